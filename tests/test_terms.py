"""Which words are technical terms."""

from __future__ import annotations

import pytest

from qa.terms import is_own_word, is_term


@pytest.mark.parametrize("word", ["fluoxetine", "Ketamine", "tributyltin", "boscalid", "chlorantraniliprole"])
def test_a_thing_that_everyday_language_does_not_have(word: str) -> None:
    """The name of a substance is a term, however it is written."""
    assert is_term(word)


@pytest.mark.parametrize(
    "word",
    [
        "summarise",
        "flattening",
        "recognising",
        "weedkillers",
        "pawnbroker",
        "retune",
        "mismatch",
        "denoising",
        "shortcomings",
        "water",
        "x2",
    ],
)
def test_everyday_words_in_other_forms(word: str) -> None:
    """A common word with an ending, a prefix or another word at it is none, nor is what is no word."""
    assert not is_term(word)


@pytest.mark.parametrize(
    ("word", "own"),
    [("microplastics", True), ("oversmoothing", True), ("fluoxetine", True), ("weedkillers", False), ("tiredness", False)],
)  # fmt: skip
def test_words_of_their_own(word: str, own: bool) -> None:
    """A long word that is put together from everyday words may name a thing as a substance's name does."""
    assert own == is_own_word(word)
