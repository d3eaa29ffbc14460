"""Summaries: problem, method and result of one paper."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import Check

from qa import Assistant, Filters
from qa.answer.numbering import Numbering
from qa.answer.roles import outline
from qa.answer.summary import summary_draft
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
