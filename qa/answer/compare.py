"""A comparison: the same aspect of each side, each quoted, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.types import Draft, Passage, Quote, Sentence


@dataclass(frozen=True)
class Side:
    """One side: the paper's short name, and per aspect the passages that speak of it."""

    name: str
    aspects: tuple[tuple[str, tuple[Passage, ...]], ...]


def compare_draft(question: str, sides: Sequence[Side], numbering: Numbering) -> Draft:
    """Every side's passages, aspect by aspect, so that each aspect is one row of a table."""
    sentences: list[Sentence] = []
    quotes: list[Quote] = []
    labels = list(dict.fromkeys(label for side in sides for label, _ in side.aspects))
    for label in labels:
        for side in sides:
            for passage in dict(side.aspects).get(label, ()):
                sentences.append(quoted_sentence(passage, numbering, question, label))
                quotes.append(quote_of(passage))
    return Draft(tuple(sentences), tuple(quotes), shape="table")
