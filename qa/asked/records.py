"""What a question asks of records: how many authors papers have, what is not recorded of them, what else is to be told."""

from __future__ import annotations

import re

from qa.asked.grammar import NUMBERS, expand
from qa.asked.request import Detail, Order, Range

_I = re.IGNORECASE
_ONE = ("one", "single", "sole", "lone")
_N = rf"\d{{1,3}}|{'|'.join((*_ONE, *NUMBERS))}"
_LIMIT = (
    r"(?:(?P<more>over|more than)|(?P<least>at least)|(?P<less>fewer than|less than)|(?P<most>at most|up to|(?:no|not) more than)"
    r"|exactly|only|just|precisely)"
)
_AUTHORS = r"authors?(?:ed)?\b(?! (?:team|group))"
# "more than two authors", "single-author papers", "three or more authors"
_NUMBERED = re.compile(
    rf"(?<!top )(?<!first )(?<!last )\b(?:{_LIMIT} )?(?:an? )?(?P<n>{_N})(?: or (?P<up>more)| or (?P<down>fewer|less))?(?: |-){_AUTHORS}(?: or (?P<up_too>more)| or (?P<down_too>fewer|less))?",
    _I,
)
_PAPERS_NUMBERED = re.compile(
    expand(
        rf"\b(?:{_LIMIT} )(?P<n>{_N})(?: or (?P<up>more)| or (?P<down>fewer|less))? <record>(?: or (?P<up_too>more)| or (?P<down_too>fewer|less))?\b"
    ),
    _I,
)
_REPEATED = re.compile(r"\b(?:more than once|twice or more|at least twice|repeatedly|several times)\b", _I)
_BY_ONE = re.compile(r"\bby (?:only |just )?(?:one|a single) (?:person|author|researcher|scholar)\b", _I)
_BY_SEVERAL = re.compile(r"\b(?:several|multiple|(?<!how )many) authors\b|\bmulti-?author(?:ed)?\b", _I)
# Of papers by a person who is named.
_ALONE = re.compile(
    r"\b(?:alone|solo|single-?handed(?:ly)?|(?:all )?by (?:him|her|them)sel(?:f|ves)|on (?:his|her|their) own"
    r"|with(?:out| no) (?:any )?(?:co-?authors?|others)|as (?:the |an? )?(?:sole|only|single) author)\b",
    _I,
)
_WITH_OTHERS = re.compile(
    r"\b(?:together )?with (?:others|other (?:authors|people|researchers|scholars)|someone(?: else)?|somebody(?: else)?|co-?authors|colleagues)\b",
    _I,
)
_MOST_AUTHORS = re.compile(
    r"\b(?:(?P<most>most|(?:greatest|largest|highest) number of)|(?:fewest|least|(?:smallest|lowest) number of)) (?:co-?)?authors\b",
    _I,
)
_MEAN_AUTHORS = re.compile(
    r"\b(?:average|mean|typical|median) (?:number|count) of (?:co-?)?authors\b|\bhow many (?:co-?)?authors\b.*\b(?:on average|usually|typically)\b"
    r"|\b(?:number of |how many )?authors per (?:paper|article|study|work)\b",
    _I,
)
_FIELDS: dict[Detail, str] = {
    "authors": r"(?:co-?)?authors?(?: names?)?",
    "year": r"(?:(?:publication|publishing) )?(?:years?|dates?)",
    "venue": r"(?:journals?|venues?|conferences?)",
    "doi": r"dois?",
}
_FIELD = "|".join(rf"(?P<{name}>{words})" for name, words in _FIELDS.items())
_OF_RECORD = r"(?:(?:an?|any|their|the|its|known|recorded|given) )*"
# "papers without a year", "which have no DOI", "whose journal is missing"
_NOT_RECORDED = tuple(
    re.compile(form, _I)
    for form in (
        rf"(?<!mention )(?<!mentions )(?<!state )(?<!states )\b(?:no|without|lack(?:s|ing)?|miss(?:es|ing)?) {_OF_RECORD}(?:{_FIELD})\b(?: (?:is |are )?(?:recorded|given|known|at all))?",
        rf"\b(?:don't|do not|doesn't|does not) (?:have|give|name|list) {_OF_RECORD}(?:{_FIELD})\b",
        rf"\b(?:{_FIELD}) (?:is|are) (?:missing|unknown|lacking|absent|(?:not|n't) (?:recorded|given|known))\b",
    )
)
_TOLD: dict[Detail, re.Pattern[str]] = {
    "authors": re.compile(
        r"\bwho (?:has |had )?(?:wrote|written|authored|published|made)\b|\bwho (?:is|are|was|were) (?:the|its|their) authors?\b|\bby whom\b"
        r"|\b(?:its|their|the|and|which|what|whose) authors?\b",
        _I,
    ),
    "year": re.compile(r"^when\b|\b(?:and|,) when\b|\b(?:what|which) year\b|\byear of\b|\band (?:the |its )?years?\b|\byears? and\b", _I),
    "venue": re.compile(r"\b(?:what|which|the|its|and) (?:journals?|venues?|conferences?)\b|\bwhere\b.*\b(?:publish\w*|appear\w*|printed|come out)\b|\band where\W*$", _I),
    "doi": re.compile(r"\b(?:the|its|what|and) dois?\b", _I),
}  # fmt: skip
# "Which reviews", "are there any review articles?"; of one alone more is told than that it is one.
_REVIEWS = re.compile(
    expand(
        r"^(?P<head>(?:(?:which|what|how many|list|show|find|give|name|tell|me|us|any|some|all|the|every|other|are|is|there|do|does|we|you|have|has|got|of|a|an|it|this|<collection>) )*)"
        r"(?:(?P<kind>systematic|scoping|narrative|mini|critical) |(?:recent|literature|comprehensive) )*"
        r"(?P<x>reviews\b|review (?:papers?|articles?|studies|chapters?)\b|(?:survey|overview) (?:papers?|articles?)\b)(?! (?:of (?:customers|users|products|movies|films)|are (?:used|analy[sz]ed|generated|classified)))"
    ),
    _I,
)
_AT_AN_END = re.compile(
    expand(r"\b(?:newest|latest|most recent|oldest|earliest|longest|shortest) (?:\w+ )?<record>\b"), _I
)


def authors_counted(text: str, by_person: bool) -> tuple[Range, str] | None:
    """How many authors papers are to have, and the text without it; ``by_person``: someone is named who wrote them."""
    number = _NUMBERED.search(text)
    if number:
        return _range(number), _cut(text, number)
    forms: tuple[tuple[re.Pattern[str], Range, bool], ...] = (
        (_BY_ONE, (1, 1), True),
        (_BY_SEVERAL, (2, None), True),
        (_ALONE, (1, 1), by_person),
        (_WITH_OTHERS, (2, None), by_person),
    )
    for form, limits, applies in forms:
        match = form.search(text) if applies else None
        if match:
            return limits, _cut(text, match)
    return None


def papers_counted(text: str) -> Range | None:
    """How many papers are asked for of a journal or an author: "which journals appear more than once?"."""
    if _REPEATED.search(text):
        return 2, None
    number = _PAPERS_NUMBERED.search(text)
    return _range(number) if number else None


def most_authors(text: str) -> Order:
    """Whether the papers with the most or the fewest authors are asked for; empty if neither."""
    match = _MOST_AUTHORS.search(text)
    return ("longest" if match["most"] else "shortest") if match else ""


def mean_authors(text: str) -> bool:
    """Whether it is asked how many authors a paper has on average."""
    return bool(_MEAN_AUTHORS.search(text))


def not_recorded(text: str) -> tuple[Detail, str] | None:
    """What records are to lack, and the text without it: "papers without a year"."""
    for form in _NOT_RECORDED:
        match = form.search(text)
        if match:
            return next(name for name in _FIELDS if match[name]), _cut(text, match)
    return None


def details_told(text: str) -> tuple[Detail, ...]:
    """What is asked of the record of a paper besides which one it is: "the oldest paper, and who wrote it"."""
    return tuple(detail for detail, form in _TOLD.items() if form.search(text))


def details_besides(text: str, detail: Detail) -> tuple[Detail, ...]:
    """What is asked of the record of a paper besides this detail."""
    return tuple(other for other in details_told(text) if other != detail)


def reviews_asked(text: str) -> str | None:
    """A question for reviews as one for papers: "which papers cover bees?" of "which reviews cover bees?"; None for another."""
    match = _REVIEWS.match(text)
    if match is None:
        return None
    one = re.search(r"(?:paper|article|chapter)$", match["x"], re.IGNORECASE)
    return f"{match['head']}{'paper' if one else 'papers'}{text[match.end() :]}"


def kind_of_review(text: str) -> str:
    """What reviews of the kind that is asked for say of themselves: "systematic review"; empty without one."""
    match = _REVIEWS.match(text)
    return f"{match['kind'].lower()} review" if match and match["kind"] else ""


def at_an_end(text: str) -> bool:
    """Whether papers at an end of an order are spoken of: "the newest paper"."""
    return bool(_AT_AN_END.search(text))


def _range(match: re.Match[str]) -> Range:
    said = match["n"].lower()
    number = 1 if said in _ONE else NUMBERS.get(said) or int(said)
    if match["more"]:
        return number + 1, None
    if match["less"]:
        return None, number - 1
    if match["least"] or match["up"] or match["up_too"]:
        return number, None
    return (None if match["most"] or match["down"] or match["down_too"] else number), number


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
