"""Two questions in one: how they are told apart, and that both are answered."""

from __future__ import annotations

import pytest
from conftest import Check

from qa import Assistant
from qa.asked.twofold import parts_asked


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many burials are listed, and by how long was it shortened?", ("How many burials are listed", "by how long was it shortened?")),
        ("Who copied the letters? What did they cost?", ("Who copied the letters?", "What did they cost?")),
        ("I work on oats. How tall are they and where do they grow?", ("How tall are they", "where do they grow?")),
        ("Which rye and oats were sown?", ()),
        ("Is it barley or how is it called?", ()),
        ("Oats need rain. How much rain do they need?", ()),
        ("Somebody sowed oats in June. Yield and cost?", ("Yield", "cost?")),
        ("Do goats climb and why might that be?", ("Do goats climb", "why might that be? Do goats climb")),
        ("which problem does the oats paper solve and how", ("what is the problem", "how")),
        ("Explain briefly what rye does and how well it grows.", ("Explain briefly what rye does", "how well it grows.")),
        ("Explain why rye grows", ()),
        ("Yield and cost?", ()),
        ("falls and fractures", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_what_is_asked_at_once(question: str, expected: tuple[str, ...]) -> None:
    """A second question word behind "and", or a second sentence that asks."""
    assert expected == parts_asked(question)


def test_both_are_answered(archive: Assistant, check: Check) -> None:
    """The sentence for each is quoted, of the same paper."""
    answer = archive.ask(
        "How many burials do the registers of Ragusa list, and by how long did quarantine shorten the outbreak?"
    )
    check(archive, answer)
    assert "4,812" in answer.text
    assert "five weeks" in answer.text
    assert ["levant"] == [citation.paper_id for citation in answer.citations]
