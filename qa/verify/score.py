"""The fitted weights, and the probability that they give. No learning library is needed here."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qa.verify.features import LEXICAL, SEMANTIC

_WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Model:
    """A logistic regression. ``supported`` and ``weak`` are the scores from which on a sentence is so."""

    intercept: float
    weights: tuple[float, ...]
    supported: float
    weak: float

    def score(self, features: Sequence[float]) -> float:
        """The probability of support; ``features`` in the order in which they were fitted."""
        z = self.intercept + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, z))))


@lru_cache(maxsize=2)
def load_model(name: str) -> Model:
    """The model "lexical", or "semantic" for use with the bundled embedder."""
    entry = json.loads(_WEIGHTS.read_text(encoding="utf-8"))[name]
    fields = {"lexical": LEXICAL, "semantic": SEMANTIC}[name]
    return Model(
        entry["intercept"],
        tuple(entry["weights"][field] for field in fields),  # a KeyError here: fit the weights again
        entry["supported"],
        entry["weak"],
    )
