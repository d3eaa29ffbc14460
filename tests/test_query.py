"""A question's words in the vocabulary of a collection."""

from __future__ import annotations

import pytest

from qa.lexical import Lexical
from qa.query import Vocabulary
from qa.types import Paper
from qa.words import stem

PAPERS = (
    Paper(
        "a", "Kidney Replacement Therapy (KRT) in Shock", "Vasopressin was given. KRT was needed less often."
    ),
    Paper("b", "Timber framing in wooden houses", "The farmhouse was built of larch in 1723."),
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The vocabulary of two papers."""
    return Vocabulary(PAPERS, Lexical.build(PAPERS).vocabulary)


def test_own_words_count_in_full(vocabulary: Vocabulary) -> None:
    """A word of the collection has weight 1, function words none, unknown words nothing."""
    weights = vocabulary.terms("What is the vasopressin dose of the zebra?")
    assert 1.0 == weights[stem("vasopressin")]
    assert {"what", "the", "of", "zebra"}.isdisjoint(weights)


def test_abbreviation_and_long_form(vocabulary: Vocabulary) -> None:
    """Each of the two brings the other along, as the less sure."""
    short, long_form = vocabulary.terms("KRT"), vocabulary.terms("kidney replacement therapy")
    assert 1.0 == short[stem("krt")] > short[stem("kidney")] > 0
    assert 1.0 == long_form[stem("kidney")] > long_form[stem("krt")] > 0


def test_compounds_written_apart(vocabulary: Vocabulary) -> None:
    """A compound of the collection is found when typed as two words."""
    assert stem("farmhouse") in vocabulary.terms("the farm house")


@pytest.mark.parametrize("text", ["", "   ", "the of and", "?!", "\u4e2d\u6587", "\x00"])
def test_nothing_to_search(vocabulary: Vocabulary, text: str) -> None:
    """A text without a content word has no terms, and that is no error."""
    assert {} == dict(vocabulary.terms(text))
