"""A question together with what it was asked after, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qa.conversation.clause import bare, is_order, sentence
from qa.conversation.focus import THESE, Focus
from qa.conversation.names import NameIndex

MOST_NAMES = 4  # more would not read well; the papers themselves are handed on, and named in the note
_LONG = 9  # words, from which on the name goes first


@dataclass(frozen=True)
class Understood:
    """A question as it will be searched and shown.

    ``paper_ids`` are the papers that it is about, when it refers to papers of the
    conversation; ``exclude`` those that it leaves out ("who else does that?"). ``note``
    says in one line what was resolved, for the reader. ``mended`` is whether the question was
    typed with slips, which the stand-alone one has not. ``nearby`` is how else it may be meant, where no
    form tells: about the paper just spoken of after all, or about another of those listed; ``otherwise`` is what is tried
    where the paper that it is about says nothing of it: the other papers spoken of. ``as_typed`` is whether its
    kind is that of the words typed, to which was only added of which papers they are; ``subjectless`` whether it has no
    word that is what papers are about, so that it is of what is ``nearby`` if that answers it; ``foreign`` whether
    it is in another language, of which only names and words that are alike are understood. ``brief`` is in how many
    sentences the answer is wanted, 0 where nothing is said of that; ``within`` whether what is compared are things that one paper speaks of.
    """

    standalone: str
    rewritten: bool
    paper_ids: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    note: str = ""
    mended: bool = False
    nearby: tuple[Understood, ...] = field(default=(), compare=False)
    otherwise: Understood | None = field(default=None, compare=False)
    as_typed: bool = field(default=False, compare=False)
    subjectless: bool = field(default=False, compare=False)
    foreign: bool = field(default=False, compare=False)
    brief: int = field(default=0, compare=False)
    within: bool = field(default=False, compare=False)

    @property
    def changed(self) -> bool:
        """Whether the reader should be shown what was made of the question."""
        return self.rewritten or self.mended

    def noting(self, slips: str) -> Understood:
        """The same, with a note of the slips that were mended before, if there were any."""
        if not slips:
            return self
        note = f"{slips}; {self.note}" if self.note else slips
        return replace(self, note=note, mended=True)


@dataclass(frozen=True)
class Asked:
    """A question, the focus of the conversation before it, and the collection's names.

    ``leans`` is the chance that it leans on the conversation, as far as its words tell; None: unknown.
    """

    text: str
    focus: Focus
    names: NameIndex
    leans: float | None = None

    def about(
        self, text: str, paper_ids: Iterable[str], note: str, exclude: Sequence[str] = ()
    ) -> Understood:
        """The question read as ``text``."""
        return Understood(sentence(text), True, tuple(dict.fromkeys(paper_ids)), tuple(exclude), note)

    @property
    def subject(self) -> str:
        """What the conversation is about, as "it" or "they" would be put in a question."""
        return self.joined(self.focus.papers) if self.focus.is_set else self.focus.name

    def joined(self, paper_ids: Sequence[str]) -> str:
        """The papers' names in a row: "A, B and C"; many, and those that have but a title, are "these papers"."""
        few = len(paper_ids) <= MOST_NAMES and all(map(self.names.is_named, paper_ids))
        return self.listed(paper_ids) if few else THESE

    def listed(self, paper_ids: Sequence[str]) -> str:
        """The papers' names in a row for a note, some of them where there are many."""
        spoken = [self.names.spoken(pid) for pid in paper_ids]
        if len(spoken) > MOST_NAMES:
            spoken = [*spoken[: MOST_NAMES - 1], f"{len(spoken) - MOST_NAMES + 1} more"]
        return enumerated(spoken)


# "What does it do there?": in what was spoken of.
THERE = re.compile(
    r"(?<=\w)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)\s+there$", re.IGNORECASE
)  # where it is, is said instead


def enumerated(parts: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def placed_in(text: str, name: str) -> str:
    """The question with the name that it takes for granted: "... in Zorvex?"."""
    clause = THERE.sub("", bare(text))
    if is_order(clause):
        return f"{clause} in {name}"
    if len(clause.split()) > _LONG or clause.lower().startswith(("what if", "if ")) or '"' in name:
        return f"In {name}, {clause[:1].lower() + clause[1:] if clause[1:2].islower() else clause}"
    return f"{clause} in {name}"
