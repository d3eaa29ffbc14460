"""Linear models as the product stores and reads them (qa/read.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import qa
from qa.read import Linear


def write_models(file: str, models: Mapping[str, tuple[Linear, Sequence[str]]], made_by: str) -> None:
    """Writes each model with the names of its features to a file of ``qa/models/``."""
    weights: dict[str, object] = {"note": f"feature: [mean, deviation, weight]; made by {made_by}"}
    for name, (model, features) in models.items():
        rows = zip(model.mean, model.deviation, model.weight, strict=True)
        values = [[round(float(value), 5) for value in row] for row in rows]
        weights[name] = {"bias": round(model.bias, 5), "features": dict(zip(features, values, strict=True))}
    path = Path(qa.__file__).parent / "models" / file
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
