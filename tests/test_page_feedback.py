"""Opinions are kept as lines that evals read."""

import json
from pathlib import Path

import pytest
from page_world import answered

from evals.feedback import draft_cases
from qa.folder import claim
from qa.page import feedback


def test_each_opinion_is_a_line_that_evals_can_read(tmp_path: Path) -> None:
    """All fields, the answer whole, a long comment cut."""
    for kind in feedback.KINDS:
        assert feedback.record(tmp_path, kind, answered(), "c" * 5000)
    lines = (tmp_path / feedback.FILE).read_text().splitlines()
    entry = json.loads(lines[0])
    assert ["time", "kind", "question", "standalone", "answer", "comment"] == list(entry)
    assert answered().as_dict() == entry["answer"]
    assert feedback.MAX_COMMENT == len(entry["comment"])
    assert ["TODO"] == [case["kind"] for case in draft_cases(lines)], "one question, its last opinion"


def test_an_opinion_outlives_the_index(tmp_path: Path) -> None:
    """Whoever removes the folder of the index while the page runs loses no opinion, and may use it again."""
    folder = tmp_path / "gone" / "index"
    assert feedback.record(folder, "up", answered())
    assert 1 == len((folder / feedback.FILE).read_text().splitlines())
    claim(folder).release()


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on a network must not fill the disk."""
    monkeypatch.setattr(feedback, "MAX_BYTES", 10)
    assert feedback.record(tmp_path, "up", answered())
    assert not feedback.record(tmp_path, "up", answered())
    assert 1 == len((tmp_path / feedback.FILE).read_text().splitlines())
