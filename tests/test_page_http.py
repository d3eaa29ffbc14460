"""The three functions for machines on a running page: gradio_client, plain HTTP, MCP; and who gets in."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hash_embedding
import pytest
from page_world import CORPUS, running

QUESTION = "Summarize Heron"
FIELDS = {
    "question",
    "standalone",
    "text",
    "sentences",
    "citations",
    "abstention",
    "timings",
    "titles",
    "route",
    "grounded",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("http")
    (folder / "papers.json").write_text(CORPUS)
    return folder


def _flags(folder: Path) -> tuple[str, ...]:
    return ("--corpus", str(folder / "papers.json"), "--index-dir", str(folder / "index"), "--mcp")


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with running(*_flags(folder), log=folder / "log", QA_EMBED_MODEL=hash_embedding.NAME) as url:
        yield url


def _http(url: str, body: object = None, login: str = "") -> tuple[int, Any, dict[str, str]]:
    headers = {"content-type": "application/json"}
    if login:
        headers["authorization"] = "Basic " + b64encode(login.encode()).decode()
    request = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text, status, sent = answer.read(), answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            text, status, sent = error.read(), error.code, dict(error.headers)
    try:
        return status, json.loads(text), sent
    except ValueError:
        return status, text.decode(), sent


def test_plain_http(url: str) -> None:
    """One request each; the answer is the Answer's JSON."""
    status, answer, headers = _http(f"{url}/ask", {"question": QUESTION})
    assert 200 == status
    assert FIELDS <= set(answer)
    assert ["Heron: Sleep and Memory"] == answer["titles"]
    assert "frame-ancestors" in headers["content-security-policy"]
    follow = _http(
        f"{url}/ask", {"question": "Summarize Otter", "history": [{"question": QUESTION, "answer": answer}]}
    )
    assert [2] == [citation["number"] for citation in follow[1]["citations"]]
    assert 2 == len(_http(f"{url}/retrieve", {"question": "sleep", "k": 2})[1])
    assert ["heron"] == [paper["id"] for paper in _http(f"{url}/papers?words=sleep")[1]["papers"]]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ask", {}),
        ("ask", {"question": "x", "histroy": []}),
        ("ask", {"question": float("nan")}),
        ("ask", {"question": "x", "\ud800": 1}),
        ("retrieve", {"question": "sleep", "k": 0}),
        *(("retrieve", {"question": text}) for text in ("", "\0", "\ud800", "sleep " * 1000)),
        ("ask", {"question": "x", "history": [{"answer": "y"}]}),
    ],
)
def test_mistakes_are_named(url: str, path: str, body: object) -> None:
    """422 with what is wrong, no internals."""
    status, answer, _ = _http(f"{url}/{path}", body)
    assert 422 == status
    assert "Traceback" not in str(answer)


def test_nothing_else_is_public(url: str) -> None:
    """Three named endpoints; the page's own events are not among them."""
    info = _http(f"{url}/gradio_api/info")[1]
    assert {"/ask", "/retrieve", "/papers"} == set(info["named_endpoints"])
    assert {} == info["unnamed_endpoints"]
    for path in ("docs", "openapi.json", "monitoring", "gradio_api/file=/etc/passwd"):
        assert 404 == _http(f"{url}/{path}")[0]
    assert {"status": "ok"} == _http(f"{url}/healthz")[1]


def _event(url: str, elem_id: str, event: str, data: list[Any]) -> str:
    """What the page answers when one of its events is sent by hand."""
    config = _http(f"{url}/config")[1]
    target = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == elem_id)
    number = next(d["id"] for d in config["dependencies"] if [target, event] in d["targets"])
    body = {"data": data, "fn_index": number, "trigger_id": target, "session_hash": "s"}
    assert 200 == _http(f"{url}/gradio_api/queue/join", body)[0]
    told = []
    with urllib.request.urlopen(f"{url}/gradio_api/queue/data?session_hash=s", timeout=60) as stream:
        for line in stream:
            told.append(line.decode())
            if "process_completed" in told[-1]:
                break
    return "".join(told)


@pytest.mark.parametrize("more", [{}, {"is_stream": True}, {"url": "http://127.0.0.1:9/x.json"}])
def test_files_of_the_server_are_not_read(url: str, tmp_path: Path, more: dict[str, Any]) -> None:
    """An event that names a file which was not uploaded is refused; the file stays."""
    private = tmp_path / "private.json"
    private.write_text(CORPUS)
    file = {"path": str(private), "orig_name": "x.json", "meta": {"_type": "gradio.FileData"}, **more}
    told = _event(url, "qa-files", "upload", [[file]])
    assert "Only files that were uploaded" in told
    assert "read from" not in told
    assert private.exists()


def test_nothing_is_fetched_for_a_visitor(url: str) -> None:
    """An address in the place of a file is refused."""
    file = {"path": "http://127.0.0.1:9/x.json", "meta": {"_type": "gradio.FileData"}}
    assert "Only files that were uploaded" in _event(url, "qa-files", "upload", [[file]])


def test_a_wrong_suffix_is_no_matter_for_the_log(url: str, folder: Path) -> None:
    """It is the visitor's mistake, and told to them."""
    body = b'--b\r\ncontent-disposition: form-data; name="files"; filename="x.exe"\r\n\r\nMZ\r\n--b--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=b"}
    request = urllib.request.Request(f"{url}/gradio_api/upload", body, kind)
    with urllib.request.urlopen(request, timeout=30) as answer:
        (path,) = json.load(answer)
    file = {"path": path, "orig_name": "x.exe", "meta": {"_type": "gradio.FileData"}}
    assert "Invalid file type" in _event(url, "qa-files", "upload", [[file]])
    assert "Traceback" not in (folder / "log").read_text()


def test_gradio_client(url: str) -> None:
    """The same three by name, in a process of its own (the client's warnings are not ours)."""
    code = f"""
import json
from gradio_client import Client
client = Client({url!r}, verbose=False)
answer = client.predict({QUESTION!r}, api_name="/ask")
found = client.predict("sleep", k=1, api_name="/retrieve")
papers = client.predict(words="sleep", api_name="/papers")
try:
    client.predict("sleep", k=1000, api_name="/retrieve")
except Exception as error:
    said = str(error)
print(json.dumps([answer["titles"], len(found), papers["total"], said]))
"""
    assert [["Heron: Sleep and Memory"], 1, 1, "k must be 1 to 100, not 1000"] == json.loads(_python(code))


def test_mcp(url: str) -> None:
    """A real client lists the three tools with their descriptions and gets JSON from each."""
    code = f"""
import asyncio, json
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

async def main():
    async with streamablehttp_client({url!r} + "/gradio_api/mcp/") as (reading, writing, _):
        async with ClientSession(reading, writing) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            calls = [("ask", {{"question": {QUESTION!r}}}), ("retrieve", {{"question": "sleep", "k": 1}}), ("papers", {{"words": "sleep"}})]
            got = [json.loads((await session.call_tool(name, values)).content[0].text) for name, values in calls]
            print(json.dumps([[t.name for t in tools], all(t.description for t in tools), got[0]["titles"], len(got[1]), got[2]["total"]]))

asyncio.run(main())
"""
    assert [["ask", "retrieve", "papers"], True, ["Heron: Sleep and Memory"], 1, 1] == json.loads(
        _python(code)
    )


def _python(code: str) -> str:
    """The last line that this code prints."""
    env = {**os.environ, "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=90, check=False)
    assert 0 == done.returncode, done.stderr
    return done.stdout.splitlines()[-1]


def test_a_login_guards_everything(folder: Path) -> None:
    """Page, both kinds of HTTP and MCP; health is open; the right login opens."""
    login = {"QA_USER": "ann", "QA_PASSWORD": "secret", "QA_EMBED_MODEL": hash_embedding.NAME}
    with running(*_flags(folder), "--index-dir", str(folder / "other"), **login) as url:
        for path, body in (
            ("config", None), ("gradio_api/info", None), ("papers", None), ("ask", {"question": "x"}),
            ("retrieve", {"question": "x"}), ("gradio_api/call/ask", {"data": []}), ("gradio_api/queue/join", {}),
            ("gradio_api/mcp/", {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
        ):  # fmt: skip
            assert 401 == _http(f"{url}/{path}", body)[0], path
        assert 401 == _http(f"{url}/papers", login="ann:wrong")[0]
        assert 3 == _http(f"{url}/papers", login="ann:secret")[1]["total"]
        assert 200 == _http(f"{url}/healthz")[0]
        page = _http(f"{url}/")[1]
        assert "Seed" not in page
        assert "Otter" not in page
