"""A comparison: the same aspect of each side, each quoted, side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.answer import fact
from qa.answer.described import described, foremost
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import outlined, standardised
from qa.answer.topic import Topic
from qa.asked.grammar import expand
from qa.mentions import is_name
from qa.parts import Outcome, Parts, Work
from qa.sentences import sentence_spans
from qa.types import Draft, Passage, Quote, ScoredPassage, Sentence
from qa.words import content_tokens, index_terms

_COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ(?:s|ent|ence|ences)?|versus|vs\.?|against|each|both|either|respectively"
    r"|main|key|between|side by side|in common|similarit\w+)(?!\w)|(?<=\s)'s\b",
    re.IGNORECASE,
)
_IS_PAPER = re.compile(expand(r"\b(?:<paper>|<papers>|one)\b"), re.IGNORECASE)
_ONE = re.compile(r"\bones?$", re.IGNORECASE)
_ALL = 0.99  # of a phrase's words, by weight, but for rounding
_ON = re.compile(r"(?:on|about|for|in|with|of)\b", re.IGNORECASE)
# "Two papers prune: one ...": what stands before is said of both.
_OF_TWO = re.compile(
    expand(r"(?:\b(?:<papers>|<made>|ones)\b.*|[:,] ?)\b(?:one|an?|the first) (?:<work> )?$"), re.IGNORECASE
)  # fmt: skip
# What stands for a side in a question that is asked of all.
_EACH = re.compile(
    r"\b(?:each of (?:them|the two|these)|each(?: (?:one|paper|method|case|side))?|both(?: of them)?|they(?: each)?|either)\b",
    re.IGNORECASE,
)
_WH = re.compile(expand(r"(?:(?:in|on|by|for|at|to|with) )?<wh>\b"), re.IGNORECASE)
_CLAUSE = 3  # words that a sentence has at least which asks by itself
_FEW = 3  # content words, above which a side that is a paper tells which one
_PER_SIDE = 4  # sentences that speak of the aspect asked for


@dataclass(frozen=True)
class Side:
    """One side: its paper, and per aspect the passages that speak of it."""

    ordinal: int
    aspects: tuple[tuple[str, tuple[Passage, ...]], ...]


def answer(parts: Parts, work: Work) -> Outcome:
    """Both sides quoted; with fewer than two papers found it is asked as a fact, of the one that is named."""
    ordinals = _papers(parts, work)
    if len(ordinals) < 2:
        named = ordinals and parts.names.mentioned(work.text)
        return fact.answer(parts, replace(work, ordinals=tuple(ordinals)) if named else work)
    general = _is_general(parts, work)
    sides = [_side(parts, work, general, ordinal) for ordinal in ordinals]
    draft = compare_draft(work.text, sides, work.numbering)
    evidence = tuple(
        ScoredPassage(
            q.paper_id, parts.paper(parts.index.ordinal(q.paper_id)).title, 1.0, q.start, q.end, q.text
        )
        for q in draft.quotes
    )
    return Outcome(draft, evidence=evidence, passages=evidence, answerable=1.0)


def compare_draft(question: str, sides: Sequence[Side], numbering: Numbering) -> Draft:
    """Every side's passages, aspect by aspect, so that each aspect is one row of a table."""
    sentences: list[Sentence] = []
    quotes: list[Quote] = []
    for label in dict.fromkeys(label for side in sides for label, _ in side.aspects):
        for side in sides:
            for passage in dict(side.aspects).get(label, ()):
                sentences.append(quoted_sentence(passage, numbering, question, label))
                quotes.append(quote_of(passage))
    return Draft(tuple(sentences), tuple(quotes), shape="table")


def _papers(parts: Parts, work: Work) -> list[int]:
    """The papers of the sides: named ones by name, described ones by search, in the order of the sides.

    Two sides that one paper speaks of are its own ("A vs B" within a study): no comparison of papers.
    """
    if work.routed.together:
        return described(parts, work, work.routed.sides[0], most=work.routed.together)
    named = dict.fromkeys((*work.understood.paper_ids, *parts.names.mentioned(work.text)))
    found = [o for o in map(parts.index.ordinal, named) if work.admits(o)]
    sides = work.routed.sides
    for at, side in enumerate(sides):
        own = not _IS_PAPER.search(side) and any(_speaks_of(parts, side, o) for o in found)
        if (
            not own
            and not _is_unknown(parts, side)
            and not parts.names.mentioned(side)
            and len(found) < max(2, len(sides))
        ):
            taken = found if _IS_PAPER.search(side) else ()  # a thing may be one paper's own, a paper may not
            for ordinal in _told(parts, work, side, taken):
                if ordinal not in found and not (named and _is_other_name(parts, side, ordinal)):
                    found.insert(min(at, len(found)), ordinal)
    return found if named or len(found) > 1 else foremost(parts, work, work.text, 2, found)


def _told(parts: Parts, work: Work, side: str, taken: Collection[int]) -> list[int]:
    """The paper that a side tells, spelt out with what it leans on, or else by itself; none where it tells none."""
    for phrase in dict.fromkeys((_spelt_out(work.text, side, work.routed.sides), side)):
        told = described(parts, work, phrase, without=taken)
        if told:
            return told
    if _IS_PAPER.search(side) and len(content_tokens(side)) > _FEW:
        return foremost(parts, work, side, 1)
    return []


def _spelt_out(text: str, side: str, sides: Sequence[str]) -> str:
    """A side that leans on the rest, with it: "the winter one" beside "the wheat paper"; "on rye" of "two papers"."""
    if _ONE.search(side):
        return " ".join((side, *sides))
    before, found, _ = text.partition(sides[0])
    leans = _ON.match(side) or _OF_TWO.search(before)
    return f"{_COMPARING.sub(' ', before)} {side}" if found and leans else side


def _is_unknown(parts: Parts, side: str) -> bool:
    """Whether a side is called by a name of which the collection knows no word: nothing can be told of it."""
    known = parts.index.lexical.vocabulary
    return any(map(is_name, side.split())) and not any(term in known for term in index_terms(side))


def _is_other_name(parts: Parts, side: str, ordinal: int) -> bool:
    """Whether a side is called by a name of which the paper's title has nothing: "RoBERTa" is no paper that tries it."""
    called = not _IS_PAPER.search(side) and any(map(is_name, side.split()))
    return called and not {*index_terms(side)} & {*index_terms(parts.paper(ordinal).title)}


def _speaks_of(parts: Parts, side: str, ordinal: int) -> bool:
    """Whether the paper has all words of a phrase."""
    paper = parts.paper(ordinal)
    present = {*index_terms(paper.title), *index_terms(paper.abstract)}
    topic = Topic.of(side, parts.index.lexical.idf, ())
    return topic.share(dict.fromkeys(present, 1.0)) >= _ALL


def _side(parts: Parts, work: Work, general: bool, ordinal: int) -> Side:
    """What the paper says of the aspect asked for; in a general comparison its method and result."""
    if general:
        part = outlined(parts, ordinal)
        return Side(ordinal, (("Method", part.method), ("Result", part.result)))
    asked = work.routed.aspect
    label = asked if content_tokens(_COMPARING.sub(" ", asked)) else "What is asked"
    return Side(ordinal, ((label, _speaking_of(parts, _asked_of(parts, work.text, ordinal), ordinal)),))


def _asked_of(parts: Parts, text: str, ordinal: int) -> str:
    """The question as it is asked of one side: "How fast is X?" of "X and Y are quick. How fast is each?"."""
    paper = parts.paper(ordinal)
    name = parts.names.short_name(paper.id)
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    asking = [s for s in sentences if s.rstrip().endswith("?")] or sentences[-1:]
    last = next((s for s in reversed(asking) if _EACH.search(s)), asking[-1] if asking else text)
    if len(content_tokens(_EACH.sub(" ", last))) < _CLAUSE:
        last = text
    after = last.rpartition(":")[2].strip()
    if _WH.match(after) and len(content_tokens(_EACH.sub(" ", after))) > 1:
        last = after
    for mention in reversed(parts.names.mentions(last)):
        if paper.id not in mention.paper_ids:
            last = f"{last[: mention.start]} {last[mention.end :]}"
    if _EACH.search(last):
        return _EACH.sub(name, last, count=1)
    return last if name.lower() in last.lower() else f"{last.rstrip('?. ')} in {name}?"


def _is_general(parts: Parts, work: Work) -> bool:
    """Whether nothing is left of the question without its sides and the words that say "compare"."""
    text = work.text
    for mention in reversed(parts.names.mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    for side in work.routed.sides:
        text = text.replace(side, " ")
    text = _COMPARING.sub(" ", text)
    return not content_tokens(text)


def _speaking_of(parts: Parts, question: str, ordinal: int) -> tuple[Passage, ...]:
    """The sentences of a paper that answer a question about it, in order.

    They are the nearest to it in meaning and by a close reading: the two together found the decisive
    sentences of all sides in .91 of 79 dev comparisons, the reading alone in .85.
    """
    sentences = parts.sentences(ordinal)
    cosines = parts.index.vectors(ordinal)[-len(sentences) :] @ parts.question(question).vector
    read = parts.reader.closely(question, parts.paper(ordinal), sentences).sentences
    scores = standardised(cosines) + standardised(read)
    return tuple(sentences[i] for i in sorted(np.argsort(-scores)[:_PER_SIDE]))
