"""The index folder: who may use it, and files that are never seen half-written.

One process at a time holds the exclusive ``flock`` on ``lock``: two that write one Chroma
folder corrupt it with no error. Within a process every Index on a folder shares that lock.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import IndexBusy, IndexError_, IndexUnwritable

LIBRARY = "library.sqlite"
_HEADER = "abstract-qa index\n"
_HARMLESS = {".DS_Store", ".gitkeep", "lost+found", "feedback.jsonl"}
_SAMPLE = 1 << 16
_WHOLE = 8 << 20  # files up to this size are hashed in full, larger ones by 32 samples


class Folder:
    """A claimed folder. ``mutex`` serialises writers within this process.

    ``users`` counts the open Index objects of each generation, so that none is removed
    under a reader's feet.
    """

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self.mutex = threading.RLock()
        self.users: Counter[str] = Counter()
        self.claims = 1
        self._lock = lock

    def release(self) -> None:
        """Gives one claim back; the last one frees the folder for other processes."""
        with _registry_lock:
            self.claims -= 1
            if not self.claims:
                _registry.pop(self.path, None)
                os.close(self._lock)


_registry: dict[Path, Folder] = {}
_registry_lock = threading.Lock()
os.register_at_fork(after_in_child=_registry.clear)  # a child is another process and must claim for itself


def claim(path: Path) -> Folder:
    """Claims the folder for this process, making it where needed.

    Raises IndexBusy if another process holds it, IndexUnwritable if it cannot be written,
    IndexError_ if it holds something else; then nothing in it was touched.
    """
    path = path.resolve()
    with _registry_lock:
        folder = _registry.get(path)
        if folder:
            folder.claims += 1
            return folder
        with writing(path):
            if path.exists() and not path.is_dir():
                raise IndexUnwritable(f"{path}: is a file, not a folder; name a folder with QA_INDEX_DIR")
            path.mkdir(parents=True, exist_ok=True)
            _refuse_foreign(path)
            folder = Folder(path, _lock(path))
        _registry[path] = folder
        return folder


def _refuse_foreign(path: Path) -> None:
    names = {entry.name for entry in path.iterdir()} - _HARMLESS
    # A run killed at its very start leaves an empty lock file and nothing else.
    if not names or _is_ours(path / "lock") or (names == {"lock"} and not (path / "lock").stat().st_size):
        return
    raise IndexError_(
        f"{path}: holds {sorted(names)[0]!r} and no index of this program; "
        "name an empty or new folder with QA_INDEX_DIR"
    )


def _is_ours(lock: Path) -> bool:
    try:
        return lock.read_text(errors="replace").startswith(_HEADER)
    except FileNotFoundError:
        return False


def _lock(path: Path) -> int:
    lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(lock, 200, 0).decode(errors="replace").removeprefix(_HEADER).strip()
        os.close(lock)
        if error.errno not in {errno.EWOULDBLOCK, errno.EACCES}:
            raise
        raise IndexBusy(
            f"{path}: in use by {holder or 'another process'}; stop that one, "
            "or give this one its own folder with QA_INDEX_DIR"
        ) from None
    line = f"{_HEADER}process {os.getpid()}\n".encode()
    os.pwrite(lock, line, 0)
    os.ftruncate(lock, len(line))
    return lock


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns the system's refusals (read-only, full, no permission) into IndexUnwritable."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IndexUnwritable(
            f"{error.filename or path}: cannot be written ({reason}); "
            "free or permit it, or name another folder with QA_INDEX_DIR"
        ) from error


def write_atomically(path: Path, text: str) -> None:
    """Replaces a small file so that a crash leaves the old or the new content, never a mix."""
    with writing(path):
        fresh = path.with_name(path.name + ".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Removes a folder; what cannot be removed now is tried again at the next cleaning."""
    shutil.rmtree(path, ignore_errors=True)


def fingerprint(path: Path) -> dict[str, str]:
    """Size and checksum of every file under ``path``, cheap enough for each start.

    Large files are sampled: truncation and lost blocks at the end show in the size.
    """
    return {str(f.relative_to(path)): _digest(f) for f in sorted(path.rglob("*")) if f.is_file()}


def _digest(path: Path) -> str:
    size = path.stat().st_size
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if size <= _WHOLE:
            digest.update(file.read())
        else:
            for n in range(32):
                file.seek((size - _SAMPLE) * n // 31)
                digest.update(file.read(_SAMPLE))
    return f"{size}:{digest.hexdigest()[:16]}"
