"""A comparison: the same aspect of each side, each quoted, side by side."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.answer import fact
from qa.answer.abstain import Scope, abstention
from qa.answer.described import best_fit, described, foremost, of_side, speaks_of
from qa.answer.moves import first_own, offered
from qa.answer.numbering import Numbering
from qa.answer.quoting import leans_on_context, quote_of, quoted_sentence
from qa.answer.roles import OF_COMPARED, outlined, standardised
from qa.answer.within import has_side, having, within_one
from qa.asked.aspect import named_aspect, without_doing
from qa.asked.grammar import expand
from qa.asked.twofold import parts_asked
from qa.embedding import Matrix
from qa.expected import asks_quantity, has_number
from qa.mentions import find_mentions, is_name
from qa.parts import Outcome, Parts, Work
from qa.sentences import sentence_spans
from qa.types import Abstention, Draft, Passage, Quote, Sentence
from qa.words import abbreviations, content_tokens, index_terms, initials

_COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ(?:s|ent|ence|ences)?|versus|vs\.?|against|each|both|either|respectively"
    r"|line up|weigh(?: up)?|next to|main|key|between|side by side|in common|similarit\w+|similar(?:ly)?|alike|resembl\w+|(?:share|agree on|focus(?:es)? on|propose[sd]?)(?=\W*$)|have(?= in common))(?!\w)"
    r"|(?<=\s)'s\b",
    re.IGNORECASE,
)
# What is the same in both is asked for.
_ALIKE = re.compile(
    r"\b(?:in common|similar(?:ly|it\w+)?|alike|resembl\w+|overlap|(?:share|agree)(?: on)?(?=\W*$))(?!\w)",
    re.IGNORECASE,
)
# ... and where they differ as well.
_UNLIKE = re.compile(
    r"\b(?:differ(?:s|ed|ent|ently|ence|ences)?|contrast\w*|part(?:ing)? (?:ways|company)|diverg\w+|(?:set|tell)s? (?:\w+ )?apart"
    r"|disagree\w*|distinguish\w*|dissimilar\w*|unlike)(?!\w)",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:better|best|faster|fastest|slower|cheaper|stronger|superior|outperforms?|beats?|wins?|surpass(?:es)?)\b",
    re.IGNORECASE,
)
# Without a word of these nothing is set beside anything.
_BESIDE = re.compile(
    r"\b(?:or|and|beside|next to|than|more|less|not|other|same|instead)\b|n['’]t\b|[/:,]", re.IGNORECASE
)
# "Her 2005 position", of the author who is named with the other.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_THEIR = re.compile(r"(?:his|her|their)\b", re.IGNORECASE)
# "Does it need a draft model, like speculative decoding does?" is asked of the one paper.
_LIKE_THAT = re.compile(r"\b(?:like|as|the way) (?:\S+ ){1,6}?(?:does|do|did|is|are)\W*$", re.IGNORECASE)
_NO_LABEL = re.compile(
    expand(
        r"\b(?:<wh>|<aux>|<paper>|<papers>|they|it|them|one|first|second|each|both|either|other|than|say|says|use[sd]?|i|its|their|please|actually)\b"
        r"|<more>$|['’]$"
    ),
    re.IGNORECASE,
)
_LONGEST_LABEL = 5  # words
_OBTAINED = re.compile(
    r"\b(?:code|github|url|link|links|available|availability|released?|keywords?|open-?source)\b",
    re.IGNORECASE,
)
_ASKED = "What is asked"
_ALIKE_IN = 2  # sentences a side that say what both do
_APART = "Neither abstract compares the two; each by itself:"
_IS_PAPER = re.compile(expand(r"\b(?:<paper>|<papers>|one)\b"), re.IGNORECASE)
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
_WHICH_ONE = re.compile(
    r"\b(?:original|other|first|second|third|former|latter|later|earlier|newer|older|new|old|same|last)\b",
    re.IGNORECASE,
)
# "The first paper on bees vs the later one on wasps": of the second that it is a paper on bees is left unsaid.
_ELIDED = re.compile(r"(?<=\s)one(?= \w)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|this|that|your) ", re.IGNORECASE)
# Right before the name of what the authors made: "we call it RUG-2", "we introduce an improved variant of it called ...".
_MADE = re.compile(
    r"(?:\b(?:we|our)\b.{0,60}\b(?:propos|introduc|present|develop|design|call|nam|dub|term|refer|releas|build|construct)\w*"
    r"|\b(?:called|named|dubbed|termed|referred to as)\b)(?: [\w-]+){0,4} [\"“'‘(]*$|\brefer to\b[^.]{0,80} as [\"“'‘(]*$",
    re.IGNORECASE,
)
_LOOKED_AT = 10  # papers in which a side may be written out
_SHORTEST = 3  # letters of a name by the initials of a title
_TELLING = 6  # words of a side that describe a paper by themselves
_ANY_WORD = re.compile(r"[^\W_]+")
_TERM = 3  # words of a thing that is called by no name: "elastic weight consolidation"
_CLAUSE = 3  # words that a sentence has at least which asks by itself
_PER_SIDE, _LONG = 4, 9  # sentences that speak of the aspect asked for; one more of abstracts with so many
# So many are shown in any case; more where they are not far behind the best. On dev a side's sentences are evidence in
# .31 instead of .28, at as many decisive ones; at 2.5 instead of 5.5 a tenth of these would be lost.
_FEWEST, _BEHIND = 2, 5.5
# What a sentence counts is told by the one before it: "by combining the two steps".
_POINTS_BACK = re.compile(
    r"\b(?:the|these|those|both) (?:two|three|four|2|3|4) (?:[\w-]+ )?(?:strateg|techni|step|stage|component|modul|method|mechanism|idea|part|phase|measure|procedure|polic|treatment)\w*\b(?![^.]*:)",
    re.IGNORECASE,
)
_NEARNESS = 0.5  # weight beside two close readings
# What a sentence loses that stands before the authors' own: of 209 dev comparisons 180 hold all that is decisive
# instead of 176, and a side's sentences are evidence in .32 instead of .31.
_PRIOR = 1.0
# The logit that a side's abstract answers, below which on all sides nothing of what is asked is stated. Of 177 dev
# questions with an answer the likeliest side is at -2.6 or above; two of five without one are at -3.3 or below.
_STATED = -3.0


@dataclass(frozen=True)
class Side:
    """One side: its paper, and per aspect the passages that speak of it; the logit that it says what is asked."""

    ordinal: int
    aspects: tuple[tuple[str, tuple[Passage, ...]], ...]
    stated: float = 0.0


def answer(parts: Parts, work: Work) -> Outcome:
    """Both sides quoted; what one paper answers by itself, or of which one side alone is there, is asked as a fact."""
    told = _by_one_paper(parts, work)
    if told:
        return told
    found = _papers(parts, work)
    without = _without_paper(parts, work, found)
    unknown = [side for side in without if _is_nowhere(parts, side)]
    left_out = _left_out(unknown, [side for side in without if side not in unknown])
    if len(found) < 2:
        return _of_one_side(parts, work, found, unknown, left_out)
    general, won = _is_general(parts, work), bool(_BETTER.search(work.text))
    alike = _alike(parts, list(found)) if general and _ALIKE.search(work.text) else {}
    sides = [_side(parts, work, general, ordinal, side) for ordinal, side in found.items()]
    further = ("Method", "Result") if _UNLIKE.search(work.text) else ("Result",) if won else ()
    sides = [_with_common(side, alike[side.ordinal], further) if alike else side for side in sides]
    if max(side.stated for side in sides) < _STATED:
        return Outcome(abstention=_not_stated(parts, sides), answerable=0.0)
    apart = _APART if won and not without and _speak_apart(parts, found) else ""
    draft = replace(compare_draft(work.text, sides, work.numbering), lead=left_out or apart)
    evidence = tuple(map(parts.scored, draft.quotes))
    return Outcome(draft, evidence=evidence, passages=evidence, answerable=1.0)


def _by_one_paper(parts: Parts, work: Work) -> Outcome | None:
    """The fact that it is where one paper has both sides, or only one is asked of ("like X does"); None for a comparison."""
    if not work.routed.together and not any(map(_IS_PAPER.search, work.routed.sides)):
        one = within_one(parts, work)
        told = fact.answer(parts, replace(work, ordinals=(one,))) if one is not None else None
        if told and told.draft:
            return told
    named = len(parts.names.mentioned(work.text))
    alone = _LIKE_THAT.search(work.text) and named == 1
    several = named > 1 or len(work.understood.paper_ids) > 1
    alone = alone or not (several or work.routed.together or _sets_beside(work.text))
    return fact.answer(parts, work) if alone else None


def _sets_beside(text: str) -> bool:
    """Whether a text has any word that sets things beside each other."""
    return any(form.search(text) for form in (_COMPARING, _ALIKE, _UNLIKE, _BETTER, _BESIDE))


def _of_one_side(
    parts: Parts, work: Work, found: Mapping[int, str], unknown: Sequence[str], left_out: str
) -> Outcome:
    """The fact that is left where fewer than two papers are found, of the one that is named; else which sides are not there."""
    named = found and parts.names.mentioned(work.text)
    outcome = fact.answer(parts, replace(work, ordinals=tuple(found)) if named else work)
    if outcome.draft and named and not outcome.draft.lead:
        return replace(outcome, draft=replace(outcome.draft, lead=left_out))
    if not (outcome.abstention and unknown):
        return outcome
    nearest = [parts.paper(ordinal) for ordinal in found]
    return replace(outcome, abstention=abstention("not_in_collection", nearest, unknown))


def _not_stated(parts: Parts, sides: Sequence[Side]) -> Abstention:
    papers = [parts.paper(side.ordinal) for side in sides]
    name = parts.names.short_name(papers[0].id)
    said = [side.aspects[0][1][0] for side in sides]
    return abstention("not_stated", papers, scope=Scope(len(papers)), about=name, said=said)


def _is_nowhere(parts: Parts, side: str) -> bool:
    """Whether a side has a name that no paper has, or is a term with a word that none has."""
    words = [side[token.start : token.end] for token in content_tokens(side)]
    is_term = len(words) == len(_ANY_WORD.findall(side)) <= _TERM and not _describes(side)
    known = parts.names.mentioned(side) or parts.names.people(side) or all(map(parts.knows_any_word, words))
    return _names_unknown(parts, side) or (is_term and not known)


def _names_unknown(parts: Parts, side: str) -> bool:
    """Whether a side has a name that no paper has: "LLaVA-Mini", though "mini" is a word of some."""
    if parts.names.mentioned(side) or parts.names.people(side):  # of authors no abstract speaks
        return False
    words = (side[token.start : token.end] for token in content_tokens(side))
    return any(is_name(word) and not parts.knows_any_word(word) for word in words)


def _without_paper(parts: Parts, work: Work, found: Mapping[int, str]) -> list[str]:
    """The sides for which no paper was found; none where sides are told together.

    What a paper that was found speaks of is no further side but a part of one ("..., both on pruning").
    """
    written_by = any(map(parts.names.people, work.routed.sides))  # of authors no abstract speaks
    if work.routed.together or written_by or len(found) >= len(work.routed.sides):
        return []
    papers = {parts.paper(ordinal).id for ordinal in found}
    lost = [
        side
        for side in work.routed.sides
        if side not in found.values()
        and not papers & {*parts.names.mentioned(side)}
        and (_is_nowhere(parts, side) or (_tells(side) and not any(_has_part(parts, side, o) for o in found)))
    ]
    # A paper that no side was matched with may be that of the side that is left.
    unmatched = sum(not side for side in found.values())
    return lost if len(lost) > unmatched else [side for side in lost if _is_nowhere(parts, side)]


def _has_part(parts: Parts, side: str, ordinal: int) -> bool:
    """Whether a paper speaks of a side, or of a name in it."""
    abstract = parts.paper(ordinal).abstract
    named = any(is_name(word) and find_mentions(word, abstract) for word in side.split())
    return named or speaks_of(parts, side, ordinal)


def _tells(side: str) -> bool:
    """Whether a side is a name, or words enough to be more than what a cut left over."""
    return any(map(is_name, side.split())) or len(content_tokens(side)) > 1


def _left_out(unknown: Sequence[str], unfound: Sequence[str]) -> str:
    """What is compared without them, in a line; empty where all sides are there."""
    said = [f"No paper in the collection mentions {_quoted(unknown)}."] if unknown else []
    said += (
        [f"Which paper is meant by {_quoted(unfound)} is not clear, so it is left out."] if unfound else []
    )
    return " ".join(said)


def _quoted(sides: Sequence[str]) -> str:
    return ", ".join(f"“{side.strip('.')}”" for side in sides)


def _speak_apart(parts: Parts, found: Mapping[int, str]) -> bool:
    """Whether two papers that have names of their own neither name each other nor have the words of the other's side."""
    papers = [parts.paper(ordinal) for ordinal in found]
    named = len(papers) == 2 and all(parts.names.is_named(paper.id) for paper in papers)
    return named and not any(
        parts.names.short_name(other.id).lower() in f"{one.title} {one.abstract}".lower()
        or other.id in parts.names.mentioned(one.abstract)
        or has_side(found[parts.index.ordinal(other.id)], f"{one.title} {one.abstract}")
        for one, other in (papers, papers[::-1])
    )


def _with_common(side: Side, common: tuple[Passage, ...], further: Sequence[str]) -> Side:
    """The sentences that say what the other says, and the ``further`` parts: its results where it is asked which is better."""
    rest = [
        (label, tuple(p for p in shown if p not in common))
        for label, shown in side.aspects
        if label in further
    ]
    return replace(side, aspects=(("In common", common), *((label, shown) for label, shown in rest if shown)))


def _alike(parts: Parts, ordinals: Sequence[int]) -> dict[int, tuple[Passage, ...]]:
    """The sentences of each paper that come nearest to the others', of what the authors themselves did and found."""
    own: dict[int, tuple[tuple[Passage, ...], Matrix]] = {}
    for ordinal in ordinals:
        sentences = parts.sentences(ordinal)
        start = _start(parts, ordinal)
        rows = [row for row in range(start, len(sentences)) if not offered(sentences[row].text)] or [0]
        vectors = parts.index.vectors(ordinal)[-len(sentences) :]
        own[ordinal] = tuple(sentences[row] for row in rows), vectors[rows]
    found = {}
    for ordinal, (sentences, vectors) in own.items():
        near = [(vectors @ others.T).max(axis=1) for other, (_, others) in own.items() if other != ordinal]
        best = sorted(np.argsort(-np.min(near, axis=0))[:_ALIKE_IN])
        found[ordinal] = tuple(sentences[row] for row in best)
    return found


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


def _papers(parts: Parts, work: Work) -> dict[int, str]:
    """The papers of the sides, in their order, each with its side: named ones by name, others by what is asked of them.

    Two sides that one paper answers are its own ("A vs B" within a study): no comparison of papers.
    """
    sides = work.routed.sides
    if work.routed.together:
        return dict.fromkeys(described(parts, work, sides[0], most=work.routed.together), "")
    named = dict.fromkeys((*work.understood.paper_ids, *parts.names.mentioned(work.text)))
    found = {o: "" for o in map(parts.index.ordinal, named) if work.admits(o)}
    # What is told of another says more of its paper, and leaves that to the other.
    for side in sorted(sides, key=lambda side: _said_of(side, sides) == side):
        mentioned = parts.names.mentioned(side)
        one = None if mentioned else _unnamed(parts, work, side)
        if one is not None:
            found[one] = side
        elif mentioned:
            found |= {o: side for o in map(parts.index.ordinal, mentioned) if o in found}
        elif not _is_unknown(parts, side) and len(found) < max(2, len(sides)):
            told = _IS_PAPER.search(side) or _OF_TWO.search(work.text.partition(sides[0])[0])
            # A thing may be one paper's own, if that speaks of it; a paper may not.
            others = [o for o in found if told or not speaks_of(parts, side, o)]
            held = () if told or _describes(side) else having(parts, work, side)
            among = replace(work, ordinals=held) if set(held) - {*others} else work
            ordinal = of_side(parts, among, _phrases(work.text, side, sides), found, without=others)
            if ordinal is not None and not (named and _is_other_name(parts, side, ordinal)):
                found.setdefault(ordinal, side)
    if not named and not sides:
        return dict.fromkeys(foremost(parts, work, work.text, 2), "")
    return _in_order(found, sides)


def _unnamed(parts: Parts, work: Work, side: str) -> int | None:
    """The paper of a side that names none: by its author, or in short; None without one."""
    by_author = _of_author(parts, work, side)
    return _in_short(parts, work, side) if by_author is None else by_author


def _of_author(parts: Parts, work: Work, side: str) -> int | None:
    """The one paper, of the year if a side tells one, by the author that it, or the other that "her" points at, names; of
    several by an author who is the side the one that the question is asked of. None without one.
    """
    people = parts.names.people(side if not _THEIR.match(side) else work.text)
    years = {int(year) for year in _YEAR.findall(side)}
    alone = [person for person in people if person == side]
    surnames = [person.split()[-1] for person in (people if years else alone)]
    found = [
        ordinal
        for ordinal, paper in enumerate(parts.index.papers)
        if (paper.year in years or not years)
        and work.admits(ordinal)
        and any(find_mentions(n, "; ".join(paper.authors)) for n in surnames)
    ]
    if len(found) > 1 and not years:
        left = _left_to(work.text, "", work.routed.sides)
        return best_fit(parts, replace(work, ordinals=tuple(found)), left, least=-math.inf)
    return found[0] if len(found) == 1 else None


def _in_short(parts: Parts, work: Work, side: str) -> int | None:
    """The paper of which a side is the name written out ("drop and rescale" is DARE), or the initials of its title; or the one
    that speaks of it, if it does so in its title.
    """
    terms = index_terms(side)
    hits = parts.retriever.search(side, parts.question(side).vector, work.ordinals, k=_LOOKED_AT)
    if len(terms) > 1:
        speaking = [hit.ordinal for hit in hits if find_mentions(side, parts.paper(hit.ordinal).text)]
        if len(speaking) == 1 and find_mentions(side, parts.paper(speaking[0]).title):
            return speaking[0]
        found = (
            parts.index.ordinal(named[0])
            for hit in hits
            for short, long in abbreviations(parts.paper(hit.ordinal).abstract).items()
            if index_terms(long) == terms and len(named := parts.names.mentioned(short)) == 1
        )
        return next((ordinal for ordinal in found if work.admits(ordinal)), None)
    if not is_name(side):
        return None
    papers = {hit.ordinal: parts.paper(hit.ordinal) for hit in hits}
    called = [
        o for o, p in papers.items() if _has_initials(side, p.title) and find_mentions(side, p.abstract)
    ]
    return called[0] if len(called) == 1 else None


def _has_initials(side: str, title: str) -> bool:
    """Whether the initials of a title have a name, one of some letters."""
    return len(side) >= _SHORTEST and side.lower() in initials(title)


def _in_order(found: Mapping[int, str], sides: Sequence[str]) -> dict[int, str]:
    """The papers in the order of their sides; those without one stay where they are."""
    places = [n for n, side in enumerate(found.values()) if side]
    ordered = sorted(((o, side) for o, side in found.items() if side), key=lambda one: sides.index(one[1]))
    rows = list(found.items())
    for place, row in zip(places, ordered, strict=True):
        rows[place] = row
    return dict(rows)


def _left_to(text: str, side: str, sides: Sequence[str]) -> str:
    """The question as it is asked of one side: without the others, and the words that compare them."""
    for other in sides:
        text = text if other == side else text.replace(other, " ")
    return " ".join(_COMPARING.sub(" ", text).split())


def _phrases(text: str, side: str, sides: Sequence[str]) -> tuple[str, ...]:
    """What tells a side's paper: the question as it is asked of it, and its own words where they describe a paper."""
    whole = _said_of(side, sides)
    if whole != side:
        return (whole,)
    left = _left_to(text, side, sides)
    return (left, side) if _describes(side) else (left,)


def _said_of(side: str, sides: Sequence[str]) -> str:
    """A side with what it leaves to the first: "the later paper on bees on wasps"; itself where it leaves nothing."""
    first = _ARTICLE.sub("", _WHICH_ONE.sub("", sides[0]).replace("  ", " ").strip())
    told = side != sides[0] and _WHICH_ONE.search(side) and _IS_PAPER.search(first)
    return _ELIDED.sub(lambda _: first, side, count=1) if told else side


def _describes(side: str) -> bool:
    """Whether a side tells a paper by more than a name, or than which of two it is."""
    told = content_tokens(_WHICH_ONE.sub(" ", _IS_PAPER.sub(" ", side)))
    return bool(_IS_PAPER.search(side) and told) or len(side.split()) >= _TELLING


def _is_unknown(parts: Parts, side: str) -> bool:
    """Whether a side is called by a name that no paper has, and not described: nothing can be told of it."""
    named = any(map(is_name, side.split()))
    return named and (
        not parts.knows_any_word(side) or (not _describes(side) and _names_unknown(parts, side))
    )


def _is_other_name(parts: Parts, side: str, ordinal: int) -> bool:
    """Whether a side is called by a name of which the paper's title has nothing: "RoBERTa" is no paper that tries it."""
    title = parts.paper(ordinal).title
    if _is_made(side, parts.paper(ordinal).abstract):
        return False
    called = not _describes(side) and any(map(is_name, side.split()))
    return called and not _has_initials(side, title) and not {*index_terms(side)} & {*index_terms(title)}


def _is_made(side: str, abstract: str) -> bool:
    """Whether the authors of an abstract say that they made what a side is the name of: "we call it RUG-2"."""
    return any(_MADE.search(abstract[: mention.start]) for mention in find_mentions(side, abstract))


def _side(parts: Parts, work: Work, general: bool, ordinal: int, side: str) -> Side:
    """What the paper says of the aspect asked for; in a general comparison its method and result."""
    if general:
        part = outlined(parts, ordinal, OF_COMPARED)
        return Side(ordinal, (("Method", part.method), ("Result", part.result)))
    asked = work.routed.aspect
    label = _named_in(parts, work) or _label(parts, asked, work.routed.sides) or _ASKED
    at_once = parts_asked(work.text)
    own = _asked_of_it(parts, at_once, ordinal)
    text = " ".join(own) if len(own) < len(at_once) else work.text
    alone = _left_to(text, side, work.routed.sides) if side else text
    questions = (_asked_of(parts, each, ordinal) for each in (alone, text))
    each = [_asked_of(parts, part, ordinal) for part in own if len(own) > 1]
    apart = bool(_UNLIKE.search(work.text))
    passages, stated = _speaking_of(parts, tuple(dict.fromkeys(questions)), ordinal, each, apart)
    return Side(ordinal, ((label, passages),), stated)


def _asked_of_it(parts: Parts, asked: Sequence[str], ordinal: int) -> list[str]:
    """Of what is asked at once, each of papers that are named, what is asked of this one; else all."""
    named = [parts.names.mentioned(part) for part in asked]
    own = [part for part, ids in zip(asked, named, strict=True) if parts.paper(ordinal).id in ids]
    return own if own and all(named) else [*asked]


def _label(parts: Parts, aspect: str, sides: Sequence[str]) -> str:
    """The heading of what is compared: the aspect where that is a short phrase that names a thing; else empty."""
    words = aspect.split()
    debris = _NO_LABEL.search(aspect) or parts.names.mentions(aspect) or any(side in aspect for side in sides)
    told = content_tokens(_COMPARING.sub(" ", aspect))
    return without_doing(aspect) if told and len(words) <= _LONGEST_LABEL and not debris else ""


def _named_in(parts: Parts, work: Work) -> str:
    """What the question itself calls what it compares in, none of the sides."""
    found = named_aspect(_unsided(work))
    return "" if parts.names.mentions(found) else found


def _unsided(work: Work) -> str:
    text = work.text
    for side in work.routed.sides:
        text = text.replace(side, " it ")
    return " ".join(text.split())


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
    text, alike = work.text, _ALIKE.search(work.text)
    # Of what is common the form tells where a side ends, so that a name may be part of one.
    for side in work.routed.sides if alike else ():
        text = text.replace(side, " ")
    for mention in reversed(parts.names.mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    for side in work.routed.sides:
        text = text.replace(side, " ")
    text = _COMPARING.sub(" ", text)
    if alike:
        text = _BETTER.sub(" ", _UNLIKE.sub(" ", text))
    return not content_tokens(text)


def _speaking_of(
    parts: Parts, questions: Sequence[str], ordinal: int, each: Sequence[str] = (), apart: bool = False
) -> tuple[tuple[Passage, ...], float]:
    """The sentences of a paper that answer what is asked of it, the likeliest first, and the logit that any does.

    ``questions`` are what is asked of its side alone, and the whole; ``each`` what is asked at once, of which every one has its
    likeliest sentence. Where a quantity is asked for, those that say none are left out; where it is asked what sets it ``apart``,
    the one with which its authors begin is shown: it says what is new.
    """
    sentences = parts.sentences(ordinal)
    scores, stated = _scores(parts, questions, ordinal)
    most = _PER_SIDE if len(sentences) < _LONG else _PER_SIDE + 1
    ranked = np.argsort(-scores)[:most]
    best = {row for n, row in enumerate(ranked) if n < _FEWEST or scores[row] >= scores[ranked[0]] - _BEHIND}
    if not each and asks_quantity(questions[-1]):
        telling = {row for row in best if has_number(sentences[row].text)}
        best = {ranked[0], *telling} if telling else best
    best |= {int(np.argmax(_scores(parts, (one,), ordinal)[0])) for one in each}
    start = _start(parts, ordinal)
    if apart and start and not asks_quantity(questions[-1]):
        best.add(start)
    best |= {row - 1 for row in best if row and _POINTS_BACK.search(sentences[row].text)}
    first = ranked[0]
    lead = [] if first - 1 in best and leans_on_context(sentences[first].text) else [first]
    shown = (*lead, *sorted(best - {*lead}))
    return tuple(sentences[row] for row in shown), stated


def _scores(parts: Parts, questions: Sequence[str], ordinal: int) -> tuple[Matrix, float]:
    """How well each sentence of a paper answers, shape (n,), and the logit that any does.

    All questions are read closely, and the nearness to the first counts by half: so the decisive sentences of all sides were
    found in .93 of 132 dev comparisons, and in .89 by the reading and the nearness of either.
    """
    sentences = parts.sentences(ordinal)
    cosines = parts.index.vectors(ordinal)[-len(sentences) :] @ parts.question(questions[0]).vector
    scores = _NEARNESS * standardised(cosines)
    readings = [parts.reader.closely(question, parts.paper(ordinal), sentences) for question in questions]
    for reading in readings:
        scores = scores + standardised(reading.sentences) * (2 / len(questions))
    scores = scores - _PRIOR * (np.arange(len(sentences)) < _start(parts, ordinal))
    if not _OBTAINED.search(" ".join(questions)):
        scores = np.where([offered(one.text) for one in sentences], -np.inf, scores)
    return scores, max(reading.answers for reading in readings)


def _start(parts: Parts, ordinal: int) -> int:
    """The row of the sentence with which the authors of a paper begin to tell what they did."""
    return first_own(parts.sentences(ordinal), parts.names.short_name(parts.paper(ordinal).id))
