"""Prompts are Markdown files whose slots are checked when they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import PromptError
from qa.prompts import SLOTS, load_prompt, load_prompts
from qa.resources import data_path


def write(folder: Path, text: str) -> Path:
    (folder / "judge.md").write_text(text, encoding="utf-8")
    return folder


def test_all_prompts_load_and_no_file_is_unused() -> None:
    """Every prompt that the code names is there, and every file there is named."""
    assert set(SLOTS) == set(load_prompts())
    assert set(SLOTS) == {path.stem for path in data_path("prompts").glob("*.md")}


def test_a_prompt_is_two_messages_with_its_slots_filled() -> None:
    """The system message holds no slot, so that a server can keep it; the user message holds them all."""
    prompt = load_prompt("answer")
    system, user = prompt.messages(sources="[S1] {braces} stay", question="Why?")
    assert "system" == system.role.value
    assert "{" not in (system.content or "")
    assert "[S1] {braces} stay" in (user.content or "")
    assert "Question: Why?" in (user.content or "")


def test_missing_slot_is_named_at_load(tmp_path: Path) -> None:
    """A slot that the file lacks raises with the file and the slot."""
    folder = write(tmp_path, "## System\nx\n## User\n{sources}\n")
    with pytest.raises(PromptError, match=r"judge\.md: the slot \{sentence\} is missing"):
        load_prompt("judge", folder)


def test_unknown_slot_is_named_at_load(tmp_path: Path) -> None:
    """A slot that nothing fills raises with the file and the slot."""
    folder = write(tmp_path, "## System\nx\n## User\n{sources} {sentence} {mood}\n")
    with pytest.raises(PromptError, match=r"the slot \{mood\} is unknown"):
        load_prompt("judge", folder)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("just text", "needs the headings"),
        ("## System\nx\n## User\n{sources} {sentence} }\n", "literal brace"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    """Missing headings and stray braces are told with the file."""
    with pytest.raises(PromptError, match=problem):
        load_prompt("judge", write(tmp_path, text))


def test_a_missing_file_raises(tmp_path: Path) -> None:
    """A prompt that is not there raises with its path."""
    with pytest.raises(PromptError, match=r"judge\.md: cannot be read"):
        load_prompt("judge", tmp_path)


def test_filling_checks_its_slots_too() -> None:
    """A call that forgets a slot raises instead of sending the slot's name to the model."""
    with pytest.raises(PromptError, match="question"):
        load_prompt("answer").messages(sources="s")


def test_the_digest_follows_the_text(tmp_path: Path) -> None:
    """An edited prompt has another digest."""
    text = "## System\nx\n## User\n{sources} {sentence}\n"
    one = load_prompt("judge", write(tmp_path, text)).digest
    assert one != load_prompt("judge", write(tmp_path, text + "more\n")).digest
