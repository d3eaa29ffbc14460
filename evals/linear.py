"""Linear models as the product stores and reads them (qa/read.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import qa
from qa.read import Linear

Floats = NDArray[np.float64]


def logistic(rows: Floats, told: Floats, weights: Floats, ridge: float) -> tuple[Floats, float]:
    """The weights, shape (columns,), and the bias of a logistic regression of ``told`` (0 or 1), each row of this weight.

    ``ridge`` pulls all but the bias to zero.
    """
    table = np.hstack([rows, np.ones((len(rows), 1))])
    shares, pull = weights / weights.sum(), np.r_[np.full(rows.shape[1], ridge), 0.0]

    def loss(weight: Floats) -> tuple[float, Floats]:
        logits = table @ weight
        losses = np.logaddexp(0, logits) - told * logits
        slope = table.T @ (shares * (1 / (1 + np.exp(-logits)) - told)) + pull * weight
        return float(shares @ losses + 0.5 * (pull * weight) @ weight), slope

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found[:-1], float(found[-1])


def write_models(file: str, models: Mapping[str, tuple[Linear, Sequence[str]]], made_by: str) -> None:
    """Writes each model with the names of its features to a file of ``qa/models/``; other models in it stay."""
    path = Path(qa.__file__).parent / "models" / file
    weights: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    weights["note"] = f"feature: [mean, deviation, weight]; made by {made_by}"
    for name, (model, features) in models.items():
        rows = zip(model.mean, model.deviation, model.weight, strict=True)
        values = [[round(float(value), 5) for value in row] for row in rows]
        weights[name] = {"bias": round(model.bias, 5), "features": dict(zip(features, values, strict=True))}
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
