"""With a language model behind it: what streams, what is taken out, stop, and quotes only."""

import re
from collections.abc import Iterator

import hash_embedding
import pytest
from fake_llm_server import FakeLLMServer, Reply, serve
from page_world import CORPUS, running
from playwright.sync_api import Browser, expect

from browser.conftest import Open, ask, shoot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SAID = "Longer sleep improved recall by 12 percent [S1]. It cured 90 percent of all patients [S1]."


@pytest.fixture(scope="module")
def model() -> Iterator[FakeLLMServer]:
    with serve(Reply(SAID, pause=0.03)) as server:
        yield server


@pytest.fixture(scope="module")
def model_url(model: FakeLLMServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("model")
    (folder / "papers.json").write_text(CORPUS)
    with running(
        "--corpus", str(folder / "papers.json"), "--index-dir", str(folder / "index"), "--llm", "ollama/llama3.1",
        QA_EMBED_MODEL=hash_embedding.NAME, QA_LLM_BASE_URL=model.url, QA_CACHE="false",
    ) as url:  # fmt: skip
        yield url


@pytest.fixture
def talk(browser: Browser, model_url: str) -> Iterator[Open]:
    opened = Open(browser, model_url)
    yield opened
    opened.close()
    assert [] == opened.complaints


def test_what_the_check_took_out_is_shown(talk: Open) -> None:
    """The chip names the model; a false sentence is listed as removed, with the reason; quotes only leaves it out."""
    page = talk()
    expect(page.locator("#qa-model")).to_have_text("model ollama/llama3.1")
    ask(page, "Summarize Heron")
    answer = page.locator("[data-testid=bot]")
    expect(answer.locator(".body")).not_to_contain_text("90 percent")
    answer.locator(".removed summary").click()
    expect(answer.locator(".removed")).to_contain_text("90 percent")
    shoot(page, "removed")
    page.locator("#qa-model").click()
    page.get_by_label("Quotes only: leave the model out").check()
    page.keyboard.press("Escape")
    ask(page, "Summarize Heron")
    second = page.locator("[data-testid=bot]").nth(1)
    expect(second.locator(".removed")).to_have_count(0)
    second.locator(".how summary").click()
    expect(second.locator(".how")).to_contain_text("no model: exact sentences")


def test_stop_hangs_up(talk: Open, model: FakeLLMServer) -> None:
    """The model's server is told, nothing arrives late, and the next question does not know of it."""
    model.replies = [Reply(" ".join(f"word{n}" for n in range(250)), pause=0.5)]  # no sentence ends
    page = talk()
    page.fill("#qa-question", "Summarize Otter")
    page.press("#qa-question", "Enter")
    expect(page.locator(".stage")).to_contain_text(re.compile("Writing|Checking"))
    page.locator("#qa-stop").click()
    expect(page.locator("[data-testid=bot]")).to_contain_text("Stopped")
    assert model.hung_up.wait(60)
    model.replies = [Reply(SAID)]
    ask(page, "Summarize Heron")
    expect(page.locator("[data-testid=bot]").nth(1)).to_contain_text("recall")
    expect(page.locator("[data-testid=bot]").first).to_contain_text("Stopped")


def test_a_new_conversation_during_an_answer(talk: Open, model: FakeLLMServer) -> None:
    """The old answer is stopped, stands under no other question, and is not known to the new conversation."""
    model.replies = [Reply(SAID, pause=0.3), Reply("Beaver prunes networks by a third [S1].")]
    model.hung_up.clear()
    page = talk()
    page.fill("#qa-question", "Summarize Heron")
    page.press("#qa-question", "Enter")
    expect(page.locator(".stage")).to_contain_text(re.compile("Writing|Checking"))
    page.get_by_role("button", name="New conversation").click()
    ask(page, "Summarize Beaver")
    assert model.hung_up.wait(60)
    expect(page.locator("[data-testid=user]")).to_have_text(["Summarize Beaver"])
    expect(page.locator("[data-testid=bot]")).to_contain_text("prunes")
    expect(page.locator("[data-testid=bot]")).not_to_contain_text("recall")
    page.reload()
    expect(page.locator("[data-testid=user]")).to_have_text(["Summarize Beaver"])


def test_a_reload_during_an_answer(talk: Open, model: FakeLLMServer) -> None:
    """What was asked is in the box again, after the conversation so far."""
    model.replies = [Reply(SAID), Reply(SAID, pause=0.3)]
    page = talk()
    ask(page, "Summarize Heron")
    page.fill("#qa-question", "Summarize Otter")
    page.press("#qa-question", "Enter")
    expect(page.locator(".stage")).to_contain_text(re.compile("Writing|Checking"))
    page.reload()
    expect(page.locator("[data-testid=user]")).to_have_text(["Summarize Heron"])
    expect(page.locator("#qa-question")).to_have_value("Summarize Otter")
    model.replies = [Reply(SAID)]
