"""Who wrote the papers and where they appeared, as questions speak of it.

Authors and venues are known from the records, so that "what has Jane Doe done?" and "the Doe 2007 paper" are
understood whatever their form.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qa.asked.grammar import NUMBERS, expand
from qa.asked.order import aged, both_ends, by_appearance, limit_of
from qa.asked.phrases import want_of
from qa.asked.records import authors_counted, details_told, kind_of_review, not_recorded, reviews_asked
from qa.asked.request import CollectionRequest, Detail, Field, Range
from qa.asked.sorting import sorting, without_sorting
from qa.asked.years import years_anywhere, years_of_papers
from qa.conversation.asked import enumerated
from qa.conversation.names import as_said
from qa.lookup.conditions import meeting
from qa.lookup.record import name_parts, venue_name
from qa.lookup.wording import period
from qa.types import Paper
from qa.words import Token, content_tokens, fold, stem, tokenize

_OTHERS = r"(?: et al\.?| and (?:colleagues|others|co-?workers)\b)"
_THEIR_PAPER = re.compile(  # "the Holt and Meyer chapter"
    r"\bthe the authors(?: (?:papers?|chapters?|study|studies|articles?|reviews?|works?|trials?|books?)\b)?"
)
_AUTHORS_AGAIN = re.compile(
    r"the authors(?:(?:,|,? (?:and|&)) the authors)+"
)  # as several names are replaced
_YEAR_BEHIND = re.compile(rf"(?:'s)?{_OTHERS}?[ ,]*\(?(?P<year>(?:19|20)\d\d)\b\)?")
# What a question about records consists of, besides names, venues and years.
_OF_RECORDS = re.compile(
    expand(
        rf"\b(?:{'|'.join(NUMBERS)}|<record>|<collection>|work(?:s|ed|ing)?|items?|pieces?|stuff|things?|publications?|publish\w*|writ\w+|wrote|co-?\w*author\w*|author\w*"
        r"|jointly|together|both|done|made|make|interested|looking|latest|newest|newer|older|later|earlier|other|(?:most )?recent|earliest|oldest|first|last|appear\w*|came?|out"
        r"|c[ao]me|carr\w+|print\w*|dated|date|years?|since|before|after|until|between|during|from|hold|held|list|show|count|number|many|all|else"
        r"|anything|everything|something|journals?|conferences?|proceedings|volume|among|names?|named|persons?|people|researchers?|altogether|total|summari[sz]\w*|summar(?:y|ies)|overview)\b"
    ),
    re.IGNORECASE,
)
_WITH_WHOM = re.compile(
    r"\b(?:with whom|who(?:m|se)?\b.*\b(?:with|together)|co-?\w*authors? of|co-?\w*authors (?:has|have|had)|collaborat\w+|cooperat\w+)\b",
    re.IGNORECASE,
)
# Beside a surname that is also a word of the abstracts: "by Brown", "Brown et al.", "did Brown write".
_BY = re.compile(r"\b(?:by|author|authors)\s+$", re.IGNORECASE)
_WROTE = re.compile(
    rf"(?:'s)? ?(?:{_OTHERS}|\(?(?:19|20)\d\d\b|(?:wr[io]te|written|published?|authored)\b)", re.IGNORECASE
)
# With one of these a single word may be a venue: "is Nature among the journals?", "papers in Nature".
_APPEARING = re.compile(r"\b(?:publish\w*|appear\w*|print\w*|presented)\b", re.IGNORECASE)
_OF_VENUES = re.compile(r"\b(?:journals?|venues?|conferences?|proceedings|magazines?)\b", re.IGNORECASE)
_PLACED = re.compile(
    expand(r"\b(?:<record>|published|appeared|printed|according)(?: \w+)? (?:in|from|by|to|of) (?:the )?$"),
    re.IGNORECASE,
)
_APPEARED = r"(?:published|appearing|printed|that appeared|which appeared)"
# What stands in small letters before a surname: "de Vries".
_OF_NAMES = frozenset("de del della der di da dos du la le ten ter van von zu al el".split())
_ANY_YEAR: Range = (None, None)
_ANY_NUMBER: Range = (None, None)


class Author(NamedTuple):
    """One author of one paper: the words of the surname and of what stands before it."""

    surname: tuple[str, ...]
    given: tuple[str, ...]
    ordinal: int


@dataclass(frozen=True)
class Person:
    """An author whom a question names: where, as typed, and the papers."""

    start: int
    end: int
    name: str
    ordinals: tuple[int, ...]


@dataclass(frozen=True)
class Limited:
    """A question confined to the papers of some authors, a venue or some years, of which no abstract speaks.

    ``text`` is without these conditions, ``said`` tells them ("by Dana Holt from 2007"), ``ids`` are the papers that meet them.
    """

    text: str
    said: str
    ids: tuple[str, ...]


class Recorded:
    """The authors, venues and years of a collection."""

    def __init__(self, papers: Sequence[Paper], vocabulary: Container[str]) -> None:
        """``vocabulary``: the stems of all abstracts and titles."""
        self._papers, self._vocabulary = papers, vocabulary
        self._authors: dict[str, list[Author]] = {}
        for ordinal, paper in enumerate(papers):
            for name in paper.authors:
                author = _author(name, ordinal)
                if author:
                    self._authors.setdefault(author.surname[-1], []).append(author)
        venues = {form for paper in papers if paper.venue for form in (paper.venue, venue_name(paper.venue))}
        self._venues = {tuple(_folded(venue)) for venue in venues}
        years = [paper.year for paper in papers if paper.year]
        self._years: Range = (min(years, default=None), max(years, default=None))

    def people(self, text: str) -> tuple[Person, ...]:
        """The authors named in a text, in order. A surname that abstracts have as a word needs more than itself."""
        if not self._authors:
            return ()
        tokens = tokenize(text)
        words = [_plain(token.surface) for token in tokens]
        found: list[Person] = []
        for at, word in enumerate(words):
            person = self._person(text, tokens, words, at) if word in self._authors else None
            if person and found and person.start < found[-1].end:
                found[-1] = person if person.end > found[-1].end else found[-1]  # "Yang Yang", not "Yang"
            elif person:
                found.append(person)
        return tuple(found)

    def wrote_together(self, names: Sequence[str]) -> bool:
        """Whether each of several names is that of an author, and all of them wrote some paper together."""
        people = [self.people(name) for name in names]
        if len(people) < 2 or not all(people):
            return False
        return bool(set.intersection(*(set(person.ordinals) for found in people for person in found)))

    def request(self, text: str) -> CollectionRequest | None:
        """The look-up that a question makes which asks for nothing but records of authors, venues or years."""
        people, venue = self.people(text), self._venue(text)
        years, rest = years_anywhere(text) or (_ANY_YEAR, text)
        dated = years != _ANY_YEAR and any(paper.year for paper in self._papers)
        for name in (*(person.name for person in people), venue):
            rest = rest.replace(name, " ") if name else rest
        counted, rest = authors_counted(rest, bool(people)) or (_ANY_NUMBER, rest)
        reviews, kind = reviews_asked(rest), kind_of_review(rest)
        rest = reviews or rest
        lacking, rest = not_recorded(rest) or ("", rest)
        whole = sorting(text)
        rest = without_sorting(rest) if whole else rest
        of_records = bool(people or venue or whole or lacking or reviews or counted != _ANY_NUMBER)
        of_records = of_records or bool(dated and _OF_RECORDS.search(rest))
        if not of_records or content_tokens(_OF_RECORDS.sub(" ", re.sub(_OTHERS, " ", rest))):
            return None
        if len(people) == 1 and _WITH_WHOM.search(text):
            return CollectionRequest("authors", author=people[0].name)
        conditions = [CollectionRequest(author=person.name) for person in people]
        conditions += [CollectionRequest(venue=venue)] * bool(venue)
        conditions += [CollectionRequest(years=years)] * (years != _ANY_YEAR)
        conditions += [CollectionRequest(length=counted, unit="authors")] * (counted != _ANY_NUMBER)
        conditions += [CollectionRequest(lacks=lacking)] if lacking else []
        conditions += _of_reviews(kind) if reviews else []
        order, want = whole or aged(text) or by_appearance(text), want_of(text)
        if order:
            limit = None if whole else limit_of(text, years != _ANY_YEAR)
            field: Field = "title" if order.startswith("alphabetically") else "paper"
            told = () if whole else details_told(text)
            return CollectionRequest(
                field=field,
                order=order,
                limit=limit,
                ends=not whole and both_ends(text),
                told=told,
                also=tuple(conditions),
            )
        told = _told_besides(text, conditions) if people and want == "list" else ()
        if told:  # "which paper is by Holt, and from what year?"
            return CollectionRequest("detail", detail=told[0], told=told[1:], also=tuple(conditions))
        return replace(conditions[0], want="list" if want == "any" else want, also=tuple(conditions[1:]))

    def limited(self, text: str) -> Limited | None:
        """The question without the authors, the venue and the years of papers in it, and the papers that have them."""
        rest, by, own = self._without_people(text)
        rest, venue = self._without_venue(rest)
        years, rest = years_of_papers(rest, self._vocabulary, self._years) or (_ANY_YEAR, rest)
        reviews, kind = reviews_asked(rest), kind_of_review(rest)
        rest = reviews or rest
        if not (by or venue or years != _ANY_YEAR or reviews):
            return None
        conditions = [CollectionRequest(venue=venue)] * bool(venue)
        conditions += _of_reviews(kind) if reviews else []
        conditions += [CollectionRequest(years=years)] * (years != _ANY_YEAR)
        papers = meeting(
            conditions, self._papers if own is None else [self._papers[ordinal] for ordinal in own]
        )
        said = [f"by {by}"] * bool(by) + [f"in {venue}"] * bool(venue)
        said += [period(*years)] * (years != _ANY_YEAR)
        said += [f"among the {kind or 'review'}s"] * bool(reviews)
        rest = re.sub(r"\s+([?.,;!])", r"\1", rest)
        return Limited(rest, " ".join(said), tuple(paper.id for paper in papers))

    def _without_people(self, text: str) -> tuple[str, str, list[int] | None]:
        """The text with "the authors" for those named, their names, and what they wrote together, or else any of them."""
        people = self.people(text)
        own = [set(person.ordinals) for person in people]
        for person in reversed(people):
            text = f"{text[: person.start]}the authors{re.sub(rf'^{_OTHERS}', '', text[person.end :])}"
        if not own:
            return text, "", None
        text = _THEIR_PAPER.sub("the authors", _AUTHORS_AGAIN.sub("the authors", text))
        together = set.intersection(*own) or set.union(*own)
        return text, enumerated(list(dict.fromkeys(person.name for person in people))), sorted(together)

    def is_topic(self, venue: str, text: str) -> bool:
        """Whether what a question takes for a venue is none that is recorded, and nothing speaks of venues: "in medical imaging"."""
        known = tuple(_folded(venue)) in self._venues
        return venue.islower() and not (known or _OF_VENUES.search(text) or _APPEARING.search(text))

    def _without_venue(self, text: str) -> tuple[str, str]:
        """The text without the venue of its papers, and the venue; a name in small letters needs the word "journal"."""
        venue = self._venue(text)
        if not venue or not (_OF_VENUES.search(text) or _is_title_case(venue)):
            return text, ""
        name = rf"(?:the )?(?:(?:journal|conference|proceedings) (?:of )?)?{re.escape(venue)}\b"
        inside = re.compile(
            rf" ?\(?(?:{_APPEARED} )?\b(?:in|from|of|by|at) {name}(?: (?:journal|conference))?\)?",
            re.IGNORECASE,
        )
        if inside.search(text):
            return inside.sub("", text, count=1), venue
        return re.sub(
            rf"{name}(?: (?:journal|papers|articles|studies))?",
            "the papers",
            text,
            count=1,
            flags=re.IGNORECASE,
        ), venue

    def _person(self, text: str, tokens: Sequence[Token], words: Sequence[str], at: int) -> Person | None:
        """The author whose surname ends with this word, with the given names that stand before it and the year behind."""
        last = tokens[at]
        authors = [
            author
            for author in self._authors[words[at]]
            if tuple(words[max(0, at + 1 - len(author.surname)) : at + 1]) == author.surname
        ]
        if not authors or not text[last.start].isupper():
            return None
        start = surname = at - len(authors[0].surname) + 1
        while start > 0 and (text[tokens[start - 1].start].isupper() or words[start - 1] in _OF_NAMES):
            fits = [a for a in authors if any(_is_given(words[start - 1], name) for name in a.given)]
            if not fits:
                break
            authors, start = fits, start - 1
        end = last.start + len(words[at])
        beside = _BY.search(text[: tokens[start].start]) or _WROTE.match(text, end)
        is_letter = len(words[at]) == 1  # "bisphenol S"; Weinan E is known by both names
        if start == surname and (is_letter or (stem(words[at]) in self._vocabulary and not beside)):
            return None
        name = text[tokens[start].start : end]
        ordinals = tuple(dict.fromkeys(author.ordinal for author in authors))
        year = _YEAR_BEHIND.match(text, end)
        dated = tuple(o for o in ordinals if year and self._papers[o].year == int(year["year"]))
        if year and dated:
            return Person(tokens[start].start, year.end(), name, dated)
        return Person(tokens[start].start, end, name, ordinals)

    def _venue(self, text: str) -> str:
        """The longest venue whose name stands in a text, as typed; a single word is none where nothing speaks of venues."""
        folded, there = fold(text), set(_folded(text))
        spoken_of = bool(_OF_VENUES.search(text))
        for words in sorted(filter(there.issuperset, self._venues), key=len, reverse=True):
            match = re.search(r"\b" + r"\W+(?:and |of |the |& )*".join(map(re.escape, words)) + r"\b", folded)
            if not match:
                continue
            name = text[match.start() : match.end()]
            if len(words) > 1 or spoken_of or (name[0].isupper() and _PLACED.search(text[: match.start()])):
                return name
        return ""


def _author(name: str, ordinal: int) -> Author | None:
    last, comma, first = name.partition(",")
    words = _folded(last if comma else as_said(name))
    if not words:
        return None
    if comma:
        return Author(tuple(words), tuple(_folded(first)), ordinal)
    # "Holt D.M.", "van Holt DM"
    parts = name_parts(name)
    full = next((at for at, part in enumerate(parts) if len(part) == 1), len(parts))
    if 0 < full < len(parts) and all(len(part) == 1 for part in parts[full:]):
        return Author(tuple(fold(part) for part in parts[:full]), tuple(parts[full:]), ordinal)
    return Author((words[-1],), tuple(words[:-1]), ordinal)


def _told_besides(text: str, conditions: Sequence[CollectionRequest]) -> tuple[Detail, ...]:
    """What a question asks of the records of papers by someone, of which it does not tell it: their year, their journal."""
    fixed = {
        "year": any(each.years != _ANY_YEAR for each in conditions),
        "venue": any(each.venue for each in conditions),
    }
    told = tuple(detail for detail in details_told(text) if not fixed.get(detail))
    return told if told != ("authors",) else ()


def _of_reviews(kind: str) -> list[CollectionRequest]:
    """That papers review others, and call themselves a review of the ``kind`` where one is asked for."""
    review = CollectionRequest(review=True)
    return [review, CollectionRequest("list", phrases=(kind,))] if kind else [review]


def _is_title_case(name: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", name))


def _is_given(word: str, name: str) -> bool:
    return word == name or (min(len(word), len(name)) == 1 and word[0] == name[0])


def _plain(surface: str) -> str:
    return fold(surface).removesuffix("'s").removesuffix("’s")


def _folded(text: str) -> list[str]:
    return [_plain(token.surface) for token in tokenize(text) if token.surface not in ("and", "of", "the")]
