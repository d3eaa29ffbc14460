"""Opening the model files that come with the package: their hash is checked, and what fails is one line."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import QAError


def usable_cores() -> int:
    """The processor cores that this process may use; where the system does not tell, those there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class ModelFiles:
    """How one model's files are opened: the error to raise, and what it says to do."""

    error: type[QAError]
    remedy: str

    def checked(self, path: Path, sha256: str) -> Path:
        """The path, once its bytes are known to be those expected."""
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise self.error(f"{path}: cannot be read ({error.strerror}); {self.remedy}") from error
        if found != sha256:
            raise self.error(f"{path}: sha256 is {found[:12]}..., expected {sha256[:12]}...; {self.remedy}")
        return path

    def tokenizer(self, path: Path) -> Any:
        """A tokenizer of the ``tokenizers`` package that neither cuts nor pads."""
        from tokenizers import Tokenizer  # late: only those who read or embed pay for it

        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def session(self, path: Path, threads: int) -> Any:
        """An onnxruntime session with this many threads."""
        # Since 1.32 onnxruntime reports its use to its maker unless this is set before it is imported.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime  # late: 0.2 s that `--help` need not pay

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait would take the cores from other questions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Processors without VNNI add up products of 8 bits in 16, which overflow: a logit would be off by up to 2 there.
        options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise self.error(f"{path}: onnxruntime cannot load it ({error}); {self.remedy}") from error
