"""Making a generation: anew, or from a copy of the last one where little has changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hash_embedding import NAME, HashEmbedding
from index_tools import assert_whole, verify_here

from qa import building, generation
from qa.errors import IndexError_
from qa.generation import Generation
from qa.index import Index, open_index
from qa.settings import Settings
from qa.types import Corpus, Paper

PAPERS = tuple(Paper(f"p{n}", f"Title {n}", f"One of {n}. Two of {n}. Three of {n}.") for n in range(40))
LITTLE = (
    Paper("new", "New", "A new text. With two sentences."),
    replace(PAPERS[7], abstract="Seven is changed."),
    *PAPERS[8:],
    *PAPERS[1:7],
)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("building") / "master"
    opened(folder, PAPERS).close()
    return folder


@pytest.fixture
def folder(master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of PAPERS that counts as large."""
    monkeypatch.setattr(building, "_LARGE", 0)
    monkeypatch.setattr(generation, "verify", verify_here)
    return Path(shutil.copytree(master, tmp_path / "index"))


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which way each generation was made, "anew" or "patched"."""
    taken: list[str] = []
    for name, way in (("build", "anew"), ("patch", "patched")):
        original = getattr(building, name)

        def noted(*args: Any, original: Any = original, way: str = way) -> Any:
            taken.append(way)
            return original(*args)

        monkeypatch.setattr(building, name, noted)
    return taken


def opened(folder: Path, papers: tuple[Paper, ...]) -> Index:
    """Opens with the hash embedder."""
    return open_index(Settings(index_dir=folder, embed_model=NAME), HashEmbedding(), corpus=Corpus(papers))


def test_little_change_is_put_into_a_copy(folder: Path, ways: list[str]) -> None:
    """One added, one changed, one removed, in another order: no other vector is written again."""
    with opened(folder, LITTLE) as index:
        assert "Index updated: 1 added, 1 changed, 1 removed, 38 kept." == index.notice
        assert_whole(index, index.papers)
    assert ["patched"] == ways
    with opened(folder, LITTLE) as index:
        assert "" == index.notice
    assert ["patched"] == ways


def test_a_copy_may_be_made_while_this_process_uses_the_original(folder: Path, ways: list[str]) -> None:
    """An open index goes on finding its own passages."""
    with opened(folder, PAPERS) as old, opened(folder, LITTLE) as new:
        assert_whole(new, LITTLE)
        assert "p9#w0" == old.nearest(old.vectors(9)[0], 1, "whole")[0].passage_id
    assert ["patched"] == ways


def test_a_small_index_is_built_anew(folder: Path, ways: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes a second, and leaves nothing deleted in the graph."""
    monkeypatch.setattr(building, "_LARGE", 5000)
    opened(folder, LITTLE).close()
    assert ["anew"] == ways


def test_much_change_is_built_anew(folder: Path, ways: list[str]) -> None:
    """More than a tenth of the papers."""
    with opened(folder, PAPERS[:35]) as index:
        assert_whole(index, index.papers)
    assert ["anew"] == ways


def test_many_small_changes_end_in_a_new_build(folder: Path, ways: list[str]) -> None:
    """What patches have deleted stays in the graph, so their sum is bounded."""
    papers = PAPERS
    for turn in range(5):
        changed = [replace(p, abstract=f"Turn {turn} of {p.id}.") for p in papers[:4]]
        papers = (*papers[4:], *changed)
        with opened(folder, papers) as index:
            assert_whole(index, index.papers)
    assert ["patched", "patched", "patched", "anew", "patched"] == ways


def test_a_damaged_original_is_not_copied(folder: Path, ways: list[str]) -> None:
    """Damage and change at once: built anew."""
    current = folder / (folder / "current").read_text().strip()
    (current / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 5000)
    with opened(folder, LITTLE) as index:
        assert_whole(index, index.papers)
    assert ["anew"] == ways


def test_an_original_that_does_not_say_what_it_holds_is_not_copied(folder: Path, ways: list[str]) -> None:
    """Without its list of papers the difference is unknown."""
    current = folder / (folder / "current").read_text().strip()
    (current / "papers.json").write_text("[")
    opened(folder, LITTLE).close()
    assert ["anew"] == ways


def test_a_copy_that_is_unsound_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is checked like any new generation; the old one stays."""
    before = (folder / "current").read_text()
    monkeypatch.setattr(Generation, "verify", lambda *_: "it is bad")
    with pytest.raises(IndexError_, match="it is bad"):
        opened(folder, LITTLE)
    assert before == (folder / "current").read_text()
    assert 1 == len(list(folder.glob("gen-*")))
