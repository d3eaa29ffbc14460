"""Behaviour of qa.answer.topic: the words that a list's topic asks for."""

from __future__ import annotations

import pytest

from qa.answer.topic import Topic, alternatives, singular


def topic(text: str, *short_forms: tuple[str, frozenset[str]]) -> Topic:
    return Topic.of(text, lambda _: 1.0, short_forms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("honey or wax", ("honey or wax", "honey", "wax")),
        ("use a new grafting method", ("grafting method",)),
        ("propose models of trade", ("trade",)),
        ("graft their trees", ("graft their trees",)),
        # The parts of a longer phrase do not stand alone.
        ("the letters sorted or copied", ("letters sorted or copied",)),
        ("use", ("use",)),
        ("grafting or build on it", ("grafting",)),
        ("bud pears instead of grafting them", ("bud pears",)),
    ],
)
def test_what_is_looked_for(text: str, expected: tuple[str, ...]) -> None:
    """What papers do in general is left out; the sides of a short "or" are looked for alone as well."""
    assert expected == alternatives(text)


def test_share_and_stand_ins() -> None:
    """A short form stands for its long form and the other way round; "fine tuning" for "finetuning"."""
    form = ("cct", frozenset({"control", "counti", "trial"}))
    assert 1.0 == topic("CCT", form).share({"control": 1.0, "counti": 1.0, "trial": 1.0})
    assert 1.0 == topic("controlled county trials", form).share({"cct": 1.0})
    assert 0.0 == topic("CCT", form).share({"trial": 1.0})
    assert 1.0 == topic("fine tuning").share({"finetun": 1.0})
    assert 0.5 == topic("bee keeping").share({"bee": 1.0})


def test_british_and_american_spelling() -> None:
    """Either stands for the other: in a sentence, side by side with another word, and as typed."""
    wanted = topic("nervous behaviour")
    assert 1.0 == wanted.share({"nervous": 1.0, "behavior": 1.0})
    assert 1.0 == wanted.phrase(frozenset(), frozenset({("nervous", "behavior")}), {})
    assert 1.0 == topic("behaviour").exact({"behavior"})
    assert 1.0 == topic("quantized leukemia").share({"quantis": 1.0, "leukaemia": 1.0})


def test_neighbours_and_exact_words() -> None:
    """Neighbouring words count as a phrase in either order; a word as typed is told from its stem alone."""
    pairs = frozenset({("wax", "hive")})
    assert 1.0 == topic("hive wax").phrase(frozenset(), pairs, {})
    assert 0.0 == topic("hive honey").phrase(frozenset(), pairs, {})
    # What a hyphen joins has no word between: "wax, old hives" is no "hive-wax".
    assert 0.0 == topic("hive-wax").phrase(frozenset(), pairs, {})
    assert 1.0 == topic("hive-wax").phrase(pairs, pairs, {})
    assert 1.0 == topic("contrasts").exact({"contrast"})
    assert 0.0 == topic("contrastive").exact({"contrast"})


@pytest.mark.parametrize(
    ("word", "expected"), [("hives", "hiv"), ("bees", "bee"), ("gas", "gas"), ("wax", "wax")]
)
def test_singular(word: str, expected: str) -> None:
    """An ending of the plural is cut, of short words not."""
    assert expected == singular(word)
