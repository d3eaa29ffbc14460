"""The command: a run over a small collection of one's own, comparison, refusals, exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
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
from qa.assistant import Assistant
from qa.types import Answer, Sentence

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
    """Measured, reported, judged by what holds for any set; what that does not say is said."""
    result = _run(*own, "--failed")
    assert 0 == result.exit_code, result.output
    assert "passes: the quotes are exact" in _told(result)
    assert "judged with --thresholds or --baseline" in _told(result)
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


def _worsened(monkeypatch: pytest.MonkeyPatch, change: Callable[[Answer], Answer]) -> None:
    really_ask = Assistant.ask
    monkeypatch.setattr(Assistant, "ask", lambda self, *a, **k: change(really_ask(self, *a, **k)))


def _made_up(answer: Answer) -> Answer:
    told = tuple(Sentence("It reaches 99% on ZZTop.", s.citations) for s in answer.sentences)
    return replace(answer, sentences=told, text=" ".join([*(s.text for s in told), answer.text]))


def test_ones_own_set_fails_on_what_is_not_grounded(own: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No set passes with a sentence that no quote backs, thresholds or not."""
    _worsened(monkeypatch, _made_up)
    result = _run(*own)
    assert 1 == result.exit_code
    assert "fails: grounded_spans is 0.0%, below its floor of 99.0%" in _told(result)


@pytest.mark.parametrize(
    ("limits", "code", "told"),
    [("[floors]\nright = 0.9", 0, "passes"), ("[ceilings]\nwords = 1", 1, "fails: words is"),
     ("[floors]\nlist_f1 = 0.5", 1, "fails: list_f1 was not measured")],
)  # fmt: skip
def test_thresholds_of_ones_own(own: list[str], tmp_path: Path, limits: str, code: int, told: str) -> None:
    """A file in the form of the project's own; what it names has to be measured."""
    (tmp_path / "own.toml").write_text(limits, encoding="utf-8")
    result = _run(*own, "--thresholds", str(tmp_path / "own.toml"))
    assert code == result.exit_code, result.output
    assert told in _told(result)


def test_a_baseline_of_ones_own(own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept in a file, and what is worse beyond chance fails; so it does between two folders."""
    questions = tmp_path / "questions" / "own.jsonl"
    questions.write_text("\n".join(json.dumps({**_FACT, "id": f"f{n}"}) for n in range(9)), encoding="utf-8")
    baseline = ["--baseline", str(tmp_path / "own.json")]
    assert 0 == _run(*own, *baseline, "--update-baseline").exit_code
    same = _run(*own, *baseline)
    assert (0, True) == (same.exit_code, "baseline" in same.output)
    _worsened(monkeypatch, lambda answer: replace(answer, citations=(), sentences=(), text="Nothing."))
    worse = ["--out", str(tmp_path / "worse")]
    fails = "fails: right is worse than before by 100.0% over 9 questions, beyond chance"
    for result in (_run(*own, *baseline, *worse), _run("--compare", str(tmp_path / "out"), worse[1])):
        assert 1 == result.exit_code
        assert fails in _told(result)


def test_the_corpus_of_the_environment(own: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """QA_CORPUS is asked about as --corpus is."""
    monkeypatch.setenv("QA_CORPUS", own[1])
    assert 0 == _run(*own[2:]).exit_code


def test_one_kind_and_comparison(own: list[str], tmp_path: Path) -> None:
    """--only asks one kind; --compare shows two runs side by side."""
    _run(*own)
    second = tmp_path / "second"
    result = _run(*own, "--only", "unanswerable", "--out", str(second))
    assert 0 == result.exit_code, result.output
    assert 1 == len((second / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    compared = _run("--compare", str(tmp_path / "out"), str(second))
    assert 0 == compared.exit_code
    assert "compared over the 1 questions of both; 2 are in the first, 1 in the second" in _told(compared)
    (row,) = [line.split() for line in compared.output.splitlines() if line.split()[:1] == ["right"]]
    assert ["right", "100.0%", "100.0%", "0.0%", "0.0%", "to", "0.0%", "1"] == row


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "train"], "--split is 'train'"),
        (["--update-baseline", "--split", "dev"], "--update-baseline keeps a whole run"),
        (["--only", "riddle"], "no case of kind 'riddle'"),
        (["--judge"], "--judge needs a language model"),
        (["--update-baseline"], "name a file with --baseline"),
        (["--update-baseline", "--baseline", "b.json", "--only", "fact"], "leave --only out"),
        (["--update-baseline", "--baseline", "none/b.json"], "none/b.json: is no place"),
        (["--baseline", "none.json"], "none.json: no such file; make it with --update-baseline"),
        (["--thresholds", "none.toml"], "none.toml: cannot be read"),
        (["--out", "/proc/none"], "/proc/none: cannot be written"),
    ],
)
def test_refusals(
    own: list[str], arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line says what is wrong, before anything is asked."""
    monkeypatch.setattr(Assistant, "ask", lambda *_, **__: pytest.fail("a question was asked"))
    result = _run(*own, *arguments)
    assert isinstance(result.exception, EvalError)
    assert message in str(result.exception)


def test_ones_own_papers_need_questions() -> None:
    """The project's questions are not about them."""
    result = _run("--corpus", "x.bib")
    assert isinstance(result.exception, EvalError)
    assert "need --dataset" in str(result.exception)


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
