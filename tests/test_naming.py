"""Lists asked for by a name: who has it in the abstract qualifies."""

from __future__ import annotations

import pytest
from conftest import Check

from qa import Assistant
from qa.answer.matching import Match
from qa.answer.naming import named, only_named
from qa.asked.phrases import phrases_of


def found(archive: Assistant, topic: str) -> list[tuple[str, str]]:
    """The papers with the name that the topic is, each with the sentence that has it."""
    parts = archive.parts
    matches = [Match(n, -9.0, parts.sentences(n)[0]) for n in range(len(archive.papers))]
    return [(parts.paper(each.ordinal).id, each.passage.text) for each in named(parts, topic, matches)]


@pytest.mark.parametrize(
    ("topic", "paper_id", "within"),
    [("Lokrum", "levant", "island of Lokrum"), ("use lokrum data sets", "levant", "island of Lokrum"),
     ("NightWatch", "sleep", "NightWatch is a cluster-randomised trial")],
)  # fmt: skip
def test_who_has_the_name_is_found_with_its_sentence(
    archive: Assistant, topic: str, paper_id: str, within: str
) -> None:
    """However it is typed, and with what stands behind a name taken off."""
    ((paper, sentence),) = found(archive, topic)
    assert paper_id == paper
    assert within in sentence


@pytest.mark.parametrize(
    "topic",
    ["grain", "early", "falls in nursing homes", "burial registers of Ragusa for the years", "Zanzibar"],
)
def test_a_word_is_no_name(archive: Assistant, topic: str) -> None:
    """Nor is a word that has its capital from a title or from a sentence's beginning, or one that is not there."""
    assert [] == found(archive, topic)


def test_the_list_has_it(archive: Assistant, check: Check) -> None:
    """Though nothing else of the question fits the paper."""
    answer = archive.ask("Which papers are about Lokrum?")
    check(archive, answer)
    assert "levant" in {citation.paper_id for citation in answer.citations}


@pytest.mark.parametrize(
    ("topic", "name"),
    [("name FIELD among their benchmarks", "FIELD"), ("experiments on RYE-2 (any flavour)", "RYE-2"), ("FIELD flavour", "FIELD"),
     ("that beat FIELD with less water", ""), ("Grain results", ""), ("compare FIELD and RYE", "")],
)  # fmt: skip
def test_a_topic_that_is_but_a_name(topic: str, name: str) -> None:
    """Where nothing more is said of it than that a paper has to do with it."""
    assert name == only_named(topic)


def test_who_lacks_the_name_is_not_listed(archive: Assistant, check: Check) -> None:
    """Of a topic that is but a name only papers with the name are listed, in the sentence that has it."""
    answer = archive.ask("Which papers report results on NightWatch?")
    check(archive, answer)
    assert ["sleep"] == [citation.paper_id for citation in answer.citations]
    assert "NightWatch" in answer.citations[0].quotes[0].text


@pytest.mark.parametrize(
    ("topic", "name"),
    [("run on A100 GPUs", "A100"), ("A100 cards for their experiments", "A100"), ("A100 prices", "")],
)  # fmt: skip
def test_hardware_is_no_part_of_its_name(topic: str, name: str) -> None:
    """Papers may write it with another word for what it is, or none."""
    assert name == only_named(topic)


@pytest.mark.parametrize(
    ("said", "phrase"),
    [("A100 GPUs", "A100"), ("BRCA1 genes", "BRCA1"), ("server GPUs", "server GPUs")],
)
def test_what_a_name_names_is_not_looked_up(said: str, phrase: str) -> None:
    """A paper that mentions the name need not say what it is."""
    assert (phrase,) == phrases_of(said).texts
