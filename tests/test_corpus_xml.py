"""EndNote's and PubMed's XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import load
from qa.errors import CorpusError
from qa.types import Corpus


def read(folder: Path, text: str) -> Corpus:
    path = folder / "papers.xml"
    path.write_text(text, encoding="utf-8")
    return load(path)


_ENDNOTE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<xml><records>
<record><rec-number>7</rec-number><contributors><authors><author><style face="normal">Doe, Jane</style>
</author><author>Lee, Ann</author></authors></contributors>
<titles><title><style>Why </style><style face="italic">Ü</style></title>
<secondary-title>J</secondary-title></titles><dates><year>2020</year></dates>
<abstract>A &lt; B &amp; C.</abstract><urls><related-urls><url>https://example.org/p</url></related-urls></urls>
<electronic-resource-num>10.1234/x</electronic-resource-num>
<keywords><keyword>k1</keyword><keyword>k2</keyword></keywords></record>
<record><titles><title>Without</title></titles></record>
</records></xml>"""
_PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue><Title>J</Title></Journal>
<ArticleTitle>Why <i>Ü</i></ArticleTitle><ELocationID EIdType="doi">10.1234/x</ELocationID>
<Abstract><AbstractText Label="AIM">A.</AbstractText><AbstractText Label="RESULT">B.</AbstractText></Abstract>
<AuthorList><Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author>
<Author><CollectiveName>The Lab</CollectiveName></Author></AuthorList></Article></MedlineCitation>
</PubmedArticle></PubmedArticleSet>"""


def test_endnote(tmp_path: Path) -> None:
    """Styled text is joined, escapes are decoded, and a record without abstract has its line."""
    corpus = read(tmp_path, _ENDNOTE)
    (paper,) = corpus.papers
    assert ("7", "Why Ü", "A < B & C.", 2020) == (paper.id, paper.title, paper.abstract, paper.year)
    assert (("Doe, Jane", "Lee, Ann"), "J", "10.1234/x") == (paper.authors, paper.venue, paper.doi)
    assert (("k1", "k2"), "https://example.org/p") == (paper.keywords, paper.url)
    assert ["papers.xml:10: record 'Without' has no abstract"] == [str(s) for s in corpus.skipped]


def test_pubmed(tmp_path: Path) -> None:
    """PubMed's sections become one abstract; persons and groups become authors."""
    (paper,) = read(tmp_path, _PUBMED).papers
    assert ("7", "Why Ü", "AIM: A.\nRESULT: B.") == (paper.id, paper.title, paper.abstract)
    assert (("Doe, Jane", "The Lab"), "10.1234/x", 2020) == (paper.authors, paper.doi, paper.year)


_ARTICLE = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>8</PMID><Article><Journal><JournalIssue>
<PubDate><MedlineDate>2003 Jan-Feb</MedlineDate></PubDate></JournalIssue></Journal><ArticleTitle>T</ArticleTitle>
<Abstract><AbstractText>A.</AbstractText></Abstract></Article></MedlineCitation><PubmedData><ReferenceList><Reference>
<ArticleIdList><ArticleId IdType="doi">10.9999/other</ArticleId></ArticleIdList></Reference></ReferenceList>
<ArticleIdList><ArticleId IdType="pubmed">8</ArticleId>{}</ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""


@pytest.mark.parametrize(
    ("own", "doi"), [('<ArticleId IdType="doi">10.1234/y</ArticleId>', "10.1234/y"), ("", None)]
)
def test_pubmed_year_and_doi_in_other_places(tmp_path: Path, own: str, doi: str | None) -> None:
    """A season is dated by its year; the DOI among the article's ids counts, a reference's does not."""
    (paper,) = read(tmp_path, _ARTICLE.format(own)).papers
    assert (2003, doi) == (paper.year, paper.doi)


_BOOK = """<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>9</PMID><Book><BookTitle>The book</BookTitle>
<PubDate><Year>2021</Year></PubDate><AuthorList Type="editors"><Author><LastName>Poe</LastName></Author></AuthorList>
</Book>{}<AuthorList Type="authors"><Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author></AuthorList>
<Abstract><AbstractText>A.</AbstractText></Abstract></BookDocument></PubmedBookArticle></PubmedArticleSet>"""


@pytest.mark.parametrize(
    ("chapter", "title", "venue"),
    [("<ArticleTitle>T</ArticleTitle>", "T", "The book"), ("", "The book", None)],
)
def test_pubmed_books(tmp_path: Path, chapter: str, title: str, venue: str | None) -> None:
    """A chapter of a book is a paper, and so is a book without chapters; editors are no authors."""
    (paper,) = read(tmp_path, _BOOK.format(chapter)).papers
    assert ("9", title, "A.", venue) == (paper.id, paper.title, paper.abstract, paper.venue)
    assert (("Doe, Jane",), 2021) == (paper.authors, paper.year)


def test_entities_are_refused(tmp_path: Path) -> None:
    """A file that declares entities, as an expansion attack does, is not parsed at all."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><records>&b;</records></xml>'
    with pytest.raises(CorpusError, match="declares XML entities"):
        read(tmp_path, bomb)


def test_other_xml_names_what_is_read(tmp_path: Path) -> None:
    """XML of another kind is refused with the elements that would be read."""
    path = tmp_path / "papers.xml"
    path.write_text("<article><title>T</title></article>", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"no <record> .EndNote. and no <PubmedArticle>"):
        load(path)


def test_what_comes_before_a_fault_is_kept(tmp_path: Path) -> None:
    """Records before broken markup are read; the fault is reported with its line."""
    corpus = read(tmp_path, _ENDNOTE.replace("</records></xml>", "<record></records>"))
    assert 1 == len(corpus.papers)
    assert 11 == corpus.skipped[-1].line
    assert "not valid XML" in corpus.skipped[-1].reason
