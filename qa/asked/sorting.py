"""All papers, or those that meet conditions, put in an order: "sort the papers by year", "titles from Z to A"."""

from __future__ import annotations

import re
from typing import cast

from qa.asked.grammar import RANKS, expand
from qa.asked.order import NEW, OLD, by_alphabet, number_of
from qa.asked.request import Order

_SEVERAL = (
    r"(?:papers|titles|abstracts|articles|studies|works|records|publications|entries|all|everything|them)"
)
_EXTREME = rf"(?:(?P<newest>{NEW})|(?P<oldest>{OLD})|(?P<longest>longest)|(?P<shortest>shortest))"
_BY = r"by (?:(?:the|their|its) )?(?:publi\w+ )?(?:years?|dates?|titles?|names?)\b(?! \d)"
_SORTED = re.compile(
    rf"\b(?:sort|order|arrange|rank)(?:e?d)?\b(?: (?:me|of|the|these|those|your|our|my))* (?:{_SEVERAL}|by|from|alphabetical\w*|chronological\w*)\b"
    r"|\b(?:alphabetical|chronological|ascending|descending|reversed?) order\b|\b(?:alphabetical|chronological)ly\b"
    rf"|\bin order of (?:year|date|age|publication|length)\b|\b{_BY}|\bfrom a (?:to|-) z\b|\bfrom z (?:to|-) a\b",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\bfrom (?:the )?{_EXTREME} to\b", re.IGNORECASE)
_ON_TOP = re.compile(rf"\b{_EXTREME} (?:\w+ )?(?:first|(?:on|at the) top)\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(rf"\b{_SEVERAL}\b", re.IGNORECASE)
# One place of the order is asked for, and not the whole of it.
_PLACE = re.compile(
    expand(
        r"\b(?:first|last|final|top|bottom|start|ends?|beginning|one|comes?|stands?|before|after|behind|between|next|position|median|middle|count|number|how many"
        rf"|{'|'.join(RANKS)}|what<is>|which (?:paper|title|abstract|article|study|work|record))\b"
    ),
    re.IGNORECASE,
)
_DOWNWARD = re.compile(r"\b(?:revers\w+|descending|backwards?|z (?:to|-) a)\b", re.IGNORECASE)
_BY_TITLE = re.compile(r"\bby (?:(?:the|their|its) )?(?:titles?|names?)\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:length|size)\b", re.IGNORECASE)


def sorting(text: str) -> Order:
    """The order in which all papers are to be shown; empty where only those at some place of an order are asked for."""
    directed = _FROM.search(text) or _ON_TOP.search(text)
    rest = _ON_TOP.sub(" ", text)
    whole = _OF_SEVERAL.search(text) and not _PLACE.search(rest) and number_of(rest) == 1
    if not whole or not (directed or _SORTED.search(text)):
        return ""
    if directed:
        return cast(Order, directed.lastgroup)
    down = bool(_DOWNWARD.search(text))
    if by_alphabet(text) or _BY_TITLE.search(text):
        return "alphabetically last" if down else "alphabetically first"
    if _LENGTH.search(text):
        return "longest" if down else "shortest"
    return "newest" if down else "oldest"


def without_sorting(text: str) -> str:
    """A text without the words that tell in which order papers are to be shown."""
    for form in (_ON_TOP, _FROM, _SORTED):
        text = form.sub(" ", text)
    return text
