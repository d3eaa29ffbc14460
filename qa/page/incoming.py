"""What the browser sends, read strictly: anything else is left at its default, never trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.types import Filters

_MAX_WORDS = 200
_MAX_IDS = 2000  # as many as a topic of the map can have


def text(data: Mapping[str, Any], name: str, limit: int = 5000) -> str:
    """A text field, cut at ``limit`` characters; empty where it is none."""
    value = data.get(name)
    return value[:limit] if isinstance(value, str) else ""


def number(data: Mapping[str, Any], name: str) -> int | None:
    """A whole number that is not negative, or None."""
    value = data.get(name)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def filters(data: object) -> Filters:
    """The limits that the visitor set."""
    if not isinstance(data, Mapping):
        return Filters()
    ids = data.get("paper_ids")
    chosen = tuple(i for i in ids[:_MAX_IDS] if isinstance(i, str)) if isinstance(ids, list) else ()
    years = (number(data, "first") or None, number(data, "last") or None)
    return Filters(chosen, years, text(data, "author", _MAX_WORDS), text(data, "words", _MAX_WORDS))


def is_uploaded(path: str, folder: Path) -> bool:
    """Whether a path leads to a file within the folder of uploads, wherever links in it lead."""
    try:
        real = Path(path).resolve()
    except (OSError, ValueError):  # a loop of links, a NUL
        return False
    return folder.resolve() in real.parents and not real.is_dir()


def paths(data: object) -> Iterator[str]:
    """The paths of all files that are named anywhere in what was sent."""
    if isinstance(data, Mapping):
        if isinstance(data.get("path"), str):
            yield data["path"]
        data = list(data.values())
    if isinstance(data, list | tuple):
        for item in data:
            yield from paths(item)


@dataclass(frozen=True)
class Ask:
    """A question, and the number of its turn; ``replace`` is that of the turn whose place it takes (retry, edit).

    ``digest`` and ``prior`` say which collection the page shows and how many answers before this one.
    """

    question: str
    turn: int | None
    replace: int | None
    digest: str
    prior: int
    quotes_only: bool
    filters: Filters

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Ask:
        return cls(
            text(data, "question", 50_000),
            number(data, "turn") or None,
            number(data, "replace") or None,
            text(data, "digest", 50),
            number(data, "prior") or 0,
            data.get("quotes_only") is True,
            filters(data.get("filters")),
        )
