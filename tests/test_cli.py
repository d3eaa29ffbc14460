"""The command line: answers on stdout, one line on stderr and exit code 2 for a mistake."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ARCHIVE, HERE, LIGHT_EMBEDDER, Run, child_environment
from fake_llm_server import serve
from test_llm import need_extra

from qa import Answer, Assistant, Turn, cli
from qa.errors import EmbeddingError
from qa.folder import claim

QUESTION = "How many residents were enrolled in NightWatch?"
TITLE = "NightWatch: Bright Light at Noon and Falls in Nursing Homes"


class Done(NamedTuple):
    """How a call ended, and what it printed."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose index the calls share."""
    return tmp_path_factory.mktemp("cli")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> Call:
    """Runs ``qa`` in this process, on the archive and the home's index unless told otherwise."""

    def invoke(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["qa", *arguments])
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        else:
            code = 0
        return Done(code, *capsys.readouterr())

    monkeypatch.setenv("QA_CORPUS", str(ARCHIVE))
    monkeypatch.setenv("QA_INDEX_DIR", str(home / "index"))
    monkeypatch.setenv("COLUMNS", "200")
    return invoke


def refused(done: Done, *words: str) -> None:
    """Exit code 2, nothing on stdout, one line on stderr that has these words."""
    assert (2, "") == (done.code, done.out)
    assert 1 == len(done.err.strip().splitlines()), done.err
    assert done.err.startswith("error: ")
    assert all(word in done.err for word in words), done.err


def test_ask_prints_answer_and_title(call: Call) -> None:
    """The quotes, then the title."""
    done = call("ask", QUESTION)
    assert 0 == done.code
    assert "312 residents" in done.out
    assert f"[1] *{TITLE}*" in done.out


def test_json_is_the_whole_answer(call: Call) -> None:
    """``--json`` prints one JSON object and nothing else."""
    shown = json.loads(call("ask", QUESTION, "--json").out)
    assert [TITLE] == shown["titles"]
    assert "312 residents" in shown["citations"][0]["quotes"][0]["text"]


def test_an_abstention_is_an_answer(call: Call) -> None:
    """What the collection does not say is exit code 0, with the nearest titles, in text and JSON."""
    done = call("ask", "What is the boiling point of tungsten?")
    assert (0, "") == (done.code, done.err)
    assert "does not answer this" in done.out
    shown = json.loads(call("ask", "Welche Methode ist für die Sepsis die beste?", "--json").out)
    assert "language" == shown["abstention"]["reason"]


def test_question_from_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``-`` reads the question, whatever bytes it holds."""
    path = tmp_path / "question.txt"
    path.write_bytes(QUESTION.encode() + b" \xff\xfe\n")
    with path.open(encoding="utf-8", errors="strict") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert "312 residents" in call("ask", "-").out


@pytest.mark.parametrize("question", ["", "  ", "\x00", "?!?", "word " * 4000])
def test_a_question_that_cannot_be_asked(call: Call, question: str) -> None:
    """Blank, wordless or endless: one line, before anything is opened."""
    refused(call("ask", question), "question" if question.strip("\x00 ") != "?!?" else "no words")
    refused(call("ask", question, "--json"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("ask",), "Missing argument 'question'"), (("aks", "x"), "No such command 'aks'"),
     (("ask", "x", "--corpse", "y"), "No such option: --corpse"), (("index", "--index-dir"), "requires an argument")],
)  # fmt: skip
def test_misspelt_commands(call: Call, arguments: tuple[str, ...], words: str) -> None:
    """A wrong command, option or argument is one line that points to the help."""
    refused(call(*arguments), words, "--help")


def test_no_command_is_the_help(call: Call) -> None:
    """``qa`` alone lists the commands."""
    assert (0, "") == call()[::2]
    assert "doctor" in call().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--corpus", "gone.bib"), ("gone.bib: no such file",)), (("--corpus", ""), ("corpus",)),
     (("--llm", "nobody/model"), ("nobody/model", "providers are")), (("--corpus", "/dev/null"), ("/dev/null",)),
     (("--index-dir", str(ARCHIVE)), ("is a file, not a folder",)), (("--index-dir", str(ARCHIVE.parent)), ("no index of this program",)),
     (("--index-dir", "/proc/qa"), ("/proc/qa: cannot be written",))],
)  # fmt: skip
def test_unusable_options(call: Call, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Each is one line that names what is wrong."""
    refused(call("ask", QUESTION, *arguments), *words)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("QA_CORPSU", "x", ("QA_CORPSU", "did you mean QA_CORPUS")), ("QA_EMBED_MODEL", "mpnet", ("unknown embedder", "mpnet")),
     ("QA_LLM_TIMEOUT", "soon", ("QA_LLM_TIMEOUT",)), ("QA_CHROMA_URL", "nowhere", ("QA_CHROMA_URL",))],
)  # fmt: skip
def test_unusable_environment(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: tuple[str, ...]
) -> None:
    """A wrong or misspelt variable is named, with the likely one."""
    monkeypatch.setenv(name, value)
    refused(call("ask", QUESTION), *words)


def test_collections_without_papers(call: Call, tmp_path: Path) -> None:
    """An empty file, an empty list, a binary file, an empty folder: each is told apart."""
    (tmp_path / "empty.bib").touch()
    (tmp_path / "none.json").write_text("[]")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "folder").mkdir()
    for name, words in (
        ("empty.bib", "is empty"),
        ("none.json", "no paper"),
        ("picture.txt", "binary"),
        ("folder", "no file to read"),
    ):
        refused(call("ask", QUESTION, "--corpus", str(tmp_path / name)), name, words)
        refused(call("index", str(tmp_path / name)), name)


def test_a_folder_of_papers(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``qa index FOLDER`` reads what it can, reports the rest by file and line, and counts the papers."""
    monkeypatch.setenv("QA_EMBED_MODEL", LIGHT_EMBEDDER)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.jsonl").write_text(
        '{"title": "Flight of Bees", "abstract": "Bees fly."}\n{"title": "No text"}\n'
    )
    (tmp_path / "papers" / "b.bib").touch()
    (tmp_path / "papers" / "c.jsonl").write_text(
        '{"id": 1, "title": "Wax", "abstract": "Wax melts."}\n{"id": 1, "title": "Hum", "abstract": "Bees hum."}\n'
    )
    done = call("index", str(tmp_path / "papers"), "--index-dir", str(tmp_path / "index"))
    assert 0 == done.code
    assert done.out.startswith("3 papers indexed in ")
    assert "skipped a.jsonl:2:" in done.err
    assert "skipped b.bib:1:" in done.err
    assert "remark c.jsonl:2:" in done.err


@pytest.fixture
def two_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, str]:
    """Two files with a paper each, in the folder where the calls are made; no collection is set."""
    monkeypatch.delenv("QA_CORPUS", raising=False)
    monkeypatch.setenv("QA_EMBED_MODEL", LIGHT_EMBEDDER)
    monkeypatch.chdir(tmp_path)
    for name, title in (("a.jsonl", "Flight of Bees"), ("b.jsonl", "Sleep of Ants")):
        Path(name).write_text(json.dumps({"title": title, "abstract": f"We study the {title.lower()}."}))
    return "a.jsonl", "b.jsonl"


def test_an_index_of_several_files(
    call: Call, two_files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is asked by its folder alone, from anywhere; what it was built from is read again and told."""
    monkeypatch.setenv("QA_INDEX_DIR", str(tmp_path / "index"))
    assert call("index", *two_files).out.startswith("2 papers indexed in ")
    monkeypatch.chdir("/")
    (tmp_path / "b.jsonl").write_text(json.dumps({"title": "Sleep of Wasps", "abstract": "They sleep."}))
    done = call("ask", "List all titles")
    assert 0 == done.code
    assert all(title in done.out for title in ("Flight of Bees", "Sleep of Wasps"))
    assert f"built from: {tmp_path / 'a.jsonl'}, {tmp_path / 'b.jsonl'}." in done.err
    (tmp_path / "b.jsonl").unlink()
    refused(call("ask", "List all titles"), "b.jsonl: no such file", "was built from it", "--corpus")


def test_corpus_more_than_once(
    call: Call, two_files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Several --corpus are one collection, with the index that ``qa index`` made of them."""
    monkeypatch.delenv("QA_INDEX_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    call("index", *two_files)
    done = call("ask", "How many papers are there?", "--corpus", two_files[0], "--corpus", two_files[1])
    assert (0, "") == (done.code, done.err)
    assert "2 papers" in done.out


def test_messages_are_shown_as_they_are(call: Call) -> None:
    """Brackets, emoji codes and terminal codes in a name are neither markup nor obeyed."""
    refused(call("ask", QUESTION, "--corpus", "[red]a:smile:\x1b[2J.bib"), "[red]a:smile: [2J.bib")


def test_a_damaged_index_is_rebuilt(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A half-written library is set aside with a notice; the answer still comes."""
    monkeypatch.setenv("QA_INDEX_DIR", str(tmp_path / "index"))
    monkeypatch.setenv("QA_EMBED_MODEL", LIGHT_EMBEDDER)
    call("ask", QUESTION)
    library = tmp_path / "index" / "library.sqlite"
    library.write_bytes(library.read_bytes()[:5000])
    done = call("ask", "How many papers are there?")
    assert 0 == done.code
    assert "8 papers" in done.out
    assert "the old file is kept as" in done.err


def test_chat(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation: follow-ups are understood, an empty line ends it."""
    lines = iter(["Summarize NightWatch", "How many residents did it enroll?", ""])
    monkeypatch.setattr("builtins.input", lambda *_: next(lines))
    done = call("chat")
    assert 0 == done.code
    assert done.out.startswith("8 papers.")
    assert "understood as: " in done.out
    assert "312 residents" in done.out


def test_chat_ends_with_a_goodbye(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is answered."""
    lines = iter(["quit"])
    monkeypatch.setattr("builtins.input", lambda *_: next(lines))
    done = call("chat")
    assert 0 == done.code
    assert done.out.endswith("Goodbye.\n")


def test_an_empty_folder_name_is_refused(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It does not stand for the current folder."""
    monkeypatch.chdir(tmp_path)
    refused(call("ask", QUESTION, "--index-dir", ""), "index_dir", "is empty")
    assert [] == list(tmp_path.iterdir())


def test_a_closed_output_is_said(tmp_path: Path) -> None:
    """In one line, as any other mistake."""
    command = f'{sys.executable} -m qa ask "How many papers are there?" >&-'
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=child_environment(tmp_path),
        check=False,
    )
    assert 2 == done.returncode
    assert "error: the standard output is closed; there is nowhere to answer\n" == done.stderr


def test_chat_outlives_an_error(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedder that fails for once is one line, and the next question is answered; Ctrl-D ends it."""
    asked: list[str] = []
    really_ask = Assistant.ask

    def ask(assistant: Assistant, question: str, history: list[Turn], quotes_only: bool) -> Answer:
        asked.append(question)
        if len(asked) == 1:
            raise EmbeddingError("the embedder failed; check its server")
        return really_ask(assistant, question, history, quotes_only=quotes_only)

    def read(*_: object) -> str:
        if len(asked) == 2:
            raise EOFError
        return QUESTION

    monkeypatch.setattr(Assistant, "ask", ask)
    monkeypatch.setattr("builtins.input", read)
    done = call("chat")
    assert 0 == done.code
    assert "error: the embedder failed; check its server" in done.err
    assert "312 residents" in done.out


def test_who_wrote_an_answer_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a language model: what the check took out, who wrote the answer and at what cost; /quotes switches."""
    need_extra("openai-like")
    with serve("NightWatch enrolled 999 residents [S1].") as server:
        monkeypatch.setenv("QA_LLM", "openai-like/tiny")
        monkeypatch.setenv("QA_LLM_BASE_URL", f"{server.url}/v1")
        written = call("ask", QUESTION)
        alone = call("ask", "--quotes-only", QUESTION)
        lines = iter(["/quotes", QUESTION, "/quotes", ""])
        monkeypatch.setattr("builtins.input", lambda *_: next(lines))
        switched = call("chat")
    assert "312 residents" in written.out
    assert "removed: NightWatch enrolled 999 residents. ('999' is in no cited quote)" in written.err
    assert "written by quotes, without the model, 100 prompt tokens, 20 completion tokens" in written.err
    assert "removed" not in alone.err + switched.err
    assert 1 == len(server.requests)
    assert "quotes alone" in switched.out
    assert "written by openai-like/tiny" in switched.out


def test_doctor(call: Call) -> None:
    """Every part on its line; what fails is said and ends with exit code 2."""
    well = call("doctor")
    assert 0 == well.code
    assert 5 == well.out.count("ok ")
    ill = call("doctor", "--corpus", "gone.bib")
    assert 2 == ill.code
    assert "failed collection: gone.bib" in ill.out


def test_output_that_cannot_be_encoded(run: Run, tmp_path: Path) -> None:
    """A terminal without Unicode gets "?" for a character, JSON gets its escapes; a first build spoils neither."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Größe", "abstract": "Größe matters for bees."}))
    environ = {"PYTHONIOENCODING": "ascii", "QA_EMBED_MODEL": LIGHT_EMBEDDER, "QA_CORPUS": "a.jsonl"}
    done = run("ask", "Summarize Größe", "--json", environ=environ)
    assert ["Größe"] == json.loads(done.stdout)["titles"]
    assert ["Index built: 1 paper."] == done.stderr.splitlines()
    assert "Gr??e matters" in run("ask", "Summarize Größe", environ=environ).stdout


def test_a_pipe_that_closes(tmp_path: Path) -> None:
    """``qa ask ... | head`` and a full disk end without a traceback."""
    command = f"{sys.executable} -m qa ask 'How many papers are there?' --json"
    environ = child_environment(tmp_path) | {"QA_CORPUS": str(ARCHIVE), "QA_EMBED_MODEL": LIGHT_EMBEDDER}
    for target in ("| head -c 1 >/dev/null", "> /dev/full"):
        done = subprocess.run(
            f"{command} {target}", shell=True, capture_output=True, text=True, env=environ, cwd=tmp_path
        )
        assert "Traceback" not in done.stderr
    assert (2, "error: input or output failed: No space left on device\n") == (done.returncode, done.stderr)


def test_a_second_process_is_told_who_holds_the_index(run: Run, tmp_path: Path) -> None:
    """One process at a time; the other one learns which."""
    folder = claim(tmp_path / "index")
    try:
        done = run(
            "ask",
            QUESTION,
            "--index-dir",
            "index",
            environ={"QA_CORPUS": str(ARCHIVE), "QA_EMBED_MODEL": LIGHT_EMBEDDER},
        )
    finally:
        folder.release()
    refused(Done(done.returncode, done.stdout, done.stderr), "in use by process")


def test_ctrl_c(tmp_path: Path) -> None:
    """An interrupt ends in silence, and the next run goes on."""
    environ = child_environment(tmp_path) | {"QA_INDEX_DIR": str(tmp_path / "index")}
    for seconds in (0.3, 1.2):
        child = subprocess.Popen(
            [sys.executable, "-m", "qa", "ask", QUESTION], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ
        )  # fmt: skip
        time.sleep(seconds)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
        assert "Traceback" not in err
        assert child.returncode in {130, -signal.SIGINT}


@pytest.mark.parametrize("program", ["app.py", "qa/__main__.py"])
def test_ctrl_c_while_it_starts(program: str) -> None:
    """The libraries that are imported take long enough to be interrupted."""
    code = f"""
import runpy, sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
runpy.run_path({str(HERE.parent / program)!r}, run_name="__main__")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (130, "", "") == (done.returncode, done.stdout, done.stderr)
