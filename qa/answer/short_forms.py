"""A short form that no paper has, "TB", in the words that the nearest papers write for it, "tuberculosis"; or words in
the short form that these write for them, where another paper has both: "tuberculosis (TB)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.parts import Parts
from qa.read import Reading
from qa.types import Paper
from qa.words import STOPWORDS, abbreviations, initials, letters_in_order

_SHORT_FORM = re.compile(r"[A-Z]{2,7}")
_NEAREST = 4  # papers that may have the words
_WORD = re.compile(r"[^\W_]+")
_BY_NO_CHANCE = 5  # words of a title that begin with the letters
_BETWEEN = r"[ /‐‑–-]"  # what may stand between the words of one thing
# Of one word a short form has the first letter and others; of a word less than this many times as long it is another.
_TIMES_AS_LONG = 4


class Reworded(NamedTuple):
    """A question with a short form for words, or words for a short form, and the papers that have them."""

    text: str
    said: str
    meant: str
    ordinals: tuple[int, ...]


def reworded(parts: Parts, text: str, reading: Reading) -> Iterator[Reworded]:
    """The question in other words which the nearest papers have for what these have not, one after the other."""
    yield from _in_full(parts, text, reading)
    yield from _in_short(parts, text, reading)


def in_its_short_forms(text: str, paper: Paper) -> str:
    """A question with the short forms that a paper introduces for words of it; itself where it has none of these."""
    for short, words in abbreviations(paper.text, fewest=1).items():
        if " " not in words and len(words) < _TIMES_AS_LONG * len(short):
            continue
        written = rf"(?<!\w){re.escape(words.removesuffix('s'))}s?(?!\w)"
        text = re.sub(written, short, text, flags=re.IGNORECASE)
    return text


def _in_short(parts: Parts, text: str, reading: Reading) -> Iterator[Reworded]:
    """The question with the short form for words which the nearest papers, unlike others, never write out."""
    near = [ordinal for ordinal, _ in reading.papers[:_NEAREST]]
    for short, words in sorted(parts.vocabulary.pairs):
        said = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
        if not said or len(words) < _TIMES_AS_LONG * len(short):
            continue
        written = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])")
        having = tuple(
            ordinal
            for ordinal in near
            if written.search(parts.paper(ordinal).abstract)
            and words not in f"{parts.paper(ordinal).title} {parts.paper(ordinal).abstract}".lower()
        )
        if having:
            yield Reworded(f"{text[: said.start()]}{short}{text[said.end() :]}", said[0], short, having)


def _in_full(parts: Parts, text: str, reading: Reading) -> Iterator[Reworded]:
    """The question with the words that the nearest papers have for a short form which is missing, one after the other."""
    near = [ordinal for ordinal, _ in reading.papers[:_NEAREST]]
    for short in filter(_SHORT_FORM.fullmatch, reading.named_missing):
        having: dict[str, list[int]] = {}
        for ordinal in near:
            for words in stands_for(short, parts.paper(ordinal)):
                having.setdefault(words, []).append(ordinal)
        for words, ordinals in having.items():
            yield Reworded(re.sub(rf"(?<!\w){short}(?!\w)", words, text), short, words, tuple(ordinals))


def stands_for(short: str, paper: Paper) -> list[str]:
    """What a paper has of which a short form may be the letters, as it writes it.

    Words side by side that begin with them ("myocardial infarction"), and a long word of the title ("tuberculosis"). A paper
    says what it is about more than once: words that stand there once are such by chance, but for many of a title, where
    a letter may also be that of an "and" between them.
    """
    text = paper.text
    run = _BETWEEN.join(rf"{letter}\w{{2,}}" for letter in short)
    runs = [match[0] for match in re.finditer(rf"(?<!\w){run}(?!\w)", text, re.IGNORECASE)]
    long = [word for word in _WORD.findall(paper.title) if _abbreviates(short, word)]
    sure = len(short) >= _BY_NO_CHANCE
    again = [
        words
        for words in runs
        if (sure and words in paper.title)
        or (text.lower().count(words.lower()) > 1 and not _is_sentence(words))
    ]
    return list({words.lower(): words for words in (*again, *long)}.values())


def _abbreviates(short: str, word: str) -> bool:
    """Whether a short form is the first letter and others of a much longer word, in order."""
    begins = initials(word) == short[0].lower()
    return begins and len(word) >= _TIMES_AS_LONG * len(short) and letters_in_order(short, word)


def _is_sentence(words: str) -> bool:
    return bool(STOPWORDS.intersection(word.lower() for word in _WORD.findall(words)))
