"""Comparisons: which sides are compared, and in what."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = r"(?:paper|one|study|method|approach|work|article|algorithm|model|system|of\s+them|of\s+the\s+two)"
_MORE = r"(?:more|less|fewer|\w{2,}er|better|worse|most|least|\w{2,}est|best|worst)"
_ASPECT = (
    r"(?:(?:in|on|for)\s+(?:terms\s+of|respect\s+of|the\s+matter\s+of)|with\s+(?:respect|regard)\s+to|regarding|concerning|as\s+(?:to|for|regards)"
    r"|when\s+it\s+comes\s+to|w\.?r\.?t\.?|by|on|in|for|at)"
)
_AND = r"(?:,?\s+and\s+(?:of\s+)?|\s+(?:to|with|against|or|vs\.?|versus)\s+)"
_VERSUS = r"\s+(?:vs\.?|versus|v\.s\.|compared\s+(?:to|with)|as\s+opposed\s+to)\s+"


@dataclass(frozen=True)
class Comparison:
    """The phrases of the sides in order, and the aspect asked for, empty when general."""

    sides: tuple[str, ...]
    aspect: str = ""


# Each says "compare" by itself, whatever the sides are.
_EXPLICIT = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:compare|contrast|comparing|comparison\s+(?:of|between)|compare\s+and\s+contrast)\s+(?:the\s+)?(?P<asp>[\w\s-]+?)\s+(?:of|in|for|between|reported\s+by|used\s+by)\s+(?P<a>.+?){_AND}(?P<b>.+)",
        rf"(?:compare\s+and\s+contrast|compare|contrast|comparing|(?:a\s+)?comparison\s+(?:of|between))\s+(?:between\s+)?(?P<a>.+?){_AND}(?P<b>.+?)(?:[\s,]+{_ASPECT}\s+(?P<asp>.+))?",
        rf"(?:what(?:'s|\s+is|\s+are)?\s+)?(?:the\s+)?(?:main\s+|key\s+|biggest\s+)?(?:differences?|distinction|similarit(?:y|ies)|contrast|relation(?:ship)?|trade-?offs?)\s+between\s+(?P<a>.+?)\s+and\s+(?P<b>.+?)(?:[\s,]+(?:{_ASPECT})\s+(?P<asp>.+))?",
        rf"how\s+(?:do|does|did|are|is)\s+(?P<a>.+?)\s+and\s+(?P<b>.+?)\s+(?:differ(?:ent)?(?:\s+from\s+(?:each\s+other|one\s+another))?|compare|relate|related|similar)(?:[\s,]+{_ASPECT}\s+(?P<asp>.+))?",
        rf"how\s+(?:do|does|did|is|are)\s+(?P<a>.+?)\s+(?:differ(?:ent)?|distinct)\s+(?:from|to|than)\s+(?P<b>.+?)(?:[\s,]+{_ASPECT}\s+(?P<asp>.+))?",
        rf"(?:in\s+what\s+(?:way|respect)s?\s+(?:do|does|is|are)|what\s+(?:distinguishes|separates|sets))\s+(?P<a>.+?)\s+(?:differ(?:ent)?\s+from|apart\s+from|from|and)\s+(?P<b>.+?)(?:\s+differ)?(?:[\s,]+{_ASPECT}\s+(?P<asp>.+))?",
        r"what\s+(?:do|does|did)\s+(?P<a>.+?)\s+and\s+(?P<b>.+?)\s+(?:have\s+in\s+common|share)(?P<asp>)",
        rf"(?P<a>.+?)\s+and\s+(?P<b>.+?)[\s,:–-]+(?:compared|comparison|differences?|side\s+by\s+side)(?:[\s,]+{_ASPECT}\s+(?P<asp>.+))?",
    )
)
# Compare only when both sides are papers: "how does X compare with full fine-tuning?" is a fact about X.
_ONE_OR_TWO = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"how\s+(?:do|does|did)\s+(?P<a>.+?)\s+(?:compare|stack\s+up|fare|measure\s+up|hold\s+up)\s+(?:with|to|against|vs\.?)\s+(?P<b>.+?)(?:[\s,]+{_ASPECT}\s+(?P<asp>.+))?",
        r"(?P<a>.+?)(?:'s)?\s+compared\s+(?:to|with)\s+(?P<b>.+)(?P<asp>)",
        rf"(?:is|are|was|were|does|do|did)\s+(?P<a>.+?)\s+(?P<asp>[\w-]+\s+)??(?:{_MORE}|outperform|beat|surpass|exceed|improve)\b.*?\s+(?:than|on|over|or|outperform|beat)?\s*(?P<b>.+)",
        r"(?:(?P<asp>.+?)[,:]\s*)?(?P<a>[^,:]+?)\s+against\s+(?P<b>[^,:]+?)(?:[,:].*)?",
    )
)
_CHOICE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<asp>(?:which|who|what|whose)\b.*?)\s*[,:;–—-]+\s*(?P<a>[^,:;]+(?:,\s*[^,:;]+)*?),?\s+or\s+(?P<b>[^,:;]+)",
        rf"(?:is|are|does|do|did|was|were|has|should\s+i\s+use)\s+(?P<a>.+?)\s+or\s+(?P<b>.+?)\s+(?P<asp>{_MORE}\b.*)",
        rf"(?P<a>[\w+().-]+(?:\s+[\w+().-]+){{0,3}})\s+or\s+(?P<b>[\w+().-]+(?:\s+[\w+().-]+){{0,3}}?)\s*[,:–-]+\s*(?P<asp>(?:which|who|what)\b.*)",
        rf"(?P<a>[\w+().,\s-]+?),?\s+(?:and|or)\s+(?P<b>[\w+().-]+(?:\s+[\w+().-]+){{0,3}}?)\s*[,:–-]+\s*(?P<asp>(?:who|which)(?:\s+{_ONE})?\s+(?:is|was|has|gets?|does|wins?|reach\w*|needs?)\b.*)",
    )
)
_VS = re.compile(rf"(?:(?P<asp>[^,:?]+)[:,]\s*)?(?P<a>[^,:?]+?){_VERSUS}(?P<rest>.+)", re.I)
# Both sides in one sentence, each with its share: "what does A keep and what does B keep?"
_EACH = re.compile(
    r"\b(?:each(?:\s+(?:of\s+)?(?:them|the\s+two|paper|one|method|study|approach))?|in\s+(?:each|both)(?:\s+case)?|both\s+of\s+them|respectively|the\s+(?:first|former|one)\b.*\bthe\s+(?:second|latter|other)|on\s+the\s+one\s+hand)\b",
    re.I,
)
_TWICE = re.compile(
    r"\b(?P<wh>what|which|how|why|where|when|who)\b.*\band\s+(?:what|which|how|why|where|when|who)\s+(?:\w+\s+)?(?:do|does|did|is|are|was|for|one|about)\b",
    re.I,
)
_TWO_PAPERS = re.compile(
    r"\b(?:two|three|both|these)\s+(?:papers|studies|articles|methods|approaches|works|models|systems|trials|algorithms)\b.*\b(?:each|differ|one\b.*\b(?:other|one)|compare\w*|both)\b",
    re.I,
)
_JOINED = re.compile(
    r"(?P<a>[\w+().-]+(?:\s+[\w+().-]+){0,5}?)(?:'s)?,?\s+(?:and|or)\s+(?:of\s+)?(?P<b>[\w+().-]+(?:\s+[\w+().-]+){0,4})",
    re.I,
)


def compared(text: str, papers: int) -> Comparison | None:
    """The comparison asked for, or None. ``papers``: how many papers the question names."""
    plain = text.strip().rstrip("?.! ")
    found = _first(_EXPLICIT, plain)
    if found:
        return found if papers != 1 or _both_described(found) else None
    found = _choice(plain, papers) or _versus(plain, papers)
    if found:
        return found
    if papers >= 2:
        return _first(_ONE_OR_TWO, plain) or _shared(plain)
    if papers != 1 and (_TWO_PAPERS.search(plain)):
        return Comparison(sides=_described(plain))
    return None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> Comparison | None:
    for pattern in patterns:
        match = pattern.fullmatch(text)
        if match:
            return Comparison(_sides(match["a"], match["b"]), _aspect(match["asp"]))
    return None


def _choice(text: str, papers: int) -> Comparison | None:
    """ "Which is faster, A or B?" With one paper named, both sides are its own: a fact."""
    if papers == 1:
        return None
    return _first(_CHOICE, text)


def _versus(text: str, papers: int) -> Comparison | None:
    match = _VS.fullmatch(text)
    if not match or papers == 1:
        return None
    second, *after = re.split(r"\s*[,:;?]\s*", match["rest"], maxsplit=1)
    others = re.split(_VERSUS, second, flags=re.I)
    aspect = _aspect((after[0] if after else "") or match["asp"])
    return Comparison(_sides(match["a"], *others), aspect)


def _shared(text: str) -> Comparison | None:
    """Two named papers under one question: "how do A and B create their data?"."""
    if not (
        _EACH.search(text) or _TWICE.search(text) or re.search(r"\s+(?:and|or)\s+|'s\b.*'s\b", text, re.I)
    ):
        return None
    verb = re.match(
        r"(?:how|what|which|why|when|where)\b(?:\s+[\w-]+)*?\s+(?:do|does|did|are|is|were|was|has|have)\s+(?P<a>.+?)\s+(?:and|or)\s+(?P<b>.+)",
        text,
        re.I,
    )
    match = verb or _JOINED.search(text)
    return Comparison(_sides(match["a"], match["b"]) if match else (), "")


def _described(text: str) -> tuple[str, ...]:
    match = re.search(r"\bone\s+(?P<a>.+?),?\s+(?:and\s+)?(?:the\s+other|one)\s+(?P<b>[^.?!]+)", text, re.I)
    return _sides(match["a"], match["b"]) if match else ()


def _both_described(found: Comparison) -> bool:
    """Whether the sides read as two papers although only one has a known name."""
    return all(re.search(r"\b(?:paper|study|article|'[^']+')\b|[\"“']", side, re.I) for side in found.sides)


def _sides(*phrases: str) -> tuple[str, ...]:
    parts = [part for phrase in phrases for part in re.split(r",\s+(?:and\s+)?", phrase)]
    cleaned = (_side(part) for part in parts)
    return tuple(part for part in cleaned if part)


def _side(phrase: str) -> str:
    phrase = re.sub(r"^(?:both|either|between|of|the\s+ones?\s+of)\s+", "", phrase.strip(), flags=re.I)
    return re.sub(r"'s$", "", phrase).strip(' ,:;"“”?!')


def _aspect(phrase: str | None) -> str:
    return (phrase or "").strip(" ,:;?.!")
