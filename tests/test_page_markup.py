"""Text becomes markup: escaped, cleaned, with highlights where they belong."""

import re

import pytest
from page_world import HOSTILE, OTTER

from qa.page.markup import button, esc, inline, link, marked, merged, shown, tag


def test_nothing_hostile_survives_as_markup() -> None:
    """Tags, quotes and entities come out as text, in elements and in attributes."""
    for markup in (esc(HOSTILE), shown(HOSTILE), marked(HOSTILE, [(3, 9)]), inline(HOSTILE)):
        assert [] == re.findall(r"<(?!/?(?:mark|em)>)", markup)
    assert '<a title="&quot;&gt;">x</a>' == tag("a", "x", title='">')
    assert 'data-id="&lt;b&gt;"' in button("<b>", "paper", data_id="<b>")


def test_attributes_without_a_value_and_left_out() -> None:
    """True is a bare attribute; None and False are no attribute; a number is written."""
    assert '<p hidden tabindex="-1">x</p>' == tag("p", "x", hidden=True, title=None, open=False, tabindex=-1)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", 'https://x" onclick="y', "ftp://x"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    """Anything else stays text."""
    assert "<a" not in link(address)


def test_a_link_tells_the_other_host_nothing() -> None:
    """It opens apart from the page and sends no referrer."""
    assert 'rel="noopener noreferrer nofollow"' in link("https://example.org/a?b=1&c=2")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in link("https://example.org/a?b=1&c=2")


def test_highlights_are_exact_while_latex_is_cleaned() -> None:
    """The pieces are cleaned apart, so the mark begins and ends with the quote."""
    text = OTTER.abstract
    start = text.index("It is")
    end = text.index(" Code")
    assert (
        "Otter is a decoder that drafts tokens. "
        "<mark>It is 2.44 times faster and saves 33% of memory for k ≥ 3 heads.</mark>"
        " Code: https://github.com/x/otter."
    ) == marked(text, [(start, end)])


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("a 2.44times gain", "2.44", "a <mark>2.44 times</mark> gain"),
        (r"for $k \geq 3$ heads", "3", "for <mark>k ≥ 3</mark> heads"),
        (r"by 33\% of it", "33", "by <mark>33</mark>% of it"),
        ("$5 and $6", "5", "$<mark>5</mark> and $6"),
        ("80&#x0025; of it", "25", "80<mark>%</mark> of it"),
        ("a <i>p</i> of it", "i>p", "a <mark>p</mark> of it"),
        ("CO<sub>2</sub> falls", "CO<sub>2", "<mark>CO₂</mark> falls"),
    ],
)
def test_a_highlight_never_cuts_a_formula(text: str, part: str, expected: str) -> None:
    """A mark inside of one is widened to the whole; prices are no formula."""
    at = text.index(part)
    assert expected == marked(text, [(at, at + len(part))])


def test_overlapping_spans_become_one() -> None:
    """Clipped to the text, in order, empty ones left out."""
    assert [(0, 5), (7, 9)] == merged([(7, 20), (3, 5), (0, 4), (6, 6), (12, 30)], 9)


def test_the_programs_own_markdown() -> None:
    """Emphasised titles and escapes are read, the rest is text."""
    assert "see <em>A*B &lt;i&gt;</em>, 2*3*4" == inline(r"see *A\*B <i>*, 2*3*4")
