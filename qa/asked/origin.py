"""Questions about when the papers appeared and who wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.asked.grammar import Form, expand, matches
from qa.asked.phrases import want_of
from qa.asked.request import CollectionRequest, Range

_Years = Callable[[int, int], Range]
_Y = r"((?:19|20)\d\d)"
_YEAR_FORMS: tuple[tuple[re.Pattern[str], _Years], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), years)
    for pattern, years in (
        (rf"\b(?:(?:between|from) )?{_Y} ?(?:and|to|until|-|–) ?{_Y}\b", lambda a, b: (a, b)),
        (rf"\b{_Y} ?[-–] ?{_Y}\b", lambda a, b: (a, b)),
        (rf"\b(?:since|from) {_Y}(?: on| onwards?)\b", lambda a, _: (a, None)),
        (rf"\bsince {_Y}\b", lambda a, _: (a, None)),
        (rf"\b(?:after|later than|newer than) {_Y}\b", lambda a, _: (a + 1, None)),
        (rf"\b(?:before|earlier than|older than|prior to) {_Y}\b", lambda a, _: (None, a - 1)),
        (rf"\b(?:until|up to|till) {_Y}\b", lambda a, _: (None, a)),
        (rf"\b(?:from|in|of|during|dated|year)(?: the year)? {_Y}\b", lambda a, _: (a, a)),
        (rf"\b{_Y}\b", lambda a, _: (a, a)),
    )
)


def years_anywhere(text: str) -> tuple[Range, str] | None:
    """The years named in a text, and the text without them; None where none are."""
    for pattern, years in _YEAR_FORMS:
        match = pattern.search(text)
        if match:
            first, last = int(match[1]), int(match[match.re.groups])
            return years(first, last), f"{text[: match.start()]} {text[match.end() :]}"
    return None


def years_in(text: str) -> Range | None:
    """The years that papers are wanted of, beside what else is asked; None where none are named so."""
    match = _OF_YEARS.search(text)
    found = years_anywhere(text[match.start() :]) if match else None
    return found[0] if found else None


# "papers from 2019 that ..."; not a year that is a word to look for.
_OF_YEARS = re.compile(
    expand(
        r"\b(?:<record>|published|appeared|written|dated)(?: (?:published|that|which|are|were|appeared|written|dated|came|come|out))*"
        r" (?:from|in|of|since|before|after|until|between|during)(?: the year)? (?=(?:19|20)\d\d\b)"
    ),
    re.IGNORECASE,
)
# Nothing but the years may be asked for: with a topic, it is a question for a search.
_ONLY_YEARS = re.compile(
    expand(
        r"(?:(?:how many|which|what|any|all|the|list|show|give|me|are|is|there|do|you|have|hold|were|was"
        r"|published|appeared|came out"
        r"|written|dated|<record>|anything|everything|something|only|got|does|<collection>|contain"
        r"|include|in|here|of|from|this)(?: |$))+"
    ),
    re.IGNORECASE,
)
_RECORD = re.compile(expand(r"\b(?:<record>|anything|everything|published)\b"), re.IGNORECASE)


def dated(text: str) -> CollectionRequest | None:
    """Papers of some years."""
    found = years_anywhere(text)
    if found is None or not _RECORD.search(text):
        return None
    years, rest = found
    if not _ONLY_YEARS.fullmatch(" ".join(rest.split())):
        return None
    return CollectionRequest(want_of(text), years=years)


_PERSON = r"(?P<x>(?-i:[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|van|von|de|der|den|di|da|la|el|al|bin)){0,4}))(?: et al\.?)?"
AUTHOR_FORMS = (
    Form("which papers are by Jane Doe?",
         rf"(?:.*\b)?(?:<record>|anything|everything|something)\b(?: (?:are|is|were|was|there|here|do you"
         rf" have|you have))* (?:(?:co-?)?(?:written|authored|published) )?by (?:(?:the )?authors?"
         rf" )?{_PERSON}<here>"),
    Form("what did Doe write?",
         rf"(?:what|which(?: <record>)?|how many(?: <record>)?) (?:has|have|did|does|is|are) {_PERSON}"
         rf" (?:co-?)?(?:written|wrote|write|authored|author(?: of)?|published|publish)<here>"),
    Form("is Doe an author of any paper?",
         rf"(?:did|has|does|is) {_PERSON} (?:written|write|author(?:ed)?|publish(?:ed)?|an? author)(?:"
         rf" of)?(?: (?:any|some|one|anything)(?: of)?(?: (?:the|these))?(?: <record>)?)?<here>"),
    Form("papers by doe", r"(?:(?:show|list|find|give me|any|all) )*<record> by (?P<x>[\w.'-]+)"),
)  # fmt: skip


def authored(text: str) -> CollectionRequest | None:
    """Papers by a person."""
    for _, match in matches(AUTHOR_FORMS, text):
        return CollectionRequest(want_of(text), author=match["x"])
    return None
