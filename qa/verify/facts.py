"""What can be checked word for word in a sentence: its numbers with units, and its names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qa.verify.english import BOUNDS, BOUNDS_AFTER, LABELLED, MULTIPLES, ONES, SCALE, TEENS, TENS, UNITS
from qa.words import STOPWORDS, fold


class Number(NamedTuple):
    """A quantity. ``unit`` is "%", "x", "point", "$", a measure such as "ms", or "" for a count.

    ``bound`` is "upper" ("up to"), "lower" ("at least"), "about", or "". ``spelled``: in letters.
    ``version`` is the word it says which of ("Llama 2", "pH 7"), or "".
    """

    value: float
    unit: str
    bound: str
    start: int
    end: int
    text: str
    spelled: bool = False
    version: str = ""


class Name(NamedTuple):
    """A name, acronym or code. ``key`` is its letters and digits in lower case, singular.

    ``sure`` is False for a capitalised word at the start of a sentence, which may be any word.
    """

    key: str
    start: int
    end: int
    text: str
    sure: bool = True


_UNIT_WORDS = "|".join(sorted((re.escape(u) for u in UNITS if u[0] not in "%×"), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d\w])\.\d+"
_LARGE = "thousand|million|billion|trillion"
_SCALED = rf"{_LARGE}|(?<=\d)(?:[kK]|[MB](?![a-z])|T\b|bn\b|mn\b)"
_NUMBER = re.compile(
    rf"(?P<money>[$€£]\s?)?(?P<digits>{_DIGITS})(?:[\s-]?(?P<scale>{_SCALED})(?![A-Za-z0-9]))?"
    r"(?:\s?\\?(?P<sign>%\s?-?points?\b|[%×]|(?<=\\)times)"
    rf"|[\s-]?(?P<unit>per\s?cent(?!age)|{_UNIT_WORDS}|X)(?![A-Za-z0-9]))?",
    re.IGNORECASE,
)
_ONES, _TEENS, _TENS = ("|".join(table) for table in (ONES, TEENS, TENS))
_BELOW_HUNDRED = rf"(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_TEENS}|{_ONES}"
_SPELLED = re.compile(
    rf"\b(?:(?:(?P<hundreds>an?|{_ONES})[\s-]hundred\b(?:(?:\s+and)?[\s-](?P<rest>{_BELOW_HUNDRED})\b)?"
    rf"|(?P<word>an?(?=[\s-](?:{_LARGE}))|{_BELOW_HUNDRED}))\b(?:[\s-](?P<scale>{_LARGE})\b)?"
    rf"(?:[\s-](?P<unit>per\s?cent|{_UNIT_WORDS})\b)?|(?P<multiple>{'|'.join(MULTIPLES)})\b)",
    re.IGNORECASE,
)
_BOUND = {
    name: re.compile(rf"(?:^|\W)(?:{words})\s*(?:an?\s+|the\s+|only\s+)?$", re.IGNORECASE)
    for name, words in BOUNDS.items()
}
_BOUND_AFTER = {name: re.compile(words, re.IGNORECASE) for name, words in BOUNDS_AFTER.items()}
JOINED = re.compile(r"\s*(?:[-–—~]|to|and|or|,|, and|vs\.?)\s*", re.IGNORECASE)
_INSIDE_A_NAME = re.compile(r"[A-Za-z_]$|[A-Za-z][-/]$|\d[.,]$")
_LATEX = re.compile(r"\\[a-z]+$")
_VERSIONED = re.compile(r"([A-Za-z][\w.+-]*)[\s-]$")
_STARTS = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|^[\"'“‘(\[]|[.!?]\s+[\"'“‘(\[])$")


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """All quantities of ``text`` in order; digits inside names ("GPT-4") are not quantities."""
    found = [n for match in _NUMBER.finditer(text) if (n := _digits(text, match))]
    taken = [(n.start, n.end) for n in found]
    for match in _SPELLED.finditer(text):
        free = not any(a < match.end() and match.start() < b for a, b in taken)
        if free and (spelled := _spelled(text, match)):
            found.append(spelled)
    found.sort(key=lambda n: n.start)
    return tuple(_shared(text, found))


def _digits(text: str, match: re.Match[str]) -> Number | None:
    before, after = text[: match.start()], text[match.end() :]
    if _INSIDE_A_NAME.search(before) and not _LATEX.search(before):
        return None  # "GPT-4", "top-5", "v2"; but "\textless2MB" is a number
    bare = not (match["scale"] or match["unit"] or match["sign"])
    if bare and re.match(r"[A-Za-z]", after):
        return None  # "3D", "1st", "8xH100"
    return Number(
        value=float(match["digits"].replace(",", "")) * SCALE.get((match["scale"] or "").lower(), 1.0),
        unit="$" if match["money"] else unit_of(match["sign"] or match["unit"]),
        bound=_bound(before, after),
        start=match.start("digits"),
        end=match.end(),
        text=match[0].strip(),
        version=_version(before) if bare or (match["scale"] or " ")[0] in "MBT" else "",
    )


def _spelled(text: str, match: re.Match[str]) -> Number | None:
    unit = unit_of(match["unit"])
    if (match["word"] or "").lower() == "one" and not match["scale"] and unit in {"", "point"}:
        return None  # "one of them", "at one point"
    if match["multiple"]:
        value, unit = MULTIPLES[match["multiple"].lower()], "x"
    else:
        value = 100 * _value(match["hundreds"]) + _value(match["rest"]) + _value(match["word"])
        value *= SCALE.get((match["scale"] or "").lower(), 1.0)
    bound = _bound(text[: match.start()], text[match.end() :])
    return Number(value, unit, bound, match.start(), match.end(), match[0], spelled=True)


def _value(words: str | None) -> float:
    """The value of "a", "seven", "seventeen" or "seventy-seven"; of nothing 0."""
    return sum((ONES | TEENS | TENS).get(w, 1.0) for w in re.split(r"[\s-]", words.lower())) if words else 0.0


def unit_of(text: str | None) -> str:
    """The unit that words or a sign stand for ("hours" is "h"), "" for none."""
    if not text:
        return ""
    words = " ".join(text.lower().split()).replace("per cent", "percent")
    if words.startswith("%") and "point" in words:
        return "point"  # "3.0% points"
    return UNITS.get(words, "")


def _bound(before: str, after: str) -> str:
    for name, pattern in _BOUND.items():
        if pattern.search(before[-40:]):
            return name
    return next((name for name, pattern in _BOUND_AFTER.items() if pattern.match(after)), "")


def _version(before: str) -> str:
    """What a bare number says which of: "Llama 2", "pH 7", "day 3"; but not "Cook 4" at a sentence's start."""
    word = _VERSIONED.search(before)
    if not word:
        return ""
    if word[1].lower() in LABELLED or re.search(r"[A-Z\d]", word[1][1:]):
        return word[1]
    starts = _STARTS.search(before[: word.start()][-4:])
    return word[1] if word[1][0].isupper() and not starts else ""


def _shared(text: str, found: list[Number]) -> list[Number]:
    """In "2.3-3.6x" both have the unit; in "up to 2x and 3x" both have the bound."""
    for at in range(len(found) - 2, -1, -1):
        this, following = found[at], found[at + 1]
        if (
            not (this.unit or this.version)
            and following.unit
            and JOINED.fullmatch(text[this.end : following.start])
        ):
            found[at] = this._replace(unit=following.unit)
    for at in range(1, len(found)):
        this, earlier = found[at], found[at - 1]
        alike = this.unit == earlier.unit and not this.bound
        if alike and earlier.bound and JOINED.fullmatch(text[earlier.end : this.start]):
            found[at] = this._replace(bound=earlier.bound)
    return found


_TOKEN = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ][^\W_]*(?:[-./+&'’_][^\W_]+)*[+#]*")
_NOT_NAMES = frozenset({"i", "i'm", "i'd", "i'll", "i've", "ok", "e.g", "i.e", "vs", "etc", "s"})


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """Names, acronyms and codes of ``text`` in order."""
    found = []
    quantities = [(n.start, n.end) for n in numbers(text)]
    for match in _TOKEN.finditer(text):
        if any(start <= match.start() < end for start, end in quantities):
            continue  # "MB" in "2MB"
        word = re.sub(r"['’]s?$|['’][a-z]+$", "", match[0])
        bare = _without_plain_parts(word)
        if not bare or fold(bare) in _NOT_NAMES or is_spelled_number(fold(bare)):
            continue
        strong = sum(c.isupper() for c in bare) >= 2 or bool(re.search(r"\d", bare))
        starts = bool(_STARTS.search(text[max(0, match.start() - 4) : match.start()]))
        if not strong and (not bare[0].isupper() or fold(bare) in STOPWORDS or len(bare) < 2):
            continue
        end = match.start() + len(word)
        found.append(Name(name_key(bare), match.start(), end, bare, strong or not starts))
    return tuple(found)


def _without_plain_parts(word: str) -> str:
    """ "BERT-based" -> "BERT", "zero-shot" -> "", "Medusa-2" stays."""
    parts = re.split(r"[-/]", word)
    if len(parts) == 1:
        return word
    kept = [part for part in parts if not re.fullmatch(r"[a-z]+", part)]
    return "-".join(kept) if any(re.search(r"[A-Za-z]", part) for part in kept) else ""


def is_spelled_number(word: str) -> bool:
    """Whether a lower-case word is a number in letters."""
    return word in ONES or word in TEENS or word in TENS or word in MULTIPLES


def name_key(word: str) -> str:
    """Letters and digits in lower case; the plural "s" of an acronym is dropped ("LLMs" is "llm")."""
    if len(word) > 2 and word[-1] == "s" and (word[-2].isupper() or word[-2].isdigit()):
        word = word[:-1]
    return re.sub(r"[\W_]+", "", fold(word))
