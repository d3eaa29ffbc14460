"""Two questions in one: "how large is it, and what was it trained on?"."""

from __future__ import annotations

import re

from qa.sentences import sentence_spans
from qa.words import content_tokens

_ASKS = (
    r"(?:(?:in|on|by|for|at|to|with|from|of|over|under|against) )?(?:what|which|how|who|whom|whose|where|when|why)"
    r"|(?:is|are|was|were|does|do|did|can|could|has|have|will)"
)
_TOLD = r"(?:please )?(?:explain|describe|tell me|say)(?: (?:to me|(?:in )?short(?:ly)?|briefly))?"
_QUESTION = re.compile(rf"^\W*(?:(?:and|but|so|or|{_TOLD}) )?(?:{_ASKS})\b", re.IGNORECASE)
_JOINT = re.compile(rf",? and,? (?=(?:{_ASKS})\b)|; (?=(?:{_ASKS})\b)", re.IGNORECASE)
_FEWEST = 1  # content words of a part
# Asks of what was asked before: "... and why might that be?"
_OF_THAT = re.compile(
    r"(?:how|why) (?:(?:is|are|was|were|do|does|did|might|may|could|can|would|should) )?(?:that|this|it|they|so)\b",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:how|why)\W*$|{_OF_THAT.pattern}(?: be)?\W*$", re.IGNORECASE)
# Two things in a word or two each, after what they are asked of: "... in a tree. Name and gain?"
_FRAGMENTS = re.compile(r"(\w+(?: \w+)?),? and ((?:its |the )?\w+(?: \w+)?\?)")
# What a paper solves is told before it is spoken of.
_PROBLEM = re.compile(r"\b(?:which|what) problems? (?:do|does|did|is|are|was|were)\b", re.IGNORECASE)
_THE_PROBLEM = "what is the problem"


def parts_asked(text: str) -> tuple[str, ...]:
    """The questions that are asked at once, each as it can be read alone; empty for a single one."""
    spans = [text[span.start : span.end].strip() for span in sentence_spans(text)] or [text]
    asked = [
        part.strip()
        for span in spans
        if span.endswith("?") or _QUESTION.match(span)
        for part in _parts_of(span, alone=len(spans) == 1)
    ]
    parts = tuple(part for part in asked if len(content_tokens(part)) >= _FEWEST or _BARE.match(part))
    if len(parts) < 2:
        return ()
    pairs = zip(("", *parts), parts, strict=False)
    return tuple(
        _of_what(part, before) if _OF_THAT.match(part) else _read_alone(part) for before, part in pairs
    )


def _of_what(part: str, before: str) -> str:
    """A part that asks of what was asked before it, with that."""
    return part if content_tokens(part) or not before else f"{part} {before}"


def _parts_of(span: str, *, alone: bool) -> list[str]:
    fragments = None if alone or _QUESTION.match(span) else _FRAGMENTS.fullmatch(span)
    return list(fragments.groups()) if fragments else _JOINT.split(span)


def _read_alone(part: str) -> str:
    return _THE_PROBLEM if _PROBLEM.search(part) else part
