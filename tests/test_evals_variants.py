"""The same question in other clothes."""

import pytest

from evals.measures.variants import VARIANTS, bare, polite, typo, upper


def test_upper() -> None:
    """In capitals."""
    assert "HOW FAST IS ALPHA?" == upper("How fast is Alpha?")


def test_typo_swaps_two_letters_of_the_longest_word() -> None:
    """The same letters, in another order, the first and last in place; the same slip every time."""
    question = "How does speculative decoding work?"
    slipped = typo(question)
    assert question != slipped
    assert sorted(question) == sorted(slipped)
    assert slipped == typo(question)
    (word,) = [word for word in slipped.split() if word not in question.split()]
    assert ("s", "e") == (word[0], word[-1])


@pytest.mark.parametrize("question", ["GPU?", "a b c", "", "aaaaa"])
def test_typo_without_room(question: str) -> None:
    """Where no letters can be swapped the question stays."""
    assert question == typo(question)


def test_bare() -> None:
    """Points and hyphens inside words are part of them."""
    assert "Is Medusa-2 2.3x faster really" == bare('Is "Medusa-2" (2.3x) faster, really?')


def test_polite() -> None:
    """The question stands whole in its frame."""
    assert "How?" in polite("How?")
    assert {"upper", "typo", "bare", "polite"} == set(VARIANTS)
