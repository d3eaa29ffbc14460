"""A fact, a how or a why: the sentence that says it first, then what it takes to follow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from qa.answer.abstain import abstention, unexplained
from qa.answer.concept import Explained, explained
from qa.answer.described import described
from qa.answer.expansion import introducing
from qa.answer.numbering import Numbering
from qa.answer.quoting import leans_on_context, quote_of, quoted_sentence, refers_back
from qa.asked.grammar import expand
from qa.asked.twofold import parts_asked
from qa.expected import asks_how, asks_why, gives_reason
from qa.lookup.named import named_beside
from qa.mentions import is_name
from qa.parts import Outcome, Parts, Work
from qa.read import Reading, ReadSentence
from qa.retrieve import PaperHit
from qa.types import Draft, Passage, Reason, ScoredPassage, Sentence
from qa.words import content_tokens

MAX_SENTENCES = 3
READ = 30  # papers that are read for one question
_SHOWN = 10  # papers whose best sentence is kept for "how it got there"
_EVIDENCE = 12  # sentences that a language model may use
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
_REPETITION = 0.7
_LONG_NAME = 4  # words of a name; a longer one is a title, and once in an answer is enough
# Below this probability that the collection answers, it abstains. By the cross-validated figures of
# evals/reader/fit.py: where one question in three has no answer, nine of ten refusals are right, and four of
# five such questions are declined.
ANSWERABLE = 0.42
# A follow-up that was put together from its parts reads less well than the same asked at length: on dev as many
# are right from .1 to .16, and fewer with any higher threshold.
_FOLLOWING = 0.15
# ... of which the paper that it is taken to be about has no word: it may be about something else. Chosen on dev likewise.
_OF_SOMETHING_ELSE = 0.3
_OWN_WORDS = 2  # content words from which on a follow-up may be about something else
# "Which language models are mentioned in the pruning paper?"
_NAMED_IN = re.compile(
    expand(
        r"(?:which|what) (?:[\w-]+ ){0,2}?(?P<kind>[a-z-]+s) (?:are|were) (?:mentioned|named|listed|cited) (?:in|by)"
        r" (?P<paper>the .+? <paper>)\W*"
    ),
    re.IGNORECASE,
)
# How well a paper fits a question in another language (a logit), below which nothing in it was understood.
_FOREIGN = -1.5
# Cosine of the nearest abstract below which nothing here is about it: on dev four of five questions
# that are off topic lie below, and one of sixteen that are on it.
_OFF_TOPIC = 0.2


def answer(parts: Parts, work: Work) -> Outcome:
    """The outcome of a fact question."""
    if work.understood.foreign:
        return _in_another_language(parts, work)
    introduced = introducing(parts, work)[:MAX_SENTENCES]
    asked = parts_asked(work.text)[:MAX_SENTENCES]
    if introduced and not asked:
        draft = fact_draft(work.text, introduced, work.numbering, parts.names.short_name)
        shown = tuple(map(parts.scored, introduced))
        return Outcome(draft, evidence=shown, passages=shown, answerable=1.0)
    thing = explained(parts, work)
    if thing and (thing.told or not thing.titled):
        return _explaining(parts, work, thing)
    hits, reading = _read(parts, work)
    unknown = not work.understood.paper_ids and not parts.knows_any_word(work.text)
    answerable = 0.0 if unknown else reading.answerable
    trail = Outcome(
        passages=tuple(_best_of_each(parts, reading, _SHOWN)),
        evidence=tuple(parts.scored(s.passage, s.score) for s in reading.sentences[:_EVIDENCE]),
        answerable=answerable,
    )
    enough = ANSWERABLE
    if work.understood.rewritten:
        enough = _OF_SOMETHING_ELSE if _is_foreign(parts, work) else _FOLLOWING
    if not reading.sentences or answerable < enough:
        called = _called(parts, work)
        if called:
            draft = fact_draft(work.text, called, work.numbering, parts.names.short_name)
            shown = tuple(map(parts.scored, called))
            return Outcome(draft, evidence=shown, passages=shown, answerable=1.0)
        best = 0.0 if unknown else max((hit.dense for hit in hits), default=0.0)
        return _abstain(parts, work, reading, trail, best)
    wanted = [*introduced, *_of_each_part(parts, asked, reading)]
    chosen = choose(reading, wanted, onwards=asks_how(work.text), reasons=asks_why(work.text))
    draft = fact_draft(work.text, chosen, work.numbering, parts.names.short_name)
    return Outcome(draft, None, trail.evidence, trail.passages, trail.answerable)


def _explaining(parts: Parts, work: Work, thing: Explained) -> Outcome:
    """What the abstracts say a thing is; that they do not, where they only mention it."""
    shown = tuple(map(parts.scored, thing.told or thing.mentions))
    if thing.told:
        draft = fact_draft(work.text, thing.told, work.numbering, parts.names.short_name)
        return Outcome(draft, evidence=shown, passages=shown, answerable=1.0)
    said = thing.mentions[:MAX_SENTENCES]
    papers = [parts.paper(parts.index.ordinal(passage.paper_id)) for passage in said]
    declined = replace(
        abstention("not_stated", papers, said=said),
        message=unexplained(thing.thing, len(thing.mentions)),
        suggestions=(f"Which papers mention {thing.thing}?",),
    )
    return Outcome(abstention=declined, evidence=shown, passages=shown, answerable=0.0)


def _called(parts: Parts, work: Work) -> tuple[Passage, ...]:
    """The sentences that give names to things of the kind asked for, of the paper that a question describes."""
    asked = _NAMED_IN.fullmatch(work.text.strip())
    found = described(parts, work, asked["paper"]) if asked else []
    if not (asked and found):
        return ()
    names = named_beside(asked["kind"], [parts.paper(found[0])])
    starts = {span.start for having in names.values() for _, span in having}
    return tuple(each for each in parts.sentences(found[0]) if each.start in starts)[:MAX_SENTENCES]


def _read(parts: Parts, work: Work) -> tuple[list[PaperHit], Reading]:
    """The papers found and their reading; only of those with all names in the question, where the first has not these.

    What such a paper tells, it tells of another thing.
    """
    question = parts.question(work.text)
    hits = parts.retriever.search(work.text, question.vector, work.ordinals, k=READ)
    reading = parts.read(question, hits)
    if work.ordinals is not None or not reading.papers:
        return hits, reading
    first = parts.paper(reading.papers[0][0]).id
    having = () if parts.names.having(work.text, [first]) else parts.names.having(work.text)
    if not having:
        return hits, reading
    hits = parts.retriever.search(work.text, question.vector, tuple(map(parts.index.ordinal, having)), k=READ)
    return hits, parts.read(question, hits)


def _is_foreign(parts: Parts, work: Work) -> bool:
    """Whether a follow-up has words of its own, and the papers that it is taken to be about none of them."""
    own, papers = parts.names.without(work.text), work.understood.paper_ids
    several = len(content_tokens(own)) >= _OWN_WORDS
    return several and bool(papers) and not any(parts.names.tells_of(paper_id, own) for paper_id in papers)


def _in_another_language(parts: Parts, work: Work) -> Outcome:
    """The sentences that come nearest to a question in another language, of the paper that it names."""
    ordinal = parts.index.ordinal(work.understood.paper_ids[0])
    paper, sentences = parts.paper(ordinal), parts.sentences(ordinal)
    close = parts.reader.closely(work.text, paper, sentences)
    if close.fits < _FOREIGN:
        return Outcome(
            abstention=abstention("not_stated", [paper], about=parts.names.short_name(paper.id)),
            answerable=0.0,
        )
    order = np.argsort(-close.sentences)[:MAX_SENTENCES]
    shown = [sentences[int(row)] for row in order]
    draft = fact_draft(work.text, shown, work.numbering, parts.names.short_name)
    evidence = tuple(map(parts.scored, sentences))
    return Outcome(draft, None, evidence, evidence[:1])


def ranked(parts: Parts, text: str, k: int) -> list[ScoredPassage]:
    """The ``k`` best papers for a question, each with its likeliest sentence; none for a ``k`` below 1."""
    k = max(k, 0)
    question = parts.question(text)
    hits = parts.retriever.search(text, question.vector, k=max(k, READ))
    return _best_of_each(parts, parts.read(question, hits), k)


def choose(
    reading: Reading, wanted: Sequence[Passage] = (), onwards: bool = False, reasons: bool = False
) -> tuple[Passage, ...]:
    """At most three sentences of the first paper: the likeliest first, then others in order, none repeating another.

    Those of ``wanted`` come before others that are likelier; with ``onwards`` the one after the first counts for more,
    and the one before it where it refers to what was said; with ``reasons`` those that give one.
    """
    if not reading.papers:
        return ()
    own = [sentence for sentence in reading.sentences if sentence.ordinal == reading.papers[0][0]]
    kept = own[:1]
    words = len(own[0].passage.text.split())

    back = onwards and refers_back(own[0].passage.text)

    def weight(sentence: ReadSentence) -> float:
        after, before = (
            sentence.passage.start - own[0].passage.end,
            own[0].passage.start - sentence.passage.end,
        )
        following, leading = onwards and 0 <= after <= _GAP, back and 0 <= before <= _GAP
        reason = _REASON if reasons and gives_reason(sentence.passage.text) else 1.0
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


def _of_each_part(parts: Parts, asked: Sequence[str], reading: Reading) -> list[Passage]:
    """The likeliest sentence of the first paper for each of the things that are asked at once."""
    if not asked or not reading.papers:
        return []
    ordinal = reading.papers[0][0]
    sentences = parts.sentences(ordinal)
    read = (parts.reader.closely(part, parts.paper(ordinal), sentences).sentences for part in asked)
    return [sentences[int(np.argmax(logits))] for logits in read]


def fact_draft(
    question: str, passages: Sequence[Passage], numbering: Numbering, short_name: Callable[[str], str]
) -> Draft:
    """The passages as quoted sentences; one that leans on its context is labelled with its paper.

    Not where what it leans on stands right before it: that may be about something else.
    """
    sentences: list[Sentence] = []
    for before, passage in zip((None, *passages), passages, strict=False):
        name = short_name(passage.paper_id).rstrip(".")
        follows = before is not None and 0 <= passage.start - before.end <= _GAP
        alone = leans_on_context(passage.text) and not follows
        told = len(name.split()) > _LONG_NAME and any(each.label == name for each in sentences)
        label = name if alone and not told and name.lower() not in passage.text.lower() else ""
        sentences.append(quoted_sentence(passage, numbering, question, label))
    return Draft(tuple(sentences), tuple(quote_of(passage) for passage in passages))


def _abstain(parts: Parts, work: Work, reading: Reading, trail: Outcome, best_cosine: float) -> Outcome:
    papers = [parts.paper(ordinal) for ordinal, _ in reading.papers]
    reason: Reason = "not_stated"
    # No abstract names its authors.
    missing = [name for name in reading.named_missing if not parts.names.people(name)]
    sure = parts.knows_any_word(work.text) or any(map(is_name, missing))
    if missing and sure:
        reason = "not_in_collection"
    elif best_cosine < _OFF_TOPIC:
        reason = "off_topic"
    named = work.understood.paper_ids or parts.names.mentioned(work.text)
    if named:
        reason = "not_stated"
    about = parts.names.short_name(papers[0].id) if papers else ""
    return Outcome(
        abstention=abstention(
            reason,
            papers,
            missing,
            about,
            said=choose(reading)[:1],
            among=len(work.understood.paper_ids),
            named=bool(work.understood.paper_ids or (papers and papers[0].id in named)),
        ),
        evidence=trail.evidence,
        passages=trail.passages,
        answerable=trail.answerable,
    )


def _repeats(passage: Passage, kept: Sequence[ReadSentence]) -> bool:
    """Whether most of a passage's content words stand in one that is already kept."""
    words = {token.stem for token in content_tokens(passage.text)}
    return any(
        len(words & {token.stem for token in content_tokens(other.passage.text)}) > _REPETITION * len(words)
        for other in kept
    )


def _best_of_each(parts: Parts, reading: Reading, k: int) -> list[ScoredPassage]:
    """The likeliest sentence of each of the first papers, in the order of the papers."""
    best: dict[int, ReadSentence] = {}
    for sentence in reading.sentences:
        best.setdefault(sentence.ordinal, sentence)
    found = (best[ordinal] for ordinal, _ in reading.papers[:k] if ordinal in best)
    return [parts.scored(sentence.passage, sentence.score) for sentence in found]
