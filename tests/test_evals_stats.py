"""Intervals by resampling."""

import pytest

from evals.stats import mean_interval, paired_difference, statistic_interval


def test_mean_and_its_interval() -> None:
    """(1 + 1 + 0 + 0) / 4 = 0.5; the interval holds the mean and lies within the values."""
    found = mean_interval([1, 1, 0, 0])
    assert (0.5, 4) == (found.value, found.n)
    assert 0 <= found.low < 0.5 < found.high <= 1


def test_the_same_draws_every_time() -> None:
    """A run gives the same interval again."""
    values = [0.1, 0.5, 0.9, 0.4]
    assert mean_interval(values) == mean_interval(values)


def test_equal_values_have_no_width() -> None:
    """Nothing varies, so nothing is uncertain."""
    found = mean_interval([1.0] * 5)
    assert (1.0, 1.0) == (found.low, found.high)


def test_no_values() -> None:
    """A measure without cases has no mean."""
    with pytest.raises(ValueError, match="left out"):
        mean_interval([])


def test_more_cases_narrow_the_interval() -> None:
    """The width falls with the number of cases."""
    few, many = mean_interval([0, 1] * 10), mean_interval([0, 1] * 200)
    assert many.high - many.low < few.high - few.low


def test_difference_of_pairs() -> None:
    """Forty cases that all lose 0.5 are a drop; two that go either way are not."""
    assert paired_difference([0.5] * 40, [1.0] * 40).drop
    assert paired_difference([1.0] * 40, [0.5] * 40).rise
    mixed = paired_difference([1, 0] * 20, [0, 1] * 20)
    assert not mixed.drop
    assert not mixed.rise
    assert 0 == mixed.value


def test_pairs_must_match() -> None:
    """Other cases on the two sides are no comparison."""
    with pytest.raises(ValueError, match="same cases"):
        paired_difference([1.0], [])


def test_statistic_over_rows() -> None:
    """Undefined resamples are left out; the value is that of the rows as they are."""
    found = statistic_interval(
        [1, 2, 3], [0, 0, 0], lambda a, _: float("nan") if a.max() < 3 else float(a.max())
    )
    assert (3.0, 3.0, 3.0) == (found.value, found.low, found.high)
