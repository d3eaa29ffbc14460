"""What a thing is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.answer.concept import says_what
from qa.asked.concept import thing_asked
from qa.mentions import find_mentions

ABSTRACTS = (
    (
        "Grafting of old apple trees",
        "Grafting joins a shoot to the root of another tree. Bark grafting, which needs no knife, was tried on 80 trees.",
    ),
    (
        "Quince as a rootstock",
        "Rootstocks are the parts of a tree that a shoot is joined to. We use a sharp knife to cut.",
    ),
    (
        "Pears in dry years",
        "We watered pears by drip irrigation. Pears on a quince rootstock yielded 30 kg with mulching.",
    ),
    (
        "Watering in turns",
        "Roots grow deep where water is far down. I call this the thirst effect. Growers create half-root waterings that wet one side of a tree at a time. Half-root watering saved labour.",
    ),
)


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Three papers that explain some things and mention others."""
    folder: Path = tmp_path_factory.mktemp("orchard")
    rows = [f'"{title}","{abstract}"' for title, abstract in ABSTRACTS]
    (folder / "papers.csv").write_text("\n".join(["title,abstract", *rows]), encoding="utf-8")
    with Assistant.open(Settings(corpus=folder / "papers.csv", index_dir=folder / "index")) as assistant:
        yield assistant


def test_the_sentence_that_says_it(orchard: Assistant) -> None:
    """Comes first, from whichever paper has it."""
    answer = orchard.ask("what is a rootstock?")
    assert "fact" == answer.trace.route
    assert answer.sentences[0].text.startswith("Rootstocks are the parts of a tree")


def test_a_thing_in_another_form(orchard: Assistant) -> None:
    """Is the thing: what the sentence says of "waterings" tells what "watering" is."""
    answer = orchard.ask("what is half-root watering?")
    assert answer.sentences[0].text.startswith("Growers create half-root waterings")


def test_what_is_called_by_a_pointing_word(orchard: Assistant) -> None:
    """Is told by the sentence before."""
    answer = orchard.ask("what is the thirst effect?")
    assert answer.sentences[0].text.startswith("Roots grow deep")


@pytest.mark.parametrize("thing", ["drip irrigation", "mulching"])
def test_what_is_only_mentioned(orchard: Assistant, thing: str) -> None:
    """Is not explained, and what mentions it is shown."""
    answer = orchard.ask(f"What is {thing}?")
    assert answer.abstention is not None
    assert f"no abstract in it defines “{thing}”; one mentions it" in answer.text
    assert thing in answer.abstention.quotes[0].text


def test_what_is_nowhere(orchard: Assistant) -> None:
    """Is declined by name, whatever stands near it; what is told in other order is read."""
    answer = orchard.ask("Explain knife injection")
    assert answer.abstention is not None
    assert "no paper in it mentions “knife injection”" in answer.text


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("what is dropout?", "dropout"),
        ("What's a draft model", "draft model"),
        ("define sparsity", "sparsity"),
        ("what is meant by weight decay?", "weight decay"),
        ("what does perplexity mean?", "perplexity"),
        ("explain in-context learning to me", "in-context learning"),
        ("explain what LoRA is", "LoRA"),
        ("what is mixture of experts", "mixture of experts"),
        ("what is the collection about?", ""),
        ("what is the longest title", ""),
        ("what is new in it?", ""),
        ("what is fine-tuning good for?", ""),
        ("what is the difference between drip and spray irrigation?", ""),
    ],
)
def test_thing_asked(question: str, thing: str) -> None:
    """The thing is told from details and from what is asked of the collection."""
    assert thing == thing_asked(question)


@pytest.mark.parametrize(
    ("thing", "sentence", "says"),
    [
        ("pruning", "Pruning is an effective way to shape a tree.", True),
        ("SD", "Self drafting (SD), where a draft is made first, is fast.", True),
        ("MoE", "The Mixture-of-Experts (MoE) architecture stands out for its cost.", True),
        ("tree attention", "We use tree attention to verify several candidates.", True),
        ("intrinsic dimension", "We define this to be the intrinsic dimension of a landscape.", True),
        ("hive models", "We focus on hive models -- models that can be moved.", True),
        ("HelpAll", "In 2020 the programme HelpAll matched students with pupils.", True),
        ("folk law", "We introduce the notion of folk law for the rules that villages share.", True),
        ("narh", "Official price lists, the narh, followed market prices.", True),
        ("mulching", "Growers began mulching: straw, bark and leaves round each tree.", True),
        ("narh", "A list of prices, which we call narh, was sold.", True),
        ("budding", "The oldest way is budding (or eye grafting).", True),
        ("ley farming", "Ley farming, growth of grass between crops, may enrich soils.", True),
        ("narh", "Prices rose for years. We call this the narh.", True),
        ("mrg1", "Mulch-related gene (Mrg)1.1 is a gene of apples.", True),
        ("grafting", "They chose grafting, or nothing.", False),
        ("apples", "Apples, unlike pears from France, may be dried.", False),
        ("pears", "Ripe apples, the pears, and a quince were sold.", False),
        ("GLUE", "We conduct experiments on GLUE to show the effect.", False),
        ("BERT", "We can tune a BERT model to reach 90%.", False),
        ("dropout", "We introduce a gradient dropout strategy to keep old knowledge.", False),
        ("grafting", "Methods such as grafting have been tried.", False),
        ("grafting", "Budding as well as grafting were investigated in pears.", False),
        ("grafting", "It sums up the uses of grafting (a joining of two plants) in pears.", True),
    ],
)
def test_says_what(thing: str, sentence: str, says: bool) -> None:
    """A sentence that uses a thing does not say what it is."""
    (span, *_) = find_mentions(thing, sentence)
    assert says == (says_what(sentence, span) > 0)
