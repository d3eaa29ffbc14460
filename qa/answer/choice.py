"""Which sentences of the paper that answers are quoted: the likeliest, and what it takes to follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from qa.answer.moves import dangles, only_aims
from qa.answer.premise import denies
from qa.answer.quoting import refers_back
from qa.expected import gives_reason
from qa.read import Reading, ReadSentence
from qa.types import Passage
from qa.words import content_tokens

MAX_SENTENCES = 3
# Chosen on the dev questions: of the first paper, a further sentence is quoted while it is this
# likely, as a share of the likeliest, and while the answer stays short.
_KEEP = 0.045
_MAX_WORDS = 120
# Where a way or a reason is asked for, the sentence after the likeliest often has it ("It achieves this by ..."): of 187 such
# dev questions three more say what is asked, by three words more. Of 682 others none. So has the one before where the
# likeliest refers to it ("via these two strategies"): of 122 two more.
_NEXT, _BEFORE, _GAP = 3.0, 5.0, 3
# Where a reason is asked for, a sentence with a word for one counts so much more; on dev anything up to 40 chooses as well.
_REASON = 6.0
# Where a finding is asked for, a sentence counts so much less that only tells what was looked into: it has the words of the
# question, and not the answer. Of 110 such questions of evals/reader/material it changes how many sentences say it for none.
_AIM = 0.1
# Where a way is asked for and the likeliest sentences are problems and results, so many that tell one come instead of those
# behind the first. Of 53 such dev questions five are so; two, on one paper, then say what is asked, and none less.
_WAYS = 2
_SHORT_LEAD = 15  # words of a sentence that may stand before the one that answers
_REPETITION = 0.7


def choose(
    reading: Reading,
    wanted: Sequence[Passage] = (),
    onwards: bool = False,
    reasons: bool = False,
    denials: bool = False,
    findings: bool = False,
) -> tuple[Passage, ...]:
    """At most three sentences of the first paper: the likeliest first, then others in order, none repeating another.

    Those of ``wanted`` come before others that are likelier; with ``onwards`` the one after the first counts for more,
    and the one before it where it refers to what was said; with ``reasons`` those that give one, with ``denials``
    also those that say that something is not so; with ``findings`` those less that only tell what was looked into.
    """
    if not reading.papers:
        return ()
    own = [sentence for sentence in reading.sentences if sentence.ordinal == reading.papers[0][0]]
    if findings:
        told = (replace(one, score=one.score * _AIM) if only_aims(one.passage.text) else one for one in own)
        own = sorted(told, key=lambda one: -one.score)
    kept = own[:1]
    words = len(own[0].passage.text.split())

    back = onwards and refers_back(own[0].passage.text)

    def weight(sentence: ReadSentence) -> float:
        following = onwards and follows_directly(own[0].passage, sentence.passage)
        leading = back and follows_directly(sentence.passage, own[0].passage)
        text = sentence.passage.text
        reason = _REASON if (reasons and gives_reason(text)) or (denials and denies(text)) else 1.0
        return sentence.score * max(reason, _NEXT if following else _BEFORE if leading else 1.0)

    for candidate in sorted(own[1:], key=lambda one: (one.passage not in wanted, -weight(one))):
        if len(kept) == MAX_SENTENCES:
            break
        length = len(candidate.passage.text.split())
        likely = weight(candidate) >= _KEEP * own[0].score or candidate.passage in wanted
        fits = words + length <= _MAX_WORDS and likely
        if fits and not _repeats(candidate.passage, kept):
            kept.append(candidate)
            words += length
    rest = sorted(kept[1:], key=lambda sentence: sentence.passage.start)
    return (own[0].passage, *(sentence.passage for sentence in rest))


def gone_on(reading: Reading, chosen: tuple[Passage, ...], question: str, title: str) -> tuple[Passage, ...]:
    """The sentences chosen, with the next likeliest behind one alone that has all words of the question: it may say no more."""
    said = {token.stem for token in content_tokens(f"{title}. {chosen[0].text}")}
    if len(chosen) > 1 or not {token.stem for token in content_tokens(question)} <= said:
        return chosen
    own = [one for one in reading.sentences if one.passage.paper_id == chosen[0].paper_id]
    kept = [one for one in own if one.passage in chosen]
    room = _MAX_WORDS - len(chosen[0].text.split())
    further = (
        one.passage
        for one in own
        if one not in kept and len(one.passage.text.split()) <= room and not _repeats(one.passage, kept)
    )
    return (*chosen, *islice(further, 1))


def telling_a_way(
    reading: Reading, chosen: tuple[Passage, ...], ways: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The sentences chosen, with the likeliest that tell a way where none of them does: they are problems and results."""
    if set(ways) & set(chosen):
        return chosen
    likeliest = [sentence.passage for sentence in reading.sentences if sentence.passage in ways]
    return choose(reading, likeliest[:_WAYS], onwards=True)


def led_in(chosen: Sequence[Passage], own: Sequence[Passage], start: int) -> tuple[Passage, ...]:
    """The sentences chosen, with those before them to which they point, of what comes before ``start``, while they fit.

    There the authors have not begun to tell what they did, and no name says what "this" is. What the first points to stands before
    it if it is short; what answers is not to be waited for.
    """
    before = dict(zip(own[1:], own, strict=False))
    kept = list(chosen)
    words = sum(len(one.text.split()) for one in kept)
    for one in (one for one in chosen if one in before and one.start < start and dangles(one.text)):
        words += len(before[one].text.split())
        if before[one] not in kept and len(kept) < MAX_SENTENCES and words <= _MAX_WORDS:
            kept.append(before[one])
    lead = before.get(kept[0]) if kept and dangles(kept[0].text) else None
    first = [lead, kept[0]] if lead in kept and len(lead.text.split()) <= _SHORT_LEAD else kept[:1]
    return (*first, *sorted((one for one in kept if one not in first), key=lambda one: one.start))


def follows_directly(before: Passage, after: Passage) -> bool:
    """Whether one sentence of a paper comes right behind another."""
    return before.paper_id == after.paper_id and 0 <= after.start - before.end <= _GAP


def _repeats(passage: Passage, kept: Sequence[ReadSentence]) -> bool:
    """Whether most of a passage's content words stand in one that is already kept."""
    words = {token.stem for token in content_tokens(passage.text)}
    return any(
        len(words & {token.stem for token in content_tokens(other.passage.text)}) > _REPETITION * len(words)
        for other in kept
    )
