"""What a short form stands for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.asked.expansion import short_forms_asked

ABSTRACTS = (
    ("Dikes", "We propose the Sand Core Method (SCM) for dikes. SCM is cheap and holds for 30 years."),
    ("Weirs", "Weirs are built with LoWeCo (Low Weir Construction), which needs no clay. SCM is not used."),
    ("Locks", "Our gate GLIP, Gated Lock In Parts, opens in two minutes."),
)


@pytest.fixture(scope="module")
def waters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Three papers that each introduce a short form."""
    folder: Path = tmp_path_factory.mktemp("waters")
    rows = [f'"{title}","{abstract}"' for title, abstract in ABSTRACTS]
    (folder / "papers.csv").write_text("\n".join(["title,abstract", *rows]), encoding="utf-8")
    with Assistant.open(Settings(corpus=folder / "papers.csv", index_dir=folder / "index")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does SCM stand for?", "Sand Core Method (SCM)"),
        ("LoWeCo stands for what?", "LoWeCo (Low Weir Construction)"),
        ("expand the abbreviation GLIP", "GLIP, Gated Lock In Parts"),
        ("what is SCM short for", "Sand Core Method (SCM)"),
    ],
)
def test_the_sentence_that_introduces_it(waters: Assistant, question: str, words: str) -> None:
    """Is quoted first, and is all that is."""
    answer = waters.ask(question)
    assert 1 == len(answer.sentences)
    assert words in answer.sentences[0].text


def test_beside_another_question(waters: Assistant) -> None:
    """The sentence stands beside what else is asked."""
    text = waters.ask("How long does the SCM hold, and what is SCM short for?").text
    assert "30 years" in text
    assert "Sand Core Method" in text


@pytest.mark.parametrize(
    "text", ["Which papers use SCM?", "How does the LLM expand its context?", "what does it stand for?"]
)
def test_other_questions(text: str) -> None:
    """Nothing is asked about a short form."""
    assert () == short_forms_asked(text)
