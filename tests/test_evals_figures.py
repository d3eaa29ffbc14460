"""From questions to figures."""

from dataclasses import replace

import pytest
from evals_builders import ALPHA, PAPERS, SPEEDUP, abstention, answer, outcome, question

from evals.catalogue import MEASURES, measure_of
from evals.figures import figures_of, flips, sliced_values, speed_ratios
from evals.running import Asked
from evals.scoring import Scored, Scorer


def _scored() -> list[Scored]:
    scorer = Scorer(PAPERS, None)
    fast = answer((ALPHA, SPEEDUP))
    variants = {"upper": ("alpha",), "typo": ()}
    good = Asked(question(id="a"), fast, seconds=0.2, embedding=0.1, variants=variants)
    bad = Asked(question(id="b"), abstention(), seconds=0.4, embedding=0.1)
    none = question(id="c", expect="abstain", relevant=(), evidence=(), must=(), reason="off_topic")
    off = Asked(none, abstention("off_topic"), seconds=0.3, embedding=0.1)
    return [
        *scorer.score(outcome(good, style="named")),
        *scorer.score(outcome(bad, style="terse")),
        *scorer.score(outcome(off, "unanswerable")),
    ]


def test_means_over_what_applies() -> None:
    """Right: a and c of three. Decisive: a and b have facts, one is said. Recall of c alone."""
    figures = figures_of(_scored())
    assert (pytest.approx(2 / 3), 3) == (figures["right"].value, figures["right"].n)
    assert (0.5, 2) == (figures["decisive"].value, figures["decisive"].n)
    assert (1.0, 1) == (figures["abstain_recall"].value, figures["abstain_recall"].n)
    assert 0.5 == figures["right[fact]"].value
    assert 1.0 == figures["right[unanswerable]"].value
    assert 1.0 == figures["first_sentence[named]"].value
    assert 1.0 == figures["abstain_recall[off_topic]"].value


def test_what_no_question_has_is_no_figure() -> None:
    """There was no list, so there is no figure of lists."""
    assert "list_f1" not in figures_of(_scored())


def test_variants() -> None:
    """Of two variants, one changed the papers."""
    figures = figures_of(_scored())
    assert (0.5, 1.0, 0.0) == tuple(figures[f"same_papers{s}"].value for s in ("", "[upper]", "[typo]"))
    assert (1, 2) == flips(_scored())


def test_confidence_is_judged_over_single_questions() -> None:
    """The only right answer is the most confident: risks 0, then 1/2 and 2/3 with the tied rest wrong."""
    figures = figures_of(_scored())
    assert pytest.approx((0 + 1 / 2 + 2 / 3) / 3) == figures["aurc"].value
    assert 0.75 == figures["auroc"].value


def test_speed_is_relative() -> None:
    """Seconds over the median embedding of the run: 2, 4, 3."""
    assert [2, 4, 3] == pytest.approx(list(speed_ratios(_scored())))
    assert pytest.approx(3) == figures_of(_scored())["speed_p50"].value


def test_unmeasured_time_is_left_out() -> None:
    """Without a measured embedding there is no speed."""
    scored = [replace(one, asked=replace(one.asked, embedding=0.0)) for one in _scored()]
    assert "speed_p50" not in figures_of(scored)


def test_every_value_is_in_the_catalogue() -> None:
    """A measure that is computed but not listed would never be seen."""
    assert set() == {name for one in _scored() for name in one.values} - set(MEASURES)
    assert measure_of("right[fact]") is MEASURES["right"]
    assert measure_of("nothing") is None


def test_slices_keep_the_whole() -> None:
    """A column by question id for the whole and each slice."""
    assert {"right", "right[fact]", "right[unanswerable]"} == set(sliced_values(_scored(), "right", "kind"))
