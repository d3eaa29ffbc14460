"""A question about the collection itself, as a small form that can be answered exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Want = Literal[
    "list",
    "count",
    "share",
    "any",
    "all",
    "length",
    "title",
    "duplicates",
    "topics",
    "years",
    "fields",
    "authors",
    "venues",
    "size",
    "each",
    "letters",
    "sorting",
    "abstracts",
    "language",
    "origin",
    "detail",
    "names",
]
Field = Literal["title", "abstract", "paper"]  # "paper": the title or the abstract
Place = Literal["anywhere", "start", "end"]
Link = Literal["", "url", "code", "released"]  # any address; one of code; a word that code is out
Detail = Literal["", "authors", "year", "venue", "doi", "code"]
Order = Literal[
    "",
    "first",
    "last",
    "after",
    "before",
    "newest",
    "oldest",
    "longest",
    "shortest",
    "alphabetically first",
    "alphabetically last",
    "alphabetically after",
    "alphabetically before",
]
Unit = Literal["words", "letters", "sentences", "mentions", "authors", "papers"]  # mentions: of the phrases
Range = tuple[int | None, int | None]  # first and last, both included; None: open


@dataclass(frozen=True)
class CollectionRequest:
    """What is wanted, and the conditions that a paper must meet; an empty one does not limit.

    ``want`` "any" and "all" are yes-no questions, "share" asks for a percentage, "length" for an average,
    "size" for the length of the papers that are ``named``, "each" for a number of each phrase, "authors" for the names
    that stand on most papers, or beside ``author``, "names" for what things of the kind of the phrase are called.
    An address at one of the hosts that ``elsewhere`` names is no ``link``, and where ``hosts`` are named only one at these is. ``venue`` is where a paper must have appeared. ``phrases`` must all be mentioned in ``field``, or any of them if ``either``, at
    ``place``; with ``inside`` also within a longer word, with ``forms`` also in other forms of their
    words, with ``exact`` not even in the singular for the plural. ``negated`` turns the conditions round. ``length`` counts words of ``field``.
    ``limit`` papers of ``order`` are wanted, after the first ``skip``, or all of them if it is None; with ``ends`` those at the other end as well. "first",
    "last", "after" and "before" are of the order of the collection. ``unit`` is what length is counted
    in, "papers" for where these appeared. ``told`` is what is told of their records as well. ``lacks`` is what a record must not give. A ``review`` must say that it is one. ``title`` is the title asked for when ``want`` is "title", or beside which another stands, ``recalled`` whether it stood in no quotation
    marks and may be half remembered, and ``named`` the ids of the papers that the question names. ``detail`` is what is asked of their records, or of their abstracts: where their code is.
    A paper must meet the conditions of each of ``also`` as well; what these want does not matter. A share or "all" is
    of the papers that meet all of ``among``. Any of ``otherwise`` is enough instead of the conditions of its own.
    """

    want: Want = "list"
    field: Field = "paper"
    phrases: tuple[str, ...] = ()
    either: bool = False
    place: Place = "anywhere"
    inside: bool = False
    forms: bool = False
    exact: bool = False
    negated: bool = False
    link: Link = ""
    elsewhere: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    years: Range = (None, None)
    length: Range = (None, None)
    author: str = ""
    venue: str = ""
    order: Order = ""
    limit: int | None = 1
    skip: int = 0
    ends: bool = False
    unit: Unit = "words"
    title: str = ""
    recalled: bool = False
    named: tuple[str, ...] = ()
    detail: Detail = ""
    told: tuple[Detail, ...] = ()
    lacks: Detail = ""
    review: bool = False
    also: tuple[CollectionRequest, ...] = ()
    among: tuple[CollectionRequest, ...] = ()
    otherwise: tuple[CollectionRequest, ...] = ()

    @property
    def limits(self) -> bool:
        """Whether it asks for the papers that meet a condition, and nothing else."""
        asked = self.want in ("list", "count", "share", "any", "all") and not self.order
        open_ended = (self.years, self.length) == ((None, None), (None, None))
        return asked and bool(
            self.phrases
            or self.link
            or self.author
            or self.venue
            or self.lacks
            or self.review
            or not open_ended
        )
