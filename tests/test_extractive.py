"""LlamaIndex's seams: our retriever and synthesizer in its query engine, its embedders in our assistant."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from conftest import ARCHIVE, Check
from hash_embedding import NAME, HashEmbedding
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode

from qa import Assistant, Settings
from qa.answer.choice import MAX_SENTENCES
from qa.answer.extractive import ExtractiveSynthesizer

QUESTION = "How many residents of nursing homes were enrolled?"
TITLE = "NightWatch: Bright Light at Noon and Falls in Nursing Homes"


@pytest.fixture
def engine(archive: Assistant) -> RetrieverQueryEngine:
    """LlamaIndex's own query engine on our two parts."""
    return RetrieverQueryEngine(retriever=archive.retriever, response_synthesizer=ExtractiveSynthesizer())


def test_in_a_query_engine(archive: Assistant, engine: RetrieverQueryEngine) -> None:
    """A query engine answers with quotes and titles; its source nodes are exact spans."""
    response = engine.query(QUESTION)
    assert f"[1] {TITLE}" in str(response)
    assert 1 <= len(response.source_nodes) <= MAX_SENTENCES
    for source in response.source_nodes:
        node = source.node
        assert isinstance(node, TextNode)
        abstract = archive.papers[archive.index.ordinal(node.metadata["paper_id"])].abstract
        assert node.text == abstract[node.start_char_idx : node.end_char_idx]
        assert node.text in str(response)


def test_async_gives_the_same(engine: RetrieverQueryEngine) -> None:
    """``aquery`` does not block the loop and gives what ``query`` gives."""
    assert str(engine.query(QUESTION)) == str(asyncio.run(engine.aquery(QUESTION)))


def test_with_a_postprocessor(archive: Assistant) -> None:
    """A LlamaIndex postprocessor between the two is respected; what it drops is not quoted."""
    engine = RetrieverQueryEngine(
        retriever=archive.retriever,
        response_synthesizer=ExtractiveSynthesizer(),
        node_postprocessors=[SimilarityPostprocessor(similarity_cutoff=1000.0)],
    )
    assert [] == engine.query(QUESTION).source_nodes


def node(text: str, title: str | None) -> NodeWithScore:
    return NodeWithScore(node=TextNode(text=text, metadata={"title": title} if title else {}), score=1.0)


def test_one_number_a_title() -> None:
    """Nodes of one paper share its number."""
    nodes = [node("One.", "A"), node("Two.", "B"), node("Three.", "A")]
    text = str(ExtractiveSynthesizer().synthesize("?", nodes))
    assert "One. [1] Two. [2] Three. [1]\n\n[1] A\n[2] B" == text


def test_foreign_nodes_and_none() -> None:
    """Nodes without our metadata are quoted as well; no nodes, no text."""
    synthesizer = ExtractiveSynthesizer()
    assert "One. [1]" in str(synthesizer.synthesize("?", [node("One.", None)]))
    assert [] == synthesizer.synthesize("?", []).source_nodes
    assert "One. Two." == synthesizer.get_response("?", ["One.", "Two."])
    assert "One." == asyncio.run(synthesizer.aget_response("?", ["One."]))


def test_a_foreign_embedder(tmp_path: Path, check: Check) -> None:
    """Any LlamaIndex embedding named in the settings builds the index and embeds the questions."""
    settings = Settings(
        corpus=str(ARCHIVE), index_dir=tmp_path / "index", embed_model=f"{NAME}(dimension=24)"
    )
    with Assistant.open(settings) as assistant:
        embedder = assistant.embedder
        assert isinstance(embedder, HashEmbedding)
        assert 24 == assistant.index.manifest.embedder.dimension
        before = len(embedder.asked)
        assert before >= 2 * len(assistant.papers)
        for question in (QUESTION, "Summarize NightWatch", "Which papers are about scribes?"):
            check(assistant, assistant.ask(question))
        assert QUESTION in embedder.asked[before:]
        assert ["sleep"] == [c.paper_id for c in assistant.ask("Summarize NightWatch").citations]
