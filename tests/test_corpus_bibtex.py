"""BibTeX entries: values, names, repeated and broken entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import load
from qa.corpus.bibtex import split_authors
from qa.types import Corpus


def read(folder: Path, text: str) -> Corpus:
    path = folder / "papers.bib"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_all_fields(tmp_path: Path) -> None:
    """Each known field of an entry arrives; macros and concatenations are resolved."""
    (paper,) = read(
        tmp_path,
        """@string{tacl = {Transactions of the ACL}}
@Article{doe:2020,
  author = {Doe, Jane and {Johnson and Johnson} and van Gogh, V. and others},
  title = "Why {BERT} reads",
  journal = tacl # " (TACL)",
  date = {2020-05-01},
  doi = {https://doi.org/10.1234/x_1},
  url = {https://example.org/p},
  keywords = {reading, models},
  abstract = {We read.}
}""",
    ).papers
    assert "doe:2020" == paper.id
    assert "Why BERT reads" == paper.title
    assert ("Doe, Jane", "Johnson and Johnson", "van Gogh, V.") == paper.authors
    assert (2020, "10.1234/x_1", "https://example.org/p") == (paper.year, paper.doi, paper.url)
    assert "Transactions of the ACL (TACL)" == paper.venue
    assert ("reading", "models") == paper.keywords


def test_abstract_keeps_its_latex(tmp_path: Path) -> None:
    """LaTeX, braces and percent signs stay in an abstract; its line wraps become one blank."""
    text = (
        "@article{a, title={T}, abstract={We gain 5\\\\% with\n    $\\\\alpha_{1}$ and {BERT}\n\n at @ 3.}}"
    )
    (paper,) = read(tmp_path, text.replace("\\\\", "\\")).papers
    assert r"We gain 5\% with $\alpha_{1}$ and {BERT} at @ 3." == paper.abstract


def test_missing_values_are_left_out(tmp_path: Path) -> None:
    """'NA', empty values and things that are no year, DOI or web address become nothing."""
    (paper,) = read(
        tmp_path,
        "@article{a, title={T}, abstract={A.}, year={NA}, doi={NA}, url={javascript:alert(1)}, "
        "journal={}, authors={NA}, keywords={NA}}",
    ).papers
    assert (None, None, None, None) == (paper.year, paper.doi, paper.url, paper.venue)
    assert ((), ()) == (paper.authors, paper.keywords)


def test_braces_around_braces(tmp_path: Path) -> None:
    """A second pair of braces around a whole value, as Web of Science writes, is no part of it."""
    double, single = read(
        tmp_path,
        "@article{a, title={{T}}, abstract={{We\n   read {BERT}}}, doi={{10.1234/a\\_1}}, url={{https://a.org}}}\n"
        "@article{b, title={U}, abstract={{BERT} reads {ELMo}}}",
    ).papers
    assert ("We read {BERT}", "10.1234/a_1", "https://a.org") == (double.abstract, double.doi, double.url)
    assert "{BERT} reads {ELMo}" == single.abstract


def test_numbered_entries_take_their_key_field(tmp_path: Path) -> None:
    """An export that numbers its entries and keeps the key in a field gets that key."""
    corpus = read(
        tmp_path,
        "@ARTICLE{1,\nkey={rayyan-7},\ntitle={T},\nabstract={A.},\n}\n"
        "@ARTICLE{knuth,\nkey={Knuth},\ntitle={U},\nabstract={B.},\n}\n",
    )
    assert ["rayyan-7", "knuth"] == [paper.id for paper in corpus.papers]


def test_entry_without_abstract(tmp_path: Path) -> None:
    """An entry without an abstract, or with 'NA' for one, is reported by line and key."""
    corpus = read(
        tmp_path,
        "@misc{ok, title={T}, abstract={A.}}\n\n@misc{x, title={U}}\n@misc{y, title={V}, abstract={NA}}",
    )
    assert [
        "papers.bib:3: entry 'x' has no abstract",
        "papers.bib:4: entry 'y' has no abstract",
    ] == [str(remark) for remark in corpus.skipped]


def test_a_key_used_twice(tmp_path: Path) -> None:
    """Two papers under one key are both kept, the second with a number, and that is reported."""
    corpus = read(tmp_path, "@misc{x, title={T}, abstract={A.}}\n@misc{x, title={U}, abstract={B.}}")
    assert ["x", "x-2"] == [paper.id for paper in corpus.papers]
    assert ["entry 'x' has an id used before; a number is added to it"] == [
        remark.reason for remark in corpus.skipped
    ]


_BROKEN = {
    "unclosed title": "@misc{bad, title={One {x}, abstract={A.}\n}\n",
    "brace too many": "@misc{bad, title={One}, abstract={A } B, and more}}\n",
    "no comma": "@misc{bad, title={One} abstract={A.}}\n",
    "no equals sign": "@misc{bad, title {One}, abstract={A.}}\n",
    "never closed": "@misc{bad, title={One}, abstract={A.\n",
}


@pytest.mark.parametrize("fault", sorted(_BROKEN))
def test_a_broken_entry_costs_only_itself(tmp_path: Path, fault: str) -> None:
    """The entries around a broken one are read; it is reported with its line and key."""
    good = "@misc{{{0}, title={{Title {0}}}, abstract={{Abstract {0}.}}}}\n"
    corpus = read(tmp_path, good.format("a") + _BROKEN[fault] + good.format("b"))
    assert ["a", "b"] == [paper.id for paper in corpus.papers]
    assert corpus.skipped
    assert {2} <= {remark.line for remark in corpus.skipped} <= {2, 3}
    assert "entry 'bad' is broken and left out; check its braces and commas" in corpus.skipped[0].reason


def test_a_field_given_twice(tmp_path: Path) -> None:
    """Of a repeated field, the first that holds something counts."""
    (paper,) = read(tmp_path, "@misc{a, title={}, title={T}, abstract={A.}, abstract={B.}}").papers
    assert ("T", "A.") == (paper.title, paper.abstract)


def test_latex_is_read(tmp_path: Path) -> None:
    """Title, names, venue, keywords and addresses are plain text; a subtitle belongs to the title."""
    (paper,) = read(
        tmp_path,
        r"""@inproceedings{a, title={The {Effect} of \textit{tea}}, subtitle={A 5\,\% {$\alpha$}-trial},
  author={{\O}sterg{\aa}rd, S{\o}ren and Dvo\v{r}\'ak, Anton{\'\i}n and family=Doe, given=Jane},
  journal={Sleep \& Dreams}, keywords={na{\"\i}ve, R\&D}, url={https://a.org/x\_y?b=1\&c=~d},
  doi={10.1234/a{\_}b}, abstract={Tea is {\textless}3\%.}}""",
    ).papers
    assert "The Effect of tea: A 5 % α-trial" == paper.title
    assert ("Østergård, Søren", "Dvořák, Antonín", "Doe, Jane") == paper.authors
    assert ("Sleep & Dreams", ("naïve", "R&D")) == (paper.venue, paper.keywords)
    assert ("https://a.org/x_y?b=1&c=~d", "10.1234/a_b") == (paper.url, paper.doi)
    assert r"Tea is {\textless}3\%." == paper.abstract


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Doe and Ann Lee", ["Jane Doe", "Ann Lee"]),
        ("Silva, Th and y Junio and Lima, Bo", ["Silva, Thandy Junio", "Lima, Bo"]),
        ("Doe, J. and de la Cruz, A.", ["Doe, J.", "de la Cruz, A."]),
        ("Doe, J. and lee, A.", ["Doe, J.", "lee, A."]),
        (
            "family=Berg, given=Jan, prefix=van den, useprefix=true and family=King, given=Martin, suffix=Jr.",
            ["van den Berg, Jan", "King, Martin, Jr."],
        ),
        ("prefix=van, useprefix=false, family=Beethoven, given=Ludwig", ["Beethoven, Ludwig van"]),
        ("Che R.M., Nizam N.B., Uzid M.", ["Che R.M.", "Nizam N.B.", "Uzid M."]),
    ],
)
def test_names(written: str, names: list[str]) -> None:
    """Names split at "and"; a name that an export cut at its own "and" is put together."""
    assert names == split_authors(written)
