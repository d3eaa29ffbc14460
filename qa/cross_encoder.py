"""Reads a question and one abstract together: a small cross-encoder, one forward pass an abstract.

Vectors made apart tell what a sentence is about; whether it answers is seen only with the question
beside it. Six layers that began as all-MiniLM-L6-v2 were trained on questions about other papers
(evals/reader/train.py), quantised to 8 bits, and give a logit for every sentence, one for whether
the abstract answers at all, and one for whether it is what the question is about. They run on one
thread, one abstract at a time, so that the same question about the same abstract always reads the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np

from qa.characters import in_characters
from qa.embedding import TOKENIZER_SHA256, Matrix, vendored_tokenizer
from qa.errors import ReaderError
from qa.model_files import ModelFiles, usable_cores
from qa.types import Paper, Passage

MODEL_SHA256 = "a2a7d692f3107b50daa32ec9734e8ca2ccd7b0ed89de9883477b22858a2cda6b"
_FILES = ModelFiles(ReaderError, "reinstall abstract-qa")
_MOST_THREADS = 4  # of one reading; with more, one question takes from others what it gains little by
# As in training; an abstract that is longer is read up to here.
_QUESTION, _TITLE, _SENTENCE, _ALL = 96, 64, 160, 448
_CLS, _SEP = 101, 102
# What a token belongs to, as the model was taught.
_FRAME, _ASKED, _TOLD = 1, 2, 3


class Close(NamedTuple):
    """A close reading of one abstract: a logit per sentence, shape (n,), and two for the abstract.

    ``answers`` is of whether it answers, ``fits`` of whether the question is about it, or, of a
    question for a list, whether it belongs there.
    """

    sentences: Matrix
    answers: float
    fits: float


class Encoded(NamedTuple):
    """One sequence: token ids, the part that each belongs to, and each sentence's span of tokens."""

    ids: list[int]
    parts: list[int]
    spans: list[tuple[int, int]]


class Encoder:
    """A question and an abstract as the tokens that the model reads."""

    def __init__(self) -> None:
        self._tokenizer = _FILES.tokenizer(_FILES.checked(vendored_tokenizer(), TOKENIZER_SHA256))
        self._told = lru_cache(maxsize=100_000)(
            self._ids
        )  # an abstract's words are the same at each question

    def encode(self, question: str, title: str, sentences: Sequence[str]) -> Encoded:
        """``[CLS] question [SEP] title [SEP] sentence sentence ... [SEP]``, cut at 448 tokens."""
        asked, name = self._ids(question, _QUESTION), self._told(title, _TITLE)
        ids = [_CLS, *asked, _SEP, *name, _SEP]
        parts = [_FRAME, *[_ASKED] * len(asked), *[_FRAME] * (len(name) + 2)]
        spans = []
        for sentence in sentences:
            start = len(ids)
            ids.extend(self._told(sentence, _SENTENCE)[: max(0, _ALL - 1 - start)])
            spans.append((start, len(ids)))
        parts += [_TOLD] * (len(ids) - len(parts))
        return Encoded([*ids, _SEP], [*parts, _FRAME], spans)

    def _ids(self, text: str, most: int) -> list[int]:
        ids: list[int] = self._tokenizer.encode(in_characters(text), add_special_tokens=False).ids[:most]
        return ids


class CrossEncoder:
    """Opened once, shared between threads."""

    def __init__(self, model_path: Path | None = None) -> None:
        path = model_path or Path(str(resources.files("qa") / "models" / "reader" / "model.onnx"))
        threads = min(_MOST_THREADS, usable_cores())
        self._session = _FILES.session(_FILES.checked(path, MODEL_SHA256), threads)
        self._encoder = Encoder()
        # A list reads some papers to find them, and once more to show them.
        self._readings = lru_cache(maxsize=256)(self._read)

    def read(self, question: str, paper: Paper, passages: Sequence[Passage]) -> Close:
        """The reading of ``passages``, the sentences of a paper in their order.

        A sentence beyond the model's 448 tokens has the logit of the least likely one.
        Raises ReaderError.
        """
        return self._readings(question, paper, tuple(passages))

    def _read(self, question: str, paper: Paper, passages: tuple[Passage, ...]) -> Close:
        encoded = self._encoder.encode(question, paper.title, [passage.text for passage in passages])
        feed = {"input_ids": np.array([encoded.ids]), "parts": np.array([encoded.parts])}
        try:
            tokens, verdict = self._session.run(None, feed)
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise ReaderError(f"the reader's model failed ({error}); {_FILES.remedy}") from error
        means = [tokens[0, a:b].mean() if b > a else np.nan for a, b in encoded.spans]
        logits = np.array(means, dtype=np.float32)
        sentences = np.where(np.isnan(logits), np.nanmin(logits), logits)
        sentences.flags.writeable = False  # it is shared
        return Close(sentences, *map(float, verdict[0]))
