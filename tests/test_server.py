"""The first word to a Chroma server: what is wrong is said in a line, and the token goes nowhere else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from qa.errors import IndexError_
from qa.server import greet


@contextmanager
def answering(status: int, location: str = "") -> Iterator[tuple[str, list[str | None]]]:
    """A server that answers everything with this status, and the tokens that it was sent."""
    seen: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers.get("Authorization"))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_that_answers_is_fine_and_gets_the_token() -> None:
    """The token is sent as a bearer; a slash at the end of the address does no harm."""
    with answering(200) as (url, seen):
        greet(url + "/", "a-token")
        greet(url, None)
    assert ["Bearer a-token", None] == seen


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "QA_CHROMA_TOKEN"),
        (403, "QA_CHROMA_TOKEN"),
        (404, "is it a Chroma server"),
        (500, "answers 500"),
    ],
)
def test_a_refusal_names_its_remedy(status: int, says: str) -> None:
    """A token that is not taken, and a server that is something else, are told apart."""
    with answering(status) as (url, _), pytest.raises(IndexError_, match=says) as caught:
        greet(url, "a-token")
    assert "a-token" not in str(caught.value)


def test_the_token_follows_no_redirect() -> None:
    """A server that points elsewhere does not get our token sent there."""
    with answering(200) as (other, seen), answering(302, other) as (url, _):
        with pytest.raises(IndexError_, match="answers 302"):
            greet(url, "a-token")
        assert [] == seen


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1:8000", "http://", ""])
def test_what_is_no_address_is_said(url: str) -> None:
    """The setting is named with an example."""
    with pytest.raises(IndexError_, match=r"QA_CHROMA_URL=.* is not an address like"):
        greet(url, None)


def test_a_server_that_is_down_is_said() -> None:
    """Nothing listens: the remedy is to start it, or to do without."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(IndexError_, match=r"cannot be reached .*start it, or unset QA_CHROMA_URL"):
            greet(url, None)


def test_a_token_that_no_header_can_hold_is_refused_unseen() -> None:
    """A line break in the token is reported without showing the token."""
    with pytest.raises(IndexError_, match="QA_CHROMA_TOKEN holds a character") as caught:
        greet("http://127.0.0.1:1", "secret\n")
    assert "secret" not in str(caught.value)
