"""Which measure applies to which question, and when a question counts as passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evals.cases import Case, Kind, Question
from evals.grounding import spans
from evals.grounding.entailment import EntailmentChecker
from evals.measures import answers, citations, retrieval
from evals.running import Asked, Outcome
from qa.types import Answer, Paper, Sentence

_FACTS: frozenset[Kind] = frozenset({"fact", "false_premise", "hostile"})
_LIST_PASS = 0.8  # F1 from which a list counts as passed; the F1 itself is what is measured


@dataclass(frozen=True)
class Scored:
    """One question with all values that apply to it, by measure; ``slices`` says where it belongs."""

    id: str
    case: Case
    asked: Asked
    values: Mapping[str, float]
    slices: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[spans.Finding, ...] = ()
    fault: str = ""

    @property
    def passed(self) -> bool:
        """Whether the question is answered right."""
        return not self.fault


class Scorer:
    """Scores outcomes over one collection; keeps embeddings of what it has seen."""

    def __init__(self, papers: Sequence[Paper], entailment: EntailmentChecker | None) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._abstracts = {paper.id: paper.abstract for paper in papers}
        self._entailment = entailment

    def score(self, outcome: Outcome) -> list[Scored]:
        """A value list for each turn of the case."""
        stable = citations.numbers_stable([asked.answer for asked in outcome.turns])
        return [
            self._score(outcome.case, asked, number)
            for asked, number in zip(outcome.turns, stable, strict=True)
        ]

    def _score(self, case: Case, asked: Asked, stable: float | None) -> Scored:
        question, answer = asked.question, asked.answer
        findings = spans.check_answer(answer, self._papers)
        wrong = fault(case.kind, question, answer)
        values: dict[str, float | None] = {
            "right": float(not wrong),
            "harmless": answers.must_not(answer, question),
            "shown": answers.shows_its_sentences(answer),
            "numbers_stable": stable,
            **self._answer_values(case, question, answer),
            **self._citation_values(question, answer),
            **self._grounding_values(answer, findings),
            **_abstention_values(question, answer),
            **_retrieval_values(case, asked),
        }
        slices = {"kind": case.kind, "style": case.style, "reason": question.reason or ""}
        kept = {name: value for name, value in values.items() if value is not None}
        return Scored(question.id, case, asked, kept, slices, tuple(findings), wrong)

    def _answer_values(self, case: Case, question: Question, answer: Answer) -> dict[str, float | None]:
        if question.expect == "abstain":
            return {}
        quotes = [quote for citation in answer.citations for quote in citation.quotes]
        span = answers.span_words(quotes, question.evidence, self._abstracts)
        listed = answers.papers_overlap(answer, question) if case.kind == "list" else None
        return {
            "decisive": answers.decisive(answer, question),
            "first_sentence": answers.first_sentence(answer, question) if case.kind in _FACTS else None,
            "evidence_precision": span.precision if span else None,
            "evidence_recall": span.recall if span else None,
            "evidence_f1": span.f1 if span else None,
            "words": float(answers.words(answer)) if answer.sentences else None,
            "list_precision": listed.precision if listed else None,
            "list_recall": listed.recall if listed else None,
            "list_f1": listed.f1 if listed else None,
            "sides": answers.both_sides(answer, question) if case.kind == "compare" else None,
        }

    def _citation_values(self, question: Question, answer: Answer) -> dict[str, float | None]:
        def supports(sentence: Sentence, numbers: Sequence[int]) -> bool:
            return spans.check_sentence(answer, sentence, numbers, self._papers).grounded

        cited = citations.cited_papers(answer, question) if question.expect == "answer" else None
        return {
            "cited_precision": cited.precision if cited else None,
            "cited_recall": cited.recall if cited else None,
            "alce_recall": citations.alce_recall(answer, supports),
            "alce_precision": citations.alce_precision(answer, supports),
            "titles": citations.titles_right(answer, self._papers),
        }

    def _grounding_values(self, answer: Answer, findings: Sequence[spans.Finding]) -> dict[str, float | None]:
        values: dict[str, float | None] = {"quotes_exact": spans.quotes_exact(answer, self._papers)}
        if not findings:
            return values
        values["verbatim"] = _share([f.verdict == "verbatim" for f in findings])
        values["grounded_spans"] = _share([f.grounded for f in findings])
        if self._entailment:
            quoted, whole = zip(*(self._entailed(answer, s) for s in answer.sentences), strict=True)
            values["grounded_entailed"] = _share(quoted)
            values["grounded_abstract"] = _share(whole)
            values["checkers_agree"] = _share(
                [a == f.grounded for a, f in zip(quoted, findings, strict=True)]
            )
        return values

    def _entailed(self, answer: Answer, sentence: Sentence) -> tuple[bool, bool]:
        """Whether its quotes entail a sentence, and whether the whole abstracts do."""
        cited = [c for c in answer.citations if c.number in sentence.citations]
        quotes = "\n".join(quote.text for c in cited for quote in c.quotes)
        whole = "\n".join(self._abstracts.get(c.paper_id, "") for c in cited)
        assert self._entailment is not None
        return self._entailment.entailed(sentence.text, quotes), self._entailment.entailed(
            sentence.text, whole
        )


def fault(kind: Kind, question: Question, answer: Answer) -> str:
    """What is wrong with an answer, in a few words; empty when it is right.

    To be declined: it is declined. Small talk is answered as such. Else all decisive strings are said, and
    fact, false premise, hostile, turn: a relevant paper is cited, in at most three sentences
    where one paper answers (a turn may also have its outline: "what is X?" is not told from a fact
    there); summary: a relevant paper is cited; compare: all sides are cited;
    list: F1 of the papers is 0.8 or more; collection: exactly the papers asked for are cited.
    Whatever the kind, nothing forbidden is in the text.
    """
    if answers.must_not(answer, question) == 0.0:
        return "says what is forbidden"
    if question.expect == "abstain":
        return "" if answers.declined(answer) else "should be declined"
    if _is_small_talk(question, answer):
        return ""
    if answers.declined(answer):
        return "declined"
    said = answers.decisive(answer, question)
    if said not in (None, 1.0):
        return f"says {round((said or 0) * len(question.must))} of {len(question.must)} decisive facts"
    return _citation_fault(kind, question, answer)


def _citation_fault(kind: Kind, question: Question, answer: Answer) -> str:
    papers = answers.papers_overlap(answer, question)
    if papers is None:
        return ""
    if kind == "list":
        return "" if papers.f1 >= _LIST_PASS else f"F1 {papers.f1:.2f}"
    if kind == "compare":
        return "" if papers.recall == 1.0 else f"cites {papers.recall:.0%} of the sides"
    if kind == "collection":
        return "" if papers.f1 == 1.0 else f"F1 {papers.f1:.2f} of an exact set"
    if not papers.recall:
        return "cites no relevant paper"
    outline = kind == "summary" or (kind == "conversation" and answer.shape == "sections")
    long = len(answer.sentences) > answers.SHORT and not outline and len(question.relevant) == 1
    return f"{len(answer.sentences)} sentences" if long else ""


def _is_small_talk(question: Question, answer: Answer) -> bool:
    """Whether nothing is asked, and nothing is looked up."""
    nothing = question.expect == "answer" and not question.relevant and not question.must
    return nothing and answer.route == "smalltalk"


def _abstention_values(question: Question, answer: Answer) -> dict[str, float | None]:
    declined = answers.declined(answer) and not _is_small_talk(question, answer)
    wanted = question.expect == "abstain"
    reason = answer.abstention.reason if answer.abstention else None
    return {
        "answered": None if wanted else float(not declined),
        "abstain_precision": float(wanted) if declined else None,
        "abstain_recall": float(declined) if wanted else None,
        "abstain_reason": float(reason == question.reason)
        if wanted and declined and question.reason
        else None,
    }


def _retrieval_values(case: Case, asked: Asked) -> dict[str, float | None]:
    question = asked.question
    if not asked.ranked or case.kind == "collection":
        return {}
    papers = retrieval.paper_measures([p.paper_id for p in asked.ranked], question.relevant)
    if case.kind == "conversation":
        if not asked.gold_ranked:
            return {}
        gold = retrieval.paper_measures([p.paper_id for p in asked.gold_ranked], question.relevant)
        return {
            "followup_mrr": papers["mrr"],
            "followup_mrr_gold": gold["mrr"],
            "followup_kept": float(papers["mrr"] >= gold["mrr"]),
        }
    return {**papers, **retrieval.span_measures(asked.ranked, question.evidence)}


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values)
