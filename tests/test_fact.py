"""Fact questions: the sentence that says it, its paper, and abstentions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Check

from qa import Assistant, Settings
from qa.answer.choice import MAX_SENTENCES, Sought, choose, completed, gone_on, led_in, left_open
from qa.answer.fact import fact_draft
from qa.answer.moves import by_what_was_told, told_ways
from qa.answer.numbering import Numbering
from qa.answer.premise import turned
from qa.answer.short_forms import in_its_short_forms, stands_for
from qa.passages import kind_of, passages_of
from qa.read import Reading, ReadSentence
from qa.types import Filters, Paper, Passage


def sentence(text: str, score: float, ordinal: int = 0, start: int = 0) -> ReadSentence:
    return ReadSentence(
        ordinal, Passage(f"p{ordinal}#s{start}", f"p{ordinal}", start, start + len(text), text), score
    )


def reading(*sentences: ReadSentence) -> Reading:
    papers = dict.fromkeys(s.ordinal for s in sentences)
    return Reading(tuple((ordinal, 1.0) for ordinal in papers), sentences, 0.9, ())


def test_of_several_papers_the_one_with_the_name_is_read(seeds: Assistant) -> None:
    """Of the papers asked only one has "MRPC", and another comes nearer otherwise."""
    asked = tuple(p.id for p in seeds.papers if "intrinsic dimension" in p.title.lower())
    answer = seeds.ask("How many parameters did these papers need for MRPC?", filters=Filters(asked))
    assert 2 == len(asked)
    assert "only 200 trainable parameters" in answer.text


@pytest.mark.parametrize(
    ("question", "paper_id", "fact"),
    [("How many residents were enrolled in NightWatch?", "sleep", "312 residents"),
     ("How many burials do the registers of Ragusa list?", "levant", "4,812 burials"),
     ("How long did a letter from Lisbon take to reach Antwerp?", "letters", "17 days"),
     ("What was the mortality in the VESPER trial?", "sepsis", "29.1"),
     ("How much did a lawyer cost per case in eviction courts?", "tenants", "1,350 dollars"),
     ("how meny mock trails tested the plain english jury instructions", "juries", "96 mock trials"),
     ("Does damp housing raise the risk of asthma?", "asthma", "twice the risk")],
)  # fmt: skip
def test_plain_questions(archive: Assistant, check: Check, question: str, paper_id: str, fact: str) -> None:
    """A question whose answer stands there is answered from the right paper with the fact in the quotes."""
    answer = archive.ask(question)
    check(archive, answer)
    assert "fact" == answer.route
    assert answer.abstention is None
    assert paper_id == answer.citations[0].paper_id
    assert fact in " ".join(quote.text for quote in answer.citations[0].quotes)


@pytest.mark.parametrize(
    "question",
    ["What is the boiling point of tungsten?", "Who won the football world cup in 1990?",
     "How many layers does the QuasarNet-9 model have?"],
)  # fmt: skip
def test_elsewhere(archive: Assistant, check: Check, question: str) -> None:
    """What the collection is not about gets no citation, a reason and the nearest titles."""
    answer = archive.ask(question)
    check(archive, answer)
    assert answer.abstention is not None
    assert answer.abstention.reason in {"off_topic", "not_in_collection", "not_stated"}
    assert 3 == len(answer.abstention.nearest)


def test_the_nearest_sentence_is_quoted(archive: Assistant) -> None:
    """Where the paper is there and does not say it, what it says that comes nearest stands beside its title."""
    answer = archive.ask("How many kilobytes of memory does NightWatch need on a laptop?")
    assert answer.abstention is not None
    assert "not_stated" == answer.abstention.reason
    (quote,) = answer.abstention.quotes
    paper = next(paper for paper in archive.papers if paper.id == quote.paper_id)
    assert paper.abstract[quote.start : quote.end] == quote.text
    assert answer.abstention.nearest[0] == paper.title
    assert f"- *{paper.title}*: “" in answer.text


def test_a_missing_name_is_named(archive: Assistant) -> None:
    """A name that no paper has is said to be missing."""
    answer = archive.ask("How many layers does the QuasarNet-9 model have?")
    assert answer.abstention is not None
    assert "QuasarNet" in answer.abstention.message


@pytest.mark.parametrize(
    ("question", "missing"),
    [("How do microplastics affect asthma in damp housing?", "microplastics"),
     ("What does methylmercury do to children in damp housing?", "methylmercury")],
)  # fmt: skip
def test_what_would_act_is_nowhere(archive: Assistant, question: str, missing: str) -> None:
    """What something else does is no answer where no paper has what is asked for, however near the rest is."""
    answer = archive.ask(question)
    assert answer.abstention is not None
    assert f"no paper in it mentions “{missing}”" in answer.text


@pytest.fixture(scope="module")
def pond(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Papers on substances of which one has what the others lack."""
    folder = tmp_path_factory.mktemp("pond")
    rows = (
        '"Chlorothalonil and trout","The 96-h LC(50) of chlorothalonil for trout was 0.4 mg/L. Exposed trout swam less."',
        '"Boscalid and carp","Boscalid is sold in many countries. Carp that were kept in boscalid had darker gills."',
        '"Fipronil and carp","The LC50 at 96 h was 2.2 mg/L. The LC50 of carp was found with fipronil."',
        '"Perch under DDT","Perch were kept in DDT for a week. Their gills had grown darker by then."',
        '"Ponds in winter","Trout and carp were counted in 12 ponds. Ice covered all of them for 30 days."',
    )
    (folder / "papers.csv").write_text("\n".join(["title,abstract", *rows]), encoding="utf-8")
    with Assistant.open(Settings(corpus=folder / "papers.csv", index_dir=folder / "index")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "What is the LC50 of chlorothalonil for trout?",
        "lc50 chlorothalonil",
        "What LC50 was reported for chlorothalonil at 96 h?",
    ],
)
def test_what_is_asked_about_is_there(pond: Assistant, question: str) -> None:
    """A question about a substance is answered where the substance is, though its measure is written in another way."""
    assert "0.4 mg/L" in pond.ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the 96-h LC50 of thiamethoxam for trout?", "no paper in it mentions “thiamethoxam”"),
        ("Does PFOS exposure lower how much trout swim?", "no paper in it mentions “PFOS”"),
    ],
)
def test_what_is_said_of_another_thing(pond: Assistant, question: str, said: str) -> None:
    """Is no answer where no paper has the thing that is asked about."""
    answer = pond.ask(question)
    assert answer.abstention is not None
    assert said in answer.text


def test_what_something_was_exposed_to_is_there(pond: Assistant) -> None:
    """What another substance did is no answer, though its name is no word of its own."""
    assert "2.2 mg/L" not in pond.ask("What was the LC50 in mg/L of carp exposed to DDT?").text


def test_under_which_licence(seeds: Assistant) -> None:
    """Is not told by where the code is."""
    answer = seeds.ask("Which licence does CodeT5's code have?")
    assert answer.abstention is not None
    assert "does not say it" in answer.text


def test_what_would_act_in_other_words(archive: Assistant) -> None:
    """Everyday words that no paper has are another matter."""
    answer = archive.ask("Does mouldy housing raise the risk of asthma?")
    assert "asthma" == answer.citations[0].paper_id


def test_evidence_is_shown(archive: Assistant) -> None:
    """How it got there: papers once each, best first, whether it answers or not."""
    for question in ("How many scribes copied the cartulary?", "What is the boiling point of tungsten?"):
        passages = archive.ask(question).trace.passages
        assert len(passages) == len({passage.paper_id for passage in passages}) > 1


def test_no_sentence_no_choice() -> None:
    """An empty reading gives no passages."""
    assert () == choose(Reading((), (), 0.0, ()))


def test_likeliest_first_then_in_order() -> None:
    """The likeliest sentence opens, the others of its paper follow as the abstract has them."""
    best = sentence("Five scribes share the leaves.", 0.9, start=50)
    late = sentence("Ink was measured by colour.", 0.6, start=200)
    early = sentence("Letters differ in shape.", 0.5, start=0)
    assert (best.passage, early.passage, late.passage) == choose(reading(best, late, early))


def test_what_came_out_before_what_was_looked_into() -> None:
    """Where a finding is asked for, a sentence that only tells an aim does not stand for it."""
    aim = sentence("The effect of damp on ink was examined in five archives.", 0.9)
    found = sentence("Ink faded twice as fast where walls were damp.", 0.2, start=100)
    assert aim.passage == choose(reading(aim, found))[0]
    assert found.passage == choose(reading(aim, found), sought=Sought(findings=True))[0]


def test_whether_it_acts_is_told_by_a_comparison() -> None:
    """If something has an effect is told first by how those with it differ from those without."""
    side = sentence("The colour of damp leaves was not affected.", 0.6)
    outcome = sentence("Damp ink faded in 49 years, compared with 21 for dry ink.", 0.2, start=100)
    assert side.passage == choose(reading(side, outcome))[0]
    assert outcome.passage == choose(reading(side, outcome), sought=Sought.by("Does damp harm ink?"))[0]


@pytest.mark.parametrize(
    ("sought", "told"),
    [
        (Sought.by("How acid is soot ink?"), "The value measured was 4.2."),
        (Sought(sides=("soot ink", "oak ink")), "There was no such fading of oak ink."),
    ],
)
def test_what_the_first_sentence_lacks(sought: Sought, told: str) -> None:
    """A figure where a degree is asked for, and the other of two sides, count more where the likeliest sentence has none."""
    best, other = sentence("Soot ink is acid.", 0.6), sentence(told, 0.02, start=100)
    assert (best.passage,) == choose(reading(best, other))
    assert (best.passage, other.passage) == choose(reading(best, other), sought=sought)


def test_a_problem_is_no_way_out_of_it(seeds: Assistant) -> None:
    """How something is solved is not told by what stands before the authors' own."""
    answer = seeds.ask("How do they solve the compression of latent space in SS-MoE?")
    assert "frequency compensation module" in answer.text


def test_what_says_the_question_again_is_gone_on_from() -> None:
    """A sentence with all words of a question tells nothing new by itself, so that the next likeliest follows."""
    again = sentence("We date leaves without a scale, so damage is no problem.", 0.99)
    new = sentence("Ink is compared with a chart of ages.", 0.001, start=100)
    read = reading(again, new)
    assert (again.passage, new.passage) == gone_on(
        read, (again.passage,), "How do you date leaves without a scale?", "Leaves"
    )
    assert (again.passage,) == gone_on(read, (again.passage,), "How old is the ink?", "Leaves")


def test_what_says_that_it_is_not_so() -> None:
    """Why something is so may be asked though it is not: a sentence that denies something counts as one that gives a reason."""
    best = sentence("Ink fades because light breaks it down.", 0.6)
    denial = sentence("Damp did not harm the leaves.", 0.02, start=100)
    assert (best.passage,) == choose(reading(best, denial), sought=Sought(reasons=True))
    assert (best.passage, denial.passage) == choose(
        reading(best, denial), sought=Sought(reasons=True, denials=True)
    )


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Why did oak ink beat soot ink on parchment?", True),
        ("Why is soot ink worse than oak ink?", True),
        ("Why did soot ink beat oak ink?", False),
        ("Did oak ink beat soot ink?", False),
        ("Why was soot ink chosen?", False),
    ],
)
def test_the_contrary_of_what_a_why_presumes(question: str, found: bool) -> None:
    """A comparison that a "why" takes for granted is met by the sentence in which it is the other way round."""
    told = sentence("Soot ink outperforms the others.", 0.1).passage
    assert (told if found else None) == turned(question, [told])


def test_few_words_and_no_repetition() -> None:
    """At most three sentences, none that says again what is said, none so long that the answer is not read."""
    best = sentence("Five scribes share the leaves of the book.", 0.9)
    again = sentence("The leaves of the book: five scribes share them.", 0.8, start=50)
    long = sentence("ink " * 120, 0.7, start=100)
    others = [
        sentence(f"Leaf {word} was repaired.", 0.6, start=n) for n, word in enumerate(("one", "two"), 600)
    ]
    chosen = choose(reading(best, again, long, *others))
    assert len(chosen) <= MAX_SENTENCES
    assert best.passage == chosen[0]
    assert {again.passage, long.passage}.isdisjoint(chosen)


def test_context_is_named() -> None:
    """A sentence that opens with "It" is labelled with its paper's short name; others are not."""
    passages = [
        sentence("It halves the time.", 0.9).passage,
        sentence("Quarantine halves the time.", 0.8).passage,
    ]
    draft = fact_draft("What halves the time?", passages, Numbering(), lambda _: "Lokrum")
    assert ["Lokrum", ""] == [s.label for s in draft.sentences]


def test_what_the_collection_knows_no_word_of_is_surely_not_answered(archive: Assistant) -> None:
    """The confidence says so too, whatever is nearest by chance."""
    answer = archive.ask("How do I sauté trout in saffron?")
    assert answer.abstention is not None
    assert 0.0 == answer.confidence


def test_a_way_is_told_on() -> None:
    """Where a way is asked for, the sentence that goes on from the likeliest counts for more."""
    first = sentence("The dike keeps the sea out.", 0.9, start=100)
    onward = sentence("It does so by a core of clay.", 0.02, start=first.passage.end + 1)
    assert (first.passage,) == choose(reading(first, onward))
    assert (first.passage, onward.passage) == choose(reading(first, onward), sought=Sought(onwards=True))


def test_what_a_sentence_refers_to() -> None:
    """Where a way is asked for and the likeliest sentence speaks of what was said, the one before counts for more."""
    before = sentence("One is a core of clay, the other a wall of stone.", 0.02, start=0)
    first = sentence("The dike keeps the sea out by these two means.", 0.9, start=before.passage.end + 1)
    assert (first.passage,) == choose(reading(first, before))
    assert (first.passage, before.passage) == choose(reading(first, before), sought=Sought(onwards=True))


def test_ways_are_told_from_problems_and_results() -> None:
    """Of a paper that offers something; not of another."""
    texts = ["Dikes break in storms.", "We propose a dike of clay.", "Moles are kept out by a wall of stone.",
             "Our results show fewer floods.", "The walls achieve more safety."]  # fmt: skip
    passages = [sentence(text, 0.5, start=100 * row).passage for row, text in enumerate(texts)]
    assert tuple(passages[1:3]) == told_ways(passages, "")
    assert () == told_ways(passages[3:], "")


def test_what_others_did_has_no_name_but_what_stands_before_it() -> None:
    """Where the authors have not begun to tell what they did, "this" is explained by the sentence before."""
    with_dikes = Paper(
        "dikes",
        "Lokrum: Walls of Clay",
        "Older dikes were of sand. This let the sea through each winter. We built walls of clay.",
    )
    before, this, own = (one for one in passages_of(with_dikes) if kind_of(one) == "sentence")
    assert (before, this) == led_in([this], [before, this, own], own.start)
    assert (own, this) == led_in([own, this], [before, this, own], 0)
    for start, label in ((own.start, ""), (0, "Lokrum")):
        draft = fact_draft(
            "What let it in?",
            [this],
            Numbering(),
            lambda _: "Lokrum",
            lambda one, start=start: one.start >= start,
        )
        assert label == draft.sentences[0].label


def test_no_name_where_what_is_meant_stands_before() -> None:
    """A sentence right behind the one that it leans on may be about something else than its paper."""
    dikes = sentence("Older dikes were of sand.", 0.9)
    these = sentence("These broke in storms.", 0.8, start=dikes.passage.end + 1)
    draft = fact_draft("Did they break?", [dikes.passage, these.passage], Numbering(), lambda _: "Lokrum")
    assert ["", ""] == [s.label for s in draft.sentences]


def test_a_named_paper_is_asked(archive: Assistant, check: Check) -> None:
    """What only another paper tells is no answer about the one that is named."""
    answer = archive.ask(
        "Against how many cases did lawyers appear in NightWatch, at 1,350 dollars per case?"
    )
    check(archive, answer)
    assert answer.abstention is not None or "sleep" == answer.citations[0].paper_id


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What does NightWatch say?", True),
        ("What about sleep?", False),
    ],
)
def test_papers_with_the_names_of_a_question(archive: Assistant, text: str, named: bool) -> None:
    """Each name for its own or in its words; without a name there are none."""
    assert (("sleep",) if named else ()) == archive.parts.names.having(text)


@pytest.mark.parametrize(
    "question", ["What does VESPER stand for?", "What is the RQT short for and what did it find?"]
)
def test_a_short_form_that_nobody_introduces(archive: Assistant, question: str) -> None:
    """Is asked like any other question."""
    check_passages = archive.ask(question)
    assert check_passages.confidence != 1.0


def test_a_reason_is_told() -> None:
    """Where one is asked for, a sentence that gives one counts for more."""
    first = sentence("The dike broke in spring.", 0.9)
    reason = sentence("It broke because moles had dug through it.", 0.02, start=first.passage.end + 1)
    assert (first.passage,) == choose(reading(first, reason))
    assert (first.passage, reason.passage) == choose(reading(first, reason), sought=Sought(reasons=True))


@pytest.mark.parametrize(
    "told",
    [
        "That moles had dug may explain it.",
        "Moles accounted for 75% of the holes.",
        "Digging by moles is the leading hypothesis.",
    ],
)
def test_a_reason_that_is_supposed_is_told(told: str) -> None:
    """It is far less like the question than what repeats it, and comes before that."""
    first = sentence("The dike broke in spring.", 0.9)
    again = sentence("Later the second wall gave way too.", 0.2, start=200)
    last = sentence("A third one held.", 0.1, start=300)
    reason = sentence(told, 0.01, start=100)
    chosen = choose(reading(first, again, last, reason), sought=Sought(reasons=True))
    assert (first.passage, reason.passage, again.passage) == chosen


def test_a_title_for_a_name_is_said_once() -> None:
    """Where a paper has no other name; a short one is said with each sentence that leans on it."""
    passages = [sentence("It halves the time.", 0.9).passage, sentence("They agree.", 0.8, start=500).passage]
    for name, labels in (("Lokrum", 2), ("The quarantine of ships in the port", 1)):
        draft = fact_draft("What halves the time?", passages, Numbering(), lambda _, name=name: name)
        assert labels == sum(bool(s.label) for s in draft.sentences)


def test_names_of_a_kind_in_one_paper(seeds: Assistant, check: Check) -> None:
    """Which things of a kind are mentioned in a paper is told by the sentences that name them, where any does."""
    answer = seeds.ask("Which language models are mentioned in the quantization paper?")
    check(seeds, answer)
    assert all(name in answer.text for name in ("ChatGPT", "Claude", "Bard", "Falcon", "Llama2"))
    assert seeds.ask("Which drugs are mentioned in the quantization paper?").abstention is not None


def test_a_short_form_that_no_paper_has(archive: Assistant, check: Check) -> None:
    """Is read as the words of which it has the letters, where the rest of the question leads to the paper that has them."""
    answer = archive.ask("How many adults with SS took part?")
    check(archive, answer)
    assert "sepsis" == answer.citations[0].paper_id
    assert answer.text.startswith("Here “SS” is read as “septic shock”.\n\nIn the VESPER trial, 640 adults")


def test_words_that_a_paper_mostly_has_in_short(seeds: Assistant, check: Check) -> None:
    """Are also read as the short form that it introduces for them: what is told of that is quoted."""
    answer = seeds.ask("How does half fine-tuning stack up against full fine-tuning?")
    check(seeds, answer)
    assert "Compared with FFT, HFT" in answer.text


def test_a_word_that_a_paper_mostly_has_in_short() -> None:
    """One long word has a short form too, and either may be told of several."""
    paper = Paper(
        "oil", "Oils in trout", "Triglyceride (TG) and fatty acid (FA) levels were read. Dr Elk (ELK) helped."
    )
    assert "trout TG?" == in_its_short_forms("trout triglycerides?", paper)
    assert "Did FA change?" == in_its_short_forms("Did fatty acids change?", paper)
    assert "Who is Elk?" == in_its_short_forms("Who is Elk?", paper)


def test_words_that_a_paper_has_in_short_alone(tmp_path: Path, check: Check) -> None:
    """Are read as the short form that another paper gives for them."""
    records = [
        {"id": "mill", "title": "Mills of Ghent", "abstract": "We weighed phytohaemagglutinin (PHA) at six mills."},
        {"id": "beans", "title": "Soaking kidney beans", "abstract": "Beans are soaked. Soaking for a night reduced the PHA activity of kidney beans by 80%."},
    ]  # fmt: skip
    (tmp_path / "papers.json").write_text(json.dumps(records))
    with Assistant.open(
        Settings(corpus=str(tmp_path / "papers.json"), index_dir=tmp_path / "i")
    ) as assistant:
        answer = assistant.ask("Did soaking kidney beans reduce phytohaemagglutinin?")
        check(assistant, answer)
    assert "80%" in answer.text
    assert answer.text.startswith("Here “phytohaemagglutinin” is read as “PHA”.")


@pytest.mark.parametrize(
    ("short", "abstract", "words"),
    [("HF", "Heart failure is common. Of heart failure many die.", ["heart failure"]),
     ("OKM", "Oct4/Klf4/Myc cells differ from Oct4/Klf4/Myc mice.", ["Oct4/Klf4/Myc"]),
     ("HF", "Heart failure is common.", []), ("IA", "It is all that it is all about.", []),
     ("TB", "What it is.", ["Tuberculosis"]), ("TX", "What it is.", [])],
)  # fmt: skip
def test_what_a_short_form_may_stand_for(short: str, abstract: str, words: list[str]) -> None:
    """Words side by side that a paper says more than once, or a long word of its title."""
    assert words == stands_for(short, Paper("p", "Tuberculosis in the lung", abstract))


def test_a_short_form_of_many_letters() -> None:
    """Words of a title that begin with all of them are meant though they stand there once, an "and" among them."""
    paper = Paper("p", "The Northern Housing and Eating Survey", "Adults were asked.")
    assert ["Northern Housing and Eating Survey"] == stands_for("NHAES", paper)
    assert [] == stands_for("NHA", paper)


def _told(*texts: str) -> list[ReadSentence]:
    """Sentences of one paper, each likelier than the next."""
    start, told = 0, []
    for row, text in enumerate(texts):
        told.append(sentence(text, 0.9 / 2**row, start=start))
        start += len(text) + 1
    return told


def test_what_is_announced() -> None:
    """Comes with what announces it, instead of the likelier; not what follows where nothing is announced."""
    texts = [
        "The court has two duties.",
        "First, it hears both.",
        "By law it has time.",
        "Second, it gives reasons.",
    ]
    told = _told(*texts)
    own = [one.passage for one in told]
    assert (own[0], own[1], own[3]) == completed(reading(*told), own[:3], own, ())
    told = _told("The court has duties.", *texts[1:])
    own = [one.passage for one in told]
    assert tuple(own[:3]) == completed(reading(*told), own[:3], own, ())


def test_what_a_way_points_at() -> None:
    """Comes with it: "by the two measures" is told by the sentence before."""
    told = _told(
        "The city barred ships and burned cloth.",
        "It ended the plague through these measures.",
        "It was rich.",
    )
    own = [one.passage for one in told]
    assert (own[1], own[0]) == completed(reading(*told), own[1:2], own, ())


def test_what_authors_ask_answers_nothing() -> None:
    """Unless it is asked what they ask."""
    asked = sentence("Why do dikes break?", 0.9)
    told = sentence("Moles dig in them.", 0.1, start=100)
    read = reading(asked, told)
    assert (told.passage,) == choose(read, sought=Sought.by("Why would a dike break?"))
    assert asked.passage in choose(read, sought=Sought.by("Which question do they ask?"))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Yields were 39%, 51% and 58% respectively, and 12% on sand.", True),
        ("Rye and maize yielded 3 and 4 tonnes, respectively.", False),
        ("Yields were 3 and 4 tonnes, respectively, for rye and maize.", False),
    ],
)
def test_figures_whose_things_are_named_before(text: str, points: bool) -> None:
    """ "Respectively" of what the sentence itself does not name."""
    assert points == by_what_was_told(text)


@pytest.mark.parametrize(
    "question", ["So Medusa needs a separate draft model, doesn't it?", "Why does Medusa need a draft model?"]
)
def test_what_others_do_is_told_with_what_the_paper_offers(seeds: Assistant, question: str) -> None:
    """A question that takes for the paper's own what it says of others is answered with what it does instead."""
    assert "adding extra decoding heads" in seeds.ask(question).text


def test_what_others_leave_open_is_told_with_its_remedy() -> None:
    """What is presumed of a paper, and is true of others: the next sentence says what it does about that."""
    problem, gap, remedy, after = (
        sentence(text, 0.5, start=60 * at).passage
        for at, text in enumerate(
            ("Hives are cold.", "Others heat one hive." + " " * 38, "We heat all.", "It works.")
        )
    )
    assert left_open([after, gap], [problem, gap], [remedy])
    assert not left_open([after, problem], [problem, gap], [remedy])
    assert not left_open([gap, remedy], [problem, gap], [remedy])


def test_what_came_of_what_was_looked_into() -> None:
    """Where a finding is asked for, the sentence behind the one that only tells the aim is as likely as that."""
    aim, finding = _told("First, we assess the age of oaths.", "Old oaths bind no heir.")
    other = sentence("Oaths were used.", 0.6, start=500)
    read = reading(aim, other, replace(finding, score=0.02))
    assert finding.passage not in choose(read)
    assert finding.passage == choose(read, sought=Sought(findings=True))[0]


def test_a_claim_seeks_what_speaks_against_it() -> None:
    """What puts one above another, or says that something is not so, is shown where something is said and to be checked."""
    assert Sought.by("Splint A came out ahead of splint B, correct?") == Sought(
        denials=True, verdicts=True, findings=True
    )
    assert Sought.by("Is it true that splint A heals faster?").denials
    assert not Sought.by("Which splint is applied to the correct arm?").denials


def test_verdicts_and_the_state_of_things() -> None:
    """What puts one above the other is shown where it is asked which is more; less, what was known before."""
    first = sentence("Both splints heal bones.", 0.9)
    verdict = sentence("Only splint A remained significant.", 0.02, start=100)
    assert (first.passage,) == choose(reading(first, verdict))
    assert (first.passage, verdict.passage) == choose(reading(first, verdict), sought=Sought(verdicts=True))
    assert (verdict.passage, first.passage) == choose(
        reading(first, replace(verdict, score=0.2)), sought=Sought(before=(first.passage,))
    )


def test_what_came_out_for_each_of_two_things(tmp_path: Path, check: Check) -> None:
    """Where both were looked into in one sentence, those that say what came out of each are shown, by their short forms too."""
    abstract = (
        "Meadows are mown or grazed. In this work, the effects of mowing (MWG) and grazing on meadow bees  were"
        "  evaluated at three sites. A decrease of nests was the"
        " main change under MWG. However, an increase of nests was seen under grazing."
    )
    records = [
        {"id": "meadow", "title": "Meadow Bees", "abstract": abstract},
        {"id": "ants", "title": "Ants", "abstract": "Ants climb. We count ants on walls."},
    ]
    (tmp_path / "papers.json").write_text(json.dumps(records))
    with Assistant.open(
        Settings(corpus=str(tmp_path / "papers.json"), index_dir=tmp_path / "i")
    ) as assistant:
        answer = assistant.ask("How do the effects of mowing and grazing on meadow bees differ?")
        check(assistant, answer)
    assert "A decrease of nests" in answer.text
    assert "an increase of nests" in answer.text
