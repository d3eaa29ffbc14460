"""Stable, readable ids for papers that bring none of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from qa.types import Paper

_MAX = 60


def slug(title: str) -> str:
    """ASCII words of a title joined by hyphens, at most 60 characters, cut at a word."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    text = "-".join(re.findall(r"[a-z0-9]+", ascii_title.lower()))
    if len(text) > _MAX:
        text = text[: _MAX + 1].rpartition("-")[0] or text[:_MAX]
    return text or "paper"


def unique_ids(papers: Iterable[Paper]) -> list[Paper]:
    """The papers with an id each: their own or a slug, numbered where two collide."""
    seen: set[str] = set()
    latest: dict[str, int] = {}
    result = []
    for paper in papers:
        base = candidate = paper.id or slug(paper.title)
        while candidate in seen:
            latest[base] = latest.get(base, 1) + 1
            candidate = f"{base}-{latest[base]}"
        seen.add(candidate)
        result.append(replace(paper, id=candidate))
    return result
