"""Which paper a phrase describes: "the study that shares weights over depth"."""

from __future__ import annotations

from collections.abc import Collection

from qa.parts import Parts, Work

_TRIED = 4  # papers that are read for one phrase
_STANDING = 0.5  # weight of retrieval's score beside the logit that the paper fits
# The logit from which on a phrase describes a paper: on dev phrases that do have 3.6 to 7.3, half of those that
# do not ("the drafter", "cosine decay") less than 1.
_FITS = 3.3


def described(
    parts: Parts, work: Work, phrase: str, most: int = 1, without: Collection[int] = ()
) -> list[int]:
    """The papers, best first and at most ``most``, that fit a phrase, by its vector, its words and a close reading."""
    vector = parts.question(phrase).vector
    hits = parts.retriever.search(phrase, vector, work.ordinals, k=_TRIED + len(without))
    scores: dict[int, float] = {}
    for hit in [hit for hit in hits if hit.ordinal not in without][:_TRIED]:
        close = parts.reader.closely(phrase, parts.paper(hit.ordinal), parts.sentences(hit.ordinal))
        if close.fits >= _FITS:
            scores[hit.ordinal] = close.fits + _STANDING * hit.score
    return sorted(scores, key=lambda ordinal: -scores[ordinal])[:most]
