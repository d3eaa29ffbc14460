"""A list: every paper that qualifies, one line each, with the quote that qualifies it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.answer.abstain import abstention
from qa.answer.matching import Match, match
from qa.answer.naming import named
from qa.answer.numbering import Numbering
from qa.answer.quoting import quote_of, quoted_sentence
from qa.parts import Outcome, Parts, Work
from qa.types import Draft, Passage, ScoredPassage

SCANNED = 300  # papers looked at closely; beyond these none qualifies in a collection of 5,000


class Cuts(NamedTuple):
    """Logits: what a paper needs, how far below the best it may be, and what the best needs."""

    each: float
    near: float
    best: float


# The best F1 in the cross-validation that evals/list_fit.py prints (.765); of the lists of which nothing
# qualifies .73 are declined.
CUTS = Cuts(each=-1.75, near=3.5, best=-1.0)


def answer(parts: Parts, work: Work) -> Outcome:
    """All qualifying papers, best first, under a line that counts them."""
    topic = work.routed.topic or work.text
    matches = matching(parts, work, topic)
    kept = qualifying(matches)
    there = {found.ordinal for found in kept}
    kept += [found for found in named(parts, topic, matches) if found.ordinal not in there]
    total = len(work.ordinals) if work.ordinals is not None else len(parts.index.papers)
    passages = tuple(_scored(parts, found) for found in matches[:10])
    if not kept:
        nearest = [parts.paper(found.ordinal) for found in matches]
        return Outcome(abstention=abstention("no_match", nearest), passages=passages, answerable=0.0)
    count = "1 of" if len(kept) == 1 else f"{len(kept)} of"
    lead = f"{count} {total} papers {'qualifies' if len(kept) == 1 else 'qualify'}:"
    draft = list_draft(lead, [found.passage for found in kept], topic, work.numbering)
    evidence = tuple(_scored(parts, found) for found in kept)
    return Outcome(draft, evidence=evidence, passages=passages, answerable=1.0)


def matching(parts: Parts, work: Work, topic: str) -> list[Match]:
    """The papers that may fit the topic, best first."""
    hits = parts.retriever.search(topic, parts.question(topic).vector, work.ordinals, k=SCANNED)
    return sorted(match(parts, work.text, topic, hits), key=lambda found: -found.score)


def qualifying(matches: Sequence[Match], cuts: Cuts = CUTS) -> list[Match]:
    """The matches, best first, that are good in themselves and not far below the best."""
    if not matches or matches[0].score < cuts.best:
        return []
    floor = max(cuts.each, matches[0].score - cuts.near)
    return [found for found in matches if found.score >= floor]


def list_draft(lead: str, passages: Sequence[Passage], question: str, numbering: Numbering) -> Draft:
    """One quoted sentence a paper, under a line that states the count."""
    return Draft(
        sentences=tuple(quoted_sentence(passage, numbering, question) for passage in passages),
        quotes=tuple(quote_of(passage) for passage in passages),
        lead=lead,
        shape="list",
    )


def _scored(parts: Parts, found: Match) -> ScoredPassage:
    passage = found.passage
    title = parts.paper(found.ordinal).title
    return ScoredPassage(passage.paper_id, title, found.score, passage.start, passage.end, passage.text)
