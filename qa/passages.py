"""Paper -> passages, and passages -> LlamaIndex nodes. Each is a span of the abstract.

Two kinds: the *whole* abstract finds what a paper is about, its *sentences* find what
it says. The two together retrieve better than either alone or than windows of three
sentences (measured; the figures are in docs/retrieval.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

from qa.characters import Span, in_characters
from qa.sentences import sentence_spans
from qa.tokens import count_tokens
from qa.types import Paper, Passage

Kind = Literal["whole", "sentence"]

# An abstract longer than the embedder's 512 positions is cut at sentence ends into parts
# of this many tokens, so that none is read only in half.
MAX_TOKENS = 450
# What databases put behind an abstract: whose it is, not what the paper says.
_NOTICE = re.compile(
    r"\W*(?:(?:©|\(c\)|copyright(?: ©| \(c\))?) ?(?:the authors?|\d{4}|by)\b|©|all rights reserved\b|licensee\b"
    r"|copyright of .{1,200} is the property of\b|published by (?:\S+ ){0,4}?(?:ltd|inc|gmbh|b\.?v|llc|press|verlag|elsevier"
    r"|wiley|springer|sage)\b.{0,40}$|this (?:is an open[- ]access|(?:\w+ )?article is (?:an open[- ]access|licensed|distributed))\b)",
    re.IGNORECASE,
)


def passages_of(paper: Paper) -> tuple[Passage, ...]:
    """The whole abstract (in parts where it is long), then each sentence, in order.

    A publisher's notice at the end is left out, unless there is nothing else. Ids are
    deterministic: ``paper#w0`` ... for wholes, ``paper#s0`` ... for sentences.
    """
    sentences = sentence_spans(paper.abstract)
    while len(sentences) > 1 and _NOTICE.match(paper.abstract, sentences[-1].start, sentences[-1].end):
        sentences = sentences[:-1]
    wholes = [_passage(paper, f"w{n}", span) for n, span in enumerate(_parts(paper.abstract, sentences))]
    return (*wholes, *(_passage(paper, f"s{n}", span) for n, span in enumerate(sentences)))


def kind_of(passage: Passage) -> Kind:
    """Whether a passage is a whole abstract (or a part of a long one) or one sentence."""
    return "whole" if passage.id[passage.id.rindex("#") + 1] == "w" else "sentence"


def text_to_embed(paper: Paper, passage: Passage) -> str:
    """What the embedder reads: a whole with its title, a sentence by itself, in their characters."""
    text = f"{paper.title}. {passage.text}" if kind_of(passage) == "whole" else passage.text
    return in_characters(text)


def to_node(paper: Paper, passage: Passage) -> TextNode:
    """The LlamaIndex node of a passage, with the paper as its source."""
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={"paper_id": paper.id, "title": paper.title, "kind": kind_of(passage)},
        excluded_embed_metadata_keys=["paper_id", "kind"],
        excluded_llm_metadata_keys=["paper_id", "kind"],
    )
    node.relationships[NodeRelationship.SOURCE] = RelatedNodeInfo(node_id=paper.id)
    return node


def _passage(paper: Paper, name: str, span: Span) -> Passage:
    text = paper.abstract[span.start : span.end]
    return Passage(f"{paper.id}#{name}", paper.id, span.start, span.end, text)


def _parts(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Runs of sentences of at most MAX_TOKENS tokens each; one run for nearly every abstract."""
    if not sentences:
        return []
    whole = Span(sentences[0].start, sentences[-1].end)
    if len(text) <= MAX_TOKENS or count_tokens(text) <= MAX_TOKENS:  # a token is at least a character
        return [whole]
    parts = [sentences[0]]
    for sentence in sentences[1:]:
        joined = Span(parts[-1].start, sentence.end)
        if count_tokens(text[joined.start : joined.end]) <= MAX_TOKENS:
            parts[-1] = joined
        else:
            parts.append(sentence)
    return parts
