"""Citation numbers: one paper, one number, for the whole conversation."""

from __future__ import annotations

from collections.abc import Iterable

from qa.types import Answer, Turn


class Numbering:
    """Hands out numbers in the order of first use, going on from an earlier conversation."""

    def __init__(self, taken: dict[str, int] | None = None) -> None:
        self._numbers = dict(taken or {})

    @classmethod
    def from_history(cls, history: Iterable[Turn]) -> Numbering:
        """The numbers that earlier answers gave; turns of plain text gave none."""
        taken: dict[str, int] = {}
        for turn in history:
            if isinstance(turn.answer, Answer):
                for citation in turn.answer.citations:
                    taken.setdefault(citation.paper_id, citation.number)
        return cls(taken)

    def number(self, paper_id: str) -> int:
        """The paper's number, a new one at its first use."""
        return self._numbers.setdefault(paper_id, max(self._numbers.values(), default=0) + 1)

    def paper_id(self, number: int) -> str:
        """The paper that a number stands for. Raises KeyError for a number never given."""
        return {number: paper_id for paper_id, number in self._numbers.items()}[number]
