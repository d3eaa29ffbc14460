"""A question's words as weighted search terms, in the vocabulary of the collection.

Hyphenation and abbreviations are evened out here, from the collection's own words;
slips of spelling are mended before, in spelling.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qa.types import Paper
from qa.words import Token, abbreviations, compounds, content_tokens, stem

# An expansion is less sure than the word that was typed. Chosen on the dev questions;
# anything from .4 to .8 gives the same ranking there.
_EXPANSION_WEIGHT = 0.5


class Vocabulary:
    """What the collection's words are, and what its abbreviations stand for."""

    def __init__(self, papers: Iterable[Paper], vocabulary: Mapping[str, int]) -> None:
        self._known = vocabulary
        self._expansions: dict[str, set[str]] = {}
        self._long_forms: list[tuple[frozenset[str], str]] = []
        self.pairs: set[tuple[str, str]] = set()  # a short form, and what it stands for in small letters
        for paper in papers:
            for short, long_form in abbreviations(paper.text, fewest=1).items():
                self._learn(short, long_form)

    def _learn(self, short: str, long_form: str) -> None:
        self.pairs.add((short, long_form.lower()))
        short_stem = stem(short.lower())
        long_stems = frozenset(token.stem for token in content_tokens(long_form))
        if len(long_stems) > 1:
            self._expansions.setdefault(short_stem, set()).update(long_stems)
            self._long_forms.append((long_stems, short_stem))

    def terms(self, question: str) -> Mapping[str, float]:
        """The question's terms, stem -> weight for BM25: its own words at 1, what stands for them at less."""
        tokens = content_tokens(question)
        weights = dict.fromkeys((token.stem for token in tokens if token.stem in self._known), 1.0)
        for left, right, joined in [*compounds(question, tokens), *_neighbours(tokens)]:
            if joined in self._known and right == left + 1:
                weights.setdefault(joined, 1.0)
        self._add_expansions(weights)
        return weights

    def _add_expansions(self, weights: dict[str, float]) -> None:
        present = set(weights)
        for term in present:
            for other in self._expansions.get(term, ()):
                weights.setdefault(other, _EXPANSION_WEIGHT)
        for long_stems, short in self._long_forms:
            if long_stems <= present and short in self._known:
                weights.setdefault(short, _EXPANSION_WEIGHT)


def _neighbours(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    return [
        (left, left + 1, stem(tokens[left].surface + tokens[left + 1].surface))
        for left in range(len(tokens) - 1)
    ]
