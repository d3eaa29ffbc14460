"""``python -m evals``: the same as ``python -m qa eval``."""

from __future__ import annotations

from evals.cli import main

main()
