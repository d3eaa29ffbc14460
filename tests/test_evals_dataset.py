"""The loader of the question files: what it accepts, and what it refuses with file and line."""

import json
from pathlib import Path
from typing import Any

import pytest
from evals_builders import ALPHA, PAPERS, SPEEDUP, evidence

from evals.dataset import load_dev, load_for_judging, question_files
from evals.errors import EvalError
from qa.corpus import load
from qa.settings import Settings

_SPAN = evidence(ALPHA, SPEEDUP)


def _row(**more: Any) -> dict[str, Any]:
    span = {"paper_id": "alpha", "start": _SPAN.start, "end": _SPAN.end, "text": _SPAN.text}
    row = {
        "id": "x-1", "kind": "fact", "style": "named", "split": "dev", "expect": "answer", "question": "How fast?",
        "relevant": ["alpha"], "evidence": [span], "must": [["2.2x"]], "answer": "2.2x",
    }  # fmt: skip
    return {key: value for key, value in {**row, **more}.items() if value is not None}


def _write(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return file


def test_reads_a_case(tmp_path: Path) -> None:
    """A case has its question with gold; without "standalone" the question stands alone as it is."""
    (case,) = load_dev(PAPERS, _write(tmp_path, _row()))
    (question,) = case.turns
    assert ("x-1", "fact", "named") == (case.id, case.kind, case.style)
    assert ("How fast?", "How fast?", (("2.2x",),)) == (question.question, question.standalone, question.must)


def test_turns_have_ids_of_their_own(tmp_path: Path) -> None:
    """A conversation's turns are numbered after the case."""
    turn = {key: value for key, value in _row().items() if key not in ("id", "kind", "style", "split")}
    row = {
        "id": "c",
        "kind": "conversation",
        "split": "dev",
        "turns": [turn, {**turn, "standalone": "Alpha?"}],
    }
    (case,) = load_dev(PAPERS, _write(tmp_path, row))
    assert ["c.1", "c.2"] == [question.id for question in case.turns]
    assert "Alpha?" == case.turns[1].standalone


def test_splits_are_apart(tmp_path: Path) -> None:
    """Fitting code sees the development split only."""
    file = _write(tmp_path, _row(), _row(id="x-2", split="test"))
    assert ["x-1"] == [case.id for case in load_dev(PAPERS, file)]
    assert ["x-2"] == [case.id for case in load_for_judging(PAPERS, "test", file)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (_row(color="red"), "own.jsonl:1: unknown key 'color'"),
        (_row(answer=None), "lacks 'answer'"),
        (_row(kind="riddle"), "kind is 'riddle'"),
        (_row(split="train"), "split is 'train'"),
        (_row(expect="maybe"), "expect is 'maybe'"),
        (_row(question="  "), "'question' must be a text"),
        (_row(relevant=["delta"]), "no paper 'delta'"),
        (
            _row(evidence=[{"paper_id": "alpha", "start": 1, "end": 9, "text": "Decoding"}]),
            "not verbatim at 1:9",
        ),
        (
            _row(evidence=[{"paper_id": "alpha", "start": 0, "end": 8, "text": "Decoding", "note": ""}]),
            "unknown key",
        ),
        (_row(must=[["3.3x"]]), "holds none of ['3.3x']"),
        (_row(question="Is 2.2x right?"), "gives away '2.2x'"),
        (_row(must=[[]]), "an empty group"),
        (_row(relevant=["beta"]), "which is not in 'relevant'"),
        (_row(expect="abstain"), "has no 'must'"),
        (_row(reason="not_stated"), "has no 'reason'"),
        (_row(kind="conversation"), "'turns' belongs to the kind"),
        ({**_row(kind="conversation"), "turns": []}, "unknown key"),
        ({"id": "c", "kind": "conversation", "split": "dev", "turns": [5]}, "a turn must be an object"),
        ({**_row(), "relevant": None}, "'relevant' must be a list of texts, not None"),
        (_row(relevant=[]), "name the papers that do in 'relevant'"),
        ({**_row(), "must": None}, "'must' must be a list of groups"),
        (_row(must=["2.2x"]), """such as [["2.2x", "2.2 times"], ["GSM8K"]]"""),
        (_row(must_not="PWNED"), "'must_not' must be a list of texts, not 'PWNED'"),
        ({**_row(), "must_not": None}, "'must_not' must be a list of texts"),
        ({**_row(), "evidence": None}, "'evidence' must be a list of objects"),
        (_row(evidence=["2.2x"]), "'evidence' must be a list of objects"),
        (_row(evidence=[{"paper_id": "alpha", "end": 8, "text": "Decoding"}]), "'start' of an evidence"),
        (_row(evidence=[{"paper_id": "alpha", "start": "0", "end": 8, "text": "Decoding"}]), "not '0'"),
        (_row(evidence=[{"paper_id": "alpha", "start": 0, "end": 8.0, "text": "Decoding"}]), "not 8.0"),
        (
            _row(evidence=[{"paper_id": ["alpha"], "start": 0, "end": 8, "text": "x"}]),
            "'paper_id' must be a text",
        ),
        (_row(standalone=5), "'standalone' must be a text"),
        (_row(answer=5), "'answer' must be a text, not 5"),
        (_row(kind="unanswerable"), "'expect' must be 'abstain'"),
    ],
)
def test_refuses(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    """A slip of the person who wrote the set stops the run, with file, line and what is wrong."""
    with pytest.raises(EvalError) as caught:
        load_dev(PAPERS, _write(tmp_path, row))
    assert message in str(caught.value)
    assert str(caught.value).startswith("own.jsonl:1: ")


def test_refuses_a_second_use_of_an_id(tmp_path: Path) -> None:
    """Both places are named."""
    with pytest.raises(EvalError, match=r"own.jsonl:2: id 'x-1' was used before at own.jsonl:1"):
        load_dev(PAPERS, _write(tmp_path, _row(), _row()))


@pytest.mark.parametrize(
    ("text", "message"),
    [('{"id": ', r"own\.jsonl:1: not JSON"), ('{"id": "a", "id": "b"}', r"own\.jsonl:1: the key 'id' is there twice"),
     ("[" * 100_000, r"own\.jsonl:1: not JSON"), ("", r"own\.jsonl: holds no question")],
)  # fmt: skip
def test_refuses_what_is_no_json(tmp_path: Path, text: str, message: str) -> None:
    """The line is named, or the file if it has none."""
    file = tmp_path / "own.jsonl"
    file.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(EvalError, match=message):
        load_dev(PAPERS, file)


def test_what_json_lines_allow(tmp_path: Path) -> None:
    """A byte-order mark, Windows line ends, and separators of Unicode within a string."""
    file = tmp_path / "own.jsonl"
    rows = [json.dumps(_row(id=f"x-{n}", answer="2.2x\u2028or\x85so"), ensure_ascii=False) for n in range(2)]
    file.write_bytes("\r\n".join(rows).encode("utf-8-sig"))
    assert ["2.2x\u2028or\x85so"] * 2 == [case.turns[0].answer for case in load_dev(PAPERS, file)]


def test_a_folder_without_questions(tmp_path: Path) -> None:
    """An empty set is an error, not a run over nothing."""
    with pytest.raises(EvalError, match="no question file"):
        question_files(tmp_path)


def test_the_projects_own_set() -> None:
    """Every line is sound, and there are as many questions as were promised; no more than two thirds are for development."""
    papers = load(*Settings(corpus=None).corpus_paths).papers
    dev, test = load_dev(papers), load_for_judging(papers, "test")
    kinds = [case.kind for case in (*dev, *test)]
    wanted = {
        "fact": 4 * 77,
        "list": 40,
        "compare": 30,
        "collection": 20,
        "conversation": 25,
        "unanswerable": 60,
        "hostile": 20,
    }
    assert dict.fromkeys(wanted, True) == {kind: kinds.count(kind) >= n for kind, n in wanted.items()}  # type: ignore[arg-type]
    assert 0.3 < len(dev) / len(kinds) < 0.67
    facts = [case for case in (*dev, *test) if case.kind == "fact"]
    asked = {(case.turns[0].relevant[0], case.style) for case in facts}
    assert {(p.id, s) for p in papers for s in ("named", "described", "how_why", "terse")} <= asked
    by_paper: dict[str, set[str]] = {}
    for case in facts:
        by_paper.setdefault(case.turns[0].relevant[0], set()).add(case.split)
    assert all(len(splits) == 1 for splits in by_paper.values()), "a paper's facts are all in one split"
