"""What must be lacking of a topic: "decoding without any training", "methods that need no draft model".

A paper that only speaks of the thing is none of those; one that denies it says so: "without", "no", "instead of", "training-free".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

import numpy as np

from qa.answer.matching import ON_TOPIC, SCANNED, Match, match
from qa.answer.naming import SAYS_NO_MORE
from qa.embedding import Matrix
from qa.parts import Parts
from qa.types import Passage
from qa.verify.english import EFFECTS, NEGATION
from qa.words import Token, content_tokens, stem

_CUE = re.compile(
    rf"{NEGATION}|\b(?:instead of|rather than|(?:avoid|eliminat|obviat)\w*)\b|[ -](?P<free>free)\b(?! (?:of|from)\b)",
    re.IGNORECASE,
)
# What stands between the denial and the thing, or behind it, and is not the thing.
_LIGHT = frozenset(
    map(
        stem,
        "require need use using have rely involve any additional extra further separate whole all".split(),
    )
)
# Who needs no training needs none of these kinds of it.
_KINDS = {stem("training"): frozenset(map(stem, ("finetuning", "retraining")))}
_REACH = 2  # content words behind a denial among which the thing begins: "no significant loss", "without explicit training"
_LACKED = re.compile(
    r"(?:\b(?:that|which|who|say|claim|they|it|are|is|do|does|need|require|use|work|have|with|can)s? )*"
    r"(?:\b(?:without|no)|(?:\bnot|n['’]t) (?:need|require|use|have|rely on))"
    r" (?:(?:any|an?|the|additional|extra|further|need(?:ing)?|requir\w+|us(?:e|ing)|hav(?:e|ing)) )*"
    r"(?P<what>[\w-]+(?: (?!at all\b|of\b|or\b|and\b|for\b|to\b|in\b)[\w-]+)?(?:,? (?:or|and|nor) (?:any |an? )?[\w-]+)?)(?: at all)?",
    re.IGNORECASE,
)
# "Without retraining from scratch": on what is there it may be trained.
_ANEW = re.compile(r" (?:from scratch|anew|from the start)\b", re.IGNORECASE)
_OR = re.compile(r",? (?:or|and|nor) ")
# A paper that denies it is listed where it fits the rest of the topic by this logit: those that do lie above -1.1, others below -2.7.
_ON_REST = -2.0


@dataclass(frozen=True)
class Lacking:
    """The things that a topic wants to be lacking, the stem of each in one word, and the ``rest`` of the topic.

    ``anew``: they are to be lacking from scratch, and may be there otherwise.
    """

    things: frozenset[str]
    rest: str
    anew: bool = False

    @classmethod
    def of(cls, topic: str) -> Lacking | None:
        """None where nothing is to be lacking, or an effect, whose absence is told in many ways."""
        found = _LACKED.search(topic)
        things = [content_tokens(each) for each in _OR.split(found["what"])] if found else []
        if not found or not all(things) or any(token.stem in EFFECTS for thing in things for token in thing):
            return None
        rest = f"{topic[: found.start()]} {topic[found.end() :]}"
        stems = frozenset(map(_joined, things))
        return cls(
            stems.union(*(_KINDS.get(each, ()) for each in stems)),
            " ".join(rest.split()),
            bool(_ANEW.search(topic)),
        )

    def denied_in(self, text: str) -> bool:
        """Whether a sentence denies one of the things itself: not "no training data" for "training"."""
        return any(
            _joined(run[at:]) in self.things
            for run in _denied(text)
            for at in range(min(_REACH, len(run)))
            if not (at and text[run[at].start - 1] == "-")  # "pre-training" is another thing
            and (self.anew or not _ANEW.match(text, run[-1].end))
        )

    def spoken_of_in(self, text: str) -> bool:
        """Whether a sentence speaks of one of the things."""
        tokens = content_tokens(text)
        return any(
            _joined(tokens[at : at + size]) in self.things for at in range(len(tokens)) for size in (1, 2)
        )

    def signs(self, sentences: Sequence[Passage]) -> Matrix:
        """1 for each sentence that denies one of the things, -1 for each that only speaks of it, else 0; shape (n,)."""
        signs = [
            1 if self.denied_in(each.text) else -1 if self.spoken_of_in(each.text) else 0
            for each in sentences
        ]
        return np.array(signs, np.float32)


def denying(parts: Parts, lacking: Lacking, ordinals: Sequence[int] | None, kept: list[Match]) -> list[Match]:
    """The papers on the rest of a topic that deny what is to be lacking, then those of ``kept`` that do not speak of it.

    All of ``kept`` where none denies it.
    """
    shown = {
        ordinal: sentence
        for ordinal in ordinals or range(len(parts.index.papers))
        for sentence in reversed(parts.sentences(ordinal))
        if lacking.denied_in(sentence.text)
    }
    fitting = [found for found in _on_rest(parts, lacking.rest, shown) if found.score >= _ON_REST]
    if not fitting:
        return kept
    silent = [found for found in kept if not lacking.signs(parts.sentences(found.ordinal)).any()]
    return [*sorted(fitting, key=lambda found: -found.score), *silent]


def _on_rest(parts: Parts, rest: str, shown: Mapping[int, Passage]) -> list[Match]:
    """The papers of ``shown`` as they fit the rest of a topic, each with its sentence; all alike where nothing is left of it."""
    if not shown or all(token.stem in SAYS_NO_MORE for token in content_tokens(rest)):
        return [Match(ordinal, 0.0, sentence) for ordinal, sentence in shown.items()]
    hits = parts.retriever.search(rest, parts.question(rest).vector, tuple(shown), k=SCANNED)
    matches = match(parts, ON_TOPIC.format(rest), rest, hits)
    return [found._replace(passage=shown[found.ordinal]) for found in matches]


def _joined(tokens: Sequence[Token]) -> str:
    """The stem of words written as one: "fine-tuning" is "finetuning"."""
    return stem("".join(token.surface for token in tokens))


def _denied(text: str) -> Iterator[Sequence[Token]]:
    """What stands behind each denial of a text, or before "-free", with nothing but spaces and hyphens between."""
    tokens = content_tokens(text)
    for cue in _CUE.finditer(text):
        if cue["free"]:
            yield [token for token in tokens if token.end == cue.start()]
            continue
        reached = [token for token in tokens if token.start >= cue.end()]
        named = list(dropwhile(lambda token: token.stem in _LIGHT, reached))
        ends = (
            at
            for at, (a, b) in enumerate(pairwise(named), 1)
            if text[a.end : b.start] not in " -" or b.stem in _LIGHT
        )
        yield named[: next(ends, len(named))]
