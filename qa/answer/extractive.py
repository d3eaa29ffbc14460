"""The synthesizer without a language model: an answer is the quotes themselves.

Behind LlamaIndex's seam, so that any of its query engines can be given this one; the
assistant calls the functions of the modules beside it, which this class only wraps.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from llama_index.core.base.response.schema import Response
from llama_index.core.llms.mock import MockLLM
from llama_index.core.prompts.mixin import PromptDictType
from llama_index.core.response_synthesizers.base import BaseSynthesizer, QueryTextType
from llama_index.core.schema import NodeWithScore

from qa.answer.choice import MAX_SENTENCES


class ExtractiveSynthesizer(BaseSynthesizer):
    """Quotes the best nodes, each with the number of its paper, then lists the titles."""

    def __init__(self) -> None:
        # The base class wants a language model; it is never called.
        super().__init__(llm=MockLLM())

    def _get_prompts(self) -> PromptDictType:
        return {}

    def _update_prompts(self, prompts: PromptDictType) -> None:
        del prompts

    def synthesize(
        self,
        query: QueryTextType,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **_: Any,
    ) -> Response:
        """The first nodes as quotes with ``[n]``; ``source_nodes`` are those quoted."""
        del query, additional_source_nodes
        quoted = nodes[:MAX_SENTENCES]
        titles = list(dict.fromkeys(str(node.metadata.get("title", "")) for node in quoted))
        lines = [f"{n.get_content()} [{titles.index(str(n.metadata.get('title', ''))) + 1}]" for n in quoted]
        sources = [f"[{number}] {title}" for number, title in enumerate(titles, 1)]
        text = "\n\n".join([" ".join(lines), "\n".join(sources)]) if quoted else ""
        return Response(text, source_nodes=quoted)

    async def asynthesize(self, query: QueryTextType, nodes: list[NodeWithScore], **kwargs: Any) -> Response:
        return await asyncio.to_thread(self.synthesize, query, nodes, **kwargs)

    def get_response(self, query_str: str, text_chunks: Sequence[str], **_: Any) -> str:
        del query_str
        return " ".join(text_chunks[:MAX_SENTENCES])

    async def aget_response(self, query_str: str, text_chunks: Sequence[str], **_: Any) -> str:
        return self.get_response(query_str, text_chunks)
