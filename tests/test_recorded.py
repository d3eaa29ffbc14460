"""Authors, venues and years as questions speak of them."""

from __future__ import annotations

import pytest

from qa.asked.request import CollectionRequest
from qa.collection import answer_request
from qa.lookup.conditions import is_author, is_venue
from qa.recorded import Recorded
from qa.types import Paper

PAPERS = (
    Paper(
        "rye",
        "Rye in Lent",
        "Bread was dear.",
        ("Holt, Dana", "Meyer, Jan"),
        1999,
        "Annals of Bread and Beer",
    ),
    Paper(
        "oats",
        "Oats and York",
        "Fields near York.",
        ("Dana Holt", "de Vries P."),
        2007,
        "Annals of Bread and Beer",
    ),
    Paper("salt", "Salt of the Earth", "A mine.", ("York, Ann",), 2012, "Mines Today"),
    Paper("loaf", "A Loaf", "Ovens.", (), 1980, "Baking"),
)
RECORDED = Recorded(PAPERS, {"bread", "york", "field", "mine"})


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("how many papers by Holt do we hold", "rye oats"),
        ("I'm interested in Dana Holt. What has she done?", "rye oats"),
        ("What did Holt and Meyer publish together?", "rye"),
        ("Holt's most recent paper?", "oats"),
        ("anything by D. Holt since 2000", "oats"),
        ("What came out in the Annals of Bread and Beer?", "rye oats"),
        ("list the items dated 2005 to 2013", "oats salt"),
        ("what has been published before 2000?", "rye loaf"),
        ("papers by York", "salt"),
        ("is Baking among the journals?", "loaf"),
        ("list the papers from the nineties", "rye"),
        ("papers published in the '90s", "rye"),
        ("which papers have a single author?", "salt"),
        ("papers with more than one author", "rye oats"),
        ("what did Ann York write alone?", "salt"),
        ("Dana Holt's papers with other authors", "rye oats"),
        ("papers without authors", "loaf"),
        ("how many papers have no DOI?", "rye oats salt loaf"),
        ("show the papers in chronological order", "loaf rye oats salt"),
        ("sort the papers by year, newest first", "salt oats rye loaf"),
        ("the papers of Dana Holt from newest to oldest", "oats rye"),
        ("list all titles from Z to A", "salt rye oats loaf"),
        ("which of Dana Holt's papers was published first?", "rye"),
        ("the three most recent papers since 1990", "salt oats rye"),
        ("show two newest papers by Dana Holt", "oats rye"),
        ("sort the papers by Dana Holt by title", "oats rye"),
    ],
)
def test_what_is_recorded_is_looked_up(question: str, ids: str) -> None:
    """Names, venues and years are known from the records, in whatever form they are asked for."""
    request = RECORDED.request(question)
    assert request is not None
    assert ids.split() == [paper.id for paper in answer_request(request, PAPERS).papers]


def test_who_wrote_with_someone() -> None:
    """The others on an author's papers are told."""
    request = RECORDED.request("With whom has Dana Holt written?")
    assert request == CollectionRequest("authors", author="Dana Holt")
    result = answer_request(request, PAPERS)
    assert "Dana Holt wrote with Meyer, Jan; de Vries P." == result.lead


def test_who_worked_with_someone() -> None:
    """So are those who worked with an author."""
    assert CollectionRequest("authors", author="Holt") == RECORDED.request("Who has worked with Holt?")


def test_two_authors_are_told_together() -> None:
    """Both stand on the papers."""
    request = RECORDED.request("papers by Holt and Meyer")
    assert request is not None
    lead = answer_request(request, PAPERS).lead
    assert "1 of 4 papers names Holt and Meyer among the authors." == lead


@pytest.mark.parametrize(
    "question",
    [
        "What did Holt find about bread?",  # asks of the author's papers, not for them
        "What happened in York?",  # a place, as abstracts say
        "how dear was bread in 1999?",
        "which papers study salt?",
        "which papers study baking?",  # a word, though a journal has it for its name
        "which papers study York sheep?",
        "which title comes last in alphabetical order?",
        "put the titles in alphabetical order and give me the first three",
        "which abstracts mention no year",
        "was bread cheaper with one author's method alone?",
    ],
)
def test_no_look_up_of_records(question: str) -> None:
    """A question that asks for more than records, or names no author for sure, is none."""
    assert RECORDED.request(question) is None


def test_a_person_is_named_with_a_year() -> None:
    """ "Holt 2007" is one of Holt's papers; a surname that is also a word of an abstract needs a given name."""
    assert [("Holt", (1,))] == [(p.name, p.ordinals) for p in RECORDED.people("What did Holt (2007) find?")]
    assert [("Ann York", (2,))] == [(p.name, p.ordinals) for p in RECORDED.people("what does Ann York say?")]
    assert () == RECORDED.people("which papers tell of the fields near York?")
    assert ["York"] == [person.name for person in RECORDED.people("York et al. on mines")]


def test_without_authors() -> None:
    """A collection without them has no one to name."""
    bare = Recorded([Paper("a", "T", "Holt wrote this.")], ())
    assert () == bare.people("What did Holt write?")
    assert bare.request("What did Holt write?") is None


@pytest.mark.parametrize(
    ("question", "text", "said", "ids"),
    [
        ("What did Holt find about bread?", "What did the authors find about bread?", "by Holt", "rye oats"),
        ("What did Holt (2007) find about bread?", "What did the authors find about bread?", "by Holt", "oats"),
        ("What did the Holt and Meyer chapter find?", "What did the authors find?", "by Holt and Meyer", "rye"),
        ("What did Holt et al. find about bread?", "What did the authors find about bread?", "by Holt", "rye oats"),
        ("What did Holt and de Vries (2007) find?", "What did the authors find?", "by Holt and de Vries", "oats"),
        ("papers from 2007 on the price of rye", "papers on the price of rye", "from 2007", "oats"),
        ("how dear was bread, by papers published since 2007?", "how dear was bread, by papers?", "from 2007 or later", "oats salt"),
        ("what do the 1999 studies say about prices?", "what do the studies say about prices?", "from 1999", "rye"),
        ("what did research find on salt in the 1990s?", "what did research find on salt?", "from 1990 to 1999", "rye"),
        ("what was found about prices before 2000?", "what was found about prices?", "from 1999 or earlier", "rye loaf"),
        (
            "how does the Annals of Bread and Beer explain high prices since 2005?",
            "how does the papers explain high prices?",
            "in Annals of Bread and Beer from 2005 or later",
            "oats",
        ),
        ("which ovens were used in studies in Baking?", "which ovens were used in studies?", "in Baking", "loaf"),
        ("what do papers published in 1960 say about ovens?", "what do papers say about ovens?", "from 1960", ""),
    ],
)  # fmt: skip
def test_a_question_confined_to_some_papers(question: str, text: str, said: str, ids: str) -> None:
    """Authors, a journal and years of papers are conditions of a question about what papers say."""
    limited = RECORDED.limited(question)
    assert limited is not None
    assert (text, said, tuple(ids.split())) == (limited.text, limited.said, limited.ids)


@pytest.mark.parametrize(
    "question",
    [
        "how dear was bread in York?",
        "what did a strike of 2007 workers bring about?",  # a number
        "who went on strike in 1926?",  # before any paper
        "what happened in the mine in 2010?",  # an abstract speaks of that year
        "which papers study baking bread?",
    ],
)
def test_what_confines_no_question(question: str) -> None:
    """Years of what papers are about, and words that are also a journal's name, are asked about."""
    said = Recorded((*PAPERS, Paper("pit", "A Pit", "In 2010 it closed.", (), 2015)), {"2010", "york"})
    assert said.limited(question) is None


def test_a_name_of_one_word_twice() -> None:
    """ "Yang Yang" is one person, and no other Yang."""
    papers = (Paper("a", "T", "Text.", ("Yang, Yang",)), Paper("b", "U", "Text.", ("Yang, Mei",)))
    recorded = Recorded(papers, ())
    assert ["Yang Yang"] == [person.name for person in recorded.people("Which papers did Yang Yang write?")]
    request = recorded.request("Which papers did Yang Yang write?")
    assert request is not None
    assert ["a"] == [paper.id for paper in answer_request(request, papers).papers]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Does S-metolachlor harm fish?", ""), ("papers by S", ""), ("What did Aldo S find?", "Aldo S")],
)
def test_a_letter_is_nobodys_name(text: str, name: str) -> None:
    """One whose family name is a letter is known by more than it, and the letter stands for other things."""
    recorded = Recorded([Paper("a", "T", "Text.", ("S, Aldo",))], ())
    assert ([name] if name else []) == [person.name for person in recorded.people(text)]


@pytest.mark.parametrize(
    ("asked", "author", "same"),
    [
        ("Dana Holt", "Holt, Dana M.", True),
        ("Dana Holt", "Holt D.M.", True),
        ("Dana Holt", "Holt DM", True),
        ("Dana M. Holt", "Holt D.B.", False),
        ("Dana Holt", "Lee, Dana H.", False),
        ("Dana Holt", "Holt, Dora", False),
        ("D. Holt", "Holt, Dana", True),
        ("S", "Holt, Sam", False),
    ],
)
def test_an_initial_stands_for_a_name(asked: str, author: str, same: bool) -> None:
    """Where nothing is written out otherwise."""
    assert same == is_author(asked, author)


def test_who_is_told_by_initials() -> None:
    """Papers of an author by the initial alone are listed too, and it is said of which nothing more is known."""
    papers = (Paper("a", "T", "Text.", ("Holt, Dana",)), Paper("b", "U", "Text.", ("Holt D.M.",)))
    request = Recorded(papers, ()).request("Which papers has Dana Holt written?")
    assert request is not None
    result = answer_request(request, papers)
    assert ["a", "b"] == [paper.id for paper in result.papers]
    assert result.lead.endswith("1 of them is by “Holt D.M.”, with no more of the name than an initial.")


REVIEWS = (
    Paper("sum", "Bees: a review", "Bees are many."),
    Paper("we", "On wasps", "Wasps sting. In this review, we sum up why."),
    Paper("own", "On ants", "We fed ants. Earlier reviews were silent."),
)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Which reviews are in the collection?", "2 of 3 papers say that they review other work."),
        ("how many review articles are there?", "2 of 3 papers say that they review other work."),
        ("are there any reviews?", "2 of 3 papers say that they review other work."),
    ],
)
def test_reviews(question: str, lead: str) -> None:
    """What a paper says that it is can be asked for."""
    request = Recorded(REVIEWS, ()).request(question)
    assert request is not None
    result = answer_request(request, REVIEWS)
    assert (lead, ["sum", "we"]) == (result.lead, [paper.id for paper in result.papers])


def test_reviews_of_a_kind() -> None:
    """Only those count that call themselves so."""
    papers = (*REVIEWS, Paper("sys", "Hives: a systematic review", "Hives are many."))
    request = Recorded(papers, ()).request("Are there any systematic reviews?")
    assert request is not None
    assert ["sys"] == [paper.id for paper in answer_request(request, papers).papers]


def test_reviews_of_a_topic() -> None:
    """A list is confined to them; what is about reviews is not."""
    recorded = Recorded(REVIEWS, ())
    limited = recorded.limited("Which reviews discuss stings?")
    assert limited is not None
    assert ("Which papers discuss stings?", ("sum", "we")) == (limited.text, limited.ids)
    assert recorded.limited("Which papers classify movie reviews?") is None


def test_what_stands_behind_the_name_of_a_journal() -> None:
    """Where it is printed, and whose it is, nobody says."""
    assert is_venue("aquatic toxicology", "Aquatic toxicology (Amsterdam, Netherlands)")
    assert is_venue("Gut", "Gut : a journal of digestion")
    assert not is_venue("Gut", "Gut microbes")
