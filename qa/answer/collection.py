"""Questions about the collection itself: counted over all papers, each listed paper quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer import listing
from qa.answer.described import best_fit, described
from qa.answer.quoting import quote_of, quoted_sentence
from qa.asked.phrases import halves, names_in, spanned
from qa.asked.request import CollectionRequest
from qa.collection import CollectionResult, answer_request
from qa.lookup.holdings import best_fitting, if_meant
from qa.lookup.result import of_records
from qa.lookup.titles import find_title
from qa.lookup.wording import titles_line
from qa.mentions import is_name
from qa.parts import Outcome, Parts, Work
from qa.route import Routed
from qa.types import Abstention, Draft, Paper, Passage
from qa.words import content_tokens, index_terms

# Of several words that are to be mentioned none is a description of the others.
_LITERAL = re.compile(r"\b(?:mention|contain|word|term|phrase)\w*", re.IGNORECASE)
_ITS_TITLE = re.compile(
    r"(?<!in )(?<!has )\b(?:exact|full|whole|its|the|correct|complete) title\b|\bwhat(?: is|'s|s)? (?:it|that) called\b",
    re.IGNORECASE,
)
# What a paper is or does is told of it, unless it is called so: then it is a title.
_TOLD_OF = re.compile(
    r"\b(?:paper|article|study|one|title|something) (?:on|about|that|which|where|with|was|for|of)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:called|(?:en)?titled|named)\b|[\"“”«:]", re.IGNORECASE)
_NEAREST = 3  # titles named beside one that is not there
_TOLD = 6  # content words of what is remembered of a paper rather than of its title
_COMPARED = 100  # papers whose titles are compared with one half remembered
_ALIKE, _AHEAD = 0.3, 0.05  # cosine with the title that is meant, and how far it is ahead


def answer(parts: Parts, work: Work) -> Outcome:
    """The exact result of the request, as a line and, where it lists papers, one quote each."""
    papers = parts.index.papers
    if work.ordinals is not None:
        papers = tuple(papers[ordinal] for ordinal in work.ordinals)
    if work.routed.request is None:
        raise ValueError("a collection question without a request")
    request = work.routed.request
    if request.want in ("detail", "size") and not (request.named or request.also):
        request = _of_those_meant(parts, work, request)
    topic = _topic_in_order(work.text, request)
    on_it = _read_for(parts, work, topic) if topic else None
    if on_it:
        request = replace(request, also=tuple(each for each in request.also if not each.phrases))
        papers = tuple(parts.paper(ordinal) for ordinal in sorted(on_it))
    result = answer_request(request, papers)
    described_by = _all_phrases(request)
    loose = _describes(request) and not (len(described_by) > 1 and _LITERAL.search(work.text))
    single = loose and len(request.phrases) == 1
    several = halves(request.phrases[0]) if single and not result.papers else ()
    if len(several) > 1:
        either = " or " in request.phrases[0]
        result = answer_request(replace(request, phrases=several, either=either), papers)
    if loose and not result.papers:
        return _fitting(parts, work, described_by)
    one = request.want == "title" and request.recalled and not names_in(request.title)
    if one and not result.papers:
        result = _by_meaning(parts, work, request.title)
    elif described_by and not result.papers and _ITS_TITLE.search(work.text):
        result = _by_meaning(parts, work, " ".join(described_by))
        result = result if result.papers else replace(result, reason="no_match")
    said = " ".join((request.title if request.recalled else "", *described_by))
    passages = [
        _passage(parts, paper, span, said) for paper, span in zip(result.papers, result.spans, strict=True)
    ]
    if result.reason:
        return Outcome(abstention=Abstention(result.reason, result.lead, result.nearest), answerable=0.0)
    draft = Draft(
        sentences=tuple(quoted_sentence(passage, work.numbering) for passage in passages),
        quotes=tuple(quote_of(passage) for passage in passages),
        lead=result.lead,
        shape="list" if result.lead or len(passages) > 1 else "prose",
    )
    notes = (f"Chosen from the {len(papers)} papers that are on “{topic}” by reading.",) if on_it else ()
    return Outcome(draft, answerable=1.0, notes=notes)


def _topic_in_order(text: str, request: CollectionRequest) -> str:
    """What the papers are to be about of which the newest is asked for, or another end of an order; empty where words are meant."""
    worded = [each for each in request.also if each.phrases]
    phrases = tuple(phrase for each in worded for phrase in each.phrases)
    plain = all(_is_topic(each) for each in worded) and not any(map(is_name, phrases))
    topic = spanned(text, phrases) if request.order and phrases and plain else ""
    return topic if topic and re.search(rf"\b(?:on|about) (?:the )?{re.escape(topic)}", text) else ""


def _is_topic(request: CollectionRequest) -> bool:
    plain = CollectionRequest("list", phrases=request.phrases, either=request.either)
    return request == plain and not request.exact


def _read_for(parts: Parts, work: Work, topic: str) -> list[int]:
    """The papers that a list on the topic would have."""
    asked = replace(work.understood, standalone=f"Which papers are about {topic}?")
    listed = listing.answer(parts, replace(work, understood=asked, routed=Routed("list", topic=topic)))
    return [parts.index.ordinal(each.paper_id) for each in listed.evidence]


def _meant(parts: Parts, work: Work, phrases: Sequence[str]) -> tuple[str, ...]:
    """The ids of the papers that phrases describe, one each."""
    found: list[int] = []
    for phrase in phrases:
        told = described(parts, work, phrase, without=found)
        nearest = told[0] if told else best_fit(parts, work, phrase, without=found)
        found += [] if nearest is None else [nearest]
    return tuple(parts.paper(ordinal).id for ordinal in found)


def _of_those_meant(parts: Parts, work: Work, request: CollectionRequest) -> CollectionRequest:
    """The request for the papers that are described; one that is called by a name is looked for in the titles."""
    phrases = request.phrases or (request.title,)
    if request.phrases or any(word.islower() for word in request.title.split()):
        return replace(request, named=_meant(parts, work, phrases))
    match = find_title(request.title, parts.index.papers)
    found = match.exact or match.partial or match.remembered
    people = () if found else parts.names.people(request.title)
    if people:  # "the Holt paper"
        return replace(request, also=tuple(CollectionRequest(author=name) for name in people))
    if not found:
        return CollectionRequest("title", title=request.title, recalled=True)
    return replace(request, named=tuple(paper.id for paper in found))


def _by_meaning(parts: Parts, work: Work, title: str) -> CollectionResult:
    """The paper whose title says what is half remembered of it, else those that come nearest."""
    told_of = title[:1].islower() and _TOLD_OF.search(work.text) and not _CALLED.search(work.text)
    told = described(parts, work, title) if told_of or len(content_tokens(title)) >= _TOLD else []
    if told_of and not told:  # what is marked as the title may be less than is told of the paper
        told = described(parts, work, work.text)
    if told:
        meant = [parts.paper(ordinal) for ordinal in told]
        return of_records(best_fitting(title, meant[0]), meant)
    vector = parts.question(title).vector
    hits = parts.retriever.search(title, vector, work.ordinals, k=_COMPARED)
    papers = [parts.paper(hit.ordinal) for hit in hits]
    cosines = {paper.id: float(parts.question(paper.title).vector @ vector) for paper in papers}
    near = sorted(papers, key=lambda paper: -cosines[paper.id])[:_NEAREST]
    first, second = ([cosines[paper.id] for paper in near] + [0.0, 0.0])[:2]
    if first >= _ALIKE and first - second >= _AHEAD:
        return of_records(if_meant(title, near[0]), near[:1])
    sought = f"that fits “{title}”" if told_of else f"titled “{title}”"
    lead = f"No: no paper {sought} is in the collection. Nearest in meaning: {titles_line(near)}."
    return CollectionResult(lead, nearest=tuple(paper.title for paper in near))


def _describes(request: CollectionRequest) -> bool:
    """Whether the phrases are a description of several words, that papers may fit without using them."""
    phrases = _all_phrases(request)
    phrase = " ".join(phrases)
    if len(phrases) > 1 and (request.either or not any(" " in each for each in phrases)):
        return False  # words that are looked up one by one
    # "Is there anything on X?" asks for a topic, "does any abstract mention X?" for its words.
    listed = request.want == "list" or (request.want in ("any", "count") and request.field == "paper")
    loose = listed and request.place == "anywhere" and request.field != "title"
    return loose and not request.negated and len(phrase.split()) > 1 and not any(map(is_name, phrase.split()))


def _all_phrases(request: CollectionRequest) -> tuple[str, ...]:
    """The phrases of a request and of its other conditions, where these are nothing but words to be mentioned."""
    others = request.also
    plain = all(each == CollectionRequest("list", each.field, each.phrases, each.either) for each in others)
    more = (phrase for each in others for phrase in each.phrases) if plain else ()
    return (*request.phrases, *more)


def _fitting(parts: Parts, work: Work, phrases: Sequence[str]) -> Outcome:
    """The papers on a topic of which none uses the words, with a note that says so."""
    topic = spanned(work.text, phrases)
    listed = listing.answer(parts, replace(work, routed=Routed("list", topic=topic)))
    return replace(listed, notes=(*listed.notes, f"No paper says “{topic}” word for word."))


def _passage(parts: Parts, paper: Paper, span: tuple[int, int] | None, said: str) -> Passage:
    """The span that shows it; where the title or the record does, the sentence that has most of what is ``said``, then of the title."""
    if span is None:
        sentences = parts.sentences(parts.index.ordinal(paper.id))
        asked, title = ({*index_terms(text)} for text in (said, paper.title))
        terms = [{*index_terms(sentence.text)} for sentence in sentences]
        idf = parts.index.lexical.idf
        shared = [tuple(sum(map(idf, own & wanted)) for wanted in (asked, title)) for own in terms]
        return sentences[shared.index(max(shared))]
    start, end = span
    return Passage(f"{paper.id}#{start}", paper.id, start, end, paper.abstract[start:end])
