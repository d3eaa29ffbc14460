"""A folder for what visitors bring, there while the page runs and gone however it ended.

The page removes it when it stops. One that was killed could not: its lock is free, by which the
next one knows what to remove.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "abstract-qa-page-"
_UNLOCKED = f".{_PREFIX}"  # until the lock is held: a page that starts meanwhile leaves it alone


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder among the temporary files, readable by nobody else; those of killed pages go."""
    remove_orphans(Path(tempfile.gettempdir()))
    made = Path(tempfile.mkdtemp(prefix=_UNLOCKED))
    lock = _locked(made)
    folder = made.with_name(made.name.removeprefix("."))
    try:
        made.rename(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def remove_orphans(temporary: Path) -> None:
    """Removes the folders of pages that run no more. Other users', and links, stay."""
    for folder in temporary.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # gone meanwhile, or nobody's business
            lock = _locked(folder) if folder.lstat().st_uid == os.getuid() else None
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _locked(folder: Path) -> int | None:
    """The folder's lock, which ends with this process; None where another holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
