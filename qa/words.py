"""Words as the lexical side sees them: tokens, stems, abbreviations, spelling.

Pure functions of text; nothing here knows a collection except through what is passed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from qa.characters import characters

_STEMMER = Stemmer.Stemmer("english")
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’](?:s|t|re|ve|ll|d|m)\b)?")
_NUMBER_UNIT = re.compile(r"(\d[\d.,]*)([a-z]{3,})")

# Function words and the words that questions are framed with. They carry no topic, so they
# count neither for coverage nor for BM25. Standard English lists, plus question framing.
STOPWORDS = frozenset(
    """a about above after again against all also am an and any are aren't as at be because been before being
    below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during
    each either else ever few for from further get gets give given gives go goes got had has hasn't have haven't
    having he her here hers him his how however i i'd i'll i'm i've if in instead into is isn't it it's its itself
    just kind kinds let let's like likely may me might more most much must my myself no nor not now of off on once
    only onto or other others ought our ours out over own per please quite rather re s same shall she should
    shouldn't since so some such t than that that's the their theirs them themselves then there there's these they
    they're this those though through thus to too toward towards under until up upon us use used uses using very via
    was wasn't we we're were weren't what what's when where whether which while who whom whose why will with
    within without won't would wouldn't yet you you're your yours tell explain describe know want show
    anything something someone somebody anyone anybody way ways thing things really actually exactly
    paper papers abstract abstracts author authors article articles study studies work works collection
    """.split()
)

# What nearly every abstract says of itself. It names no topic even where a group uses it most.
PLAIN = frozenset(
    """propose proposed proposes present presents introduce introduces new novel approach approaches method methods
    result results show shows shown demonstrate demonstrates achieve achieves achieved performance state art existing
    based also however further across large high significant significantly significant improve improves improved
    improvement outperform outperforms outperforming recent recently first two three one various different many
    provide provides enable enables effective effectively efficient efficiently extensive experiments experimental
    including well compared while several key available make makes making need needs often still even
    find finds single code problem problems challenge challenges challenging task tasks framework simple general
    better best evaluate evaluation leverage leveraging towards without within work paper et al""".split()
)


class Token(NamedTuple):
    """One word: its stem, where it stands, and the surface form in lower case."""

    stem: str
    start: int
    end: int
    surface: str


def fold(text: str) -> str:
    """Lower case without accents, of the same length as ``text`` so that offsets stay true."""
    return "".join(_fold_char(char) for char in text)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower() if char.strip() else char
    return base if len(base) == 1 else char


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word; a possessive "'s" is dropped first, and the "s" of "H800s"."""
    word = re.sub(r"['’]s$|(?<=\d)s$", "", word)
    result: str = _STEMMER.stemWord(word)
    return result


def tokenize(text: str) -> list[Token]:
    """All words of ``text`` in order, numbers split from a unit that is glued on ("2.44times").

    Words are those of its characters: "{\\O}rsted" is one word, and no tag is any.
    """
    read = characters(text)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(fold(read.text)):
        surface, start = match[0], match.start()
        split = _NUMBER_UNIT.fullmatch(surface)
        if split:
            middle = start + len(split[1])
            tokens.append(Token(split[1], *read.span(start, middle), split[1]))
            tokens.append(Token(stem(split[2]), *read.span(middle, match.end()), split[2]))
        else:
            tokens.append(Token(stem(surface), *read.span(*match.span()), surface))
    return tokens


# The sentences of the papers that are read come again with every question; these many
# results are kept, about 60 MB when full of sentences.
_REMEMBERED = 32768


@lru_cache(maxsize=_REMEMBERED)
def content_tokens(text: str) -> tuple[Token, ...]:
    """The words that carry topic: no stop words; a lone letter only where it is a capital."""
    return tuple(
        token
        for token in tokenize(text)
        if token.surface not in STOPWORDS
        and (len(token.surface) > 1 or text[token.start : token.end].isupper() or token.surface.isdigit())
    )


@lru_cache(maxsize=_REMEMBERED)
def index_terms(text: str) -> tuple[str, ...]:
    """Stems for the index: every content word, and hyphenated compounds also as one word.

    "fine-tuning" gives fine, tune and finetun, so that it meets "finetuning" too; "LC(50)" gives lc50.
    """
    tokens = content_tokens(text)
    joined = [compound for _, _, compound in compounds(text, tokens)]
    return (*(token.stem for token in tokens), *joined)


def compounds(text: str, tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """(first, last, joined stem) of neighbours that a hyphen joins in ``text``, or the brackets of "LC(50)"."""
    found = []
    for left in range(len(tokens) - 1):
        right = left + 1
        between = text[tokens[left].end : tokens[right].start]
        bracketed = (
            between == "(" and tokens[right].surface.isdigit() and text[tokens[right].end :][:1] == ")"
        )
        if bracketed or between in {"-", "‐", "‑", "–", "/"}:
            found.append((left, right, stem(tokens[left].surface + tokens[right].surface)))
    return found


_SHORT_FORM = re.compile(r"\(([A-Za-z][A-Za-z0-9./&-]{1,11})s?(?:[,;][^()]*)?\)")


def abbreviations(text: str, fewest: int = 2) -> dict[str, str]:
    """Short form -> long form of ``fewest`` words or more, from "long form (SHORT)" in a text.

    The algorithm of Schwartz & Hearst (2003), "A simple algorithm for identifying
    abbreviation definitions in biomedical text": the letters of the short form are
    matched from the right, its first letter at the start of a word.
    """
    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text):
        short = match[1].rstrip("s") if match[1][-1:] == "s" and match[1][:-1].isupper() else match[1]
        if sum(char.isupper() for char in short) < 2:
            continue
        words = text[: match.start()].split()
        window = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
        long_form = _long_form(short, window)
        if long_form and len(long_form.split()) >= fewest:
            found[short] = long_form
    return found


def _long_form(short: str, window: str) -> str | None:
    at = len(window) - 1
    for index in range(len(short) - 1, -1, -1):
        char = short[index].lower()
        if not char.isalnum():
            continue
        while at >= 0 and (
            window[at].lower() != char or (index == 0 and at > 0 and window[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return window[at + 1 :].strip(" -,;:")


# British and American: "behaviour", "quantised", "leukaemia".
_SPELLINGS = (("our", "or"), ("is", "iz"), ("ys", "yz"), ("ae", "e"), ("oe", "e"), ("tre", "ter"))


@lru_cache(maxsize=1024)
def other_spellings(word: str) -> frozenset[str]:
    """What the word would be on the other side of the ocean, and much that is no word."""
    return frozenset(
        word[: found.start()] + b + word[found.end() :]
        for pair in _SPELLINGS
        for a, b in (pair, pair[::-1])
        for found in re.finditer(a, word)
        if found.start() > 0
    )


def initials(text: str) -> str:
    """The first letters of the words of a text, in lower case."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", text)).lower()


def letters_in_order(short: str, long_form: str) -> bool:
    """Whether all letters of a short form come in a long form in this order."""
    letters = iter(long_form.lower())
    return all(letter in letters for letter in short.lower() if letter.isalnum())


def edit_distance_one(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Words of the vocabulary that one slip (insert, delete, replace, swap) turns into ``word``."""
    return [other for other in vocabulary if abs(len(other) - len(word)) <= 1 and _one_slip(word, other)]


def _one_slip(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    head = 0
    while head < len(a) and a[head] == b[head]:
        head += 1
    if len(a) == len(b):
        if a[head + 1 :] == b[head + 1 :]:
            return True
        return a[head : head + 2] == b[head : head + 2][::-1] and a[head + 2 :] == b[head + 2 :]
    return a[head:] == b[head + 1 :]
