"""Reads collections of papers from files, by format.

A collection is one file, several, or a folder of them (its README and its sub-folders
are not read). The suffix tells the format; but a ``.txt`` or ``.md`` file that begins
like an export (``TY  -``, ``PMID-``, ``@article{``, ``[{``, a line of column names ...)
is read as that export.

======================  =====================================================================
``.txt`` ``.md``        A page saved as text: titles and abstracts in turn, set apart by blank
                        lines. A title is a short line that does not end like a sentence; an
                        abstract is the paragraph after it. Other lines of the page (dates,
                        votes, names, "Load more") are left out and listed. A text that cannot
                        be paired is listed with its line, and so is a pairing open to doubt.
``.bib``                BibTeX and BibLaTeX: Zotero, Mendeley, JabRef, Google Scholar, Rayyan.
``.ris``                RIS: EndNote, Zotero, Scopus, Web of Science, Rayyan, publishers.
``.nbib``               PubMed ("Send to: Citation manager"); also its MEDLINE text.
``.ciw`` ``.enw``       Web of Science and EndNote tagged text.
``.csv`` ``.tsv``       A table whose first line names the columns, in any order: title and
                        abstract, and authors, year, doi, url, journal, keywords, id if there.
                        The names that Zotero, Scopus, Web of Science and Rayyan use are known.
``.json`` ``.jsonl``    Records under the same names: a list, an object that holds one
                        (``{"papers": [...]}``), or one record a line. CSL-JSON, arXiv,
                        Semantic Scholar, OpenAlex and BEIR files are read as they come.
``.xml``                EndNote's and PubMed's XML.
======================  =====================================================================

Text is read as UTF-8, UTF-16 or UTF-32, else as Windows-1252. An abstract is kept
character by character, LaTeX included, since quotes are offsets into it; only what
the format itself added is undone: JSON, CSV and XML escapes, and line wraps (joined
by one blank; the paragraphs of a page's abstract by an empty line).

A record without an abstract, a repetition and a broken entry are left out and
listed in ``Corpus.skipped`` with file and line; the rest of the file is read.
Only a collection that cannot be read at all, or gives no paper, is a
:class:`~qa.errors.CorpusError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qa.corpus.bibtex import read_bibtex
from qa.corpus.dump import read_dump
from qa.corpus.fields import Reading
from qa.corpus.records_json import read_json, read_json_lines
from qa.corpus.records_xml import read_xml
from qa.corpus.screen import Screen
from qa.corpus.source import Source, list_files, read_source
from qa.corpus.tables import begins_table, read_table
from qa.corpus.tagged import read_tagged
from qa.errors import CorpusError
from qa.types import Corpus, Skipped

__all__ = ["SUFFIXES", "Format", "load"]


@dataclass(frozen=True)
class Format:
    """How files of one suffix are read, and one line about them for people."""

    description: str
    read: Callable[[Source], Reading]


def _read_text(source: Source) -> Reading:
    """A page saved as text, or an export under the suffix of a text."""
    for pattern, read in _SNIFFED:
        if pattern.match(source.text):
            return read(source)
    return read_table(source) if begins_table(source) else read_dump(source)


_PAGE = "a page saved as text: titles and abstracts in turn, set apart by blank lines"
_TABLE = "a table with a header line naming title and abstract (Zotero, Scopus, Rayyan ...)"
SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {
        ".bib": Format("BibTeX or BibLaTeX (Zotero, Mendeley, JabRef, Rayyan ...)", read_bibtex),
        ".ciw": Format("Web of Science tagged text", read_tagged),
        ".csv": Format(_TABLE, read_table),
        ".enw": Format("EndNote tagged text", read_tagged),
        ".json": Format("a list of records, CSL-JSON, or {'papers': [...]}", read_json),
        ".jsonl": Format("one JSON record a line (arXiv, Semantic Scholar, BEIR)", read_json_lines),
        ".md": Format(_PAGE, _read_text),
        ".nbib": Format("PubMed citations (MEDLINE)", read_tagged),
        ".ris": Format("RIS (EndNote, Zotero, Scopus, Web of Science, Rayyan)", read_tagged),
        ".tsv": Format(_TABLE, read_table),
        ".txt": Format(_PAGE, _read_text),
        ".xml": Format("EndNote or PubMed XML", read_xml),
    }
)
_SNIFFED: tuple[tuple[re.Pattern[str], Callable[[Source], Reading]], ...] = (
    (re.compile(r"\s*(?:TY {1,2}- |PMID ?- ?\d|FN .*\n(?:VR .*\n)?PT |PT [JBSP]\n|%0 )"), read_tagged),
    (re.compile(r"\s*@\w+\s*[{(]"), read_bibtex),
    (re.compile(r'\s*(?:\{\s*"|\[\s*\{)'), read_json),
    (re.compile(r"\s*<\?xml|\s*<(?:xml|PubmedArticleSet)>"), read_xml),
)


def load(*paths: str | Path, max_bytes: int | None = None) -> Corpus:
    """Reads papers from files and folders.

    Args:
        paths: files of a suffix in :data:`SUFFIXES`, or folders that hold some.
        max_bytes: the largest file to accept; ``None`` accepts any.

    Returns:
        The papers in file order, each with a unique id; what was skipped or read
        with a remark, by file and line; and the paths read.

    Raises:
        CorpusError: a path is missing or unreadable, a file is not of a known
            format, too large or broken as a whole, or no paper was found. A broken
            file in a folder is listed as skipped if another gives papers.
    """
    if not paths:
        raise CorpusError("no path given; name a file or folder of papers.")
    screen = Screen()
    skipped: list[Skipped] = []
    sources: list[str] = []
    for path in paths:
        if not str(path):
            raise CorpusError("an empty path was given; name a file or folder of papers.")
        listing = list_files(Path(path), SUFFIXES)
        skipped += listing.skipped
        for file in listing.files:
            if str(file) in sources:
                continue
            try:
                reading = _read(file, max_bytes)
            except CorpusError as error:
                if file == Path(path):
                    raise
                skipped.append(Skipped(file.name, 1, f"the file is left out: {error}"))
                continue
            sources.append(str(file))
            if not reading.drafts:
                skipped.append(Skipped(file.name, 1, "no paper was found in this file"))
            found = [*reading.skipped, *screen.add(file.name, reading.drafts)]
            skipped += sorted(found, key=lambda remark: remark.line)
    if not screen.papers:
        raise CorpusError(_nothing_found(paths, skipped))
    return Corpus(screen.papers, tuple(skipped), tuple(sources))


def _read(path: Path, max_bytes: int | None) -> Reading:
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise CorpusError(
            f"{path}: files ending in {path.suffix!r} are not read; export the papers as one of "
            f"{', '.join(SUFFIXES)}."
        )
    source = read_source(path, max_bytes)
    reading = form.read(source)
    return Reading(reading.drafts, (*source.remarks, *reading.skipped))


def _nothing_found(paths: Sequence[str | Path], skipped: Sequence[Skipped]) -> str:
    names = ", ".join(str(path) for path in paths)
    first = "; ".join(str(remark) for remark in skipped[:4])
    more = f"; and {len(skipped) - 4} more" if len(skipped) > 4 else ""
    return f"{names}: no paper found; each needs a title and an abstract. Seen: {first}{more}."
