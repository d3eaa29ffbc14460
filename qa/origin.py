"""Which papers an index is of: those that are named, else those it was built from, else the seeds.

An index folder says in ``origin.json`` from which files and folders it was built, so that it can be
asked without naming them again. An empty list there are papers that a program handed over; without
the file it is an index of the seeds.
"""

from __future__ import annotations

import json
from pathlib import Path

from qa.corpus import load
from qa.errors import CorpusError, IndexStale, SettingsError
from qa.folder import write_atomically
from qa.handed_over import checked
from qa.resources import data_path
from qa.settings import Settings
from qa.types import Corpus

_FILE = "origin.json"


def papers_of(settings: Settings, corpus: Corpus | None = None) -> tuple[Settings, Corpus]:
    """The settings with the files that count filled in, and their papers.

    ``corpus`` stands in for reading them. Raises CorpusError, SettingsError, IndexStale.
    """
    if corpus is not None:
        corpus = corpus if isinstance(corpus, Corpus) and corpus.sources else checked(corpus)
        return _handed_over(settings, corpus), corpus
    if settings.corpus:
        return settings, load(*settings.corpus_paths)
    folder = settings.index_path
    built_from = _origin(folder)
    if built_from is None:
        return settings, load(*settings.corpus_paths)
    if not built_from:
        raise IndexStale(
            f"{folder}: its papers were handed over by a program, and are not replaced by the seeds; "
            "name files with --corpus, or another folder with --index-dir"
        )
    try:
        return _of_files(settings, built_from), load(*built_from)
    except CorpusError as error:
        raise CorpusError(
            f"{str(error).rstrip('.')}; the index in {folder} was built from it, name its papers with --corpus"
        ) from error


def remember(folder: Path, settings: Settings, corpus: Corpus) -> None:
    """Writes down from what the index in ``folder`` is built. The settings are those of :func:`papers_of`."""
    file = folder / _FILE
    if not settings.corpus and _are_seeds(corpus):
        file.unlink(missing_ok=True)
        return
    paths = [str(path.resolve()) for path in settings.corpus_paths] if settings.corpus else []
    if _origin(folder) != tuple(paths):
        write_atomically(file, json.dumps(paths))


def _handed_over(settings: Settings, corpus: Corpus) -> Settings:
    if settings.corpus or _are_seeds(corpus):
        return settings
    if corpus.sources:
        return _of_files(settings, corpus.sources)
    if not settings.index_dir:
        raise SettingsError("papers that come from no file need a folder for their index; set index_dir")
    return settings


def _of_files(settings: Settings, paths: tuple[str, ...]) -> Settings:
    return settings.model_copy(update={"corpus": paths})


def _are_seeds(corpus: Corpus) -> bool:
    return {Path(source).parent for source in corpus.sources} == {data_path("seeds")}


def _origin(folder: Path) -> tuple[str, ...] | None:
    """The files and folders, none for those of a program, None for the seeds.

    What cannot be read is none: the papers are somebody's, whoever's they are.
    """
    try:
        paths = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return ()
    return tuple(map(str, paths)) if isinstance(paths, list) else ()
