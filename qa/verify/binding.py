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

from qa.verify.english import CONDITION, FRAME
from qa.verify.facts import JOINED, Number, name_key
from qa.verify.reading import Reading

_STRONG = re.compile(
    r";|[.!?]\s+(?=(?-i:[A-Z]))|\s(?:while|whereas|but|although|though|compared|versus|vs\.?|against)\s",
    re.IGNORECASE,
)
_SPLIT = re.compile(r",?\s+(?:and|or|then)\s+|[,()]\s*|\s[-–]\s", re.IGNORECASE)
_ASIDE = re.compile(r"[^,()]*\([^()]*\)")
_IN_ORDER = re.compile(r"\brespectively\b|\bin that order\b", re.IGNORECASE)

_CONDITION = re.compile(CONDITION, re.IGNORECASE)
_RESULTS = frozenset(
    {"", "%", "x", "point", "$"}
)  # of these a number is no condition, of other units it may be
_LETTER = re.compile(r"\b([A-Za-z]+)[ -]([A-HJ-Z])\b(?!\.\w)")  # "model A"
_WRITTEN = re.compile(r"\w+(?:-\w+)*")
_MARKER = re.compile(r"\s*\(?\d{1,2}[.)]?\s+(?=[A-Z])")


@dataclass(frozen=True)
class Bound:
    """A number with the words bound to it. Words are name keys and stems of other content words."""

    number: Number
    own: frozenset[str]
    shared: frozenset[str]
    only: frozenset[str]  # its own words that are no other number's
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
    counted = [n for n in reading.numbers if not n.version and not (marker and n.start < marker.end())]
    numbers = [n for n in _results(reading) if n in counted]
    found: list[Bound] = []
    parts: list[tuple[Number, frozenset[str], frozenset[str]]] = []
    for start, end in _strong_clauses(text):
        inside = [n for n in numbers if start <= n.start < end]
        if inside:
            parts += _clause(reading, start, end, inside)
    names = frozenset(n.key for n in reading.names)
    for at, (number, own, shared) in enumerate(parts):
        elsewhere = frozenset().union(*(o for k, (_, o, _) in enumerate(parts) if k != at and o != own))
        found.append(Bound(number, own, shared, own - elsewhere, elsewhere - own - shared, names))
    nothing: frozenset[str] = frozenset()
    found += [Bound(n, nothing, nothing, nothing, nothing, names) for n in counted if n not in numbers]
    return tuple(sorted(found, key=lambda bound: bound.number.start))


def _results(reading: Reading) -> list[Number]:
    """The numbers that are said of something; "pH 7", and "after 5 years" beside another, are conditions."""
    numbers = [n for n in reading.numbers if not n.version]
    results: list[Number] = []
    conditions: list[Number] = []
    for n in numbers:
        before = reading.text[max(0, n.start - 20) : n.start]
        goes_on = conditions and JOINED.fullmatch(reading.text[conditions[-1].end : n.start])
        condition = n.unit not in _RESULTS and (goes_on or _CONDITION.search(before))
        (conditions if condition else results).append(n)
    return results or numbers


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
    in_order = _IN_ORDER.search(reading.text, start)
    if in_order and (ordered := _in_order(reading, start, max(end, in_order.end()), inside)):
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
    if any(right for _, right in halves) or _another_verb(reading, groups):
        own[0] |= before  # "A reaches 2x and B 3x"
    else:
        shared |= before  # "A reaches 2x on C and 3x on D"
    if any(left for left, _ in halves) or _another_verb(reading, groups):
        own[-1] |= after
    else:
        shared |= after
    return [(n, frozenset(own[at]), shared) for at, group in enumerate(groups) for n in group]


def _another_verb(reading: Reading, groups: list[list[Number]]) -> bool:
    """Whether a verb that carries no topic parts two numbers: "gains 3% and achieves 90% of"."""
    return any(_framed(reading, a[-1].end, b[0].start) for a, b in itertools.pairwise(groups))


def _framed(reading: Reading, start: int, end: int) -> bool:
    return any(t.surface in FRAME for t in reading.tokens if start <= t.start < end)


def _only_number(reading: Reading) -> bool:
    return len(_results(reading)) == 1


def _groups(reading: Reading, inside: list[Number]) -> list[list[Number]]:
    """Numbers with no content word between them belong together: "2.3-3.6x", "from 50% to 70%"."""
    groups = [[inside[0]]]
    for number in inside[1:]:
        between = reading.text[groups[-1][-1].end : number.start]
        start, end = groups[-1][-1].end, number.start
        if anchors(reading, start, end) or _framed(reading, start, end) or "(" in between or ")" in between:
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
    aside = _ASIDE.match(reading.text, start, end)  # "80% (treated) and 55% (control)"
    left = anchors(reading, start, aside.end() if aside else start + breaks[0].start())
    right = anchors(reading, start + breaks[-1].end(), end)
    return left, right


def _in_order(
    reading: Reading, start: int, end: int, inside: list[Number]
) -> list[tuple[Number, frozenset[str], frozenset[str]]]:
    """For "... respectively": the list of as many items before or after the numbers, item by item.

    Where there are numbers of two kinds ("2.3x (9%) and 2.2x (11%)") those of each kind are in order.
    """
    before = reading.text[start : inside[0].start]
    after_start = inside[-1].end
    after = re.split(_IN_ORDER, reading.text[after_start:end])[0]
    kinds = [[n for n in inside if n.unit == unit] for unit in dict.fromkeys(n.unit for n in inside)]
    count = len(kinds[0])
    if any(len(kind) != count for kind in kinds):
        kinds, count = [inside], len(inside)
    for offset, text in ((after_start, after), (start, before)):
        items = _items(reading, offset, text, count)
        if items:
            own = frozenset().union(*items)
            rest = anchors(reading, start, end) - own
            return [(n, items[at], rest) for kind in kinds for at, n in enumerate(kind)]
    return []


def _items(reading: Reading, offset: int, text: str, count: int) -> list[frozenset[str]]:
    """The words of the last ``count`` items of a coordinated list in ``text``; empty when there is none."""
    cuts = [m for m in re.finditer(r",?\s+and\s+|,\s*|\s+or\s+", text) if m.end() < len(text.rstrip(" ,"))]
    last = max((at for at, cut in enumerate(cuts) if cut[0].strip(" ,")), default=-1)  # at the "and"
    cuts = cuts[: last + 1] or cuts
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
    found = [word for at, word in anchored(reading) if start <= at < end]
    if first:
        found = found[:first]
    if last:
        found = found[-last:]
    return frozenset(found)


@lru_cache(maxsize=4096)
def anchored(reading: Reading) -> tuple[tuple[int, str], ...]:
    """(start, word) of all that a number may be about: names, content words, labels, conditions."""
    covered = [(n.start, n.end) for n in reading.names]
    plain = [(t.start, t.stem) for t in reading.content if not any(a <= t.start < b for a, b in covered)]
    return tuple(
        sorted([*((n.start, n.key) for n in reading.names), *plain, *labels(reading), *_conditions(reading)])
    )


def labels(reading: Reading) -> list[tuple[int, str]]:
    """(start, key) of each "pH 7", "day 3" and "model A", run together with its number or letter."""
    numbered = [(n.start, name_key(n.version + n.text)) for n in reading.numbers if n.version]
    return numbered + [(m.start(2), name_key(m[1] + m[2])) for m in _LETTER.finditer(reading.text)]


def _conditions(reading: Reading) -> list[tuple[int, str]]:
    results = _results(reading)
    return [(n.start, f"{n.value:g}{n.unit}") for n in reading.numbers if not n.version and n not in results]


def surface(reading: Reading, word: str) -> str:
    """A word of :func:`anchored` as the text has it."""
    start = next((at for at, anchor in anchored(reading) if anchor == word), None)
    if start is None:
        return word
    number = next((n for n in reading.numbers if n.start == start), None)
    written = _WRITTEN.match(reading.text, start)
    return f"{number.version} {number.text}".strip() if number else written[0] if written else word
