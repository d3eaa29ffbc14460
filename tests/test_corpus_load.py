"""Which files are read, in which encoding, and what a user is told when one cannot be."""

from __future__ import annotations

import contextlib
import json
import random
from pathlib import Path

import pytest

import qa.corpus
from qa.corpus import SUFFIXES, load
from qa.errors import CorpusError
from qa.types import Paper

_ABSTRACT = "We study readers of files. They must never crash, whatever a file holds."
_SAMPLES = {
    ".bib": f"@article{{a1, title={{One}}, abstract={{{_ABSTRACT}}}}}",
    ".ciw": f"FN Clarivate\nVR 1.0\nPT J\nTI One\nAB {_ABSTRACT}\nER\n\nEF",
    ".csv": f'title,abstract\nOne,"{_ABSTRACT}"\n',
    ".enw": f"%0 Journal Article\n%T One\n%X {_ABSTRACT}\n",
    ".json": json.dumps([{"title": "One", "abstract": _ABSTRACT}]),
    ".jsonl": json.dumps({"title": "One", "abstract": _ABSTRACT}) + "\n",
    ".md": f"# One\n\n{_ABSTRACT}\n",
    ".nbib": f"PMID- 1\nTI  - One\nAB  - {_ABSTRACT}\n",
    ".ris": f"TY  - JOUR\nTI  - One\nAB  - {_ABSTRACT}\nER  - \n",
    ".tsv": f"title\tabstract\nOne\t{_ABSTRACT}\n",
    ".txt": f"One\n\n{_ABSTRACT}\n",
    ".xml": f"<xml><records><record><titles><title>One</title></titles><abstract>{_ABSTRACT}</abstract>"
    "</record></records></xml>",
}


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def the_paper(path: Path) -> Paper:
    (paper,) = load(path).papers
    return paper


def test_every_suffix_has_a_sample() -> None:
    """The samples below cover the whole table of formats, and each is described in one line."""
    assert sorted(SUFFIXES) == sorted(_SAMPLES)
    assert [] == [s for s, form in SUFFIXES.items() if not form.description or "\n" in form.description]


def test_every_suffix_is_documented() -> None:
    """The module's text on formats names each suffix."""
    assert [] == [suffix for suffix in SUFFIXES if f"``{suffix}``" not in (qa.corpus.__doc__ or "")]


@pytest.mark.parametrize("suffix", sorted(_SAMPLES))
def test_each_format_gives_the_paper(tmp_path: Path, suffix: str) -> None:
    """The same paper is read from every format, also under a suffix in capitals."""
    paper = the_paper(put(tmp_path, f"papers{suffix.upper()}", _SAMPLES[suffix]))
    assert ("One", _ABSTRACT) == (paper.title, paper.abstract)


@pytest.mark.parametrize("suffix", sorted(_SAMPLES))
def test_an_export_named_txt_is_recognised(tmp_path: Path, suffix: str) -> None:
    """A text file that begins like an export is read as that export."""
    paper = the_paper(put(tmp_path, "papers.txt", _SAMPLES[suffix]))
    assert ("One", _ABSTRACT) == (paper.title, paper.abstract)


_UNICODE_TEXT = (
    f'Title\tAbstract\tAuthors\tYear\r\nOne\t"{_ABSTRACT}"\tMüller, Jörg; Çelik, A.\t2019\r\n'
).encode("utf-16")
_SAVEDRECS = f"PT\tAU\tAF\tTI\tID\tAB\tPY\tUT\nJ\tDoe, J\tDoe, Jane\tOne\tFISH\t{_ABSTRACT}\t2019\tWOS:1\n"


@pytest.mark.parametrize(
    ("data", "authors"),
    [(_UNICODE_TEXT, ("Müller, Jörg", "Çelik, A.")), (_SAVEDRECS, ("Doe, Jane",))],
)
def test_a_table_named_txt_is_recognised(tmp_path: Path, data: str | bytes, authors: tuple[str, ...]) -> None:
    """Excel's "Unicode Text" and Web of Science's "Tab delimited" are tables, though they end in .txt."""
    paper = the_paper(put(tmp_path, "savedrecs.txt", data))
    assert ("One", _ABSTRACT, authors, 2019) == (paper.title, paper.abstract, paper.authors, paper.year)


def test_a_table_named_txt_without_abstracts(tmp_path: Path) -> None:
    """A short Web of Science table is no page of text: what it lacks is said."""
    with pytest.raises(CorpusError, match=r"savedrecs.txt:1: the first line names no column 'abstract'"):
        load(put(tmp_path, "savedrecs.txt", "PT\tAU\tTI\tPY\nJ\tDoe, J\tOne\t2019\n"))


@pytest.mark.parametrize("suffix", sorted(_SAMPLES))
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_each_encoding_gives_the_paper(tmp_path: Path, suffix: str, encoding: str) -> None:
    """Files with a byte-order mark, in UTF-16 without one, and in Windows-1252 read the same."""
    text = _SAMPLES[suffix].replace("One", "Über “Öfen”").replace("\n", "\r\n")
    paper = the_paper(put(tmp_path, f"papers{suffix}", text.encode(encoding)))
    assert ("Über “Öfen”", _ABSTRACT) == (paper.title, paper.abstract)


def test_windows_encoding_is_reported_with_its_line(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are read as Windows-1252, with a remark on the first line of them."""
    corpus = load(put(tmp_path, "p.txt", f"Café – a study\n\n{_ABSTRACT}".encode("cp1252")))
    assert "Café – a study" == corpus.papers[0].title
    assert ["p.txt:1: not UTF-8 from here; read as Windows-1252"] == [str(s) for s in corpus.skipped]


def test_one_foreign_byte_spares_the_rest(tmp_path: Path) -> None:
    """A single wrong byte does not garble the UTF-8 around it."""
    data = f"Müller’s method\n\n{_ABSTRACT}".encode() + b" caf\xe9."
    paper = the_paper(put(tmp_path, "p.txt", data))
    assert ("Müller’s method", f"{_ABSTRACT} café.") == (paper.title, paper.abstract)


def test_control_characters_become_blanks(tmp_path: Path) -> None:
    """NUL and other control characters are read as blanks and reported."""
    corpus = load(put(tmp_path, "p.txt", f"One\n\n{_ABSTRACT} A NUL\0here."))
    assert f"{_ABSTRACT} A NUL here." == corpus.papers[0].abstract
    assert ["p.txt:3: 1 control characters read as blanks"] == [str(s) for s in corpus.skipped]


def test_lone_surrogates_do_not_survive(tmp_path: Path) -> None:
    """JSON can escape half a character; it is replaced, so that the text can be stored."""
    paper = the_paper(put(tmp_path, "p.json", '[{"title": "One", "abstract": "Half \\ud800 here."}]'))
    assert "Half \N{REPLACEMENT CHARACTER} here." == paper.abstract


_BAD_FILES = {
    "papers.docx": (b"PK\x03\x04...", r"files ending in '.docx' are not read; export"),
    "papers": (b"One\n\nTwo", r"files ending in '' are not read"),
    "pdf.txt": (b"%PDF-1.7\n%\xe2\xe3", r"is a PDF, not text"),
    "word.txt": (b"PK\x03\x04" + bytes(200), r"Office document"),
    "binary.txt": (bytes(range(256)) * 20, r"is a binary file, not text"),
    "empty.bib": (b"", r"the file is empty"),
    "blank.bib": (b" \r\n\t", r"the file is empty"),
    "bom.txt": (b"\xef\xbb\xbf\n", r"the file is empty"),
    "nothing.bib": (b"just words", r"no paper found; each needs a title and an abstract"),
    "nothing.ris": (b"just words", r"no paper found.*'TY  - ' \(RIS\)"),
    "broken.json": (b'[{"title": "One",\n "abstract": }]', r"broken.json:2: not valid JSON"),
    "number.json": (b"42", r"a record must be an object"),
    "deep.json": (b"[" * 100_000, r"not usable JSON|not valid JSON"),
    "broken.xml": (b"<xml>\n<records>", r"broken.xml:2: not valid XML"),
    "entity.xml": (b'<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', r"declares XML entities"),
    "no-line.csv": (b"sep=;\n", r"no-line.csv:1: .*no column 'title'"),
    "no-line.txt": (b"sep=;\n", r"no paper found"),
    "one-line.txt": (b"word " * 60_000, r"no paper found"),
    "no-header.csv": (
        b"One,Two\nThree,Four\n",
        r"no-header.csv:1: .*no column 'title' and no column 'abstract'",
    ),
}


@pytest.mark.parametrize("name", sorted(_BAD_FILES))
def test_a_bad_file_is_one_clear_line(tmp_path: Path, name: str) -> None:
    """What cannot be read raises CorpusError with one line that names the file and the fault."""
    data, message = _BAD_FILES[name]
    path = put(tmp_path, name, data)
    with pytest.raises(CorpusError, match=message) as caught:
        load(path)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_and_odd_paths(tmp_path: Path) -> None:
    """A path that is missing, empty, impossible or no file is an error, not a traceback."""
    with pytest.raises(CorpusError, match="no such file or folder"):
        load(tmp_path / "none.bib")
    with pytest.raises(CorpusError, match="cannot be read"):
        load("nul\0.bib")
    with pytest.raises(CorpusError, match="cannot be read"):
        load("x" * 5000)
    with pytest.raises(CorpusError, match="an empty path"):
        load("")
    with pytest.raises(CorpusError, match="no path given"):
        load()
    with pytest.raises(CorpusError, match="neither a file nor a folder"):
        load("/dev/null")


def test_size_limit(tmp_path: Path) -> None:
    """A file above ``max_bytes`` is refused before it is read; without a limit it is read."""
    path = put(tmp_path, "p.bib", _SAMPLES[".bib"])
    with pytest.raises(CorpusError, match=r"has \d+ bytes, the limit is 10; split the file"):
        load(path, max_bytes=10)
    assert 1 == len(load(path, max_bytes=10_000).papers)


def test_folder_is_read_in_order(tmp_path: Path) -> None:
    """A folder gives the papers of its files by name; README, others and sub-folders are not read."""
    for name, title in (("b.json", "Two"), ("a.json", "One")):
        put(tmp_path, name, json.dumps([{"title": title, "abstract": f"{title}. {_ABSTRACT}"}]))
    put(tmp_path, "README.md", "# About\n\n" + _ABSTRACT)
    put(tmp_path, "figure.png", b"\x89PNG")
    put(tmp_path, "c.json", "[")
    (tmp_path / "more").mkdir()
    put(tmp_path / "more", "d.json", _SAMPLES[".json"])
    corpus = load(tmp_path)
    assert ["One", "Two"] == [paper.title for paper in corpus.papers]
    assert (str(tmp_path / "a.json"), str(tmp_path / "b.json")) == corpus.sources
    assert ["README.md", "figure.png", "more", "c.json"] == [remark.source for remark in corpus.skipped]


def test_folder_without_a_file_to_read(tmp_path: Path) -> None:
    """A folder of other files is an error that names the suffixes that are read."""
    put(tmp_path, "README.txt", _SAMPLES[".txt"])
    with pytest.raises(CorpusError, match=r"holds no file to read.*\.bib.*\.xml"):
        load(tmp_path)


def test_several_files_are_one_collection(tmp_path: Path) -> None:
    """A paper that two files hold is kept once; a file named twice is read once; ids are unique."""
    bib = put(tmp_path, "a.bib", _SAMPLES[".bib"])
    ris = put(tmp_path, "b.ris", _SAMPLES[".ris"])
    other = put(tmp_path, "c.bib", "@misc{a1, title={Other}, abstract={Another text. It differs.}}")
    corpus = load(bib, ris, bib, other)
    assert ["a1", "a1-2"] == [paper.id for paper in corpus.papers]
    assert (str(bib), str(ris), str(other)) == corpus.sources
    assert [
        "b.ris:1: record 'One' repeats the paper at a.bib:1; kept once",
        "c.bib:1: entry 'a1' has an id used before; a number is added to it",
    ] == [str(remark) for remark in corpus.skipped]


def test_same_doi_is_the_same_paper(tmp_path: Path) -> None:
    """Two records with one DOI, in whatever form, are one paper."""
    records = [
        {"title": "One", "abstract": "First wording.", "doi": "https://doi.org/10.1234/ABC"},
        {"title": "One!", "abstract": "Second wording.", "doi": "doi:10.1234/abc"},
    ]
    corpus = load(put(tmp_path, "p.json", json.dumps(records, indent=1)))
    assert ["First wording."] == [paper.abstract for paper in corpus.papers]
    assert 7 == corpus.skipped[0].line


_REPEATS = "repeats the paper at p.jsonl:1; kept once"
_SHARES = "has the DOI of the paper at p.jsonl:1, but another text; both are kept"


@pytest.mark.parametrize(
    ("title", "abstract", "kept", "said"),
    [
        ("P-002 Insulin and sleep", "Insulin altered sleep.", 2, _SHARES),
        ("P-001 Statins and muscle: a trial", "We gave statins.", 1, _REPEATS),
        ("Muscle under statins", "Statins hurt muscle!", 1, _REPEATS),
    ],
)
def test_one_doi_of_two_papers(tmp_path: Path, title: str, abstract: str, kept: int, said: str) -> None:
    """Under a DOI seen before, a paper is dropped if its title or abstract is that one's, else kept and listed."""
    records = [
        {"title": "P-001 Statins and muscle", "abstract": "Statins hurt muscle.", "doi": "10.1111/suppl.1"},
        {"title": title, "abstract": abstract, "doi": "10.1111/SUPPL.1"},
    ]
    corpus = load(put(tmp_path, "p.jsonl", "\n".join(map(json.dumps, records))))
    assert kept == len(corpus.papers)
    (remark,) = corpus.skipped
    assert f"record {title!r} {said}" == remark.reason


@pytest.mark.parametrize("suffix", sorted(_SAMPLES))
def test_damaged_files_never_crash(tmp_path: Path, suffix: str) -> None:
    """Files cut short or with bytes exchanged give papers or a CorpusError, never anything else."""
    whole = (_SAMPLES[suffix] + "\n").encode() * 3
    pick = random.Random(suffix)
    for number in range(60):
        data = bytearray(whole[: pick.randrange(1, len(whole))])
        for _ in range(pick.randrange(4)):
            data[pick.randrange(len(data))] = pick.choice(b'\x00{}"@,;<>\n\\[]\xff\xe9-= T')
        path = put(tmp_path, f"p{number}{suffix}", bytes(data))
        with contextlib.suppress(CorpusError):
            papers = load(path).papers
            assert all(paper.id and paper.title and paper.abstract for paper in papers)
