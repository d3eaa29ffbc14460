"""Readers of the public sets, on tiny files of their formats, and a run with the real assistant."""

import json
from pathlib import Path
from typing import Any

import pytest
from evals_builders import PAPERS

from evals.errors import EvalError
from evals.external import BM25, run, sampled
from evals.external_sets import ExternalSet, Probe, load_external
from qa.types import Paper


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")


def _scifact(folder: Path) -> None:
    papers = [
        {
            "doc_id": n,
            "title": f"Paper {n} on {word}",
            "abstract": [f"We study {word} in {n} mice.", f"The {word} grew twofold."],
        }
        for n, word in enumerate(["livers", "kidneys", "lungs", "hearts"])
    ]
    claims = [
        {
            "id": 1,
            "claim": "Kidneys grew twofold.",
            "evidence": {"1": [{"sentences": [1], "label": "SUPPORT"}]},
            "cited_doc_ids": [1],
        },
        {"id": 2, "claim": "Lungs shrank in whales.", "evidence": {}, "cited_doc_ids": [2]},
    ]
    _lines(folder / "corpus.jsonl", papers)
    _lines(folder / "claims_train.jsonl", claims)


def test_scifact(tmp_path: Path) -> None:
    """Sentences are joined and evidence becomes a span; a claim without evidence has no answer."""
    _scifact(tmp_path)
    found = load_external("scifact", tmp_path)
    (paper_id, start, end), = found.probes[0].spans  # fmt: skip
    assert ("1", "The kidneys grew twofold.") == (paper_id, found.papers[1].abstract[start:end])
    assert [True, False] == [probe.answerable for probe in found.probes]


def test_bioasq(tmp_path: Path) -> None:
    """Only questions with a paper that is there; an empty title is the first words of the text."""
    _lines(tmp_path / "abstracts_partial.jsonl", [{"_id": "7", "title": "", "text": "Rituximab works."}])
    _lines(
        tmp_path / "questions_7b_9b.jsonl",
        [{"question": "Does it?", "docs": ["7", "8"]}, {"question": "?", "docs": ["9"]}],
    )
    found = load_external("bioasq", tmp_path)
    assert (Paper("7", "Rituximab works.", "Rituximab works."),) == found.papers
    assert (Probe("Does it?", ("7",)),) == found.probes


def test_squad(tmp_path: Path) -> None:
    """The evidence is the sentence around the answer; a near miss has none."""
    context = "Rome is old. Paris lies on the Seine. It is large."
    asked = [
        {
            "question": "Where is Paris?",
            "answers": [{"text": "the Seine", "answer_start": 27}],
            "is_impossible": False,
        },
        {"question": "Where is Oslo?", "answers": [], "is_impossible": True},
    ]
    data = {"data": [{"title": "Big_cities", "paragraphs": [{"context": context, "qas": asked}]}]}
    (tmp_path / "squad2_part.json").write_text(json.dumps(data), encoding="utf-8")
    found = load_external("squad", tmp_path)
    (_, start, end), = found.probes[0].spans  # fmt: skip
    assert "Paris lies on the Seine." == context[start:end]
    assert not found.probes[1].answerable


def test_a_set_that_is_not_there(tmp_path: Path) -> None:
    """One line with the folder."""
    with pytest.raises(EvalError, match="not a copy of 'squad'"):
        load_external("squad", tmp_path)
    with pytest.raises(EvalError, match="known are scifact, bioasq, squad"):
        load_external("trivia", tmp_path)


def test_a_sample_keeps_what_its_questions_need() -> None:
    """One question and two papers: its own is among them."""
    found = ExternalSet("x", PAPERS, (Probe("?", ("gamma",)), Probe("!", ("gamma",))))
    part = sampled(found, 1, 2)
    assert (1, 2) == (len(part.probes), len(part.papers))
    assert "gamma" in {paper.id for paper in part.papers}


def test_bm25() -> None:
    """The paper that shares words is first, with its best sentence."""
    reply = BM25(PAPERS).reply("Which one removes weights without loss?")
    assert "beta" == reply.ranked[0]
    assert "Beta removes 30% of the weights without loss." == reply.quotes[0].text


def test_a_whole_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The assistant over a collection of their abstracts, beside BM25."""
    _scifact(tmp_path)
    run("scifact", tmp_path, limit=2)
    told = capsys.readouterr().out
    assert "scifact: 2 questions, 4 papers" in told
    assert "BM25" in told
