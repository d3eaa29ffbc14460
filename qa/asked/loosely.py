"""A question about the collection in no form that is known, put together from what stands in it.

The words that are looked up come marked, and so do those to be lacking. In which field they are to stand,
at which end, whether links or lengths are asked for, what is counted and in which order it is put, is read
off the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.asked.around import FIELD, START, clause_around, end_of, field_of, fields_named, is_denied
from qa.asked.extremes import ranked
from qa.asked.grammar import NUMBERS, expand
from qa.asked.origin import years_in
from qa.asked.phrases import host_in, is_vague, phrases_of, quoted, sign_in, sign_of, unit_of, want_of
from qa.asked.request import CollectionRequest, Field, Link, Order, Place
from qa.sentences import Span
from qa.words import content_tokens

_I = re.IGNORECASE
_WORD = re.compile(
    r"\b(?:words?|terms?|phrase|mention\w*|contain\w*|occur\w*|appear\w*|how (?:many|often)|count|number|nr)\b",
    _I,
)
_HERE = re.compile(
    r"^(?:is|are|was|do|does|did|have|has|got|can|any|where|there|i|we|paper)\b"
    r"|\b(?:in here|is it (?:here|in)|have it|got it|in the (?:set|pile|collection|list))\b",
    _I,
)
_IS_IT = re.compile(r"\b(?:is (?:it|that|this)|(?:have|got|hold) (?:it|that|one))\b", _I)
_IS_IT_HERE = re.compile(r"^(?!(?:which|what|who|list|show|give|find)\b).*\b(?:in )?here\W*$", _I)
_ITSELF = re.compile(
    r"\b(?:original|real|actual|very) (?:\w+ )?(?:one|paper|article|study)\b|\b(?:paper|one) itself\b", _I
)
# What is looked up as it is written: addresses, commands of LaTeX.
_ADDRESS = re.compile(r"\b[\w-]+(?:\.[a-z]{2,})+(?:/[\w./-]+)?\b|\\[A-Za-z]+")
_NUMBER_SAID = re.compile(r"\b(?:number|figure|year|value) (\d[\d.,]*)\b", _I)
_HOW_OFTEN = re.compile(
    r"\bhow (?:often|many times|frequent\w*)\b|\bnumber of (?:times|occurrences|mentions)\b|\btimes\b.*\bhow many\b",
    _I,
)
_MOST_OF = r"\b(?:(?:the )?(?:most|(?:largest|highest|greatest) number of)|(?P<few>(?:the )?(?:fewest|least|(?:smallest|lowest) number of)))(?: often)? (?:the )?(?:word |term |name )?[\"“'‘]?"
_MOST_OFTEN = re.compile(r"\b(?:most|(?P<few>least)) (?:often|frequently|times)\b", _I)
_NOT_THESE = re.compile(
    r"\bwhich (?:ones?|of (?:them|these|those)|papers|abstracts|titles)? ?(?:do|does|did|is|are)(?:n't| not|nt)\W*$",
    _I,
)
_TOTAL = re.compile(
    expand(
        r"\b(?:total|altogether|overall|in all|how (?:many|big|large)|size|nr|number|count|headcount)\b.*\b(?:<record>|<collection>|items|entries|documents)\b"
    ),
    _I,
)
_SOME = re.compile(
    r"\d|\b(?:that|which|with|without|on|about|by|mention\w*|contain\w*|from(?= \w)|came|named?)\b", _I
)
_UNRECORDED = re.compile(r"\b(?:pages|citations|downloads|stars|readers|views|impact factor|h-index)\b", _I)
_ENUMERATED = re.compile(r"((?:[\w-]+, )+)([\w-]+),? and ([\w-]+)")
_AT_ONCE = re.compile(
    r"\b(?:all (?:two|three|four|five|of (?:them|these))|together|at once|side by side)\b", _I
)
_TITLE_WORDS = 3  # a longer phrase after "do you have" is a title
_APART = re.compile(
    r"\b(?:apart from|besides|except(?: for)?|other than|not counting|excluding)\b.*?\b(?:papers?|articles?|stud(?:y|ies)|one|itself)\b",
    _I,
)
_EDGE = re.compile(r"^(?:(?:or|and|either|both|the|an?) )+|(?: (?:or|and|nor))+$", _I)
_LETTER = re.compile(r"\b(?:under|letter|with(?: an?)?)(?: the letter)? ([A-Z])\b")
_LINK = re.compile(
    r"\b(?:links?|linked|urls?|(?:web ?)?address(?:es)?|web ?(?:sites?|pages?)|hyperlinks?|repos?|repositor\w+)\b",
    _I,
)
# "a link that is not to GitHub"
_ELSEWHERE = re.compile(
    r"\b(?:other than|not (?:on|to|at|pointing|leading|from|hosted)|elsewhere than|outside(?: of)?|apart from|except|besides) ",
    _I,
)
_ACCOUNT = re.compile(r"\b([\w-]+?)(?:'s)? (?:account|organi[sz]ation|org|user|namespace)\b", _I)
_CODE = re.compile(r"\b(?:code|repos?|repositor\w+|implementation)\b", _I)
_RELEASED = re.compile(
    r"\b(?:code|implementation)s?\b[^.?!]{0,30}\b(?:public|available|released|open|out|shared)\b"
    r"|\b(?:public|releas\w+|open|shar\w+|publish\w*)\b[^.?!]{0,20}\b(?:code|implementation)s?\b",
    _I,
)
_MOST = re.compile(r"\b(?:\w+est|most|fewest|least)\b (?:\w+ ){0,2}?(?:titles?|names?|abstracts?)\b", _I)
_SIZE = re.compile(
    r"\b(?:(?P<more>over|more than|longer than|above|exceed\w*|beyond|(?P<least>at least))"
    r"|(?P<less>under|less than|fewer than|shorter than|below|(?P<most>at most|up to|no more than))"
    rf"|(?:exactly|only|just|precisely|consist\w* of(?: only)?|made (?:up )?of))"
    rf" (?P<n>\d[\d,.]*|{'|'.join(NUMBERS)}) ?(?P<unit>words?|char\w*|letters?|signs?|sentences?)\b",
    _I,
)
_EACH = re.compile(
    r"\b(?:each|versus|vs\.?|commoner|and how many\b.*|(?:numbers?|counts?) (?:for|of) (?:both|each)|both (?:numbers|counts)|which of (?:the two|them|those)|(?:more|less) (?:often|common|frequent)\w*|by how m\w+)\b"
    r"|\bmore (?:of the |of these )?(?:papers|abstracts|titles|records)\b",
    _I,
)
_LETTERS = re.compile(
    r"\bletters?\b.*\b(?:no|none|not|never|most|missing|fewest)\b|\b(?:which|what|with which) letters?\b", _I
)
_NOT_BOTH = re.compile(r"\b(?:not|never) (?:the )?(?:both|two)\b", _I)
_AND_WHO = re.compile(r"\band who\b", _I)
_ALL_OF_THEM = re.compile(r"\b(?:and|both|all|together|also)\b", _I)
_LEFT_OUT = re.compile(
    r"^\W*(?:leave|leaving|exclude|excluding|drop|skip|take)\b.*?\b(?:out|away|aside|all|those|ones)\b", _I
)
_WITH_LINK = re.compile(
    r"\b(?:(?:that|which|and|but|with|have|has|gives?|giving|come|comes) )*(?:no|without|an?|any|the)? ?(?:\w+ )?"
    r"(?:links?|urls?|address(?:es)?)(?: to (?:its |their |the )?code)?(?: (?:given|printed))?(?: in (?:the|their|its) abstracts?)?",
    _I,
)
_AVERAGE = re.compile(r"\b(?:average|mean|median|typical(?:ly)?)\b", _I)
_COUNTED = re.compile(r"\b(?P<unit>words?|letters?|char\w*|signs?|sentences?)\b", _I)
_LONG = re.compile(r"\b(?:words?|length|long|size|run|letters?|char\w*|sentences?)\b", _I)
_HOW_LONG = re.compile(r"how (?:long|short) (?:is|are|was) the (?:abstract|title)s? of\b", _I)
_DOUBLE = re.compile(r"\b(?:duplicat\w+|doubles?(?! quot)|doublets?|twice|two times)\b", _I)
_NUMBER = re.compile(r"\b(?:how (?:many|long)|count|number|nr|length)\b", _I)
_EITHER = re.compile(r"\b(?:or|and/or|either)\b", _I)


class _Part(NamedTuple):
    """A phrase that is looked up, where the question has it, and whether it is to be lacking."""

    text: str
    span: Span
    lacking: bool


def asks_each(text: str) -> bool:
    """Whether a number of each of several words is asked for, or which of them has more."""
    return bool(_EACH.search(text))


def links_asked(text: str) -> bool:
    """Whether a question speaks of links, in words that are not those looked up."""
    return any(_LINK.search(part) for part in re.split(r"[\"“”].*?[\"“”]", text)) and not host_in(text)


def loose_request(
    text: str, parts: Sequence[str], lacking: Sequence[str] = (), named: Sequence[str] = ()
) -> CollectionRequest | None:
    """The request of a question about the collection; None where nothing in it can be looked up.

    ``parts`` are the words looked up, and ``lacking`` those that may not be there, as they stand in ``text``;
    ``named`` the ids of the papers that it names.
    """
    if _DOUBLE.search(text):
        return CollectionRequest("duplicates")
    if named and _UNRECORDED.search(text):
        return None
    measured = measured_request(text, named) or _counted_in_one(text, parts, named)
    if measured:
        return measured
    if _LETTERS.search(text) and FIELD.search(text):
        return CollectionRequest("letters", "title")
    order = ranked(text) or _most_mentions(text, parts)
    if order and order.unit == "mentions":
        return order
    text = _MOST.sub(" ", text) if order else text  # "the shortest abstract" is no field of what is looked up
    wanted = _wanted(text, parts, lacking)
    title = _title(text, wanted)
    if title and not _APART.search(text):
        return title
    rest = _WITH_LINK.sub(lambda match: " " * len(match[0]), text)  # "no link in the abstract" is no field
    conditions = [*_mentions(rest, wanted), *_lengths(text), *_links(text)]
    years = years_in(text)
    if years:
        conditions = [
            each
            for each in conditions
            if not each.phrases or not all(phrase.isdigit() for phrase in each.phrases)
        ]
        conditions.append(CollectionRequest(years=years))
    if conditions and len(conditions[0].phrases) > 1 and _NOT_BOTH.search(text):
        conditions.append(replace(conditions[0], either=False, negated=True))
    if named and _APART.search(text):
        conditions = [each for each in conditions if not (each.phrases and each.negated)]
        conditions.append(CollectionRequest("list", named=tuple(named), negated=True))
    if order:
        by_letter = [each for each in conditions if each.place == "start"]
        return replace(order, also=tuple(by_letter if order.order.startswith("alphabet") else conditions))
    if not conditions:
        whole = _TOTAL.search(text) and not _SOME.search(text)
        return CollectionRequest("count") if whole else None
    if len(conditions) == 1 and _NOT_THESE.search(text):
        conditions = [replace(conditions[0], negated=True)]
    first, *others = sorted(conditions, key=lambda each: each.negated)
    here = _IS_IT_HERE.search(text) and not _WORD.search(text)
    each = len(first.phrases) > 1 and not others and _EACH.search(text)
    return replace(first, want="each" if each else "any" if here else want_of(text), also=tuple(others))


def _counted_in_one(text: str, parts: Sequence[str], named: Sequence[str]) -> CollectionRequest | None:
    """How often the abstracts that are named have a word."""
    phrases = quoted(text) or tuple(parts)
    if not (named and phrases and _HOW_OFTEN.search(text) and FIELD.search(text)):
        return None
    field: Field = "title" if re.search(r"\btitles?\b", text, _I) else "abstract"
    return CollectionRequest("size", field, phrases[-1:], unit="mentions", named=tuple(named))


def _most_mentions(text: str, parts: Sequence[str]) -> CollectionRequest | None:
    """The paper that has a word most often: "which abstract has the most percent signs?"."""
    sign = sign_in(text)
    for part in (*quoted(text), *((sign,) if sign else ()), *parts):
        most = re.search(rf"{_MOST_OF}{re.escape(part)}", text, _I) or _MOST_OFTEN.search(text)
        phrases = phrases_of(part).texts
        if most and phrases:
            field: Field = "title" if field_of(text, _place_of(part, text)) == "title" else "abstract"
            order: Order = "shortest" if most["few"] else "longest"
            return CollectionRequest("list", field, phrases, order=order, unit="mentions")
    return None


def measured_request(text: str, named: Sequence[str]) -> CollectionRequest | None:
    """How long titles or abstracts are on average, or those of the papers that are named."""
    field = FIELD.search(text)
    if field is None or not _LONG.search(text):
        return None
    of: Field = "title" if field["title"] else "abstract"
    if _AVERAGE.search(text):
        return CollectionRequest("length", of)
    unit = _COUNTED.search(text)
    if named and (unit or _HOW_LONG.match(text)) and _NUMBER.search(text):
        counted = unit_of(unit["unit"]) if unit else "words"
        return CollectionRequest("size", of, unit=counted, named=tuple(named))
    return None


def _wanted(text: str, parts: Sequence[str], lacking: Sequence[str]) -> list[_Part]:
    """What stands in quotation marks; else addresses; else what is marked, and a sign that is named."""
    host = host_in(text)
    if host and not _ADDRESS.search(text):
        place = _place_of(host.split()[0], text)
        account = _ACCOUNT.search(text)
        if account:
            return [_Part(account[1], Span(*account.span(1)), False)]
        return [_Part(host, place, is_denied(text, place))]
    sure = (
        quoted(text) or tuple(_ADDRESS.findall(text)) or (() if parts else tuple(_NUMBER_SAID.findall(text)))
    )
    more = lacking or (sure and not quoted(text))
    names = [part for part in parts if not any(each in part for each in sure)] if more else []
    marked = dict.fromkeys((*(sure or _enumerated(text, parts)), *names, *lacking))
    found = [_Part(_EDGE.sub("", part), _place_of(part, text), part in lacking) for part in marked]
    found = [part for part in found if not FIELD.fullmatch(part.text) and not _LINK.fullmatch(part.text)]
    found = [
        part
        for part in found
        if sure or sign_of(part.text) or len(part.text) == 1 or content_tokens(part.text)
    ]
    sign = sign_in(text)
    if sign and not sure and not any(sign_of(part.text) for part in found):
        found = [
            *(
                part
                for part in found
                if not sign_in(part.text) and part.text.strip(".,?! ").lower() not in sign.lower()
            ),
            _Part(sign, _place_of(sign, text), False),
        ]
    letter = _LETTER.search(text)
    if letter and START.search(text) and not sure:
        found = [_Part(letter[1], Span(*letter.span(1)), False)]
    if _LEFT_OUT.search(text):
        return [part._replace(lacking=True) for part in found]
    return [
        part._replace(lacking=part.lacking or (not lacking and is_denied(text, part.span))) for part in found
    ]


def _enumerated(text: str, parts: Sequence[str]) -> Sequence[str]:
    """What is marked; where it is one of several that are to be there together, all of them."""
    row = _ENUMERATED.search(text) if len(parts) == 1 and _AT_ONCE.search(text) else None
    return [*re.findall(r"[\w-]+", row[1]), row[2], row[3]] if row and parts[0] in row[0] else parts


def _place_of(phrase: str, text: str) -> Span:
    """Where a phrase stands, not as the name of a paper that is left out."""
    apart = _APART.search(text)
    start = apart.end() if apart and phrase.lower() in text[apart.end() :].lower() else 0
    at = max(0, text.lower().find(phrase.lower(), start))
    return Span(at, at + len(phrase))


def _title(text: str, wanted: Sequence[_Part]) -> CollectionRequest | None:
    """Whether a paper is there: by a long phrase that "do you have" stands before, or by "the original one"."""
    there = [part.text for part in wanted if not part.lacking]
    listed = FIELD.search(text) and not (quoted(text) or _IS_IT.search(text))
    if not there or _WORD.search(text) or listed or _LINK.search(text):
        return None
    title = max(there, key=len).strip(" ,:;.")
    long = len(title.split()) >= _TITLE_WORDS and (_HERE.search(text) or _IS_IT.search(text))
    if not long and not (_ITSELF.search(text) and len(there) == 1):
        return None
    return CollectionRequest("title", title=title, recalled=is_vague(text) or not quoted(text))


def _mentions(text: str, wanted: Sequence[_Part]) -> Iterator[CollectionRequest]:
    """What is to be mentioned, field by field and end by end; then what may not be."""
    fields = fields_named(text)
    groups: dict[tuple[Field, Place], list[str]] = {}
    for part in wanted:
        if not part.lacking:
            field: Field = fields[0] or field_of(text, part.span)
            groups.setdefault((field, end_of(text, part.span)), []).extend(phrases_of(part.text).texts)
    for (field, place), phrases in groups.items():
        listed = len(phrases) > 1 and (
            _AND_WHO.search(text) or not _ALL_OF_THEM.search(text)
        )  # "X, Y, Z: are these named?"
        either = (
            bool(listed) or bool(_EITHER.search(text)) or any(phrases_of(part.text).either for part in wanted)
        )
        request = CollectionRequest("list", field, tuple(dict.fromkeys(phrases)), either, place=place)
        if phrases:
            yield request
        if phrases and fields[1]:
            yield replace(request, field=fields[1], negated=True)
    missing = [phrase for part in wanted if part.lacking for phrase in phrases_of(part.text).texts]
    if missing:
        first = next(part for part in wanted if part.lacking)
        field, place = field_of(text, first.span), end_of(text, first.span)
        yield CollectionRequest("list", field, tuple(dict.fromkeys(missing)), True, place=place, negated=True)


def _lengths(text: str) -> Iterator[CollectionRequest]:
    match = _SIZE.search(text)
    if match is None:
        return
    said = match["n"].lower()
    number = NUMBERS.get(said) or int(re.sub(r"[,.]", "", said))
    unit = unit_of(match["unit"])
    field: Field = "title" if field_of(text, Span(*match.span())) == "title" else "abstract"
    low, high = number + (0 if match["least"] else 1), number - (0 if match["most"] else 1)
    limits = (low, None) if match["more"] else (None, high) if match["less"] else (number, number)
    yield CollectionRequest("list", field, length=limits, unit=unit)


def _links(text: str) -> Iterator[CollectionRequest]:
    """An address that is given or not, and code that is said to be out."""
    address = _LINK.search(text)
    released = _RELEASED.search(text)
    if released:
        yield CollectionRequest(
            "list", "abstract", link="released", negated=is_denied(text, Span(*released.span()))
        )
    elsewhere = _ELSEWHERE.search(text)
    if address and (elsewhere or not (host_in(text) or _ADDRESS.search(text))):
        clause = clause_around(text, Span(*address.span()))
        link: Link = "code" if _CODE.search(text[clause.start : clause.end]) and not released else "url"
        yield CollectionRequest("list", "abstract", link=link, negated=is_denied(text, Span(*address.span())))
