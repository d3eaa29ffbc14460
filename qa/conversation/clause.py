"""The shape of a question: its question word, its auxiliary, what follows, and its slots.

English only, by closed word classes (question words, auxiliaries, prepositions), so that it
holds for any field. Where the shape is not recognised, the caller falls back to the whole
question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.conversation.coinage import coined
from qa.conversation.names import NameIndex

Kind = Literal["coined", "plural", "singular"]

AUXILIARIES = (
    "is|are|was|were|do|does|did|can|could|will|would|has|have|had|should|may|might|must|isn't|aren't|wasn't"
    "|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|hasn't|haven't"
)
QUESTION_WORDS = "what|which|who|whose|whom|why|when|where|how"
PREPOSITIONS = (
    "on|with|for|in|at|under|without|within|by|from|to|across|during|after|before|among|between|of|using|via|as"
    "|into|about|than|over|against|versus|vs|through|per|when|if|while|and|or|compared|relative|despite"
)
# The thing that something is measured against.
AGAINST = r"(?:compared\s+(?:with|to|against)|relative\s+to|versus|vs\.?|than|over|against)"
_RIVAL = re.compile(
    rf"\b(?P<by>beats?|outperforms?|surpass(?:es)?|exceeds?|improve(?:s|ment)?\s+(?:over|on)|{AGAINST})\s+"
    rf"(?P<what>(?:(?!\b(?:{PREPOSITIONS})\b)\S+\s*)+)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(rf"^(?P<wh>.*?)\b(?P<aux>{AUXILIARIES})\b\s+(?P<rest>.+)$", re.IGNORECASE)
_OBJECT = re.compile(rf"^(?:(?:{PREPOSITIONS})\s+)?(?:what|which|how\s+(?:much|many))\s+(?P<noun>.+)$", re.I)
_COMPLEMENT = rf"(?P<what>(?:(?!\b(?:{PREPOSITIONS})\b)[^\s,;]+\s*)+)"
_ORDER = re.compile(
    r"(?:please\s+)?(?:compare|tell|explain|summari[sz]e|describe|list|show|find|give|name)\b", re.I
)
_BE = ("is", "are", "was", "were")
_ASKS = re.compile(r"(?:which|what|how|whom?)\b", re.I)
_IRREGULAR = frozenset(["children", "people", "men", "women", "mice", "data", "criteria"])
_CAPITALISED = re.compile(r"(?<=\s)(?:[A-Z][\w+\-.]*|\w*[A-Z][\w+\-.]*)(?:\s(?:[A-Z]|\d+[A-Z])[\w+\-.]*)*")
_JOINT = re.compile(r",?\s*(?:and|or|,)\s*", re.I)
_COMPARES = re.compile(r"\b(?:compare|contrast|differ\w*|between|which\s+of|better|\w+er\s+than)\b", re.I)
_NUMBERED = re.compile(r"[A-Za-z]+-?\d")


@dataclass(frozen=True)
class Clause:
    """ "What speedup | does | X reach on Y": ``wh`` may be empty for a yes/no question."""

    wh: str
    aux: str
    rest: str


def clause_of(question: str) -> Clause | None:
    """The question's parts; None where it has no auxiliary ("Which papers prune?")."""
    match = _CLAUSE.match(bare(question))
    return Clause(match["wh"].strip(), match["aux"], match["rest"].strip()) if match else None


def bare(question: str) -> str:
    """The question without its closing marks."""
    return question.strip().rstrip("?!. ").strip()


def sentence(text: str) -> str:
    """The text as a question: a capital first, one question mark last."""
    text = re.sub(r"\s+", " ", bare(text))
    # "iPhone", "mRNA": a coined word keeps its small letter.
    first = text.split(" ", 1)[0] if text else ""
    mark = "" if is_order(text) else "?"
    return (text if coined(first) else text[:1].upper() + text[1:]) + mark


def is_order(text: str) -> bool:
    """Whether the text is an order ("Compare ...") rather than a question."""
    return bool(_ORDER.match(text))


def with_question_word(word: str, previous: str, names: NameIndex) -> str:
    """The previous question asked with another question word: "why?" -> "Why does X ...?"."""
    word = word.lower()
    clause = clause_of(previous)
    if not clause or clause.wh.lower().split()[:1] not in (
        [],
        ["what"],
        ["which"],
        ["how"],
        ["by"],
        ["when"],
    ):
        return sentence(f"{bare(previous)}, and {word}")
    if clause.wh.lower() == word:
        return sentence(previous)
    found = _OBJECT.match(clause.wh)
    if found and clause.aux.lower() in _BE and clause.wh.lower().startswith(("what ", "which ")):
        return sentence(f"{word} {clause.aux} the {found['noun']} {clause.rest}")
    if not found:
        plain = clause.wh.lower() in ("", "how", "why", "when", "where", "how much", "by how much")
        return sentence(
            f"{word} {clause.aux.lower()} {clause.rest}" if plain else f"{bare(previous)}, and {word}"
        )
    subject = next((m for m in names.mentions(clause.rest) if m.start <= 4), None)
    verb = re.match(r"[+\w.\-]*\s+(\w+)\b", clause.rest[subject.end :]) if subject else None
    if not subject or not verb or clause.aux.lower() not in ("do", "does", "did", "can", "could", "will"):
        return sentence(f"{bare(previous)}, and {word}")
    at = subject.end + verb.end()
    thing = re.sub(r"^that of ", "", f"that {found['noun']}")  # "how many of the weights"
    return sentence(f"{word} {clause.aux} {clause.rest[:at]} {thing} {clause.rest[at:]}")


def kind_of(phrase: str) -> Kind:
    """What sort of thing a phrase names, by its form."""
    words = phrase.split()
    if any(coined(word.strip(",;")) or (word[:1].isupper() and word.isalpha()) for word in words):
        return "coined"
    last = words[-1].lower() if words else ""
    if last in _IRREGULAR or (last.endswith("s") and not last.endswith(("ss", "us", "is"))):
        return "plural"
    return "singular"


_SHORT_PLURAL = re.compile(r"[A-Z]{2,}s")


def is_plural(phrase: str) -> bool:
    """Whether a phrase names several by its form, be it a short form: "lilies", "CTs"."""
    last = phrase.split()[-1] if phrase.split() else ""
    return bool(_SHORT_PLURAL.fullmatch(last)) or kind_of(last.lower()) == "plural"


def put_in(previous: str, fragment: str, names: NameIndex) -> str | None:
    """The previous question with the fragment in the place that it fits; None where none does."""
    previous, fragment = bare(previous), bare(fragment)
    against = re.match(rf"(?:and\s+)?{AGAINST}\s+(?P<what>.+)", fragment, re.IGNORECASE)
    if against:
        rival = _RIVAL.search(previous)
        if rival:
            return sentence(_spliced(previous, rival.start("what"), rival.end("what"), against["what"]))
        return sentence(f"{previous}, {fragment}")
    preposition = re.match(rf"(?P<by>{PREPOSITIONS})\s+(?P<what>.+)", fragment, re.IGNORECASE)
    if preposition:
        what = preposition["what"]
        if _ASKS.match(what):
            return with_question_word(fragment, previous, names)
        if [(m.start, m.end) for m in names.mentions(what)] == [(0, len(what))]:
            instead = _put_noun(previous, what, names)  # "and for Y?", where X was asked about
            if instead:
                return instead
        return sentence(_put_complement(previous, fragment, preposition["by"], names))
    return _put_noun(previous, fragment, names)


def _put_complement(previous: str, fragment: str, by: str, names: NameIndex) -> str:
    """Replace what the same preposition governs, else add the fragment at the end."""
    what = fragment[len(by) :].strip()
    slots = list(re.finditer(rf"\b{by}\s+{_COMPLEMENT}", previous, re.IGNORECASE))
    if not names.mentions(what):
        slots = [slot for slot in slots if not names.mentions(slot["what"])]
    alike = [slot for slot in slots if kind_of(slot["what"]) == kind_of(what) or slot.end() == len(previous)]
    one = len(slots) == 1 and by.lower() == "to"  # a verb has but one: "do to X", "give to X"
    slots = slots if one else alike
    if not slots:
        return f"{previous} {fragment}"
    return _spliced(previous, slots[-1].start("what"), slots[-1].end("what"), what)


def _put_noun(previous: str, noun: str, names: NameIndex) -> str | None:
    """Replace the name, the complement or the measured thing that is of the noun's kind."""
    named = kind_of(noun) == "coined" or bool(names.mentions(noun))
    slots = _name_slots(previous, noun, names) if named else []
    if not named:
        found = re.finditer(rf"\b(?:on|in|for|with|at|among|during|after|under)\s+{_COMPLEMENT}", previous)
        slots = [m.span("what") for m in found if kind_of(m["what"]) == kind_of(noun) == "plural"]
        measured = re.match(
            rf"(?:how|why)\s+(?:{AUXILIARIES})\s+(?P<what>(?:\S+\s+){{1,4}}?)of\b", previous, re.I
        )
        slots = slots or ([measured.span("what")] if measured else [])
    return sentence(_spliced(previous, *slots[-1], noun)) if slots else None


def _name_slots(previous: str, noun: str, names: NameIndex) -> list[tuple[int, int]]:
    """Where the previous question has a name of the same sort: of a paper, or of something else."""
    papers = [(m.start, m.end) for m in names.mentions(previous)]
    others = [match.span() for match in _CAPITALISED.finditer(previous)]
    series = [span for span in others if _same_series(previous[slice(*span)], noun)]
    if series:
        return series
    if names.mentioned(noun):
        return _one_or_all(previous, [_glued(previous, span) for span in papers])
    return [span for span in others if not any(a < span[1] and span[0] < b for a, b in papers)]


def _one_or_all(previous: str, papers: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The papers' places; of "A and B" one place for both, as another is asked about, not compared."""
    gaps = [previous[a[1] : b[0]] for a, b in pairwise(papers)]
    joint = gaps and all(_JOINT.fullmatch(gap) for gap in gaps)
    return [(papers[0][0], papers[-1][1])] if joint and not _COMPARES.search(previous) else papers


def _same_series(a: str, b: str) -> bool:
    """ "X-1" and "X-2": one stem, other numbers or letters."""
    left, right = re.split(r"[-\s]", a)[0], re.split(r"[-\s]", b)[0]
    digits = _NUMBERED.match(a) and _NUMBERED.match(b) and re.sub(r"\d.*", "", a) == re.sub(r"\d.*", "", b)
    return a != b and (bool(digits) or (left.lower() == right.lower() and len(left) > 2))


def _glued(text: str, span: tuple[int, int]) -> tuple[int, int]:
    if text[: span[0]].endswith('"') and text[span[1] :].startswith('"'):
        return span[0] - 1, span[1] + 1
    tail = re.match(r"\+*(?:-\w+)?", text[span[1] :])
    return span[0], span[1] + (tail.end() if tail else 0)


def _spliced(text: str, start: int, end: int, new: str) -> str:
    gap = " " if text[start:end].endswith(" ") else ""
    return f"{text[:start]}{new.strip()}{gap}{text[end:]}"
