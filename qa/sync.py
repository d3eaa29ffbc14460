"""Brings the library file up to a collection: embeds what is new, keeps what is not.

Papers are written in chunks as they are done, so a run that is stopped or killed goes on
where it was.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import ModuleType

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from qa import characters, passages, sentences
from qa.embedding import EmbedderInfo, Matrix, Progress, embed_texts
from qa.errors import EmbeddingError
from qa.passages import passages_of, text_to_embed
from qa.store import SCHEMA, Entry, Manifest, Row, State, Store, digest_of, paper_digest
from qa.types import Paper
from qa.vectors import chroma_version

CHUNK = 64  # papers embedded and written at a time

_SPLITTER = (characters, sentences, passages)

Stop = Callable[[], None]


@dataclass
class Report:
    """What a sync did, in papers, and why it started anew if it did."""

    reason: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0

    def __str__(self) -> str:
        if self.added and not (self.reason or self.changed or self.removed or self.kept):
            return f"Index built: {_papers(self.added)}."
        named = {"added": self.added, "changed": self.changed, "removed": self.removed}
        done = ", ".join(f"{count} {name}" for name, count in named.items() if count)
        update = f"Index updated: {done}, {self.kept} kept." if done else ""
        return f"{self.reason} {update}".strip()


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def sync(
    store: Store,
    papers: Sequence[Paper],
    embedder: BaseEmbedding,
    info: EmbedderInfo,
    stop: Stop,
    progress: Progress | None = None,
) -> Report:
    """Makes ``store`` hold exactly ``papers``. ``stop()`` may raise between batches.

    ``progress(done, total)`` counts the papers that need work. Raises EmbeddingError.
    """
    digests = [paper_digest(paper) for paper in papers]
    wanted = _manifest(digests, info)
    found = store.manifest()
    report = Report()
    if found and (found.schema, found.embedder) != (SCHEMA, info):
        report.reason, found = _why_anew(found, wanted), None
    if not found:
        found = replace(wanted, corpus="")
        store.reset(found)
    states = store.states()
    trusted = found.splitter == wanted.splitter
    if trusted and found.corpus == wanted.corpus and len(states) == len(papers):
        return Report(kept=len(papers))
    work = [
        (paper, digest)
        for paper, digest in zip(papers, digests, strict=True)
        if not (trusted and paper.id in states and states[paper.id].digest == digest)
    ]
    for start in range(0, len(work), CHUNK):
        stop()
        tick = _ticker(progress, start, min(CHUNK, len(work) - start), len(work), stop)
        store.put(_rows(work[start : start + CHUNK], states, embedder, info, tick, report))
        if progress:
            progress(min(start + CHUNK, len(work)), len(work))
    report.kept = len(papers) - report.added - report.changed
    report.removed = len(set(states) - {paper.id for paper in papers})
    store.finish([paper.id for paper in papers], wanted)
    return report


def _rows(
    chunk: Sequence[tuple[Paper, str]],
    states: Mapping[str, State],
    embedder: BaseEmbedding,
    info: EmbedderInfo,
    tick: Progress,
    report: Report,
) -> list[Row]:
    """The rows to write for some papers; only passages that are new or read differently are embedded."""
    planned = []
    texts: list[str] = []
    for paper, digest in chunk:
        found = passages_of(paper)
        read = [text_to_embed(paper, passage) for passage in found]
        content = digest_of(
            [paper.title, *(f"{p.id} {p.start} {p.end} {t}" for p, t in zip(found, read, strict=True))]
        )
        known = states.get(paper.id)
        if known == (digest, content):
            continue
        keep = known is not None and known.content == content
        planned.append((paper, State(digest, content), found, None if keep else len(texts)))
        if not keep:
            texts += read
        report.added += known is None
        report.changed += known is not None
    vectors = _vectors(embedder, texts, info, tick)
    return [
        Row(paper, state, None if at is None else Entry(found, vectors[at : at + len(found)]))
        for paper, state, found, at in planned
    ]


def _vectors(embedder: BaseEmbedding, texts: Sequence[str], info: EmbedderInfo, tick: Progress) -> Matrix:
    if not texts:
        return np.zeros((0, info.dimension), dtype=np.float32)
    vectors = embed_texts(embedder, texts, tick)
    if vectors.shape != (len(texts), info.dimension) or not np.isfinite(vectors).all():
        raise EmbeddingError(
            f"embedder {info.name!r} gave vectors of shape {vectors.shape}, expected "
            f"{(len(texts), info.dimension)} finite numbers; check its server and its settings"
        )
    return vectors


def _ticker(progress: Progress | None, before: int, papers: int, total: int, stop: Stop) -> Progress:
    """Turns the embedder's progress in texts into papers, and stops between its batches if asked to."""

    def tick(done: int, texts: int) -> None:
        stop()
        if progress:
            progress(before + papers * done // texts, total)

    return tick


def _manifest(digests: Sequence[str], info: EmbedderInfo) -> Manifest:
    try:
        package = metadata.version("abstract-qa")
    except metadata.PackageNotFoundError:  # run from a checkout that was not installed
        package = "unknown"
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(
        SCHEMA, digest_of(digests), info, source_digest(*_SPLITTER), package, chroma_version(), created
    )


def source_digest(*modules: ModuleType) -> str:
    """Digest of the source of modules whose change makes what was computed with them stale."""
    return digest_of(Path(str(module.__file__)).read_bytes().decode() for module in modules)


def _why_anew(found: Manifest, wanted: Manifest) -> str:
    if found.schema != wanted.schema:
        return f"Index rebuilt: its format is version {found.schema}, this program uses {wanted.schema}."
    old, new = found.embedder, wanted.embedder
    if old.name != new.name:
        return f"Index rebuilt: it was made with the embedder {old.name!r}, now {new.name!r} is set."
    if old.dimension != new.dimension:
        return f"Index rebuilt: {new.name!r} gave {old.dimension} dimensions then, now {new.dimension}."
    return f"Index rebuilt: the weights of {new.name!r} have changed since it was made."


@contextmanager
def stop_gently() -> Iterator[Stop]:
    """Holds SIGTERM back until the batch in progress is done and all files are closed.

    Yields a function to call between batches, which leaves by SystemExit once asked to. On
    the way out the signal is raised again for whoever handled it before. Without effect
    outside the main thread, where Python allows no signal handlers.
    """
    asked: list[int] = []

    def stop() -> None:
        if asked:
            raise SystemExit(128 + signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)
        if asked:
            signal.raise_signal(signal.SIGTERM)
