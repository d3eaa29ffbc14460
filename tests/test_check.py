"""The check of a Chroma folder, in this process and in another."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.check import check, verify
from qa.errors import IndexError_
from qa.passages import Kind
from qa.vectors import Place, Record, build

ROWS = np.eye(4, dtype=np.float32)
NAMES: dict[Kind, str] = {"whole": "whole", "sentence": "sentence"}
COUNTS: dict[Kind, int] = {"whole": 4, "sentence": 0}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "chroma"
    rows = (("whole", Record(f"w{n}", vector, {"n": n})) for n, vector in enumerate(ROWS))
    build(Place(folder=folder), NAMES, rows, lambda: None)  # type: ignore[arg-type]  # a literal in a generator
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "chroma"))


def task(folder: Path, **changes: Any) -> dict[str, Any]:
    """What the other process is given for a sound folder, with changes."""
    whole = {"name": "whole", "count": 4, "probes": ROWS.tolist(), **changes}
    return {"folder": str(folder), "collections": [whole, {"name": "sentence", "count": 0, "probes": []}]}


def test_a_sound_folder_passes_in_another_process(copy: Path) -> None:
    """Nothing is said of what is whole."""
    assert "" == verify(copy, NAMES, COUNTS, {"whole": ROWS})


def test_what_is_wrong_comes_back_in_a_line(copy: Path) -> None:
    """A folder whose database is gone is told, and no new one is made."""
    (copy / "chroma.sqlite3").unlink()
    assert f"IndexError_: {copy}: its database is missing" == verify(copy, NAMES, COUNTS, {})
    assert not (copy / "chroma.sqlite3").exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"count": 5}, "holds 4 vectors, not 5"),
        ({"probes": (-ROWS).tolist()}, "does not find its own vectors"),
        ({"name": "another"}, "another"),
    ],
)
def test_what_counts_as_unsound(copy: Path, changes: dict[str, Any], says: str) -> None:
    """A wrong count, vectors that are not found and a missing collection each raise."""
    check(task(copy))
    with pytest.raises(Exception, match=says):
        check(task(copy, **changes))


def test_one_miss_of_many_is_no_damage(copy: Path) -> None:
    """An approximate index may miss a vector; it fails when half are missed."""
    check(task(copy, probes=[*ROWS.tolist()[1:], (-ROWS[0]).tolist()]))
    with pytest.raises(IndexError_, match="does not find"):
        check(task(copy, probes=[*ROWS.tolist()[:1], (-ROWS[0]).tolist()]))


@pytest.mark.parametrize("damage", ["cut", "garbage"])
def test_a_damaged_database_fails(copy: Path, damage: str) -> None:
    """Cut in half or overwritten, it raises instead of giving wrong answers."""
    database = copy / "chroma.sqlite3"
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2] if damage == "cut" else b"x" * len(content))
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever it is ends the other process
        check(task(copy))


def test_a_check_that_crashes_is_a_failed_check(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A segmentation fault of the other process is told by its signal, and does not reach this one."""
    script = tmp_path / "crash"
    script.write_text("#!/bin/sh\nkill -SEGV $$\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    assert "its check crashed with signal 11" == verify(copy, NAMES, COUNTS, {})
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert verify(copy, NAMES, COUNTS, {}).startswith("its check did not run")
