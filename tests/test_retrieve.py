"""Hybrid retrieval: papers, their scores, limits, and LlamaIndex's retriever interface."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from llama_index.core.schema import QueryBundle

from qa import Assistant
from qa.embedding import embed_query


@pytest.mark.parametrize(
    ("question", "paper_id"),
    [("NightWatch", "sleep"), ("vasopresin in septic shock", "sepsis"), ("do old people tumble less after sunshine", "sleep"),
     ("how quickly news reached merchants", "letters"), ("mould in the home and children's lungs", "asthma"),
     ("legal aid for renters", "tenants")],
)  # fmt: skip
def test_the_right_paper_comes_first(archive: Assistant, question: str, paper_id: str) -> None:
    """Named, misspelt or described in other words, the paper that is meant is the best hit."""
    assert paper_id == archive.papers[archive.retriever.search(question)[0].ordinal].id


def test_best_first_and_each_once(seeds: Assistant) -> None:
    """Hits fall in score, no paper comes twice, and ``k`` limits them."""
    hits = seeds.retriever.search("speculative decoding", k=20)
    assert 20 == len(hits) == len({hit.ordinal for hit in hits})
    assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]


def test_scores_are_those_of_the_parts(archive: Assistant) -> None:
    """``dense`` and ``sentence`` are cosines of the paper's own vectors, ``best_row`` is the best sentence."""
    question = "Which scribe wrote most of the leaves?"
    vector = embed_query(archive.embedder, question)
    for hit in archive.retriever.search(question, vector):
        cosines = archive.index.vectors(hit.ordinal) @ vector
        assert pytest.approx(cosines[0], abs=1e-5) == hit.dense
        assert pytest.approx(cosines[1:].max(), abs=1e-5) == hit.sentence
        assert int(np.argmax(cosines[1:])) + 1 == hit.best_row


def test_limited_to_some_papers(archive: Assistant) -> None:
    """Only the papers allowed are found, however good another is; none allowed, none found."""
    assert {0, 3} == {hit.ordinal for hit in archive.retriever.search("septic shock", ordinals=[0, 3])}
    assert [] == archive.retriever.search("septic shock", ordinals=[])


@pytest.mark.parametrize("question", ["", "the", "\u4e2d\u6587", "zzzzqqq", "a " * 5000])
def test_questions_without_a_known_word(archive: Assistant, question: str) -> None:
    """The dense side still ranks; nothing is infinite or missing."""
    hits = archive.retriever.search(question)
    assert len(archive.papers) == len(hits)
    assert all(np.isfinite(hit.score) for hit in hits)


def test_passages_are_spans(seeds: Assistant) -> None:
    """Each passage is a span of its paper's abstract."""
    papers = {paper.id: paper for paper in seeds.papers}
    for passage in seeds.retriever.passages("energy use on devices", 10):
        assert passage.text == papers[passage.paper_id].abstract[passage.start : passage.end]
        assert passage.title == papers[passage.paper_id].title


def test_llama_index_nodes(archive: Assistant) -> None:
    """As a LlamaIndex retriever it gives scored nodes with title, paper and offsets; async gives the same."""
    nodes = archive.retriever.retrieve("eviction and lawyers")
    first = nodes[0].node
    paper = archive.papers[archive.index.ordinal(first.metadata["paper_id"])]
    assert "tenants" == paper.id
    assert paper.title == first.metadata["title"]
    start, end = first.start_char_idx, first.end_char_idx
    assert first.get_content() == paper.abstract[start:end]
    later = asyncio.run(archive.retriever.aretrieve("eviction and lawyers"))
    assert [n.node.node_id for n in nodes] == [n.node.node_id for n in later]


def test_a_query_bundle_brings_its_vector(archive: Assistant) -> None:
    """A vector made elsewhere is used instead of embedding the text again."""
    vector = embed_query(archive.embedder, "bright light for residents of nursing homes")
    nodes = archive.retriever.retrieve(QueryBundle("the", embedding=vector.tolist()))
    assert "sleep" == nodes[0].node.metadata["paper_id"]
