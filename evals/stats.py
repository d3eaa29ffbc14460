"""Intervals by resampling. Every draw is seeded, so a run gives the same figures again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SEED = 20260
_RESAMPLES = 2000


@dataclass(frozen=True)
class Interval:
    """A value with its 95% interval, over ``n`` cases."""

    value: float
    low: float
    high: float
    n: int


def mean_interval(values: Sequence[float], seed: int = SEED) -> Interval:
    """The mean with a percentile bootstrap interval (Efron & Tibshirani 1993, ch. 13).

    mean = sum(x) / n; the interval is the 2.5th and 97.5th percentile of the means of 2,000
    samples of n drawn with replacement. Raises ValueError without values.
    """
    if not values:
        raise ValueError("no values: a measure without cases is left out, not zero")
    array = np.asarray(values, dtype=np.float64)
    rows = _draws(len(array), seed)
    low, high = np.percentile(array[rows].mean(axis=1), [2.5, 97.5])
    return Interval(float(array.mean()), float(low), float(high), len(array))


def statistic_interval(
    first: Sequence[float] | Array,
    second: Sequence[float] | Array,
    statistic: Callable[[Array, Array], float],
    seed: int = SEED,
) -> Interval:
    """Any statistic of two paired columns, with the same bootstrap over their rows.

    Resamples on which it is undefined (NaN) are left out of the interval.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    found = np.array([statistic(a[rows], b[rows]) for rows in _draws(len(a), seed, 500)])
    found = found[~np.isnan(found)]
    value = float(statistic(a, b))
    low, high = np.percentile(found, [2.5, 97.5]) if len(found) else (value, value)
    return Interval(value, float(low), float(high), len(a))


@dataclass(frozen=True)
class Difference:
    """New minus old over the same cases, with its interval; ``n`` cases in both."""

    value: float
    low: float
    high: float
    n: int

    @property
    def drop(self) -> bool:
        """Whether the new values are lower beyond chance: the whole interval lies below zero."""
        return self.high < 0

    @property
    def rise(self) -> bool:
        """Whether the new values are higher beyond chance."""
        return self.low > 0


def paired_difference(
    new: Sequence[float], old: Sequence[float], level: float = 0.95, seed: int = SEED
) -> Difference:
    """The mean of new[i] - old[i] with a paired bootstrap interval of this level.

    As in Koehn (2004), "Statistical Significance Tests for Machine Translation Evaluation":
    the cases are resampled, both systems on the same ones.
    """
    if len(new) != len(old) or not new:
        raise ValueError("the two sides must have the same cases, at least one")
    change = np.asarray(new, dtype=np.float64) - np.asarray(old, dtype=np.float64)
    means = change[_draws(len(change), seed)].mean(axis=1)
    low, high = np.percentile(means, [50 * (1 - level), 50 * (1 + level)])
    return Difference(float(change.mean()), float(low), float(high), len(change))


def _draws(n: int, seed: int, resamples: int = _RESAMPLES) -> NDArray[np.int64]:
    """Row numbers of the resamples, shape (resamples, n)."""
    return np.random.default_rng(seed).integers(0, n, size=(resamples, n))
