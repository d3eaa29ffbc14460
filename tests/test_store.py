"""The library file: what is written is read back, damage is noticed, nothing half-done counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import EmbedderInfo
from qa.errors import IndexBusy, IndexError_, IndexUnwritable
from qa.passages import passages_of
from qa.store import SCHEMA, Entry, Manifest, Row, State, Store, StoreDamaged, digest_of, paper_digest
from qa.types import Paper

MANIFEST = Manifest(SCHEMA, "c", EmbedderInfo("e", "", 4), "s", "0.1", "1.5", "2026-01-01")
PAPER = Paper("a#1", "Ünicode 𝛼", "First one. Second 𝛼𝛽 one. Third.", ("A. Author",), 2024, doi="10.1/x")
OTHER = Paper("b", "Other", "Only one sentence.")


def row(paper: Paper, seed: int = 0) -> Row:
    """A paper with random vectors."""
    passages = passages_of(paper)
    vectors = np.random.default_rng(seed).standard_normal((len(passages), 4)).astype(np.float32)
    return Row(paper, State(paper_digest(paper), f"content-{paper.id}"), Entry(passages, vectors))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "library.sqlite")
    store.reset(MANIFEST)
    yield store
    store.close()


def test_what_is_written_is_read_back(store: Store) -> None:
    """Passages, spans and every bit of the vectors come back; the manifest too."""
    written = row(PAPER)
    store.put([written])
    store.finish(["a#1"], MANIFEST)
    found = store.entry("a#1", "content-a#1", 4)
    assert found is not None
    assert written.entry is not None
    assert written.entry.passages == found.passages
    assert written.entry.vectors.tobytes() == found.vectors.tobytes()
    assert MANIFEST == store.manifest()
    assert {"a#1": State(paper_digest(PAPER), "content-a#1")} == store.states()


def test_other_content_is_not_served(store: Store) -> None:
    """Vectors of another text under the same id are not handed out."""
    store.put([row(PAPER)])
    assert store.entry("a#1", "another content", 4) is None
    assert store.entry("unknown", "content-a#1", 4) is None


def test_finish_sets_the_order_and_drops_the_rest(store: Store) -> None:
    """Only the papers of the collection stay, in its order."""
    store.put([row(PAPER), row(OTHER), row(replace(OTHER, id="gone"))])
    store.finish(["b", "a#1"], MANIFEST)
    assert ["b", "a#1"] == [entry.passages[0].paper_id for entry in store.walk(4)]
    assert {"a#1", "b"} == set(store.states())


def test_unfinished_papers_are_kept_for_the_next_run_but_not_served(store: Store) -> None:
    """Papers written before a run was stopped are there, but have no place in the collection yet."""
    store.put([row(PAPER)])
    assert ["a#1"] == list(store.states())
    assert [] == list(store.walk(4))


def test_a_paper_without_passages_is_stored(store: Store) -> None:
    """An empty abstract gives no vectors and no error."""
    store.put([row(Paper("empty", "Title only", ""))])
    found = store.entry("empty", "content-empty", 4)
    assert found is not None
    assert ((), (0, 4)) == (found.passages, found.vectors.shape)


def test_changed_metadata_keeps_the_vectors(store: Store) -> None:
    """A row without an entry replaces the record and leaves passages and vectors."""
    before = row(PAPER)
    store.put([before])
    later = replace(PAPER, year=2025)
    store.put([Row(later, State(paper_digest(later), "content-a#1"), None)])
    found = store.entry("a#1", "content-a#1", 4)
    assert found is not None
    assert before.entry is not None
    assert before.entry.vectors.tobytes() == found.vectors.tobytes()
    assert paper_digest(later) == store.states()["a#1"].digest


def test_a_failed_batch_leaves_nothing(store: Store) -> None:
    """A transaction that fails in its second paper does not keep the first."""
    with pytest.raises(TypeError):
        store.put([row(PAPER), Row(OTHER, State("d", "c"), None)])  # no vectors to keep: not stored before
    assert {} == store.states()


def test_one_flipped_bit_is_noticed_and_mended_by_the_next_sync(store: Store, tmp_path: Path) -> None:
    """A damaged vector raises instead of being used; its paper is forgotten, so it is embedded anew."""
    store.put([row(PAPER), row(OTHER)])
    store.finish(["a#1", "b"], MANIFEST)
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("UPDATE papers SET vectors = zeroblob(length(vectors)) WHERE id = 'b'")
    db.close()
    with pytest.raises(IndexError_, match="'b' was damaged"):
        list(store.walk(4))
    manifest = store.manifest()
    assert manifest is not None
    assert ("", ["a#1"]) == (manifest.corpus, list(store.states()))


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to be one" * 40, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_damaged(tmp_path: Path, content: bytes) -> None:
    """Opening it raises StoreDamaged and leaves it as it is."""
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store(path)
    assert content == path.read_bytes()


def test_a_file_cut_in_half_is_damaged(store: Store, tmp_path: Path) -> None:
    """A truncated library is noticed when it is opened."""
    store.put([row(replace(PAPER, id=f"p{n}"), n) for n in range(200)])
    store.close()
    path = tmp_path / "library.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreDamaged):
        Store(path).manifest()


def test_what_the_system_refuses_is_unwritable(tmp_path: Path) -> None:
    """A folder in place of the file raises IndexUnwritable with the remedy."""
    with pytest.raises(IndexUnwritable, match="QA_INDEX_DIR"):
        Store(tmp_path)


def test_a_library_locked_by_another_program_is_busy(store: Store, tmp_path: Path) -> None:
    """An SQLite browser that holds the file gives IndexBusy, not a long wait."""
    other = sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(IndexBusy):
        store.put([row(PAPER)])
    other.close()


def test_a_closed_store_says_so(store: Store) -> None:
    """Use after close is an IndexError_, not a foreign error."""
    store.close()
    with pytest.raises(IndexError_, match="closed"):
        store.states()


def test_another_schema_is_told_not_misread(store: Store, tmp_path: Path) -> None:
    """A manifest with other fields is read as far as it goes; reset makes the tables of this version."""
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute(
            "UPDATE manifest SET record ="
            " json_remove(json_set(record, '$.schema', 99, '$.new', 1), '$.chroma')"
        )
        db.execute("ALTER TABLE papers RENAME COLUMN spans TO something_else")
    db.close()
    manifest = store.manifest()
    assert manifest is not None
    assert (99, "") == (manifest.schema, manifest.chroma)
    store.reset(MANIFEST)
    store.put([row(PAPER)])
    assert ["a#1"] == list(store.states())


def test_digests_tell_lists_apart() -> None:
    """The same letters in other pieces, or another field, give another digest."""
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
    assert paper_digest(PAPER) != paper_digest(replace(PAPER, year=2023))
    assert paper_digest(PAPER) == paper_digest(replace(PAPER))
