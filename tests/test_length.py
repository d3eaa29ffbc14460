"""How long an answer is wanted is told from the question."""

from __future__ import annotations

import pytest

from qa.asked.length import sentences_wished


@pytest.mark.parametrize(
    ("question", "rest", "count"),
    [
        ("Explain NightWatch in one sentence.", "Explain NightWatch.", 1),
        ("NightWatch in two sentences pls", "NightWatch", 2),
        ("What do bees eat, in a single line?", "What do bees eat?", 1),
        ("In two or three sentences, what do bees eat?", "what do bees eat?", 3),
        ("In a sentence: what do bees eat?", "what do bees eat?", 1),
        ("What do bees eat, in a few words please?", "What do bees eat?", 1),
        ("Briefly, what do bees eat?", "what do bees eat?", 3),
        ("in three lines", "in three lines", 3),
        ("Do they change language within a sentence?", "Do they change language within a sentence?", 0),
        (
            "Do they stand side by side and not in one line?",
            "Do they stand side by side and not in one line?",
            0,
        ),
        ("Which plants were watered briefly by hand?", "Which plants were watered briefly by hand?", 0),
    ],
)
def test_a_wish_for_length(question: str, rest: str, count: int) -> None:
    """At either end of a question it says how many sentences are wanted, and is no part of what is asked."""
    assert (rest, count) == sentences_wished(question)
