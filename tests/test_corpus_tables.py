"""Tables: header names of common exports, separators, faulty rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import load
from qa.errors import CorpusError
from qa.types import Corpus


def read(folder: Path, text: str, name: str = "papers.csv") -> Corpus:
    path = folder / name
    path.write_bytes(text.encode())
    return load(path)


_EXPORTS = {
    "Zotero": '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","DOI",'
    '"Abstract Note","Manual Tags"\n"K1","journalArticle","2020","Doe, Jane; Lee, Ann","T","J",'
    '"https://example.org/p","10.1234/x","A, ""b"".","k1; k2"\n',
    "Scopus": '"Authors","Author full names","Title","Year","Source title","DOI","Link","Abstract",'
    '"Author Keywords","EID"\n"Doe, Jane; Lee, Ann","","T",2020,"J","10.1234/x","https://example.org/p",'
    '"A, ""b"".","k1; k2","K1"\n',
    "Web of Science": "PT\tAU\tAF\tTI\tSO\tDE\tID\tAB\tEA\tDI\tUT\tUR\n"
    'J\tDoe, J; Lee, A\tDoe, Jane; Lee, Ann\tT\tJ\tk1; k2\tK2\t"A, ""b""."\tMAY 2020\t10.1234/x\tK1\thttps://example.org/p\n',
    "Rayyan": '"","key","title","year","journal","authors","url","abstract","doi","keywords"\n'
    '"1","K1","T",2020,"J","Doe, Jane and Lee, Ann","https://example.org/p",'
    '"A, ""b"".","10.1234/x","k1,k2"\n',
    "semicolons": "sep=;\nid;title;abstract;authors;year;doi;url;venue;keywords\n"
    'K1;T;"A, ""b"".";Doe, Jane and Lee, Ann;2020;10.1234/x;https://example.org/p;J;k1, k2\n',
}


@pytest.mark.parametrize("export", sorted(_EXPORTS))
def test_exports(tmp_path: Path, export: str) -> None:
    """The same paper is read from the tables of different programs."""
    (paper,) = read(tmp_path, _EXPORTS[export]).papers
    assert ("K1", "T", 'A, "b".') == (paper.id, paper.title, paper.abstract)
    assert (("Doe, Jane", "Lee, Ann"), 2020) == (paper.authors, paper.year)
    assert ("J", "10.1234/x", "https://example.org/p") == (paper.venue, paper.doi, paper.url)
    assert ("k1", "k2") == paper.keywords


def test_cells_of_several_lines(tmp_path: Path) -> None:
    """A quoted cell keeps its line breaks; rows are reported by their first line."""
    text = 'title,abstract\r\nOne,"First line.\r\nSecond line."\r\nTwo,NA\r\nThree,"Text."\r\n'
    corpus = read(tmp_path, text)
    assert "First line.\nSecond line." == corpus.papers[0].abstract
    assert ["papers.csv:4: record 'Two' has no abstract"] == [str(s) for s in corpus.skipped]


def test_faulty_rows_cost_only_themselves(tmp_path: Path) -> None:
    """A quotation mark left open, or too many cells, loses that row and no other."""
    text = (
        'title,abstract,year\nOne,"First.",2001\nBad,"never closed,2002\nTwo,"Second.",2003\n'
        'Worse,a, b, c,2004\nThree,5" pipes burst.,2005\nFour,Fourth.\nLast,"open\n'
    )
    corpus = read(tmp_path, text)
    assert ["One", "Two", "Three", "Four"] == [paper.title for paper in corpus.papers]
    assert [2001, 2003, 2005, None] == [paper.year for paper in corpus.papers]
    assert [3, 5, 8] == [remark.line for remark in corpus.skipped]
    assert "a quotation mark is not closed" in corpus.skipped[0].reason
    assert "it has 5 cells, the header 3" in corpus.skipped[1].reason


def test_rows_that_omit_their_empty_cells(tmp_path: Path) -> None:
    """A row may end before the header does, also one with a line break in its abstract."""
    text = (
        'title,abstract,year,notes,tags\nOne,"Alpha, beta, and gamma\n\nfell,\nas did delta, by 5.",2019\n'
        'Two,"Epsilon is\n6,000."\nThree,"Zeta is 7.",2018,,\nBad,"open,2017\nFour,Eta is 8",2016\n'
    )
    corpus = read(tmp_path, text)
    assert [("One", 2019), ("Two", None), ("Three", 2018), ("Four", 2016)] == [
        (paper.title, paper.year) for paper in corpus.papers
    ]
    assert "Alpha, beta, and gamma\n\nfell,\nas did delta, by 5." == corpus.papers[0].abstract
    assert [9] == [remark.line for remark in corpus.skipped]


def test_header_without_abstract_names_what_is_missing(tmp_path: Path) -> None:
    """A table without a column of abstracts is an error that says how to name one."""
    with pytest.raises(
        CorpusError, match=r"papers.csv:1: .* no column 'abstract' \(it is 'PMID, Title, Authors'\); "
    ):
        read(tmp_path, "PMID,Title,Authors\n1,T,Doe\n")


def test_very_long_cells(tmp_path: Path) -> None:
    """A cell above the csv module's own limit is read."""
    (paper,) = read(tmp_path, f'title,abstract\nT,"{"word " * 60_000}"\n').papers
    assert 299_999 == len(paper.abstract)


def test_braces_left_from_bibtex(tmp_path: Path) -> None:
    """What came from BibTeX loses its LaTeX, as in a .bib; the abstract does not."""
    text = 'title,abstract,authors,journal\n{DDT} in {Danio} at 5\\%,A \\& B.,M{\\"u}ller J; Lee A,R\\&D\n'
    (paper,) = read(tmp_path, text).papers
    assert ("DDT in Danio at 5%", r"A \& B.", "R&D") == (paper.title, paper.abstract, paper.venue)
    assert ("Müller J", "Lee A") == paper.authors


@pytest.mark.parametrize(
    "header",
    ["Titel;Autoren;Jahr;Zusammenfassung", "Título;Autores;Año;Resumen", "Titre;Auteurs;Année;Résumé"],
)
def test_headers_of_other_languages(tmp_path: Path, header: str) -> None:
    """A table headed in a neighbouring language is read like one headed in English."""
    (paper,) = read(tmp_path, f"{header}\nSleep;Doe, J.;2010;We slept.\n").papers
    assert ("Sleep", ("Doe, J.",), 2010, "We slept.") == (
        paper.title,
        paper.authors,
        paper.year,
        paper.abstract,
    )


_SPANISH, _DUTCH, _INITIALS = "García Márquez, Gabriel José", "van der Berg, Jan Pieter", "Doe Roe, J. A."


@pytest.mark.parametrize(
    ("header", "cells", "authors"),
    [
        ("Title,Abstract Note,Author", [_SPANISH], [(_SPANISH,)]),
        ("title,abstract,authors", [_SPANISH, "Smith, John"], [(_SPANISH,), ("Smith, John",)]),
        (
            "title,abstract,authors",
            [_SPANISH, "Doe, Jane; Lee, Ann"],
            [(_SPANISH,), ("Doe, Jane", "Lee, Ann")],
        ),
        ("title,abstract,authors", [_DUTCH, _INITIALS], [(_DUTCH,), (_INITIALS,)]),
        ("title,abstract,authors", ["Jane Doe, Ann Lee"], [("Jane Doe", "Ann Lee")]),
        ("title,abstract,authors", ["J. Doe, A. B. Lee"], [("J. Doe", "A. B. Lee")]),
        # "Poe‐lee" with a hyphen of its own, in a column of "Doe, Jane"
        (
            "title,abstract,authors",
            ["Doe, Jane and Roe, Ann", "Doe C., Poe‐lee N."],
            [("Doe, Jane", "Roe, Ann"), ("Doe C.", "Poe‐lee N.")],
        ),
        (
            "title,abstract,authors",
            ["Jane Doe, Ann Lee", "Poe, Al", "Jane Doe, Ann Lee, Al Poe"],
            [("Jane Doe", "Ann Lee"), ("Poe, Al",), ("Jane Doe", "Ann Lee", "Al Poe")],
        ),
    ],
)
def test_one_author_or_two(
    tmp_path: Path, header: str, cells: list[str], authors: list[tuple[str, ...]]
) -> None:
    """A comma within one name is told from one between two by the name, or by the rest of the column."""
    rows = "".join(f'T{n},A.,"{cell}"\n' for n, cell in enumerate(cells))
    assert authors == [paper.authors for paper in read(tmp_path, f"{header}\n{rows}").papers]
