"""Behaviour of qa.asked.available: whether a named paper's code is out, and where."""

from __future__ import annotations

import pytest

from qa.asked.available import code_asked
from qa.asked.request import CollectionRequest
from qa.collection import answer_request
from qa.kinds import KindModel
from qa.route import route
from qa.types import Paper

RYE = Paper(
    "rye",
    "Rye in Lent",
    "Rye was eaten. See https://rye.org/x for maps. Our code is at https://github.com/a/rye.",
)
OATS = Paper("oats", "Oats in May", "Oats need rain. The tool is released as open-source software and model.")
SALT = Paper("salt", "Salt", "Salt burns.")
MAPS = Paper("maps", "Maps", "A project page is at https://maps.org/a.")
PAPERS = (RYE, OATS, SALT, MAPS)


@pytest.mark.parametrize(
    "rest",
    ["Is the code of  available?", "github?", "Where can I find the code of  ?", "Did the  authors open-source their implementation?",
     "url of the  repo", "Where can I download  ?", "Does the  abstract give a link?", "What about code in  ?"],
)  # fmt: skip
def test_asked_for_code(rest: str) -> None:
    """Nothing is left of the question, without the name, but words of availability."""
    assert code_asked(rest)


@pytest.mark.parametrize(
    "rest",
    [
        "What code does  write?",
        "Does  generate code?",
        "code generation in",
        "How long is the code of  ?",
        "what is",
        "Who released  ?",
    ],
)
def test_code_as_a_matter_is_asked_of_the_abstract(rest: str) -> None:
    """Another word, or no word of code, leaves the question to a reading."""
    assert not code_asked(rest)


def test_of_a_paper_that_is_described() -> None:
    """The paper may be told instead of named."""
    question = "Does the abstract of the paper on old barns give a code link?"
    request = route(question, (), KindModel().tell(question)).request
    assert request is not None
    assert ("detail", "code", "old barns") == (request.want, request.detail, request.title)


@pytest.mark.parametrize(
    "question", ["which is the model that has public code?", "how long is the code of the study on bees?"]
)
def test_another_question_about_code_is_none_of_these(question: str) -> None:
    """Every other word has to belong to such a question."""
    request = route(question).request
    assert request is None or request.detail == ""


@pytest.mark.parametrize(
    ("named", "shown", "lead"),
    [("rye", "Our code is at https://github.com/a/rye.", ""),
     ("oats", "The tool is released as open-source software and model.",
      "The abstract of “Oats in May” gives no address, only this:"),
     ("maps", "A project page is at https://maps.org/a.", "")],
)  # fmt: skip
def test_the_sentence_that_tells_is_shown(named: str, shown: str, lead: str) -> None:
    """An address of code before any other, and a word that it is public where there is none, which is said."""
    request = route(f"is the code of {named} out?", (named,), None, None, "is the code of  out?").request
    assert request is not None
    result = answer_request(request, PAPERS)
    (span,) = result.spans
    assert span is not None
    assert (shown, lead) == (result.papers[0].abstract[span.start : span.end], result.lead)


def test_an_abstract_that_tells_nothing_is_said_to() -> None:
    """The one that tells is shown, and of the other it is said; of it alone the question is declined."""
    both = answer_request(CollectionRequest("detail", named=("rye", "salt"), detail="code"), PAPERS)
    assert ([RYE], None) == (list(both.papers), both.reason)
    alone = answer_request(CollectionRequest("detail", named=("salt",), detail="code"), PAPERS)
    for result in (both, alone):
        assert (
            "The abstract of “Salt” gives no address and does not say that code is available." == result.lead
        )
    assert "not_stated" == alone.reason
