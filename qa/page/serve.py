"""The page on an address: the guard around it, a login where it is needed, one line when it is up."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from qa.page import endpoints, layout
from qa.page.address import Address
from qa.page.rest import Functions, make_routes, mistakes
from qa.page.safety import Guard, Limits

MAX_UPLOAD = "20mb"


def make_app(
    page: gr.Blocks,
    functions: Functions,
    login: tuple[str, str] | None,
    mcp: bool,
    limits: Limits | None = None,
) -> Guard:
    """The page as an ASGI application, guarded."""
    shut: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    outer = FastAPI(**shut)
    outer.add_exception_handler(RequestValidationError, mistakes)
    outer.include_router(make_routes(functions))
    app = gr.mount_gradio_app(
        outer, page, "/", auth=login, show_error=False, max_file_size=MAX_UPLOAD, ssr_mode=False,
        footer_links=[], mcp_server=mcp, css=layout.css(), head=layout.head(), app_kwargs=shut, run_history=False,
        enable_monitoring=False, pwa=False,
    )  # fmt: skip
    if mcp:
        endpoints.json_for_mcp(page.mcp_server_obj)
    return Guard(app, limits, login)


def serve(app: Guard, address: Address, ready: Callable[[], None]) -> None:
    """Serves until it is told to stop; calls ``ready`` when the first visitor could come."""
    for noisy in ("httpx", "gradio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    config = uvicorn.Config(
        app, host=address.host, port=address.port, log_level="warning", server_header=False,
        timeout_graceful_shutdown=2, lifespan="on",
    )  # fmt: skip
    # uvicorn shuts down on SIGTERM and then raises it again, which would end the process before
    # the index is closed and visitors' files are removed; as an exit it lets all of that happen.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _Server(config, ready).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Open pages hold a stream each; cutting them off is meant, not an error to be logged.
        logging.getLogger("uvicorn.error").disabled = True
        await super().shutdown(sockets)
