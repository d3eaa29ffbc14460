"""A trained network as ONNX with 8-bit weights, scaled channel by channel."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


def export(network: nn.Module, example: tuple[Tensor, Tensor], names: Sequence[str], out: Path) -> None:
    """Writes ``out`` and prints its sha256; the first two names are inputs of shape (n, width)."""
    whole = out.with_suffix(".fp32.onnx")
    axes = {name: {0: "n", 1: "width"} for name in names[:3]}
    torch.onnx.export(
        network.eval(), example, str(whole), input_names=list(names[:2]), output_names=list(names[2:]),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    print(f"{out}: sha256 {hashlib.sha256(out.read_bytes()).hexdigest()}")
