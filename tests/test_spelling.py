"""A question in the spelling of a collection."""

from __future__ import annotations

import pytest

from qa.lexical import Lexical
from qa.spelling import Mended, Spelling, is_dressed
from qa.types import Paper

PAPERS = (
    Paper(
        "a",
        "Landiolol in Septic Shock: The STRESS-L Trial",
        "Landiolol was given to adults. We measured MicroRNAs in plasma, and vasopressin. "
        "See https://example.org/LANDIOLOL/Kidneys for the kidneys' data; no U-Net was used.",
    ),
    Paper(
        "b", "Timber framing", "The guilds of Florence built houses of larch. Guilds kept records of larch."
    ),
    Paper("c", "Conventional joints", "By convention they are of oak, and hold nets."),
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """The spelling of two papers."""
    return Spelling(PAPERS, Lexical.build(PAPERS).vocabulary)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nr of glds in flrnce", "number of guilds in Florence"),
        ("which kdnys recrds", "which kidneys records"),
        ("num params in plsma", "number parameters in plasma"),
        ("what is an lstm in html", "what is an lstm in html"),
        ("titles w/ larch, w/o timber", "titles with larch, without timber"),
        ("the gap btw oak and larch", "the gap between oak and larch"),
        ("btw is it oak and larch?", "btw is it oak and larch?"),
    ],
)
def test_words_in_short(spelling: Spelling, typed: str, expected: str) -> None:
    """Shorthand is written out, and words of the collection without their vowels where enough is left of them."""
    assert expected == spelling.mended(typed).text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("WHAT DID LANDIOLOL DO TO THE KIDNEYS?", "What did Landiolol do to the kidneys?"),
        ("WERE MICRORNAS MEASURED? I DOUBT IT. WHY?", "Were microRNAs measured? I doubt it. Why?"),
        ("WHICH GUILDS OF FLORENCE USED LARCH", "Which guilds of Florence used larch"),
        ("WHAT IS A NET?", "What is a net?"),
        ("What Did The Guilds Of Florence Build?", "What did the guilds of Florence build?"),
        ("What Did The Quexil Trial Of Florence Find?", "What did the Quexil trial of Florence find?"),
    ],
)
def test_capitals_that_say_nothing(spelling: Spelling, typed: str, expected: str) -> None:
    """Words get the capitals of the collection; a sentence begins with one."""
    text = spelling.mended(typed).text
    assert expected.replace("microRNAs", "MicroRNAs") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WHAT IS IT", True),
        ("What Is The Role Of It", True),
        ("STRESS-L", False),
        ("What is the role of STRESS-L in Florence?", False),
        ("Timber Framing in Florence", False),
        ("", False),
    ],
)
def test_when_capitals_say_nothing(text: str, expected: bool) -> None:
    """All words in capitals, or function words too; a single name in capitals is a name."""
    assert expected == is_dressed(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht did landoilol do?", "what did Landiolol do?"),
        ("Vasopresin doses", "Vasopressin doses"),
        ("wich guidls kept records", "which guilds kept records"),
        ("The aftrenoon tide", "The afternoon tide"),
    ],
)
def test_slips_are_mended(spelling: Spelling, typed: str, meant: str) -> None:
    """Function words, the collection's words and common words; a capital that was typed stays."""
    assert meant == spelling.mended(typed).text


def test_every_slip_changes_something(spelling: Spelling) -> None:
    """No word is named as read for itself."""
    words = "uploaded upload larches guilding recorded recordings kidney".split()
    assert all(typed != meant for word in words for typed, meant in spelling.mended(word).slips)


@pytest.mark.parametrize(
    "text",
    [
        "How many raters reuse houses?",  # forms of common words
        'titles with "landoilol"',
        "see https://example.org/landoilol",
        "didn't they've we'd",
        "1724 KRS zbq",
        "papers on convnets",  # put together, and not a slip for convents
        "the KiTney map",  # another name, written with care
    ],
)
def test_what_is_left_alone(spelling: Spelling, text: str) -> None:
    """What people do write, what is quoted, and what is near nothing."""
    assert Mended(text) == spelling.mended(text)


def test_words_of_requests_and_plain_english_are_left_alone() -> None:
    """Also where the list of common words lacks them and the collection has a word that they resemble."""
    papers = (Paper("s", "Summer", "Summers granted condensed therapists a comparator; tourists were rare."),)
    spelling = Spelling(papers, Lexical.build(papers).vocabulary)
    words = """Summarize summarise summarising recap outline overview condense abridge gist takeaways upload
        therapies qualifies standardised digestion specificity contaminants proliferative methodologies tumour
        analysed compile persists categorical deficiencies anticipate plasticity enumerate publications"""
    assert {} == {word: meant for word in words.split() if (meant := spelling.mended(word).text) != word}


def test_the_reader_is_told(spelling: Spelling) -> None:
    """Each slip is named with what it was taken for; a change of capitals is none."""
    mended = spelling.mended("landoilol and landoilol's kidneys")
    assert 'landoilol" read as "Landiolol"' in mended.note
    assert 1 == len(mended.slips)
    assert "" == spelling.mended("WHAT DID LANDIOLOL DO?").note


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("was micro rnas data measured?", "was micrornas data measured?"),
        ("how septicshock is treated", "how septic shock is treated"),
        ("the timberframing of houses", "the timber framing of houses"),
        ("houses of larch", "houses of larch"),
        ('what is "micro rnas"?', 'what is "micro rnas"?'),
        ("guilds built for records", "guilds built for records"),
    ],
)
def test_words_apart_and_in_one(spelling: Spelling, typed: str, expected: str) -> None:
    """Compounds are written as the collection writes them."""
    assert expected == spelling.mended(typed).text.replace("MicroRNAs", "micrornas")


def test_units_in_letters() -> None:
    """A unit of which the collection has the letters only is read as these; one that it writes out is left."""
    papers = (
        Paper("a", "Looms", "It weaves at 37 FPM. The old one ran at 4 turns per minute (TPM)."),
        Paper("b", "Mills", "Flour was ground at dawn."),
    )
    spelling = Spelling(papers, Lexical.build(papers).vocabulary)
    assert "how many FPM does it weave" == spelling.mended("how many feet per minute does it weave").text
    assert "how many turns per minute" == spelling.mended("how many turns per minute").text


def test_short_forms_spelt_out() -> None:
    """A short form that the collection has in words only is read as these, if they are the same everywhere."""
    papers = (
        Paper("a", "Weaving", "The looms had remote thread feeding. Cloth was sold."),
        Paper(
            "b",
            "Mills",
            "Corn drying improves mills; clean dry ink is black. WEA is a name. Oily RTX is more RTX.",
        ),
    )
    spelling = Spelling(papers, Lexical.build(papers).vocabulary)
    assert "was remote thread feeding used" == spelling.mended("was RTF used").text
    assert "is oily RTX sold, or mRTX" == spelling.mended("is oRTX sold, or mRTX").text
    assert 'was "RTF" used' == spelling.mended('was "RTF" used').text
    assert "was WEA used, or XYZ" == spelling.mended("was WEA used, or XYZ").text
    assert "was RTF,S used" == spelling.mended("was RTF,S used").text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("wheather almanac", "weather almanac"), ("tell me wheather oats grow", "tell me whether oats grow")],
)
def test_a_function_word_or_a_word_of_the_collection(typed: str, meant: str) -> None:
    """Of two as near it is the word that a paper has together with the others."""
    papers = (
        Paper("a", "An almanac of the weather", "It asks whether rain was seen."),
        Paper("b", "Oats", "They grow."),
    )
    assert meant == Spelling(papers, Lexical.build(papers).vocabulary).mended(typed).text
