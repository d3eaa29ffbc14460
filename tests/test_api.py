"""The ``ask`` function: opened once, kept, closed."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ARCHIVE, LIGHT_EMBEDDER, child_environment

from qa import Assistant, Filters, Paper, QAError, Settings, Turn, api, ask, close
from qa.corpus import load
from qa.folder import claim
from qa.types import Corpus

QUESTION = "Summarize NightWatch"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The archive with the fast embedder and an index of its own; closed afterwards."""
    return Settings(corpus=str(ARCHIVE), index_dir=tmp_path / "index", embed_model=LIGHT_EMBEDDER)


@pytest.fixture(autouse=True)
def _closed() -> object:
    close()
    yield
    close()


def test_ask(settings: Settings) -> None:
    """Question in, answer out, with history and filters."""
    first = ask(QUESTION, settings=settings)
    assert ("NightWatch: Bright Light at Noon and Falls in Nursing Homes",) == first.titles
    second = ask("Summarize it", [Turn(QUESTION, first)], settings=settings)
    assert first.titles == second.titles
    assert () == ask(QUESTION, filters=Filters(paper_ids=("none",)), settings=settings).titles


def test_opened_once_for_equal_settings(settings: Settings) -> None:
    """Eight threads that ask at once share one assistant; other settings get their own."""
    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _: ask(QUESTION, settings=settings).text, range(8)))
    assert 1 == len(texts)
    assert 1 == len(api._open)
    other = Settings(**{**settings.model_dump(), "cache": False})
    assert texts == {ask(QUESTION, settings=other).text}
    assert 2 == len(api._open)


def test_settings_from_the_environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings, those of the environment count."""
    monkeypatch.setenv("QA_CORPUS", str(ARCHIVE))
    for name in ("index_dir", "embed_model"):
        monkeypatch.setenv(f"QA_{name.upper()}", str(getattr(settings, name)))
    assert "The collection holds 8 papers." == ask("How many papers are there?").text


def test_close_frees_the_folder(settings: Settings) -> None:
    """After ``close`` the index is free, and the next ``ask`` opens it again."""
    ask(QUESTION, settings=settings)
    close()
    assert {} == api._open
    folder = claim(settings.index_path)
    assert 1 == folder.claims
    folder.release()
    assert ask(QUESTION, settings=settings).titles


def test_a_failed_opening_is_not_kept(tmp_path: Path) -> None:
    """What could not be opened is an error each time, until it is mended."""
    settings = Settings(
        corpus=str(tmp_path / "a.jsonl"), index_dir=tmp_path / "index", embed_model=LIGHT_EMBEDDER
    )
    with pytest.raises(QAError, match="no such file"):
        ask(QUESTION, settings=settings)
    (tmp_path / "a.jsonl").write_text('{"title": "Flight of Bees", "abstract": "Bees fly."}')
    assert "The collection holds 1 paper." == ask("How many papers are there?", settings=settings).text


def test_a_forked_process(settings: Settings, tmp_path: Path) -> None:
    """Forked before anything was asked it asks; forked afterwards it is told so, rather than waiting for ever."""
    code = f"""
import os
from qa import QAError, Settings, ask
def told():
    try:
        return ask({QUESTION!r}, settings=Settings.model_validate_json({settings.model_dump_json()!r})).titles
    except QAError as error:
        return error
for _ in range(2):
    child = os.fork()
    if not child:
        print(told(), flush=True)
        os._exit(0)  # as multiprocessing does
    os.waitpid(child, 0)
    told()
"""
    environ = child_environment(tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, env=environ, timeout=60
    )
    first, second = done.stdout.splitlines()
    assert "NightWatch" in first
    assert "forked from one that had asked" in second


def test_papers_of_a_program(tmp_path: Path) -> None:
    """They need a folder, and are not replaced by the seeds where that folder is opened without them."""
    own = Corpus((Paper("a", "Flight of Bees", "Bees fly."),))
    settings = Settings(index_dir=tmp_path / "index", embed_model=LIGHT_EMBEDDER)
    with pytest.raises(QAError, match="set index_dir"):
        Assistant.open(Settings(embed_model=LIGHT_EMBEDDER), corpus=own)
    for _ in range(2):
        with Assistant.open(settings, corpus=own) as assistant:
            assert own.papers == assistant.papers
    with pytest.raises(QAError, match="handed over by a program"):
        ask(QUESTION, settings=settings)


def test_files_read_by_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They have the index that is opened for them by name, and that of the seeds is left alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with Assistant.open(Settings(embed_model=LIGHT_EMBEDDER), corpus=load(ARCHIVE)) as assistant:
        named = Settings(corpus=ARCHIVE, embed_model=LIGHT_EMBEDDER)
        assert named.index_path == assistant.settings.index_path
