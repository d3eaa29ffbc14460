"""The conversation in a real browser."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from browser.conftest import NARROW, PATIENCE, Open, ask, shoot
from qa.corpus import load
from qa.resources import data_path

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SPEEDUP = "What speedup does Medusa-2 reach?"


@pytest.fixture(scope="module")
def abstracts() -> str:
    return " ".join(" ".join(paper.abstract.split()) for paper in load(data_path("seeds")).papers)


def test_from_question_to_proof(visit: Open, abstracts: str) -> None:
    """Enter asks; resting on a number shows the quote; a click highlights exactly that in the abstract."""
    page = visit()
    page.wait_for_selector(".example")
    shoot(page, "welcome")
    page.locator("#qa-question").focus()
    page.keyboard.type("What speedup")
    page.keyboard.press("Shift+Enter")
    assert "What speedup\n" == page.input_value("#qa-question")
    ask(page, SPEEDUP)
    answer = page.locator("[data-testid=bot]")
    expect(answer).to_contain_text("2.3-3.6x")
    expect(page.locator("[data-testid=user]")).to_have_text(SPEEDUP)
    chip = answer.locator("button.chip").first
    quote = chip.get_attribute("data-text")
    assert quote
    assert quote in abstracts
    chip.hover()
    expect(page.locator("#qa-card")).to_contain_text(quote)
    shoot(page, "hover")
    chip.click()
    mark = page.locator("#qa-sources mark.now")
    expect(mark).to_have_count(1)
    expect(mark).to_be_in_viewport()
    assert quote in mark.inner_text()
    abstract = page.locator(".source.now .abstract").inner_text()
    assert " ".join(abstract.split()) in abstracts
    expect(page.locator(".source.now h3")).to_be_in_viewport()
    shoot(page, "answer", "chat")


def test_follow_up_and_stable_numbers(visit: Open) -> None:
    """A pronoun is understood from the turn before; a paper keeps its number."""
    page = visit()
    ask(page, SPEEDUP)
    number = page.locator(".turn button.chip").first.inner_text()
    ask(page, "How does it verify continuations?")
    second = page.locator(".turn").nth(1)
    expect(second.locator("[data-testid=bot]")).to_contain_text("Medusa")
    assert number in second.locator("button.chip").all_inner_texts()
    second.locator(".how summary").click()
    expect(second.locator(".how")).to_contain_text("Taken for")
    expect(second.locator(".how")).to_contain_text("in total")


def test_an_abstention_offers_a_way_on(visit: Open) -> None:
    """Reason, nearest titles that open their paper, and questions that can be clicked."""
    page = visit()
    ask(page, "Who won the world cup?")
    card = page.locator(".abstention")
    expect(card).to_be_visible()
    shoot(page, "abstention")
    card.locator(".nearest button").first.click()
    expect(page.locator("#qa-paper .abstract")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#qa-paper")).to_be_hidden()
    suggestion = card.locator(".suggestion").first
    wanted = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".turn").nth(1).locator(".question")).to_have_text(wanted)


def test_each_shape_has_its_form(visit: Open) -> None:
    """A comparison is a table, a summary has sections, a list has titles."""
    page = visit()
    for question, found in (
        ("Compare Medusa and LoGAH", "table th[scope=col]"),
        ("Summarize LoGAH", "section h3"),
        ("Which papers are about speculative decoding?", "ol > li .title"),
    ):
        ask(page, question)
        assert page.locator(f".latest .body {found}").count() >= 2, question
        shoot(page, re.sub(r"\W+", "-", question.lower()).strip("-"))


def test_stop_retry_edit_and_clear(visit: Open) -> None:
    """A stopped question shows no late answer; retry and edit take its place; clear empties all."""
    page = visit()
    stream = "**/gradio_api/queue/data**"
    page.route(stream, lambda _: None)  # the answer is on its way for as long as it takes
    page.fill("#qa-question", SPEEDUP)
    page.press("#qa-question", "Enter")
    page.locator("#qa-stop").click()
    expect(page.locator("[data-testid=bot]")).to_contain_text("Stopped")
    expect(page.locator("#qa-send")).to_be_visible()
    page.unroute(stream)
    page.reload()
    page.wait_for_selector(".example")
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, SPEEDUP)
    page.locator("[data-do=retry]").click()
    expect(page.locator(".turn")).to_have_count(1)
    page.locator(".turn-tools").wait_for()
    page.locator("[data-do=edit]").click()
    assert page.input_value("#qa-question") == SPEEDUP
    ask_again = "Summarize LoGAH"
    page.fill("#qa-question", ask_again)
    page.press("#qa-question", "Enter")
    expect(page.locator("[data-testid=user]")).to_have_text([ask_again])
    page.locator(".turn-tools").wait_for()
    page.locator("[data-do=copy]").click()
    expect(page.locator("#qa-note")).to_contain_text("copied")
    assert "LoGAH" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#qa-welcome")).to_be_visible()


def test_the_conversation_survives_a_reload(visit: Open) -> None:
    """With its sources, and so that a follow-up works; a link to a question asks it."""
    page = visit()
    ask(page, SPEEDUP)
    page.reload()
    expect(page.locator("[data-testid=bot]")).to_contain_text("2.3-3.6x")
    page.locator(".turn button.chip").first.click()
    expect(page.locator("#qa-sources mark.now")).to_be_visible()
    ask(page, "Summarize it")
    expect(page.locator(".turn").nth(1)).to_contain_text("Medusa")
    page.locator(".turn").first.locator("[data-do=link]").click()
    expect(page.locator("#qa-note")).to_contain_text("copied")
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit(path=link.removeprefix(visit.url))
    expect(other.locator("[data-testid=user]")).to_have_text(SPEEDUP)
    expect(other.locator("[data-testid=bot]")).to_contain_text("2.3-3.6x")
    assert "q=" not in other.url


def _tab(page: Page) -> Page:
    """A second tab of the same browser."""
    tab = page.context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(page.url)
    tab.wait_for_selector("#qa-question")
    return tab


def test_two_tabs_keep_a_conversation_each(visit: Open) -> None:
    """The new one begins with what was said so far; none loses a turn to the other, nor by the other's end."""
    first = visit()
    ask(first, SPEEDUP)
    second = _tab(first)
    asked = "[data-testid=user]"
    expect(second.locator(asked)).to_have_text([SPEEDUP])
    ask(first, "Summarize LoGAH")
    ask(second, "Summarize Hydra")
    second.reload()
    expect(second.locator(asked)).to_have_text([SPEEDUP, "Summarize Hydra"])
    second.get_by_role("button", name="New conversation").click()
    second.close()
    first.reload()
    expect(first.locator(asked)).to_have_text([SPEEDUP, "Summarize LoGAH"])
    third = _tab(first)
    expect(third.locator(".example").first).to_be_visible()
    expect(third.locator(asked)).to_have_count(0)
    first.close()
    ask(third, "Summarize LoGAH")
    third.close()


def test_a_new_tab_goes_on_with_the_last_conversation(visit: Open) -> None:
    """Also after the tab that had it is closed; what was ended there does not come back."""
    first = visit()
    ask(first, SPEEDUP)
    second = _tab(first)
    first.close()
    third = _tab(second)
    second.close()
    expect(third.locator("[data-testid=user]")).to_have_text([SPEEDUP])
    third.get_by_role("button", name="New conversation").click()
    fourth = _tab(third)
    expect(fourth.locator(".example").first).to_be_visible()
    expect(fourth.locator("[data-testid=user]")).to_have_count(0)


def test_editing_ends_and_loses_nothing(visit: Open) -> None:
    """By Esc, by another question, by an empty box: the draft is back, later questions replace no turn."""
    page = visit()
    ask(page, SPEEDUP)
    box, edit = page.locator("#qa-question"), page.locator(".latest [data-do=edit]")
    box.fill("a draft")
    edit.click()
    expect(box).to_have_value(SPEEDUP)
    box.press("Escape")
    expect(box).to_have_value("a draft")
    edit.click()
    page.locator(".source button[data-do=paper]").first.click()
    page.get_by_role("button", name="Summarize it").click()
    page.locator(".turn").nth(1).locator(".turn-tools").wait_for()
    expect(box).to_have_value("a draft")
    box.fill("")
    edit.click()
    box.press("Control+a")
    box.press("Delete")
    ask(page, "Summarize LoGAH")
    expect(page.locator("[data-testid=user]")).to_have_count(3)
    expect(page.locator("[data-do=retry]:visible")).to_have_count(1)
    expect(page.locator(".latest [data-do=retry]")).to_be_visible()


def test_a_limit_stays_with_its_question(visit: Open) -> None:
    """It is told with the turn, and holds after a reload, for a retry, and when the server has forgotten."""
    page = visit()
    ask(page, "Summarize LoGAH")
    page.locator(".source button[data-do=limit]").first.click()
    ask(page, "What is proposed?")
    told = page.locator(".latest .asked-of")
    expect(told).to_contain_text("Asked of 1 paper: LoGAH")
    page.reload()
    expect(told).to_contain_text("Asked of 1 paper: LoGAH")
    expect(page.locator(".limit")).to_contain_text("Only 1 paper: LoGAH")
    page.get_by_role("button", name="Ask all papers again").click()
    page.locator(".latest [data-do=retry]").click()
    page.locator(".latest .turn-tools").wait_for()
    expect(told).to_contain_text("Asked of 1 paper: LoGAH")
    expect(page.locator("#qa-sources .cited:visible h3")).to_contain_text(["LoGAH"])
    with page.expect_response(lambda response: "/gradio_api/run" in response.url):
        page.evaluate("QA.send('leave')")
    with page.expect_navigation():
        page.locator(".latest [data-do=retry]").click()
    expect(page.locator("[data-testid=user]")).to_have_text(["Summarize LoGAH", "What is proposed?"])
    expect(told).to_contain_text("Asked of 1 paper: LoGAH")


def test_a_link_to_a_follow_up(visit: Open) -> None:
    """It asks what was understood, in a conversation of its own; the one before is still there."""
    page = visit()
    ask(page, SPEEDUP)
    ask(page, "How does it verify continuations?")
    page.locator(".latest [data-do=link]").click()
    expect(page.locator("#qa-note")).to_contain_text("copied")
    link = page.evaluate("navigator.clipboard.readText()")
    other = _tab(page)
    other.goto(link)
    expect(other.locator("[data-testid=user]")).to_have_count(1)
    expect(other.locator("[data-testid=user]")).to_contain_text("Medusa")
    other.locator(".turn-tools").wait_for()
    other.close()
    expect(_tab(page).locator("[data-testid=user]")).to_have_count(2)


def test_a_server_that_is_gone_is_told(visit: Open) -> None:
    """Whatever is tried: nothing waits for ever."""
    page = visit()
    ask(page, SPEEDUP)
    for gone in ("**/healthz", "**/gradio_api/**"):
        page.route(gone, lambda route: route.abort())
    page.get_by_role("button", name="Good answer").click()
    expect(page.locator("#qa-note")).to_contain_text("does not answer")
    expect(page.locator("[aria-pressed=true][data-opinion]")).to_have_count(0)
    page.click("#tab-collection")
    expect(page.locator("#qa-map")).to_contain_text("does not answer")
    visit.complaints.clear()


def _refusal(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, json={"error": "Try again in 3 seconds."})


def test_a_refused_question_says_why(visit: Open) -> None:
    """In its own place, with a way to try again; it is not lost."""
    page = visit()
    page.wait_for_selector(".example")
    join = "**/gradio_api/queue/join**"
    answer = page.locator("[data-testid=bot]").last
    for status, said in ((429, "Try again in 3 seconds"), (503, "in a little while")):
        page.route(join, _refusal(status))
        page.fill("#qa-question", SPEEDUP)
        page.press("#qa-question", "Enter")
        expect(answer).to_contain_text(said)
        expect(page.locator("#qa-question")).to_have_value(SPEEDUP)
        page.unroute(join)
    shoot(page, "refused")
    answer.get_by_role("button", name="Try again").click()
    expect(answer).to_contain_text("2.3-3.6x")
    visit.complaints.clear()


def test_a_page_that_the_server_has_forgotten_begins_anew(visit: Open) -> None:
    """The conversation is given back from the browser, and the question asked in it."""
    page = visit()
    ask(page, SPEEDUP)
    page.evaluate("QA.state.digest = 'of another start'")
    page.fill("#qa-question", "Summarize it")
    page.press("#qa-question", "Enter")
    expect(page.locator("[data-testid=user]")).to_have_text([SPEEDUP, "Summarize it"])
    expect(page.locator(".turn").nth(1).locator("[data-testid=bot]")).to_contain_text("Medusa")


def test_exports_parse(visit: Open, tmp_path: Path) -> None:
    """Markdown with the quotes, BibTeX, RIS and CSL-JSON with the cited paper."""
    page = visit()
    ask(page, SPEEDUP)
    for form, name, inside in (
        ("markdown", "answers.md", "> Our experiments demonstrate"), ("bibtex", "references.bib", "@"),
        ("ris", "references.ris", "TY  - "), ("csl", "references.json", "["),
    ):  # fmt: skip
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as waiting:
            page.locator(f"#qa-export [data-format={form}]").click()
        assert name == waiting.value.suggested_filename
        waiting.value.save_as(tmp_path / name)
        text = (tmp_path / name).read_text()
        assert inside in text
        assert "Medusa" in text
    assert "Medusa" in json.loads((tmp_path / "references.json").read_text())[0]["title"]


def test_feedback_is_taken(visit: Open, index_dir: Path) -> None:
    """One click for good; a comment may explain a wrong citation; both are on disk."""
    page = visit()
    ask(page, SPEEDUP)
    page.get_by_role("button", name="Good answer").click()
    expect(page.locator("#qa-note")).to_contain_text("Thank you")
    kept = index_dir / "feedback.jsonl"
    before = len(kept.read_text().splitlines()) - 1
    page.get_by_role("button", name="Wrong citation").click()
    page.fill("#qa-comment", "not there")
    page.get_by_role("button", name="Send").click()
    deadline = time.monotonic() + 20
    while (lines := kept.read_text().splitlines()[before:])[1:] == [] and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    opinions = [json.loads(line) for line in lines]
    assert [("up", ""), ("wrong_citation", "not there")] == [(o["kind"], o["comment"]) for o in opinions]
    assert SPEEDUP == opinions[-1]["answer"]["question"]
    page.get_by_role("button", name="Bad answer").click()
    page.get_by_role("button", name="Cancel").click()
    marked = page.locator("[data-do=opinion][aria-pressed=true]")
    expect(marked).to_have_count(2)
    page.get_by_role("button", name="Bad answer").click()
    page.get_by_role("button", name="Send").click()
    page.wait_for_function(
        "document.querySelector('[data-opinion=down]').getAttribute('aria-pressed') === 'true'"
    )
    page.reload()
    expect(marked).to_have_count(2)
    expect(page.locator("[data-opinion=up][aria-pressed=true]")).to_have_count(0)


def test_keyboard_alone(visit: Open) -> None:
    """The question has the focus; / comes back to it; a number's card opens on focus; arrows move between tabs."""
    page = visit()
    expect(page.locator("#qa-question")).to_be_focused()
    ask(page, SPEEDUP)
    page.locator("#qa-log").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".turn button.chip").first).to_be_focused()
    expect(page.locator("#qa-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#qa-card")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#qa-sources mark.now")).to_be_visible()
    page.locator("#qa-log").focus()
    page.keyboard.press("/")
    expect(page.locator("#qa-question")).to_be_focused()
    page.locator("#tab-chat").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#view-collection")).to_be_visible()


def test_a_narrow_dark_screen(visit: Open) -> None:
    """Nothing is wider than the screen; the sources open as a drawer over the chat and close again."""
    page = visit(NARROW, dark=True)
    shoot(page, "narrow-welcome")
    ask(page, "Compare Medusa and LoGAH")
    shoot(page, "narrow-table")
    ask(page, SPEEDUP)
    expect(page.locator("#qa-sources")).to_be_hidden()
    shoot(page, "narrow-answer")
    page.locator(".turn").nth(1).locator("button.chip").first.click()
    expect(page.locator("#qa-sources mark.now")).to_be_in_viewport()
    shoot(page, "narrow-sources")
    page.get_by_role("button", name="Close the sources").click()
    expect(page.locator("#qa-sources")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "rgb(20, 23, 27)" == page.evaluate(
        "getComputedStyle(document.querySelector('.frame')).backgroundColor"
    )
    page.locator("#qa-theme").click()
    page.reload()
    page.wait_for_selector(".turn")
    assert "rgb(250, 249, 247)" == page.evaluate(
        "getComputedStyle(document.querySelector('.frame')).backgroundColor"
    )
