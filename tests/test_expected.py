"""What kind of thing a question expects, and whether a text holds one."""

from __future__ import annotations

import pytest

from qa.expected import (
    asks_degree,
    asks_finding,
    asks_how,
    asks_name,
    asks_number,
    asks_verdict,
    asks_way,
    asks_why,
    compares,
    has_new_name,
    has_number,
    lacks_licence,
    quantity_asked,
    tells_quantity,
)


@pytest.mark.parametrize(
    ("question", "number", "name"),
    [
        ("How many hives were counted?", True, False),
        ("What dose of the drug was given?", True, False),
        ("By how much did yields fall?", True, False),
        ("on which hardware was it run", False, True),
        ("Which three countries took part?", False, True),
        ("Why do bees dance?", False, False),
        ("Which bees dance?", False, False),
    ],
)
def test_what_is_asked_for(question: str, number: bool, name: bool) -> None:
    """A quantity, something that goes by a name, or neither."""
    assert (number, name) == (asks_number(question), asks_name(question))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How do bees find their way?", True),
        ("they dance, but how", True),
        ("Why is the brood warm?", True),
        ("How many bees dance?", False),
        ("Which bees dance?", False),
    ],
)
def test_a_way_or_a_reason(question: str, expected: bool) -> None:
    """Not where "how" asks for a quantity."""
    assert expected == asks_how(question)


@pytest.mark.parametrize(
    ("question", "way", "reason"),
    [
        ("How do bees find their way?", True, False),
        ("How do mites affect the brood?", False, False),
        ("How do hives sort bees without differentiating scents?", True, False),
        ("Why do bees dance, and how?", False, True),
        ("What makes hives hard to heat?", False, True),
        ("In which way are hives heated?", True, False),
        ("How do they account for the lower yield of the hives?", False, True),
        ("How did they account for the age of the queen?", True, False),
        ("wht is the core idea of the hive", True, False),
    ],
)
def test_by_what_means_or_for_what_reason(question: str, way: bool, reason: bool) -> None:
    """What comes of something is neither."""
    assert (way, reason) == (asks_way(question), asks_why(question))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We counted 12 hives.", True),
        ("Yields were halved.", True),
        ("HIVE-2 is better than HIVE-1 [3].", False),
        ("Several hives were counted.", False),
    ],
)
def test_a_quantity(text: str, expected: bool) -> None:
    """In digits or words; the digit of a name is none."""
    assert expected == has_number(text)


def test_a_name_that_is_new() -> None:
    """What the question or the title has already is no answer."""
    assert has_new_name("We test on FIELD-2 and in Kenya.", ("On which data sets is HIVE tested?", "HIVE"))
    assert not has_new_name("HIVEs are tested on several data sets.", ("Where is HIVE tested?", "HIVE"))


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("How many layers does it have?", "It has 24 layers.", True),
        ("How many layers does it have?", "It has layers and is 24 times faster.", False),
        ("How many training hours were needed?", "It took 146 hours of training.", True),
        ("What share of the weights is frozen?", "Half of the weights are frozen.", True),
        ("What share of the weights is frozen?", "The weights are frozen for 3 days.", False),
        ("At what resolution was it seen?", "It was seen at a resolution of 3.1 nm.", True),
        ("What was the accuracy?", "Its accuracy was good. The 24 layers help.", True),
        ("What was the accuracy?", "Its accuracy was good.", False),
        ("What was the hatching rate on islands?", "Of the eggs 61% hatched on islands.", True),
        ("What was the rate of hatching?", "On islands 61% of the eggs hatched.", True),
        ("What was the hatching rate on islands?", "Bees are cheaper by 61%.", False),
        ("What frame rate does it reach?", "It runs at 37 FPS.", True),
        ("What was the hatching rate on islands?", "We counted 61 eggs on islands.", False),
    ],
)
def test_a_quantity_stands_beside_its_number(question: str, text: str, tells: bool) -> None:
    """What is counted has the number before it, what is measured near it."""
    asked = quantity_asked(question)
    assert asked is not None
    assert tells == tells_quantity(asked, text)


@pytest.mark.parametrize("question", ["How does it work?", "Which data sets are used?", "Why is it fast?"])
def test_no_quantity(question: str) -> None:
    """None is asked for."""
    assert quantity_asked(question) is None


@pytest.mark.parametrize(
    ("question", "finding"),
    [
        ("How does road salt affect roots?", True),
        ("how does the hour matter for counts of bees?", True),
        ("what happens if bees are moved at noon?", True),
        ("What effect does salt have on bees?", True),
        ("How could slow changes be measured?", False),
        ("How are bees counted?", False),
        ("Which hives were moved?", False),
    ],
)
def test_asks_finding(question: str, finding: bool) -> None:
    """What something does, or what came out, is told from how it was looked into."""
    assert finding == asks_finding(question)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which predicts frost better, dew or wind?", True),
        ("What is the difference between oaths and vows?", True),
        ("Which laws are better known?", False),
        ("How many or how few were there?", False),
    ],
)
def test_which_of_two_is_asked(question: str, asked: bool) -> None:
    """Which is more, or in what they differ."""
    assert asked == asks_verdict(question)


def test_what_compares() -> None:
    """One above or apart from another."""
    assert compares("Only dew remained significant.")
    assert compares("Oaths bind longer than vows.")
    assert not compares("Oaths and vows were counted.")


@pytest.mark.parametrize(
    ("question", "degree"),
    [
        ("How toxic is nickel to bees?", True),
        ("how well does the vaccine work?", True),
        ("How long were bees exposed?", False),
        ("How exactly does it work?", False),
        ("How do bees dance?", False),
    ],
)
def test_to_what_degree(question: str, degree: bool) -> None:
    """How much of a quality, and not in what way."""
    assert degree == asks_degree(question)


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Under which licence is HIVE released?", "The code is at hive.org.", True),
        ("What license does HIVE have?", "HIVE is released under Apache 2.0.", False),
        ("How is HIVE licensed?", "It has a permissive licence.", False),
        ("Where is HIVE released?", "The code is at hive.org.", False),
    ],
)
def test_a_licence_is_named(question: str, text: str, lacks: bool) -> None:
    """Where something is to be had does not say under which licence."""
    assert lacks == lacks_licence(question, text)
