"""What stands between the page and a network: headers, limits, a short list of open paths, /healthz.

One ASGI layer around everything. It keeps nothing on disk and knows clients by address only
(a proxy in front must be told to uvicorn, or all share one allowance).
"""

from __future__ import annotations

import base64
import json
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio needs inline scripts and eval; nothing may be loaded from or sent to another host.
POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_UPLOAD = "/gradio_api/upload"
# What the page and the three endpoints use. Gradio has more (a proxy, deep links, its own
# server functions ...): all of it stays shut.
OPEN = (
    "/ask", "/retrieve", "/papers",
    "/assets/", "/static/", "/svelte/", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/config",
    "/login", "/logout", "/gradio_api/info", "/gradio_api/queue/", "/gradio_api/call/", "/gradio_api/run/",
    "/gradio_api/upload", "/gradio_api/heartbeat/", "/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/mcp",
    "/gradio_api/startup-events", "/gradio_api/login_check", "/gradio_api/token", "/gradio_api/user",
    "/gradio_api/app_id", "/gradio_api/openapi.json",
)  # fmt: skip
# For machines: Gradio's own login does not cover these, so the guard asks for it (HTTP Basic).
MACHINE = ("/ask", "/retrieve", "/papers", "/gradio_api/mcp")


@dataclass(frozen=True)
class Limits:
    """Per client: ``burst`` posts at once, refilled by ``rate`` a second. Sizes in bytes."""

    rate: float = 4.0
    burst: int = 120
    body: int = 4_000_000
    upload: int = 64_000_000
    clients: int = 10_000


class Allowance:
    """Token buckets by client; the one unused for longest is forgotten first."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock = limits, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """0 when the client may go on (and one is taken), else the seconds until it may."""
        now = self._clock()
        left, since = self._left.pop(client, (float(self._limits.burst), now))
        left = min(float(self._limits.burst), left + (now - since) * self._limits.rate)
        allowed = left >= 1
        self._left[client] = (left - allowed, now)
        while len(self._left) > self._limits.clients:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._limits.rate


class TooLargeError(Exception):
    """A body passed the limit while it was read."""


class Guard:
    """The ASGI layer."""

    def __init__(
        self, app: ASGIApp, limits: Limits | None = None, login: tuple[str, str] | None = None
    ) -> None:
        self._app, self._login = app, login
        self._limits = limits or Limits()
        self._allowance = Allowance(self._limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send)
        refusal = self._refusal(scope)
        if refusal:
            await _reply(guarded, *refusal)
            return
        if scope["path"] == "/healthz":
            await _reply(guarded, 200, "ok")
            return
        started = False

        async def watching(event: Message) -> None:
            nonlocal started
            started = True
            await guarded(event)

        try:
            await self._app(scope, self._counted(receive, self._most(scope)), watching)
        except TooLargeError as error:
            if not started:
                await _reply(guarded, 413, str(error))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        path, method = scope["path"], scope["method"]
        if path not in ("/", "/healthz") and not path.startswith(OPEN):
            return 404, "There is nothing here."
        stranger = path.startswith(MACHINE) and not _knows(scope, self._login)
        if method not in ("POST", "PUT", "PATCH", "DELETE") and not stranger:
            return None
        most = self._most(scope)
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if length.isdigit() and int(length) > most:
            return 413, _too_large(most)
        wait = self._allowance.wait(scope["client"][0] if scope.get("client") else "?")
        if wait:  # before the login, so that passwords cannot be tried without end
            return 429, f"Too many requests from you. Try again in {math.ceil(wait)} seconds."
        return (401, "This needs the login of the page, as HTTP Basic.") if stranger else None

    def _most(self, scope: Scope) -> int:
        return self._limits.upload if scope["path"] == _UPLOAD else self._limits.body

    @staticmethod
    def _counted(receive: Receive, most: int) -> Receive:
        """Bodies without a length are counted as they come."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            event = await receive()
            seen += len(event.get("body", b""))
            if seen > most:
                raise TooLargeError(_too_large(most))
            return event

        return counted


def _knows(scope: Scope, login: tuple[str, str] | None) -> bool:
    """Whether the request carries this user and password, where they are asked for."""
    if login is None:
        return True
    wanted = b"Basic " + base64.b64encode(":".join(login).encode())
    return secrets.compare_digest(dict(scope["headers"]).get(b"authorization", b""), wanted)


def _with_headers(send: Send) -> Send:
    async def sending(event: Message) -> None:
        if event["type"] == "http.response.start":
            names = {name.lower() for name, _ in HEADERS} | {b"server"}
            kept = [(name, value) for name, value in event.get("headers", ()) if name.lower() not in names]
            event = {**event, "headers": [*kept, *HEADERS]}
        await send(event)

    return sending


async def _reply(send: Send, status: int, text: str) -> None:
    body = json.dumps({"status": text} if status == 200 else {"error": text, "detail": text}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b'Basic realm="abstract-qa"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _too_large(most: int) -> str:
    return f"Too large: at most {most / 1e6:.0f} MB are accepted."
