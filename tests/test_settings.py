"""Settings, their environment, and what is refused."""

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import Settings


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A QA_ variable sets a field; an argument goes before it."""
    monkeypatch.setenv("QA_CORPUS", "from-env.bib")
    assert Path("from-env.bib") == Settings().corpus_path
    assert Path("given.bib") == Settings(corpus="given.bib").corpus_path


def test_unknown_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt variable is named, with the one that was probably meant."""
    monkeypatch.setenv("QA_CORPSU", "x")
    with pytest.raises(SettingsError, match=r"'QA_CORPSU'.*did you mean QA_CORPUS"):
        Settings()


def test_unknown_argument_is_an_error() -> None:
    """So is a misspelt argument."""
    with pytest.raises(SettingsError, match=r"'indx_dir'.*'index_dir'"):
        Settings(indx_dir="x")


def test_a_wrong_value_names_the_setting() -> None:
    """The message says which setting is wrong."""
    with pytest.raises(SettingsError, match="QA_LLM_TIMEOUT"):
        Settings(llm_timeout=-1)


def test_each_collection_has_its_own_index(tmp_path: Path) -> None:
    """Two collections never share a folder, nor do two embedders."""
    one = Settings(corpus=str(tmp_path / "a.bib"))
    other = Settings(corpus=str(tmp_path / "b.bib"))
    assert (
        len({one.index_path, other.index_path, Settings(corpus=one.corpus, embed_model="m:C").index_path})
        == 3
    )


def test_secrets_are_not_shown() -> None:
    """A key or a password is in no repr."""
    shown = repr(Settings(llm_api_key="s3cret", password="s3cret", chroma_token="s3cret"))
    assert "s3cret" not in shown
