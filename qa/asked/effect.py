"""What a question presumes to be there: what acts on something or is kept from happening, and of which a measure is asked.

"How does X affect Y?", "how do fish exposed to X fare?", "how is X avoided?", "what is the dose of X?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_AUXILIARY = r"(?:do|does|did|can|could|would|will|might|may|should|is|are|was|were|has|have|had)(?:n['’]t)?"
_ACTS = (
    r"(?:affect|influence|impact|change|alter|harm|hurt|damage|disrupt|impair|modulate|work|help|improve|reduce|increase|lower|raise|cause"
    r"|lead|kill|act|happen|occur|arise)"
)
_KEPT = r"(?:avoid|prevent|reduce|mitigate|overcome|treat|stop|fix|counter|tackle|alleviate)"
_KEPT_FROM = r"(?:avoided|prevented|reduced|mitigated|overcome|treated|stopped|fixed|solved|countered|tackled|alleviated)"
_IS = r"(?:toxic|harmful|dangerous|safe|good|bad|effective|poisonous|deadly|lethal)"
_THING = r"(?P<x>(?:[^,;:?.]|[,.](?=\d))+?)"  # "2,4-D" too
# Whether something does anything: "Is X toxic?", "Does X harm Y?"
_WHETHER = (
    rf"^\W*(?:is|are|was|were) {_THING} (?:\w+ly )?{_IS}\b",
    rf"^\W*(?:do|does|did|can|could|will|would) {_THING} (?:\w+ly )?{_ACTS}\b",
)
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:how|why|when|where) (?:\w+ly |much )?{_AUXILIARY} {_THING} (?:\w+ly )?{_ACTS}\b",
        rf"\bhow (?:can|could|should|might|to|is|are|was|were|do|does|did) (?:(?:you|we|one|they|people|i) )?{_KEPT} {_THING}(?= (?:in|on|of|by|with)\b|[,;:?.]|$)",
        rf"\bhow (?:can|could|should|might|is|are|was|were) {_THING} (?:be )?(?:\w+ly )?{_KEPT_FROM}\b",
        rf"\bwhat (?:\w+ )?(?:effects?|impacts?|influences?|role|consequences?) {_AUXILIARY} {_THING} (?:have|play|exert)\b",
        rf"\bwhat {_AUXILIARY} {_THING} do (?:to|for|in|with)\b",
        rf"\b(?:exposed to|(?:treated|injected|infected|dosed) with|(?-i:fed)(?: on| with)?) (?!(?:in|into|to|back|by|as|forward)\b){_THING}(?= (?:in|on|at|for|to|by|during|after|with)\b|[,;:?]|$)",
        rf"\b(?:effects?|impacts?|influences?|toxicity|consequences?|harm) of {_THING}(?= (?:on|to|in|for|upon)\b|[,;:?.]|$)",
        *_WHETHER,
    )
)
_OF_EFFECT = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _WHETHER)
# "What is the dose of X in adults?", "how does X reach Y?": of what a measure, or a way, is asked.
_SUBJECTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*(?:what(?:'s| is| was| are| were) )?(?:the )?(?:\S+ ){{1,4}}?of {_THING}(?= (?:in|for|on|to|by|with|at|after|under)\b|[,;:?.]|$)",
        rf"^\W*(?:how |why )?{_AUXILIARY} (?:an? |the )?(?P<x>[\w-]+(?: [\w-]+)?)",
    )
)
# What is said behind the thing tells where, when or with what.
_BEHIND = re.compile(
    r" (?:in|on|of|for|with|from|to|by|at|during|after|before|between|that|which|against)\b.*"
)

_PEOPLE = re.compile(r" who\b")  # for them there are many everyday words


def acting(text: str) -> str:
    """The thing of which a question asks what it does, or how it is avoided; empty where it asks something else."""
    return _found(_FORMS, text)


def subject(text: str) -> str:
    """The thing that acts, or else of which something is asked; empty where its place in the question does not tell it."""
    return acting(text) or _found(_SUBJECTS, text)


def _found(forms: Sequence[re.Pattern[str]], text: str) -> str:
    for form in forms:
        match = form.search(text)
        if match:
            return "" if _PEOPLE.search(match["x"]) else _BEHIND.sub("", match["x"])
    return ""


def asks_whether_it_acts(text: str) -> bool:
    """Whether it is asked if something has an effect at all."""
    return any(form.search(text) for form in _OF_EFFECT)
