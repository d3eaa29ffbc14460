"""Which paper a phrase describes, by the real models on a small collection."""

from __future__ import annotations

import pytest

from qa.answer.described import described, foremost, of_side
from qa.answer.numbering import Numbering
from qa.assistant import Assistant
from qa.conversation import Understood
from qa.parts import Work
from qa.route import Routed


def found(archive: Assistant, phrase: str, most: int = 1, without: tuple[int, ...] = ()) -> list[str]:
    """The ids of the papers that the phrase describes."""
    work = Work(Understood(phrase, False), Routed("compare"), Numbering(), None)
    return [archive.papers[n].id for n in described(archive.parts, work, phrase, most, without)]


@pytest.mark.parametrize(
    ("phrase", "paper_id"),
    [("the trial on adding a second vasopressor early", "sepsis"), ("the sepsis paper", "sepsis")],
)  # fmt: skip
def test_a_description_finds_its_paper(archive: Assistant, phrase: str, paper_id: str) -> None:
    """A phrase in other words than the title leads to the paper it fits."""
    assert [paper_id] == found(archive, phrase)


def test_what_describes_no_paper_finds_none(archive: Assistant) -> None:
    """A thing that no paper is about is not the nearest paper."""
    assert [] == found(archive, "cosine learning rate decay")


def test_a_paper_that_is_taken_is_not_found_again(archive: Assistant) -> None:
    """Of two sides each is another paper."""
    phrase = "the trial on adding a second vasopressor early"
    taken = archive.index.ordinal("sepsis")
    assert "sepsis" not in found(archive, phrase, without=(taken,))


def test_two_papers_that_a_text_speaks_of(archive: Assistant) -> None:
    """The two that fit best, where the third is far behind."""
    text = "Two trials: one gives vasopressin early in septic shock, one lets residents sleep at night. How many took part?"
    work = Work(Understood(text, False), Routed("compare"), Numbering(), None)
    sepsis, sleep = map(archive.index.ordinal, ("sepsis", "sleep"))
    assert {sepsis, sleep} == set(foremost(archive.parts, work, text, 2))
    assert [] == foremost(archive.parts, work, "cosine learning rate decay", 2)


def test_the_paper_of_a_side(archive: Assistant) -> None:
    """Read with what is asked of it and with its own words; what fits no paper is none."""
    work = Work(Understood("", False), Routed("compare"), Numbering(), None)
    phrases = (
        "How many took part in and the trial on a second vasopressor?",
        "the trial on a second vasopressor",
    )
    assert archive.index.ordinal("sepsis") == of_side(archive.parts, work, phrases, ())
    assert of_side(archive.parts, work, ("cosine learning rate decay",), ()) is None


def test_a_record_is_told_of_what_is_half_named(archive: Assistant) -> None:
    """A name of which no title has anything is said not to be there, and the nearest paper is not told in its place."""
    assert "VESPER" in archive.ask("Who are the authors of the VESPER Trial?").text
    assert (
        "No: no paper titled “Zorvex Streaming”" in archive.ask("When was Zorvex Streaming published?").text
    )


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("There was something about lamps for the elderly so that they don't fall. Title please?", "Yes, this fits best: “NightWatch"),
        ("There was a paper about growing tomatoes on mars. Which one?", "No: no paper that fits “growing tomatoes on mars”"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_paper_is_no_title(archive: Assistant, question: str, begins: str) -> None:
    """The paper is found by what is told of it, and none is said not to be titled so."""
    assert begins in archive.ask(question).text
