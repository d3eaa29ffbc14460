"""A place and what is from it: "Portugal" is spoken of where papers have "Portuguese" alone.

Only places that all know, and only words written with a capital wherever they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from qa.slips import common_words
from qa.types import Paper
from qa.words import fold
from qa.words import stem as stem_of

_WORD = re.compile(r"[^\W\d_]{2,}")
_FROM = re.compile(r"(?:ian|an|ese|ish)s?$")
_SHARED = 4  # letters at least that what is from a place has of its name
_LEFT_OUT = re.compile(
    r"(?:[aeiouy]\w{0,2})?"
)  # ... and what it lacks of it: not "Christmas" for "Christian"


class Places:
    """The places of one collection, and what is from them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        texts = [f"{paper.title} {paper.abstract}" for paper in papers]
        written = frozenset(word for text in texts for word in _WORD.findall(text))
        names = (word for word in written if word[0].isupper() and word.lower() not in written)
        self._names = frozenset(map(fold, names))

    def akin(self, stem: str) -> tuple[str, ...]:
        """The stems of what the papers have for the place that a word of this stem names, or for what is from it."""
        return self._akin.get(stem, ())

    @cached_property
    def _akin(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, list[str]] = defaultdict(list)
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            names[name[:_SHARED]].append(name)
        for word in common_words():
            alike = (
                n for n in names[word[:_SHARED]] if n != word and (_is_from(n, word) or _is_from(word, n))
            )
            found[stem_of(word)] += map(stem_of, alike)
        return {stem: tuple(dict.fromkeys(sorted(alike))) for stem, alike in found.items() if alike}


def _is_from(word: str, place: str) -> bool:
    """Whether a word is made of the name of a place that all know: "Swedish" of "Sweden", not "Jacobian" of "Jacobi"."""
    ending = _FROM.search(word) if place in common_words() else None
    base = word[: ending.start()] if ending else ""
    return any(
        len(part) >= _SHARED and place.startswith(part) and _LEFT_OUT.fullmatch(place, len(part))
        for part in (base, base[:-1])
    )
