"""Who is here: each visitor's conversation, and their own collection while they stay."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from qa.page.library import Library
from qa.types import Turn

MAX_VISITS = 500  # conversations kept in memory; the one unused for longest goes first
MAX_OWN = 12  # collections of visitors that are open at a time


@dataclass
class Visit:
    """One open page. Changed only by its own visitor's events."""

    library: Library
    turns: dict[int, Turn] = field(default_factory=dict)  # by the number that the page shows
    folder: Path | None = None  # of the visitor's own collection
    stopped: int = 0  # no turn up to this one is answered any more

    def next_turn(self) -> int:
        """A number that no turn has had."""
        return max(self.stopped, *self.turns, 0) + 1

    def stop(self, first: int, last: int) -> None:
        """Drops these turns, and what is still on its way to them."""
        self.turns = {n: turn for n, turn in self.turns.items() if not first <= n <= last}
        self.stopped = max(self.stopped, last)


class Visits:
    """All open pages by session. Safe between threads. ``folder`` is for their own collections."""

    def __init__(self, shared: Library, folder: Path) -> None:
        self.shared, self._folder = shared, folder
        self._opening: Counter[str] = Counter()  # sessions whose own collection is being made
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, session: str) -> Visit:
        """This visitor's; a new one on the shared collection for a session not seen before."""
        with self._lock:
            visit = self._visits.setdefault(session, Visit(self.shared))
            self._visits.move_to_end(session)
            gone = [self._visits.popitem(last=False)[1] for _ in range(len(self._visits) - MAX_VISITS)]
        for old in gone:
            _clear(old)
        return visit

    @contextmanager
    def place(self, session: str) -> Iterator[Path | None]:
        """A new folder for a collection of this visitor's own; None where too many others have one.

        It is readable by nobody else, and goes unless it is given to the visitor.
        """
        if not self._begin(session):
            yield None
            return
        folder = None
        try:
            folder = Path(tempfile.mkdtemp(prefix="visitor-", dir=self._folder))
            yield folder
        finally:
            with self._lock:
                self._opening -= Counter([session])
                given = any(visit.folder == folder for visit in self._visits.values())
            if folder and not given:
                shutil.rmtree(folder, ignore_errors=True)

    def _begin(self, session: str) -> bool:
        """Takes a place for this visitor, who may have one already; False where others have them all."""
        with self._lock:
            owners = {name for name, visit in self._visits.items() if visit.library.own}
            if len((owners | set(self._opening)) - {session}) >= MAX_OWN:
                return False
            self._opening[session] += 1
            return True

    def give(self, session: str, library: Library, folder: Path) -> None:
        """The visitor's own collection; a conversation about another one ends."""
        self.of(session)
        with self._lock:
            old = self._visits.get(session)
            self._visits[session] = Visit(library, folder=folder)
        if old:
            _clear(old)

    def leave(self, session: str) -> None:
        """Forgets a visitor, and removes their collection from the disk."""
        with self._lock:
            visit = self._visits.pop(session, None)
        if visit:
            _clear(visit)

    def close(self) -> None:
        """All visitors leave."""
        with self._lock:
            visits = list(self._visits.values())
            self._visits.clear()
        for visit in visits:
            _clear(visit)


def _clear(visit: Visit) -> None:
    if visit.library.own:
        visit.library.close()
    if visit.folder:
        shutil.rmtree(visit.folder, ignore_errors=True)
