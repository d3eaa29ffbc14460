"""The reader: which sentences answer, whether any does, and what close reading changes."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest

from qa import Assistant
from qa.answer.fact import ANSWERABLE
from qa.cross_encoder import Close
from qa.read import (
    CLOSELY,
    Linear,
    Reader,
    Reading,
    Table,
    closer,
    load_weights,
    named_missing,
    near_papers,
    read_again,
    tabulate,
)
from qa.types import Paper, Passage


def read(archive: Assistant, question: str) -> Reading:
    asked = archive.parts.question(question)
    return archive.parts.read(asked, archive.retriever.search(question, asked.vector))


def table(*papers: int) -> Table:
    """A table of one-word sentences, one per entry, of these papers."""
    passages = tuple(Passage(f"p#{n}", "p", n, n + 1, "x") for n in range(len(papers)))
    features = np.zeros((len(papers), 1), dtype=np.float32)
    return Table(passages, np.array(papers, dtype=np.float32), features, None, ())  # type: ignore[arg-type]


def test_what_answers_is_first(archive: Assistant) -> None:
    """The sentence that answers has the highest share; all shares sum to one; it is said to answer."""
    reading = read(archive, "How many residents were enrolled in NightWatch?")
    assert "312 residents" in reading.sentences[0].passage.text
    assert sorted((s.score for s in reading.sentences), reverse=True) == [s.score for s in reading.sentences]
    assert 1 == pytest.approx(sum(s.score for s in reading.sentences), abs=1e-3)
    assert reading.papers[0][0] == reading.sentences[0].ordinal
    assert reading.answerable > 0.5


def test_what_is_not_said_is_unlikely(archive: Assistant) -> None:
    """A question about a paper that its abstract does not answer is less likely answered than one that it does."""
    told = read(archive, "How many residents were enrolled in NightWatch?").answerable
    untold = read(archive, "What was the hourly wage of the residents in NightWatch?").answerable
    assert told > untold


def test_the_best_sentence_is_read_again_with_its_neighbours(archive: Assistant) -> None:
    """Once as asked and once without the name of the paper."""
    seen: list[tuple[str, int]] = []

    def watched(question: str, _paper: Paper, passages: Sequence[Passage]) -> Close:
        seen.append((question, len(passages)))
        return Close(np.zeros(len(passages), dtype=np.float32), 1.0 + len(seen), 0.0)

    question = archive.parts.question("How many residents were enrolled in NightWatch?")
    hits = archive.retriever.search(question.text, question.vector)
    candidates = [archive.parts.candidate(hit) for hit in hits]
    found = tabulate(question, candidates, archive.index.lexical.idf)
    logits = np.zeros(len(found.passages), dtype=np.float32)
    assert 2.5 == read_again(watched, question, candidates, found, logits)
    assert [2, 2] == [count for _, count in seen]
    assert ("NightWatch" in seen[0][0], "NightWatch" in seen[1][0]) == (True, False)


def test_nothing_to_read(archive: Assistant) -> None:
    """Without candidates nothing answers."""
    question = archive.parts.question("How many residents?")
    assert Reading((), (), 0.0, ()) == archive.parts.reader.read(question, [], archive.index.lexical.idf)


def test_few_papers_are_read_closely(archive: Assistant) -> None:
    """The cross-encoder, which costs the most, sees no more than the first few papers, and one of them again."""
    seen: list[str] = []

    class Counting:
        def read(self, _question: str, _paper: object, passages: Sequence[Passage]) -> Close:
            seen.append(passages[0].paper_id)
            return Close(np.zeros(len(passages), dtype=np.float32), 0.0, 0.0)

    question = archive.parts.question("Which study was about sleep or plague or letters?")
    hits = archive.retriever.search(question.text, question.vector)
    candidates = [archive.parts.candidate(hit) for hit in hits]
    Reader(cross_encoder=Counting()).read(question, candidates, archive.index.lexical.idf)  # type: ignore[arg-type]
    *whole, again = seen
    assert 1 <= len(whole) == len(set(whole)) <= CLOSELY < len(candidates)
    assert again in whole


def test_near_papers_are_those_within_reach_of_the_first() -> None:
    """The best paper is always read; others only when they come close to it."""
    assert [1] == near_papers(np.array([0.0, 9.0, 1.0], dtype=np.float32))
    assert [1, 2, 0] == near_papers(np.array([8.0, 9.0, 8.9], dtype=np.float32))
    assert CLOSELY == len(near_papers(np.zeros(9, dtype=np.float32)))


def test_what_was_not_read_closely_comes_after() -> None:
    """Papers read closely keep their new logits; the others follow in their old order."""
    close = np.array([[2.0, 0, 0], [1.0, 0, 0], [np.nan] * 3, [np.nan] * 3], dtype=np.float32)
    model = Linear(np.zeros(4, np.float32), np.ones(4, np.float32), np.array([0, 1, 0, 0], np.float32), 0.0)
    logits = closer(np.array([0.0, 0.0, 5.0, 7.0], dtype=np.float32), table(0, 0, 1, 2), close, model)
    assert [0, 1, 3, 2] == list(np.argsort(-logits))
    np.testing.assert_array_equal([2, 1], logits[:2])


def test_missing_names(archive: Assistant) -> None:
    """A name that no paper holds is missing; a word that no paper holds is not a name."""
    question = archive.parts.question("How fast is QuasarNet on wobbly tasks?")
    assert ("QuasarNet",) == named_missing(question, archive.index.lexical.idf)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Wobbly tasks", ()),
        ("fast? Wobbly tasks", ()),
        ("fast: Wobbly tasks", ("Wobbly",)),
        ("fast_\nWobbly", ()),
        ("the quexilotriene drug", ("quexilotriene",)),
        ("an anti-quexilotriene drug", ()),
    ],
)
def test_a_capital_makes_a_name_within_a_sentence(
    archive: Assistant, text: str, missing: tuple[str, ...]
) -> None:
    """Not where a sentence or a line begins; a technical word is missing likewise, but what acts against it has another name."""
    assert missing == named_missing(archive.parts.question(text), archive.index.lexical.idf)


def test_weights_of_other_features_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A weights file that was made for other features raises and names the script that makes it anew."""
    monkeypatch.setattr(json, "loads", lambda _: {"sentence": {"features": {}}})
    with pytest.raises(ValueError, match="for other features; run evals/reader/fit"):
        load_weights()


def test_bare_words_are_shown_what_there_is(archive: Assistant) -> None:
    """Words as in a search box are declined less readily than a question, unless they name what nobody has."""
    bare = read(archive, "nightwatch residents hourly wage").answerable
    asked = read(archive, "What was the hourly wage of the NightWatch residents?").answerable
    unknown = read(archive, "quantum compiler GIRAFFE-7").answerable
    assert bare > asked
    assert unknown < ANSWERABLE
