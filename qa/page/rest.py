"""The three functions for ``curl``: one request, plain JSON in and out, the login as HTTP Basic.

``gradio_client`` finds the same three under ``/gradio_api``; these routes need no client.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field

from qa.errors import QAError
from qa.page.handlers import BROKEN, told

Functions = Mapping[str, Callable[..., Any]]


class AskBody(BaseModel):
    """The body of ``POST /ask``."""

    model_config = ConfigDict(extra="forbid")
    question: str
    history: list[dict[str, Any]] = Field(default_factory=list)
    paper_ids: list[str] = Field(default_factory=list)
    quotes_only: bool = False


class RetrieveBody(BaseModel):
    """The body of ``POST /retrieve``."""

    model_config = ConfigDict(extra="forbid")
    question: str
    k: int = 10


def make_routes(functions: Functions) -> APIRouter:
    """``POST /ask``, ``POST /retrieve`` and ``GET /papers``; the guard around them asks for the login."""
    router = APIRouter()

    @router.post("/ask")
    def ask(body: AskBody) -> dict[str, Any]:
        return dict(_call(functions["ask"], **body.model_dump()))

    @router.post("/retrieve")
    def retrieve(body: RetrieveBody) -> list[dict[str, Any]]:
        return list(_call(functions["retrieve"], **body.model_dump()))

    @router.get("/papers")
    def papers(words: str = "", start: int = 0, count: int = 100) -> dict[str, Any]:
        return dict(_call(functions["papers"], words=words, start=start, count=count))

    return router


def mistakes(request: Request, error: Exception) -> Response:
    """422 with what is wrong where. FastAPI's own adds what was sent, which may be nothing that JSON can say."""
    del request
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    detail = [{key: each[key] for key in ("loc", "msg", "type")} for each in found]
    return Response(json.dumps({"detail": detail}), 422, media_type="application/json")


def _call(function: Callable[..., Any], **values: Any) -> Any:
    """The function's value; a client's mistake is 422, what went wrong here is 500 without internals."""
    try:
        return function(**values)
    except (QAError, ValueError) as error:
        raise HTTPException(422, str(error)) from None
    except Exception as error:
        told(error)  # into the log
        raise HTTPException(500, BROKEN) from None
