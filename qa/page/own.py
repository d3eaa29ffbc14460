"""The event of a visitor who drops files: read, reported, indexed under a progress bar, opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.page.handlers import Handlers, Payload, hello, message, told
from qa.page.incoming import is_uploaded
from qa.page.library import Library
from qa.page.upload import open_own, read_files, report_html
from qa.types import Corpus

NOT_UPLOADED = "Only files that were uploaded to this page are read."
_FULL = "Too many visitors have papers of their own open at the moment. Try again later."


def receive_files(
    handlers: Handlers, paths: Sequence[str] | None, session: str, uploads: Path
) -> Iterator[Payload]:
    """Payloads of kind "own": progress, then the report; at last the "hello" of the new collection.

    Of what a browser names, only files within the folder ``uploads`` are read, and removed afterwards.
    """
    paths = paths or ()
    if not all(is_uploaded(path, uploads) for path in paths):
        yield message("own", state="failed", text=NOT_UPLOADED)
        return
    try:
        with handlers.visits.place(session) as folder:
            if folder is None:
                yield message("own", state="failed", text=_FULL)
                return
            yield message("own", state="reading", done=0, total=0)
            corpus = read_files(paths)
            yield message("own", state="indexing", done=0, total=len(corpus.papers))
            yield from _open(handlers, corpus, paths, session, folder)
    except Exception as error:
        yield message("own", state="failed", text=_without_folders(told(error), paths))
    finally:
        for path in paths:
            Path(path).unlink(missing_ok=True)


def _without_folders(text: str, paths: Sequence[str]) -> str:
    """A file is called by the name it has for its owner, not by where it was put here."""
    for path in paths:
        for folder in {str(Path(path).parent), str(Path(path).resolve().parent)}:
            text = text.replace(f"{folder}/", "")
    return text


def _open(
    handlers: Handlers, corpus: Corpus, paths: Sequence[str], session: str, folder: Path
) -> Iterator[Payload]:
    name = Path(paths[0]).name if len(paths) == 1 else f"{len(paths)} files"
    for event in open_own(handlers.visits.shared.assistant, corpus, folder, name):
        if isinstance(event, Library):
            handlers.visits.give(session, event, folder)
            yield message("own", state="done", html=report_html(corpus), hello=hello(event))
        else:
            yield message("own", state="indexing", done=event.done, total=event.total)
