"""A fact, a how or a why: the sentence that says it first, then what it takes to follow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from qa.answer.abstain import Scope, abstention, unexplained
from qa.answer.called import called
from qa.answer.choice import (
    MAX_SENTENCES,
    Sought,
    choose,
    completed,
    follows_directly,
    gone_on,
    led_by,
    led_in,
    left_open,
    telling_a_way,
    with_offer,
)
from qa.answer.concept import Explained, explained
from qa.answer.expansion import introducing
from qa.answer.moves import first_own, only_aims, told_ways
from qa.answer.numbering import Numbering
from qa.answer.premise import turned
from qa.answer.quoting import leans_on_context, quote_of, quoted_sentence
from qa.answer.reading import READ, Read, read, read_among
from qa.answer.short_forms import in_its_short_forms, reworded
from qa.answer.within import has_side
from qa.asked.twofold import parts_asked
from qa.conversation.clause import AUXILIARIES
from qa.expected import asks_finding, asks_idea, asks_state, asks_way, claims, lacks_licence
from qa.features import is_bare
from qa.intake import is_latin, not_understood
from qa.mentions import find_mentions, is_name
from qa.parts import Outcome, Parts, Work
from qa.read import Reading, ReadSentence
from qa.render import title_text
from qa.types import Draft, Paper, Passage, Reason, ScoredPassage, Sentence

_SHOWN = 10  # papers whose best sentence is kept for "how it got there"
_EVIDENCE = 12  # sentences that a language model may use
_LONG_NAME = 4  # words of a name; a longer one is a title, and once in an answer is enough
# Below this probability that the collection answers, it abstains. By the cross-validated figures of
# evals/reader/declining_fit.py nine of ten refusals are right then of what stands alone, and four of five such questions
# are declined. What follows from a conversation is judged alike: below it, one of three is answered.
ANSWERABLE = 0.5
_UNSURE = 0.2  # from here on one of three that is declined is answered: the refusal does not say that nothing is there
# What is asked whether it is so of a name is told by the likeliest sentence, if it has that, from here on.
_NAMED = 0.05
_WHETHER = re.compile(rf"(?:{AUXILIARIES})\b", re.IGNORECASE)
_WORD = re.compile(r"[\w+-]+")
_NEARLY = 0.45  # as likely as the likeliest sentence for one of two questions: it may be this one
# How well a paper fits a question in another language (a logit), below which nothing in it was understood.
_FOREIGN = -1.5
# Cosine of the nearest abstract below which nothing here is about it: on dev four of five questions
# that are off topic lie below, and one of sixteen that are on it.
_OFF_TOPIC = 0.2


def answer(parts: Parts, work: Work, enough: float = ANSWERABLE) -> Outcome:
    """The outcome of a fact question, declined where it is less likely than ``enough`` that it is answered."""
    if work.understood.foreign:
        return _in_another_language(parts, work)
    names = called(parts, work)
    if names:
        return _quoting(parts, work, names)
    introduced = introducing(parts, work)[:MAX_SENTENCES]
    if introduced and not parts_asked(work.text):
        return _quoting(parts, work, introduced)
    thing = explained(parts, work)
    if thing and (thing.told or thing.mentions):
        return _explaining(parts, work, thing)
    found = read(parts, work)
    outcome = _of_reading(parts, work, found, introduced, enough)
    if thing and outcome.draft:  # what is told is of something else
        nearest = [parts.paper(ordinal) for ordinal, _ in found.reading.papers]
        declined = abstention("not_in_collection", nearest, (thing.thing,))
        return replace(outcome, draft=None, abstention=declined, answerable=0.0)
    other = None if outcome.draft or work.understood.paper_ids else _reworded(parts, work, found.reading)
    return other or outcome


def _reworded(parts: Parts, work: Work, reading: Reading) -> Outcome | None:
    """The answer to a question with the words for a short form, or the other way round, from a paper that has these alone."""
    for other in reworded(parts, work.text, reading):
        understood = replace(work.understood, standalone=other.text)
        again = replace(work, understood=understood, ordinals=other.ordinals)
        outcome = _of_reading(parts, again, read(parts, again))
        if outcome.draft:
            lead = f"Here “{title_text(other.said)}” is read as “{title_text(other.meant)}”."
            return replace(outcome, draft=replace(outcome.draft, lead=lead))
    return None


def _of_reading(
    parts: Parts,
    work: Work,
    found: Read,
    introduced: Sequence[Passage] = (),
    enough: float = ANSWERABLE,
) -> Outcome:
    """What a reading comes to: its likeliest sentences, or that the collection does not answer."""
    unknown = not work.understood.paper_ids and not parts.knows_any_word(work.text)
    missing = tuple(dict.fromkeys((*found.reading.named_missing, *found.unheard)))
    reading = replace(found.reading, named_missing=missing)
    unsaid = bool(reading.papers) and lacks_licence(work.text, parts.paper(reading.papers[0][0]).abstract)
    answerable = 0.0 if unknown or unsaid or found.unheard else reading.answerable
    trail = Outcome(
        passages=tuple(_best_of_each(parts, reading, _SHOWN)),
        evidence=tuple(parts.scored(s.passage, s.score) for s in reading.sentences[:_EVIDENCE]),
        answerable=answerable,
    )
    enough = _NAMED if work.understood.rewritten and _has_names(parts, work, reading) else enough
    if not reading.sentences or answerable < enough:
        return _abstain(parts, work, reading, trail, 0.0 if unknown else found.nearest)
    chosen, first_of_own = _chosen(parts, work, reading, introduced)
    draft = fact_draft(
        work.text, chosen, work.numbering, parts.names.given_name, lambda one: one.start >= first_of_own
    )
    return replace(trail, draft=draft)


def _chosen(
    parts: Parts, work: Work, reading: Reading, introduced: Sequence[Passage]
) -> tuple[tuple[Passage, ...], int]:
    """The sentences of the answer, and where in their abstract the authors' own begins."""
    text, ordinal = work.text, reading.papers[0][0]
    paper, own = parts.paper(ordinal), parts.sentences(ordinal)
    name = parts.names.short_name(paper.id)
    first = first_own(own, name)
    before = own[:first]
    likeliest = next((one.passage for one in reading.sentences if one.passage in own), None)
    of_own = not asks_state(text)
    of_others = likeliest in before and of_own
    of_way = asks_way(text)
    ways = told_ways(own, name)
    sought = Sought.by(text)._replace(sides=work.routed.sides)
    if asks_finding(text) or claims(text) or (of_way and (not ways or likeliest in before)):
        sought = sought._replace(before=before)
    asked = _asked_at_once(text, paper)
    wanted = [*introduced, *_of_each_part(parts, asked, reading)]
    chosen = led_by(turned(text, own), choose(reading, wanted, sought))
    if likeliest and only_aims(
        likeliest.text
    ):  # all were looked into; what came out stands elsewhere for each
        chosen = _of_each_side(work.routed.sides, paper, reading, chosen) or chosen
    if of_way:
        chosen = gone_on(reading, telling_a_way(reading, chosen, ways), text, paper.title)
    of_paper = of_own and (paper.id in parts.names.mentioned(text) or is_bare(text))
    offer = ways[:1] if of_paper and (of_others or left_open(chosen, before, ways)) else ()
    if asks_idea(text) or offer:
        chosen = with_offer(chosen, ways)
    chosen = completed(reading, chosen, own, (*wanted[: len(introduced) + len(asked)], *offer))
    return led_in(chosen, own, own[first].start), own[first].start


def _of_each_side(
    sides: Sequence[str], paper: Paper, reading: Reading, chosen: Sequence[Passage]
) -> tuple[Passage, ...]:
    """Of each thing that one paper compares the likeliest sentence that says what came out, and others of those chosen that say it of
    any; empty where one of them has none.
    """
    own = [one.passage for one in reading.sentences if one.passage.paper_id == paper.id]
    telling = [
        [one for one in own if _has(side, paper, one.text) and not only_aims(one.text)] for side in sides
    ]
    if not all(telling):
        return ()
    further = [one for one in chosen if any(one in each for each in telling)]
    kept = [*dict.fromkeys((*(each[0] for each in telling), *further))][:MAX_SENTENCES]
    return tuple(sorted(kept, key=lambda one: one.start))


def _has(side: str, paper: Paper, text: str) -> bool:
    """Whether a text of a paper has a side, in its words or in the short form that the paper introduces."""
    return has_side(side, text) or has_side(in_its_short_forms(side, paper), text)


def _asked_at_once(text: str, paper: Paper) -> Sequence[str]:
    """The things that are asked at once; what is asked as a paper writes it, where that has short forms for words of it."""
    in_short = in_its_short_forms(text, paper)
    # Most sentences have the short form alone.
    return parts_asked(text)[:MAX_SENTENCES] or ((in_short,) if in_short != text else ())


def _quoting(parts: Parts, work: Work, passages: Sequence[Passage]) -> Outcome:
    """The answer that consists of these sentences, whatever a reading would make of them."""
    draft = fact_draft(work.text, passages, work.numbering, parts.names.given_name)
    shown = tuple(map(parts.scored, passages))
    return Outcome(draft, evidence=shown, passages=shown, answerable=1.0)


def _explaining(parts: Parts, work: Work, thing: Explained) -> Outcome:
    """What the abstracts say a thing is; that they do not, where they only mention it."""
    if thing.told:
        return _quoting(parts, work, thing.told)
    shown = tuple(map(parts.scored, thing.mentions))
    said = thing.mentions[:MAX_SENTENCES]
    papers = [parts.paper(parts.index.ordinal(passage.paper_id)) for passage in said]
    declined = replace(
        abstention("not_stated", papers, said=said),
        message=unexplained(thing.thing, len(thing.mentions)),
        suggestions=(f"Which papers mention {thing.thing}?",),
    )
    return Outcome(abstention=declined, evidence=shown, passages=shown, answerable=0.0)


def _has_names(parts: Parts, work: Work, reading: Reading) -> bool:
    """Whether "was it tried on Y?" is asked of a paper whose likeliest sentence has Y."""
    whether = _WHETHER.match(work.text)
    own = parts.names.without(work.text[whether.end() :]) if whether else ""
    asked = [word for word in _WORD.findall(own) if is_name(word)]
    said = reading.sentences[0].passage.text if reading.sentences else ""
    return bool(work.understood.paper_ids and asked) and all(find_mentions(word, said) for word in asked)


def _in_another_language(parts: Parts, work: Work) -> Outcome:
    """The sentences that come nearest to a question in another language, of the paper that it names."""
    ordinal = parts.index.ordinal(work.understood.paper_ids[0])
    paper, sentences = parts.paper(ordinal), parts.sentences(ordinal)
    close = parts.reader.closely(work.text, paper, sentences)
    others = parts.names.without(work.text)
    if close.fits < _FOREIGN or not any(map(is_latin, filter(str.isalpha, others))):
        return Outcome(abstention=not_understood(title_text(paper.title)), answerable=0.0)
    order = np.argsort(-close.sentences)[:MAX_SENTENCES]
    shown = [sentences[int(row)] for row in order]
    draft = fact_draft(work.text, shown, work.numbering, parts.names.given_name)
    evidence = tuple(map(parts.scored, sentences))
    return Outcome(draft, None, evidence, evidence[:1])


def ranked(parts: Parts, text: str, k: int) -> list[ScoredPassage]:
    """The ``k`` best papers for a question, each with its likeliest sentence; none for a ``k`` below 1."""
    k = max(k, 0)
    return _best_of_each(parts, read_among(parts, text, k=max(k, READ))[1], k)


def _of_each_part(parts: Parts, asked: Sequence[str], reading: Reading) -> list[Passage]:
    """The sentence of the first paper that a close reading finds for each of the things that are asked at once.

    Then those that a whole reading finds, and what is nearly as likely by it, likeliest first.
    """
    if not asked or not reading.papers:
        return []
    ordinal = reading.papers[0][0]
    sentences = parts.sentences(ordinal)
    best: list[Passage] = []
    nearly: list[tuple[float, Passage]] = []
    for part in asked:
        closely = parts.reader.closely(part, parts.paper(ordinal), sentences).sentences
        best.append(sentences[int(np.argmax(closely))])
        whole = read_among(parts, part, (ordinal,), k=1)[1].sentences
        nearly += ((one.score / whole[0].score, one.passage) for one in whole)
    likely = sorted((each for each in nearly if each[0] >= _NEARLY), key=lambda each: -each[0])
    return list(dict.fromkeys((*best, *(passage for _, passage in likely))))


def fact_draft(
    question: str,
    passages: Sequence[Passage],
    numbering: Numbering,
    short_name: Callable[[str], str],
    is_own: Callable[[Passage], bool] = lambda _: True,
) -> Draft:
    """The passages as quoted sentences; one that leans on its context is labelled with its paper, if it ``is_own``.

    Not where what it leans on stands right before it: that may be about something else.
    """
    sentences: list[Sentence] = []
    for before, passage in zip((None, *passages), passages, strict=False):
        name = short_name(passage.paper_id).rstrip(".")
        follows = before is not None and follows_directly(before, passage)
        alone = leans_on_context(passage.text) and not follows and is_own(passage)
        told = len(name.split()) > _LONG_NAME and any(each.label == name for each in sentences)
        label = name if alone and not told and name.lower() not in passage.text.lower() else ""
        sentences.append(quoted_sentence(passage, numbering, question, label))
    return Draft(tuple(sentences), tuple(quote_of(passage) for passage in passages))


def _abstain(parts: Parts, work: Work, reading: Reading, trail: Outcome, best_cosine: float) -> Outcome:
    """That it is not answered, and why: what is asked of a named paper is only not said."""
    papers = [parts.paper(ordinal) for ordinal, _ in reading.papers]
    named = work.understood.paper_ids or parts.names.mentioned(work.text)
    # No abstract names its authors.
    missing = [name for name in reading.named_missing if not parts.names.people(name)]
    reason: Reason = "not_stated"
    if not named and missing and (parts.knows_any_word(work.text) or any(map(is_name, missing))):
        reason = "not_in_collection"
    elif not named and best_cosine < _OFF_TOPIC:
        reason = "off_topic"
    scope = Scope(
        among=len(work.understood.paper_ids),
        named=bool(work.understood.paper_ids or (papers and papers[0].id in named)),
        unsure=(trail.answerable or 0.0) >= _UNSURE,
    )
    about = parts.names.given_name(papers[0].id) if papers else ""
    declined = abstention(reason, papers, missing, scope, about=about, said=choose(reading)[:1])
    return replace(trail, abstention=declined)


def _best_of_each(parts: Parts, reading: Reading, k: int) -> list[ScoredPassage]:
    """The likeliest sentence of each of the first papers, in the order of the papers."""
    best: dict[int, ReadSentence] = {}
    for sentence in reading.sentences:
        best.setdefault(sentence.ordinal, sentence)
    found = (best[ordinal] for ordinal, _ in reading.papers[:k] if ordinal in best)
    return [parts.scored(sentence.passage, sentence.score) for sentence in found]
