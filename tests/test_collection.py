"""Behaviour of qa.collection: look-ups over all papers, checked against brute force."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from qa import Assistant
from qa.collection import CollectionRequest, CollectionResult, answer_request
from qa.kinds import KindModel
from qa.mentions import find_mentions
from qa.route import route
from qa.types import Paper

BEES = Paper(
    "bees", "Bees and Numbers: Counting in Insects",
    "Bees can count. We test them on HIVE-10 and on the GARDEN benchmark. Code: https://github.com/a/bees.",
    authors=("Ada Lovelace", "J. B. S. Haldane"), year=2019, venue="Journal of Bees",
)  # fmt: skip
WASPS = Paper(
    "wasps", "Do Wasps Remember Faces?",
    "Warning: this abstract describes stings. Wasps remember faces on Hive10, e.g. after a week. They garden less.",
    authors=("Ada Lovelace",), year=2021,
)  # fmt: skip
ANTS = Paper(
    "ants", "Ants, Fine-Tuned", "Ants finetune their trails. Our software will be released.", year=2021
)
MOTHS = Paper(
    "moths", "A Survey of Moth-like Networks", "Moths fly. They are studied at https://moths.org/x."
)
PAPERS = (BEES, WASPS, ANTS, MOTHS)


TELL = KindModel().tell


def ask(question: str, papers: tuple[Paper, ...] = PAPERS, named: tuple[str, ...] = ()) -> CollectionResult:
    """The answer to a question that must be one about the collection."""
    request = route(question, named, TELL(question)).request
    assert request is not None, question
    return answer_request(request, papers)


def ids(result: CollectionResult) -> list[str]:
    return [paper.id for paper in result.papers]


@pytest.mark.parametrize(
    ("question", "lead", "expected"),
    [
        ("How many papers are there?", "The collection holds 4 papers.", []),
        ("list all papers", "The collection holds 4 papers.", ["bees", "wasps", "ants", "moths"]),
        ("How many abstracts mention HIVE10?", "2 of 4 abstracts mention HIVE10.", ["bees", "wasps"]),
        ("Which abstracts mention GARDEN?", "1 of 4 abstracts mentions GARDEN.", ["bees"]),
        ("which abstracts mention fine-tuning?", "None of the 4 abstracts mentions “fine-tuning” just so; 1 has another form of it:", ["ants"]),
        ("how many abstracts mention remembering?", "None of the 4 abstracts mentions “remembering” just so; 1 has another form of it:",
         ["wasps"]),
        ('which abstracts mention "face remembered"?',
         "None of the 4 abstracts mentions “face remembered” just so; 1 has another form of it:", ["wasps"]),
        ('does any abstract mention "benchmurk"?', "No: none of the 4 abstracts mentions “benchmurk”; 1 has “benchmark”:", ["bees"]),
        ("which abstracts mention GARDENS?", "1 of 4 abstracts mentions GARDENS.", ["bees"]),
        ("how are the papers sorted?", "The 4 papers stand in the order in which they were read: neither by title nor by year."
         " They can be listed by title, by year or by length.", []),
        ("do all papers have an abstract?", "All 4 papers have an abstract; a record without one is left out of the collection.", []),
        ("which papers have no abstract?", "All 4 papers have an abstract; a record without one is left out of the collection.", []),
        ("who put this collection together and where does it come from?",
         "Who put the 4 papers together, when and from where is not recorded; known are their titles and abstracts.", []),
        ("what language are the papers in?",
         "In which language the 4 papers are written is not recorded; known are their titles and abstracts.", []),
        ("papers that mention fine-tune", "1 of 4 papers mentions “fine-tune”.", ["ants"]),
        ("Does any abstract mention termites?", "No: none of the 4 abstracts mentions “termites”.", []),
        ("which abstracts mention bees but not HIVE-10?", "None of the 4 abstracts mentions “bees” and does not mention HIVE-10.", []),
        ("which abstracts mention wasps but not GARDEN?", "1 of 4 abstracts mentions “wasps” and does not mention GARDEN.", ["wasps"]),
        ("how many abstracts mention wasps or moths?", "2 of 4 abstracts mention “wasps” or “moths”.", ["wasps", "moths"]),
        ("Do all abstracts give a link?", "No: 2 of 4 abstracts give a link.", ["bees", "moths"]),
        ("Which abstracts end with a link?", "2 of 4 abstracts give a link.", ["bees", "moths"]),
        ("what percentage of the abstracts mention wasps?", "1 of 4 abstracts (25%) mentions “wasps”.", ["wasps"]),
        ("titles that start with “Survey”", "None of the 4 titles opens with Survey.", []),
        ("what is the average length of an abstract?",
         "The 4 abstracts have 12 words on average (median 12), from 7 to 17.", []),
        ("show the first two papers", "The first 2 papers:", ["bees", "wasps"]),
        ("What is the 3rd paper?", "Paper 3 of 4 in the order of the collection: “Ants, Fine-Tuned”.", ["ants"]),
        ("which paper is number 4", "Paper 4 of 4 in the order of the collection: “A Survey of Moth-like Networks”.", ["moths"]),
        ("paper #9", "The collection holds 4 papers, so that none is number 9.", []),
        ("what's the last paper in your list?", "The last paper: “A Survey of Moth-like Networks”.", ["moths"]),
        ("which title comes last?", "The alphabetically last title: “Do Wasps Remember Faces?”.", ["wasps"]),
        ("second to last paper", "Paper 2 of 4 counted from the end, in the order of the collection: “Ants, Fine-Tuned”.", ["ants"]),
        ("the paper listed first and the one listed last",
         "The first paper: “Bees and Numbers: Counting in Insects”. The last paper: “A Survey of Moth-like Networks”.",
         ["bees", "moths"]),
        ("Alphabetically, which paper comes first and which last?",
         "The alphabetically first title: “A Survey of Moth-like Networks”. The alphabetically last title: “Do Wasps Remember Faces?”.",
         ["moths", "wasps"]),
        ("the longest and the shortest title",
         "The longest title: “Bees and Numbers: Counting in Insects” (6 words). The shortest title: “Ants, Fine-Tuned” (2 words).",
         ["bees", "ants"]),
        ("what are the newest and oldest papers?",
         "The 2 newest papers: “Do Wasps Remember Faces?” (2021); “Ants, Fine-Tuned” (2021). The oldest paper: “Bees and Numbers:"
         " Counting in Insects” (2019).", ["wasps", "ants", "bees"]),
        ("second longest abstract", "The second longest abstract: “Bees and Numbers: Counting in Insects” (15 words).", ["bees"]),
        ("which abstracts mention both Bees and HIVE-10?", "1 of 4 abstracts mentions Bees and HIVE-10.", ["bees"]),
        ("which abstracts mention Wasps or Ants?", "2 of 4 abstracts mention Wasps or Ants.", ["wasps", "ants"]),
        ("Which abstracts do not mention “faces”?", "3 of 4 abstracts do not mention “faces”.", ["bees", "ants", "moths"]),
        ("abstracts that mention 'bees'", "1 of 4 abstracts mentions “bees”.", ["bees"]),
        ('abstracts that mention "face"', "1 of 4 abstracts mentions “face”.", ["wasps"]),
        ('abstracts that mention "stings" or "links"', "1 of 4 abstracts mentions “stings” or “links”.", ["wasps"]),
        ("what are the latest papers, from 2020 on?",
         "The 2 papers that are from 2020 or later, by year, the newest first: “Do Wasps Remember Faces?” (2021); “Ants, Fine-Tuned” (2021).",
         ["wasps", "ants"]),
        ('titles with "networks"', "1 of 4 titles mentions “networks”.", ["moths"]),
        ("how many titles contain a colon?", "1 of 4 titles mentions “:”.", ["bees"]),
        ("which titles are questions?", "1 of 4 titles ends with “?”.", ["wasps"]),
        ("which abstracts open with a content warning?", "1 of 4 abstracts opens with “content warning”.", ["wasps"]),
        ("which abstracts mention GitHub?", "1 of 4 abstracts mentions GitHub.", ["bees"]),
        ("which papers link to GitHub?", "1 of 4 abstracts gives a link to GitHub.", ["bees"]),
        ("how many abstracts give a URL?", "2 of 4 abstracts give a link.", ["bees", "moths"]),
        ("which abstracts give a link to code?", "1 of 4 abstracts gives a link to code.", ["bees"]),
        ("Which papers link to something that isn't GitHub?", "1 of 4 abstracts gives a link that is not to GitHub.", ["moths"]),
        ("how many abstracts contain a digit?", "2 of 4 abstracts have a digit.", ["bees", "wasps"]),
        ("which papers mention HIVE10 or GARDEN but not both", "1 of 4 papers mentions HIVE10 or GARDEN but not both.", ["wasps"]),
        ("HIVE10 or GARDEN: which is named by more abstracts?",
         "2 of 4 abstracts mention HIVE10. 1 of 4 abstracts mentions GARDEN. More mention HIVE10.", ["bees", "wasps"]),
        ("which papers release their code?", "2 of 4 abstracts say that code is available.", ["bees", "ants"]),
        ("any papers from 2021?", "Yes: 2 of 4 papers are from 2021.", ["wasps", "ants"]),
        ("papers published before 2020", "1 of 4 papers is from 2019 or earlier.", ["bees"]),
        ("which papers are by Haldane?", "1 of 4 papers names Haldane among the authors.", ["bees"]),
        ("papers by lovelace", "2 of 4 papers name lovelace among the authors.", ["bees", "wasps"]),
        ("what is the newest paper?", "The 2 newest papers: “Do Wasps Remember Faces?” (2021); “Ants, Fine-Tuned” (2021).",
         ["wasps", "ants"]),
        ("which paper was published first?", "The oldest paper: “Bees and Numbers: Counting in Insects” (2019).", ["bees"]),
        ("who wrote the oldest paper, and in which journal did it appear?",
         "The oldest paper: “Bees and Numbers: Counting in Insects” (2019; by Ada Lovelace, J. B. S. Haldane; in Journal of Bees).",
         ["bees"]),
        ("the two oldest papers", "The 3 oldest papers: “Bees and Numbers: Counting in Insects” (2019); “Do Wasps Remember Faces?” (2021);"
         " “Ants, Fine-Tuned” (2021).", ["bees", "wasps", "ants"]),
        ("which paper has the most authors?",
         "The paper with the most authors: “Bees and Numbers: Counting in Insects” (2 authors).", ["bees"]),
        ("what is the average number of authors per paper?", "The 2 papers have 1.5 authors on average (median 1.5), from 1 to 2.", []),
        ("list the papers that mention HIVE10 in alphabetical order", "The 2 papers that mention HIVE10, in alphabetical order:",
         ["bees", "wasps"]),
        ("titles in alphabetical order", "The 4 titles in alphabetical order:", ["moths", "ants", "bees", "wasps"]),
        ("which abstracts mention HIVE10 and have a single author?",
         "1 of 4 abstracts mentions HIVE10 and has exactly 1 author.", ["wasps"]),
        ("which journals appear more than once?",
         "None of 1 journals or other places has 2 papers or more; Journal of Bees has the most, 1.", []),
        ("which is the shortest title?", "The shortest title: “Ants, Fine-Tuned” (2 words).", ["ants"]),
        ("which abstracts are shorter than 9 words?", "1 of 4 abstracts has 8 words or fewer.", ["moths"]),
        ("Which abstracts mention HIVE-10 but give no link?", "1 of 4 abstracts mentions HIVE-10 and does not give a link.", ["wasps"]),
        ("which abstracts mention HIVE-10 without giving a link?", "1 of 4 abstracts mentions HIVE-10 and does not give a link.", ["wasps"]),
        ("how many papers mention wasps and are from 2021?", "1 of 4 papers mentions “wasps” and is from 2021.", ["wasps"]),
        ("which papers mention trails but not in the title?",
         "1 of 4 abstracts mentions “trails” and does not mention “trails” in the title.", ["ants"]),
        ("which papers mention wasps but not in the title?",
         "None of the 4 abstracts mentions “wasps” and does not mention “wasps” in the title.", []),
        ("which abstracts contain trails or else stings?", "2 of 4 abstracts mention “trails” or “stings”.", ["wasps", "ants"]),
        ("which is the second title in alphabetical order?", "The second title in alphabetical order: “Ants, Fine-Tuned”.", ["ants"]),
        ("Which title comes after Ants, Fine-Tuned alphabetically?",
         "In the alphabetical order of titles, “Ants, Fine-Tuned” is number 2 of 4; after it comes “Bees and Numbers: Counting in Insects”."
         " 1 come before it, 2 after.", ["bees"]),
        ("Which paper comes right after Ants, Fine-Tuned?",
         "In the order of the collection, “Ants, Fine-Tuned” is number 3 of 4; after it comes “A Survey of Moth-like Networks”."
         " 2 come before it, 1 after.", ["moths"]),
        ("which title stands before A Survey of Moth-like Networks in alphabetical order?",
         "In the alphabetical order of titles, “A Survey of Moth-like Networks” is number 1 of 4; before it comes none. 0 come before it, 3 after.", []),
        ("who are the most frequent authors?", "The papers name 2 authors; on most papers stand Ada Lovelace (2).", []),
        ("papers from 2021 that mention wasps", "1 of 4 papers mentions “wasps” and is from 2021.", ["wasps"]),
        ("how many papers published after 2019 mention trails?", "1 of 4 papers mentions “trails” and is from 2020 or later.", ["ants"]),
        ("how many titles mention ants but not moths?", "1 of 4 titles mentions “ants” and does not mention “moths”.", ["ants"]),
        ("which journals occur?", "The papers appeared in Journal of Bees (1).", []),
        ("do the records have authors?", "Of every paper the title and the abstract are recorded; of some also authors (2 of 4),"
         " a year (3 of 4), where it appeared (1 of 4); of none a DOI.", []),
        ("are there duplicates?", "No two of the 4 papers share a title or an abstract.", []),
        ("which years does the collection cover?", "The 3 of 4 papers that have a year are from 2019 to 2021 (2019: 1, 2021: 2).", []),
        ("which years are the papers that mention HIVE10 from?",
         "The 2 papers that mention HIVE10 are from 2019 to 2021 (2019: 1, 2021: 1).", ["bees", "wasps"]),
        ("in which years did papers on ants appear?", "The one paper that mentions “ants” is from 2021.", ["ants"]),
        ("which journals published papers on wasps?",
         "The one paper that mentions “wasps” is recorded without where it appeared.", []),
        ("which journals published papers on bees?", "The one paper that mentions “bees” appeared in Journal of Bees (1).",
         ["bees"]),
        ("which journals published papers on termites?", "The collection holds no papers that mention “termites”.", []),
    ],
)  # fmt: skip
def test_one_line_and_the_papers(question: str, lead: str, expected: list[str]) -> None:
    """The line states the count; the papers are those that qualify, in the collection's order."""
    result = ask(question)
    assert (lead, expected) == (result.lead, ids(result))
    assert len(result.papers) == len(result.spans)


IN_JOURNALS = tuple(
    replace(ANTS, id=f"ants{n}", venue=venue)
    for n, venue in enumerate(
        ("The Ant", "THE ANT", "The Ant", "Bees & Flowers", "Bees and Flowers", "Moths")
    )
)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("which journal has the most papers?",
         "The papers appeared in The Ant (3), Bees & Flowers (2), Moths (1); that is 3 in all."),
        ("which journals have more than two papers?", "1 of 3 journals or other places has 3 papers or more: The Ant (3)."),
        ("which journals have at least five papers?",
         "None of 3 journals or other places has 5 papers or more; The Ant has the most, 3."),
    ],
)  # fmt: skip
def test_journals_are_counted_however_they_are_written(question: str, lead: str) -> None:
    """Capitals and "and" make no other journal; the commonest form is shown."""
    assert lead == ask(question, IN_JOURNALS).lead


def test_topics_are_phrases_that_papers_share() -> None:
    """Whole phrases, each as most papers write it with the number of its papers; none a part of another."""
    texts = (
        ("Winter Rye on Sandy Soils", "We grow winter rye near the coast."),
        ("Yields of Winter Rye", "On sandy soils the yield is small. A wide range of fields is seen."),
        ("Ants", "Ants like sandy soils. A wide range of ants is seen."),
        ("Deep Winter Rye Roots", "Roots are deep."),
    )
    papers = tuple(Paper(f"p{n}", title, text) for n, (title, text) in enumerate(texts))
    expected = "winter rye (3); sandy soils (3). 4 of the papers have one of these."
    assert ask("What topics does this collection cover?", papers).lead.endswith(f": {expected}")


@pytest.mark.parametrize(
    ("papers", "order"),
    [((MOTHS, ANTS, BEES, WASPS), "in alphabetical order of their titles"), ((WASPS, BEES), "by year, the newest first")],
)  # fmt: skip
def test_the_order_of_the_collection(papers: tuple[Paper, ...], order: str) -> None:
    """What it goes by is told."""
    assert f": {order}." in ask("how are the papers sorted?", papers).lead


def test_more_equals_than_can_be_shown() -> None:
    """How many others have the same year is said where they are too many."""
    swarm = tuple(replace(ANTS, id=f"ants{n}", year=2020) for n in range(20))
    assert ask("what is the newest paper?", swarm).lead.endswith("(2020); 19 more are from 2020 as well.")


def test_what_has_no_place_in_an_order() -> None:
    """All are sorted but those without a year, of which the number is told."""
    result = ask("sort the papers by year, newest first")
    assert ["wasps", "ants", "bees"] == ids(result)
    assert result.lead.endswith("; 1 is recorded without a year.")


@pytest.mark.parametrize(
    ("question", "start", "expected"),
    [
        ('Is "bees & numbers: counting in INSECTS" in the collection?', "Yes: “Bees and", []),
        ('Is "Bees and Numbers: Counting in Insects" in the collection?', "Yes: “Bees and", ["bees"]),
        ("do you have Bees and Numbers?", "Yes: “Bees and", ["bees"]),
        ('Is "Do Wasps Rememer Faces" here?', "Yes: “Do Wasps", ["wasps"]),
        ('Is "Bes and Numbers: Countin in Insects" here?', "Yes: “Bees and", ["bees"]),
        ('Is "Survey of Mothlike Network" here?', "Yes: “A Survey", ["moths"]),
        ('Is "Moth-like Networks in Winter Gardens" here?', "No: no paper", []),
        ('do you hold "Moths in Winter: A Survey of Light"?', "No: no paper titled “Moths in Winter", []),
        ("Is the original HIVE-10 paper here?", "No: no paper titled “HIVE-10” is in the collection; 2 abstracts mention it.", ["bees", "wasps"]),
        ("is HIVE-10 in the collection?", "No: no paper titled “HIVE-10” is in the collection; 2 abstracts mention it.", ["bees", "wasps"]),
    ],
)  # fmt: skip
def test_membership_of_a_title(question: str, start: str, expected: list[str]) -> None:
    """Case, punctuation, a slip and a part of the title are forgiven; another title is not."""
    result = ask(question)
    if "&" not in question:
        assert (True, expected) == (result.lead.startswith(start), ids(result))
    else:
        assert result.nearest[:1] == (BEES.title,)


def test_a_title_that_is_shortened_with_a_slip() -> None:
    """The beginning of a title is enough, but not of a title that begins otherwise."""
    held = replace(MOTHS, title="Standardization of Moth Photographs and Their Enhancement")
    assert ask('Is "Standardisation of the moth photograps" here?', (held,)).lead.startswith("Yes")
    assert ask('Is "Collections of the moth photograps" here?', (held,)).lead.startswith("No")


def test_a_title_that_is_not_there_names_the_nearest() -> None:
    """The nearest titles share its rarest words."""
    assert WASPS.title in ask('Is "Faces That Wasps Forget" in the collection?').nearest


def test_capitals_stand_for_words_of_a_title() -> None:
    """A half-remembered title may have the initials of the right one."""
    papers = [Paper("svm", "Barns as Support Vector Machines", "Barns learn."), *PAPERS]
    result = answer_request(CollectionRequest("title", title="barns are SVMs", recalled=True), papers)
    assert "Barns as Support Vector Machines" in result.lead
    assert ["svm"] == [paper.id for paper in result.papers]


def test_several_titles_are_told_one_by_one() -> None:
    """Whether each is held, and where it is only mentioned."""
    result = answer_request(CollectionRequest("title", title="GNATS and GARDEN", recalled=True), PAPERS)
    said = "No: no paper titled “GNATS” is in the collection. No: no paper titled “GARDEN” is in the collection; 1 abstract mentions it."
    assert (True, ["bees"]) == (result.lead.startswith(said), ids(result))


def test_a_share_of_some_papers() -> None:
    """Only those are counted over that meet what is asked among."""
    wasps, year = CollectionRequest(phrases=("wasps",)), CollectionRequest(years=(2021, 2021))
    result = answer_request(replace(wasps, want="share", among=(year,)), PAPERS)
    assert ("1 of 2 papers that are from 2021 (50%) mentions “wasps”.", ["wasps"]) == (
        result.lead,
        ids(result),
    )


def test_one_field_or_the_other() -> None:
    """A word in the title, or another in the abstract."""
    fly = CollectionRequest(field="abstract", phrases=("fly",))
    result = answer_request(CollectionRequest(field="title", phrases=("bees",), otherwise=(fly,)), PAPERS)
    said = "2 of 4 titles mention “bees” in the title or mention “fly” in the abstract."
    assert (said, ["bees", "moths"]) == (result.lead, ids(result))


def test_a_title_half_remembered_is_shown() -> None:
    """Without quotation marks most of its words are enough; it is said that the title is another."""
    result = ask("do you have the paper Faces That Wasps Remember?")
    assert ["wasps"] == ids(result)
    assert result.lead.startswith("Yes, if “Do Wasps Remember Faces?” is meant")


def test_what_is_told_of_a_paper_is_no_title() -> None:
    """Words that are not written like a title are not said to be none."""
    result = ask("do you have the paper about faces that wasps remember?")
    assert ("Yes, this fits best: “Do Wasps Remember Faces?”.", ["wasps"]) == (result.lead, ids(result))


def test_quoted_words_are_met_as_they_are_written() -> None:
    """In quotation marks the plural is no singular; that others have this is said."""
    papers = (*PAPERS, Paper("face", "One Face", "A face is remembered."))
    result = ask("which abstracts mention 'faces'?", papers)
    assert ["wasps"] == ids(result)
    assert "1 of 5 abstracts mentions “faces”. 1 more has another form of it." == result.lead


def test_a_paper_is_held_by_the_name_it_goes_by() -> None:
    """A short name that the title lacks is known from the papers that the question names."""
    assert ["moths"] == ids(ask("do you have LEPI?", named=("moths",)))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Who wrote Bees and Numbers?", "“Bees and Numbers: Counting in Insects”: Ada Lovelace, J. B. S. Haldane."),
        ("when was Bees and Numbers published?", "“Bees and Numbers: Counting in Insects”: 2019."),
        ("in which journal was Bees published?", "“Bees and Numbers: Counting in Insects”: Journal of Bees."),
    ],
)  # fmt: skip
def test_a_detail_of_a_record(question: str, lead: str) -> None:
    """Authors, year and venue come from the record."""
    assert lead == ask(question, named=("bees",)).lead


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("when was Zorvex published?", "“Zorvex & <x>”: 2019."),
        ("in which journal was Zorvex published?", "“Zorvex & <x>”: Bees & Flowers."),
        ("which is the longest title?", "The longest title: “Zorvex & <x>” (3 words)."),
    ],
)
def test_titles_and_journals_are_told_as_they_are_read(question: str, lead: str) -> None:
    """Entities and tags of a record are no part of what is said of it, nor of its length."""
    paper = Paper(
        "zorvex", "<i>Zorvex</i> &amp; &lt;x&gt;", "Text.", year=2019, venue="Bees &amp;amp; Flowers"
    )
    assert lead == ask(question, (paper,), named=("zorvex",)).lead


def test_what_is_not_recorded_is_said() -> None:
    """Without years or authors there is no answer, and the line says why."""
    bare = (Paper("x", "X", "Text."),)
    assert "not_stated" == ask("any papers from 2021?", bare).reason
    assert "without a year" in ask("any papers from 2021?", bare).lead
    assert "without authors" in ask("papers by Haldane", bare).lead
    assert "not_stated" == ask("who wrote X?", bare, named=("x",)).reason


def test_an_empty_list_is_no_match_but_a_count_of_none_is_an_answer() -> None:
    """ "Which?" finds nothing; "how many?" is answered by none."""
    assert "no_match" == ask("which abstracts mention termites?").reason
    assert ask("how many abstracts mention termites?").reason is None


def test_a_name_within_a_longer_name_is_said_to_be_one() -> None:
    """Only where no paper has the name by itself."""
    papers = (Paper("q", "QFLEX: Better", "Text."), Paper("r", "Rest", "Text."))
    assert (
        "1 of 2 titles mentions FLEX within a longer word." == ask("which titles contain FLEX?", papers).lead
    )


def test_duplicates_are_found_by_title_or_abstract() -> None:
    """Case and punctuation do not tell two titles apart."""
    papers = (
        Paper("a", "Bees Count", "One."),
        Paper("b", "bees count!", "Two."),
        Paper("c", "Ants", "Three."),
    )
    assert ["a", "b"] == ids(ask("do any two papers share a title?", papers))


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("GSM8K", "on GSM-8K and gsm8k.", ["GSM-8K", "gsm8k"]),
        ("parameter-efficient", "Parameter Efficient, parameterefficient", ["Parameter Efficient", "parameterefficient"]),
        ("network", "Networks of a network", ["Networks", "network"]),
        ("study", "studies of a study", ["studies", "study"]),
        ("ACT", "ACT agents act.", ["ACT"]),
        ("ACT", "They act.", []),
        ("GIT", "GIT at https://git.org/x", ["GIT", "git"]),
        ("Llama", "Llama2 and Llama 3 but not Llamas3x", ["Llama2", "Llama"]),
        ("BERT", "RoBERTa", []),
        ("C++", "C and C++", ["C++"]),
        ("behaviour", "Behavioral, behavior and behaviours", ["behavior", "behaviours"]),
        ("naive", "a naïve guess", ["naïve"]),
        ("M. bellus", "Musca bellus, or M. bellus, is no M. dulcis bellus", ["Musca bellus", "M. bellus"]),
        (":", "A: b", [":"]),
        ("Ørsted", r"as {\O}rsted did", [r"{\O}rsted"]),
        ("CO2", "CO<sub>2</sub> in cafés", ["CO<sub>2</sub>"]),
        ("café", "two caf&eacute;s", ["caf&eacute;s"]),
        ("jats", "<jats:p>none</jats:p>", []),
        ("%", "80&amp;#x25; of 5\\%", ["&amp;#x25;", "%"]),
    ],
)  # fmt: skip
def test_mentions_are_literal_up_to_spelling(phrase: str, text: str, expected: list[str]) -> None:
    """Case, hyphens, spaces, accents and the plural are forgiven; a longer word is another word."""
    assert expected == [text[span.start : span.end] for span in find_mentions(phrase, text)]


@pytest.mark.parametrize("seed", range(20))
def test_counts_agree_with_brute_force(seed: int) -> None:
    """On random papers every count is that of a plain scan, and every span holds the phrase."""
    rng = random.Random(seed)
    words = ["Alpha9", "beta", "gammas", "delta", "ALPHA9", "Betas", "alphabet", "delta-beta"]
    papers = tuple(
        Paper(
            str(n),
            " ".join(rng.choices(words, k=3)),
            f"{' '.join(rng.choices(words, k=4))}. {' '.join(rng.choices(words, k=4))}.",
        )
        for n in range(30)
    )
    for phrase in ("Alpha9", "beta", "gamma", "delta"):
        plain = re.compile(rf"(?<![a-z0-9]){phrase.lower()}s?(?![a-z0-9])")
        expected = [paper.id for paper in papers if plain.search(paper.abstract.lower())]
        result = answer_request(CollectionRequest("count", "abstract", (phrase,)), papers)
        assert expected == ids(result)
        for paper, span in zip(result.papers, result.spans, strict=True):
            assert span is not None
            assert plain.search(paper.abstract[span.start : span.end].lower())


def test_an_acronym_that_no_paper_has_may_be_a_shouted_word() -> None:
    """ "WHICH ABSTRACTS MENTION TRAILS?" means the plain word."""
    assert ["ants"] == ids(ask("WHICH ABSTRACTS MENTION TRAILS?"))


@pytest.mark.parametrize(
    ("host", "expected"),
    [("GitHub", []), ("github.io", ["sites"]), ("example", []), ("example.org", ["sites"])],
)
def test_a_link_to_a_host(host: str, expected: list[str]) -> None:
    """Its address begins with the host, or has it as a part where its ending is told."""
    sites = Paper(
        "sites", "Sites", "GitHub is a site. See https://x.github.io/y and https://www.my.example.org."
    )
    assert expected == ids(answer_request(CollectionRequest(link="url", hosts=(host,)), (sites,)))


def test_what_things_of_a_kind_are_called() -> None:
    """Coined names beside the word for the kind, or told with one that is; no short form, and no heading."""
    texts = (
        "RESULTS Traps differ. We set the BeeBench trap and NLP traps by natural lure placement.",
        "We use traps such as BeeBench, HIVE10 and MOTH-2. CLASPs hold all CLASP traps.",
        "The SKEP is a HIVE10-based basket. On HIVE10 and WAXY it is slow.",
    )
    papers = tuple(Paper(f"p{n}", f"Title {n}", text) for n, text in enumerate(texts))
    for question in (
        "What traps are named across the collection?",
        "which traps do the papers use?",
        "What traps show up most often across the abstracts?",
        "which traps are used or named here?",
        "what are the most common traps in the collection?",
    ):
        result = ask(question, papers)
        assert result.lead.endswith(": BeeBench (2), HIVE10 (2), MOTH-2 (1), WAXY (1).")
        assert ["p0", "p1", "p2"] == ids(result)
    assert "mentions “bees”" in ask("What bees are named across the collection?", (BEES, WASPS)).lead


def test_topics_are_what_papers_are_about() -> None:
    """How studies are made is no subject, however many say it; the order of words and hyphens do not matter."""
    texts = (
        ("A Mouse Model", "A mouse model."), ("Gut Flora", "The gut flora is rich."), ("Ants", "In a mouse model we see ants."),
        ("Wasps", "In a mouse model we see wasps. The gut flora grows. Then gut flora is lost."), ("Moths", "In a mouse model."),
    )  # fmt: skip
    papers = tuple(Paper(f"p{n}", title, text) for n, (title, text) in enumerate(texts))
    assert ": gut flora (2)." in ask("What topics does this collection cover?", papers).lead


def test_topics_are_counted_in_any_order_of_their_words() -> None:
    """With hyphens, with "of" between them, or alone where a word is what its papers are about."""
    texts = (
        ("A Dance of Bees", "We see a dance-of-bees."), ("Bee Dance", "A bee dance was seen."), ("Hives", "A bee-dance."),
        ("Grafting by Hand", "Grafting is slow. Hands tire."), ("Late Grafting", "Ends at once."), ("On Grafting", "A special hand."),
        ("A Special Case", "Seen once."),
    )  # fmt: skip
    papers = tuple(Paper(f"p{n}", title, text) for n, (title, text) in enumerate(texts))
    lead = ask("What topics does this collection cover?", papers).lead.lower()
    assert "bee dance (3)" in lead or "dance of bees (3)" in lead or "bee-dance (3)" in lead
    assert "grafting (3)" in lead
    assert "special" not in lead


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How long is the abstract of the jury paper?", "Plain Words: Rewritten Jury Instructions and the Length of Deliberation”: 53 words"),
        ("Who wrote the study on jury instructions in plain English?", "”: Ruth Adeyemi."),
        ("When was the study on jury instructions in plain English published?", "”: 2016."),
        ("What is the title of the 2nd paper?", "“NightWatch: Bright Light at Noon and Falls in Nursing Homes”"),
    ],
)  # fmt: skip
def test_the_record_of_one_that_is_described(archive: Assistant, question: str, said: str) -> None:
    """Its length, its authors and its year are looked up though it is not named; so is the title of one at a place."""
    answer = archive.ask(question)
    assert ("collection", None) == (answer.route, answer.abstention)
    assert said in answer.lead


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What is the oldest paper about commerce?", "Merchant Letters"),
        ("What's the newest paper on law?", "Eviction Courts"),
    ],
)
def test_the_end_of_an_order_on_a_topic(archive: Assistant, question: str, title: str) -> None:
    """Which papers are on the topic is read, whether or not they have its words."""
    answer = archive.ask(question)
    assert [title] == [citation.title[: len(title)] for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("If you sort the papers by title, which comes first?", "The alphabetically first title: “A Survey of Moth-like Networks”."),
        ("Name the paper with the shortest abstract.", "The shortest abstract: “A Survey of Moth-like Networks” (7 words)."),
        ("titles beginning with 'Be'", "1 of 4 titles opens with Be as the beginning of a longer word."),
        ("titles that end in 'ects'", "1 of 4 titles ends with “ects” as the end of a longer word."),
        ("Which year has the most publications?", "2021 has the most papers, 2. The 3 of 4 papers that have a year are from 2019 to 2021 (2019: 1, 2021: 2)."),
        ("What is the most recent year?", "The 3 of 4 papers that have a year are from 2019 to 2021 (2019: 1, 2021: 2)."),
        ("How many titles have 'network(s)'?", "1 of 4 titles mentions “network”."),
    ],
)  # fmt: skip
def test_an_end_of_an_order_and_parts_of_words(question: str, lead: str) -> None:
    """What comes first by title, the year with most papers, letters with which a word begins or ends."""
    assert lead == ask(question).lead


def test_words_that_most_titles_have() -> None:
    """Words of titles are counted where words are asked for; stop words and addresses are none."""
    twice = (*PAPERS, replace(ANTS, id="again", title="Why Do Ants, Moths and NETs Share https://bees.org?"))
    lead = ask("Which title words are most common?", twice).lead
    assert "left out: ants (2)," in lead
    assert "NETs (1)" in lead
    assert not any(f" {word} (" in lead for word in ("https", "and", "nets"))


def test_a_title_beside_its_name() -> None:
    """What stands in quotation marks is the title that is asked for; the name before it says no more."""
    result = ask("Is the Beetle paper itself in the library, 'Beetle: Counting in Large Insects'?")
    assert result.lead.startswith(
        "No: no paper titled “Beetle: Counting in Large Insects” is in the collection."
    )


def test_details_of_the_papers_by_someone() -> None:
    """The year of a paper that is told by its author alone."""
    request = CollectionRequest("detail", detail="year", also=(CollectionRequest(author="Haldane"),))
    assert "“Bees and Numbers: Counting in Insects”: 2019." == answer_request(request, PAPERS).lead
    nobody = replace(request, also=(CollectionRequest(author="Nabokov"),))
    assert "no_match" == answer_request(nobody, PAPERS).reason
