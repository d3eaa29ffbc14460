"""Which sentences of the paper that answers are quoted: the likeliest, and what it takes to follow it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from qa.answer.moves import FIGURE, announced, by_what_was_told, dangles, only_aims
from qa.answer.premise import denies, may_be_denied
from qa.answer.quoting import refers_back
from qa.answer.within import has_side
from qa.asked.effect import asks_whether_it_acts
from qa.expected import (
    asks_degree,
    asks_finding,
    asks_for_question,
    asks_how,
    asks_verdict,
    asks_why,
    claims,
    compares,
    gives_reason,
)
from qa.read import Reading, ReadSentence
from qa.types import Passage
from qa.words import content_tokens

MAX_SENTENCES = 3
# Chosen on the dev questions: of the first paper, a further sentence is quoted while it is this
# likely, as a share of the likeliest, and while the answer stays short. At .06 instead of .045 a sentence in twenty-five is
# left out, and none of the 384 facts; at .08 one.
_KEEP = 0.06
_MAX_WORDS = 120
# Where a way or a reason is asked for, the sentence after the likeliest often has it ("It achieves this by ..."): of 187 such
# dev questions three more say what is asked, by three words more. Of 682 others none. So has the one before where the
# likeliest refers to it ("via these two strategies"): of 122 two more.
_NEXT, _BEFORE, _GAP = 3.0, 5.0, 3
# A sentence of the sort that is sought counts so much more; a reason more than others: it stands apart from what is to be
# explained, and has few of its words. On dev anything up to 40 chooses as well.
_OF_SORT, _REASON = 6.0, 30.0
# Where a finding is asked for, a sentence counts so much less that only tells what was looked into: it has the words of the
# question, and not the answer. Of 110 such questions of evals/reader/material it changes how many sentences say it for none.
_AIM = 0.1
# Where a finding is asked for, or a way of authors who offer none or where the likeliest sentence is such a one, a sentence counts
# so much less that tells the state of things before them: a problem has the words of "how is it solved?".
_STATE = 0.1
# Where a way is asked for and the likeliest sentences are problems and results, so many that tell one come instead of those
# behind the first. Of 53 such dev questions five are so; two, on one paper, then say what is asked, and none less.
_WAYS = 2
_SHORT_LEAD = 15  # words of a sentence that may stand before the one that answers
_REPETITION = 0.7


class Sought(NamedTuple):
    """What the sentences of an answer are weighed by, beside how likely they are.

    ``onwards``: the one after the first counts for more, and the one before it where it refers to what was said; ``reasons``:
    those that give one; ``denials``: those that say that something is not so; ``verdicts``: those that put one above another;
    ``degrees``: those with a figure, and ``sides``: those with one of them, where the likeliest has none; ``findings``: those count
    less that only tell what was looked into; ``outcomes``: those lead that put one above another; ``before``: those count less that
    tell the state of things; ``questions``: what the authors ask may be quoted.
    """

    onwards: bool = False
    reasons: bool = False
    denials: bool = False
    verdicts: bool = False
    degrees: bool = False
    findings: bool = False
    outcomes: bool = False
    before: Collection[Passage] = ()
    questions: bool = False
    sides: Sequence[str] = ()

    @classmethod
    def by(cls, question: str) -> Sought:
        """What a question seeks."""
        degree, effect = asks_degree(question), asks_whether_it_acts(question)
        finding = asks_finding(question) or degree or effect
        verdict = asks_verdict(question) or claims(question)
        return cls(
            onwards=asks_how(question) and not finding,
            reasons=asks_why(question),
            denials=may_be_denied(question),
            verdicts=verdict,
            degrees=degree,
            findings=finding or verdict,
            outcomes=effect,
            questions=asks_for_question(question),
        )

    def after(self, first: str) -> Sought:
        """What is sought behind the first sentence: a figure, or a side, only if it has none."""
        unsaid = tuple(side for side in self.sides if not has_side(side, first))
        return self._replace(sides=unsaid, degrees=self.degrees and not FIGURE.search(first))

    def weight(self, text: str) -> float:
        """How much more a text counts that is of the sort that is sought; 1 for another."""
        if self.reasons and gives_reason(text):
            return _REASON
        of_sort = (
            (self.denials and denies(text))
            or (self.verdicts and compares(text))
            or (self.degrees and bool(FIGURE.search(text)))
            or any(has_side(side, text) for side in self.sides)
        )
        return _OF_SORT if of_sort else 1.0


_NOTHING = Sought()


def choose(
    reading: Reading, wanted: Sequence[Passage] = (), sought: Sought = _NOTHING
) -> tuple[Passage, ...]:
    """At most three sentences of the first paper: the likeliest first, then others in order, none repeating another.

    Those of ``wanted`` come before others that are likelier, in their order.
    """
    if not reading.papers:
        return ()
    own = [sentence for sentence in reading.sentences if sentence.ordinal == reading.papers[0][0]]
    if not sought.questions:
        own = [one for one in own if not one.passage.text.endswith("?")] or own
    if sought.before:
        own = _by_score(
            replace(one, score=one.score * _STATE) if one.passage in sought.before else one for one in own
        )
    if sought.findings:
        own = _by_findings(own)
    if sought.outcomes:
        own = _led(own)
    kept, least = own[:1], _KEEP * max(one.score for one in own)
    words = len(own[0].passage.text.split())

    back = sought.onwards and refers_back(own[0].passage.text)
    further = sought.after(own[0].passage.text)

    def weight(sentence: ReadSentence) -> float:
        following = sought.onwards and follows_directly(own[0].passage, sentence.passage)
        leading = back and follows_directly(sentence.passage, own[0].passage)
        told = further.weight(sentence.passage.text)
        return sentence.score * max(told, _NEXT if following else _BEFORE if leading else 1.0)

    rank = {passage: row for row, passage in enumerate(wanted)}
    for candidate in sorted(own[1:], key=lambda one: (rank.get(one.passage, len(rank)), -weight(one))):
        if len(kept) == MAX_SENTENCES:
            break
        length = len(candidate.passage.text.split())
        likely = weight(candidate) >= least or candidate.passage in wanted
        fits = words + length <= _MAX_WORDS and likely
        if fits and not _repeats(candidate.passage, kept):
            kept.append(candidate)
            words += length
    rest = sorted(kept[1:], key=lambda sentence: sentence.passage.start)
    return (own[0].passage, *(sentence.passage for sentence in rest))


def _by_findings(own: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentences anew by how likely they tell a finding; the one behind what was looked into is as likely as that."""
    aims = {one.passage.end: one.score for one in own if only_aims(one.passage.text)}

    def likely(one: ReadSentence) -> float:
        if one.passage.end in aims:
            return one.score * _AIM
        ends = range(one.passage.start - _GAP, one.passage.start + 1)
        return max(one.score, *(aims.get(end, 0.0) for end in ends))

    return _by_score(replace(one, score=likely(one)) for one in own)


def _led(own: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentences, led by the likeliest in which one thing comes out above another, where it is not far behind the first."""
    outcome = next((one for one in own if compares(one.passage.text)), own[0])
    lead = outcome if outcome.score * _OF_SORT >= own[0].score else own[0]
    return [lead, *(one for one in own if one is not lead)]


def _by_score(sentences: Iterable[ReadSentence]) -> list[ReadSentence]:
    return sorted(sentences, key=lambda one: -one.score)


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
    if not ways or set(ways) & set(chosen):
        return chosen
    likeliest = [sentence.passage for sentence in reading.sentences if sentence.passage in ways]
    return choose(reading, likeliest[:_WAYS], Sought(onwards=True))


def with_offer(chosen: tuple[Passage, ...], ways: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentences chosen, with the first that tells what the authors offer: what stands before is of others ("X, unlike them, ...")."""
    if not ways or ways[0] in chosen:
        return chosen
    return (*chosen[: MAX_SENTENCES - 1], ways[0])


def left_open(chosen: Sequence[Passage], before: Collection[Passage], ways: Sequence[Passage]) -> bool:
    """Whether a sentence is chosen that tells what others leave open, and not the next, in which the authors offer a remedy."""
    if not ways or ways[0] in chosen:
        return False
    return any(one in before and follows_directly(one, ways[0]) for one in chosen)


def led_by(contrary: Passage | None, chosen: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The sentences chosen, led by the one that says the contrary of what is presumed, if any does."""
    if contrary is None:
        return chosen
    return (contrary, *(one for one in chosen if one != contrary))[:MAX_SENTENCES]


def completed(
    reading: Reading, chosen: Sequence[Passage], own: Sequence[Passage], wanted: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The sentences chosen, with those without which they say nothing instead of the least likely others.

    What they announce, and what they tell a way by.
    """
    texts = [one.text for one in own]

    def needed(one: Passage) -> list[Passage]:
        row = own.index(one)
        rows = list(announced(row, texts))
        if row and by_what_was_told(one.text):
            rows.append(row - 1)
        return [own[each] for each in rows]

    likely = [one.passage for one in reading.sentences if one.passage in chosen[1:]]
    asked = [one for one in likely if one in wanted]
    others = [one for one in likely if one not in wanted]
    kept: list[Passage] = []
    words = 0
    along = (each for one in (chosen[0], *asked, *others) for each in (one, *needed(one)))
    for one in dict.fromkeys((chosen[0], *asked, *along)):
        length = len(one.text.split())
        if len(kept) < MAX_SENTENCES and (not kept or words + length <= _MAX_WORDS):
            kept.append(one)
            words += length
    return (chosen[0], *sorted(kept[1:], key=lambda one: one.start))


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
