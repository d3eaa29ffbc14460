"""What the collection holds: a title, a record's detail, duplicates, topics, years, the longest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import mean, median
from string import ascii_uppercase

from qa.asked.phrases import names_in
from qa.asked.request import CollectionRequest, Detail, Order, Want
from qa.lookup.conditions import code_of, is_author, length, meeting, meets, within
from qa.lookup.named import named_beside, words_for
from qa.lookup.record import DETAIL_NAMES, DETAILS, names_line, venue_counts
from qa.lookup.result import CollectionResult, of_records
from qa.lookup.themes import common_words, themes
from qa.lookup.titles import find_title, key
from qa.lookup.wording import (
    condition_of,
    lead_for,
    length_said,
    papers_that,
    place_said,
    shown_phrase,
    titles_line,
    unit_said,
)
from qa.mentions import find_mentions, is_name, links, sentence_with
from qa.types import Paper

_SHORT_NAME = 4  # words; a longer one is a title, and only its own paper will do
_FEWEST_NAMES = 2
_COMMON = 8  # words named as topics
_EQUAL = 10  # papers at the same place of an order that are shown
_ENDS: tuple[tuple[Order, Order], ...] = (
    ("first", "last"),
    ("longest", "shortest"),
    ("newest", "oldest"),
    ("alphabetically first", "alphabetically last"),
)
_NO_SUCH_PAPER = CollectionResult("The collection holds no such paper.", reason="no_match")
_NONE_MEANT = CollectionResult("None of the papers is surely the one that is meant.", reason="no_match")


def membership(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """Whether the title is held: exactly, in part, or by the name that its paper goes by."""
    title = request.title
    match = find_title(title, papers)
    names = names_in(title)
    if names and not (match.exact or match.partial):
        return _each(request, names, papers)
    if match.exact:
        return of_records(f"Yes: {titles_line(match.exact[:1])} is in the collection.", match.exact)
    if len(match.partial) == 1:
        return of_records(f"Yes: {titles_line(match.partial[:1])} is in the collection.", match.partial)
    several = [paper for paper in papers if paper.id in request.named]
    if len(several) > 1:
        return of_records(f"Yes: {titles_line(several)} are in the collection.", several)
    short = len(title.split()) <= _SHORT_NAME
    named = [paper for paper in papers if short and paper.id in request.named]
    if named:
        return of_records(f"Yes, {title} is in the collection: {titles_line(named)}.", named)
    if match.partial:
        lead = f"No paper is titled just “{title}”, but {len(match.partial)} titles contain it."
        return of_records(lead, match.partial)
    if request.recalled and match.remembered:
        lead = best_fitting(title, match.remembered[0])
        return of_records(lead, match.remembered)
    lead = f"No: no paper titled “{title}” is in the collection"
    mentions = [(p, found[0]) for p in papers if (found := find_mentions(title, p.abstract))]
    if mentions:
        lead += f"; {len(mentions)} abstract{' mentions' if len(mentions) == 1 else 's mention'} it."
        spans = tuple(sentence_with(paper.abstract, at.start) for paper, at in mentions)
        return CollectionResult(lead, tuple(paper for paper, _ in mentions), spans)
    lead += f". Nearest titles: {titles_line(match.nearest)}." if match.nearest else "."
    return CollectionResult(lead, nearest=tuple(paper.title for paper in match.nearest))


def if_meant(title: str, paper: Paper) -> str:
    """That a paper is there which a title may mean that is half remembered."""
    return f"Yes, if {titles_line([paper])} is meant; no paper is titled exactly “{title}”."


def best_fitting(told: str, paper: Paper) -> str:
    """That a paper fits what is told of it; where this is written like a title, that it is there if it is meant."""
    return if_meant(told, paper) if is_name(told) else f"Yes, this fits best: {titles_line([paper])}."


def _each(request: CollectionRequest, titles: Sequence[str], papers: Sequence[Paper]) -> CollectionResult:
    """Whether each of several is held, one line after the other."""
    results = [membership(replace(request, title=title), papers) for title in titles]
    shown = {
        paper.id: (paper, span)
        for each in results
        for paper, span in zip(each.papers, each.spans, strict=True)
    }
    nearest = tuple(dict.fromkeys(title for each in results for title in each.nearest))
    return CollectionResult(
        " ".join(each.lead for each in results),
        tuple(paper for paper, _ in shown.values()),
        tuple(span for _, span in shown.values()),
        nearest=nearest if not shown else (),
    )


def duplicates(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """Papers that share their title or their abstract with another."""
    titles = Counter(key(paper.title) for paper in papers)
    texts = Counter(key(paper.abstract) for paper in papers if paper.abstract)
    again = [p for p in papers if titles[key(p.title)] > 1 or texts[key(p.abstract)] > 1]
    if not again:
        return CollectionResult(f"No two of the {len(papers)} papers share a title or an abstract.")
    return of_records(
        f"{len(again)} of {len(papers)} papers share a title or an abstract with another.", again
    )


def topics(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The phrases that most papers share: all that can be said of a collection without judging; or the words of most titles or abstracts."""
    if request.unit == "mentions":
        noun = "titles" if request.field == "title" else "abstracts"
        texts = [paper.title if request.field == "title" else paper.abstract for paper in papers]
        said = ", ".join(f"{word} ({count})" for word, count in common_words(texts))
        lead = f"Words that stand in most of the {len(papers)} {noun}, with the number of {noun}"
        return CollectionResult(f"{lead}; articles, prepositions and the like are left out: {said}.")
    lead = f"The collection holds {len(papers)} papers."
    found = themes(papers)
    if not found.phrases:
        return CollectionResult(lead)
    said = "; ".join(f"{phrase} ({count})" for phrase, count in found.phrases)
    return CollectionResult(
        f"{lead} Phrases that several of them share, with the number of papers: {said}."
        f" {found.covered} of the papers have one of these."
    )


def sorting(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """By what the papers are sorted as they stand, if by anything."""
    titles, years = [key(paper.title) for paper in papers], [paper.year for paper in papers]
    dated = [year for year in years if year is not None]
    whole = len(dated) == len(papers)
    said = "neither by title nor by year"
    for sign, line in ((1, "in alphabetical order of their titles"), (-1, "from Z to A by their titles")):
        said = line if titles == sorted(titles)[::sign] else said
    for sign, line in ((1, "by year, the oldest first"), (-1, "by year, the newest first")):
        said = line if whole and dated == sorted(dated)[::sign] else said
    return CollectionResult(
        f"The {len(papers)} papers stand in the order in which they were read: {said}."
        f" They can be listed by title{', by year' if dated else ''} or by length."
    )


def abstracts(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """How many papers have an abstract; what comes without one is no paper here."""
    having = sum(bool(paper.abstract.strip()) for paper in papers)
    number = f"All {having}" if having == len(papers) else f"{having} of {len(papers)}"
    return CollectionResult(
        f"{number} papers have an abstract; a record without one is left out of the collection."
    )


def language(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """That no record tells it."""
    return CollectionResult(
        f"In which language the {len(papers)} papers are written is not recorded; known are their titles and abstracts.",
        reason="not_stated",
    )


def origin(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """That nothing tells it."""
    return CollectionResult(
        f"Who put the {len(papers)} papers together, when and from where is not recorded; known are their titles and abstracts.",
        reason="not_stated",
    )


def years(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The first and last year, and how many papers each has."""
    papers = meeting(request.also, papers)
    counts = Counter(paper.year for paper in papers if paper.year is not None)
    if not counts:
        return _without(request, papers, "a year")
    each = ", ".join(f"{year}: {counts[year]}" for year in sorted(counts))
    span = f"{min(counts)} to {max(counts)} ({each})" if len(counts) > 1 else f"{min(counts)}"
    those = _those(request, papers)
    if not request.also:
        all_dated = counts.total() == len(papers)
        dated = "" if all_dated else f"{counts.total()} of "
        those = f"The {dated}{len(papers)} papers{'' if all_dated else ' that have a year'}"
    lead = f"{those} {_are(request, papers)} from {span}."
    if request.order and len(counts) > 1:
        lead = f"{_peak(counts, request.order == 'longest')} {lead}"
    return of_records(lead, papers if request.also else ())


def _peak(counts: Mapping[int, int], most: bool) -> str:
    """The years with most papers, or with the fewest of those that have any."""
    number = max(counts.values()) if most else min(counts.values())
    those = [str(year) for year in sorted(counts) if counts[year] == number]
    years, have = (
        (those[0], "has") if len(those) == 1 else (" and ".join((", ".join(those[:-1]), those[-1])), "have")
    )
    each = "" if len(those) == 1 else " each"
    return f"{years} {have} the {'most' if most else 'fewest'} papers, {number}{each}."


def authors(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """Who stands on most papers, those that stand on one alone only counted; or who wrote with an author."""
    if request.author:
        return _beside_author(request.author, papers)
    counts = Counter(author for paper in papers for author in paper.authors)
    often = names_line(f"{author} ({n})" for author, n in counts.most_common(_COMMON) if n > 1)
    lead = f"The papers name {len(counts)} authors"
    return CollectionResult(
        f"{lead}; on most papers stand {often}." if often else f"{lead}, each on one paper."
    )


def _beside_author(name: str, papers: Sequence[Paper]) -> CollectionResult:
    own = [paper for paper in papers if any(is_author(name, author) for author in paper.authors)]
    if not own:
        return CollectionResult(
            f"None of the {len(papers)} papers names {name} among the authors.", reason="no_match"
        )
    others = Counter(author for paper in own for author in paper.authors if not is_author(name, author))
    said = names_line(f"{author} ({n})" if n > 1 else author for author, n in others.most_common())
    return of_records(f"{name} wrote with {said.removesuffix('.')}." if said else f"{name} wrote alone.", own)


def venues(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """Where most papers appeared, as far as that is recorded; where a number is asked for, where so many did."""
    papers = meeting(request.also, papers)
    counts = venue_counts(papers)
    if not counts:
        return _without(request, papers, f"where {'it' if len(papers) == 1 else 'they'} appeared")
    if request.length != (None, None):
        return _venues_of_so_many(request, counts)
    often = ", ".join(f"{venue} ({n})" for venue, n in counts[:_COMMON])
    rest = len(counts) - _COMMON
    lead = f"{_those(request, papers)} appeared in {often}{f' and {rest} others' if rest > 0 else ''}"
    lead += f"; that is {len(counts)} in all." if len(counts) > 1 else "."
    return of_records(lead, papers if request.also else ())


def _venues_of_so_many(request: CollectionRequest, counts: Sequence[tuple[str, int]]) -> CollectionResult:
    fit = [(venue, n) for venue, n in counts if within(n, request.length)]
    those = f"of {len(counts)} journals or other places {'have' if len(fit) > 1 else 'has'} {length_said(request)}"
    if not fit:
        return CollectionResult(f"None {those}; {counts[0][0]} has the most, {counts[0][1]}.")
    return CollectionResult(f"{len(fit)} {those}: {', '.join(f'{venue} ({n})' for venue, n in fit)}.")


def _those(request: CollectionRequest, papers: Sequence[Paper]) -> str:
    if not request.also:
        return "The papers"
    return f"The {'one' if len(papers) == 1 else len(papers)} {papers_that(request.also, len(papers))}"


def _are(request: CollectionRequest, papers: Sequence[Paper]) -> str:
    return "is" if request.also and len(papers) == 1 else "are"


def _without(request: CollectionRequest, papers: Sequence[Paper], unknown: str) -> CollectionResult:
    """That what is asked of some papers is not recorded, or that there are none of which it is asked."""
    if not papers:
        return CollectionResult(f"The collection holds no {papers_that(request.also)}.", reason="no_match")
    lead = f"{_those(request, papers)} {_are(request, papers)} recorded without {unknown}."
    return CollectionResult(lead, reason="not_stated")


def fields(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """What is recorded of the papers: of how many each field is known."""
    counts = {
        DETAIL_NAMES[detail].removeprefix("its "): sum(bool(of(paper)) for paper in papers)
        for detail, of in DETAILS.items()
    }
    known = [f"{name} ({count} of {len(papers)})" for name, count in counts.items() if count]
    missing = [name for name, count in counts.items() if not count]
    lead = "Of every paper the title and the abstract are recorded"
    lead += f"; of some also {', '.join(known)}" if known else ""
    lead += f"; of none {', '.join(missing)}" if missing else ""
    return CollectionResult(f"{lead}.")


def lengths(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """How long the texts are on average, and the shortest and longest; or how many authors the papers have."""
    papers = meeting(request.also, papers)
    sizes = [size for paper in papers if (size := length(request, paper)) is not None]
    if not sizes:
        return _NO_SUCH_PAPER
    of_authors = request.unit == "authors"
    noun = "papers" if of_authors else "titles" if request.field == "title" else "abstracts"
    unit = "authors" if of_authors else "words"
    return CollectionResult(
        f"The {len(sizes)} {noun} have {mean(sizes):.3g} {unit} on average (median {median(sizes):.3g}),"
        f" from {min(sizes)} to {max(sizes)}."
    )


def size(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """How long the title or the abstract of each named paper is, or how often it has a phrase."""
    named = [paper for paper in papers if paper.id in request.named]
    if not named:
        return _NONE_MEANT
    said = "; ".join(
        f"{titles_line([paper])}: {length(request, paper)} {unit_said(request)}" for paper in named
    )
    start = "In" if request.unit == "mentions" else "Length of"
    return of_records(f"{start} the {request.field}: {said}.", named)


def names(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The names that stand beside the word for a kind of thing; nothing where at most one does: of so few none may be all."""
    kind = request.phrases[0]
    found = named_beside(kind, papers)
    if len(found) < _FEWEST_NAMES:
        return _NO_SUCH_PAPER
    said = ", ".join(f"{name} ({len(own)})" for name, own in found.items())
    shown = {paper.id: (paper, span) for own in found.values() for paper, span in own}
    beside = " or ".join(f"“{word}”" for word in words_for(kind))
    lead = f"Names that stand beside {beside}, or with such a name, and the number of abstracts that have each: {said}."
    return CollectionResult(
        lead, tuple(paper for paper, _ in shown.values()), tuple(span for _, span in shown.values())
    )


def letters(_: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The letters that titles begin with, the most frequent first, and those that none begins with."""
    counts = Counter(key(paper.title)[:1].upper() for paper in papers if key(paper.title)[:1].isalpha())
    begun = ", ".join(f"{letter} ({n})" for letter, n in counts.most_common())
    never = ", ".join(letter for letter in ascii_uppercase if letter not in counts)
    lead = f"Titles begin with {begun}" if begun else "No title begins with a letter"
    return CollectionResult(f"{lead}; with {never} none begins." if never else f"{lead}.")


def each(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """How many papers mention each of the phrases, and which."""
    singly = [replace(request, want="count", phrases=(phrase,)) for phrase in request.phrases]
    found = [{paper.id: shown for paper in papers if (shown := meets(one, paper))} for one in singly]
    lead = " ".join(lead_for(one, len(own), len(papers)) for one, own in zip(singly, found, strict=True))
    if request.order:
        lead += f" {_most_named(request, [len(own) for own in found])}"
    by_id = {paper_id: evidence for own in found for paper_id, evidence in own.items()}
    chosen = [paper for paper in papers if paper.id in by_id]
    return CollectionResult(lead, tuple(chosen), tuple(by_id[paper.id].span for paper in chosen))


def _most_named(request: CollectionRequest, counts: Sequence[int]) -> str:
    """Which of the phrases more papers mention, or fewer."""
    more = request.order == "longest"
    best = max(counts) if more else min(counts)
    named = [phrase for phrase, count in zip(request.phrases, counts, strict=True) if count == best]
    if len(named) > 1:
        return f"As many mention {' as '.join(map(shown_phrase, named))}."
    return f"{'More' if more else 'Fewer'} mention {shown_phrase(named[0])}."


def ordered(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The papers at one end of an order, or at both; or all in this order."""
    if not request.ends:
        return _at_end(request, papers)
    one, other = next(pair for pair in _ENDS if request.order in pair)
    ends = [_at_end(replace(request, order=order), papers) for order in (one, other)]
    if not all(end.papers for end in ends):
        return ends[0]
    shown = {paper.id: paper for end in ends for paper in end.papers}
    return of_records(" ".join(end.lead for end in ends), shown.values())


def _at_end(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The newest, oldest, longest or shortest, with others that are equal where these are few; or all in this order."""
    papers = meeting(request.also, papers)
    if request.order in ("after", "before"):
        return _beside(request, papers if request.order == "after" else papers[::-1])
    if request.order in ("first", "last"):
        return _in_list(request, papers)
    if request.order.startswith("alphabetically"):
        return _by_alphabet(request, papers)
    by_year = request.order in ("newest", "oldest")
    measured = [(paper.year if by_year else length(request, paper), paper) for paper in papers]
    known = [(size, paper) for size, paper in measured if size is not None]
    if not known:
        return _NO_SUCH_PAPER
    known.sort(key=lambda pair: pair[0], reverse=request.order in ("newest", "longest"))
    listed = known[request.skip :][: request.limit]
    if not listed:
        return _NO_SUCH_PAPER
    # Others that are as long are as much the longest.
    equal = [pair for pair in known[request.skip + len(listed) :] if pair[0] == listed[-1][0]]
    if len(equal) <= _EQUAL:
        listed, equal = listed + equal, []
    said = (
        f"{titles_line([paper])} ({'; '.join((_measure(request, size), *_told(request, paper)))})"
        for size, paper in listed
    )
    lead = f"{condition_of(request, len(listed))}: {'; '.join(said)}"
    if equal:
        have = "are from" if by_year else "have"
        lead += f"; {len(equal)} more {have} {_measure(request, equal[0][0])} as well"
    unknown = len(papers) - len(known)
    if request.limit is None and unknown:
        lead += f"; {unknown} {'is' if unknown == 1 else 'are'} recorded without a year"
    return of_records(f"{lead}.", [paper for _, paper in listed])


def _in_list(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """The papers at the beginning or the end of the collection's own order, or the one at some place of it."""
    ahead = papers if request.order == "first" else papers[::-1]
    shown = ahead[request.skip :][: request.limit]
    if request.order == "last":
        shown = shown[::-1]
    if not shown and papers and not request.also:
        lead = f"The collection holds {len(papers)} papers, so that none is number {request.skip + 1}."
        return CollectionResult(lead, reason="no_match")
    if not shown:
        return _NO_SUCH_PAPER
    said = place_said(request, len(papers)) if request.skip else condition_of(request, len(shown))
    titles = f" {titles_line(shown)}." if len(shown) == 1 or request.ends else ""
    return of_records(f"{said}:{titles}", shown)


def _measure(request: CollectionRequest, size: int) -> str:
    """A year, or a length with its unit."""
    if request.order in ("newest", "oldest"):
        return str(size)
    unit = unit_said(request)
    return f"{size} {unit.removesuffix('s') if request.unit == 'authors' and size == 1 else unit}"


def _told(request: CollectionRequest, paper: Paper) -> Iterator[str]:
    """What is asked of the paper's record besides, as far as it is recorded."""
    for detail in request.told:
        if detail != "year" or request.order not in ("newest", "oldest"):
            value = DETAILS[detail](paper)
            said = {"authors": f"by {value}", "venue": f"in {value}"}.get(detail, value)
            yield said if value else f"its record does not give {DETAIL_NAMES[detail]}"


def _by_alphabet(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    by_name = sorted(
        papers, key=lambda paper: key(paper.title), reverse=request.order.endswith(("last", "before"))
    )
    if request.order in ("alphabetically after", "alphabetically before"):
        return _beside(request, by_name)
    chosen = by_name[request.skip :][: request.limit]
    if not chosen:
        return _NO_SUCH_PAPER
    if request.limit is None:  # the list below it is the order
        return of_records(f"{condition_of(request, len(chosen))}:", chosen)
    return of_records(f"{condition_of(request, len(chosen))}: {titles_line(chosen)}.", chosen)


def _beside(request: CollectionRequest, in_order: Sequence[Paper]) -> CollectionResult:
    """What stands next to a title in an order."""
    match = find_title(request.title, in_order)
    at = [
        n
        for n, paper in enumerate(in_order)
        if paper.id in request.named or paper in (*match.exact, *match.partial)
    ]
    if not at:
        return CollectionResult(f"No paper titled “{request.title}” is in the collection.", reason="no_match")
    chosen = in_order[at[0] + 1 : at[0] + 2]
    side = request.order.removeprefix("alphabetically ")
    rank = len(in_order) - at[0] if side == "before" else at[0] + 1
    place = f"number {rank} of {len(in_order)}"
    order = "order of the collection" if side == request.order else "alphabetical order of titles"
    lead = f"In the {order}, {titles_line([in_order[at[0]]])} is {place}; {side} it comes"
    others = f" {rank - 1} come before it, {len(in_order) - rank} after."
    return of_records(f"{lead} {titles_line(chosen) or 'none'}.{others}", chosen)


def detail(request: CollectionRequest, papers: Sequence[Paper]) -> CollectionResult:
    """One detail of the record of each paper that is named, or that meets the conditions: its authors, its year, and so on."""
    named = (
        meeting(request.also, papers)
        if request.also
        else [paper for paper in papers if paper.id in request.named]
    )
    if request.also and not named:
        return CollectionResult(f"The collection holds no {papers_that(request.also)}.", reason="no_match")
    if request.detail == "code":
        return _code(named)
    wanted = (request.detail, *request.told)
    values = [(paper, [DETAILS[detail](paper) for detail in wanted]) for paper in named]
    known = [(paper, own) for paper, own in values if any(own)]
    if not named:
        return _NONE_MEANT
    if not known:
        lacked = " and ".join(DETAIL_NAMES[detail] for detail in wanted)
        lead = f"The record of {titles_line(named)} does not give {lacked}."
        return CollectionResult(lead, reason="not_stated", nearest=tuple(paper.title for paper in named))
    lead = " ".join(f"{titles_line([paper])}: {_values(wanted, own)}." for paper, own in known)
    return of_records(lead, [paper for paper, _ in known])


def _values(wanted: Sequence[Detail], values: Sequence[str]) -> str:
    """What a record gives of what is asked, and what not: "Ann Holt; 2019; it does not give where it appeared"."""
    said = [value.removesuffix(".") for value in values if value]
    lacked = [DETAIL_NAMES[detail] for detail, value in zip(wanted, values, strict=True) if not value]
    return "; ".join([*said, *([f"it does not give {' and '.join(lacked)}"] if lacked else [])])


def _code(named: Sequence[Paper]) -> CollectionResult:
    told = [(paper, code_of(paper)) for paper in named]
    found = [(paper, span) for paper, span in told if span]
    silent = [paper for paper, span in told if span is None]
    unaddressed = [paper for paper, span in found if not links(paper.abstract[span.start : span.end])]
    lead = f"The abstract of {titles_line(unaddressed)} gives no address, only this:" if unaddressed else ""
    if silent:
        says_nothing = (
            f"The abstract of {titles_line(silent)} gives no address and does not say that code is available."
        )
        lead = f"{says_nothing} {lead}".strip()
    if not found:
        return CollectionResult(lead, reason="not_stated", nearest=tuple(paper.title for paper in silent))
    return CollectionResult(lead, tuple(paper for paper, _ in found), tuple(span for _, span in found))


HOLDINGS: Mapping[Want, Callable[[CollectionRequest, Sequence[Paper]], CollectionResult]] = {
    "title": membership,
    "duplicates": duplicates,
    "topics": topics,
    "length": lengths,
    "years": years,
    "fields": fields,
    "authors": authors,
    "venues": venues,
    "size": size,
    "each": each,
    "letters": letters,
    "sorting": sorting,
    "abstracts": abstracts,
    "language": language,
    "origin": origin,
    "detail": detail,
    "names": names,
}
