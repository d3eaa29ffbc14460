"""Second checker: is a sentence entailed by a source text, by embedding and overlap features.

A logistic regression over nine features; its weights were fitted by
:mod:`evals.grounding.accuracy` on the fitting halves of RAGTruth and Check-COVID, never on
the questions of this project. It shares no code with :mod:`evals.grounding.spans`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vector]

WEIGHTS = Path(__file__).with_name("entailment.json")
FEATURES = (
    "similarity",  # cosine with the nearest source sentence
    "similarity_two",  # mean cosine with the two nearest
    "coverage",  # share of its content words in the source
    "coverage_nearest",  # ... in the nearest sentence
    "pairs",  # share of its neighbouring word pairs in the source
    "figures",  # share of its numbers in the source, 1 without numbers
    "capitals",  # share of its capitalised words in the source, 1 without
    "negation",  # 1 when only one of it and the nearest sentence negates
    "length",  # log of the source's words: overlap with a long text proves less
)
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*%?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'(\[]?[A-Z0-9])|\n+")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|cannot|fail\w*|lack\w*|unable|\w+n't)\b", re.IGNORECASE
)
_COMMON = frozenset(
    "the and for with that this from are was were has have had its their which been can also into than".split()
)


@dataclass(frozen=True)
class Model:
    """Weights for the standardised features, and the probability from which a sentence counts as entailed."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float


class Vectors:
    """Unit vectors of texts, each embedded once."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: dict[str, Vector] = {}

    def add(self, texts: Sequence[str]) -> None:
        """Embeds the texts that are not known yet, in one batch."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embed(new), strict=True))

    def of(self, texts: Sequence[str]) -> Vector:
        """Vectors of the texts, shape (len(texts), dimension)."""
        self.add(texts)
        return np.stack([self._known[text] for text in texts])


class EntailmentChecker:
    """Probability that a source text entails a sentence."""

    def __init__(self, embed: Embed, model: Model | None = None) -> None:
        self.vectors = Vectors(embed)
        self._model = model or load_model()

    def probability(self, sentence: str, source: str) -> float:
        """Between 0 and 1; 0 for an empty source."""
        values = features(sentence, source, self.vectors)
        if values is None:
            return 0.0
        model = self._model
        z = (values - np.array(model.mean)) / np.array(model.scale) @ np.array(model.weights) + model.bias
        return float(1 / (1 + np.exp(-z)))

    def entailed(self, sentence: str, source: str) -> bool:
        """Whether the probability reaches the fitted threshold."""
        return self.probability(sentence, source) >= self._model.threshold


@cache
def load_model() -> Model:
    """The fitted weights that lie beside this module."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(
        tuple(data["mean"]),
        tuple(data["scale"]),
        tuple(data["weights"]),
        float(data["bias"]),
        float(data["threshold"]),
    )


def pieces(source: str) -> list[str]:
    """Sentences of a source, by full stops and lines; good enough to find the nearest."""
    return [piece.strip() for piece in _SENTENCE.split(source) if len(piece.strip()) > 1]


def features(sentence: str, source: str, vectors: Vectors) -> NDArray[np.float64] | None:
    """The values of :data:`FEATURES`; None for an empty source or sentence."""
    parts, words = pieces(source), _words(sentence)
    if not parts or not words:
        return None
    cosines = vectors.of(parts) @ vectors.of([sentence])[0]
    nearest = parts[int(np.argmax(cosines))]
    top = np.sort(cosines)[::-1][:2]
    have, near = _words(source), set(_words(nearest))
    known = set(have)
    content = [word for word in words if len(word) > 2 and word not in _COMMON]
    numbers = [word for word in words if word[0].isdigit()]
    capitals = [w.lower() for w in re.findall(r"(?<=\s)[A-Z]\w+", sentence)]
    negated = bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(nearest))
    row: Mapping[str, float] = {
        "similarity": float(top[0]),
        "similarity_two": float(top.mean()),
        "coverage": _share(content, known),
        "coverage_nearest": _share(content, near),
        "pairs": _share(list(pairwise(words)), set(pairwise(have))),
        "figures": _share(numbers, known),
        "capitals": _share([_root(w) for w in capitals], known),
        "negation": float(negated),
        "length": float(np.log1p(len(have))),
    }
    return np.array([row[name] for name in FEATURES])


def _words(text: str) -> list[str]:
    return [_root(token) for token in _TOKEN.findall(text.lower())]


def _root(word: str) -> str:
    """Its first six letters; a number stays whole."""
    return word.rstrip("%") if word[0].isdigit() else word[:6]


def _share(items: Sequence[object], known: set[str] | set[tuple[str, str]]) -> float:
    return sum(item in known for item in items) / len(items) if items else 1.0
