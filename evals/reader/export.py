"""A trained network as ONNX with 8-bit weights, scaled channel by channel."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

Axes = dict[int, str]
ROWS: Axes = {0: "n"}
TOKENS: Axes = {0: "n", 1: "width"}


def export(network: nn.Module, inputs: Mapping[str, Tensor], outputs: Mapping[str, Axes], out: Path) -> None:
    """Writes ``out`` and prints its sha256. Inputs are examples of shape (n, width)."""
    whole = out.with_suffix(".fp32.onnx")
    axes = {**dict.fromkeys(inputs, TOKENS), **outputs}
    torch.onnx.export(
        network.eval().cpu(), tuple(inputs.values()), str(whole),
        input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    print(f"{out}: sha256 {hashlib.sha256(out.read_bytes()).hexdigest()}")
