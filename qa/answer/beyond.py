"""What is said where none of the papers shown qualifies: which of the whole collection do so beyond doubt."""

from __future__ import annotations

from dataclasses import replace

from qa.answer import listing
from qa.conversation.focus import THESE
from qa.parts import Outcome, Parts, Work

_SURELY = 0.5  # logit that a paper qualifies, from where on it is named
_MOST = 3  # papers named
_OF_THESE = f"of {THESE}"


def beyond(parts: Parts, work: Work) -> Outcome | None:
    """The papers that qualify among all, where among those shown none does; None without any that surely do.

    How well a paper fits is told beside the others: one of those shown may stand out of the collection alone.
    """
    shown = work.understood.paper_ids
    if _OF_THESE not in work.text:
        return None
    understood = replace(work.understood, standalone=work.text.replace(_OF_THESE, "papers"), paper_ids=())
    found = listing.answer(parts, replace(work, understood=understood, ordinals=None))
    sure = [row for row, hit in enumerate(found.evidence) if hit.score >= _SURELY] if found.draft else []
    own = [row for row in sure if found.evidence[row].paper_id in shown]
    rows = own or sure[:_MOST]
    if not rows or not found.draft:
        return None
    draft = replace(
        found.draft,
        sentences=tuple(found.draft.sentences[row] for row in rows),
        quotes=tuple(found.draft.quotes[row] for row in rows),
        lead=listing.counted(len(own), len(shown))
        if own
        else f"None of these {len(shown)} qualifies; outside them:",
    )
    return replace(found, draft=draft, evidence=tuple(found.evidence[row] for row in rows))
