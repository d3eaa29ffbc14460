"""Saying that the collection does not answer: why, what is nearest, what to ask instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.answer.quoting import quote_of
from qa.display import readable
from qa.render import title_text
from qa.types import Abstention, Paper, Passage, Reason

_OPENING = "The collection does not answer this"
# Of some papers, not of the collection.
_OF_SOME = {"not_stated": "says this", "no_match": "qualifies", "off_topic": "is about this"}
_NEAREST = 3
_NAMED = 5  # missing names that the message lists


class Scope(NamedTuple):
    """Which papers do not answer: so many of the nearest, ``among`` those to which the question was limited, 0 if to none.

    ``named`` is whether it was asked of the nearest; ``unsure``: that may say it after all.
    """

    nearest: int = 1
    among: int = 0
    named: bool = True
    unsure: bool = False


_NEAREST_ALONE = Scope()


def abstention(
    reason: Reason,
    nearest: Sequence[Paper],
    missing: Sequence[str] = (),
    scope: Scope = _NEAREST_ALONE,
    *,
    about: str = "",
    said: Sequence[Passage] = (),
) -> Abstention:
    """The abstention for a reason. ``missing`` are names that no paper has, ``about`` is the short name of the nearest paper,
    ``said`` what the first of the nearest say that comes nearest, one each.
    """
    papers = list(nearest)[:_NEAREST]
    return Abstention(
        reason=reason,
        message=_message(reason, papers, missing, scope),
        nearest=tuple(paper.title for paper in papers),
        suggestions=tuple(_suggestions(reason, papers, about)),
        quotes=tuple(map(quote_of, said[: len(papers)])) if reason == "not_stated" else (),
        missing=tuple(missing) if reason == "not_in_collection" else (),
    )


def unexplained(thing: str, mentions: int) -> str:
    """That no abstract defines a thing, and how many speak of it: what these say may well tell what it is."""
    speaking = "one mentions it" if mentions == 1 else f"{mentions} mention it"
    return f"{_OPENING}: no abstract in it defines “{title_text(thing)}”; {speaking}."


def _message(reason: Reason, nearest: Sequence[Paper], missing: Sequence[str], scope: Scope) -> str:
    if scope.among > 1 and reason in _OF_SOME:
        return f"None of the {scope.among} papers that were asked {_OF_SOME[reason]}."
    if reason == "not_stated" and nearest:
        titles = " and ".join(f"*{title_text(paper.title)}*" for paper in nearest[: scope.nearest])
        if scope.unsure and scope.nearest == 1:
            return f"The collection does not clearly answer this; the abstract of {titles} comes nearest."
        one = "abstract of {} does not say it" if scope.named else "nearest abstract, of {}, does not say it"
        says = one if scope.nearest == 1 else "abstracts of {} do not say it"
        return f"{_OPENING}: the {says.format(titles)}."
    if reason == "not_in_collection" and missing:
        names = ", ".join(f"“{title_text(name)}”" for name in missing[:_NAMED])
        more = " and others" if len(missing) > _NAMED else ""
        return f"{_OPENING}: no paper in it mentions {names}{more}."
    if reason == "no_match":
        return f"{_OPENING}: no paper in it qualifies."
    if reason == "off_topic":
        return f"{_OPENING}: none of its papers is about this."
    return f"{_OPENING}: no abstract in it says this."


def _suggestions(reason: Reason, nearest: Sequence[Paper], about: str) -> list[str]:
    if not nearest or reason == "off_topic":
        return ["What topics does the collection cover?"] if reason == "off_topic" else []
    called = about or readable(nearest[0].title)
    return [f"What is {called.rstrip('.')} about?"]
