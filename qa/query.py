"""A question's words as weighted search terms, in the vocabulary of the collection.

Spelling slips, hyphenation and abbreviations are mended here, from the collection's
own words: a term the collection does not have is replaced by one it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qa.types import Paper
from qa.words import Token, abbreviations, compounds, content_tokens, edit_distance_one, index_terms, stem

# An expansion is less sure than the word that was typed. Chosen on the dev questions;
# anything from .4 to .8 gives the same ranking there.
_EXPANSION_WEIGHT = 0.5
_CORRECTION_WEIGHT = 0.8
_MIN_CORRECTED = 5  # shorter words have too many neighbours


@dataclass(frozen=True)
class Terms:
    """``weights``: stem -> weight, for BM25. ``corrected``: typed word -> the stem it was taken for."""

    weights: Mapping[str, float]
    corrected: Mapping[str, str] = field(default_factory=dict)


class Vocabulary:
    """What the collection's words are, and what its abbreviations stand for."""

    def __init__(self, papers: Iterable[Paper], vocabulary: Mapping[str, int]) -> None:
        self._known = vocabulary
        self._expansions: dict[str, set[str]] = {}
        self._long_forms: list[tuple[frozenset[str], str]] = []
        for paper in papers:
            for short, long_form in abbreviations(f"{paper.title}. {paper.abstract}").items():
                self._learn(short, long_form)
        self._by_length: dict[int, list[str]] = {}
        for term in vocabulary:
            self._by_length.setdefault(len(term), []).append(term)
        self._correct = lru_cache(maxsize=4096)(self._correct_uncached)

    def _learn(self, short: str, long_form: str) -> None:
        short_stem = stem(short.lower())
        long_stems = frozenset(token.stem for token in content_tokens(long_form))
        if len(long_stems) > 1:
            self._expansions.setdefault(short_stem, set()).update(long_stems)
            self._long_forms.append((long_stems, short_stem))

    def terms(self, question: str) -> Terms:
        """The question's terms: its own words at weight 1, what stands for them at less."""
        tokens = content_tokens(question)
        weights: dict[str, float] = {}
        corrected: dict[str, str] = {}
        for token in tokens:
            self._add_word(token, weights, corrected)
        for left, right, joined in [*compounds(question, tokens), *_neighbours(tokens)]:
            if joined in self._known and right == left + 1:
                weights.setdefault(joined, 1.0)
        self._add_expansions(weights)
        return Terms(weights, corrected)

    def _add_word(self, token: Token, weights: dict[str, float], corrected: dict[str, str]) -> None:
        if token.stem in self._known:
            weights[token.stem] = 1.0
            return
        match = self._correct(token.stem)
        if match:
            weights.setdefault(match, _CORRECTION_WEIGHT)
            corrected[token.surface] = match

    def _add_expansions(self, weights: dict[str, float]) -> None:
        present = set(weights)
        for term in present:
            for other in self._expansions.get(term, ()):
                weights.setdefault(other, _EXPANSION_WEIGHT)
        for long_stems, short in self._long_forms:
            if long_stems <= present and short in self._known:
                weights.setdefault(short, _EXPANSION_WEIGHT)

    def _correct_uncached(self, word: str) -> str | None:
        """The known term that one slip separates from ``word``, if there is just one such term."""
        if len(word) < _MIN_CORRECTED or any(char.isdigit() for char in word):
            return None
        near = (term for length in range(-1, 2) for term in self._by_length.get(len(word) + length, ()))
        found = edit_distance_one(word, near)
        best = [other for other in found if other[0] == word[0]] or found
        return best[0] if len(best) == 1 else None


def _neighbours(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    return [
        (left, left + 1, stem(tokens[left].surface + tokens[left + 1].surface))
        for left in range(len(tokens) - 1)
    ]


def topic_terms(text: str) -> frozenset[str]:
    """The stems of a text's content words, compounds joined as well."""
    return frozenset(index_terms(text))
