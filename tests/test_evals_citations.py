"""Citations: relevant, needed, titled right, stable."""

from collections.abc import Sequence
from dataclasses import replace

from evals_builders import ALPHA, BETA, BY_ID, SPEEDUP, WEIGHTS, abstention, answer, question

from evals.measures import citations
from qa.types import Sentence


def test_cited_papers() -> None:
    """Two cited, one relevant: precision 1/2, recall 1."""
    found = citations.cited_papers(answer((ALPHA, SPEEDUP), (BETA, WEIGHTS)), question())
    assert found is not None
    assert (0.5, 1.0) == (found.precision, found.recall)
    assert citations.cited_papers(abstention(), question()) is None


def _by_number(supported: dict[str, set[int]]) -> citations.Supports:
    """A check that knows for each text the numbers that support it."""

    def supports(sentence: Sentence, numbers: Sequence[int]) -> bool:
        return bool(supported[sentence.text] & set(numbers))

    return supports


def test_alce() -> None:
    """Of two sentences one is supported: recall 1/2. Of three citations, [1] of the first is needed,
    its [2] is idle, the second sentence's does not support it: precision 1/3."""
    told = replace(
        answer((ALPHA, SPEEDUP), (BETA, WEIGHTS)), sentences=(Sentence("a", (1, 2)), Sentence("b", (2,)))
    )
    supports = _by_number({"a": {1}, "b": set()})
    assert 0.5 == citations.alce_recall(told, supports)
    assert 1 / 3 == citations.alce_precision(told, supports)


def test_a_sentence_without_a_citation() -> None:
    """It is not supported; where nothing is said, nothing applies."""
    told = replace(answer((ALPHA, SPEEDUP)), sentences=(Sentence("a", ()),))
    assert 0 == citations.alce_recall(told, _by_number({"a": {1}}))
    assert citations.alce_precision(told, _by_number({"a": {1}})) is None
    assert citations.alce_recall(abstention(), _by_number({})) is None


def test_titles() -> None:
    """A foreign title, or a number that no sentence uses, is wrong."""
    good = answer((ALPHA, SPEEDUP), (BETA, WEIGHTS))
    assert 1 == citations.titles_right(good, BY_ID)
    swapped = replace(good, citations=(replace(good.citations[0], title=BETA.title), good.citations[1]))
    assert 0.5 == citations.titles_right(swapped, BY_ID)
    unused = replace(good, sentences=good.sentences[:1])
    assert 0.5 == citations.titles_right(unused, BY_ID)


def test_numbers_stay() -> None:
    """Beta is [2] in the first turn: still [2] is stable, [1] is not; a turn without citations does not count."""
    first = answer((ALPHA, SPEEDUP), (BETA, WEIGHTS))
    moved = answer((BETA, WEIGHTS))
    kept = replace(moved, citations=(replace(moved.citations[0], number=2),))
    assert [None, 1.0, None, 0.0] == citations.numbers_stable([first, kept, abstention(), moved])
