"""Which plain words are technical terms: those that everyday language has neither whole nor in parts.

The tokenizer of the models keeps the 30,000 commonest words whole and cuts others into pieces. A word of
several pieces that is no everyday word with an ending, a prefix or another word at it names a thing ("fluoxetine"),
so that a collection without it says nothing of that thing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from qa.embedding import TOKENIZER_SHA256, vendored_tokenizer
from qa.errors import ReaderError
from qa.model_files import ModelFiles

_FILES = ModelFiles(ReaderError, "reinstall abstract-qa")
_PIECES = 3  # of a term; of two are many everyday words
_OWN_PIECES = (
    4  # of a word that names a thing of its own though its parts are everyday words ("microplastics")
)
_SHORTEST = 3  # letters of a word within a word
_PREFIXES = (
    "anti auto bi co counter cross de dis down hyper in inter mis multi non out over post pre re semi sub super tele trans un"
    " under uni up"
).split()
# An ending, and what the word without it may end in.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"),
    ("en", ""), ("ens", ""), ("ened", ""), ("ening", ""), ("est", ""), ("iest", "y"), ("ly", ""), ("ily", "y"), ("ness", ""), ("ity", ""), ("ity", "e"), ("able", ""), ("able", "e"), ("al", ""),
    ("ish", ""), ("ise", ""), ("ise", "e"), ("ize", ""), ("ises", ""), ("ised", ""), ("ising", ""), ("isation", ""), ("ise", "ize"), ("ising", "ize"), ("ised", "ize"),
    ("ization", ""), ("ization", "ize"), ("isation", "ize"), ("ation", "e"), ("ion", ""), ("ions", ""), ("ion", "e"), ("ment", ""), ("less", ""), ("ful", ""), ("our", "or"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def is_term(word: str) -> bool:
    """Whether a word of letters is a technical term. Raises ReaderError if the tokenizer is damaged."""
    folded = word.lower()
    if not folded.isalpha() or len(_tokenizer().encode(folded, add_special_tokens=False).ids) < _PIECES:
        return False
    return not _is_everyday(folded)


def is_own_word(word: str) -> bool:
    """Whether a word of letters is a technical term, or long and put together from everyday words.

    Such words are also made up by who asks in words of their own ("misjudging"), so that only where it stands tells
    that one names a thing. Raises ReaderError if the tokenizer is damaged.
    """
    folded = word.lower()
    if not folded.isalpha() or _is_known(folded):
        return False
    return len(_tokenizer().encode(folded, add_special_tokens=False).ids) >= _OWN_PIECES


def _is_everyday(word: str) -> bool:
    parts = [word, *(word[len(p) :] for p in _PREFIXES if word.startswith(p))]
    return any(_is_known(part) for part in parts) or any(
        _is_known(word[:at]) and _is_known(word[at:]) for at in range(_SHORTEST, len(word) - _SHORTEST + 1)
    )


def _is_known(word: str) -> bool:
    """Whether it is a common word, or one with an ending."""
    if len(word) < _SHORTEST:
        return False
    if word in _common():
        return True
    bases = (word[: -len(ending)] + instead for ending, instead in _ENDINGS if word.endswith(ending))
    return any(
        len(base) > _SHORTEST and (base in _common() or (base[-1] == base[-2] and base[:-1] in _common()))
        for base in bases
    )


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(word for word in _tokenizer().get_vocab() if word.isalpha())


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    return _FILES.tokenizer(_FILES.checked(vendored_tokenizer(), TOKENIZER_SHA256))
