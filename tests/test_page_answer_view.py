"""An answer as HTML."""

import re
from dataclasses import replace

import pytest
from page_world import BEAVER, HOSTILE, OTTER, answered, cited

from qa.page.answer_view import FIRST_ITEMS, answer_html, draft_html, quote_of
from qa.types import Abstention, Quote, Route, ScoredPassage, Sentence, Trace

DRAFTS = "Otter is a decoder that drafts tokens."
FASTER = OTTER.abstract[39 : OTTER.abstract.index(" Code")]


def _text(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


def test_a_sentence_leads_to_its_own_quote() -> None:
    """Of several quotes of a paper the number points to the one that the sentence says."""
    citation = cited(1, OTTER, DRAFTS, FASTER)
    assert 1 == quote_of(Sentence(FASTER, (1,)), citation)
    assert 0 == quote_of(Sentence("The decoder Otter drafts tokens.", (1,)), citation)
    html = answer_html(answered(Sentence(FASTER, (1,)), citations=(citation,)), 3)
    assert 'data-turn="3" data-number="1" data-quote="1"' in html
    assert 'data-text="It is 2.44 times faster and saves 33% of memory for k ≥ 3 heads."' in html


def test_decisive_words_and_verdicts_show() -> None:
    """Marks are bold; each sentence carries its verdict in a form that is read aloud."""
    weak = Sentence(
        "Beaver prunes networks.", (1,), "weak", marks=((7, 13),), reason="says more than the quote"
    )
    html = answer_html(answered(weak, citations=(cited(1, BEAVER, "Beaver prunes networks."),)), 1)
    assert "<strong>prunes</strong>" in html
    assert 'aria-label="(weak)"' in html
    assert "says more than the quote" in html


def test_the_last_word_keeps_its_numbers() -> None:
    """A line never begins with a number alone."""
    html = answer_html(answered(Sentence("It is so.", (1,)), citations=(cited(1, BEAVER),)), 1)
    assert 'It is <span class="ends">so.\u00a0<button' in html


def test_a_long_address_breaks_between_its_parts() -> None:
    """Only its last part stays with the number."""
    address = "See https://example.org/a-long-name/of-a-repository."
    html = answer_html(answered(Sentence(address, (1,)), citations=(cited(1, BEAVER),)), 1)
    assert 'a-long-<span class="ends">name/of-a-repository.\u00a0' in html


def test_small_talk_is_plain_text() -> None:
    """Its list is a list, and there is nothing to tell of how it came about; a count stands out."""
    lead = "You can ask for\n- a fact: *this*\n- a list\n\nOr <b>."
    html = answer_html(answered(lead=lead, trace=Trace("smalltalk")), 1)
    assert "<p>You can ask for</p><ul" in html
    assert "<li>a fact: <em>this</em></li><li>a list</li></ul><p>Or &lt;b&gt;.</p>" in html
    assert "How it got there" not in html
    assert '<p class="lead">3 papers.</p>' in answer_html(answered(lead="3 papers."), 1)


def test_a_comparison_is_a_table_with_headers() -> None:
    """One column a paper, one row an aspect; what an abstract does not say is said."""
    sentences = (
        Sentence("Drafts.", (1,), label="Method"),
        Sentence("Prunes.", (2,), label="Method"),
        Sentence("Fast.", (1,), label="Result"),
    )
    html = answer_html(answered(*sentences, citations=(cited(1, OTTER), cited(2, BEAVER)), shape="table"), 1)
    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert ["[1]Otter: Fast Decoding", "[2]Beaver: Pruned Networks"] == [_text(head) for head in heads]
    assert 2 == html.count('scope="row"')
    assert 1 == html.count("the abstract does not say")


def test_a_long_list_opens_on_demand() -> None:
    """The first dozen show; the others are one click away, and numbered on."""
    sentences = [Sentence(f"S{n}.", (n,)) for n in range(1, FIRST_ITEMS + 4)]
    citations = tuple(replace(cited(n, OTTER), number=n) for n in range(1, FIRST_ITEMS + 4))
    html = answer_html(answered(*sentences, citations=citations, shape="list"), 1)
    assert "Show the other 3" in html
    assert f'start="{FIRST_ITEMS + 1}"' in html


def test_an_abstention_says_why_and_what_next() -> None:
    """Reason, message, nearest titles, and questions to ask instead."""
    abstention = Abstention(
        "not_stated", r"The abstract of *C\*B* does not say.", ("C*B",), ("What is C*B about?",)
    )
    html = answer_html(answered(abstention=abstention), 1)
    assert "The abstract does not say" in html
    assert "<em>C*B</em>" in html
    assert 'data-do="paper" data-title="C*B"' in html
    assert 'data-question="What is C*B about?"' in html


@pytest.mark.parametrize(
    ("route", "nearest", "heading"),
    [
        ("collection", (), "Not recorded"),
        ("collection", ("C",), "The abstract does not say"),
        ("fact", (), "The abstract does not say"),
    ],
)
def test_what_no_record_tells_is_not_laid_on_an_abstract(
    route: Route, nearest: tuple[str, ...], heading: str
) -> None:
    """The heading speaks of an abstract only where one is meant."""
    html = answer_html(answered(abstention=Abstention("not_stated", "No.", nearest), trace=Trace(route)), 1)
    assert heading == re.findall("<h3>(.*?)</h3>", html)[0]


def test_an_abstention_shows_what_comes_nearest() -> None:
    """A quote below its title, as text."""
    near = Quote("c", 0, 5, "a < b")
    html = answer_html(answered(abstention=Abstention("not_stated", "No.", ("C",), quotes=(near,))), 1)
    assert "<blockquote>a &lt; b</blockquote></li>" in html


def test_what_was_removed_is_shown_on_demand() -> None:
    """Struck through, with the reason; absent where nothing was removed."""
    gone = answered(
        Sentence("A.", ()), removed=(Sentence("B <img>.", (), "unsupported", reason="no quote says 5"),)
    )
    html = answer_html(gone, 1)
    assert "1 sentence removed as unsupported" in html
    assert "<del>B &lt;img&gt;.</del>" in html
    assert "no quote says 5" in html
    assert "removed" not in answer_html(answered(Sentence("A.", ())), 1)


def test_how_it_got_there() -> None:
    """The question as understood, route, confidence, times, passages with scores."""
    passage = ScoredPassage("otter", OTTER.title, 0.873, 0, 5, "Otter")
    trace = Trace("fact", (passage,), 0.9, True, ("a note",))
    html = answer_html(
        answered(
            trace=trace, standalone="What is Otter?", confidence=0.9, timings={"read": 0.0123, "total": 1.5}
        ),
        1,
    )
    for part in (
        "Understood as: <q>What is Otter?</q>",
        "90% that",
        "read 12 ms",
        "in total 1.5 s",
        "0.87",
        "a note",
        'data-id="otter"',
        "<h3>Passages read",
    ):
        assert part in html


def test_hostile_text_is_shown_as_text() -> None:
    """In sentence, label, title, quote, notice, lead, note and reason."""
    paper = replace(OTTER, title=HOSTILE, abstract=HOSTILE)
    sentence = Sentence(HOSTILE, (1,), "weak", HOSTILE, ((0, 9),), HOSTILE)
    for shape in ("prose", "sections", "list", "table"):
        answer = answered(
            sentence, citations=(cited(1, paper, HOSTILE),), shape=shape, notice=HOSTILE, lead=HOSTILE,
            removed=(sentence,), standalone=HOSTILE, trace=Trace("fact", rewritten=True, notes=(HOSTILE,)), engine=HOSTILE,
        )  # fmt: skip
        html = answer_html(answer, 1)
        assert "<img" not in html
        assert "<script" not in html
        assert "javascript:z)&quot;" not in html.replace('data-text="', "")


def test_what_passed_so_far_grows() -> None:
    """Sentences with their numbers, and how many were taken out; nothing before the first."""
    assert "" == draft_html([], 0)
    html = draft_html([Sentence("A <img>.", (2,))], 1)
    assert "A &lt;img&gt;." in html
    assert "[2]" in html
    assert "1 removed as unsupported" in html
