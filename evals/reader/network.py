"""The networks as they are trained and exported: BERT's layers, and what stands on them.

The cross-encoder reads ``[CLS] question [SEP] title [SEP] sentence sentence ... [SEP]``, and for each token the
part that it belongs to (qa/cross_encoder.py). It gives a logit for each token, whose mean over a
sentence is the sentence's, and two logits for the abstract: whether it answers, and whether it is
one that the question is about. These look at what the first points to: the states of the abstract's
tokens weighted by their logits, beside those of the question. The embedder's network gives a vector.

The layers come in two sizes: that of all-MiniLM-L6-v2, which is shipped, and that of MPNet, from which the
shipped cross-encoder learns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

_HEADS = 12
_ASKED, _TOLD = 2, 3
_BUCKETS, _EXACT, _FARTHEST = 32, 8, 128  # of MPNet's distances, as in T5
_MPNET = {0: 101, 1: 0, 2: 102, 3: 100}  # <s>, <pad>, </s>, <unk>: [CLS], [PAD], [SEP], [UNK]
_TAGS = 5
_UNSEEN = -1e4  # added to the logits of what may not be looked at


class Shape(NamedTuple):
    """What layers are made of; ``near`` where they weigh how far two tokens are apart, in ``offset`` places."""

    width: int
    hidden: int
    layers: int
    vocabulary: int
    places: int
    epsilon: float
    near: bool = False
    offset: int = 0


SMALL = Shape(384, 1536, 6, 30522, 512, 1e-12)
LARGE = Shape(768, 3072, 12, 30527, 514, 1e-5, near=True, offset=2)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.widen, self.narrow = nn.Linear(width, shape.hidden), nn.Linear(shape.hidden, width)
        self.after_attention, self.after = (nn.LayerNorm(width, eps=shape.epsilon) for _ in range(2))
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        width = states.shape[-1]
        query, key, value = (
            part(states).reshape(states.shape[0], -1, _HEADS, width // _HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        drop = self.drop.p if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, bias.to(query.dtype), drop)
        seen = seen.transpose(1, 2).reshape(states.shape)
        states = self.after_attention(self.drop(self.mix(seen)) + states)
        return self.after(self.drop(self.narrow(functional.gelu(self.widen(states)))) + states)


class Layers(nn.Module):
    """The embeddings and the layers: states of shape (n, width, shape.width) for ids and a mask of (n, width)."""

    def __init__(self, shape: Shape = SMALL) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.first = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        if shape.near:
            self.near = nn.Embedding(_BUCKETS, _HEADS)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        states: Tensor = self.drop(self.first(self.words(ids) + self.places(places + self.shape.offset)))
        bias = (mask == 0).to(states.dtype)[:, None, None, :] * _UNSEEN
        if self.shape.near:
            bias = bias + self.near(_distances(places[0])).permute(2, 0, 1)
        for layer in self.layers:
            states = layer(states, bias)
        return states


def _distances(places: Tensor) -> Tensor:
    """The bucket of how far each place is from each, shape (width, width): exact when near, by logarithm when far."""
    ahead = places[:, None] - places[None, :]
    half = _BUCKETS // 2
    far = torch.log(ahead.abs().clamp(min=1) / _EXACT) / math.log(_FARTHEST / _EXACT) * (half - _EXACT)
    bucket = torch.where(ahead.abs() < _EXACT, ahead.abs(), (_EXACT + far.long()).clamp(max=half - 1))
    return bucket + (ahead < 0).long() * half


class CrossNetwork(nn.Module):
    """The layers and the two heads."""

    def __init__(self, base: Layers) -> None:
        super().__init__()
        self.base = base
        self.token = nn.Linear(base.shape.width, 1)
        self.pool, self.verdict = nn.Linear(4 * base.shape.width, 256), nn.Linear(256, 2)

    def forward(self, ids: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of tokens, shape (n, width), and of abstracts, shape (n, 2); part 0 is padding."""
        states = self.base(ids, parts)
        tokens = self.token(states).squeeze(-1)
        pointed = torch.softmax(tokens + (parts != _TOLD).to(states.dtype) * _UNSEEN, -1)
        evidence = (pointed[..., None] * states).sum(1)
        asked = (parts == _ASKED).to(states.dtype)
        question = (asked[..., None] * states).sum(1) / asked.sum(1, keepdim=True).clamp(min=1)
        seen = torch.cat([evidence, question, evidence * question, states[:, 0]], -1)
        return tokens, self.verdict(torch.tanh(self.pool(seen)))


class EmbeddingNetwork(nn.Module):
    """The mean of the layers' states, at unit length."""

    def __init__(self, base: Layers) -> None:
        super().__init__()
        self.base = base

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors of shape (n, 384)."""
        states = self.base(ids, mask)
        weights = mask[..., None].to(states.dtype)
        return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


class KindNetwork(nn.Module):
    """What kind of question it is, whether it leans on what was said before, and for each token whether it
    begins, continues or is outside a part, or a part that is to be lacking; of a look-up what is wanted, and
    where each part is to stand."""

    def __init__(self, base: Layers, kinds: int, looks: int, marks: int) -> None:
        super().__init__()
        self.base = base
        width = base.shape.width
        self.kind, self.tag = nn.Linear(2 * width, kinds), nn.Linear(width, _TAGS)
        self.lean = nn.Linear(2 * width, 1)
        self.look, self.mark = nn.Linear(2 * width, looks), nn.Linear(width, marks)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of kinds, shape (n, kinds), of leaning, shape (n,), of tags, shape (n, width, 5), of what is
        wanted, shape (n, looks), and of where parts stand, shape (n, width, marks)."""
        states = self.base(ids, mask)
        weights = mask[..., None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        seen = torch.cat([mean, states[:, 0]], -1)
        return (
            self.kind(seen),
            self.lean(seen).squeeze(-1),
            self.tag(states),
            self.look(seen),
            self.mark(states),
        )


def pretrained(path: Path) -> Layers:
    """The layers with all-MiniLM-L6-v2's weights, from its public ``model.safetensors``."""
    held = load_file(path)
    # BERT adds a vector for the segment; this model only ever saw the first.
    held["embeddings.word_embeddings.weight"] += held["embeddings.token_type_embeddings.weight"][0]
    return _named(
        SMALL,
        held,
        {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
         "mix": "attention.output.dense", "after_attention": "attention.output.LayerNorm",
         "widen": "intermediate.dense", "narrow": "output.dense", "after": "output.LayerNorm"},
    )  # fmt: skip


def pretrained_teacher(path: Path) -> Layers:
    """The layers with all-mpnet-base-v2's weights, from its public ``model.safetensors``, for BERT's token ids.

    It has BERT's words, behind four of its own that stand for four of them.
    """
    held = load_file(path)
    words = held["embeddings.word_embeddings.weight"]
    rows = torch.arange(SMALL.vocabulary) + len(_MPNET)
    rows[list(_MPNET.values())] = torch.tensor(list(_MPNET))
    held["embeddings.word_embeddings.weight"] = words[rows]
    held["near.weight"] = held["encoder.relative_attention_bias.weight"]
    return _named(
        LARGE._replace(vocabulary=SMALL.vocabulary),
        held,
        {"query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v",
         "mix": "attention.attn.o", "after_attention": "attention.LayerNorm",
         "widen": "intermediate.dense", "narrow": "output.dense", "after": "output.LayerNorm"},
    )  # fmt: skip


def _named(shape: Shape, held: Mapping[str, Tensor], within: Mapping[str, str]) -> Layers:
    """Layers of a shape from the names of a public file; ``within`` are those within a layer."""
    names = {"words": "embeddings.word_embeddings", "places": "embeddings.position_embeddings"}
    names |= {"first": "embeddings.LayerNorm", "near": "near"}
    for number in range(shape.layers):
        names |= {f"layers.{number}.{own}": f"encoder.layer.{number}.{name}" for own, name in within.items()}
    base = Layers(shape)
    own = base.state_dict()
    for name in own:
        module, _, kind = name.rpartition(".")
        own[name] = held[f"{names[module]}.{kind}"]
    base.load_state_dict(own)
    return base
