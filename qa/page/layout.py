"""Gradio's blocks: the skeleton of the page, wires that bring payloads to its script, a bridge back.

The page's own markup is a fixed file; whatever comes from a visitor or a paper reaches the
browser only through a wire's value, which the script places. Every event is private: the
three functions of ``endpoints`` are the only ones that a machine sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api as gr_api
from gradio.utils import get_upload_folder

from qa.corpus import SUFFIXES
from qa.page import endpoints, incoming
from qa.page.handlers import Handlers, hello
from qa.page.own import NOT_UPLOADED, receive_files
from qa.page.rest import Functions
from qa.page.visits import Visits

ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("core.js", "kept.js", "chat.js", "sources.js", "collection.js")
_STYLES = ("base.css", "chat.css", "sources.css", "collection.css")
_PRIVATE: dict[str, Any] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "trigger_mode": "multiple",
}
# Custom events of gr.HTML are those that its script names in quotes.
_BRIDGE = "QA.bridge(trigger, ['ask', 'restore', 'clear', 'table', 'atlas', 'paper', 'export', 'leave', 'opinion']);"
_WIRE = "const show = () => props.value && QA.receive(props.value); watch('value', show); show();"
_SHORT_EVENTS = ("restore", "clear", "table", "atlas", "paper", "export", "leave")


class _Page(gr.Blocks):
    """Blocks whose events take no file but those that were uploaded.

    Gradio looks into that itself only for a page that it serves; of any other it would copy every
    file of the server that an event names, and fetch what is an address, before a handler is called.
    """

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], state: Any, explicit_call: bool = False
    ) -> list[Any]:
        folder = Path(get_upload_folder())
        if not all(incoming.is_uploaded(path, folder) for path in incoming.paths(inputs)):
            raise gr.Error(NOT_UPLOADED, print_exception=False)
        try:
            values: list[Any] = await super().preprocess_data(block_fn, inputs, state, explicit_call)
        except gr.Error as error:  # a visitor's mistake (a file with another suffix) is no matter for the log
            error.print_exception = False
            raise
        return values


def build(visits: Visits, feedback_folder: Path, functions: Functions, asking: int = 8) -> gr.Blocks:
    """The page on these visits; ``asking`` questions are answered at a time, the others wait."""
    handlers = Handlers(visits, feedback_folder)
    with _Page(
        title=f"{visits.shared.name}: questions to papers", analytics_enabled=False, fill_width=True,
        delete_cache=(600, 1800),
    ) as page:  # fmt: skip
        gr.HTML(
            _read("skeleton.html"),
            elem_id="qa-root",
            apply_default_css=False,
            js_on_load="QA.start(element);",
        )
        files = gr.File(
            file_count="multiple", file_types=list(SUFFIXES), label="Files of papers", elem_id="qa-files",
            show_label=False, height=150,
        )  # fmt: skip
        bridge = gr.HTML("", html_template="", visible="hidden", elem_id="qa-bridge", js_on_load=_BRIDGE)
        wires = {name: _wire(name) for name in ("chat", "side", *_SHORT_EVENTS)}
        _wire("hello", hello(visits.shared))
        _connect(bridge, wires, handlers, asking)
        files.upload(_uploading(handlers), files, [wires["side"], files], concurrency_limit=2, **_PRIVATE)
        page.unload(_leaving(visits))
        for name, function in functions.items():
            gr_api(
                endpoints.for_gradio(function), api_name=name, concurrency_limit=asking, concurrency_id="ask"
            )
    page.queue(max_size=64, api_open=False)
    blocks: gr.Blocks = page
    return blocks


def head() -> str:
    """Scripts for the document's head; they only define what the blocks call once they are there."""
    scripts = "\n".join(f"<script>{_read(name)}</script>" for name in _SCRIPTS)
    return f'<meta name="color-scheme" content="light dark">\n{scripts}'


def css() -> str:
    """The page's styles."""
    return "\n".join(_read(name) for name in _STYLES)


def _wire(name: str, value: dict[str, Any] | None = None) -> gr.HTML:
    return gr.HTML(value, html_template="", visible="hidden", elem_id=f"qa-wire-{name}", js_on_load=_WIRE)


def _connect(bridge: gr.HTML, wires: dict[str, gr.HTML], handlers: Handlers, asking: int) -> None:
    bridge.ask(
        _streaming(handlers.ask), None, wires["chat"], concurrency_limit=asking, concurrency_id="ask",
        stream_every=0.05, **_PRIVATE,
    )  # fmt: skip
    for name in _SHORT_EVENTS:
        handler = getattr(handlers, name)
        getattr(bridge, name)(_single(handler), None, wires[name], queue=False, **_PRIVATE)
    bridge.opinion(_single(handlers.feedback), None, wires["side"], queue=False, **_PRIVATE)


def _streaming(handler: Callable[..., Iterator[dict[str, Any]]]) -> Callable[..., Any]:
    def on_event(event: gr.EventData, request: gr.Request) -> Iterator[dict[str, Any]]:
        yield from handler(_data(event), _session(request))

    return on_event


def _single(handler: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    def on_event(event: gr.EventData, request: gr.Request) -> dict[str, Any]:
        return handler(_data(event), _session(request))

    return on_event


def _uploading(handlers: Handlers) -> Callable[..., Any]:
    def on_upload(paths: list[str] | None, request: gr.Request) -> Iterator[tuple[Any, Any]]:
        for payload in receive_files(handlers, paths, _session(request), Path(get_upload_folder())):
            yield payload, gr.skip()
        yield gr.skip(), None  # the field is free for the next files

    return on_upload


def _leaving(visits: Visits) -> Callable[[gr.Request], None]:
    def on_unload(request: gr.Request) -> None:
        visits.leave(_session(request))

    return on_unload


def _data(event: gr.EventData) -> dict[str, Any]:
    data = event._data
    return data if isinstance(data, dict) else {}


def _session(request: gr.Request) -> str:
    return str(request.session_hash or "")[:100]


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
