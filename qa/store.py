"""The truth of an index: one SQLite file with papers, passages and vectors.

Chroma and BM25 are built from it and can be rebuilt without embedding again. A
rollback journal with full syncs, not WAL: one file, no leftovers to lose, and commits
are rare (one for about 64 papers).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from qa.embedding import EmbedderInfo, Matrix
from qa.errors import IndexBusy, IndexError_, IndexUnwritable
from qa.types import Paper, Passage

SCHEMA = 1
_MANIFEST = """CREATE TABLE IF NOT EXISTS manifest (
    one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL)"""
_PAPERS = """CREATE TABLE IF NOT EXISTS papers (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
    record TEXT NOT NULL, spans TEXT NOT NULL, vectors BLOB NOT NULL, crc INTEGER NOT NULL)"""
_POSITIONS = "CREATE INDEX IF NOT EXISTS positions ON papers (position)"
_ENTRY = "id, record, spans, vectors, crc"


@dataclass(frozen=True)
class Manifest:
    """What an index was built from and with. ``corpus`` is "" until a sync is complete."""

    schema: int
    corpus: str
    embedder: EmbedderInfo
    splitter: str
    package: str
    chroma: str
    created: str


class State(NamedTuple):
    """What is stored of a paper: digests of the whole record, and of what was embedded."""

    digest: str
    content: str


class Entry(NamedTuple):
    """The passages of a paper and their vectors, float32 of shape (len(passages), dimension)."""

    passages: tuple[Passage, ...]
    vectors: Matrix


class Row(NamedTuple):
    """A paper as it is written; ``entry`` is None where passages and vectors stay."""

    paper: Paper
    state: State
    entry: Entry | None


class StoreDamaged(IndexError_):
    """The SQLite file is not readable as one; the caller moves it aside."""


class PaperDamaged(IndexError_):
    """One paper's bytes have changed on disk. It is forgotten, so that a sync embeds it again."""


def paper_digest(paper: Paper) -> str:
    """Digest of all fields of a paper."""
    return hashlib.sha256(_record(paper).encode()).hexdigest()


def digest_of(parts: Iterable[str]) -> str:
    """Digest of strings in order, each with its length so that no two lists look alike."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


class Store:
    """An open library file. Safe to share between threads. Raises StoreDamaged, IndexUnwritable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mutex = threading.RLock()
        with _translated(path):
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=1)
        try:
            with _translated(path):
                self._db.execute("PRAGMA synchronous = FULL")
                if path.stat().st_size < 64 << 20:  # reading more than that at each start would be felt
                    problem = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
                    if problem != "ok":
                        raise StoreDamaged(f"{path}: damaged ({problem})")
                self._db.execute(_MANIFEST)
                self._db.execute(_PAPERS)
                self._db.execute(_POSITIONS)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Closes the file."""
        with self._mutex:
            self._db.close()

    def manifest(self) -> Manifest | None:
        """What this file was built with; None if it is new."""
        rows = self._all("SELECT record FROM manifest")
        if not rows:
            return None
        try:
            record = json.loads(rows[0][0])
            # By name: another version may have more fields or fewer, and is told by its schema.
            known = {field.name: record.get(field.name, "") for field in fields(Manifest)}
            return Manifest(**{**known, "embedder": EmbedderInfo(**record["embedder"])})
        except (ValueError, TypeError, KeyError) as error:
            raise StoreDamaged(f"{self.path}: its manifest is unreadable ({error})") from None

    def reset(self, manifest: Manifest) -> None:
        """Forgets all papers and starts anew under this manifest."""
        with self._transaction() as db:
            db.execute("DROP TABLE papers")  # another schema may have had other columns
            db.execute(_PAPERS)
            db.execute(_POSITIONS)
            _put_manifest(db, manifest)

    def states(self) -> dict[str, State]:
        """The digests of every stored paper."""
        return {id_: State(*rest) for id_, *rest in self._all("SELECT id, digest, content FROM papers")}

    def put(self, rows: Sequence[Row]) -> None:
        """Writes papers in one transaction. They get their position in :meth:`finish`."""
        with self._transaction() as db:
            for row in rows:
                _put_paper(db, row)

    def finish(self, order: Sequence[str], manifest: Manifest) -> None:
        """Drops every paper not in ``order``, sets positions, and marks the sync complete."""
        with self._transaction() as db:
            db.execute("UPDATE papers SET position = -1")
            db.executemany("UPDATE papers SET position = ? WHERE id = ?", enumerate(order))
            db.execute("DELETE FROM papers WHERE position = -1")
            _put_manifest(db, manifest)

    def entry(self, paper_id: str, content: str, dimension: int) -> Entry | None:
        """Passages and vectors of a paper, or None if it is stored no more, or otherwise than ``content``."""
        rows = self._all(
            f"SELECT {_ENTRY} FROM papers WHERE id = ? AND content = ?",
            paper_id,
            content,
        )
        return self._checked(rows[0], dimension) if rows else None

    def walk(self, dimension: int) -> Iterator[Entry]:
        """Every paper's passages and vectors in corpus order, a hundred read at a time."""
        after = -1
        query = f"SELECT {_ENTRY}, position FROM papers WHERE position > ? ORDER BY position LIMIT 100"
        while rows := self._all(query, after):
            for row in rows:
                yield self._checked(row, dimension)
            after = rows[-1][-1]

    def sample(self, size: int, dimension: int) -> list[Entry]:
        """The passages and vectors of up to ``size`` papers, spread evenly over the collection."""
        count = self._all("SELECT count(*) FROM papers WHERE position >= 0")[0][0]
        size = min(size, count)
        query = f"SELECT {_ENTRY} FROM papers WHERE position = ?"
        rows = [row for n in range(size) for row in self._all(query, count * n // size)]
        return [self._checked(row, dimension) for row in rows]

    def _checked(self, row: Sequence[Any], dimension: int) -> Entry:
        id_, record, spans, vectors, crc = row[:5]
        if _crc(record, spans, vectors) != crc:
            with self._transaction() as db:  # so that the next opening embeds this one paper again
                db.execute("DELETE FROM papers WHERE id = ?", (id_,))
                db.execute("UPDATE manifest SET record = json_set(record, '$.corpus', '')")
            raise PaperDamaged(
                f"{self.path}: paper {id_!r} was damaged on disk; open the index again to mend it"
            )
        abstract = json.loads(record)["abstract"]
        passages = tuple(
            Passage(f"{id_}#{name}", id_, start, end, abstract[start:end])
            for name, start, end in json.loads(spans)
        )
        return Entry(passages, np.frombuffer(vectors, dtype="<f4").reshape(len(passages), dimension))

    def _all(self, query: str, *values: Any) -> list[Any]:
        with self._mutex, _translated(self.path):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._mutex, _translated(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


def _put_manifest(db: sqlite3.Connection, manifest: Manifest) -> None:
    db.execute("INSERT OR REPLACE INTO manifest VALUES (1, ?)", (json.dumps(asdict(manifest)),))


def _put_paper(db: sqlite3.Connection, row: Row) -> None:
    record = _record(row.paper)
    if row.entry is None:
        spans, vectors = db.execute(
            "SELECT spans, vectors FROM papers WHERE id = ?", (row.paper.id,)
        ).fetchone()
    else:
        spans = json.dumps([(p.id.rpartition("#")[2], p.start, p.end) for p in row.entry.passages])
        vectors = np.ascontiguousarray(row.entry.vectors, dtype="<f4").tobytes()
    db.execute(
        "INSERT OR REPLACE INTO papers VALUES (?, -1, ?, ?, ?, ?, ?, ?)",
        (row.paper.id, *row.state, record, spans, vectors, _crc(record, spans, vectors)),
    )


def _record(paper: Paper) -> str:
    # ASCII, so that even a lone surrogate from a broken file is stored as it came.
    return json.dumps(vars(paper), sort_keys=True)  # asdict() copies, which thousands of papers feel


def _crc(record: str, spans: str, vectors: bytes) -> int:
    return zlib.crc32(vectors, zlib.crc32(spans.encode(), zlib.crc32(record.encode())))


_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_ERROR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise IndexError_(f"{path}: the index is closed; open it again") from error
    except (sqlite3.Error, OSError) as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _DAMAGED:
            raise StoreDamaged(f"{path}: damaged ({error})") from error
        if code in _BUSY:
            raise IndexBusy(f"{path}: locked by another program; close it and try again") from error
        raise IndexUnwritable(
            f"{path}: cannot be written ({error}); "
            "free or permit it, or name another folder with QA_INDEX_DIR"
        ) from error
