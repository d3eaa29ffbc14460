"""What a question takes for granted though the abstract says the contrary: "why did A beat B?" where B outperforms A."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.expected import asks_why, claims
from qa.types import Passage
from qa.verify.comparison import Comparison, comparisons
from qa.verify.polarity import negations

_LEAST = 0.5  # share of the words of a side in a text that those of the side in the question make up


def turned(question: str, sentences: Iterable[Passage]) -> Passage | None:
    """The first sentence in which the one that a question takes for the lesser of two comes out as the greater.

    What is told to be lower or less does not count: it may be the better.
    """
    if not (asks_why(question) or claims(question)):
        return None
    asked = [_ranked(each) for each in comparisons(question)]
    return next(
        (one for one in sentences if _turns(asked, [_ranked(c) for c in comparisons(one.text) if c.up])), None
    )


def may_be_denied(question: str) -> bool:
    """Whether a question asks why or whether something is so, and denies nothing itself: what a sentence denies may be just that."""
    return (asks_why(question) or claims(question)) and not negations(question)


def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return bool(negations(text))


_Ranked = tuple[frozenset[str], frozenset[str]]


def _ranked(told: Comparison) -> _Ranked:
    """The stems of the greater and of the lesser."""
    return (told.left, told.right) if told.up else (told.right, told.left)


def _turns(asked: Sequence[_Ranked], told: Sequence[_Ranked]) -> bool:
    return any(
        greater and lesser and lesser <= above and not greater & above and len(lesser) >= _LEAST * len(above)
        for greater, lesser in asked
        for above, _ in told
    )
