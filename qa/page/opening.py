"""Opens the collection for the page: under a progress bar when its index is built, closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import gradio as gr
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from qa.assistant import Assistant
from qa.page.endpoints import make_endpoints
from qa.page.layout import build
from qa.page.library import Library
from qa.page.rest import Functions
from qa.page.visits import Visits
from qa.settings import Settings


class Opened(NamedTuple):
    """What is served."""

    page: gr.Blocks
    functions: Functions


@contextmanager
def opened_page(settings: Settings, visitors: Path, console: Console) -> Iterator[Opened]:
    """The page on the collection of these settings, and its functions for machines. Raises QAError.

    ``visitors`` is the folder for the collections of visitors.
    """
    with _assistant(settings, console) as assistant:
        if assistant.index.notice:
            console.print(assistant.index.notice, style="dim", markup=False, soft_wrap=True)
        visits = Visits(Library(assistant, collection_name(assistant.settings)), visitors)
        try:
            functions = make_endpoints(assistant)
            yield Opened(build(visits, settings.index_path, functions), functions)
        finally:
            visits.close()


def collection_name(settings: Settings) -> str:
    """What the page calls the collection: its file or folder, without the suffix, or how many."""
    if not settings.corpus:
        return "Seed collection"
    first, *others = settings.corpus_paths
    return f"{1 + len(others)} files" if others else first.stem


def _assistant(settings: Settings, console: Console) -> Assistant:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("building the index", visible=False, total=None)
        return Assistant.open(
            settings, lambda done, total: bar.update(task, completed=done, total=total, visible=True)
        )
