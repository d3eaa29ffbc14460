"""What a look-up over the collection returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.characters import Span
from qa.types import Paper, Reason


@dataclass(frozen=True)
class CollectionResult:
    """``lead`` says it in one line; ``papers`` are those it speaks of, in the collection's order.

    ``spans`` has one entry a paper: the sentence of the abstract that shows it, or None where
    the title or the record does. ``reason`` is set when there is nothing to show, ``nearest``
    are titles close to one that is not there.
    """

    lead: str
    papers: tuple[Paper, ...] = ()
    spans: tuple[Span | None, ...] = ()
    reason: Reason | None = None
    nearest: tuple[str, ...] = ()


def of_records(lead: str, papers: Iterable[Paper]) -> CollectionResult:
    """A result that the records themselves show, not a sentence of an abstract."""
    papers = tuple(papers)
    return CollectionResult(lead, papers, (None,) * len(papers))
