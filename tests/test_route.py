"""Behaviour of qa.route and of the forms of questions under qa.asked."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from qa.asked import listing, one_described, sides, summary, whole
from qa.asked.grammar import Form, expand
from qa.asked.phrases import want_of
from qa.asked.request import CollectionRequest
from qa.asked.sides import told_apart
from qa.characters import Span
from qa.kinds import KINDS, LOOKS, MARKS, KindModel, Part, Told
from qa.route import Routed, route, strip_frame


def _within(row: object) -> tuple[object, ...]:
    """The forms of a row of a table, by themselves or beside what they ask for."""
    if isinstance(row, tuple):
        return tuple(form for each in row for form in _within(each))
    return (getattr(row, "form", row),)


FORMS = [
    form
    for module in (listing, one_described, sides, summary, whole)
    for table in vars(module).values()
    if isinstance(table, tuple)
    for row in table
    for form in _within(row)
    if isinstance(form, Form)
]
TELL = KindModel().tell
with (Path(__file__).parent / "data" / "routes.tsv").open(encoding="utf-8") as file:
    QUESTIONS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_every_form_reads_its_example(form: Form) -> None:
    """The example beside a form is a question of that form."""
    assert form.regex.fullmatch(form.example.rstrip("?"))


def test_an_unknown_word_in_a_form_is_an_error() -> None:
    """A slot that names no entry fails when the form is compiled."""
    with pytest.raises(KeyError, match="nosuch"):
        expand("which <nosuch>")


@pytest.mark.parametrize(("split", "least"), [("tune", 0.88), ("held", 0.92)])
def test_questions_of_other_fields(split: str, least: float) -> None:
    """Of questions from medicine, history, law and economics, nearly all get their route."""
    rows = [row for row in QUESTIONS if row["split"] == split]
    right = [
        route(row["question"], "ab"[: int(row["papers named"])], TELL(row["question"])).route == row["route"]
        for row in rows
    ]
    assert len(rows) > 100
    assert least <= sum(right) / len(rows)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which papers prune their models?", "prune their models"),
        ("everything on speculative decoding", "speculative decoding"),
        ("moe papers", "moe"),
        ("anything on quantised models?", "quantised models"),
        ("Is there any work here on plea bargaining?", "plea bargaining"),
        ("in which studies were patients blinded?", "patients blinded"),
        ("honey bees: any papers?", "honey bees"),
        ("what methods merge models?", "methods merge models"),
        ("who else looked at plea bargaining?", "plea bargaining"),
        ("who else has studied sepsis?", "sepsis"),
        ("who also measured cortisol?", "measured cortisol"),
        ("which papers might help me with swarming?", "swarming"),
        ("Which studies would be useful for keeping ledgers?", "keeping ledgers"),
        ("Could you give me an overview of the work on grafting in here?", "grafting"),
        ("systems side: which papers improve scheduling?", "systems side improve scheduling"),
        ("I care about bees. Which papers study them closely?", "study them closely"),
    ],
)
def test_a_list_has_its_topic(question: str, expected: str) -> None:
    """The phrase that qualifies a paper, without the frame around it."""
    routed = route(question)
    assert routed.route == "list"
    assert expected.removeprefix("study ") == routed.topic.removeprefix("study ")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("name of the paper on bees?", "bees"),
        ("what is the title of the bee paper", "bee"),
        ("bee paper name", "bee"),
        ("Name the paper on bees", "bees"),
        ("that study which weighed hives to see how bees forage", "weighed hives to see how bees forage"),
    ],
)
def test_a_title_is_sought(question: str, topic: str) -> None:
    """A paper's name is asked for by what it is about: the papers on that are listed."""
    assert Routed("list", topic=topic) == route(question)


@pytest.mark.parametrize("question", ["the study that weighed which hives?", "the paper that weighs Alpha"])
def test_no_title_is_sought(question: str) -> None:
    """Something is asked of the paper that is told, or it is named."""
    assert Routed("list", topic="weighs Alpha") != route(question, ["alpha"] if "Alpha" in question else ())
    assert "list" != route(question, ["alpha"] if "Alpha" in question else ()).route


def test_two_lists_are_no_fact() -> None:
    """A second question for papers is not one about the paper that is found."""
    told = Told({**dict.fromkeys(KINDS, 0.01), "list": 0.95}, ("bees",), 0.0)
    assert "list" == route("Anything on bees? Is there anything on wasps too?", told=told).route


def test_whether_it_is_mentioned() -> None:
    """An indirect question wants a yes or a no."""
    assert "any" == want_of("if HIVE10 is mentioned anywhere in the abstracts.")


@pytest.mark.parametrize(
    "question",
    ["Anything on bees? Which hive wins there?", "Which one counts bees, and does it beat the other?"],
)
def test_a_fact_of_the_one_that_is_found(question: str) -> None:
    """One paper is looked for and something of it asked: no list."""
    told = Told({**dict.fromkeys(KINDS, 0.01), "list": 0.95}, ("bees",), 0.0)
    assert "fact" == route(question, told=told).route


@pytest.mark.parametrize(
    ("question", "named", "sides", "aspect"),
    [
        ("medusa vs hydra", 2, ("medusa", "hydra"), ""),
        ("how do A1 and B2 differ in cost?", 2, ("A1", "B2"), "cost"),
        ("what's the difference between grafts and layers?", 0, ("grafts", "layers"), ""),
        ("which is faster, A1 or B2?", 2, ("A1", "B2"), "which is faster"),
        ("Compare the yield of winter wheat and of rye.", 0, ("winter wheat", "rye"), "yield"),
        ("How do Alpha and Beta create their data?", 2, ("Alpha", "Beta"), "create their data"),
        ("What does Alpha keep and what does Beta keep?", 2, ("Alpha", "Beta"), "keep"),
        ("Alpha, Beta and Gamma: who is fastest?", 3, ("Alpha", "Beta", "Gamma"), "who is fastest"),
        ("how does Alpha compare with Beta in memory?", 2, ("Alpha", "Beta"), "memory"),
        ("how does Alpha compare in memory with Beta?", 2, ("Alpha", "Beta"), "memory"),
        (
            "How does the rye study compare in cost with the one on oats?",
            0,
            ("the rye study", "the one on oats"),
            "cost",
        ),
        (
            "Do Alpha and Beta have anything in common, and who wins?",
            2,
            ("Alpha", "Beta"),
            "have anything in common",
        ),
        ("How is rye different from oats and does it rain more?", 0, ("rye", "oats"), ""),
        ("Rye versus oats on yield in wet years?", 0, ("Rye", "oats"), "yield in wet years"),
        ("rye on clay vs oats on sand", 0, ("rye on clay", "oats on sand"), ""),
        ("the rye paper vs the later one on clay", 0, ("the rye paper", "the later one on clay"), ""),
        ("In terms of water: Alpha, Beta and winter rye?", 2, ("Alpha", "Beta", "winter rye"), "water"),
        ("In terms of water, Alpha vs Beta?", 2, ("Alpha", "Beta"), "water"),
        (
            "Compare Alpha with the paper on rye in wet years",
            1,
            ("Alpha", "the paper on rye in wet years"),
            "",
        ),
        (
            "compare the method that digs and sows hay with the one that reaps it",
            0,
            ("the method that digs and sows hay", "the one that reaps it"),
            "",
        ),
        (
            "What do Alpha and Beta have in common and where do they part ways?",
            2,
            ("Alpha", "Beta"),
            "have in common and where do they part ways",
        ),
    ],
)
def test_a_comparison_has_its_sides(question: str, named: int, sides: tuple[str, ...], aspect: str) -> None:
    """The phrases of the sides, in order, and what they are compared in."""
    assert Routed("compare", sides=sides, aspect=aspect) == route(question, [str(n) for n in range(named)])


@pytest.mark.parametrize(
    "question",
    [
        "which paper introduces the bee index?",
        "which method reaches 2x?",
        "what datasets does Alpha use?",
        "what are the two phases of Alpha?",
        "does Alpha outperform Beta training?",
        "how does the proposed model compare in cost with the standard model?",
        "how does Alpha compare with full fine-tuning?",
        "Alpha speed vs greedy search",
        "What is Alpha?",
    ],
)
def test_one_paper_is_asked_for_a_fact(question: str) -> None:
    """One answer is wanted, about the one paper that is named."""
    assert Routed("fact") == route(question, ["alpha"])


def test_the_halves_of_a_description_are_no_sides() -> None:
    """ "Born or trained" is said of those that are counted, though two papers have words of the question as names."""
    assert Routed("fact") == route(
        "How many Alpha bees born or trained in Beta were counted?", ["alpha", "beta"]
    )


@pytest.mark.parametrize(
    "question",
    ["what uses the HIVE benchmark?", "which tools from the Bodleian are released by these papers?",
     "how many of them are about bee dances?", "which papers deal with river, estuary or lagoon sediments?"],
)  # fmt: skip
def test_what_several_papers_have_is_a_list(question: str) -> None:
    """What uses a thing, what all papers have, how many are on a topic: no fact, and no literal words."""
    assert "list" == route(question, (), TELL(question)).route


def test_the_others_of_a_kind_are_a_list() -> None:
    """Also where a paper is named, whose like they are; what it compares or beats is a fact of it."""
    assert "list" == route("which other methods freeze the graft?", ["alpha"]).route
    assert "fact" == route("which other methods does Alpha beat?", ["alpha"]).route
    assert "list" == route("which drugs outperform Alpha?", ["alpha"], told(fact=0.99)).route
    tested = "Which grafting methods were tested on pears?"
    assert "list" == route(tested, (), told(fact=0.99)).route
    assert "fact" == route(tested.replace("pears", "Alpha"), ["alpha"], told(fact=0.99)).route


def test_bare_words_with_a_name_ask_for_a_fact() -> None:
    """Of the paper so named, though a list is likelier of bare words."""
    assert "fact" == route("alpha yield", ["alpha"], told(list=0.97)).route
    assert "list" == route("alpha yield", (), told(list=0.97)).route


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what's Alpha's HIVE10?", "fact"),
        ("what is Alpha's RMSE?", "fact"),
        ("what's Alpha's main point?", "summary"),
    ],
)
def test_a_measure_of_one_paper_is_no_summary(question: str, kind: str) -> None:
    """A thing of its own that goes by a name is a detail."""
    assert kind == route(question, ["alpha"], told(summary=0.95)).route


@pytest.mark.parametrize(
    "question",
    ["which is better in the harvest study, depth or width?", "who is behind Alpha?", "who else was harmed?"],
)
def test_what_one_paper_says_is_a_fact(question: str) -> None:
    """Neither a choice within one study, nor who made a thing, is a comparison or a record's detail."""
    assert Routed("fact") == route(question, ["alpha"] if "Alpha" in question else ())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the Alpha paper about?", "Alpha"),
        ("tl;dr of Alpha", "Alpha"),
        ("summarise Alpha in two sentences, please", "Alpha"),
        ("what's new in Alpha?", "Alpha"),
        ("What problem does Alpha tackle, how, and what came out of it?", "Alpha"),
        ('Give me the gist of "The Long Shadow"', "The Long Shadow"),
        ("overview of the paper about bird migration", "bird migration"),
        ("tell me about Alpha", "Alpha"),
    ],
)
def test_a_summary_has_its_paper(question: str, expected: str) -> None:
    """The name or description of the paper, without the frame around it."""
    assert Routed("summary", topic=expected) == route(question, ["alpha"])


def test_which_of_two_named_papers_is_newer() -> None:
    """Their years are told; a comparison of anything else stays one."""
    looks = {name: classes[0] for name, classes in LOOKS.items()} | {"want": "order"}
    opinion = told(compare=0.6)._replace(looks=looks)
    request = CollectionRequest("detail", named=("a", "b"), detail="year")
    assert request == route("Which paper is newer, A1 or B2?", ("a", "b"), opinion).request
    assert "compare" == route("Which paper is longer, A1 or B2?", ("a", "b"), opinion).route


def test_what_authors_found_is_summarised() -> None:
    """What is left of a question for an author's findings is no question of one fact, whatever the model thinks."""
    opinion = told(fact=0.99)
    assert "summary" == route("What did the authors find?", told=opinion).route
    assert "fact" == route("What did the authors find about rye?", told=opinion).route


@pytest.mark.parametrize(
    ("question", "sides"),
    [("Two trials feed rye to hens: one counts eggs, the other weighs them. Contrast them.", ("counts eggs", "weighs them")),
     ("A study weighs the eggs, another counts hens. How do both go about it?", ("weighs the eggs", "counts hens")),
     ("Two small farm works, the first sows rye, the second counts bees. What is measured in each?", ("sows rye", "counts bees"))],
)  # fmt: skip
def test_one_and_the_other_are_compared(question: str, sides: tuple[str, ...]) -> None:
    """What is said of one and of the other are the sides."""
    assert Routed("compare", sides=sides) == route(question)


@pytest.mark.parametrize(
    ("text", "parts", "sides"),
    [
        ("rye with barley against hop", ("rye with", "barley", "hop"), ("rye with barley", "hop")),
        ("The hop and the rye: both field crops, how tall?", ("The hop", "the rye", "field crops"), ("The hop", "the rye")),
    ],
)  # fmt: skip
def test_marked_parts_that_are_no_sides(text: str, parts: tuple[str, ...], sides: tuple[str, ...]) -> None:
    """A part that ends open goes on with the next; what is said of both is none."""
    assert sides == told_apart(text, parts)


def test_a_side_ends_with_its_clause() -> None:
    """What stands behind the last side is what is compared, unless it is long."""
    found = route("Rye vs the oats trial. Where does it rain more?")
    assert (("Rye", "the oats trial"), "Where does it rain more") == (found.sides, found.aspect)
    assert "" == route(f"Rye vs oats. {'Say only this and nothing else. ' * 6}").aspect


def test_two_papers_that_are_said_to_be_there() -> None:
    """ "There are two papers on X": both are described by X."""
    found = route("There are two papers on hive size here. Do they agree about winter?")
    assert ("compare", ("hive size",), 2) == (found.route, found.sides, found.together)


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("What do you actually store for each paper?", "fields"),
        ("Did anything get loaded twice?", "duplicates"),
    ],
)
def test_what_is_recorded(question: str, want: str) -> None:
    """The records themselves are asked for."""
    request = route(question).request
    assert request is not None
    assert want == request.want


def test_metadata_of_a_named_paper_is_a_matter_of_its_abstract() -> None:
    """A paper may have metadata of its own."""
    assert "fact" == route("What is the metadata in Alpha?", ["alpha"]).route


def test_a_paper_that_is_described_and_then_to_be_summarised() -> None:
    """The description says which paper is meant by "it"."""
    found = route("Which paper counts bees in winter? Summarise it.")
    assert Routed("summary", topic="counts bees in winter") == found


def test_a_topic_that_names_no_paper_is_listed() -> None:
    """ "Tell me about" a paper asks for its summary; about a topic, for every paper on it."""
    assert Routed("list", topic="vaccination") == route("tell me about vaccination")


def test_what_one_abstract_mentions_is_a_fact() -> None:
    """A look-up through the collection is not the answer to a question about one named paper."""
    for question, expected in (
        ("Does the Alpha abstract mention mice?", "fact"),
        ("Does any abstract mention Alpha?", "collection"),
    ):
        assert expected == route(question, ["alpha"], TELL(question)).route


def test_a_detail_of_a_record_needs_a_named_paper() -> None:
    """ "Who wrote Alpha?" is answered from the record; "who wrote the code?" is not."""
    request = route("Who wrote Alpha?", ["alpha"], TELL("Who wrote Alpha?")).request
    assert request is not None
    assert ("authors", ("alpha",)) == (request.detail, request.named)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hi there, could you please tell me how it works? Thanks!", "how it works?"),
        ("I'd like to know what causes gout", "what causes gout"),
        ("Quick question: why do banks fail?", "why do banks fail?"),
        ("do you know whether bees count?", "whether bees count?"),
        ("can you use bees to pollinate glasshouses?", "can you use bees to pollinate glasshouses?"),
        ("thanks", "thanks"),
        ("", ""),
    ],
)
def test_the_polite_frame_is_taken_off(question: str, expected: str) -> None:
    """What is left is the question; a text that is all frame stays as it is."""
    assert expected == strip_frame(question)


@pytest.mark.parametrize(
    "piece", ["- ", "which papers ", "titles that ", "how do a and ", "who ", "A B ", "(", '"', "a vs b "]
)
def test_repetition_does_not_slow_it_down(piece: str) -> None:
    """No text, however built, keeps the forms busy for long."""
    start = time.perf_counter()
    for length in (590, 4000):
        route((piece * 4000)[:length], ["a", "b"])
    assert 1.5 > time.perf_counter() - start


def told(parts: tuple[str, ...] = (), **chances: float) -> Told:
    """An opinion with what is left of the chances on a fact."""
    rest = {"fact": 1 - sum(chances.values())}
    return Told({**dict.fromkeys(KINDS, 0.0), **rest, **chances}, parts, 0.0)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("question", "opinion", "expected"),
    [
        ("my lab does tithes, what concerns us?", told(("tithes",), list=0.9), Routed("list", topic="tithes")),
        ("my lab does tithes, what concerns us?", told(("tithes",), list=0.3), Routed("fact")),
        ("the tithe study, what came of it", told(("the tithe study",), summary=0.98), Routed("summary", topic="the tithe study")),
        ("just the tithe study: what crops", told(("the tithe study",), summary=0.9), Routed("fact")),
        ("what does 'glebe' mean there?", told(("glebe",), summary=0.9), Routed("fact")),
        ("which counties did the tithe study visit?", told(("the tithe study",), summary=0.9), Routed("fact")),
        ("what holds in Kent, and what in Essex", told(("Kent", "Essex"), compare=0.9), Routed("compare", sides=("Kent", "Essex"))),
        ("what holds in Kent", told(("Kent",), compare=0.9), Routed("fact")),
        ("barley yields more than rye in Kent. Agree?", told(("barley", "rye"), compare=0.7, collection=0.2), Routed("fact")),
        ("which papers prune their models?", told(list=0.1), Routed("list", topic="prune their models")),
        ("good vibes only", told(talk=0.99), Routed("smalltalk")),
    ],
)  # fmt: skip
def test_form_and_model_are_weighed(question: str, opinion: Told, expected: Routed) -> None:
    """What no form claims is what the model is sure of and finds the parts for; a form outweighs a doubt."""
    assert expected == route(question, (), opinion)


def test_what_sets_a_paper_apart_is_no_look_up() -> None:
    """Where both are named, whatever the model makes of words that also exclude."""
    routed = route("What sets A1 apart from B2?", ("a", "b"), told(collection=0.9, compare=0.02))
    assert ("compare", ("A1", "B2")) == (routed.route, routed.sides)


def test_two_papers_named_speak_for_a_comparison() -> None:
    """Where the question itself names two papers; not where it was made to stand alone with them."""
    opinion = told(compare=0.2)
    assert "compare" == route("which soils suit A1, which B2", ("a", "b"), opinion).route
    assert "fact" == route("which soils suit A1, which B2", ("a", "b"), opinion, typed=()).route


@pytest.mark.parametrize(
    ("question", "route_"),
    [
        ("What did Padilla et al. find?", "summary"),
        ("How did Padilla et al. explain it?", "summary"),
        ("Which papers are by Padilla et al.?", "collection"),
    ],
)
def test_what_an_author_finds_is_no_look_up(question: str, route_: str) -> None:
    """It is read in the papers, even where the model would rather look up the name."""
    marks = {name: classes[0] for name, classes in MARKS.items()} | {"role": "author"}
    start = question.index("Padilla")
    part = Part("Padilla et al.", Span(start, start + 14), False, marks)
    looks = {name: classes[0] for name, classes in LOOKS.items()}
    chances = {**dict.fromkeys(KINDS, 0.01), "collection": 0.6, "summary": 0.35}
    assert route_ == route(question, told=Told(chances, (), 0.0, looks, (part,))).route


@pytest.mark.parametrize(
    ("question", "route_"),
    [("pls find papers on gout", "list"), ("papers that mention gout", "collection"), ("papers with \"gout\"", "collection")],
)  # fmt: skip
def test_a_topic_is_no_literal_word(question: str, route_: str) -> None:
    """Words are looked up where the question speaks of words; else papers are read for their topic."""
    marks = {name: classes[0] for name, classes in MARKS.items()}
    part = Part("gout", Span(question.index("gout"), question.index("gout") + 4), False, marks)
    looks = {name: classes[0] for name, classes in LOOKS.items()}
    told = Told({**dict.fromkeys(KINDS, 0.01), "collection": 0.95}, ("gout",), 0.0, looks, (part,))
    assert route_ == route(question, told=told).route


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Summarise what the collection says about gout.", Routed("list", topic="gout")),
        ("What do we know of gout in mice?", Routed("list", topic="gout in mice")),
        ("Summarise the findings on gout", Routed("list", topic="gout")),
        ("Summarise what's known on gout in mice", Routed("list", topic="gout in mice")),
    ],
)
def test_what_several_papers_say_is_a_list(question: str, expected: Routed) -> None:
    """A summary over the collection is what each paper says."""
    assert expected == route(question, (), told(summary=0.9))


def test_what_the_collection_has_on_something_is_no_list_of_topics() -> None:
    """The model takes it for a question about the topics; what it is about is marked."""
    looks = {name: classes[0] for name, classes in LOOKS.items()} | {"want": "topics"}
    opinion = Told({**dict.fromkeys(KINDS, 0.01), "collection": 0.95}, ("gout",), 0.0, looks)
    assert Routed("list", topic="gout") == route("what does it hold about gout?", (), opinion)


@pytest.mark.parametrize(
    ("text", "apart"),
    [("which works deal with orchards and are not about apples", ("apples",)),
     ("which works mention orchards and nothing on apples", ())],
)  # fmt: skip
def test_a_topic_without_another(text: str, apart: tuple[str, ...]) -> None:
    """What papers of a list may not be about is a topic of its own; where words are spoken of these are looked up."""
    marks = {name: classes[0] for name, classes in MARKS.items()}
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in ("orchards", "apples")]
    parts = tuple(Part(text[a:b], Span(a, b), n == 1, marks) for n, (a, b) in enumerate(spans))
    looks = {name: classes[0] for name, classes in LOOKS.items()}
    opinion = told(("orchards",), collection=0.9)._replace(looks=looks, marked=parts)
    routed = route(text, told=opinion)
    assert apart == routed.apart
    assert ("list" if apart else "collection") == routed.route


@pytest.mark.parametrize(
    ("question", "phrases", "topic"),
    [("does it have anything on OAK safety, like fires?", ("OAK safety", "fires"), "OAK safety, like fires"),
     ("what share of the papers is about young OAKs?", ("young", "OAKs"), "young OAKs"),
     ("what share of the papers is about OAKs?", ("OAKs",), "")],
)  # fmt: skip
def test_what_says_more_than_a_name_is_a_topic(question: str, phrases: tuple[str, ...], topic: str) -> None:
    """It is no word to be looked up, as a name alone is."""
    marks = {name: classes[0] for name, classes in MARKS.items()}
    spans = [Span(question.index(word), question.index(word) + len(word)) for word in phrases]
    parts = tuple(Part(question[a:b], Span(a, b), False, marks) for a, b in spans)
    looks = {name: classes[0] for name, classes in LOOKS.items()}
    opinion = told(phrases, collection=0.9)._replace(looks=looks, marked=parts)
    assert topic == route(question, told=opinion).topic


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("Anything on bees, and anything on old wasps?", ("bees", "old wasps")),
        ("is there work about bees or about wasps", ("bees", "wasps")),
        ("anything on bees and wasps?", ()),
    ],
)
def test_two_topics_each_by_itself(question: str, topics: tuple[str, ...]) -> None:
    """Papers on either are listed, but those on both words together are one topic."""
    assert topics == route(question).topics


def test_who_made_the_paper_that_is_named() -> None:
    """Is asked of its record, and so is which of two is newer, whatever the model makes of it."""
    made = route("Who made A1, and when?", ("a",), told(list=0.9), unnamed="Who made , and when?")
    assert CollectionRequest("detail", named=("a",), detail="authors", told=("year",)) == made.request
    newer = route(
        "Which of A1 and B2 is newer?", ("a", "b"), told(compare=0.9), unnamed="Which of  and  is newer?"
    )
    assert CollectionRequest("detail", named=("a", "b"), detail="year") == newer.request


@pytest.mark.parametrize(
    ("question", "topic", "apart"),
    [
        ("Which papers graft pears and are not about apples?", "graft pears", ("apples",)),
        ("Papers about grafting knives but not for apples", "grafting knives", ("apples",)),
        ("Which garden papers are there that aren't about trees at all?", "garden", ("trees",)),
        ("Which old garden papers are there, leaving out Treeline?", "old garden", ("Treeline",)),
        ("grafting papers that are no variants of DRIP", "grafting", ("DRIP",)),
        ("pear grafting methods other than DRIP and A1", "pear grafting methods", ("DRIP and A1",)),
        (
            "Which fruit models are for something other than apples or pears?",
            "fruit models",
            ("apples", "pears"),
        ),
        ("grafting papers that are NOT about trees, i.e. vines", "grafting vines", ("trees",)),
    ],
)
def test_a_topic_apart_from_another(question: str, topic: str, apart: tuple[str, ...]) -> None:
    """What papers are not to be about is told apart from what they are about."""
    assert Routed("list", topic=topic, apart=apart) == route(question, told=TELL(question))


def test_a_topic_in_two_words_for_it() -> None:
    """Either is enough."""
    question = "I need all the speculative decoding / draft-verify papers you've got"
    assert "speculative decoding / draft-verify" == route(question, told=TELL(question)).topic


def test_a_link_to_another_host_is_no_topic_apart() -> None:
    """It is looked up."""
    assert () == route("Which papers have links to something other than GitHub?").apart


def test_a_word_and_what_it_is_used_for() -> None:
    """Are one topic, and no word to be looked up."""
    question = "Do you have papers about LoRA for weather forecasting?"
    assert Routed("list", topic="LoRA for weather forecasting") == route(question, told=TELL(question))
    question = "Which papers apply LoRA to code?"  # nor is it asked where code is
    assert Routed("list", topic="LoRA to code") == route(question, told=TELL(question))
