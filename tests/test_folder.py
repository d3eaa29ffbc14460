"""Who may use the index folder, and files that are never half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import IndexBusy, IndexError_, IndexUnwritable
from qa.folder import claim, fingerprint, write_atomically

HOLD = """
import sys
from pathlib import Path
from qa.folder import claim
claim(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_new_folder_is_made_and_claimed(tmp_path: Path) -> None:
    """Parents are made as well; the lock names this process."""
    folder = claim(tmp_path / "a" / "b")
    assert f"process {os.getpid()}" in (tmp_path / "a" / "b" / "lock").read_text()
    folder.release()


def test_one_process_shares_its_claim(tmp_path: Path) -> None:
    """The second claim of a process is the same folder; it is free when both are released."""
    first, second = claim(tmp_path), claim(tmp_path / ".." / tmp_path.name)
    assert first is second
    first.release()
    assert claim(tmp_path) is second
    second.release()
    second.release()
    again = claim(tmp_path)
    assert again is not second
    again.release()


def test_another_process_is_kept_out_until_the_first_ends(tmp_path: Path) -> None:
    """The message names the process that holds the folder and what to do; a kill frees it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert b"held\n" == holder.stdout.readline()
        with pytest.raises(IndexBusy, match=rf"in use by process {holder.pid}; .*QA_INDEX_DIR"):
            claim(tmp_path)
        holder.kill()
        holder.wait()
    claim(tmp_path).release()


def test_a_foreign_folder_is_refused_untouched(tmp_path: Path) -> None:
    """A folder with somebody's files is not made into an index."""
    (tmp_path / "thesis.tex").write_text("words")
    with pytest.raises(IndexError_, match=r"holds 'thesis\.tex' and no index"):
        claim(tmp_path)
    assert ["thesis.tex"] == os.listdir(tmp_path)


def test_a_foreign_lock_is_no_index(tmp_path: Path) -> None:
    """Another program's file named lock does not make its folder ours."""
    (tmp_path / "lock").write_text("pid 1")
    (tmp_path / "library.sqlite").write_text("not ours")
    with pytest.raises(IndexError_, match="no index of this program"):
        claim(tmp_path)
    assert "pid 1" == (tmp_path / "lock").read_text()


@pytest.mark.parametrize("name", ["lock", ".gitkeep", "lost+found"])
def test_what_systems_leave_is_no_obstacle(tmp_path: Path, name: str) -> None:
    """An empty lock (of a run killed at its start), a mount point's or a repository's file."""
    (tmp_path / name).touch()
    claim(tmp_path).release()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """A file, or a folder below a file, is unwritable, and stays as it is."""
    (tmp_path / "file").write_text("words")
    for path in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(IndexUnwritable, match="QA_INDEX_DIR"):
            claim(path)
    assert "words" == (tmp_path / "file").read_text()


def test_a_read_only_place_is_unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is told with its reason."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(tmp_path / "new"))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(IndexUnwritable, match="Read-only file system"):
        claim(tmp_path / "new")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure before the replacement leaves the old content."""
    path = tmp_path / "current"
    write_atomically(path, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(IndexUnwritable, match="No space left"):
        write_atomically(path, "new")
    assert "old" == path.read_text()


def test_a_fingerprint_sees_loss_and_change(tmp_path: Path) -> None:
    """A cut, a changed byte, a missing and an added file each give another one; large files too."""
    (tmp_path / "small").write_bytes(b"0123456789")
    (tmp_path / "large").write_bytes(bytes(9 << 20))
    before = fingerprint(tmp_path)
    assert before == fingerprint(tmp_path)
    (tmp_path / "small").write_bytes(b"0123456x89")
    changed = fingerprint(tmp_path)
    (tmp_path / "large").write_bytes(bytes((9 << 20) - 1))
    cut = fingerprint(tmp_path)
    (tmp_path / "small").unlink()
    missing = fingerprint(tmp_path)
    assert 4 == len({str(f) for f in (before, changed, cut, missing)})


def test_a_forked_child_must_claim_for_itself(tmp_path: Path) -> None:
    """A child process does not share its parent's claim by accident."""
    folder = claim(tmp_path)
    child = os.fork()
    if not child:
        try:
            claim(tmp_path)
        except IndexBusy:
            os._exit(7)
        os._exit(0)
    assert 7 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    folder.release()
