"""One collection as the page shows it: its assistant, and what is computed once about it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from qa.assistant import Assistant
from qa.embedding import Matrix
from qa.page.atlas import Atlas, make_atlas
from qa.page.examples import Example, make_examples
from qa.passages import kind_of
from qa.types import Paper

MAP_PAPERS = 2000  # points that a browser draws and a person can still tell apart


class Library:
    """An open assistant with the map, the examples and the look-ups of its collection.

    ``own`` says that it is a visitor's; ``name`` is what the page calls it.
    """

    def __init__(self, assistant: Assistant, name: str, own: bool = False) -> None:
        self.assistant, self.name, self.own = assistant, name, own
        self.papers: Mapping[str, Paper] = {paper.id: paper for paper in assistant.papers}
        self._computing = threading.RLock()
        ids = "\n".join(self.papers)
        self.digest = hashlib.sha256(ids.encode()).hexdigest()[:12]  # names the collection to a browser

    def by_title(self, title: str) -> Paper | None:
        """The paper with this title, None where there is none."""
        return next((paper for paper in self.papers.values() if paper.title == title), None)

    def vector(self, paper: Paper) -> Matrix:
        """The unit vector of a whole abstract."""
        index = self.assistant.index
        ordinal = index.ordinal(paper.id)
        wholes = sum(kind_of(passage) == "whole" for passage in index.passages(ordinal))
        mean: Matrix = index.vectors(ordinal)[:wholes].mean(axis=0)
        unit: Matrix = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return unit

    def similar(self, paper: Paper, k: int = 5) -> list[Paper]:
        """The ``k`` papers whose abstracts are nearest, best first."""
        hits = self.assistant.index.nearest(self.vector(paper), k + 4, "whole")
        found = dict.fromkeys(self.assistant.papers[hit.ordinal] for hit in hits)
        return [other for other in found if other.id != paper.id][:k]

    @property
    def atlas(self) -> Atlas:
        """The map of the collection, computed at the first use."""
        with self._computing:
            return self._atlas

    @property
    def examples(self) -> tuple[Example, ...]:
        """One question of each kind that this collection answers, found at the first use."""
        with self._computing:
            return self._examples

    @cached_property
    def _atlas(self) -> Atlas:
        papers = list(self.papers.values())
        step = max(1, -(-len(papers) // MAP_PAPERS))
        chosen = papers[::step]
        vectors = np.stack([self.vector(paper) for paper in chosen])
        return make_atlas(chosen, vectors)

    @cached_property
    def _examples(self) -> tuple[Example, ...]:
        return make_examples(self.assistant)

    def close(self) -> None:
        """Frees the index folder."""
        self.assistant.close()
