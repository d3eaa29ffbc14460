"""Can everybody use it: axe-core on the main states, in both themes and at both widths."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NARROW, WIDE, Open, ask, shoot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def axe() -> str:
    if AXE.exists():
        return AXE.read_text()
    if os.environ.get("CI") == "true":
        pytest.fail("CI must run axe-core: npm install --no-save --prefix tests/browser axe-core@4")
    return pytest.skip("axe-core is not installed (npm install --no-save --prefix tests/browser axe-core@4)")


def _findings(page: Page, axe: str) -> list[str]:
    """What axe finds as the page is, and the contrasts in the other theme as well."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = _violations(page, "{resultTypes: ['violations']}")
    page.evaluate("document.body.classList.toggle('dark')")
    found += _violations(page, "{runOnly: ['color-contrast']}")
    page.evaluate("document.body.classList.toggle('dark')")
    return found


def _violations(page: Page, options: str) -> list[str]:
    result: dict[str, Any] = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for v in result["violations"]
        if v["impact"] in ("serious", "critical") or v["id"] == "heading-order"
        for node in v["nodes"]
    ]


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (NARROW, True)])
def test_no_serious_finding(visit: Open, axe: str, size: tuple[int, int], dark: bool) -> None:
    """Welcome, answer, table, abstention, help, sources, collection, a paper, upload."""
    page = visit(size, dark)
    page.wait_for_selector(".example")
    found = {"welcome": _findings(page, axe)}
    page.get_by_role("button", name="Help").click()
    found["help"] = _findings(page, axe)
    page.keyboard.press("Escape")
    for name, question in (
        ("answer", "What speedup does Medusa-2 reach?"),
        ("table", "Compare Medusa and LoGAH"),
        ("abstention", "Who won the world cup?"),
    ):
        ask(page, question)
        page.locator(".latest .how summary").click()
        found[name] = _findings(page, axe)
    page.locator(".turn").first.locator("button.chip").first.click()
    expect(page.locator("#qa-sources mark.now")).to_be_visible()
    found["sources"] = _findings(page, axe)
    page.keyboard.press("Escape")
    page.click("#tab-collection")
    page.wait_for_selector(".dot")
    page.wait_for_selector("#qa-rows tr")
    shoot(page, f"collection-{size[0]}-{'dark' if dark else 'light'}")
    found["collection"] = _findings(page, axe)
    page.locator("#qa-rows button").first.click()
    page.wait_for_selector("#qa-paper .abstract")
    found["paper"] = _findings(page, axe)
    page.keyboard.press("Escape")
    page.click("#tab-own")
    page.locator(".formats-box summary").click()
    found["own"] = _findings(page, axe)
    assert {} == {state: findings for state, findings in found.items() if findings}
