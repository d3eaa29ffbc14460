"""What the model is given: numbered sentences by paper, as delimited data, within the budget.

The text of abstracts, titles and questions is data. Sentences stand between lines that hold a
boundary made of a hash of that very text, so no text can contain its own boundary and close it;
a question is one line in quotation marks, and holds no others. Chat-template marks and look-alikes
of our own numbers are defused. The question comes last: what stands before it is then the same
for every question on the same sentences, and a server need not read it again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llama_index.core.base.llms.types import ChatMessage

from qa.prompts import Prompt
from qa.tokens import count_tokens
from qa.types import Paper, Quote, ScoredPassage

# Any token count here is another tokenizer's than the model's; a fifth is kept back for that.
_MARGIN = 0.8
_TEMPLATE_MARKS = re.compile(r"<\||\|>|<{1,2}/?\w+/?>{1,2}|\[/?(?:INST|SYS)\]")
_QUOTATION = re.compile(r"[\"“”„«»]")
_OF_LINES = frozenset({"sources", "history"})
_OUR_NUMBERS = re.compile(r"\[\s*(S\s*\d+)\s*\]", re.IGNORECASE)


@dataclass(frozen=True)
class Briefing:
    """A filled prompt. ``sources`` maps the number n of "[Sn]" to the quote it stands for.

    ``dropped`` are the sentences that did not fit, best first; ``tokens`` counts the prompt's.
    """

    messages: tuple[ChatMessage, ...]
    sources: Mapping[int, Quote]
    dropped: tuple[ScoredPassage, ...]
    tokens: int


def defuse(text: str) -> str:
    """Text as one line without anything that a chat template or our own parser would obey."""
    line = " ".join(text.split())
    line = _TEMPLATE_MARKS.sub(lambda mark: " ".join(mark[0]), line)
    return _OUR_NUMBERS.sub(r"(\1)", line)


def enclosed(lines: str) -> str:
    """Defused lines between two that none of them can be: these hold the text's own hash."""
    boundary = f"=== data {hashlib.sha256(lines.encode()).hexdigest()[:12]} ==="
    return f"{boundary}\n{lines}\n{boundary}"


def quoted(text: str) -> str:
    """A text as one line in quotation marks that it cannot close."""
    bare = _QUOTATION.sub("'", defuse(text))
    return f'"{bare}"'


def fill(prompt: Prompt, *, lines: str, line: str) -> list[ChatMessage]:
    """The prompt's messages, with defused ``lines`` enclosed and ``line`` quoted.

    The one goes into the slot for sources or history, the other into that for a question or sentence.
    """
    values = {slot: enclosed(lines) if slot in _OF_LINES else quoted(line) for slot in prompt.slots}
    return prompt.messages(**values)


def brief(
    prompt: Prompt,
    question: str,
    evidence: Sequence[ScoredPassage],
    papers: Mapping[str, Paper],
    context: int,
    answer_tokens: int,
) -> Briefing:
    """The prompt with as much of the evidence as fits, the lowest ranked dropped first.

    ``evidence`` are sentences, best first. ``context`` is the model's window in tokens, of
    which ``answer_tokens`` are kept for its answer. Whole sentences are dropped, never parts.
    """
    budget = int(context * _MARGIN) - answer_tokens
    ranked = tuple(dict.fromkeys(evidence))
    kept = list(ranked)
    while True:
        sources, text = _numbered(kept, papers)
        messages = tuple(fill(prompt, lines=text, line=question))
        tokens = sum(count_tokens(message.content or "") for message in messages)
        if tokens <= budget or len(kept) <= 1:
            break
        kept.pop()
    if tokens > budget:  # not even one sentence fits: the caller falls back
        sources, kept = {}, []
    return Briefing(messages, sources, ranked[len(kept) :], tokens)


def _numbered(evidence: Sequence[ScoredPassage], papers: Mapping[str, Paper]) -> tuple[dict[int, Quote], str]:
    """Sentences grouped by paper, papers by their best sentence, sentences in reading order."""
    by_paper: dict[str, list[ScoredPassage]] = {}
    for passage in evidence:
        by_paper.setdefault(passage.paper_id, []).append(passage)
    sources: dict[int, Quote] = {}
    lines: list[str] = []
    for paper_id, passages in by_paper.items():
        title = papers[paper_id].title if paper_id in papers else passages[0].title
        lines.append(f'Paper "{defuse(title)}":')
        for passage in sorted(passages, key=lambda p: p.start):
            sources[len(sources) + 1] = Quote(paper_id, passage.start, passage.end, passage.text)
            lines.append(f"[S{len(sources)}] {defuse(passage.text)}")
    return sources, "\n".join(lines)
