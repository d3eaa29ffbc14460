"""One method an event: what the visitor did -> what the page shows. No Gradio in here.

Each returns or yields plain dictionaries that the page's script takes apart; ``kind`` says
what it is. Markup in them comes from the views, so it is escaped; the rest is data.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ParamSpec

from qa.errors import QAError
from qa.page import collection_view, export, feedback, incoming
from qa.page.answer_view import answer_html, draft_html, suggestions_html
from qa.page.library import MAP_PAPERS, Library
from qa.page.map_view import map_html
from qa.page.saved import turns_of
from qa.page.sources_view import sources_html
from qa.page.upload import formats_html
from qa.page.visits import Visit, Visits
from qa.smalltalk import smalltalk_kind
from qa.types import Answer, Checked, Event, Paper, Sentence, Stage, Turn

Payload = dict[str, Any]
Data = Mapping[str, Any]
P = ParamSpec("P")

_LOG = logging.getLogger("qa.page")
_SERIAL = itertools.count(1)
BROKEN = "Something went wrong here; the program's log has the details. Nothing was lost: try again."
_LOST = ("help", "greeting", "identity")  # small talk that is met with questions to click
_STAGES = {
    "understand": "Understanding the question",
    "search": "Searching",
    "read": "Reading the abstracts",
    "write": "Writing",
    "check": "Checking against the quotes",
}


def message(kind: str, **values: object) -> Payload:
    """A payload; the serial makes two equal ones differ, so that the page notices the second."""
    return {"kind": kind, "serial": next(_SERIAL), **values}


def told(error: Exception) -> str:
    """What a visitor is told of an error: ours in its own words, others without internals."""
    if isinstance(error, QAError):
        return str(error)
    _LOG.error("an event of the page failed", exc_info=error)
    return BROKEN


def answering(handler: Callable[P, Payload]) -> Callable[P, Payload]:
    """A handler whose errors become a note on the page."""

    def safe(*args: P.args, **kwargs: P.kwargs) -> Payload:
        try:
            return handler(*args, **kwargs)
        except Exception as error:
            return message("note", text=told(error), bad=True)

    return safe


class Handlers:
    """The events of all visitors. ``feedback_folder`` is where opinions are kept."""

    def __init__(self, visits: Visits, feedback_folder: Path) -> None:
        self.visits, self._folder = visits, feedback_folder

    def hello(self, session: str) -> Payload:
        """What a page needs to know before anything is asked."""
        return hello(self.visits.of(session).library)

    def ask(self, data: Data, session: str) -> Iterator[Payload]:
        """The turn as it grows: the stage, sentences as they are checked, at last the answer.

        Nothing more of it once it is stopped; whoever leaves the assistant's events stops its model.
        """
        visit = self.visits.of(session)
        asked = incoming.Ask.of(data)
        turn = asked.turn or visit.next_turn()
        visit.turns.pop(asked.replace or 0, None)
        history = list(visit.turns.values())
        if asked.prior > len(history) or asked.digest not in ("", visit.library.digest):
            yield message("stale")  # started again, or forgotten among many: the page has to begin anew
            return
        try:
            events = visit.library.assistant.stream(asked.question, history, asked.filters, asked.quotes_only)
            for payload, answer in _told_events(events, turn, visit.library):
                if turn <= visit.stopped:
                    return
                if answer:
                    visit.turns[turn] = Turn(answer.question, answer)
                yield payload
        except Exception as error:
            yield message("turn", turn=turn, state="failed", note=told(error))

    @answering
    def restore(self, data: Data, session: str) -> Payload:
        """A conversation that the browser kept; only what still holds in this collection comes back."""
        visit = self.visits.of(session)
        turns, dropped = turns_of(data.get("saved"), visit.library.papers)
        visit.turns = dict(enumerate(turns.values(), 1))
        shown = [
            {**_finished(t.answer, n, visit.library), "place": place}
            for place, (n, t) in zip(turns, visit.turns.items(), strict=True)
            if isinstance(t.answer, Answer)
        ]
        return message("restored", turns=shown, dropped=dropped)

    @answering
    def clear(self, data: Data, session: str) -> Payload:
        """A new conversation about the same collection; or only a stopped turn is forgotten.

        Turns asked since stay: what the browser sends may arrive in another order.
        """
        visit = self.visits.of(session)
        visit.stop(incoming.number(data, "first") or 1, incoming.number(data, "last") or 0)
        return message("cleared")

    @answering
    def leave(self, data: Data, session: str) -> Payload:
        """A visitor closes their own papers and is back at the collection of all."""
        del data
        self.visits.leave(session)
        return self.hello(session)

    @answering
    def table(self, data: Data, session: str) -> Payload:
        """Rows of the collection's table."""
        library = self.visits.of(session).library
        papers = library.assistant.papers
        start, topic = incoming.number(data, "start") or 0, incoming.number(data, "topic")
        found = collection_view.chosen(papers, incoming.filters(data), incoming.text(data, "order", 20))
        if topic is not None:
            topics = library.atlas.topic_of
            found = [paper for paper in found if topics.get(paper.id) == topic]
        authors, years = any(p.authors for p in papers), any(p.year for p in papers)
        return message(
            "rows", html=collection_view.rows_html(found, start, authors, years), start=start, authors=authors,
            years=years, count=collection_view.count_text(len(found), len(papers)),
            more=len(found) > start + collection_view.PAGE, found=[paper.id for paper in found[:MAP_PAPERS]],
            matching=len(found),
        )  # fmt: skip

    @answering
    def atlas(self, data: Data, session: str) -> Payload:
        """The map."""
        del data
        library = self.visits.of(session).library
        return message("map", html=map_html(library.atlas, len(library.papers)))

    @answering
    def paper(self, data: Data, session: str) -> Payload:
        """One paper's page, by id or by title."""
        library = self.visits.of(session).library
        paper = _paper(data, library)
        if paper is None:
            return message("note", text="This paper is not in the collection that is open now.", bad=True)
        return message("paper", html=collection_view.paper_html(paper, library), id=paper.id)

    @answering
    def export(self, data: Data, session: str) -> Payload:
        """A file to save or to copy: Markdown, or a bibliography of what was cited."""
        visit = self.visits.of(session)
        file = _file(data, visit)
        if file is None:
            return message("note", text="There is nothing to export yet: no paper was cited.", bad=True)
        return message("file", name=file.name, mime=file.mime, text=file.text, copy=data.get("copy") is True)

    @answering
    def feedback(self, data: Data, session: str) -> Payload:
        """An opinion on one answer, kept for evals. Nothing of a visitor's own collection is kept."""
        visit = self.visits.of(session)
        turn, kind = incoming.number(data, "turn") or 0, data.get("opinion")
        answer = visit.turns[turn].answer if turn in visit.turns else None
        if kind not in feedback.KINDS or not isinstance(answer, Answer):
            return message("note", text="That answer is no longer here.", bad=True)
        if visit.library.own:
            return message(
                "note", text="Thank you. About your own papers nothing is kept, so this was not recorded."
            )
        kept = feedback.record(self._folder, kind, answer, incoming.text(data, "comment"))
        if not kept:
            return message("note", text="The feedback file is full; this was not kept.", bad=True)
        return message("opinion", text="Thank you, noted.", turn=turn, opinion=kind)


def hello(library: Library) -> Payload:
    """The collection in numbers, its examples, and who writes the answers."""
    assistant = library.assistant
    return message(
        "hello",
        name=library.name,
        papers=len(assistant.papers),
        own=library.own,
        model="" if assistant.llm is None else assistant.engine,
        examples=[example._asdict() for example in library.examples],
        digest=library.digest,
        formats=formats_html(),
    )


def _told_events(
    events: Iterator[Event], turn: int, library: Library
) -> Iterator[tuple[Payload, Answer | None]]:
    """Each event as a payload, and the answer where it is the last."""
    kept: list[Sentence] = []
    removed = 0
    stage = ""
    for event in events:
        if isinstance(event, Answer):
            yield _finished(event, turn, library), event
            return
        if isinstance(event, Stage):
            stage = _STAGES.get(event.name, event.name)
        elif isinstance(event, Checked):
            removed += event.removed
            kept += [] if event.removed else [event.sentence]
        yield message("turn", turn=turn, state="working", stage=stage, html=draft_html(kept, removed)), None


def _finished(answer: Answer, turn: int, library: Library) -> Payload:
    html = answer_html(answer, turn)
    if answer.route == "smalltalk" and smalltalk_kind(answer.question) in _LOST:
        html += suggestions_html([example.question for example in library.examples])
    return message(
        "turn", turn=turn, state="done", question=answer.question, html=html,
        standalone=answer.standalone if answer.trace.rewritten else answer.question,
        sources=sources_html(answer, library.papers, turn), text=answer.text,
        cited=[c.paper_id for c in answer.citations], abstained=answer.abstention is not None,
        saved=None if library.own else answer.as_dict(),
    )  # fmt: skip


def _paper(data: Data, library: Library) -> Paper | None:
    return library.papers.get(incoming.text(data, "id", 500)) or library.by_title(
        incoming.text(data, "title", 2000)
    )


def _file(data: Data, visit: Visit) -> export.File | None:
    form, turn = incoming.text(data, "format", 20), incoming.number(data, "turn")
    turns = [told for number, told in visit.turns.items() if turn in (None, number)]
    papers = visit.library.papers
    if form == "markdown":
        text = export.conversation_markdown(turns, papers, visit.library.name)
        return export.File("answers.md", "text/markdown", text) if turns else None
    wanted = papers.get(incoming.text(data, "id", 500))
    cited = [wanted] if wanted else export.cited_papers(turns, papers)
    return export.bibliography(form, cited) if cited and form in export.BIBLIOGRAPHIES else None
