"""Which papers are read for a fact: those found, or the few that have what the question is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.asked.effect import subject
from qa.mentions import is_name
from qa.parts import Parts, Work
from qa.read import Reading, naming
from qa.retrieve import PaperHit
from qa.terms import is_own_word, is_term
from qa.words import Token, content_tokens

READ = 30  # papers that are read for one question
# As likely as this, it is answered though what is asked about goes by another word here: everyday words have others that are
# as good, and reading knows them; of another substance, person or place it is hardly ever so sure.
_SURELY = 0.9
_FEW, _RARE = 2, 0.05  # papers at most, or the share of them, that have what a question is about


class Read(NamedTuple):
    """What was read for a question, how near the nearest paper found is (a cosine), and what it presumes and no paper has."""

    reading: Reading
    nearest: float
    unheard: tuple[str, ...]


def read(parts: Parts, work: Work) -> Read:
    """The reading of the papers found; only of those with all names in the question, or with what it is about, where the first
    has not these: what such a paper tells, it tells of another thing.
    """
    hits, reading = read_among(parts, work.text, work.ordinals)
    nearest = max((hit.dense for hit in hits), default=0.0)
    about = _about(parts, work)
    if reading.papers:
        having = _having(parts, work, about, reading)
        reading = read_among(parts, work.text, having)[1] if having else reading
    return Read(reading, nearest, _unheard_of(parts, work, about, sure=reading.answerable >= _SURELY))


def read_among(
    parts: Parts, text: str, ordinals: Sequence[int] | None = None, k: int = READ
) -> tuple[list[PaperHit], Reading]:
    """The ``k`` papers nearest to a text, of these or of all, and their reading."""
    question = parts.question(text)
    hits = parts.retriever.search(text, question.vector, ordinals, k=k)
    return hits, parts.read(question, hits)


def _about(parts: Parts, work: Work) -> list[Token]:
    """The names and the technical terms of what a question is about, and its words that name a thing where they stand."""
    thing, question = subject(work.text), parts.question(work.text)
    start = work.text.find(thing)
    names = naming(question)
    within = (token for token in question.tokens if start <= token.start < start + len(thing))
    return [token for token in within if token in names or is_own_word(token.surface)]


def _having(parts: Parts, work: Work, about: Sequence[Token], reading: Reading) -> tuple[int, ...]:
    """The papers to be read instead, where the first of a reading has not what these have; empty without any."""
    first = reading.papers[0][0]
    if (
        work.ordinals is not None
    ):  # "these papers" are asked: those of them with the names that the first has not
        named = (set(parts.having(token)) for token in naming(parts.question(work.text)))
        return _lacking([having.intersection(work.ordinals) for having in named], first)
    if parts.names.mentions(work.text):
        of_first = parts.names.having(work.text, [parts.paper(first).id])
        return () if of_first else tuple(map(parts.index.ordinal, parts.names.having(work.text)))
    return _of_subject(parts, work, about, first) if reading.answerable < _SURELY else ()


def _of_subject(parts: Parts, work: Work, about: Sequence[Token], first: int) -> tuple[int, ...]:
    """The few papers that have what a question is about, where the first has it not.

    Where no form tells what that is ("lc50 fenclorim"), they are those with its technical terms.
    """
    sought = about or [token for token in content_tokens(work.text) if is_term(token.surface)]
    holders = [set(parts.having(token)) for token in sought]
    few = max(_FEW, round(_RARE * len(parts.index.papers)))
    return _lacking([having for having in holders if len(having) <= few], first)


def _lacking(holders: Sequence[set[int]], first: int) -> tuple[int, ...]:
    """The papers that have all of what the first has not; ``holders`` are those that have each thing."""
    lacking = [having for having in holders if having and first not in having]
    return tuple(sorted(set.intersection(*lacking))) if lacking else ()


def _unheard_of(parts: Parts, work: Work, about: Sequence[Token], sure: bool) -> tuple[str, ...]:
    """What a question presumes to be there, where no paper has it: what is said of others is no answer.

    Where reading is ``sure``, only names: everyday words may stand there for others.
    """
    if work.understood.paper_ids or parts.names.mentioned(work.text):
        return ()
    words = ((work.text[token.start : token.end], token) for token in about)
    unheard = dict.fromkeys(
        word for word, token in words if (is_name(word) or not sure) and not parts.having(token)
    )
    return tuple(word for word in unheard if not parts.names.people(word))
