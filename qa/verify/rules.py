"""The hard rules: a sentence that breaks one is wrong, or weak, whatever its score.

Each rule looks for one kind of slip and gives the reason in words for the reader. A slip
that changes what is claimed is "wrong"; one that only says it less carefully is "weak".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from qa.types import Paper
from qa.verify.binding import Bound, anchors, bindings
from qa.verify.facts import Name, Number
from qa.verify.reading import Reading, Source, read
from qa.verify.relations import (
    comparison_turned,
    lost_hedges,
    opposite_word,
    polarity_clash,
    roles_swapped,
    sweeping,
)
from qa.words import fold, stem

_MOST_OTHERS = 2000  # papers looked through to say whose name a stray name is


class Finding(NamedTuple):
    """One slip and how bad it is."""

    severity: Literal["wrong", "weak"]
    reason: str


class Case(NamedTuple):
    """What a rule looks at."""

    sentence: Reading
    sources: tuple[Source, ...]
    others: Sequence[Paper]

    @property
    def quotes(self) -> list[Reading]:
        """The cited quotes."""
        return [source.reading for source in self.sources]

    def is_name(self, name: Name) -> bool:
        """Whether a capitalised word is a name: by its form or place, or because a source has it as one."""
        if name.sure:
            return True
        as_word = re.compile(rf"\b{re.escape(name.text.lower())}\b")
        return any(
            name.key in {n.key for n in reading.names if n.sure} or name.key in source.own
            for source in self.sources
            for reading in (source.reading, source.title)
            if not as_word.search(source.abstract.text)
        )


def findings(case: Case) -> list[Finding]:
    """Every slip that a rule finds, the worst first."""
    found = [finding for rule in RULES for finding in rule(case)]
    return sorted(found, key=lambda f: f.severity != "wrong")


def unknown_numbers(case: Case) -> list[Finding]:
    """A number that no quote holds, holds with another unit, or holds with a bound that got lost."""
    found = []
    for number in case.sentence.numbers:
        if number.version and any(_joined(number) in q.keys for q in _with_titles(case)):
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
    words = {"upper": "up to", "lower": "at least", "about": "about"}[theirs.bound]
    severity: Literal["wrong", "weak"] = "weak" if bounds == {"about"} else "wrong"
    return [
        Finding(severity, f"the quote limits {theirs.text!r} ({words!r} or the like), the sentence does not")
    ]


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
    if problem := _for_another(mine, theirs):
        return problem
    if not mine.number.unit and not _same_thing(case.sentence, mine.number, source.reading, theirs.number):
        return f"the quote counts something else with {theirs.number.text!r}"
    for name in case.sentence.names:
        if name.key in mine.about and case.is_name(name) and not _known_to(source, name):
            return f"the quote does not say {theirs.number.text!r} of {name.text!r}"
    return ""


def _for_another(mine: Bound, theirs: Bound) -> str:
    """Whether the words by the number are bound to another number in the quote."""
    if not theirs.own or not theirs.others:
        return ""
    mine_names, their_names = mine.about & mine.names, theirs.own & theirs.names
    stray = mine_names & theirs.others & theirs.names
    if stray and not mine_names & their_names:
        return f"the quote gives {theirs.number.text!r} for something else than {_shown(stray)}"
    stray = mine.about & theirs.others
    if stray and not mine.about & theirs.own:
        return f"the quote gives {theirs.number.text!r} for something else than {_shown(stray)}"
    return ""


def _shown(words: frozenset[str]) -> str:
    return " and ".join(repr(word) for word in sorted(words)[:2])


def _same_thing(a: Reading, mine: Number, b: Reading, theirs: Number) -> bool:
    """For a bare count: whether the words right behind it, or else those around it, are the same."""
    left, right = _counted(a, mine), _counted(b, theirs)
    if left and right:
        return bool(left & right)
    left, right = _beside(a, mine), _beside(b, theirs)
    return not left or not right or bool(left & right)


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


def unknown_names(case: Case) -> list[Finding]:
    """A name that neither the quotes nor the titles hold."""
    found = []
    for name in case.sentence.names:
        if any(_known_to(source, name) for source in case.sources):
            continue
        owner = _owner(case, name)
        if not case.is_name(name):
            if owner:
                found.append(
                    Finding(
                        "wrong",
                        f"{name.text!r} is named by another paper ({owner!r}), not by the cited quote",
                    )
                )
        elif any(name.key in source.abstract.keys for source in case.sources):
            found.append(Finding("weak", f"{name.text!r} is in the abstract, but not in the cited quote"))
        elif owner:
            found.append(
                Finding(
                    "wrong", f"{name.text!r} is named by another paper ({owner!r}), not by the cited quote"
                )
            )
        else:
            found.append(Finding("wrong", f"{name.text!r} is in no cited quote"))
    return found


def _known_to(source: Source, name: Name) -> bool:
    """Whether the quote or its title holds a name, in any of its forms."""
    for reading in (source.reading, source.title):
        if name.key in reading.keys or stem(name.key) in reading.stems:
            return True
        parts = [p for p in re.split(r"[-/.]", name.text) if p]
        if len(parts) > 1 and all(_part_known(p, reading) for p in parts) and not re.search(r"\d", name.text):
            return True
    if name.key in source.own and source.reading.refers_to_itself:
        return True
    long_form = source.short_forms.get(name.key)
    if long_form and read(long_form).stems & source.reading.stems:
        return True
    return any(
        name.key in read(long).keys and short in source.reading.keys
        for short, long in source.short_forms.items()
    )


def _part_known(part: str, reading: Reading) -> bool:
    return fold(part) in reading.keys or stem(fold(part)) in reading.stems


def _owner(case: Case, name: Name) -> str:
    """The title of another paper that holds the name."""
    cited = {source.quote.paper_id for source in case.sources}
    word = re.compile(rf"(?<![\w-]){re.escape(name.text)}(?![\w-])")
    for paper in case.others[:_MOST_OTHERS]:
        if paper.id not in cited and word.search(f"{paper.title} {paper.abstract}"):
            return paper.title
    return ""


def mixed_papers(case: Case) -> list[Finding]:
    """In a sentence on two papers: one paper's name before what only the other says."""
    papers = {source.quote.paper_id for source in case.sources}
    if len(papers) < 2:
        return []
    words = {
        paper: frozenset().union(
            *(
                s.reading.keys | s.reading.stems | s.title.keys | s.own
                for s in case.sources
                if s.quote.paper_id == paper
            )
        )
        for paper in papers
    }
    found = []
    for start, end in _clauses(case.sentence.text):
        inside = anchors(case.sentence, start, end)
        names = {n.key for n in case.sentence.names if start <= n.start < end}
        for paper in papers:
            elsewhere = frozenset().union(*(w for other, w in words.items() if other != paper))
            mine = {n for n in names if n in words[paper] and n not in elsewhere}
            said = {w for w in inside - names if w in words[paper]}
            foreign = {w for w in inside - names if w in elsewhere and w not in words[paper]}
            if mine and not (names - mine) & elsewhere and len(foreign) >= 2 and len(foreign) > len(said):
                found.append(
                    Finding("wrong", f"it says of {_shown(frozenset(mine))} what only another paper says")
                )
    return found


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.start() for m in re.finditer(r";|,|\s(?:while|whereas|but|and)\s", text)), len(text)]
    return list(zip(cuts, cuts[1:], strict=False))


def opposites(case: Case) -> list[Finding]:
    """A negation lost or added, a direction or a comparison turned round, roles swapped."""
    found = []
    plain = [q for q in case.quotes if polarity_clash(case.sentence, q)]
    if plain and len(plain) == sum(bool(case.sentence.stems & q.stems) for q in case.quotes):
        word = _surface(case.sentence, polarity_clash(case.sentence, plain[0]))
        found.append(Finding("wrong", f"one of the two denies {word!r}, the quote or the sentence"))
    mine, theirs = opposite_word(case.sentence, case.quotes)
    if mine:
        found.append(Finding("wrong", f"the quote says {theirs!r}, not {mine!r}"))
    if cue := comparison_turned(case.sentence, case.quotes):
        found.append(Finding("wrong", f"the quote has the comparison ({cue!r}) the other way round"))
    if verb := roles_swapped(case.sentence, case.quotes):
        found.append(Finding("wrong", f"the quote has who and whom of {verb!r} the other way round"))
    return found


def _surface(reading: Reading, word: str) -> str:
    return next((t.surface for t in reading.content if t.stem == word), word)


def care(case: Case) -> list[Finding]:
    """A "may" that got lost, an "all" that came in."""
    found = []
    if hedge := lost_hedges(case.sentence, case.quotes):
        found.append(Finding("weak", f"the quote says it with {hedge!r}"))
    if word := sweeping(case.sentence, case.quotes):
        found.append(Finding("weak", f"no quote says {word!r}"))
    return found


_QUOTED = re.compile(r"[\"“]([^\"“”]{12,}?)[\"”]")


def quotations(case: Case) -> list[Finding]:
    """Words in quotation marks that stand in no quote and no title."""
    texts = [" ".join(fold(r.text).split()) for r in _with_titles(case)]
    return [
        Finding("wrong", "the words in quotation marks stand in no cited quote")
        for match in _QUOTED.finditer(case.sentence.text)
        if not any(" ".join(fold(match[1]).split()).strip(".,;: ") in text for text in texts)
    ]


def _with_titles(case: Case) -> list[Reading]:
    return [reading for source in case.sources for reading in (source.reading, source.title)]


RULES: tuple[Callable[[Case], list[Finding]], ...] = (
    unknown_numbers, misplaced_numbers, unknown_names, mixed_papers, opposites, quotations, care,
)  # fmt: skip
