"""The README's table of quality, from ``baseline.json``: python -m evals.table [README.md].

It stands between two markers and is never written by hand; a test compares it with the baseline.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.catalogue import MEASURES, measure_of
from evals.errors import EvalError
from evals.gate import BASELINE
from evals.record import Record, load_record
from evals.terminal import shown

BEGIN = "<!-- quality -->"
END = "<!-- /quality -->"
README = Path(__file__).resolve().parents[1] / "README.md"
# Figure -> how a reader of the README would say it.
_ROWS = {
    "right[fact]": "Questions for a fact answered right (said, cited, in three sentences at most)",
    "right[summary]": "Summaries with every main point",
    "list_f1": "Lists of papers, F1",
    "right[compare]": "Comparisons with both sides and all decisive facts",
    "right[collection]": "Questions about the collection itself",
    "right[conversation]": "Turns of conversations answered right",
    "abstain_recall": "Unanswerable questions declined",
    "answered": "Answerable questions answered",
    "quotes_exact": "Quotes that stand in the abstract, character by character",
    "grounded_spans": "Sentences backed by their quotes",
    "cited_precision": "Cited papers that are relevant",
    "hit@1": "Relevant paper found first",
    "ndcg@10": "nDCG@10 of retrieval",
    "same_papers": "Same papers in capitals, with a typo, without punctuation, in a polite frame",
    "speed_p50": "Median time of an answer, in embeddings of its question",
    "speed_p95": "95th percentile of it",
}


def quality_table(record: Record) -> str:
    """The table as Markdown: what, value, 95% interval, number of questions."""
    lines = ["| | | 95% interval | questions |", "|---|---:|---:|---:|"]
    for name, says in _ROWS.items():
        interval = record.figures.get(name)
        if interval is not None:
            measure = measure_of(name) or MEASURES["right"]
            low, high = shown(interval.low, measure), shown(interval.high, measure)
            lines.append(f"| {says} | {shown(interval.value, measure)} | {low} to {high} | {interval.n} |")
    return "\n".join(lines)


def with_table(text: str, table: str) -> str:
    """The text with the table between the markers. Raises EvalError without exactly one pair of them."""
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise EvalError(f"the text needs the markers {BEGIN!r} and {END!r}, once")
    return pattern.sub(lambda _: f"{BEGIN}\n\n{table}\n\n{END}", text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    readme = Path(given[0]) if given else README
    try:
        text = with_table(readme.read_text(encoding="utf-8"), quality_table(load_record(BASELINE)))
    except (OSError, EvalError) as error:
        sys.exit(f"error: {error}")
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
