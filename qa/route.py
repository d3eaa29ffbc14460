"""What kind of question is asked: of one fact, a summary, a list, a comparison, of the collection, or none.

The form of the sentence decides, not its subject: who or what is asked for, in the singular
or the plural, and how many papers are named. What no form claims is a fact. The forms stand
in tables under :mod:`qa.asked`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.asked.framing import strip_frame
from qa.asked.listing import list_topic
from qa.asked.lookup import parse_request
from qa.asked.records import detail_asked
from qa.asked.request import CollectionRequest
from qa.asked.sides import compared
from qa.asked.summary import summary_topic
from qa.smalltalk import smalltalk_kind
from qa.types import Route

__all__ = ["Routed", "route", "strip_frame"]

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


def route(question: str, mentioned: Sequence[str] = ()) -> Routed:
    """The kind of a stand-alone question. ``mentioned`` are the ids of the papers that it names."""
    if smalltalk_kind(question):
        return Routed("smalltalk")
    text = strip_frame(question)
    if len(text) > _LONGEST:
        return Routed("fact")
    request = _request(text, mentioned)
    if request is not None:
        return Routed("collection", request=request)
    comparison = compared(text, len(set(mentioned)))
    if comparison is not None:
        return Routed(
            "compare", sides=comparison.sides, aspect=comparison.aspect, together=comparison.together
        )
    summary = summary_topic(text, bool(mentioned))
    if summary is not None:
        return Routed("summary", topic=summary)
    topic = list_topic(text, bool(mentioned))
    if topic is not None:
        return Routed("list", topic=topic)
    return Routed("fact")


def _request(text: str, mentioned: Sequence[str]) -> CollectionRequest | None:
    """The question about the collection, unless it is one about what a named paper's abstract says."""
    detail = detail_asked(text) if mentioned else ""
    if detail:
        return CollectionRequest("detail", named=tuple(mentioned), detail=detail)
    request = parse_request(text)
    if request is None or (
        request.phrases and request.want == "any" and mentioned and not _SEVERAL.search(text)
    ):
        return None
    return replace(request, named=tuple(mentioned)) if request.want == "title" else request
