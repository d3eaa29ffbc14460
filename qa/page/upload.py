"""A visitor's files -> their own collection, indexed in a folder of its own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qa.assistant import Assistant
from qa.corpus import SUFFIXES, load
from qa.errors import CorpusError
from qa.index import open_index
from qa.page.library import Library
from qa.page.markup import esc, tag
from qa.types import Corpus, Skipped

MAX_BYTES = 20_000_000
MAX_PAPERS = 2000
MAX_FILES = 20
_LISTED = 200  # remarks shown; more are counted


class Progress(NamedTuple):
    """Papers embedded so far, of all."""

    done: int
    total: int


def read_files(paths: Sequence[str]) -> Corpus:
    """The papers of uploaded files. Raises CorpusError with one line for the visitor."""
    if not paths:
        raise CorpusError("no file arrived; drop one or choose it.")
    if len(paths) > MAX_FILES:
        raise CorpusError(f"{len(paths)} files are too many at once; drop at most {MAX_FILES}.")
    too_large = [Path(p) for p in paths if Path(p).stat().st_size > MAX_BYTES]
    if too_large:
        raise CorpusError(
            f"{too_large[0].name}: {too_large[0].stat().st_size / 1e6:.0f} MB is too large; "
            f"at most {MAX_BYTES / 1e6:.0f} MB a file are read. Split it."
        )
    corpus = load(*paths, max_bytes=MAX_BYTES)
    if len(corpus.papers) > MAX_PAPERS:
        raise CorpusError(
            f"{len(corpus.papers):,} papers are more than the {MAX_PAPERS:,} that one visitor may index here; "
            "start the program with --corpus for a larger collection."
        )
    return corpus


def open_own(shared: Assistant, corpus: Corpus, folder: Path, name: str) -> Iterator[Progress | Library]:
    """Indexes the papers in ``folder``; yields progress, at last the open library."""
    events: queue.Queue[Progress | Library | Exception] = queue.Queue()
    settings = shared.settings.model_copy(
        update={"corpus": (str(folder / "papers"),), "index_dir": folder / "index", "chroma_url": None}
    )

    def work() -> None:
        try:
            index = open_index(
                settings, shared.embedder, lambda done, total: events.put(Progress(done, total)), corpus
            )
            events.put(Library(Assistant(settings, index, shared.embedder, shared.llm), name, own=True))
        except Exception as error:  # handed to the visitor's event, which tells kinds apart
            events.put(error)

    threading.Thread(target=work, name="own-collection", daemon=True).start()
    while True:
        event = events.get()
        if isinstance(event, Exception):
            raise event
        yield event
        if isinstance(event, Library):
            return


def report_html(corpus: Corpus) -> str:
    """What was read and what was skipped, with file and line."""
    n = len(corpus.papers)
    files = ", ".join(Path(source).name for source in corpus.sources)
    parts = [tag("p", f"{n:,} paper{'' if n == 1 else 's'} read from {esc(files)}.", class_="good")]
    if corpus.skipped:
        rows = "".join(_row(skipped) for skipped in corpus.skipped[:_LISTED])
        head = tag("thead", tag("tr", "".join(tag("th", h, scope="col") for h in ("File", "Line", "What"))))
        count = len(corpus.skipped)
        more = f" (the first {_LISTED})" if count > _LISTED else ""
        summary = tag(
            "summary", f"{count:,} remark{'' if count == 1 else 's'}: skipped or read with care{more}"
        )
        table = tag("div", tag("table", head + tag("tbody", rows)), class_="scroll", tabindex=0, role="region",
                    aria_label="What was skipped")  # fmt: skip
        parts.append(tag("details", summary + table, open=count <= 8))
    return "".join(parts)


def formats_html() -> str:
    """Every suffix that can be dropped, and what it is."""
    items = "".join(
        tag("dt", esc(suffix)) + tag("dd", esc(form.description)) for suffix, form in SUFFIXES.items()
    )
    return tag("dl", items, class_="formats")


def _row(skipped: Skipped) -> str:
    cells = (Path(skipped.source).name, str(skipped.line), skipped.reason)
    return tag("tr", "".join(tag("td", esc(cell)) for cell in cells))
