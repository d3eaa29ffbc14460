"""The three functions for machines: HTTP endpoints, and MCP tools where asked for.

Their docstrings and type hints are what clients are shown. Each returns plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

import gradio as gr

from qa.assistant import Assistant
from qa.errors import QAError, QuestionError
from qa.page.handlers import told
from qa.page.saved import history_of
from qa.types import Filters, Paper

MAX_K = 100
MAX_HISTORY = 50
MAX_PAGE = 500


def make_endpoints(assistant: Assistant) -> dict[str, Callable[..., Any]]:
    """``ask``, ``retrieve`` and ``papers`` on this assistant, by name."""
    papers_by_id = {paper.id: paper for paper in assistant.papers}

    def ask(
        question: str,
        history: list[dict[str, Any]] | None = None,
        paper_ids: list[str] | None = None,
        quotes_only: bool = False,
    ) -> dict[str, Any]:
        """Answers a question about the collection of paper abstracts; every sentence cites exact quotes.

        Args:
            question: The question, in English. A follow-up may lean on the history.
            history: Earlier turns, oldest first, each {"question": ..., "answer": text or an earlier result}.
            paper_ids: Limits the question to these papers; all papers when empty.
            quotes_only: Leaves a configured language model out of it.
        """
        turns = history_of((history or [])[-MAX_HISTORY:], papers_by_id)
        limits = Filters(paper_ids=tuple(paper_ids or ()))
        return assistant.ask(question, turns, limits, quotes_only).as_dict()

    def retrieve(question: str, k: int = 10) -> list[dict[str, Any]]:
        """Finds the papers nearest to a question, best first, each with its best passage.

        Args:
            question: What to look for.
            k: How many papers, 1 to 100.
        """
        if not 1 <= k <= MAX_K:
            raise ValueError(f"k must be 1 to {MAX_K}, not {k}")
        refused = assistant.refused(question)
        if refused:
            raise QuestionError(refused.message)
        found = assistant.retrieve(question, k)
        return [
            {
                "paper_id": p.paper_id,
                "title": p.title,
                "score": p.score,
                "start": p.start,
                "end": p.end,
                "text": p.text,
            }
            for p in found
        ]

    def papers(words: str = "", start: int = 0, count: int = 100) -> dict[str, Any]:
        """Lists the papers of the collection with their abstracts.

        Args:
            words: Only papers whose title or abstract has all of these words; all papers when empty.
            start: How many to skip.
            count: How many to give at most, 1 to 500.
        """
        if start < 0 or not 1 <= count <= MAX_PAGE:
            raise ValueError(f"start must not be negative, and count must be 1 to {MAX_PAGE}")
        found = [paper for paper in assistant.papers if Filters(words=words).admits(paper)]
        return {
            "total": len(found),
            "start": start,
            "papers": [_paper(p) for p in found[start : start + count]],
        }

    return {function.__name__: function for function in (ask, retrieve, papers)}


def for_gradio(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with errors that a client may read (the others stay in the log)."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except (QAError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from None
        except Exception as error:
            raise gr.Error(told(error), print_exception=False) from None

    return call


def _paper(paper: Paper) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(paper).items()}


def json_for_mcp(server: Any) -> None:
    """Lets Gradio's MCP server answer in JSON; by itself it sends Python's notation of a dictionary."""

    def in_json(data: list[Any], root_url: str) -> list[Any]:
        del root_url  # for files, of which there are none
        return [
            server.types.TextContent(type="text", text=json.dumps(value, ensure_ascii=False))
            for value in data
        ]

    server.postprocess_output_data = in_json
