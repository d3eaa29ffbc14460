"""Chroma, embedded and as a server: what is written is found, what is damaged is noticed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import Matrix
from qa.errors import IndexError_, IndexStale, IndexUnwritable
from qa.passages import Kind
from qa.server import greet
from qa.vectors import Place, Record, Vectors, build, drop

NAMES: dict[Kind, str] = {"whole": "whole", "sentence": "sentence"}
RNG = np.random.default_rng(7)
STORED: dict[Kind, Matrix] = {
    kind: (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    for kind, rows in (("whole", RNG.standard_normal((5, 8))), ("sentence", RNG.standard_normal((40, 8))))
}
COUNTS: dict[Kind, int] = {"whole": 5, "sentence": 40}


def records() -> Iterator[tuple[Kind, Record]]:
    """All stored vectors under the ids w0 ... and s0 ..."""
    for kind, rows in STORED.items():
        for n, vector in enumerate(rows):
            yield kind, Record(f"{kind[0]}{n}", vector, {"paper_id": f"p{n}", "ordinal": n, "kind": kind})


def expected(vector: Matrix, k: int, kind: Kind) -> list[str]:
    """The ids that an exact search gives."""
    return [f"{kind[0]}{n}" for n in np.argsort(-(STORED[kind] @ vector))[:k]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "chroma"
    assert COUNTS == build(Place(folder=folder), NAMES, records(), lambda: None)
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "chroma"))


@pytest.fixture(scope="module")
def opened(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vectors]:
    folder = shutil.copytree(built, tmp_path_factory.mktemp("opened") / "chroma")
    vectors = Vectors(Place(folder=folder), NAMES, COUNTS, 8)
    yield vectors
    vectors.close()


@pytest.mark.parametrize("kind", ["whole", "sentence"])
def test_nearest_is_the_exact_ranking_with_cosines(opened: Vectors, kind: Kind) -> None:
    """The ids are those of an exact search, the scores their cosines, best first."""
    for seed in range(5):
        vector = np.random.default_rng(seed).standard_normal(8).astype(np.float32)
        vector /= np.linalg.norm(vector)
        found = opened.nearest(vector, 3, kind)
        assert expected(vector, 3, kind) == [id_ for id_, _ in found]
        assert np.sort(STORED[kind] @ vector)[::-1][:3] == pytest.approx([s for _, s in found], abs=1e-5)


def test_more_than_there_are_gives_all_and_none_gives_none(opened: Vectors) -> None:
    """k is cut to what is stored; k of zero or less finds nothing."""
    assert 5 == len(opened.nearest(STORED["whole"][0], 100, "whole"))
    assert [] == opened.nearest(STORED["whole"][0], 0, "whole")
    assert [] == opened.nearest(STORED["whole"][0], -1, "whole")


def test_no_score_is_above_one(opened: Vectors) -> None:
    """A vector's own cosine is 1, without the rounding of the distance."""
    scores = [opened.nearest(vector, 1, "sentence")[0][1] for vector in STORED["sentence"]]
    assert 1.0 >= max(scores)
    assert [1.0] * 40 == pytest.approx(scores)


def test_a_vector_of_another_dimension_is_refused(opened: Vectors) -> None:
    """The error says what to do; Chroma is not asked."""
    with pytest.raises(IndexStale, match="8 dimensions"):
        opened.nearest(np.ones(9, dtype=np.float32), 1, "whole")


def test_eight_threads_get_what_one_gets(opened: Vectors) -> None:
    """One client serves threads that ask at the same time."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda v: opened.nearest(v, 4, "sentence"), list(STORED["sentence"]) * 5))
    alone = [opened.nearest(v, 4, "sentence") for v in STORED["sentence"]] * 5
    assert [[id_ for id_, _ in hits] for hits in alone] == [[id_ for id_, _ in hits] for hits in found]


def test_an_empty_kind_is_no_error(tmp_path: Path) -> None:
    """A collection without a vector is built, opened and asked."""
    place, counts = Place(folder=tmp_path / "c"), {"whole": 0, "sentence": 0}
    assert counts == build(place, NAMES, iter(()), lambda: None)
    vectors = Vectors(place, NAMES, counts, 8)  # type: ignore[arg-type]
    assert [] == vectors.nearest(np.ones(8, dtype=np.float32), 3, "whole")
    vectors.close()


def test_batches_and_many_equal_vectors(tmp_path: Path) -> None:
    """More than one batch is written, the caller is asked between, and equal vectors do no harm."""
    same = np.eye(8, dtype=np.float32)[0]
    rows = (("sentence", Record(f"s{n}", same, {"n": n})) for n in range(2300))
    asked: list[int] = []
    place = Place(folder=tmp_path / "c")
    counts = build(place, NAMES, rows, lambda: asked.append(1))  # type: ignore[arg-type]
    assert ({"whole": 0, "sentence": 2300}, [1]) == (counts, asked)
    vectors = Vectors(place, NAMES, counts, 8)
    assert [1.0] * 5 == pytest.approx([score for _, score in vectors.nearest(same, 5, "sentence")])
    vectors.close()


@pytest.mark.parametrize("damage", ["missing", "cut", "garbage"])
def test_a_damaged_folder_does_not_open(copy: Path, damage: str) -> None:
    """Chroma's database lost, cut in half or overwritten raises IndexError_, never a foreign error."""
    database = copy / "chroma.sqlite3"
    content = database.read_bytes()
    database.unlink()
    if damage != "missing":
        database.write_bytes(content[: len(content) // 2] if damage == "cut" else b"x" * len(content))
    with pytest.raises(IndexError_):
        Vectors(Place(folder=copy), NAMES, COUNTS, 8)


def test_a_wrong_count_is_noticed(copy: Path) -> None:
    """A collection that holds fewer vectors than were written does not open."""
    with pytest.raises(IndexError_, match="holds 40 vectors, not 41"):
        Vectors(Place(folder=copy), NAMES, {"whole": 5, "sentence": 41}, 8)


def test_a_folder_that_cannot_be_written_is_unwritable(tmp_path: Path) -> None:
    """A file in the folder's place raises IndexUnwritable, not a foreign error."""
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnwritable):
        build(Place(folder=tmp_path / "file" / "chroma"), NAMES, records(), lambda: None)


def test_a_full_disk_is_named(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Chroma calls a failed compaction is a full disk where hardly a byte is left."""
    (copy / "chroma.sqlite3").write_bytes(b"x" * 4096)
    usage = shutil.disk_usage(copy)._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(IndexUnwritable, match=r"cannot be written \(the disk is full\)"):
        Vectors(Place(folder=copy), NAMES, COUNTS, 8)


def test_a_place_does_not_show_its_token() -> None:
    """Neither str nor repr, as they end up in messages and tracebacks."""
    place = Place(url="http://127.0.0.1:1", token="secret-token")
    assert "secret" not in f"{place} {place!r}"


# --- a server -------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server."""
    port = _free_port()
    chroma = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [
            chroma,
            "run",
            "--path",
            tmp_path_factory.mktemp("server"),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            greet(url, None)
            break
        except IndexError_:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture
def guarded(server: str) -> Iterator[ThreadingHTTPServer]:
    """The same server behind a proxy that wants a token, as one would run it in public."""

    class Guard(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Authorization") != "Bearer right":
                self.send_error(401)
                return
            request = urllib.request.Request(server + self.path, body or None, method=self.command)
            request.add_header("Content-Type", "application/json")
            try:
                with urllib.request.urlopen(request, timeout=10) as reply:
                    status, content = reply.status, reply.read()
            except urllib.error.HTTPError as error:
                status, content = error.code, error.read()
                error.close()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = do_PUT = _pass  # noqa: N815  # names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Guard)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield proxy
    proxy.shutdown()
    proxy.server_close()


def address(proxy: ThreadingHTTPServer) -> str:
    """Where a proxy listens."""
    return f"http://127.0.0.1:{proxy.server_port}"


def test_a_server_finds_the_same(server: str) -> None:
    """Built, asked and dropped on a server; what is gone raises, and dropping it again does not."""
    place, names = Place(url=server), {"whole": "one-whole", "sentence": "one-sentence"}
    assert COUNTS == build(place, names, records(), lambda: None)  # type: ignore[arg-type]
    vectors = Vectors(place, names, COUNTS, 8)  # type: ignore[arg-type]
    vector = STORED["sentence"][3]
    assert expected(vector, 6, "sentence") == [id_ for id_, _ in vectors.nearest(vector, 6, "sentence")]
    vectors.close()
    drop(place, names.values())
    drop(place, names.values())
    with pytest.raises(IndexError_, match="does not exist"):
        Vectors(place, names, COUNTS, 8)  # type: ignore[arg-type]


def test_a_token_opens_and_a_wrong_one_is_named(guarded: ThreadingHTTPServer) -> None:
    """The bearer token is sent; without it, or with another, the error names the setting, not the token."""
    names: dict[Kind, str] = {"whole": "two-whole", "sentence": "two-sentence"}
    right = Place(url=address(guarded), token="right")
    build(right, names, records(), lambda: None)
    vectors = Vectors(right, names, COUNTS, 8)
    assert "w2" == vectors.nearest(STORED["whole"][2], 1, "whole")[0][0]
    vectors.close()
    drop(right, names.values())
    for token in (None, "wrong"):
        with pytest.raises(IndexError_, match=r"answers 401 .*check QA_CHROMA_TOKEN") as caught:
            Vectors(Place(url=address(guarded), token=token), names, COUNTS, 8)
        assert "wrong" not in str(caught.value)


def test_a_server_that_hangs_is_said_in_a_line(
    guarded: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that takes a question and never answers does not hold it for ever."""
    monkeypatch.setattr("qa.vectors._PATIENCE", 0.5)
    names: dict[Kind, str] = {"whole": "four-whole", "sentence": "four-sentence"}
    place, awake = Place(url=address(guarded), token="right"), threading.Event()
    build(place, names, records(), lambda: None)
    vectors = Vectors(place, names, COUNTS, 8)
    with monkeypatch.context() as hanging:
        hanging.setattr(guarded.RequestHandlerClass, "do_POST", lambda _: awake.wait(10))
        with pytest.raises(
            IndexError_, match=r"the Chroma server at http\S+ failed .*check that it still runs"
        ):
            vectors.nearest(STORED["whole"][2], 1, "whole")
        awake.set()
    assert "w2" == vectors.nearest(STORED["whole"][2], 1, "whole")[0][0]
    vectors.close()


def test_a_server_that_goes_away_is_said_in_a_line(guarded: ThreadingHTTPServer) -> None:
    """A question after the server has gone raises IndexError_ that names it, not a foreign error."""
    names: dict[Kind, str] = {"whole": "three-whole", "sentence": "three-sentence"}
    place = Place(url=address(guarded), token="right")
    build(place, names, records(), lambda: None)
    vectors = Vectors(place, names, COUNTS, 8)
    guarded.shutdown()
    guarded.server_close()
    with pytest.raises(IndexError_, match=r"the Chroma server at http\S+ failed .*check that it still runs"):
        vectors.nearest(STORED["whole"][2], 1, "whole")
    vectors.close()
