"""Settings, and the only place that reads the environment.

Each field can be given as an argument, a flag, or an environment variable with the
prefix ``QA_`` (``QA_CORPUS``, ``QA_LLM`` ...). An unknown ``QA_`` variable is an error:
a misspelt setting must not silently do nothing.
"""

from __future__ import annotations

import difflib
import hashlib
import os
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from qa.errors import SettingsError
from qa.resources import data_path

_PREFIX = "QA_"


def _several(paths: Any) -> Any:
    """One path or several, as several texts; anything else as it is, to be refused."""
    if isinstance(paths, (str, Path)):
        return (str(paths),)
    return (
        [str(p) if isinstance(p, Path) else p for p in paths] if isinstance(paths, (list, tuple)) else paths
    )


_Paths = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...] | None,
    NoDecode,  # in the environment it is one path, not JSON
    BeforeValidator(_several),
]


class _Fields(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    corpus: _Paths = Field(
        None,
        description="file or folder of papers; when unset, what the index was built from, else the seeds",
    )
    index_dir: Path | None = Field(None, description="where the index lives; the user's cache when unset")
    embed_model: str = Field("local/MiniLM-L6-abstracts", description="or 'module:Class(argument=value)'")
    chroma_url: str | None = Field(
        None, description="http(s)://host:port of a Chroma server; embedded when unset"
    )
    chroma_token: str | None = Field(None, description="bearer token for that server", repr=False)
    llm: str | None = Field(None, description="provider/model; quotes only when unset")
    llm_base_url: str | None = Field(None, description="address of a compatible server")
    llm_api_key: str | None = Field(
        None, description="its key, where the provider's own variable is unset", repr=False
    )
    llm_timeout: float = Field(60.0, gt=0, description="seconds without a word from the model")
    llm_context: int = Field(8192, ge=512, description="tokens that the model reads at most")
    llm_judge: bool = Field(False, description="let the model check each sentence as well")
    cache: bool = Field(True, description="keep answers of the language model")
    user: str | None = Field(None, description="login of the page")
    password: str | None = Field(None, description="its password", repr=False)

    @field_validator("index_dir", mode="before")
    @classmethod
    def _no_empty_path(cls, value: object) -> object:
        if value == "":  # which would be the current folder
            raise PydanticCustomError("empty", "it is empty; name a folder, or leave it out")
        return value


class Settings(_Fields):
    """All settings of the package; see :class:`_Fields` for each. Raises SettingsError."""

    def __init__(self, **values: Any) -> None:
        _refuse_unknown_variables()
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingsError(_first_problem(error)) from None

    @property
    def corpus_paths(self) -> tuple[Path, ...]:
        """The collection's files and folders."""
        return tuple(Path(path).expanduser() for path in self.corpus or (data_path("seeds"),))

    @property
    def index_path(self) -> Path:
        """The index folder: as set, or one a collection under the user's cache."""
        if self.index_dir:
            return self.index_dir.expanduser()
        paths = [path.resolve() for path in self.corpus_paths]
        digest = hashlib.sha256("\n".join([*map(str, paths), self.embed_model]).encode()).hexdigest()[:10]
        return platformdirs.user_cache_path("abstract-qa") / f"{paths[0].stem}-{digest}"


def _refuse_unknown_variables() -> None:
    known = {_PREFIX + name.upper() for name in _Fields.model_fields}
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
            raise SettingsError(f"unknown setting {name!r} in the environment; {hint}")


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    name = str(problem["loc"][0]) if problem["loc"] else "settings"
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, _Fields.model_fields, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"unknown setting {name!r}{hint}"
    return f"setting {name!r} ({_PREFIX}{name.upper()}): {problem['msg']}"
