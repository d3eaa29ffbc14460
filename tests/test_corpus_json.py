"""JSON and JSON Lines records of several origins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.corpus import load
from qa.errors import CorpusError
from qa.types import Corpus


def read(folder: Path, data: Any, name: str = "papers.json") -> Corpus:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=2), encoding="utf-8")
    return load(path)


_CSL = {
    "id": "K1",
    "title": "T",
    "abstract": "A.",
    "author": [{"family": "Doe", "given": "Jane"}, {"literal": "The Lab"}],
    "issued": {"date-parts": [[2020, 5, 1]]},
    "container-title": "J",
    "DOI": "10.1234/x",
    "URL": "https://example.org/p",
}
_SEMANTIC_SCHOLAR = {
    "paperId": "K1",
    "title": "T",
    "abstract": "A.",
    "authors": [{"name": "Doe, Jane"}, {"name": "The Lab"}],
    "year": 2020,
    "venue": "J",
    "externalIds": {"DOI": "10.1234/x"},
    "url": "https://example.org/p",
}
_ARXIV = {
    "id": "K1",
    "title": "T",
    "abstract": "  A.\n",
    "authors": "Doe, Jane and The Lab",
    "journal": "J",
    "doi": "10.1234/x",
    "published": "2020-05-01T00:00:00Z",
    "url": "https://example.org/p",
}


@pytest.mark.parametrize("record", [_CSL, _SEMANTIC_SCHOLAR, _ARXIV])
def test_origins(tmp_path: Path, record: dict[str, Any]) -> None:
    """CSL-JSON, Semantic Scholar and arXiv records give the same paper."""
    (paper,) = read(tmp_path, [record]).papers
    assert ("K1", "T", "A.", 2020) == (paper.id, paper.title, paper.abstract, paper.year)
    assert (("Doe, Jane", "The Lab"), "J") == (paper.authors, paper.venue)
    assert ("10.1234/x", "https://example.org/p") == (paper.doi, paper.url)


@pytest.mark.parametrize(
    "data",
    [
        [_CSL],
        {"papers": [_CSL]},
        {"version": 1, "about": ["words"], "items": [_CSL]},
        {"K1": {k: v for k, v in _CSL.items() if k != "id"}},
        _CSL,
    ],
)
def test_shapes(tmp_path: Path, data: Any) -> None:
    """A list, an object that holds one, an object of records by id, and one record are read."""
    assert ["K1"] == [paper.id for paper in read(tmp_path, data).papers]


def test_openalex_words_with_places(tmp_path: Path) -> None:
    """OpenAlex gives an abstract as words with their places, and persons within authorships."""
    record = {
        "title": "T",
        "abstract_inverted_index": {"sleep": [1, 4], "We": [0], "and": [2], "study": [3], "longer.": [5]},
        "authorships": [{"author": {"display_name": "Jane Doe"}}],
        "primary_location": {"source": {"display_name": "J"}},
    }
    (paper,) = read(tmp_path, {"meta": {"count": 1}, "results": [record]}).papers
    assert "We sleep and study sleep longer." == paper.abstract
    assert (("Jane Doe",), "J") == (paper.authors, paper.venue)


def test_arxiv_snapshot(tmp_path: Path) -> None:
    """Of arXiv's own records names and titles lose their LaTeX, the first version dates the paper."""
    record = {
        "id": "0704.0001",
        "authors": "C. Bal\\'azs, J. L\\'{o}pez and P. M. Poe",
        "title": "Costs of $\\mu$m\n  chips",
        "journal-ref": "Phys. Rev. D76",
        "categories": "math.CO cs.CG hep-ph",
        "abstract": "  We use $\\sqrt{s}$.\n",
        "versions": [
            {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
            {"version": "v2", "created": "Tue, 24 Jul 2008 20:10:27 GMT"},
        ],
        "update_date": "2009-11-26",
    }
    (paper,) = read(tmp_path, json.dumps(record), "arxiv.json").papers
    assert ("C. Balázs", "J. López", "P. M. Poe") == paper.authors
    assert ("We use $\\sqrt{s}$.", 2007, "Phys. Rev. D76") == (paper.abstract, paper.year, paper.venue)
    assert ("math.CO", "cs.CG", "hep-ph") == paper.keywords
    assert "Costs of μm chips" == paper.title


def test_a_tilde_is_no_latex(tmp_path: Path) -> None:
    """Where nothing else is LaTeX, a "~" and money stay as they are."""
    records = [{"title": title, "abstract": f"{title}."} for title in ("A ~40 kb gene", "From $5 to $10")]
    assert ["A ~40 kb gene", "From $5 to $10"] == [paper.title for paper in read(tmp_path, records).papers]


_ZOTERO = [
    {"creatorType": "author", "firstName": "Jane", "lastName": "Doe"},
    {"creatorType": "editor", "firstName": "Ann", "lastName": "Lee"},
    {"creatorType": "author", "name": "The Lab"},
]
_PARTICLES = [
    {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
    {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    {"family": "King", "given": "Martin", "suffix": "Jr."},
]


@pytest.mark.parametrize(
    ("record", "authors"),
    [
        ({"creators": _ZOTERO}, ("Doe, Jane", "The Lab")),
        ({"creators": _ZOTERO[1:2]}, ("Lee, Ann",)),
        ({"author": _PARTICLES}, ("Beethoven, Ludwig van", "van Gogh, Vincent", "King, Martin, Jr.")),
    ],
)
def test_persons(tmp_path: Path, record: dict[str, Any], authors: tuple[str, ...]) -> None:
    """Zotero's creators are authors unless they did something else; CSL's particles and suffixes are kept."""
    (paper,) = read(tmp_path, [{"title": "T", "abstract": "A.", "tags": [{"tag": "k1"}]} | record]).papers
    assert (authors, ("k1",)) == (paper.authors, paper.keywords)


def test_lines_of_records_by_id(tmp_path: Path) -> None:
    """A record without an abstract is reported at its line, also deep in a large object of records."""
    record = {"title": "T", "abstract": "A."}
    data = {
        "found": {
            "docs": {f"p{n}": record | {"title": f"T {n}"} for n in range(3000)} | {"q": {"title": "Q"}}
        }
    }
    corpus = read(tmp_path, data)
    assert 3000 == len(corpus.papers)
    lines = (tmp_path / "papers.json").read_text(encoding="utf-8").split("\n")
    (remark,) = corpus.skipped
    assert '"q": {' == lines[remark.line - 1].strip()


def test_beir_lines(tmp_path: Path) -> None:
    """BEIR's ``_id, title, text`` are read, and an abstract in sentences is one text."""
    lines = [{"_id": "4", "title": "T", "text": "A."}, {"doc_id": 5, "title": "U", "abstract": ["B.", "C."]}]
    corpus = read(tmp_path, "\n".join(map(json.dumps, lines)), "corpus.jsonl")
    assert [("4", "A."), ("5", "B. C.")] == [(p.id, p.abstract) for p in corpus.papers]


@pytest.mark.parametrize("name", ["papers.json", "papers.jsonl"])
def test_suffixes_mixed_up(tmp_path: Path, name: str) -> None:
    """A list named .jsonl and lines named .json are read all the same."""
    assert 1 == len(read(tmp_path, json.dumps([_CSL]), name).papers)
    lines = json.dumps(_CSL) + "\n" + json.dumps({"title": "U", "abstract": "B."})
    assert 2 == len(read(tmp_path, lines, name).papers)


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    """A line that is no JSON, or no object, is reported; the others are read."""
    lines = [
        '{"title": "T", "abstract": "A."}',
        '{"title": "U", ',
        "7",
        "",
        '{"title": "V", "abstract": "C."}',
    ]
    corpus = read(tmp_path, "\n".join(lines), "p.jsonl")
    assert ["T", "V"] == [paper.title for paper in corpus.papers]
    assert [2, 3] == [remark.line for remark in corpus.skipped]


def test_lines_of_records_in_a_list(tmp_path: Path) -> None:
    """A record of a list or of an object's list is reported by the line where it begins."""
    records = [{"title": "T", "abstract": "A."}, {"title": "U"}]
    assert [6] == [remark.line for remark in read(tmp_path, records).skipped]
    assert [7] == [remark.line for remark in read(tmp_path, {"papers": records}).skipped]


def test_escapes_are_decoded(tmp_path: Path) -> None:
    """JSON's escapes are undone; LaTeX within the text stays."""
    (paper,) = read(tmp_path, r'[{"title": "T", "abstract": "\u00fcber \"x\" \\alpha\nnew"}]').papers
    assert 'über "x" \\alpha\nnew' == paper.abstract


def test_invalid_json_names_line_and_column(tmp_path: Path) -> None:
    """A file that is no JSON is an error with the place of the fault."""
    with pytest.raises(CorpusError, match=r"p.json:3: not valid JSON \(.* at column 1\)"):
        read(tmp_path, '[{"title": "T",\n"abstract": "A."\n', "p.json")


def test_values_of_any_type(tmp_path: Path) -> None:
    """Values of unexpected types are left out, not fatal."""
    odd = {"title": "T", "abstract": "A.", "year": {"x": 1}, "authors": [None, 3, {}], "doi": [], "url": True}
    (paper,) = read(tmp_path, [odd, {"title": ["U"], "abstract": None}, {"title": None}]).papers
    assert (None, None, None) == (paper.year, paper.doi, paper.url)
