"""What the cross-encoder is told in training, and what it is taught by a larger one.

``told`` compares its logits with the labels: whether the abstract answers, whether it fits, which abstract
of all read does, which sentence of the abstract answers and which of all, and each sentence alone.
``taught`` compares them with another network's logits in the same six ways. That tells more than labels do:
how near a sentence comes to an answer, and what the candidates that nobody labelled are.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from evals.reader.descent import choice, shares
from evals.reader.network import CrossNetwork
from evals.reader.rows import Batch

_UNSURE = 0.1  # least weight of an abstract's sentences, where the teacher sees no answer


class Logits(NamedTuple):
    """Of a batch: verdicts of shape (n,), and a logit per sentence, with the row of each, of shape (sentences,)."""

    answers: Tensor
    fits: Tensor
    sentences: Tensor
    row: Tensor
    there: Tensor


def logits_of(network: CrossNetwork, batch: Batch) -> Logits:
    """A sentence's logit is the mean of its tokens'. What was cut off is not there."""
    tokens, verdicts = network(batch.ids, batch.parts)
    zeros = tokens.new_zeros(len(tokens), int(batch.sentence.max()) + 1, dtype=torch.float32)
    sums = zeros.scatter_add(1, batch.sentence, tokens.float())[:, 1:]
    sizes = zeros.scatter_add(1, batch.sentence, torch.ones_like(tokens, dtype=torch.float32))[:, 1:]
    there = sizes > 0
    row = torch.arange(len(tokens), device=tokens.device)[:, None].expand_as(there)[there]
    answers, fits = verdicts.float().unbind(1)
    return Logits(answers, fits, (sums / sizes.clamp(min=1))[there], row, there)


def told(found: Logits, batch: Batch) -> Tensor:
    """The loss against the labels."""
    weight = torch.where(batch.listed, 1.0, 0.15) * torch.where(batch.fits, 2.0, 1.0)
    gold = batch.gold[found.there]
    return (
        1.5 * _crossed(found.answers, batch.answers, batch.sure)
        + 0.7 * _crossed(found.fits, batch.fits, weight)
        + 0.5 * choice(found.fits, batch.fits, batch.item)
        + choice(found.sentences, gold, found.row)
        + 0.5 * choice(found.sentences, gold, batch.item[found.row])
        + 0.5 * _crossed(found.sentences, gold, torch.ones_like(found.sentences))
    )


def taught(found: Logits, teacher: Logits, batch: Batch) -> Tensor:
    """The loss against a teacher's logits of the same batch."""
    answering = torch.sigmoid(teacher.answers)
    even, all_even = torch.ones_like(found.fits), torch.ones_like(found.sentences)
    return (
        1.5 * _crossed(found.answers, answering, even)
        + _crossed(found.fits, torch.sigmoid(teacher.fits), even)
        + 0.5 * _like(found.fits, teacher.fits, batch.item, even)
        + _like(found.sentences, teacher.sentences, found.row, _UNSURE + answering[found.row])
        + 0.5 * _like(found.sentences, teacher.sentences, batch.item[found.row], all_even)
        + 0.7 * _crossed(found.sentences, torch.sigmoid(teacher.sentences), all_even)
    )


def _like(logits: Tensor, target: Tensor, group: Tensor, weight: Tensor) -> Tensor:
    """How far the shares within groups are from the target's, by a weight that is even within a group."""
    own, aim = shares(logits, group), shares(target, group)
    zeros = logits.new_zeros(int(group.max()) + 1)
    far = zeros.index_add(0, group, torch.exp(aim) * (aim - own) * weight)
    whole = zeros.scatter_reduce(0, group, weight, "amax").sum()
    return far.sum() / whole.clamp(min=1)


def _crossed(logits: Tensor, right: Tensor, weight: Tensor) -> Tensor:
    summed = functional.binary_cross_entropy_with_logits(logits, right.float(), weight, reduction="sum")
    return summed / weight.sum().clamp(min=1)
