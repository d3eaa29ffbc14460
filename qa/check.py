"""Whether a Chroma folder is sound, found out in another process.

A damaged folder can crash whoever opens it (a segmentation fault, which no ``except``
catches). So what was just written, or what crashed its last reader, is opened by
``python -m qa.check`` first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import IndexError_
from qa.vectors import Place, check_count, close, connect

if TYPE_CHECKING:  # not at run time: the other process is to start fast
    from qa.embedding import Matrix
    from qa.passages import Kind

_SECONDS = 600
_NEAR = 1e-3  # cosine distance at which a vector counts as found


def verify(
    folder: Path, collections: Mapping[Kind, str], counts: Mapping[Kind, int], probes: Mapping[Kind, Matrix]
) -> str:
    """Opens and questions a folder in another process; "" if it is sound, else what is wrong.

    ``probes`` are stored vectors by kind, of shape (n, dimension), that must be found.
    """
    task = {
        "folder": str(folder),
        "collections": [
            {"name": name, "count": counts[kind], "probes": probes[kind].tolist() if kind in probes else []}
            for kind, name in collections.items()
        ],
    }
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(
            # -P: the current folder may hold a module that hides one of ours.
            [sys.executable, "-P", "-m", "qa.check"],
            input=json.dumps(task),
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"its check did not run ({error})"
    if done.returncode == 0:
        return ""
    if done.returncode < 0:
        return f"its check crashed with signal {-done.returncode}"
    return (done.stderr.strip().splitlines() or ["its check failed"])[-1].removeprefix("qa.errors.")


def check(task: Mapping[str, Any]) -> None:
    """What the other process does. Raises IndexError_ if the folder is unsound."""
    folder = Path(task["folder"])
    if not (folder / "chroma.sqlite3").is_file():  # Chroma would make a new one
        raise IndexError_(f"{folder}: its database is missing")
    place = Place(folder=folder)
    client = connect(place)
    try:
        for wanted in task["collections"]:
            collection = client.get_collection(wanted["name"], embedding_function=None)
            check_count(place, collection, wanted["count"])
            if wanted["probes"]:
                found = collection.query(
                    query_embeddings=wanted["probes"], n_results=1, include=["distances"]
                )
                distances = [row[0] if row else 2.0 for row in found["distances"] or []]
                # Most, not all: an approximate index may miss one of a million.
                if 2 * sum(distance < _NEAR for distance in distances) <= len(wanted["probes"]):
                    raise IndexError_(f"{folder}: {wanted['name']!r} does not find its own vectors")
    finally:
        close(client)


if __name__ == "__main__":
    check(json.load(sys.stdin))
