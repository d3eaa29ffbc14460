"""A fact, a how or a why: the sentence that says it first, then what it takes to follow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answer.numbering import Numbering
from qa.answer.quoting import leans_on_context, quote_of, quoted_sentence
from qa.read import Reading, ReadSentence
from qa.types import Draft, Passage, Sentence
from qa.words import content_tokens

MAX_SENTENCES = 3
# Chosen on the dev questions: a further sentence is quoted while it is this likely to hold
# the answer, as a share of the first; a further paper needs to be nearly as likely.
_KEEP = 0.3
_KEEP_OTHER_PAPER = 0.75
_MAX_WORDS = 75
_REPETITION = 0.7


@dataclass(frozen=True)
class Chosen:
    """The passages of a fact answer, the one that says it first."""

    passages: tuple[Passage, ...]


def choose(reading: Reading) -> Chosen:
    """At most three sentences: the likeliest first, then others by likelihood, none repeating another."""
    if not reading.sentences:
        return Chosen(())
    first = reading.sentences[0]
    kept = [first]
    words = len(first.passage.text.split())
    for candidate in reading.sentences[1:]:
        length = len(candidate.passage.text.split())
        if len(kept) == MAX_SENTENCES or not _likely(candidate, first):
            break
        if words + length <= _MAX_WORDS and not _repeats(candidate.passage, kept):
            kept.append(candidate)
            words += length
    rest = sorted(kept[1:], key=lambda s: (s.ordinal != first.ordinal, s.ordinal, s.passage.start))
    return Chosen((first.passage, *(sentence.passage for sentence in rest)))


def fact_draft(
    question: str, chosen: Chosen, numbering: Numbering, short_name: Callable[[str], str]
) -> Draft:
    """The chosen passages as quoted sentences; one that leans on its context is labelled with its paper."""
    sentences: list[Sentence] = []
    for passage in chosen.passages:
        name = short_name(passage.paper_id)
        label = name if leans_on_context(passage.text) and name.lower() not in passage.text.lower() else ""
        sentences.append(quoted_sentence(passage, numbering, question, label))
    return Draft(tuple(sentences), tuple(quote_of(passage) for passage in chosen.passages))


def _likely(candidate: ReadSentence, first: ReadSentence) -> bool:
    share = _KEEP if candidate.ordinal == first.ordinal else _KEEP_OTHER_PAPER
    return candidate.score >= share * first.score


def _repeats(passage: Passage, kept: Sequence[ReadSentence]) -> bool:
    """Whether most of a passage's content words stand in one that is already kept."""
    words = {token.stem for token in content_tokens(passage.text)}
    return any(
        len(words & {token.stem for token in content_tokens(other.passage.text)}) > _REPETITION * len(words)
        for other in kept
    )
