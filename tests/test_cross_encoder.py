"""Close reading: a question and an abstract together, by the real model."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from qa.cross_encoder import CrossEncoder, Encoder
from qa.errors import ReaderError
from qa.types import Paper, Passage

SENTENCES = (
    "Letters between Lisbon and Antwerp were carried by sea and by land.",
    "We read the dates of 2,310 letters of three merchant houses.",
    "A letter took 17 days on average by land and 31 by sea.",
    "War on the roads made the sea route the faster one between 1568 and 1576.",
)


def paper(*sentences: str, title: str = "The speed of merchant letters") -> tuple[Paper, list[Passage]]:
    text = " ".join(sentences)
    starts = np.cumsum([0, *(len(s) + 1 for s in sentences)])
    passages = [
        Passage(f"p#{n}", "p", int(start), int(start) + len(s), s)
        for n, (start, s) in enumerate(zip(starts, sentences, strict=False))
    ]
    return Paper("p", title, text), passages


@pytest.fixture(scope="module")
def model() -> CrossEncoder:
    """The model of the package."""
    return CrossEncoder()


@pytest.mark.parametrize(
    ("question", "best"),
    [("How long did a letter by land take?", 2), ("How many letters were read?", 1),
     ("Why was the sea route faster for some years?", 3)],
)  # fmt: skip
def test_the_sentence_that_answers_is_first(model: CrossEncoder, question: str, best: int) -> None:
    """Each sentence has a logit; that of the one that answers is the highest."""
    close = model.read(question, *paper(*SENTENCES))
    assert (len(SENTENCES),) == close.sentences.shape
    assert best == int(np.argmax(close.sentences))


def test_what_is_not_said_is_less_likely_answered(model: CrossEncoder) -> None:
    """A question that the abstract is about but does not answer has a lower logit than one that it answers."""
    told = model.read("How long did a letter by land take?", *paper(*SENTENCES)).answers
    untold = model.read("What did it cost to send a letter by land?", *paper(*SENTENCES)).answers
    assert told > untold


def test_the_same_each_time(model: CrossEncoder) -> None:
    """What was read before does not change a reading."""
    first = model.read("How many letters were read?", *paper(*SENTENCES))
    model.read("Why was the sea route faster?", *paper(*SENTENCES[:2]))
    again = model.read("How many letters were read?", *paper(*SENTENCES))
    assert first.answers == again.answers
    np.testing.assert_array_equal(first.sentences, again.sentences)


def test_the_same_on_every_processor(model: CrossEncoder) -> None:
    """The logits are those of exact sums of 8-bit products, which not every processor has by itself."""
    close = model.read("How long did a letter by land take?", *paper(*SENTENCES))
    np.testing.assert_allclose(close.sentences, [-3.283, -2.058, 4.589, -4.685], atol=0.02)
    assert (close.answers, close.fits) == pytest.approx((2.772, 4.172), abs=0.02)


def test_a_long_abstract_is_read_to_its_end(model: CrossEncoder) -> None:
    """What the last sentences say is found though no reading has room for all."""
    filler = [f"The {n}th ship carried cloth, pepper and wine from one port to the other." for n in range(40)]
    close = model.read("How long did a letter by land take?", *paper(*filler, *SENTENCES))
    assert (44,) == close.sentences.shape
    assert 42 == int(np.argmax(close.sentences))
    assert close.answers > model.read("How long did a letter by land take?", *paper(*filler)).answers


def test_what_is_no_abstract_is_read_to_some_limit(model: CrossEncoder) -> None:
    """Sentences beyond it have the lowest logit, and nothing fails."""
    close = model.read("How many letters were read?", *paper(*SENTENCES * 100))
    assert (400,) == close.sentences.shape
    assert close.sentences.min() == close.sentences[-1]
    assert np.isfinite(close.sentences).all()


def test_windows_overlap() -> None:
    """All sentences are in one, the first begins with the first, and a further one has what stands before its own."""
    sentences = [
        f"The {n}th ship carried cloth, pepper and wine from one port to the other." for n in range(60)
    ]
    windows = Encoder().windows("How many ships?", "Ships", sentences)
    assert 0 == windows[0][0]
    assert 60 == windows[-1][1]
    assert all(a[0] < b[0] <= a[1] < b[1] for a, b in pairwise(windows))
    assert [(0, 3)] == Encoder().windows("How many ships?", "Ships", sentences[:3])


def test_spans_of_tokens() -> None:
    """The spans of an encoded abstract cover its sentences, one after the other, and nothing else."""
    encoded = Encoder().encode("How many?", "Letters", ["One letter.", "Two letters were sent."])
    told = [n for n, part in enumerate(encoded.parts) if part == 3]
    assert told == [n for start, end in encoded.spans for n in range(start, end)]
    assert len(encoded.ids) == len(encoded.parts) == told[-1] + 2


def test_a_wrong_or_missing_file_is_told(tmp_path: Path) -> None:
    """A model that is not the expected one, or not there, raises with its path and what to do."""
    with pytest.raises(ReaderError, match=r"gone\.onnx: cannot be read .*reinstall"):
        CrossEncoder(tmp_path / "gone.onnx")
    (tmp_path / "other.onnx").write_bytes(b"something else")
    with pytest.raises(ReaderError, match=r"other\.onnx: sha256 is .*reinstall"):
        CrossEncoder(tmp_path / "other.onnx")
