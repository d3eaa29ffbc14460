"""What kind of question is asked, and which of its words are the parts: a small model's opinion.

Six layers that began as all-MiniLM-L6-v2, trained on questions about papers of many fields
(evals/routing/train.py). Forms of sentences alone (:mod:`qa.asked`) are exact where they match, and
match half of what people write; route.py weighs the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from qa.embedding import TOKENIZER_SHA256, Matrix, vendored_tokenizer
from qa.errors import ReaderError
from qa.model_files import ModelFiles

MODEL_SHA256 = "99002b33b4b90dd5ef08e3d9955ff2d462c2e6d7ff7cb992f69ae892d6fec2c9"
Kind = Literal["fact", "list", "compare", "summary", "collection", "talk"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_FILES = ModelFiles(ReaderError, "reinstall abstract-qa")
_MAX_TOKENS = 128
_BEGINS, _WITHIN = 1, 2
_WORD = re.compile(r"\w[\w+.]*(?:-[\w+.]*\w[+]*)*[+]*")


class Told(NamedTuple):
    """The chance of each kind, the parts (sides, a topic, a paper, words to look up), and the chance
    that the question, as typed, leans on what was said before."""

    chances: Mapping[Kind, float]
    parts: tuple[str, ...]
    leans: float


class Encoded(NamedTuple):
    """Token ids, and each token's place in the text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Encoder:
    """A question as the tokens that the model reads."""

    def __init__(self) -> None:
        self._tokenizer = _FILES.tokenizer(_FILES.checked(vendored_tokenizer(), TOKENIZER_SHA256))
        self._tokenizer.enable_truncation(_MAX_TOKENS)

    def encode(self, text: str) -> Encoded:
        """The tokens, with the two that frame them, which have no place."""
        encoding = self._tokenizer.encode(text)
        return Encoded(encoding.ids, encoding.offsets)


class KindModel:
    """Opened once, shared between threads."""

    def __init__(self, model_path: Path | None = None) -> None:
        path = model_path or Path(str(resources.files("qa") / "models" / "kind" / "model.onnx"))
        self._session: Any = _FILES.session(_FILES.checked(path, MODEL_SHA256), threads=1)
        self._encoder = Encoder()
        self.tell = lru_cache(maxsize=1024)(self._tell)

    def _tell(self, question: str) -> Told:
        """The model's opinion of a stand-alone question. Raises ReaderError."""
        encoded = self._encoder.encode(question)
        ids = np.array([encoded.ids], dtype=np.int64)
        try:
            kinds, leans, tags = self._session.run(
                None, {"input_ids": ids, "attention_mask": np.ones_like(ids)}
            )
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise ReaderError(f"the model of kinds failed ({error}); {_FILES.remedy}") from error
        chances = np.exp(kinds[0] - kinds[0].max())
        chances /= chances.sum()
        return Told(
            dict(zip(KINDS, map(float, chances), strict=True)),
            parts_of(question, encoded.offsets, tags[0]),
            float(1 / (1 + np.exp(-leans[0]))),
        )


def parts_of(text: str, offsets: Sequence[tuple[int, int]], tags: Matrix) -> tuple[str, ...]:
    """The parts that the tags mark, in order, in whole words; ``tags`` are logits of shape (len(offsets), 3)."""
    found: list[list[int]] = []
    inside = False
    for (start, end), tag in zip(offsets, np.argmax(tags, axis=1), strict=True):
        if end <= start:
            continue
        if tag in (_BEGINS, _WITHIN):
            start, end = _whole(text, start, end)
            if found and (start < found[-1][1] or (tag == _WITHIN and inside)):
                found[-1][1] = max(end, found[-1][1])
            else:
                found.append([start, end])
        inside = tag in (_BEGINS, _WITHIN)
    return tuple(text[start:end] for start, end in found)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The word, with what hyphens tie to it, that a piece of a word belongs to."""
    for word in _WORD.finditer(text):
        if word.start() < end and start < word.end():
            start, end = min(start, word.start()), max(end, word.end())
    return start, end
