"""An abstract cut into pieces: what the answer quotes, what the evidence is, both or neither."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal["", "quote", "gold", "both"]


@dataclass(frozen=True)
class Piece:
    """A run of characters with one role; all pieces in order are the text."""

    text: str
    role: Role


def pieces_of(text: str, quotes: Iterable[tuple[int, int]], gold: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text in pieces; offsets outside it are cut to it."""
    quoted, wanted = _covered(text, quotes), _covered(text, gold)
    pieces: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (quoted[at], wanted[at]) != (quoted[start], wanted[start]):
            role: Role = (
                "both"
                if quoted[start] and wanted[start]
                else "quote"
                if quoted[start]
                else "gold"
                if wanted[start]
                else ""
            )
            pieces.append(Piece(text[start:at], role))
            start = at
    return pieces


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> list[bool]:
    flags = [False] * len(text)
    for start, end in spans:
        for at in range(max(0, start), min(len(text), end)):
            flags[at] = True
    return flags
