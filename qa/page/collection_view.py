"""All papers as a table, and one paper's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qa.page.library import Library
from qa.page.markup import button, esc, paper_button, shown, tag
from qa.page.sources_view import abstract_html, facts_html
from qa.types import Filters, Paper

PAGE = 100  # rows sent at a time

_ORDERS: Mapping[str, Callable[[Paper], Any]] = {
    "title": lambda p: p.title.casefold(),
    "author": lambda p: (not p.authors, p.authors[0].casefold() if p.authors else ""),
    "year": lambda p: (p.year is None, p.year or 0),
}


def chosen(papers: Sequence[Paper], filters: Filters, order: str = "") -> list[Paper]:
    """The papers that pass, in this order; what has no year or author comes last.

    ``order`` is a key of the table below, "-" before it for falling, "" as in the file.
    """
    found = [paper for paper in papers if filters.admits(paper)]
    name = order.lstrip("-")
    if name not in _ORDERS:
        return found
    key = _ORDERS[name]
    missing = [p for p in found if name != "title" and key(p)[0]]
    known = [p for p in found if p not in missing] if missing else found
    return sorted(known, key=key, reverse=order.startswith("-")) + missing


def rows_html(papers: Sequence[Paper], start: int, authors: bool, years: bool) -> str:
    """One page of rows, each with a place for its topic's colour; columns that no paper fills are left out."""
    if not papers:
        nothing = "No paper passes these filters. " + button("Show all papers", "all-papers")
        return tag("tr", tag("td", nothing, colspan=1 + authors + years, class_="nothing"))
    rows = []
    for paper in papers[start : start + PAGE]:
        swatch = tag("i", "", class_="swatch", data_of=paper.id, aria_hidden="true")
        cells = [tag("th", swatch + paper_button(paper.title, paper.id), scope="row")]
        if authors:
            cells.append(tag("td", esc(_short(paper.authors))))
        if years:
            cells.append(tag("td", esc(paper.year or "")))
        rows.append(tag("tr", "".join(cells)))
    return "".join(rows)


def paper_html(paper: Paper, library: Library) -> str:
    """One paper: what is known of it, its abstract, its neighbours, and what can be done with it."""
    similar = "".join(tag("li", paper_button(other.title, other.id)) for other in library.similar(paper))
    tools = (
        button("Ask about this paper", "limit", class_="primary", data_id=paper.id, data_title=paper.title)
        + button("Summarize it", "ask", data_question=f"Summarize {paper.title}")
        + button("Copy reference", "reference", data_id=paper.id)
    )
    words = tag("p", esc(", ".join(paper.keywords)), class_="muted") if paper.keywords else ""
    return (
        tag("h2", shown(paper.title), id="qa-paper-title")
        + facts_html(paper)
        + tag("div", tools, class_="tools")
        + abstract_html(paper, ())
        + words
        + (tag("h3", "Most similar") + tag("ul", similar, class_="similar") if similar else "")
    )


def count_text(found: int, total: int) -> str:
    """ "12 of 77 papers"."""
    papers = f"paper{'' if total == 1 else 's'}"
    return f"{total:,} {papers}" if found == total else f"{found:,} of {total:,} {papers}"


def _short(authors: tuple[str, ...]) -> str:
    return ", ".join(authors[:3]) + (" et al." if len(authors) > 3 else "")
