"""How well follow-up questions are made to stand alone, against a person's rewrites.

    python -m evals.followups canard_dev.json [--half report] [--worst 20]

The file is CANARD (Elgohary et al. 2019, "Can You Unpack That?"), JSON rows of History
(article, section, then questions and answers in turn), Question and Rewrite. An article
stands for a paper: every earlier turn cites it, and its stand-alone question is the gold
one. Dialogues are split in two halves by their id: rules are tuned on "tune" only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from qa.conversation import NameIndex, Understood, understand
from qa.types import Answer, Citation, Paper, Sentence, Turn

_RESAMPLES = 300


@dataclass(frozen=True)
class Case:
    """One follow-up with the turns before it and the person's rewrite."""

    question: str
    gold: str
    previous: str
    history: tuple[Turn, ...]

    @property
    def needs(self) -> bool:
        """Whether the person changed any word."""
        return words(self.question) != words(self.gold)


@dataclass(frozen=True)
class Outcome:
    """A case and what was made of it; ``seconds`` for the one call."""

    case: Case
    understood: Understood
    seconds: float


def words(text: str) -> list[str]:
    """Lower-case words, possessive "s" apart, as both sides of the F1 are counted."""
    return re.findall(r"[^\W_]+", text.lower())


def word_f1(gold: str, guess: str) -> float:
    """Harmonic mean of precision and recall over the two bags of words."""
    left, right = Counter(words(gold)), Counter(words(guess))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def load(path: Path, half: str) -> tuple[list[Case], NameIndex]:
    """The cases of one half ("tune", "report" or "all"), and the names of all articles."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    gold = {(row["QuAC_dialog_id"], row["Question"]): row["Rewrite"] for row in rows}
    cases = [_case(row, gold) for row in rows if half in ("all", half_of(row["QuAC_dialog_id"]))]
    titles = {article(row) for row in rows}
    return cases, NameIndex([Paper(title, title, "") for title in sorted(titles)])


def half_of(dialogue: str) -> str:
    """Which half a dialogue belongs to, the same on every machine."""
    return ("tune", "report")[zlib.crc32(dialogue.encode()) % 2]


def article(row: Mapping[str, Any]) -> str:
    """The article's title without what tells it from its namesakes: "Cold (band)" is "Cold"."""
    title: str = row["History"][0]
    return re.sub(r"\s*\([^)]*\)$", "", title)


def _case(row: Mapping[str, Any], gold: Mapping[tuple[str, str], str]) -> Case:
    title, said = article(row), row["History"][2:]
    first = f"What is known of {title}, {row['History'][1]}?"
    turns = [_turn(first, first, title, "")]
    for asked, answer in zip(said[::2], said[1::2], strict=False):
        turns.append(_turn(asked, gold.get((row["QuAC_dialog_id"], asked), asked), title, answer))
    previous = said[-2] if said else title
    return Case(row["Question"], row["Rewrite"], previous, tuple(turns))


def _turn(asked: str, standalone: str, title: str, answer: str) -> Turn:
    sentences = (Sentence(answer, (1,)),) if answer else ()
    cited = (Citation(1, title, title, ()),)
    return Turn(asked, Answer(asked, standalone, answer, sentences=sentences, citations=cited))


def run(cases: Sequence[Case], names: NameIndex) -> list[Outcome]:
    """Every case understood, each call timed."""
    outcomes = []
    for case in cases:
        started = time.perf_counter()
        understood = understand(case.question, case.history, names)
        outcomes.append(Outcome(case, understood, time.perf_counter() - started))
    return outcomes


SYSTEMS: Mapping[str, Callable[[Outcome], str]] = {
    "copy the question": lambda o: o.case.question,
    "previous + question": lambda o: f"{o.case.previous} {o.case.question}",
    "understand": lambda o: o.understood.standalone,
}


def report(outcomes: Sequence[Outcome]) -> str:
    """The figures as Markdown."""
    needed = [o for o in outcomes if o.case.needs]
    spared = [o for o in outcomes if not o.case.needs]
    hit = sum(o.understood.rewritten for o in needed)
    false = sum(o.understood.rewritten for o in spared)
    lines = [
        f"{len(outcomes)} follow-ups, {len(needed)} of them need rewriting",
        f"needs rewriting: precision {hit / max(hit + false, 1):.3f}, recall {hit / max(len(needed), 1):.3f}",
        f"left alone of the {len(spared)} that stand alone: {1 - false / max(len(spared), 1):.3f}",
        f"milliseconds a question: {1000 * mean(o.seconds for o in outcomes):.2f}",
        "",
        "| word-F1 with the person's rewrite | all | needs rewriting | stands alone |",
        "|---|---|---|---|",
    ]
    for name, system in SYSTEMS.items():
        groups = (outcomes, needed, spared)
        cells = [_with_interval([word_f1(o.case.gold, system(o)) for o in group]) for group in groups]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _with_interval(scores: Sequence[float]) -> str:
    if not scores:
        return "-"
    rng = random.Random(0)
    means = sorted(mean(rng.choices(scores, k=len(scores))) for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES)]
    return f"{mean(scores):.3f} ({low:.3f} to {high:.3f})"


def _worst(outcomes: Sequence[Outcome], count: int) -> str:
    ranked = sorted(outcomes, key=lambda o: word_f1(o.case.gold, o.understood.standalone))
    return "\n".join(
        f"\nprevious: {o.case.history[-1].question}\nasked:    {o.case.question}"
        f"\ngold:     {o.case.gold}\nours:     {o.understood.standalone}"
        for o in ranked[:count]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, and the worst rewrites when asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("canard", type=Path, help="CANARD's JSON file")
    parser.add_argument("--half", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst rewrites")
    options = parser.parse_args(arguments)
    outcomes = run(*load(options.canard, options.half))
    print(report(outcomes))
    if options.worst:
        print(_worst(outcomes, options.worst))


if __name__ == "__main__":
    main()
