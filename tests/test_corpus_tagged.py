"""RIS, MEDLINE, Web of Science and EndNote records."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import load
from qa.types import Corpus


def read(folder: Path, text: str, name: str = "papers.ris") -> Corpus:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(path)


_RIS = """1.
TY  - JOUR
ID  - doe2020
T1  - A title: with
      a second line
AU  - Doe, Jane
AU  - Lee, Ann
Y1  - 2020/05/01/
JO  - Journal of Tests
DO  - doi:10.1234/x
UR  - https://example.org/p
KW  - reading
models
N2  - We read
   wrapped lines.
ER  -

"""
_MEDLINE = """PMID- 123
TI  - A title: with
      a second line
FAU - Doe, Jane
AU  - Doe J
FAU - Lee, Ann
AU  - Lee A
DP  - 2020 May
JT  - Journal of Tests
LID - S123 [pii]
LID - 10.1234/x [doi]
OT  - reading
OT  - models
AB  - We read
      wrapped lines.

PMID- 124
TI  - Another
AB  - Another text.
"""
_WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Doe, J
   Lee, A
AF Doe, Jane
   Lee, Ann
TI A title: with
   a second line
SO Journal of Tests
DE reading; models
AB We read
   wrapped lines.
PY 2020
DI 10.1234/x
UT WOS:1
ER

EF
"""
_ENW = """%0 Journal Article
%F doe2020
%T A title: with a second line
%A Doe, Jane
%A Lee, Ann
%D 2020
%J Journal of Tests
%R 10.1234/x
%K reading
models
%X We read wrapped lines.
"""


@pytest.mark.parametrize(
    ("name", "text", "own_id"),
    [
        ("p.ris", _RIS, "doe2020"),
        ("p.nbib", _MEDLINE, "123"),
        ("p.ciw", _WOS, "WOS:1"),
        ("p.enw", _ENW, "doe2020"),
    ],
)
def test_each_dialect(tmp_path: Path, name: str, text: str, own_id: str) -> None:
    """All dialects give the same paper; wrapped lines are joined by one blank."""
    corpus = read(tmp_path, text, name)
    paper = corpus.papers[0]
    assert () == corpus.skipped
    assert own_id == paper.id
    assert "A title: with a second line" == paper.title
    assert "We read wrapped lines." == paper.abstract
    assert ("Doe, Jane", "Lee, Ann") == paper.authors
    assert (2020, "10.1234/x", "Journal of Tests") == (paper.year, paper.doi, paper.venue)
    assert ("reading", "models") == paper.keywords


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.nbib", _MEDLINE.replace("DP  -", "CN  - The Lab\nDP  -")),
        ("p.ciw", _WOS.replace("TI A", "CA The\n   Lab\nTI A")),
    ],
)
def test_groups_are_authors(tmp_path: Path, name: str, text: str) -> None:
    """A group that signs a paper stands after the persons who do."""
    assert ("Doe, Jane", "Lee, Ann", "The Lab") == read(tmp_path, text, name).papers[0].authors


def test_the_year_of_early_access(tmp_path: Path) -> None:
    """What Web of Science has not yet in an issue is of the year of its early access."""
    (paper,) = read(tmp_path, _WOS.replace("PY 2020", "EA JUL 2023"), "p.ciw").papers
    assert 2023 == paper.year


@pytest.mark.parametrize("tag", "+>[]~*#$&(^!?<=:;@")
def test_each_endnote_tag_ends_the_field_before(tmp_path: Path, tag: str) -> None:
    """What stands under a tag that is not read is part of no author and of no abstract."""
    other = f"%{tag} Department of Tests\n%{tag}\n"
    (paper,) = read(tmp_path, _ENW.replace("%T", f"{other}%T") + other, "p.enw").papers
    assert ("Doe, Jane", "Lee, Ann") == paper.authors
    assert "We read wrapped lines." == paper.abstract


def test_medline_records_follow_each_other(tmp_path: Path) -> None:
    """A PMID line begins the next record, without any closing tag."""
    assert ["123", "124"] == [paper.id for paper in read(tmp_path, _MEDLINE, "p.nbib").papers]


def test_na_gives_way_to_the_next_tag(tmp_path: Path) -> None:
    """A value 'NA' counts as missing: another tag for the field is used, if there is one."""
    (paper,) = read(tmp_path, "TY  - JOUR\nTI  - T\nAB  - NA\nN2  - A.\nPY  - NA\nKW  - NA\nER  - \n").papers
    assert ("A.", None, ()) == (paper.abstract, paper.year, paper.keywords)


def test_abstract_in_sections(tmp_path: Path) -> None:
    """Several AB lines are the sections of one abstract."""
    (paper,) = read(tmp_path, "TY  - JOUR\nTI  - T\nAB  - AIM: A.\nAB  - RESULT: B.\nER  - \n").papers
    assert "AIM: A.\nRESULT: B." == paper.abstract


def test_faults_cost_no_record(tmp_path: Path) -> None:
    """Text outside records and a record that is never closed are reported by line; all are read."""
    text = (
        "Provider: someone\n\nTY  - JOUR\nTI  - One\nAB  - First.\n"
        "TY  - JOUR\nTI  - Two\nAB  - Second.\nER  - \nstray\n"
        "TY  - JOUR\nTI  - Three\nER  - \nTY  - JOUR\nTI  - Four\nAB  - Fourth."
    )
    corpus = read(tmp_path, text)
    assert ["One", "Two", "Four"] == [paper.title for paper in corpus.papers]
    assert [
        "papers.ris:1: outside any record: 'Provider: someone'",
        "papers.ris:6: a record begins before 'ER' closed the one above; both are read",
        "papers.ris:10: outside any record: 'stray'",
        "papers.ris:11: record 'Three' has no abstract",
    ] == [str(remark) for remark in corpus.skipped]


def test_a_line_before_any_tag_of_its_record(tmp_path: Path) -> None:
    """A record that starts with an untagged line does not stop the reader."""
    (paper,) = read(tmp_path, "TY  - \nstray\nTI  - T\nAB  - A.\nER  - ").papers
    assert ("T", ()) == (paper.title, paper.authors)
