"""Answers that come back from a browser."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from page_world import OTTER, PAPERS, answered, cited

from qa.page.saved import MAX_TURNS, answer_of, history_of, turns_of
from qa.types import Abstention, Quote, ScoredPassage, Sentence, Trace

DRAFTS = "Otter is a decoder that drafts tokens."
ANSWER = answered(
    Sentence(DRAFTS, (1,), marks=((0, 5),)), citations=(cited(1, OTTER, DRAFTS),),
    trace=Trace("fact", (ScoredPassage("otter", OTTER.title, 0.5, 0, 5, "Otter"),), 0.5), timings={"total": 0.1},
)  # fmt: skip


def _json() -> dict[str, Any]:
    return dict(json.loads(json.dumps(ANSWER.as_dict())))


def test_an_answer_survives_the_round() -> None:
    """as_dict, JSON, and back gives the same answer."""
    assert ANSWER == answer_of(_json(), PAPERS)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("citations", 0, "paper_id"), "other"),
        (("citations", 0, "number"), 0),
        (("citations", 0, "quotes", 0, "text"), "forged"),
        (("citations", 0, "quotes", 0, "start"), 5),
        (("citations", 0, "quotes", 0, "end"), 10**9),
        (("sentences", 0, "citations"), [7]),
        (("sentences", 0, "verdict"), "certain"),
        (("shape",), "<b>"),
        (("question",), None),
    ],
)
def test_what_does_not_hold_is_refused(path: tuple[Any, ...], value: object) -> None:
    """A forged or stale quote, an unknown paper or value: the whole answer is left out."""
    data = copy.deepcopy(_json())
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert answer_of(data, PAPERS) is None


def test_what_came_nearest_is_checked_too() -> None:
    """A quote of an abstention that does not hold: the whole answer is left out."""
    for start, held in ((0, True), (1, False)):
        near = Quote(OTTER.id, start, 5, OTTER.abstract[:5])
        data = replace(ANSWER, abstention=Abstention("not_stated", "No.", quotes=(near,))).as_dict()
        assert held is (answer_of(json.loads(json.dumps(data)), PAPERS) is not None)


def test_titles_and_links_are_the_collections() -> None:
    """The browser's are not believed."""
    data = _json()
    data["citations"][0] |= {"title": "forged", "url": "javascript:alert(1)"}
    answer = answer_of(data, PAPERS)
    assert answer is not None
    assert (OTTER.title, OTTER.url) == (answer.citations[0].title, answer.citations[0].url)


@pytest.mark.parametrize("data", [None, 5, "x", {"a": 1}, [None, 3, "x", []]])
def test_anything_else_gives_no_turn(data: object) -> None:
    """And raises nothing."""
    assert {} == turns_of(data, PAPERS)[0]


def test_the_last_turns_are_kept_and_the_lost_counted() -> None:
    """A conversation has an end."""
    turns, dropped = turns_of([_json()] * (MAX_TURNS + 5), PAPERS)
    assert (MAX_TURNS, 5) == (len(turns), dropped)
    assert 5 == min(turns)


def test_history_of_a_machine() -> None:
    """Text or an answer's JSON; an error says which turn is wrong."""
    turns = history_of([{"question": "a", "answer": "b"}, {"question": "q?", "answer": _json()}], PAPERS)
    assert ["b", ANSWER] == [turn.answer for turn in turns]
    for bad in (
        {"answer": "x"},
        {"question": "x", "answer": 5},
        {"question": "x", "answer": {"text": 1}},
        "x",
    ):
        with pytest.raises(ValueError, match=r"history\[0\]"):
            history_of([bad], PAPERS)
