"""The two grounding checkers, each on its own terms, and that they share no code."""

import ast
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from evals_builders import ALPHA, BETA, BY_ID, SPEEDUP, WEIGHTS, abstention, answer

from evals.grounding import accuracy, entailment, labelled, spans
from evals.grounding.entailment import EntailmentChecker, Model, Vectors, features, load_model
from qa.types import Sentence


def test_exact_quotes() -> None:
    """A quote one character off, or under another paper's citation, is not exact: 1 of 2."""
    good = answer((ALPHA, SPEEDUP), (BETA, WEIGHTS))
    assert 1 == spans.quotes_exact(good, BY_ID)
    quote = good.citations[0].quotes[0]
    off = replace(good.citations[0], quotes=(replace(quote, start=quote.start + 1, end=quote.end + 1),))
    assert 0.5 == spans.quotes_exact(replace(good, citations=(off, good.citations[1])), BY_ID)
    foreign = replace(good.citations[0], paper_id="beta")
    assert 0.5 == spans.quotes_exact(replace(good, citations=(foreign, good.citations[1])), BY_ID)
    assert spans.quotes_exact(abstention(), BY_ID) is None


@pytest.mark.parametrize(
    ("text", "verdict", "lacking"),
    [
        (SPEEDUP, "verbatim", ""),
        ("Alpha adds draft heads ... on GSM8K.", "verbatim", ""),
        ("On GSM8K, Alpha reaches a speedup of 2.2x.", "covered", ""),
        ("Alpha reaches a 2.3x speedup on GSM8K.", "unsupported", "2.3"),
        ("Alpha reaches a 2.2x speedup on HumanEval.", "unsupported", "HumanEval"),
        ("Alpha helps farmers harvest tomatoes cheaply.", "unsupported", "helps"),
        ("Alpha needs no training.", "elsewhere", "needs"),
    ],
)
def test_sentences_against_their_quotes(text: str, verdict: str, lacking: str) -> None:
    """Word for word, or all numbers, names and most words; the abstract is looked at last."""
    told = answer((ALPHA, SPEEDUP))
    finding = spans.check_sentence(told, Sentence(text, (1,)), (1,), BY_ID)
    assert (verdict, lacking) == (finding.verdict, finding.lacking)


def test_a_sentence_under_the_wrong_number() -> None:
    """Beta does not say what alpha says; a number that no citation has supports nothing."""
    told = answer((ALPHA, SPEEDUP), (BETA, WEIGHTS))
    assert not spans.check_sentence(told, told.sentences[0], (2,), BY_ID).grounded
    assert "a citation" == spans.check_sentence(told, told.sentences[0], (3,), BY_ID).lacking


def _embed(texts: Sequence[str]) -> entailment.Vector:
    """Counts of letters as unit vectors: near for near texts, and no model to load."""
    rows = np.array(
        [[text.lower().count(chr(97 + i)) + 0.01 for i in range(26)] for text in texts], dtype=np.float32
    )
    vectors: entailment.Vector = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def test_features() -> None:
    """A sentence of the source: all is covered. One with another number: the figures are not."""
    vectors = Vectors(_embed)
    same = features(SPEEDUP, ALPHA.abstract, vectors)
    other = features(SPEEDUP.replace("2.2", "9.9"), ALPHA.abstract, vectors)
    assert same is not None
    assert other is not None
    by_name = dict(zip(entailment.FEATURES, same, strict=True))
    assert pytest.approx(1, abs=1e-5) == by_name["similarity"]
    assert (1, 1, 1, 1, 0) == (
        by_name["coverage"],
        by_name["pairs"],
        by_name["figures"],
        by_name["capitals"],
        by_name["negation"],
    )
    assert other[entailment.FEATURES.index("figures")] < 1
    assert features("", ALPHA.abstract, vectors) is None


def test_negation_on_one_side() -> None:
    """One of two negates."""
    row = features("It does not need training.", "It needs much training.", Vectors(_embed))
    assert row is not None
    assert 1 == row[entailment.FEATURES.index("negation")]


def test_entailment_with_the_fitted_weights() -> None:
    """A quote entails itself more than another paper's sentence does; an empty source entails nothing."""
    checker = EntailmentChecker(_embed)
    assert checker.entailed(SPEEDUP, ALPHA.abstract)
    assert checker.probability(SPEEDUP, ALPHA.abstract) > checker.probability(SPEEDUP, BETA.abstract)
    assert 0 == checker.probability(SPEEDUP, "")
    assert len(entailment.FEATURES) == len(load_model().weights)


def test_each_text_is_embedded_once() -> None:
    """Vectors are kept."""
    asked: list[str] = []

    def remember(texts: Sequence[str]) -> entailment.Vector:
        asked.extend(texts)
        return _embed(texts)

    vectors = Vectors(remember)
    vectors.add(["a", "b", "a"])
    vectors.of(["b", "c"])
    assert ["a", "b", "c"] == asked


def test_fit_finds_the_feature_that_decides() -> None:
    """The first feature separates the classes, the second is noise: the weights say so."""
    rng = np.random.default_rng(0)
    labels = (np.arange(400) % 2).astype(float)
    values = np.column_stack([labels + rng.normal(0, 0.3, 400), rng.normal(0, 1, 400)])
    model: Model = accuracy.fit(values, labels, np.ones(400))
    assert model.weights[0] > 5 * abs(model.weights[1])
    right = (accuracy.probability(model, values) >= model.threshold) == (labels > 0.5)
    assert right.mean() > 0.9


def test_labelled_sets(tmp_path: Path) -> None:
    """A marked span makes its sentence unsupported; only "support" counts as supported."""
    (tmp_path / "checkcovid_train").mkdir()
    (tmp_path / "ragtruth_qa_train.jsonl").write_text(
        '{"query": "q", "context": "A cat sat here.", "response": "A cat sat here. A dog ran away fast.", '
        '"labels": [{"start": 16, "end": 35}]}\n',
        encoding="utf-8",
    )
    (tmp_path / "checkcovid_corpus.json").write_text(
        '{"cord_id": "c", "abstract": ["One.", "Two."]}\n', encoding="utf-8"
    )
    (tmp_path / "checkcovid_train" / "covidCheck_train_composed+extracted.json").write_text(
        '[{"claim": "Two it is", "cord_id": "c", "label": "REFUTE", "evidence_set": [{"sent_index": 1}]}]',
        encoding="utf-8",
    )
    found = [
        (case.origin, case.sentence, case.source, case.supported) for case in labelled.load_labelled(tmp_path)
    ]
    assert [
        ("RAGTruth", "A cat sat here.", "A cat sat here.", True),
        ("RAGTruth", "A dog ran away fast.", "A cat sat here.", False),
        ("Check-COVID", "Two it is", "Two.", False),
    ] == found


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }


def test_the_checkers_share_no_code() -> None:
    """Neither imports the other, a module that both import, or the product's own check."""
    own = [
        {name for name in _imports(Path(str(module.__file__))) if name.startswith(("evals", "qa"))}
        for module in (spans, entailment)
    ]
    assert set() == {"evals.grounding.spans", "evals.grounding.entailment"} & (own[0] | own[1])
    assert set() == own[0] & own[1]
    assert not any(name.startswith("qa.verify") for name in own[0] | own[1])
