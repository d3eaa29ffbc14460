"""What must be lacking of a topic, and which sentences deny it."""

from __future__ import annotations

import pytest
from conftest import Check

from qa import Assistant
from qa.answer.lacking import Lacking


@pytest.mark.parametrize(
    ("topic", "rest"),
    [("parse speech without any labels or grammars", "parse speech"),
     ("say they need no blood samples at all to find sepsis", "to find sepsis"),
     ("do not rely on labelled data for parsing", "for parsing"), ("parse speech", None),
     ("found no effect of sleep", None)],
)  # fmt: skip
def test_the_rest_of_the_topic(topic: str, rest: str | None) -> None:
    """What must be lacking is told apart from the rest; an effect that was not there is none such."""
    lacking = Lacking.of(topic)
    assert rest == (lacking and lacking.rest)


@pytest.mark.parametrize(
    ("text", "denied"),
    [("Our training-free parser.", True), ("It parses without requiring any fine-tuning.", True),
     ("No additional training is needed.", True), ("We parse instead of training a tagger.", True),
     ("Training takes an hour.", False), ("It needs no pre-training.", False), ("No training data is available.", False),
     ("It parses without significantly increasing training costs.", False)],
)  # fmt: skip
def test_what_denies_it(text: str, denied: bool) -> None:
    """The thing itself is denied, not what stands beside it."""
    lacking = Lacking.of("without training or finetuning")
    assert lacking
    assert denied == lacking.denied_in(text)


def test_a_kind_of_the_thing() -> None:
    """Who does without any training does without the kinds of it."""
    lacking = Lacking.of("need no extra training")
    assert lacking
    assert lacking.denied_in("It parses without fine-tuning.")
    anew = Lacking.of("need no retraining from scratch")
    assert anew
    said = "It parses without retraining from scratch."
    assert (False, True) == (lacking.denied_in(said), anew.denied_in(said))


def test_papers_that_deny_it_are_listed(seeds: Assistant, check: Check) -> None:
    """Each of the list says that it does without; one that only speaks of the thing is none."""
    answer = seeds.ask("Which papers speed up decoding without any training or fine-tuning?")
    check(seeds, answer)
    assert answer.sentences
    assert all("train-free" in said.text or "without" in said.text for said in answer.sentences)
