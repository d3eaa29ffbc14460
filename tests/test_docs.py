"""What the documents list is what the code has, and their examples run."""

from __future__ import annotations

import importlib
import inspect
import re
import shutil
from pathlib import Path

import pytest
import typer.main

import qa
from qa import Assistant, Settings, cli, errors, render
from qa.corpus import SUFFIXES
from qa.llm import PROVIDERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "evals/README.md", ROOT / "seeds/README.md"]
)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def between(name: str) -> str:
    """What stands between the README's marks of this name; "" while it is not filled in."""
    return README.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0].strip()


def commands() -> dict[str, set[str]]:
    """The options of each command of ``qa``."""
    group = typer.main.get_command(cli.app)
    found = getattr(group, "commands")  # noqa: B009
    return {name: {o for p in command.params for o in p.opts} for name, command in found.items()}


def test_every_command_is_listed() -> None:
    """The table of commands has all of them and no other."""
    listed = re.findall(r"^\| `qa (\w+)", README, re.MULTILINE)
    assert sorted(commands()) == sorted(listed)


def test_options_exist() -> None:
    """Each ``qa`` or ``app.py`` command line in the README uses options that it takes."""
    app = importlib.import_module("app")
    page = {o for p in typer.main.get_command(app.app).params for o in p.opts}
    known = {**commands(), "app.py": page}
    lines = re.findall(
        r"(?:^|`| )(?:qa|python -m qa|python) (ask|index|chat|eval|doctor|app\.py)\b([^`\n]*)", README
    )
    assert lines
    for command, rest in lines:
        assert set(OPTION.findall(rest.split("#")[0])) <= known[command], (command, rest)


def test_shown_answers_are_those_given(seeds: Assistant) -> None:
    """What stands below a question in the README is what is printed, up to three dots."""
    examples = re.findall(r'^    \$ qa ask "([^"]+)"\n\n((?:    .*\n|\n)+)', README, re.MULTILINE)
    assert examples
    for question, shown in examples:
        beginning = " ".join(shown.split("...")[0].split())
        assert " ".join(seeds.ask(question).text.split()).startswith(beginning), question


def test_the_example_of_contributing_runs_a_test() -> None:
    """The file is there and has a test of that name."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    examples = re.findall(r'ARGS="(\S+) -k (\w+)"', text)
    assert examples
    assert all(
        re.search(rf"^def test_\w*{word}", (ROOT / file).read_text(), re.MULTILINE) for file, word in examples
    )


def test_options_shared_by_commands() -> None:
    """What the README says that all commands take, they do."""
    assert all("--index-dir" in options for options in commands().values())
    assert {"index"} == {name for name, options in commands().items() if "--corpus" not in options}


def test_every_format_is_listed() -> None:
    """Each suffix that is read stands in the README."""
    assert [] == [suffix for suffix in SUFFIXES if f"`{suffix}`" not in README]


def test_every_provider_is_listed() -> None:
    """Each provider of language models has its row."""
    rows = re.findall(r"^\| `([\w-]+)/", README, re.MULTILINE)
    if not rows:
        pytest.skip("the README has no table of models yet")
    assert sorted(PROVIDERS) == sorted(rows)


def test_the_table_of_settings() -> None:
    """The table has every setting with its meaning and default, as the code has them."""
    table = between("settings")
    if not table:
        pytest.skip("the README has no table of settings yet")
    rows = [
        f"| `QA_{name.upper()}` | {field.description} | {'' if field.default is None else f'`{field.default}`'} |"
        for name, field in Settings.model_fields.items()
    ]
    assert ["| variable | meaning | default |", "|---|---|---|", *rows] == table.splitlines()


def test_variables_exist() -> None:
    """No document names a variable that would be refused."""
    known = {f"QA_{name.upper()}" for name in Settings.model_fields}
    for path in DOCUMENTS:
        unknown = set(re.findall(r"\bQA_[A-Z_]+\b", path.read_text())) - known - {"QA_"}
        assert set() == unknown, path.name


def test_links_lead_somewhere() -> None:
    """Each file that a document links to is there."""
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text()):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_make_targets_exist() -> None:
    """Each ``make`` line names a target."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in DOCUMENTS:
        named = set(re.findall(r"(?:^    |`)make ([a-z]+)", path.read_text(), re.MULTILINE))
        assert named <= targets, path.name


def test_python_blocks_run(seeds: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The README's Python runs as it stands; what needs a server at least compiles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    entries = [
        "@article{a, title={Zebrafish and Light}, abstract={We study zebrafish behaviour. Cortisol was measured.}}"
    ]
    (tmp_path / "library.bib").write_text("\n".join(entries))
    shutil.copytree(seeds.settings.index_path, Settings().index_path)  # as a first start would have left it
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        code = compile(block, "README.md", "exec")
        if "gradio_client" in block:
            continue
        names: dict[str, object] = {}
        try:
            exec(code, names)
        finally:
            qa.close()
        assert isinstance(names["answer"], qa.Answer)
        assert names["answer"].citations


def test_example_answers_are_true(seeds: Assistant) -> None:
    """An example answer quotes the abstracts word for word, and abstains where the program does."""
    examples = re.findall(r"^    \$ qa ask \"(.*)\"\n\n((?:    .*\n|\n)+)", README, re.MULTILINE)
    if not examples:
        pytest.skip("the README has no example answers yet")
    texts = [" ".join(render.readable(p.abstract).split()) for p in seeds.papers]
    for question, shown in examples:
        answer = seeds.ask(question)
        assert bool(answer.abstention) == ("does not answer" in shown), question
        titles = re.findall(r"\[\d\] \*(.*)\*", shown)
        assert [render.title_text(title) for title in answer.titles] == titles
        body = re.sub(r"\[\d\] \*.*\*", "", shown)
        for piece in re.split(r"\[\d\]|\.\.\.", "" if answer.abstention else body):
            words = " ".join(piece.split())
            assert any(words in text for text in texts), words


def test_the_tree_of_errors_is_complete() -> None:
    """The tree drawn in ``qa.errors`` names every error, and each under its parent."""
    tree = re.findall(r"^    ([| +\-]*)(\w+)", str(errors.__doc__), re.MULTILINE)
    classes = {n for n, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.QAError)}
    assert classes == {name for _, name in tree}
    parents: list[str] = []
    for indent, name in tree:
        depth = (len(indent) + 3) // 4
        del parents[depth:]
        assert not parents or getattr(errors, name).__base__.__name__ == parents[-1]
        parents.append(name)


def test_the_docstring_of_the_readers_lists_every_suffix() -> None:
    """So does the documentation of the readers themselves."""
    listed = str(importlib.import_module("qa.corpus").__doc__)
    assert [] == [suffix for suffix in SUFFIXES if f"``{suffix}``" not in listed]
