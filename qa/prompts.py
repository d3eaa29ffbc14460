"""Prompts: Markdown files with named slots, checked when they are loaded.

A prompt is ``prompts/<name>.md`` with two headings, ``## System`` and ``## User``. A slot
is ``{word}``; the slots of each prompt are listed here, and a file that lacks one or has
another raises at once, not when a question is asked.
"""

from __future__ import annotations

import hashlib
import re
import string
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.prompts import ChatPromptTemplate

from qa.errors import PromptError
from qa.resources import data_path

SLOTS: dict[str, frozenset[str]] = {
    "answer": frozenset({"sources", "question"}),
    "compare": frozenset({"sources", "question"}),
    "list": frozenset({"sources", "question"}),
    "rewrite": frozenset({"history", "question"}),
    "judge": frozenset({"sources", "sentence"}),
}
_HEADINGS = re.compile(r"\A\s*## System\n(?P<system>.*?)^## User\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Prompt:
    """One loaded prompt. ``digest`` changes with every edit of the file."""

    name: str
    digest: str
    template: ChatPromptTemplate
    slots: frozenset[str]

    def messages(self, **values: str) -> list[ChatMessage]:
        """The messages with every slot filled; values are taken literally, braces and all."""
        if frozenset(values) != self.slots:
            wrong = ", ".join(sorted(frozenset(values) ^ self.slots))
            raise PromptError(f"prompt {self.name!r}: slots missing or unknown when it is filled: {wrong}")
        return self.template.format_messages(llm=None, **values)


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """The prompt of this name, checked against SLOTS. Raises PromptError with file and slot."""
    path = (folder or data_path("prompts")) / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: cannot be read ({error}); restore the file") from error
    parts = _HEADINGS.match(text)
    if not parts:
        raise PromptError(f"{path}: needs the headings '## System' and '## User', in this order")
    _check_slots(path, text, SLOTS[name])
    template = ChatPromptTemplate(
        message_templates=[
            ChatMessage(role=MessageRole.SYSTEM, content=parts["system"].strip()),
            ChatMessage(role=MessageRole.USER, content=parts["user"].strip()),
        ]
    )
    return Prompt(name, hashlib.sha256(text.encode()).hexdigest()[:12], template, SLOTS[name])


def load_prompts(folder: Path | None = None) -> dict[str, Prompt]:
    """All prompts by name; one bad file fails the start."""
    return {name: load_prompt(name, folder) for name in SLOTS}


def _check_slots(path: Path, text: str, expected: frozenset[str]) -> None:
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text)]
    except ValueError as error:
        raise PromptError(f"{path}: {error}; write {{{{ or }}}} for a literal brace") from error
    found = {name for name, _, _ in fields if name is not None}
    missing, unknown = sorted(expected - found), sorted(found - expected)
    if missing:
        raise PromptError(f"{path}: the slot {{{missing[0]}}} is missing; its slots are {_listed(expected)}")
    if unknown:
        raise PromptError(f"{path}: the slot {{{unknown[0]}}} is unknown; its slots are {_listed(expected)}")


def _listed(slots: frozenset[str]) -> str:
    return ", ".join(f"{{{slot}}}" for slot in sorted(slots))
