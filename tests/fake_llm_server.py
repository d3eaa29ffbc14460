"""A local server that speaks the protocols of providers that cannot be reached from the tests.

The exchanges are written by hand after the providers' public documentation: OpenAI's chat
completions, Anthropic's messages and Ollama's chat, all streamed. A script says what each
request gets; every request is remembered.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 7  # characters in one piece of a stream


@dataclass
class Reply:
    """What one request gets. ``status`` other than 200 is an error, ``die_after`` counts pieces."""

    text: str = ""
    status: int = 200
    die_after: int | None = None
    stall_after: int | None = None
    stall: float = 30.0
    pause: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class FakeLLMServer:
    """Replies are used up in order; the last one stays."""

    def __init__(self, *replies: Reply | str) -> None:
        self.replies = [Reply(r) if isinstance(r, str) else r for r in replies]
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.hung_up = threading.Event()
        self.closing = threading.Event()
        handler = type("Handler", (_Handler,), {"fake": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def serve(*replies: Reply | str) -> Iterator[FakeLLMServer]:
    """A server for the length of a test."""
    server = FakeLLMServer(*replies)
    try:
        yield server
    finally:
        server.close()


class _Handler(BaseHTTPRequestHandler):
    fake: FakeLLMServer

    def log_message(self, *_: object) -> None:
        """Silent."""

    def do_GET(self) -> None:
        self.fake.paths.append(self.path)
        if self.path == "/api/tags":
            self._json({"models": [{"name": "llama3.1:latest"}]})
        elif self.path == "/v1/models":
            self._json({"object": "list", "data": [{"id": "tiny", "object": "model"}]})
        else:
            self._json({"error": "not found"}, 404)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.fake.paths.append(self.path)
        self.fake.requests.append(body)
        reply = self.fake.next_reply()
        if reply.status != 200:
            self._json({"error": {"message": "scripted", "type": "error"}}, reply.status, reply.headers)
            return
        stream = {"/v1/chat/completions": _openai, "/v1/messages": _anthropic, "/api/chat": _ollama}[
            self.path
        ]
        self._stream(reply, stream(reply.text), "/api/" in self.path)

    def _json(self, value: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"content-type": "application/json", **(headers or {})}.items():
            self.send_header(name, text)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, reply: Reply, chunks: Iterator[str], plain: bool) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson" if plain else "text/event-stream")
        self.send_header("connection", "close")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for at, chunk in enumerate(chunks):
                if at == reply.die_after:
                    self.close_connection = True
                    self.connection.close()
                    return
                if at == reply.stall_after:
                    self.fake.closing.wait(reply.stall)
                    return
                time.sleep(reply.pause)
                data = chunk.encode()
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except (OSError, ValueError):
            self.fake.hung_up.set()


def _pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def _openai(text: str) -> Iterator[str]:
    base = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "tiny"}
    for piece in _pieces(text):
        choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
        yield f"data: {json.dumps({**base, 'choices': [choice]})}\n\n"
    done = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield f"data: {json.dumps({**base, 'choices': [done]})}\n\n"
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    yield f"data: {json.dumps({**base, 'choices': [], 'usage': usage})}\n\n"
    yield "data: [DONE]\n\n"


def _anthropic(text: str) -> Iterator[str]:
    message = {
        "id": "m1", "type": "message", "role": "assistant", "model": "claude", "content": [],
        "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 100, "output_tokens": 1},
    }  # fmt: skip
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    ]
    for piece in _pieces(text):
        delta = {"type": "text_delta", "text": piece}
        events.append({"type": "content_block_delta", "index": 0, "delta": delta})
    events += [
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 20},
        },
        {"type": "message_stop"},
    ]
    for event in events:
        yield f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"


def _ollama(text: str) -> Iterator[str]:
    base = {"model": "llama3.1", "created_at": "2026-01-01T00:00:00Z"}
    for piece in _pieces(text):
        yield json.dumps({**base, "message": {"role": "assistant", "content": piece}, "done": False}) + "\n"
    last = {**base, "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    yield json.dumps({**last, "prompt_eval_count": 100, "eval_count": 20}) + "\n"
