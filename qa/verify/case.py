"""What a rule looks at, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from qa.types import Paper
from qa.verify.facts import Name
from qa.verify.reading import Reading, Source, read
from qa.words import fold, stem

Severity = Literal["wrong", "weak"]


class Finding(NamedTuple):
    """One slip and how bad it is."""

    severity: Severity
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

    @property
    def texts(self) -> list[Reading]:
        """The cited quotes and the titles of their papers."""
        return [reading for source in self.sources for reading in (source.reading, source.title)]

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


def known_to(source: Source, name: Name) -> bool:
    """Whether the quote or its title holds a name, in any of its forms.

    The stem counts for what may be a word; of an acronym or a code it would be another's as well.
    """
    word = not re.search(r"[A-Z].*[A-Z]|\d", name.text)
    for reading in (source.reading, source.title):
        if name.key in reading.keys or (word and stem(name.key) in reading.stems):
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


def shown(words: frozenset[str]) -> str:
    """Two words at most, quoted, for a reason."""
    return " and ".join(repr(word) for word in sorted(words)[:2])
