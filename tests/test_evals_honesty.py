"""Nothing that is fitted has seen the test split."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from evals.dataset import DATASETS

ROOT = Path(__file__).resolve().parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("qa", "evals")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
# What solves for weights or looks for a threshold. A module that does any of it is a fitting one.
_SOLVERS = {"solve", "lstsq", "minimize", "curve_fit", "fit"}


def _names(tree: ast.AST) -> set[str]:
    """Every name that a module uses, imports or reaches for as an attribute."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def _imported(name: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & set(MODULES)


def _reached(name: str) -> set[str]:
    """The module and all of this project that it imports, directly or not."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += _imported(one)
    return seen


def _texts(name: str) -> set[str]:
    """String constants of a module that are not docstrings."""
    tree = TREES[name]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts - {doc for doc in docs if doc}


FITTING = sorted(
    name
    for name, tree in TREES.items()
    if name.endswith("_fit")
    or _SOLVERS & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    or any(isinstance(node, ast.FunctionDef) and node.name in _SOLVERS for node in ast.walk(tree))
)


def test_fitting_modules_are_found() -> None:
    """The search above sees what it is meant to see."""
    assert "evals.grounding.accuracy" in FITTING


def test_one_way_to_the_test_split() -> None:
    """Only a run calls the function that opens it, and only the loader defines it."""
    assert {"evals.dataset", "evals.session"} == {name for name in MODULES if "load_for_judging" in _names(TREES[name])} | {
        name for name in MODULES if any(isinstance(n, ast.FunctionDef) and n.name == "load_for_judging" for n in ast.walk(TREES[name]))
    }  # fmt: skip


def test_one_reader_of_the_question_files() -> None:
    """No other module names their folder, so none reads a line of them behind the loader's back."""
    files = {path.name for path in DATASETS.glob("*.jsonl")}
    naming = {
        name
        for name in MODULES
        if any(t in files or t == "datasets" or "evals/datasets" in t for t in _texts(name))
    }
    assert {"evals.dataset"} == naming
    assert {"evals.dataset"} == {name for name in MODULES if "DATASETS" in _names(TREES[name])}


@pytest.mark.parametrize("name", FITTING)
def test_fitting_code_cannot_reach_it(name: str) -> None:
    """No module that fits imports a run, or anything that leads to it."""
    assert "evals.session" not in _reached(name)
    assert not {"load_for_judging", "_read"} & _names(TREES[name])


def test_the_product_does_not_know_the_evals() -> None:
    """Only its command line mounts theirs; an answer cannot depend on a question file."""
    knowing = {
        name
        for name in MODULES
        if name.startswith("qa") and any(m.startswith("evals") for m in _imported(name))
    }
    assert knowing <= {"qa.cli"}


def test_the_thresholds_are_numbers_of_a_person() -> None:
    """Nothing writes them."""
    writers = {name for name in MODULES if any(text.endswith("thresholds.toml") for text in _texts(name))}
    assert {"evals.gate"} == writers
    assert not {"write_text", "dump"} & _names(TREES["evals.gate"])
