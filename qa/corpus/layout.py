"""Which of the lines before an abstract is its title: what the whole file shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.corpus.blocks import Block, Kind


class Group(NamedTuple):
    """The lines before an abstract, and the abstract's paragraphs."""

    lines: tuple[Block, ...]
    prose: tuple[Block, ...]


class Choice(NamedTuple):
    """The title of a group, if it has one, and what speaks against it."""

    title: Block | None
    doubt: str = ""


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:[a-z]+day,?\s+)?(?:{_MONTH}\s+\d{{1,4}}(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}\.?\s+{_MONTH}(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|@[\w.]+|\S+@\S+\.\w+", re.IGNORECASE)
_FORM = 200  # characters; longer dates and links are none
_LETTERS = re.compile(r"[^\W\d_]")
_OFTEN = 3  # so many lines that begin alike, before different abstracts, are furniture
_SHARE = 0.3  # or so large a share of the file's groups, where that is more
_ENOUGH_WORDS = 12  # beyond this, more words make no line more of a title
_SHORT_TITLE = 2
_TITLE_WORDS = 4  # a line out of its place needs so many to be taken as a title


@dataclass(frozen=True)
class Layout:
    """Where titles stand in a file, and which of its lines are furniture.

    ``place`` counts lines back from the abstract (0: right above it); ``lines`` is
    the usual number of lines before one.
    """

    place: int
    lines: int
    repeated: frozenset[str]
    openings: frozenset[str]

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Layout:
        """The layout that most groups of a file agree on."""
        paired = [group for group in groups if group.lines and group.prose]
        repeated = _repeated(groups)
        common = _common(paired)
        votes: Counter[int] = Counter()
        for group in paired:
            scores = [_score(block, repeated, common) for block in reversed(group.lines)]
            votes[scores.index(max(scores))] += 1
        counts = Counter(len(group.lines) for group in paired)
        place = _most_voted(votes)
        usual = _most_voted(counts)
        return cls(place, usual, repeated, _openings(paired, place, usual))

    def title(self, group: Group) -> Choice:
        """The title among a group's lines: in its usual place, else the likeliest one."""
        if not group.lines or not group.prose:
            return Choice(None)
        usual = len(group.lines) == self.lines
        likely = [b for b in group.lines if not self.is_furniture(b) and b.kind is not Kind.NAMES]
        at_place = group.lines[-1 - self.place] if self.place < len(group.lines) else None
        if at_place is not None and usual and not self._never(at_place):
            if at_place.kind is not Kind.NAMES:
                return Choice(at_place, self._short(group, at_place))
            if self.lines == 1:  # there is no other line that could be the title
                return Choice(at_place, "it looks like a list of persons")
        if at_place in likely:
            rivals = [b for b in likely if _words(b) > _words(at_place)]
            doubt = f"{rivals[-1].text[:40]!r} could be it too" if rivals and self.place else ""
            return Choice(at_place, doubt or self._short(group, at_place))
        likely = [block for block in likely if _words(block) >= _TITLE_WORDS]
        if not likely:
            return Choice(None)
        best = max(likely, key=lambda block: (_words(block), block.line))
        return Choice(best, "it does not stand where other titles stand; check it")

    def _short(self, group: Group, title: Block) -> str:
        """A doubt about a very short title where other lines stand around it."""
        alone = len(group.lines) == 1 or _words(title) > _SHORT_TITLE
        return "" if alone else "it is short, and other lines stand there too; check it"

    def is_furniture(self, block: Block) -> bool:
        """Whether a line recurs, or has a form that no title has."""
        return self._never(block) or _opening(block.text) in self.openings

    def _never(self, block: Block) -> bool:
        return _is_form(block.text) or _digits(block.text) in self.repeated


def _is_form(text: str) -> bool:
    """A number, a date, a link, an address."""
    few = len(_LETTERS.findall(text)) < 2
    return few or (len(text) < _FORM and any(form.fullmatch(text) is not None for form in (_DATE, _LINK)))


def _words(block: Block) -> int:
    return min(len(block.text.split()), _ENOUGH_WORDS)


def _score(block: Block, repeated: frozenset[str], common: frozenset[str]) -> float:
    """How much a line is like a title; only compared within a group."""
    if _is_form(block.text) or _digits(block.text) in repeated:
        return 0.0
    if block.kind is Kind.NAMES:
        return 0.5
    unlike = _opening(block.text) in common or block.kind is Kind.SENTENCE
    return 0.75 if unlike else float(_words(block))


def _digits(text: str) -> str:
    """A text whose numbers do not matter: "12 votes" is "3 votes"."""
    return re.sub(r"\d+", "0", text.casefold())


def _opening(text: str) -> str:
    """How a line begins: "by" for "byJane Doe", "0" for "12 authors"."""
    word = text.split()[0]
    glued = re.match(r"([a-z]{2,})[A-Z@]", word)
    return glued[1] if glued else _digits(word)


def _repeated(groups: Iterable[Group]) -> frozenset[str]:
    """Lines that occur before different abstracts, and not always as the only line there.

    So neither a repeated paper's title is one, nor one that two papers share.
    """
    exact: defaultdict[str, set[str]] = defaultdict(set)
    alike: defaultdict[str, set[str]] = defaultdict(set)
    accompanied: set[str] = set()
    for number, group in enumerate(groups):
        below = group.prose[0].text if group.prose else f"{number}"
        for block in group.lines:
            exact[block.text.casefold()].add(below)
            alike[_digits(block.text)].add(below)
            if len(group.lines) > 1 or not group.prose:
                accompanied.add(_digits(block.text))
    several = {_digits(text) for text, found in exact.items() if len(found) > 1}
    often = {text for text, found in alike.items() if len(found) >= _OFTEN}
    return frozenset((several | often) & accompanied)


def _common(groups: Sequence[Group]) -> frozenset[str]:
    """How lines begin in so many groups that they are hardly titles."""
    counts = Counter(o for group in groups for o in {_opening(b.text) for b in group.lines})
    enough = max(_OFTEN, _SHARE * len(groups))
    return frozenset(opening for opening, number in counts.items() if number >= enough)


def _openings(groups: Sequence[Group], place: int, usual: int) -> frozenset[str]:
    """How the lines out of the title's place begin, where the titles hardly do."""
    titles: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for group in groups:
        if len(group.lines) == usual:
            for back, block in enumerate(reversed(group.lines)):
                (titles if back == place else others)[_opening(block.text)] += 1
    return frozenset(o for o, n in others.items() if n >= _OFTEN and n > 5 * titles[o])


def _most_voted(votes: Counter[int]) -> int:
    return min(votes, key=lambda number: (-votes[number], number), default=0)
