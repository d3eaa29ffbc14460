"""What the tests of the index share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa.check import check
from qa.index import Index
from qa.passages import kind_of, passages_of
from qa.types import Paper


def verify_here(
    folder: Path, names: Mapping[Any, str], counts: Mapping[Any, int], probes: Mapping[Any, Any]
) -> str:
    """The check of a folder in this process, where a new one for each test would take a second."""
    wanted = [
        {"name": name, "count": counts[kind], "probes": probes[kind].tolist() if kind in probes else []}
        for kind, name in names.items()
    ]
    try:
        check({"folder": str(folder), "collections": wanted})
    except Exception as error:  # whatever would end the other process
        return str(error)
    return ""


def assert_whole(index: Index, papers: tuple[Paper, ...]) -> None:
    """Every passage of the papers is found by its own vector, and nothing else is there."""
    assert papers == index.papers
    expected: dict[str, set[str]] = {"whole": set(), "sentence": set()}
    for ordinal, paper in enumerate(papers):
        assert passages_of(paper) == index.passages(ordinal)
        for passage, vector in zip(index.passages(ordinal), index.vectors(ordinal), strict=True):
            kind = kind_of(passage)
            expected[kind].add(passage.id)
            assert (passage.id, ordinal) == index.nearest(vector, 1, kind)[0][:2]
    probe = index.vectors(0)[0]
    for kind in ("whole", "sentence"):
        found = [hit.passage_id for hit in index.nearest(probe, 9999, kind)]  # type: ignore[arg-type]
        assert sorted(expected[kind]) == sorted(found)
    assert len(papers) == len(index.lexical)
