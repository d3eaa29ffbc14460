"""The one way in which both networks are trained: AdamW, a rise and a straight fall of the rate.

On a GPU when torch sees one, on the processor otherwise; in both cases multiplied in 16 bits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from evals.reader.network import Layers

Batch = TypeVar("Batch")
Group = tuple[list[nn.Parameter], float]  # parameters, and their learning rate at its highest
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
_DECAY, _LONGEST, _LAST = 0.01, 1.0, 0.01  # of weights; of a step's gradient; share of the rate at the end
_TOLD = 50  # lines about a run


def halved() -> Any:
    """Within it, networks multiply in 16 bits."""
    return torch.autocast(DEVICE, dtype=torch.bfloat16)


def trained_layers(base: Layers) -> list[nn.Parameter]:
    """The parameters that are trained: those of the layers. The embeddings stay as they are."""
    base.requires_grad_(False)
    base.layers.requires_grad_(True)
    return list(base.layers.parameters())


def descend(
    groups: Sequence[Group],
    batches: Sequence[Batch],
    loss_of: Callable[[Batch], Tensor],
    warm: float,
    memory: float = 0.999,
) -> None:
    """One step a batch. ``warm`` is the share of steps in which the rate rises, ``memory`` AdamW's second beta."""
    parameters = [parameter for group, _ in groups for parameter in group]
    optimiser = torch.optim.AdamW(
        [{"params": group, "lr": rate} for group, rate in groups], betas=(0.9, memory), weight_decay=_DECAY
    )

    def pace(step: int) -> float:
        return min(1.0, (step + 1) / (warm * len(batches))) * max(_LAST, 1 - step / len(batches))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    for step, batch in enumerate(batches):
        loss = loss_of(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, _LONGEST)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        if step % max(1, len(batches) // _TOLD) == 0:
            print(f"step {step} of {len(batches)}: loss {float(loss.detach()):.3f}", flush=True)


def choice(logits: Tensor, right: Tensor, group: Tensor) -> Tensor:
    """The loss of choosing within groups: -log of the share of what is right, over groups that have any.

    All three have one dimension; ``group`` numbers the group of each logit.
    """
    zeros = logits.new_zeros(int(group.max()) + 1)
    held = zeros.index_add(0, group, torch.exp(shares(logits, group)) * right)
    some = zeros.index_add(0, group, right.to(zeros.dtype)) > 0
    return -torch.log(held[some].clamp(min=1e-30)).sum() / some.sum().clamp(min=1)


def shares(logits: Tensor, group: Tensor) -> Tensor:
    """The logarithm of each one's share of its group, by softmax; all have one dimension."""
    zeros = logits.new_zeros(int(group.max()) + 1)
    highest = (zeros - torch.inf).scatter_reduce(0, group, logits.detach(), "amax")
    above = logits - highest[group]
    return above - torch.log(zeros.index_add(0, group, torch.exp(above))[group])
