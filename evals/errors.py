"""Errors of the evals; a branch of the tree in :mod:`qa.errors`."""

from __future__ import annotations

from qa.errors import QAError


class EvalError(QAError):
    """A question file, a threshold, a run folder, an option or a needed library is unusable."""
