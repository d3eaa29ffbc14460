"""The command line: ``qa ask``, ``qa index``, ``qa chat``, ``qa eval``, ``qa doctor``.

A user's mistake ends with one line on stderr and exit code 2; an answer goes to stdout.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text
from typer.exceptions import Abort, TyperException

from evals.cli import run as run_evals
from qa.errors import QAError
from qa.intake import clean_question, refuse
from qa.settings import Settings
from qa.smalltalk import smalltalk_kind

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.types import Answer

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
_out = Console()
_err = Console(stderr=True, highlight=False)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

CorpusOption = Annotated[
    list[str] | None,
    typer.Option(
        help="File or folder of papers, may be repeated; when unset, what the index was built from, else the seeds."
    ),
]
# A text, so that an empty one is told from ".".
IndexOption = Annotated[
    str | None, typer.Option(metavar="PATH", help="Where the index lives; the user's cache when unset.")
]
LLMOption = Annotated[
    str | None, typer.Option(help="provider/model that writes the prose; quotes only when unset.")
]
QuotesOption = Annotated[
    bool, typer.Option("--quotes-only", help="Leave a configured language model out: quotes alone.")
]
JSONOption = Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")]


def main() -> None:
    """Entry point: errors of this package become one line and exit code 2."""
    logging.getLogger("qa").addHandler(logging.NullHandler())
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):  # what an encoding lacks is read and shown as "?"
            stream.reconfigure(errors="replace")
    if sys.stdout is None:  # "qa ask ... >&-"
        _fail("the standard output is closed; there is nowhere to answer")
        sys.exit(2)
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:  # a wrong option: the help tells the right ones
        _fail(f"{error.format_message().rstrip('.')}; '--help' lists what there is")
        sys.exit(2)
    except QAError as error:
        _fail(error)
        sys.exit(2)
    except OSError as error:  # files are guarded where they are used; this is a full disk behind a pipe
        _fail(f"input or output failed: {error.strerror or error}")
        sys.exit(2)
    except (KeyboardInterrupt, Abort):
        sys.exit(130)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Questions about a collection of paper abstracts, answered with exact, cited quotes."""
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question; '-' reads it from standard input.")],
    corpus: CorpusOption = None,
    index_dir: IndexOption = None,
    llm: LLMOption = None,
    quotes_only: QuotesOption = False,
    as_json: JSONOption = False,
) -> None:
    """Answer one question."""
    text = sys.stdin.read() if question == "-" else question
    refused = refuse(clean_question(text))  # before an index is built for nothing
    if refused and refused.reason == "not_a_question":
        _fail(refused.message)
        raise typer.Exit(2)
    with _assistant(corpus, index_dir, llm) as assistant:
        answer = assistant.ask(text, quotes_only=quotes_only)
        _show(answer, as_json)
        _tell_writer(assistant, answer)


@app.command()
def index(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of papers.")] = None,
    index_dir: IndexOption = None,
) -> None:
    """Read papers, report what was skipped, and build or update their index."""
    from qa.origin import papers_of  # late: the readers bring libraries along

    settings, corpus = papers_of(_settings([str(path) for path in paths or ()], index_dir, None))
    for skipped in corpus.skipped:
        _say(_err, "remark " if skipped.kept else "skipped ", "yellow", skipped)
    with _opened(settings, corpus) as assistant:
        _say(_out, "", "", f"{_papers(assistant)} indexed in {settings.index_path}")


@app.command()
def chat(
    corpus: CorpusOption = None,
    index_dir: IndexOption = None,
    llm: LLMOption = None,
    quotes_only: QuotesOption = False,
) -> None:
    """A conversation in the terminal; an empty line, a goodbye or Ctrl-D ends it.

    With a language model, "/quotes" leaves it out of the answers that follow, or takes it in again.
    """
    from qa.types import Turn

    with _assistant(corpus, index_dir, llm) as assistant:
        _out.print(f"{_papers(assistant)}. Ask; an empty line ends the conversation.")
        history: list[Turn] = []
        while question := _read_line():
            if question == "/quotes" and assistant.llm:
                quotes_only = not quotes_only
                _say(_out, "", "", "quotes alone" if quotes_only else f"written by {assistant.engine}", "dim")
                continue
            try:
                answer = assistant.ask(question, history, quotes_only=quotes_only)
            except QAError as error:  # a server that is gone for once does not end the conversation
                _fail(error)
                continue
            if answer.trace.rewritten:
                _say(_out, "understood as: ", "dim", answer.standalone)
            _show(answer, False)
            _tell_writer(assistant, answer)
            if smalltalk_kind(question) == "bye":
                break
            history.append(Turn(question, answer))


@app.command()
def doctor(corpus: CorpusOption = None, index_dir: IndexOption = None, llm: LLMOption = None) -> None:
    """Check every part that answering needs, and say what is wrong with it."""
    from qa.doctor import checks

    failed = 0
    for check in checks(_settings(corpus, index_dir, llm)):
        mark, style = ("ok", "green") if check.ok else ("failed", "bold red")
        _say(_out, f"{mark:7}", style, f"{check.name}: {check.detail}")
        failed += not check.ok
    if failed:
        raise typer.Exit(2)


app.command("eval")(run_evals)


def _settings(corpus: Sequence[str] | None, index_dir: str | None, llm: str | None) -> Settings:
    given: dict[str, Any] = {"corpus": corpus or None, "index_dir": index_dir, "llm": llm}
    return Settings(**{name: value for name, value in given.items() if value is not None})


def _assistant(corpus: Sequence[str] | None, index_dir: str | None, llm: str | None) -> Any:
    return _opened(_settings(corpus, index_dir, llm))


@contextmanager
def _opened(settings: Settings, corpus: Any = None) -> Iterator[Assistant]:
    """The assistant, opened under a progress bar that shows only when there is work to do."""
    from qa.assistant import Assistant

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal)
    task = bar.add_task("building the index", total=None)

    def show(done: int, total: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        assistant = Assistant.open(settings, show, corpus)
    finally:
        bar.stop()
    if not settings.corpus and (built_from := assistant.settings.corpus):
        _say(_err, "", "", f"Asked of what this index was built from: {', '.join(built_from)}.", "dim")
    if assistant.index.notice:
        _say(_err, "", "", assistant.index.notice, "dim")
    with assistant:
        yield assistant


def _show(answer: Answer, as_json: bool) -> None:
    if as_json:
        unicode = (sys.stdout.encoding or "").lower().startswith("utf")
        sys.stdout.write(json.dumps(answer.as_dict(), ensure_ascii=not unicode, indent=2) + "\n")
    elif _out.is_terminal:
        _out.print(Markdown(answer.text))
    else:
        sys.stdout.write(answer.text + "\n")


def _tell_writer(assistant: Assistant, answer: Answer) -> None:
    """Where a language model is configured: who wrote the answer, at what cost, what the check took out."""
    if assistant.llm is None:
        return
    for sentence in answer.removed:
        _say(_err, "removed: ", "yellow", f"{sentence.text} ({sentence.reason})")
    who = "quotes, without the model" if answer.engine == "extractive" else answer.engine
    cost = "".join(f", {count} {name.replace('_', ' ')}" for name, count in answer.usage.items())
    _say(_err, "", "", f"written by {who}{cost}, {answer.timings['total']:.1f} s", "dim")


def _read_line() -> str:
    try:
        return _out.input("[bold]> [/]").strip()
    except EOFError:
        return ""


def _papers(assistant: Assistant) -> str:
    count = len(assistant.papers)
    return "1 paper" if count == 1 else f"{count} papers"


def _fail(message: object) -> None:
    _say(_err, "error: ", "bold red", message)


def _say(console: Console, label: str, label_style: str, message: object, style: str = "") -> None:
    """One line of text as it is: no markup, no emoji codes, nothing that a terminal would obey."""
    line = " ".join(_UNPRINTABLE.sub(" ", str(message)).split())
    console.print(Text.assemble((label, label_style), (line, style)), soft_wrap=True)
