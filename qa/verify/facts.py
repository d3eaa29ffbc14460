"""What can be checked word for word in a sentence: its numbers with units, and its names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qa.words import STOPWORDS, fold, stem


class Number(NamedTuple):
    """A quantity. ``unit`` is "%", "x", "point", "$", a measure such as "ms", or "" for a count.

    ``bound`` is "upper" ("up to"), "lower" ("at least"), "about", or "". ``spelled``: in letters.
    ``version`` is the word it is a version of ("Llama 2"), or "".
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


_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "mn": 1e6}
_SCALE |= {"b": 1e9, "bn": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12, "hundred": 100.0}
_UNITS = {
    "%": "%", "percent": "%", "pct": "%", "per cent": "%",
    "x": "x", "×": "x", "times": "x", "fold": "x",
    "points": "point", "point": "point", "percentage points": "point", "percentage point": "point", "pp": "point",
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "ms": "ms", "milliseconds": "ms",
    "min": "min", "mins": "min", "minute": "min", "minutes": "min",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "kb": "kb", "mb": "mb", "gb": "gb", "tb": "tb", "bit": "bit", "bits": "bit", "hz": "hz", "khz": "khz",
    "mg": "mg", "g": "g", "kg": "kg", "ml": "ml", "l": "l", "mm": "mm", "cm": "cm", "m": "m", "km": "km", "nm": "nm",
    "°c": "°c", "°f": "°f", "tokens/s": "tokens/s", "dollars": "$", "usd": "$",
}  # fmt: skip
_WORDS = {word: float(at) for at, word in enumerate("""two three four five six seven eight nine ten eleven
    twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty""".split(), 2)}  # fmt: skip
_WORDS |= {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0}
_WORDS |= {"ninety": 90.0}
_MULTIPLES = {"twice": 2.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "doubling": 2.0, "twofold": 2.0}
_MULTIPLES |= {"triple": 3.0, "triples": 3.0, "tripled": 3.0, "threefold": 3.0, "halves": 0.5, "halved": 0.5}
_UNIT_WORDS = "|".join(sorted((re.escape(u) for u in _UNITS if u not in "%×"), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d\w])\.\d+"
_NUMBER = re.compile(
    rf"(?P<money>[$€£]\s?)?(?P<digits>{_DIGITS})"
    rf"(?:[\s-]?(?P<scale>thousand|million|billion|trillion|(?<=\d)(?:[kK]|[MB](?![a-z])|T\b|bn\b|mn\b))(?![A-Za-z0-9]))?"
    rf"(?:\s?(?P<sign>[%×])|[\s-]?(?P<unit>per\s?cent(?!age)|{_UNIT_WORDS}|X)(?![A-Za-z0-9]))?",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})(?:[\s-](?P<scale>hundred|thousand|million|billion))?"
    rf"(?:[\s-](?P<unit>percent|{_UNIT_WORDS})\b)?|\b(?P<multiple>{'|'.join(_MULTIPLES)})\b",
    re.IGNORECASE,
)
_BOUNDS = [
    ("upper", r"up\s+to|at\s+most|as\s+(?:much|many|high|fast|large)\s+as|no\s+more\s+than|a\s+maximum\s+of|not\s+exceeding"
              r"|less\s+than|fewer\s+than|under|below|within|<|≤|<="),
    ("lower", r"at\s+least|(?<!no )more\s+than|greater\s+than|over|above|exceed(?:s|ing)?|beyond|no\s+(?:less|fewer)\s+than"
              r"|a\s+minimum\s+of|higher\s+than|as\s+(?:few|little|low)\s+as|>|≥|>="),
    ("about", r"about|around|approximately|approx\.?|roughly|nearly|almost|close\s+to|some|circa|an?\s+estimated|~|≈|∼"),
]  # fmt: skip
_BOUND = [
    (name, re.compile(rf"(?:^|\W)(?:{words})\s*(?:an?\s+|the\s+)?$", re.IGNORECASE))
    for name, words in _BOUNDS
]
_BOUND_AFTER = [
    ("lower", re.compile(r"^\s?(?:\+(?!\d)|or\s+(?:more|higher|greater|above)\b|and\s+(?:more|above)\b)")),
    ("upper", re.compile(r"^\s?or\s+(?:less|fewer|lower|below)\b")),
]
_JOINED = re.compile(r"\s*(?:[-–—~]|to|and|or|,|, and|vs\.?)\s*", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_VERSIONED = re.compile(r"([A-Za-z][\w.+-]*)[\s-]$")


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """All quantities of ``text`` in order; digits inside names ("GPT-4") are not quantities."""
    found = [n for match in _NUMBER.finditer(text) if (n := _digits(text, match))]
    taken = [(n.start, n.end) for n in found]
    for match in _SPELLED.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.append(_spelled(text, match))
    found.sort(key=lambda n: n.start)
    return tuple(_shared(text, found))


def _digits(text: str, match: re.Match[str]) -> Number | None:
    before, after = text[: match.start()], text[match.end() :]
    if re.search(r"[A-Za-z_]$|[A-Za-z][-/]$|\d[.,]$", before):
        return None  # a part of a name: "GPT-4", "top-5", "v2"
    if not match["scale"] and not match["unit"] and not match["sign"] and re.match(r"[A-Za-z]", after):
        return None  # "3D", "1st", "8xH100"
    if _ORDINAL.match(after):
        return None
    value = float(match["digits"].replace(",", "")) * _SCALE.get((match["scale"] or "").lower(), 1.0)
    unit = "$" if match["money"] else _unit(match["sign"] or match["unit"])
    version = _VERSIONED.search(before)
    named = (
        version[1]
        if version and _names_a_version(before, version) and not unit and not match["scale"]
        else ""
    )
    return Number(
        value, unit, _bound(before, after), match.start("digits"), match.end(), match[0].strip(), False, named
    )


def _names_a_version(before: str, word: re.Match[str]) -> bool:
    """ "Llama 2" is a version of something; "Cook 4" at the start of a sentence is not."""
    starts = _AFTER_START.search(before[: word.start()][-4:])
    return word[1][0].isupper() and (not starts or bool(re.search(r"[A-Z\d]", word[1][1:])))


def _spelled(text: str, match: re.Match[str]) -> Number:
    before, after = text[: match.start()], text[match.end() :]
    bound = _bound(before, after)
    if match["multiple"]:
        value, unit = _MULTIPLES[match["multiple"].lower()], "x"
    else:
        value = _WORDS[match["word"].lower()] * _SCALE.get((match["scale"] or "").lower(), 1.0)
        unit = _unit(match["unit"])
    return Number(value, unit, bound, match.start(), match.end(), match[0], True)


def _unit(text: str | None) -> str:
    return (
        _UNITS.get(" ".join((text or "").lower().split()).replace("per cent", "percent"), "") if text else ""
    )


def _bound(before: str, after: str) -> str:
    for name, pattern in _BOUND:
        if pattern.search(before[-40:]):
            return name
    return next((name for name, pattern in _BOUND_AFTER if pattern.search(after)), "")


def _shared(text: str, found: list[Number]) -> list[Number]:
    """In "2.3-3.6x" both have the unit; in "up to 2x and 3x" both have the bound."""
    for at in range(len(found) - 2, -1, -1):
        this, following = found[at], found[at + 1]
        if not this.unit and following.unit and _JOINED.fullmatch(text[this.end : following.start]):
            found[at] = this._replace(unit=following.unit)
    for at in range(1, len(found)):
        this, earlier = found[at], found[at - 1]
        if not this.bound and earlier.bound and _JOINED.fullmatch(text[earlier.end : this.start]):
            found[at] = this._replace(bound=earlier.bound)
    return found


_TOKEN = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ][^\W_]*(?:[-./+&'’][^\W_]+)*[+#]*")
_AFTER_START = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|^[\"'“‘(\[]|[.!?]\s+[\"'“‘(\[])$")
_NOT_NAMES = frozenset(["i", "i'm", "i'd", "i'll", "i've", "ok", "e.g", "i.e", "vs", "etc", "s"])


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """Names, acronyms and codes of ``text`` in order."""
    found = []
    for match in _TOKEN.finditer(text):
        word = re.sub(r"['’]s?$|['’][a-z]+$", "", match[0])
        bare = _without_plain_parts(word)
        if not bare or fold(bare) in _NOT_NAMES:
            continue
        strong = sum(c.isupper() for c in bare) >= 2 or bool(re.search(r"\d", bare))
        starts = bool(_AFTER_START.search(text[max(0, match.start() - 4) : match.start()]))
        if not strong and (not bare[0].isupper() or fold(bare) in STOPWORDS or len(bare) < 2):
            continue
        found.append(
            Name(name_key(bare), match.start(), match.start() + len(word), bare, strong or not starts)
        )
    return tuple(found)


def _without_plain_parts(word: str) -> str:
    """ "BERT-based" -> "BERT", "zero-shot" -> "", "Medusa-2" stays."""
    parts = re.split(r"[-/]", word)
    if len(parts) == 1:
        return word
    kept = [part for part in parts if not re.fullmatch(r"[a-z]+", part)]
    return "-".join(kept) if any(re.search(r"[A-Za-z]", part) for part in kept) else ""


def name_key(word: str) -> str:
    """Letters and digits in lower case; the plural "s" of an acronym is dropped ("LLMs" is "llm")."""
    if len(word) > 2 and word[-1] == "s" and (word[-2].isupper() or word[-2].isdigit()):
        word = word[:-1]
    return re.sub(r"[\W_]+", "", fold(word))


def same_stem(key: str) -> str:
    """The stem of a name's key, to meet "Transformers" with "transformer"."""
    return stem(key)
