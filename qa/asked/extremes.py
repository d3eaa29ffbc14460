"""The longest, the shortest, the first and the last of the alphabet, in whatever order the words come.

A question is one of these when it says so and every other word of it belongs to such a question:
"which abstract is the longest in words", "sorted from A to Z, what title comes last".
"""

from __future__ import annotations

import re

from qa.asked.request import CollectionRequest, Field, Order, Unit

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_ALPHABET = re.compile(r"\balphabet\w*|\ba\s?(?:to|-|–|through|\.\.)\s?z\b", re.IGNORECASE)
_ALPHABETICAL = re.compile(
    r",? ?\b(?:in|of|by|from) (?:the )?alphabet\w*(?: (?:order|list|sorting)(?: of (?:the |all )?titles)?)?,?|\balphabetically,?|\bin the list\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:(?P<after>after|behind|follows?|following|next to)|before|precedes?|preceding|in front of) (?:the )?(?P<x>.+?)(?: one| paper)?$",
    re.IGNORECASE,
)
# fmt: off
_LONG = frozenset(("longest", "lengthiest", "biggest", "most"))
_SHORT = frozenset(("shortest", "briefest", "smallest", "fewest", "least"))
_FIRST = frozenset(("first", "top", "starts", "begins", "start", "opens"))
_LAST = frozenset(("last", "final", "bottom", "end", "ends", "closes"))
_RANKS = {"second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4}
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
    skip = next((_RANKS[word] for word in words if word in _RANKS), 0)
    if by_alphabet:
        ranked = skip and not words & (_FIRST | _LAST)  # "the third of the alphabet": from its beginning
        first = frozenset(_RANKS) if ranked else _FIRST
        order = _end(words, first, _LAST, "alphabetically first", "alphabetically last")
        named = _FIRST | _LAST
    else:
        order = _end(words, _LONG, _SHORT, "longest", "shortest") if words & _RECORDS else ""
        named = _LONG | _SHORT
    if not order or words - _ALLOWED - _RECORDS - _LETTERS - _SENTENCES - named - _RANKS.keys():
        return None
    field: Field = "title" if by_alphabet or words & {"title", "titles"} else "abstract"
    unit: Unit = "letters" if words & _LETTERS else "sentences" if words & _SENTENCES else "words"
    return CollectionRequest(field=field, order=order, unit=unit, skip=skip)


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
