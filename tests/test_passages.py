"""Passages are spans, and nodes carry them."""

import pytest

from qa.passages import MAX_TOKENS, kind_of, passages_of, text_to_embed, to_node
from qa.tokens import count_tokens
from qa.types import Paper

PAPER = Paper("p", "A title", "  First sentence. Second e.g. sentence.\n Third one. ")


def test_every_passage_is_a_span_of_the_abstract() -> None:
    """``abstract[start:end]`` is the passage, for the whole and for each sentence."""
    passages = passages_of(PAPER)
    assert [p.text for p in passages] == [PAPER.abstract[p.start : p.end] for p in passages]
    assert ["whole", "sentence", "sentence", "sentence"] == [kind_of(p) for p in passages]
    assert ["p#w0", "p#s0", "p#s1", "p#s2"] == [p.id for p in passages]


def test_a_long_abstract_is_cut_at_sentence_ends() -> None:
    """Each part of a long abstract fits the embedder, and the parts cover it."""
    sentence = "Many words stand in this sentence of an abstract that goes on and on. "
    paper = Paper("long", "T", sentence * 100)
    parts = [p for p in passages_of(paper) if kind_of(p) == "whole"]
    assert len(parts) > 1
    assert all(count_tokens(part.text) <= MAX_TOKENS for part in parts)
    assert " ".join(part.text for part in parts) == paper.abstract.strip()


@pytest.mark.parametrize(
    "notice",
    ["© 2019 Elsevier Ltd. All rights reserved.", "(C) 2016 The Authors. Published by Elsevier B.V.", "Copyright 2021 by the Society.",
     "Published by Elsevier Ltd.", "Licensee MDPI, Basel, Switzerland.", "This article is licensed under a CC BY licence."],
)  # fmt: skip
def test_a_publishers_notice_is_no_passage(notice: str) -> None:
    """What a database puts behind an abstract is no word of the paper's."""
    passages = passages_of(Paper("p", "T", f"Rye was sown. It grew. {notice}"))
    assert ["Rye was sown. It grew.", "Rye was sown.", "It grew."] == [p.text for p in passages]


@pytest.mark.parametrize(
    "sentence",
    ["Copyright law protects maps.", "Published by the ministry in 1921, the maps were lost.", "Licensees paid 40% more."],
)  # fmt: skip
def test_a_sentence_about_rights_is_a_passage(sentence: str) -> None:
    """A paper may be about what notices speak of; a text that is only a notice is kept as well."""
    assert sentence in [p.text for p in passages_of(Paper("p", "T", f"Rye was sown. {sentence}"))]
    assert passages_of(Paper("p", "T", "All rights reserved."))


def test_no_text_no_passage() -> None:
    """An empty abstract has no passages."""
    assert () == passages_of(Paper("e", "T", "  "))


def test_a_whole_is_embedded_with_its_title() -> None:
    """The title says what an abstract is about; a sentence speaks for itself."""
    whole, first, *_ = passages_of(PAPER)
    assert text_to_embed(PAPER, whole).startswith("A title. First")
    assert "First sentence." == text_to_embed(PAPER, first)


def test_what_is_embedded_is_what_is_read() -> None:
    """The embedder meets no tags, entities and accents of LaTeX, while the passage stays a span."""
    paper = Paper("x", "A &amp; B", r"<p>{\O}rsted saw CO<sub>2</sub>.</p>")
    whole, sentence = passages_of(paper)
    assert ["A & B. Ørsted saw CO₂.", "Ørsted saw CO₂."] == [
        text_to_embed(paper, p) for p in (whole, sentence)
    ]
    assert r"{\O}rsted saw CO<sub>2</sub>." == sentence.text


def test_nodes_know_their_place() -> None:
    """A node has the passage's id, offsets and paper."""
    node = to_node(PAPER, passages_of(PAPER)[1])
    assert ("p#s0", 2, 17, "p") == (
        node.node_id,
        node.start_char_idx,
        node.end_char_idx,
        node.metadata["paper_id"],
    )
    assert node.source_node is not None
    assert "p" == node.source_node.node_id
