"""The one line that states what was computed about the collection."""

from __future__ import annotations

from qa.collection_request import CollectionRequest

_NOUNS = {"title": "titles", "abstract": "abstracts", "paper": "papers"}
_LINKS = {
    "url": ("gives a link", "give a link"),
    "code": ("gives a link to code", "give a link to code"),
    "released": ("says that code is available", "say that code is available"),
}


def lead_for(request: CollectionRequest, found: int, total: int) -> str:
    """ "12 of 77 abstracts mention GSM8K." """
    if not _conditions(request, False):
        return f"The collection holds {total} paper{'' if total == 1 else 's'}."
    noun = _NOUNS[request.field]
    if found == 0:
        return f"{_opening(request, 0)}None of the {total} {noun} {_negation(request, True)}."
    verb = _negation(request, found == 1)
    if found == total:
        return f"{_opening(request, found)}All {total} {noun} {verb}."
    return f"{_opening(request, found)}{found} of {total} {noun} {verb}."


def condition_of(request: CollectionRequest, count: int) -> str:
    """ "The longest abstract", "The 3 newest papers"."""
    noun = "papers" if request.order in ("newest", "oldest") else _NOUNS[request.field]
    if count == 1:
        return f"The {request.order} {noun[:-1]}"
    return f"The {count} {request.order} {noun}, the first"


def _opening(request: CollectionRequest, found: int) -> str:
    if request.want != "any":
        return ""
    return "Yes: " if found else "No: "


def _negation(request: CollectionRequest, singular: bool) -> str:
    if not request.negated:
        return _conditions(request, singular)
    return ("does not " if singular else "do not ") + _conditions(request, False)


def _conditions(request: CollectionRequest, singular: bool) -> str:
    """What the papers do, as a verb phrase: "mention X", "give a link to code"."""
    said: list[str] = []
    s = "s" if singular else ""
    if request.phrases:
        joined = (" or " if request.either else " and ").join(_shown(p) for p in request.phrases)
        said.append(f"open{s} with {joined}" if request.opening else f"mention{s} {joined}")
    if request.link:
        said.append(_LINKS[request.link][0 if singular else 1])
    if request.years != (None, None):
        said.append(("is " if singular else "are ") + _period(*request.years))
    if request.author:
        said.append(f"{'names' if singular else 'name'} {request.author} among the authors")
    return " and ".join(said)


def _shown(phrase: str) -> str:
    return f"“{phrase}”" if " " in phrase or phrase.islower() else phrase


def _period(first: int | None, last: int | None) -> str:
    if first == last:
        return f"from {first}"
    if first is None:
        return f"from {last} or earlier"
    if last is None:
        return f"from {first} or later"
    return f"from {first} to {last}"
