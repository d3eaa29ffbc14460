"""The two networks as they are trained and exported: BERT's layers, and what stands on them.

The cross-encoder reads ``[CLS] question [SEP] title [SEP] sentence sentence ... [SEP]``, and for each token the
part that it belongs to (qa/cross_encoder.py). It gives a logit for each token, whose mean over a
sentence is the sentence's, and two logits for the abstract: whether it answers, and whether it is
one that the question is about. These look at what the first points to: the states of the abstract's
tokens weighted by their logits, beside those of the question. The embedder's network gives a vector.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

_WIDTH, _HEADS, _HIDDEN = 384, 12, 1536
_ASKED, _TOLD = 2, 3


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(_WIDTH, _WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(_WIDTH, _HIDDEN), nn.Linear(_HIDDEN, _WIDTH)
        self.after_attention, self.after = nn.LayerNorm(_WIDTH, eps=1e-12), nn.LayerNorm(_WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        size = _WIDTH // _HEADS
        query, key, value = (
            part(states).reshape(states.shape[0], -1, _HEADS, size).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        drop = self.drop.p if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, bias, drop)
        seen = seen.transpose(1, 2).reshape(states.shape)
        states = self.after_attention(self.drop(self.mix(seen)) + states)
        return self.after(self.drop(self.narrow(functional.gelu(self.widen(states)))) + states)


class Layers(nn.Module):
    """The embeddings and the six layers: states of shape (n, width, 384) for ids and a mask of (n, width)."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, _WIDTH), nn.Embedding(512, _WIDTH)
        self.first = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(6))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        states: Tensor = self.drop(self.first(self.words(ids) + self.places(places)))
        bias = (mask == 0).to(states.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


class CrossNetwork(nn.Module):
    """The layers and the two heads."""

    def __init__(self, base: Layers) -> None:
        super().__init__()
        self.base = base
        self.token = nn.Linear(_WIDTH, 1)
        self.pool, self.verdict = nn.Linear(4 * _WIDTH, 256), nn.Linear(256, 2)

    def forward(self, ids: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of tokens, shape (n, width), and of abstracts, shape (n, 2); part 0 is padding."""
        states = self.base(ids, parts)
        tokens = self.token(states).squeeze(-1)
        pointed = torch.softmax(tokens + (parts != _TOLD).to(states.dtype) * -1e4, -1)
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
    begins, continues or is outside a part."""

    def __init__(self, base: Layers, kinds: int) -> None:
        super().__init__()
        self.base = base
        self.kind, self.tag = nn.Linear(2 * _WIDTH, kinds), nn.Linear(_WIDTH, 3)
        self.lean = nn.Linear(2 * _WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of kinds, shape (n, kinds), of leaning, shape (n,), and of tags, shape (n, width, 3)."""
        states = self.base(ids, mask)
        weights = mask[..., None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        seen = torch.cat([mean, states[:, 0]], -1)
        return self.kind(seen), self.lean(seen).squeeze(-1), self.tag(states)


def pretrained(path: Path) -> Layers:
    """The layers with all-MiniLM-L6-v2's weights, from its public ``model.safetensors``."""
    held = load_file(path)
    base = Layers()
    # BERT adds a vector for the segment; this model only ever saw the first.
    held["embeddings.word_embeddings.weight"] += held["embeddings.token_type_embeddings.weight"][0]
    names = {
        "words": "embeddings.word_embeddings", "places": "embeddings.position_embeddings",
        "first": "embeddings.LayerNorm",
    }  # fmt: skip
    for number in range(6):
        layer = f"encoder.layer.{number}"
        names |= {
            f"layers.{number}.query": f"{layer}.attention.self.query",
            f"layers.{number}.key": f"{layer}.attention.self.key",
            f"layers.{number}.value": f"{layer}.attention.self.value",
            f"layers.{number}.mix": f"{layer}.attention.output.dense",
            f"layers.{number}.after_attention": f"{layer}.attention.output.LayerNorm",
            f"layers.{number}.widen": f"{layer}.intermediate.dense",
            f"layers.{number}.narrow": f"{layer}.output.dense",
            f"layers.{number}.after": f"{layer}.output.LayerNorm",
        }
    own = base.state_dict()
    for name in own:
        module, _, kind = name.rpartition(".")
        own[name] = held[f"{names[module]}.{kind}"]
    base.load_state_dict(own)
    return base
