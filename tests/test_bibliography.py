"""Citation export: what is written reads back to the same values with other programs' readers."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from qa.bibliography import to_bibtex, to_csl_json, to_ris
from qa.corpus import load
from qa.types import Paper

FULL = Paper(
    id="doe2020",
    title="Why BERT reads 50% of R&D_notes #1",
    abstract="Not exported.",
    authors=("Doe, Jane", "Johnson and Johnson", "Müller, Ö."),
    year=2020,
    venue="J. of Tests & Trials",
    url="https://example.org/a_b%20c",
    doi="10.1234/a_b(c)",
    keywords=("reading", "language models"),
)
BARE = Paper(id="", title="Bare", abstract="Not exported.")


def bibtex_values(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert [] == library.failed_blocks
    return [
        {"type": entry.entry_type, "key": entry.key} | {field.key: field.value for field in entry.fields}
        for entry in library.entries
    ]


def test_bibtex_reads_back() -> None:
    """Another BibTeX reader sees each known value, decoded, and the group as one author."""
    (entry,) = bibtex_values(to_bibtex([FULL]))
    assert ("article", "doe2020", "2020") == (entry["type"], entry["key"], entry["year"])
    assert FULL.title == entry["title"]
    assert "Doe, Jane and Johnson and Johnson and Müller, Ö." == entry["author"]
    assert "and {Johnson and Johnson} and" in to_bibtex([FULL])
    assert FULL.venue == entry["journal"]
    assert "reading, language models" == entry["keywords"]


def test_bibtex_verbatim_fields() -> None:
    """DOI and URL are written as they are: BibLaTeX and url packages take them verbatim."""
    text = to_bibtex([FULL])
    assert "doi = {10.1234/a_b(c)}," in text
    assert "url = {https://example.org/a_b%20c}," in text


def test_bibtex_protects_capitals() -> None:
    """Words with capitals inside are braced, so no style lowers them."""
    assert r"title = {Why {BERT} reads 50\% of R\&D\_notes \#1}," in to_bibtex([FULL])


@pytest.mark.parametrize(
    ("title", "written"),
    [
        (r"On $\alpha_{1}$ and \emph{us}", r"On $\alpha_{1}$ and \emph{us}"),
        ("From $5 to $6", r"From \$5 to \$6"),
        ("Stray { and \\ end", r"Stray \textbraceleft{} and \textbackslash{} end"),
        (r"Already R\&D", r"Already R\&D"),
        ("Two\nlines", "Two lines"),
    ],
)
def test_bibtex_escapes_what_is_not_latex(title: str, written: str) -> None:
    """Special characters are escaped once; LaTeX that a title holds already stays."""
    text = to_bibtex([Paper("x", title, "")])
    assert f"  title = {{{written}}},\n" in text
    assert 1 == len(bibtex_values(text))


def test_only_known_fields() -> None:
    """Nothing is invented for a paper of which only the title is known; no abstract is written."""
    assert "@misc{bare,\n  title = {Bare},\n}\n" == to_bibtex([BARE])
    assert "TY  - GEN\nTI  - Bare\nER  - \n" == to_ris([BARE])
    assert [{"id": "bare", "type": "article", "title": "Bare"}] == json.loads(to_csl_json([BARE]))
    for text in (to_bibtex([FULL]), to_ris([FULL]), to_csl_json([FULL])):
        assert "Not exported" not in text


def test_keys_are_unique_in_any_case() -> None:
    """Keys differ even without case, and hold no character that BibTeX forbids."""
    papers = [Paper(name, "T", "") for name in ("a b,c", "A-B-C", "a-b-c", "注意", "{x}")]
    expected = ["a-b-c", "A-B-C-2", "a-b-c-3", "t", "x"]
    assert expected == [entry["key"] for entry in bibtex_values(to_bibtex(papers))]
    assert expected == [item["id"] for item in json.loads(to_csl_json(papers))]


def test_ris_reads_back() -> None:
    """Another RIS reader sees each known value."""
    first, second = rispy.loads(to_ris([FULL, BARE]))
    assert {
        "type_of_reference": "JOUR",
        "id": "doe2020",
        "title": FULL.title,
        "authors": list(FULL.authors),
        "year": "2020",
        "secondary_title": FULL.venue,
        "doi": FULL.doi,
        "urls": [FULL.url],
        "keywords": list(FULL.keywords),
    } == first
    assert {"type_of_reference": "GEN", "title": "Bare"} == second


def test_ris_values_stay_on_their_line() -> None:
    """A value with line breaks cannot begin a tag of its own."""
    (record,) = rispy.loads(to_ris([Paper("x", "One\nER  - \nTY  - BOOK", "")]))
    assert "One ER - TY - BOOK" == record["title"]


def test_latex_only_where_it_is_read() -> None:
    """A title's LaTeX stays in BibTeX, and is plain text in RIS and CSL-JSON."""
    paper = Paper("x", r"On $\alpha$ at 5\%", "")
    assert r"title = {On $\alpha$ at 5\%}," in to_bibtex([paper])
    assert "TI  - On α at 5%\n" in to_ris([paper])
    assert "On α at 5%" == json.loads(to_csl_json([paper]))[0]["title"]


def test_entities_and_tags_are_not_exported() -> None:
    """Titles and journals are exported as they are read, whatever their source had around them."""
    paper = Paper("x", "<i>Apis</i> &amp; bees", "", venue="Bees &amp; Flowers")
    assert r"title = {Apis \& bees}," in to_bibtex([paper])
    assert r"journal = {Bees \& Flowers}," in to_bibtex([paper])
    assert "TI  - Apis & bees\n" in to_ris([paper])
    assert "Bees & Flowers" == json.loads(to_csl_json([paper]))[0]["container-title"]


def test_csl_json_reads_back() -> None:
    """CSL-JSON has names in parts where a comma tells them apart, and a year as a number."""
    (item,) = json.loads(to_csl_json([FULL]))
    assert [
        {"family": "Doe", "given": "Jane"},
        {"literal": "Johnson and Johnson"},
        {"family": "Müller", "given": "Ö."},
    ] == item["author"]
    assert {"date-parts": [[2020]]} == item["issued"]
    assert (FULL.title, FULL.doi, FULL.url) == (item["title"], item["DOI"], item["URL"])


def test_own_readers_read_it_back(tmp_path: Path) -> None:
    """With the abstract put back, this package's readers give the paper again."""
    ris = tmp_path / "p.ris"
    ris.write_text(to_ris([FULL]).replace("ER  - ", "AB  - Not exported.\nER  - "), encoding="utf-8")
    assert (FULL,) == load(ris).papers
    csl = tmp_path / "p.json"
    items = [item | {"abstract": "Not exported."} for item in json.loads(to_csl_json([FULL]))]
    csl.write_text(json.dumps(items), encoding="utf-8")
    assert (FULL,) == load(csl).papers


def test_nothing_gives_an_empty_bibliography() -> None:
    """No papers give empty text, and an empty list in JSON."""
    assert ("", "", "[]\n") == (to_bibtex([]), to_ris([]), to_csl_json([]))
