"""The index as a whole: built, opened, updated, damaged, contended for, killed."""

from __future__ import annotations

import json
import multiprocessing
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hash_embedding import NAME, HashEmbedding
from index_tools import assert_whole, verify_here

from qa import building as building_module
from qa import generation as generation_module
from qa import index as index_module
from qa.check import verify
from qa.embedding import LOCAL, embed_query, load_embedder
from qa.errors import CorpusError, IndexBusy, IndexError_, IndexStale, IndexUnwritable
from qa.index import Index, open_index
from qa.settings import Settings
from qa.types import Corpus, Paper

CORPUS = Corpus(
    (
        Paper(
            "solar", "Solar cells", "Perovskite solar cells reach 25% efficiency. They degrade in moist air."
        ),
        Paper("bees", "Bees and pesticides", "Honey bees lose orientation. Neonicotinoids are the cause."),
        Paper("proofs", "Machine proofs", "A prover finds short proofs. It learns from its failures."),
        Paper("glacier", "Melting glaciers", "Alpine glaciers lost a third of their ice. Sea level rises."),
        Paper("empty", "A title without an abstract", ""),
    )
)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of CORPUS by the real embedder, built once."""
    folder = tmp_path_factory.mktemp("index") / "master"
    with opened(folder) as index:
        assert "Index built: 5 papers." == index.notice
    return folder


@pytest.fixture
def folder(master: Path, tmp_path: Path) -> Path:
    """A copy of it to do as one likes with."""
    return Path(shutil.copytree(master, tmp_path / "index"))


@pytest.fixture
def no_embedding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test in which a text is embedded."""

    def fail(*_: object) -> None:
        raise AssertionError("a text was embedded")

    monkeypatch.setattr("qa.sync.embed_texts", fail)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were checked in another process."""
    checked: list[Path] = []

    def counted(folder: Path, *rest: Any) -> str:
        checked.append(folder)
        return verify(folder, *rest)

    monkeypatch.setattr(generation_module, "verify", counted)
    return checked


@pytest.fixture(autouse=True)
def check_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the check in this process, but where a test counts the ``checks`` or starts a process itself."""
    monkeypatch.setattr(generation_module, "verify", verify_here)


def opened(folder: Path, corpus: Corpus = CORPUS, **settings: Any) -> Index:
    """Opens with the real embedder."""
    return open_index(Settings(index_dir=folder, **settings), load_embedder(LOCAL), corpus=corpus)


def generation(folder: Path) -> Path:
    """The folder of the generation in use."""
    return folder / (folder / "current").read_text().strip()


@pytest.fixture(scope="module")
def processes() -> Any:
    """Processes that start in milliseconds, as they fork from one that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "qa.index", "hash_embedding"])
    return context


# --- opened ---------------------------------------------------------------------------------


def test_what_is_asked_is_found(folder: Path) -> None:
    """Meaning by vectors, words by BM25, each with the paper's place in the collection."""
    with opened(folder) as index:
        assert_whole(index, CORPUS.papers)
        vector = embed_query(load_embedder(LOCAL), "Why do insects get lost?")
        assert ["bees#w0"] == [hit.passage_id for hit in index.nearest(vector, 1, "whole")]
        assert index.ordinal("bees") == index.nearest(vector, 1, "sentence")[0].ordinal
        assert index.ordinal("solar") == int(index.lexical.scores({"perovskit": 1.0}).argmax())
        assert index.vectors(1) @ vector == pytest.approx(
            [
                hit.score
                for p in index.passages(1)
                for hit in _all_hits(index, vector)
                if hit.passage_id == p.id
            ],
            abs=1e-5,
        )


def _all_hits(index: Index, vector: Any) -> list[Any]:
    return index.nearest(vector, 99, "whole") + index.nearest(vector, 99, "sentence")


def test_a_limited_search_is_exact(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of some papers only, the ranking is the full one without the others, whichever way it is found."""
    with opened(folder) as index:
        vector = embed_query(load_embedder(LOCAL), "ice and air")
        for allowed in ([0, 3], [1], [0, 1, 2, 3, 4], []):
            expected = [h.passage_id for h in index.nearest(vector, 99, "sentence") if h.ordinal in allowed][
                :3
            ]
            assert expected == [h.passage_id for h in index.nearest(vector, 3, "sentence", allowed)]
            monkeypatch.setattr(index_module, "_FEW", 0)
            assert expected == [h.passage_id for h in index.nearest(vector, 3, "sentence", allowed)]
            monkeypatch.undo()
        assert [] == index.nearest(vector, 0, "sentence", [0, 1])


@pytest.mark.usefixtures("no_embedding")
def test_a_second_opening_does_no_work(
    folder: Path, checks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is embedded, built or checked, nothing said, and the generation stays."""
    before = generation(folder)
    monkeypatch.setattr(index_module, "make", None)
    for _ in range(2):
        with opened(folder) as index:
            assert ("", before) == (index.notice, generation(folder))
    assert [] == checks


def test_an_unknown_id_is_named(folder: Path) -> None:
    """The error quotes the id."""
    with opened(folder) as index, pytest.raises(IndexError_, match="'nobody'"):
        index.ordinal("nobody")


def test_a_vector_of_another_model_is_refused(folder: Path) -> None:
    """A question embedded to another dimension is IndexStale, not nonsense."""
    with opened(folder) as index, pytest.raises(IndexStale, match="384 dimensions"):
        index.nearest(np.ones(8, dtype=np.float32), 1, "whole")


def test_a_closed_index_says_so(folder: Path) -> None:
    """Closing twice is fine; asking afterwards is an error of ours."""
    index = opened(folder)
    index.close()
    index.close()
    with pytest.raises(IndexError_, match="closed"):
        index.nearest(np.ones(384, dtype=np.float32), 1, "whole")
    with pytest.raises(IndexError_, match="closed"):
        index.vectors(0)


def test_eight_threads_get_what_one_gets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions, vectors and passages at the same time, also where few are kept in memory."""
    monkeypatch.setattr(index_module, "_KEPT", 2)
    with opened(folder) as index:

        def ask(n: int) -> tuple[Any, ...]:
            vector = index.vectors(n % 4)[0]
            return (
                [hit.passage_id for hit in index.nearest(vector, 3, "sentence")],
                [hit.passage_id for hit in index.nearest(vector, 3, "sentence", [0, 1, 2])],
                index.passages(n % 5),
                index.lexical.scores({"bee": 1.0}).tolist(),
            )

        alone = [ask(n) for n in range(20)] * 10
        with ThreadPoolExecutor(8) as pool:
            assert alone == list(pool.map(ask, list(range(20)) * 10))


# --- updated --------------------------------------------------------------------------------


def test_an_update_embeds_only_the_new(folder: Path) -> None:
    """One added, one changed, one removed, in another order; the old generation goes."""
    before = generation(folder)
    papers = (
        Paper("new", "Volcanoes", "Volcanoes erupt. Ash falls."),
        replace(CORPUS.papers[1], abstract="Bees are fine. Neonicotinoids are gone."),
        *CORPUS.papers[3:],
        CORPUS.papers[0],
    )
    seen: list[tuple[int, int]] = []
    settings = Settings(index_dir=folder)
    corpus = Corpus(papers)
    with open_index(settings, load_embedder(LOCAL), lambda *at: seen.append(at), corpus) as index:
        assert "Index updated: 1 added, 1 changed, 1 removed, 3 kept." == index.notice
        assert (2, 2) == seen[-1]
        assert_whole(index, corpus.papers)
        assert "Bees are fine." == index.passages(1)[1].text
    assert generation(folder) != before
    assert [generation(folder)] == list(folder.glob("gen-*"))


@pytest.mark.usefixtures("no_embedding")
def test_metadata_alone_changes_no_vector(folder: Path, checks: list[Path]) -> None:
    """A corrected year neither embeds nor rebuilds."""
    corpus = Corpus((replace(CORPUS.papers[0], year=1999), *CORPUS.papers[1:]))
    with opened(folder, corpus) as index:
        assert (1999, "Index updated: 1 changed, 4 kept.") == (index.papers[0].year, index.notice)
    assert [] == checks


def test_another_embedder_rebuilds_and_says_why(folder: Path) -> None:
    """The notice names both; the new vectors are of the new dimension."""
    settings = Settings(index_dir=folder, embed_model=NAME)
    with open_index(settings, HashEmbedding(), corpus=CORPUS) as index:
        assert f"made with the embedder {LOCAL!r}, now {NAME!r} is set" in index.notice
        assert (3, 16) == index.vectors(0).shape
        assert_whole(index, CORPUS.papers)
    with open_index(settings, HashEmbedding(dimension=8), corpus=CORPUS) as index:
        assert "gave 16 dimensions then, now 8" in index.notice
        assert_whole(index, CORPUS.papers)


def test_another_model_of_the_same_dimension_rebuilds(tmp_path: Path) -> None:
    """Vectors of one model are not asked with another's, though the numbers would fit."""
    folder = tmp_path / "index"
    open_index(Settings(index_dir=folder, embed_model=NAME), HashEmbedding(), corpus=CORPUS).close()
    settings = Settings(index_dir=folder, embed_model=NAME + "(salt=x)")
    with open_index(settings, HashEmbedding(salt="x"), corpus=CORPUS) as index:
        assert "Index rebuilt: it was made with the embedder" in index.notice
        assert_whole(index, CORPUS.papers)


def test_the_manifest_says_what_it_was_made_with(folder: Path) -> None:
    """Embedder with the hash of its weights and its dimension, versions, the time."""
    with opened(folder) as index:
        manifest = index.manifest
        assert load_embedder(LOCAL).info() == manifest.embedder  # type: ignore[attr-defined]
        assert all((manifest.schema, manifest.corpus, manifest.chroma, manifest.package, manifest.created))


def test_two_papers_of_one_id_are_refused(tmp_path: Path) -> None:
    """Ids tell papers apart; nothing is made."""
    with pytest.raises(CorpusError, match="'solar'"):
        opened(tmp_path / "index", Corpus((CORPUS.papers[0], CORPUS.papers[0])))
    assert not (tmp_path / "index").exists()


# --- shared ---------------------------------------------------------------------------------


def test_two_indexes_of_one_process_share_a_folder(folder: Path) -> None:
    """Both answer; closing one leaves the other working."""
    with opened(folder) as first:
        opened(folder).close()
        assert_whole(first, CORPUS.papers)


def test_an_open_index_outlives_an_update_by_its_process(folder: Path) -> None:
    """The old index still finds its passages, and says that it is stale where a text has changed."""
    changed = Corpus((replace(CORPUS.papers[0], abstract="Other words."), *CORPUS.papers[1:]))
    with opened(folder) as old:
        vector = embed_query(load_embedder(LOCAL), "efficiency of cells")
        with opened(folder, changed) as new:
            assert_whole(new, changed.papers)
            assert "solar" == old.papers[old.nearest(vector, 1, "sentence")[0].ordinal].id
            assert 3 == len(old.vectors(1))
            with pytest.raises(IndexStale, match="'solar' has changed"):
                old.vectors(0)
        assert 2 == len(list(folder.glob("gen-*")))
    opened(folder, changed).close()
    assert 1 == len(list(folder.glob("gen-*")))


def test_many_threads_may_open_at_once(tmp_path: Path) -> None:
    """The index is built once; all get the same."""

    def work(_: int) -> int:
        settings = Settings(index_dir=tmp_path / "index", embed_model=NAME)
        with open_index(settings, HashEmbedding(), corpus=CORPUS) as index:
            return len(index.nearest(index.vectors(0)[0], 99, "sentence"))

    with ThreadPoolExecutor(4) as pool:
        assert [8] * 4 == list(pool.map(work, range(4)))


def hold(folder: str, held: Any) -> None:
    """What the other process does: opens the index, says so, and keeps it."""
    open_index(Settings(index_dir=Path(folder), embed_model=NAME), HashEmbedding(), corpus=CORPUS)
    held.set()
    signal.pause()


def test_a_second_process_is_told_who_holds_the_folder(tmp_path: Path, processes: Any) -> None:
    """IndexBusy at once, with the process and the remedy; after a kill the folder is free and whole."""
    settings = Settings(index_dir=tmp_path / "index", embed_model=NAME)
    held = processes.Event()
    holder = processes.Process(target=hold, args=(str(tmp_path / "index"), held), daemon=True)
    holder.start()
    assert held.wait(60)
    with pytest.raises(IndexBusy, match=f"process {holder.pid}; .*QA_INDEX_DIR"):
        open_index(settings, HashEmbedding(), corpus=CORPUS)
    holder.kill()
    holder.join()
    with open_index(settings, HashEmbedding(), corpus=CORPUS) as index:
        assert "" == index.notice
        assert_whole(index, CORPUS.papers)


# --- damaged --------------------------------------------------------------------------------


def cut(path: Path) -> None:
    """Leaves the first half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Changes one byte in the middle, keeping the size."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "database cut": lambda gen: cut(gen / "chroma" / "chroma.sqlite3"),
    "one byte of the database": lambda gen: flip(gen / "chroma" / "chroma.sqlite3"),
    "a vector file cut": lambda gen: cut(max(gen.glob("chroma/*/data_level0.bin"))),
    "a vector file lost": lambda gen: min(gen.glob("chroma/*/header.bin")).unlink(),
    "the whole generation lost": shutil.rmtree,
    "its description cut": lambda gen: cut(gen / "generation.json"),
    "the pointer lost": lambda gen: (gen.parent / "current").unlink(),
    "the pointer astray": lambda gen: (gen.parent / "current").write_text("../elsewhere"),
    "a crash on opening": lambda gen: ((gen / "opening").touch(), cut(gen / "chroma" / "chroma.sqlite3")),
}


@pytest.mark.usefixtures("no_embedding")
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_generation_is_rebuilt_without_embedding(folder: Path, damage: str) -> None:
    """Whatever is lost of Chroma's files is made again from the library, with a notice."""
    DAMAGE[damage](generation(folder))
    with opened(folder) as index:
        assert index.notice.startswith("Vector files rebuilt: ")
        assert_whole(index, CORPUS.papers)
    assert [generation(folder)] == list(folder.glob("gen-*"))


def test_after_a_crash_on_opening_a_sound_generation_is_checked_and_kept(
    folder: Path, checks: list[Path]
) -> None:
    """A kill during the opening costs a check in another process, not a rebuild."""
    before = generation(folder)
    (before / "opening").touch()
    with opened(folder) as index:
        assert ("", before, [before / "chroma"]) == (index.notice, generation(folder), checks)
    assert not (before / "opening").exists()


@pytest.mark.parametrize("name", ["bm25.json", "bm25/data.csc.index.npy"])
def test_a_damaged_lexical_index_is_built_again_alone(folder: Path, name: str, checks: list[Path]) -> None:
    """It takes milliseconds, so nothing is said, and Chroma's files are not touched."""
    before = generation(folder)
    cut(before / name)
    with opened(folder) as index:
        assert ("", before) == (index.notice, generation(folder))
        assert index.ordinal("solar") == int(index.lexical.scores({"perovskit": 1.0}).argmax())
    assert [] == checks


def test_a_lexical_index_of_older_code_is_built_again(folder: Path) -> None:
    """Terms must be made by the code that reads the question."""
    stamp = generation(folder) / "bm25.json"
    current = json.loads(stamp.read_text())
    stamp.write_text(json.dumps({**current, "code": "older"}))
    opened(folder).close()
    assert current == json.loads(stamp.read_text())


@pytest.mark.parametrize("damage", [cut, lambda path: path.write_bytes(b"x" * 9000)], ids=["cut", "garbage"])
def test_a_damaged_library_is_set_aside_and_built_again(
    folder: Path, damage: Callable[[Path], object]
) -> None:
    """Everything is embedded again from the collection; the damaged file is kept under another name."""
    damage(folder / "library.sqlite")
    with opened(folder) as index:
        assert "the old file is kept as library.sqlite.corrupt-" in index.notice
        assert_whole(index, CORPUS.papers)
    assert 1 == len(list(folder.glob("library.sqlite.corrupt-*")))


def test_an_emptied_library_is_built_again(folder: Path) -> None:
    """A file of no length is a new library."""
    (folder / "library.sqlite").write_bytes(b"")
    with opened(folder) as index:
        assert_whole(index, CORPUS.papers)


def test_a_damaged_paper_is_embedded_again(folder: Path) -> None:
    """When it is read in a rebuild, that paper alone is mended on the spot; in use, it is an error first."""
    with opened(folder) as index:
        _zero(folder, "bees")
        assert 3 == len(index.vectors(0))
        with pytest.raises(IndexError_, match="'bees' was damaged"):
            index.vectors(1)
    with opened(folder) as index:
        assert "Index updated: 1 added, 4 kept." == index.notice
        assert_whole(index, CORPUS.papers)
    _zero(folder, "proofs")
    shutil.rmtree(generation(folder))
    with opened(folder) as index:
        assert "A paper was damaged on disk and is embedded again." in index.notice
        assert_whole(index, CORPUS.papers)


def _zero(folder: Path, paper_id: str) -> None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("UPDATE papers SET vectors = zeroblob(length(vectors)) WHERE id = ?", (paper_id,))
    db.close()


def test_a_build_that_fails_its_check_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unsound new generation raises, is removed, and does not become the current one."""
    before = generation(folder)
    monkeypatch.setattr(generation_module, "verify", lambda *_: "it is bad")
    with pytest.raises(IndexError_, match="unsound: it is bad"):
        opened(folder, Corpus(CORPUS.papers[:3]))
    assert before == generation(folder)
    assert [before] == list(folder.glob("gen-*"))


def test_a_full_disk_is_unwritable_and_costs_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new generation does not fit, its space is given back and the folder is free again."""

    def full(*_: object, **__: object) -> None:
        raise IndexUnwritable("no space")

    monkeypatch.setattr(building_module, "build", full)
    with pytest.raises(IndexUnwritable):
        opened(folder, Corpus(CORPUS.papers[:3]))
    monkeypatch.undo()
    assert 1 == len(list(folder.glob("gen-*")))
    with opened(folder, Corpus(CORPUS.papers[:3])) as index:
        assert_whole(index, CORPUS.papers[:3])


# --- killed ---------------------------------------------------------------------------------

BOTH = (
    Corpus(tuple(Paper(f"p{n}", f"Title {n}", f"One of {n}. Two of {n}. Three of {n}.") for n in range(150))),
    Corpus(tuple(Paper(f"p{n}", f"Title {n}", f"One of {n}. Other {n}.") for n in range(100, 260))),
)


def open_to_be_killed(folder: str, which: int) -> None:
    """What the killed process does, over and over: alternately two collections, so there is always work."""
    settings = Settings(index_dir=Path(folder), embed_model=NAME)
    while True:
        open_index(settings, HashEmbedding(), corpus=BOTH[which]).close()
        which = 1 - which


def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, processes: Any) -> None:
    """Twelve kills in the midst of syncs and builds of one folder; then it opens whole, with no remains."""
    folder = tmp_path / "index"
    moments = random.Random(5)
    for turn in range(12):
        process = processes.Process(target=open_to_be_killed, args=(str(folder), turn % 2), daemon=True)
        process.start()
        process.join(0.1 + moments.random() * (2.5 if turn == 0 else 0.9))
        assert process.is_alive()
        process.kill()
        process.join()
    settings = Settings(index_dir=folder, embed_model=NAME)
    for corpus in (*BOTH, BOTH[1]):
        with open_index(settings, HashEmbedding(), corpus=corpus) as index:
            assert_whole(index, corpus.papers)
            assert "corrupt" not in index.notice
    assert [generation(folder)] == list(folder.glob("gen-*"))
    assert not list(folder.glob("*.corrupt-*"))
