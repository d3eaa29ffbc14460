"""Comma-, semicolon- and tab-separated tables with a header line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa.corpus import fields
from qa.corpus.fields import Draft, Reading
from qa.corpus.latex import plain
from qa.corpus.source import Source
from qa.errors import CorpusError
from qa.types import Skipped

_DELIMITERS = ",\t;|"
_FROM_BIBTEX = frozenset({"title", "authors", "venue", "keywords"})  # may hold LaTeX in such exports
_WEB_OF_SCIENCE = ["PT", "AU"]  # begins its tables, also those exported without abstracts
# Columns of programs that set authors apart by semicolons alone: Zotero and Web of Science.
_SEMICOLONS = frozenset({"abstractnote", "af"})
_MAX_LINES = 400  # of one row; a quotation mark that is never closed would take the rest


@dataclass(frozen=True)
class _Row:
    line: int
    cells: tuple[str, ...]
    closed: bool = True


def read_table(source: Source) -> Reading:
    """Reads every row; the header line must name a title and an abstract column.

    A row with an unclosed quotation mark, or with more cells than the header has
    names, is reported and left out: its cells cannot be told apart.
    """
    lines = source.text.split("\n")
    start, delimiter, header = _header(lines)
    missing = _missing(header)
    if missing:
        raise CorpusError(
            f"{source.name}:{start + 1}: the first line names no column "
            f"{' and no column '.join(map(repr, missing))} "
            f"(it is {fields.shorten(', '.join(header))}); name it there, for example: title,abstract,authors,year,doi"
        )
    skipped: list[Skipped] = []
    records: list[tuple[int, dict[str, list[str]]]] = []
    for row in _rows(lines, start + 1, delimiter, len(header)):
        fault = _fault(row, header)
        if fault:
            skipped.append(source.skipped(row.line, fault))
        elif any(cell.strip() for cell in row.cells):
            records.append((row.line, _fields(row, header)))
    authors = [value for _, record in records for value in record.get("authors", ())]
    family_first = not _SEMICOLONS.isdisjoint(map(fields.bare_name, header)) or (
        fields.writes_family_first(authors)
    )
    return Reading(tuple(_draft(line, record, family_first) for line, record in records), tuple(skipped))


def begins_table(source: Source) -> bool:
    """Whether a text begins with a header line that names all that a table must have.

    Web of Science and Excel give their tab-separated tables the suffix ``.txt``.
    """
    _, delimiter, header = _header(source.text.split("\n"))
    if delimiter == "|":
        return False  # a table of Markdown, with a line of dashes under its header
    return not _missing(header) or header[:2] == _WEB_OF_SCIENCE


def _header(lines: Sequence[str]) -> tuple[int, str, list[str]]:
    """Where the header line stands, what separates its cells, and these."""
    # The csv module refuses cells above a size; the file is in memory already.
    csv.field_size_limit(max(csv.field_size_limit(), sum(map(len, lines)) + len(lines) + 1))
    start = _header_line(lines)
    delimiter = max(_DELIMITERS, key=lambda mark: _known(_cells(lines[start], mark)))
    return start, delimiter, list(_cells(lines[start], delimiter))


def _missing(header: Sequence[str]) -> list[str]:
    """Which of the columns that a table must have are not named."""
    named = {found[0] for found in map(fields.canonical, header) if found}
    return [name for name in ("title", "abstract") if name not in named]


def _header_line(lines: Sequence[str]) -> int:
    """The first line that is neither blank nor Excel's ``sep=;``; the first of all if none is."""
    return next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("sep=")), 0)


def _known(cells: Sequence[str]) -> tuple[int, int]:
    """How many names of a header are known, then how many there are."""
    return sum(fields.canonical(cell) is not None for cell in cells), len(cells)


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a row of one line."""
    return tuple(next(csv.reader([line], delimiter=delimiter), ()))


def _rows(lines: Sequence[str], start: int, delimiter: str, width: int) -> Iterator[_Row]:
    """Rows with their first line; after a row that never closes, goes on at the next line."""
    at = start
    while at < len(lines):
        row, taken = _row(lines, at, delimiter)
        if taken > 1 and not _is_plausible(row, lines[at + 1 : at + taken], delimiter, width):
            # Quotation marks that pair up by chance: give up this line only.
            row, taken = _Row(at + 1, (), closed=False), 1
        if row.cells or not row.closed:
            yield row
        at += taken


def _is_plausible(row: _Row, further: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines is one: as wide as the header, or narrower and of prose.

    Some programs omit the empty cells at the end of a row. A further line with as many bare
    separators as the whole row has is a row itself.
    """
    if len(row.cells) >= width:
        return len(row.cells) == width
    bare = re.compile(rf"{re.escape(delimiter)}(?! |$|\d{{3}}\b)")  # not as in prose, nor in 5,000
    return all(len(bare.findall(line)) < max(len(row.cells) - 1, 1) for line in further)


def _row(lines: Sequence[str], at: int, delimiter: str) -> tuple[_Row, int]:
    """The row that begins at a line, and how many lines it takes."""
    ahead = (f"{lines[i]}\n" for i in range(at, min(at + _MAX_LINES, len(lines))))
    strict = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        return _Row(at + 1, tuple(next(strict, ()))), max(strict.line_num, 1)
    except csv.Error:
        # A mark that is not closed, or one inside a cell: is the line a row by itself?
        lenient = csv.reader([f"{lines[at]}\n", "\n"], delimiter=delimiter)
        cells = tuple(next(lenient, ()))
        return _Row(at + 1, cells, closed=lenient.line_num == 1), 1


def _fault(row: _Row, header: Sequence[str]) -> str:
    if not row.closed:
        return "the row is left out: a quotation mark is not closed; double it or close it"
    extra = [cell for cell in row.cells[len(header) :] if cell.strip()]
    if extra:
        return (
            f"the row is left out: it has {len(row.cells)} cells, the header {len(header)}; "
            "put cells that contain the separator in quotation marks"
        )
    return ""


def _fields(row: _Row, header: Sequence[str]) -> dict[str, list[str]]:
    """The cells of a row by the fields they fill."""
    record: dict[str, list[str]] = {}
    for name, cell in zip(header, row.cells, strict=False):
        record.setdefault(name, []).append(cell)
    found = fields.by_field(record)
    for name in _FROM_BIBTEX.intersection(found):
        found[name] = [plain(value) for value in found[name]]
    return found


def _draft(line: int, found: Mapping[str, list[str]], family_first: bool) -> Draft:
    authors = [n for value in found.get("authors", ()) for n in fields.split_names(value, family_first)]
    keywords = fields.split_keywords(found.get("keywords", ()))
    return Draft(line, "", fields.to_paper({**found, "authors": authors, "keywords": keywords}))
