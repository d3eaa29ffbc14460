"""What a run leaves behind, and the page that shows it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from evals_builders import ALPHA, PAPERS, SPEEDUP, abstention, answer, outcome, question

from evals.charts import histogram, reliability_chart, risk_coverage_chart, whisker
from evals.gate import Judgement, Thresholds, judge
from evals.highlight import Piece, pieces_of
from evals.manifest import make_manifest
from evals.measures.confidence import Bin
from evals.record import Record, load_record, record_of
from evals.report import paper_rows, render_report
from evals.results import case_rows, results_folder, save_run
from evals.running import Asked
from evals.scoring import Scored, Scorer
from evals.stats import Interval
from qa.settings import Settings

_MANIFEST = {
    "time": "2026-01-02T03:04:05+00:00", "revision": "abc", "engine": "extractive",
    "corpus": {"papers": 3}, "options": {"split": "dev"},
}  # fmt: skip
_HOSTILE = "<script>alert(1)</script> How fast is Alpha?"


def _scored() -> list[Scored]:
    scorer = Scorer(PAPERS, None)
    good = Asked(question(id="a"), answer((ALPHA, SPEEDUP)), seconds=0.2, embedding=0.1)
    bad = Asked(
        question(id="b", question=_HOSTILE), answer((ALPHA, "Decoding is slow.")), seconds=0.3, embedding=0.1
    )
    lost = Asked(question(id="c"), abstention(), seconds=0.1, embedding=0.1)
    return [one for asked in (good, bad, lost) for one in scorer.score(outcome(asked))]


def _page(judgement: Judgement | None = None, baseline: Record | None = None) -> str:
    scored = _scored()
    limits = Thresholds({"right": 0.9}, {})
    return render_report(record_of(_MANIFEST, scored), scored, PAPERS, judgement, limits, baseline)


def test_folder_and_files(tmp_path: Path) -> None:
    """Manifest, record, a line a case and the report."""
    scored = _scored()
    record = record_of(_MANIFEST, scored)
    folder = results_folder(_MANIFEST, tmp_path / "run")
    save_run(folder, record, scored, "<html>")
    assert _MANIFEST == json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert record.faults == load_record(folder).faults
    lines = (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    assert ["a", "b", "c"] == [json.loads(line)["id"] for line in lines]
    assert "<html>" == (folder / "report.html").read_text(encoding="utf-8")


def test_a_folder_by_time_and_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless one is given."""
    monkeypatch.setattr("evals.results.RESULTS", tmp_path)
    assert "20260102T030405-abc" == results_folder(_MANIFEST).name


def test_a_row_holds_the_turns() -> None:
    """Question with gold, answer, values and fault."""
    row = case_rows(_scored())[1]
    (turn,) = row["turns"]
    assert "says 0 of 1 decisive facts" == turn["fault"]
    assert turn["answer"]["citations"][0]["paper_id"] == "alpha"
    json.dumps(row)


def test_the_page_asks_the_network_for_nothing() -> None:
    """No address to load from, and a policy that would refuse it."""
    page = _page()
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page


def test_the_page_escapes_what_others_wrote() -> None:
    """A question is shown, never obeyed."""
    page = _page()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_shows_failures_with_evidence() -> None:
    """Fault, quote and evidence marked in the abstract, what was not said, and the paper's dots."""
    page = _page()
    assert "1 of 3 questions right" in page
    assert '<mark class="quote">Decoding is slow.</mark>' in page
    assert f'<mark class="gold">{SPEEDUP}</mark>' in page
    assert '<li class="unsaid">2.2x</li>' in page
    assert 'href="#case-b"' in page


def test_the_page_says_why_the_build_fails() -> None:
    """Failures on top; what changed since the baseline."""
    scored = _scored()
    record = record_of(_MANIFEST, scored)
    better = replace(record, faults={}, values={"right": {"a": 1.0, "b": 1.0, "c": 1.0}})
    judgement = judge(record, Thresholds({"right": 0.9}, {}), better)
    page = _page(judgement, better)
    assert "right is 33.3%, below its floor of 90.0%" in page
    assert "now wrong" in page


def test_every_paper_has_a_row() -> None:
    """Also one that no question is about."""
    rows = paper_rows(_scored(), PAPERS)
    assert [("alpha", 1, 3), ("beta", 0, 0), ("gamma", 0, 0)] == [
        (row.paper.id, row.passed, len(row.questions)) for row in rows
    ]


def test_pieces_of_a_text() -> None:
    """Quoted 0-4, evidence 2-6 of eight characters; together they are the text."""
    pieces = pieces_of("abcdefgh", [(0, 4)], [(2, 6)])
    assert [Piece("ab", "quote"), Piece("cd", "both"), Piece("ef", "gold"), Piece("gh", "")] == pieces
    assert [] == pieces_of("", [], [])
    assert [Piece("ab", "quote")] == pieces_of("ab", [(-3, 99)], [])


@pytest.mark.parametrize(
    "chart",
    [
        risk_coverage_chart([0.5, 1.0], [0.0, 0.5], 0.5),
        reliability_chart([Bin(0.2, 0.1, 3), Bin(0.9, 1.0, 9)]),
        histogram([1.0, 2.0, 3.0], [("p50 <2>", 2.0)]),
        whisker(Interval(0.5, 0.4, 0.6, 9), 1.0, 0.45),
    ],
)
def test_charts_are_sound(chart: str) -> None:
    """Each is one SVG element with every tag closed and text escaped."""
    assert "svg" == ElementTree.fromstring(chart).tag


def test_manifest_repeats_a_run() -> None:
    """Revision, digests, versions and seed; no secret and no place on this machine."""
    settings = Settings(llm_api_key="secret-key", corpus="/somewhere/of/mine.bib")
    manifest = make_manifest(settings, PAPERS, [], {"split": "dev"}, "extractive")
    text = json.dumps(manifest)
    assert {"revision", "embedder", "corpus", "dataset", "prompts", "packages", "seed"} <= set(manifest)
    assert "secret-key" not in text
    assert "/somewhere" not in text
