"""Is the confidence worth anything: risk against coverage, calibration, separation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evals.stats import Array


@dataclass(frozen=True)
class Bin:
    """Cases of similar confidence: its mean, the share that came true, how many."""

    confidence: float
    share: float
    n: int


def risk_coverage(confidence: Array, right: Array) -> tuple[Array, Array]:
    """Coverage k/n and the share of wrong ones among the k most confident, for k = 1..n.

    The risk-coverage curve of El-Yaniv & Wiener (2010), "On the Foundations of Noise-free
    Selective Classification". Ties share their mean risk, so that the order of cases in a
    file does not matter.
    """
    order = np.argsort(-confidence, kind="stable")
    ranked, wrong = confidence[order], 1.0 - right[order]
    for value in np.unique(ranked):
        tied = ranked == value
        wrong[tied] = wrong[tied].mean()
    counts = np.arange(1, len(wrong) + 1)
    return counts / len(wrong), np.cumsum(wrong) / counts


def aurc(confidence: Array, right: Array) -> float:
    """Area under the risk-coverage curve: the mean risk over all coverages (Geifman et al. 2019)."""
    return float(risk_coverage(confidence, right)[1].mean())


def reliability(confidence: Array, outcome: Array, bins: int = 10) -> list[Bin]:
    """Equal-width bins of confidence, empty ones left out."""
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        Bin(float(confidence[index == b].mean()), float(outcome[index == b].mean()), int((index == b).sum()))
        for b in range(bins)
        if (index == b).any()
    ]


def expected_calibration_error(confidence: Array, outcome: Array) -> float:
    """ECE = sum over bins of n_b / n * |mean confidence - share that came true|, ten bins.

    Naeini et al. (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    return sum(b.n * abs(b.confidence - b.share) for b in reliability(confidence, outcome)) / len(confidence)


def auroc(score: Array, positive: Array) -> float:
    """P(score of a positive > score of a negative), ties one half: Mann-Whitney U / (n+ n-).

    NaN when one side is empty.
    """
    good, bad = score[positive > 0.5], score[positive <= 0.5]
    if not len(good) or not len(bad):
        return float("nan")
    above = (good[:, None] > bad[None, :]).mean()
    level = (good[:, None] == bad[None, :]).mean()
    return float(above + level / 2)
