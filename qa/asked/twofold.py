"""Two questions in one: "how large is it, and what was it trained on?"."""

from __future__ import annotations

import re

from qa.sentences import sentence_spans
from qa.words import content_tokens

_ASKS = (
    r"(?:(?:in|on|by|for|at|to|with|from|of|over|under|against) )?(?:what|which|how|who|whom|whose|where|when|why)"
    r"|(?:is|are|was|were|does|do|did|can|could|has|have|will)"
)
_QUESTION = re.compile(rf"^\W*(?:(?:and|but|so|or) )?(?:{_ASKS})\b", re.IGNORECASE)
_JOINT = re.compile(rf",? and,? (?=(?:{_ASKS})\b)|; (?=(?:{_ASKS})\b)", re.IGNORECASE)
_FEWEST = 1  # content words of a part


def parts_asked(text: str) -> tuple[str, ...]:
    """The questions that are asked at once, each as it stands; empty for a single one."""
    spans = [text[span.start : span.end].strip() for span in sentence_spans(text)] or [text]
    asked = [
        part.strip()
        for span in spans
        if span.endswith("?") or _QUESTION.match(span)
        for part in _JOINT.split(span)
    ]
    parts = tuple(part for part in asked if len(content_tokens(part)) >= _FEWEST)
    return parts if len(parts) > 1 else ()
