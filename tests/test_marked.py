"""Behaviour of qa.asked.marked and qa.asked.sought: what the model marks, as a request that can be looked up."""

from __future__ import annotations

from typing import Any

import pytest

from qa.asked.marked import marked_request
from qa.asked.request import CollectionRequest
from qa.asked.sought import sought
from qa.characters import Span
from qa.kinds import KINDS, LOOKS, MARKS, Part, Told


def told(text: str, *parts: Any, **looks: str) -> Told:
    """An opinion of a question with these parts: words, or a pair of words and their marks ("no": lacking)."""
    marked, at = [], 0
    for part in parts:
        words, own = (part, {}) if isinstance(part, str) else (part[0], dict(part[1]))
        start = text.index(words, at)
        at = start + len(words)
        lacking = bool(own.pop("no", False))
        marks = {name: classes[0] for name, classes in MARKS.items()} | own
        marked.append(Part(words, Span(start, at), lacking, marks))
    return Told(
        {**dict.fromkeys(KINDS, 0.0), "collection": 1.0},
        tuple(p.text for p in marked if not p.lacking),
        0.0,
        {name: classes[0] for name, classes in LOOKS.items()} | looks,
        tuple(marked),
    )


def request_of(text: str, *parts: Any, named: tuple[str, ...] = (), **looks: str) -> CollectionRequest:
    request = marked_request(text, told(text, *parts, **looks), named)
    assert request is not None
    return request


TITLE = {"field": "title"}
ABSTRACT = {"field": "abstract"}


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ('titles with "winter rye" in them', ["winter"], ["winter rye"]),
        ("how many titles have the word code", ["word"], ["code"]),
        ("who says the word rye", ["word", "rye"], ["rye", "rye"]),
        ("which names end in rye?", ["rye?"], ["rye"]),
        ("rye, with or without hyphens", ["rye", "hyphens"], ["rye"]),
        ("who mentions rye (not triticale-rye)", ["rye", ("triticale-rye", {"no": True})], ["rye"]),
        ("My aunt works in a bakery, so: which abstracts mention rye?", ["bakery", "rye"], ["rye"]),
        ("I know rye. Who mentions oats but not rye?", ["rye", "oats", ("rye", {"no": True})], ["oats", "rye"]),
        ("code in the barn account on GitHub", [("barn account", {"role": "host"}), ("GitHub", {"role": "host"})], ["barn"]),
        ("abstracts with a link to barns.org", [], ["barns.org"]),
        (r"which one says \name", [], [r"\name"]),
        ("titles with a % sign", [], ["%"]),
        ("papers that ran on ovens", ["ran", "ovens"], ["ovens"]),
        ("most percent signs", ["percent"], ["percent signs"]),
        ("who is on huggingface", ["huggingface"], ["Hugging Face"]),
        ("the barn GitHub account", [("barn", {"role": "host"}), ("GitHub", {"role": "host"})], ["barn"]),
        ("a barns.io project page", [("barns.io project", {"role": "host"})], ["barns.io"]),
        ("rye or the oats", ["rye", "the", "oats"], ["rye", "oats"]),
        ("which papers metion rye", ["metion", "rye"], ["rye"]),
        ("titles of five words, a hyphenated term being one", ["hyphenated term"], []),
        ("who names rye, whatever the kind of grain", ["rye", "grain"], ["rye"]),
        ("rye in upper or lower case", ["rye", "lower"], ["rye"]),
        ("who mentions rye? (rye itself, not ryegrass)", ["rye", ("rye", {"no": True}), ("ryegrass", {"no": True})], ["rye"]),
        ("who has the acronym RYE", ["acronym", "RYE"], ["RYE"]),
        ("abstracts that mention growing from seed", ["growing from"], ["growing from seed"]),
        ("who names the height of in the title", ["height of"], ["height of"]),
        ("which abstracts promise early rye", ["promise", "early rye"], ["early rye"]),
        ("which abstracts mention rye and oats", ["rye", "oats"], ["rye", "oats"]),
        ("which titles are questions", [("questions", {"field": "title"})], ["?"]),
    ],
)  # fmt: skip
def test_what_is_sought(text: str, parts: list[Any], expected: list[str]) -> None:
    """Whole quotations and names of signs, and nothing that only introduces a word or says how it is written."""
    assert expected == [part.text for part in sought(text, told(text, *parts))]


def test_links_elsewhere() -> None:
    """An address is to be there that is not of the host."""
    text = "links that are not on GitHub"
    request = request_of(text, ("GitHub", {"role": "host"}), link="url")
    assert ("url", False, ("GitHub",), ()) == (
        request.link, request.negated, request.elsewhere, request.also,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["who links to something that isn't GitHub", "links to anything other than GitHub", "a link that is not GitHub"],
)  # fmt: skip
def test_a_link_to_another_host(text: str) -> None:
    """However it is said, an address elsewhere is asked for, and GitHub may be mentioned."""
    request = request_of(text, ("GitHub", {"role": "host", "no": True}), link="url")
    assert (("GitHub",), (), ()) == (request.elsewhere, request.phrases, request.also)


def test_a_link_to_a_host_is_more_than_its_name() -> None:
    """Where a link is spoken of; else whoever names the host is looked for."""
    marks = {"role": "host"}
    request = request_of("who links to GitHub", ("GitHub", marks), link="url")
    assert ("url", ("GitHub",), ()) == (request.link, request.hosts, request.phrases)
    for text in ("who mentions GitHub, links included", "who points to GitHub"):
        assert ("GitHub",) == request_of(text, ("GitHub", marks), link="url").phrases


def test_a_share_of_links_that_lead_elsewhere() -> None:
    """Any link is enough to be among those of which it is asked."""
    text = "what share of the papers that give a link use something other than github.com?"
    request = request_of(text, ("github.com", {"role": "host", "no": True}), want="share", link="url")
    assert (("github.com",), [("url", ())]) == (
        request.elsewhere, [(each.link, each.elsewhere) for each in request.among],
    )  # fmt: skip


def test_a_host_needs_no_other_address() -> None:
    """Who has no address on a host may have another."""
    request = request_of(
        "no github.com link", ("github.com", {"role": "host", "no": True}), link="url", linked="without"
    )
    assert (("github.com",), True, ()) == (request.hosts, request.negated, request.also)


def test_code_that_is_out_without_an_address() -> None:
    """Both are said: that it is public, and that no address is given."""
    request = request_of("code is public but no address printed", link="released", linked="without")
    assert ("released", False) == (request.link, request.negated)
    assert [("url", True)] == [(other.link, other.negated) for other in request.also]


@pytest.mark.parametrize(
    "name", ["Doe et al.", "Doe et al", "Doe et", "Doe et al. (2012)", "Doe (", "Doe 2012", "Doe"]
)
def test_a_name_is_no_more_than_a_name(name: str) -> None:
    """What stands behind a name, or was marked with it, does not belong to it."""
    assert "Doe" == request_of(f"papers by {name} please", (name, {"role": "author"})).author


def test_words_field_by_field() -> None:
    """One condition for each field, and one for what may not be there."""
    request = request_of(
        "rye in the title, oats in the abstract, no salt", ("rye", TITLE), ("oats", ABSTRACT), ("salt", {"no": True}),
        want="count",
    )  # fmt: skip
    said = [(each.field, each.phrases, each.negated) for each in (request, *request.also)]
    assert [("title", ("rye",), False), ("abstract", ("oats",), False), ("paper", ("salt",), True)] == said
    assert "count" == request.want


def test_either_of_two_fields() -> None:
    """A word in the title or another in the abstract: either is enough."""
    text = "rye in the title or oats in the abstract"
    request = request_of(text, ("rye", TITLE), ("oats", ABSTRACT), enough="any")
    assert (("rye",), ("oats",)) == (request.phrases, request.otherwise[0].phrases)


def test_titles_that_are_shown_and_have_words() -> None:
    """The words are looked for in titles where these are spoken of once more; else wherever they may stand."""
    for text, field in (
        ("titles of papers whose title has rye", "title"),
        ("titles of papers with rye", "paper"),
    ):
        assert field == request_of(text, ("rye", TITLE)).field


def test_both_ends_of_a_title() -> None:
    """A title that begins with one word and ends with another meets both."""
    text = "titles that begin with rye and end with oats"
    request = request_of(text, ("rye", TITLE | {"place": "start"}), ("oats", TITLE | {"place": "end"}))
    (other,) = request.also
    assert (("rye",), "start", ("oats",), "end", ()) == (
        request.phrases, request.place, other.phrases, other.place, request.otherwise,
    )  # fmt: skip


def test_in_one_field_and_not_in_the_other() -> None:
    """The same words, once there and once not; the direction is read off the text where it is plain."""
    text = "rye in the title but not in the abstract"
    request = request_of(text, ("rye", TITLE), away="title")
    (other,) = request.also
    assert ("title", "abstract", ("rye",), True) == (request.field, other.field, other.phrases, other.negated)


def test_a_share_of_some() -> None:
    """Of which papers it is asked is no condition of what is counted."""
    text = "what share of the rye papers mention oats"
    request = request_of(text, ("rye", {"base": "among"}), "oats", want="share")
    assert (("oats",), (("rye",),)) == (request.phrases, tuple(each.phrases for each in request.among))


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("the shortest title (in characters)", "shortest", ("shortest", "letters", 1, 0)),
        ("top three longest titles", "longest", ("longest", "words", 3, 0)),
        ("second longest title", "longest", ("longest", "words", 1, 1)),
        ("what comes first in your list", "alpha_first", ("first", "words", 1, 0)),
        ("last title from A to Z", "alpha_last", ("alphabetically last", "words", 1, 0)),
    ],
)
def test_an_order(text: str, order: str, expected: tuple[object, ...]) -> None:
    """The end comes from the model; how many, from which place on and in what unit from the text."""
    request = request_of(text, want="order", order=order, of="title")
    assert expected == (request.order, request.unit, request.limit, request.skip)


def test_only_what_begins_a_text_is_at_its_start() -> None:
    """A clause that says "contain" puts its word anywhere."""
    text = "titles that begin with P and contain a colon"
    request = request_of(text, ("P", TITLE | {"place": "start"}), ("colon", TITLE | {"place": "start"}))
    (other,) = request.also
    assert [("start", ("P",)), ("anywhere", (":",))] == [
        (each.place, each.phrases) for each in (request, other)
    ]


def test_the_field_that_is_named_is_measured() -> None:
    """Whatever is told."""
    assert "title" == request_of("what's the average title length", want="average").field


def test_a_record_of_a_paper() -> None:
    """Of one that is named, of one that is described, or of what may be half a title."""
    named = request_of("who wrote Alpha", ("Alpha", {"role": "paper"}), named=("alpha",), want="authors_of")
    assert (("alpha",), "authors") == (named.named, named.detail)
    text = "who wrote the rye paper"
    assert "the rye paper" == request_of(text, ("the rye paper", {"role": "paper"}), want="authors_of").title
    unknown = request_of("when did Zorvex appear", ("Zorvex", {"role": "paper"}), want="year_of")
    assert ("detail", "Zorvex") == (unknown.want, unknown.title)


@pytest.mark.parametrize(
    ("text", "parts", "title", "recalled"),
    [
        ('do you have "Rye in Lent"?', ["Rye in Lent"], "Rye in Lent", False),
        ('something like "Rye in Lent", or so', ["Rye in Lent"], "Rye in Lent", True),
        ("have Rye and Oats?", ["Rye", "Oats"], "Rye and Oats", True),
        ("got the first rye paper, Bread is all you want?", ["rye"], "Bread is all you want", False),
        (
            "that title about bread in spring, of monks",
            ["bread in spring", "monks"],
            "bread in spring monks",
            True,
        ),
    ],
)
def test_whether_a_paper_is_held(text: str, parts: list[str], title: str, recalled: bool) -> None:
    """By its title in quotation marks, by names, or by what is remembered of it."""
    request = request_of(text, *((part, {"role": "paper"}) for part in parts), want="held")
    assert ("title", title, recalled) == (request.want, request.title, request.recalled)


def test_one_of_two_but_not_both() -> None:
    """Either word, and not all of them."""
    request = request_of("rye or oats, not both", "rye", "oats", enough="any")
    (other,) = request.also
    assert (True, False, True) == (request.either, other.either, other.negated)


def test_which_do_not() -> None:
    """ "Not every abstract ends so. Which ones don't?" asks for the others."""
    request = request_of("Not every abstract mentions rye. Which ones don't?", "rye")
    assert (("rye",), True) == (request.phrases, request.negated)


def test_apart_from_a_paper() -> None:
    """The paper that is named is left out, and its name is looked up."""
    text = "apart from the Alpha paper itself, who mentions Alpha?"
    request = request_of(text, ("Alpha", {"role": "paper"}), "Alpha", named=("alpha",))
    assert [(("Alpha",), False), ((), True)] == [
        (each.phrases, each.negated) for each in (request, *request.also)
    ]
    assert ("alpha",) == request.also[0].named


def test_nothing_that_can_be_looked_up() -> None:
    """What no record holds, a share of nothing, or an order without what it is of: no request."""
    for want in ("unknown", "share", "size"):
        assert marked_request("how often was it read", told("how often was it read", want=want)) is None
    rate = "what is the word error rate"  # of no text
    assert marked_request(rate, told(rate, want="size"), ("p",)) is None
    bare = Told(dict.fromkeys(KINDS, 0.0), (), 0.0)
    assert marked_request("anything", bare) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [("what share of the rye papers mention straw", ["rye", "straw"]),
     ("what share of the papers with rye in the title also have straw in the abstract", ["rye", "straw"])],
)  # fmt: skip
def test_a_share_of_those_before_the_verb(text: str, parts: list[str]) -> None:
    """What stands before the verb says of which papers a share is asked."""
    request = request_of(text, *parts, want="share")
    assert (("straw",), [("rye",)]) == (request.phrases, [each.phrases for each in request.among])


def test_a_share_of_those_with_a_link() -> None:
    """A link that papers are said to have is what they are chosen by."""
    request = request_of(
        "what share of the papers that give a link mention rye", "rye", want="share", link="url"
    )
    assert (("rye",), ["url"]) == (request.phrases, [each.link for each in request.among])


def test_a_share_of_all() -> None:
    """Two conditions that are joined are asked of all papers."""
    request = request_of("what share of papers mention rye and give a link", "rye", want="share", link="url")
    assert () == request.among


@pytest.mark.parametrize(
    ("text", "either"),
    [('"rye" or "ryes"', True), ("rye and ryes", False), ("who says rye, and who ryes?", True), ("both rye and ryes", False)],
)  # fmt: skip
def test_one_or_all_of_the_words(text: str, either: bool) -> None:
    """Nothing but "or" between the words, or a question that is put again; "both" is all."""
    assert either == request_of(text, "rye", "ryes", enough="any" if "both" in text else "all").either


@pytest.mark.parametrize(
    ("text", "words", "either"),
    [("papers with GLUE (SuperGLUE counts too)", ("GLUE", "SuperGLUE"), True),
     ("who does late blight control, LBC?", ("late blight control", "LBC"), True),
     ("who has rye, wheat?", ("rye", "wheat"), False)],
)  # fmt: skip
def test_forms_of_one_word(text: str, words: tuple[str, ...], either: bool) -> None:
    """Any of them is enough: a longer form, or the initials."""
    assert either == request_of(text, *words).either


def test_the_first_of_some_papers() -> None:
    """ "Out of those" tells of which papers it is asked, and denies nothing."""
    request = request_of(
        "alphabetically first title out of those with rye", ("rye", {"no": True}), want="list"
    )
    assert "alphabetically first" == request.order
    assert [("rye",)] == [each.phrases for each in request.also if not each.negated]


def test_titles_that_only_are_to_be_shown() -> None:
    """Are no field that is looked through."""
    text = "which papers speak of rye? just titles"
    assert "paper" == request_of(text, ("rye", TITLE)).field


def test_a_quoted_phrase_is_whole() -> None:
    """What would only tell its kind elsewhere ("HIVE models") is a word of it."""
    assert ("Large models",) == request_of('abstracts with "Large models"', "Large models").phrases


def test_a_length_that_any_may_have() -> None:
    """Not how long they are on the whole."""
    request = request_of("is one of the abstracts under 150 words long", want="average")
    assert ("any", (None, 149)) == (request.want, request.length)


def test_who_wrote_about_a_topic() -> None:
    """Is a list of papers, and no look-up of names."""
    assert marked_request("who wrote about rye", told("who wrote about rye", "rye", want="authors")) is None


@pytest.mark.parametrize(
    ("text", "ranked"),
    [
        ("who has the most papers", True),
        ("who publishes most", True),
        ("who appears most often", True),
        ("who is the best runner in the world", False),
        ("who won the most medals", False),
    ],
)
def test_who_stands_on_most_papers(text: str, ranked: bool) -> None:
    """Is asked with a word for papers or what authors do."""
    assert ranked == (marked_request(text, told(text, want="authors")) is not None)


def test_a_title_before_the_question() -> None:
    """Where no part is marked."""
    request = request_of("rye is all you need, is it one of them?", want="held")
    assert ("title", "rye is all you need") == (request.want, request.title)


def test_code_without_an_address() -> None:
    """That no address is given is no matter of code."""
    request = request_of("say rye but print no web address", "rye", link="code", linked="without")
    (other,) = request.also
    assert ("url", True) == (other.link, other.negated)


@pytest.mark.parametrize(
    ("text", "want", "expected"),
    [
        ("top five authors by number of papers", "authors", ("authors", "", 1, (None, None), "words")),
        ("how many papers have two authors", "authors", ("count", "", 1, (2, 2), "authors")),
        ("papers with three or more authors", "list", ("list", "", 1, (3, None), "authors")),
        ("papers with fewer than four authors", "list", ("list", "", 1, (None, 3), "authors")),
        ("which paper has the fewest authors", "authors", ("list", "shortest", 1, (None, None), "authors")),
        ("which journals have more than ten papers", "venues", ("venues", "", 1, (11, None), "papers")),
        ("titles by year, the newest at the top", "order", ("list", "newest", None, (None, None), "words")),
        ("sort the titles by length", "order", ("list", "shortest", None, (None, None), "words")),
        ("in which journal did the newest paper appear", "venues", ("list", "newest", 1, (None, None), "words")),
        ("oldest paper", "order", ("list", "oldest", 1, (None, None), "words")),
        ("most recent 5 papers", "order", ("list", "newest", 5, (None, None), "words")),
    ],
)  # fmt: skip
def test_authors_journals_and_years(text: str, want: str, expected: tuple[Any, ...]) -> None:
    """Numbers of authors and of papers are read off the text, and so is the order that is asked for."""
    request = request_of(text, want=want)
    assert expected == (request.want, request.order, request.limit, request.length, request.unit)


def test_which_of_two_is_older() -> None:
    """The years of both are asked for, of papers that are described as well."""
    text = "Which is older, the barn paper or the mill paper?"
    papers = [("the barn paper", {"role": "paper"}), ("the mill paper", {"role": "paper"})]
    request = request_of(text, *papers, want="year_of")
    assert ("detail", "year", ("the barn paper", "the mill paper")) == (
        request.want,
        request.detail,
        request.phrases,
    )
    named = request_of(text, *papers, want="year_of", named=("barn", "mill"))
    assert ("barn", "mill") == named.named


def test_a_neighbour_in_the_alphabet_is_asked_for_by_words_of_order() -> None:
    """ "Between rye and oats" alone asks for no place among the titles."""
    look = {"want": "order", "order": "alpha_after"}
    assert request_of("which title comes after Rye?", "Rye", **look).order == "alphabetically after"
    assert (
        marked_request("and between rye and oats?", told("and between rye and oats?", "rye", "oats", **look))
        is None
    )


def test_papers_on_something_by_year_are_no_record_of_one() -> None:
    """Who asks for an order wants all of them."""
    request = request_of("list the papers on rye by year", "rye", want="year_of")
    assert ("list", "oldest") == (request.want, request.order)
