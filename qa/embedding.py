"""The bundled local embedder, and the switch to another.

all-MiniLM-L6-v2 (Apache-2.0), trained further so that a question comes to lie near the abstract and
the sentence that answer it also where they share no word (evals/reader/embed.py), with 8-bit
weights. Runs on onnxruntime: no torch, no download, no key.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from numpy.typing import NDArray

from qa.errors import EmbeddingError
from qa.model_files import ModelFiles

Matrix = NDArray[np.float32]
Progress = Callable[[int, int], None]

LOCAL = "local/MiniLM-L6-abstracts"
MODEL_SHA256 = "8b18497a948257c2a70831baefa47583bf9f738d289c6aa15990024affd6cefe"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_FILES = ModelFiles(
    EmbeddingError, "reinstall abstract-qa, or choose another embedder with QA_EMBED_MODEL=module:Class"
)
# Trained on 256 positions, but reading all 512 ranks whole abstracts better (STACK.md).
_MAX_TOKENS = 512
_FEW = 32  # texts; more are bulk work, shared between the cores
_SHARE = 64  # texts between two reports of progress


@dataclass(frozen=True)
class EmbedderInfo:
    """What an index must record of its embedder to notice another one."""

    name: str
    sha256: str
    dimension: int


class LocalEmbedding(BaseEmbedding):
    """384 dimensions, unit length, so a dot product is the cosine.

    Texts are embedded one by one, each on one thread: the 8-bit arithmetic takes its scale from what
    it is given, so in a batch a text's vector would depend on its company.
    """

    model_name: str = LOCAL
    _session: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()

    def __init__(self, model_path: Path | None = None, tokenizer_path: Path | None = None) -> None:
        super().__init__(model_name=LOCAL)
        path = model_path or Path(str(resources.files("qa") / "models" / "embedding" / "model.onnx"))
        tokenizer_path = tokenizer_path or vendored_tokenizer()
        self._session = _FILES.session(_FILES.checked(path, MODEL_SHA256), threads=1)
        self._tokenizer = _FILES.tokenizer(_FILES.checked(tokenizer_path, TOKENIZER_SHA256))
        self._tokenizer.enable_truncation(
            _MAX_TOKENS
        )  # the file says 128, which would cut abstracts silently

    @classmethod
    def class_name(cls) -> str:
        return "LocalEmbedding"

    def info(self) -> EmbedderInfo:
        """Name, hash of the weights, dimension."""
        return EmbedderInfo(LOCAL, MODEL_SHA256, 384)

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Vectors of ``texts``, float32 of shape (len(texts), 384), each of length 1.

        ``progress(done, total)`` is called now and then, in texts.
        """
        result = np.zeros((len(texts), 384), dtype=np.float32)
        threads = 1 if len(texts) <= _FEW else len(os.sched_getaffinity(0))
        with ThreadPoolExecutor(threads) as pool:
            for start in range(0, len(texts), _SHARE):
                share = self._tokenizer.encode_batch(list(texts[start : start + _SHARE]))
                ids = [encoding.ids for encoding in share]
                each = pool.map(self._vector, ids) if threads > 1 else map(self._vector, ids)
                result[start : start + len(ids)] = list(each)
                if progress:
                    progress(start + len(ids), len(texts))
        return result

    def _vector(self, ids: Sequence[int]) -> Matrix:
        tokens = np.array([ids], dtype=np.int64)
        try:
            vector: Matrix = self._session.run(
                None, {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
            )[0][0]
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise EmbeddingError(f"the embedding model failed ({error}); {_FILES.remedy}") from error
        return vector

    def _get_text_embedding(self, text: str) -> list[float]:
        vector: list[float] = self.embed([text])[0].tolist()
        return vector

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.embed(texts).tolist()
        return vectors

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


@lru_cache(maxsize=4)
def load_embedder(name: str) -> BaseEmbedding:
    """The embedder of this name: the bundled one, or ``module:Class`` of a LlamaIndex integration.

    ``QA_EMBED_MODEL="llama_index.embeddings.ollama:OllamaEmbedding(model_name=nomic-embed-text)"``
    passes keyword arguments as text. Raises EmbeddingError with both ways to mend it.
    """
    if name == LOCAL:
        return LocalEmbedding()
    module, colon, rest = name.partition(":")
    if not colon:
        raise EmbeddingError(
            f"unknown embedder {name!r}: use {LOCAL!r}, or 'module:Class(argument=value)' of a LlamaIndex embedding"
        )
    cls, _, arguments = rest.rstrip(")").partition("(")
    pairs = (item.partition("=")[::2] for item in arguments.split(",") if item.strip())
    try:
        embedder = getattr(importlib.import_module(module), cls)(**{k.strip(): v.strip() for k, v in pairs})
    except Exception as error:  # any integration may raise anything while it is made
        package = module.replace(".", "-").replace("_", "-")
        fix = (
            f"install its package (pip install {package})" if isinstance(error, ImportError) else "correct it"
        )
        raise EmbeddingError(
            f"embedder {name!r} could not be made ({_reason(error)}); {fix} or unset QA_EMBED_MODEL"
        ) from error
    if not isinstance(embedder, BaseEmbedding):
        raise EmbeddingError(f"{name!r} is not a LlamaIndex BaseEmbedding")
    return embedder


def embedder_info(embedder: BaseEmbedding, name: str) -> EmbedderInfo:
    """What to record of any embedder; a foreign one is measured with one text."""
    if isinstance(embedder, LocalEmbedding):
        return embedder.info()
    probe = embed_texts(embedder, ["dimension"])
    return EmbedderInfo(name, "", probe.shape[1])


def embed_texts(embedder: BaseEmbedding, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
    """Unit vectors of texts by any LlamaIndex embedder, float32 of shape (n, dimension)."""
    if isinstance(embedder, LocalEmbedding):
        return embedder.embed(texts, progress)
    vectors: list[list[float]] = []
    for start in range(0, len(texts), 64):
        vectors += _foreign(embedder.get_text_embedding_batch, list(texts[start : start + 64]))
        if progress:
            progress(len(vectors), len(texts))
    return _unit(np.asarray(vectors, dtype=np.float32))


def embed_query(embedder: BaseEmbedding, query: str) -> Matrix:
    """The unit vector of one question, float32 of shape (dimension,)."""
    if isinstance(embedder, LocalEmbedding):
        vector: Matrix = embedder.embed([query])[0]
        return vector
    row: Matrix = _unit(np.asarray([_foreign(embedder.get_query_embedding, query)], dtype=np.float32))[0]
    return row


def _foreign(call: Callable[[Any], Any], argument: Any) -> Any:
    try:
        return call(argument)
    except Exception as error:  # a remote embedder may fail in any way
        raise EmbeddingError(f"the embedder failed ({_reason(error)}); check its server and key") from error


def _reason(error: Exception) -> str:
    """Type and message on one line; some libraries write a page."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _unit(vectors: Matrix) -> Matrix:
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return unit


def vendored_tokenizer() -> Path:
    """The tokenizer file beside this module, of the whole MiniLM family."""
    return Path(str(resources.files("qa") / "models" / "all-MiniLM-L6-v2" / "tokenizer.json"))
