"""What each number of a sentence is about: its own words, shared words, and another number's words.

"85.3% on SQuAD and 72.1% on NewsQA" binds SQuAD to the one and NewsQA to the other; "Medusa-1
reaches 2.2x and Medusa-2 2.8x" binds what stands before; "2.2x and 2.8x on A and B,
respectively" binds in order. Where it is not clear, words are shared, and nothing is concluded.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from qa.verify.facts import Number
from qa.verify.reading import Reading

_STRONG = re.compile(
    r";|\s(?:while|whereas|but|although|though|compared|versus|vs\.?|against)\s", re.IGNORECASE
)
_SPLIT = re.compile(r",?\s+(?:and|or|then)\s+|[,()]\s*|\s[-–]\s", re.IGNORECASE)
_IN_ORDER = re.compile(r"\brespectively\b|\bin that order\b", re.IGNORECASE)

_MARKER = re.compile(r"\s*\(?\d{1,2}[.)]?\s+(?=[A-Z])")


@dataclass(frozen=True)
class Bound:
    """A number with the words bound to it. Words are name keys and stems of other content words."""

    number: Number
    own: frozenset[str]
    shared: frozenset[str]
    others: frozenset[str]  # bound to another number of the same text, and not to this one
    names: frozenset[str]  # which of all these are names

    @property
    def about(self) -> frozenset[str]:
        """All that the number may be about."""
        return self.own | self.shared


@lru_cache(maxsize=4096)
def bindings(text: str) -> tuple[Bound, ...]:
    """Each number of a text with its words, in order."""
    reading = Reading(text)
    marker = _MARKER.match(text)  # "3. Place the ..." counts nothing
    numbers = [n for n in reading.numbers if not n.version and not (marker and n.start < marker.end())]
    found: list[Bound] = []
    parts: list[tuple[Number, frozenset[str], frozenset[str]]] = []
    for start, end in _strong_clauses(text):
        inside = [n for n in numbers if start <= n.start < end]
        if inside:
            parts += _clause(reading, start, end, inside)
    names = frozenset(n.key for n in reading.names)
    for at, (number, own, shared) in enumerate(parts):
        elsewhere = frozenset().union(*(o for k, (_, o, _) in enumerate(parts) if k != at))
        found.append(Bound(number, own, shared, elsewhere - own - shared, names))
    return tuple(found)


def _strong_clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.start() for m in _STRONG.finditer(text)), len(text)]
    return list(itertools.pairwise(cuts))


def _clause(
    reading: Reading, start: int, end: int, inside: list[Number]
) -> list[tuple[Number, frozenset[str], frozenset[str]]]:
    """(number, own words, shared words) for the numbers of one clause."""
    if len(inside) == 1:
        words = anchors(reading, start, end)
        whole = anchors(reading, 0, len(reading.text)) if _only_number(reading) else frozenset()
        return [(inside[0], words, whole - words)]
    if _IN_ORDER.search(reading.text[start:]):
        ordered = _in_order(reading, start, end, inside)
        if ordered:
            return ordered
    groups = _groups(reading, inside)
    before = anchors(reading, start, groups[0][0].start)
    after = anchors(reading, groups[-1][-1].end, end)
    halves = [_halves(reading, a[-1].end, b[0].start) for a, b in itertools.pairwise(groups)]
    if not halves:
        return [(n, before | after, frozenset()) for n in inside]
    own = [set(left) for left, _ in halves] + [set()]
    for at, (_, right) in enumerate(halves):
        own[at + 1] |= right
    shared: frozenset[str] = frozenset()
    if any(right for _, right in halves):
        own[0] |= before  # "A reaches 2x and B 3x"
    else:
        shared |= before  # "A reaches 2x on C and 3x on D"
    if any(left for left, _ in halves):
        own[-1] |= after
    else:
        shared |= after
    return [(n, frozenset(own[at]), shared) for at, group in enumerate(groups) for n in group]


def _only_number(reading: Reading) -> bool:
    return sum(not n.version for n in reading.numbers) == 1


def _groups(reading: Reading, inside: list[Number]) -> list[list[Number]]:
    """Numbers with no content word between them belong together: "2.3-3.6x", "from 50% to 70%"."""
    groups = [[inside[0]]]
    for number in inside[1:]:
        between = reading.text[groups[-1][-1].end : number.start]
        if anchors(reading, groups[-1][-1].end, number.start) or "(" in between or ")" in between:
            groups.append([number])
        else:
            groups[-1].append(number)
    return groups


def _halves(reading: Reading, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """The words between two numbers: those of the first and those of the second.

    With one break the break decides. With several, the words between the first and the last
    break are nobody's, so that nothing is concluded from them.
    """
    breaks = list(_SPLIT.finditer(reading.text[start:end]))
    if not breaks:
        return anchors(reading, start, end), frozenset()
    left = anchors(reading, start, start + breaks[0].start())
    right = anchors(reading, start + breaks[-1].end(), end)
    return left, right


def _in_order(
    reading: Reading, start: int, end: int, inside: list[Number]
) -> list[tuple[Number, frozenset[str], frozenset[str]]]:
    """For "... respectively": the list of as many items before or after the numbers, item by item."""
    count = len(inside)
    before = reading.text[start : inside[0].start]
    after_start = inside[-1].end
    after = re.split(_IN_ORDER, reading.text[after_start:end])[0]
    for offset, text in ((after_start, after), (start, before)):
        items = _items(reading, offset, text, count)
        if items:
            own = frozenset().union(*items)
            rest = anchors(reading, start, end) - own
            return [(n, items[at], rest) for at, n in enumerate(inside)]
    return []


def _items(reading: Reading, offset: int, text: str, count: int) -> list[frozenset[str]]:
    """The words of the last ``count`` items of a coordinated list in ``text``; empty when there is none."""
    cuts = [m for m in re.finditer(r",?\s+and\s+|,\s*|\s+or\s+", text) if m.end() < len(text.rstrip(" ,"))]
    if len(cuts) < count - 1:
        return []
    cuts = cuts[-(count - 1) :]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(text)]
    items = [anchors(reading, offset + a, offset + b) for a, b in zip(starts, ends, strict=True)]
    items[0] = anchors(reading, offset + starts[0], offset + ends[0], last=2)
    tails = [
        anchors(reading, offset + a, offset + b, first=2) for a, b in zip(starts[1:], ends[1:], strict=True)
    ]
    items = [items[0], *tails]
    return items if all(items) else []


def anchors(reading: Reading, start: int, end: int, first: int = 0, last: int = 0) -> frozenset[str]:
    """Name keys and stems of the other content words that stand in a span, or its first or last few."""
    names = [n for n in reading.names if start <= n.start < end]
    covered = [(n.start, n.end) for n in names]
    plain = [
        (t.start, t.stem)
        for t in reading.content
        if start <= t.start < end and not any(a <= t.start < b for a, b in covered)
    ]
    found = [word for _, word in sorted([*((n.start, n.key) for n in names), *plain])]
    if first:
        found = found[:first]
    if last:
        found = found[-last:]
    return frozenset(found)
