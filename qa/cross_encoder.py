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
# As in training; an abstract that is longer is read in parts of so many tokens.
_QUESTION, _TITLE, _SENTENCE, _ALL = 96, 64, 160, 448
_MOST_WINDOWS = 8  # some 2,500 words; no abstract has more, but a file may call anything one
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

    def windows(self, question: str, title: str, sentences: Sequence[str]) -> list[tuple[int, int]]:
        """The rows of sentences, from and up to, that are read together: one window, or several of a long abstract.

        A further window ends with the sentences that no other has, and begins with as many of those before as there is
        room for: what a sentence says is understood by these.
        """
        room = _ALL - 4 - len(self._ids(question, _QUESTION)) - len(self._told(title, _TITLE))
        sizes = [len(self._told(sentence, _SENTENCE)) for sentence in sentences]
        found: list[tuple[int, int]] = []
        start = end = 0
        while end < len(sizes) and len(found) < _MOST_WINDOWS:
            first, left = end, room
            while end < len(sizes) and (end == first or sizes[end] <= left):
                left -= sizes[end]
                end += 1
            start = first
            while start > 0 and sizes[start - 1] <= left:
                start -= 1
                left -= sizes[start]
            found.append((start, end))
        return found

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

        Of an abstract that is read in several parts a sentence has the mean of its logits, and the abstract the higher ones.
        Sentences beyond the last part have the logit of the least likely one.
        Raises ReaderError.
        """
        return self._readings(question, paper, tuple(passages))

    def _read(self, question: str, paper: Paper, passages: tuple[Passage, ...]) -> Close:
        texts = [passage.text for passage in passages]
        windows = self._encoder.windows(question, paper.title, texts)
        parts = [self._forward(self._encoder.encode(question, paper.title, texts[a:b])) for a, b in windows]
        sums, counts = np.zeros((2, len(texts)), dtype=np.float32)
        for (a, b), part in zip(windows, parts, strict=True):
            sums[a:b] += part.sentences
            counts[a:b] += 1
        read = counts > 0
        sentences = np.where(read, sums / np.maximum(counts, 1), (sums[read] / counts[read]).min())
        sentences.flags.writeable = False  # it is shared
        return Close(sentences, max(part.answers for part in parts), max(part.fits for part in parts))

    def _forward(self, encoded: Encoded) -> Close:
        feed = {"input_ids": np.array([encoded.ids]), "parts": np.array([encoded.parts])}
        try:
            tokens, verdict = self._session.run(None, feed)
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise ReaderError(f"the reader's model failed ({error}); {_FILES.remedy}") from error
        means = [tokens[0, a:b].mean() if b > a else np.nan for a, b in encoded.spans]
        logits = np.array(means, dtype=np.float32)
        # A sentence of no tokens is as the least likely one.
        return Close(np.where(np.isnan(logits), np.nanmin(logits), logits), *map(float, verdict[0]))
