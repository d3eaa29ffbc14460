"""What a conversation is about after its last turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qa.conversation.names import NameIndex
from qa.types import Answer, Turn

_SETS = frozenset({"list", "compare"})
_RECENT = 12  # turns looked back


@dataclass(frozen=True)
class Focus:
    """``question``: the last stand-alone question. ``papers``: what it was about, "it" first.

    ``listed``: the latest papers shown side by side, in the order shown. ``seen``: every
    paper of the conversation, newest first. ``numbers``: citation number -> paper.
    ``name``: what "it" is called here. ``answer``: the last answer's quotes, as text.
    """

    question: str = ""
    papers: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    numbers: Mapping[int, str] = field(default_factory=dict)
    name: str = ""
    answer: str = ""
    cited: tuple[str, ...] = ()


def focus_of(history: Sequence[Turn], names: NameIndex) -> Focus:
    """The focus after these turns; an empty one for an empty history."""
    focus = Focus()
    for turn in history[-_RECENT:]:
        focus = _advance(focus, turn, names)
    return focus


def _advance(focus: Focus, turn: Turn, names: NameIndex) -> Focus:
    answer = turn.answer if isinstance(turn.answer, Answer) else None
    question = (answer.standalone if answer else "") or turn.question
    cited = cited_in_order(answer) if answer else names.mentioned(str(turn.answer))
    named = names.mentioned(question)
    papers = named or cited or focus.papers
    shown = named if len(named) > 1 else cited
    is_set = len(shown) > 1 and (len(named) != 1 or (answer is not None and answer.route in _SETS))
    numbers = {c.number: c.paper_id for c in answer.citations} if answer else {}
    return Focus(
        question=question,
        papers=papers,
        listed=shown if is_set else focus.listed or shown,
        seen=tuple(dict.fromkeys([*papers, *cited, *focus.seen])),
        numbers={**focus.numbers, **numbers},
        name=_name(question, papers, names) or focus.name,
        answer=_quoted(answer) if answer else str(turn.answer),
        cited=cited,
    )


def _name(question: str, papers: Sequence[str], names: NameIndex) -> str:
    """The first paper as the question called it, else its short name."""
    if not papers:
        return ""
    for mention in names.mentions(question):
        if papers[0] in mention.paper_ids:
            return question[mention.start : mention.end]
    return reading_name(papers[0], names)


def reading_name(paper_id: str, names: NameIndex) -> str:
    """The short name as it stands in a sentence: a title is put in quotation marks."""
    short = names.short_name(paper_id)
    return short if names.has_name(paper_id) else f'"{short}"'


def cited_in_order(answer: Answer) -> tuple[str, ...]:
    """The cited papers in the order in which the sentences cite them."""
    by_number = {c.number: c.paper_id for c in answer.citations}
    spoken = [by_number[n] for s in answer.sentences for n in s.citations if n in by_number]
    return tuple(dict.fromkeys([*spoken, *(c.paper_id for c in answer.citations)]))


def _quoted(answer: Answer) -> str:
    said = " ".join(sentence.text for sentence in answer.sentences)
    return said or re.sub(r"\[\d+\]", "", answer.text)
