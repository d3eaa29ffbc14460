"""Feedback from the page as draft cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from evals_builders import ALPHA, PAPERS, SPEEDUP, abstention, answer

from evals.dataset import load_dev
from evals.errors import EvalError
from evals.feedback import TODO, draft_cases, main
from qa.types import Answer


def _line(kind: str, told: Answer | None = None, **more: Any) -> str:
    told = told or answer((ALPHA, SPEEDUP))
    entry = {
        "time": "t",
        "kind": kind,
        "question": "it?",
        "standalone": "Alpha?",
        "answer": told.as_dict(),
        "comment": "",
    }
    return json.dumps({**entry, **more})


def test_a_good_answer_brings_its_evidence() -> None:
    """Papers and quotes become gold, asked as understood; what is decisive a person has to say."""
    (draft,) = draft_cases([_line("up")])
    assert ("Alpha?", "answer", ["alpha"], [[TODO]]) == (
        draft["question"],
        draft["expect"],
        draft["relevant"],
        draft["must"],
    )
    assert SPEEDUP == draft["evidence"][0]["text"]


def test_a_good_abstention_is_whole(tmp_path: Path) -> None:
    """Nothing is left to write: the loader takes it."""
    (draft,) = draft_cases([_line("up", abstention("off_topic"))])
    assert ("unanswerable", "abstain", "off_topic") == (draft["kind"], draft["expect"], draft["reason"])
    file = tmp_path / "drafts.jsonl"
    file.write_text(json.dumps(draft) + "\n", encoding="utf-8")
    assert 1 == len(load_dev(PAPERS, file))


@pytest.mark.parametrize("kind", ["up", "down", "wrong_citation"])
def test_a_draft_does_not_count_until_a_person_saw_it(tmp_path: Path, kind: str) -> None:
    """The loader refuses what says TODO."""
    file = tmp_path / "drafts.jsonl"
    file.write_text("\n".join(json.dumps(draft) for draft in draft_cases([_line(kind)])), encoding="utf-8")
    with pytest.raises(EvalError, match=TODO):
        load_dev(PAPERS, file)


def test_a_bad_answer_leaves_no_gold() -> None:
    """Only the question and the comment are kept; with wrong citations the text as well."""
    (down,) = draft_cases([_line("down", comment="it is 3x")])
    assert ([], [TODO], "TODO (it is 3x)") == (down["evidence"], down["relevant"], down["answer"])
    (cited,) = draft_cases([_line("wrong_citation")])
    assert SPEEDUP in cited["answer"]
    assert [TODO] == cited["relevant"]


def test_the_last_verdict_counts() -> None:
    """The same question twice is one draft."""
    drafts = list(draft_cases([_line("up"), _line("down", standalone="alpha? ")]))
    assert ["feedback-2"] == [draft["id"] for draft in drafts]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "f:1: not JSON"),
        ("[]", "f:1: not an entry"),
        (_line("meh"), "kind is 'meh'"),
        (_line("up", x=1), "unknown key 'x'"),
    ],
)
def test_refuses(line: str, message: str) -> None:
    """A broken file is named with its line."""
    with pytest.raises(EvalError, match=message):
        list(draft_cases([line], "f"))


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints drafts, or writes them to a file; a missing file is one line and exit code 2."""
    file = tmp_path / "feedback.jsonl"
    file.write_text(_line("up") + "\n", encoding="utf-8")
    main([str(file)])
    assert "alpha" == json.loads(capsys.readouterr().out)["relevant"][0]
    main([str(file), "--out", str(tmp_path / "drafts.jsonl")])
    assert "1 draft cases" in capsys.readouterr().out
    with pytest.raises(SystemExit) as caught:
        main([str(tmp_path / "none.jsonl")])
    assert 2 == caught.value.code
