"""Citations: do they name relevant papers, do they carry their sentences, do numbers stay put."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evals.cases import Question
from evals.measures.answers import Overlap, overlap
from qa.types import Answer, Paper, Sentence

Supports = Callable[[Sentence, Sequence[int]], bool]


def cited_papers(answer: Answer, question: Question) -> Overlap | None:
    """Precision and recall of the cited papers against the relevant ones; None when nothing is cited
    or the question has no relevant paper."""
    if not question.relevant or not answer.citations:
        return None
    return overlap({c.paper_id for c in answer.citations}, set(question.relevant))


def alce_recall(answer: Answer, supports: Supports) -> float | None:
    """Share of the sentences that their citations together support.

    Citation recall of ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text
    with Citations", section 3): a sentence without a citation, or not entailed by what it
    cites, counts 0. ``supports(sentence, numbers)`` is the entailment check.
    """
    if not answer.sentences:
        return None
    good = sum(bool(s.citations) and supports(s, s.citations) for s in answer.sentences)
    return good / len(answer.sentences)


def alce_precision(answer: Answer, supports: Supports) -> float | None:
    """Share of the citations that are needed: citation precision of ALCE.

    A citation counts 0 when its sentence is not supported at all, or when it does not support
    the sentence alone and the others do without it.
    """
    marks: list[bool] = []
    for sentence in answer.sentences:
        whole = bool(sentence.citations) and supports(sentence, sentence.citations)
        for number in sentence.citations:
            rest = [other for other in sentence.citations if other != number]
            idle = bool(rest) and not supports(sentence, [number]) and supports(sentence, rest)
            marks.append(whole and not idle)
    return sum(marks) / len(marks) if marks else None


def titles_right(answer: Answer, papers: Mapping[str, Paper]) -> float | None:
    """Share of the citations whose title is the title of their paper, and whose number is used."""
    if not answer.citations:
        return None
    used = {number for sentence in answer.sentences for number in sentence.citations}
    right = [
        c.paper_id in papers
        and papers[c.paper_id].title == c.title
        and (c.number in used or not answer.sentences)
        for c in answer.citations
    ]
    return sum(right) / len(right)


def numbers_stable(answers: Sequence[Answer]) -> list[float | None]:
    """A turn at a time: 1 when no paper changed its number and no number its paper since the first turn.

    The first turn has nothing to compare with: None; so has a turn that cites nothing.
    """
    number_of: dict[str, int] = {}
    paper_of: dict[int, str] = {}
    result: list[float | None] = []
    for turn, answer in enumerate(answers):
        same = all(
            number_of.setdefault(c.paper_id, c.number) == c.number
            and paper_of.setdefault(c.number, c.paper_id) == c.paper_id
            for c in answer.citations
        )
        result.append(float(same) if turn and answer.citations else None)
    return result
