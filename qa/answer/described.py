"""Which paper a phrase describes: "the study that shares weights over depth"."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from statistics import fmean
from typing import NamedTuple

from qa.answer.topic import Topic
from qa.parts import Parts, Work
from qa.words import content_tokens, index_terms

_TRIED, _SOUGHT = 4, 30  # papers that are read for one phrase, and that are looked at
_STANDING = 0.5  # weight of retrieval's score beside the logit that the paper fits
# A phrase describes a paper that fits it by itself, a little ahead of the next, or that is far ahead of the
# next and not unfit. Chosen on 60 phrases of dev questions: 34 of the 36 that describe a paper find it, 5 of
# the 24 that describe none ("cosine decay") find one.
_FITS, _AHEAD = 3.3, 1.0
_NOT_UNFIT, _FAR_AHEAD = -1.3, 4.0
# A side's second best that counts where the best is another side's: how well it fits, and how far behind.
_ALSO, _CLOSE_BEHIND = 2.0, 2.0
# What comes nearest to a description of so many content words, where nothing qualifies: how well it fits, and how far it is ahead.
_LONG, _LIKELY_MEANT, _WELL_AHEAD = 5, 1.0, 2.0
_HALF = 0.5  # of a phrase's words, by weight


class _Fitting(NamedTuple):
    score: float
    fits: float
    ordinal: int


def described(
    parts: Parts, work: Work, phrase: str, most: int = 1, without: Collection[int] = ()
) -> list[int]:
    """The papers, best first and at most ``most``, that a phrase describes, by retrieval and a close reading."""
    read = _read(parts, work, (phrase,), without)
    if most > 1:
        fitting = [paper.ordinal for paper in read if paper.fits >= _FITS][:most]
        return fitting if len(fitting) == most else _foremost(read, most)
    return [read[0].ordinal] if read and _stands_out(read) else []


def best_fit(
    parts: Parts, work: Work, question: str, without: Collection[int] = (), least: float = 0.0
) -> int | None:
    """The paper that a question is asked of, however near the next; None if none fits by the logit ``least``."""
    read = _read(parts, work, (question,), without)
    return read[0].ordinal if read and read[0].fits >= least else None


def likely_meant(parts: Parts, work: Work) -> int | None:
    """The paper that a long description comes nearest to, where it fits and the next is well behind."""
    read = _read(parts, work, (work.text,)) if len(content_tokens(work.text)) >= _LONG else []
    return read[0].ordinal if read and read[0].fits >= _LIKELY_MEANT and _ahead(read) >= _WELL_AHEAD else None


def of_side(
    parts: Parts, work: Work, phrases: Sequence[str], taken: Collection[int], without: Collection[int] = ()
) -> int | None:
    """The paper that one side of a comparison is, by what is asked of it and its own words; None if none fits.

    Where that one is ``taken`` by another side, it is the next if that fits the words of this side nearly as well.
    """
    read = _read(parts, work, phrases, without)
    if not read or (read[0].fits < 0 and not _far_ahead(read)):
        return None
    best, second = read[0], read[1] if len(read) > 1 and len(phrases) > 1 else read[0]
    close = second.fits >= _ALSO and best.score - second.score <= _CLOSE_BEHIND
    return second.ordinal if close and best.ordinal in taken and second.ordinal not in taken else best.ordinal


def speaks_of(parts: Parts, phrase: str, ordinal: int) -> bool:
    """Whether the paper has at least half of a phrase's words, by weight."""
    paper = parts.paper(ordinal)
    present = {*index_terms(paper.title), *index_terms(paper.abstract)}
    topic = Topic.of(phrase, parts.index.lexical.idf, ())
    return topic.share(dict.fromkeys(present, 1.0)) >= _HALF


def foremost(parts: Parts, work: Work, text: str, most: int) -> list[int]:
    """The ``most`` papers that fit a text best; none where the next is not far behind.

    For a text that speaks of so many papers: which they are is told by the gap behind the last.
    """
    return _foremost(_read(parts, work, (text,)), most)


def _foremost(read: Sequence[_Fitting], most: int) -> list[int]:
    wanted = read[:most]
    behind = read[len(wanted)].score if len(read) > len(wanted) else -math.inf
    told = wanted and wanted[-1].fits >= _NOT_UNFIT and wanted[-1].score - behind >= _AHEAD
    return [paper.ordinal for paper in wanted] if told else []


def _read(parts: Parts, work: Work, phrases: Sequence[str], without: Collection[int] = ()) -> list[_Fitting]:
    """The papers nearest to all phrases together, read with each of them, best first."""
    standings: dict[int, list[float]] = {}
    for phrase in phrases:
        for hit in parts.retriever.search(phrase, parts.question(phrase).vector, work.ordinals, k=_SOUGHT):
            standings.setdefault(hit.ordinal, []).append(hit.score)
    found = {o: fmean(s) for o, s in standings.items() if o not in without and len(s) == len(phrases)}
    read = []
    for ordinal in sorted(found, key=lambda o: -found[o])[:_TRIED]:
        paper, sentences = parts.paper(ordinal), parts.sentences(ordinal)
        fits = fmean(parts.reader.closely(phrase, paper, sentences).fits for phrase in phrases)
        read.append(_Fitting(fits + _STANDING * found[ordinal], fits, ordinal))
    return sorted(read, reverse=True)


def _stands_out(read: Sequence[_Fitting]) -> bool:
    return (read[0].fits >= _FITS and _ahead(read) >= _AHEAD) or _far_ahead(read)


def _far_ahead(read: Sequence[_Fitting]) -> bool:
    return read[0].fits >= _NOT_UNFIT and _ahead(read) >= _FAR_AHEAD


def _ahead(read: Sequence[_Fitting]) -> float:
    return read[0].score - read[1].score if len(read) > 1 else _FAR_AHEAD
