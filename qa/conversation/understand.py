"""A follow-up question made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.conversation.focus import Focus, focus_of
from qa.conversation.names import NameIndex
from qa.types import Turn


@dataclass(frozen=True)
class Understood:
    """A question as it will be searched and shown, and the papers it is about or leaves out."""

    standalone: str
    rewritten: bool
    paper_ids: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    note: str = ""


_OWN = re.compile(r"\b(?:its|their|his|her)\b(?=\s+\w)", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|they|them|(?:this|that) (?:paper|method|model|approach|study|work|one)|(?:this|that)(?=\s*\?|$))(?!\w)",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^(?:(?:and|but|so|or)\s+)?(?:what about|how about)?\s*", re.IGNORECASE)


def understand(question: str, history: Sequence[Turn], names: NameIndex) -> Understood:
    """The question made to stand alone with the help of the turns before it."""
    focus = focus_of(history, names)
    if not focus.question or not focus.name:
        return Understood(question, False)
    text = _OWN.sub(lambda _: f"{focus.name}'s", question, count=1)
    text = _THING.sub(lambda _: focus.name, text, count=1)
    if text != question:
        return _about(text, focus)
    rest = question[_FRAGMENT.match(question).end() :]  # type: ignore[union-attr]
    if rest != question and not names.mentioned(rest):
        return _about(f"{focus.question.rstrip('?')} {rest}", focus)
    return Understood(question, False)


def _about(text: str, focus: Focus) -> Understood:
    return Understood(text[:1].upper() + text[1:], True, focus.papers[:1], note=f"about {focus.name}")
