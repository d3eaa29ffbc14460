"""The names that a paper gives to what it presents, found by their form and by how they are introduced.

Three signs, none of a field: the title's start before a colon ("Zorvex: A trial of ..."),
a coined form (capitals inside a word, letters with digits), and an introduction in the
abstract ("we present X", "called X", "long form (SHORT)").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qa.characters import in_characters
from qa.types import Paper
from qa.words import STOPWORDS, abbreviations, fold

PIECE = re.compile(r"[^\W_]+")
LONGEST_NAME = 4  # words; a longer start of a title is a phrase, not a name
_WORD = re.compile(r"[^\W_][\w+.\-]*[\w+]|[^\W_]")
_REACH = 120  # characters from the verb to the name: "we propose a simple, general framework called X"
_ENOUGH = 2.0
_FEW_WORDS = 1000  # a collection with fewer cannot tell which words are ordinary

_PRESENTS = re.compile(
    r"\b(?:we|paper|work|study|article|trial|by|and|then|also|further|thus|hence|to)\s+(?:\w+ly\s+"
    r"|here\s+)?"
    r"(?:propos|present|introduc|develop|describ|design|releas|creat|contribut|build|formulat)\w*\b",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:call(?:ed|\s+it)?|named?(?:\s+it)?|dubbed|termed|coined|namely|denoted(?:\s+as)?"
    r"|(?:known|referred\s+to|abbreviated)\s+as)\b\s*",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:our|the)\s+(?:proposed\s+|new\s+)?(?:\w+\s+)?"
    r"(?:method|model|framework|approach|algorithm|system|technique|architecture|tool|dataset"
    r"|benchmark|score)"
    r",?\s+",
    re.IGNORECASE,
)
# "namely hidden transfer, which": a name in lower case, set off by what follows it.
_SET_OFF = re.compile(r"\s*(?:a\s+|the\s+)?([a-z][\w\-]+(?:\s[a-z][\w\-]+){0,2})(?=,|\s\(|\.|\s+which\b)")
_ARTICLE = re.compile(r"\s*(?:(?:a|an|the|our|new|novel|method)\s+)*", re.IGNORECASE)
_PROPER = re.compile(r"[A-Z][\w+\-]*(?:\s+[A-Z][\w+\-]*){0,3}")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s|[A-Z]")


@dataclass(frozen=True)
class Candidate:
    """A name, how sure it is that the paper goes by it, and whether its authors give it: others stand in the title alone."""

    name: str
    score: float
    given: bool


def names_of(paper: Paper, used: Mapping[str, int], common: Collection[str]) -> list[Candidate]:
    """The paper's names, surest first.

    ``used`` counts the papers that a word stands in: what many papers mention belongs to
    none of them. ``common`` are the words that the collection writes in lower case.
    """
    found: dict[str, float] = {}
    head = _head(paper)
    if head:
        # "From X to Y", "X the Great": a start with function words is rather a phrase.
        found[head] = 4.5 - 2.0 * any(word.lower() in STOPWORDS for word in head.split())
    weights = _introduced(paper, common)
    given = {head, *weights}
    for word in words(paper.title):
        named = _may_name(word, common) and not word.isupper() and not _plain_compound(word, common)
        if named and not _prefixed(word, used):
            weights[word] = max(weights.get(word, 0.0), 0.5) + 1.2
    counts = Counter(words(paper.text) if weights else ())
    for name, weight in weights.items():
        first = name.split()[0]
        shared = used.get(first, 1) - 1 if " " not in name else 0
        if name in head.split():
            continue
        repeats = 0.4 * min(counts[first], 5) if coined(first) else 0.0
        score = weight + repeats + (key(name) in key(paper.title)) - 0.8 * shared
        if score > _ENOUGH:
            found[name] = max(found.get(name, 0.0), score)
    return sorted((Candidate(n, s, n in given) for n, s in found.items()), key=lambda c: -c.score)


def coined(word: str) -> bool:
    """Whether a word looks made up: capitals inside it, letters with digits, or "++" at its end."""
    if len(word) < 2 or not any(char.isupper() for char in word) or word[0].isdigit():
        return False
    inner = any(char.isupper() for char in word[1:])
    return inner or any(char.isdigit() for char in word) or word.endswith("+")


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """Words with their hyphens and signs, as names are written: "Zorvex++", "X-2"."""
    return tuple(word.rstrip(".-") for word in _WORD.findall(in_characters(text)))


@lru_cache(maxsize=64)
def key(name: str) -> str:
    """A name without case, accents, hyphens and spaces."""
    return "".join(pieces(name))


def pieces(text: str) -> list[str]:
    """The runs of letters and digits, in lower case without accents."""
    text = in_characters(text)
    return PIECE.findall(text.lower() if text.isascii() else fold(text))


def start_of(title: str) -> str:
    """A title's part before the colon where that is more than one word, else all of it."""
    head = title.split(":")[0].strip()
    return head if len(head.split()) > 1 else title.strip()


def _head(paper: Paper) -> str:
    """The start of the title, if it is a name: one word, or words that the abstract repeats."""
    head = paper.title.split(":")[0].strip() if ":" in paper.title else ""
    size = len(head.split())
    inside = key(head) in key(paper.abstract)
    if not head or size > LONGEST_NAME or not (size == 1 or inside):
        return ""
    found = re.search(re.escape(head), paper.abstract, re.IGNORECASE)
    # Titles are often set in capitals: the abstract's spelling is the name's.
    return found[0] if found and any(char.isupper() for char in found[0]) else head


def _introduced(paper: Paper, common: Collection[str]) -> dict[str, float]:
    """Names that the abstract introduces -> weight, by how plainly it does."""
    found: dict[str, float] = {}
    for verbs, weight in ((_PRESENTS, 2.0), (_CALLS, 2.5), (_OURS, 1.5)):
        for match in verbs.finditer(paper.abstract):
            after = paper.abstract[match.end() : match.end() + _REACH]
            reach = re.split(r"\.\s|;", after)[0]
            names = dict.fromkeys(_directly(reach, common), weight + 0.5)
            if verbs is not _OURS:
                names |= dict.fromkeys(_set_off(reach, paper), weight + 0.5)
                names |= dict.fromkeys(_shortened(after, reach), weight + 0.5)
            if verbs is _PRESENTS:
                names |= {name: weight for name in _coined_in(reach, paper, common) if name not in names}
            for name, sure in names.items():
                found[name] = max(found.get(name, 0.0), sure)
    return found


def _set_off(reach: str, paper: Paper) -> Iterable[str]:
    """A name in lower case that the title repeats, or the abstract time and again."""
    match = _SET_OFF.match(reach)
    if not match or len(key(match[1])) <= 5:
        return
    again = paper.abstract.lower().count(match[1]) > 2 and ("-" in match[1] or " " in match[1])
    if key(match[1]) in key(paper.title) or again:
        yield match[1]


def _shortened(after: str, reach: str) -> Iterable[str]:
    """The short form of what is introduced, if its long form is a name or stands first."""
    for short, long_form in abbreviations(after).items():
        if _is_proper(long_form) or reach[_ARTICLE.match(reach).end() :].startswith(long_form):  # type: ignore[union-attr]
            yield short


def _coined_in(reach: str, paper: Paper, common: Collection[str]) -> Iterable[str]:
    """Coined words of the object, before what it is for, that the paper repeats."""
    text = words(paper.text)
    for word in words(re.split(r"\b(?:that|which|for|to|on|using|by)\b", reach)[0]):
        if (
            _may_name(word, common)
            and not word.isupper()
            and not _plain_compound(word, common)
            and text.count(word) > 1
        ):
            yield word


def _directly(reach: str, common: Collection[str]) -> Iterable[str]:
    """The name that follows the verb at once, an article apart."""
    rest = reach[_ARTICLE.match(reach).end() :]  # type: ignore[union-attr]
    proper = _PROPER.match(rest)
    if not proper:
        return
    name = proper[0].rstrip("-")
    first = name.split()[0]
    if _plain_compound(first, common):
        return
    if _may_name(first, common):
        yield first if not _whole(name, common) else name
    elif len(name.split()) > 1 or fold(name) not in common:
        yield name


def _whole(name: str, common: Collection[str]) -> bool:
    return len(name.split()) == 2 and not any(fold(part) in common for part in name.split())


def _may_name(word: str, common: Collection[str]) -> bool:
    """Coined, and neither a plural acronym ("RNNs") nor a compound with a plain word ("GPT-based")."""
    if not coined(word) or _PLURAL_ACRONYM.fullmatch(word) or word.lower() in STOPWORDS:
        return False
    parts = word.split("-")
    return not (len(parts) > 1 and len(parts[-1]) > 2 and parts[-1].islower() and parts[-1] in common)


def _plain_compound(word: str, common: Collection[str]) -> bool:
    """A compound of ordinary words in title case: "Energy-Efficient", but not "Zorvex-Serve"."""
    parts = word.split("-")
    ordinary = [len(part) > 1 and not coined(part) and _ordinary(part, common) for part in parts]
    return len(parts) > 1 and all(ordinary)


def _prefixed(word: str, used: Mapping[str, int]) -> bool:
    """A proper noun behind a prefix, which the collection writes small where no title begins: "Sub-Norse", "sub-Norse"."""
    head, _, tail = word.partition("-")
    plain = tail.isalpha() and tail.istitle()
    return plain and (head.islower() or f"{head.lower()}-{tail}" in used)


def _ordinary(part: str, common: Collection[str]) -> bool:
    word = fold(part)
    return word in common or word in STOPWORDS or len(common) < _FEW_WORDS


def _is_proper(long_form: str) -> bool:
    """Whether a long form is written as a name, with capitals: then its short form is one too."""
    content = [word for word in long_form.split() if word.lower() not in STOPWORDS]
    return sum(any(char.isupper() for char in word) for word in content) > len(content) / 2
