"""The ``ask`` function: one assistant a settings value, opened at the first question and kept."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Sequence

from qa.assistant import Assistant
from qa.errors import IndexError_
from qa.settings import Settings
from qa.types import Answer, Filters, Turn

_open: dict[str, Assistant] = {}
_asked_by: set[int] = set()  # processes: this one, and one that it was forked from
_lock = threading.Lock()
# A lock that another thread held at a fork would be held in the child for ever.
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


def ask(
    question: str,
    history: Sequence[Turn] = (),
    *,
    filters: Filters | None = None,
    settings: Settings | None = None,
) -> Answer:
    """The answer to ``question`` from the seed collection, or from that of ``settings``.

    The first call opens the index (and builds it where there is none, some seconds); later
    ones take milliseconds. Raises a QAError whose message says what to do; so it does in a process
    that was forked from one that had asked.
    """
    settings = settings or Settings()
    with _lock:
        _refuse_forked()
        _asked_by.add(os.getpid())
        key = settings.model_dump_json()
        if key not in _open:
            _open[key] = Assistant.open(settings)
        assistant = _open[key]
    return assistant.ask(question, history, filters)


def close() -> None:
    """Closes what ``ask`` opened, so that another process can use the indexes."""
    with _lock:
        while _open and not _forked():
            _open.popitem()[1].close()


def _forked() -> bool:
    return bool(_asked_by - {os.getpid()})


def _refuse_forked() -> None:
    """The threads of the libraries underneath are not in the child, where an answer would be waited for for ever."""
    if _forked():
        raise IndexError_(
            "this process was forked from one that had asked already; ask in the children alone, "
            "or start them by 'spawn'"
        )


atexit.register(close)
