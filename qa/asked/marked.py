"""A question about the collection as the model of kinds marks it: what is wanted, which words stand where.

The model tells classes (qa/kinds.py); numbers, years and what stands in quotation marks are read off the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from qa.asked.around import FIELD, field_of, fields_named
from qa.asked.grammar import NUMBERS, expand
from qa.asked.order import (
    aged,
    both_ends,
    by_alphabet,
    by_appearance,
    by_place,
    compares_age,
    counted_in,
    end_of,
    limit_of,
    number_of,
    rank_of,
)
from qa.asked.phrases import HOST, are_forms, is_vague, phrases_of, quoted, sign_of, unit_of, want_of
from qa.asked.records import (
    at_an_end,
    authors_counted,
    details_besides,
    details_told,
    mean_authors,
    most_authors,
    not_recorded,
    papers_counted,
)
from qa.asked.request import CollectionRequest, Detail, Field, Link, Order, Place, Want
from qa.asked.sorting import sorting
from qa.asked.sought import APART, ELSEWHERE, sought
from qa.asked.years import in_full, years_anywhere
from qa.characters import Span
from qa.kinds import Part, Told
from qa.mentions import is_name

_I = re.IGNORECASE
_TITLES = re.compile(r"\btitles?\b", _I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_NAME = re.compile(r"(?: et\b(?: al\b\.?)?| \(?(?:19|20)\d\d\b\)?|[ ,;(]+)+$", _I)  # "Doe et al. (2012)"
_ASKS_WHO = re.compile(r"\b(?:who|whom|(?:which|what) authors?)\b", _I)
# Of the people of a collection it is asked with a word for them or what they do, not "who is the best runner?".
_OF_PEOPLE = re.compile(
    expand(
        r"\b(?:<paper>|<papers>|<collection>|(?:co-?)?auth\w*|writ\w+|wrote|publi\w+|prolific\w*|contribut\w+|productive|researchers?|scientists?"
        r"|scholars?|people|persons?|names?|represented|here|work(?:s|ed)?|collaborat\w+|group|appears?|stands?)\b"
    ),
    _I,
)
_BESIDE = re.compile(
    r"\b(?:after|before|behind|follow\w*|preced\w*|next|previous|list|order|titles?|stands?|comes?)\b", _I
)
_LEFT_OVER = re.compile(
    r"(?: (?:on|about|in|of|for|and|that|which))+$"
)  # marked with a name that stands before it
_HOLDING = re.compile(r"\b(?:have|has|got|hold|own|in here|in (?:the|this|your|our) \w+)\b", _I)
_SPEAKS = re.compile(
    r"\b(?:mention\w*|contain\w*|nam(?:e|ed|es)|us(?:e|es|ed)|cit\w+|which|who|what|how (?:many|often)|else|other|words?|abstracts?|titles?"
    r"|any\w*|something|on|about|with|single|one)\b",
    _I,
)
# "where is X named? and Y?", "who says X, and who Y?"
_AND_THEN = re.compile(
    r"\? (?:and|or) (?:[\w-]+ ){0,3}[\w-]+\?$|, and (?:who|which|what|where) (?!(?:is|are|was|were|ones?|of|do|does|papers?|titles?|abstracts?)\b)\W*(?:[\w-]+ ){0,1}[\w-]+\W*$",
    _I,
)
_BOTH = re.compile(r"(?<!not )(?<!never )\bboth\b(?!.*\b(?:either|not both)\b)", _I)
_OR = re.compile(r"[\"'”’»]? (?:or|and/or) [\"'“‘«]?", _I)
_AND = re.compile(r"[\"'”’»]? (?:and|&|as well as|plus) [\"'“‘«]?", _I)
# Behind this verb stands what is asked of the papers before it: "what share of the papers on X give a link".
_THEN = re.compile(
    r"(?<!\band )(?<!\bor )(?<!\bthat )(?<!\bwhich )(?<!\bwho )(?<!\bbut )(?<!\balso )(?<!\bto )(?<!\ban )"
    r"(?<!\ba )(?<!\bthe )(?<!\bno )(?<!\bany )"
    r"\b(?:also )?(?:have|has|had|give|gives|use|uses|mention|mentions|say|says|contain|contains|links? to|include|includes|report|reports"
    r"|name|names|come|comes|offer|offers|provide|provides|lack|lacks|are|is|do|does|don't|doesn't)\b",
    _I,
)
_OF_SOME = re.compile(r"\b(?:papers?|titles?|abstracts?|ones|articles?|works|studies|those|records)\b", _I)
_IS_IT = re.compile(
    r"^(?P<title>.+?)[,:;–—-]* (?:is|was) (?:it|that|this)(?: one)?\b.*$|^(?P<before>.+?)[,:;–—-]+ (?:do|have|has|got|is) .*$",
    _I,
)
# "The first paper on hives, Bees Are All You Want": a title of some words behind what it is of.
_CALLED = re.compile(
    r"\b(?:paper|article|study|preprint|one)(?:,|:| [–—-]|,? (?:called|titled|entitled|named))\s+(?P<title>[A-Z]\S*(?: [^\s,;:?]+){2,}?)\W*$"
)
_AT_ONCE = re.compile(
    r"\b(?:all (?:two|three|four|five|of (?:them|these))|together|at once|side by side)\b", _I
)
_NOT_BOTH = re.compile(r"\b(?:not|never) (?:the )?(?:both|two)\b", _I)
_MORE = re.compile(r"\b(?:(?P<more>more|most)|fewer|fewest|less|least)\b", _I)
# "Which year has the most publications?", "the busiest year"; "the most recent year" is another.
_MOST_OF = re.compile(
    expand(
        r"\b(?:(?P<most>most(?! (?:recent|common|frequent)\b)|(?:largest|highest) number of)|fewest|least|(?:smallest|lowest) number of) (?:\w+ )?<record>\b"
        r"|\b(?:(?P<busy>busiest|most (?:productive|frequent|common))|quietest|least productive) years?\b"
    ),
    _I,
)
_COMMON_WORDS = re.compile(
    r"\bwords?\b.*\b(?:common|frequent\w*|often|most)\b|\b(?:common\w*|frequent\w*|most) (?:\w+ )?words?\b",
    _I,
)
_NOT_THESE = re.compile(
    r"\bwhich (?:ones?|of (?:them|these|those)|papers|abstracts|titles)? ?(?:do|does|did|is|are)(?:n't| not|nt)\W*$",
    _I,
)
_ADDRESS = re.compile(
    r"\b(?:links?|linked|urls?|(?:web ?)?address(?:es)?|web ?(?:sites?|pages?)|hyperlinks?)\b", _I
)
# "Papers that apply X to code": it is not asked where code is.
_TO_CODE = re.compile(
    r"\b(?:appl\w+|us\w+|adapt\w*|extend\w*) (?:\S+ ){1,4}?(?:to|for|on|in) (?:\w+ )?code\b", _I
)
_IS_OUT = re.compile(
    r"\b(?:available|releas\w+|open|public\w*|shar\w+|provid\w+|publish\w*|online|git\w*|repo\w*)\b", _I
)
_NAMING = re.compile(r"\b(?:mention|refer|nam(?:e|ing))\w*\b", _I)  # its name is enough
_LONG = re.compile(
    r"\b(?:long|length\w*|short|sizes?|big|how (?:many|often|much)|times|words|characters?|letters?|sentences?|count|number)\b",
    _I,
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
# Of the one paper that is named what is told of all papers is a detail.
_OF_ALL: Mapping[str, Detail] = {"authors": "authors", "years": "year", "venues": "venue"}
_ORDERS: Mapping[str, Order] = {
    "longest": "longest", "shortest": "shortest", "newest": "newest", "oldest": "oldest",
    "alpha_first": "alphabetically first", "alpha_last": "alphabetically last",
    "alpha_after": "alphabetically after", "alpha_before": "alphabetically before",
    "most": "longest", "fewest": "shortest",
}  # fmt: skip
_OF_RECORDS = frozenset(("authors", "venues", "years", "authors_of", "venue_of", "year_of", "doi_of"))
_FILTERS: Mapping[str, Want] = {
    "list": "list", "count": "count", "share": "share", "any": "any", "all": "all", "each": "each",
}  # fmt: skip


class _Marked(NamedTuple):
    """A question with what is told of it; ``named`` are the ids of the papers that it names."""

    text: str
    look: Mapping[str, str]
    parts: Sequence[Part]
    named: tuple[str, ...]

    @property
    def field(self) -> Field:
        """Whose length or order is asked for: the one field that the text names, else what is told."""
        named = {"title" if match["title"] else "abstract" for match in FIELD.finditer(self.text)}
        return _FIELDS[named.pop() if len(named) == 1 else self.look["of"]]

    @property
    def hosts(self) -> list[Part]:
        """Where links may lead."""
        return [part for part in self.parts if part.marks["role"] == "host" or HOST.fullmatch(part.text)]

    @property
    def elsewhere(self) -> list[Part]:
        """The hosts to which a link may not lead that is asked for."""
        linked = self.look["link"] in ("url", "code") and ELSEWHERE.search(self.text)
        return self.hosts if linked else []

    @property
    def linked(self) -> list[Part]:
        """The hosts to which links are asked for, or of which there are to be none."""
        linking = _ADDRESS.search(self.text) and not _NAMING.search(self.text)
        if not (self.look["link"] and linking) or self.elsewhere:
            return []
        return [part for part in self.hosts if HOST.fullmatch(part.text)]

    @property
    def about(self) -> list[str]:
        """The papers that are spoken of, else all that is."""
        there = [part for part in self.parts if not part.lacking]
        papers = [part.text for part in there if part.marks["role"] == "paper"]
        return papers or [part.text for part in there]


def marked_request(text: str, told: Told, named: Sequence[str] = ()) -> CollectionRequest | None:
    """The request that the marks make; None where they make none.

    ``text`` is the question that the model read, ``named`` the ids of the papers that it names.
    """
    if not told.looks:
        return None
    asked = _of_some(_Marked(text, told.looks, sought(text, told), tuple(named)))
    if _asks_for_papers(asked):
        return _held(asked)
    if asked.look["want"] in _OF_RECORDS and not asked.named and at_an_end(text) and aged(text):
        return _ordered(asked)  # "in which journal did the newest paper appear?"
    if asked.look["want"] in _DETAILS and not asked.named and sorting(text):
        return _ordered(asked)  # "list the papers on X by year"
    return _READERS.get(asked.look["want"], _papers)(asked)


def detail_wanted(told: Told) -> Detail:
    """What the record of the one paper named is asked for, by the network alone; empty where something else is."""
    want = told.looks.get("want", "")
    return _DETAILS.get(want) or _OF_ALL.get(want, "")


def _asks_for_papers(asked: _Marked) -> bool:
    """ "Have we got X and Y?": whether papers are there, not whether any mentions these words."""
    holding = asked.look["want"] == "any" and _HOLDING.search(asked.text) and not _SPEAKS.search(asked.text)
    return bool(holding) and (bool(asked.named) or all(map(is_name, asked.about)))


def _whole(asked: _Marked) -> CollectionRequest:
    """What the whole collection is about; where or when its papers appeared, or those of them that meet conditions."""
    want = _WHOLE[asked.look["want"]]
    if want == "topics" and _COMMON_WORDS.search(asked.text):
        return CollectionRequest(want, asked.field, unit="mentions")
    limited = want in ("venues", "years") and want_of(asked.text) != "any"  # "is Nature among the journals?"
    counted = papers_counted(asked.text) if want == "venues" else None
    conditions = tuple(_conditions(asked)) if limited else ()
    most = _MOST_OF.search(asked.text) if want == "years" else None
    return CollectionRequest(
        want,
        length=counted or (None, None),
        unit="papers" if counted else "words",
        order=("longest" if most["most"] or most["busy"] else "shortest") if most else "",
        also=conditions,
    )


def _letters(_: _Marked) -> CollectionRequest:
    return CollectionRequest("letters", "title")


def _average(asked: _Marked) -> CollectionRequest:
    """How long texts are; where a length is said, whether any is so long."""
    lengths = next(_lengths(asked.text), None)
    return replace(lengths, want="any") if lengths else CollectionRequest("length", asked.field)


def _authors(asked: _Marked) -> CollectionRequest | None:
    """Who stands on most papers, or beside a person, or how many authors papers have; who wrote about a topic is no look-up."""
    if most_authors(asked.text):
        return _ordered(asked)
    if mean_authors(asked.text):
        return CollectionRequest("length", unit="authors", also=tuple(_conditions(asked)))
    by_person = any(part.marks["role"] == "author" for part in asked.parts)
    if not _ASKS_WHO.search(asked.text) and (
        authors_counted(asked.text, by_person) or not_recorded(asked.text)
    ):
        return _filtered(want_of(asked.text), [*_conditions(asked)], ())
    people = next((part.text for part in asked.parts if part.marks["role"] == "author"), "")
    words = any(part.marks["role"] == "words" for part in asked.parts)
    ranked = not words and _OF_PEOPLE.search(asked.text)
    return CollectionRequest("authors", author=people) if people or ranked else None


def _detail(asked: _Marked) -> CollectionRequest | None:
    """A detail of the record of the papers that are named, or of the one that is described or half named."""
    detail, about = _DETAILS[asked.look["want"]], asked.about
    if detail == "year" and compares_age(asked.text) and len(asked.named) < len(about):
        return CollectionRequest("detail", phrases=tuple(about), detail=detail)
    told = details_besides(asked.text, detail)
    if asked.named:
        return CollectionRequest("detail", named=asked.named, detail=detail, told=told)
    by_whom = [part.marks["role"] == "author" for part in asked.parts]
    if by_whom and all(by_whom):  # "which paper is by Doe, and from what year?"
        return CollectionRequest("detail", detail=detail, told=told, also=tuple(_conditions(asked)))
    title = " ".join(about)
    return CollectionRequest("detail", title=title, detail=detail, told=told) if about else None


def _held(asked: _Marked) -> CollectionRequest | None:
    """Whether a paper is there, by its title or by what is remembered of it."""
    about, said = asked.about, quoted(asked.text)
    called = None if said else _CALLED.search(asked.text)
    if called:  # the words before it say more of it
        return CollectionRequest("title", title=called["title"], named=asked.named)
    before = _IS_IT.match(asked.text)
    if not about and before:
        about = [before["title"] or before["before"]]
    if not about:
        return None
    title = said[0] if said else (" and " if all(map(is_name, about)) else " ").join(about)
    # "The X paper, 'X: On Bees'": what stands in quotation marks is all of its title.
    besides = [each for each in about if each not in title]
    recalled = is_vague(asked.text) or len(said) != 1 or bool(besides)
    return CollectionRequest("title", title=title.strip(" ,:;."), recalled=recalled, named=asked.named)


def _size(asked: _Marked) -> CollectionRequest | None:
    """How long a text of the papers that are named is, or how often it has a word."""
    words = [part for part in asked.parts if part.marks["role"] == "words"]
    if not asked.named:
        return None
    if not _LONG.search(asked.text):  # "was it tested in rats?"
        return None
    if words:
        phrases = phrases_of(words[-1].text).texts
        return CollectionRequest("size", asked.field, phrases, unit="mentions", named=asked.named)
    return CollectionRequest("size", asked.field, unit=counted_in(asked.text), named=asked.named)


def _ordered(asked: _Marked) -> CollectionRequest | None:
    """The papers at an end of an order, or next to one, or all of them in this order."""
    text, said, conditions = asked.text, asked.look["order"], [*_conditions(asked)]
    whole, by_authors = sorting(text), most_authors(text)
    order = whole or by_authors or _ORDERS.get(said, "") or aged(text)
    if not order:
        return None
    if order in ("alphabetically after", "alphabetically before"):
        title = asked.parts[0].text if asked.parts else ""
        beside = CollectionRequest(field="title", order=by_place(text, order), title=title, named=asked.named)
        return beside if title and (by_alphabet(text) or _BESIDE.search(text)) else None
    if said in ("most", "fewest") and not (whole or by_authors):
        phrases = tuple(phrase for each in conditions if not each.negated for phrase in each.phrases)
        most = CollectionRequest("list", asked.field, phrases, order=order, unit="mentions")
        return most if phrases else None
    if order.startswith("alphabetically") and not by_alphabet(text):
        order = by_appearance(text) or by_place(text, order)
    field = "title" if order.startswith("alphabetically") else "paper" if by_authors else asked.field
    dated = any(each.years != (None, None) for each in conditions)
    return CollectionRequest(
        field=field,
        order=order,
        limit=None if whole else limit_of(text, dated),
        skip=0 if whole else rank_of(text),
        ends=not whole and both_ends(text),
        unit="authors" if by_authors else counted_in(text),
        told=() if whole else details_told(text),
        also=tuple(conditions),
    )


_READERS: Mapping[str, Callable[[_Marked], CollectionRequest | None]] = {
    **dict.fromkeys(_WHOLE, _whole),
    **dict.fromkeys(_DETAILS, _detail),
    "letters": _letters,
    "average": _average,
    "authors": _authors,
    "held": _held,
    "size": _size,
    "order": _ordered,
}


def _papers(asked: _Marked) -> CollectionRequest | None:
    """The papers that meet what is asked of them: which, how many, whether any."""
    text, conditions = asked.text, [*_conditions(asked)]
    want = _FILTERS.get(asked.look["want"])
    if want is None:
        return None
    if want == "list" and by_alphabet(text) and (end := end_of(text)):
        return _ordered(asked._replace(look={**asked.look, "order": end}))
    if want == "list" and not conditions and number_of(text) > 1:  # "show the first two papers"
        return CollectionRequest(order="first", limit=number_of(text))
    if want == "each" and _AT_ONCE.search(text):
        want = "any"
    if len(conditions) == 1 and _NOT_THESE.search(text):
        conditions = [replace(conditions[0], negated=not conditions[0].negated)]
    if want == "each" and len(conditions) == 1 and (which := _MORE.search(text)):
        conditions = [replace(conditions[0], order="longest" if which["more"] else "shortest")]
    if conditions and len(conditions[0].phrases) > 1 and _NOT_BOTH.search(text):
        conditions += [replace(conditions[0], either=False, negated=True)]
        conditions[0] = replace(conditions[0], either=True)
    return _filtered(want, conditions, [*_among(asked)])


def _of_some(asked: _Marked) -> _Marked:
    """A share, or all, of papers that the words before the verb tell: marked so where the model marked none."""
    behind = _behind(asked)
    told = any(part.marks["base"] == "among" for part in asked.parts)
    rest = any(part.span.start >= behind for part in asked.parts) or _ADDRESS.search(asked.text, behind)
    if asked.look["want"] not in ("share", "all") or told or not behind or not rest:
        return asked
    parts = [
        part._replace(marks={**part.marks, "base": "among"}) if part.span.end <= behind else part
        for part in asked.parts
    ]
    return asked._replace(parts=parts)


def _among(asked: _Marked) -> Iterator[CollectionRequest]:
    """What is said only of the papers that it is asked of."""
    yield from _words(asked, "among")
    behind = _behind(asked)
    if behind and _ADDRESS.search(asked.text, 0, behind):
        yield from (
            replace(each, elsewhere=()) for each in _links(asked)
        )  # any, of which some lead elsewhere


def _behind(asked: _Marked) -> int:
    """Where what is asked begins, behind the papers of which it is asked; 0 where no place tells."""
    of = _OF_SOME.search(asked.text)
    for then in _THEN.finditer(asked.text, of.end()) if of else ():
        named = any(part.span.end <= then.start() for part in asked.parts)
        if of and (named or _ADDRESS.search(asked.text, of.end(), then.start())):
            return then.start()
    return 0


def _filtered(
    want: Want, conditions: Sequence[CollectionRequest], among: Sequence[CollectionRequest]
) -> CollectionRequest | None:
    """The papers that meet all conditions; of a share or of all, among those that meet what is ``among`` them."""
    if not conditions:
        return CollectionRequest("count") if want == "count" else None
    asked = [each for each in conditions if each not in among]
    if asked and among and want in ("share", "all"):
        return replace(_filtered(want, asked, ()) or asked[0], among=tuple(among))
    first, *others = sorted(conditions, key=lambda each: each.negated)
    if want == "each" and (others or len(first.phrases) < 2):
        want = "count"
    return replace(first, want=want, also=tuple(others))


def _conditions(asked: _Marked) -> Iterator[CollectionRequest]:
    """What papers must meet: words by field and end, people, journals, links, years, lengths."""
    for base in ("among", "asked"):
        yield from _words(asked, base)
    for part in asked.parts:
        if part.marks["role"] == "author":
            yield CollectionRequest(author=_NO_NAME.sub("", part.text), negated=part.lacking)
        if part.marks["role"] == "venue" and not (asked.named and part.lacking):
            yield CollectionRequest(venue=_LEFT_OVER.sub("", part.text), negated=part.lacking)
    # "Besides X": where X names a paper, it is no journal.
    left_out = any(part.lacking and part.marks["role"] in ("paper", "venue") for part in asked.parts)
    if asked.named and (left_out or APART.search(asked.text)):
        yield CollectionRequest("list", named=asked.named, negated=True)
    yield from _links(asked)
    years = years_anywhere(asked.text)
    named = [in_full(part.text) for part in asked.parts]
    if years and not any(year in part for part in named for year in _YEAR.findall(in_full(asked.text))):
        yield CollectionRequest(years=years[0])
    yield from _lengths(asked.text)
    yield from _of_records(asked)


def _of_records(asked: _Marked) -> Iterator[CollectionRequest]:
    """How many authors papers are to have, and what is not to be recorded of them."""
    counted = authors_counted(asked.text, any(part.marks["role"] == "author" for part in asked.parts))
    if counted:
        yield CollectionRequest(length=counted[0], unit="authors")
    lacking = not_recorded(asked.text)
    if lacking:
        yield CollectionRequest(lacks=lacking[0])


def _links(asked: _Marked) -> Iterator[CollectionRequest]:
    """That an address is given or not; where it leads to a host, the host says it, unless it leads elsewhere."""
    said = asked.look["link"]
    for lacking in (False, True):
        there = [part for part in asked.linked if part.lacking == lacking]
        places = {_PLACES[part.marks["place"]] for part in there}
        if there:  # any of these hosts is enough
            yield CollectionRequest(
                "list", "abstract", link="url", hosts=tuple(part.text for part in there),
                place="end" if "end" in places else "anywhere", negated=lacking,
            )  # fmt: skip
    hosts = asked.hosts
    if not said or (hosts and not ELSEWHERE.search(asked.text)):
        return
    if _TO_CODE.search(asked.text) and not (_ADDRESS.search(asked.text) or _IS_OUT.search(asked.text)):
        return
    if said == "code" and asked.look["linked"] == "without" and _ADDRESS.search(asked.text):
        said = "url"
    without = asked.look["linked"] == "without" and not hosts
    if (
        said == "released" and without and _ADDRESS.search(asked.text)
    ):  # "code is out, but no address is given"
        yield CollectionRequest("list", "abstract", link="released")
        said = "url"
    elsewhere = tuple(part.text for part in asked.elsewhere)
    yield CollectionRequest("list", "abstract", link=_LINKS[said], elsewhere=elsewhere, negated=without)


def _words(asked: _Marked, base: str) -> Iterator[CollectionRequest]:
    """What is to be mentioned, and what may not be, field by field and end by end."""
    enough = asked.look["enough"] == "any" and not _BOTH.search(asked.text)
    any_one = enough or bool(_AND_THEN.search(asked.text)) or _between_all(asked, _OR)
    away = _away(asked)
    alternatives: list[CollectionRequest] = []
    groups = _grouped(asked, base, away)
    several = len([group for group in groups if not group[0]]) > 1
    for (lacking, field, place), phrases in groups.items():
        forms = are_forms([*phrases]) and not (_BOTH.search(asked.text) or _between_all(asked, _AND))
        either = lacking or any_one or forms or place != "anywhere"  # no text begins in two ways
        exact = not lacking and {*phrases} <= {*quoted(asked.text)}
        request = CollectionRequest(
            "list", field, tuple(phrases), either, place=place, negated=lacking, exact=exact
        )
        if any_one and several and not lacking:
            alternatives.append(request)
        else:
            yield request
        if away and not lacking:
            yield replace(request, field=away, negated=True)
    if alternatives:
        yield replace(alternatives[0], otherwise=tuple(alternatives[1:]))


def _between_all(asked: _Marked, word: re.Pattern[str]) -> bool:
    """Whether nothing but this word stands between all words that are looked up."""
    spans = [part.span for part in asked.parts if not part.lacking and part.marks["role"] == "words"]
    between = [asked.text[a.end : b.start] for a, b in pairwise(spans)]
    return bool(between) and all(map(word.fullmatch, between))


def _grouped(
    asked: _Marked, base: str, away: Field | None
) -> dict[tuple[bool, Field, Place], dict[str, None]]:
    """The phrases that are looked up in the same way: whether they are to be lacking, in which field, at which end."""
    groups: dict[tuple[bool, Field, Place], dict[str, None]] = {}
    there = {part.text for part in asked.parts if not part.lacking}
    for part in asked.parts:
        role = part.marks["role"]
        words = role in ("words", "host") or (
            role == "paper" and not (part.lacking or APART.search(asked.text))
        )
        if (
            part.marks["base"] != base
            or not words
            or part in (*asked.elsewhere, *asked.linked)
            or (away and part.lacking and part.text in there)
        ):
            continue
        field = _FIELDS["abstract" if role == "host" else part.marks["field"]]
        if away and not part.lacking:
            field = "abstract" if away == "title" else "title"
        # "Titles that start with the letter P": it is the title that opens with a letter.
        letter = len(part.text) == 1 or _TITLES.search(asked.text)
        if _PLACES[part.marks["place"]] != "anywhere" and field == "paper" and letter:
            field = "title"
        whole = sign_of(part.text) or (part.text if part.text in quoted(asked.text) else "")
        phrases = (whole,) if whole else phrases_of(part.text).texts
        if phrases:
            own = groups.setdefault((part.lacking, field, _PLACES[part.marks["place"]]), {})
            own.update(dict.fromkeys(phrases))
    return groups


def _away(asked: _Marked) -> Field | None:
    """The field in which the same words may not stand; its name is read off the text where that says it."""
    said = asked.look["away"]
    return (fields_named(asked.text)[1] or _FIELDS[said]) if said else None


_LINKS: Mapping[str, Link] = {"url": "url", "code": "code", "released": "released"}
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
