"""How long a visitor waits. The figures are written next to the screenshots; the bounds are for busy machines."""

import json
import statistics
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from browser.conftest import SHOTS, Open

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
QUESTIONS = (
    "What speedup does Medusa-2 reach?",
    "Summarize LoGAH",
    "Compare Medusa and LoGAH",
    "Which papers are about diffusion?",
)
VISITORS = 20


def _note(**figures: float) -> None:
    SHOTS.mkdir(exist_ok=True)
    path = SHOTS / "timings.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps({**known, **{k: round(v, 3) for k, v in figures.items()}}, indent=2) + "\n")


def test_first_paint_and_first_words(visit: Open) -> None:
    """The page is there in seconds, the first words of an answer at once."""
    page = visit()
    page.wait_for_selector(".example")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0") / 1000
    usable = page.evaluate("performance.now()") / 1000
    waits = []
    for question in QUESTIONS * 2:
        waits.append(
            page.evaluate(
                """(question) => new Promise((done) => {
                    const start = performance.now(), before = document.querySelectorAll('.sentence').length;
                    const look = new MutationObserver(() => {
                        if (document.querySelectorAll('.sentence').length > before) { look.disconnect(); done(performance.now() - start); }
                    });
                    look.observe(document.querySelector('#qa-turns'), {childList: true, subtree: true});
                    QA.ask(question);
                })""",
                question,
            )
            / 1000
        )
        page.wait_for_function("document.querySelector('#qa-stop').hidden")
    _note(
        first_paint=paint,
        usable=usable,
        first_words_median=statistics.median(waits),
        first_words_worst=max(waits),
    )
    assert usable < 60
    assert statistics.median(waits) < 10


def test_twenty_visitors_at_once(url: str) -> None:
    """Each is answered, none waits long."""

    def one(visitor: int) -> float:
        body = json.dumps({"question": QUESTIONS[visitor % len(QUESTIONS)]}).encode()
        request = urllib.request.Request(f"{url}/ask", body, {"content-type": "application/json"})
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert json.load(answer)["sentences"]
        return time.perf_counter() - start

    start = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as pool:
        waits = sorted(pool.map(one, range(VISITORS)))
    _note(
        visitors_median=statistics.median(waits),
        visitors_worst=waits[-1],
        visitors_all=time.perf_counter() - start,
    )
    assert waits[-1] < 60
