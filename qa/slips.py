"""What a mistyped word was meant to be: the one word of a list that a single slip separates from it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from qa.words import STOPWORDS, edit_distance_one, stem

MIN_WORD = 5  # letters; a shorter word has too many neighbours
_MIN_FUNCTION_WORD = 3
_LONG = 7  # letters, from which on one too many or too few is rather a slip than another word
_LONG_NAME = 8  # letters, from which on no two names are likely to differ by one
_LONG_STEM = 6  # letters; what is left of a shorter word may belong to many
_SUFFIX = re.compile(
    r"(?:e?rs?|ors?|e?s|ings?|e?d|ly|ness|less|able|ful|y|ish|ists?|ism|ie[srd]|(?:i[sz]|if)(?:e[srd]?|ers?|ing|ations?)"
    r"|ifi(?:e[srd]|cations?)|i?t(?:y|ies)|at(?:e[srd]?|ions?|ors?|ing|ive)|ions?|ive(?:ly)?|al(?:ly)?|ic(?:al(?:ly)?)?"
    r"|i?ous|[ae]n(?:ce|t|cy)s?|ments?)$"
)
_PREFIX = re.compile(
    r"^(?:re|pre|un|non|multi|sub|over|mis|inter|co|con|de|auto|hyper|super|anti|micro|meta|in|dis|up|out|en)"
)
_FUNCTION_WORDS = tuple(sorted(word for word in STOPWORDS if word.isalpha()))


# What people who are in a hurry write, in any field.
SHORTHAND: Mapping[str, str] = {
    "abt": "about", "approx": "approximately", "avg": "average", "btwn": "between", "ctx": "context", "diff": "difference", "diffs": "differences", "dims": "dimensions", "eval": "evaluation",
    "evals": "evaluations", "fwd": "forward", "hrs": "hours", "impl": "implementation", "lang": "language", "langs": "languages",
    "mem": "memory", "mins": "minutes", "nr": "number", "num": "number", "param": "parameter", "params": "parameters", "pct": "percent", "perf": "performance",
    "seq": "sequence", "smth": "something", "sth": "something", "thru": "through", "tok": "token", "toks": "tokens", "vocab": "vocabulary", "yrs": "years",
}  # fmt: skip
_FEWEST = 4  # letters of a word without its vowels; a shorter one may be of many
_VOWELS = re.compile(r"(?<=.)[aeiou]")

_CUT = ("", "e", "y")  # what a suffix may have taken off a word
_INFLECTIONS = ("", "s", "es", "d", "ed", "ing")


class Lexicon:
    """Words with how common each is, searched for the neighbours of one that is none of them.

    Two letters swapped come before all other slips. A letter too many or too few counts, but
    not at the end, where words are cut short and inflected. A wrong letter counts only for
    words of ``plain`` and long ones: one name differs from another by a single letter too
    often. ``careful``, for a list that is not the collection's, counts no wrong letter and
    leaves short words to swaps alone.
    """

    def __init__(self, counts: Mapping[str, int], plain: frozenset[str], *, careful: bool = False) -> None:
        self._counts = counts
        self._plain = plain
        self._careful = careful
        self._words = _by_shape(counts)
        stems: defaultdict[str, list[str]] = defaultdict(list)
        bones: defaultdict[str, list[str]] = defaultdict(list)
        for word in counts:
            stems[stem(word)].append(word)
            bones[_VOWELS.sub("", word)].append(word)
        self._bones = bones
        self._stems = stems
        self._stem_shapes = _by_shape(stems)

    def nearest(self, word: str) -> str | None:
        """The word that was meant; None where none or several are as near."""
        if self._careful and len(word) <= MIN_WORD:
            return None
        return self._pick(word, _near(word, self._words)) or self._by_stem(word)

    def in_full(self, word: str) -> str | None:
        """The commonest word that this one is without some of its vowels: "dwnstrm" for "downstream"."""
        bones = _VOWELS.sub("", word)
        if len(bones) < _FEWEST:
            return None
        written = re.compile("[aeiou]*".join(word))
        found = [other for other in self._bones.get(bones, ()) if written.fullmatch(other)]
        return max(found, key=self._commonness, default=None)

    def _by_stem(self, word: str) -> str | None:
        """The word in a form that is not in the list: "hypernewtork" for "hypernetworks"."""
        base = stem(word)
        near = _near(base, self._stem_shapes) if len(base) >= _LONG_STEM else []
        other = self._pick(base, [found for found in near if is_swap(base, found) or not self._careful])
        if other is None:
            return None
        ending = word[len(base) :] if word.startswith(base) else ""
        inflected = other + ending
        if ending in _INFLECTIONS and stem(inflected) == other:
            return inflected
        return max(self._stems[other], key=self._commonness) if is_swap(base, other) else None

    def _pick(self, word: str, near: Sequence[str]) -> str | None:
        swapped = [other for other in near if is_swap(word, other)]
        found = swapped or [other for other in near if self._is_slip(word, other)]
        if not found or (len({stem(other) for other in found}) > 1 and not self._careful):
            return None
        return max(found, key=self._commonness)

    def _is_slip(self, word: str, other: str) -> bool:
        if len(word) == len(other):
            return other in self._plain or (len(other) >= _LONG_NAME and not self._careful)
        if self._careful and len(word) < _LONG:
            return _is_doubling(word, other)
        return not (word.startswith(other) or other.startswith(word))

    def _commonness(self, word: str) -> int:
        if word in self._counts:
            return self._counts[word]
        return max(self._counts[form] for form in self._stems[word])


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, int]:
    """Common English words, commonest first: those whole in the vocabulary of the embedder that comes along."""
    file = resources.files("qa") / "models" / "all-MiniLM-L6-v2" / "tokenizer.json"
    vocabulary = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
    words = sorted((word for word in vocabulary if word.isalpha()), key=vocabulary.__getitem__)
    return {word: rank for rank, word in enumerate(words)}


def is_derived(word: str) -> bool:
    """Whether a word is a common one in another form: "raters", "reuse", "summarise".

    The list of common words has few forms of each, so what endings are left on a stem tells that
    a word is English; a slip of the finger seldom makes an ending.
    """
    if stem(word) in _common_stems():
        return True
    bases = {_SUFFIX.sub("", word), _PREFIX.sub("", word), _SUFFIX.sub("", _PREFIX.sub("", word))} - {word}
    english = common_words()
    return any(len(base) > 2 and any(f"{base}{end}" in english for end in _CUT) for base in bases)


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in common_words() if len(word) >= MIN_WORD)


def mended_function_word(word: str) -> str | None:
    """The function word that was meant: two letters swapped, or one too many or too few."""
    if len(word) < _MIN_FUNCTION_WORD:
        return None
    near = [other for other in edit_distance_one(word, _FUNCTION_WORDS) if len(other) >= _MIN_FUNCTION_WORD]
    swapped = [other for other in near if is_swap(word, other)]
    longer = [w for w in near if w[0] == word[0] and len(w) != len(word) and min(len(w), len(word)) > 3]
    found = swapped or longer
    return found[0] if len(found) == 1 else None


def _is_doubling(a: str, b: str) -> bool:
    """Whether one has a letter once that the other has twice: "hapens", "happens"."""
    return a != b and re.sub(r"(.)\1", r"\1", a) == re.sub(r"(.)\1", r"\1", b)


def is_swap(a: str, b: str) -> bool:
    """Whether two words that are one slip apart have the same letters."""
    return len(a) == len(b) and sorted(a) == sorted(b)


def _by_shape(words: Iterable[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    """Words by first letter and length: a slip rarely hits the first letter."""
    shapes: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= MIN_WORD and word.isalpha():
            shapes[word[0], len(word)].append(word)
    return shapes


def _near(word: str, shapes: Mapping[tuple[str, int], Sequence[str]]) -> list[str]:
    sizes = (len(word) + more for more in (-1, 0, 1))
    return edit_distance_one(word, (w for size in sizes for w in shapes.get((word[0], size), ())))
