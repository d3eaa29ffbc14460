"""What was asked for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evals.cases import Split


@dataclass(frozen=True)
class Options:
    """Each as the flag of the same name in :func:`evals.cli.run`."""

    corpus: tuple[str, ...] | None = None
    dataset: Path | None = None
    split: Split = "test"
    only: str | None = None
    llm: str | None = None
    llm_judge: bool = False
    out: Path | None = None
    index_dir: Path | None = None
    thresholds: Path | None = None
    baseline: Path | None = None

    @property
    def own(self) -> bool:
        """Whether a user's own questions are asked; the project's thresholds are not for these."""
        return self.dataset is not None

    @property
    def whole(self) -> bool:
        """Whether this run is of the kind that the project's baseline is: the whole test split, quotes alone."""
        return not self.own and not self.only and not self.llm and self.split == "test"
