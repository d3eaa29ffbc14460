"""Behaviour of qa.answer.threshold: lists by a figure that papers reach."""

from __future__ import annotations

import pytest

from qa.answer.threshold import threshold_of


@pytest.mark.parametrize(
    ("topic", "sentence", "expected"),
    [
        ("wage gains of over 10 percent", "The gain was 12%.", True),
        ("wage gains of over 10 percent", "The gain was 10%.", False),
        ("wage gains of 10 percent or more", "The gain was 10%.", True),
        ("wage gains of over 10 percent", "Unemployment fell by 15% in all of the towns in which we looked for gains.", False),
        ("treat less than 3% of the patients", "Only 2.5% of patients were treated.", True),
        ("treat less than 3% of the patients", "Costs rose by 1% among 40 mg patients.", False),  # of another figure
        ("speedups of more than 2x", "It has a speedup of 2.3-3.6x.", True),
        ("a mortality of at most 5 percent", "Mortality was 5%.", True),
        ("papers smaller than 500M words", "A corpus of 208 million words.", True),
        ("fewer than 1 billion words", "It grows from 124M to 1.4B words.", True),
        ("fewer than 1 billion words", "It has 200 learned words.", False),  # but a part
        ("more than 1000 patients", "We followed 1,284 adult patients.", True),
        ("more than 1000 patients", "In 2019 we asked all patients.", False),
        ("speedups of more than 2x", "It runs 8x faster.", True),
        ("a follow-up of more than 10 years", "The follow-up lasted 30 months.", False),
    ],
)  # fmt: skip
def test_a_figure_is_reached(topic: str, sentence: str, expected: bool) -> None:
    """It has the unit, lies on the side of the limit that is asked for, and stands beside what it measures."""
    threshold = threshold_of(topic)
    assert threshold is not None
    assert expected == threshold.met(sentence)


@pytest.mark.parametrize(
    "topic", ["use more than two drugs", "speedups up to 2x", "papers on 5 year survival", "GPT-4"]
)
def test_what_limits_no_figure(topic: str) -> None:
    """A count, what is reached at best, and a number in a name are no limits."""
    assert threshold_of(topic) is None
