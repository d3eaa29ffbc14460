"""The characters of a source text, and where they stand in it."""

import time

import pytest

from qa.characters import characters, in_characters


@pytest.mark.parametrize(
    ("source", "word", "stands"),
    [
        (r"of {\O}rsted with", "Ørsted", r"{\O}rsted"),
        (r"Rozi\`ere (M\"{u}ller)", "Müller", r"M\"{u}ller"),
        (r"{\O} and Stra{\ss}e", "Straße", r"Stra{\ss}e"),
        ("P &amp;lt; 0.05 &amp; caf&eacute;s", "cafés", "caf&eacute;s"),
        ("CO<sub>2</sub> falls", "CO₂", "CO<sub>2</sub>"),
        ("the <i>Danio</i> eye", "Danio", "Danio"),
        ("nothing of this", "of", "of"),
    ],
)
def test_a_word_stands_where_it_is_written(source: str, word: str, stands: str) -> None:
    """The span of a readable word is that of all that was written for it, without tags around it."""
    found = characters(source)
    start = found.text.index(word)
    span = found.span(start, start + len(word))
    assert stands == source[span.start : span.end]


@pytest.mark.parametrize("part", ["<sub>", "&amp;", "<a x=1 ", "<tex-math>", r"{\textless}", r"\'", "{$<$"])
def test_no_text_takes_long(part: str) -> None:
    """Marks that go on for ever and never close are read in time that grows with them."""
    started = time.perf_counter()
    in_characters(part * 3000)
    assert time.perf_counter() - started < 2
