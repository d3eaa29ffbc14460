"""A browser, a running page on the seed collection, and what every browser test watches."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from page_world import ROOT, running
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 30_000  # milliseconds; only a failure waits so long, whatever else the machine is doing
expect.set_options(timeout=PATIENCE)
PICTURES = ROOT / "docs" / "images"
SHOTS = Path(__file__).resolve().parent.parent / "screenshots"
WIDE, NARROW = (1360, 860), (380, 780)
# What Gradio's script says when a page is left while an answer is on its way; nobody is there to read it.
LEFT = ("AbortError", "Connection errored out", "Failed to load", "ERR_ABORTED")


@pytest.fixture(scope="session")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page keeps its visitors' files."""
    return tmp_path_factory.mktemp("page-temporary")


@pytest.fixture(scope="session")
def index_dir(request: pytest.FixtureRequest) -> Path:
    """Kept between runs in pytest's cache; each worker has its own, since one process at a time may hold it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
    return Path(request.config.cache.mkdir(f"page-index-{worker}"))


@pytest.fixture(scope="session")
def url(index_dir: Path, temporary: Path) -> Iterator[str]:
    """The page on the seed collection."""
    _need_chromium()
    with running("--index-dir", str(index_dir), TMPDIR=str(temporary)) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for all tests."""
    _need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Open:
    """Opens pages; remembers what they asked of the network and complained about."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        self._contexts: list[object] = []

    def __call__(self, size: tuple[int, int] = WIDE, dark: bool = False, path: str = "") -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce",
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on(
            "request",
            lambda r: self.hosts.add(urlsplit(r.url).netloc) if r.url.startswith(("http", "ws")) else None,
        )
        page.on("pageerror", lambda error: self._complain(True, str(error)))
        # The console repeats a refused request without its address; the response has it.
        page.on("console", lambda m: self._complain(m.type == "error", m.text))
        page.on(
            "response",
            lambda r: self._complain(
                r.status >= 400, f"{r.status} {r.request.method} {r.url} {r.request.post_data}"
            ),
        )
        self._contexts.append(context)
        page.goto(self.url + path)
        page.wait_for_selector("#qa-question")
        return page

    def _complain(self, bad: bool, text: str) -> None:
        if bad and not any(said in text for said in LEFT):
            self.complaints.append(text)

    def close(self) -> None:
        for context in self._contexts:
            context.close()  # type: ignore[attr-defined]


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Open]:
    """Opens pages. Afterwards none of them has talked to another host or logged an error."""
    opened = Open(browser, url)
    yield opened
    opened.close()
    assert opened.hosts <= {urlsplit(url).netloc}, "a page talked to another host"
    assert [] == opened.complaints


def _need_chromium() -> None:
    if CHROMIUM:
        return
    if os.environ.get("CI") == "true":
        pytest.fail("CI must run the browser tests: chromium is not installed")
    pytest.skip("chromium is not installed: the tests of the page in a browser are skipped")


def ask(page: Page, question: str) -> None:
    """Types a question, sends it with Enter, and waits for the whole answer."""
    before = page.locator(".turn").count()
    page.fill("#qa-question", question)
    page.press("#qa-question", "Enter")
    page.locator(".turn").nth(before).locator(".turn-tools").wait_for()


def shoot(page: Page, name: str, picture: str = "") -> None:
    """A screenshot for people to look at; with TEST_PICTURES set also the README's ``picture``."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
    if picture and os.environ.get("TEST_PICTURES"):
        with Image.open(SHOTS / f"{name}.png") as shot:
            small = shot.convert("RGB").quantize(96, dither=Image.Dither.NONE)
            small.save(PICTURES / f"{picture}.png", optimize=True)
