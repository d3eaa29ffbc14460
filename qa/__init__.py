"""Questions about a collection of paper abstracts, answered with exact, cited quotes.

>>> from qa import ask
>>> ask("What speedup does Medusa-2 reach?").titles
('Medusa: ...',)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.api import ask, close
    from qa.assistant import Assistant
    from qa.errors import QAError
    from qa.settings import Settings
    from qa.types import Abstention, Answer, Citation, Corpus, Filters, Paper, Quote, Sentence, Turn

# Imported at their first use: `import qa` and `--help` stay free of the heavy libraries.
_HOMES = {
    "Abstention": "qa.types",
    "Answer": "qa.types",
    "Assistant": "qa.assistant",
    "Citation": "qa.types",
    "Corpus": "qa.types",
    "Filters": "qa.types",
    "Paper": "qa.types",
    "QAError": "qa.errors",
    "Quote": "qa.types",
    "Sentence": "qa.types",
    "Settings": "qa.settings",
    "Turn": "qa.types",
    "ask": "qa.api",
    "close": "qa.api",
}
__all__ = [
    "Abstention", "Answer", "Assistant", "Citation", "Corpus", "Filters", "Paper", "QAError", "Quote", "Sentence", "Settings",
    "Turn", "ask", "close",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
