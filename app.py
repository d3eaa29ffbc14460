"""The chat page: ``python app.py``. Wiring only; what it does lives in ``qa.page``."""

from __future__ import annotations

import os
import sys
from typing import Annotated

# Before Gradio is imported: no analytics, no version check, no look at a model hub.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

try:
    import typer
    from rich.console import Console

    from qa.errors import QAError
    from qa.page.address import Address, check_free, login_for
    from qa.page.scratch import scratch
    from qa.settings import Settings
except KeyboardInterrupt:  # the imports take long enough to be interrupted
    sys.exit(130)

_console = Console(stderr=True, highlight=False)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    host: Annotated[
        str, typer.Option(help="Address to listen on; other than loopback needs a login.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
    corpus: Annotated[
        list[str] | None,
        typer.Option(
            help="File or folder of papers, may be repeated; when unset, what the index was built from, else the seeds."
        ),
    ] = None,
    index_dir: Annotated[
        str | None, typer.Option(metavar="PATH", help="Where the index lives; the user's cache when unset.")
    ] = None,
    llm: Annotated[
        str | None, typer.Option(help="provider/model that writes the prose; quotes only when unset.")
    ] = None,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Offer ask, retrieve and papers as MCP tools as well.")
    ] = False,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="Let everybody in who can reach the address.")
    ] = False,
) -> None:
    """Serve the chat page. A login is set by QA_USER and QA_PASSWORD in the environment."""
    given = {"corpus": corpus or None, "index_dir": index_dir, "llm": llm}
    try:
        _run(host, port, Settings(**{k: v for k, v in given.items() if v is not None}), mcp, no_auth)
    except QAError as error:
        _console.print(f"[bold red]error:[/] {str(error).replace('[', chr(92) + '[')}", soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(host: str, port: int, settings: Settings, mcp: bool, no_auth: bool) -> None:
    address = Address(host, port)
    login = login_for(address, settings, no_auth)
    check_free(address)
    with scratch() as folder:
        uploads, visitors = folder / "uploads", folder / "visitors"
        uploads.mkdir()
        visitors.mkdir()
        os.environ["GRADIO_TEMP_DIR"] = str(uploads)
        from qa.page import serve  # late: Gradio takes seconds, and --help should not
        from qa.page.opening import opened_page

        with opened_page(settings, visitors, _console) as opened:
            guarded = serve.make_app(opened.page, opened.functions, login, mcp)
            serve.serve(guarded, address, lambda: print(f"Ready: {address.url}", flush=True))


if __name__ == "__main__":
    app()
