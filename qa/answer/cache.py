"""What the model wrote, kept for the next time the very same prompt comes.

The key is the whole prompt as sent (question, passages, their order, the prompt file), the
model's name and its options. The text is kept, not the verdicts: each use is checked anew.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.llms import LLM

_ENTRIES = 256


@dataclass(frozen=True)
class Kept:
    """One finished output and what it had cost."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class AnswerCache:
    """The last ``entries`` outputs, least recently used out first. Safe for threads."""

    def __init__(self, entries: int = _ENTRIES) -> None:
        self._entries = entries
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> Kept | None:
        """The output of this prompt, if it is still there."""
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: str, kept: Kept) -> None:
        """Keeps an output, and lets go of the oldest when there are too many."""
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._entries:
                self._kept.popitem(last=False)


def cache_key(llm: LLM, name: str, messages: Sequence[ChatMessage]) -> str:
    """A digest of all that the output depends on."""
    options = {
        field: getattr(llm, field, None)
        for field in ("model", "temperature", "max_tokens", "num_output", "api_base", "base_url", "seed")
    }
    parts = [name, options, [[str(message.role), message.content] for message in messages]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
