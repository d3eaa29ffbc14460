"""Which end of an order is asked for, how many papers of it, from which place on, and what their length is counted in."""

from __future__ import annotations

import re

from qa.asked.grammar import NUMBERS, RANKS, expand
from qa.asked.request import Order, Unit

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_ALPHABET = re.compile(
    r"\balphabet\w*|\babc\b|\ba\s?(?:to|-|–|through|\.\.)\s?z\b|\bz\s?(?:to|-|–)\s?a\b", re.IGNORECASE
)
NEW, OLD = r"(?:newest|latest|most recent)", r"(?:oldest|earliest)"
_AGE = re.compile(rf"\b(?:(?P<new>{NEW}|most recently)|{OLD})\b", re.IGNORECASE)
# "Which paper appeared first?": by its year; "which title appears first?" is asked of a list.
_APPEARED = re.compile(
    r"\b(?:published|appeared|did .+ appear|c[ao]me out|written|printed|released|dated?|years?|chronolog\w*)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|(?P<last>last|final))\b", re.IGNORECASE)
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
_LETTERS = frozenset(("letters", "letter", "characters", "character", "chars", "signs"))
_SENTENCES = frozenset(("sentences", "sentence"))


def number_of(text: str) -> int:
    """How many of an order are asked for: "the final five"; one where no number is said."""
    number = _HOW_MANY.search(text)
    said = next(filter(None, number.groups())).lower() if number else "1"
    return NUMBERS.get(said) or int(said)


def rank_of(text: str) -> int:
    """How many come before the one that is asked for: "the second longest" is behind one."""
    return next((RANKS[word] for word in _words(text) if word in RANKS), 0)


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
