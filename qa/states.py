"""Token states: what the embedder makes of each word piece in its context, projected and stored.

The pooled vector of a text forgets which word said what; the states behind it remember, and
the same forward pass gives both. A paper's states are projected to few dimensions by a learned
matrix (the reader's, see models/reader) and kept as int8: about 20 KB for an abstract.

The idea is late interaction: Khattab & Zaharia (2020), "ColBERT: Efficient and Effective
Passage Search via Contextualized Late Interaction over BERT".
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.embedding import LocalEmbedding, Matrix, Pieces
from qa.passages import kind_of, text_to_embed
from qa.types import Paper, Passage

_HEADER = struct.Struct("<IHf")


class Projection(NamedTuple):
    """``states @ weight + bias``: from the embedder's dimension to the stored one. Shapes (d, r), (r,)."""

    weight: Matrix
    bias: Matrix

    def digest(self) -> str:
        """Tells one projection from another: 64 hexadecimal digits."""
        return hashlib.sha256(self.weight.tobytes() + self.bias.tobytes()).hexdigest()


@dataclass(frozen=True)
class TokenStates:
    """The projected word pieces of "title. abstract", in order.

    ``codes`` has shape (n, r), int8; ``codes * scale`` are the projected states. ``starts`` says
    where each piece begins in the abstract, in characters; -1 for a piece of the title. ``n`` may be 0.
    """

    codes: NDArray[np.int8]
    scale: float
    starts: NDArray[np.int32]

    def to_bytes(self) -> bytes:
        """For storage; the same on every machine."""
        count, width = self.codes.shape
        return _HEADER.pack(count, width, self.scale) + self.starts.astype("<i4").tobytes() + self.codes.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> TokenStates:
        """What :meth:`to_bytes` wrote. Raises ValueError if it is cut short."""
        if len(data) < _HEADER.size:
            raise ValueError("token states are cut short")
        count, width, scale = _HEADER.unpack_from(data)
        if len(data) != _HEADER.size + count * (4 + width):
            raise ValueError("token states are cut short")
        starts = np.frombuffer(data, "<i4", count, _HEADER.size)
        codes = np.frombuffer(data, np.int8, count * width, _HEADER.size + 4 * count).reshape(count, width)
        return cls(codes, scale, starts)


def project(parts: Sequence[tuple[Pieces, int, int]], projection: Projection) -> TokenStates:
    """The stored form of a paper's texts, in order: (pieces, length of the title before, start in the abstract).

    The title before the second and later parts of a long abstract is left out: it was read once.
    """
    kept, starts = [], []
    for number, (pieces, lead, shift) in enumerate(parts):
        begins = pieces.spans[:, 0]
        of_title = begins < lead
        where = np.where(of_title, -1, begins - lead + shift).astype(np.int32)
        take = ~of_title if number else np.ones(len(begins), dtype=bool)
        kept.append(pieces.states[take] @ projection.weight + projection.bias)
        starts.append(where[take])
    width = projection.weight.shape[1]
    values = np.concatenate([*kept, np.zeros((0, width), np.float32)])
    scale = max(float(np.abs(values).max(initial=0.0)), 1e-6) / 127
    codes = np.round(values / scale).astype(np.int8)
    return TokenStates(codes, float(np.float32(scale)), np.concatenate([*starts, np.zeros(0, np.int32)]))


def states_of(
    embedder: LocalEmbedding, paper: Paper, passages: Sequence[Passage], projection: Projection
) -> tuple[Matrix, TokenStates]:
    """Unit vectors of a paper's whole passages and its token states, in one forward pass a whole.

    ``passages`` are the paper's; those that are not wholes are left out. The vectors have shape
    (number of wholes, dimension) and are those that :meth:`LocalEmbedding.embed` gives.
    """
    wholes = [passage for passage in passages if kind_of(passage) == "whole"]
    vectors, pieces = embedder.embed_pieces([text_to_embed(paper, whole) for whole in wholes])
    lead = len(paper.title) + 2
    return vectors, project([(p, lead, w.start) for p, w in zip(pieces, wholes, strict=True)], projection)
