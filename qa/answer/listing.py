"""A list: every paper that qualifies, one line each, with the quote that qualifies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from qa.answer.abstain import abstention
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.embedding import Matrix
from qa.parts import Outcome, Parts, Work
from qa.retrieve import PaperHit
from qa.types import Draft, Passage, ScoredPassage
from qa.words import content_tokens, index_terms

_SCANNED = 300  # papers looked at closely; beyond these none qualifies in a collection of 5,000
# Chosen on the dev lists (F1 .86 there): a paper qualifies with a score that is good in itself,
# and not far below that of the best.
_QUALIFIES = 1.04
_NEAR_BEST = 0.7


class Match(NamedTuple):
    """A paper that may qualify: how well, and the sentence that shows it."""

    ordinal: int
    score: float
    passage: Passage


def answer(parts: Parts, work: Work) -> Outcome:
    """All qualifying papers, best first, under a line that counts them."""
    topic = work.routed.topic or work.text
    question = parts.question(topic)
    hits = parts.retriever.search(topic, question.vector, work.ordinals, k=_SCANNED)
    matches = sorted((_match(parts, topic, question.vector, hit) for hit in hits), key=lambda m: -m.score)
    kept = qualifying(matches)
    total = len(work.ordinals) if work.ordinals is not None else len(parts.index.papers)
    passages = tuple(_scored(parts, match) for match in matches[:10])
    if not kept:
        nearest = [parts.paper(match.ordinal) for match in matches]
        return Outcome(abstention=abstention("no_match", nearest), passages=passages, answerable=0.0)
    count = "1 of" if len(kept) == 1 else f"{len(kept)} of"
    lead = f"{count} {total} papers {'qualifies' if len(kept) == 1 else 'qualify'}:"
    draft = list_draft(lead, [match.passage for match in kept], topic, work.numbering)
    evidence = tuple(_scored(parts, match) for match in kept)
    return Outcome(draft, evidence=evidence, passages=passages, answerable=1.0)


def qualifying(matches: Sequence[Match]) -> list[Match]:
    """The matches, best first, that are good in themselves and not far below the best."""
    if not matches:
        return []
    floor = max(_QUALIFIES, _NEAR_BEST * matches[0].score)
    return [match for match in matches if match.score >= floor]


def list_draft(lead: str, passages: Sequence[Passage], question: str, numbering: Numbering) -> Draft:
    """One quoted sentence a paper, under a line that states the count."""
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, question) for passage in passages),
        quotes=tuple(quote_of(passage) for passage in passages),
        lead=lead,
        shape="list",
    )


def _match(parts: Parts, topic: str, vector: Matrix, hit: PaperHit) -> Match:
    """Five signals, each at most 1, of equal weight.

    The topic's words in the whole paper, in one sentence, and how often they come (a thing
    mentioned once in passing does not make a paper about it); the cosines of the whole and
    of the best sentence.
    """
    paper = parts.paper(hit.ordinal)
    sentences = parts.sentences(hit.ordinal)
    cosines = parts.index.vectors(hit.ordinal)[-len(sentences) :] @ vector
    terms = {term: parts.index.lexical.idf(term) for term in {t.stem for t in content_tokens(topic)}}
    counts = Counter(index_terms(paper.title) * 2 + index_terms(paper.abstract))
    shares = np.array([_share(terms, Counter(set(index_terms(sentence.text)))) for sentence in sentences])
    often = _share(terms, {term: count / (count + 1) for term, count in counts.items()})
    whole = _share(terms, dict.fromkeys(counts, 1.0))
    score = whole + float(shares.max()) + often + hit.dense + float(cosines.max())
    return Match(hit.ordinal, score, sentences[int(np.argmax(shares + cosines))])


def _share(terms: Mapping[str, float], present: Mapping[str, float]) -> float:
    """The share of the terms' weight that is present, each term to a degree from 0 to 1."""
    total = sum(terms.values())
    return sum(weight * present.get(term, 0.0) for term, weight in terms.items()) / total if total else 0.0


def _scored(parts: Parts, match: Match) -> ScoredPassage:
    passage = match.passage
    title = parts.paper(match.ordinal).title
    return ScoredPassage(passage.paper_id, title, match.score, passage.start, passage.end, passage.text)
