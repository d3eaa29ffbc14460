"""A small collection, answers made by hand, and a running page for the tests of ``qa.page``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.types import Answer, Citation, Paper, Quote, Sentence, Trace

ROOT = Path(__file__).resolve().parent.parent
OTTER = Paper(
    "otter", "Otter: Fast Decoding",
    r"Otter is a decoder that drafts tokens. It is 2.44times faster and saves 33\% of memory for $k \geq 3$ heads. "
    "Code: https://github.com/x/otter.",
    authors=("Ann Lee", "Bo Yu"), year=2024, url="https://example.org/otter",
)  # fmt: skip
BEAVER = Paper(
    "beaver", "Beaver: Pruned Networks", "Beaver prunes networks. Accuracy stays the same.", ("Bo Yu",), 2021
)
HERON = Paper(
    "heron", "Heron: Sleep and Memory", "We studied sleep in 40 adults. Recall improved by 12 percent."
)
PAPERS = {paper.id: paper for paper in (OTTER, BEAVER, HERON)}
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>${window.hacked=3}{{7*7}} **x** [y](javascript:z)'

CORPUS = """[
 {"id": "otter", "title": "Otter: Fast Decoding", "authors": ["Ann Lee"], "year": 2024,
  "abstract": "Otter is a decoder that drafts tokens. It reaches a speedup of 2.4 on code. Otter saves 33% of memory."},
 {"id": "beaver", "title": "Beaver: Pruned Networks", "authors": ["Bo Yu"], "year": 2021,
  "abstract": "Beaver prunes networks by a third. Accuracy stays the same on images."},
 {"id": "heron", "title": "Heron: Sleep and Memory", "authors": ["Cy Ng"], "year": 2019,
  "abstract": "We studied sleep in 40 adults. Longer sleep improved recall by 12 percent."}
]"""


def quote(paper: Paper, text: str) -> Quote:
    """A quote of ``text`` where it stands in the abstract."""
    start = paper.abstract.index(text)
    return Quote(paper.id, start, start + len(text), text)


def cited(number: int, paper: Paper, *texts: str) -> Citation:
    """A citation with these quotes."""
    return Citation(number, paper.id, paper.title, tuple(quote(paper, text) for text in texts), paper.url)


def answered(*sentences: Sentence, citations: tuple[Citation, ...] = (), **more: Any) -> Answer:
    """An answer of these sentences."""
    values: dict[str, Any] = {
        "question": "q?",
        "standalone": "q?",
        "text": "t [1]",
        "trace": Trace("fact"),
        **more,
    }
    return Answer(sentences=sentences, citations=citations, **values)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*flags: str, log: Path | None = None, **environment: str) -> Iterator[str]:
    """The page's address while ``python app.py`` runs with these flags; ``log`` takes what it prints.

    It must stop when told to, and leave no temporary file of its own behind.
    """
    port = free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), **environment}
    temporary = Path(env.get("TMPDIR", tempfile.gettempdir()))
    before = set(temporary.glob("abstract-qa-*"))
    command = [sys.executable, str(ROOT / "app.py"), "--port", str(port), *flags]
    with (
        log.open("w+") if log else tempfile.TemporaryFile("w+") as printed,
        subprocess.Popen(command, env=env, cwd=ROOT, stdout=printed, stderr=subprocess.STDOUT) as app,
    ):
        try:
            said = ""
            while "Ready: " not in said:
                assert app.poll() is None, said
                time.sleep(0.05)
                said = os.pread(printed.fileno(), 1 << 20, 0).decode()
            yield f"http://127.0.0.1:{port}"
        finally:
            app.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + 20
            while app.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            if app.poll() is None:
                app.kill()
                raise AssertionError("the page did not stop on SIGTERM")
    assert set() == set(temporary.glob("abstract-qa-*")) - before, "the page left files behind"
