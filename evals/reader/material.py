"""What both networks are trained on: questions about abstracts, and which sentences answer them.

``material/`` was written for this purpose, in files of JSON lines:

* ``computing-1`` ... ``scifact-2``: 1,030 papers, a line each, of which 632 are invented and 398 are
  abstracts of SciFact, named by ``doc_id``. With them stand 12,082 questions; the abstract answers
  8,392 of these and not the other 3,690, though they are about it.
* ``applications`` ... ``vision``, ``scifact-3``: 702 more, 252 of them invented, with 7,324 questions:
  search words, two things asked at once, premises that are denied by telling what is done instead, and
  what is not stated though the thing is named.
* ``adapting`` ... ``physical``: 256 more invented papers, of medicine, biology, the social and the physical sciences
  as well, with 3,840 questions; a quarter tell which paper is meant in other words and ask for one of its facts.
* ``described-*``: 4,984 that tell in other words what one of these papers is about, all answered.
* ``stated-*``: 1,614 in twins about 269 of the papers: what the abstract states, and what a reader would
  as well ask and it does not state.
* ``tempting-*``: 3,880 more in twins about 485 of the papers, half of them not answered though a sentence
  looks like it: a number for another thing, another drug or data set, the other direction; many are put
  as a chat puts follow-ups.
* ``premises-*``: 4,858 more about 694 of the papers: some presume what the abstract denies, and are answered
  by the sentence that does; some are answered though it does not look so, some not though it does.
* ``lists-*``: 1,140 topics, 2,243 questions with their second wordings, each put to up to 40 papers that
  stand after each other. All that ``qualify`` are named (none for 96 topics), with the sentences
  that show it, and those that are ``doubtful``; the others do not. ``claims`` holds 191 more that ask
  for what papers claim, use or leave out, rather than for what they are about.

A paper is named by its file and its line, ``mixed#12``, and a sentence by its place; both count from zero.

Added are 647 of SciFact's claims (734 items, with the abstracts they cite) and 663 of SQuAD 2.0's
questions, but for those that are kept to be measured on; BioASQ is left out as a whole. That is
42,604 items. No seed paper and no question of evals/datasets is among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from evals.errors import EvalError
from evals.external_sets import load_external, unseen_claim
from qa.sentences import sentence_spans

FOLDER = Path(__file__).parent / "material"
_PAPERS = (
    "computing-1", "computing-2", "language-models-1", "language-models-2", "mixed", "scifact-1", "scifact-2",
    "inference", "training", "applications", "understanding", "fields", "efficiency", "vision", "scifact-3",
    "adapting", "running", "language", "perception", "medicine", "biology", "society", "physical",
)  # fmt: skip
_SQUAD_EVERY = 3  # its questions are many and about another kind of text: a third is taken

Source = Literal["written", "scifact", "squad"]
Part = Literal["papers", "described", "stated", "tempting", "premises", "lists", "claims", "scifact", "squad"]


@dataclass(frozen=True)
class Text:
    """One abstract in sentences."""

    title: str
    sentences: tuple[str, ...]

    @cached_property
    def whole(self) -> str:
        """As the product embeds it."""
        return f"{self.title}. {' '.join(self.sentences)}"


class Positive(NamedTuple):
    """A text that a question is about, and the numbers of the sentences that answer it, if any does."""

    text: Text
    gold: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """A question, the text that it is about, and texts that it is not about.

    A list has any number of positives, and negatives that were judged. Any other item has one
    positive, and its negatives are still to be mined (candidates.py). ``part`` is where it comes from.
    """

    question: str
    positives: tuple[Positive, ...]
    kind: Source | Literal["list"]
    negatives: tuple[Text, ...] = ()
    part: Part = "papers"

    @property
    def answered(self) -> bool:
        """Whether any sentence answers."""
        return any(gold for _, gold in self.positives)


class Material(NamedTuple):
    """All items, and the texts of each source, of which some have no item."""

    items: list[Item]
    texts: dict[Source, list[Text]]


def load_material(data: Path) -> Material:
    """Everything; ``data`` is the folder with the public copies ``scifact`` and ``squad``. Raises EvalError."""
    scifact = {str(row["doc_id"]): _text(row) for row in _rows(data / "scifact" / "corpus.jsonl")}
    papers: dict[str, Text] = {}
    items: list[Item] = []
    for file in _PAPERS:
        for number, row in enumerate(_rows(FOLDER / f"{file}.jsonl")):
            name = f"{file}#{number}"
            papers[name] = _known(scifact, str(row["doc_id"])) if "doc_id" in row else _text(row)
            items += _asked(name, papers, row["questions"], "papers")
    parts: tuple[Part, ...] = ("described", "stated", "tempting", "premises")
    for part in parts:
        for row in _following(f"{part}-*"):
            items += _asked(row["paper"], papers, row["questions"], part)
    for row in _following("lists-*"):
        items += _listed(row, papers, "lists")
    for row in _following("claims"):
        items += _listed(row, papers, "claims")
    squad = list(_squad(data / "squad"))
    texts: dict[Source, list[Text]] = {
        "written": [text for name, text in papers.items() if _source(name) == "written"],
        "scifact": list(scifact.values()),
        "squad": list(dict.fromkeys(item.positives[0].text for item in squad)),
    }
    return Material([*items, *_claims(data / "scifact", scifact), *squad[::_SQUAD_EVERY]], texts)


def _asked(
    name: str, papers: Mapping[str, Text], questions: Iterable[Mapping[str, Any]], part: Part
) -> Iterator[Item]:
    for asked in questions:
        yield Item(asked["q"], (_positive(name, papers, asked["evidence"]),), _source(name), part=part)


def _listed(row: Mapping[str, Any], papers: Mapping[str, Text], part: Part) -> Iterator[Item]:
    (file, _, first), last = row["among"][0].partition("#"), row["among"][1].partition("#")[2]
    among = [f"{file}#{number}" for number in range(int(first), int(last) + 1)]
    positives = tuple(_positive(name, papers, gold) for name, gold in row["qualify"].items())
    named = {*row["qualify"], *row["doubtful"]}
    negatives = [_known(papers, name) for name in among if name not in named]
    for question in row["questions"]:
        yield Item(question, positives, "list", tuple(negatives), part)


def _claims(folder: Path, papers: Mapping[str, Text]) -> Iterator[Item]:
    for claim in _rows(folder / "claims_train.jsonl"):
        for document in map(str, claim["cited_doc_ids"]):
            if not unseen_claim(claim):
                proofs = claim["evidence"].get(document, [])
                gold = [number for proof in proofs for number in proof["sentences"]]
                yield Item(claim["claim"], (_positive(document, papers, gold),), "scifact", part="scifact")


def _squad(folder: Path) -> Iterator[Item]:
    held = load_external("squad", folder)
    papers = {paper.id: paper for paper in held.papers}
    for probe in held.probes:
        if probe.unseen:
            continue
        paper = papers[probe.relevant[0]]
        spans = sentence_spans(paper.abstract)
        text = Text(paper.title, tuple(paper.abstract[a:b] for a, b in spans))
        gold = [
            n for n, (a, b) in enumerate(spans) if any(a < end and start < b for _, start, end in probe.spans)
        ]
        answered = tuple(gold) if probe.answerable else ()
        yield Item(probe.text, (Positive(text, answered),), "squad", part="squad")


def _positive(name: str, papers: Mapping[str, Text], gold: Iterable[int]) -> Positive:
    text, numbers = _known(papers, name), tuple(sorted(set(gold)))
    if numbers and not 0 <= numbers[0] <= numbers[-1] < len(text.sentences):
        raise EvalError(f"{name}: has {len(text.sentences)} sentences, but {list(numbers)} are named")
    return Positive(text, numbers)


def _known(papers: Mapping[str, Text], name: str) -> Text:
    if name not in papers:
        raise EvalError(f"no paper {name!r}: the copy of SciFact is another one, or the name is wrong")
    return papers[name]


def _source(name: str) -> Source:
    return "scifact" if name.startswith("scifact") else "written"


def _text(row: Mapping[str, Any]) -> Text:
    return Text(row["title"], tuple(sentence.strip() for sentence in row["abstract"]))


def _following(pattern: str) -> Iterator[dict[str, Any]]:
    for file in sorted(FOLDER.glob(f"{pattern}.jsonl")):
        yield from _rows(file)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
