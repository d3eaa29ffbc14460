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

MODEL_SHA256 = "584fe249542d5c55ad2b4b01181fb93edca62ac003a071fe6c7f73363f9a7286"
Kind = Literal["fact", "list", "compare", "summary", "collection", "talk"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_FILES = ModelFiles(ReaderError, "reinstall abstract-qa")
_MAX_TOKENS = 128
# Tags: outside, a part's first token and its others, and the same of what is to be lacking.
_BEGINS, _LACKING = (1, 3), 3
_WORD = re.compile(r"\w[\w+.]*(?:-[\w+.]*\w[+]*)*[+]*")


class Told(NamedTuple):
    """The chance of each kind, the parts (sides, a topic, a paper, words to look up), the chance that the
    question, as typed, leans on what was said before, and words that are looked up to be lacking."""

    chances: Mapping[Kind, float]
    parts: tuple[str, ...]
    leans: float
    lacking: tuple[str, ...] = ()


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
        parts, lacking = parts_of(question, encoded.offsets, tags[0])
        return Told(
            dict(zip(KINDS, map(float, chances), strict=True)),
            parts,
            float(1 / (1 + np.exp(-leans[0]))),
            lacking,
        )


def parts_of(
    text: str, offsets: Sequence[tuple[int, int]], tags: Matrix
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts that the tags mark, and those to be lacking, in order, in whole words.

    ``tags`` are logits of shape (len(offsets), 5).
    """
    found: list[tuple[int, int, bool]] = []
    before = 0
    for (start, end), tag in zip(offsets, np.argmax(tags, axis=1).tolist(), strict=True):
        if end <= start:
            continue
        if tag:
            start, end = _whole(text, start, end)
            lacking = tag >= _LACKING
            on = bool(before) and tag not in _BEGINS and lacking == (before >= _LACKING)
            if found and (start < found[-1][1] or on):
                found[-1] = (found[-1][0], max(end, found[-1][1]), found[-1][2])
            else:
                found.append((start, end, lacking))
        before = tag
    parts, missing = (
        tuple(text[a:b] for a, b, lacking in found if lacking is kind) for kind in (False, True)
    )
    return parts, missing


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The word, with what hyphens tie to it, that a piece of a word belongs to."""
    for word in _WORD.finditer(text):
        if word.start() < end and start < word.end():
            start, end = min(start, word.start()), max(end, word.end())
    return start, end
