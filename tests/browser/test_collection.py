"""The collection, a visitor's own papers, and hostile text, in a real browser."""

import json
import time
from pathlib import Path

import pytest
from page_world import HOSTILE
from playwright.sync_api import expect

from browser.conftest import NARROW, PATIENCE, WIDE, Open, ask, shoot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
BIB = """@article{wren, title={Wren: Song Learning in Two Weeks}, author={Lee, Ann}, year={2023},
  abstract={Wren learns songs in two weeks. It needs 40 recordings. Code is at https://github.com/x/wren.}}

@article{finch, title={Finch: Beaks and Seeds}, author={Yu, Bo}, year={2019}, abstract={Finch beaks grow with the size of seeds.}}

@article{none, title={Without an Abstract}}
"""


_SORTED = """() => {
    const titles = [...document.querySelectorAll("#qa-rows th")].map((title) => title.innerText.toLowerCase());
    return titles.length < 77 && titles.join("|") === [...titles].sort().join("|");
}"""


def test_find_sort_and_open_a_paper(visit: Open) -> None:
    """Words narrow the table and the chat; a title opens the paper; a question can be limited to it."""
    page = visit()
    page.click("#tab-collection")
    expect(page.locator("#qa-rows tr")).to_have_count(77)
    page.fill("[name=words]", "speculative decoding")
    expect(page.locator("#qa-found")).to_contain_text(" of 77 papers")
    page.locator("[data-order=title]").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    page.wait_for_function(_SORTED)  # the rows come from the server, after the arrow
    titles = page.locator("#qa-rows th").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    page.locator("#qa-rows button").first.click()
    paper = page.locator("#qa-paper")
    expect(paper.locator(".abstract")).to_be_visible()
    assert 5 == paper.locator(".similar li").count()
    shoot(page, "paper")
    paper.get_by_role("button", name="Ask about this paper").click()
    expect(page.locator(".limit")).to_contain_text(titles[0][:20])
    ask(page, "What is proposed?")
    assert {titles[0]} >= set(page.locator("#qa-sources .cited h3 button").all_inner_texts())
    page.get_by_role("button", name="Ask all papers again").click()
    expect(page.locator(".limit")).to_have_count(0)
    page.click("#tab-collection")
    page.get_by_role("button", name="Ask only these").click()
    expect(page.locator(".limit")).to_contain_text("speculative decoding")


def test_the_map(visit: Open) -> None:
    """A dot a paper, topics that can be picked out, the cited papers ringed, a click opens the paper."""
    page = visit()
    ask(page, "What speedup does Medusa-2 reach?")
    page.click("#tab-collection")
    expect(page.locator(".dot")).to_have_count(77)
    expect(page.locator(".dot.cited")).to_have_count(1)
    shoot(page, "map", "map")
    topic = page.locator(".legend button").first
    topic.click()
    expect(page.locator("#qa-found")).to_contain_text("of 77 papers")
    rows = page.locator("#qa-rows tr").count()
    expect(page.locator(".dot.faded")).to_have_count(77 - rows)
    page.get_by_role("button", name="Ask only these").click()
    expect(page.locator(".limit")).to_contain_text(topic.get_attribute("data-name") or "?")
    page.click("#tab-collection")
    topic.click()
    expect(page.locator(".dot.faded")).to_have_count(0)
    page.locator("#qa-rows button").first.hover()
    expect(page.locator(".dot.hot")).to_have_count(1)
    page.locator(".dot.cited").hover()
    expect(page.locator("#qa-card b")).to_contain_text("Medusa")
    page.locator(".dot.cited").click()
    expect(page.locator("#qa-paper h2")).to_contain_text("Medusa")
    assert "Medusa" in (page.locator(".dot.chosen").get_attribute("aria-label") or "")


def test_a_limit_is_told_in_words(visit: Open, tmp_path: Path) -> None:
    """Years with their direction, an author as one, and how many papers that leaves."""
    (tmp_path / "birds.bib").write_text(BIB)
    page = visit()
    page.click("#tab-own")
    page.set_input_files("#qa-files input[type=file]", tmp_path / "birds.bib")
    page.get_by_role("button", name="Ask these papers").click(timeout=2 * PATIENCE)
    for fields, told in (
        ({"first": "2020"}, "Only 1 paper: from 2020"),
        ({"last": "2020"}, "Only 1 paper: until 2020"),
        ({"first": "2018", "last": "2020"}, "Only 1 paper: 2018 to 2020"),
        ({"author": "lee", "first": "2023", "last": "2023"}, "Only 1 paper: author: lee, 2023"),
    ):
        page.click("#tab-collection")
        page.evaluate("document.querySelector('#qa-find').reset()")
        for name, value in fields.items():
            page.fill(f"[name={name}]", value)
        expect(page.locator("#qa-found")).to_contain_text("1 of 2 papers")
        page.get_by_role("button", name="Ask only these").click()
        expect(page.locator(".limit")).to_contain_text(told)
    ask(page, "What is learned?")
    expect(page.locator(".asked-of")).to_have_text("Asked of 1 paper: author: lee, 2023")
    expect(page.locator("[data-do=link]")).to_be_hidden()


@pytest.mark.parametrize("leave", ["by reloading", "by closing them"])
def test_my_own_papers(visit: Open, tmp_path: Path, temporary: Path, leave: str) -> None:
    """Drop, read the report with its line numbers, ask; gone when the visitor leaves, who is back where they were."""
    (tmp_path / "birds.bib").write_text(BIB)
    page = visit()
    ask(page, "Summarize LoGAH")
    page.click("#tab-own")
    shoot(page, "own")
    page.set_input_files("#qa-files input[type=file]", tmp_path / "birds.bib")
    report = page.locator("#qa-own")
    expect(report).to_contain_text("2 papers read from birds.bib", timeout=2 * PATIENCE)
    expect(report.locator("td").nth(1)).to_have_text("6")
    shoot(page, "own-report")
    report.get_by_role("button", name="Ask these papers").click()
    expect(page.locator("#qa-name")).to_have_text("birds.bib")
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, "How many recordings does Wren need?")
    expect(page.locator("[data-testid=bot]")).to_contain_text("40 recordings")
    expect(page.locator("#qa-sources a").first).to_have_attribute("href", "https://github.com/x/wren")
    page.click("#tab-collection")
    expect(page.locator("#qa-rows tr")).to_have_count(2)
    expect(page.locator("#qa-rows")).to_contain_text("2023")
    assert list(temporary.glob("abstract-qa-page-*/visitors/*"))
    if leave == "by reloading":
        page.reload()
    else:
        page.click("#tab-own")
        page.get_by_role("button", name="Close it and go back").click()
    expect(page.locator("#qa-name")).to_have_text("Seed collection")
    deadline = time.monotonic() + 20
    while list(temporary.glob("abstract-qa-page-*/visitors/*")):
        assert time.monotonic() < deadline, "the visitor left, their papers stayed"
        page.wait_for_timeout(100)
    expect(page.locator("[data-testid=user]")).to_have_text("Summarize LoGAH")


def test_a_file_that_cannot_be_read(visit: Open, tmp_path: Path) -> None:
    """A line that says why, and the collection stays."""
    (tmp_path / "notes.bib").write_text("x")
    (tmp_path / "big.bib").write_text("x" * 21_000_000)
    page = visit()
    page.click("#tab-own")
    page.set_input_files("#qa-files input[type=file]", tmp_path / "notes.bib")
    expect(page.locator("#qa-own")).to_contain_text("notes.bib: no paper found")
    shoot(page, "own-failed")
    (tmp_path / "x.pdf").write_text("%PDF")
    page.set_input_files("#qa-files input[type=file]", tmp_path / "x.pdf")
    expect(page.locator("#qa-own")).to_contain_text("x.pdf is of a kind that is not read here")
    expect(page.locator("#qa-own")).not_to_contain_text("notes.bib")
    page.set_input_files("#qa-files input[type=file]", tmp_path / "big.bib")
    expect(page.get_by_text("20 MB").or_(page.get_by_text("maximum", exact=False)).last).to_be_visible()
    expect(page.locator("#qa-name")).to_have_text("Seed collection")
    visit.complaints.clear()  # the browser logs the refused upload itself


def test_hostile_text_is_only_shown(visit: Open, tmp_path: Path) -> None:
    """In question, title, abstract, authors and file name: nothing runs, nothing is fetched, all is seen."""
    record = {
        "id": "<b>",
        "title": f"Wren {HOSTILE}",
        "abstract": f"Wren learns songs. {HOSTILE} It needs 40 recordings.",
        "authors": [HOSTILE],
        "year": 2020,
        "url": "javascript:window.hacked=4",
    }
    path = tmp_path / "<img src=x onerror=window.hacked=5>.json"
    path.write_text(json.dumps([record]))
    page = visit()
    page.click("#tab-own")
    page.set_input_files("#qa-files input[type=file]", path)
    page.get_by_role("button", name="Ask these papers").click(timeout=2 * PATIENCE)
    ask(page, f"How many recordings does Wren need? {HOSTILE}")
    ask(page, HOSTILE)
    ask(page, "Summarize Wren")
    expect(page.locator(".turn").nth(1).locator(".question")).to_have_text(HOSTILE)
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.locator(".turn").nth(2).locator("button.chip").first.click()
        expect(page.locator("#qa-sources .source.now h3")).to_contain_text("<img src=x")
        shoot(page, f"hostile-{size[0]}")
        page.keyboard.press("Escape")
    page.click("#tab-collection")
    page.locator("#qa-rows button").first.click()
    expect(page.locator("#qa-paper .abstract")).to_contain_text("<script>")
    assert page.evaluate("window.hacked === undefined")
    smuggled = "#qa-root img, #qa-root script, #qa-root [onerror], #qa-root a[href^=javascript]"
    assert 0 == page.locator(smuggled).count()
