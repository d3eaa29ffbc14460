"""An embedder for tests of what is not about meaning: fast, exact, and it remembers its texts."""

from __future__ import annotations

import hashlib

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

NAME = "hash_embedding:HashEmbedding"


class HashEmbedding(BaseEmbedding):
    """A unit vector drawn from the hash of each text; another ``salt`` is another model."""

    dimension: int = 16
    salt: str = ""
    _asked: list[str] = PrivateAttr(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """Texts embedded so far, but for the one that measures the dimension."""
        return [text for text in self._asked if text != "dimension"]

    def _get_text_embedding(self, text: str) -> list[float]:
        self._asked.append(text)
        seed = int.from_bytes(hashlib.sha256((self.salt + text).encode()).digest()[:8], "big")
        vector = np.random.default_rng(seed).standard_normal(self.dimension)
        return list(vector / np.linalg.norm(vector))

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
