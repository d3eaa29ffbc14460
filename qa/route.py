"""What kind of question is asked: of one fact, a summary, a list, a comparison, of the collection, or none.

The shape of the sentence decides, not its subject: who or what is asked for, in the
singular or the plural, and how many papers are named. What no rule claims is a fact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa.collection_request import CollectionRequest, parse_request
from qa.framing import strip_frame
from qa.listing_question import list_topic
from qa.sides import compared
from qa.smalltalk import smalltalk_kind
from qa.summary_question import summary_topic
from qa.types import Route

__all__ = ["Routed", "route", "strip_frame"]


@dataclass(frozen=True)
class Routed:
    """The route, and what it needs: the topic of a list or summary, the sides and aspect of a comparison."""

    route: Route
    topic: str = ""
    sides: tuple[str, ...] = ()
    aspect: str = ""
    request: CollectionRequest | None = None


def route(question: str, mentioned: Sequence[str] = (), names: Collection[str] = ()) -> Routed:
    """The kind of a stand-alone question.

    ``mentioned`` are the ids of the papers that it names. ``names`` are lower-case words that
    the collection uses as names ("gsm8k"), so that a name typed in small letters is known.
    """
    if smalltalk_kind(question):
        return Routed("smalltalk")
    text = strip_frame(question)
    request = parse_request(text)
    if request is not None:
        return Routed("collection", request=request)
    comparison = compared(text, len(set(mentioned)))
    if comparison is not None:
        return Routed("compare", sides=comparison.sides, aspect=comparison.aspect)
    summary = summary_topic(text, bool(mentioned))
    if summary is not None:
        return Routed("summary", topic=summary)
    listed = list_topic(text, bool(mentioned))
    if listed is not None:
        return Routed("list", topic=listed)
    return Routed("fact")
