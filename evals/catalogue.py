"""Every figure of a run: its name, what it says, and which way is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Group = Literal[
    "Answers", "Grounding", "Citations", "Abstention", "Retrieval", "Conversation", "Robustness", "Speed"
]
Unit = Literal["share", "words", "times", "score"]


@dataclass(frozen=True)
class Measure:
    """``better`` is the sign of an improvement. ``sliced`` says by what it is also shown."""

    name: str
    group: Group
    says: str
    unit: Unit = "share"
    better: Literal[1, -1] = 1
    sliced: Literal["kind", "style", "reason", "variant", ""] = ""


_ALL = (
    Measure("right", "Answers", "what is decisive is said and cited, or the question rightly declined", sliced="kind"),
    Measure("decisive", "Answers", "share of the decisive facts that are said", sliced="kind"),
    Measure("first_sentence", "Answers", "the first sentence alone says all of them", sliced="style"),
    Measure("harmless", "Answers", "nothing forbidden is in the text"),
    Measure("shown", "Answers", "every sentence is in the text that people read"),
    Measure("evidence_precision", "Answers", "share of the quoted words that are in the evidence"),
    Measure("evidence_recall", "Answers", "share of the evidence's words that are quoted"),
    Measure("evidence_f1", "Answers", "word F1 of quotes and evidence", sliced="kind"),
    Measure("words", "Answers", "words in an answer", "words", -1, "kind"),
    Measure("list_precision", "Answers", "listed papers that belong"),
    Measure("list_recall", "Answers", "papers that belong and are listed"),
    Measure("list_f1", "Answers", "F1 of listed papers"),
    Measure("sides", "Answers", "sides of a comparison that are cited"),
    Measure("quotes_exact", "Grounding", "quotes that stand in the abstract at their offsets"),
    Measure("verbatim", "Grounding", "sentences that are word for word in a cited quote"),
    Measure("grounded_spans", "Grounding", "sentences supported by their quotes: characters, numbers, names"),
    Measure("grounded_entailed", "Grounding", "sentences supported by their quotes: embedding and overlap"),
    Measure("grounded_abstract", "Grounding", "sentences supported by the whole abstracts: embedding and overlap"),
    Measure("checkers_agree", "Grounding", "sentences on which the two checkers agree"),
    Measure("cited_precision", "Citations", "cited papers that are relevant", sliced="kind"),
    Measure("cited_recall", "Citations", "relevant papers that are cited", sliced="kind"),
    Measure("alce_recall", "Citations", "sentences that their citations support (ALCE)"),
    Measure("alce_precision", "Citations", "citations that their sentence needs (ALCE)"),
    Measure("titles", "Citations", "citations with the right title and a number that is used"),
    Measure("answered", "Abstention", "answerable questions that are answered", sliced="kind"),
    Measure("abstain_precision", "Abstention", "declined questions that were to be declined"),
    Measure("abstain_recall", "Abstention", "questions to be declined that were", sliced="reason"),
    Measure("abstain_reason", "Abstention", "declined for the right reason", sliced="reason"),
    Measure("aurc", "Abstention", "area under the risk-coverage curve", "score", -1),
    Measure("ece", "Abstention", "expected calibration error of the confidence", "score", -1),
    Measure("auroc", "Abstention", "confidence separates answerable from not", "score"),
    Measure("hit@1", "Retrieval", "a relevant paper is first", sliced="style"),
    Measure("hit@5", "Retrieval", "a relevant paper is among five"),
    Measure("recall@5", "Retrieval", "relevant papers among five"),
    Measure("recall@10", "Retrieval", "relevant papers among ten"),
    Measure("mrr", "Retrieval", "reciprocal rank of the first relevant paper", "score", sliced="style"),
    Measure("ndcg@10", "Retrieval", "nDCG@10 of papers", "score", sliced="kind"),
    Measure("span_hit@1", "Retrieval", "an evidence span is first"),
    Measure("span_hit@5", "Retrieval", "an evidence span is among five"),
    Measure("span_recall@10", "Retrieval", "papers whose evidence span is among ten"),
    Measure("span_mrr", "Retrieval", "reciprocal rank of the first evidence span", "score"),
    Measure("span_ndcg@10", "Retrieval", "nDCG@10 of evidence spans", "score"),
    Measure("followup_mrr", "Conversation", "reciprocal rank with the question as understood", "score"),
    Measure("followup_mrr_gold", "Conversation", "the same with the gold question", "score"),
    Measure("followup_kept", "Conversation", "follow-ups that retrieve as well as the gold question"),
    Measure("numbers_stable", "Conversation", "turns in which every paper kept its number"),
    Measure("same_papers", "Robustness", "the same papers in other clothes", sliced="variant"),
    Measure("speed_p50", "Speed", "median time of an answer, in embeddings of its question", "times", -1),
    Measure("speed_p95", "Speed", "95th percentile of it", "times", -1),
)  # fmt: skip
MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})


def measure_of(figure: str) -> Measure | None:
    """The measure that a figure's name ("right", "right[fact]") belongs to."""
    return MEASURES.get(figure.partition("[")[0])
