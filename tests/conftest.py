"""What several tests share: the two collections, opened once, and a check of every answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa import Answer, Assistant, Settings

HERE = Path(__file__).parent
ARCHIVE = HERE / "data" / "archive.jsonl"
LIGHT_EMBEDDER = "hash_embedding:HashEmbedding"
Check = Callable[[Assistant, Answer], None]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on the 77 seed papers. Shared: not to be closed or changed."""
    with Assistant.open(Settings(index_dir=tmp_path_factory.mktemp("seeds") / "index")) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on eight papers of medicine, history and law. Shared likewise."""
    folder = tmp_path_factory.mktemp("archive") / "index"
    with Assistant.open(Settings(corpus=str(ARCHIVE), index_dir=folder)) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def check() -> Check:
    """Asserts what holds for every answer, whatever was asked."""
    return check_answer


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``python -m qa`` in an empty folder with its own cache; the environment can be added to."""

    def call(
        *arguments: str, environ: dict[str, str] | None = None, text: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qa", *arguments],
            input=text, capture_output=True, text=True, timeout=timeout, cwd=tmp_path,
            env=child_environment(tmp_path) | (environ or {}),
        )  # fmt: skip

    return call


def child_environment(home: Path) -> dict[str, str]:
    """The environment of a child process: no settings of ours, its own cache, a wide terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    path = os.pathsep.join([str(HERE.parent), str(HERE)])
    return kept | {"PYTHONPATH": path, "XDG_CACHE_HOME": str(home / "cache"), "COLUMNS": "200"}


def check_answer(assistant: Assistant, answer: Answer) -> None:
    """Exact quotes, a citation for every sentence, numbers that fit, JSON and back."""
    papers = {paper.id: paper for paper in assistant.papers}
    numbers = {citation.number for citation in answer.citations}
    assert len(numbers) == len(answer.citations)
    assert tuple(papers[c.paper_id].title for c in answer.citations) == answer.titles
    for citation in answer.citations:
        assert citation.quotes, f"[{citation.number}] has no quote"
        for quote in citation.quotes:
            assert citation.paper_id == quote.paper_id
            assert quote.text == papers[quote.paper_id].abstract[quote.start : quote.end]
            assert quote.text.strip()
    for sentence in answer.sentences:
        assert sentence.citations, f"no citation: {sentence.text}"
        assert set(sentence.citations) <= numbers
        assert all(f"[{number}]" in answer.text for number in sentence.citations)
        assert all(0 <= start < end <= len(sentence.text) for start, end in sentence.marks)
    if answer.abstention:
        assert () == answer.citations == answer.sentences
        assert answer.abstention.message in answer.text
        assert set(answer.abstention.nearest) <= {paper.title for paper in assistant.papers}
    else:
        assert answer.sentences or answer.lead
    assert answer.text.strip()
    assert "total" in answer.timings
    assert all(seconds >= 0 for seconds in answer.timings.values())
    shown = answer.as_dict()
    assert shown == json.loads(json.dumps(shown, allow_nan=False))
