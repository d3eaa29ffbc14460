"""What an answer says: decisive facts, the quoted evidence, lists, comparisons, length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from evals.cases import Evidence, Question
from evals.text import groups_said
from qa.types import Answer, Quote

_WORD = re.compile(r"\w+")
_COMMAND = re.compile(r"\\[A-Za-z]+?(?=[^A-Za-z]|$)")
_LETTER = re.compile(r"[a-z0-9]|(?<=\d)[.,](?=\d)")
SHORT = 3  # sentences at most in the answer to a question for one fact


@dataclass(frozen=True)
class Overlap:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def said(answer: Answer) -> str:
    """The claims of an answer without what rendering adds: lead, titles of a list, sentences, message."""
    parts = [answer.lead, *(sentence.text for sentence in answer.sentences)]
    if answer.shape == "list":
        parts += answer.titles
    if answer.abstention:
        parts.append(answer.abstention.message)
    return "\n".join(part for part in parts if part)


def declined(answer: Answer) -> bool:
    """Whether nothing was answered: an abstention, or a word of small talk without a quote."""
    return answer.abstention is not None or (answer.route == "smalltalk" and not answer.citations)


def decisive(answer: Answer, question: Question) -> float | None:
    """Share of the groups of decisive strings that the answer says: said / groups."""
    return groups_said(said(answer), question.must) / len(question.must) if question.must else None


def first_sentence(answer: Answer, question: Question) -> float | None:
    """1 when the first sentence alone says every group, else 0."""
    if not question.must:
        return None
    text = answer.sentences[0].text if answer.sentences else ""
    return float(groups_said(text, question.must) == len(question.must))


def must_not(answer: Answer, question: Question) -> float | None:
    """1 when the rendered text holds none of the forbidden strings, else 0.

    An escaped ``<`` is shown, not obeyed, so ``\\<script`` is not ``<script``.
    """
    if not question.must_not:
        return None
    text = answer.text.replace("\\<", "‹")
    return float(not any(forbidden.lower() in text.lower() for forbidden in question.must_not))


def span_words(
    quotes: Sequence[Quote], gold: Sequence[Evidence], abstracts: dict[str, str]
) -> Overlap | None:
    """Word F1 of the quoted spans against the evidence spans, by position.

    A word is (paper, offset). P = |quoted ∩ gold| / |quoted|, R = |quoted ∩ gold| / |gold|,
    F1 = 2PR / (P + R): the span-level word F1 that verbatim answering is scored with
    (Kovács et al. 2025, "Verbatim RAG"; SQuAD's F1 with positions for bags of words).
    """
    if not gold:
        return None
    wanted = _positions([(e.paper_id, e.start, e.end) for e in gold], abstracts)
    quoted = _positions([(q.paper_id, q.start, q.end) for q in quotes], abstracts)
    return overlap(quoted, wanted)


def papers_overlap(answer: Answer, question: Question) -> Overlap | None:
    """Completeness and exactness of a list: cited papers against relevant ones."""
    if not question.relevant:
        return None
    return overlap({c.paper_id for c in answer.citations}, set(question.relevant))


def both_sides(answer: Answer, question: Question) -> float | None:
    """Share of the papers to be compared that are cited: |cited ∩ relevant| / |relevant|."""
    found = papers_overlap(answer, question)
    return found.recall if found else None


def overlap(found: set[object] | set[str], wanted: set[object] | set[str]) -> Overlap:
    """P = |F ∩ W| / |F|, R = |F ∩ W| / |W|, F1 = 2PR / (P + R); all zero when nothing is shared."""
    shared = len(set(found) & set(wanted))
    if not shared:
        return Overlap(0.0, 0.0, 0.0)
    precision, recall = shared / len(found), shared / len(wanted)
    return Overlap(precision, recall, 2 * precision * recall / (precision + recall))


def words(answer: Answer) -> int:
    """Length of the answer's sentences in words."""
    return sum(len(_WORD.findall(sentence.text)) for sentence in answer.sentences)


def shows_its_sentences(answer: Answer) -> float | None:
    """1 when the rendered text holds every sentence of the answer, else 0.

    Letters and numbers are compared; a LaTeX command is a symbol there, so neither counts.
    """
    if not answer.sentences:
        return None
    shown = _letters(answer.text)
    return float(all(_letters(sentence.text) in shown for sentence in answer.sentences))


def _letters(text: str) -> str:
    """Lower-case letters without accents, digits, and the points within numbers."""
    plain = unicodedata.normalize("NFKD", _COMMAND.sub("", text)).lower()
    return "".join(_LETTER.findall(plain))


def _positions(spans: Sequence[tuple[str, int, int]], abstracts: dict[str, str]) -> set[object]:
    return {
        (paper_id, match.start())
        for paper_id, start, end in spans
        for match in _WORD.finditer(abstracts.get(paper_id, ""), start, end)
    }
