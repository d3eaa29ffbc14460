"""Follow-up questions are made to stand alone."""

from qa.conversation import NameIndex, understand
from qa.types import Paper, Turn

PAPERS = [Paper("p1", "Zorvex: A Trial of Tablets", "We present Zorvex, a tablet. Zorvex lowers pressure.")]


def test_a_pronoun_is_replaced_by_the_name():
    """"it" becomes the name of the paper asked about before."""
    result = understand("How does it work?", [Turn("What is Zorvex?")], NameIndex(PAPERS))
    assert "How does Zorvex work?" == result.standalone
    assert ("p1",) == result.paper_ids
