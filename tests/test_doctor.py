"""The doctor: one check a part, and what to do about the one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ARCHIVE, LIGHT_EMBEDDER
from fake_llm_server import Reply, serve
from test_llm import need_extra

from qa import Settings
from qa.doctor import checks
from qa.folder import claim

PARTS = ["collection", "tokens", "embedder", "language model", "index and answer"]


def settings(folder: Path, **changes: object) -> Settings:
    return Settings(
        **{"corpus": str(ARCHIVE), "index_dir": folder / "index", "embed_model": LIGHT_EMBEDDER, **changes}
    )


def test_all_is_well(tmp_path: Path) -> None:
    """Every part is checked in the order in which an answer needs it, and says what was seen."""
    found = list(checks(settings(tmp_path)))
    assert PARTS == [check.name for check in found]
    assert all(check.ok for check in found)
    assert found[0].detail.startswith("8 papers in ")


def test_failures_are_told_apart(tmp_path: Path) -> None:
    """A part that fails is named with its remedy; the other parts are still checked."""
    for changes, part, words in (
        ({"corpus": "gone.bib"}, "collection", "no such file"),
        ({"embed_model": "mpnet"}, "embedder", "unknown embedder"),
        ({"llm": "nobody/model"}, "language model", "providers are"),
    ):
        found = {check.name: check for check in checks(settings(tmp_path, **changes))}
        assert PARTS == list(found)
        assert words in found[part].detail
        assert {part, "index and answer"} == {name for name, check in found.items() if not check.ok}


@pytest.mark.parametrize(
    ("reply", "ok", "words"),
    [("Yes.", True, "openai-like/tiny answers"), ("", False, "answers nothing"), (Reply(status=500), False, "500")],
)  # fmt: skip
def test_a_language_model_is_asked(tmp_path: Path, reply: Reply | str, ok: bool, words: str) -> None:
    """One word from it is enough; one that is there and fails is told."""
    need_extra("openai-like")
    with serve(reply) as server:
        model = {"llm": "openai-like/tiny", "llm_base_url": f"{server.url}/v1"}
        (check,) = [c for c in checks(settings(tmp_path, **model)) if c.name == "language model"]
    assert ok == check.ok
    assert words in check.detail


def test_beside_an_open_index(tmp_path: Path) -> None:
    """Beside an open index of the same process, the doctor works as well."""
    folder = claim(tmp_path / "index")
    try:
        assert all(check.ok for check in checks(settings(tmp_path)))
    finally:
        folder.release()
