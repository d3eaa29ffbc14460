"""The page on an address: the guard around it, a login where it is needed, one line when it is up."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

from qa.errors import SettingsError
from qa.page import endpoints, layout
from qa.page.rest import Functions, make_routes
from qa.page.safety import Guard, Limits
from qa.settings import Settings

MAX_UPLOAD = "20mb"


@dataclass(frozen=True)
class Address:
    """Where the page is served."""

    host: str = "127.0.0.1"
    port: int = 7860

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        with contextlib.suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return False


def login_for(address: Address, settings: Settings, no_auth: bool) -> tuple[str, str] | None:
    """User and password where both are set. Raises SettingsError where a login is needed but not there."""
    if settings.user and settings.password:
        return settings.user, settings.password
    if settings.user or settings.password:
        raise SettingsError("a login needs both QA_USER and QA_PASSWORD; one of them is not set")
    if address.loopback or no_auth:
        return None
    raise SettingsError(
        f"--host {address.host} can be reached from the network: set QA_USER and QA_PASSWORD, "
        "or say --no-auth to let everybody in"
    )


def check_free(address: Address) -> None:
    """Raises SettingsError if nothing can listen there, before any work is done."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            hint = "choose another --port" if error.errno == 98 else "check --host and --port"
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise SettingsError(f"cannot listen on {address.url}: {reason}; {hint}") from None


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
