"""Follow-ups that speak of people: "what else did she write?", "and the second author?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.conversation.asked import Asked, Understood, enumerated
from qa.conversation.cues import unopened
from qa.conversation.pronouns import anaphors, replaced

_I = re.IGNORECASE
_WRITE = r"(?:wr[io]te|written|writ(?:es|ing)|publish\w*|author(?:s|ed|ing)?|produced?)"
_WITH_WHOM = re.compile(
    r"^(?:and\s+)?(?:who|with\s+whom)\b.*\b(?:his|her|their|the)\s+(?:\w+\s+)?(?:co-?authors?|co-?writers?|collaborators?)\W*$",
    _I,
)
_PLACED = re.compile(
    r"\b(?:the|its|that|this)\s+(?:same\s+)?(?P<which>first|second|third|last|senior|lead|main|corresponding)\s+author(?P<own>['’]s)?\b(?!\s+of\b)",
    _I,
)
_SAME = re.compile(
    r"\b(?:the\s+same|that|this|these|those)\s+(?:author|writer|researcher|person)(?P<many>s)?(?P<own>['’]s)?\b",
    _I,
)
_ONE = re.compile(r"\b(?:he|she|him)\b", _I)
_OWN = re.compile(r"\b(?:his|her|hers)\b", _I)
# "Have they written more?", "has the author ...?"; but "when were they published?" is asked of papers.
_THEY = re.compile(
    rf"(?:(?<=\bdid\s)|(?<=\bhave\s)|(?<=\bhas\s))(?:they|the\s+authors?)\b(?=\s+(?:\w+\s+){{0,2}}?{_WRITE}\b)",
    _I,
)
# "What does she suggest instead?": what a paper tells.
_ARGUES = re.compile(
    rf"(?!.*\belse\b).*\b(?:does|did)\s+(?:he|she)\s+(?!(?:\w+ly\s+|also\s+|ever\s+)?(?:{_WRITE}|work|have)\b)",
    _I,
)
_WHO_IS = re.compile(r"^\W*(?:and\s+)?who(?:['’]?s|\s+(?:is|was|are|were))\s+the\b", _I)  # asks for the name
_PLACES = {"second": 1, "third": 2, "last": -1, "senior": -1}


def of_people(asked: Asked) -> Understood | None:
    """The person or the people put by their names, of whom no abstract speaks; None where no author is recorded."""
    turned = _turned_to(asked)
    if turned:
        return turned
    focus = asked.focus
    people = asked.names.authors(focus.papers[0]) if len(focus.papers) == 1 else ()
    # Who was spoken of before, as long as the paper at hand is theirs.
    named = [name for name in focus.people if not people or any(_is(name, other) for other in people)]
    one = named[0] if named else people[0] if people else ""
    if not one or asked.names.people(asked.text):
        return None
    if _WITH_WHOM.match(asked.text):
        return _told(asked, f"With whom has {one} written", one)
    if _WHO_IS.match(asked.text):
        return None
    pointing = anaphors(asked.text, asked.names) if _ARGUES.match(asked.text) else []
    if people and pointing:  # of the paper at hand first, then of any that they wrote
        spoken = asked.names.spoken(focus.papers[0])
        of_it = asked.about(replaced(asked.text, pointing, spoken), focus.papers, f"about {spoken}")
        return replace(of_it, otherwise=_told(asked, _ONE.sub(one, asked.text, count=1), one))
    for match, who in _spoken_of(asked.text, people, named, one):
        own = match.groupdict().get("own") or match.re is _OWN
        name = f"{who}'s" if own else who
        return _told(asked, f"{asked.text[: match.start()]}{name}{asked.text[match.end() :]}", who)
    return None


def _turned_to(asked: Asked) -> Understood | None:
    """ "What about Holt, what does she say?": asked of what Holt wrote."""
    who, _, rest = unopened(asked.text).partition(", ")
    people = asked.names.people(who)
    pointing = anaphors(rest, asked.names) if len(people) == 1 and rest != asked.text else []
    if not pointing or who != people[0] or pointing[0].role not in ("thing", "own"):
        return None
    return _told(asked, replaced(rest, pointing, who), who)


def _spoken_of(
    text: str, people: Sequence[str], named: Sequence[str], one: str
) -> list[tuple[re.Match[str], str]]:
    """Where a text speaks of people, and who they are; the surest first."""
    found: list[tuple[re.Match[str], str]] = []
    placed, same, they = _PLACED.search(text), _SAME.search(text), _THEY.search(text)
    if placed and people:
        at = _PLACES.get(placed["which"].lower(), 0)
        found += [(placed, people[at])] if -len(people) <= at < len(people) else []
    if same:
        found.append((same, enumerated(people) if same["many"] and people else one))
    if they and (named or people):
        found.append((they, enumerated(named or people)))
    single = _ONE.search(text) or _OWN.search(text)
    if single:
        found.append((single, one))
    return found


def _is(name: str, author: str) -> bool:
    return name.split()[-1].lower() == author.split()[-1].lower()


def _told(asked: Asked, text: str, who: str) -> Understood:
    return asked.about(text, (), f"about {who}")
