"""What the score is made of: how much of a sentence its quotes hold, word by word and in meaning."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qa.verify.polarity import lost_hedges, polarity_clash
from qa.verify.reading import Reading
from qa.verify.vectors import Vectors

LEXICAL = (
    "coverage",  # share of the content words that the quotes hold
    "pairs",  # share of neighbouring words that stand near each other there too
    "missing_run",  # log of the longest run of such words: what is made up stands together
    "number_missing",
    "name_missing",
    "negation",
    "hedge",
)
SEMANTIC = (
    *LEXICAL,
    "cosine",  # of the sentence and the nearest quote
    "softest_window",  # the three words in a row that are farthest from any word of the quotes
)


def lexical_features(
    sentence: Reading, quotes: Sequence[Reading], titles: Sequence[Reading] = ()
) -> list[float]:
    """The values of LEXICAL, in order; every one is between 0 and about 3.

    Words of the quotes' titles count as held, because an answer names the paper it speaks of.
    """
    words = [t.stem for t in sentence.content]
    known = _all(r.stems for r in (*quotes, *titles))
    keys = _all(r.keys for r in (*quotes, *titles))
    held = [w in known or w in keys for w in words]
    values = {(n.value, n.unit) for q in quotes for n in q.numbers}
    loose = [(n.value, n.unit) not in values for n in sentence.numbers]
    strange = [n.key not in keys and n.key not in known for n in sentence.names]
    return [
        _share(held),
        _pair_share(words, quotes),
        math.log1p(_run(held)),
        float(any(loose)),
        math.log1p(sum(strange)),
        float(bool(polarity_clash(sentence, quotes))),
        float(bool(lost_hedges(sentence, quotes))),
    ]


def semantic_features(
    sentence: Reading, quotes: Sequence[Reading], titles: Sequence[Reading], vectors: Vectors
) -> list[float]:
    """The values of SEMANTIC, in order."""
    rows = vectors([sentence.text, *(q.text for q in quotes)])
    soft = _soft(sentence, [*quotes, *titles], vectors)
    windows = [soft[at : at + 3] for at in range(max(1, len(soft) - 2))]
    return [
        *lexical_features(sentence, quotes, titles),
        float((rows[1:] @ rows[0]).max()),
        min((sum(w) / len(w) for w in windows if w), default=0.0),
    ]


def _soft(sentence: Reading, quotes: Sequence[Reading], vectors: Vectors) -> list[float]:
    """For each content word 1 where a quote has it, else the cosine of the nearest word there."""
    known = _all(q.stems for q in quotes)
    there = sorted({t.surface for q in quotes for t in q.content})
    if not there:
        return [0.0] * len(sentence.content)
    absent = list(dict.fromkeys(t.surface for t in sentence.content if t.stem not in known))
    near: dict[str, float] = {}
    if absent:
        near = dict(zip(absent, (vectors(absent) @ vectors(there).T).max(axis=1).tolist(), strict=True))
    return [1.0 if t.stem in known else near[t.surface] for t in sentence.content]


def _all(sets: Iterable[frozenset[str]]) -> set[str]:
    return set().union(*sets)


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _pair_share(words: Sequence[str], quotes: Sequence[Reading]) -> float:
    """How many neighbouring content words stand near each other, in this order, in a quote too."""
    pairs = list(pairwise(words))
    near = {
        (a.stem, b.stem) for q in quotes for at, a in enumerate(q.content) for b in q.content[at + 1 : at + 4]
    }
    return _share([pair in near for pair in pairs])


def _run(held: Sequence[bool]) -> int:
    """The longest run of words that no quote holds."""
    longest = run = 0
    for flag in held:
        run = 0 if flag else run + 1
        longest = max(longest, run)
    return longest
