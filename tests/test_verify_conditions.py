"""The check on plain sentences: directions, effects denied, and which number goes with which condition."""

from __future__ import annotations

from functools import lru_cache

import pytest

from qa.embedding import LOCAL, load_embedder
from qa.types import Paper, Quote
from qa.verify import Check, Verifier


@lru_cache
def verifier() -> Verifier:
    return Verifier(load_embedder(LOCAL))


def check(sentence: str, *quotes: str) -> Check:
    text = " ".join(quotes)
    cited = [Quote("p", text.index(q), text.index(q) + len(q), q) for q in quotes]
    return verifier().check(sentence, cited, {"p": Paper("p", "A study", text)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "fell"),
        ("grew", "shrank"),
        ("grew", "fell"),
        ("climbed", "dropped"),
        ("was raised", "was lowered"),
        ("gained", "lost"),
        ("widened", "narrowed"),
        ("went up", "went down"),
        ("accelerated", "slowed"),
    ],
)
def test_a_direction_turned_round_is_seen_in_every_form(one: str, other: str) -> None:
    """ "rose by 14%" supports neither "fell by 14%" nor the reverse, irregular forms included."""
    for quoted, said in ((one, other), (other, one)):
        found = check(f"The mean {said} by 14% after training.", f"The mean {quoted} by 14% after training.")
        assert "unsupported" == found.verdict
        assert found.reason.startswith("the quote says")


TWO_LIGHTS = "Under blue light the plants reached 31 cm, while under red light they reached 22 cm."
TWO_GROUPS = "Survival was 80% in the treated group and 55% in the control group."
TWO_PH = "Filters removed 96% of arsenic at pH 7 and 71% at pH 9."
TWO_SEXES = "Women scored 12 points and men scored 9 points."
TWO_TIMES = "Survival was 80% after 5 years and 60% after 10 years."
TWO_SITES = "The yield was 5 t/ha (organic) and 7 t/ha (conventional)."
TWO_SETS = "On the GSM8K and HumanEval sets, it gets 2.3x faster (9% better) and 2.2x faster (11% better), respectively."
NO_EFFECT = "The drug reduced pain and had no effect on mortality."

WRONG = [
    ("The effect remained beyond 2 km.", "The effect vanished beyond 2 km."),
    ("Nitrogen reduced richness.", "Nitrogen had no effect on richness."),
    ("Vitamin D reduces fractures.", "We found no effect of vitamin D on fractures."),
    ("The drug lowered mortality.", "Mortality did not change with the drug."),
    ("Nitrogen reduced richness.", "Richness was unaffected by nitrogen."),
    ("The drug reduced mortality.", "The drug did not significantly reduce mortality."),
    ("The drug reduced mortality.", NO_EFFECT),
    ("Smoking causes cancer.", "There was no association between smoking and cancer."),
    ("Under red light the plants reached 31 cm.", TWO_LIGHTS),
    ("Under blue light the plants reached 22 cm, while under red light they reached 31 cm.", TWO_LIGHTS),
    ("Survival was 55% in the treated group and 80% in the control group.", TWO_GROUPS),
    ("Filters removed 96% of arsenic at pH 9.", TWO_PH),
    ("Filters removed 96% of arsenic at pH 8.", TWO_PH),
    ("Men scored 12 points.", TWO_SEXES),
    ("Survival was 80% after 10 years.", TWO_TIMES),
    ("The yield was 7 t/ha under organic farming.", TWO_SITES),
    ("On the HumanEval set it gets 2.3x faster.", TWO_SETS),
    ("Model B needs fewer labels than model A.", "Model A needs fewer labels than model B."),
    ("Yield 9 was found on day 3.", "Yield 9 was found on day 7 and yield 3 on day 2."),
]

TRUE = [
    ("The drug reduced pain.", NO_EFFECT),
    (
        "The drug reduced mortality in men.",
        "The drug had no effect on mortality in women but reduced it in men.",
    ),
    ("High doses reduced mortality.", "Low doses had no effect on mortality, whereas high doses reduced it."),
    ("Plants under red light reached 22 cm, those under blue light 31 cm.", TWO_LIGHTS),
    ("Survival was 80% in treated and 55% in control patients.", TWO_GROUPS),
    ("Filters removed 96% of arsenic at pH 7.", TWO_PH),
    ("Filters removed 71% of arsenic at pH 9.", TWO_PH),
    ("Men scored 9 points and women 12 points.", TWO_SEXES),
    ("After 10 years survival was 60%.", TWO_TIMES),
    ("On HumanEval it gets 2.2x faster.", TWO_SETS),
    ("Model B needs more labels than model A.", "Model A needs fewer labels than model B."),
    ("Yield decreased with increasing temperature.", "Increasing temperature decreased yield."),
    ("The trial enrolled 60 patients.", "The trial enrolled sixty patients."),
    ("The trial enrolled 125 patients.", "The trial enrolled one hundred and twenty-five patients."),
    ("The mean rose by fourteen percent.", "The mean rose by 14%."),
]


@pytest.mark.parametrize(("sentence", "quote"), WRONG, ids=[s for s, _ in WRONG])
def test_what_a_quote_does_not_say_of_this_is_unsupported(sentence: str, quote: str) -> None:
    """An effect that is denied, and a number beside another number's condition, are slips."""
    assert "unsupported" == check(sentence, quote).verdict


@pytest.mark.parametrize(("sentence", "quote"), TRUE, ids=[s for s, _ in TRUE])
def test_what_a_quote_says_in_another_order_is_supported(sentence: str, quote: str) -> None:
    """The same numbers with their own conditions, in letters or figures, stand."""
    found = check(sentence, quote)
    assert ("supported", "") == (found.verdict, found.reason)


@pytest.mark.parametrize(
    ("sentence", "quote", "reason"),
    [
        (
            "Oil content rose by 14% under red light.",
            "Oil content rose by 14% under blue light.",
            "the quote says under 'blue', not under 'red'",
        ),
        (
            "In humans, the drug reduced tumour size by 40%.",
            "In mice, the drug reduced tumour size by 40%.",
            "the quote says in 'mice', not in 'humans'",
        ),
    ],
)
def test_another_condition_than_the_quotes_is_weak(sentence: str, quote: str, reason: str) -> None:
    """A condition that may be another word for the quote's is shown with what speaks against it."""
    found = check(sentence, quote)
    assert ("weak", reason) == (found.verdict, found.reason)
