"""The longest, the shortest, the first and the last of the alphabet, in whatever order the words come.

A question is one of these when it says so and every other word of it belongs to such a question:
"which abstract is the longest in words", "sorted from A to Z, what title comes last".
"""

from __future__ import annotations

import re

from qa.asked.grammar import NUMBERS, RANKS
from qa.asked.request import CollectionRequest, Field, Order, Unit

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_ALPHABET = re.compile(r"\balphabet\w*|\ba\s?(?:to|-|–|through|\.\.)\s?z\b", re.IGNORECASE)
_ALPHABETICAL = re.compile(
    r",? ?\b(?:in|of|by|from) (?:the )?alphabet\w*(?: (?:order|list|sorting)(?: of (?:the |all )?titles)?)?,?|\balphabetically,?|\bin the list\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:(?P<after>after|behind|follows?|following|next to|between(?= .+ and ))|before|precedes?|preceding|in front of) (?:the )?(?P<x>.+?)(?: and .+| one| paper)?$",
    re.IGNORECASE,
)
_ABC = re.compile(r"\babc\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\b(?:(?P<long>longest|lengthiest|wordiest|biggest|(?:the )?(?:most|(?:largest|highest|greatest|biggest) (?:number|count) of)"
    r" (?:words|sentences|letters|characters))|shortest|tiniest|briefest|smallest"
    r"|(?:fewest|least|(?:smallest|lowest) (?:number|count) of) (?:words|sentences|letters|characters))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:(?P<last>last|final|bottom|end)|first|top|start(?! with)|second|third|fourth|fifth)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:(?P<title>titles?|names?(?! (?:them|it|both|all|every|me))|headings?|headlines?)|abstracts?|texts?)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:(?P<new>newest|latest|most recent)|oldest|earliest)\b", re.IGNORECASE)
_N = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
_HOW_MANY = re.compile(
    rf"\b(?:top|first|last|final) (?P<a>{_N})\b|\b(?P<b>{_N}) (?:longest|shortest|tiniest|wordiest|briefest|lengthiest)\b",
    re.IGNORECASE,
)
# fmt: off
_LONG = frozenset(("longest", "lengthiest", "biggest", "most"))
_SHORT = frozenset(("shortest", "briefest", "smallest", "fewest", "least"))
_FIRST = frozenset(("first", "top", "starts", "begins", "start", "opens"))
_LAST = frozenset(("last", "final", "bottom", "end", "ends", "closes"))
_LETTERS = frozenset(("letters", "letter", "characters", "character", "chars", "signs"))
_SENTENCES = frozenset(("sentences", "sentence"))
_RECORDS = frozenset(("title", "titles", "abstract", "abstracts"))
_ALLOWED = frozenset((
    "which", "what", "what's", "whats", "is", "are", "was", "the", "of", "in", "by", "has", "have", "with", "a", "an",
    "z", "one", "and", "to", "from", "if", "i", "you", "we", "it", "be", "would", "does", "do", "at", "on", "as", "for", "then",
    "paper", "papers", "article", "articles", "record", "entry", "collection", "library", "list", "set", "corpus", "here",
    "sort", "sorted", "sorting", "order", "ordered", "ordering", "rank", "ranked", "count", "counted", "counting", "measured",
    "words", "word", "number", "length", "long", "short", "alphabetical", "alphabetically", "alphabet", "alphabetic", "alphabetized",
    "ignore", "ignoring", "upper", "lower", "case", "comes", "come", "stands", "very", "all", "your", "our", "this", "these",
    "there", "tell", "me", "how", "many", "show", "give", "name", "please", "title's", "that", "goes", "gets", "takes", "needs", "when", "whose", "them", "terms", "us",
))
# fmt: on


def extreme(text: str) -> CollectionRequest | None:
    """The request for the one record at an end of an order, or None."""
    words = {word.lower() for word in _WORD.findall(text)}
    by_alphabet = bool(_ALPHABET.search(text))
    skip = _rank(words)
    if by_alphabet:
        ranked = skip and not words & (_FIRST | _LAST)  # "the third of the alphabet": from its beginning
        first = frozenset(RANKS) if ranked else _FIRST
        order = _end(words, first, _LAST, "alphabetically first", "alphabetically last")
        named = _FIRST | _LAST
    else:
        order = _end(words, _LONG, _SHORT, "longest", "shortest") if words & _RECORDS else ""
        named = _LONG | _SHORT
    if not order or words - _ALLOWED - _RECORDS - _LETTERS - _SENTENCES - named - RANKS.keys():
        return None
    field: Field = "title" if by_alphabet or words & {"title", "titles"} else "abstract"
    return CollectionRequest(field=field, order=order, unit=_counted_in(words), skip=skip)


def ranked(text: str) -> CollectionRequest | None:
    """The same wherever a question says it, whatever else it says: "the final five of the alphabet"."""
    alphabet, superlative = _ALPHABET.search(text) or _ABC.search(text), _SUPERLATIVE.search(text)
    age = aged(text)
    field: Field = "title"
    if alphabet:
        end = _ENDS.search(text)
        if end is None:
            return None
        order: Order = "alphabetically last" if end["last"] else "alphabetically first"
    elif superlative:
        order = "longest" if superlative["long"] else "shortest"
        told = _TOLD.search(text, superlative.start()) or _TOLD.search(text)
        if told is None:
            return None
        field = "title" if told["title"] else "abstract"
    elif age:
        order = age
    else:
        return None
    number = _HOW_MANY.search(text)
    said = (number["a"] or number["b"]).lower() if number else "1"
    words = {word.lower() for word in _WORD.findall(text)}
    limit = NUMBERS.get(said) or int(said)
    return CollectionRequest(
        field=field, order=order, limit=limit, skip=_rank(words), unit=_counted_in(words)
    )


def aged(text: str) -> Order:
    """Whether the newest or the oldest is asked for; empty if neither."""
    age = _AGE.search(text)
    return ("newest" if age["new"] else "oldest") if age else ""


def beside(text: str) -> CollectionRequest | None:
    """ "What stands right after X in alphabetical order?"."""
    match = _BESIDE.search(_ALPHABETICAL.sub("", text)) if _ALPHABET.search(text) else None
    if match is None:
        return None
    order: Order = "alphabetically after" if match["after"] else "alphabetically before"
    return CollectionRequest(field="title", order=order, title=match["x"].strip(" ,\"“”'"))


def _end(words: set[str], low: frozenset[str], high: frozenset[str], first: Order, last: Order) -> Order:
    """Which end is asked for; none where it is unclear."""
    if bool(words & low) == bool(words & high):
        return ""
    return first if words & low else last


def _rank(words: set[str]) -> int:
    """How many come before the one that is asked for: "the second longest" is behind one."""
    return next((RANKS[word] for word in words if word in RANKS), 0)


def _counted_in(words: set[str]) -> Unit:
    return "letters" if words & _LETTERS else "sentences" if words & _SENTENCES else "words"
