"""What a case of the question files is. Frozen values; nothing here does I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qa.types import Reason

Split = Literal["dev", "test"]
Kind = Literal[
    "fact",
    "summary",
    "list",
    "compare",
    "collection",
    "conversation",
    "unanswerable",
    "false_premise",
    "hostile",
]
Style = Literal["named", "described", "how_why", "terse", ""]
Expect = Literal["answer", "abstain"]


@dataclass(frozen=True)
class Evidence:
    """A span of an abstract that answers: ``abstract[start:end] == text``."""

    paper_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Question:
    """One question with its gold.

    ``must`` are groups of alternatives: an answer says what it must when it holds one
    alternative of every group. ``standalone`` is the question as it reads without the
    turns before it. ``reason`` says why a question should be declined.
    """

    id: str
    question: str
    standalone: str
    expect: Expect
    relevant: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    answer: str = ""
    reason: Reason | None = None


@dataclass(frozen=True)
class Case:
    """One line of a question file: a question, or the turns of a conversation in order."""

    id: str
    kind: Kind
    split: Split
    turns: tuple[Question, ...]
    style: Style = ""
    source: str = field(default="", compare=False)  # file:line, for messages
