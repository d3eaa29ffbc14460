"""LlamaIndex nodes -> sentences and papers, for use of the synthesizer in another's chain."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.schema import NodeWithScore, TextNode

from qa.answer.numbering import Numbering
from qa.sentences import sentence_spans
from qa.types import Draft, Paper, Quote, ScoredPassage, Sentence


def passages_of_nodes(nodes: Sequence[NodeWithScore]) -> tuple[ScoredPassage, ...]:
    """Each sentence of each node as a passage, in the order of the nodes; offsets are the paper's."""
    passages: dict[tuple[str, int, int], ScoredPassage] = {}
    for hit in nodes:
        text, (paper_id, title, start) = hit.node.get_content(), _origin(hit)
        for span in sentence_spans(text):
            key = (paper_id, start + span.start, start + span.end)
            passage = ScoredPassage(paper_id, title, hit.score or 0.0, *key[1:], text[span.start : span.end])
            passages.setdefault(key, passage)
    return tuple(passages.values())


def papers_of(nodes: Sequence[NodeWithScore]) -> dict[str, Paper]:
    """Papers by id, as far as the nodes show them: the longest text of each is its abstract."""
    papers: dict[str, Paper] = {}
    for hit in nodes:
        text, (paper_id, title, _) = hit.node.get_content(), _origin(hit)
        if paper_id not in papers or len(papers[paper_id].abstract) < len(text):
            papers[paper_id] = Paper(paper_id, title, text)
    return papers


def verbatim_draft(passages: Sequence[ScoredPassage], numbering: Numbering, most: int = 2) -> Draft:
    """The best sentences word for word: what stands in when there is nothing better to stand in."""
    best = passages[:most]
    return Draft(
        sentences=tuple(Sentence(p.text, (numbering.number(p.paper_id),)) for p in best),
        quotes=tuple(Quote(p.paper_id, p.start, p.end, p.text) for p in best),
    )


def _origin(hit: NodeWithScore) -> tuple[str, str, int]:
    """Paper id, title and the node's place in the abstract."""
    node = hit.node
    paper_id = str(node.metadata.get("paper_id") or node.ref_doc_id or node.node_id)
    start = node.start_char_idx if isinstance(node, TextNode) else None
    return paper_id, str(node.metadata.get("title", "")), start or 0
