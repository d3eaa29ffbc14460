"""The map: deterministic, true to the vectors, named by what sets groups apart."""

import re

import numpy as np
import pytest
from page_world import HOSTILE, OTTER

from qa.page.atlas import make_atlas
from qa.page.map_view import MIN_PLACES, map_html
from qa.page.projection import LANDMARKS, cluster, project
from qa.page.topics import name_topics, shared_phrases
from qa.types import Paper


def _groups(sizes: tuple[int, ...], dimension: int = 32) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors around as many directions, and which each belongs to."""
    random = np.random.default_rng(1)
    centres = np.eye(dimension)[: len(sizes)]
    truth = np.repeat(np.arange(len(sizes)), sizes)
    rows = centres[truth] + 0.1 * random.standard_normal((len(truth), dimension))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True), truth


@pytest.mark.parametrize("sizes", [(20, 15, 12), (LANDMARKS // 2, LANDMARKS // 2, 60)])
def test_neighbours_stay_neighbours(sizes: tuple[int, ...]) -> None:
    """The nearest point on the plane belongs to the same group, also beyond the landmarks."""
    rows, truth = _groups(sizes)
    points = project(rows)
    apart = ((points[:, None] - points[None]) ** 2).sum(-1) + np.eye(len(points)) * 9
    assert (truth[apart.argmin(1)] == truth).mean() > 0.97
    assert (0.0, 1.0) == (float(points.min()), float(points.max()))


def test_the_same_vectors_give_the_same_map() -> None:
    """No chance is involved that is not seeded."""
    rows, _ = _groups((9, 8))
    assert np.array_equal(project(rows), project(rows))
    assert np.array_equal(cluster(rows, 2), cluster(rows, 2))


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
def test_few_papers_have_places_too(n: int) -> None:
    """Finite ones, inside the square."""
    rows, _ = _groups((n,))
    points = project(rows)
    assert (n, 2) == points.shape
    assert np.isfinite(points).all()


def test_equal_vectors_do_no_harm() -> None:
    """A collection of copies is drawn as well."""
    assert np.isfinite(project(np.ones((12, 4)) / 2)).all()


def test_groups_are_found_and_sorted_by_size() -> None:
    """Label 0 is the largest."""
    rows, truth = _groups((30, 20, 10))
    assert np.array_equal(truth, cluster(rows, 3))


def test_topics_are_named_by_what_sets_them_apart() -> None:
    """Words that every group uses name none; pairs are kept as written; links give no word."""
    papers = [
        Paper(f"a{i}", "Sleep", "This model: deep sleep helps memory recall. www.sleep.org/x")
        for i in range(4)
    ]
    papers += [Paper(f"b{i}", "Coral", "This model: coral reefs suffer from ocean heat.") for i in range(4)]
    papers += [Paper(f"c{i}", "Birds", "This model: migratory birds cross the desert.") for i in range(4)]
    names = name_topics(papers, [0] * 4 + [1] * 4 + [2] * 4)
    assert "model" not in {word for words in names.values() for word in words}
    assert any("sleep" in word for word in names[0])
    assert any("coral" in word for word in names[1])
    assert not any("org" in word for word in names[0])


def test_phrases_that_a_few_papers_share() -> None:
    """At least three papers, not the whole collection."""
    papers = [Paper(str(i), "T", "On coral reefs." if i < 3 else "On open water.") for i in range(30)]
    assert ["coral reef"] == shared_phrases(papers)


def test_dots_are_buttons_and_titles_text() -> None:
    """Each paper can be reached by keyboard; a hostile title is only shown."""
    papers = [Paper(str(i), HOSTILE, OTTER.abstract) for i in range(9)]
    html = map_html(make_atlas(papers, np.eye(9, dtype=np.float32)), 20)
    assert 9 == len(re.findall(r'<circle class="dot t\d"[^>]*tabindex="0" role="button"', html))
    assert "<img" not in html
    assert "shows 9 of 20 papers" in html


@pytest.mark.parametrize("n", [0, MIN_PLACES - 1])
def test_a_few_papers_have_no_map(n: int) -> None:
    """There is nothing that it could show."""
    papers = [Paper(str(i), "T", OTTER.abstract) for i in range(n)]
    assert "" == map_html(make_atlas(papers, np.eye(max(n, 1), dtype=np.float32)[:n]), n)


def test_each_paper_has_its_topic() -> None:
    """By id; what is not on the map has none."""
    rows, truth = _groups((9, 8))
    papers = [Paper(str(i), "T", OTTER.abstract) for i in range(17)]
    topics = make_atlas(papers, rows.astype(np.float32)).topic_of
    assert len(set(truth)) <= len(set(topics.values()))
    assert {str(i) for i in range(17)} == set(topics)
