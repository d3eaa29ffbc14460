"""How many slips does the check catch, and what does it cost? python -m evals.verify_slips [--show KIND].

The written answers of the fact questions are sound sentences about known quotes. Each is checked
as it is, and again after one slip was put in: a changed digit, another number of the same quote,
a number or a name of another paper, a "not", a lost "up to", another paper's quote. The quotes
themselves are checked word for word as well, and with two numbers exchanged or a direction
turned round. No model is needed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from evals.dataset import dev_facts
from qa.corpus import load
from qa.embedding import LOCAL, load_embedder
from qa.sentences import sentence_spans
from qa.settings import Settings
from qa.types import Paper, Quote
from qa.verify import Verifier
from qa.verify.facts import names, numbers
from qa.verify.reading import read
from qa.words import content_tokens

_AUXILIARY = re.compile(r"\b(is|are|was|were|can|does|do|will|has|have)\b")
_LIMIT = re.compile(r"\b(?:up to|at least|at most|more than|less than|over) (?=[\d$])", re.IGNORECASE)
_TURNED = {
    one: other
    for pair in (
        "increases decreases", "increased decreased", "increasing decreasing", "increase decrease",
        "improves worsens", "improved worsened", "improving worsening", "reduces raises", "reduced raised",
        "reducing raising", "rose fell", "grew shrank", "gains loses", "dropped climbed", "higher lower",
        "faster slower", "larger smaller", "better worse", "narrows widens", "accelerates slows",
    )
    for one, other in (pair.split(), reversed(pair.split()))
}  # fmt: skip
_FEWEST_WORDS = 3  # a bare value ("2.26x.") is an answer, but no sentence that could be checked alone


@dataclass(frozen=True)
class Statement:
    """A sentence, the quotes it rests on, and what was done to it ("" for nothing)."""

    text: str
    quotes: tuple[Quote, ...]
    slip: str = ""


def statements() -> list[Statement]:
    """The sentences of the written answers of the development split, with their quotes."""
    found = []
    for row in dev_facts(load(*Settings().corpus_paths).papers):
        quotes = tuple(
            Quote(e["paper_id"], e["start"], e["end"], e["text"]) for e in row.get("evidence") or ()
        )
        for span in sentence_spans(row.get("answer") or ""):
            text = row["answer"][span.start : span.end]
            if quotes and len(read(text).content) >= _FEWEST_WORDS:
                found.append(Statement(text, quotes))
    return found


def slips(good: Statement, other: Statement, rng: random.Random) -> Iterator[Statement]:
    """The same sentence with one slip each, as many kinds as it allows."""
    held = [n for q in good.quotes for n in numbers(q.text)]
    for number in numbers(good.text)[:1]:
        if number.spelled:
            continue
        digits = re.sub(r"\d", lambda d: str((int(d[0]) + rng.randint(1, 8)) % 10), number.text, count=1)
        if digits.lstrip("0") and digits not in " ".join(q.text for q in good.quotes):
            yield _changed(good, "a digit changed", number.start, number.end, digits)
        for value in [n for n in held if n.unit == number.unit and n.value != number.value][:1]:
            yield _changed(good, "another number of the quote", number.start, number.end, value.text)
        theirs = [n for q in other.quotes for n in numbers(q.text) if not n.spelled]
        for value in [n for n in theirs if n.value not in {m.value for m in held}][:1]:
            yield _changed(good, "a number of another paper", number.start, number.end, value.text)
    foreign = [n for q in other.quotes for n in names(q.text) if n.sure]
    texts = " ".join(q.text for q in good.quotes)
    for name in [n for n in names(good.text) if n.sure][:1]:
        for new in [n for n in foreign if n.text not in texts][:1]:
            yield _changed(good, "a name of another paper", name.start, name.end, new.text)
    if (verb := _AUXILIARY.search(good.text)) and " not " not in good.text:
        yield _changed(good, "a negation put in", verb.end(), verb.end(), " not")
    if limit := _LIMIT.search(good.text):
        yield _changed(good, "a limit dropped", limit.start(), limit.end(), "")
    yield Statement(good.text, other.quotes, "another paper's quote")


def quote_slips(quote: Quote) -> Iterator[Statement]:
    """A quote with two of its numbers exchanged, and with a direction turned round."""
    good = Statement(quote.text, (quote,))
    held = [
        n for n in numbers(quote.text) if not n.spelled and quote.text[n.end : n.end + 1] != ")"
    ]  # no "2)"
    pairs = [
        (a, b) for a in held for b in held if a.start < b.start and a.unit == b.unit and a.value != b.value
    ]
    for one, other in pairs[:1]:
        between = quote.text[one.end : other.start]
        yield _changed(good, "two numbers exchanged", one.start, other.end, other.text + between + one.text)
    for word in re.finditer(r"[a-z]+", quote.text):
        if word[0] in _TURNED:
            yield _changed(good, "a direction turned", word.start(), word.end(), _TURNED[word[0]])
            return


def _changed(good: Statement, slip: str, start: int, end: int, new: str) -> Statement:
    return Statement(good.text[:start] + new + good.text[end:], good.quotes, slip)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--show", default="", help="print what got through of this kind ('' of the sound: lost)"
    )
    parser.add_argument("--words", action="store_true", help="without the embedder")
    arguments = parser.parse_args()
    papers = {paper.id: paper for paper in load(*Settings().corpus_paths).papers}
    verifier = Verifier() if arguments.words else Verifier(load_embedder(LOCAL))
    measure(verifier, papers, statements(), arguments.show)


def measure(verifier: Verifier, papers: dict[str, Paper], sound: list[Statement], show: str = "") -> None:
    """Prints, for each kind, how many were found supported, weak and unsupported.

    Beside it, what plain word overlap would let through at the bar that as many sound sentences pass.
    """
    rng = random.Random(0)
    cases = [Statement(q.text, (q,), "(the quote itself)") for s in sound for q in s.quotes]
    cases += [
        slip for quote in dict.fromkeys(q for s in sound for q in s.quotes) for slip in quote_slips(quote)
    ]
    for at, good in enumerate(sound):
        other = next(
            s
            for s in sound[at + 7 :] + sound
            if {q.paper_id for q in s.quotes}.isdisjoint(q.paper_id for q in good.quotes)
        )
        cases += [Statement(good.text, good.quotes, "(sound)"), *slips(good, other, rng)]
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    overlaps: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        check = verifier.check(case.text, case.quotes, papers, tuple(papers.values()))
        verdicts[case.slip][check.verdict] += 1
        overlaps[case.slip].append(overlap(case))
        if show == case.slip and (check.verdict == "supported") != (show == "(sound)"):
            print(
                f"{check.verdict}: {case.text}\n   {check.reason}\n   {' | '.join(q.text for q in case.quotes)}"
            )
    passed = verdicts["(sound)"]["supported"] / verdicts["(sound)"].total()
    bar = sorted(overlaps["(sound)"])[int((1 - passed) * len(overlaps["(sound)"]))]
    print(f"{'':30}{'n':>6}{'supported':>11}{'weak':>7}{'unsupported':>13}   overlap >= {bar:.2f}")
    for slip, counts in sorted(verdicts.items()):
        n = counts.total()
        shares = [counts[v] / n for v in ("supported", "weak", "unsupported")]
        by_overlap = sum(value >= bar for value in overlaps[slip]) / n
        print(f"{slip:30}{n:6}{shares[0]:11.3f}{shares[1]:7.3f}{shares[2]:13.3f}{by_overlap:15.3f}")


def overlap(case: Statement) -> float:
    """The plain measure to compare with: the share of content words that the quotes hold."""
    stems = [token.stem for token in content_tokens(case.text)]
    held = {token.stem for quote in case.quotes for token in content_tokens(quote.text)}
    return sum(stem in held for stem in stems) / len(stems) if stems else 0.0


if __name__ == "__main__":
    main()
