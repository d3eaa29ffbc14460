"""Behaviour of qa.asked.loosely: questions about a collection in no known form, answered over its papers."""

from __future__ import annotations

import pytest

from qa.asked.loosely import loose_request
from qa.collection import answer_request
from qa.types import Paper

RYE = Paper(
    "rye",
    "Rye: Bread in Lent",
    "Rye bread was eaten in Lent. Barley was not. See https://github.com/a/rye.",
    year=1999,
)
OATS = Paper("oats", "Oats & Barley: 300 Fields", "Oats need rain. We release our code.", year=2004)
SALT = Paper(
    "salt", "Salt of the Earth", "Warning: salt burns. Rye and barley bear it for nine days, oats do not."
)
PAPERS = (RYE, OATS, SALT)


@pytest.mark.parametrize(
    ("question", "parts", "lacking", "lead", "expected"),
    [
        ("a link that goes somewhere other than github", "", "", "None of the 3 abstracts gives a link and does not mention “github”.", ""),
        ("code under the a account on github", "", "", "1 of 3 papers mentions “a”", "rye"),
        ("how many abstracts do you draw from?", "", "", "The collection holds 3 papers.", ""),
        ("which title consists of exactly five words", "", "", "1 of 3 titles has exactly 5 words.", "oats"),
        ("which abstract has the most commas", "", "", "The abstract with “,” most often", "salt"),
        ("the largest number of sentences in an abstract, who has it", "", "", "The longest abstract", "rye"),
        ("not every abstract ends with a full stop. which ones don't?", "", "", "All 3 abstracts end with “.”.", ""),
        ("everything with the number 300 in its title", "", "", "1 of 3 titles mentions 300.", "oats"),
        ("rye, oats and barley all together in one abstract, does it happen", "oats", "",
         "1 of 3 abstracts mentions “rye” and “oats” and “barley”.", "salt"),
        ("sorted from A to Z, which title that starts with R is at the bottom", "R", "",
         "The alphabetically last title", "rye"),
        ("total nr of papers", "", "", "The collection holds 3 papers.", ""),
        ("rye in the abstract yet missing from the title, who?", "rye", "",
         "1 of 3 abstracts mentions “rye” and does not mention “rye” in the title.", "salt"),
        ("barley: abstract yes, title no", "barley", "",
         "2 of 3 abstracts mention “barley” and do not mention “barley” in the title.", "rye salt"),
        ("rye yes, oats no", "rye", "oats", "1 of 3 papers mentions “rye” and does not mention “oats”.", "rye"),
        ("Rye is mentioned, oats isn't. Which?", "Rye|oats", "", "1 of 3 papers mentions Rye and does not mention “oats”.", "rye"),
        ("leave out all that mention rye. what remains?", "", "rye", "1 of 3 papers does not mention “rye”.", "oats"),
        ("leave out all that mention nine or bread. what remains?", "nine|bread", "", "1 of 3 papers does not mention “nine” or “bread”.", "oats"),
        ("neither rye nor rain, which ones?", "", "rye|rain", "All 3 papers mention “rye” or “rain”.", ""),
        ("barley, minus the ones giving a link", "barley", "", "2 of 3 papers mention “barley” and do not give a link.", "oats salt"),
        ("code is out but no address printed, who does that", "", "",
         "1 of 3 abstracts says that code is available and does not give a link.", "oats"),
        ("how many do without a colon in the title", "", "", "1 of 3 titles does not mention “:”.", "salt"),
        ("titles w/ & in them", "", "", "1 of 3 titles mentions “&”.", "oats"),
        ("figures in a title anywhere?", "figures", "", "1 of 3 titles mentions “a digit”.", "oats"),
        ("one kicks off with a warning in its abstract", "warning", "", "1 of 3 abstracts opens with “warning”.", "salt"),
        ("titles finishing on the word Earth", "Earth", "", "1 of 3 titles ends with Earth.", "salt"),
        ("everything under R pls, by first letter of the title", "R", "", "1 of 3 titles opens with R.", "rye"),
        ("rye or oats, which of the two comes up in more papers", "rye|oats", "",
         "2 of 3 papers mention “rye”. 2 of 3 papers mention “oats”.", "rye oats salt"),
        ("what portion prints a web address, in percent", "", "", "1 of 3 abstracts (33%) gives a link.", "rye"),
        ("median length of a title in words?", "", "", "The 3 titles have 4.33 words on average (median 4), from 4 to 5.", ""),
        ("some texts that go over 60 characters", "", "", "2 of 3 abstracts have 61 letters and signs or more.", "rye salt"),
        ("i pasted one twice, i fear", "", "", "No two of the 3 papers share a title or an abstract.", ""),
        ("what is the tiniest title, counted in characters", "", "",
         "The shortest title: “Salt of the Earth” (17 letters and signs).", "salt"),
        ("the final two of the abc list, plz", "", "",
         "The 2 alphabetically last titles: “Salt of the Earth”; “Rye: Bread in Lent”.", "salt rye"),
        ("those with barley: which of them has the shortest abstract", "barley", "",
         "The shortest abstract: “Oats & Barley: 300 Fields” (7 words).", "oats"),
        ("the fifth longest title, pls", "", "", "The collection holds no such paper.", ""),
        ("how old is the oldest of them", "", "", "The oldest paper: “Rye: Bread in Lent” (1999).", "rye"),
        ("rye - is the real one in here, not works on it?", "rye", "", "Yes: “Rye: Bread in Lent” is in the collection.", "rye"),
    ],
)  # fmt: skip
def test_put_together_from_what_stands_in_it(
    question: str, parts: str, lacking: str, lead: str, expected: str
) -> None:
    """Fields, ends, denials, links, lengths, counts and orders are read off the words around what is looked up."""
    request = loose_request(
        question, parts.split("|") if parts else (), lacking.split("|") if lacking else ()
    )
    assert request is not None
    result = answer_request(request, PAPERS)
    assert result.lead.startswith(lead)
    assert expected == " ".join(paper.id for paper in result.papers)


def test_the_papers_named_are_measured_or_left_out() -> None:
    """A paper that the question names is counted in words, or is the one that is not meant."""
    request = loose_request("count of words in the Rye title?", ("Rye",), (), ("rye",))
    assert request is not None
    assert "Length of the title: “Rye: Bread in Lent”: 4 words." == answer_request(request, PAPERS).lead
    request = loose_request("who talks of rye apart from the Rye paper?", ("rye",), (), ("rye",))
    assert request is not None
    assert [SALT] == list(answer_request(request, PAPERS).papers)


def test_nothing_to_look_up_is_no_request() -> None:
    """A question that marks nothing and speaks of no field is left to others."""
    assert loose_request("why does bread rise", ()) is None
