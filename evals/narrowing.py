"""Which of a few papers? Measures what ``qa/answer/listing.py`` makes of a list that is narrowed, by when none is told.

``python -m evals.narrowing`` takes pairs of the labelled topics of evals/list_fit.py: the papers of one are those
shown, and which of them are on the other is asked. It prints the F1 where some are and the share declined where none
is, as for a whole collection, and by the least chance that any qualifies and what is added to the papers' logits.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from evals.dataset import load_dev
from evals.list_fit import SEEDS, labelled, topic_of
from qa.answer.listing import kept_of, qualifying
from qa.answer.matching import SCANNED, Match, match, some_fits
from qa.answer.naming import named
from qa.assistant import Assistant

_FEW, _MANY = 3, 8  # papers shown
_SOME, _NONE = 3, 1  # questions of each list shown: with papers, and without
_SHORT = 3  # papers on a topic of which none is shown
_LEAST, _MORE = (0.02, 0.03, 0.05, 0.07, 0.1, 0.14), (0.0, 0.5, 1.0, 1.5, 2.0)
_SEED = 5


class Topic(NamedTuple):
    """A question for a list, the papers on it, and those over which readers may differ."""

    question: str
    papers: frozenset[str]
    doubtful: frozenset[str] = frozenset()


class Asked(NamedTuple):
    """A topic asked of a few papers: the matches, best first, those with its name, and the chance that any qualifies."""

    topic: str
    matches: Sequence[Match]
    having: Sequence[Match]
    some: float
    right: frozenset[int]
    doubtful: frozenset[int]


def topics(assistant: Assistant) -> list[Topic]:
    """The lists of the dev split, and the labelled questions."""
    asked = [
        Topic(row.question, frozenset(row.papers), frozenset(row.doubtful))
        for row in labelled(SEEDS)
        if row.question != row.topic
    ]
    dev = [case.turns[0] for case in load_dev(assistant.papers) if case.kind == "list"]
    return [*(Topic(turn.question, frozenset(turn.relevant)) for turn in dev), *asked]


def pairs(known: Sequence[Topic]) -> list[tuple[Topic, Topic]]:
    """Topics whose papers are shown, each with some that are asked of them."""
    chance = random.Random(_SEED)
    found = []
    for shown in known:
        if not _FEW <= len(shown.papers) <= _MANY:
            continue
        some = [t for t in known if t is not shown and 0 < len(shown.papers & t.papers) < len(shown.papers)]
        none = [t for t in known if len(t.papers) <= _SHORT and not shown.papers & (t.papers | t.doubtful)]
        asked = chance.sample(some, min(_SOME, len(some))) + chance.sample(none, min(_NONE, len(none)))
        found += [(shown, each) for each in asked]
    return found


def asked_of(assistant: Assistant, shown: Topic, asked: Topic) -> Asked:
    """What the product reads of it."""
    parts, topic = assistant.parts, topic_of(assistant, asked.question)
    numbers = {paper.id: n for n, paper in enumerate(assistant.papers)}
    hits = parts.retriever.search(
        topic, parts.question(topic).vector, sorted(numbers[each] for each in shown.papers), k=SCANNED
    )
    matches = sorted(match(parts, asked.question, topic, hits), key=lambda found: -found.score)
    return Asked(
        topic,
        matches,
        named(parts, topic, matches),
        some_fits(parts, asked.question, matches),
        frozenset(numbers[each] for each in shown.papers & asked.papers),
        frozenset(numbers[each] for each in shown.papers & asked.doubtful),
    )


def report(name: str, data: Sequence[Asked], kept: Callable[[Asked], Sequence[Match]]) -> None:
    """Prints the F1 where some papers qualify, and the share declined where none does."""
    told = [(each, {found.ordinal for found in kept(each)}) for each in data]
    f1 = [_f1(each, got) for each, got in told if each.right]
    declined = [not got for each, got in told if not each.right]
    print(f"{name:24}  {np.mean(f1):.3f} of {len(f1)}   {np.mean(declined):.3f} of {len(declined)}")


def _f1(asked: Asked, got: set[int]) -> float:
    hits = len(got & asked.right)
    return 2 * hits / (2 * hits + len(got - asked.right - asked.doubtful) + len(asked.right - got))


def main() -> None:
    """Asks, and prints the table."""
    with Assistant.open() as assistant:
        data = [asked_of(assistant, *pair) for pair in pairs(topics(assistant))]
    print("                          F1 of those with     declined of those without")
    for few in (False, True):
        name = "as shipped" if few else "as of a collection"
        report(name, data, lambda a, few=few: kept_of(a.topic, a.matches, a.having, a.some, few))  # type: ignore[misc]
    for least in _LEAST:
        for more in _MORE:
            report(
                f"from {least:.2f}, {more:+.1f}",
                data,
                lambda a, least=least, more=more: qualifying(a.matches, a.some, least, more),  # type: ignore[misc]
            )


if __name__ == "__main__":
    main()
