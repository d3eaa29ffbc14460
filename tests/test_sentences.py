"""Where sentences end."""

import pytest

from qa.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We use pre-trained models, e.g. BERT, and others.",
        "As shown by Smith et al., 2023, it works.",
        "Smith et al. (2023) show the same (cf. Fig. 3) on two tasks.",
        "The aims are 1) speed, 2) memory and 3) quality.",
        "GPT-3.5 is 2.3-3.6x faster than v. 1.0 of it.",
        "It translates C++, C#, JavaScript, Java, or PHP-to-Python.",
        "Code is available at~https://github.com/a/b.c/d?e=f.",
        "The odds ratio above 12. 0 versus below 9.4 m/s was 5.4.",
        "It fell by 3. 5% in summer.",
        "Doses of 5 mg vs. 10 mg were given by Dr. J. Smith.",
        "The gain is large (up to 33\\%. see the appendix) everywhere.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    """Abbreviations, numbers, lists, versions, URLs and initials do not end a sentence."""
    assert [text] == split(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Doses were 0.3 mg/L. Fish swam.", ["Doses were 0.3 mg/L.", "Fish swam."]),
        ("It was 100 mu M. Larvae died.", ["It was 100 mu M.", "Larvae died."]),
        ("We saw it in 1998. 5% had died.", ["We saw it in 1998.", "5% had died."]),
        ("Hives were 31. 12 bees danced.", ["Hives were 31.", "12 bees danced."]),
        ("First one. Second one? Third!", ["First one.", "Second one?", "Third!"]),
        ("We follow Yu et al. We differ in two ways.", ["We follow Yu et al.", "We differ in two ways."]),
        (
            "Results were not altered.Avoidance was seen.",
            ["Results were not altered.", "Avoidance was seen."],
        ),
        (
            "It is equal in content. the study finds more.",
            ["It is equal in content.", "the study finds more."],
        ),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("It is fast. vLLM is faster.", ["It is fast.", "vLLM is faster."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("No stop at the end", ["No stop at the end"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_are_cut_where_they_end(text: str, sentences: list[str]) -> None:
    """Ends are found, also where the space or the capital is missing."""
    assert sentences == split(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "<jats:title>Abstract</jats:title><jats:p>Bees fly.</jats:p>\n<jats:title>Methods</jats:title><jats:p>We "
            "saw <jats:italic>Apis</jats:italic>. <i>Bombus</i> fled</jats:p><h4>Results</h4>CO<sub>2</sub> fell.",
            [
                "Bees fly.",
                "We saw <jats:italic>Apis</jats:italic>.",
                "Bombus</i> fled",
                "CO<sub>2</sub> fell.",
            ],
        ),
        (
            r"As {\O}rsted did. {\'E}cole won, P &lt; 0.05; it did.",
            [r"As {\O}rsted did.", r"{\'E}cole won, P &lt; 0.05; it did."],
        ),
        ("<h4>All that is there</h4>", ["All that is there"]),
        ("<p></p>", ["<p></p>"]),
        ("Of a < b. And c > d.", ["Of a < b.", "And c > d."]),
    ],
)
def test_sentences_of_marked_text(text: str, sentences: list[str]) -> None:
    """Sentences end with their paragraph and hold no heading, unless there is nothing else; they are as written."""
    assert sentences == split(text)


def test_spans_cover_all_but_white_space() -> None:
    """Nothing of a text is lost between its sentences."""
    text = "  One (a. b) two.  Three e.g. four! \n\n Five: 1. six\t"
    covered = "".join(split(text))
    assert "".join(text.split()) == "".join(covered.split())
