"""A question about the collection as the model of kinds marks it: what is wanted, which words stand where.

The model tells classes (qa/kinds.py); numbers, years and what stands in quotation marks are read off the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qa.asked.around import field_of, fields_named
from qa.asked.grammar import NUMBERS
from qa.asked.order import by_alphabet, counted_in, number_of, rank_of
from qa.asked.phrases import HOST, is_vague, phrases_of, quoted, sign_of, unit_of
from qa.asked.request import CollectionRequest, Detail, Field, Link, Order, Place, Want
from qa.asked.sought import APART, ELSEWHERE, sought
from qa.asked.years import years_anywhere
from qa.kinds import Part, Told
from qa.mentions import is_name
from qa.sentences import Span

_I = re.IGNORECASE
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HOLDING = re.compile(r"\b(?:have|has|got|hold|own|in here|in (?:the|this|your|our) \w+)\b", _I)
_SPEAKS = re.compile(
    r"\b(?:mention\w*|contain\w*|nam(?:e|ed|es)|us(?:e|es|ed)|cit\w+|which|who|what|how (?:many|often)|else|other|words?|abstracts?|titles?"
    r"|any\w*|something|on|about|with|single|one)\b",
    _I,
)
_AT_ONCE = re.compile(
    r"\b(?:all (?:two|three|four|five|of (?:them|these))|together|at once|side by side)\b", _I
)
_NOT_BOTH = re.compile(r"\b(?:not|never) (?:the )?(?:both|two)\b", _I)
_NOT_THESE = re.compile(
    r"\bwhich (?:ones?|of (?:them|these|those)|papers|abstracts|titles)? ?(?:do|does|did|is|are)(?:n't| not|nt)\W*$",
    _I,
)
_ADDRESS = re.compile(
    r"\b(?:links?|linked|urls?|(?:web ?)?address(?:es)?|web ?(?:sites?|pages?)|hyperlinks?)\b", _I
)
_SIZE = re.compile(
    r"\b(?:(?P<more>over|more than|longer than|above|exceed\w*|beyond|(?P<least>at least))"
    r"|(?P<less>under|less than|fewer than|shorter than|below|(?P<most>at most|up to|no more than))"
    rf"|(?:exactly|only|just|precisely|consist\w* of(?: only)?|made (?:up )?of))"
    rf" (?P<n>\d[\d,.]*|{'|'.join(NUMBERS)}) ?(?P<unit>words?|char\w*|letters?|signs?|sentences?)\b",
    _I,
)
_WHOLE: Mapping[str, Want] = {
    "topics": "topics", "years": "years", "fields": "fields", "venues": "venues", "duplicates": "duplicates",
}  # fmt: skip
_DETAILS: Mapping[str, Detail] = {
    "authors_of": "authors", "year_of": "year", "venue_of": "venue", "doi_of": "doi", "code_of": "code",
}  # fmt: skip
_ORDERS: Mapping[str, Order] = {
    "longest": "longest", "shortest": "shortest", "newest": "newest", "oldest": "oldest",
    "alpha_first": "alphabetically first", "alpha_last": "alphabetically last",
    "alpha_after": "alphabetically after", "alpha_before": "alphabetically before",
    "most": "longest", "fewest": "shortest",
}  # fmt: skip
_FILTERS: Mapping[str, Want] = {
    "list": "list", "count": "count", "share": "share", "any": "any", "all": "all", "each": "each",
}  # fmt: skip


def marked_request(text: str, told: Told, named: Sequence[str] = ()) -> CollectionRequest | None:
    """The request that the marks make; None where they make none.

    ``text`` is the question that the model read, ``named`` the ids of the papers that it names.
    """
    look = told.looks
    if not look:
        return None
    want, parts = look["want"], sought(text, told)
    field: Field = "title" if look["of"] == "title" else "abstract"
    papers = [part.text for part in parts if part.marks["role"] == "paper" and not part.lacking]
    about = papers or [part.text for part in parts if not part.lacking]
    if want in _WHOLE:
        return CollectionRequest(_WHOLE[want])
    if want == "letters":
        return CollectionRequest("letters", "title")
    if want == "average":
        return CollectionRequest("length", field)
    if want in _DETAILS:
        return _detail(_DETAILS[want], about, named)
    if want == "held":
        return _held(text, about, named)
    if (
        want == "any"
        and _HOLDING.search(text)
        and not _SPEAKS.search(text)
        and (named or all(map(is_name, about)))
    ):
        return _held(text, about, named)  # "have we got X and Y?"
    if want == "size":
        return _size(text, parts, field, named)
    if want == "authors":
        author = next((part.text for part in parts if part.marks["role"] == "author"), "")
        return CollectionRequest("authors", author=author)
    conditions = [*_conditions(text, look, parts, named)]
    if want == "order":
        return _ordered(text, look, parts, field, conditions, named)
    if want not in _FILTERS:
        return None
    if want == "list" and not conditions and number_of(text) > 1:  # "show the first two papers"
        return CollectionRequest(order="first", limit=number_of(text))
    if want == "each" and _AT_ONCE.search(text):
        want = "any"
    if len(conditions) == 1 and _NOT_THESE.search(text):
        conditions = [replace(conditions[0], negated=not conditions[0].negated)]
    if conditions and len(conditions[0].phrases) > 1 and _NOT_BOTH.search(text):
        conditions += [replace(conditions[0], either=False, negated=True)]
        conditions[0] = replace(conditions[0], either=True)
    among = [*_words(text, look, [part for part in parts if part.marks["base"] == "among"])]
    return _filtered(_FILTERS[want], conditions, among)


def _filtered(
    want: Want, conditions: Sequence[CollectionRequest], among: Sequence[CollectionRequest]
) -> CollectionRequest | None:
    """The papers that meet all conditions: which, how many, whether any; of those that meet what is ``among`` them."""
    if not conditions:
        return CollectionRequest("count") if want == "count" else None
    asked = [each for each in conditions if each not in among]
    if asked and among and want in ("share", "all"):
        return replace(_filtered(want, asked, ()) or asked[0], among=tuple(among))
    first, *others = sorted(conditions, key=lambda each: each.negated)
    if want == "each" and (others or len(first.phrases) < 2):
        want = "count"
    return replace(first, want=want, also=tuple(others))


def _detail(detail: Detail, about: Sequence[str], named: Sequence[str]) -> CollectionRequest | None:
    """A detail of the record of the papers that are named, or of the one that is described; a name that none has
    is looked for.
    """
    if named:
        return CollectionRequest("detail", named=tuple(named), detail=detail)
    if not about:
        return None
    if any(word.islower() for word in about[0].split()):
        return CollectionRequest("detail", title=about[0], detail=detail)
    return CollectionRequest("title", title=about[0], recalled=True)


def _held(text: str, about: Sequence[str], named: Sequence[str]) -> CollectionRequest | None:
    if not about:
        return None
    said = quoted(text)
    title = said[0] if said else (" and " if all(map(is_name, about)) else " ").join(about)
    recalled = is_vague(text) or len(said) != 1 or len(about) > 1
    return CollectionRequest("title", title=title.strip(" ,:;."), recalled=recalled, named=tuple(named))


def _size(text: str, parts: Sequence[Part], field: Field, named: Sequence[str]) -> CollectionRequest | None:
    """How long a text of the papers that are named is, or how often it has a word."""
    words = [part for part in parts if part.marks["role"] == "words"]
    if not named:
        return None
    if words:
        phrases = phrases_of(words[-1].text).texts
        return CollectionRequest("size", field, phrases, unit="mentions", named=tuple(named))
    return CollectionRequest("size", field, unit=counted_in(text), named=tuple(named))


def _ordered(
    text: str,
    look: Mapping[str, str],
    parts: Sequence[Part],
    field: Field,
    conditions: Sequence[CollectionRequest],
    named: Sequence[str],
) -> CollectionRequest | None:
    """The papers at an end of an order, or next to one."""
    order = _ORDERS.get(look["order"], "")
    if not order:
        return None
    if look["order"] in ("alpha_after", "alpha_before"):
        title = parts[0].text if parts else ""
        return (
            CollectionRequest(field="title", order=order, title=title, named=tuple(named)) if title else None
        )
    if look["order"] in ("most", "fewest"):
        phrases = tuple(phrase for each in conditions if not each.negated for phrase in each.phrases)
        return CollectionRequest("list", field, phrases, order=order, unit="mentions") if phrases else None
    if order == "alphabetically first" and not by_alphabet(text):
        order = "first"
    in_alphabet = order.startswith("alphabetically")
    return CollectionRequest(
        field="title" if in_alphabet else field,
        order=order,
        limit=number_of(text),
        skip=rank_of(text),
        unit=counted_in(text),
        also=tuple(conditions),
    )


def _conditions(
    text: str, look: Mapping[str, str], parts: Sequence[Part], named: Sequence[str]
) -> Iterator[CollectionRequest]:
    """What papers must meet: words by field and end, people, journals, links, years, lengths."""
    for base in _BASES:
        yield from _words(text, look, [part for part in parts if part.marks["base"] == base])
    for part in parts:
        if part.marks["role"] == "author":
            yield CollectionRequest(author=part.text, negated=part.lacking)
        if part.marks["role"] == "venue":
            yield CollectionRequest(venue=part.text, negated=part.lacking)
    left_out = any(part.lacking and part.marks["role"] == "paper" for part in parts)
    if named and (left_out or APART.search(text)):
        yield CollectionRequest("list", named=tuple(named), negated=True)
    yield from _links(text, look, parts)
    years = years_anywhere(text)
    if years and not any(year in part.text for part in parts for year in _YEAR.findall(text)):
        yield CollectionRequest(years=years[0])
    yield from _lengths(text)


def _links(text: str, look: Mapping[str, str], parts: Sequence[Part]) -> Iterator[CollectionRequest]:
    """That an address is given or not; where it leads to a host, the host says it, unless it leads elsewhere."""
    hosts = [part for part in parts if part.marks["role"] == "host" or HOST.fullmatch(part.text)]
    if not look["link"] or (hosts and not ELSEWHERE.search(text)):
        return
    without = look["linked"] == "without" and not hosts
    if look["link"] == "released":
        yield CollectionRequest(
            "list", "abstract", link="released", negated=without and not _ADDRESS.search(text)
        )
        if without and _ADDRESS.search(text):  # "code is out, but no address is given"
            yield CollectionRequest("list", "abstract", link="url", negated=True)
        return
    link: Link = "code" if look["link"] == "code" else "url"
    yield CollectionRequest("list", "abstract", link=link, negated=without)


_BASES = ("among", "asked")
_AND_THEN = re.compile(
    r"\? (?:and|or) (?:[\w-]+ ){0,3}[\w-]+\?$", re.IGNORECASE
)  # "where is X named? and Y?"


def _words(text: str, look: Mapping[str, str], parts: Sequence[Part]) -> Iterator[CollectionRequest]:
    """What is to be mentioned, and what may not be, field by field and end by end."""
    away = (fields_named(text)[1] or _FIELDS[look["away"]]) if look["away"] else None
    there = {part.text for part in parts if not part.lacking}
    groups: dict[tuple[bool, Field, Place], list[str]] = {}
    for part in parts:
        role = part.marks["role"]
        if role not in ("words", "host") and (role != "paper" or part.lacking):
            continue
        if away and part.lacking and part.text in there:
            continue
        if role == "paper" and APART.search(text):
            continue
        field = _FIELDS["abstract" if role == "host" else part.marks["field"]]
        if away and not part.lacking:
            field = "abstract" if away == "title" else "title"
        phrases = [sign_of(part.text)] if sign_of(part.text) else phrases_of(part.text).texts
        groups.setdefault((part.lacking, field, _PLACES[part.marks["place"]]), []).extend(phrases)
    there_in = [group for group in groups if not group[0]]
    alternatives: list[CollectionRequest] = []
    for (lacking, field, place), phrases in groups.items():
        either = lacking or place != "anywhere" or look["enough"] == "any" or bool(_AND_THEN.search(text))
        request = CollectionRequest(
            "list", field, tuple(dict.fromkeys(phrases)), either, place=place, negated=lacking
        )
        if phrases and either and len(there_in) > 1 and not lacking:
            alternatives.append(request)
        elif phrases:
            yield request
        if phrases and away and not lacking:
            yield replace(request, field=away, negated=True)
    if alternatives:
        yield replace(alternatives[0], otherwise=tuple(alternatives[1:]))


_FIELDS: Mapping[str, Field] = {"paper": "paper", "title": "title", "abstract": "abstract"}
_PLACES: Mapping[str, Place] = {"anywhere": "anywhere", "start": "start", "end": "end"}


def _lengths(text: str) -> Iterator[CollectionRequest]:
    """How long titles or abstracts are to be: "over 200 words"."""
    match = _SIZE.search(text)
    if match is None:
        return
    said = match["n"].lower()
    number = NUMBERS.get(said) or int(re.sub(r"[,.]", "", said))
    field: Field = "title" if field_of(text, Span(*match.span())) == "title" else "abstract"
    low, high = number + (0 if match["least"] else 1), number - (0 if match["most"] else 1)
    limits = (low, None) if match["more"] else (None, high) if match["less"] else (number, number)
    yield CollectionRequest("list", field, length=limits, unit=unit_of(match["unit"]))
