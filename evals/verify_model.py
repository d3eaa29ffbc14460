"""Dev questions for a real, small model, and an oracle that shares no code with the check.

Each paper's questions come with the same sentences: those that answer the first of them, and one
of another paper. A model server reads what is the same only once, so that sixty questions are
a minute's work for a model of 135 million parameters on one core. evals/verify_sides.py is the
slower measure, over the whole path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from evals.dataset import dev_facts
from qa.answer.generative import GenerativeSynthesizer
from qa.answer.nodes import verbatim_draft
from qa.answer.numbering import Numbering
from qa.types import Draft, Paper, ScoredPassage

_OF_A_PAPER = 5  # questions
_OF_ITS_OWN = 2  # sentences


@dataclass(frozen=True)
class Asked:
    """One question, the sentences it came with, and the draft that came of it."""

    question: str
    evidence: tuple[ScoredPassage, ...]
    draft: Draft


def questions(papers: dict[str, Paper]) -> Iterator[tuple[str, tuple[ScoredPassage, ...]]]:
    """The dev questions with their sentences, paper by paper."""
    by_paper: dict[str, list[tuple[str, list[ScoredPassage]]]] = {}
    for row in dev_facts(papers.values()):
        spans = [
            ScoredPassage(e["paper_id"], papers[e["paper_id"]].title, 1.0, e["start"], e["end"], e["text"])
            for e in row["evidence"]
        ]
        if spans:
            by_paper.setdefault(spans[0].paper_id, []).append((row["question"], spans))
    groups = list(by_paper.values())
    for at, group in enumerate(groups):
        own = dict.fromkeys(span for _, spans in group[:_OF_A_PAPER] for span in spans)
        stray = groups[(at + 1) % len(groups)][0][1][0]
        evidence = (*islice(own, _OF_ITS_OWN), stray)
        yield from ((question, evidence) for question, _ in group[:_OF_A_PAPER])


def ask_all(synthesizer: GenerativeSynthesizer, papers: dict[str, Paper], most: int) -> Iterator[Asked]:
    """The first so many questions put to the model, one after the other."""
    for question, evidence in islice(questions(papers), most):
        *_, draft = synthesizer.stream(
            question, "fact", evidence, papers, Numbering(), partial(verbatim_draft, evidence, Numbering())
        )
        assert isinstance(draft, Draft)
        yield Asked(question, evidence, draft)


def suspicious(text: str, quotes: Sequence[str], titles: Sequence[str]) -> str:
    """A figure or a name of a sentence that stands in none of its quotes; an oracle of its own.

    Plain string search on purpose: every run of digits must be in a quote or a title, and so
    must every word with a capital after its first letter or a digit in it.
    """
    held = " ".join([*quotes, *titles])
    for figure in re.finditer(r"\d+(?:[.,]\d+)*", text):
        if not re.search(rf"(?<![\d.]){re.escape(figure[0])}(?![\d])", held):
            return figure[0]
    for word in re.finditer(r"[A-Za-z][\w-]*", text):
        bare = re.escape(word[0].removesuffix("s"))  # "LLMs"
        if re.search(r"[A-Z\d]", word[0][1:]) and not re.search(
            rf"(?<!\w){bare}s?(?!\w)", held, re.IGNORECASE
        ):
            return word[0]
    return ""
