"""The bundled embedder, its two pinned files, and the switch to another."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hash_embedding import NAME, HashEmbedding
from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.embedding import (
    LOCAL,
    MODEL_SHA256,
    EmbedderInfo,
    LocalEmbedding,
    embed_query,
    embed_texts,
    embedder_info,
    load_embedder,
)
from qa.errors import EmbeddingError


@pytest.fixture(scope="module")
def local() -> LocalEmbedding:
    """The bundled embedder, opened once."""
    embedder = load_embedder(LOCAL)
    assert isinstance(embedder, LocalEmbedding)
    return embedder


def test_unit_vectors_of_the_right_shape(local: LocalEmbedding) -> None:
    """Each text becomes one float32 vector of length 1."""
    vectors = local.embed(["Bees visit flowers.", "", "a " * 3000])
    assert (3, 384) == vectors.shape
    assert np.float32 == vectors.dtype
    np.testing.assert_allclose(1.0, np.linalg.norm(vectors, axis=1), rtol=1e-5)


def test_alike_is_near(local: LocalEmbedding) -> None:
    """A paraphrase is nearer than another subject."""
    a, b, c = local.embed(["The cat sleeps.", "A cat is asleep.", "Interest rates were raised."])
    assert float(a @ b) > 0.6 > 0.3 > float(a @ c)


def test_alone_or_in_a_batch(local: LocalEmbedding) -> None:
    """A text's vector does not depend on its company or place, and LlamaIndex's methods give the same."""
    texts = ["short", "a longer text about kidney replacement therapy", "mid size text"]
    together = local.embed(texts)
    for row, text in enumerate(texts):
        assert float(together[row] @ local.embed([text])[0]) > 0.999
    np.testing.assert_allclose(local.embed(texts[:1])[0], local.get_text_embedding("short"), atol=1e-5)
    np.testing.assert_allclose(local.embed(texts[:1])[0], local.get_query_embedding("short"), atol=1e-5)


def test_beyond_the_usual_length(local: LocalEmbedding) -> None:
    """What stands after the 128 tokens at which the tokenizer file would cut still counts."""
    start = "Grain was stored in the port. " * 20
    one, other = local.embed([start + "Plague.", start + "Rocket engines burn methane. " * 6])
    assert float(one @ other) < 0.99


def test_progress_counts_all_texts(local: LocalEmbedding) -> None:
    """Progress ends with the number of texts."""
    seen: list[tuple[int, int]] = []
    embed_texts(local, ["one", "two", "three"], lambda done, total: seen.append((done, total)))
    assert (3, 3) == seen[-1]


def test_info_names_the_weights(local: LocalEmbedding) -> None:
    """What an index records: name, hash, dimension."""
    assert EmbedderInfo(LOCAL, MODEL_SHA256, 384) == embedder_info(local, LOCAL)


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    """Another file in the model's place is named with its hash and both ways to mend it."""
    model = tmp_path / "model.onnx"
    model.write_bytes(b"not the model")
    with pytest.raises(
        EmbeddingError, match=r"sha256 is .* expected 8b18497a9482.*reinstall.*QA_EMBED_MODEL"
    ):
        LocalEmbedding(model_path=model)


def test_altered_tokenizer_is_refused(tmp_path: Path) -> None:
    """So is another tokenizer, which would shift every token without an error."""
    tokenizer = tmp_path / "tokenizer.json"
    source = Path(__file__).parent.parent / "qa" / "models" / "all-MiniLM-L6-v2" / "tokenizer.json"
    shutil.copy(source, tokenizer)
    tokenizer.write_bytes(tokenizer.read_bytes() + b" ")
    with pytest.raises(EmbeddingError, match=r"tokenizer\.json: sha256 is"):
        LocalEmbedding(tokenizer_path=tokenizer)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """A missing file is one line with its path."""
    with pytest.raises(EmbeddingError, match=r"gone\.onnx: cannot be read"):
        LocalEmbedding(model_path=tmp_path / "gone.onnx")


@pytest.mark.parametrize(
    ("name", "message"),
    [("mpnet", "unknown embedder 'mpnet'"), ("no_such_module:Thing", r"could not be made .*pip install no-such-module"),
     ("hash_embedding:Nothing", "could not be made"), (f"{NAME}(dimension=many)", "could not be made"),
     ("pathlib:Path", "not a LlamaIndex BaseEmbedding")],
)  # fmt: skip
def test_unusable_names(name: str, message: str) -> None:
    """Whatever is wrong with a setting is said in one line."""
    with pytest.raises(EmbeddingError, match=message) as caught:
        load_embedder(name)
    assert "\n" not in str(caught.value)


def test_another_embedder_with_arguments() -> None:
    """Any LlamaIndex embedding can be named, with arguments as text; its vectors are made unit length."""
    embedder = load_embedder(f"{NAME}(dimension=8)")
    assert isinstance(embedder, HashEmbedding)
    assert EmbedderInfo("mine", "", 8) == embedder_info(embedder, "mine")
    assert (3, 8) == embed_texts(embedder, ["a", "b", "c"]).shape
    np.testing.assert_allclose(1.0, np.linalg.norm(embed_query(embedder, "a")), rtol=1e-5)


class Failing(BaseEmbedding):
    """A remote embedder whose server is gone."""

    def _get_text_embedding(self, text: str) -> list[float]:
        raise ConnectionError(f"no server for {text!r}")

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def test_a_failing_server_is_translated() -> None:
    """Whatever a foreign embedder raises becomes an EmbeddingError."""
    with pytest.raises(EmbeddingError, match="ConnectionError"):
        embed_query(Failing(), "a")
    with pytest.raises(EmbeddingError, match="ConnectionError"):
        embed_texts(Failing(), ["a"])
