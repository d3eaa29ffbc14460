"""Text as the evals compare it."""

import pytest

from evals.text import fold, groups_said, says


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (r"up to 33\% and 2.49times", "up to 33% and 2.49x"),
        (r"$2.5\times$ faster", "2.5x faster"),
        ("a  “quoted”\nline – here", 'a "quoted" line - here'),
        (r"\textbf{Bold} \emph{soft}", "bold soft"),
        ("`code` *star* and snake_case", "code star and snake_case"),
        ("three timesteps", "three timesteps"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Case, blanks, dashes, quotes, LaTeX and Markdown marks do not matter."""
    assert folded == fold(text)


@pytest.mark.parametrize(
    ("text", "alternative", "found"),
    [
        ("a 2.2x speedup", "2.2x", True),
        ("a 12.2x speedup", "2.2x", False),
        ("2.25x", "2.2", False),
        ("there are 77.", "77", True),
        ("there are 770", "77", False),
        ("77,000 tokens", "77", False),
        ("it cannot", "not", False),
        ("nothing is held", "not", True),
        (r"\textless2MB of storage", "2MB", True),
        ("No paper", "no ", True),
        ("casino paper", "no ", False),
        ("33\\%", "33%", True),
    ],
)
def test_says(text: str, alternative: str, found: bool) -> None:
    """An alternative begins where a word or number begins; a number ends where it ends."""
    assert found is says(text, alternative)


def test_groups_said() -> None:
    """One alternative satisfies its group: here the first group is said, the second is not."""
    assert 1 == groups_said("uses two GPUs", [["2 GPUs", "two GPUs"], ["A100"]])
