"""Rules about numbers: is it in a quote, with this unit and bound, and said of this thing?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qa.verify.binding import Bound, anchors, bindings, surface
from qa.verify.case import Case, Finding, Severity, known_to, shown
from qa.verify.english import BOUND_IN_WORDS
from qa.verify.facts import Number, unit_of
from qa.verify.places import rivals
from qa.verify.reading import Reading, Source
from qa.words import fold

_REFERS_BACK = re.compile(
    r"\b(?:the|these|those|its|their|both)\s+$", re.IGNORECASE
)  # "the two" counts nothing anew


def unknown_numbers(case: Case) -> list[Finding]:
    """A number that no quote holds, holds with another unit, or holds with a bound that got lost."""
    found = []
    for number in case.sentence.numbers:
        before = case.sentence.text[: number.start]
        if number.spelled and _REFERS_BACK.search(before):
            continue
        if number.version and any(_joined(number) in q.keys for q in case.texts):
            continue
        if other := _other_version(case, number):
            found.append(Finding("wrong", f"the quote says {_labelled(other)!r}, not {_labelled(number)!r}"))
            continue
        same = [(q, m) for q in case.quotes for m in q.numbers if _same_value(number, m)]
        alike = [m for _, m in same if m.unit == number.unit]
        if alike:
            found += _bounds(number, alike)
        elif same:
            found += _units(case.sentence, number, *same[0])
        else:
            found.append(_absent(case, number))
    return found


def _joined(number: Number) -> str:
    return re.sub(r"[\W_]+", "", fold(number.version + number.text))


def _labelled(number: Number) -> str:
    return f"{number.version} {number.text}"


def _other_version(case: Case, number: Number) -> Number | None:
    """What the quotes say instead of "Llama 3" or "day 7", where they have others of these only."""
    word = fold(number.version)
    versions = [m for q in case.quotes for m in q.numbers if word and fold(m.version) == word]
    return None if any(_same_value(number, m) for m in versions) else next(iter(versions), None)


def _same_value(mine: Number, theirs: Number) -> bool:
    if abs(mine.value - theirs.value) <= 1e-9 * max(abs(mine.value), 1.0):
        return True
    digits = len(mine.text.partition(".")[2].rstrip("%x× ")) if "." in mine.text else 0
    return mine.bound == "about" and round(theirs.value, digits) == mine.value


def _absent(case: Case, number: Number) -> Finding:
    if number.spelled and number.unit != "x" and number.value <= 12:
        return Finding("weak", f"the quotes do not say {number.text!r}")
    if any(_same_value(number, m) for s in case.sources for m in s.abstract.numbers):
        return Finding("wrong", f"{number.text!r} is in the abstract, but not in the cited quote")
    return Finding("wrong", f"{number.text!r} is in no cited quote")


def _units(sentence: Reading, mine: Number, quote: Reading, theirs: Number) -> list[Finding]:
    """The same value with another unit; a unit merely left out is only careless."""
    counted, their_counted = _counted(sentence, mine), _counted(quote, theirs)
    if any(unit_of(t.surface) == theirs.unit for t in sentence.tokens if t.start > mine.start):
        return []  # "146 A100 hours": the unit stands a word further on
    same = counted & their_counted if their_counted else theirs.unit in _RATIOS
    if not mine.unit and (not counted or same):
        return [Finding("weak", f"the quote says {theirs.text!r}, with its unit")]
    return [Finding("wrong", f"the quote says {theirs.text!r}, not {mine.text!r}")]


_RATIOS = frozenset({"%", "x", "point", "$"})  # units after which no counted thing follows


def _bounds(mine: Number, alike: Sequence[Number]) -> list[Finding]:
    bounds = {m.bound for m in alike}
    if mine.bound in bounds:
        return []
    theirs = next(m for m in alike)
    if "" in bounds:
        added = {"upper": "at most", "lower": "at least"}.get(mine.bound)
        return [Finding("weak", f"the quote says {theirs.text!r} without {added!r}")] if added else []
    words = BOUND_IN_WORDS[theirs.bound]
    severity: Severity = "weak" if bounds == {"about"} else "wrong"
    return [
        Finding(severity, f"the quote limits {theirs.text!r} ({words!r} or the like), the sentence does not")
    ]


def repeated_numbers(case: Case) -> list[Finding]:
    """A number that the sentence uses twice where a quote has it once, beside another of its kind."""
    found = []
    mine = Counter((n.value, n.unit) for n in case.sentence.numbers)
    for (value, unit), count in mine.items():
        theirs = [n for q in case.quotes for n in q.numbers if n.unit == unit]
        if count > 1 and 1 == sum(n.value == value for n in theirs) < len(theirs):
            text = next(n.text for n in case.sentence.numbers if n.value == value)
            found.append(Finding("weak", f"the quotes say {text!r} once only"))
    return found


def misplaced_numbers(case: Case) -> list[Finding]:
    """A number that a quote gives for something else, or that stands by another source's name."""
    found = []
    for mine in bindings(case.sentence.text):
        places = [
            (source, theirs)
            for source in case.sources
            for theirs in bindings(source.reading.text)
            if _same_value(mine.number, theirs.number) and theirs.number.unit == mine.number.unit
        ]
        problems = [_misplaced(case, mine, source, theirs) for source, theirs in places]
        if problems and all(problems):
            found.append(Finding("wrong", problems[0]))
    return found


def _misplaced(case: Case, mine: Bound, source: Source, theirs: Bound) -> str:
    if problem := _for_another(case.sentence, mine, theirs, source.reading.text):
        return problem
    if not mine.number.unit and not _same_thing(case.sentence, mine.number, source.reading, theirs.number):
        return f"the quote counts something else with {theirs.number.text!r}"
    for name in case.sentence.names:
        if name.key in mine.about and case.is_name(name) and not known_to(source, name):
            return f"the quote does not say {theirs.number.text!r} of {name.text!r}"
    return ""


def _for_another(sentence: Reading, mine: Bound, theirs: Bound, quote: str) -> str:
    """Whether the words by the number are bound to another number in the quote."""
    if not theirs.own or not theirs.others:
        return ""
    mine_names, their_names = mine.own & mine.names, theirs.own & theirs.names
    stray: frozenset[str] = frozenset()
    if their_names and not mine_names & their_names:
        stray = mine_names & theirs.others & theirs.names
    if not stray and not mine.about & theirs.own:
        words = mine.own & theirs.others
        stray = frozenset(
            w for w in words if w in mine.names or not re.search(r"\d", w)
        )  # "day 3" is no topic
    if not stray:
        lost, pairs = theirs.only - mine.about, rivals(quote)
        stray = frozenset(w for w in mine.own & theirs.others if any((w, gone) in pairs for gone in lost))
    told = shown(frozenset(surface(sentence, word) for word in stray))
    return f"the quote gives {theirs.number.text!r} for something else than {told}" if stray else ""


def _same_thing(a: Reading, mine: Number, b: Reading, theirs: Number) -> bool:
    """For a bare count: whether a word right behind it stands by it in the quote too."""
    counted = _counted(a, mine)
    if not counted or counted & _beside(b, theirs):
        return True
    if _counted(b, theirs):
        return False
    return not any(counted & _counted(b, other) for other in b.numbers if other != theirs)


def _counted(reading: Reading, number: Number) -> frozenset[str]:
    """The content words that follow a number directly: "303 healthy adults"."""
    stop = re.search(r"[,;:()]|[.]\s|[.]$|\s(?:of|in|on|for|from|with|by|and|or|to|the|than|per|at|is|are|was|were)\s",
                     reading.text[number.end :] + " ")  # fmt: skip
    end = number.end + (stop.start() if stop else len(reading.text))
    return anchors(reading, number.end, end, first=4)


def _beside(reading: Reading, number: Number) -> frozenset[str]:
    after = anchors(reading, number.end, number.end + 60, first=4)
    before = anchors(reading, max(0, number.start - 40), number.start, last=3)
    return after | before
