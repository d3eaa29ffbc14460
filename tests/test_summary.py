"""Summaries: problem, method and result of one paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from conftest import Check

from qa import Assistant, Filters
from qa.answer.numbering import Numbering
from qa.answer.roles import headed_roles, outline
from qa.answer.summary import summary_draft
from qa.embedding import Matrix
from qa.types import Draft, Passage


@pytest.mark.parametrize(
    "question", ["Summarize NightWatch", "What is NightWatch about?", "Give me a summary of NightWatch."]
)
def test_a_named_paper(archive: Assistant, check: Check, question: str) -> None:
    """The paper that is named is summarised in labelled sections, from its own abstract only."""
    answer = archive.ask(question)
    check(archive, answer)
    assert ("summary", "sections") == (answer.route, answer.shape)
    assert ["sleep"] == [citation.paper_id for citation in answer.citations]
    assert {s.label for s in answer.sentences} <= {"Problem", "Method", "Result"}
    assert "**Method.**" in answer.text


def test_every_paper_can_be_summarised(archive: Assistant, check: Check) -> None:
    """Asked by its title, each paper is found and quoted."""
    for paper in archive.papers:
        answer = archive.ask(f"Summarize “{paper.title}”")
        check(archive, answer)
        assert paper.id == answer.citations[0].paper_id, paper.title


def test_a_filter_holds(archive: Assistant, check: Check) -> None:
    """A named paper that the filter leaves out is not summarised."""
    answer = archive.ask("Summarize NightWatch", filters=Filters(paper_ids=("juries",)))
    check(archive, answer)
    assert "sleep" not in {citation.paper_id for citation in answer.citations}


def test_an_unknown_thing(archive: Assistant, check: Check) -> None:
    """What no paper is about is not summarised."""
    answer = archive.ask("Summarize the GIRAFFE-7 quantum compiler")
    check(archive, answer)
    assert answer.abstention is not None


def unread(passages: list[Passage]) -> Draft:
    """The summary by the signs of the sentences alone."""
    return summary_draft(
        outline(passages, "", lambda _, sentences: np.zeros(len(sentences), dtype=np.float32)), Numbering()
    )


@pytest.mark.parametrize("texts", [("Bees fly.",), ("We measure.", "It works.")])
def test_short_abstracts(texts: tuple[str, ...]) -> None:
    """An abstract of one or two sentences still gives a summary."""
    passages = [Passage(f"p#s{n}", "p", n * 20, n * 20 + len(t), t) for n, t in enumerate(texts)]
    draft = unread(passages)
    assert draft.sentences
    assert len(draft.quotes) == len(draft.sentences)


def summarised(*texts: str) -> dict[str, str]:
    """The sentence of each label, the last where there are several."""
    passages = [Passage(f"p#s{n}", "p", n * 200, n * 200 + len(t), t) for n, t in enumerate(texts)]
    return {s.label: s.text for s in unread(passages).sentences}


def test_what_came_out_is_told_rather_than_that_something_was_done() -> None:
    """Experiments without an outcome are no result."""
    draft = summarised(
        "However, little is known about how many bees a hive holds in winter.", "To address this, we count bees with mirrors.",
        "The mirrors stand in the hive.", "We conduct experiments in many orchards and analyse them.",
        "Counts were 40% closer to the truth.",
    )  # fmt: skip
    assert {"Problem", "Method", "Result"} == draft.keys()
    assert "closer to the truth" in draft["Result"]


@pytest.mark.parametrize(
    ("texts", "roles"),
    [
        (
            ("OBJECTIVE To count bees.", "DESIGN AND SETTING Ten hives.", "They were open.", "RESULTS We saw 40 bees.", "CONCLUSIONS: Bees fly."),
            ("Problem", None, None, "Result", "Result"),
        ),
        (
            ("Background: Bees are few.", "Methods: We count them.", "A mirror helps.", "Results: There were 12."),
            ("Problem", "Method", "Method", "Result"),
        ),
        (("RESULTS of bees were 40.", "BEES Fly."), (None, None)),
        (("In a trial we count: bees.", "The results: 12."), (None, None)),
    ],
)  # fmt: skip
def test_headings_of_a_structured_abstract(texts: tuple[str, ...], roles: tuple[str | None, ...]) -> None:
    """What stands under a heading has its role; a heading of two roles leaves it open, one alone is no structure."""
    passages = [Passage(f"p#s{n}", "p", n * 200, n * 200 + len(t), t) for n, t in enumerate(texts)]
    assert list(roles) == headed_roles(passages)


def test_an_objective_is_no_result() -> None:
    """Headings decide, whatever the words of a sentence."""
    draft = summarised(
        "OBJECTIVE We found that results show improved outcomes, 40% better.", "METHODS We demonstrate it in hives.",
        "RESULTS However, little was known: bees remain few.",
    )  # fmt: skip
    assert draft["Problem"].startswith("OBJECTIVE")
    assert draft["Result"].startswith("RESULTS")


@pytest.mark.parametrize(
    ("texts", "label", "kept", "left"),
    [
        (
            ("Hives are costly to watch.", "Recent work has proposed cameras that achieve better counts.", "We propose mirrors, called Glint.",
             "Glint reflects every bee.", "Counts improve by 40%."),
            "Result", "improve by 40%", "Recent work",
        ),
        (
            ("However, bees are hard to count.", "We propose mirrors.", "They reflect bees.", "Moreover, we propose lamps for the dark.",
             "Counts improve by 40%."),
            "Result", "improve by 40%", "lamps",
        ),
        (
            ("Bees live in hives.", "However, these hives are hard to watch.", "We propose mirrors.", "But, such mirrors would limit the bees.",
             "Counts improve by 40%."),
            "Problem", "Bees live in hives", "such mirrors",
        ),
        (
            ("Lamps may keep bees at home.", "We lit 40 hives for a year.", "Hives were weighed every month.",
             "Lit hives were 3.6 times as heavy as others.", "Swarms were seen at 9% of lit hives and 37% of others.",
             "Honey remained scarce but did not fail."),
            "Method", "weighed every month", "times as heavy",
        ),
    ],
)  # fmt: skip
def test_the_order_of_an_abstract(texts: tuple[str, ...], label: str, kept: str, left: str) -> None:
    """What others did and what is offered are no result; "these hives" come with the sentence that they are of, or not."""
    passages = [Passage(f"p#s{n}", "p", n * 200, n * 200 + len(t), t) for n, t in enumerate(texts)]
    told = " ".join(s.text for s in unread(passages).sentences if s.label == label)
    assert kept in told
    assert left not in told


def test_how_it_works_is_told_rather_than_that_it_was_tried() -> None:
    """The method goes on with what explains it, not with the experiments; the number in a name is no measurement."""
    texts = (
        "However, counting bees is slow.", "We, therefore, propose HiveCount.", "It does so by weighing each frame.",
        "The frames hang on scales.", "We conduct extensive experiments with HiveCount to show how it works.",
        "We present results on MIRROR-2 hives.", "HiveCount counts as well as experts do, or better.",
    )  # fmt: skip
    passages = [Passage(f"p#s{n}", "p", n * 200, n * 200 + len(t), t) for n, t in enumerate(texts)]

    def read(_: str, sentences: Sequence[Passage]) -> Matrix:
        return np.array([3.0 * ("HiveCount" in each.text) for each in sentences], dtype=np.float32)

    told = outline(passages, "HiveCount", read)
    assert texts[1:3] == tuple(passage.text for passage in told.method[:2])
    assert texts[4] not in {passage.text for passage in told.method}
    assert texts[-1] in {passage.text for passage in told.result}


def test_a_name_that_is_a_word(seeds: Assistant) -> None:
    """What a paper is about is asked, though its name is also a word for what a collection has."""
    assert "summary" == seeds.ask("What's POINTS about?").trace.route
