"""The map of a collection: each paper's place, the topic it belongs to, and what topics are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.embedding import Matrix
from qa.page.projection import cluster, project
from qa.page.topics import name_topics
from qa.types import Paper

MAX_TOPICS = 8  # as many as colours that can be told apart


@dataclass(frozen=True)
class Place:
    """A paper on the map; ``x`` and ``y`` lie in 0 ... 1."""

    paper: Paper
    x: float
    y: float
    topic: int


@dataclass(frozen=True)
class Atlas:
    """``topics`` names each topic by its distinctive words; ``centres`` are where the names go."""

    places: tuple[Place, ...]
    topics: Mapping[int, tuple[str, ...]]
    centres: Mapping[int, tuple[float, float]]

    @property
    def topic_of(self) -> Mapping[str, int]:
        """The topic of each paper on the map, by its id."""
        return {place.paper.id: place.topic for place in self.places}


def make_atlas(papers: Sequence[Paper], vectors: Matrix) -> Atlas:
    """The map of these papers from the unit vectors of their abstracts, one a row."""
    if not papers:
        return Atlas((), {}, {})
    rows = vectors.astype(np.float64)
    # What all share says nothing about topics, and pulls every group to the middle.
    rows -= rows.mean(0) * (len(rows) > MAX_TOPICS)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    k = max(1, min(MAX_TOPICS, len(papers) // 4, round((len(papers) / 1.5) ** 0.5)))
    groups = [int(g) for g in cluster(rows, k)]
    points = project(rows)
    places = tuple(
        Place(paper, float(x), float(y), group)
        for paper, (x, y), group in zip(papers, points, groups, strict=True)
    )
    return Atlas(places, name_topics(papers, groups), _centres(places))


def _centres(places: Sequence[Place]) -> dict[int, tuple[float, float]]:
    """The median place of each topic: outliers do not move its name."""
    centres = {}
    for topic in sorted({place.topic for place in places}):
        members = [(p.x, p.y) for p in places if p.topic == topic]
        x, y = np.median(np.array(members), axis=0)
        centres[topic] = (float(x), float(y))
    return centres
