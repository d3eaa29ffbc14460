"""Making a generation: from the library, or from a copy of the last one where little has changed.

Building the graph of 180,000 vectors takes minutes; so a new paper in a large collection is
added to a copy. Chroma's updates in place are what a kill can destroy, and a copy that is
destroyed is thrown away: nothing is in use before it was checked.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import NamedTuple

from qa.embedding import EmbedderInfo
from qa.errors import IndexError_
from qa.folder import Folder, remove, write_atomically, writing
from qa.generation import KINDS, Generation, Made, probes_of
from qa.passages import Kind, kind_of
from qa.store import Entry, Store, digest_of
from qa.sync import Stop
from qa.types import Paper
from qa.vectors import Place, Record, build, chroma_version, patch

_LARGE = 5000  # vectors; fewer are built anew within seconds
_LITTLE = 0.1  # share of the papers that a patch may replace
_PATCHED = 0.3  # share that all patches together may, as what is deleted stays in the graph


class Change(NamedTuple):
    """What differs from the last generation: ids to take out, and (id, content) to put in."""

    gone: list[str]
    come: list[tuple[str, str]]


def content_of(store: Store, papers: Sequence[Paper]) -> str:
    """Digest of the papers that a generation is built from."""
    states = store.states()
    return digest_of(f"{paper.id} {states[paper.id].content}" for paper in papers)


def make(
    folder: Folder,
    store: Store,
    content: str,
    embedder: EmbedderInfo,
    place: Place,
    stop: Stop,
    last: Generation | None = None,
) -> Generation:
    """Makes a generation of the library, checks it in another process, and puts it in use.

    ``last`` is the one in use so far: sound files, but of other papers; None if there is none.
    """
    with writing(folder.path):
        path = folder.path / f"gen-{secrets.token_hex(4)}"
        path.mkdir()
    try:
        change = _change(last, store) if last and not place.url else None
        # On a server, two users with the same papers must not meet in one collection.
        prefix = f"qa-{content[:12]}-{path.name[4:]}-" if place.url else ""
        names: dict[Kind, str] = {kind: prefix + kind for kind in KINDS}
        made = Made(content, chroma_version(), place.url, asdict(embedder), names, {})
        generation = Generation(path, made, place)
        generation.describe(made)  # first, so that what a killed run leaves on a server is found and dropped
        if last and change:
            _patch(generation, last, change, store, stop)
        else:
            counts = build(generation.place, names, _records(store.walk(embedder.dimension)), stop)
            generation.describe(replace(made, counts=counts))
        held = {paper_id: state.content for paper_id, state in store.states().items()}
        write_atomically(path / "papers.json", json.dumps(held))
        _put_in_use(folder, generation, store)
    except BaseException:
        if not place.url:  # a full disk gets its space back; on a server the next cleaning needs the names
            remove(path)
        raise
    return generation


def _put_in_use(folder: Folder, generation: Generation, store: Store) -> None:
    if not generation.made.server:
        problem = generation.verify(probes_of(store, generation.dimension))
        if problem:
            raise IndexError_(
                f"{generation.path}: what was just written is unsound: {problem}; open the index again"
            )
        generation.stamp()
    write_atomically(folder.path / "current", generation.name + "\n")


def _change(last: Generation, store: Store) -> Change | None:
    """What a copy of ``last`` lacks, or None where it is better to build anew."""
    held = last.holds()
    wanted = {paper_id: state.content for paper_id, state in store.states().items()}
    if not held or sum(last.made.counts.values()) < _LARGE:
        return None
    gone = [paper_id for paper_id, content in held.items() if wanted.get(paper_id) != content]
    come = [(paper_id, content) for paper_id, content in wanted.items() if held.get(paper_id) != content]
    size = max(len(gone), len(come))
    if size > _LITTLE * len(wanted) or last.made.patched + size > _PATCHED * len(wanted):
        return None
    return Change(gone, come)


def _patch(generation: Generation, last: Generation, change: Change, store: Store, stop: Stop) -> None:
    made = generation.made
    with writing(generation.path):
        shutil.copytree(last.path / "chroma", generation.path / "chroma")
    entries = (store.entry(paper_id, content, generation.dimension) for paper_id, content in change.come)
    added = _records(entry for entry in entries if entry)
    difference = patch(generation.place, made.collections, change.gone, added, stop)
    counts = {kind: last.made.counts[kind] + difference[kind] for kind in KINDS}
    patched = last.made.patched + max(len(change.gone), len(change.come))
    generation.describe(replace(made, counts=counts, patched=patched))


def _records(entries: Iterable[Entry]) -> Iterator[tuple[Kind, Record]]:
    for entry in entries:
        for passage, vector in zip(entry.passages, entry.vectors, strict=True):
            kind = kind_of(passage)
            # Not the paper's place in the collection, which another paper may change.
            about: dict[str, str | int] = {
                "paper_id": passage.paper_id,
                "kind": kind,
                "start": passage.start,
                "end": passage.end,
            }
            yield kind, Record(passage.id, vector, about)
