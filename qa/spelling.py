"""A question's words as the collection writes them: capitals restored, slips of the finger mended.

What is searched, matched to names and shown as understood is the mended question, so that
nothing after this has to think of how it was typed. The collection's own spelling decides; a
word that English has, or that stands in quotation marks, is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest
from string import ascii_uppercase

from qa.characters import in_characters
from qa.memo import remembered
from qa.slips import MIN_WORD, SHORTHAND, Lexicon, common_words, is_derived, is_swap, mended_function_word
from qa.types import Paper
from qa.words import STOPWORDS, content_tokens, fold, index_terms, initials, stem

_PIECE = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_][\w'’+-]*")
_WITH, _WITHOUT = re.compile(r"\bw/(?= )"), re.compile(r"\bw/o\b")
# "the gap btw X and Y"; elsewhere it is "by the way".
_BETWEEN = re.compile(r"(?<=\w )(?:btw|b/w)\b(?= [^,.?]+ (?:and|&) )")
_LINK = re.compile(r"\S+://\S+|www\.\S+")
_CODE = re.compile(r"\S*[_@\\=]\S*|(?<!\w)\.{0,2}/\S+|\S+\(\S*")
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]")
_CONTRACTED = re.compile(r"(?<=['’])\w+|\w+(?=['’](?:t|re|ve|ll|d|m)\b)", re.IGNORECASE)
# A capital that a sentence start or a hyphen explains: "Forests grow.", "U-Net".
_EXPLAINED = re.compile(r"(?:^\W*|[.!?:]\W+|-|(?=[A-Z][a-z]*-))(?<![^\W_])([A-Z][a-z]+)(?![^\W_])")
_SENTENCE_START = re.compile(r"(?:^\W*|[.?!]\s+)[a-z](?=[a-z]*\b)")
_COMPOUND, _PART = 7, 3  # letters of a word that may be two, and of each of these
# "DPO", "eDNA"; no part of "ABC,D".
_SHORT_FORM = re.compile(r"(?<![\w-])(?<!\w[,./&])(?:[A-Z]{3,5}|[a-z]{1,2}[A-Z]{2,5})(?![\w-]|[,./&]\w)")
_THING = re.compile(
    r"(?:tion|sion|ment|sis|ity|ance|ence|ing|work|model|ory|ism|age|ure|ogy|ics)$"
)  # how names of things end
_UNIT = re.compile(r"\b[a-z]+ per [a-z]+\b", re.IGNORECASE)
_DRESSED = 0.85  # the share of words in capitals from which on a capital says nothing


@dataclass(frozen=True)
class Mended:
    """A question in the collection's spelling; ``slips`` are the pairs (typed, taken for)."""

    text: str
    slips: tuple[tuple[str, str], ...] = ()

    @property
    def note(self) -> str:
        """The slips in one line for the reader; empty without any."""
        return ", ".join(f'"{typed}" read as "{meant}"' for typed, meant in self.slips)


class Spelling:
    """How a collection writes its words. ``known`` are the stems of its index."""

    def __init__(self, papers: Iterable[Paper], known: Mapping[str, int]) -> None:
        self._papers = tuple(papers)
        self._known = known
        self._meant = remembered(self._meant_by, 4096)
        self._apart = remembered(self._in_two, 4096)
        self._unit = remembered(self._in_letters, 4096)
        self._words = remembered(self._in_words, 4096)

    def mended(self, question: str) -> Mended:
        """The question with the capitals and the spelling that the collection uses."""
        text = _BETWEEN.sub("between", _WITHOUT.sub("without", _WITH.sub("with", question)))
        text = self._recased(text) if is_dressed(text) else text
        text, shortened = _put(text, _UNIT, self._unit)
        text, expanded = _put(text, _SHORT_FORM, self._words)
        text, joined = self._rejoined(text)
        kept = _kept(text)
        slips: dict[str, str] = dict([*shortened, *expanded, *joined])

        def mend(match: re.Match[str]) -> str:
            typed = match[0]
            meant = None if _within(match.start(), kept) else self._meant(typed)
            if meant is None:
                return typed
            slips[typed] = meant.capitalize() if typed[0].isupper() and meant.islower() else meant
            return slips[typed]

        meant = _PIECE.sub(mend, text)
        for typed, word in slips.items():
            other = self._rather(typed, word, meant)
            if other:
                slips[typed] = other
                meant = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", other, meant)
        return Mended(meant, tuple(slips.items()))

    def _rather(self, typed: str, word: str, text: str) -> str | None:
        """What is meant instead of a function word: a word of the collection that is as near, where a paper has it with the others."""
        other = self._content.nearest(fold(typed)) if fold(word) in STOPWORDS else None
        wanted = {token.stem for token in content_tokens(text)}
        if not other or not wanted:
            return None
        wanted.add(stem(other))
        told = (set(index_terms(f"{paper.title} {paper.abstract}")) for paper in self._papers)
        return self._forms.get(other, other) if any(wanted <= terms for terms in told) else None

    def _in_letters(self, unit: str) -> str | None:
        """The letters of a unit, where the collection has these and nothing else: "FPS" for "frames per second"."""
        letters = initials(unit)
        written = next((form for form in (letters.upper(), letters) if form in self._written[0]), None)
        if any(unit.lower() in f"{paper.title} {paper.abstract}".lower() for paper in self._papers):
            return None
        return written

    def _in_words(self, short: str) -> str | None:
        """The words of a short form, where the collection has these alone: "direct preference optimization" for "DPO".

        Behind small letters the capitals are a word of their own: "environmental DNA" for "eDNA".
        """
        if stem(short.lower()) in self._known:
            return None
        small = short.rstrip(ascii_uppercase)
        kept = short.removeprefix(small) if small else ""
        words = [rf"{letter}[a-z]{{3,}}" for letter in (small or short.lower())] + [kept.lower()] * bool(kept)
        run = re.compile(rf"(?<![\w-]){'[ -]'.join(words)}(?![\w-])")
        texts = (paper.text.lower() for paper in self._papers)
        found = {match[0] for text in texts for match in run.finditer(text) if _is_term(match[0], bool(kept))}
        return f"{found.pop().removesuffix(kept.lower())}{kept}" if len(found) == 1 else None

    def _rejoined(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Words apart where the collection has them in one, "bumble bees" for "bumblebees", and the other way round."""
        pieces, kept = list(_PIECE.finditer(text)), _kept(text)
        changed: list[tuple[str, str]] = []
        said, at = "", 0
        for piece, after in zip_longest(pieces, pieces[1:]):
            if piece.start() < at or _within(piece.start(), kept):
                continue
            end, meant = piece.end(), self._apart(piece[0])
            if after and text[end : after.start()] == " " and not _within(after.start(), kept):
                joined = self._in_one(piece[0], after[0])
                end, meant = (after.end(), joined) if joined else (end, meant)
            if meant:
                changed.append((text[piece.start() : end], meant))
                said, at = f"{said}{text[at : piece.start()]}{meant}", end
        return f"{said}{text[at:]}", changed

    def _in_one(self, first: str, second: str) -> str | None:
        """Two words as one, where the collection has this, and does not have the first alone."""
        joined = f"{first}{second}"
        parts = {fold(first), fold(second)}
        if min(map(len, parts)) < _PART or parts & STOPWORDS or stem(fold(first)) in self._known:
            return None
        return joined if stem(fold(joined)) in self._known else None

    def _in_two(self, typed: str) -> str | None:
        word = fold(typed)
        if len(word) < _COMPOUND or not word.isalpha() or stem(word) in self._known:
            return None
        for cut in range(_PART, len(word) - _PART + 1):
            first, second = word[:cut], word[cut:]
            if (
                stem(first) in self._known
                and stem(second) in self._known
                and self._side_by_side(first, second)
            ):
                return f"{typed[:cut]} {second}"
        return None

    def _side_by_side(self, first: str, second: str) -> bool:
        """Whether some paper has the two words, the second in any form, one after the other."""
        opening = second[: max(_PART, len(second) - _PART)]
        pair = re.compile(rf"\b{first}[ -]{re.escape(opening)}", re.IGNORECASE)
        return any(pair.search(f"{paper.title} {paper.abstract}") for paper in self._papers)

    def _recased(self, text: str) -> str:
        """Capitals where the collection has them; a word that it lacks stays a name only in title case."""
        shouted = not any(char.islower() for char in text)

        def usual(match: re.Match[str]) -> str:
            word = fold(match[0])
            if word in STOPWORDS:
                return "I" if word == "i" else word
            if word in self._forms:
                return self._forms[word]
            return word if shouted or self._is_word(word) else match[0]

        return _SENTENCE_START.sub(lambda start: start[0].upper(), _PIECE.sub(usual, text))

    def _is_word(self, word: str) -> bool:
        """Whether anybody writes this: English, the collection, or a form of what they have."""
        return (
            len(word) < 2
            or word in STOPWORDS
            or stem(word) in self._known
            or word in common_words()
            or is_derived(word)
        )

    def _meant_by(self, typed: str) -> str | None:
        """What a word that nobody writes was meant to be; None where it is a word, or nothing is near."""
        word = fold(typed)
        short = typed.islower() and stem(word) not in self._known
        if short and word in SHORTHAND:
            return SHORTHAND[word]
        if not word.isalpha() or self._is_word(word):
            return None
        in_full = self._lexicon.in_full(word) if short else None
        if in_full:
            return self._forms.get(in_full, in_full)
        meant = mended_function_word(word)
        if meant or len(word) < MIN_WORD:
            return meant
        mine = self._lexicon.nearest(word)
        if mine not in self._forms and self._is_blend(word):
            return None
        named = any(char.isupper() for char in typed[1:])
        # Another letter in a name that is written with care makes another name.
        if mine and not (named and len(mine) == len(word) and not is_swap(word, mine)):
            return self._forms.get(mine, mine)
        return None if named else _english().nearest(word)

    def _is_blend(self, word: str) -> bool:
        """Whether a word is put together of the beginning of one that the collection has and a whole one: "agrofarm"."""
        cuts = range(_PART, len(word) - _PART)
        tails = [cut for cut in cuts if self._is_word(word[cut:])]
        return any(any(other.startswith(word[:cut]) for other in self._known) for cut in tails)

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        """Each word in lower case -> how it is usually written. Read from the papers when first needed.

        A title, the start of a sentence and the parts of a hyphenated name have capitals of their
        own; they count for a word that stands nowhere else and that English does not have.
        """
        written, explained = self._written
        inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for surface, count in written.items():
            inside[fold(surface)][surface] = count - explained[surface]
        return {word: _usual(word, counts) for word, counts in inside.items()}

    @cached_property
    def _lexicon(self) -> Lexicon:
        """The collection's words, by which a wrong letter counts only where the word is no name."""
        return self._lexicon_without(frozenset())

    @cached_property
    def _content(self) -> Lexicon:
        """The same without function words."""
        return self._lexicon_without(STOPWORDS)

    def _lexicon_without(self, words: Collection[str]) -> Lexicon:
        counts: Counter[str] = Counter()
        for surface, count in self._written[0].items():
            if fold(surface) not in words:
                counts[fold(surface)] += count
        return Lexicon(counts, frozenset(word for word, form in self._forms.items() if form.islower()))

    @cached_property
    def _written(self) -> tuple[Counter[str], Counter[str]]:
        """How often each word is written just so, and how often its place explains its capital."""
        written: Counter[str] = Counter()
        explained: Counter[str] = Counter()
        for paper in self._papers:
            title = _PIECE.findall(in_characters(paper.title))
            text = _LINK.sub(" ", in_characters(paper.abstract))
            written.update(title)
            written.update(_PIECE.findall(text))
            explained.update(title)
            explained.update(_EXPLAINED.findall(text))
        return written, explained


def _put(
    text: str, form: re.Pattern[str], meant: Callable[[str], str | None]
) -> tuple[str, list[tuple[str, str]]]:
    """A text with what is meant instead of what has this form, but in what is left as it is typed; and the pairs of both."""
    kept = _kept(text)
    changed: list[tuple[str, str]] = []

    def put(match: re.Match[str]) -> str:
        instead = None if _within(match.start(), kept) else meant(match[0])
        changed.extend([(match[0], instead)] if instead else [])
        return instead or match[0]

    return form.sub(put, text), changed


def _is_term(words: str, with_name: bool) -> bool:
    """Whether words side by side are one thing: "direct preference optimization", not "today provide users".

    ``with_name``: the last is a name in capitals.
    """
    parts = re.split("[ -]", words)
    return (
        (with_name or bool(_THING.search(words)))
        and not STOPWORDS.intersection(parts)
        and not any(p.endswith("s") for p in parts[:-1])
    )


def _kept(text: str) -> list[tuple[int, int]]:
    """Where a text is left as it is typed: links, code, what is quoted, contractions."""
    return [match.span() for form in (_LINK, _CODE, _QUOTED, _CONTRACTED) for match in form.finditer(text)]


def _within(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def is_dressed(text: str) -> bool:
    """Whether capitals say nothing here: all in capitals, or every word of a sentence with one."""
    words = [match[0] for match in _WORD.finditer(text) if match[0][0].isalpha()]
    if not any(char.islower() for char in text):
        return len(words) > 1
    capital = sum(word[0].isupper() for word in words)
    function = [word for word in words[1:] if word.lower() in STOPWORDS]
    return len(words) > 3 and capital >= _DRESSED * len(words) and any(w[0].isupper() for w in function)


@lru_cache(maxsize=1)
def _english() -> Lexicon:
    return Lexicon({word: -rank for rank, word in enumerate(common_words())}, frozenset(), careful=True)


def _usual(word: str, counts: Counter[str]) -> str:
    """In lower case if it is ever written so, else as it is written most, with few capitals."""
    if word in counts or (word in common_words() and max(counts.values()) < 1):
        return word
    return max(counts, key=lambda form: (counts[form], form[1:].islower()))
