"""The folder of what visitors bring: there while the page runs, and gone however it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa.page.scratch import scratch

HOLDING = """
import sys
from qa.page.scratch import scratch
with scratch() as folder:
    (folder / "papers.json").write_text("private")
    print(folder, flush=True)
    sys.stdin.read()
"""


def _holding(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that has such a folder, and the folder."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_it_is_private_and_goes_with_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else may look into it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch() as folder:
        assert [folder] == list(tmp_path.iterdir())
        assert 0o700 == folder.stat().st_mode & 0o777
    assert [] == list(tmp_path.iterdir())


def test_what_a_killed_page_left_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of a page that still runs stays, and what a link of that name leads to."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "another").mkdir()
    (tmp_path / "abstract-qa-page-link").symlink_to(tmp_path / "another")
    (killed, orphan), (running, its) = _holding(tmp_path), _holding(tmp_path)
    with killed, running:
        killed.kill()
        killed.wait()
        assert orphan.exists()
        with scratch():
            assert not orphan.exists()
            assert (its / "papers.json").exists()
            assert (tmp_path / "another").exists()
        running.communicate()
    assert not its.exists()
