"""The table of papers and one paper's page."""

from page_world import BEAVER, HERON, HOSTILE, OTTER

from qa.page.collection_view import chosen, count_text, rows_html
from qa.types import Filters, Paper

ALL = [OTTER, BEAVER, HERON]


def test_what_is_not_known_comes_last() -> None:
    """In both directions: Heron has neither year nor author."""
    assert [BEAVER, OTTER, HERON] == chosen(ALL, Filters(), "year")
    assert [OTTER, BEAVER, HERON] == chosen(ALL, Filters(), "-year")
    assert [HERON] == chosen(ALL, Filters(), "-author")[2:]
    assert ALL == chosen(ALL, Filters(), "no such order")


def test_columns_that_nobody_fills_are_left_out() -> None:
    """A title, its topic's place, and authors and year where the collection has any."""
    assert 2 == rows_html([OTTER], 0, True, True).count("<td>")
    assert 0 == rows_html([HERON], 0, False, False).count("<td>")
    assert '<i class="swatch" data-of="heron" aria-hidden="true">' in rows_html([HERON], 0, False, False)


def test_no_row_says_so_and_leads_back() -> None:
    """Across all columns."""
    html = rows_html([], 0, True, True)
    assert 'colspan="3"' in html
    assert 'data-do="all-papers"' in html


def test_hostile_text_is_shown_as_text() -> None:
    """In titles, authors and ids."""
    html = rows_html([Paper(HOSTILE, HOSTILE, "A.", (HOSTILE,))], 0, True, False)
    assert "<img" not in html
    assert "<script" not in html


def test_counts_read_well() -> None:
    """Of how many, unless all."""
    assert ("1 paper", "2 of 1,200 papers") == (count_text(1, 1), count_text(2, 1200))
