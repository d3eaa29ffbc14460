"""The one line that states what was computed about the collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.asked.request import CollectionRequest
from qa.display import readable
from qa.lookup.conditions import by_initials
from qa.mentions import DIGIT
from qa.types import Paper

_NOUNS = {"title": "titles", "abstract": "abstracts", "paper": "papers"}
_LACKED = {"authors": "authors", "year": "a year", "venue": "a journal", "doi": "a DOI"}
_PLACES = {"anywhere": "mention", "start": "open", "end": "end"}
_WITHIN = {
    "anywhere": " within a longer word",
    "start": " as the beginning of a longer word",
    "end": " as the end of a longer word",
}
_RANKS = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")
_SORTED = {
    "newest": "by year, the newest first",
    "oldest": "by year, the oldest first",
    "longest": "by length, the longest first",
    "shortest": "by length, the shortest first",
    "alphabetically first": "in alphabetical order",
    "alphabetically last": "in alphabetical order, the last first",
}
_LINKS = {
    "url": ("gives a link", "give a link"),
    "code": ("gives a link to code", "give a link to code"),
    "released": ("says that code is available", "say that code is available"),
}


def missing_line(request: CollectionRequest, papers: Sequence[Paper]) -> str:
    """What no record holds although the request needs it, in words; empty if all is there."""
    every = (request, *request.also)
    dated = request.order in ("newest", "oldest") or request.want == "years"
    if (dated or any(each.years != (None, None) for each in every)) and not any(
        paper.year for paper in papers
    ):
        return f"The {len(papers)} papers are recorded without a year, so I cannot tell when they appeared."
    placed = request.want == "venues" or any(each.venue for each in every)
    if placed and not any(paper.venue for paper in papers):
        return f"The {len(papers)} papers are recorded without where they appeared."
    asked = request.want == "authors" or any(each.author or each.unit == "authors" for each in every)
    if asked and not any(paper.authors for paper in papers):
        return f"The {len(papers)} papers are recorded without authors, so I cannot tell who wrote them."
    return ""


def by_initials_line(request: CollectionRequest, papers: Sequence[Paper]) -> str:
    """How many of the papers of an author have initials for a name that is asked for in full; empty where none has."""
    asked = [each.author for each in (request, *request.also) if each.author and not each.negated]
    short = [
        [name for name in paper.authors if any(by_initials(each, name) for each in asked)] for paper in papers
    ]
    count, names = sum(map(bool, short)), dict.fromkeys(name for own in short for name in own)
    if not count:
        return ""
    those = "It is" if len(papers) == 1 else f"{count} of them {'is' if count == 1 else 'are'}"
    return f" {those} by “{'”, “'.join(names)}”, with no more of the name than an initial."


def titles_line(papers: Sequence[Paper]) -> str:
    """Titles in quotation marks, parted by semicolons."""
    return "; ".join(f"“{readable(paper.title)}”" for paper in papers)


def lead_for(request: CollectionRequest, found: int, total: int) -> str:
    """ "12 of 80 abstracts mention HIVE10." """
    if not _conditions(request, False):
        return f"The collection holds {total} paper{'' if total == 1 else 's'}."
    noun = _NOUNS[request.field]
    if request.among:
        noun = papers_that(request.among)
    if request.want == "all":
        every = f"Yes: all {total} {noun} {_negation(request, False)}."
        return every if found == total else f"No: {found} of {total} {noun} {_negation(request, found == 1)}."
    if found == 0 and request.negated and not request.also:  # "none does not" is hard to read
        return f"{'No: all' if request.want == 'any' else 'All'} {total} {noun} {_conditions(request, total == 1)}."
    if found == 0:
        start = "No: none" if request.want == "any" else "None"
        return f"{start} of the {total} {noun} {_negation(request, True)}."
    verb = _negation(request, found == 1)
    start = "Yes: " if request.want == "any" else ""
    number = f"all {total}" if start else f"All {total}"
    share = f" ({found / total:.0%})" if request.want == "share" else ""
    return f"{start}{number if found == total else f'{found} of {total}'} {noun}{share} {verb}."


def other_forms_line(asked: CollectionRequest, met: CollectionRequest, found: int, total: int) -> str:
    """That no paper has the words as they are asked for, and how many have them in other forms, or one letter away."""
    none = lead_for(asked, 0, total).removesuffix(".")
    has, it = (
        "has" if found == 1 else "have",
        "it" if sum(len(each.phrases) for each in (asked, *asked.also)) == 1 else "them",
    )
    if met.phrases == asked.phrases:
        return f"{none} just so; {found} {has} another form of {it}:"
    meant = " and ".join(map(shown_phrase, met.phrases))
    return f"{none}; {found} {has} {'a form of ' if met.forms else ''}{meant}:"


def more_forms_line(request: CollectionRequest, more: int) -> str:
    """That some have the words in another form only, such as the plural; empty where none has."""
    it = "it" if len(request.phrases) == 1 else "them"
    return f" {more} more {'has' if more == 1 else 'have'} another form of {it}." if more else ""


def papers_that(conditions: Sequence[CollectionRequest], count: int = 2) -> str:
    """ "papers that mention HIVE10"; "paper that mentions HIVE10" for a count of one."""
    first, *others = conditions
    return (
        f"paper{'' if count == 1 else 's'} that {_negation(replace(first, also=tuple(others)), count == 1)}"
    )


def condition_of(request: CollectionRequest, count: int) -> str:
    """ "The longest abstract", "The 3 newest papers", "The first 5 papers"."""
    noun = "papers" if request.order in ("first", "last", "newest", "oldest") else _NOUNS[request.field]
    rank = _rank(request.skip)
    order = f"{rank}{request.order}"
    if request.unit == "mentions":
        most = "most" if request.order == "longest" else "least"
        return f"The {noun if count > 1 else noun[:-1]} with {' or '.join(map(shown_phrase, request.phrases))} {most} often"
    if request.skip and request.order.startswith("alphabetically"):
        end = " from the end" if request.order.endswith("last") else ""
        return f"The {rank}title in alphabetical order{end}"
    if request.limit is None:
        those = f"{papers_that(request.also, count)}," if request.also else noun
        return f"The {count} {those} {_SORTED[request.order]}"
    if request.unit == "authors":
        return f"The {noun if count > 1 else noun[:-1]} with the {'most' if request.order == 'longest' else 'fewest'} authors"
    if count == 1 or request.skip:
        return f"The {order} {noun if count > 1 else noun[:-1]}"
    in_list = request.order in ("first", "last")
    return f"The {request.order} {count} {noun}" if in_list else f"The {count} {order} {noun}"


def place_said(request: CollectionRequest, total: int) -> str:
    """ "Paper 3 of 80 in the collection's order", "The paper at place 2 of 80 from the end of ..."."""
    those = f"the {total} {papers_that(request.also, total)}," if request.also else f"{total}"
    from_end = "counted from the end, " if request.order == "last" else ""
    return f"Paper {request.skip + 1} of {those} {from_end}in the order of the collection"


def _rank(skip: int) -> str:
    """ "third " for what comes behind two, "11th " where words are seldom used; empty for the first."""
    if skip < len(_RANKS):
        return _RANKS[skip]
    number = skip + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} "


def unit_said(request: CollectionRequest) -> str:
    """What a length counts, in words."""
    if request.unit == "mentions":
        return f"times {' or '.join(map(shown_phrase, request.phrases))}"
    return "letters and signs" if request.unit == "letters" else request.unit


def _negation(request: CollectionRequest, singular: bool) -> str:
    """All conditions with their negations; those of another field than the first say which."""
    every = _authors_together((request, *request.also))
    said = [
        ("does not " if singular else "do not ") + _conditions(each, False)
        if each.negated
        else _conditions(each, singular)
        for each in every
    ]
    for n, other in enumerate(every[1:], 1):
        if other == replace(request, either=False, negated=True, want=other.want, also=()):
            said[0] += " but not both"
            said[n] = ""
            continue
        said[n] += f" in the {other.field}" * bool(
            other.phrases and other.field not in ("paper", request.field)
        )
    for other in request.otherwise:
        said[0] += f" in the {request.field} or {_negation(other, singular)} in the {other.field}"
    return " and ".join(filter(None, said))


def _authors_together(conditions: Sequence[CollectionRequest]) -> list[CollectionRequest]:
    """The same in words, where each of several authors is a condition of its own: "Holt and Meyer among the authors"."""
    merged: list[CollectionRequest] = []
    for each in conditions:
        plain = each == CollectionRequest(each.want, author=each.author, also=each.also)
        if plain and each.author and merged and merged[-1].author and not merged[-1].negated:
            merged[-1] = replace(merged[-1], author=f"{merged[-1].author} and {each.author}")
        else:
            merged.append(each)
    return merged


def _conditions(request: CollectionRequest, singular: bool) -> str:
    """What the papers do, as a verb phrase: "mention X", "give a link to code"."""
    said: list[str] = []
    s = "s" if singular else ""
    if request.phrases == (DIGIT,) and request.place == "anywhere":
        said.append(f"{'has' if singular else 'have'} {DIGIT}")
    elif request.phrases:
        joined = (" or " if request.either else " and ").join(shown_phrase(p) for p in request.phrases)
        verb = f"{_PLACES[request.place]}{s}" + (" with" if request.place != "anywhere" else "")
        said.append(f"{verb} {joined}{_WITHIN[request.place] if request.inside else ''}")
    if request.want == "list" and request.named:
        said.append(f"belong{s} to the papers named")
    if request.length != (None, None):
        said.append(f"{'has' if singular else 'have'} {length_said(request)}")
    if request.review:
        said.append(f"say{s} that {'it reviews' if singular else 'they review'} other work")
    if request.lacks:
        said.append(f"{'is' if singular else 'are'} recorded without {_LACKED[request.lacks]}")
    if request.link:
        place = " at the end" if request.place == "end" else ""
        away = f" that is not to {' or '.join(request.elsewhere)}" if request.elsewhere else ""
        there = f" to {' or '.join(request.hosts)}" if request.hosts else ""
        said.append(_LINKS[request.link][0 if singular else 1] + there + away + place)
    if request.years != (None, None):
        said.append(("is " if singular else "are ") + period(*request.years))
    if request.venue:
        said.append(f"appeared in {request.venue}")
    if request.author:
        said.append(f"{'names' if singular else 'name'} {request.author} among the authors")
    return " and ".join(said)


def shown_phrase(phrase: str) -> str:
    """A phrase in quotation marks, a name without."""
    return f"“{phrase}”" if " " in phrase or phrase.islower() or not any(map(str.isalnum, phrase)) else phrase


def period(first: int | None, last: int | None) -> str:
    """ "from 2005", "from 2005 or later", "from 2005 to 2010"; one of the two at least is a year."""
    if first == last:
        return f"from {first}"
    if first is None:
        return f"from {last} or earlier"
    if last is None:
        return f"from {first} or later"
    return f"from {first} to {last}"


def length_said(request: CollectionRequest) -> str:
    """ "exactly 4 words", "2 authors or more"; one of the two ends at least is a number."""
    (first, last), unit = request.length, unit_said(request)
    if request.unit in ("authors", "papers") and 1 in (first, last):
        unit = unit.removesuffix("s")
    if first == last:
        return f"exactly {first} {unit}"
    return f"{first} {unit} or more" if last is None else f"{last} {unit} or fewer"
