"""First checker: characters, numbers and names. No model, no weights, no dictionary.

A sentence is *verbatim* when a quote that it cites holds it word for word, *covered* when all
its numbers stand in those quotes, all its names there or in the papers' titles, and most of
its other words there; *elsewhere* when the same holds only of the whole abstracts; else
*unsupported*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.text import fold
from qa.types import Answer, Paper, Sentence

Verdict = Literal["verbatim", "covered", "elsewhere", "unsupported"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"\b(?:[A-Z][\w+]*[A-Z\d+][\w+]*|[A-Za-z]+\d[\w+]*)")
_WORD = re.compile(r"[a-z]{4,}")
_ELLIPSIS = re.compile(r"\s*(?:\[?\.\.\.\]?|…)\s*")
_MOST = 0.6  # share of the other words: a paraphrase changes some, a claim from nowhere most
_STEM = 5  # letters that decide whether two words are the same one


@dataclass(frozen=True)
class Finding:
    """What was found of a sentence, and the first thing that its sources lack."""

    verdict: Verdict
    lacking: str = ""

    @property
    def grounded(self) -> bool:
        """Whether the cited quotes support it."""
        return self.verdict in ("verbatim", "covered")


def quotes_exact(answer: Answer, papers: Mapping[str, Paper]) -> float | None:
    """Share of the quotes with ``abstract[start:end] == text``, in the paper that the citation names."""
    quotes = [(citation, quote) for citation in answer.citations for quote in citation.quotes]
    if not quotes:
        return None
    exact = [
        quote.paper_id == citation.paper_id
        and quote.paper_id in papers
        and 0 <= quote.start < quote.end
        and papers[quote.paper_id].abstract[quote.start : quote.end] == quote.text
        for citation, quote in quotes
    ]
    return sum(exact) / len(exact)


def check_answer(answer: Answer, papers: Mapping[str, Paper]) -> list[Finding]:
    """A finding for each sentence of an answer, from what each cites."""
    return [check_sentence(answer, sentence, sentence.citations, papers) for sentence in answer.sentences]


def check_sentence(
    answer: Answer, sentence: Sentence, numbers: Sequence[int], papers: Mapping[str, Paper]
) -> Finding:
    """A sentence against the quotes of the citations with these numbers, then their whole abstracts."""
    cited = [c for c in answer.citations if c.number in numbers]
    if not cited or len({c.number for c in cited}) < len(set(numbers)):
        return Finding("unsupported", "a citation")
    quotes = [quote.text for citation in cited for quote in citation.quotes]
    sources = [papers[c.paper_id] for c in cited if c.paper_id in papers]
    titles = [paper.title for paper in sources]
    finding = check_text(sentence.text, quotes, titles)
    if not finding.grounded and check_text(sentence.text, [p.abstract for p in sources], titles).grounded:
        return Finding("elsewhere", finding.lacking)
    return finding


def check_text(text: str, sources: Sequence[str], titles: Sequence[str] = ()) -> Finding:
    """A text against source texts, whatever they are: verbatim, covered or unsupported."""
    pieces = [_squeeze(piece) for piece in _ELLIPSIS.split(text) if piece.strip()]
    squeezed = [_squeeze(source) for source in sources]
    if pieces and any(all(piece in source for piece in pieces) for source in squeezed):
        return Finding("verbatim")
    whole = fold(" ".join(sources))
    lacking = _first_lacking(text, whole, fold(" ".join(titles)))
    return Finding("unsupported", lacking) if lacking else Finding("covered")


def _first_lacking(text: str, source: str, titles: str) -> str:
    """The first number, name or run of words of ``text`` that the source lacks; empty when none."""
    numbers = set(_NUMBER.findall(source))
    for number in _NUMBER.findall(fold(text)):
        if number not in numbers:
            return str(number)
    both = re.sub(r"[^\w+]+", " ", f"{source} {titles}").replace(" ", "")
    for name in _NAME.findall(text):
        if re.sub(r"[^\w+]+", "", fold(name)) not in both:
            return str(name)
    known = {word[:_STEM] for word in _WORD.findall(source)}
    words = [word[:_STEM] for word in _WORD.findall(fold(text))]
    missing = [word for word in words if word not in known]
    return str(missing[0]) if missing and len(missing) > (1 - _MOST) * len(words) else ""


def _squeeze(text: str) -> str:
    """Letters and digits and the marks that change a value; so that typography does not matter."""
    return re.sub(r"[^\w%.,<>=+/-]", "", fold(text)).strip(".,")
