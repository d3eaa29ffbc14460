"""What a conversation is about after its last turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa.conversation.items import items_in
from qa.conversation.names import NameIndex
from qa.types import Answer, Turn

_SETS = frozenset({"list", "compare"})
_RECENT = 12  # turns looked back


@dataclass(frozen=True)
class Choice:
    """One of several things shown: a paper, or something that a paper's answer lists."""

    name: str
    paper_id: str
    is_paper: bool = True


@dataclass(frozen=True)
class Focus:
    """``question``: the last stand-alone question, ``answer`` what was said to it.

    ``papers``: what it was about, "it" first; ``name`` is what "it" is called here.
    ``choices``: the latest things shown side by side, in the order shown, for "the second
    one". ``cited``: the papers of the last answer. ``seen``: every paper of the
    conversation, newest first. ``numbers``: citation number -> paper.
    """

    question: str = ""
    answer: str = ""
    papers: tuple[str, ...] = ()
    name: str = ""
    choices: tuple[Choice, ...] = ()
    cited: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    numbers: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_set(self) -> bool:
        """Whether the last turn was about several papers rather than one."""
        return len(self.papers) > 1

    def moved_to(self, paper_id: str, names: NameIndex) -> Focus:
        """The same conversation with its attention on this paper."""
        return replace(self, papers=(paper_id,), name=names.spoken(paper_id), choices=())


def focus_of(history: Sequence[Turn], names: NameIndex) -> Focus:
    """The focus after these turns; an empty one for an empty history."""
    focus = Focus()
    for turn in history[-_RECENT:]:
        focus = _advance(focus, turn, names)
    return focus


def _advance(focus: Focus, turn: Turn, names: NameIndex) -> Focus:
    answer = turn.answer if isinstance(turn.answer, Answer) else None
    question = (answer.standalone if answer else "") or turn.question
    said = _quoted(answer) if answer else str(turn.answer)
    cited = cited_in_order(answer) if answer else names.mentioned(said)
    named = names.mentioned(question)
    is_set = len(named) > 1 or (len(cited) > 1 and _lists(answer, named))
    first = named or cited or focus.papers
    papers = (named if len(named) > 1 else cited) if is_set else first[:1]
    numbers = {c.number: c.paper_id for c in answer.citations} if answer else {}
    return Focus(
        question=question,
        answer=said,
        papers=papers,
        name=_name(question, papers, names) or focus.name,
        choices=_choices(focus, question, said, papers, cited, names),
        cited=cited,
        seen=tuple(dict.fromkeys([*papers, *cited, *focus.seen])),
        numbers={**focus.numbers, **numbers},
    )


def _lists(answer: Answer | None, named: Sequence[str]) -> bool:
    """Whether several cited papers were asked for, rather than one and its neighbours."""
    return not named and (answer is None or answer.route in _SETS or answer.shape in ("list", "table"))


def _choices(
    focus: Focus, question: str, said: str, papers: Sequence[str], cited: Sequence[str], names: NameIndex
) -> tuple[Choice, ...]:
    if len(papers) > 1:
        return tuple(Choice(names.spoken(pid), pid) for pid in papers)
    items = items_in(question, said)
    if len(items) > 1 and papers:
        return tuple(Choice(item, papers[0], is_paper=False) for item in items)
    if focus.choices:
        return focus.choices
    return tuple(Choice(names.spoken(pid), pid) for pid in cited) if len(cited) > 1 else ()


def _name(question: str, papers: Sequence[str], names: NameIndex) -> str:
    """The first paper as the question called it, else its short name."""
    if not papers:
        return ""
    for mention in names.mentions(question):
        if papers[0] in mention.paper_ids:
            return _as_written(question, mention.start, mention.end)
    return names.spoken(papers[0])


def _as_written(text: str, start: int, end: int) -> str:
    """The mention with the signs that are glued to it: "SpecDec++", "the Power scheduler"."""
    tail = re.match(r"\+*", text[end:])
    return text[start : end + (tail.end() if tail else 0)]


def cited_in_order(answer: Answer) -> tuple[str, ...]:
    """The cited papers in the order in which the sentences cite them."""
    by_number = {c.number: c.paper_id for c in answer.citations}
    spoken = [by_number[n] for s in answer.sentences for n in s.citations if n in by_number]
    return tuple(dict.fromkeys([*spoken, *(c.paper_id for c in answer.citations)]))


def _quoted(answer: Answer) -> str:
    said = " ".join(sentence.text for sentence in answer.sentences)
    return said or re.sub(r"\[\d+\]", "", answer.text)
