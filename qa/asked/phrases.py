"""The phrases that a look-up is for: quoted, or what is left of the question without its frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.asked.grammar import expand
from qa.asked.request import Unit, Want
from qa.mentions import DIGIT, is_name
from qa.words import initials

_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]+)[\"”“»]|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)")
_AFTER = re.compile(r" ?[,;:(] ?(?!\d)| [–—-] |(?<!\b[A-Z])[.?!] (?=[A-Za-z])")
_TAIL = re.compile(
    expand(
        r"<here>$| (?:inside|within(?: it| them)?|in (?:it|them))$| (?:in|within) (?:their|its|the|an?|any|either) \w+(?: or \w+)?$"
        r"| (?:please|pls|plz)$| (?:by name|explicitly|somewhere|too|as well|together|at once|side by side|as (?:an? )?\w+)$"
    ),
    re.IGNORECASE,
)
_HEAD = re.compile(
    expand(
        r"^(?:any of |(?:an? |any )?(?:mentions?|occurrences?) of )?(?:<word_of>"
        r" )?(?:(?:the|an?|any|some) )?(?:<word_of> )?"
    ),
    re.IGNORECASE,
)
# Where code and models lie; "Hugging Face" is also written as one word.
HOST = re.compile(
    r"\b(?:git ?hub(?:\.(?:com|io))?|gitlab|bitbucket|zenodo|hugging ?face|[\w-]+\.(?:io|com|org|net|ms|biz|ai|co))\b",
    re.IGNORECASE,
)
# "(10, 100, whatever)", "also as MoE"
_ASIDE = re.compile(r" ?\([^()]*(?:\)|$)")
_ALSO_AS = re.compile(
    r",? (?:also|or) (?:(?:written|spelled|known|abbreviated|called|put) )?as |,? (?:a\.?k\.?a\.?|abbreviated(?: as)?) ",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:the |these )?(?:(?:two|three|exact) )?(?:words|terms|phrases|names|acronyms) ", re.IGNORECASE
)
_PRONOUN = re.compile(r"(?:it|this|that|them|these|those|him|her|one)", re.IGNORECASE)
_KIND = re.compile(
    r" (?:benchmarks?|data ?sets?|corpus|corpora|tasks?|models?|test set|suite|challenge|results?|scores?|numbers|cards?|[GT]PUs?|genes?|proteins?|languages?)$",
    re.IGNORECASE,
)
# A sign that is asked for by its name. Their names are English, whatever the collection.
_SIGNS = {
    "colon": ":", "semicolon": ";", "question mark": "?", "exclamation mark": "!", "exclamation point": "!",
    "plus sign": "+", "pluses": "+", "figure": DIGIT, "full stop": ".", "slash": "/",
    "percent sign": "%", "percentage sign": "%", "hyphen": "-", "dash": "-", "comma": ",", "ampersand": "&",
    "apostrophe": "'", "double quotation mark": '"', "double quote": '"', "roman numeral": "(i)",
    "digit": DIGIT, "digits": DIGIT, "numeral": DIGIT, "numerals": DIGIT, "bracket": "(", "parenthesis": "(", "parentheses": "(", "brackets": "(", "quotation mark": '"',
}  # fmt: skip
_ALONE = re.compile(r"(?<!\S)[&+%#@:;](?!\S)")


_COUNT = re.compile(
    expand(
        r"\bhow (?:many|often)\b|\b(?:number|count) of (?:<record>)\b|^(?:count|(?:what<is> )?(?:the )?(?:total )?number)\b"
    ),
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:in|as a) percent(?:age)?\b|\b(?:what<is> |what )?the (?:share|portion|percentage)\b|\b(?:what|which) (?:percent(?:age)?|share|fraction|proportion|portion|part)\b|^(?:what<is> )?(?:the )?(?:share|fraction|percentage"
    r"|proportion)\b".replace("<is>", "(?: is|'s|s)"),
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:is|are|do|does|did|has|have|can|was|were) (?:all|every|each)\b", re.IGNORECASE)
_ANY = re.compile(r"(?:if|whether|is|are|do|does|did|has|have|can|any|was|were)\b", re.IGNORECASE)


_ANY_AFTER = re.compile(
    r"[;:.,] (?:is|are) there (?:any|an?)\b|[;:.,] any (?:abstract|paper|title)s? (?:with|that|which|mention\w*)\b",
    re.IGNORECASE,
)
# A title in quotation marks that is not sure all the same.
_VAGUE = re.compile(
    r"\b(?:or (?:similar|so|something|alike|the like|close)|something like|sounds? like|(?:think|believe|guess|remember|recall) (?:it|that)"
    r"|roughly|approximately|maybe|perhaps)\b",
    re.IGNORECASE,
)


class Phrases(NamedTuple):
    """The phrases, and whether any one of them is enough."""

    texts: tuple[str, ...]
    either: bool


def quoted(text: str) -> tuple[str, ...]:
    """What stands in quotation marks."""
    return tuple((match[1] or match[2]).strip(" .,;") for match in _QUOTED.finditer(text))


def is_vague(text: str) -> bool:
    """Whether a title is only half remembered, though it stands in quotation marks."""
    return bool(_VAGUE.search(text))


def phrases_of(text: str) -> Phrases:
    """ "both HIVE10 and GARDEN" gives two phrases, "bees and wasps" one, as it is not names."""
    within = quoted(text)
    if within:
        return Phrases(within, bool(re.search(r"[\"”'] or (?:the \w+ )?[\"“']", text)))
    text, *other_names = _ALSO_AS.split(_ASIDE.sub("", text))
    if other_names:
        return Phrases(tuple(t for part in (text, *other_names) for t in phrases_of(part).texts), either=True)
    text = _AFTER.split(text)[0]
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    both = re.match(r"(?:both|either)(?: of)? ", text, re.IGNORECASE)
    text = text[both.end() :] if both else text
    both = both or _WORDS.match(text)
    parts = re.split(r" (?:and|or else|or|and/or|nor|&) ", text, flags=re.IGNORECASE)
    if not both and not all(is_name(part) for part in parts):
        parts = [text]
    cleaned = tuple(part for part in map(_clean, parts) if part and not _PRONOUN.fullmatch(part))
    return Phrases(cleaned, bool(re.search(r" (?:or|nor) ", text, re.IGNORECASE)))


def halves(phrase: str) -> tuple[str, ...]:
    """The parts of "x or y" and "x and y"; only the phrase where it has none."""
    return tuple(part for part in map(_clean, re.split(r",? (?:or else|or|and/or|and) ", phrase)) if part)


def spanned(text: str, phrases: Sequence[str]) -> str:
    """What a text says from the first phrase to the last; the phrases in a row where it has them otherwise."""
    first, last = text.find(phrases[0]), text.find(phrases[-1])
    return text[first : last + len(phrases[-1])] if 0 <= first < last else " ".join(phrases)


def names_in(phrase: str) -> tuple[str, ...]:
    """The names of "X or Y"; none where it has one part, or a part that is no name."""
    parts = halves(phrase)
    named = len(parts) > 1 and all(part[0].isupper() or is_name(part) for part in parts)
    return parts if named else ()


def are_forms(phrases: Sequence[str]) -> bool:
    """Whether phrases are forms of one thing: "GLUE" and "SuperGLUE", "mixture of experts" and "MoE"."""
    shortest = min(phrases, key=len, default="")
    others = [phrase for phrase in phrases if phrase != shortest]
    return bool(others) and all(
        shortest.lower() in other.lower() or initials(other) == shortest.lower() for other in others
    )


def want_of(text: str) -> Want:
    """Whether a number, a share, a yes or no, or a list is asked for."""
    if _SHARE.search(text):
        return "share"
    if _COUNT.search(text):
        return "count"
    if _ALL.match(text):
        return "all"
    return "any" if _ANY.match(text) or _ANY_AFTER.search(text) else "list"


def unit_of(word: str) -> Unit:
    """What a length is counted in, by the word for it: "words", "characters", "sentences"."""
    word = word.lower()
    return "words" if word.startswith("w") else "sentences" if word.startswith("se") else "letters"


def sign_in(text: str) -> str:
    """The name by which a text names a sign, or the sign where it stands alone; empty without one."""
    alone = _ALONE.search(text)
    named = (re.search(rf"\b{name}s?\b", text, re.IGNORECASE) for name in _SIGNS)
    return next((match[0] for match in named if match), alone[0] if alone else "")


def sign_of(phrase: str) -> str:
    """The sign that a phrase is or names ("a colon": ":"), or empty."""
    bare = re.sub(r"^(?:an?|the|any) ", "", phrase.strip().lower())
    return _SIGNS.get(bare) or _SIGNS.get(bare.removesuffix("s")) or (bare if _ALONE.fullmatch(bare) else "")


def _clean(phrase: str) -> str:
    if sign_of(phrase):
        return sign_of(phrase)
    phrase = re.sub(r"^(?:of|on) ", "", _HEAD.sub("", phrase.strip(" \"'“”.,;:")))
    named = _KIND.sub("", phrase)
    phrase = named if is_name(named) else phrase  # "A100 GPUs"; "server GPUs" are no name without the kind
    return sign_of(phrase) or phrase.strip()
