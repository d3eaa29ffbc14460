"""The same question in other clothes, which must bring the same papers."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType


def upper(question: str) -> str:
    """In capitals."""
    return question.upper()


def typo(question: str) -> str:
    """Two neighbouring letters swapped inside the longest word, at a place drawn from the text itself."""
    words = list(re.finditer(r"[^\W\d_]{4,}", question))
    if not words:
        return question
    word = max(words, key=lambda match: len(match[0]))
    places = [i for i in range(1, len(word[0]) - 2) if word[0][i] != word[0][i + 1]]
    if not places:
        return question
    at = word.start() + random.Random(zlib.crc32(question.encode())).choice(places)
    return question[:at] + question[at + 1] + question[at] + question[at + 2 :]


def bare(question: str) -> str:
    """Without the punctuation at the end of words; hyphens and points inside a word stay."""
    return " ".join(re.sub(r"[^\w\s]+(?=\s|$)|(?<!\S)[^\w\s]+", "", question).split())


def polite(question: str) -> str:
    """In a frame of courtesy."""
    return f"Hello, could you please tell me: {question} Thank you very much!"


VARIANTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"upper": upper, "typo": typo, "bare": bare, "polite": polite}
)
