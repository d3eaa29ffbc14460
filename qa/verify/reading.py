"""One text as the check reads it: words in order, clauses, numbers, names. Read once, then kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qa.types import Paper, Quote
from qa.verify.english import FRAME
from qa.verify.facts import Name, Number, is_spelled_number, name_key, names, numbers
from qa.words import Token, abbreviations, content_tokens, tokenize

_SELF = re.compile(
    r"\b(?:we|our|ours|us|this|these|it|its|they|their|the (?:proposed|present|resulting))\b", re.IGNORECASE
)
_PRESENTED = re.compile(
    r"\b(?:propose|present|introduce|describe|develop|release|design|build|built|create|call|named?|termed?|dubbed"
    r"|introducing|presenting|proposes|presents|introduces|called)\w*\W+((?:[\w'’./+-]+\W+){0,9}?[\w'’./+-]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """A text with all that the rules ask of it. Offsets are into ``text``."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Every word in order."""
        return tuple(tokenize(self.text))

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that carry topic, in order, numbers left out."""
        return tuple(t for t in content_tokens(self.text) if not _is_frame(t.surface))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words, of hyphenated compounds also as one word."""
        return frozenset(t.stem for t in self.content) | self.joined

    @cached_property
    def joined(self) -> frozenset[str]:
        """Neighbouring words run together, two and three at a time: "GPT 4" meets "GPT-4"."""
        words = [t.surface for t in self.tokens]
        pairs = {name_key(a + b) for a, b in itertools.pairwise(words)}
        return frozenset(
            pairs | {name_key(a + b + c) for a, b, c in zip(words, words[1:], words[2:], strict=False)}
        )

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its quantities."""
        return numbers(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Its names."""
        return names(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of its names and of its words as they stand."""
        words = {name_key(t.surface) for t in self.tokens}
        return frozenset({n.key for n in self.names} | words | self.joined | self.initials)

    @cached_property
    def initials(self) -> frozenset[str]:
        """First letters of three to six words in a row: "large language models" meets "LLM"."""
        found: set[str] = set()
        for phrase in re.split(r"[^\w\s'’-]", self.text):
            letters = [t.surface[0] for t in tokenize(phrase)]
            for size in range(3, 7):
                found |= {"".join(letters[at : at + size]) for at in range(len(letters) - size + 1)}
        return frozenset(found)

    @cached_property
    def refers_to_itself(self) -> bool:
        """Whether it speaks of its own paper's work without a name ("our method", "it")."""
        return bool(_SELF.search(self.text))


def _is_frame(word: str) -> bool:
    return word in FRAME or word[0].isdigit() or is_spelled_number(word)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """The reading of a text, shared between checks."""
    return Reading(text)


@dataclass(frozen=True)
class Source:
    """A quote with what its paper adds: the title, its own names, its abbreviations."""

    quote: Quote
    reading: Reading
    title: Reading
    abstract: Reading

    @cached_property
    def own(self) -> frozenset[str]:
        """Keys of the names that the paper gives to its own work."""
        return frozenset(n.key for n in self.title.names) | own_names(self.title.text, self.abstract.text)

    @cached_property
    def short_forms(self) -> Mapping[str, str]:
        """Key of each abbreviation that the abstract defines -> its long form."""
        return {name_key(short): long for short, long in abbreviations(self.abstract.text).items()}


@lru_cache(maxsize=4096)
def own_names(title: str, abstract: str) -> frozenset[str]:
    """Keys of the names that a paper gives to its own work: "We propose X", "X: Doing Something"."""
    head = title.partition(":")[0] if 0 < title.find(":") < _LONGEST_NAME else ""
    found = {n.key for n in names(head)}
    for match in _PRESENTED.finditer(abstract):
        found |= {n.key for n in names(match[1]) if n.sure}
    return frozenset(found)


_LONGEST_NAME = 30  # characters before the colon of a title that may be a name


def sources(quotes: Sequence[Quote], papers: Mapping[str, Paper]) -> tuple[Source, ...]:
    """The quotes with their papers; a quote whose paper is not given stands by itself."""
    found = []
    for quote in quotes:
        paper = papers.get(quote.paper_id)
        found.append(
            Source(
                quote,
                read(quote.text),
                read(paper.title if paper else ""),
                read(paper.abstract if paper else quote.text),
            )
        )
    return tuple(found)
