"""Which paper a phrase describes: "the study that shares weights over depth"."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from qa.parts import Parts, Work

_TRIED = 4  # papers that are read for one phrase
_STANDING = 0.5  # weight of retrieval's score beside the logit that the paper fits
# A phrase describes the paper whose score is this high and so far ahead of the next. Chosen on 60 phrases of dev
# questions: 34 of the 36 that describe a paper find it, 5 of 24 that describe none ("cosine decay") find one.
_ENOUGH, _AHEAD = 7.8, 1.0


class _Fitting(NamedTuple):
    score: float
    ordinal: int


def described(
    parts: Parts, work: Work, phrase: str, most: int = 1, without: Collection[int] = ()
) -> list[int]:
    """The papers, best first and at most ``most``, that a phrase describes, by retrieval and a close reading."""
    vector = parts.question(phrase).vector
    hits = parts.retriever.search(phrase, vector, work.ordinals, k=_TRIED + len(without))
    read = []
    for hit in [hit for hit in hits if hit.ordinal not in without][:_TRIED]:
        fits = parts.reader.closely(phrase, parts.paper(hit.ordinal), parts.sentences(hit.ordinal)).fits
        read.append(_Fitting(fits + _STANDING * hit.score, hit.ordinal))
    read.sort(reverse=True)
    found = [paper for paper in read if paper.score >= _ENOUGH]
    if most > 1:
        return [paper.ordinal for paper in found][:most]
    alone = len(read) < 2 or read[0].score - read[1].score >= _AHEAD
    return [paper.ordinal for paper in found[:1] if alone]
