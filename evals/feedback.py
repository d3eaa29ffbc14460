"""Feedback from the chat page as draft cases: python -m evals.feedback FILE [--out cases.jsonl].

The page appends one JSON object a line: ``time``, ``kind`` (up, down or wrong_citation),
``question``, ``standalone``, ``answer`` (the answer's ``as_dict``), ``comment``. A draft keeps what
the person's verdict supports and marks the rest "TODO", which the loader refuses: a person has to
look at each case before it counts.

up              papers and quotes of the answer become the gold
down            only the question is kept; gold is to be written
wrong_citation  the answer's text is kept, its papers are not
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.errors import EvalError

_KEYS = frozenset({"time", "kind", "question", "standalone", "answer", "comment"})
_VERDICTS = ("up", "down", "wrong_citation")
TODO = "TODO"


def draft_cases(lines: Sequence[str], source: str = "feedback") -> Iterator[dict[str, Any]]:
    """A draft case for each line, in order; the same question is drafted once, from its last verdict."""
    last: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            entry = _entry(line, f"{source}:{number}")
            last[" ".join(entry["standalone"].lower().split())] = (number, entry)
    for number, entry in last.values():
        yield _draft(entry, f"feedback-{number}")


def _entry(line: str, where: str) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvalError(f"{where}: not JSON ({error})") from error
    if not isinstance(entry, dict) or not {"kind", "question", "standalone", "answer"} <= set(entry):
        raise EvalError(f"{where}: not an entry of feedback; it needs kind, question, standalone and answer")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise EvalError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if entry["kind"] not in _VERDICTS:
        raise EvalError(f"{where}: kind is {entry['kind']!r}; known are {', '.join(_VERDICTS)}")
    return entry


def _draft(entry: Mapping[str, Any], case_id: str) -> dict[str, Any]:
    answer = entry["answer"]
    declined = bool(answer.get("abstention"))
    good = entry["kind"] == "up"
    quotes = (
        [quote for citation in answer.get("citations", ()) for quote in citation["quotes"]] if good else []
    )
    expect: str = TODO
    if good:
        expect = "abstain" if declined else "answer"
    text = answer.get("text", "") if entry["kind"] != "down" else TODO
    draft: dict[str, Any] = {
        "id": case_id,
        "kind": "unanswerable" if good and declined else TODO,
        "split": "dev",
        "expect": expect,
        # Asked as understood: a draft stands without the conversation that it comes from.
        "question": entry["standalone"],
        "relevant": [citation["paper_id"] for citation in answer.get("citations", ())] if good else [TODO],
        "evidence": [{key: quote[key] for key in ("paper_id", "start", "end", "text")} for quote in quotes],
        "must": [] if good and declined else [[TODO]],
        "answer": " ".join(
            part for part in (text, f"({entry['comment']})" if entry.get("comment") else "") if part
        ),
    }
    if good and declined:
        draft["reason"] = answer["abstention"]["reason"]
    return draft


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, help="write here instead of printing")
    options = parser.parse_args(arguments)
    try:
        text = options.file.read_text(encoding="utf-8")
        drafts = list(draft_cases(text.splitlines(), options.file.name))
    except (OSError, EvalError) as error:
        parser.exit(2, f"error: {error}\n")
    lines = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts)
    if options.out:
        options.out.write_text(lines, encoding="utf-8")
        print(f"{len(drafts)} draft cases in {options.out}; replace each {TODO!r}")
    else:
        print(lines, end="")


if __name__ == "__main__":
    main()
