"""The cross-encoder as it is trained and exported: BERT's layers with two heads of our own.

Input: ``[CLS] question [SEP] title [SEP] sentence sentence ... [SEP]``, and for each token the part
that it belongs to (qa/cross_encoder.py). Output: a logit for each token, whose mean over a sentence
is the sentence's, and a logit for whether the abstract answers. The second looks at what the first
points to: the states of the abstract's tokens weighted by their logits, beside those of the question.
"""

from __future__ import annotations

import math
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
        weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(size) + bias, -1)
        seen = (self.drop(weights) @ value).transpose(1, 2).reshape(states.shape)
        states = self.after_attention(self.drop(self.mix(seen)) + states)
        return self.after(self.drop(self.narrow(functional.gelu(self.widen(states)))) + states)


class Network(nn.Module):
    """Six layers and the two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, _WIDTH), nn.Embedding(512, _WIDTH)
        self.first = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.token = nn.Linear(_WIDTH, 1)
        self.pool, self.verdict = nn.Linear(4 * _WIDTH, 256), nn.Linear(256, 1)

    def forward(self, ids: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of tokens, shape (n, width), and of abstracts, shape (n,); part 0 is padding."""
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        states = self.drop(self.first(self.words(ids) + self.places(places)))
        bias = (parts == 0).to(states.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        tokens = self.token(states).squeeze(-1)
        pointed = torch.softmax(tokens + (parts != _TOLD).to(states.dtype) * -1e4, -1)
        evidence = (pointed[..., None] * states).sum(1)
        asked = (parts == _ASKED).to(states.dtype)
        question = (asked[..., None] * states).sum(1) / asked.sum(1, keepdim=True).clamp(min=1)
        seen = torch.cat([evidence, question, evidence * question, states[:, 0]], -1)
        return tokens, self.verdict(torch.tanh(self.pool(seen))).squeeze(-1)


def pretrained(path: Path) -> Network:
    """The network with all-MiniLM-L6-v2's weights from its public ``model.safetensors``; its heads are new."""
    held = load_file(path)
    network = Network()
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
    own = network.state_dict()
    for name in own:
        module, _, kind = name.rpartition(".")
        if module in names:
            own[name] = held[f"{names[module]}.{kind}"]
    network.load_state_dict(own)
    return network
