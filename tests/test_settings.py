"""Settings, their environment, and what is refused."""

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import Settings


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A QA_ variable sets a field; an argument goes before it."""
    monkeypatch.setenv("QA_CORPUS", "from-env.bib")
    assert (Path("from-env.bib"),) == Settings().corpus_paths
    assert (Path("given.bib"),) == Settings(corpus="given.bib").corpus_paths


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


def test_a_collection_of_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """One path or several; in the environment one, whatever it looks like."""
    assert (Path("a.bib"), Path("b.bib")) == Settings(corpus=["a.bib", Path("b.bib")]).corpus_paths
    monkeypatch.setenv("QA_CORPUS", '["a"]')
    assert (Path('["a"]'),) == Settings().corpus_paths


@pytest.mark.parametrize("wrong", ["", [""], 5, [5]])
def test_a_collection_that_is_no_path(wrong: object) -> None:
    """Named as the setting that is wrong."""
    with pytest.raises(SettingsError, match="QA_CORPUS"):
        Settings(corpus=wrong)
