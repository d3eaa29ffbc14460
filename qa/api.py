"""The ``ask`` function: one assistant a settings value, opened at the first question and kept."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence

from qa.assistant import Assistant
from qa.settings import Settings
from qa.types import Answer, Filters, Turn

_open: dict[str, Assistant] = {}
_lock = threading.Lock()


def ask(
    question: str,
    history: Sequence[Turn] = (),
    *,
    filters: Filters | None = None,
    settings: Settings | None = None,
) -> Answer:
    """The answer to ``question`` from the seed collection, or from that of ``settings``.

    The first call opens the index (and builds it where there is none, some seconds); later
    ones take milliseconds. Raises a QAError whose message says what to do.
    """
    settings = settings or Settings()
    with _lock:
        key = settings.model_dump_json()
        if key not in _open:
            _open[key] = Assistant.open(settings)
        assistant = _open[key]
    return assistant.ask(question, history, filters)


def close() -> None:
    """Closes what ``ask`` opened, so that another process can use the indexes."""
    with _lock:
        while _open:
            _open.popitem()[1].close()


atexit.register(close)
