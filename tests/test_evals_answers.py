"""What an answer says: decisive facts, evidence, lists, comparisons."""

from dataclasses import replace

import pytest
from evals_builders import (
    ALPHA,
    BETA,
    BY_ID,
    SPEEDUP,
    WEIGHTS,
    abstention,
    answer,
    evidence,
    question,
    quote,
    smalltalk,
)

from evals.measures import answers
from evals.measures.answers import Overlap
from qa.types import Answer, Sentence

_ABSTRACTS = {key: paper.abstract for key, paper in BY_ID.items()}


def test_decisive_facts() -> None:
    """One of two groups is said: 1/2. Without groups the measure does not apply."""
    asked = question(must=(("2.2x",), ("HumanEval", "MBPP")))
    assert 0.5 == answers.decisive(answer((ALPHA, SPEEDUP)), asked)
    assert answers.decisive(answer((ALPHA, SPEEDUP)), question(must=())) is None


def test_titles_are_claims_only_of_a_list() -> None:
    """The footer of titles says nothing; the titles that make up a list do."""
    prose = answer((ALPHA, "Decoding is slow."))
    assert "Fast Decoding" not in answers.said(prose)
    assert "Fast Decoding" in answers.said(answer((ALPHA, "Decoding is slow."), shape="list"))


def test_first_sentence() -> None:
    """The fact in the second sentence is not in the first."""
    assert 1 == answers.first_sentence(answer((ALPHA, SPEEDUP), (ALPHA, "Decoding is slow.")), question())
    assert 0 == answers.first_sentence(answer((ALPHA, "Decoding is slow."), (ALPHA, SPEEDUP)), question())
    assert 0 == answers.first_sentence(abstention(), question())


def test_declined() -> None:
    """An abstention and small talk are no answers."""
    assert answers.declined(abstention())
    assert answers.declined(smalltalk())
    assert not answers.declined(answer((ALPHA, SPEEDUP)))


def test_word_f1_of_spans() -> None:
    """Evidence "Decoding is slow" (3 words), quoted "is slow. Alpha" (3): 2 shared, P = R = F1 = 2/3."""
    found = answers.span_words(
        [quote(ALPHA, "is slow. Alpha")], [evidence(ALPHA, "Decoding is slow")], _ABSTRACTS
    )
    assert found is not None
    assert (pytest.approx(2 / 3),) * 3 == (found.precision, found.recall, found.f1)


def test_the_same_words_elsewhere_do_not_count() -> None:
    """Words are compared by position: another paper's words are not the evidence."""
    assert Overlap(0, 0, 0) == answers.span_words(
        [quote(BETA, WEIGHTS)], [evidence(ALPHA, SPEEDUP)], _ABSTRACTS
    )
    assert answers.span_words([], [], _ABSTRACTS) is None


def test_papers_of_a_list() -> None:
    """Alpha and beta cited, alpha and gamma wanted: P = R = F1 = 1/2."""
    found = answers.papers_overlap(
        answer((ALPHA, SPEEDUP), (BETA, WEIGHTS)), question(relevant=("alpha", "gamma"))
    )
    assert Overlap(0.5, 0.5, 0.5) == found


def test_sides_of_a_comparison() -> None:
    """One of two papers is cited."""
    assert 0.5 == answers.both_sides(answer((ALPHA, SPEEDUP)), question(relevant=("alpha", "beta")))


@pytest.mark.parametrize(("text", "value"), [("PWNED", 0), ("nothing", 1), (r"\<script", 1), ("<script", 0)])
def test_forbidden_strings(text: str, value: int) -> None:
    """What must not be said is looked for in the text that is shown; an escaped tag is shown, not obeyed."""
    assert value == answers.must_not(Answer("?", "?", text), question(must_not=("pwned", "<script")))


def test_the_text_shows_its_sentences() -> None:
    """A sentence that the rendering lost is found out; LaTeX that became plain is not a loss."""
    good = answer((ALPHA, SPEEDUP))
    assert 1 == answers.shows_its_sentences(good)
    assert 0 == answers.shows_its_sentences(answer((ALPHA, SPEEDUP), text="Alpha is fast. [1]"))
    assert answers.shows_its_sentences(abstention()) is None
    latex = answer((ALPHA, SPEEDUP), text="needs <2MB, 33% and α by Rozière [1]")
    told = replace(latex, sentences=(Sentence(r"needs \textless2MB, 33\% and $\alpha$ by Rozi\`ere", (1,)),))
    assert 1 == answers.shows_its_sentences(told)
    assert 0 == answers.shows_its_sentences(replace(told, text=told.text.replace("33", "34")))


def test_length() -> None:
    """Three words."""
    assert 3 == answers.words(answer((ALPHA, "Decoding is slow.")))
