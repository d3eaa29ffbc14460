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
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast, get_args

import numpy as np

from qa.characters import Span
from qa.embedding import TOKENIZER_SHA256, Matrix, vendored_tokenizer
from qa.errors import ReaderError
from qa.model_files import ModelFiles

MODEL_SHA256 = "584fe249542d5c55ad2b4b01181fb93edca62ac003a071fe6c7f73363f9a7286"
LOOKUP_SHA256 = "4648deba3e55fde7655c27204ba1c4987d61e3d4ceb4f4ff22754d108f3904fa"
Kind = Literal["fact", "list", "compare", "summary", "collection", "talk"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What a look-up wants, each with its classes, and what is told of each of its parts (qa/asked/marked.py).
LOOKS: Mapping[str, tuple[str, ...]] = {
    "want": (
        "list", "count", "share", "any", "all", "each", "held", "authors_of", "year_of", "venue_of", "doi_of",
        "code_of", "topics", "years", "fields", "authors", "venues", "duplicates", "letters", "average", "size",
        "order", "unknown",
    ),
    "enough": ("all", "any"),  # of the parts
    "link": ("", "url", "code", "released"),
    "linked": ("with", "without"),
    "away": ("", "title", "abstract"),  # the field where the same words may not be
    "order": (
        "", "longest", "shortest", "newest", "oldest", "alpha_first", "alpha_last", "alpha_after",
        "alpha_before", "most", "fewest",
    ),
    "of": ("abstract", "title"),
    "unit": ("", "words", "letters", "sentences"),
}  # fmt: skip
MARKS: Mapping[str, tuple[str, ...]] = {
    "field": ("paper", "title", "abstract"),
    "place": ("anywhere", "start", "end"),
    "role": ("words", "author", "venue", "paper", "host"),
    "base": ("asked", "among"),  # among: of which papers it is asked
}
_FILES = ModelFiles(ReaderError, "reinstall abstract-qa")
_MAX_TOKENS = 128
# Odds in favour of a look-up where the network of look-ups is surer of it, as a logarithm: on dev it finds as many look-ups
# as that network alone and loses one in three hundred turns, which that network alone takes for other kinds.
_COLLECTION, _SURER = KINDS.index("collection"), 1.0
# What it has to say in other kinds: on dev four more comparisons are told as such, and four turns more are right.
_OTHERWISE = 0.25
# Tags: outside, a part's first token and its others, and the same of what is to be lacking.
_BEGINS, _LACKING = (1, 3), 3
_WORD = re.compile(r"\w[\w+.]*(?:-[\w+.]*\w[+]*)*[+]*")


class Part(NamedTuple):
    """Words that a question is about, and where in it; whether they are to be lacking; the field and the place
    where they are looked up, and what they are."""

    text: str
    span: Span
    lacking: bool
    marks: Mapping[str, str]


class Told(NamedTuple):
    """The chance of each kind, the parts (sides, a topic, a paper, words to look up), the chance that the
    question, as typed, leans on what was said before, and what a look-up wants: the likeliest class of each of
    ``LOOKS``, and its parts with those that are to be lacking."""

    chances: Mapping[Kind, float]
    parts: tuple[str, ...]
    leans: float
    looks: Mapping[str, str] = MappingProxyType({})
    marked: tuple[Part, ...] = ()


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
    """Two networks of the same shape, opened once, shared between threads: one for kinds, parts and whether a
    question leans on others, one for look-ups. Both have an opinion of the kind."""

    def __init__(self, model_path: Path | None = None, lookup_path: Path | None = None) -> None:
        models = Path(str(resources.files("qa") / "models"))
        kind, lookup = (
            model_path or models / "kind" / "model.onnx",
            lookup_path or models / "lookup" / "model.onnx",
        )
        self._kind: Any = _FILES.session(_FILES.checked(kind, MODEL_SHA256), threads=1)
        self._lookup: Any = _FILES.session(_FILES.checked(lookup, LOOKUP_SHA256), threads=1)
        self._encoder = Encoder()
        self.tell = lru_cache(maxsize=1024)(self._tell)

    def _tell(self, question: str) -> Told:
        """The model's opinion of a stand-alone question. Raises ReaderError."""
        encoded = self._encoder.encode(question)
        ids = np.array([encoded.ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        try:
            kinds, leans, tags = self._kind.run(None, inputs)
            kinds_too, _, tags_too, looks, marks = self._lookup.run(None, inputs)
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise ReaderError(f"the model of kinds failed ({error}); {_FILES.remedy}") from error
        chances = _weighed(kinds[0], kinds_too[0])
        parts = parts_of(question, encoded.offsets, tags[0])
        return Told(
            dict(zip(KINDS, map(float, chances), strict=True)),
            tuple(part.text for part in parts if not part.lacking),
            float(1 / (1 + np.exp(-leans[0]))),
            likeliest(LOOKS, looks[0]),
            parts_of(question, encoded.offsets, tags_too[0], marks[0]),
        )


@lru_cache(maxsize=1)
def shared_kinds() -> KindModel:
    """The model that all assistants of this process share."""
    return KindModel()


def parts_of(
    text: str, offsets: Sequence[tuple[int, int]], tags: Matrix, marks: Matrix | None = None
) -> tuple[Part, ...]:
    """The parts that the tags mark, in order, in whole words.

    ``tags`` are logits of shape (len(offsets), 5), ``marks`` of shape (len(offsets), the classes of ``MARKS``).
    """
    found: list[tuple[int, int, bool, list[int]]] = []
    before = 0
    for n, ((start, end), tag) in enumerate(zip(offsets, np.argmax(tags, axis=1).tolist(), strict=True)):
        if end <= start:
            continue
        if tag:
            start, end = _whole(text, start, end)
            lacking = tag >= _LACKING
            on = bool(before) and tag not in _BEGINS and lacking == (before >= _LACKING)
            if found and (start < found[-1][1] or on):
                found[-1] = (found[-1][0], max(end, found[-1][1]), found[-1][2], [*found[-1][3], n])
            else:
                found.append((start, end, lacking, [n]))
        before = tag
    return tuple(
        Part(
            text[a:b],
            Span(a, b),
            lacking,
            likeliest(MARKS, marks[tokens].mean(axis=0)) if marks is not None else {},
        )
        for a, b, lacking, tokens in found
    )


def _weighed(kinds: Matrix, of_lookups: Matrix) -> Matrix:
    """The chances of kinds mostly by the first network; that of a look-up by the one which is surer of it."""
    own: Matrix = np.log(_shares(kinds))
    others: Matrix = np.log(_shares(of_lookups))
    mixed: Matrix = (1 - _OTHERWISE) * own + _OTHERWISE * others
    chances = np.log(_shares(mixed))
    chances[_COLLECTION] = own[_COLLECTION]
    if others[_COLLECTION] > chances[_COLLECTION]:
        chances[_COLLECTION] = others[_COLLECTION] + _SURER
    return _shares(chances)


def _shares(logits: Matrix) -> Matrix:
    chances = np.exp(logits - logits.max())
    return cast(Matrix, chances / chances.sum())


def likeliest(classes: Mapping[str, tuple[str, ...]], logits: Matrix) -> dict[str, str]:
    """The likeliest class of each row of classes, whose logits stand one row after the other."""
    chosen, at = {}, 0
    for name, own in classes.items():
        chosen[name] = own[int(np.argmax(logits[at : at + len(own)]))]
        at += len(own)
    return chosen


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The word, with what hyphens tie to it, that a piece of a word belongs to."""
    for word in _WORD.finditer(text):
        if word.start() < end and start < word.end():
            start, end = min(start, word.start()), max(end, word.end())
    return start, end
