"""How an answer came about, on demand: as understood, the route, the passages, the timings."""

from __future__ import annotations

from qa.page.markup import esc, paper_button, shown, tag
from qa.types import Answer, ScoredPassage

_ROUTES = {
    "fact": "a fact: find the sentence that states it",
    "summary": "a summary: the main points of a paper",
    "list": "a list: every paper that qualifies",
    "compare": "a comparison: aspect by aspect",
    "collection": "about the collection: counted over all papers",
    "smalltalk": "small talk: no search",
}
_SHOWN = 8


def trace_html(answer: Answer) -> str:
    """A closed <details> with everything that the program knows about this answer's making."""
    rows = [("Understood as", shown(answer.standalone)), ("Taken for", esc(_ROUTES[answer.route]))]
    if answer.confidence is not None:
        rows.append(("Confidence", f"{answer.confidence:.0%} that the collection answers this"))
    rows.append(("Written by", _writer(answer)))
    if answer.timings:
        rows.append(("Time", _timings(answer)))
    rows += [("Note", shown(note)) for note in answer.trace.notes]
    facts = "".join(tag("dt", name) + tag("dd", value) for name, value in rows)
    summary = tag("summary", f"How it got there{_total(answer)}")
    return tag("details", summary + tag("dl", facts) + _passages(answer.trace.passages), class_="how")


def _writer(answer: Answer) -> str:
    if answer.engine == "extractive":
        return "no model: exact sentences of the abstracts"
    used = ", ".join(f"{count:,} {esc(name)}" for name, count in answer.usage.items())
    return f"{esc(answer.engine)}, each sentence checked against the quotes" + (f" ({used})" if used else "")


def _timings(answer: Answer) -> str:
    laps = [f"{esc(name)} {_seconds(value)}" for name, value in answer.timings.items() if name != "total"]
    total = answer.timings.get("total")
    return ", ".join(laps) + (f"; in total {_seconds(total)}" if total is not None else "")


def _total(answer: Answer) -> str:
    total = answer.timings.get("total")
    return "" if total is None else f" · {_seconds(total)}"


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def _passages(passages: tuple[ScoredPassage, ...]) -> str:
    if not passages:
        return ""
    items = "".join(
        tag(
            "li",
            tag("span", f"{p.score:.2f}", class_="score")
            + paper_button(p.title, p.paper_id)
            + tag("p", shown(p.text)),
        )
        for p in passages[:_SHOWN]
    )
    more = f" (first {_SHOWN} of {len(passages)})" if len(passages) > _SHOWN else ""
    return tag("h3", f"Passages read, with their scores{more}") + tag("ol", items, class_="passages")
