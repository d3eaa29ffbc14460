"""Texts as vectors of an embedding network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from evals.reader.descent import DEVICE, halved
from evals.reader.network import EmbeddingNetwork
from qa.embedding import vendored_tokenizer
from qa.errors import EmbeddingError
from qa.model_files import ModelFiles

_LONGEST = 512  # tokens, as in qa/embedding.py
_TOGETHER = 128  # texts


def vectors(network: EmbeddingNetwork, texts: Sequence[str]) -> Tensor:
    """The unit vectors of texts that are few enough for one batch, shape (n, 384)."""
    rows = [torch.tensor(encoding.ids) for encoding in _tokenizer().encode_batch(list(texts))]
    ids, mask = pad_sequence(rows, True), pad_sequence([torch.ones_like(row) for row in rows], True)
    with halved():
        found: Tensor = network(ids.to(DEVICE), mask.to(DEVICE))
    return found.float()


def all_vectors(network: EmbeddingNetwork, texts: Sequence[str]) -> Tensor:
    """The same of any number of texts, with nothing to learn from."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    found = torch.zeros(len(texts), 384)
    with torch.no_grad():
        for start in range(0, len(order), _TOGETHER):
            rows = order[start : start + _TOGETHER]
            found[rows] = vectors(network, [texts[n] for n in rows]).cpu()
    return found


@cache
def _tokenizer() -> Any:
    tokenizer = ModelFiles(EmbeddingError, "").tokenizer(vendored_tokenizer())
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer
