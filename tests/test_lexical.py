"""BM25 over titles and abstracts."""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np
import pytest

from qa.errors import IndexError_
from qa.lexical import Lexical
from qa.types import Paper

PAPERS = [
    Paper("a", "Graph networks", "Graphs predict parameters."),
    Paper("b", "Protein folding", "Networks fold proteins and predict structure."),
    Paper("c", "Sparse attention", "Attention over long documents."),
]


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    return Lexical.build(PAPERS)


def test_score_is_the_bm25_formula(lexical: Lexical) -> None:
    """Score = idf * tf / (tf + k1 * (1 - b + b * length / mean length)); a title term counts twice."""
    lengths = [2 * 2 + 3, 2 * 2 + 5, 2 * 2 + 3]  # title terms twice, abstract terms once
    mean = sum(lengths) / 3
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = [
        idf * tf / (tf + 1.5 * (1 - 0.75 + 0.75 * length / mean))
        for tf, length in zip([2, 1, 0], lengths, strict=True)
    ]
    assert expected == pytest.approx(lexical.scores({"network": 1.0}), abs=1e-6)


def test_weights_scale_and_add(lexical: Lexical) -> None:
    """A weighted query is the weighted sum of its terms' scores."""
    both = lexical.scores({"network": 2.0, "predict": 0.5})
    expected = 2.0 * lexical.scores({"network": 1.0}) + 0.5 * lexical.scores({"predict": 1.0})
    np.testing.assert_allclose(both, expected, rtol=1e-6)
    assert (np.float32, (3,)) == (both.dtype, both.shape)


def test_unknown_terms_add_nothing(lexical: Lexical) -> None:
    """A term that no paper holds leaves every score at zero."""
    assert [0.0, 0.0, 0.0] == lexical.scores({"zebra": 5.0}).tolist()
    assert [0.0, 0.0, 0.0] == lexical.scores({}).tolist()


def test_idf_and_document_frequency(lexical: Lexical) -> None:
    """idf is ln(1 + (N - df + .5) / (df + .5)); an unknown term has df 0."""
    assert (2, 1, 0) == tuple(lexical.document_frequency(term) for term in ("network", "attent", "zebra"))
    assert math.log(1 + 1.5 / 2.5) == pytest.approx(lexical.idf("network"))
    assert math.log(1 + 3.5 / 0.5) == pytest.approx(lexical.idf("zebra"))


def test_vocabulary_holds_exactly_the_terms(lexical: Lexical) -> None:
    """The vocabulary maps each stem to its column, without an empty token."""
    assert "" not in lexical.vocabulary
    assert {"graph", "network", "protein", "attent"} <= set(lexical.vocabulary)
    assert list(range(len(lexical.vocabulary))) == sorted(lexical.vocabulary.values())


def test_saved_and_loaded_is_the_same(lexical: Lexical, tmp_path: Path) -> None:
    """What is loaded scores as what was saved."""
    lexical.save(tmp_path / "bm25")
    loaded = Lexical.load(tmp_path / "bm25")
    weights = {"network": 1.0, "attent": 0.3}
    assert lexical.scores(weights).tolist() == loaded.scores(weights).tolist()
    assert (3, dict(lexical.vocabulary)) == (len(loaded), dict(loaded.vocabulary))


@pytest.mark.parametrize("name", ["data.csc.index.npy", "vocab.index.json", "params.index.json"])
def test_half_a_file_is_an_error(lexical: Lexical, tmp_path: Path, name: str) -> None:
    """A truncated file raises IndexError_, whichever it is."""
    lexical.save(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 3])
    with pytest.raises(IndexError_, match="unreadable"):
        Lexical.load(tmp_path)


def test_papers_without_words(tmp_path: Path) -> None:
    """A paper without a word has score zero, and so has a collection without one."""
    mixed = Lexical.build([Paper("a", "Graph", ""), Paper("b", "…", "?")])
    assert [True, False] == (mixed.scores({"graph": 1.0}) > 0).tolist()
    Lexical.build([Paper("a", "…", "?")]).save(tmp_path)
    empty = Lexical.load(tmp_path)
    assert ([0.0], 0) == (empty.scores({"graph": 1.0}).tolist(), empty.document_frequency("graph"))


def test_a_warm_query_is_quick() -> None:
    """A query of six terms over 77 papers takes far less than a millisecond (measured: 0.02 ms)."""
    lexical = Lexical.build(PAPERS * 26)
    weights = dict.fromkeys(("graph", "network", "predict", "protein", "attent", "structur"), 1.0)
    times = []
    for _ in range(50):
        start = time.perf_counter()
        lexical.scores(weights)
        times.append(time.perf_counter() - start)
    assert sorted(times)[10] < 0.001
