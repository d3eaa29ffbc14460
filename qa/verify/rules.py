"""The hard rules: a sentence that breaks one is wrong, or weak, whatever its score.

Each rule looks for one kind of slip and gives the reason in words for the reader. A slip
that changes what is claimed is "wrong"; one that only says it less carefully is "weak".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from qa.verify.binding import anchors
from qa.verify.case import Case, Finding, Severity, known_to, shown
from qa.verify.comparison import compared_alike, comparison_turned, roles_swapped
from qa.verify.effects import reported_though_denied
from qa.verify.english import FIRST_WORDS, FRAME, MEANS
from qa.verify.facts import Name
from qa.verify.number_rules import misplaced_numbers, repeated_numbers, unknown_numbers
from qa.verify.places import other_conditions
from qa.verify.polarity import lost_hedges, opposite_word, polarity_clash, sweeping
from qa.verify.reading import Reading, own_names
from qa.words import fold, stem

_MOST_OTHERS = 2000  # papers looked through to say whose name a stray name is


def findings(case: Case) -> list[Finding]:
    """Every slip that a rule finds, the worst first."""
    found = [finding for rule in RULES for finding in rule(case)]
    return sorted(found, key=lambda f: f.severity != "wrong")


def unknown_names(case: Case) -> list[Finding]:
    """A name that neither the quotes nor the titles hold."""
    found = []
    for name in case.sentence.names:
        if any(known_to(source, name) for source in case.sources):
            continue
        owner = _owner(case, name)
        in_abstract = any(name.key in source.abstract.keys for source in case.sources)
        if not case.is_name(name) and not (owner and _own(case, name)):
            if not in_abstract and not _is_word(case, name):
                severity: Severity = "wrong" if case.sentence.numbers else "weak"
                found.append(Finding(severity, f"no cited quote speaks of {name.text!r}"))
        elif in_abstract:
            found.append(Finding("weak", f"{name.text!r} is in the abstract, but not in the cited quote"))
        elif owner:
            reason = f"{name.text!r} is named by another paper ({owner!r}), not by the cited quote"
            found.append(Finding("wrong", reason))
        else:
            found.append(Finding("wrong", f"{name.text!r} is in no cited quote"))
    return found


def _own(case: Case, name: Name) -> bool:
    """Whether another paper gives this name to its own work."""
    return any(name.key in own_names(p.title, p.abstract) for p in case.others[:_MOST_OTHERS])


def _is_word(case: Case, name: Name) -> bool:
    """Whether a capitalised first word is no name: it is a common word, or stands somewhere in lower case."""
    word = re.compile(rf"\b{re.escape(name.text.lower())}\b")
    texts = [source.abstract.text for source in case.sources]
    texts += [paper.abstract for paper in case.others[:_MOST_OTHERS]]
    return fold(name.text) in FRAME | FIRST_WORDS or any(word.search(text) for text in texts)


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
                    Finding("wrong", f"it says of {shown(frozenset(mine))} what only another paper says")
                )
    return found


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.start() for m in re.finditer(r";|,|\s(?:while|whereas|but|and)\s", text)), len(text)]
    return list(itertools.pairwise(cuts))


def opposites(case: Case) -> list[Finding]:
    """A negation lost or added, a direction or a comparison turned round, roles swapped."""
    found = []
    if word := polarity_clash(case.sentence, case.quotes):
        word = _surface(case.sentence, word)
        found.append(Finding("wrong", f"one of the two denies {word!r}, the quote or the sentence"))
    if word := reported_though_denied(case.sentence, case.quotes):
        found.append(Finding("wrong", f"the quote denies the effect of which the sentence says {word!r}"))
    mine, theirs = opposite_word(case.sentence, case.quotes)
    if mine and mine not in compared_alike(case.sentence, case.quotes):
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


_MADE_UP = 3  # content words in a row that no quote and no title holds; from 5 on it is plainly made up
_MOSTLY = 0.5  # share of the content words that the quotes themselves must hold, titles apart
_ADDED = 0.3  # share that neither quotes nor titles may lack; of RAGTruth's fitting part it stops 37% of the
# unsupported sentences that everything else lets through, and 6% of the supported ones
_MEANS = re.compile(MEANS, re.IGNORECASE)
_MEANS_REACH = 40  # characters
_META = re.compile(
    r"\b(?:this|the|here|an?)\b(?:['’]s|\s+\w+){0,4}?\s+(answer|question|sentence|response|summary|paragraph)\b",
    re.I,
)


def additions(case: Case) -> list[Finding]:
    """A part that no quote holds, however well the rest fits; and talk about the answer itself."""
    known: set[str] = set().union(*(r.stems | r.keys for r in case.texts))
    quoted: set[str] = set().union(*(q.stems | q.keys for q in case.quotes))
    content = case.sentence.content
    lacking = [token.surface for token in content if token.stem not in known]
    longest: list[str] = []
    run: list[str] = []
    for token in content:
        run = [] if token.stem in known else [*run, token.surface]
        longest = max(longest, run, key=len)
    found = []
    meta = _META.search(case.sentence.text)
    if meta and stem(meta[1].lower()) not in quoted:
        found.append(Finding("wrong", f"it speaks of the {meta[1].lower()}, not of a paper"))
    if len(longest) >= _MADE_UP:
        severity: Severity = "wrong" if len(longest) >= _MADE_UP + 2 else "weak"
        found.append(Finding(severity, f"no cited quote speaks of {', '.join(map(repr, longest[:4]))}"))
    elif len(lacking) >= 2 and len(lacking) > _ADDED * len(content):
        found.append(Finding("weak", f"no cited quote speaks of {', '.join(map(repr, lacking[:4]))}"))
    for means in _MEANS.finditer(case.sentence.text):
        named = [t for t in content if means.end() <= t.start < means.end() + _MEANS_REACH][:2]
        if absent := [t.surface for t in named if t.stem not in known]:
            found.append(Finding("weak", f"no cited quote speaks of {', '.join(map(repr, absent))}"))
    if content and sum(t.stem in quoted for t in content) < _MOSTLY * len(content):
        found.append(Finding("weak", "most of it stands in no cited quote"))
    return found


_QUOTED = re.compile(r"[\"“]([^\"“”]{12,}?)[\"”]")


def quotations(case: Case) -> list[Finding]:
    """Words in quotation marks that stand in no quote and no title."""
    texts = [" ".join(fold(r.text).split()) for r in case.texts]
    return [
        Finding("wrong", "the words in quotation marks stand in no cited quote")
        for match in _QUOTED.finditer(case.sentence.text)
        if not any(" ".join(fold(match[1]).split()).strip(".,;: ") in text for text in texts)
    ]


RULES: tuple[Callable[[Case], list[Finding]], ...] = (
    unknown_numbers, misplaced_numbers, repeated_numbers, unknown_names, mixed_papers, opposites, quotations, additions,
    other_conditions, care,
)  # fmt: skip
