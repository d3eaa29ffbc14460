"""Questions as the cross-encoder reads them in training: with the texts that they are about, and with others.

Half of the longer abstracts are cut to a few sentences. A question that its abstract answers is sometimes
read with that abstract without the sentences that do: then nothing answers it. A list is read with some of
its papers and of the others.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from evals.reader.descent import DEVICE
from evals.reader.material import Item, Text
from qa.cross_encoder import Encoded, Encoder

_POOL = 4096  # items sorted by length together
_SHORTER, _FEWEST, _MOST = 0.5, 3, 6  # share of longer abstracts that are cut, and to how many sentences
_SHUFFLED = 0.5  # share of questions read with any candidates, not the first
_ROBBED, _LONG, _GOLD = 0.15, 6, 2  # share read without what answers; of abstracts this long; answers at most
_LISTED, _UNLISTED = 4, 5  # papers of a list, and of the others


class Others(NamedTuple):
    """Negatives of a question that its abstract answers, and of one that it does not; the share that reads any text too."""

    answered: int
    unanswered: int
    any: float = 0.2

    def of(self, item: Item) -> int:
        """How many this item is read with."""
        return self.answered if item.answered else self.unanswered


class Row(NamedTuple):
    """A question with one text, which of its sentences are gold, and what its verdicts should be.

    ``sure`` is how much is known of whether it answers: a candidate may answer after all, and of a paper of
    a list that is not known.
    """

    encoded: Encoded
    gold: tuple[int, ...]
    answers: bool
    fits: bool
    listed: bool
    sure: float


class Batch(NamedTuple):
    """Rows as tensors; ``item`` numbers the question of each, ``sentence`` the sentence of each token from one."""

    ids: Tensor
    parts: Tensor
    sentence: Tensor
    item: Tensor
    gold: Tensor
    answers: Tensor
    fits: Tensor
    listed: Tensor
    sure: Tensor


class Rows:
    """Draws what items are read with, anew each time."""

    def __init__(self, items: Sequence[Item], others: Others) -> None:
        self._encoder, self._others = Encoder(), others
        self._texts = list(dict.fromkeys(text for item in items for text in _texts(item)))
        self._lengths = {
            text: len(self._encoder.encode("", text.title, text.sentences).ids) for text in self._texts
        }

    def batches(self, items: Sequence[Item], tokens: int) -> Iterator[list[Item]]:
        """Batches of like length that have as many tokens, in a new order each time."""
        mixed, batches = random.sample(items, len(items)), []
        for start in range(0, len(items), _POOL):
            batch: list[Item] = []
            rows = 0
            for item in sorted(mixed[start : start + _POOL], key=self._size):
                own = _LISTED + _UNLISTED if item.kind == "list" else 2 + self._others.of(item)
                if batch and self._size(item) * (rows + own) > tokens:
                    batches.append(batch)
                    batch, rows = [], 0
                batch.append(item)
                rows += own
            batches.append(batch)
        random.shuffle(batches)
        yield from batches

    def read(self, items: Sequence[Item]) -> Batch:
        """The rows of a batch of items."""
        drawn = [self._rows(item) for item in items]
        rows = [row for own in drawn for row in own]
        sentence = _padded(_numbers(row.encoded) for row in rows)
        gold = [[n in row.gold for n in range(int(sentence.max()))] for row in rows]
        return Batch(
            _padded(row.encoded.ids for row in rows),
            _padded(row.encoded.parts for row in rows),
            sentence,
            _told([n for n, own in enumerate(drawn) for _ in own]),
            _told(gold),
            *(_told(list(told)) for told in zip(*(row[2:] for row in rows), strict=True)),
        )

    def _size(self, item: Item) -> int:
        return max(self._lengths[text] for text in _texts(item))

    def _rows(self, item: Item) -> list[Row]:
        if item.kind == "list":
            own = random.sample(item.positives, min(len(item.positives), _LISTED))
            others = random.sample(item.negatives, min(len(item.negatives), _UNLISTED))
        else:
            own = list(item.positives)
            others = list(item.negatives)
            if random.random() < _SHUFFLED:
                random.shuffle(others)
            others = others[: self._others.of(item)]
            if random.random() < self._others.any:
                others.append(random.choice(self._texts))
        found = [self._row(item, text, gold, True) for text, gold in own]
        if item.answered and item.kind != "list" and random.random() < _ROBBED:
            found += self._robbed(item)
        return found + [self._row(item, text, (), False) for text in others]

    def _row(self, item: Item, text: Text, gold: Sequence[int], fits: bool) -> Row:
        kept = list(range(len(text.sentences)))
        if len(kept) > _MOST - 1 and random.random() < _SHORTER:
            rest = [n for n in kept if n not in gold]
            random.shuffle(rest)
            kept = sorted({*gold, *rest[: max(0, random.randint(_FEWEST, _MOST) - len(gold))]})
        listed = item.kind == "list"
        sure = 0.0 if listed else 1.0 if fits else 0.1
        places = tuple(kept.index(n) for n in gold)
        return Row(self._encoded(item, text, kept), places, bool(gold), fits, listed, sure)

    def _robbed(self, item: Item) -> Iterator[Row]:
        text, gold = item.positives[0]
        if len(text.sentences) >= _LONG and len(gold) <= _GOLD:
            kept = [n for n in range(len(text.sentences)) if n not in gold]
            yield Row(self._encoded(item, text, kept), (), False, True, False, 0.5)

    def _encoded(self, item: Item, text: Text, kept: Sequence[int]) -> Encoded:
        return self._encoder.encode(item.question, text.title, [text.sentences[n] for n in kept])


def _texts(item: Item) -> list[Text]:
    return [*(text for text, _ in item.positives), *item.negatives]


def _numbers(encoded: Encoded) -> list[int]:
    """The number of each token's sentence, from one; 0 where it is of none."""
    numbers = [0] * len(encoded.ids)
    for number, (start, end) in enumerate(encoded.spans, start=1):
        numbers[start:end] = [number] * (end - start)
    return numbers


def _padded(rows: Iterator[list[int]]) -> Tensor:
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True).to(DEVICE)


def _told(values: list[Any]) -> Tensor:
    return torch.tensor(values, device=DEVICE)
