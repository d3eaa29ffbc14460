"""Token counts. The only importer of tiktoken, and it never downloads.

tiktoken fetches its tables at the first use; llama-index-core brings cl100k_base and
o200k_base along, so its folder is named as the cache before tiktoken looks.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_ENCODING = "o200k_base"


@lru_cache(maxsize=1)
def _encoding() -> Any:
    spec = find_spec("llama_index.core")
    if spec and spec.origin:
        bundled = Path(spec.origin).parent / "_static" / "tiktoken_cache"
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(bundled))
    import tiktoken  # late: only sizing and prompts need it

    return tiktoken.get_encoding(_ENCODING)


def count_tokens(text: str) -> int:
    """Tokens of ``text`` in o200k_base; special tokens are counted as plain text."""
    return len(_encoding().encode(text, disallowed_special=()))
