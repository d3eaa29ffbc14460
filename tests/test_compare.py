"""Comparisons: the sides side by side, each quoted."""

from __future__ import annotations

import pytest
from conftest import Check

from qa import Assistant, Filters
from qa.answer.compare import Side, compare_draft
from qa.answer.numbering import Numbering
from qa.answer.within import has_side
from qa.expected import has_number
from qa.types import Passage

TWO = "Compare NightWatch and the VESPER trial"


@pytest.mark.parametrize(
    "question",
    [TWO, "How does the VESPER trial differ from NightWatch in the number of patients?"],
)  # fmt: skip
def test_both_sides_are_quoted(archive: Assistant, check: Check, question: str) -> None:
    """Two named papers make a table with one column each."""
    answer = archive.ask(question)
    check(archive, answer)
    assert ("compare", "table") == (answer.route, answer.shape)
    assert {"sleep", "sepsis"} == {citation.paper_id for citation in answer.citations}
    assert "|---|---|---|" in answer.text


def test_the_aspect_comes_first(archive: Assistant) -> None:
    """What is compared is the first row, and it speaks of that for both."""
    answer = archive.ask("How does the VESPER trial differ from NightWatch in the number of patients?")
    first = [s for s in answer.sentences if s.label == answer.sentences[0].label]
    quoted = " ".join(s.text for s in first)
    assert "640 adults" in quoted
    assert "312 residents" in quoted


def test_a_cell_begins_with_the_answer(archive: Assistant) -> None:
    """The likeliest sentence leads; where a number is asked for, those without one are left out."""
    answer = archive.ask("How many people took part in NightWatch and in the VESPER trial?")
    cells = {number: [s for s in answer.sentences if number in s.citations] for number in (1, 2)}
    assert ["312 residents", "640 adults"] == sorted(
        said for said in ("312 residents", "640 adults") for cell in cells.values() if said in cell[0].text
    )
    assert all(has_number(s.text) for s in answer.sentences)


def test_each_thing_asked_has_its_sentence(archive: Assistant) -> None:
    """Of two things asked at once of both papers, neither is left to chance."""
    answer = archive.ask("Compare NightWatch and Plain Words: what was done and which bad effects came up?")
    assert "bright light at noon" in answer.text
    assert "Headache" in answer.text
    assert "rewrote the pattern instructions" in answer.text


def test_a_thing_asked_of_one_side_alone(archive: Assistant) -> None:
    """Is not looked for in the other: its cell begins with what is asked of it."""
    answer = archive.ask(
        "How many residents did NightWatch enrol? And how many adults did the VESPER trial enrol?"
    )
    first = [next(s for s in answer.sentences if number in s.citations).text for number in (1, 2)]
    assert "312 residents" in first[0]
    assert "640 adults" in first[1]


def test_what_sets_one_apart_is_told(archive: Assistant) -> None:
    """Where it is asked in what two differ, each has the sentence with which its authors begin."""
    answer = archive.ask("How do Plain Words and NightWatch differ in side effects?")
    assert "Headache was" in answer.text
    assert "We enrolled 312 residents" in answer.text


def test_what_neither_abstract_says(archive: Assistant, check: Check) -> None:
    """A thing that no side states is declined, with both papers named."""
    answer = archive.ask("How many kilobytes of memory do NightWatch and the VESPER trial need on a laptop?")
    check(archive, answer)
    assert answer.abstention is not None
    assert "not_stated" == answer.abstention.reason
    assert 2 == answer.abstention.message.count(" and *") + 1
    assert {"sleep", "sepsis"} == {quote.paper_id for quote in answer.abstention.quotes}


def test_a_side_of_another_paper(seeds: Assistant, check: Check) -> None:
    """What other papers mention is not said to be mentioned by none, where the one asked of is silent on it."""
    answer = seeds.ask("Does Paramanu-Ganita beat GPT-4 on GSM8k?")
    check(seeds, answer)
    assert answer.abstention is not None
    assert "not_stated" == answer.abstention.reason


def test_an_unknown_side(archive: Assistant, check: Check) -> None:
    """Something that is not there is never compared as if it were: it is said that no paper mentions it."""
    one = archive.ask("Compare NightWatch and the GIRAFFE-7 trial")
    check(archive, one)
    assert one.abstention is not None
    assert "no paper in it mentions" in one.text
    two = archive.ask("Compare NightWatch, the VESPER trial and GIRAFFE-7")
    check(archive, two)
    assert two.text.startswith("No paper in the collection mentions “GIRAFFE-7”.")
    assert {"sleep", "sepsis"} == {citation.paper_id for citation in two.citations}


def test_a_side_is_a_paper_that_has_it(archive: Assistant, check: Check) -> None:
    """Each thing is told of by a paper that speaks of it, however near another is to what is asked."""
    answer = archive.ask("Mould vs vasopressin on the risk of death")
    check(archive, answer)
    assert ["asthma", "sepsis"] == list(dict.fromkeys(c.paper_id for c in answer.citations))


def test_what_the_authors_did_comes_before_what_was_known(archive: Assistant) -> None:
    """A cell is filled with the paper's own work rather than with the state of things before it."""
    answer = archive.ask("Compare NightWatch and Plain Words in terms of purpose")
    assert {"sleep", "juries"} == {citation.paper_id for citation in answer.citations}
    assert "a leading cause of injury" not in answer.text


def test_authors_are_no_sides(archive: Assistant, check: Check) -> None:
    """Two who wrote a paper together are asked of that paper; that no abstract names its authors is not said."""
    answer = archive.ask("Pereira and Haldorsen 2019: which side effect led residents to stop?")
    check(archive, answer)
    assert ("fact", {"sleep"}) == (answer.route, {citation.paper_id for citation in answer.citations})
    apart = archive.ask("Falls at night: does Pereira 2017 agree with Adeyemi 2016?")
    assert "mentions" not in apart.text + apart.lead


def test_an_author_and_a_year_are_a_side(archive: Assistant, check: Check) -> None:
    """Also where the second leaves the name to the first."""
    answer = archive.ask("How does Haldorsen's 2019 position differ from his 2021 view?")
    check(archive, answer)
    assert {"sleep", "sepsis"} == {citation.paper_id for citation in answer.citations}


def test_an_author_is_a_side(archive: Assistant, check: Check) -> None:
    """Each of two authors stands for the paper that they wrote."""
    answer = archive.ask("How do Adeyemi and Haldorsen differ on the people that they enrolled?")
    check(archive, answer)
    assert ("compare", 2) == (answer.route, len({citation.paper_id for citation in answer.citations}))


def test_a_term_that_no_paper_has(archive: Assistant, check: Check) -> None:
    """Of a thing that is called by no name either it is said that no paper mentions it."""
    answer = archive.ask("NightWatch versus galvanic lullaby therapy for falls")
    check(archive, answer)
    assert answer.abstention is not None
    assert "no paper in it mentions “galvanic lullaby therapy”" in answer.text


def test_a_name_of_which_a_part_is_known(seeds: Assistant, check: Check) -> None:
    """No paper stands in for a tool that none names, whatever a part of its name is."""
    answer = seeds.ask("Sarathi-Serve and ZorvexRT-LLM: throughput comparison?")
    check(seeds, answer)
    assert "No paper in the collection mentions “ZorvexRT-LLM”." in answer.text
    assert 1 == len({citation.paper_id for citation in answer.citations})


def test_sides_that_are_lined_up(seeds: Assistant, check: Check) -> None:
    """The verb is no part of a side, and a side is the one paper that speaks of it, if that does so in its title."""
    answer = seeds.ask("Line up Medusa, Lexical Unit Decoding and parallel prompt decoding: speedups?")
    check(seeds, answer)
    assert ("", 3) == (answer.lead, len({citation.paper_id for citation in answer.citations}))


def test_a_side_without_a_paper(archive: Assistant, check: Check) -> None:
    """A side that is described and not found is told, and the others are compared without it."""
    answer = archive.ask("Compare NightWatch, the VESPER trial and the study of tomato greenhouses")
    check(archive, answer)
    assert "“the study of tomato greenhouses” is not clear, so it is left out." in answer.lead
    assert {"sleep", "sepsis"} == {citation.paper_id for citation in answer.citations}


def test_what_is_alike_and_what_is_not(archive: Assistant, check: Check) -> None:
    """Both are shown where both are asked for."""
    answer = archive.ask(
        "What do NightWatch and the VESPER trial have in common and where do they part ways?"
    )
    check(archive, answer)
    assert {"In common", "Method", "Result"} == {sentence.label for sentence in answer.sentences}


def test_what_a_sentence_points_back_to(seeds: Assistant, check: Check) -> None:
    """ "The two strategies" are shown with the sentence that names them."""
    answer = seeds.ask("SpecDec++ and PEARL both adapt the draft length. What's the difference?")
    check(seeds, answer)
    assert "pre-verify" in answer.text


def test_a_name_that_no_title_has(archive: Assistant, check: Check) -> None:
    """Beside a named paper, another's drug or model is no paper, though some abstract may try it."""
    answer = archive.ask("Compare NightWatch with Noradrenaline")
    check(archive, answer)
    assert {"sleep"} >= {citation.paper_id for citation in answer.citations}


def test_what_is_alike(archive: Assistant, check: Check) -> None:
    """What two papers have in common is a row of its own, with sentences of both."""
    question = "Do NightWatch and the VESPER trial have anything in common"
    answer = archive.ask(f"{question}?")
    check(archive, answer)
    assert {"sleep", "sepsis"} == {citation.paper_id for citation in answer.citations}
    assert {"In common"} == {sentence.label for sentence in answer.sentences}
    both = archive.ask(f"{question}, and which is better?")
    assert {"In common", "Result"} == {sentence.label for sentence in both.sentences}


def test_neither_speaks_of_the_other(archive: Assistant, check: Check) -> None:
    """Which is better is not told by two abstracts that do not name each other, and that is said."""
    answer = archive.ask("Which is better, NightWatch or Plain Words?")
    check(archive, answer)
    assert "Neither abstract compares the two" in answer.text


@pytest.mark.parametrize(
    ("question", "paper_id"),
    [
        ("Compare grain and plague in Ragusa", "levant"),
        ("vasopressin vs usual care in septic shock?", "sepsis"),
        ("What is the difference between the VESPER trial and standard care?", "sepsis"),
        ("pure vasopressin versus usual care: in which was mortality lower?", "sepsis"),
        ("light group vs control group: which for falls at night and which during the day?", "sleep"),
        ("vasopressin vs usual care which wins", "sepsis"),
        ("Which leads to fewer deaths, early vasopressin or its later use?", "sepsis"),
        ("NightWatch against rooms with dim lamps: how often did residents fall?", "sleep"),
        ("NightWatch's falls at night next to usual lighting's?", "sleep"),
    ],
)
def test_one_paper_that_has_both_sides(
    archive: Assistant, check: Check, question: str, paper_id: str
) -> None:
    """Two things that one paper studies, or it and what it measures itself against, are told of that paper alone."""
    answer = archive.ask(question)
    check(archive, answer)
    assert {paper_id} == {citation.paper_id for citation in answer.citations}
    assert "prose" == answer.shape


@pytest.mark.parametrize(
    ("side", "held"),
    [
        ("fine-tuning", True),
        ("usual care", False),
        ("falls at noon", True),
        ("", False),
        ("modelcare", False),
        ("lighthouse care", True),
        ("model-only", False),
    ],
)
def test_the_words_of_a_side(side: str, held: bool) -> None:
    """A text has a side with all its words, in any form, be they written apart."""
    assert held == has_side(side, "Finetuning a model: who is falling at noon, with care in a light house")


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Compare NightWatch and the VESPER trial in terms of number of patients", "number of patients"),
        ("Which recruits faster, NightWatch or the VESPER trial?", "What is asked"),
        ("NightWatch and the VESPER trial both recruit adults. How does each do it?", "What is asked"),
        ("number of patients of NightWatch vs the VESPER trial??", "number of patients"),
        ("What do NightWatch and the VESPER trial say about patients?", "patients"),
        ("NightWatch vs the VESPER trial, how many adults did they enrol?", "number of adults"),
        ("What outcome do NightWatch and the VESPER trial each measure?", "outcome"),
        ("In terms of using light: NightWatch and the VESPER trial?", "light"),
        ("NightWatch and the VESPER trial both help adults; how do their outcomes differ?", "outcomes"),
    ],
)
def test_a_row_is_headed_by_what_is_compared(archive: Assistant, question: str, label: str) -> None:
    """A short phrase of the question heads the row, or none of its words."""
    assert {label} == {sentence.label for sentence in archive.ask(question).sentences}


def test_like_something_else_does(archive: Assistant) -> None:
    """What another thing does is no second side."""
    answer = archive.ask("Does NightWatch need a nurse like the usual monitoring does?")
    assert {"sleep"} >= {citation.paper_id for citation in answer.citations}
    assert "table" != answer.shape


def test_a_filter_holds(archive: Assistant, check: Check) -> None:
    """A paper that the filter leaves out is no side, though it is named."""
    answer = archive.ask(TWO, filters=Filters(paper_ids=("sleep", "juries")))
    check(archive, answer)
    assert "sepsis" not in {citation.paper_id for citation in answer.citations}


def test_rows_by_aspect() -> None:
    """Sentences come aspect by aspect, within one side by side, numbered by paper."""
    a, b, c = (Passage(f"{p}#s0", p, 0, 4, "text") for p in ("a", "b", "c"))
    sides = [Side(0, (("Method", (a,)), ("Result", (b,)))), Side(1, (("Method", (c,)),))]
    draft = compare_draft("", sides, Numbering())
    assert [("Method", (1,)), ("Method", (2,)), ("Result", (3,))] == [
        (s.label, s.citations) for s in draft.sentences
    ]
    assert ["a", "c", "b"] == [quote.paper_id for quote in draft.quotes]


def test_the_original_and_the_later_one(seeds: Assistant, check: Check) -> None:
    """A second side that is called "one" is a paper on the same as the first, told by what is said of it."""
    answer = seeds.ask(
        "the original intrinsic dimension paper vs the later one on tuning language models: what of model size?"
    )
    check(seeds, answer)
    assert [
        "measuring-the-intrinsic-dimension-of-objective-landscapes",
        "intrinsic-dimensionality-explains-the-effectiveness-of",
    ] == [citation.paper_id for citation in answer.citations]
