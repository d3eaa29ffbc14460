"""The README's table of quality is that of the baseline."""

from pathlib import Path

import pytest

from evals.catalogue import measure_of
from evals.errors import EvalError
from evals.gate import BASELINE
from evals.record import Record, load_record
from evals.stats import Interval
from evals.table import _ROWS, BEGIN, END, README, main, quality_table, with_table


def test_rows() -> None:
    """A figure that the run has, in words."""
    record = Record({}, {"list_f1": Interval(0.81, 0.7, 0.9, 27)}, {}, {}, {})
    assert "| Lists of papers, F1 | 81.0% | 70.0% to 90.0% | 27 |" in quality_table(record)
    assert all(measure_of(name) for name in _ROWS)


def test_only_between_the_markers() -> None:
    """The rest of the text stays; without markers there is nowhere to write."""
    assert f"a\n{BEGIN}\n\nnew\n\n{END}\nb" == with_table(f"a\n{BEGIN}old{END}\nb", "new")
    with pytest.raises(EvalError, match="markers"):
        with_table("a", "new")


def test_command_refuses_a_text_without_markers(tmp_path: Path) -> None:
    """One line, nothing written."""
    file = tmp_path / "README.md"
    file.write_text("a", encoding="utf-8")
    with pytest.raises(SystemExit, match="error"):
        main([str(file)])
    assert "a" == file.read_text(encoding="utf-8")


@pytest.mark.skipif(not BASELINE.exists(), reason="no baseline was made yet")
def test_the_readme_says_what_was_measured() -> None:
    """python -m evals.table would change nothing."""
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text, quality_table(load_record(BASELINE)))
