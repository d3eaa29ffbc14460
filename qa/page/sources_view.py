"""The sources pane: each cited paper with its whole abstract, the exact quotes highlighted in it."""

from __future__ import annotations

from collections.abc import Mapping

from qa.mentions import links
from qa.page.markup import Span, button, esc, link, merged, paper_button, shown, tag, whole
from qa.types import Answer, Citation, Paper

_DOI = "https://doi.org/"


def sources_html(answer: Answer, papers: Mapping[str, Paper], turn: int) -> str:
    """The pane for one answer: its sources in citation order, or what was nearest; empty without either."""
    cited = [(c, papers[c.paper_id]) for c in answer.citations if c.paper_id in papers]
    if cited:
        n = len(cited)
        head = f"{n} paper{'' if n == 1 else 's'} cited"
        body = "".join(source_html(c, paper, answer, turn) for c, paper in cited)
    else:
        by_title = {paper.title: paper for paper in papers.values()}
        near = [by_title[t] for t in answer.abstention.nearest if t in by_title] if answer.abstention else []
        if not near:
            return ""
        head = "Nearest papers, not cited"
        body = "".join(
            tag("article", _head(p, "") + abstract_html(p, ()) + _tools(p), class_="source") for p in near
        )
    label = f"Sources of answer {turn}"
    return tag("section", tag("h2", esc(head)) + body, class_="sources", data_turn=turn, aria_label=label)


def source_html(citation: Citation, paper: Paper, answer: Answer, turn: int) -> str:
    """One cited paper: number, title, links, why it was cited, its abstract with the quotes."""
    spans = tuple((q.start, q.end) for q in citation.quotes)
    number = tag("span", str(citation.number), class_="number")
    why = tag("p", tag("b", "Cited ") + esc(why_cited(citation, answer)), class_="why")
    return tag(
        "article",
        _head(paper, number) + why + abstract_html(paper, spans) + _tools(paper),
        class_="source cited",
        id=f"source-{turn}-{citation.number}",
        tabindex=-1,
        data_number=citation.number,
    )


def why_cited(citation: Citation, answer: Answer) -> str:
    """In words: what the paper was cited for."""
    if citation.why:
        return citation.why
    mine = [i for i, s in enumerate(answer.sentences, 1) if citation.number in s.citations]
    labels = list(dict.fromkeys(answer.sentences[i - 1].label for i in mine if answer.sentences[i - 1].label))
    quotes = len(citation.quotes)
    text = f"with {quotes} quote{'' if quotes == 1 else 's'}" if quotes else "by its title"
    if labels:
        return f"{text}, for {', '.join(labels).lower()}"
    if len(answer.sentences) > 1 and len(mine) <= 6:
        return f"{text}, for sentence{'' if len(mine) == 1 else 's'} {', '.join(map(str, mine))}"
    return text


def facts_html(paper: Paper) -> str:
    """Authors, year, venue and links, as far as known."""
    parts = [esc(_names(paper.authors)), esc(paper.year or ""), shown(paper.venue or "")]
    addresses = [a for a in (paper.url, f"{_DOI}{paper.doi}" if paper.doi else None) if a]
    addresses += [_address(paper.abstract[s.start : s.end]) for s in links(paper.abstract)]
    parts += [link(address) for address in dict.fromkeys(addresses)]
    text = " · ".join(part for part in parts if part)
    return tag("p", text, class_="facts") if text else ""


def abstract_parts(text: str, spans: tuple[Span, ...]) -> str:
    """The whole abstract; quote ``i`` is found by ``data-quote`` on the mark that holds it."""
    out, at = [], 0
    for start, end in merged(whole(text, spans), len(text)):
        held = " ".join(str(i) for i, (s, e) in enumerate(spans) if s < end and e > start)
        out += [shown(text[at:start]), tag("mark", shown(text[start:end]), data_quotes=held)]
        at = end
    return "".join(out) + shown(text[at:])


def _head(paper: Paper, number: str) -> str:
    return tag("h3", number + paper_button(paper.title, paper.id)) + facts_html(paper)


def abstract_html(paper: Paper, spans: tuple[Span, ...]) -> str:
    """The abstract as a paragraph, these spans highlighted."""
    return tag("p", abstract_parts(paper.abstract, spans), class_="abstract")


def _tools(paper: Paper) -> str:
    only = button("Ask about this paper", "limit", data_id=paper.id, data_title=paper.title)
    cite = button("Copy reference", "reference", data_id=paper.id)
    return tag("div", only + cite, class_="tools")


def _names(authors: tuple[str, ...]) -> str:
    return ", ".join(authors[:4]) + (f" and {len(authors) - 4} more" if len(authors) > 4 else "")


def _address(text: str) -> str:
    return text if text.lower().startswith("http") else f"https://{text}"
