"""Vectors of short texts, each computed once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.embedding import Matrix, Progress, embed_texts


class Vectors:
    """Vectors of texts by one embedder; of more than ``most`` the oldest are let go."""

    def __init__(self, embedder: BaseEmbedding, most: int = 32768) -> None:
        self._embedder = embedder
        self._most = most
        self._kept: dict[str, Matrix] = {}

    def __call__(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (len(texts), dimension)."""
        rows = []
        for text in texts:
            row = self._kept.get(text)
            if row is None:  # one at a time: these texts are short, and one core is enough
                row = self._kept[text] = embed_texts(self._embedder, [text])[0]
            rows.append(row)
        for text in list(self._kept)[: max(0, len(self._kept) - self._most)]:
            self._kept.pop(text, None)
        found: Matrix = np.stack(rows)
        return found

    def fill(self, texts: Sequence[str], progress: Progress | None = None) -> None:
        """Computes many vectors at once, with all cores."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, embed_texts(self._embedder, new, progress), strict=True))

    def save(self, path: Path) -> None:
        """Writes all of them to an .npz file."""
        np.savez(path, texts=np.array(list(self._kept)), rows=np.stack(list(self._kept.values())))

    def load(self, path: Path) -> None:
        """Reads what save wrote."""
        with np.load(path) as file:
            self._kept.update(zip(file["texts"].tolist(), file["rows"], strict=True))
