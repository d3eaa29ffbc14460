"""Both networks learn from a few items and are exported as the product reads them. Skipped without torch."""

import math
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

import onnxruntime  # noqa: E402

from evals.reader import embed, train  # noqa: E402
from evals.reader.candidates import mined  # noqa: E402
from evals.reader.descent import DEVICE, choice  # noqa: E402
from evals.reader.export import ROWS, TOKENS, export  # noqa: E402
from evals.reader.losses import Logits, taught, told  # noqa: E402
from evals.reader.material import Item, Material, Positive, Text  # noqa: E402
from evals.reader.network import LARGE, CrossNetwork, EmbeddingNetwork, Layers  # noqa: E402
from evals.reader.rows import Others, Rows  # noqa: E402

_TEXTS = [
    Text(f"On {thing}", (f"We look at {thing}.", f"{thing} costs {price} crowns.", "More work is needed."))
    for thing, price in (("salt", 3), ("iron", 40), ("wool", 7), ("glass", 12))
]
_ASKED = [Item(f"What does {text.title[3:]} cost?", (Positive(text, (1,)),), "written") for text in _TEXTS]
_LIST = Item(
    "Papers on goods that cost more than ten crowns",
    (Positive(_TEXTS[1], (1,)), Positive(_TEXTS[3], (1,))),
    "list",
    (_TEXTS[0], _TEXTS[2]),
)
# A teacher's kind of layers, but few and narrow.
_TEACHER = LARGE._replace(width=48, hidden=96, layers=1, vocabulary=30522)
_MATERIAL = Material([*_ASKED, _LIST], {"written": _TEXTS, "scifact": [], "squad": []})


def _embedder() -> EmbeddingNetwork:
    torch.manual_seed(1)
    return EmbeddingNetwork(Layers()).eval().to(DEVICE)


def _losses(told: str) -> list[float]:
    return [float(line.rpartition(" ")[2]) for line in told.splitlines() if line.startswith("step")]


def test_choice() -> None:
    """The share of what is right within its group; a group without any does not count."""
    logits, group = torch.zeros(6), torch.tensor([0, 0, 0, 0, 1, 1])
    right = torch.tensor([True, False, False, False, False, False])
    assert math.isclose(math.log(4), float(choice(logits, right, group)), rel_tol=1e-6)
    assert 0.0 == float(choice(logits, torch.zeros(6, dtype=torch.bool), group))


def test_candidates() -> None:
    """The other texts of its source, not its own; a list keeps its own negatives."""
    listed, *asked = mined(_MATERIAL, _embedder())
    assert _LIST == listed
    for item in asked:
        assert set(_TEXTS) - {item.positives[0].text} == set(item.negatives)


def _changed(network: CrossNetwork, before: dict[str, torch.Tensor]) -> set[str]:
    return {name for name, value in network.state_dict().items() if not torch.equal(before[name], value)}


def test_the_cross_encoder_learns(capsys: pytest.CaptureFixture[str]) -> None:
    """From labels first, then a smaller one from it; heads are trained, embeddings and the teacher are not."""
    items = mined(_MATERIAL, _embedder())
    frozen = ("base.words", "base.places", "base.first", "base.near")
    large = CrossNetwork(Layers(_TEACHER)).to(DEVICE)
    before = {name: value.clone() for name, value in large.state_dict().items()}
    train.teach(large, items, epochs=12, tokens=1500)
    losses = _losses(capsys.readouterr().out)
    assert losses[0] > losses[-1]
    assert set(before) - _changed(large, before) == {name for name in before if name.startswith(frozen)}
    taught = {name: value.clone() for name, value in large.state_dict().items()}
    small = CrossNetwork(Layers()).to(DEVICE)
    before = {name: value.clone() for name, value in small.state_dict().items()}
    train.distil(small, large, items, epochs=12, tokens=1500)
    losses = _losses(capsys.readouterr().out)
    assert losses[0] > losses[-1]
    assert not _changed(large, taught)
    assert set(before) - _changed(small, before) == {name for name in before if name.startswith(frozen)}


def test_what_is_taught() -> None:
    """Nothing is left to learn from a teacher that says the same, but its own doubt; all else costs more."""
    batch = Rows(_ASKED, Others(0, 0, 0.0)).read(_ASKED)
    count = len(batch.gold) * batch.gold.shape[1]
    row = torch.arange(len(batch.gold), device=DEVICE).repeat_interleave(batch.gold.shape[1])
    sure = Logits(
        *(torch.full((len(_ASKED),), 20.0, device=DEVICE) for _ in range(2)),
        torch.where(batch.gold.flatten(), 20.0, -20.0), row, torch.ones_like(batch.gold),
    )  # fmt: skip
    unsure = sure._replace(sentences=torch.zeros(count, device=DEVICE))
    for loss in (lambda found: taught(found, sure, batch), lambda found: told(found, batch)):
        assert 0 == pytest.approx(float(loss(sure)), abs=1e-4)
        assert 0.5 < float(loss(unsure))
    assert 0.7 * math.log(2) == pytest.approx(float(taught(unsure, unsure, batch)), abs=1e-4)


def test_the_embedder_learns(capsys: pytest.CaptureFixture[str]) -> None:
    """Its loss falls, though every vector is held near where it was."""
    public = _embedder()
    network = _embedder()
    embed.fit(network, public, mined(_MATERIAL, public), epochs=12, size=5)
    losses = _losses(capsys.readouterr().out)
    assert losses[0] > losses[-1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_export(tmp_path: Path) -> None:
    """Any number of sequences of any length go through what is written."""
    out = tmp_path / "model.onnx"
    example = {"input_ids": torch.full((1, 8), 1000), "parts": torch.tensor([[1, 2, 2, 1, 3, 3, 3, 1]])}
    export(CrossNetwork(Layers()), example, {"tokens": TOKENS, "verdicts": ROWS}, out)
    feed = {name: value.repeat(3, 2).numpy() for name, value in example.items()}
    tokens, verdicts = onnxruntime.InferenceSession(str(out)).run(None, feed)
    assert ((3, 16), (3, 2)) == (tokens.shape, verdicts.shape)
    assert [out] == list(tmp_path.iterdir())
