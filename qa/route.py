"""What kind of question is asked: of one fact, a summary, a list, a comparison, of the collection, or none.

Two have a say. The forms of sentences that stand in tables under :mod:`qa.asked` are nearly always
right where they match, and know what the answer needs; what none claims they take for a fact. The
model of kinds.py has an opinion of every question. The kind is the likeliest by the model, with
odds in favour of what the forms say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from qa.asked.around import fields_named
from qa.asked.available import code_asked
from qa.asked.extremes import ranked
from qa.asked.framing import strip_frame
from qa.asked.listing import list_topic, title_sought
from qa.asked.lookup import parse_request
from qa.asked.loosely import asks_each, links_asked, loose_request, measured_request
from qa.asked.phrases import want_of
from qa.asked.records import detail_asked, detail_meant, detail_of_one
from qa.asked.request import CollectionRequest
from qa.asked.reworded import reworded
from qa.asked.sides import compared
from qa.asked.summary import summary_topic
from qa.features import is_bare
from qa.kinds import Kind, Told
from qa.mentions import is_name
from qa.smalltalk import smalltalk_kind
from qa.types import Route
from qa.words import index_terms

__all__ = ["Routed", "asked_plainly", "by_form", "route", "strip_frame"]

_TWO = re.compile(r"\b(?:two|both|2)\b", re.IGNORECASE)
_SIDES = 2
# Whether things were compared is asked, not to compare them.
_COMPARED = re.compile(
    r"\b(?:has|have|had|did|does|do) (?:any\w+|some\w+|they|it|the (?:authors?|paper|study)) (?:\w+ )?compared?\b"
    r"|\b(?:is|are|was|were|been|being) .{0,80}\bcompared (?:with|to|against)\b",
    re.IGNORECASE,
)
_LONGEST = 600  # characters; what is longer is a pasted text, and has none of the forms
_SEVERAL = re.compile(
    r"\b(?:any|which|what|who|where|anywhere)\b|\b(?:papers|abstracts|articles|studies|works|titles)\b", re.I
)


@dataclass(frozen=True)
class Routed:
    """The route, and what it needs: the topic of a list or summary, the sides and aspect of a comparison.

    ``together`` is how many papers the only side describes: "the two papers on grafting".
    """

    route: Route
    topic: str = ""
    sides: tuple[str, ...] = ()
    aspect: str = ""
    together: int = 0
    request: CollectionRequest | None = None


@lru_cache(maxsize=1024)
def asked_plainly(question: str) -> str:
    """The question without its frame, its words in the order that the forms of look-ups know."""
    return reworded(strip_frame(question))


# Odds in favour of what the forms say, by whether they claim the question or leave it as a fact, as
# logarithms; chosen on the dev questions.
_CLAIMED, _UNCLAIMED = 3.0, 1.0
_LOOKED_UP = 8.0  # where they claim it for a look-up, whose forms are narrow
_LIKELY = 0.5
_NAMED = 3.0  # in favour of a comparison where two papers are named
_OF_ONE = 2.0  # against a list where one paper is named, whose own things may be asked for
_BARE = 1.5  # in favour of a fact where the question is bare words, of which little can be told
# Words of a look-up in all papers, though one is named.
_SOUGHT = re.compile(
    r"\b(?:mention\w*|bring\w*|talk\w*|speak\w*|cit(?:e|es|ed|ing)|refer\w*|names?|named|else|others?|apart|abstracts?|titles?|papers|ones"
    r"|how (?:many|often)|here|in (?:there|the (?:collection|set|list))|anywhere)\b",
    re.IGNORECASE,
)
# "talk about both X and Y": where both are names, the words decide.
_BOTH = re.compile(r"\bboth ([\w.+-]+(?: [\w.+-]+)?) and ([\w.+-]+(?: [\w.+-]+)?)$", re.IGNORECASE)
_BUT = re.compile(r"([\w.+-]+),? (?:except|but not|minus|without|apart from)\b(?: \w+){0,5}? ([\w.+-]+)")
# "got X?", without the name
_HELD = re.compile(
    r"(?:have |do |does )?(?:you |u |we |it )?(?:also )?(?:got|have)(?: the)?\s*(?:paper|one)?\W*",
    re.IGNORECASE,
)
_SAYS_OF = re.compile(r"\bsays? (?:about|on|regarding|of) \w", re.IGNORECASE)  # one thing in it, not its gist
_SURE = 0.9  # that it is a look-up, from where on the words marked are believed
_AND_WHO = re.compile(r"\band (?:how many|who|which)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:published|appear(?:ed)?|presented|came out|accepted|written by|wrote)\b", re.IGNORECASE
)
_HOW_TO = re.compile(
    r"\bhow (?:do|can|could|should|would) (?:i|you|we|one|people)\b|\btell me how\b", re.IGNORECASE
)
# "X, have we got that?"; not "which papers have X?"
_OWNED = re.compile(
    r"\b(?:have|do|own|got) (?:we|you|i)\b|\bwe (?:own|have|hold|got)\b|\b(?:is it|that|it) (?:here|in (?:the|our|your|this)\b)",
    re.IGNORECASE,
)
_SOUGHT_WORD = re.compile(
    r"\b(?:mention\w*|which|who|what|how (?:many|often)|else|other|words?|abstracts?|titles?|any\w*)\b",
    re.IGNORECASE,
)
# One paper is looked for, and a fact of it: "Anything on X? Which tool wins there?", "Which one does X, and is it free?"
_THEN_OF_IT = re.compile(
    r"^(?:anything|something|any|is there|are there|(?:do|have) (?:you|we)|got)\b[^?]*\?\s+(?:and |so |if so,? )?"
    r"(?:what|which|how|why|when|where|does|do|is|are|did|was|were|can)\b[^?]*\b(?:(?<!is )(?<!are )there|its?)\b[^?]*\?*$"
    r"|^(?:which|what)\b[^?]*, and (?:(?:by|in|on|to|for|at) )?(?:what|which|how|why|does|did|is|was|can)\b[^?]*\bits?\b",
    re.IGNORECASE,
)
_TALK = 2.0  # against small talk, to which nothing is looked up


def route(
    question: str,
    mentioned: Sequence[str] = (),
    told: Told | None = None,
    typed: Sequence[str] | None = None,
    unnamed: str | None = None,
) -> Routed:
    """The kind of a stand-alone question.

    ``mentioned`` are the ids of the papers that it names, ``typed`` those that it named before it
    was made to stand alone (the same when None), ``told`` the model's opinion, without which the
    forms decide; ``unnamed`` is the question without their names.
    """
    if mentioned and unnamed is not None and code_asked(unnamed):
        request = CollectionRequest("detail", named=tuple(mentioned), detail="code")
        return Routed("collection", request=request)
    if mentioned and unnamed is not None and _HELD.fullmatch(unnamed.strip()):
        named = " ".join(word for word in question.split() if word not in unnamed.split()).strip(" ?.!")
        return Routed("collection", request=CollectionRequest("title", title=named, named=tuple(mentioned)))
    sought = title_sought(strip_frame(question))
    if sought and mentioned:
        return Routed("collection", request=CollectionRequest("title", title=sought, named=tuple(mentioned)))
    if sought:
        return Routed("list", topic=sought)
    formed = by_form(question, mentioned)
    if told is None or formed.route == "smalltalk" or len(question) > _LONGEST:
        return formed
    if formed == Routed("compare") and len(set(mentioned)) < _SIDES and len(told.parts) >= _SIDES:
        formed = replace(formed, sides=told.parts)
    odds = {kind: math.log(chance + 1e-9) for kind, chance in told.chances.items()}
    if _THEN_OF_IT.search(question):
        formed = Routed("fact") if formed.route == "list" else formed
        odds["list"] = -math.inf
    odds["talk"] -= _TALK
    odds["fact"] += _BARE * is_bare(question)
    odds["list"] -= _OF_ONE * bool(_HOW_TO.search(question))
    # On dev, of 50 lists by form that the model takes for look-ups 48 are.
    taken = formed.route == "list" and told.chances["collection"] > _LIKELY
    if formed.route in odds and not taken:
        claimed = _LOOKED_UP if formed.route == "collection" else _CLAIMED
        odds[cast(Kind, formed.route)] += _UNCLAIMED if formed.route == "fact" else claimed
    if formed.route == "fact" and len(set(mentioned)) == 1:
        odds["list"] -= _OF_ONE
    several = len(set(mentioned if typed is None else typed)) > 1
    odds["compare"] += -_CLAIMED if _COMPARED.search(question) else _NAMED * several
    for kind in sorted(odds, key=lambda kind: -odds[kind]):
        found = _as_told(kind, question, told, mentioned, several) if kind != formed.route else formed
        if found is formed and kind == "collection" and told.chances[kind] >= _SURE:
            found = _more_exact(formed, question, told, mentioned)
        if found is not None:
            return found
    return formed


def _more_exact(formed: Routed, question: str, told: Told, mentioned: Sequence[str]) -> Routed:
    """The look-up of a form, or that of the marked words where the form has others, or leaves something out:
    what is to be lacking, a second question, an order.
    """
    request = formed.request
    if request is None or not request.limits or not request.phrases:
        return formed
    text = asked_plainly(question)
    also = [phrase for other in request.also for phrase in other.phrases]
    looked_up = _terms((*request.phrases, *request.without, *also))
    there, lacking = _terms(told.parts), _terms(told.lacking)
    others = bool(there) and not there & looked_up
    away = fields_named(text)[1] is not None and not request.also and not request.negated
    linked = bool(links_asked(text)) and not any(each.link for each in (request, *request.also))
    second = (_AND_WHO.search(text) and not there <= looked_up) or (asks_each(text) and len(told.parts) > 1)
    if not (others or second or linked or away or lacking - looked_up or ranked(text)):
        return formed
    other = _looked_up(text, told, mentioned)
    return Routed("collection", request=other) if other else formed


def _terms(phrases: Sequence[str]) -> set[str]:
    return {term for phrase in phrases for term in index_terms(phrase)}


def _as_told(kind: Kind, question: str, told: Told, mentioned: Sequence[str], several: bool) -> Routed | None:
    """A question of this kind with the parts that the model marks; None where these do not make one."""
    text, parts = strip_frame(question), told.parts
    if kind == "fact":
        return Routed("fact")
    if kind == "talk":
        return Routed("smalltalk")
    if kind == "list":
        return Routed("list", topic=" ".join(parts) or text)
    if kind == "summary" and _SAYS_OF.search(text):
        return Routed("fact")
    if kind == "summary":
        return Routed("summary", topic=parts[0] if parts else text)
    if kind == "compare" and (several or len(parts) > 1):
        return Routed("compare", sides=parts)
    if kind == "compare" and parts and _TWO.search(text):
        return Routed("compare", sides=parts, together=2)
    request = _looked_up(asked_plainly(question), told, mentioned) if kind == "collection" else None
    return Routed("collection", request=request) if request else None


def _looked_up(text: str, told: Told, mentioned: Sequence[str]) -> CollectionRequest | None:
    """What is to be looked up; of one paper that is named, its record, if anything."""
    request = loose_request(text, told.parts, told.lacking, mentioned)
    plain = request is None or (bool(request.phrases) and not request.also)
    if (
        plain
        and len(set(mentioned)) == 1
        and told.parts
        and _OWNED.search(text)
        and not _SOUGHT_WORD.search(text)
    ):
        return CollectionRequest("title", title=told.parts[0], named=tuple(mentioned))
    detail = detail_meant(text)
    if request and detail and request.want == "title":  # "Which journal carried the article on X?"
        return CollectionRequest("detail", title=request.title, detail=detail)
    if request and detail and len(set(mentioned)) == 1 and _PUBLISHED.search(text):
        return CollectionRequest("detail", named=tuple(mentioned), detail=detail)
    if request is None or len(set(mentioned)) > 1 or _SOUGHT.search(text):
        return request
    if mentioned and detail:
        return CollectionRequest("detail", named=tuple(mentioned), detail=detail)
    if mentioned and request.phrases and not request.also:
        return None  # nothing would be looked up but the paper that is spoken of
    if detail and len(request.phrases) == 1:  # "What year was X published?": X is told, or there is none
        phrase = request.phrases[0]
        if " " in phrase and any(word.islower() for word in phrase.split()):
            return CollectionRequest("detail", title=phrase, detail=detail)
        return CollectionRequest("title", title=phrase, recalled=True)
    return request


def by_form(question: str, mentioned: Sequence[str] = ()) -> Routed:
    """The kind of a stand-alone question by its form alone."""
    if smalltalk_kind(question):
        return Routed("smalltalk")
    text = asked_plainly(question)
    if len(text) > _LONGEST:
        return Routed("fact")
    request = _request(text, mentioned)
    if request is not None:
        return Routed("collection", request=request)
    measured = measured_request(text, mentioned) if mentioned else None
    if measured is not None:
        return Routed("collection", request=measured)
    comparison = compared(text, len(set(mentioned)))
    if comparison is not None:
        return Routed(
            "compare", sides=comparison.sides, aspect=comparison.aspect, together=comparison.together
        )
    summary = summary_topic(text, bool(mentioned))
    if summary is not None:
        return Routed("summary", topic=summary)
    topic = list_topic(text, bool(mentioned))
    both = _BOTH.search(topic) if topic else None
    if both and all(map(is_name, both.groups())):
        return Routed("collection", request=CollectionRequest(want_of(text), phrases=both.groups()))
    but = _BUT.fullmatch(topic) if topic else None
    if but and all(map(is_name, but.groups())):
        return Routed(
            "collection", request=CollectionRequest(want_of(text), phrases=(but[1],), without=(but[2],))
        )
    if topic is not None:
        return Routed("list", topic=topic)
    return Routed("fact")


def _request(text: str, mentioned: Sequence[str]) -> CollectionRequest | None:
    """The question about the collection, unless it is one about what a named paper's abstract says."""
    detail = detail_asked(text) if mentioned else ""
    if detail:
        return CollectionRequest("detail", named=tuple(mentioned), detail=detail)
    of_one = None if mentioned else detail_of_one(text)
    if of_one:
        return CollectionRequest("detail", title=of_one[1], detail=of_one[0])
    request = parse_request(text)
    if request is not None and request.want == "fields" and mentioned:
        return None
    if request is None or (
        request.phrases and request.want == "any" and mentioned and not _SEVERAL.search(text)
    ):
        return None
    return replace(request, named=tuple(mentioned)) if request.title else request
