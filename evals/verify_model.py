"""A real, small model over the fact questions, and what the check makes of it.

python -m evals.verify_model MODEL.gguf [--questions 80] [--jsonl OUT]

Each question comes with the sentences that answer it and two sentences of other papers. The
model writes, the check decides. Printed: sentences by verdict, the reasons of the removed by
kind, seconds an answer, and an independent count of wrong numbers and foreign names among what
passed (:func:`suspicious`, which shares no code with the check). --jsonl keeps every sentence
with its quotes, to be judged by hand.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from llama_index.core.llms import LLM

from evals.dataset import dev_facts
from qa.answer.generative import GenerativeSynthesizer
from qa.answer.nodes import verbatim_draft
from qa.answer.numbering import Numbering
from qa.corpus import load
from qa.embedding import LOCAL, load_embedder
from qa.llm import load_llm
from qa.settings import Settings
from qa.types import Draft, Paper, ScoredPassage

_DISTRACTORS = (7, 19)  # how many questions further on the other papers' sentences come from


@dataclass(frozen=True)
class Asked:
    """One question, its evidence, the draft that came of it, and how long it took."""

    question: str
    evidence: tuple[ScoredPassage, ...]
    draft: Draft
    seconds: float


def questions(
    papers: dict[str, Paper], most: int, distractors: Sequence[int] = _DISTRACTORS
) -> list[tuple[str, tuple[ScoredPassage, ...]]]:
    """Questions with their evidence first and then the distractors, spread over the data set."""
    rows = dev_facts(load(Settings().corpus_path).papers)
    rows = [row for row in rows if row.get("evidence")]
    step = max(1, len(rows) // most)
    found = []
    for at in range(0, len(rows), step):
        others = [rows[(at + far) % len(rows)] for far in distractors]
        spans = [*rows[at]["evidence"][:2], *(other["evidence"][0] for other in others)]
        passages = {
            (e["paper_id"], e["start"]): ScoredPassage(
                e["paper_id"], papers[e["paper_id"]].title, 1.0, e["start"], e["end"], e["text"]
            )
            for e in spans
        }
        found.append((rows[at]["question"], tuple(passages.values())))
    return found[:most]


def ask_all(
    llm: LLM,
    settings: Settings,
    papers: dict[str, Paper],
    most: int,
    distractors: Sequence[int] = _DISTRACTORS,
    words_only: bool = False,
) -> Iterator[Asked]:
    """Every question put to the model, one after the other."""
    embedder = None if words_only else load_embedder(LOCAL)
    synthesizer = GenerativeSynthesizer(llm, settings, embedder, others=tuple(papers.values()))
    for question, evidence in questions(papers, most, distractors):
        started, numbering = time.perf_counter(), Numbering()
        draft = Draft()
        for event in synthesizer.stream(
            question, "fact", evidence, papers, numbering, partial(verbatim_draft, evidence, Numbering())
        ):
            if isinstance(event, Draft):
                draft = event
        yield Asked(question, evidence, draft, time.perf_counter() - started)


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
        if re.search(r"[A-Z\d]", word[0][1:]) and word[0].rstrip("s").lower() not in held.lower():
            return word[0]
    return ""


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a GGUF file")
    parser.add_argument("--questions", type=int, default=80)
    parser.add_argument("--jsonl", type=Path, help="write every sentence with its verdict and quotes here")
    arguments = parser.parse_args()
    settings = Settings(llm=f"llama-cpp/{arguments.model}", llm_context=1024, cache=False)
    llm = load_llm(settings)
    assert llm is not None
    papers = {paper.id: paper for paper in load(Settings().corpus_path).papers}
    asked = []
    for one in ask_all(llm, settings, papers, arguments.questions):
        asked.append(one)
        print(f"\r{len(asked)} answers", end="", flush=True)
    print()
    report(asked, papers)
    if arguments.jsonl:
        _write(arguments.jsonl, asked)


def report(asked: Sequence[Asked], papers: dict[str, Paper]) -> None:
    """The counts, as the module's docstring says."""
    kept = [(one, s) for one in asked if one.draft.engine != "extractive" for s in one.draft.sentences]
    removed = [s for one in asked for s in one.draft.removed]
    verdicts = Counter(s.verdict for _, s in kept)
    seconds = [one.seconds for one in asked]
    print(f"{len(asked)} questions, {len(kept) + len(removed)} sentences written")
    print(f"supported {verdicts['supported']}, weak {verdicts['weak']}, removed {len(removed)}")
    print(
        f"answers of the model {sum(o.draft.engine != 'extractive' for o in asked)}, quotes stood in for the rest"
    )
    print(f"seconds an answer: median {statistics.median(seconds):.1f}, longest {max(seconds):.1f}")
    for reason, count in Counter(re.sub(r"'[^']*'|\"[^\"]*\"", "...", s.reason) for s in removed).most_common(
        12
    ):
        print(f"{count:5}  {reason[:100]}")
    slipped = [
        (s.text, what)
        for one, s in kept
        if s.verdict == "supported"
        and (
            what := suspicious(
                s.text,
                [q.text for q in one.draft.quotes],
                [papers[q.paper_id].title for q in one.draft.quotes],
            )
        )
    ]
    print(f"supported with a figure or name that is in no quote: {len(slipped)}")
    for text, what in slipped:
        print(f"  {what}: {text}")


def _write(path: Path, asked: Sequence[Asked]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for one in asked:
            sources = [p.text for p in one.evidence]
            written = [*one.draft.removed, *(one.draft.sentences if one.draft.engine != "extractive" else ())]
            for sentence in written:
                row = {"question": one.question, "verdict": sentence.verdict, "reason": sentence.reason}
                out.write(
                    json.dumps({**row, "text": sentence.text, "sources": sources}, ensure_ascii=False) + "\n"
                )


if __name__ == "__main__":
    main()
