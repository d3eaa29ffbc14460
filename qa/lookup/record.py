"""What the record of a paper tells: its authors, its year, where it appeared, its DOI."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from qa.asked.request import Detail
from qa.display import readable
from qa.types import Paper
from qa.words import tokenize

_SUFFIX = re.compile(r"\s*(?:\([^()]*\)|\s[:=]\s.*|:\s.*|/\s.*)\s*$")
_INITIALS = re.compile(r"\b[A-Z]{2,3}\b")  # written together
_SMALL = ("and", "of", "the")


def names_line(names: Iterable[str]) -> str:
    """Names in one line; parted by semicolons where they have commas of their own: "Holt, Dana; Meyer, Jan"."""
    names = tuple(names)
    return ("; " if any("," in name for name in names) else ", ").join(names)


def name_parts(name: str) -> list[str]:
    """The words of a person's name in small letters, initials one by one: "Holt DM" has "holt", "d", "m"."""
    apart = _INITIALS.sub(lambda run: " ".join(run[0]), name) if not name.isupper() else name
    return [token.surface for token in tokenize(apart)]


def venue_name(venue: str) -> str:
    """A journal's name without where it is printed, or whose it is: of "Gut (Basel)" and of "Gut : a journal of digestion"."""
    return _SUFFIX.sub("", venue) or venue


def venue_key(venue: str) -> tuple[str, ...]:
    """The words of a journal's name as they count when two are compared: in small letters, without "and" and "the"."""
    return tuple(token.surface for token in tokenize(venue) if token.surface not in _SMALL)


def venue_counts(papers: Iterable[Paper]) -> list[tuple[str, int]]:
    """How many papers appeared in each journal, the most first, each as it is written most often."""
    written: dict[tuple[str, ...], Counter[str]] = {}
    for paper in papers:
        if paper.venue:
            written.setdefault(venue_key(paper.venue) or (paper.venue,), Counter())[paper.venue] += 1
    counts = [(readable(forms.most_common(1)[0][0]), forms.total()) for forms in written.values()]
    return sorted(counts, key=lambda pair: -pair[1])


DETAILS: Mapping[Detail, Callable[[Paper], str]] = {
    "authors": lambda paper: names_line(paper.authors),
    "year": lambda paper: str(paper.year or ""),
    "venue": lambda paper: readable(paper.venue or ""),
    "doi": lambda paper: paper.doi or "",
}
DETAIL_NAMES: Mapping[Detail, str] = {
    "authors": "its authors",
    "year": "a year",
    "venue": "where it appeared",
    "doi": "a DOI",
}
