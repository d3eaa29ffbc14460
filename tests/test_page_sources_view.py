"""The sources pane."""

from dataclasses import replace

from page_world import BEAVER, HERON, HOSTILE, OTTER, PAPERS, answered, cited

from qa.page.sources_view import abstract_parts, facts_html, sources_html, why_cited
from qa.types import Abstention, Sentence

DRAFTS = "Otter is a decoder that drafts tokens."


def test_each_cited_paper_with_its_quotes_in_the_whole_abstract() -> None:
    """In citation order, found by turn and number, each quote by its place in the citation."""
    answer = answered(
        Sentence("x", (2,)), Sentence("y", (1,)),
        citations=(cited(2, BEAVER, "Accuracy stays the same.", "Beaver prunes networks."), cited(1, OTTER, DRAFTS)),
    )  # fmt: skip
    html = sources_html(answer, PAPERS, 4)
    assert html.index('id="source-4-2"') < html.index('id="source-4-1"')
    assert (
        '<mark data-quotes="1">Beaver prunes networks.</mark> <mark data-quotes="0">Accuracy stays the same.</mark>'
        in html
    )
    assert "2 papers cited" in html


def test_quotes_that_overlap_share_a_highlight() -> None:
    """It is found from either."""
    assert '<mark data-quotes="0 1">We studied</mark> sleep' in abstract_parts(
        HERON.abstract, ((0, 6), (3, 10))
    )


def test_what_is_known_and_the_links_of_the_abstract() -> None:
    """Authors, year, its own address and those found in the text, each once."""
    html = facts_html(OTTER)
    for part in (
        "Ann Lee, Bo Yu",
        "2024",
        'href="https://example.org/otter"',
        'href="https://github.com/x/otter"',
    ):
        assert part in html
    assert "" == facts_html(HERON)


def test_a_link_ends_where_the_page_spoke_of_it() -> None:
    """What stood there for the address is no part of it."""
    paper = replace(OTTER, abstract="Code is at https://github.com/x/b_en.mdthis https URL.")
    assert 'href="https://github.com/x/b_en.md"' in facts_html(paper)


def test_why_a_paper_was_cited() -> None:
    """By its labels, or by the sentences that it backs."""
    citation = cited(1, OTTER, DRAFTS)
    assert "with 1 quote, for method" == why_cited(citation, answered(Sentence("x", (1,), label="Method")))
    assert "with 1 quote, for sentence 2" == why_cited(
        citation, answered(Sentence("x", ()), Sentence("y", (1,)))
    )
    assert "the best match" == why_cited(replace(citation, why="the best match"), answered())


def test_an_abstention_shows_the_nearest_papers() -> None:
    """Uncited, by title; nothing is highlighted."""
    html = sources_html(answered(abstention=Abstention("off_topic", "No.", (HERON.title,))), PAPERS, 1)
    assert "Nearest papers, not cited" in html
    assert "We studied sleep" in html
    assert "<mark" not in html


def test_hostile_papers_are_text() -> None:
    """Title, abstract, authors, venue and address."""
    paper = replace(
        OTTER, title=HOSTILE, abstract=HOSTILE, authors=(HOSTILE,), venue=HOSTILE, url="javascript:alert(1)"
    )
    html = sources_html(
        answered(Sentence("x", (1,)), citations=(cited(1, paper, HOSTILE[4:20]),)), {"otter": paper}, 1
    )
    assert "<img" not in html
    assert "<script" not in html
    assert 'href="javascript' not in html
