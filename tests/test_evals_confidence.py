"""Risk against coverage, calibration, separation."""

import math

import numpy as np
import pytest

from evals.measures.confidence import aurc, auroc, expected_calibration_error, reliability, risk_coverage


def test_risk_and_coverage() -> None:
    """Right, wrong, right by falling confidence: risks 0, 1/2, 1/3; their mean is the area."""
    confidence, right = np.array([0.5, 0.9, 0.1]), np.array([0.0, 1.0, 1.0])
    coverage, risk = risk_coverage(confidence, right)
    assert [1 / 3, 2 / 3, 1] == pytest.approx(list(coverage))
    assert [0, 1 / 2, 1 / 3] == pytest.approx(list(risk))
    assert pytest.approx((0 + 1 / 2 + 1 / 3) / 3) == aurc(confidence, right)


def test_ties_share_their_risk() -> None:
    """The order of equally confident cases does not matter."""
    same = np.array([0.5, 0.5])
    assert aurc(same, np.array([0.0, 1.0])) == aurc(same, np.array([1.0, 0.0])) == 0.5


def test_calibration_error() -> None:
    """Bin 0.9: three of four came true, off by 0.15; bin 0.2: none of one, off by 0.2: (4*0.15 + 1*0.2)/5."""
    confidence = np.array([0.9, 0.9, 0.9, 0.9, 0.2])
    outcome = np.array([1.0, 1.0, 1.0, 0.0, 0.0])
    assert pytest.approx(0.16) == expected_calibration_error(confidence, outcome)
    assert [1, 4] == [b.n for b in reliability(confidence, outcome)]


def test_a_confidence_of_one_is_in_the_last_bin() -> None:
    """The upper edge belongs to a bin."""
    assert 0 == expected_calibration_error(np.array([1.0]), np.array([1.0]))


def test_separation() -> None:
    """Pairs (0.9 over 0.5), (0.9 over 0.1), (0.5 tied 0.5), (0.5 over 0.1): 3.5 of 4."""
    assert 3.5 / 4 == auroc(np.array([0.9, 0.5, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert math.isnan(auroc(np.array([0.5]), np.array([1.0])))
