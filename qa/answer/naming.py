"""A list asked for by a name: "who uses GSM8K?". Who has the name in the abstract qualifies, whatever a reading says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.matching import Match
from qa.answer.topic import without_generic
from qa.characters import Span, in_characters
from qa.mentions import find_mentions, is_name, sentence_with
from qa.parts import Parts
from qa.types import Passage
from qa.words import content_tokens

# What may stand behind a name without saying more.
_KIND = re.compile(
    r"[ ,]+(?:models?|benchmarks?|data ?sets?|corpus|tasks?|papers?|methods?|architectures?|networks?|family|anywhere"
    r"|experiments?|results?|scores?|numbers?|[GT]PUs?|cards?|machines?|hardware|cluster)$",
    re.IGNORECASE,
)
# What a paper may do with something that has a name, and what else says nothing more of it: "name GLUE among their benchmarks".
SAYS_NO_MORE = frozenset(
    token.stem
    for token in content_tokens(
        "use experiment result score number benchmark dataset data set test evaluate evaluation name among report mention flavour"
        " flavor kind sort variant version model family train run try measure compare comparison baseline backbone base build built"
        " paper work abstract who have metric task corpus apply performance top include involve rely adopt employ show gain improve"
        " improvement validate anywhere run hardware machine card cluster"
    )
)
_WORD = re.compile(r"[\w.+-]*\w[+]*")
_LONGEST = 3  # words of a name
_MOSTLY = 0.75  # of the papers with the name write it as one


def only_named(topic: str) -> str:
    """The one name of a topic that says nothing else: whoever does not have it does not qualify. Empty for others."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(topic):
        if is_name(word[0] if word.start() else word[0][1:]):  # a capital opens every topic
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    found = [run for run in runs if run]
    if len(found) != 1 or len(found[0]) > _LONGEST:
        return ""
    whole = Span(found[0][0].start(), found[0][-1].end())
    name = _KIND.sub("", topic[whole.start : whole.end])  # "A100 GPUs"
    rest = content_tokens(f"{topic[: whole.start]} {topic[whole.end :]}")
    return name if all(token.stem in SAYS_NO_MORE for token in rest) else ""


def named(parts: Parts, topic: str, matches: Sequence[Match]) -> list[Match]:
    """Of ``matches`` those with the name that the topic is, in the sentence that has it; none where it is no name."""
    name = only_named(topic) or _core(topic)
    if not name or len(name.split()) > _LONGEST:
        return []
    found = [
        (match, passage, written) for match in matches for passage, written in _mentions(parts, match, name)
    ]
    if sum(written for *_, written in found) < _MOSTLY * len(found):
        return []
    return [match._replace(passage=passage) for match, passage, _ in found]


def _core(topic: str) -> str:
    name = without_generic(topic)
    while (shorter := _KIND.sub("", name)) != name:
        name = shorter
    return name.strip(" ,.?")


def _mentions(parts: Parts, match: Match, name: str) -> list[tuple[Passage, bool]]:
    """The sentence that has the name, and whether it is written as one there; empty without any."""
    paper = parts.paper(match.ordinal)
    spans = find_mentions(name, paper.abstract)
    if not spans:
        spans = find_mentions(name, paper.title)
        written = any(_is_written_as_name(paper.title, span, title=True) for span in spans)
        return [(match.passage, written)] if spans else []
    sentence = sentence_with(paper.abstract, spans[0].start)
    passages = (p for p in parts.sentences(match.ordinal) if p.start <= sentence.start < p.end)
    written = any(_is_written_as_name(paper.abstract, span) for span in spans)
    return [(next(passages, match.passage), written)]


def _is_written_as_name(text: str, span: Span, *, title: bool = False) -> bool:
    """Every word with a capital or a digit; a capital that every word has there says nothing."""
    said = in_characters(text[span.start : span.end])
    words = re.split(r"[\s-]+", said)
    coined = any(c.isdigit() or c.isupper() for c in said[1:])
    opens = title or span.start < 2 or text[span.start - 2] in ".:?!"
    return all(word[:1].isdigit() or word[:1].isupper() for word in words) and (coined or not opens)
