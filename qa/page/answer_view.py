"""An answer as HTML: sentences with their citations and verdicts, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, zip_longest

from qa.display import readable
from qa.page.markup import button, esc, inline, marked, paper_button, plain_notice, shown, tag
from qa.page.trace_view import trace_html
from qa.types import Abstention, Answer, Citation, Quote, Route, Sentence

_LAST_WORD = 24  # characters that are kept on a line with the numbers at most
FIRST_ITEMS = 12  # of a long list; the rest opens on demand

_VERDICTS = {
    "supported": ("✓", "Supported: the quoted abstract says this."),
    "weak": ("≈", "Weakly supported: compare it with the quote."),
    "unsupported": ("✗", "Not supported by the quotes."),
}
_REASONS = {
    "off_topic": "Not a topic of this collection",
    "not_in_collection": "Not in this collection",
    "not_stated": "The abstract does not say",
    "no_match": "No paper qualifies",
    "not_a_question": "Nothing to look up",
    "language": "English only",
}
_UNRECORDED = "Not recorded"  # of no paper: no abstract in particular is silent


def answer_html(answer: Answer, turn: int) -> str:
    """Everything of an answer but its tools: notice, lead, body, what was removed, how it came about."""
    parts = []
    if answer.trace.rewritten and answer.standalone != answer.question:
        parts.append(tag("p", f"Understood as: {tag('q', shown(answer.standalone))}", class_="understood"))
    if answer.notice:
        parts.append(tag("p", plain_notice(answer.notice), class_="notice", role="note"))
    if answer.lead:
        parts.append(lead_html(answer))
    if answer.abstention:
        parts.append(abstention_html(answer.abstention, answer.route))
    if answer.sentences:
        body = _BODIES[answer.shape](answer, turn)
        parts.append(tag("div", body, class_=f"body shape-{answer.shape}"))
    parts.append(removed_html(answer.removed))
    if answer.route != "smalltalk":  # nothing was searched: there is nothing to show of it
        parts.append(trace_html(answer))
    return "".join(parts)


def lead_html(answer: Answer) -> str:
    """The line that the program computed; small talk is plain text, with its list as a list."""
    if answer.route != "smalltalk":
        return tag("p", inline(answer.lead), class_="lead")
    parts = []
    for listed, lines in groupby(answer.lead.splitlines(), key=lambda line: line.startswith("- ")):
        if listed:
            parts.append(tag("ul", "".join(tag("li", inline(line[2:])) for line in lines), class_="plain"))
        else:
            parts += [tag("p", inline(line)) for line in lines if line.strip()]
    return "".join(parts)


def draft_html(sentences: Sequence[Sentence], removed: int) -> str:
    """What has passed the check so far; numbers lead to sources once the answer is complete."""
    parts = []
    for sentence in sentences:
        numbers = "".join(tag("span", f"[{n}]", class_="chip waiting") for n in sentence.citations)
        parts.append(tag("span", f"{shown(sentence.text)} {numbers}", class_="sentence"))
    gone = tag("p", f"{removed} removed as unsupported", class_="muted") if removed else ""
    return tag("div", tag("p", " ".join(parts)), class_="body shape-prose") + gone if parts or gone else ""


def sentence_html(sentence: Sentence, citations: Mapping[int, Citation], turn: int) -> str:
    """A sentence: decisive words set off, numbers to its sources, the verdict of the check."""
    chips = "".join(chip_html(citations[n], sentence, turn) for n in sentence.citations if n in citations)
    sign, meaning = _VERDICTS[sentence.verdict]
    meaning = sentence.reason or meaning
    verdict = tag(
        "span", sign, class_="verdict", title=meaning, role="img", aria_label=f"({sentence.verdict})"
    )
    ends = f"\u00a0{chips}{verdict}" if chips or sentence.verdict != "supported" else ""
    cut = _last_word(sentence.text)  # it keeps its numbers: a line never begins with them alone
    before = marked(sentence.text[:cut], sentence.marks, "strong")
    after = marked(sentence.text[cut:], [(start - cut, end - cut) for start, end in sentence.marks], "strong")
    why = ""
    if sentence.verdict != "supported" and sentence.reason:
        why = tag("span", f" {esc(sentence.reason)}", class_="why-weak")
    return tag(
        "span", before + tag("span", after + ends, class_="ends") + why, class_=f"sentence {sentence.verdict}"
    )


def _last_word(text: str) -> int:
    """Where the last word begins; of a long one (an address) the last part that can stand on a line."""
    begin = text.rfind(" ") + 1
    if len(text) - begin <= _LAST_WORD:
        return begin
    rest = len(text) - _LAST_WORD
    parts = [match.end() for match in re.finditer(r"[/_.-]", text[rest:-1])]
    return rest + (parts[0] if parts else 0)


def chip_html(citation: Citation, sentence: Sentence, turn: int) -> str:
    """[n]: hover or focus shows title and quote, a click goes to the quote in its abstract."""
    at = quote_of(sentence, citation)
    quote = citation.quotes[at].text if at is not None else ""
    number = f'<span class="bracket">[</span>{citation.number}<span class="bracket">]</span>'
    return tag(
        "button", number, type="button", class_="chip", data_do="cite", data_turn=turn, data_number=citation.number,
        data_quote=at, data_title=_read(citation.title), data_text=_read(quote),
        aria_label=f"[{citation.number}] Source: {_read(citation.title)}",
    )  # fmt: skip


def quote_of(sentence: Sentence, citation: Citation) -> int | None:
    """Which quote of the paper backs this sentence: the one that shares most of its words."""
    if not citation.quotes:
        return None
    words = _words(sentence.text)

    def likeness(quote: Quote) -> tuple[bool, float]:
        same = quote.text in sentence.text or sentence.text in quote.text
        theirs = _words(quote.text)
        return same, len(words & theirs) / max(1, len(words | theirs))

    return max(range(len(citation.quotes)), key=lambda i: likeness(citation.quotes[i]))


def abstention_html(abstention: Abstention, route: Route) -> str:
    """Why there is no answer, what is nearest, and what to ask instead."""
    unrecorded = route == "collection" and abstention.reason == "not_stated" and not abstention.nearest
    parts = [
        tag("h3", esc(_UNRECORDED if unrecorded else _REASONS[abstention.reason])),
        tag("p", inline(abstention.message)),
    ]
    if abstention.nearest:
        said = [tag("blockquote", esc(readable(quote.text))) for quote in abstention.quotes]
        titles = "".join(
            tag("li", paper_button(title) + quote)
            for title, quote in zip_longest(abstention.nearest, said, fillvalue="")
        )
        parts.append(tag("h4", "Nearest in the collection") + tag("ul", titles, class_="nearest"))
    if abstention.suggestions:
        parts.append(tag("h4", "You could ask instead") + suggestions_html(abstention.suggestions))
    return tag("div", "".join(parts), class_="abstention", data_reason=abstention.reason)


def suggestions_html(questions: Sequence[str]) -> str:
    """Questions to click."""
    asks = (button(question, "ask", class_="suggestion", data_question=question) for question in questions)
    return tag("div", "".join(asks), class_="suggestions")


def removed_html(removed: Sequence[Sentence]) -> str:
    """What the check took out, on demand."""
    if not removed:
        return ""
    items = "".join(
        tag(
            "li",
            tag("del", shown(s.text))
            + (tag("span", f" {esc(s.reason)}", class_="why-weak") if s.reason else ""),
        )
        for s in removed
    )
    n = len(removed)
    summary = f"{n} sentence{'' if n == 1 else 's'} removed as unsupported"
    return tag("details", tag("summary", summary) + tag("ul", items), class_="removed")


def _prose(answer: Answer, turn: int) -> str:
    by_number = {c.number: c for c in answer.citations}
    parts = []
    for sentence in answer.sentences:
        label = tag("span", f"{shown(sentence.label)}: ", class_="label") if sentence.label else ""
        parts.append(label + sentence_html(sentence, by_number, turn))
    return tag("p", " ".join(parts))


def _sections(answer: Answer, turn: int) -> str:
    by_number = {c.number: c for c in answer.citations}
    parts = []
    for label, group in groupby(answer.sentences, key=lambda s: s.label):
        text = " ".join(sentence_html(s, by_number, turn) for s in group)
        parts.append(tag("section", (tag("h3", shown(label)) if label else "") + tag("p", text)))
    return "".join(parts)


def _list(answer: Answer, turn: int) -> str:
    by_number = {c.number: c for c in answer.citations}
    items = []
    for numbers, group in groupby(answer.sentences, key=lambda s: s.citations):
        citation = by_number.get(numbers[0]) if numbers else None
        title = paper_button(citation.title, citation.paper_id, "title") if citation else ""
        text = " ".join(sentence_html(s, by_number, turn) for s in group)
        items.append(tag("li", title + tag("p", text)))
    first = tag("ol", "".join(items[:FIRST_ITEMS]))
    if len(items) <= FIRST_ITEMS:
        return first
    rest = tag("ol", "".join(items[FIRST_ITEMS:]), start=FIRST_ITEMS + 1)
    return first + tag(
        "details", tag("summary", f"Show the other {len(items) - FIRST_ITEMS}") + rest, class_="rest"
    )


def _table(answer: Answer, turn: int) -> str:
    """One row an aspect, one column a paper; a missing cell says so."""
    by_number = {c.number: c for c in answer.citations}
    numbers = [n for n in dict.fromkeys(n for s in answer.sentences for n in s.citations) if n in by_number]
    head = "".join(_column_head(by_number[n], turn) for n in numbers)
    rows = [tag("thead", tag("tr", tag("td", "") + head))]
    for label in dict.fromkeys(s.label for s in answer.sentences):
        cells = [tag("th", shown(label), scope="row")]
        for number in numbers:
            said = [s for s in answer.sentences if s.label == label and number in s.citations]
            text = " ".join(sentence_html(s, by_number, turn) for s in said)
            missing = tag("span", "the abstract does not say", class_="missing")
            cells.append(tag("td", text or missing, data_label=_read(by_number[number].title)))
        rows.append(tag("tr", "".join(cells)))
    table = tag("table", rows[0] + tag("tbody", "".join(rows[1:])))
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label="Comparison")


def _column_head(citation: Citation, turn: int) -> str:
    chip = chip_html(citation, Sentence("", (citation.number,)), turn)
    return tag("th", tag("div", chip + paper_button(citation.title, citation.paper_id)), scope="col")


_BODIES: Mapping[str, Callable[[Answer, int], str]] = {
    "prose": _prose, "sections": _sections, "list": _list, "table": _table,
}  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _read(text: str) -> str:
    """Corpus text for an attribute: cleaned; ``tag`` escapes it."""
    return " ".join(readable(text).split())
