"""Negation, hedges, direction and who did what: where two texts use the same words to say the opposite.

Each function compares a sentence with quotes and returns words for a person, or "" when
nothing is wrong. They are rules about English, written down as tables; none of them knows a
subject. They speak up only when the two texts talk about the same thing: on anything else the
score decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.verify.reading import Reading
from qa.words import Token, stem

_NEGATION = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|exceeding))|no(?!\s+(?:more|less|fewer|later)\s+than)|\w+n['’]t|cannot|never"
    r"|neither|nor|without|unable\s+to|fail(?:s|ed|ing|ure)?(?:\s+to)?|lack(?:s|ed|ing)?|absence\s+of"
    r"|hardly|rarely|barely|scarcely|seldom)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:()]|[.!?](?:\s|$)|\b(?:but|while|whereas|although|though|however|unless|because)\b", re.I
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|possibly|potential(?:ly)?|perhaps|likely|probably|suggest(?:s|ed|ing)?|appears?|seems?"
    r"|hypothesi[sz]e[ds]?|preliminary|sometimes|in\s+some\s+cases|in\s+part|partial(?:ly)?|partly|often|usually"
    r"|typically|tend(?:s|ed)?\s+to|presumably|estimated?)\b",
    re.IGNORECASE,
)
_SWEEPING = re.compile(
    r"\b(?:all|every|always|never|only|none|entire(?:ly)?|complete(?:ly)?|guarantee[ds]?|proves?|proven|definitely"
    r"|perfect(?:ly)?|any|first|best|unique(?:ly)?|solves?|eliminates?|significant(?:ly)?)\b",
    re.IGNORECASE,
)
_SCOPE = 5  # content words that a negation reaches at most


class Scope(NamedTuple):
    """A negation: the cue as written, the stems of the content words that it reaches, their places."""

    cue: str
    stems: tuple[str, ...]
    starts: frozenset[int]


@lru_cache(maxsize=4096)
def negations(text: str) -> tuple[Scope, ...]:
    """Every negation of a text with its reach: to the end of the clause, five content words at most."""
    from_here = Reading(text).content
    found = []
    for match in _NEGATION.finditer(text):
        end = _CLAUSE_END.search(text, match.end())
        limit = end.start() if end else len(text)
        reach = [t for t in from_here if match.end() <= t.start < limit][:_SCOPE]
        found.append(Scope(match[0], tuple(t.stem for t in reach), frozenset(t.start for t in reach)))
    return tuple(found)


def polarity_clash(sentence: Reading, quote: Reading) -> str:
    """What one of the two denies and the other affirms; "" when they agree, or talk of other things."""
    mine, theirs = negations(sentence.text), negations(quote.text)
    for denied, deniers, affirmed in ((mine, sentence, quote), (theirs, quote, sentence)):
        others = theirs if denied is mine else mine
        for scope in denied:
            head = scope.stems[0] if scope.stems else ""
            if not head or head not in _plain(affirmed, others) or head in _plain(deniers, denied):
                continue
            if any(set(scope.stems) & set(other.stems) for other in others):
                continue
            if _near(deniers, affirmed, head):
                return head
    return ""


def _plain(reading: Reading, scopes: Sequence[Scope]) -> set[str]:
    """Stems of the content words that stand outside every negation."""
    denied = frozenset().union(*(scope.starts for scope in scopes))
    return {t.stem for t in reading.content if t.start not in denied}


def _near(one: Reading, other: Reading, word: str, reach: int = 4) -> bool:
    """Whether a word has a neighbour in common in the two texts."""
    return bool(_around(one, word, reach) & _around(other, word, reach))


def _around(reading: Reading, word: str, reach: int) -> set[str]:
    stems = [t.stem for t in reading.content]
    found: set[str] = set()
    for at, this in enumerate(stems):
        if this == word:
            found |= set(stems[max(0, at - reach) : at + reach + 1])
    return found - {word}


def lost_hedges(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The "may" or "often" of a quote that the sentence left out."""
    if _HEDGE.search(sentence.text):
        return ""
    for quote in quotes:
        for match in _HEDGE.finditer(quote.text):
            after = [t.stem for t in quote.content if t.start >= match.end()][:3]
            if sum(s in sentence.stems for s in after) >= 2 and not _plainly(sentence, quotes, quote):
                return match[0]
    return ""


def _plainly(sentence: Reading, quotes: Sequence[Reading], hedged: Reading) -> bool:
    """Whether another quote says as much without a hedge."""
    share = len(sentence.stems & hedged.stems)
    return any(
        q is not hedged and len(sentence.stems & q.stems) > share and not _HEDGE.search(q.text)
        for q in quotes
    )


def sweeping(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """A word such as "all" or "always" that makes the sentence say more than any quote."""
    said = {t.stem for q in quotes for t in q.tokens}
    for match in _SWEEPING.finditer(sentence.text):
        if stem(match[0].lower()) not in said:
            return match[0]
    return ""


_OPPOSITES = (
    ("increase raise rise grow boost enlarge elevate", "decrease reduce decline drop diminish shrink cut lessen fall"),
    ("higher", "lower"), ("high", "low"), ("more", "less fewer"), ("better", "worse"), ("best", "worst"),
    ("faster fast quick quicker", "slower slow"), ("larger large bigger greater", "smaller small"),
    ("improve enhance strengthen", "degrade worsen impair weaken harm deteriorate hurt"),
    ("gain", "loss"), ("positive", "negative"), ("strong stronger", "weak weaker"), ("easy easier", "hard harder difficult"),
    ("before", "after"), ("above", "below"), ("maximum maximize maximise", "minimum minimize minimise"),
    ("accept", "reject"), ("include", "exclude"), ("long longer", "short shorter"), ("early earlier", "late later"),
    ("majority", "minority"), ("prevent", "cause"), ("consistent", "inconsistent"), ("effective", "ineffective"),
    ("safe", "unsafe"), ("supervised", "unsupervised"), ("efficient", "inefficient"), ("reliable", "unreliable"),
    ("stable", "unstable"), ("known", "unknown"), ("likely", "unlikely"), ("able", "unable"), ("common", "rare"),
    ("simple simpler", "complex"), ("expensive costly", "cheap inexpensive"), ("mature", "immature"), ("online", "offline"),
    ("with", "without"), ("many most", "few"), ("outperform surpass exceed beat", "underperform"),
    ("support confirm", "contradict refute"), ("agree", "disagree"), ("open", "closed"),
)  # fmt: skip
_POLE = {
    stem(word): (pair, side)
    for pair, sides in enumerate(_OPPOSITES)
    for side, words in enumerate(sides)
    for word in words.split()
}


def opposite_word(sentence: Reading, quotes: Sequence[Reading]) -> tuple[str, str]:
    """(word of the sentence, its opposite in the quotes) about the same thing; ("", "") when there is none."""
    for mine in sentence.tokens:
        pole = _POLE.get(mine.stem)
        if not pole or any(_POLE.get(t.stem) == pole for q in quotes for t in q.tokens):
            continue
        for quote in quotes:
            for theirs in quote.tokens:
                if _POLE.get(theirs.stem) == (pole[0], 1 - pole[1]) and _about_the_same(
                    sentence, mine, quote, theirs
                ):
                    return mine.surface, theirs.surface
    return "", ""


def _about_the_same(a: Reading, at: Token, b: Reading, bt: Token) -> bool:
    """Whether the same word or number follows, or two words around are the same; and neither is denied."""
    if any(at.stem in scope.stems for scope in negations(a.text)) != any(
        bt.stem in scope.stems for scope in negations(b.text)
    ):
        return False
    if any(_POLE.get(t.stem) == _POLE[bt.stem] for t in a.tokens):
        return False  # the sentence holds both words, as the quote may
    left, right = _window(a, at), _window(b, bt)
    return bool(left[1] & right[1]) or len((left[0] | left[1]) & (right[0] | right[1])) >= 2


def _window(reading: Reading, token: Token) -> tuple[set[str], set[str]]:
    """Content stems and digits just before and just after a word: (before, after), two at most each way."""
    around = [t for t in reading.tokens if t in reading.content or t.surface[0].isdigit()]
    before = [t.stem for t in around if t.end <= token.start][-2:]
    after = [t.stem for t in around if t.start >= token.end][:2]
    return set(before), set(after)


_BETTER = re.compile(
    r"\b(?P<passive>(?:is|are|was|were|been|being|get|gets)\s+(?:\w+ly\s+)?)?"
    r"(?P<verb>outperform|surpass|exceed|beat|underperform|outrank|outscore|dominate|overtake)(?P<end>s|ed|ing|es|en)?"
    r"(?P<by>\s+by\s+(?!\d|about|up|around|at|over|nearly|an?\s+\w*\s*margin|more|roughly))?"
    r"|\b(?P<comparative>(?:more|less|fewer|better|worse|higher|lower|faster|slower|larger|smaller|greater|stronger|weaker"
    r"|bigger|shorter|longer|cheaper|earlier|later|easier|harder|simpler)(?:\s+[\w-]+){0,4}?)\s+than\s+(?!\d|half|one|an?\s+hundred)"
    r"|\b(?P<fixed>superior\s+to|inferior\s+to|improv\w+\s+(?:over|upon)|(?:lags?|lagging|falls?|fell)\s+(?:far\s+)?(?:behind|short\s+of)"
    r"|ahead\s+of)\s+",
    re.IGNORECASE,
)  # fmt: skip
_DOWN = re.compile(r"^(?:underperform|less|fewer|worse|lower|slower|smaller|weaker|shorter|cheaper|earlier|easier|simpler"
                   r"|inferior|lag|fall|fell)", re.IGNORECASE)  # fmt: skip


class Comparison(NamedTuple):
    """``left`` is above ``right`` where ``up``, else below; both are stems of content words."""

    left: frozenset[str]
    right: frozenset[str]
    up: bool
    cue: str


@lru_cache(maxsize=4096)
def comparisons(text: str) -> tuple[Comparison, ...]:
    """Every "A outperforms B", "A is faster than B", "B is outperformed by A" of a text."""
    reading = Reading(text)
    found = []
    for match in _BETTER.finditer(text):
        left = _side(reading, _clause_start(text, match.start()), match.start())
        right = _side(reading, match.end(), _clause_stop(text, match.end()))
        if match["by"] and (match["passive"] or match["end"] in {"ed", "en"}):
            left, right = right, left
        both = left & right
        found.append(Comparison(left - both, right - both, not _DOWN.match(_cue(match)), match[0].strip()))
    return tuple(found)


def _cue(match: re.Match[str]) -> str:
    return str(match["verb"] or match["comparative"] or match["fixed"])


def _clause_start(text: str, at: int) -> int:
    breaks = [
        m.end() for m in re.finditer(r"[;:()]|\b(?:while|whereas|but|although|that|and)\b", text[:at], re.I)
    ]
    return breaks[-1] if breaks else 0


def _clause_stop(text: str, at: int) -> int:
    found = re.search(
        r"[;:,()]|\b(?:while|whereas|but|although|which|by|when|with|on|in|across)\b", text[at:], re.I
    )
    return at + found.start() if found else len(text)


def _side(reading: Reading, start: int, end: int) -> frozenset[str]:
    return frozenset(t.stem for t in reading.content if start <= t.start < end and t.stem not in _POLE)


def comparison_turned(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The comparison of the sentence that the quotes state the other way round, as its cue."""
    theirs = [c for q in quotes for c in comparisons(q.text)]
    for mine in comparisons(sentence.text):
        ways = [_way(mine, other) for other in theirs]
        if ways and min(ways) < 0 and max(ways) <= 0:
            return mine.cue
    return ""


def _way(mine: Comparison, other: Comparison) -> int:
    """1 when the two agree, -1 when one is turned round, 0 when they compare other things."""
    direct = len(mine.left & other.left) + len(mine.right & other.right)
    crossed = len(mine.left & other.right) + len(mine.right & other.left)
    if direct == crossed:
        return 0
    same = 1 if direct > crossed else -1
    return same if mine.up == other.up else -same


def roles_swapped(sentence: Reading, quotes: Sequence[Reading]) -> str:
    """The verb whose subject and object changed places, where no quote has them as they are."""
    for mine in sentence.content:
        if mine.stem in _POLE or not _VERB.search(mine.surface):
            continue
        ways = [
            _order(sentence, mine, quote, theirs)
            for quote in quotes
            for theirs in quote.content
            if theirs.stem == mine.stem
        ]
        if ways and min(ways) < 0 and max(ways) <= 0:
            return mine.surface
    return ""


_VERB = re.compile(r"(?:ed|en|ing|ates?|[iy][sz]es?|if(?:y|ies)|[^aious]s)$")
_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:\w+ly|not|most|more|also|further)\s+){0,2}$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()]|[.!?]\s|\b(?:and|or|but|while|which|that|who|whereas)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:an?|the|its|their|our|new|\w{4,})\b", re.IGNORECASE)


def _order(a: Reading, at: Token, b: Reading, bt: Token) -> int:
    """-1 when what stands before and behind the verb changed places, 1 when not, 0 when it cannot be told."""
    left, right = _sides(a, at)
    other_left, other_right = _sides(b, bt)
    if _passive(a, at) != _passive(b, bt):
        left, right = right, left
    if left & other_left or (right & other_right and not left & other_right):
        return 1
    crossed = left & other_right and right & other_left
    return -1 if crossed and _OBJECT.match(a.text[at.end :]) and _OBJECT.match(b.text[bt.end :]) else 0


def _sides(reading: Reading, token: Token, reach: int = 3) -> tuple[set[str], set[str]]:
    """Stems of up to three content words before and behind a verb, within its clause."""
    start = max((m.end() for m in _BREAK.finditer(reading.text, 0, token.start)), default=0)
    stop = _BREAK.search(reading.text, token.end)
    end = stop.start() if stop else len(reading.text)
    left = [t.stem for t in reading.content if start <= t.start and t.end <= token.start][-reach:]
    right = [t.stem for t in reading.content if token.end <= t.start < end][:reach]
    return set(left), set(right)


def _passive(reading: Reading, token: Token) -> bool:
    by = re.match(r"\s+(?:\w+ly\s+)?by\b", reading.text[token.end : token.end + 20])
    be = _BE.search(reading.text[max(0, token.start - 24) : token.start]) and not token.surface.endswith(
        "ing"
    )
    return bool(by or be)
