"""The model of kinds: what kind of question, which words are its parts, and whether it leans on others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import ReaderError
from qa.kinds import KINDS, LOOKS, MARKS, Encoder, KindModel, parts_of


@pytest.fixture(scope="module")
def model() -> KindModel:
    """The model of the package."""
    return KindModel()


@pytest.mark.parametrize(
    ("kind", "question"),
    [("fact", "How many letters did the Antwerp survey date?"), ("list", "who argues that tithe barns were built to impress? all of them"),
     ("compare", "Tidewater or Saltmarsh, which of the two loses less nitrogen?"), ("summary", "the gist of the Ferrous study pls"),
     ("collection", "how many of the abstracts mention cholera"), ("talk", "thanks a lot, you were a great help")],
)  # fmt: skip
def test_the_likeliest_kind(model: KindModel, kind: str, question: str) -> None:
    """The chances of all kinds add up to one, and the right one has most of it."""
    chances = model.tell(question).chances
    assert set(KINDS) == set(chances)
    assert 1.0 == pytest.approx(sum(chances.values()), abs=1e-5)
    assert kind == max(chances, key=lambda name: chances[name])


def test_the_sides_of_a_comparison_are_its_parts(model: KindModel) -> None:
    """Parts are whole words of the question, in order."""
    assert ("Tidewater", "Saltmarsh-2") == model.tell("Compare Tidewater with Saltmarsh-2").parts


def test_what_leans_on_the_conversation(model: KindModel) -> None:
    """A question without a subject leans; one that brings its own stands alone."""
    assert model.tell("what did training cost").leans > 0.5 > model.tell("What causes coral bleaching?").leans


def test_what_is_looked_up_to_be_lacking(model: KindModel) -> None:
    """The words that may not be there are marked apart from those that must."""
    told = model.tell("mention barley, minus those with rye")
    assert [("barley", False), ("rye", True)] == [(part.text, part.lacking) for part in told.marked]


def test_parts_are_whole_words() -> None:
    """A piece of a word marks the word, with what hyphens tie to it; two pieces of one word are one part."""
    text = "Pa-Gani vs Lemma"
    offsets = Encoder().encode(text).offsets
    tags = np.zeros((len(offsets), 5), dtype=np.float32)
    for row, (start, end) in enumerate(offsets):
        tags[row, 1 if end > start and text[start:end] not in ("-", "vs") else 0] = 1
    assert [("Pa-Gani", False), ("Lemma", False)] == _told(text, tags)


def test_what_is_to_be_lacking_is_apart() -> None:
    """Parts that stand side by side are two where one is to be there and the other not."""
    text = "barley oats"
    offsets = Encoder().encode(text).offsets
    tags = np.zeros((len(offsets), 5), dtype=np.float32)
    for row, (start, end) in enumerate(offsets):
        tags[row, 0 if end <= start else 1 if start < text.index("oats") else 3] = 1
    assert [("barley", False), ("oats", True)] == _told(text, tags)


def test_what_a_part_is_is_told_over_its_tokens() -> None:
    """The likeliest class of each kind of mark, by the mean over the part's tokens."""
    text = "barley"
    offsets = Encoder().encode(text).offsets
    tags = np.zeros((len(offsets), 5), dtype=np.float32)
    marks = np.zeros((len(offsets), sum(map(len, MARKS.values()))), dtype=np.float32)
    inside = [row for row, (start, end) in enumerate(offsets) if end > start]
    tags[inside, 1] = 1
    marks[inside, 1] = 1
    (part,) = parts_of(text, offsets, tags, marks)
    assert {**{name: own[0] for name, own in MARKS.items()}, "field": "title"} == part.marks
    assert (0, len(text)) == part.span


def _told(text: str, tags: np.ndarray) -> list[tuple[str, bool]]:
    offsets = Encoder().encode(text).offsets
    marks = np.zeros((len(offsets), sum(map(len, MARKS.values()))), dtype=np.float32)
    return [(part.text, part.lacking) for part in parts_of(text, offsets, tags, marks)]


def test_what_a_look_up_wants(model: KindModel) -> None:
    """One class of each kind."""
    told = model.tell("How many titles contain barley but not rye?")
    assert set(LOOKS) == set(told.looks)
    assert ("count", "") == (told.looks["want"], told.looks["link"])
    assert {"title"} == {part.marks["field"] for part in told.marked}


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    """Another file in the model's place is named in one line."""
    file = tmp_path / "model.onnx"
    file.write_bytes(b"not the model")
    with pytest.raises(ReaderError, match=r"sha256 is .*reinstall abstract-qa"):
        KindModel(model_path=file)
