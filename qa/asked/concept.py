"""Questions for what a thing is: "what is weight decay?", "define sparsity"."""

from __future__ import annotations

import re

from qa.asked.grammar import bare, expand
from qa.words import content_tokens

_THING = r"(?:an? |the )?(?:(?:term|concept|notion|idea|word|meaning|definition) (?:of )?)?(?P<x>[^,;:?]+?)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:so |and )?what(?:'s|s| is| are| was| were) (?:meant by |the meaning of |the definition of )?{_THING}",
        rf"what (?:do|does|did) {_THING} (?:mean|refer to|denote)",
        rf"what (?:do|does) (?:they|people|you|one|the authors) mean by {_THING}",
        rf"(?:please )?(?:define|explain|describe)(?: (?:to )?(?:me|us))?(?: what)? {_THING}(?: (?:is|are|means?))?(?: (?:to|for) (?:me|us))?",
        rf"explain (?:to me |me )?what {_THING} (?:is|are|means?)",
        rf"(?:the )?(?:meaning|definition) of {_THING}",
    )
)
_LONGEST = 4  # words of a thing
# A detail of something, or something of the collection, is no thing by itself.
_OTHER = re.compile(
    expand(
        r"(?<![\w-])(?:<paper>|<papers>|<collection>|this|that|these|those|it|its|they|their|here|there|there's|about|new|known|said|your?|my|our|i|we"
        r"|called|named|best|worst|most|least|first|last|longest|shortest|main|difference|(?:in|for|by|on|at|from|to|with|between|behind|as|than|versus|vs"
        r"|used|do|does|did|is|are|was|were|not|and|or|how|why|what|which|when|where))(?![\w-])|['’]s? "
    ),
    re.IGNORECASE,
)


def thing_asked(text: str) -> str:
    """The thing of which a text asks what it is; empty where it asks something else."""
    plain = bare(text)
    for form in _FORMS:
        match = form.fullmatch(plain)
        thing = match["x"].strip(" \"'“”") if match else ""
        if thing and len(thing.split()) <= _LONGEST and not _OTHER.search(thing) and content_tokens(thing):
            return thing
    return ""


def is_detail(thing: str, text: str) -> bool:
    """Whether a thing that is asked for may be a detail of another: "the capital of X", "the gain"."""
    return " of " in thing or f"the {thing}".lower() in text.lower()
