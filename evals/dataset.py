"""The only reader of the question files.

Fitting code (weights, thresholds of the product) may read the development split only and
calls :func:`load_dev`. The test split is opened by :func:`load_for_judging`, which only
:mod:`evals.session` calls; tests/test_evals_honesty.py proves that no fitting module reaches it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, get_args

from evals.cases import Case, Evidence, Expect, Kind, Question, Split, Style
from evals.errors import EvalError
from evals.text import says
from qa.types import Paper, Reason

DATASETS = Path(__file__).resolve().parent / "datasets"

_CASE_KEYS = frozenset({"id", "kind", "split", "style", "turns"})
_QUESTION_KEYS = frozenset(
    {"expect", "question", "standalone", "relevant", "evidence", "must", "must_not", "answer", "reason"}
)
_NEEDED = ("expect", "question", "relevant", "evidence", "must", "answer")
_ABOUT_PAPERS = frozenset(
    {"fact", "summary", "compare"}
)  # kinds whose answer comes out of papers that can be named


def load_dev(papers: Iterable[Paper], path: Path | None = None) -> tuple[Case, ...]:
    """The development split: the only part that a weight or a threshold may be chosen on."""
    return tuple(case for case in _read(papers, path) if case.split == "dev")


def dev_facts(papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """The fact questions of the development split, as plain rows: question, answer, evidence."""
    turns = [case.turns[0] for case in load_dev(papers) if case.kind == "fact"]
    return [
        {"question": t.question, "answer": t.answer, "evidence": [asdict(e) for e in t.evidence]}
        for t in turns
    ]


def load_for_judging(papers: Iterable[Paper], split: Split, path: Path | None = None) -> tuple[Case, ...]:
    """The cases of a split, to measure a finished product on. Raises EvalError.

    ``path`` is a ``.jsonl`` file or a folder of them; the project's own when None.
    """
    return tuple(case for case in _read(papers, path) if case.split == split)


def question_files(path: Path | None = None) -> tuple[Path, ...]:
    """The files of a set, sorted by name. Raises EvalError when there is none."""
    path = path or DATASETS
    files = (path,) if path.is_file() else tuple(sorted(path.glob("*.jsonl")))
    if not files:
        raise EvalError(f"no question file (*.jsonl) at {str(path)!r}")
    return files


def _read(papers: Iterable[Paper], path: Path | None) -> tuple[Case, ...]:
    known = {paper.id: paper for paper in papers}
    cases: dict[str, Case] = {}
    for file in question_files(path):
        for where, record in _records(file):
            case = _case(where, record, known)
            if case.id in cases:
                raise EvalError(f"{where}: id {case.id!r} was used before at {cases[case.id].source}")
            cases[case.id] = case
    if not cases:
        raise EvalError(f"{path or DATASETS}: holds no question; write one JSON object a line")
    return tuple(cases.values())


def _records(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        # Only a line feed ends a line: JSON strings may hold the other separators that Unicode has.
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{file}: cannot be read as UTF-8 text ({error})") from error
    for number, line in enumerate(lines, start=1):
        where = f"{file.name}:{number}"
        if not line.strip():
            continue
        try:
            record = json.loads(line, object_pairs_hook=partial(_once, where))
        except (ValueError, RecursionError) as error:
            raise EvalError(f"{where}: not JSON ({error})") from error
        if not isinstance(record, dict):
            raise EvalError(f"{where}: not a JSON object")
        yield where, record


def _once(where: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise EvalError(
            f"{where}: the key {next(k for k in keys if keys.count(k) > 1)!r} is there twice; keep one"
        )
    return found


def _case(where: str, record: Mapping[str, Any], papers: Mapping[str, Paper]) -> Case:
    turns = record.get("turns")
    allowed = _CASE_KEYS if turns is not None else (_CASE_KEYS - {"turns"}) | _QUESTION_KEYS
    _refuse_unknown(where, record, allowed)
    case_id = _string(where, record, "id")
    kind = _one_of(where, "kind", record.get("kind"), get_args(Kind))
    if (turns is not None) != (kind == "conversation"):
        raise EvalError(f"{where}: 'turns' belongs to the kind 'conversation', and only to it")
    if turns is None:
        questions = [_question(where, case_id, kind, record, papers)]
    elif isinstance(turns, list) and turns:
        for turn in turns:
            if not isinstance(turn, dict):
                raise EvalError(f"{where}: a turn must be an object with a question, not {turn!r}")
            _refuse_unknown(where, turn, _QUESTION_KEYS)
        questions = [
            _question(where, f"{case_id}.{n}", kind, turn, papers) for n, turn in enumerate(turns, start=1)
        ]
    else:
        raise EvalError(f"{where}: 'turns' must be a list of at least one turn")
    split = _one_of(where, "split", record.get("split"), get_args(Split))
    style = _one_of(where, "style", record.get("style", ""), get_args(Style))
    return Case(case_id, kind, split, tuple(questions), style, where)


def _question(
    where: str, unit: str, kind: Kind, record: Mapping[str, Any], papers: Mapping[str, Paper]
) -> Question:
    missing = [key for key in _NEEDED if key not in record]
    if missing:
        raise EvalError(f"{where}: {unit!r} lacks {missing[0]!r}")
    text = _string(where, record, "question")
    reason = record.get("reason")
    question = Question(
        id=unit,
        question=text,
        standalone=_string(where, record, "standalone") if "standalone" in record else text,
        expect=_one_of(where, "expect", record["expect"], get_args(Expect)),
        relevant=_texts(where, record, "relevant"),
        evidence=_spans(where, record["evidence"], papers),
        must=_groups(where, record["must"]),
        must_not=_texts(where, record, "must_not") if "must_not" in record else (),
        answer=_text(where, record, "answer"),
        reason=None if reason is None else _one_of(where, "reason", reason, get_args(Reason)),
    )
    _check_kind(where, kind, question)
    _check_gold(where, question, papers)
    return question


def _spans(where: str, items: Any, papers: Mapping[str, Paper]) -> tuple[Evidence, ...]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise EvalError(f"{where}: 'evidence' must be a list of objects with paper_id, start, end and text")
    return tuple(_evidence(where, item, papers) for item in items)


def _groups(where: str, groups: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        raise EvalError(
            f"""{where}: 'must' must be a list of groups, such as [["2.2x", "2.2 times"], ["GSM8K"]]"""
        )
    return tuple(tuple(group) for group in groups)


def _evidence(where: str, item: Mapping[str, Any], papers: Mapping[str, Paper]) -> Evidence:
    _refuse_unknown(where, item, frozenset({"paper_id", "start", "end", "text"}))
    found = Evidence(
        _text(where, item, "paper_id"), _offset(where, item, "start"), _offset(where, item, "end"), _text(where, item, "text")
    )  # fmt: skip
    _check_paper(where, found.paper_id, papers)
    there = papers[found.paper_id].abstract[found.start : found.end]
    if there != found.text or not found.text:
        raise EvalError(
            f"{where}: evidence is not verbatim at {found.start}:{found.end} of {found.paper_id!r}; "
            f"there stands {there[:60]!r}"
        )
    return found


def _check_kind(where: str, kind: Kind, question: Question) -> None:
    if kind == "unanswerable" and question.expect == "answer":
        raise EvalError(
            f"{where}: {question.id!r} is of the kind 'unanswerable', so 'expect' must be 'abstain'"
        )
    if kind in _ABOUT_PAPERS and question.expect == "answer" and not question.relevant:
        raise EvalError(f"{where}: {question.id!r} is to be answered; name the papers that do in 'relevant'")


def _check_gold(where: str, question: Question, papers: Mapping[str, Paper]) -> None:
    """What a person's slip would break: papers, decisive strings, contradictions."""
    for paper_id in question.relevant:
        _check_paper(where, paper_id, papers)
    if question.expect == "abstain" and (question.must or question.evidence):
        raise EvalError(f"{where}: {question.id!r} is to be declined, so it has no 'must' and no 'evidence'")
    if question.expect == "answer" and question.reason:
        raise EvalError(f"{where}: {question.id!r} is to be answered, so it has no 'reason'")
    outside = {item.paper_id for item in question.evidence} - set(question.relevant)
    if outside:
        raise EvalError(f"{where}: evidence from {sorted(outside)[0]!r}, which is not in 'relevant'")
    evidence = " ".join(item.text for item in question.evidence)
    for group in question.must:
        if not group or not all(isinstance(item, str) and item.strip() for item in group):
            raise EvalError(f"{where}: an empty group in 'must' of {question.id!r}")
        if evidence and not any(says(evidence, item) for item in group):
            raise EvalError(f"{where}: the evidence of {question.id!r} holds none of {list(group)!r}")
        for item in group:
            if says(question.question, item):
                raise EvalError(f"{where}: the question of {question.id!r} gives away {item!r}")


def _check_paper(where: str, paper_id: str, papers: Mapping[str, Paper]) -> None:
    if paper_id not in papers:
        raise EvalError(f"{where}: no paper {paper_id!r} in the collection")


def _refuse_unknown(where: str, record: Mapping[str, Any], allowed: frozenset[str]) -> None:
    for key in record:
        if key not in allowed:
            raise EvalError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(allowed))}")


def _string(where: str, record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise EvalError(f"{where}: {key!r} must be a text that is not blank")
    return value


def _text(where: str, record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise EvalError(f"{where}: {key!r} must be a text, not {value!r}")
    return value


def _texts(where: str, record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = record.get(key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise EvalError(f"{where}: {key!r} must be a list of texts, not {values!r}")
    return tuple(values)


def _offset(where: str, record: Mapping[str, Any], key: str) -> int:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise EvalError(f"{where}: {key!r} of an evidence must be a whole number, not {value!r}")
    return value


def _one_of(where: str, key: str, value: Any, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise EvalError(f"{where}: {key} is {value!r}; known are {', '.join(a for a in allowed if a)}")
    return value
