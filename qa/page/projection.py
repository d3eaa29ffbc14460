"""Vectors -> points on a plane, and their groups. Deterministic, numpy only.

The plane is t-SNE (van der Maaten & Hinton, 2008), exact, started from the first two principal
components. Above ``LANDMARKS`` rows only that many are laid out; the others go to the mean of
their nearest landmarks, so that the time grows with n, not with its square.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

LANDMARKS = 300
_STEPS = 350
_EARLY = 100  # steps with exaggerated attraction, which form the groups
_NEAR = 5  # landmarks that place another point


def project(vectors: Floats) -> Floats:
    """Points in the unit square, shape (n, 2), near to each other where the unit vectors are."""
    n = len(vectors)
    if n < 5:  # too few for neighbourhoods: evenly on a circle
        angles = np.linspace(0, 2 * np.pi, n, endpoint=False)
        return _unit_square(np.column_stack([np.cos(angles), np.sin(angles)]))
    if n <= LANDMARKS:
        return _unit_square(_tsne(vectors))
    marks = np.linspace(0, n - 1, LANDMARKS).astype(int)
    plane = _tsne(vectors[marks])
    likeness = vectors @ vectors[marks].T
    near = np.argsort(-likeness, axis=1)[:, :_NEAR]
    weights = np.exp(12 * np.take_along_axis(likeness, near, axis=1))
    points: Floats = (plane[near] * weights[..., None]).sum(1) / weights.sum(1, keepdims=True)
    points[marks] = plane
    return _unit_square(points)


def cluster(vectors: Floats, k: int, seed: int = 0) -> Labels:
    """k-means on unit vectors (k-means++ start, best of five); labels 0 ... k-1 by falling size."""
    random = np.random.default_rng(seed)
    best, best_cost = np.zeros(len(vectors), dtype=np.int64), np.inf
    for _ in range(5):
        labels, cost = _kmeans(vectors, k, random)
        if cost < best_cost - 1e-9:
            best, best_cost = labels, cost
    order = np.argsort(-np.bincount(best, minlength=k), kind="stable")
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(k)
    renamed: Labels = rank[best]
    return renamed


def _kmeans(vectors: Floats, k: int, random: np.random.Generator) -> tuple[Labels, float]:
    centres = vectors[[int(random.integers(len(vectors)))]]
    while len(centres) < k:
        far = np.maximum(1e-12, 1 - (vectors @ centres.T).max(1))
        centres = np.vstack([centres, vectors[random.choice(len(vectors), p=far / far.sum())]])
    labels = np.full(len(vectors), -1)
    for _ in range(50):
        new = (vectors @ centres.T).argmax(1)
        if (new == labels).all():
            break
        labels = new
        for j in range(k):
            members = vectors[labels == j]
            if len(members):
                centre = members.sum(0)
                centres[j] = centre / max(float(np.linalg.norm(centre)), 1e-12)
    return labels, float((1 - (vectors @ centres.T).max(1)).sum())


def _tsne(vectors: Floats) -> Floats:
    n = len(vectors)
    distances = np.maximum(0.0, 2 - 2 * vectors @ vectors.T)
    p = _affinities(distances, perplexity=min(20.0, (n - 1) / 3))
    p = np.maximum((p + p.T) / (2 * n), 1e-12)
    y = _principal(vectors) * 1e-2
    moved, gains = np.zeros_like(y), np.ones_like(y)
    for step in range(_STEPS):
        q = 1 / (1 + ((y[:, None] - y[None]) ** 2).sum(-1))
        np.fill_diagonal(q, 0)
        force = ((12.0 if step < _EARLY else 1.0) * p - np.maximum(q / q.sum(), 1e-12)) * q
        slope = 4 * (force.sum(1)[:, None] * y - force @ y)
        gains = np.maximum(0.01, np.where(np.sign(slope) == np.sign(moved), gains * 0.8, gains + 0.2))
        moved = (0.5 if step < _EARLY else 0.8) * moved - max(n / 12, 20) * gains * slope
        y = y + moved
        y -= y.mean(0)
    return y


def _affinities(distances: Floats, perplexity: float) -> Floats:
    """Row-wise Gaussian neighbourhoods of this perplexity, found by bisection for all rows at once."""
    n, target = len(distances), np.log(perplexity)
    low, high = np.zeros(n), np.full(n, np.inf)
    beta = np.ones(n)
    p = np.zeros_like(distances)
    for _ in range(50):
        p = np.exp(-distances * beta[:, None])
        np.fill_diagonal(p, 0)
        total = np.maximum(p.sum(1), 1e-12)
        entropy = np.log(total) + beta * (distances * p).sum(1) / total
        wide = entropy > target
        low, high = np.where(wide, beta, low), np.where(wide, high, beta)
        beta = np.where(np.isinf(high), beta * 2, (low + np.where(np.isinf(high), low, high)) / 2)
        p /= total[:, None]
    return p


def _principal(vectors: Floats) -> Floats:
    """The first two principal components, scaled to unit variance, signs fixed."""
    centred = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2][np.arange(2), np.abs(axes[:2]).argmax(1)])[:, None]
    y: Floats = centred @ axes.T
    scaled: Floats = y / np.maximum(y.std(0), 1e-12)
    return scaled


def _unit_square(points: Floats) -> Floats:
    low, high = points.min(0, initial=np.inf), points.max(0, initial=-np.inf)
    square: Floats = (points - low) / np.maximum(high - low, 1e-12)
    return square
