"""A GGUF file in this process, by llama.cpp, as a LlamaIndex LLM.

LlamaIndex's own integration needs llama-cpp-python, which is compiled at installation;
xllamacpp ships llama.cpp prebuilt. Importing this module imports it.
"""

from __future__ import annotations

import atexit
import importlib
import queue
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import CustomLLM
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback

from qa.errors import LLMError
from qa.model_files import usable_cores

xllamacpp: Any = importlib.import_module("xllamacpp")  # an extra, and without types

# GBNF: at most five lines; a full stop inside a sentence only before a digit.
_GRAMMAR = """root ::= line{{1,5}}
line ::= [A-Z0-9] char{{15,300}} ". [S" ref "]\\n"
char ::= [^.!?\\n\\[\\]] | "." [0-9]
ref ::= {refs}
"""
_REPEAT_PENALTY = 1.1  # small models fall into loops without it; the value is ollama's default


class LocalGGUF(CustomLLM):
    """One model file, loaded once. ``context`` and ``answer_tokens`` count tokens.

    ``threads`` 0: one less than there are cores, since llama.cpp's threads wait for each other
    by spinning, and whatever else needs a core (the check, the page) then slows all of them.
    """

    path: str
    context: int
    answer_tokens: int
    threads: int = 0
    _server: Any = PrivateAttr()

    def __init__(self, path: str, context: int, answer_tokens: int, threads: int = 0) -> None:
        super().__init__(path=path, context=context, answer_tokens=answer_tokens, threads=threads)
        file = Path(path).expanduser()
        if not file.is_file():
            raise LLMError(f"QA_LLM=llama-cpp/{path}: there is no such file; give the path of a .gguf file")
        self._server = _open(file, context, threads)

    @property
    def metadata(self) -> LLMMetadata:
        """The window and the file's name."""
        return LLMMetadata(
            context_window=self.context,
            num_output=self.answer_tokens,
            is_chat_model=True,
            model_name=Path(self.path).name,
        )

    def form(self, sentences: int) -> dict[str, Any]:
        """Options that hold the output to lines of one sentence, each with the number of one of so many.

        A model of this size seldom cites on its own; a grammar leaves it no other way.
        """
        return {"grammar": _GRAMMAR.format(refs=" | ".join(f'"{n}"' for n in range(1, sentences + 1)))}

    @llm_chat_callback()
    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        return self._stream(messages, kwargs.get("grammar", ""))

    @llm_chat_callback()
    def chat(self, messages: Sequence[ChatMessage], **_: Any) -> ChatResponse:
        nothing = ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=""))
        return [nothing, *self._stream(messages)][-1]

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:  # noqa: ARG002  # LlamaIndex's signature
        answer = self.chat([ChatMessage(role=MessageRole.USER, content=prompt)])
        return CompletionResponse(text=answer.message.content or "", raw=answer.raw)

    @llm_completion_callback()
    def stream_complete(  # LlamaIndex's signature
        self,
        prompt: str,
        formatted: bool = False,  # noqa: ARG002
        **_: Any,
    ) -> CompletionResponseGen:
        return (
            CompletionResponse(text=part.message.content or "", delta=part.delta, raw=part.raw)
            for part in self._stream([ChatMessage(role=MessageRole.USER, content=prompt)])
        )

    def _stream(self, messages: Sequence[ChatMessage], grammar: str = "") -> ChatResponseGen:
        """llama.cpp calls back; a thread turns its calls into a stream that can be left."""
        request = {
            "messages": [{"role": str(m.role.value), "content": m.content or ""} for m in messages],
            "max_tokens": self.answer_tokens,
            "temperature": 0,
            "repeat_penalty": _REPEAT_PENALTY,
            "grammar": grammar,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        arrivals: queue.Queue[Any] = queue.Queue()
        left = threading.Event()
        thread = threading.Thread(
            target=_tell, args=(self._server, request, arrivals, left), daemon=True, name="llama.cpp"
        )
        _RUNNING[thread] = left
        thread.start()
        text = ""
        try:
            while (chunk := arrivals.get()) is not None:
                if isinstance(chunk, Exception):
                    raise LLMError(f"llama.cpp failed: {' '.join(str(chunk).split())[:160]}")
                delta = _delta(chunk)
                text += delta
                message = ChatMessage(role=MessageRole.ASSISTANT, content=text)
                yield ChatResponse(message=message, delta=delta, raw=chunk)
        finally:
            left.set()
            for done in [t for t in _RUNNING if not t.is_alive()]:
                _RUNNING.pop(done, None)


_RUNNING: dict[threading.Thread, threading.Event] = {}


@atexit.register
def _stop_all() -> None:
    """A callback out of llama.cpp into an interpreter that is gone would abort the process."""
    for thread, left in list(_RUNNING.items()):
        left.set()
        thread.join(timeout=10)


def _open(file: Path, context: int, threads: int) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.n_ctx = context
    params.n_parallel = 1
    params.verbosity = 0
    params.warmup = False
    params.endpoint_metrics = True
    params.api_keys = [secrets.token_hex()]  # it listens on loopback as well, and nobody is to use that
    threads = threads or max(1, usable_cores() - 1)
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    try:
        server = xllamacpp.Server(params)
    except Exception as error:  # the binding raises untyped errors
        raise LLMError(f"QA_LLM=llama-cpp/{file}: cannot be loaded ({error}); is it a GGUF file?") from error
    # Its loop may not have begun yet. Freed or asked before, the server waits for ever; this answer comes from the loop.
    server.handle_metrics()
    return server


def _tell(server: Any, request: dict[str, Any], arrivals: queue.Queue[Any], left: threading.Event) -> None:
    def take(chunk: Any) -> bool:
        """llama.cpp stops when this is true."""
        arrivals.put(chunk)
        return left.is_set()

    try:
        server.handle_chat_completions(request, take)
        arrivals.put(None)
    except Exception as error:  # the binding raises untyped errors; it is told to the reader
        arrivals.put(error)


def _delta(chunk: Any) -> str:
    if not isinstance(chunk, dict):
        raise LLMError(f"llama.cpp sent something unreadable: {str(chunk)[:80]}")
    if "error" in chunk:
        raise LLMError(f"llama.cpp failed: {str(chunk['error'])[:160]}")
    choices = chunk.get("choices") or [{}]
    return (choices[0].get("delta") or {}).get("content") or ""
