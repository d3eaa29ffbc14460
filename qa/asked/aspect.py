"""What things are compared in, as a short phrase that names it: "data structure" of "what data structure does each keep?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.asked.grammar import expand
from qa.words import content_tokens

_THING = r"(?P<x>[a-zA-Z][\w-]*(?: (?:of |in |on )?[a-zA-Z][\w-]*){0,3}?)"
_DONE = r"(?:do|does|did|is|are|was|were|can|could|should|must|has|have|had)"
_NO_THING = re.compile(
    expand(
        r"\b(?:<wh>|<aux>|<paper>|<papers>|i|we|you|they|it|its|their|them|ones?|first|second|each|both|either|other|another|than|that|this"
        r"|these|those|about|by|not|all|any|say|says|use[sd]?|please|exactly|and|or|to|more|less|much|many|lot|way|ways|thing|things|people|vs|versus|against|compared|respectively|cases|two|three)\b"
    ),
    re.IGNORECASE,
)
_LONGEST = 4  # words
# What something is measured in stands for what it is: "how many hours" is the number of hours.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(expand(form), re.IGNORECASE), said)
    for form, said in (
        (rf"\bhow (?:many|few) {_THING}(?= (?:{_DONE}|each|both|they|the|in|of|for)\b|\W*$)", "number of {}"),
        (rf"\bhow much (?!\w+er\b|more\b|less\b){_THING}(?= {_DONE}\b|\W*$)", "{}"),
        (r"\bhow (?:big|small|large|tiny) (?:is|are|was|were)\b(?P<x>)", "size"),
        (r"\bhow (?:(?:much|many times) )?(?:fast|faster|quick|quicker|slow|slower)\b(?P<x>)", "speed"),
        (
            rf"\b(?:what|which)(?: extra| kind of| kinds of| sort of| type of)? {_THING}(?= {_DONE}\b(?!.*\b(?:about which|is about)\b))",
            "{}",
        ),
        (rf"\bwhat(?:'s|s| is| are| was| were) (?:the|its|their) {_THING}(?= (?:of|in|behind|for|to|with) (?:each|both|one|them|either|the two)\b)", "{}"),
        (rf"\b(?:say|says|find|finds|conclude|concludes|report|reports|claim|claims|tell us|think|show|shows) (?:about|on) (?:the |their |its )?{_THING}\W*$", "{}"),
        (rf"\b(?:how|for what|what) <aux> [^?]*?\b(?:make use of|uses?|handles?|treats?|apply|applies|employs?) (?:the |their |its )?{_THING}\W*$", "{}"),
        (rf"\bkeeps? (?:their|its) {_THING} [a-z]+\W*$", "{}"),
        (rf"\b(?:their|its)(?: own)? {_THING}(?: (?:differ|compare))?\W*$", "{}"),
        (rf"(?:[,:–—] ?| - )(?:the )?{_THING}\?$", "{}"),
        (rf"^(?!(?:in|on|for|with|by|at|as|when|regarding|concerning)\b)(?:the )?{_THING}: ", "{}"),
    )
)  # fmt: skip
_AROUND = re.compile(
    r"^(?:(?:of|in|on|the|an?) )+|(?: (?:from|for|in|on|of|with|to|at|by|down|up))+$", re.IGNORECASE
)
# "needing extra training" is of extra training.
_DOING = re.compile(
    r"^(?:(?:the )?(?:need(?:ing)?|requir(?:ing|ement)|use|using|having|amount|question)(?: (?:of|for))? |the |their |its )+",
    re.IGNORECASE,
)


def named_aspect(question: str) -> str:
    """The thing in which a question compares, by its own words; empty where no short phrase names it."""
    return next(_things(question), "")


def without_doing(aspect: str) -> str:
    """An aspect without what is done with it: "extra training" of "needing extra training"."""
    return _DOING.sub("", aspect) or aspect


def _things(question: str) -> Iterator[str]:
    for form, said in _FORMS:
        for match in form.finditer(question):
            thing = _AROUND.sub("", match["x"])
            if not match["x"]:
                yield said
            elif is_thing(thing):
                yield said.format(thing)


def is_thing(phrase: str) -> bool:
    """Whether a phrase may name a thing: it is short, and none of its words asks, acts or points."""
    return (
        len(phrase.split()) <= _LONGEST
        and bool(content_tokens(phrase))
        and not _NO_THING.search(phrase.replace(" of ", " "))
    )
