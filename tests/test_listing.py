"""Lists: every paper that qualifies, once, with the quote that shows it."""

from __future__ import annotations

import pytest
from conftest import Check

from qa import Assistant, Filters
from qa.answer.listing import kept_of, qualifying, with_the_word
from qa.answer.matching import Match
from qa.asked.listing import asks_for_one, one_sought, tells_topic
from qa.types import Passage


def match(score: float) -> Match:
    return Match(0, score, Passage("p#s0", "p", 0, 1, "x"))


@pytest.mark.parametrize(
    ("question", "paper_id"),
    [("Which papers are about scribes?", "scribes"), ("List all papers on septic shock", "sepsis"),
     ("Which papers use merchant letters?", "letters"), ("Which studies deal with jury instructions?", "juries")],
)  # fmt: skip
def test_the_paper_is_listed(archive: Assistant, check: Check, question: str, paper_id: str) -> None:
    """The paper on the topic stands in the list, one quote a paper, under a line that counts them."""
    answer = archive.ask(question)
    check(archive, answer)
    assert ("list", "list") == (answer.route, answer.shape)
    assert paper_id in {citation.paper_id for citation in answer.citations}
    assert len(answer.citations) == len(answer.sentences) < len(archive.papers)
    assert answer.lead.startswith(f"{len(answer.citations)} of 8 papers")


def test_nothing_qualifies(archive: Assistant, check: Check) -> None:
    """A topic that no paper has is an answer too, without a citation."""
    answer = archive.ask("Which papers study zebrafish genetics?")
    check(archive, answer)
    assert answer.abstention is not None
    assert "off_topic" == answer.abstention.reason


@pytest.mark.parametrize("topic", ["jury nanoparticles", "septic regeneration"])
def test_a_phrase_holds_as_a_whole(archive: Assistant, check: Check, topic: str) -> None:
    """A paper that has but one of a phrase's two words is not on its topic."""
    answer = archive.ask(f"Which papers are about {topic}?")
    check(archive, answer)
    assert () == answer.citations


def test_papers_that_reach_a_figure(archive: Assistant, check: Check) -> None:
    """A limit is judged by the figures that sentences have, which are shown."""
    answer = archive.ask("Which papers report a mortality above 25 percent?")
    check(archive, answer)
    assert ["sepsis"] == [cited.paper_id for cited in answer.citations]
    assert "29.1" in answer.sentences[0].text


def test_limited_by_a_filter(archive: Assistant, check: Check) -> None:
    """The list and its count are of the papers that pass."""
    answer = archive.ask("Which papers are about trials?", filters=Filters(author="haldorsen"))
    check(archive, answer)
    assert {c.paper_id for c in answer.citations} <= {"sleep", "sepsis"}
    assert answer.abstention or " of 2 papers" in answer.lead


def test_seeds_list(seeds: Assistant, check: Check) -> None:
    """A topic of many seed papers gives several, fewer than all, each about it."""
    answer = seeds.ask("Which papers are about speculative decoding?")
    check(seeds, answer)
    assert 3 <= len(answer.citations) < 20
    papers = {paper.id: paper for paper in seeds.papers}
    texts = [papers[c.paper_id].title + papers[c.paper_id].abstract for c in answer.citations]
    assert sum("decoding" in text.lower() for text in texts) > 0.8 * len(texts)


def test_which_scores_qualify() -> None:
    """The list ends where its F1 is likely the highest; of none, and of none that is likely, nothing qualifies."""
    assert [] == qualifying([], 0.9)
    assert [] == qualifying([match(-2.0), match(-2.5)], 0.1)
    scores = [match(4.0), match(3.5), match(-3.0)]
    assert scores[:2] == qualifying(scores, 0.9)
    unsure = [match(0.5), match(0.4), match(0.3)]  # each may well belong, so that leaving one out costs more
    assert unsure == qualifying(unsure, 0.9)


def test_more_of_a_few_qualify() -> None:
    """Which of those shown is asked of papers of which some are meant: what is too unlikely of a collection is told of these."""
    matches = [match(-0.5), match(-0.8), match(-4.0)]
    assert [] == kept_of("barley", matches, [], 0.08, few=False)
    assert matches[:2] == kept_of("barley", matches, [], 0.08, few=True)
    assert [] == kept_of("barley", matches, [], 0.02, few=True)


def test_without_its_one_word_a_paper_must_be_likely() -> None:
    """Where some have the word that a topic is, others are listed only if they likelier qualify than not."""
    has, unsure, sure = (
        match(s)._replace(words=1.0, phrase=p) for s, p in ((-0.4, 1.0), (-0.4, 0.0), (1.0, 0.0))
    )
    assert [sure, has] == with_the_word([sure, has, unsure])
    assert [sure, unsure] == with_the_word([sure, unsure])


def test_the_only_paper_on_a_topic_is_summed_up(archive: Assistant) -> None:
    """Who asks to be told of something is told what its one paper says, not that there is one."""
    answer = archive.ask("Tell me about eviction courts")
    assert ("summary", {"tenants"}) == (answer.trace.route, {each.paper_id for each in answer.citations})


def test_what_a_paper_does_is_shown(archive: Assistant) -> None:
    """Of several sentences on a topic the one that tells what the paper itself does, not what was known before."""
    answer = archive.ask("Any papers on eviction?")
    assert "tenants" == answer.citations[0].paper_id
    assert answer.citations[0].quotes[0].text.startswith("We ")


def test_besides_a_paper_that_is_named(archive: Assistant) -> None:
    """Who is known already is not listed, wherever it stands that it is."""
    for question in (
        "Which papers besides NightWatch deal with nursing homes or with trials of patients?",
        "Which nursing home papers are there, leaving out NightWatch?",
    ):
        answer = archive.ask(question)
        assert answer.trace.route == "list"
        assert "sleep" not in {citation.paper_id for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Which papers extend NightWatch?",
        "Which papers report beating NightWatch?",
        "which methods are better than NightWatch?",
    ],
)
def test_what_a_work_does_to_another_it_does_not_do_to_itself(archive: Assistant, question: str) -> None:
    """Others are listed than the one that they beat or build on; that one is no fact's paper either."""
    answer = archive.ask(question)
    assert ("list", False) == (answer.trace.route, "sleep" in {each.paper_id for each in answer.citations})


def test_papers_on_either_of_two_topics(archive: Assistant, check: Check) -> None:
    """Each topic has its papers, though no paper has both."""
    answer = archive.ask("Anything on scribes, and anything on septic shock?")
    check(archive, answer)
    assert {"scribes", "sepsis"} <= {citation.paper_id for citation in answer.citations}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which method grafts old pears on wild roots?", "grafts old pears on wild roots"),
        ("There's a paper that grafts old pears on wild roots. Which one is it?", "grafts old pears on wild roots"),
        ("Which method grafts pears?", ""),
        ("Which methods graft old pears on wild roots?", ""),
    ],
)  # fmt: skip
def test_the_one_that_is_described(text: str, told: str) -> None:
    """All that is said of the one paper that is looked for is its topic, where it is said at some length."""
    assert told == one_sought(text)


def test_one_paper_is_looked_for(seeds: Assistant) -> None:
    """Others that share some of the words are not listed beside the one that is meant."""
    answer = seeds.ask("Which paper makes weights themselves into tokens so you can grow the model later?")
    assert ["TokenFormer"] == [citation.title.split(":")[0] for citation in answer.citations]


def test_the_nearest_to_a_description_is_shown(seeds: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none surely qualifies, one that is far ahead is quoted, and it is said that it only comes nearest."""
    monkeypatch.setattr("qa.answer.listing._SOME", 0.2)
    answer = seeds.ask("Which works shrink or thin out networks by removing weights?")
    assert ["PERP"] == [citation.title.split(":")[0] for citation in answer.citations]
    assert "comes nearest" in answer.text
    assert seeds.ask("Which papers treat graph neural networks for molecules?").abstention


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Which study grafts pears?", True),
        ("Grafting pears on quince - which paper is it?", True),
        ("Is there a paper on pears?", True),
        ("the one where pears are grafted", True),
        ("I need the article on pears", True),
        ("Which authors' method grafts pears?", True),
        ("Which studies graft pears?", False),
        ("Which of the papers graft pears?", False),
        ("Which paper titles mention pears?", False),
        ("Who grafts pears?", False),
        ("Who first proposed grafting pears?", True),
        ("I recall a paper in which pears are grafted", True),
    ],
)
def test_whether_one_is_looked_for(text: str, one: bool) -> None:
    """By the number of the noun."""
    assert one == asks_for_one(text)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("What is known about grafting?", True),
        ("what does the collection say about grafting", True),
        ("Tell me about grafting", True),
        ("Which papers are about grafting?", False),
    ],
)
def test_whether_it_is_asked_what_there_is_to_be_told(text: str, tells: bool) -> None:
    """Of one paper on the topic that is its summary, and no list of one."""
    assert tells == tells_topic(text)


def test_the_quote_shows_why_a_paper_is_listed(seeds: Assistant) -> None:
    """A sentence with the words of the topic, and of what is not needed one that denies it."""
    shown = {
        quote.text
        for each in seeds.ask("Which papers build on or modify LoRA?").citations
        for quote in each.quotes
    }
    assert any("Low-Rank Adaptive Method (LoRA)" in text for text in shown)
    quotes = [
        each.quotes[0].text for each in seeds.ask("Which papers don't need any extra training?").citations
    ]
    assert quotes
    assert all(any(cue in text for cue in ("train-free", "training-free", "without")) for text in quotes)
