"""What a mistyped word was meant to be."""

from __future__ import annotations

import pytest

from qa.slips import Lexicon, common_words, is_derived, is_swap, mended_function_word

WORDS = {
    "hypernetworks": 3,
    "landiolol": 9,
    "larch": 2,
    "gradient": 4,
    "gradients": 2,
    "mistral": 5,
    "jurisbench": 1,
}
PLAIN = frozenset({"hypernetworks", "larch", "gradient", "gradients"})


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """A handful of words, two of them names."""
    return Lexicon(WORDS, PLAIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("landoilol", "landiolol"),  # swapped
        ("landilol", "landiolol"),  # one too few
        ("gradiennt", "gradient"),  # one too many
        ("lerch", "larch"),  # a wrong letter
        ("hypernewtork", "hypernetwork"),  # of a form that is not in the list
        ("jurisbensh", "jurisbench"),  # a long name
        ("mixtral", None),  # a wrong letter makes another name
        ("gradien", None),  # cut short, not mistyped
        ("zzzzzz", None),
    ],
)
def test_nearest(lexicon: Lexicon, typed: str, meant: str | None) -> None:
    """One slip within the word; names are told apart by a letter."""
    assert meant == lexicon.nearest(typed)


def test_two_as_near_are_none() -> None:
    """Where two words are as near, neither is taken."""
    assert Lexicon({"plates": 1, "planes": 1}, frozenset({"plates", "planes"})).nearest("plakes") is None


def test_careful() -> None:
    """Short words are mended by swaps, and where a letter stands once that belongs twice."""
    careful = Lexicon({"little": 1, "afternoon": 1, "happens": 1}, frozenset({"little"}), careful=True)
    typed = ("litlte", "litle", "afteroon", "hapens", "hppens")
    assert ["little", None, "afternoon", "happens", None] == [careful.nearest(word) for word in typed]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("waht", "what"), ("teh", "the"), ("wich", "which"), ("whcih", "which"), ("zq", None), ("larch", None)],
)
def test_function_words(typed: str, meant: str | None) -> None:
    """The words that every question has are mended even where they are short."""
    assert meant == mended_function_word(typed)


def test_words_that_are_no_slips() -> None:
    """Common words, and what suffixes and prefixes make of them."""
    assert {"which", "paper", "network"} <= set(common_words())
    assert [True, True, False] == [is_derived(word) for word in ("raters", "reuse", "zorvex")]


def test_swap() -> None:
    """The same letters in another order."""
    assert [True, False] == [is_swap("abc", "acb"), is_swap("abc", "abcd")]
