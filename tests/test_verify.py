"""The check: what must pass, what must not, and the reason it gives."""

from __future__ import annotations

from functools import lru_cache

import pytest

from qa.embedding import LOCAL, load_embedder
from qa.types import Paper, Quote
from qa.verify import Check, Verifier

# (title, abstract) of invented papers; each sentence of an abstract can be quoted by its number.
MEDUSA = Paper(
    "zeta",
    "Zeta: Decoding With Several Heads",
    "Large language models (LLMs) decode slowly. We propose Zeta, which adds decoding heads to a frozen model. "
    "Zeta-1 achieves a 2.2x speedup and Zeta-2 further improves the speedup to 2.3-3.6x. "
    "Zeta outperforms speculative decoding on GSM8K, but it does not improve accuracy on long inputs. "
    "It reduces memory use by 30% on HumanEval and by 12% on MBPP. "
    "Fine-tuning the heads may help smaller models. "
    "Our method is up to 40% faster than beam search and needs about 5 GPU hours.",
)
SQUAD = Paper(
    "omni",
    "OmniReader: One Model for Reading Comprehension",
    "OmniReader reaches 85.3% accuracy on SQuAD and 72.1% accuracy on NewsQA. "
    "We train it on 1,200 annotated documents without any human labels for the answers. "
    "A teacher generates questions for the student. "
    "Precision and recall are 91% and 64%, respectively. "
    "The vaccine trial enrolled 303 healthy adults aged 18 to 50 years.",
)
CODES = Paper("zeded", "Heads", "ZEDED adds decoding heads to a frozen model.")
PAPERS = {paper.id: paper for paper in (MEDUSA, SQUAD, CODES)}


def quote(paper: Paper, start: str) -> Quote:
    """The sentence of an abstract that begins like this."""
    at = paper.abstract.index(start)
    end = paper.abstract.find(". ", at)
    end = len(paper.abstract) if end < 0 else end + 1
    return Quote(paper.id, at, end, paper.abstract[at:end])


@lru_cache
def verifier(embedder: bool) -> Verifier:
    return Verifier(load_embedder(LOCAL)) if embedder else Verifier()


def check(sentence: str, *quotes: tuple[Paper, str], embedder: bool = True) -> Check:
    cited = [quote(paper, start) for paper, start in quotes]
    return verifier(embedder).check(sentence, cited, PAPERS, list(PAPERS.values()))


SPEED = (MEDUSA, "Zeta-1 achieves")
MEMORY = (MEDUSA, "It reduces memory")
BETTER = (MEDUSA, "Zeta outperforms")
MAY = (MEDUSA, "Fine-tuning")
BOUNDS = (MEDUSA, "Our method is")
LLMS = (MEDUSA, "Large language")
HEADS = (MEDUSA, "We propose Zeta")
READS = (SQUAD, "OmniReader reaches")
TRAIN = (SQUAD, "We train it")
TEACHER = (SQUAD, "A teacher")
ORDER = (SQUAD, "Precision and")
TRIAL = (SQUAD, "The vaccine")
CODED = (CODES, "ZEDED adds")

SOUND = [
    ("Zeta-1 achieves a 2.2x speedup and Zeta-2 further improves the speedup to 2.3-3.6x.", [SPEED]),
    ("Zeta-2 improves the speedup to 2.3-3.6x.", [SPEED]),
    ("Zeta-1 achieves a speedup of 2.2 times.", [SPEED]),
    ("Zeta reduces memory use by 30% on HumanEval.", [MEMORY]),
    ("On MBPP, memory use is reduced by 12 percent.", [MEMORY]),
    ("Zeta does not improve accuracy on long inputs.", [BETTER]),
    ("Speculative decoding is outperformed by Zeta on GSM8K.", [BETTER]),
    ("Zeta adds decoding heads to a frozen model.", [HEADS]),
    ("LLMs decode slowly.", [LLMS]),
    ("Fine-tuning the heads may help smaller models.", [MAY]),
    ("Zeta is up to 40% faster than beam search.", [BOUNDS]),
    ("OmniReader reaches 72.1% accuracy on NewsQA.", [READS]),
    ("OmniReader is trained on 1200 annotated documents without human labels.", [TRAIN]),
    ("The teacher generates questions for the student.", [TEACHER]),
    ("Recall is 64% and precision is 91%.", [ORDER]),
    ("The trial enrolled 303 healthy adults.", [TRIAL]),
    ("Zeta-1 achieves a 2.2x speedup, while OmniReader reaches 85.3% accuracy on SQuAD.", [SPEED, READS]),
]

SLIPS = [
    ("a wrong number", "Zeta-1 achieves a 2.4x speedup.", [SPEED], "2.4x"),
    ("a right number with a wrong unit", "Zeta-1 achieves a 2.2% speedup.", [SPEED], "2.2%"),
    ("the right number of the other variant", "Zeta-1 improves the speedup to 2.3-3.6x.", [SPEED], "2.3"),
    ("the right number on the wrong data set", "OmniReader reaches 85.3% accuracy on NewsQA.", [READS], "85.3"),
    ("the same, the other way", "OmniReader reaches 72.1% accuracy on SQuAD.", [READS], "72.1"),
    ("two values swapped in their order", "Precision is 64% and recall is 91%.", [ORDER], "quote gives"),
    ("memory's number on another benchmark", "It reduces memory use by 30% on MBPP.", [MEMORY], "30"),
    ("a data set from nowhere", "Zeta-1 achieves a 2.2x speedup on GSM8K.", [SPEED], "GSM8K"),
    ("another paper's result", "Zeta reaches 85.3% accuracy on SQuAD.", [READS], "Zeta"),
    ("another paper's result, both cited", "Zeta reaches 85.3% accuracy on SQuAD.", [READS, SPEED], "Zeta"),
    ("a name from nowhere", "Llama-2 outperforms speculative decoding on GSM8K.", [BETTER], "Llama-2"),
    ("a negation lost", "Zeta improves accuracy on long inputs.", [BETTER], "denies"),
    ("a negation added", "Zeta does not reduce memory use by 30% on HumanEval.", [MEMORY], "denies"),
    ("without became with", "OmniReader is trained with human labels for the answers.", [TRAIN], "denies"),
    ("up to dropped", "Zeta is 40% faster than beam search.", [BOUNDS], "40%"),
    ("outperforms turned round", "Speculative decoding outperforms Zeta on GSM8K.", [BETTER], "other way"),
    ("faster turned round", "Beam search is up to 40% faster than Zeta.", [BOUNDS], "other way"),
    ("a comparison's direction", "Zeta is up to 40% slower than beam search.", [BOUNDS], "slower"),
    ("a direction turned", "It increases memory use by 30% on HumanEval.", [MEMORY], "increases"),
    ("who did what", "The student generates questions for the teacher.", [TEACHER], "generat"),
    ("another thing counted", "The trial enrolled 303 hospitals.", [TRIAL], ""),
    ("true perhaps, but not in the source", "Attention was introduced by Google researchers.", [HEADS], ""),
    ("an age as a count", "The trial enrolled 50 healthy adults.", [TRIAL], "50"),
    ("an acronym with its letters mixed up", "LMLs decode slowly.", [LLMS], "LMLs"),
    ("an acronym that is nearly right", "LLDs decode slowly.", [LLMS], "LLDs"),
    ("a code whose stem is another's", "ZEDER adds decoding heads to a frozen model.", [CODED], "ZEDER"),
    ("made-up words in quotation marks", 'Zeta is called "the fastest decoder of all time".', [HEADS], "quotation"),
    ("nothing said", "The answer is.", [HEADS], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize("embedder", [True, False], ids=["embedder", "words"])
@pytest.mark.parametrize(("sentence", "quotes"), SOUND, ids=[s for s, _ in SOUND])
def test_sound_sentences_are_supported(
    sentence: str, quotes: list[tuple[Paper, str]], embedder: bool
) -> None:
    """A verbatim sentence, a part of one, and a close paraphrase are supported."""
    found = check(sentence, *quotes, embedder=embedder)
    assert ("supported", "") == (found.verdict, found.reason)


@pytest.mark.parametrize("embedder", [True, False], ids=["embedder", "words"])
@pytest.mark.parametrize(("slip", "sentence", "quotes", "reason"), SLIPS, ids=[s[0] for s in SLIPS])
def test_slips_are_unsupported(
    slip: str, sentence: str, quotes: list[tuple[Paper, str]], reason: str, embedder: bool
) -> None:
    """The usual slips of a language model are unsupported, and the reason names the culprit."""
    found = check(sentence, *quotes, embedder=embedder)
    assert "unsupported" == found.verdict, slip
    assert reason in found.reason
    assert found.score <= 0.5


@pytest.mark.parametrize(
    ("sentence", "quotes", "reason"),
    [
        (
            "Zeta adds decoding heads to a frozen model, improving hospital logistics worldwide.",
            [HEADS],
            "hospital",
        ),
        ("Zeta adds decoding heads to a frozen model using backpropagation.", [HEADS], "backpropagation"),
        ("Fine-tuning the heads helps smaller models.", [MAY], "may"),
        ("Our method always needs about 5 GPU hours.", [BOUNDS], "always"),
        ("Our method needs 5 GPU hours.", [BOUNDS], "about"),
        ("Zeta's heads are both better trained and more efficient.", [HEADS], "better"),
        ("This is the answer to the question of what Zeta adds to a frozen model.", [HEADS], "answer"),
    ],
)
def test_what_is_added_or_lost_is_never_supported(
    sentence: str, quotes: list[tuple[Paper, str]], reason: str
) -> None:
    """A part that no quote holds, a lost "may" or "about", an added "always" are at most weak."""
    found = check(sentence, *quotes)
    assert "supported" != found.verdict
    assert reason in found.reason


def test_a_lost_direction_between_two_is_seen() -> None:
    """ "higher sparsity, lower density" does not support "higher density"."""
    text = "A loss that encourages higher activation sparsity and lower activation density is proposed."
    paper = Paper("p", "Sparse", text)
    found = Verifier().check(
        "The loss encourages higher activation density.", [Quote("p", 0, len(text), text)], {"p": paper}
    )
    assert ("unsupported", "the quote says 'lower', not 'higher'") == (found.verdict, found.reason)


def test_without_quotes_nothing_is_supported() -> None:
    """A sentence that cites nothing is unsupported."""
    assert "unsupported" == Verifier().check("Zeta is fast.", [], PAPERS).verdict


def test_the_judge_can_take_a_supported_sentence_out() -> None:
    """A second opinion may object, and is asked only about what the check would let through."""

    class Objector:
        asked = 0

        def supports(self, sentence: str, quotes: object) -> bool | None:  # noqa: ARG002
            self.asked += 1
            return None if "MBPP" in sentence else False

    judge = Objector()
    strict = Verifier(judge=judge)
    good, kept, bad = (
        "Zeta adds decoding heads to a frozen model.",
        "It reduces memory use by 30% on HumanEval and by 12% on MBPP.",
        "Bananas are yellow fruit.",
    )
    assert "unsupported" == strict.check(good, [quote(*HEADS)], PAPERS).verdict
    assert "supported" == strict.check(kept, [quote(*MEMORY)], PAPERS).verdict
    assert "unsupported" == strict.check(bad, [quote(*HEADS)], PAPERS).verdict
    assert 2 == judge.asked
