"""Which end of an order is asked for, how many papers of it, from which place on, and what their length is counted in."""

from __future__ import annotations

import re

from qa.asked.grammar import NUMBERS, RANKS, expand
from qa.asked.request import Order, Unit

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_ALPHABET = re.compile(
    r"\balphabet\w*|\babc\b|\ba\s?(?:to|-|–|through|\.\.)\s?z\b|\bz\s?(?:to|-|–)\s?a\b"
    r"|\b(?:sort|order|arrange|rank)(?:e?d|ing)?\b[^?.;]{0,60}? by (?:(?:the|their|its) )?(?:titles?|names?)\b",
    re.IGNORECASE,
)
NEW, OLD = r"(?:newest|latest|most recent)", r"(?:oldest|earliest)"
_AGE = re.compile(rf"\b(?:(?P<new>{NEW}|most recently)|{OLD})\b", re.IGNORECASE)
# "Which paper appeared first?": by its year; "which title appears first?" is asked of a list.
_APPEARED = re.compile(
    r"\b(?:published|appeared|did .+ appear|c[ao]me out|written|printed|released|dated?|years?|chronolog\w*)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|(?P<last>last|final))\b", re.IGNORECASE)
_LONG, _SHORT = r"(?:longest|lengthiest|wordiest)", r"(?:shortest|briefest|tiniest)"
_AND = r"\b(?:(?! to\b)[^.?!])*?(?:\band\b|&|,|\bplus\b)[^.?!]*?\b"
_BOTH_ENDS = re.compile(
    "|".join(
        rf"\b{one}{_AND}{other}\b"
        for a, b in (
            (_LONG, _SHORT),
            (NEW, OLD),
            ("first", "(?:last|final)"),
            ("most", "(?:fewest|least)"),
        )
        for one, other in ((a, b), (b, a))
    ),
    re.IGNORECASE,
)
# "Which title comes last?" is asked of the alphabet, "which is listed last?" and "the last paper" of the list.
_TITLED, _LISTED = (
    re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    for said in (
        "titles?|names?",
        "list|listed|listing|file|collection|corpus|library|database|position|loaded",
    )
)
_FROM_END = re.compile(
    r"\b(?:to|from) (?:the )?(?:last|end|bottom|back)\b|\blast but one\b|\bpenultimate\b", re.IGNORECASE
)
_BUT_ONE = re.compile(r"\blast but one\b|\bpenultimate\b", re.IGNORECASE)
_NTH = re.compile(r"\b(?P<n>\d+)(?:st|nd|rd|th)\b(?! centur)", re.IGNORECASE)
_ONE = r"(?:paper|abstract|article|study|work|publication|record|title|entry|document|item|one)"
_HERE = r"(?: (?:in|of|on|from) (?:the|your|this|our|my) (?:whole |paper )?<collection>|<here>)"
# "the 10th paper", "which paper is number 77?": a place in the order of the collection.
_PLACE = re.compile(
    expand(
        rf"(?:(?:and|what|which|show|give|tell|name|me|us|of|called|is|was|are|comes?|stands?|paper|title|one|the|'s|whats) |what's )*"
        rf"(?:(?P<nth>\d+(?:st|nd|rd|th)|{'|'.join(RANKS)}) {_ONE}"
        rf"|(?:(?:the )?{_ONE}(?: (?:is|comes|stands|has))?(?: (?:at|in|on))?(?: the)? )?"
        rf"(?:#|(?:number|no\.?|nr\.?|position|place) ?#?) ?(?P<n>\d+)"
        rf"(?: {_ONE})?){_HERE}"
    ),
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"\bwhich\b.*\b(?:older|newer|younger|more recent|(?:published|appeared|written|came out|is|was) (?:first|earlier|later|last))\b",
    re.IGNORECASE,
)
_N = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
_EXTREME = rf"(?:longest|shortest|tiniest|wordiest|briefest|lengthiest|{NEW}|{OLD})"
_HOW_MANY = re.compile(
    expand(
        rf"\b(?:top|first|last|final|{NEW}|{OLD}) (?P<a>{_N})\b|\b(?P<b>{_N}) {_EXTREME}\b"
        rf"|\b(?P<c>{_N}) <record> (?:are|were|is|have|has) (?:the )?{_EXTREME}\b"
    ),
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"\b(?:{_EXTREME}|{_LONG}|{_SHORT}) (?:papers|articles|abstracts|studies|works|publications|records|titles|ones)\b",
    re.IGNORECASE,
)
_SOME = 5  # papers at the end of an order, where it is not said how many
_LETTERS = frozenset(("letters", "letter", "characters", "character", "chars", "signs"))
_SENTENCES = frozenset(("sentences", "sentence"))


def number_of(text: str) -> int:
    """How many of an order are asked for: "the final five"; one where no number is said."""
    number = _HOW_MANY.search(text)
    said = next(filter(None, number.groups())).lower() if number else "1"
    return NUMBERS.get(said) or int(said)


def limit_of(text: str, dated: bool) -> int | None:
    """How many of an order are shown: as many as asked for, some of "the newest papers", None for all of them from some years (``dated``)."""
    if _HOW_MANY.search(text) or both_ends(text) or not _SEVERAL.search(text):
        return number_of(text)
    return None if dated else _SOME


def rank_of(text: str) -> int:
    """How many come before the one that is asked for: "the second longest" is behind one."""
    if _BUT_ONE.search(text):
        return 1
    nth = _NTH.search(text)
    return int(nth["n"]) - 1 if nth else next((RANKS[word] for word in _words(text) if word in RANKS), 0)


def place_of(text: str) -> int:
    """The place in the order of the collection that a question asks for and nothing else; 0 where it does not."""
    place = _PLACE.fullmatch(text)
    if place is None:
        return 0
    return int(place["n"]) if place["n"] else rank_of(place["nth"]) + 1


def both_ends(text: str) -> bool:
    """Whether both ends of an order are asked for: "the longest and the shortest"."""
    return bool(_BOTH_ENDS.search(text))


def by_place(text: str, order: Order) -> Order:
    """An end of the alphabet, or a neighbour in it, as one of the list, where the alphabet is not spoken of."""
    if order in ("alphabetically after", "alphabetically before"):
        titled = by_alphabet(text) or (_TITLED.search(text) and not _LISTED.search(text))
        return order if titled else "after" if order == "alphabetically after" else "before"
    first = order == "alphabetically first" or both_ends(text)
    if _FROM_END.search(text) or not first:
        listed = _LISTED.search(text) or not _TITLED.search(text)
        return "last" if listed else "alphabetically last"
    return "first"


def by_alphabet(text: str) -> bool:
    """Whether an order by the alphabet is spoken of."""
    return bool(_ALPHABET.search(text))


def end_of(text: str) -> str:
    """Which end of an alphabetical order is asked for, by the words "first" and "last"; empty without them."""
    first = _FIRST.search(text)
    return ("alpha_last" if first["last"] else "alpha_first") if first else ""


def counted_in(text: str) -> Unit:
    """What a length is to be counted in."""
    words = set(_words(text))
    return "letters" if words & _LETTERS else "sentences" if words & _SENTENCES else "words"


def by_appearance(text: str) -> Order:
    """Whether "first" and "last" are of the years in which papers appeared; empty if they are not."""
    first = _FIRST.search(text) if _APPEARED.search(text) else None
    return ("newest" if first["last"] else "oldest") if first else ""


def compares_age(text: str) -> bool:
    """Whether it is asked which of some papers is the older or the newer."""
    return bool(_OLDER.search(text))


def aged(text: str) -> Order:
    """Whether the newest or the oldest is asked for; empty if neither."""
    age = _AGE.search(text)
    return ("newest" if age["new"] else "oldest") if age else ""


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
