"""What a thing is: the sentences that say so, wherever they stand in the collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.answer.expansion import introduces
from qa.answer.moves import dangles
from qa.asked.concept import is_detail, thing_asked
from qa.characters import Span
from qa.mentions import find_forms, find_mentions, is_name
from qa.parts import Parts, Work
from qa.retrieve import PaperHit
from qa.types import Passage
from qa.words import abbreviations, content_tokens

_LOOKED = 30  # papers in which the thing is looked for
_ENDING = 3  # letters by which a thing in another form may be longer
_READ = 5  # ... of which so many are read
_SHOWN = 2  # papers that tell what it is
_BEHIND = 2.0  # how far the second may stand behind the first, as a logit
# What may stand behind a name without changing what is told.
_KIND = (
    r"(?: (?:techniques?|methods?|approach(?:es)?|models?|algorithms?|mechanisms?|frameworks?|architectures?|systems?|strateg(?:y|ies)"
    r"|tasks?|process(?:es)?|paradigms?|layers?|modules?|problems?))?"
)
_AFTER = rf"^(?:\.\d+)*\)?(?:['’]s)?(?: \([^()]*\))?{_KIND}(?: \([^()]*\))?"
_OFTEN = r",?(?: \w+ly| also| often| then| thus| both)?"
_IS = re.compile(
    _AFTER
    + _OFTEN
    # "Wear was measured ..." is what was done with it.
    + r" (?!(?:was|were) (?:\w+ly )?(?:investigated|measured|determined|examined|evaluated|assessed|tested|analy[sz]ed|observed|studied)\b)"
    + r"(?:is|are|was|were|refers?|means?|denotes?|aims?|represents?|describes?|stands?|consists?|comprises?)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    _AFTER
    + _OFTEN
    + r" (?:involves?|allows?|enables?|ha(?:s|ve) (?:emerged|become|shown|been)|offers?|provides?|works?|operates?|seeks?"
    r"|helps?|learns?|predicts?|generates?|reduces?|improves?|accelerates?|speeds?|adapts?|requires?|occurs?|arises?|causes?|plays?|serves?"
    r"|acts?|contains?|encodes?|regulates?|controls?|measures?|leads?|can|may|must)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    _AFTER
    + r"(?:: \w| \(or\b|(?:,| ?[–—]| ?--| -(?= )| \() ?(?:(?:an?|the|which|where|in which|that is|i\.e\.?|namely|one|whose|also)\b|[a-z]+s (?:that|which|of)\b))",
    re.IGNORECASE,
)
_THAT = re.compile(_AFTER + r" (?:that|which) [a-z]", re.IGNORECASE)
# "We use drip feed to water": what it is for; not "we tune a pump to reach".
_TO = re.compile(_AFTER + r" to [a-z]", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|propos(?:e|es|ed|ing)|present(?:s|ed)?|employ(?:s|ed|ing)?|includ(?:e|es|ing)"
    r"|design(?:s|ed)?|develop(?:s|ed)?|incorporat(?:e|es|ed|ing))\b[^,.;:]{0,40}$",
    re.IGNORECASE,
)
_CALL_THAT = r"(?:call|term|name|dub|refer to) (?:this|that|these|it)"
_CALLED = re.compile(
    r"\b(?:call(?:ed)?|termed|known as|named|dubbed|namely|i\.e\.,?|referred to as|defined? (?:\w+ )?(?:as|to be)|this is|so-called"
    rf"|{_CALL_THAT}(?: \w+)?(?: as)?)(?: an?| the)? [\"“'`]*$",
    re.IGNORECASE,
)
# What that is stands in the sentence before.
_CALLED_THAT = re.compile(rf"\b{_CALL_THAT}\b", re.IGNORECASE)
# "Ley farming, the growing of grass between crops, may ...", at the head of a sentence.
_BETWEEN_COMMAS = re.compile(
    r"^, (?!(?:and|or|but|in|on|at|for|by|with|like|unlike|not|such|including|compared|as|when|if|while|although|however)\b)"
    r"[^,;:.]+ (?:of|for|by|with|from|that|to|in) [^,;:.]+, (?:may|can|could|will|would|must|ha[sd]|have|is|are|was|were|[a-z]+(?:s|ed))\b"
)
_NOTION = re.compile(r"\b(?:notion|concept|idea|term)(?: of)? [\"“'`]*$", re.IGNORECASE)
_STANDS_FOR = re.compile(_AFTER + r",? (?:for|as|to (?:describe|denote|mean)) [a-z]", re.IGNORECASE)
# "The programme HelpAll matched ...": of what kind it is stands before its name.
_OF_KIND = re.compile(r"\b(?:the|an?|our) (?:[a-z-]+ )?[a-z-]+ [\"“'`]*$")
_ACTS = re.compile(r"^[\"”'`]*(?: \([^()]*\))? (?:[a-z]+ly )?[a-z]{2,}(?:ed|[^s]s) ")
# "Official price lists, the narh, followed ...".
_NAMED_BESIDE = (
    re.compile(r"^[^,;:()]+, (?:the|or|called|also) [\"“'`]*$"),
    re.compile(r"^[\"”'`]*, (?!and\b|or\b)"),
)
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:on|in|of|with|from|for|by|against|over|at|than|into|via|through|across|such as|like|and|or)(?: the| an?)?\s*$",
    re.IGNORECASE,
)
# Before the thing, where it is not part of a longer name.
_ALONE = re.compile(
    r"(?:^|[,;:(\"“”—–]|\b(?:the|an?|that|where|of|as|in|is|and|or|called|termed|novel|new|typical|standard|traditional|existing|current"
    r"|simple|popular|especially|common|so-called|perform|performing|(?:us|introduc|propos|employ|includ|creat|produc|generat)(?:e|es|ing)))\s*$",
    re.IGNORECASE,
)
# What is added to the logit of a sentence that says what a thing is; that says what it does or is for; and that speaks of the thing
# itself, not of a kind of it.
_SAID, _DONE, _ITSELF = 3.0, 1.5, 1.5


class Explained(NamedTuple):
    """A thing that is asked for: the sentences that say what it is, best first, and one of each paper that mentions it."""

    thing: str
    told: tuple[Passage, ...]
    mentions: tuple[Passage, ...]


def explained(parts: Parts, work: Work) -> Explained | None:
    """What is asked to be explained; None where nothing is, it is a paper's own name, or the nearest paper has its words apart."""
    thing = thing_asked(work.text)
    if not thing or work.understood.paper_ids or parts.names.is_called(work.text):
        return None
    hits = parts.retriever.search(thing, parts.question(thing).vector, work.ordinals, k=_LOOKED)
    held = list(_holding(parts, hits, thing))
    if not held:
        apart = hits and parts.names.tells_all(parts.paper(hits[0].ordinal).id, thing)
        return None if apart or is_detail(thing, work.text) else Explained(thing, (), ())
    telling = [(ordinal, says) for ordinal, _, says in held if says]
    told = _in_context(parts, _best(parts, work.text, telling))
    return Explained(thing, told, tuple(having[0] for _, having, _ in held))


class _Saying(NamedTuple):
    """A sentence that says what a thing is: how plainly, to be added to a logit."""

    passage: Passage
    plainly: float


def _holding(
    parts: Parts, hits: Sequence[PaperHit], thing: str
) -> Iterator[tuple[int, list[Passage], list[_Saying]]]:
    """Those of ``hits`` that have the thing: their sentences with it, and those of these that say what it is."""
    for hit in hits:
        forms = _forms(parts, hit.ordinal, thing)
        having = [
            (passage, spans)
            for passage in parts.sentences(hit.ordinal)
            if (spans := [span for form in forms for span in find_mentions(form, passage.text)])
            or (spans := _in_other_forms(thing, passage.text))
        ]
        if having:
            plainly = (
                (p, max(introduces(thing, p.text) * _DONE, *(says_what(p.text, span) for span in spans)))
                for p, spans in having
            )
            yield hit.ordinal, [p for p, _ in having], [_Saying(p, much) for p, much in plainly if much > 0]


def _in_other_forms(thing: str, text: str) -> list[Span]:
    """Where a text has the words of a thing side by side and in their order, some in another form: "drip-free valve" of "drip-free valves"."""
    words = [token.stem for token in content_tokens(thing)]
    spans = find_forms(thing, text) if len(words) > 1 else []
    near = (span for span in spans if span.end - span.start <= len(thing) + _ENDING)
    return [
        span
        for span in near
        if [token.stem for token in content_tokens(text[span.start : span.end])] == words
    ]


def _forms(parts: Parts, ordinal: int, thing: str) -> tuple[str, ...]:
    """The thing, and the short or the long form of it that a paper has."""
    paper = parts.paper(ordinal)
    stems = {token.stem for token in content_tokens(thing)}
    pairs = abbreviations(paper.text).items()
    others = [
        long if short == thing else short
        for short, long in pairs
        if short == thing or {token.stem for token in content_tokens(long)} == stems
    ]
    return tuple(dict.fromkeys((thing, *others)))


def _best(
    parts: Parts, question: str, telling: Sequence[tuple[int, Sequence[_Saying]]]
) -> tuple[Passage, ...]:
    """The best sentence of each of the best papers by a close reading, the second where it is not far behind."""
    read: list[tuple[float, Passage]] = []
    for ordinal, says in telling[:_READ]:
        sentences = parts.sentences(ordinal)
        logits = parts.reader.closely(question, parts.paper(ordinal), sentences).sentences
        read.append(
            max(
                ((float(logits[sentences.index(p)]) + plainly, p) for p, plainly in says),
                key=lambda each: each[0],
            )
        )
    read.sort(key=lambda each: -each[0])
    return tuple(passage for score, passage in read[:_SHOWN] if score >= read[0][0] - _BEHIND)


def _in_context(parts: Parts, told: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentences, each behind the one that it points back to."""
    shown: list[Passage] = []
    for passage in told:
        own = parts.sentences(parts.index.ordinal(passage.paper_id))
        at = own.index(passage)
        back = dangles(passage.text) or _CALLED_THAT.search(passage.text)
        shown += own[at - 1 : at] if at and back else ()
        shown.append(passage)
    return tuple(dict.fromkeys(shown))


def says_what(sentence: str, span: Span) -> float:
    """How plainly a sentence says of what stands at ``span`` what it is, does or is for; 0 where it does not."""
    before, after = sentence[: span.start], sentence[span.end :]
    own = _ITSELF if _ALONE.search(before) else 0.0  # "drip irrigation" is not all irrigation
    within = _WITHIN.search(before)
    beside = _NAMED_BESIDE[0].match(before) and _NAMED_BESIDE[1].match(after)
    if (
        beside
        or (not _ARTICLE.sub("", before) and _BETWEEN_COMMAS.match(after))
        or (_NOTION.search(before) and _STANDS_FOR.match(after))
        or _CALLED.search(before)
        or _ASIDE.match(after)
        or (not within and _IS.match(after))
    ):
        return _SAID + own
    of_kind = is_name(sentence[span.start : span.end]) and _OF_KIND.search(before) and _ACTS.match(after)
    if not within and (of_kind or _DOES.match(after) or (own and _THAT.match(after))):
        return _DONE + own
    return _DONE if own and _MADE.search(before) and _TO.match(after) else 0.0
