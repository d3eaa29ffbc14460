"""Reading a language model's stream safely: time-outs, bounded retries, loops, stop.

The stream runs in a thread of its own, because no provider's client can be relied on to
notice a stall. Only failures before the first word are tried again: afterwards a person
has seen sentences of this very answer.
"""

from __future__ import annotations

import gc
import queue
import re
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.llms import LLM

from qa.errors import LLMError

_POLL = 0.1
BEAT = 0.5  # seconds of silence after which the reader gets a chance to stop
BACK_OFF = (0.5, 1.5)  # seconds before the second and third attempt
_LONGEST_WAIT = 8.0  # a server that asks for more patience than this does not get it
_PATIENCE = 5  # times the silence that is allowed: so long may an answer take in all
_LONGEST_LINE = 2000  # characters without the end of a sentence: not prose
_REPEATS = 3


@dataclass
class Telling:
    """One run of the model. ``text`` grows while it is read; usage is filled at the end.

    ``timeout``: seconds without a word; an answer may take five times as long.
    """

    llm: LLM
    messages: Sequence[ChatMessage]
    timeout: float
    back_off: Sequence[float] = BACK_OFF
    options: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    usage: dict[str, int] = field(default_factory=dict)
    retries: int = 0

    def pieces(self) -> Generator[str]:
        """The output, piece by piece, an empty one at each beat of silence.

        Raises LLMError in one line when the model fails.
        """
        for attempt in range(len(self.back_off) + 1):
            try:
                yield from self._attempt()
                return
            except _FailedError as failure:
                wait = self._wait(attempt, failure)
                if wait is None:
                    raise LLMError(failure.reason) from failure.error
                self.retries += 1
                time.sleep(wait)

    def _wait(self, attempt: int, failure: _FailedError) -> float | None:
        """Seconds before another attempt; None when there shall be none."""
        if self.text or attempt >= len(self.back_off) or not _passing(failure.error):
            return None
        asked = _retry_after(failure.error)
        return None if asked > _LONGEST_WAIT else max(asked, self.back_off[attempt])

    def _attempt(self) -> Iterator[str]:
        arrivals: queue.Queue[_Arrival] = queue.Queue(maxsize=256)
        stop = threading.Event()
        thread = threading.Thread(target=self._pump, args=(arrivals, stop), daemon=True, name="llm-stream")
        thread.start()
        end = time.monotonic() + _PATIENCE * self.timeout
        heard = time.monotonic()
        try:
            while (arrival := self._next(arrivals, heard, end)).error is None and not arrival.last:
                self.text += arrival.piece
                self._refuse_loops()
                yield arrival.piece
                heard = time.monotonic() if arrival.piece else heard
            if arrival.error is not None:
                raise _FailedError(_one_line(arrival.error), arrival.error)
            self.usage.update(arrival.usage)
        finally:  # also when the reader stops: the thread then closes the connection
            stop.set()

    def _pump(self, arrivals: queue.Queue[_Arrival], stop: threading.Event) -> None:
        """Runs in the thread: moves what the model says into the queue until told to stop."""
        usage: dict[str, int] = {}
        try:
            for response in self.llm.stream_chat(list(self.messages), **self.options):
                usage.update(_usage(response.raw))
                if response.delta and not _put(arrivals, _Arrival(piece=response.delta), stop):
                    break
            _put(arrivals, _Arrival(last=True, usage=usage), stop)
        except Exception as error:  # a provider's client may raise anything; it is told to the reader
            _put(arrivals, _Arrival(error=error), stop)
        if stop.is_set():
            gc.collect()  # clients hold an unread stream in a cycle; only this hangs up on the server

    def _next(self, arrivals: queue.Queue[_Arrival], heard: float, end: float) -> _Arrival:
        """What comes next; an empty piece where nothing came for a beat, but still may."""
        left = min(heard + self.timeout, end) - time.monotonic()
        try:
            return arrivals.get(timeout=max(0.0, min(BEAT, left)))
        except queue.Empty:
            if left > BEAT:
                return _Arrival()
            if end < heard + self.timeout:
                reason = f"the model was not done after {_PATIENCE * self.timeout:g} seconds"
            else:
                reason = f"the model said nothing for {self.timeout:g} seconds"
            raise _FailedError(reason, None) from None

    def _refuse_loops(self) -> None:
        tail = self.text.rpartition("\n")[2]
        if len(tail) > _LONGEST_LINE and not re.search(r"[.!?]", tail[-_LONGEST_LINE:]):
            raise LLMError("the model wrote on without ending a sentence")
        if (self.text[-1:] in ".!?\n" or len(self.text) % 64 == 0) and is_looping(self.text):
            raise LLMError("the model repeated itself without end")


def is_looping(text: str) -> bool:
    """Whether the same words keep coming back: a sentence three times, or a short run many times."""
    sentences = [s.strip().lower() for s in re.split(r"(?<=[.!?])\s+|\n+", text) if len(s.split()) >= 3]
    bare = Counter(" ".join(re.sub(r"\W+", " ", re.sub(r"\[[^\]]*\]", " ", s)).split()) for s in sentences)
    if any(count >= _REPEATS for count in bare.values()):
        return True
    words = text.lower().split()[-60:]
    return any(words[-size:] * 6 == words[-6 * size :] for size in range(1, 9) if len(words) >= 6 * size)


@dataclass(frozen=True)
class _Arrival:
    piece: str = ""
    last: bool = False
    usage: dict[str, int] = field(default_factory=dict)
    error: BaseException | None = None


class _FailedError(Exception):
    def __init__(self, reason: str, error: BaseException | None) -> None:
        super().__init__(reason)
        self.reason, self.error = reason, error


def _put(arrivals: queue.Queue[_Arrival], arrival: _Arrival, stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            arrivals.put(arrival, timeout=_POLL)
            return True
        except queue.Full:
            continue
    return False


_COUNTS = {
    "prompt_tokens": "prompt_tokens",
    "input_tokens": "prompt_tokens",
    "prompt_eval_count": "prompt_tokens",
    "completion_tokens": "completion_tokens",
    "output_tokens": "completion_tokens",
    "eval_count": "completion_tokens",
}


def _usage(raw: Any) -> dict[str, int]:
    """Token counts as the providers report them, under the names of OpenAI."""
    found: dict[str, int] = {}
    for part in (raw, _get(raw, "usage"), _get(_get(raw, "message"), "usage")):
        for theirs, ours in _COUNTS.items():
            value = _get(part, theirs)
            if isinstance(value, int) and value:
                found[ours] = value
    return found


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


def _status(error: BaseException | None) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _passing(error: BaseException | None) -> bool:
    """Whether trying again may help: too many requests, a server's own failure, no connection."""
    status = _status(error)
    if status is not None and status > 0:
        return status == 429 or status >= 500
    name = type(error).__name__
    return isinstance(error, ConnectionError) or "Connect" in name or "RemoteProtocol" in name


def _retry_after(error: BaseException | None) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return float(headers.get("retry-after", 0))
    except (TypeError, ValueError):
        return 0.0


def _one_line(error: BaseException) -> str:
    """What went wrong, for a person, without a provider's page of JSON."""
    status = _status(error)
    known = {
        401: "it refused the key; set QA_LLM_API_KEY or the provider's own variable",
        403: "it refused the key; set QA_LLM_API_KEY or the provider's own variable",
        404: "it does not know this model; check QA_LLM and QA_LLM_BASE_URL",
        429: "it is answering too many requests (429); try again later",
    }
    text = known.get(status or 0) or " ".join(str(error).split())[:160] or type(error).__name__
    return f"the model failed: {text}"
