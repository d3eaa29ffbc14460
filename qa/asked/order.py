"""How many papers of an order are asked for, from which place on, and what their length is counted in."""

from __future__ import annotations

import re

from qa.asked.grammar import NUMBERS, RANKS
from qa.asked.request import Order, Unit

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_ALPHABET = re.compile(r"\balphabet\w*|\babc\b|\ba\s?(?:to|-|–|through|\.\.)\s?z\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:(?P<new>newest|latest|most recent)|oldest|earliest)\b", re.IGNORECASE)
_N = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
_HOW_MANY = re.compile(
    rf"\b(?:top|first|last|final) (?P<a>{_N})\b|\b(?P<b>{_N}) (?:longest|shortest|tiniest|wordiest|briefest|lengthiest)\b",
    re.IGNORECASE,
)
_LETTERS = frozenset(("letters", "letter", "characters", "character", "chars", "signs"))
_SENTENCES = frozenset(("sentences", "sentence"))


def number_of(text: str) -> int:
    """How many of an order are asked for: "the final five"; one where no number is said."""
    number = _HOW_MANY.search(text)
    said = (number["a"] or number["b"]).lower() if number else "1"
    return NUMBERS.get(said) or int(said)


def rank_of(text: str) -> int:
    """How many come before the one that is asked for: "the second longest" is behind one."""
    return next((RANKS[word] for word in _words(text) if word in RANKS), 0)


def by_alphabet(text: str) -> bool:
    """Whether an order by the alphabet is spoken of."""
    return bool(_ALPHABET.search(text))


def counted_in(text: str) -> Unit:
    """What a length is to be counted in."""
    words = set(_words(text))
    return "letters" if words & _LETTERS else "sentences" if words & _SENTENCES else "words"


def aged(text: str) -> Order:
    """Whether the newest or the oldest is asked for; empty if neither."""
    age = _AGE.search(text)
    return ("newest" if age["new"] else "oldest") if age else ""


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
