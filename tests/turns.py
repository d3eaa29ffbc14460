"""Earlier exchanges of a conversation."""

from __future__ import annotations

from collections.abc import Mapping

from qa.types import Answer, Citation, Paper, Route, Sentence, Shape, Trace, Turn


def quoting_turn(
    papers: Mapping[str, Paper], question: str, *ids: str, route: Route = "fact", shape: Shape = "prose"
) -> Turn:
    """An exchange whose answer quotes these papers whole."""
    cited = tuple(Citation(n, pid, papers[pid].title, ()) for n, pid in enumerate(ids, start=1))
    said = tuple(Sentence(papers[c.paper_id].abstract, (c.number,)) for c in cited)
    return Turn(question, Answer(question, question, "", said, cited, shape=shape, trace=Trace(route=route)))
