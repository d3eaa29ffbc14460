"""A list: every paper that qualifies, one line each, with the quote that qualifies it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from qa.answer.abstain import Scope, abstention
from qa.answer.described import likely_meant
from qa.answer.lacking import Lacking, denying
from qa.answer.matching import LONGEST, ON_TOPIC, SCANNED, Match, chances, likely_length, match, some_fits
from qa.answer.naming import named, only_named
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.answer.roles import role_scores, standardised
from qa.answer.threshold import reaching
from qa.answer.topic import Topic, alternatives, without_generic
from qa.asked.grammar import expand
from qa.asked.listing import asks_for_one
from qa.embedding import Matrix
from qa.parts import Outcome, Parts, Work
from qa.read import named_missing
from qa.retrieve import PaperHit
from qa.types import Abstention, Draft, Passage, ScoredPassage
from qa.words import content_tokens, index_terms

# A topic of so few content words is not there where no abstract has one of its names and terms, unless a paper fits it
# so plainly (a logit): "frog" without the word.
_SHORT, _PLAIN = 3, 3.5
# Cosines of the nearest abstract and sentence below which nothing here is about it: of 260 lists none is so far off.
_OFF_TOPIC, _OFF_TOPIC_SAID = 0.1, 0.16
_NEAREST = 5
# Below this chance that any qualifies none is listed. By cross-validation .49 of the topics are declined of which the fitting
# papers were taken away, .43 of those that no paper fits, and .03 of those with papers.
_SOME = 0.14
# The same where one thing is to be used for another: of such topics that no paper joins .8 are declined then instead of .65, and of
# those that one does hardly any is lost.
_USED_FOR, _SOME_USED = re.compile(r"(?:[\w-]+ ){1,3}(?:for|to) (?:the |an? )?[\w-]+(?: [\w-]+){0,3}"), 0.28
# Where so few papers are chosen from as a list has at most, a third of them qualifies rather than one in thirty: what is added to
# their logits, and the chance that any qualifies below which none is told. By evals/narrowing.py, on 759 such questions F1 is .87
# then instead of .76, and of 253 of which none qualifies .80 are declined instead of .95.
_OF_FEW, _SOME_OF_FEW = 1.0, 0.05
# Of the sentence that is shown, beside its close reading: how near it lies to the question, how much it says what the
# paper itself does, and, unless it tells a problem, which share of the topic's words it has, of which half is enough. On 449 dev
# papers that are listed rightly it is a gold one in .777, in .748 without the words and in .757 if problems count as well.
_NEAR, _OWN, _SAYS, _ENOUGH = 0.25, 0.5, 3.0, 0.5
# A sentence that denies what is to be lacking shows it, rather than one that says it: of 8 such dev papers all keep a gold one.
_DENIED = 2.0
# Where one paper is looked for ("which study ...?"), a further one is listed that qualifies by this logit: of 28 such questions
# eight had others beside the one that was meant, which is the first in all; five of these have it alone then.
_AS_WELL = 1.5
_EXCEPTING = re.compile(
    r"\b(?:besides|other than|apart from|aside from|except(?: for)?|excluding|not counting|in addition to)(?: (?:the|of))*\W*$",
    re.IGNORECASE,
)
# What a work does to another it does not do to itself: "which papers extend X?"
_DONE_TO = re.compile(
    expand(r"\b<relates>(?: (?:the|a|an|original|plain|standard|method|paper))*\W*$"), re.IGNORECASE
)
_LIKELY = 0.5
# A number that is asked for, or what the topic was told for, says nothing of a paper.
_NOT_AS_ASKED = re.compile(
    r"^how many\b|[.!] +(?:so |and )?(?:which|what|any|who|show|give|list)\b", re.IGNORECASE
)
_MAY_BE_MEANT = 0.5  # chance told for the one paper that comes nearest, where none surely qualifies
_CHOSEN = 8  # papers of a list of which it is chosen so; the others are shown by what found them


def answer(parts: Parts, work: Work) -> Outcome:
    """All qualifying papers, best first, under a line that counts them."""
    work = _without_excepted(parts, work)
    topics = work.routed.topics or (work.routed.topic or work.text,)
    found = [_on(parts, work, topic, alone=len(topics) == 1) for topic in topics]
    kept = list({match.ordinal: match for each in found for match in each.kept}.values())
    passages = tuple(parts.scored(match.passage, match.score) for match in found[0].matches[:10])
    if not kept:
        open_to_all = not _limited(work) and not any(each.declined for each in found)
        meant = likely_meant(parts, work) if open_to_all else None
        if meant is not None:
            return _nearest(parts, work, " ".join(topics), meant, passages)
        nearest = [parts.paper(match.ordinal) for match in found[0].matches]
        abstained = found[0].declined or abstention("no_match", nearest, scope=Scope(among=_limited(work)))
        return Outcome(abstention=abstained, passages=passages, answerable=0.0)
    total = len(work.ordinals) if work.ordinals is not None else len(parts.index.papers)
    having = [match for each in found for match in each.having]
    draft = list_draft(
        counted(len(kept), total),
        _shown(parts, work.text, " ".join(topics), kept, having),
        " ".join(topics),
        work.numbering,
    )
    evidence = tuple(parts.scored(match.passage, match.score) for match in kept)
    return Outcome(draft, evidence=evidence, passages=passages, answerable=1.0)


def _nearest(
    parts: Parts, work: Work, topic: str, ordinal: int, passages: tuple[ScoredPassage, ...]
) -> Outcome:
    """The one paper that may be what is described, under a line that does not say that it qualifies."""
    shown = _telling(parts, work.text, topic, ordinal)
    draft = list_draft("No paper surely qualifies; this one comes nearest:", [shown], topic, work.numbering)
    return Outcome(draft, evidence=(parts.scored(shown),), passages=passages, answerable=_MAY_BE_MEANT)


def counted(kept: int, total: int) -> str:
    """The line that counts those that qualify."""
    return f"{kept} of {total} papers {'qualifies' if kept == 1 else 'qualify'}:"


class _Found(NamedTuple):
    """Papers on a topic: all that were looked at, best first, those that qualify, those that have it for a name; or why none."""

    matches: Sequence[Match]
    kept: Sequence[Match] = ()
    having: Sequence[Match] = ()
    declined: Abstention | None = None


def _on(parts: Parts, work: Work, topic: str, alone: bool) -> _Found:
    """The papers on one topic, by the question where that asks for it ``alone``; by their figures where these can tell."""
    reached = reaching(parts, topic, work.ordinals or range(len(parts.index.papers)))
    if reached:
        return _Found(reached, reached, reached)
    hits = parts.retriever.search(topic, parts.question(topic).vector, work.ordinals, k=SCANNED)
    if _is_off_topic(hits[:_NEAREST]):
        return _Found([], declined=abstention("off_topic", (), scope=Scope(among=_limited(work))))
    asked = alone and not work.routed.apart and not _NOT_AS_ASKED.search(work.text)
    text = work.text if asked else ON_TOPIC.format(topic)
    matches = sorted(match(parts, text, topic, hits), key=lambda found: -found.score)
    declined = _not_there(parts, topic, matches)
    if declined:
        return _Found(matches, declined=declined)
    having = named(parts, topic, matches)
    few = 0 < _limited(work) <= LONGEST
    kept = kept_of(topic, matches, having, some_fits(parts, text, matches) if matches else 0.0, few)
    kept = _not_on(parts, kept, hits, work.routed.apart)
    lacking = Lacking.of(topic)
    kept = denying(parts, lacking, work.ordinals, kept) if lacking else kept
    if alone and asks_for_one(work.text) and not having:
        kept = [found for found in kept if found is kept[0] or found.score >= _AS_WELL]
    return _Found(matches, kept, having)


def _without_excepted(parts: Parts, work: Work) -> Work:
    """The same, without the papers that the question names as known: "who besides X does it?", "which papers extend X?"."""
    excepted = {
        parts.index.ordinal(paper_id)
        for mention in parts.names.mentions(work.text)
        if any(form.search(work.text, 0, mention.start) for form in (_EXCEPTING, _DONE_TO))
        for paper_id in mention.paper_ids
    }
    if not excepted:
        return work
    allowed = work.ordinals if work.ordinals is not None else range(len(parts.index.papers))
    return replace(work, ordinals=tuple(ordinal for ordinal in allowed if ordinal not in excepted))


def _limited(work: Work) -> int:
    """How many papers a list is limited to, 0 if it only leaves out some."""
    return 0 if work.ordinals is None or work.understood.exclude else len(work.ordinals)


def _is_off_topic(hits: Sequence[PaperHit]) -> bool:
    """Whether the papers that are nearest to a topic are far off all the same."""
    nearest = max((hit.dense for hit in hits), default=1.0)
    return nearest < _OFF_TOPIC and max(hit.sentence for hit in hits) < _OFF_TOPIC_SAID


def _not_there(parts: Parts, topic: str, matches: Sequence[Match]) -> Abstention | None:
    """That no abstract has what a short topic names, unless a paper fits it plainly all the same."""
    missing = _missing(parts, topic)
    if not missing or len(content_tokens(topic)) > _SHORT or (matches and matches[0].score >= _PLAIN):
        return None
    known = parts.knows_any_word(topic)
    nearest = [parts.paper(found.ordinal) for found in matches]
    return abstention("not_in_collection" if known else "off_topic", nearest, missing)


def kept_of(
    topic: str, matches: Sequence[Match], having: Sequence[Match], some: float, few: bool
) -> list[Match]:
    """Those that qualify by reading, and those ``having`` the name that the topic is; only these if it says no more.

    ``some`` is the chance that any qualifies, ``few`` whether it is asked which of a few papers do.
    """
    if having and only_named(topic):
        return list(having)
    used_for = _USED_FOR.fullmatch(without_generic(topic).strip(" ?."))
    if few:
        kept = qualifying(matches, some, _SOME_OF_FEW, _OF_FEW)
    else:
        kept = with_the_word(qualifying(matches, some, _SOME_USED if used_for else _SOME))
    there = {found.ordinal for found in kept}
    return kept + [found for found in having if found.ordinal not in there]


def with_the_word(kept: list[Match]) -> list[Match]:
    """Where some have the one word that a topic is, those without it only if likelier than not: "weather" is no temperature of a sampler."""
    if not any(found.words == 1 and found.phrase >= 1 for found in kept):
        return kept
    likely = chances(np.array([found.score for found in kept]))
    return [
        found for found, chance in zip(kept, likely, strict=True) if found.phrase >= 1 or chance > _LIKELY
    ]


def _not_on(parts: Parts, kept: list[Match], hits: Sequence[PaperHit], apart: Sequence[str]) -> list[Match]:
    """Those of ``kept`` that are likelier on none of the topics ``apart`` than on any, and no paper that one of these names."""
    for topic in apart:
        excluded = parts.names.mentioned(topic)
        if excluded:
            kept = [found for found in kept if parts.paper(found.ordinal).id not in excluded]
            continue
        others = match(parts, ON_TOPIC.format(topic), topic, hits)
        likely = chances(np.array([found.score for found in others]))
        on = {found.ordinal for found, chance in zip(others, likely, strict=False) if chance > _LIKELY}
        kept = [found for found in kept if found.ordinal not in on]
    return kept


def _shown(
    parts: Parts, question: str, topic: str, kept: Sequence[Match], having: Sequence[Match]
) -> list[Passage]:
    """The sentence of each paper that is listed: the one with the name that was asked for, or the one that tells most."""
    named_in = {found.ordinal: found.passage for found in having}
    shown = [found.passage for found in kept]
    for row, found in enumerate(kept):
        if found.ordinal in named_in:
            shown[row] = named_in[found.ordinal]
        elif row < _CHOSEN:
            shown[row] = _telling(parts, question, topic, found.ordinal)
    return shown


def _telling(parts: Parts, question: str, topic: str, ordinal: int) -> Passage:
    """The sentence of a qualifying paper that shows best that it does, and how."""
    paper, sentences = parts.paper(ordinal), parts.sentences(ordinal)
    name = parts.names.short_name(paper.id)
    problem, own, result = (role_scores(role, sentences, name) for role in ("Problem", "Method", "Result"))
    near = parts.index.vectors(ordinal)[-len(sentences) :] @ parts.question(question).vector
    close = parts.reader.closely(question, paper, sentences).sentences
    scores = standardised(close) + _NEAR * standardised(near) + _OWN * standardised(own)
    tells = problem <= np.maximum(own, result)
    scores += _SAYS * _shares(parts, topic, sentences) * tells
    lacking = Lacking.of(question)
    scores += _DENIED * lacking.signs(sentences) if lacking else 0.0
    return sentences[int(np.argmax(scores))]


def _shares(parts: Parts, topic: str, sentences: Sequence[Passage]) -> Matrix:
    """The share of the topic's words that each sentence has, as far as it counts."""
    words = Topic.of(without_generic(topic), parts.index.lexical.idf, ())
    shares = [words.share(dict.fromkeys(index_terms(sentence.text), 1.0)) for sentence in sentences]
    return np.minimum(np.array(shares, np.float32), _ENOUGH)


def _missing(parts: Parts, topic: str) -> tuple[str, ...]:
    """The names and terms that no abstract has; none where the topic may be something else without any."""
    found = [named_missing(parts.question(each), parts.idf) for each in alternatives(topic)]
    return tuple(dict.fromkeys(name for names in found for name in names)) if all(found) else ()


def qualifying(matches: Sequence[Match], some: float, least: float = _SOME, more: float = 0.0) -> list[Match]:
    """The matches, best first, up to where the F1 of the list is likely the highest; none where the chance that ``some`` qualify is
    below ``least``.

    A score is the logit of a chance, to which ``more`` is added. In the cross-validation of evals/list_fit.py that makes as good lists as the best fixed
    cut-offs do, and .76 instead of .73 on 81 lists of two other collections.
    """
    if not matches or some < least:
        return []
    return list(matches[: likely_length(np.array([found.score + more for found in matches]))])


def list_draft(lead: str, passages: Sequence[Passage], question: str, numbering: Numbering) -> Draft:
    """One quoted sentence a paper, under a line that states the count."""
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, question) for passage in passages),
        quotes=tuple(quote_of(passage) for passage in passages),
        lead=lead,
        shape="list",
    )
