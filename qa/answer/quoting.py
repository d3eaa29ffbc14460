"""Sentences that are exact quotes, and the words in them that decide."""

from __future__ import annotations

import re

from qa.answer.numbering import Numbering
from qa.types import Passage, Quote, Sentence
from qa.words import content_tokens

_NUMBER = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)[~<>≈±$]?\d[\d.,]*\d?(?:\s?(?:\\?%|times|x\b|×|\\times)|[kKMBTG]\b|-fold\b|\s(?:million|billion|trillion|percent|points?)\b)?"
    r"(?:\s?[-–]\s?\d[\d.,]*(?:\\?%|times|x\b|×)?)?"
)
_NAME = re.compile(r"\b(?:[A-Z][\w+-]*[A-Z0-9][\w+-]*|[A-Z]{2,}[\w-]*)\b")
_QUANTITY = re.compile(
    r"\b(?:how (?:many|much|fast|large|big|long|often|small|far|few)|what (?:percentage|share|fraction|number|speed|size|rate|factor"
    r"|accuracy|score|improvement|gain|reduction)|number|speed-?ups?|percent|ratio|accuracy|score|size|faster|smaller|cost)\b",
    re.IGNORECASE,
)
# A sentence that opens so leans on what stands before it.
_DANGLING = re.compile(
    r"(?:\W*)(?:This|That|These|Those|It|Its|They|Their|Such|Our|We|Here|The (?:proposed|resulting|former|latter|model|method|approach"
    r"|framework|technique|algorithm|system|paper|study))\b",
)
_BACK = re.compile(
    r"\b(?:these|those|this|that|such|both|the (?:two|three|four|above|former|latter|same|resulting|proposed)) [a-z-]+"
    r"|^(?:then|therefore|thus|hence|consequently|as a result|using (?:this|these)|it|they)\b|\bthe above\b",
    re.IGNORECASE,
)
_MAX_MARKS = 4


def quote_of(passage: Passage) -> Quote:
    """The quote that is this passage: the same span."""
    return Quote(passage.paper_id, passage.start, passage.end, passage.text)


def quoted_sentence(passage: Passage, numbering: Numbering, question: str = "", label: str = "") -> Sentence:
    """An answer's sentence that is the passage word for word, so it needs no check."""
    return Sentence(
        text=passage.text,
        citations=(numbering.number(passage.paper_id),),
        label=label,
        marks=decisive_spans(question, passage.text) if question else (),
    )


def leans_on_context(text: str) -> bool:
    """Whether a sentence opens with a word that refers back ("This", "It", "Our method")."""
    return bool(_DANGLING.match(text))


def refers_back(text: str) -> bool:
    """Whether a sentence speaks anywhere of what was said before it: "via the two strategies", "then we"."""
    return leans_on_context(text) or bool(_BACK.search(text))


def decisive_spans(question: str, text: str) -> tuple[tuple[int, int], ...]:
    """The spans of ``text`` that answer, as far as their form tells: figures for a quantity, else names.

    What the question already says decides nothing and is not marked.
    """
    said = {token.stem for token in content_tokens(question)}
    pattern = _NUMBER if _QUANTITY.search(question) else _NAME
    spans = [match.span() for match in pattern.finditer(text)]
    fresh = [
        (start, end)
        for start, end in spans
        if not {token.stem for token in content_tokens(text[start:end])} <= said
    ]
    return tuple(fresh[:_MAX_MARKS])
