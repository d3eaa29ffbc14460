"""What stands around a phrase in a question: its clause, a denial, the field that is named."""

from __future__ import annotations

import re

from qa.asked.request import Field
from qa.characters import Span

_I = re.IGNORECASE
FIELD = re.compile(r"\b(?:(?P<title>titles?|headings?|headlines?)|abstracts?)\b", _I)
_CLAUSE = re.compile(r"[,;:.?!](?=\s|$)|\b(?:and|but|yet|though|while|plus)\b", _I)
_DENIED = re.compile(
    r"\b(?:not?|never|without|lack\w*|miss(?:es|ing)|absent|neither|nor|minus|except\w*|excluding|apart from|other than"
    r"|leav\w+ (?:out|aside)|free of|cannot)\b|n't\b|\b(?:dont|doesnt|isnt|arent)\b",
    _I,
)
_DENIED_AFTER = re.compile(
    r"\s+(?:no|not)\b(?= *(?:$|[,.?!;]))|\W{1,2}(?:is|are|does|do)(?:n't| not)\b|\s+(?:absent|missing|lacking)\b",
    _I,
)
_NOT = re.compile(
    r"\s*(?:no|not|do(?:es)?(?:n't| not)|isn't|lacks? it|missing|absent)\b", _I
)  # "abstract yes, title no"
_DENIES = re.compile(r"\b(?:not|no|never|missing|absent|lack\w*|isn't|without)\b", _I)


def clause_around(text: str, span: Span) -> Span:
    """The stretch between two breaks that a phrase stands in."""
    breaks = [*_CLAUSE.finditer(text)]
    start = max((each.end() for each in breaks if each.end() <= span.start), default=0)
    end = min((each.start() for each in breaks if each.start() >= span.end), default=len(text))
    return Span(start, max(end, span.end))


def clause_in(text: str, span: Span) -> str:
    """The words of the clause that a phrase stands in."""
    clause = clause_around(text, span)
    return text[clause.start : clause.end]


def is_denied(text: str, span: Span) -> bool:
    """Whether a word of denial stands before it in its clause, or "no" right behind it."""
    clause = clause_around(text, span)
    before = text[clause.start : span.start]
    return bool(_DENIED.search(before) or _DENIED_AFTER.match(text[span.end :]))


def fields_named(text: str) -> tuple[Field | None, Field | None]:
    """The field where a phrase is to be and the one where not: "in the abstract, not in the title"."""
    said = [("title" if match["title"] else "abstract", match) for match in FIELD.finditer(text)]
    denied = {
        name
        for name, match in said
        if is_denied(text, Span(*match.span())) or _NOT.match(text[match.end() :])
    }
    if len(denied) != 1 or not _DENIES.search(text):
        return None, None
    away: Field = "title" if "title" in denied else "abstract"
    there: Field = "abstract" if away == "title" else "title"
    both = there in {name for name, _ in said} or re.search(
        rf"\bnot (?:up )?in (?:the|their|its) {away}s?\b", text, _I
    )
    return (there, away) if both else (None, None)


def field_of(text: str, span: Span) -> Field:
    """The field named in the clause of a phrase, else the one that is nearest."""
    clause = clause_around(text, span)
    named = [(match, "title" if match["title"] else "abstract") for match in FIELD.finditer(text)]
    if not named:
        return "paper"

    def distance(match: re.Match[str]) -> tuple[bool, int]:
        within = clause.start <= match.start() < clause.end
        return not within, min(abs(match.start() - span.end), abs(span.start - match.end()))

    nearest = min(named, key=lambda each: distance(each[0]))[1]
    return "title" if nearest == "title" else "abstract"
