"""Names that papers give to things of a kind: what stands beside the word for it, as in "the HIVE benchmark".

Only coined names are found so: "HIVE10", "BeeBench". What a name is of can be told from its neighbour, and from nothing else
that all papers write; a name that never stands beside the word is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qa.characters import Span
from qa.mentions import find_mentions, sentence_with
from qa.types import Paper
from qa.words import STOPWORDS, abbreviations

_COINED = re.compile(r"[A-Z]\S*[A-Z0-9]|[A-Z]\w*-\d|[a-z]+[A-Z]")
_CAPITAL = r"(?:[A-Z][\w+/-]*|[a-z]+[A-Z][\w-]*)"
_RUN = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"  # one to three words
_AND = r"(?:,? and |,? or |, | & )"
_RUNS = rf"{_RUN}(?:{_AND}{_RUN})*"
_LISTED = re.compile(rf"\b(?P<names>{_RUN}(?:{_AND}{_RUN})+)")
# Words for which authors write one as well as the other.
_ALIKE = (("benchmark", "dataset", "data set"),)
_DERIVED = re.compile(r"-[a-z]{2,}$")  # "HIVE10-based"
_HEADING = re.compile(r"[A-Z]{6,}")  # "RESULTS" before a sentence


def named_beside(kind: str, papers: Sequence[Paper]) -> dict[str, list[tuple[Paper, Span]]]:
    """Each name of things of a ``kind`` ("benchmarks"), those of most papers first, with the papers that have it.

    The span is the sentence of an abstract that has it. One that is only short for something is no name.
    """
    found: dict[str, str] = {}
    patterns = [*map(re.compile, _beside(kind))]
    for paper in papers:
        for listed in _listed(paper.abstract, patterns):
            found |= {name.lower(): found.get(name.lower(), name) for name in listed}
    # What is told in one breath with them is of their kind: "HIVE10, SWARM and COMB".
    beside = {*found}
    for paper in papers:
        for listed in _listed(paper.abstract, [_LISTED]):
            if any(name.lower() in beside for name in listed):
                found |= {name.lower(): found.get(name.lower(), name) for name in listed}
    text = " ".join(paper.abstract for paper in papers)
    short = {each.rstrip("s") for paper in papers for each in abbreviations(paper.abstract)}
    names = [name for name in found.values() if name.rstrip("s") not in short and not _is_short(name, text)]
    having = {name: [*_having(name, papers)] for name in names}
    return dict(sorted(having.items(), key=lambda item: -len(item[1])))


def words_for(kind: str) -> tuple[str, ...]:
    """The words beside which names of a kind are looked for, in the singular."""
    one = kind.lower().removesuffix("s")
    return next((words for words in _ALIKE if one in words), (one,))


def _beside(kind: str) -> Iterator[str]:
    noun = rf"(?:{'|'.join(map(re.escape, words_for(kind)))})s?\b"
    yield rf"\b(?P<names>{_RUNS})(?: \([^()]*\))? (?:[a-z-]+ )?{noun}"
    yield rf"\b{noun}[^.;:()]{{0,40}}?,? (?:such as|like|including|namely|called|named) (?:the )?(?P<names>{_RUNS})"
    yield rf"\b{noun} ?\((?:e\.g\.,? |i\.e\.,? )?(?P<names>{_RUNS})"


def _listed(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[list[str]]:
    """The coined names that are told together, each time that one of the patterns is met."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            names = (_name(run) for run in re.split(_AND, match["names"]))
            yield [name for name in names if _COINED.search(name) and not _DERIVED.search(name)]


def _name(run: str) -> str:
    """Words with capitals without those before them that open a sentence or say of what sort: "On HIVE"."""
    words = run.split()
    while words and _is_before(words[0]):
        words.pop(0)
    return " ".join(words)


def _is_before(word: str) -> bool:
    return word.lower() in STOPWORDS or bool(_HEADING.fullmatch(word) or _DERIVED.search(word))


def _is_short(name: str, text: str) -> bool:
    """Whether a name is short for a kind of thing in a text: there are several ("mRNAs"), or what it stands for is spelt out
    ("NLP", "natural language processing").
    """
    if re.search(rf"(?<!\w){re.escape(name)}s\b", text):
        return True
    if not (name.isalpha() and name.isupper()):
        return False
    return bool(
        re.search(r"\b" + r"[ -]".join(rf"{letter}[a-z]+" for letter in name.lower()) + r"\b", text, re.I)
    )


def _having(name: str, papers: Sequence[Paper]) -> Iterator[tuple[Paper, Span]]:
    for paper in papers:
        mentions = find_mentions(name, paper.abstract)
        if mentions:
            yield paper, sentence_with(paper.abstract, mentions[0].start)
