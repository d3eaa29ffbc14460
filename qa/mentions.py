"""Where a text literally mentions a phrase: case, hyphens, spaces and the plural do not matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.sentences import Span, sentence_spans
from qa.words import fold

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_GAP = r"[\s\-‐‑–_/'’]*"
_URL = re.compile(
    r"(?:https?://|www\.)[^\s{}<>()]+|\b[\w.-]+\.(?:com|org|io|net|ai|edu|co)/[^\s{}<>()]*", re.I
)


def find_mentions(phrase: str, text: str) -> list[Span]:
    """Spans of ``text`` that mention ``phrase``, word by word.

    "fine-tuning" meets "finetuning", "GSM8K" meets "GSM-8K", "network" meets "networks".
    An acronym that the text writes in capitals ("ACT") is not met by the plain word
    ("act"), unless the plain one stands within a link.
    """
    pattern = _pattern(phrase)
    if pattern is None:
        return []
    found = [Span(*match.span()) for match in pattern.finditer(fold(text))]
    if phrase.isupper() and any(text[s.start : s.end] != text[s.start : s.end].lower() for s in found):
        links = [match.span() for match in _URL.finditer(text)]
        found = [s for s in found if not text[s.start : s.end].islower() or _within(s, links)]
    return found


def links(text: str) -> list[Span]:
    """Spans of the web addresses in ``text``, without the punctuation that follows them."""
    return [Span(m.start(), m.start() + len(m[0].rstrip(".,;:]'\"”’"))) for m in _URL.finditer(text)]


def sentence_with(text: str, at: int) -> Span:
    """The sentence of ``text`` that holds offset ``at``."""
    return next((span for span in sentence_spans(text) if span.start <= at < span.end), Span(0, len(text)))


def is_name(phrase: str) -> bool:
    """Whether a phrase looks like a proper name, an acronym or a label with a number."""
    return any(char.isupper() or char.isdigit() for char in phrase)


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    pieces = [fold(piece) for piece in _PIECE.findall(phrase)]
    if not pieces:
        return None
    last = pieces[-1]
    body = [re.escape(piece) for piece in pieces[:-1]] + [_plural(last)]
    # The end of the phrase may carry a sign: "C++", "C#". Then it must be there too.
    sign = re.search(r"[+#]+$", phrase.strip())
    end = re.escape(sign[0]) if sign else r"(?![^\W_])"
    return re.compile(r"(?<![^\W_])" + _GAP.join(body) + end)


def _plural(word: str) -> str:
    """A pattern for the singular and the plural of ``word``."""
    if word[0].isdigit():
        return re.escape(word)
    if len(word) > 4 and word.endswith("ies"):
        return re.escape(word[:-3]) + "(?:y|ies)"
    if len(word) > 4 and word.endswith("y") and word[-2] not in "aeiou":
        return re.escape(word[:-1]) + "(?:y|ies)"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return re.escape(word[:-1]) + "s?"
    return re.escape(word) + "(?:e?s)?"


def _within(span: Span, others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in others)
