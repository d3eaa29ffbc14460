"""Nearest vectors, by Chroma: embedded in a folder, or on a server. The only importer of chromadb.

A generation is written once, in append-only batches, and then only read. It has one
collection per kind of passage, because a metadata filter costs 25 to 200 times the plain
query. Texts stay out of it (they are in SQLite, and cost 12 KB a record here).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from qa.errors import IndexError_, IndexStale, IndexUnwritable
from qa.server import greet, headers

if TYPE_CHECKING:  # at run time this module stays light: the check runs in a fresh process
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

    from qa.embedding import Matrix
    from qa.passages import Kind

BATCH = 2000  # Chroma takes 5,461 at most
_PAPERS = 200  # taken out at a time
_PATIENCE = 30.0  # seconds without a word from a server; a batch is written in less
# Recall@10 against exact search 0.9997 with these, 0.998 by default (STACK.md).
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}}
# How SQLite and Rust's os errors (13 permission, 20 no folder, 28 full, 30 read-only) say it.
_LITTLE = 4 << 20  # bytes; with less than this left on the disk, it is what made Chroma fail
_UNWRITABLE = re.compile(r"disk is full|readonly database|\(os error (?:13|20|28|30)\)")


@dataclass(frozen=True)
class Place:
    """Where the vectors live: a folder, or the address of a server and its bearer token."""

    folder: Path | None = None
    url: str | None = None
    token: str | None = None

    def __str__(self) -> str:
        return str(self.url or self.folder)

    def __repr__(self) -> str:  # a token has no place in a traceback
        return f"Place({str(self)!r})"


class Record(NamedTuple):
    """One vector with its id and what Chroma keeps beside it."""

    id: str
    vector: Matrix
    metadata: Mapping[str, str | int]


def chroma_version() -> str:
    """The installed version of Chroma, without importing it."""
    from importlib.metadata import version

    return version("chromadb")


class Vectors:
    """An open generation. Safe to share between threads.

    ``collections`` names the collection of each kind, ``counts`` how many vectors each holds.
    Opening checks both and asks one question of each; IndexError_ says that it is damaged.
    """

    def __init__(
        self, place: Place, collections: Mapping[Kind, str], counts: Mapping[Kind, int], dimension: int
    ) -> None:
        self._place, self._counts, self._dimension = place, dict(counts), dimension
        self._client = connect(place)
        try:
            with _translated(place):
                self._collections = {
                    kind: self._client.get_collection(name, embedding_function=None)
                    for kind, name in collections.items()
                }
                for kind, collection in self._collections.items():
                    check_count(place, collection, counts[kind])
            probe = np.full(dimension, dimension**-0.5, dtype=np.float32)
            for kind in self._collections:
                if counts[kind] and not self.nearest(probe, 1, kind):
                    raise IndexError_(f"{place}: collection {collections[kind]!r} finds nothing")
        except BaseException:
            self.close()
            raise

    def nearest(self, vector: Matrix, k: int, kind: Kind) -> list[tuple[str, float]]:
        """Ids and cosines of the ``k`` nearest passages of a kind, best first."""
        if vector.shape != (self._dimension,):
            raise IndexStale(
                f"the question's vector has shape {vector.shape}, the index {self._dimension} dimensions; "
                "ask with the embedder that the index was built with, or open the index again"
            )
        k = min(k, self._counts[kind])
        if k < 1:
            return []
        with _translated(self._place):
            found = self._collections[kind].query(
                query_embeddings=cast("Any", [vector]), n_results=k, include=["distances"]
            )
        distances = found["distances"] or [[]]
        return [(id_, min(1.0, 1.0 - float(d))) for id_, d in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        """Frees the client and its files."""
        with _translated(self._place):
            close(self._client)


def build(
    place: Place,
    collections: Mapping[Kind, str],
    records: Iterable[tuple[Kind, Record]],
    between: Callable[[], None],
) -> dict[Kind, int]:
    """Writes collections in batches, calling ``between()`` after each; returns the counts by kind."""
    client = connect(place)
    try:
        with _translated(place):
            made = {
                kind: client.create_collection(name, embedding_function=None, configuration=_CONFIGURATION)  # type: ignore[arg-type]  # a TypedDict that mypy cannot see in a table
                for kind, name in collections.items()
            }
            return _fill(made, records, between)
    finally:
        close(client)


def patch(
    place: Place,
    collections: Mapping[Kind, str],
    gone: Sequence[str],
    records: Iterable[tuple[Kind, Record]],
    between: Callable[[], None],
) -> dict[Kind, int]:
    """Takes the papers ``gone`` out and puts ``records`` in; returns how the counts have changed, by kind.

    Only for a copy that nobody uses: a kill in the midst of it can destroy the folder.
    """
    client = connect(place)
    try:
        with _translated(place):
            made = {
                kind: client.get_collection(name, embedding_function=None)
                for kind, name in collections.items()
            }
            lost = {kind: _remove(collection, gone, between) for kind, collection in made.items()}
            return {kind: added - lost[kind] for kind, added in _fill(made, records, between).items()}
    finally:
        close(client)


def _fill(
    made: Mapping[Kind, Collection], records: Iterable[tuple[Kind, Record]], between: Callable[[], None]
) -> dict[Kind, int]:
    counts: dict[Kind, int] = dict.fromkeys(made, 0)
    waiting: dict[Kind, list[Record]] = {kind: [] for kind in made}
    for kind, record in records:
        waiting[kind].append(record)
        counts[kind] += 1
        if len(waiting[kind]) == BATCH:
            _add(made[kind], waiting[kind])
            waiting[kind] = []
            between()
    for kind, rest in waiting.items():
        _add(made[kind], rest)
    return counts


def _remove(collection: Collection, papers: Sequence[str], between: Callable[[], None]) -> int:
    removed = 0
    for start in range(0, len(papers), _PAPERS):
        of_these = cast("Any", {"paper_id": {"$in": list(papers[start : start + _PAPERS])}})
        ids = collection.get(where=of_these, include=[])["ids"]
        for at in range(0, len(ids), BATCH):
            collection.delete(ids=ids[at : at + BATCH])
        removed += len(ids)
        between()
    return removed


def _add(collection: Collection, records: Sequence[Record]) -> None:
    if records:
        collection.add(
            ids=[r.id for r in records],
            embeddings=np.stack([r.vector for r in records]),
            metadatas=[r.metadata for r in records],
        )


def drop(place: Place, names: Iterable[str]) -> None:
    """Deletes collections on a server; those that are gone already are no error."""
    client = connect(place)
    try:
        with _translated(place):
            present = {collection.name for collection in client.list_collections()}
            for name in present.intersection(names):
                client.delete_collection(name)
    finally:
        close(client)


def check_count(place: Place, collection: Collection, expected: int) -> None:
    """Raises IndexError_ if a collection does not hold as many vectors as were written."""
    found = collection.count()
    if found != expected:
        raise IndexError_(f"{place}: collection {collection.name!r} holds {found} vectors, not {expected}")


def connect(place: Place) -> Client:
    """A client of the folder or the server. Raises IndexError_ with the remedy."""
    with _translated(place):
        import chromadb  # late: a second that `--help` need not pay
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if place.url is None:
            return cast("Client", chromadb.PersistentClient(path=str(place.folder), settings=settings))
        greet(place.url, place.token)
        # A full address as the host is taken as it is, with its port and path.
        client = chromadb.HttpClient(
            host=place.url.rstrip("/"),
            ssl=place.url.startswith("https:"),
            headers=headers(place.token),
            settings=settings,
        )
        for session in _sessions(client):
            session.timeout = _PATIENCE  # Chroma sets none, and a server that hangs would be waited for
        return cast("Client", client)  # ClientAPI, as they are declared, has no close()


def close(client: Client) -> None:
    """Closes a client with its connections, which Chroma's own close leaves open."""
    sessions = _sessions(client)
    client.close()
    for session in sessions:
        session.close()


def _sessions(client: object) -> list[Any]:
    """The connections of a client; only that of a server has any."""
    parts = (client, getattr(client, "_admin_client", None))
    found = [getattr(getattr(part, "_server", None), "_session", None) for part in parts]
    return [session for session in found if session is not None]


@contextmanager
def _translated(place: Place) -> Iterator[None]:
    try:
        yield
    except IndexError_:
        raise
    except BaseException as error:
        # Chroma raises its own, ValueError, httpx's, and from Rust a PanicException outside Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise _translation(place, error) from error


def _translation(place: Place, error: BaseException) -> IndexError_:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    if place.url:
        refused = "401" in first or "403" in first
        hint = "check QA_CHROMA_TOKEN" if refused else "check that it still runs"
        return IndexError_(f"the Chroma server at {place} failed ({type(error).__name__}: {first}); {hint}")
    if _is_full(place):  # which Chroma calls a failed compaction
        first = "the disk is full"
    if isinstance(error, OSError) or _UNWRITABLE.search(first):
        remedy = "free or permit it, or name another folder with QA_INDEX_DIR"
        return IndexUnwritable(f"{place}: cannot be written ({first}); {remedy}")
    return IndexError_(f"{place}: Chroma failed ({type(error).__name__}: {first}); open the index again")


def _is_full(place: Place) -> bool:
    try:
        return place.folder is not None and shutil.disk_usage(place.folder).free < _LITTLE
    except OSError:
        return False
