"""The index of a collection: opened, brought up to date and rebuilt as needed.

Everything lies in one folder: ``library.sqlite`` (the truth: papers, passages, vectors),
``gen-<id>/`` (Chroma and BM25, built from it), ``current`` (which of those is in use),
``origin.json`` (the files that it was built from) and ``lock`` (which process holds the folder).
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.building import content_of, make
from qa.embedding import EmbedderInfo, Matrix, Progress, embedder_info
from qa.errors import CorpusError, IndexError_, IndexStale
from qa.folder import LIBRARY, Folder, claim, writing
from qa.generation import Generation, clean, current
from qa.lexical import Lexical
from qa.origin import papers_of, remember
from qa.passages import Kind, kind_of
from qa.settings import Settings
from qa.store import Entry, Manifest, PaperDamaged, State, Store, StoreDamaged
from qa.sync import Stop, stop_gently, sync
from qa.types import Corpus, Paper, Passage
from qa.vectors import Place, Vectors

_LOG = logging.getLogger("qa")
_KEPT = 4096  # papers whose vectors stay in memory: about 60 MB of abstracts with nine sentences
_FEW = 512  # papers that a limited search compares one by one rather than through Chroma
_MANY = 5000  # passages that it asks Chroma for at most, to leave some out


class Hit(NamedTuple):
    """A passage found: ``ordinal`` is its paper's place in the collection, ``score`` the cosine."""

    passage_id: str
    ordinal: int
    score: float


class Index:
    """An open index, read only and safe to share between threads. Close it to free the folder.

    ``notice`` says in a sentence what was rebuilt or updated when it was opened, "" if nothing.
    """

    papers: tuple[Paper, ...]
    lexical: Lexical
    manifest: Manifest
    notice: str

    def __init__(
        self, papers: tuple[Paper, ...], folder: Folder, store: Store, generation: Generation, notice: str
    ) -> None:
        manifest = store.manifest()
        assert manifest is not None  # written by the sync just before
        self.papers, self.manifest, self.notice = papers, manifest, notice
        self._folder, self._store, self._generation = folder, store, generation
        self._states: dict[str, State] = store.states()
        self._ordinals = {paper.id: ordinal for ordinal, paper in enumerate(papers)}
        self._kept: OrderedDict[int, Entry] = OrderedDict()
        self._mutex = threading.Lock()
        self._closed = False
        self.lexical = generation.open_lexical(papers)
        self._vectors: Vectors = generation.open_vectors()
        folder.users[generation.name] += 1

    def ordinal(self, paper_id: str) -> int:
        """The place of a paper in :attr:`papers`. Raises IndexError_ for an unknown id."""
        try:
            return self._ordinals[paper_id]
        except KeyError:
            raise IndexError_(f"no paper has the id {paper_id!r}") from None

    def passages(self, ordinal: int) -> tuple[Passage, ...]:
        """The passages of a paper: wholes, then sentences."""
        return self._entry(ordinal).passages

    def vectors(self, ordinal: int) -> Matrix:
        """Their unit vectors, float32 of shape (len(passages), dimension). Not to be written to."""
        return self._entry(ordinal).vectors

    def nearest(self, vector: Matrix, k: int, kind: Kind, ordinals: Sequence[int] | None = None) -> list[Hit]:
        """The ``k`` passages of a kind nearest to a unit vector, best first.

        With ``ordinals``, only of those papers: exactly where they are few, else by asking
        Chroma for more and leaving out the rest (its own filters are slower than both).
        """
        if self._closed:
            raise IndexError_("the index is closed; open it again")
        if ordinals is None:
            return [self._hit(*found) for found in self._vectors.nearest(vector, k, kind)]
        allowed = set(ordinals)
        enough = 10 + 2 * k * len(self.papers) // max(len(allowed), 1)
        if len(allowed) > _FEW and enough <= _MANY:
            hits = [self._hit(*found) for found in self._vectors.nearest(vector, enough, kind)]
            hits = [hit for hit in hits if hit.ordinal in allowed]
            if len(hits) >= k:
                return hits[:k]
        return self._exact(vector, k, kind, allowed)

    def _exact(self, vector: Matrix, k: int, kind: Kind, ordinals: set[int]) -> list[Hit]:
        hits = []
        for ordinal in sorted(ordinals):
            entry = self._entry(ordinal)
            scores = entry.vectors @ vector
            hits += [
                Hit(passage.id, ordinal, float(score))
                for passage, score in zip(entry.passages, scores, strict=True)
                if kind_of(passage) == kind
            ]
        return sorted(hits, key=lambda hit: -hit.score)[: max(k, 0)]

    def _hit(self, passage_id: str, score: float) -> Hit:
        return Hit(passage_id, self._ordinals[passage_id.rpartition("#")[0]], score)

    def _entry(self, ordinal: int) -> Entry:
        with self._mutex:
            entry = self._kept.get(ordinal)
            if entry is not None:
                self._kept.move_to_end(ordinal)
                return entry
        paper_id = self.papers[ordinal].id
        entry = self._store.entry(paper_id, self._states[paper_id].content, self.manifest.embedder.dimension)
        if entry is None:
            raise IndexStale(
                f"{self._store.path}: {paper_id!r} has changed since this index was opened; open it again"
            )
        with self._mutex:
            self._kept[ordinal] = entry
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return entry

    def close(self) -> None:
        """Frees the folder, the library file and the vectors; a second call does nothing."""
        with self._mutex:
            if self._closed:
                return
            self._closed = True
        with self._folder.mutex:
            self._folder.users[self._generation.name] -= 1
            self._vectors.close()
            self._store.close()
        self._folder.release()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_index(
    settings: Settings,
    embedder: BaseEmbedding,
    progress: Progress | None = None,
    corpus: Corpus | None = None,
) -> Index:
    """Opens the index of the collection, building or updating it first where needed.

    ``progress(done, total)`` counts the papers that are embedded. Raises CorpusError,
    EmbeddingError, and IndexError_ with its children; SystemExit after a SIGTERM.
    """
    if corpus is None:
        settings, corpus = papers_of(settings)
    papers = corpus.papers
    if len({paper.id for paper in papers}) < len(papers):
        twice = next(p.id for n, p in enumerate(papers) if p.id in {q.id for q in papers[:n]})
        raise CorpusError(f"two papers have the id {twice!r}; give each its own")
    info = embedder_info(embedder, settings.embed_model)
    place = Place(url=settings.chroma_url, token=settings.chroma_token)
    folder = claim(settings.index_path)
    try:
        with folder.mutex, stop_gently() as stop:
            remember(folder.path, settings, corpus)
            opening = _Opening(folder, papers, embedder, info, place, progress, stop)
            try:
                index = opening.run()
            except StoreDamaged as error:
                index = opening.run(_set_aside(folder, error))
            except PaperDamaged:  # it was forgotten meanwhile
                index = opening.run("A paper was damaged on disk and is embedded again.")
    except BaseException:
        folder.release()
        raise
    if index.notice:
        _LOG.info("%s", index.notice)
    return index


class _Opening(NamedTuple):
    """What one opening of an index needs at every step."""

    folder: Folder
    papers: tuple[Paper, ...]
    embedder: BaseEmbedding
    info: EmbedderInfo
    place: Place
    progress: Progress | None
    stop: Stop

    def run(self, notice: str = "") -> Index:
        """Syncs the library, and opens the generation that belongs to it."""
        store = Store(self.folder.path / LIBRARY)
        try:
            report = sync(store, self.papers, self.embedder, self.info, self.stop, self.progress)
            index = self._open(store, f"{notice} {report}".strip())
        except BaseException:
            store.close()
            raise
        clean(self.folder, index._generation.name, self.place)
        return index

    def _open(self, store: Store, notice: str) -> Index:
        content = content_of(store, self.papers)
        found = current(self.folder, self.place)
        why = "they were missing"
        if found:
            in_use = self.folder.users[found.name] > 0
            why = found.why_unusable(store, self.info, self.place.url, in_use)
        last = None if why else found
        if last and last.made.content == content:
            try:
                return Index(self.papers, self.folder, store, last, notice)
            except (StoreDamaged, PaperDamaged):
                raise
            except IndexError_ as error:
                last, why = None, str(error)
        notice = notice or f"Vector files rebuilt: {why or 'the collection has changed'}."
        clean(self.folder, found.name if found else "", self.place)
        made = make(self.folder, store, content, self.info, self.place, self.stop, last)
        return Index(self.papers, self.folder, store, made, notice)


def _set_aside(folder: Folder, error: StoreDamaged) -> str:
    path = folder.path / LIBRARY
    aside = path.with_name(f"{LIBRARY}.corrupt-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    with writing(path):
        os.replace(path, aside)
        Path(f"{path}-journal").unlink(missing_ok=True)
    return f"Index rebuilt: {error}; the old file is kept as {aside.name}."
