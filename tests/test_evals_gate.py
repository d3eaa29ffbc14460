"""What makes a build fail, and what does not."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from evals.catalogue import measure_of
from evals.changes import compare_values, on_shared
from evals.errors import EvalError
from evals.gate import THRESHOLDS, Thresholds, judge, load_thresholds
from evals.record import Record, load_record, save_record
from evals.stats import mean_interval


def _record(right: list[float], **figures: float) -> Record:
    values = {"right": {f"q{i}": value for i, value in enumerate(right)}}
    means = {name: mean_interval(list(column.values())) for name, column in values.items()}
    return Record(
        {"revision": "x"},
        {**means, **{name: mean_interval([value]) for name, value in figures.items()}},
        values,
        {key: f"Question {key}?" for key in values["right"]},
        {key: "declined" for key, value in values["right"].items() if value < 1},
    )


def _limits(floors: Mapping[str, float], ceilings: Mapping[str, float] | None = None) -> Thresholds:
    return Thresholds(floors, ceilings or {})


def test_passes() -> None:
    """At its floor and as good as before."""
    run = _record([1, 1, 1, 0])
    assert judge(run, _limits({"right": 0.75}), run).passed


def test_below_a_floor() -> None:
    """The sentence names figure, value and floor."""
    found = judge(_record([1, 0]), _limits({"right": 0.8}), None)
    assert ("right is 50.0%, below its floor of 80.0%",) == found.failures


def test_above_a_ceiling() -> None:
    """For what is better low."""
    found = judge(_record([1], aurc=0.5), _limits({}, {"aurc": 0.4}), None)
    assert ("aurc is 0.500, above its ceiling of 0.400",) == found.failures


def test_a_vanished_figure() -> None:
    """It fails a whole run, not a run of one kind."""
    limits = _limits({"list_f1": 0.5})
    assert not judge(_record([1]), limits, None).passed
    assert judge(_record([1]), limits, None, partial=True).passed


def test_one_kind() -> None:
    """The floors of its slice and of the grounding hold for it; a mean over all kinds is only compared."""
    limits = _limits(
        {"right": 0.7, "right[list]": 0.1, "right[fact]": 0.9, "quotes_exact": 1.0}, {"aurc": 0.1}
    )
    one = limits.of_kind("list")
    assert {"right[list]", "quotes_exact"} == set(one.floors)
    assert {} == one.ceilings
    assert judge(_record([0] * 100, aurc=0.5), one, None, partial=True).passed
    assert not judge(_record([0] * 100), one, _record([1] * 100), partial=True).passed


def test_a_baseline_beside_one_kind() -> None:
    """It is told over the questions that were asked, not over all."""
    old = on_shared(_record([0, 0, 1, 1], aurc=0.5), _record([1, 1]))
    assert {"right": (0.0, 2)} == {name: (i.value, i.n) for name, i in old.figures.items()}


def test_a_significant_drop() -> None:
    """Forty of a hundred questions lost is beyond chance, above the floor or not."""
    found = judge(_record([1] * 60 + [0] * 40), _limits({"right": 0.1}), _record([1] * 100))
    assert ("right is worse than before by 40.0% over 100 questions, beyond chance",) == found.failures


def test_a_drop_within_chance() -> None:
    """One lost, one won of a hundred is not."""
    old = _record([0] + [1] * 99)
    found = judge(_record([1] * 99 + [0]), _limits({"right": 0.1}), old)
    assert found.passed
    assert [("q99", False), ("q0", True)] == [(change.id, change.better) for change in found.changes]


def test_a_change_says_what_is_wrong() -> None:
    """What was wrong before, what is wrong now."""
    (change,) = judge(_record([0]), _limits({}), _record([1])).changes
    assert ("", "declined", "Question q0?") == (change.was, change.now, change.question)


def test_only_shared_questions_are_compared() -> None:
    """New questions change no comparison."""
    assert 2 == compare_values(_record([1, 1, 1]), _record([1, 0]))["right"].n


def test_a_run_is_no_worse_than_itself(tmp_path: Path) -> None:
    """What is lost of a value when it is written is no drop, however many questions lose it."""
    run = _record([2 / 3] * 60 + [1.0] * 40)
    save_record(run, tmp_path / "run.json")
    assert judge(run, _limits({"right": 0.5}), load_record(tmp_path / "run.json")).passed


def test_records_survive_the_disk(tmp_path: Path) -> None:
    """Saved and loaded, a record is the same; a baseline keeps only the values that are judged."""
    run = _record([1, 0], aurc=0.25)
    save_record(run, tmp_path / "record.json")
    assert run == load_record(tmp_path)
    save_record(run, tmp_path / "small.json", [])
    assert {} == load_record(tmp_path / "small.json").values


def test_a_record_that_is_none(tmp_path: Path) -> None:
    """One line with the place."""
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(EvalError, match=r"x\.json: not the record of a run"):
        load_record(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[floor]\nright = 1.0", "unknown table 'floor'"),
        ("[floors]\nspeling = 1.0", "'speling' is no figure"),
        ("[floors]\naurc = 0.1", "is better lower"),
        ("[ceilings]\nright = 0.1", "is better higher"),
        ("[floors]\nright = true", "is True, not a number"),
        ("[floors", "cannot be read"),
    ],
)
def test_thresholds_refuse(tmp_path: Path, text: str, message: str) -> None:
    """A misspelt threshold must not silently guard nothing."""
    file = tmp_path / "thresholds.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match=re.escape(message)):
        load_thresholds(file)


def test_the_projects_thresholds() -> None:
    """Every number has a comment above it that says why; grounding and quotes are guarded."""
    lines = THRESHOLDS.read_text(encoding="utf-8").splitlines()
    bare = [line for above, line in pairwise(lines) if "=" in line and line[:1] != "#" and above[:1] != "#"]
    assert [] == bare
    limits = load_thresholds()
    assert {"quotes_exact", "grounded_spans", "grounded_entailed", "titles", "numbers_stable"} <= set(
        limits.floors
    )
    assert all(measure_of(name) for name in limits.figures)
