"""The one way in which both networks are trained: AdamW, a rise and a straight fall of the rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import torch
from torch import Tensor, nn

Batch = TypeVar("Batch")
Group = tuple[list[nn.Parameter], float]  # parameters, and their learning rate at its highest
_DECAY, _LONGEST = 0.01, 1.0  # of weights; of a step's gradient
_TOLD = 50  # lines about a run


def descend(
    groups: Sequence[Group],
    batches: Sequence[Batch],
    loss_of: Callable[[Batch], Tensor],
    warm: float,
    last: float,
) -> None:
    """One step a batch. ``warm`` is the share of steps in which the rate rises, ``last`` what is left of it."""
    parameters = [parameter for group, _ in groups for parameter in group]
    optimiser = torch.optim.AdamW([{"params": g, "lr": rate} for g, rate in groups], weight_decay=_DECAY)

    def pace(step: int) -> float:
        return min(1.0, (step + 1) / (warm * len(batches))) * max(last, 1 - step / len(batches))

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
