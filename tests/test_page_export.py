"""What is taken along reads back."""

import json
from pathlib import Path

import pytest
from page_world import BEAVER, HOSTILE, OTTER, PAPERS, answered, cited

from qa.corpus import load
from qa.page.export import answer_markdown, bibliography, cited_papers, conversation_markdown
from qa.types import Sentence, Turn

DRAFTS = "Otter is a decoder that drafts tokens."
ANSWER = answered(
    Sentence(DRAFTS, (1,)),
    citations=(cited(1, OTTER, DRAFTS),),
    question="What is *Otter*?",
    text=f"{DRAFTS} [1]",
)


def test_an_answer_with_its_exact_quotes() -> None:
    """Question, text, then each source with number, title and quotes."""
    text = answer_markdown(ANSWER, PAPERS)
    assert text.startswith(r"## What is \*Otter\*?")
    assert f"\n> {DRAFTS}" in text
    assert "[1] *Otter: Fast Decoding*. Ann Lee, Bo Yu. 2024. https://example.org/otter" in text


def test_a_hostile_question_stays_text() -> None:
    """Markdown in it is escaped."""
    text = answer_markdown(answered(question=HOSTILE), PAPERS)
    assert r"\<img" in text
    assert r"\<script" in text


def test_papers_by_their_number_once() -> None:
    """Over all turns of the conversation."""
    other = answered(citations=(cited(2, BEAVER), cited(1, OTTER)))
    turns = [Turn("a", other), Turn("b", ANSWER), Turn("c", "text")]
    assert [OTTER, BEAVER] == cited_papers(turns, PAPERS)
    assert conversation_markdown(turns, PAPERS, "My *set*").startswith(r"# Questions about My \*set\*")


@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl"])
def test_bibliographies_are_well_formed(kind: str, tmp_path: Path) -> None:
    """Each format names the title, and CSL parses as JSON."""
    file = bibliography(kind, [OTTER, BEAVER])
    assert "Beaver" in file.text
    if kind == "csl":
        assert ["otter", "beaver"] == [item["id"] for item in json.loads(file.text)]
    (tmp_path / file.name).write_text(file.text)
    assert file.name.startswith("references.")
    with pytest.raises(Exception, match="no paper found"):  # read as such, but references hold no abstracts
        load(tmp_path / file.name)
