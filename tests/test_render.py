"""Answers as Markdown, with everything foreign escaped."""

import pytest

from qa.render import abstention_text, answer_text, escape_markdown
from qa.types import Abstention, Citation, Draft, Quote, Sentence

CITED = (
    Citation(1, "a", "Title *A*", (Quote("a", 0, 2, "ab"),)),
    Citation(2, "b", "B", (Quote("b", 0, 2, "cd"),)),
)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("C# ~33% a_b $5 1 < 2", "C# ~33% a_b $5 1 < 2"),
        ("<b>x</b>", r"\<b>x\</b>"),
        ("![i](u) *x* `c`", r"!\[i](u) \*x\* \`c\`"),
        ("# head", r"\# head"),
        ("1. one", r"1\. one"),
        ("30-day events", "30-day events"),
        ("a | b", r"a \| b"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_escape_only_what_markdown_acts_on(text: str, escaped: str) -> None:
    """Active characters are escaped, the others stay searchable."""
    assert escaped == escape_markdown(text)


def test_prose_has_numbers_and_titles() -> None:
    """Sentences carry their numbers; the titles follow."""
    draft = Draft((Sentence("It is fast.", (1,), label="X"), Sentence("It is small.", (2,))))
    assert "X: It is fast. [1] It is small. [2]\n\n[1] *Title \\*A\\**  \n[2] *B*" == answer_text(
        draft, CITED
    )


def test_what_markdown_acts_on_at_the_start_of_a_line_stands_elsewhere_as_it_is() -> None:
    """A number of a list within a paragraph needs no escape."""
    draft = Draft((Sentence("1) It is fast.", (1,)), Sentence("2) It is small.", (1,))))
    assert answer_text(draft, CITED).startswith("1\\) It is fast. [1] 2) It is small. [1]")


def test_labels_are_read_like_titles() -> None:
    """A title before a sentence has no entities either."""
    draft = Draft((Sentence("It is fast.", (1,), label="A &amp; B"),))
    assert answer_text(draft, CITED).startswith("A & B: It is fast.")


def test_a_table_has_a_column_a_paper() -> None:
    """A missing cell says so."""
    draft = Draft((Sentence("s", (1,), label="Method"), Sentence("t", (2,), label="Result")), shape="table")
    rows = answer_text(draft, CITED).splitlines()
    assert "| **Method** | s [1] | the abstract does not say |" == rows[2]
    assert "| **Result** | the abstract does not say | t [2] |" == rows[3]


def test_a_list_has_a_line_a_paper() -> None:
    """The lead states the count; each line has title, quote and number."""
    draft = Draft((Sentence("s", (1,)), Sentence("t", (2,))), lead="2 of 9 papers:", shape="list")
    assert "2 of 9 papers:\n\n- *Title \\*A\\**: s [1]\n- *B*: t [2]" == answer_text(draft, CITED)


def test_an_abstention_names_what_is_near() -> None:
    """Message, nearest titles, suggestion."""
    text = abstention_text(Abstention("not_stated", "Not said.", ("B",), ("What is B about?",)))
    assert ["Not said.", "Nearest in the collection:", "- *B*", "You could ask:", "- What is B about?"] == [
        line for line in text.splitlines() if line
    ]


def test_an_abstention_quotes_what_comes_nearest() -> None:
    """Behind the title it is from; titles without one stand alone."""
    said = (Quote("b", 0, 7, "It *is*"),)
    text = abstention_text(Abstention("not_stated", "Not said.", ("B", "C"), quotes=said))
    assert ["- *B*: “It \\*is\\*”", "- *C*"] == text.splitlines()[-2:]
