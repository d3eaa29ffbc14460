"""Follow-ups in a collection of papers that have authors and years, and titles for names."""

from __future__ import annotations

from functools import partial

import pytest
from turns import quoting_turn

from qa.conversation import NameIndex, understand
from qa.types import Answer, Citation, Paper, Sentence, Turn

PAPERS = {
    paper.id: paper
    for paper in (
        Paper(
            "debtors",
            "Debtors and their jailers in eighteenth-century Bristol towns",
            "Imprisonment for debt was a bargaining device. The median stay was 71 days.",
            ("Hartley, Margaret", "Okafor, Daniel"),
            1998,
        ),
        Paper(
            "property",
            "The property of married women and the founding of firms in Boston",
            "We link directories to credit reports. Widows were not affected.",
            ("Hartley, Margaret",),
            2004,
        ),
        Paper(
            "runs",
            "Rumour and bank runs in Vienna between the two great wars",
            "Police reports on rumours are matched with withdrawals. The treasurer came in person.",
            ("Lindner, Jörg", "van der Berg, Anna", "Ito, Kenji"),
            2003,
        ),
    )
}
NAMES = NameIndex(PAPERS.values())
_turn = partial(quoting_turn, PAPERS)
DEBTORS, FIRMS = (NAMES.spoken(paper_id) for paper_id in ("debtors", "property"))

STAY = [_turn("How long did debtors stay in prison?", "debtors")]
RUNS = [_turn("What stopped the withdrawals?", "runs")]
HARTLEY = [_turn("What did Hartley find about widows?", "property")]
TWO = [_turn("Which papers are about debts or firms?", "debtors", "property", route="list", shape="list")]
NEWEST = [_turn("Which paper by Hartley is the newest?", "property", route="collection")]


@pytest.mark.parametrize(
    ("history", "asked", "expected"),
    [
        (STAY, "what else did she write?", "What else did Margaret Hartley write?"),
        (
            [*TWO, _turn('How long was the stay in "Debtors and their jailers in eighteenth-century Bristol towns"?', "debtors")],
            "what about the 2004 one?",
            'How long was the stay in "The property of married women and the founding of firms in Boston"?',
        ),
        (RUNS, "which year?", 'When was "Rumour and bank runs in Vienna between the two great wars" published?'),
        (STAY, "and what did the second author publish?", "And what did Daniel Okafor publish?"),
        (STAY, "have they written anything else?", "Have Margaret Hartley and Daniel Okafor written anything else?"),
        (STAY, "have the authors written anything else?", "Have Margaret Hartley and Daniel Okafor written anything else?"),
        (
            TWO,
            "what did the more recent one find?",
            'What did "The property of married women and the founding of firms in Boston" find?',
        ),
        (
            [*TWO, _turn('What did "The property of married women and the founding of firms in Boston" find?', "property")],
            "and the earlier paper?",
            'What did "Debtors and their jailers in eighteenth-century Bristol towns" find?',
        ),
        (TWO, "what did the older one find?", 'What did "Debtors and their jailers in eighteenth-century Bristol towns" find?'),
        (STAY, "Is there more by the same authors?", "Is there more by Margaret Hartley and Daniel Okafor?"),
        (RUNS, "who were his coauthors?", "With whom has Jörg Lindner written?"),
        (RUNS, "what else did the last author write", "What else did Kenji Ito write?"),
        (RUNS, "what else has that first author written?", "What else has Jörg Lindner written?"),
        (HARTLEY, "did she write about debts?", "Did Hartley write about debts?"),
        (HARTLEY, "what does she suggest instead?", f"What does {FIRMS} suggest instead?"),
        (STAY, "What about Ito, what does he say about rumours?", "What does Ito say about rumours?"),
        (STAY, "And Hartley, does she mention jailers?", "Does Hartley mention jailers?"),
        (NEWEST, "and her oldest?", "Which paper by Hartley is the oldest?"),
        (NEWEST, "and the earliest paper?", "Which paper by Hartley is the earliest?"),
        ([*TWO, _turn(f"What did {FIRMS} find?", "property")], "and who wrote the other one?", f"Who wrote {DEBTORS}?"),
        (TWO, "who is the author of the one from 2004?", f"Who is the author of {FIRMS}?"),
        ([_turn("What about Margaret Hartley?", "property")], "how many firms took part in it?", f"How many firms took part in {FIRMS}?"),
        (TWO, "just the ones after 2000", "Which of these papers are after 2000?"),
        (TWO, "only those that mention widows", "Which of these papers mention widows?"),
        (TWO, "which of them is newer?", "Which of these papers is newer?"),
        (TWO, "what do they conclude?", "What do these papers conclude?"),
        (TWO, "and how many before 2000?", "How many papers before 2000?"),
    ],
)  # fmt: skip
def test_people_and_papers_without_names(history: list[Turn], asked: str, expected: str) -> None:
    """ "She" is the author, "they" are these papers, and a title is no name to put into a question."""
    assert expected == understand(asked, history, NAMES).standalone


@pytest.mark.parametrize(
    "asked", ["did they measure wages?", "did they test for fraud?", "have the authors collected letters?"]
)
def test_what_they_did_is_asked_of_the_paper(asked: str) -> None:
    """Of the authors of a title only the record would tell."""
    found = understand(
        asked,
        [
            _turn(
                "What is the median in Debtors and their jailers in eighteenth-century Bristol towns?",
                "debtors",
            )
        ],
        NAMES,
    )
    assert (False, ("debtors",)) == ("authors of" in found.standalone, found.paper_ids)


def test_who_the_author_is_stays_a_question_about_the_paper() -> None:
    """It asks for the name."""
    assert ("debtors",) == understand("who is the first author?", STAY, NAMES).paper_ids


@pytest.mark.parametrize("asked", ["What about bank runs?", "and the rumours?", "did widows found firms?"])
def test_what_other_papers_are_about_is_asked_of_them(asked: str) -> None:
    """A word of another title that the paper at hand does not have leaves that paper."""
    assert "debtors" not in understand(asked, STAY, NAMES).paper_ids


def test_another_of_those_shown_is_told_by_its_title() -> None:
    """The same is asked of it."""
    history = [*TWO, _turn('How long was the stay in "Debtors and their jailers in eighteenth-century Bristol towns"?', "debtors")]  # fmt: skip
    found = understand("and married women?", history, NAMES)
    assert ("property",) == found.paper_ids
    assert found.standalone.startswith('How long was the stay in "The property of married women')


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("who wrote that?", 'Who wrote "Debtors and their jailers in eighteenth-century Bristol towns"?'),
        ("and when was it published?", 'When was "Debtors and their jailers in eighteenth-century Bristol towns" published?'),
    ],
)  # fmt: skip
def test_records_are_asked_of_the_paper(asked: str, expected: str) -> None:
    """Not of the thing that the question before was about."""
    history = [_turn("What are debtors?", "debtors")]
    assert expected == understand(asked, history, NAMES).standalone
    again = [*history, _turn("Who wrote it?", "debtors", route="collection")]
    assert "published" in understand("and when?", again, NAMES).standalone


def test_an_aspect_alone_is_asked_of_the_paper_at_hand_first() -> None:
    """A short question without anything that papers are about prefers what was spoken of."""
    assert understand("which wages were changed", STAY, NAMES).subjectless
    assert not understand("which towns had more", STAY, NAMES).subjectless


def test_what_the_paper_has_is_asked_of_it() -> None:
    """A word that it has does not leave it."""
    assert ("runs",) == understand("and the treasurer?", RUNS, NAMES).paper_ids


def test_a_number_of_an_answer_is_nothing_to_choose() -> None:
    """ "(n=72)" is no second thing."""
    said = "Two groups, namely treated (n=72) and others (n=66), were followed."
    history = [Turn("How many were in each group?", Answer("q", "q", "", (Sentence(said, (1,)),), (Citation(1, "runs", "", ()),)))]  # fmt: skip
    assert "=72" not in understand("and the second?", history, NAMES).standalone


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("what about peasants?", ("serfs",)),  # in its abstract
        ("did it also happen in Prague?", ("serfs",)),
        ("what about prices?", ()),  # on something else
        ("did it happen in Prague?", ("runs",)),
        ("did it come together with withdrawals?", ("runs",)),  # only "together" is not in it
    ],
)
def test_what_another_paper_on_the_same_has_is_asked_of_it(asked: str, expected: tuple[str, ...]) -> None:
    """The one at hand has it not, and nothing but the title for a name."""
    serfs = Paper(
        "serfs", "Village lending and rumour before the Prague rising", "Peasants hid their coins together."
    )
    prices = Paper("prices", "Grain prices and tolls on the upper river", "Prices were set in Prague.")
    names = NameIndex([*PAPERS.values(), serfs, prices])
    assert expected == understand(asked, RUNS, names).paper_ids
