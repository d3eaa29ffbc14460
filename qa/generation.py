"""A generation: the searchable form of the library file, built in a fresh folder and never changed.

``gen-<id>/`` holds Chroma's folder (or the names of its collections on a server), the
lexical index, ``generation.json`` that says what they were built from, ``papers.json`` with
the papers that are in it, and ``files.json`` with a fingerprint of Chroma's files. ``current`` names the one in use; it is replaced in
one step after the new one was checked. While a process opens Chroma's files the marker
``opening`` lies beside them: found at the next start, it tells that the opening crashed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from qa import characters, lexical, words
from qa.check import verify
from qa.embedding import EmbedderInfo, Matrix
from qa.errors import IndexError_
from qa.folder import Folder, fingerprint, remove, write_atomically, writing
from qa.lexical import Lexical
from qa.passages import Kind, kind_of
from qa.store import Store
from qa.sync import source_digest
from qa.types import Paper
from qa.vectors import Place, Vectors, chroma_version, drop

_LOG = logging.getLogger("qa")
_PROBES = 8  # papers that a check looks for
KINDS: tuple[Kind, ...] = ("whole", "sentence")


@dataclass(frozen=True)
class Made:
    """From what and where a generation was made (``generation.json``).

    ``embedder`` is its EmbedderInfo as a dictionary; ``patched`` counts the papers replaced in copies since it was last built from nothing.
    """

    content: str
    chroma: str
    server: str | None
    embedder: dict[str, str | int]
    collections: dict[Kind, str]
    counts: dict[Kind, int]
    patched: int = 0


class Generation:
    """One generation's folder, with what is known of it."""

    def __init__(self, path: Path, made: Made, place: Place) -> None:
        self.path, self.made = path, made
        self.place = place if made.server else Place(folder=path / "chroma")

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        return int(self.made.embedder["dimension"])

    @property
    def name(self) -> str:
        """Its folder's name, ``gen-<id>``."""
        return self.path.name

    def why_unusable(self, store: Store, embedder: EmbedderInfo, server: str | None, in_use: bool) -> str:
        """Why its vectors cannot be used, whatever papers they are of, or "".

        Cheap unless its last opening crashed; its files are not looked at where this process
        has them open already (``in_use``).
        """
        made = self.made
        if made.embedder != asdict(embedder):
            return "the embedder has changed"
        if made.server != server:
            return f"they are {f'on {made.server}' if made.server else 'in the folder'}, not where now set"
        if made.server or in_use:
            return ""  # the server looks after its own files
        if made.chroma != chroma_version():
            return f"they were made with Chroma {made.chroma}, installed is {chroma_version()}"
        if (self.path / "opening").exists():
            problem = self.verify(probes_of(store, embedder.dimension))
            return f"their last opening did not end well, and {problem}" if problem else ""
        if fingerprint(self.path / "chroma") != read_json(self.path / "files.json"):
            return "they are damaged"
        return ""

    def verify(self, probes: Mapping[Kind, Matrix]) -> str:
        """What is wrong with its vectors, found in another process, or ""."""
        return verify(self.path / "chroma", self.made.collections, self.made.counts, probes)

    def open_vectors(self) -> Vectors:
        """Opens its vectors in this process. Raises IndexError_ if they are damaged."""
        made = self.made
        if made.server:
            return Vectors(self.place, made.collections, made.counts, self.dimension)
        marker = self.path / "opening"
        with writing(marker):
            marker.touch()
        vectors = Vectors(self.place, made.collections, made.counts, self.dimension)
        try:
            # Chroma writes a little into its files when it opens them, and not afterwards.
            self.stamp()
            with writing(marker):
                marker.unlink(missing_ok=True)
        except BaseException:
            vectors.close()
            raise
        return vectors

    def describe(self, made: Made) -> None:
        """Writes down from what it was made."""
        self.made = made
        write_atomically(self.path / "generation.json", json.dumps(asdict(made), indent=1))

    def holds(self) -> dict[str, str]:
        """The digest of each paper's content in it, by id; empty if that is not known."""
        found = read_json(self.path / "papers.json")
        return found if isinstance(found, dict) else {}

    def stamp(self) -> None:
        """Records the state of Chroma's files."""
        write_atomically(self.path / "files.json", json.dumps(fingerprint(self.path / "chroma")))

    def open_lexical(self, papers: Sequence[Paper]) -> Lexical:
        """Loads the lexical index, or builds it where it is missing, damaged or from older code."""
        folder, stamp = self.path / "bm25", self.path / "bm25.json"
        code = source_digest(characters, words, lexical)
        if folder.is_dir() and read_json(stamp) == {"code": code, **fingerprint(folder)}:
            try:
                return Lexical.load(folder)
            except IndexError_ as error:
                _LOG.info("%s", error)
        made = Lexical.build(papers)
        with writing(folder):
            stamp.unlink(missing_ok=True)
            remove(folder)
            made.save(folder)
        write_atomically(stamp, json.dumps({"code": code, **fingerprint(folder)}))
        return made


def current(folder: Folder, place: Place) -> Generation | None:
    """The generation in use, or None if there is none or its description is unreadable."""
    try:
        name = (folder.path / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    known = _known(folder.path / name, place) if name.startswith("gen-") else None
    return known if known and known.made.counts else None


def clean(folder: Folder, keep: str, place: Place) -> None:
    """Removes generations that are neither in use nor held open by this process."""
    for path in folder.path.glob("gen-*"):
        if path.name == keep or folder.users[path.name]:
            continue
        known = _known(path, place)
        if known and known.made.server == place.url and place.url:
            try:
                drop(place, known.made.collections.values())
            except IndexError_ as error:
                _LOG.info("%s is left for later: %s", path.name, error)
                continue
        elif known and known.made.server:
            names = ", ".join(known.made.collections.values())
            _LOG.warning("collections left on %s, which is not set any more: %s", known.made.server, names)
        remove(path)


def probes_of(store: Store, dimension: int) -> dict[Kind, Matrix]:
    """Stored vectors of each kind from all over the library, which a sound generation finds."""
    found: dict[Kind, list[Matrix]] = {}
    for entry in store.sample(_PROBES, dimension):
        seen: set[Kind] = set()
        for passage, vector in zip(entry.passages, entry.vectors, strict=True):
            kind = kind_of(passage)
            if kind not in seen and vector.any():
                seen.add(kind)
                found.setdefault(kind, []).append(vector)
    return {kind: np.stack(rows) for kind, rows in found.items()}


def _known(path: Path, place: Place) -> Generation | None:
    record = read_json(path / "generation.json")
    try:
        made = Made(**record) if isinstance(record, dict) else None
    except TypeError:
        return None
    return Generation(path, made, place) if made else None


def read_json(path: Path) -> object:
    """What a file of ours holds, None if it is missing or broken."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
