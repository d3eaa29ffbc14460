"""Bringing the library up to a collection: only what is new is embedded, and a stopped run goes on."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hash_embedding import NAME, HashEmbedding

from qa import sync as sync_module
from qa.embedding import EmbedderInfo, Matrix
from qa.errors import EmbeddingError
from qa.store import Store
from qa.sync import stop_gently, sync
from qa.types import Paper

INFO = EmbedderInfo(NAME, "", 16)
PAPERS = tuple(
    Paper(f"p{n}", f"Title {n}", f"Sentence one of paper {n}. Sentence two of it.", year=2000 + n)
    for n in range(10)
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "library.sqlite")
    yield store
    store.close()


@pytest.fixture
def embedder() -> HashEmbedding:
    return HashEmbedding()


def never() -> None:
    """Nobody asks to stop."""


def corpus_of(store: Store) -> list[str]:
    """The ids that are stored, in the order of the collection."""
    return [entry.passages[0].paper_id for entry in store.walk(16)]


def test_the_first_sync_embeds_every_passage(store: Store, embedder: HashEmbedding) -> None:
    """Wholes with their title, sentences by themselves, in corpus order."""
    report = sync(store, PAPERS, embedder, INFO, never)
    assert "Index built: 10 papers." == str(report)
    assert [paper.id for paper in PAPERS] == corpus_of(store)
    assert 30 == len(embedder.asked)
    assert "Title 3. Sentence one of paper 3. Sentence two of it." in embedder.asked
    assert "Sentence two of it." in embedder.asked


def test_nothing_changed_embeds_nothing(store: Store, embedder: HashEmbedding) -> None:
    """The second sync has nothing to say and nothing to do."""
    sync(store, PAPERS, embedder, INFO, never)
    again = HashEmbedding()
    assert "" == str(sync(store, PAPERS, again, INFO, never))
    assert [] == again.asked


def test_only_new_and_changed_papers_are_embedded(store: Store, embedder: HashEmbedding) -> None:
    """One paper new, one with another abstract, one gone, the rest kept."""
    sync(store, PAPERS, embedder, INFO, never)
    new = Paper("new", "New", "A new sentence.")
    changed = replace(PAPERS[4], abstract="Another text.")
    again = HashEmbedding()
    report = sync(store, (new, *PAPERS[1:4], changed, *PAPERS[5:]), again, INFO, never)
    assert "Index updated: 1 added, 1 changed, 1 removed, 8 kept." == str(report)
    assert ["new", *(paper.id for paper in PAPERS[1:])] == corpus_of(store)
    assert {"New. A new sentence.", "A new sentence.", "Title 4. Another text.", "Another text."} == set(
        again.asked
    )


def test_metadata_alone_is_written_without_embedding(store: Store, embedder: HashEmbedding) -> None:
    """A corrected year needs no vector."""
    sync(store, PAPERS, embedder, INFO, never)
    again = HashEmbedding()
    report = sync(store, (replace(PAPERS[0], year=1999), *PAPERS[1:]), again, INFO, never)
    assert (1, 9, []) == (report.changed, report.kept, again.asked)


def test_a_changed_title_is_a_changed_text(store: Store, embedder: HashEmbedding) -> None:
    """The whole is read with its title, so it is embedded anew."""
    sync(store, PAPERS, embedder, INFO, never)
    again = HashEmbedding()
    sync(store, (replace(PAPERS[0], title="Other"), *PAPERS[1:]), again, INFO, never)
    assert "Other. Sentence one of paper 0. Sentence two of it." in again.asked


def test_a_new_order_embeds_nothing(store: Store, embedder: HashEmbedding) -> None:
    """The collection's order is followed without reading a paper again."""
    sync(store, PAPERS, embedder, INFO, never)
    again = HashEmbedding()
    sync(store, PAPERS[::-1], again, INFO, never)
    assert [paper.id for paper in PAPERS[::-1]] == corpus_of(store)
    assert [] == again.asked


def test_another_splitter_embeds_only_what_it_splits_differently(
    store: Store, embedder: HashEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an update of the sentence splitter, papers whose passages are the same keep their vectors."""
    sync(store, PAPERS, embedder, INFO, never)
    monkeypatch.setattr(sync_module, "_SPLITTER", ())
    original: Callable[[Paper], object] = sync_module.passages_of
    monkeypatch.setattr(
        sync_module,
        "passages_of",
        lambda p: original(p)[:-1] if p.id == "p2" else original(p),  # type: ignore[index]
    )
    again = HashEmbedding()
    assert "Index updated: 1 changed, 9 kept." == str(sync(store, PAPERS, again, INFO, never))
    assert [
        "Title 2. Sentence one of paper 2. Sentence two of it.",
        "Sentence one of paper 2.",
    ] == again.asked


@pytest.mark.parametrize(
    ("info", "says"),
    [
        (replace(INFO, name="other"), "made with the embedder 'hash_embedding:HashEmbedding', now 'other'"),
        (replace(INFO, sha256="x"), "the weights of 'hash_embedding:HashEmbedding' have changed"),
    ],
)
def test_another_embedder_starts_anew(
    store: Store, embedder: HashEmbedding, info: EmbedderInfo, says: str
) -> None:
    """Vectors of two models are never mixed, and the report says why all was embedded again."""
    sync(store, PAPERS, embedder, INFO, never)
    again = HashEmbedding()
    report = sync(store, PAPERS, again, info, never)
    assert says in str(report)
    assert 30 == len(again.asked)


def test_another_schema_starts_anew(store: Store, embedder: HashEmbedding) -> None:
    """A library of another version of this program is built again, with a sentence."""
    sync(store, PAPERS, embedder, INFO, never)
    manifest = store.manifest()
    assert manifest is not None
    store.finish([paper.id for paper in PAPERS], replace(manifest, schema=0))
    assert "Index rebuilt: its format is version 0" in str(sync(store, PAPERS, HashEmbedding(), INFO, never))


def test_a_stopped_run_goes_on_where_it_was(
    store: Store, embedder: HashEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before the stop is not embedded again."""
    monkeypatch.setattr(sync_module, "CHUNK", 3)
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) > 4:  # asked before each chunk and after each batch of texts
            raise SystemExit(143)

    with pytest.raises(SystemExit):
        sync(store, PAPERS, embedder, INFO, stop)
    assert ["p0", "p1", "p2", "p3", "p4", "p5"] == sorted(store.states())
    again = HashEmbedding()
    assert "Index updated: 4 added, 6 kept." == str(sync(store, PAPERS, again, INFO, never))
    assert 12 == len(again.asked)


def test_progress_counts_papers_upwards(
    store: Store, embedder: HashEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call is (done, total) in papers, never falling, and ends at the total."""
    monkeypatch.setattr(sync_module, "CHUNK", 4)
    seen: list[tuple[int, int]] = []
    sync(store, PAPERS, embedder, INFO, never, lambda done, total: seen.append((done, total)))
    assert sorted(seen) == seen
    assert ((10, 10), {10}) == (seen[-1], {total for _, total in seen})


def test_vectors_that_are_none_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vector that is not a number, or of another length, never reaches the library."""

    def broken(_embedder: object, texts: list[str], _progress: object) -> Matrix:
        return np.full((len(texts), 16), np.nan, dtype=np.float32)

    monkeypatch.setattr(sync_module, "embed_texts", broken)
    with pytest.raises(EmbeddingError, match="finite"):
        sync(store, PAPERS, HashEmbedding(), INFO, never)
    monkeypatch.undo()
    with pytest.raises(EmbeddingError, match="shape"):
        sync(store, PAPERS, HashEmbedding(dimension=8), INFO, never)
    assert {} == store.states()


def test_sigterm_waits_for_the_batch_and_then_takes_effect() -> None:
    """The signal does not interrupt; the next call to stop leaves; the former handler then gets it."""
    got: list[str] = []

    def work() -> None:
        with stop_gently() as stop:
            stop()
            os.kill(os.getpid(), signal.SIGTERM)
            got.append("batch finished")
            stop()
            got.append("another batch")

    before = signal.signal(signal.SIGTERM, lambda *_: got.append("former handler"))
    try:
        with pytest.raises(SystemExit) as caught:
            work()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert (143, ["batch finished", "former handler"]) == (caught.value.code, got)


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    """A web server's worker thread may open an index; it installs no handler."""
    before = signal.getsignal(signal.SIGTERM)
    during: list[object] = []

    def work() -> None:
        with stop_gently() as stop:
            stop()
            during.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [before] == during
