"""Headers, limits and closed doors, on the ASGI layer itself."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from qa.page.safety import POLICY, Allowance, Guard, Limits

LIMITS = Limits(rate=1.0, burst=2, body=10, upload=20, clients=2)


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the body, says hello, and would like to name itself."""
    del scope
    while (await receive()).get("more_body"):
        pass
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"server", b"x"), (b"content-security-policy", b"none")],
        }
    )
    await send({"type": "http.response.body", "body": b"hello"})


def _ask(
    guard: Guard, path: str, method: str = "GET", chunks: tuple[bytes, ...] = (b"",), length: bool = True
) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[Any] = []
    waiting = list(chunks)

    async def receive() -> Message:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(event: Message) -> None:
        sent.append(event)

    headers = [(b"content-length", str(len(b"".join(chunks))).encode())] if length else []
    scope = {"type": "http", "path": path, "method": method, "headers": headers, "client": ("1.2.3.4", 1)}
    asyncio.run(guard(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_every_answer_carries_the_policy_once() -> None:
    """And does not name the server; an inner policy is replaced."""
    status, headers, body = _ask(Guard(_app), "/")
    assert (200, b"hello") == (status, body)
    assert POLICY.encode() == headers[b"content-security-policy"]
    assert b"server" not in headers
    assert "connect-src 'self'" in POLICY


def test_health_needs_no_login() -> None:
    """It never reaches the page."""
    assert (200, b'{"status": "ok"}') == _ask(Guard(_app), "/healthz")[::2]


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/gradio_api/proxy=http://x",
        "/gradio_api/component_server",
        "/gradio_api/file=/etc/passwd",
        "/monitoring/x",
        "/gradio_api/deep_link",
    ],
)
def test_what_the_page_does_not_use_is_shut(path: str) -> None:
    """Gradio's other routes are not there."""
    assert 404 == _ask(Guard(_app), path)[0]


def test_bodies_are_limited_by_header_and_by_count() -> None:
    """With or without a length; uploads may be larger."""
    guard = Guard(_app, Limits(burst=100, body=10, upload=20))
    assert 413 == _ask(guard, "/gradio_api/call/ask", "POST", (b"x" * 11,))[0]
    status, _, body = _ask(guard, "/gradio_api/call/ask", "POST", (b"x" * 6, b"x" * 6), length=False)
    assert 413 == status
    assert b"Too large" in body
    assert 200 == _ask(guard, "/gradio_api/upload", "POST", (b"x" * 15,))[0]


def test_too_many_posts_wait() -> None:
    """With a message that says how long; reading is free."""
    guard = Guard(_app, LIMITS)
    assert [200, 200, 429] == [_ask(guard, "/gradio_api/call/ask", "POST")[0] for _ in range(3)]
    assert b"Too many requests" in _ask(guard, "/gradio_api/call/ask", "POST")[2]
    assert 200 == _ask(guard, "/")[0]


def test_an_allowance_refills_and_forgets() -> None:
    """One a second, never above the burst; the clients kept are bounded."""
    now = 0.0
    allowance = Allowance(LIMITS, lambda: now)
    assert [0.0, 0.0, 1.0] == [allowance.wait("a") for _ in range(3)]
    now = 1.0
    assert 0.0 == allowance.wait("a")
    now = 100.0
    assert [0.0, 0.0, 1.0] == [allowance.wait("a") for _ in range(3)]
    for client in "bcd":
        allowance.wait(client)
    assert 0.0 == allowance.wait("a")
