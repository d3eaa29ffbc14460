"""What visitors think of answers, one JSON object a line, for ``evals`` to turn into new cases."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from qa.types import Answer

FILE = "feedback.jsonl"
MAX_COMMENT = 2000
MAX_BYTES = 50_000_000  # a page on a network must not fill the disk
Kind = Literal["up", "down", "wrong_citation"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_WRITING = threading.Lock()


def record(folder: Path, kind: Kind, answer: Answer, comment: str = "") -> bool:
    """Appends one line to ``folder/feedback.jsonl``; False when the file is full."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "kind": kind,
        "question": answer.question,
        "standalone": answer.standalone,
        "answer": answer.as_dict(),
        "comment": comment[:MAX_COMMENT],
    }
    path = folder / FILE
    with _WRITING:
        if path.exists() and path.stat().st_size > MAX_BYTES:
            return False
        folder.mkdir(parents=True, exist_ok=True)  # somebody may have cleaned up meanwhile
        with path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return True
