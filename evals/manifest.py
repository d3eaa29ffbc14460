"""All that is needed to repeat a run."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.stats import SEED
from qa.resources import data_path
from qa.settings import Settings
from qa.types import Paper

_PACKAGES = (
    "abstract-qa", "llama-index-core", "chromadb", "bm25s", "PyStemmer", "onnxruntime", "tokenizers", "numpy",
    "ir-measures",
)  # fmt: skip
# Secrets, and places on one machine: a record is shared. The corpus is in by its digest.
_PRIVATE = frozenset({"llm_api_key", "chroma_token", "password", "user", "index_dir", "corpus"})


def make_manifest(
    settings: Settings,
    papers: Sequence[Paper],
    files: Iterable[Path],
    options: Mapping[str, Any],
    engine: str,
) -> dict[str, Any]:
    """Revision, settings without secrets, digests, model names, versions, seed; JSON-ready."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": revision(),
        "engine": engine,
        "embedder": settings.embed_model,
        "options": dict(options),
        "settings": settings.model_dump(mode="json", exclude=set(_PRIVATE)),
        "corpus": {"papers": len(papers), "sha256": corpus_digest(papers)},
        "dataset": {file.name: _digest(file.read_bytes()) for file in files},
        "prompts": {
            file.name: _digest(file.read_bytes()) for file in sorted(data_path("prompts").glob("*.md"))
        },
        "packages": {name: _version(name) for name in _PACKAGES},
        "python": platform.python_version(),
        "machine": platform.machine(),
        "seed": SEED,
    }


def corpus_digest(papers: Iterable[Paper]) -> str:
    """A hash of ids, titles and abstracts in order, whatever file they came from."""
    return _digest("\x1e".join(f"{p.id}\x1f{p.title}\x1f{p.abstract}" for p in papers).encode())


def revision() -> str:
    """Short git revision of the checkout, with "+" when it has changes; "unknown" in an installed package."""
    folder = Path(__file__).resolve().parents[1]
    if not (folder / ".git").exists():
        return "unknown"
    try:
        head = _git(folder, "rev-parse", "--short=10", "HEAD")
        # Results and other files that git does not know do not change what is measured.
        return head + ("+" if _git(folder, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
