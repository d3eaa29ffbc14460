"""Answer -> Markdown. Corpus text and questions are escaped: they are shown, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest

from qa.display import readable
from qa.types import Abstention, Citation, Draft, Sentence

# Only what Markdown would act on is escaped, so that "C#", "~33%" and "a_b" stay searchable:
# emphasis, code, tags, links, table bars, strike-through, display mathematics.
_MARKDOWN_ACTIVE = re.compile(
    r"([\\`*|]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|\[(?=[^\]]*\][(\[:])|~(?=~)|(?<=~)~|\$(?=\$)|(?<=\$)\$|&(?=#?\w+;))"
)
_LINE_START = re.compile(r"^(\d+(?=[.)]\s)|(?=[-+>#=]))")


def escape_markdown(text: str) -> str:
    """``text`` so that Markdown shows it as it is, on one line."""
    return _LINE_START.sub(r"\1\\", escape_part(" ".join(text.split())))


def answer_text(draft: Draft, citations: Sequence[Citation]) -> str:
    """The Markdown of an answer: lead, sentences with ``[n]``, then the titles."""
    titles = {citation.number: citation.title for citation in citations}
    body = _BODIES[draft.shape](draft.sentences, titles)
    parts = [draft.notice and f"_{escape_markdown(draft.notice)}_", draft.lead, body]
    if draft.sentences and draft.shape != "list":
        parts.append("\n".join(f"[{n}] *{title_text(title)}*  " for n, title in titles.items()).rstrip())
    return "\n\n".join(part for part in parts if part)


def abstention_text(abstention: Abstention) -> str:
    """The Markdown of an abstention: the reason, the nearest titles, what to ask instead."""
    parts = [abstention.message]
    if abstention.nearest:
        said = [f": “{escape_part(readable(quote.text))}”" for quote in abstention.quotes]
        titles = "\n".join(
            f"- *{title_text(title)}*{quote}"
            for title, quote in zip_longest(abstention.nearest, said, fillvalue="")
        )
        parts.append(f"Nearest in the collection:\n\n{titles}")
    if abstention.suggestions:
        parts.append(
            "You could ask:\n\n" + "\n".join(f"- {escape_markdown(s)}" for s in abstention.suggestions)
        )
    return "\n\n".join(parts)


def title_text(title: str) -> str:
    """A title for Markdown: readable and escaped."""
    return escape_markdown(readable(title))


def sentence_text(sentence: Sentence, *, opens: bool = False) -> str:
    """A sentence for Markdown with its numbers behind it, and what speaks against it, if anything does.

    The decisive words are not set off here, so that the text can be searched and copied;
    those who render with marks take them from ``sentence.marks``. ``opens``: it stands at the start of a line.
    """
    said = readable(sentence.text)
    said = escape_markdown(said) if opens else escape_part(" ".join(said.split()))
    numbers = "".join(f"[{number}]" for number in sentence.citations)
    doubt = f"({escape_markdown(sentence.reason)})" if sentence.verdict == "weak" and sentence.reason else ""
    return " ".join(filter(None, [said, numbers, doubt]))


def escape_part(text: str) -> str:
    """Like :func:`escape_markdown` for a piece within a line: the spaces at its ends stay."""
    return _MARKDOWN_ACTIVE.sub(r"\\\1", text.replace("\n", " "))


def _prose(sentences: Sequence[Sentence], titles: Mapping[int, str]) -> str:
    del titles
    parts: list[str] = []
    for sentence in sentences:
        label = f"{title_text(sentence.label)}: " if sentence.label else ""
        parts.append(f"{label}{sentence_text(sentence, opens=not (label or parts))}")
    return " ".join(parts)


def _sections(sentences: Sequence[Sentence], titles: Mapping[int, str]) -> str:
    del titles
    parts = []
    for label, group in groupby(sentences, key=lambda s: s.label):
        parts.append(f"**{title_text(label)}.** {' '.join(sentence_text(s) for s in group)}")
    return "\n\n".join(parts)


def _list(sentences: Sequence[Sentence], titles: Mapping[int, str]) -> str:
    lines = []
    for numbers, group in groupby(sentences, key=lambda s: s.citations):
        title = title_text(titles.get(numbers[0], "")) if numbers else ""
        quotes = " ".join(sentence_text(s, opens=not title and not n) for n, s in enumerate(group))
        lines.append(f"- *{title}*: {quotes}" if title else f"- {quotes}")
    return "\n".join(lines)


def _table(sentences: Sequence[Sentence], titles: Mapping[int, str]) -> str:
    """One row an aspect, one column a paper; a missing cell says so."""
    numbers = list(dict.fromkeys(n for s in sentences for n in s.citations))
    head = "| | " + " | ".join(f"{title_text(titles.get(n, ''))} [{n}]" for n in numbers) + " |"
    rows = [head, "|" + "---|" * (len(numbers) + 1)]
    for label in dict.fromkeys(s.label for s in sentences):
        cells = []
        for number in numbers:
            cell = [sentence_text(s) for s in sentences if s.label == label and number in s.citations]
            cells.append(" ".join(cell) or "the abstract does not say")
        rows.append(f"| **{title_text(label)}** | " + " | ".join(cells) + " |")
    return "\n".join(rows)


_BODIES = {"prose": _prose, "sections": _sections, "list": _list, "table": _table}
