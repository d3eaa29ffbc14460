"""The command: a run over a small collection of one's own, comparison, refusals, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from evals_builders import ALPHA, PAPERS, SPEEDUP, evidence
from typer.testing import CliRunner, Result

from evals import cli, session
from evals.errors import EvalError
from evals.gate import Thresholds
from evals.options import Options
from evals.record import Record

_SPAN = evidence(ALPHA, SPEEDUP)
_FACT = {
    "id": "own-1", "kind": "fact", "split": "test", "expect": "answer",
    "question": "What speedup does Alpha reach on GSM8K?", "relevant": ["alpha"],
    "evidence": [{"paper_id": "alpha", "start": _SPAN.start, "end": _SPAN.end, "text": _SPAN.text}],
    "must": [["2.2x"]], "answer": "2.2x",
}  # fmt: skip
_OTHER = {
    "id": "own-2", "kind": "unanswerable", "split": "test", "expect": "abstain", "reason": "off_topic",
    "question": "What is the capital of Australia?", "relevant": [], "evidence": [], "must": [], "answer": "Not said.",
}  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """Arguments for a collection of three papers with two questions."""
    papers = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p in PAPERS]
    (tmp_path / "papers.jsonl").write_text("\n".join(map(json.dumps, papers)) + "\n", encoding="utf-8")
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "own.jsonl").write_text(
        f"{json.dumps(_FACT)}\n{json.dumps(_OTHER)}\n", encoding="utf-8"
    )
    places = {"corpus": "papers.jsonl", "dataset": "questions", "out": "out", "index-dir": "index"}
    return [part for option, name in places.items() for part in (f"--{option}", str(tmp_path / name))]


def _run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(cli.run)
    return CliRunner().invoke(app, list(arguments))


def _told(result: Result) -> str:
    return " ".join(result.output.split())


def test_a_collection_of_ones_own(own: list[str], tmp_path: Path) -> None:
    """Measured, reported, not judged: the thresholds are for other questions."""
    result = _run(*own, "--failed")
    assert 0 == result.exit_code, result.output
    assert "not judged" in _told(result)
    assert {"manifest.json", "record.json", "cases.jsonl", "report.html"} == {
        p.name for p in (tmp_path / "out").iterdir()
    }
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert str(tmp_path) not in json.dumps(manifest)


def test_exit_code(own: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A floor that cannot be reached fails the command and says so."""

    def high(options: Options) -> tuple[Thresholds, Record | None]:
        del options
        return Thresholds({"quotes_exact": 1.1}, {}), None

    monkeypatch.setattr(session, "_yardsticks", high)
    result = _run(*own)
    assert 1 == result.exit_code
    assert "fails: quotes_exact" in _told(result)


def test_one_kind_and_comparison(own: list[str], tmp_path: Path) -> None:
    """--only asks one kind; --compare shows two runs side by side."""
    _run(*own)
    second = tmp_path / "second"
    result = _run(*own, "--only", "unanswerable", "--out", str(second))
    assert 0 == result.exit_code, result.output
    assert 1 == len((second / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    compared = _run("--compare", str(tmp_path / "out"), str(second))
    assert 0 == compared.exit_code
    assert "From the first run to the second" in _told(compared)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "train"], "--split is 'train'"),
        (["--update-baseline", "--split", "dev"], "--update-baseline keeps a whole run"),
        (["--only", "riddle"], "no case of kind 'riddle'"),
        (["--judge"], "--judge needs a language model"),
    ],
)
def test_refusals(own: list[str], arguments: list[str], message: str) -> None:
    """One line says what is wrong."""
    result = _run(*own, *arguments)
    assert isinstance(result.exception, EvalError)
    assert message in str(result.exception)


def test_ones_own_papers_need_questions() -> None:
    """The project's questions are not about them."""
    result = _run("--corpus", "x.bib")
    assert isinstance(result.exception, EvalError)
    assert "--corpus needs --dataset" in str(result.exception)


def test_help_is_fast() -> None:
    """Importing the command does not import the product's heavy libraries."""
    code = (
        "import sys, evals.cli; print(sorted({'chromadb', 'gradio', 'llama_index.core'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """python -m evals ends with one line and exit code 2 on a user's mistake."""
    monkeypatch.setattr("sys.argv", ["evals", "--split", "train"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert 2 == caught.value.code
    assert "error: --split is 'train'" in capsys.readouterr().err
