"""The public surface: small, sorted, lazily imported."""

import subprocess
import sys
from importlib.resources import files

import qa


def test_names_are_sorted_and_exist() -> None:
    """Everything in ``__all__`` can be had, in order."""
    assert sorted(qa.__all__, key=str) == qa.__all__
    assert all(getattr(qa, name) is not None for name in qa.__all__)


def test_import_is_light() -> None:
    """``import qa`` loads none of the heavy libraries."""
    code = "import qa, sys; print([m for m in ('llama_index', 'chromadb', 'onnxruntime', 'gradio') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_the_package_is_typed() -> None:
    """Type checkers look at an installed package only where this file is."""
    assert files(qa).joinpath("py.typed").is_file()
