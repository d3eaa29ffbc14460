"""One setting names the model; whatever is missing is one line with the fix.

OpenAI, Anthropic and Ollama cannot be reached from the tests: a local server speaks their
protocols from exchanges written by hand (tests/fake_llm_server.py). test_model.py runs a real model.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fake_llm_server import FakeLLMServer, Reply, serve
from llama_index.core.base.llms.types import ChatMessage

from qa.answer.telling import Telling, is_looping
from qa.errors import LLMError
from qa.llm import load_llm
from qa.settings import Settings

PROVIDERS = ["openai/gpt-4o-mini", "anthropic/claude-haiku-4-5", "ollama/llama3.1", "openai-like/tiny"]
EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama", "openai-like": "openai_like"}


def need_extra(provider: str) -> None:
    """Skips the test where the provider's package is missing; an unknown provider needs none."""
    if provider in EXTRAS:
        pytest.importorskip(
            f"llama_index.llms.{EXTRAS[provider]}", reason=f"the extra {provider!r} is not installed"
        )


def settings(server: FakeLLMServer, model: str) -> Settings:
    provider = model.partition("/")[0]
    need_extra(provider)
    path = {"openai": "/v1", "openai-like": "/v1"}.get(provider, "")
    return Settings(llm=model, llm_base_url=server.url + path, llm_api_key="key", llm_timeout=60)


def tell(server: FakeLLMServer, model: str, **options: object) -> Telling:
    llm = load_llm(settings(server, model))
    assert llm is not None
    return Telling(
        llm, [ChatMessage(content="hello")], **{"timeout": 60.0, "back_off": (0.01, 0.01), **options}
    )


def test_unset_is_none_and_imports_nothing() -> None:
    """Without the setting there is no model, and no provider's package is imported."""
    code = (
        "import sys; from qa.llm import load_llm; from qa.settings import Settings\n"
        "assert load_llm(Settings()) is None\n"
        "found = {n.split('.')[0] for n in sys.modules} & {'openai', 'anthropic', 'ollama', 'xllamacpp'}\n"
        "assert not found, found"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("model", PROVIDERS)
def test_each_provider_streams_and_counts(model: str) -> None:
    """Each provider's protocol gives the text in pieces, and the tokens it cost."""
    with serve("Zeta is fast [S1].") as server:
        telling = tell(server, model)
        pieces = list(telling.pieces())
    assert "Zeta is fast [S1]." == "".join(pieces) == telling.text
    assert len(pieces) > 1
    assert {"prompt_tokens": 100, "completion_tokens": 20} == telling.usage


@pytest.mark.parametrize("model", PROVIDERS)
def test_too_many_requests_is_tried_again(model: str) -> None:
    """A 429 and a 503 are tried again after a pause, and the third attempt is read."""
    with serve(Reply(status=429), Reply(status=503), Reply("Fine.")) as server:
        telling = tell(server, model)
        assert "Fine." == "".join(telling.pieces())
        assert 2 == telling.retries
        assert 3 == len(server.requests)


def test_retries_are_bounded() -> None:
    """After the last attempt the failure is told in one line."""
    with serve(Reply(status=429)) as server:
        telling = tell(server, "openai-like/tiny")
        with pytest.raises(LLMError, match="too many requests"):
            list(telling.pieces())
        assert 3 == len(server.requests)


def test_a_server_that_asks_for_much_patience_is_not_waited_for() -> None:
    """Retry-After of a minute ends the attempts at once."""
    with serve(Reply(status=429, headers={"retry-after": "60"})) as server:
        with pytest.raises(LLMError, match="too many requests"):
            list(tell(server, "openai-like/tiny").pieces())
        assert 1 == len(server.requests)


@pytest.mark.parametrize(("status", "fix"), [(401, "QA_LLM_API_KEY"), (404, "QA_LLM")])
def test_a_refused_key_or_model_is_not_tried_again(status: int, fix: str) -> None:
    """What will not pass is told at once, with the setting to correct."""
    with serve(Reply(status=status)) as server:
        with pytest.raises(LLMError, match=fix):
            list(tell(server, "openai-like/tiny").pieces())
        assert 1 == len(server.requests)


def test_a_silence_can_be_stopped() -> None:
    """While nothing comes, an empty piece does at each beat; whoever stops there hangs up."""
    with serve(Reply("one two three four", stall_after=2, stall=5)) as server:
        pieces = tell(server, "ollama/llama3.1").pieces()
        assert "" in (next(pieces) for _ in range(4))
        pieces.close()


def test_a_stall_is_noticed() -> None:
    """A model that says nothing for the time allowed is given up."""
    with serve("Warm.", Reply("one two three four", stall_after=2)) as server:
        warm = tell(server, "openai-like/tiny")  # a client's first call loads much, and takes its time
        list(warm.pieces())
        telling = Telling(warm.llm, warm.messages, timeout=2)
        with pytest.raises(LLMError, match="nothing for 2 seconds"):
            list(telling.pieces())
        assert "" != telling.text


def test_an_answer_that_does_not_end_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word now and then does not keep an answer going for ever: it has a few times the silence allowed."""
    monkeypatch.setattr("qa.answer.telling._PATIENCE", 1)
    text = " ".join(f"word{n}" for n in range(200))
    with serve(Reply(text, pause=0.05)) as server:
        with pytest.raises(LLMError, match="not done after 2 seconds"):
            list(tell(server, "openai-like/tiny", timeout=2).pieces())
        assert server.hung_up.wait(60)


def test_a_death_in_mid_stream_is_told_and_not_tried_again() -> None:
    """A connection that breaks after the first words ends the answer."""
    with serve(Reply("one two three four five", die_after=2)) as server:
        with pytest.raises(LLMError, match="the model failed"):
            list(tell(server, "openai-like/tiny").pieces())
        assert 1 == len(server.requests)


def test_leaving_hangs_up() -> None:
    """Whoever stops reading stops the model: the connection is closed."""
    with serve(Reply("word " * 2000, pause=0.002)) as server:
        pieces = tell(server, "openai-like/tiny").pieces()
        next(pieces)
        pieces.close()
        assert server.hung_up.wait(60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is so. It is not so. It may be so.", False),
        ("Zeta is very fast [S1].\nZeta is very fast [S2].\nZeta is very fast [S1].\n", True),
        ("the answer is: the answer is: " * 4, True),
        ("na " * 12, True),
    ],
)
def test_loops_are_recognised(text: str, expected: bool) -> None:
    """One sentence three times over, or a run of words six times, is a loop."""
    assert expected == is_looping(text)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"llm": "gpt-4o"}, "is not provider/model; the providers are openai/"),
        ({"llm": "acme/x"}, "is not provider/model"),
        ({"llm": "openai/gpt-4o"}, "set OPENAI_API_KEY or QA_LLM_API_KEY"),
        ({"llm": "anthropic/claude-haiku-4-5"}, "set ANTHROPIC_API_KEY or QA_LLM_API_KEY"),
        ({"llm": "openai-like/tiny"}, "QA_LLM_BASE_URL=http://host:port/v1"),
        ({"llm": "openai-like/tiny", "llm_base_url": "http://127.0.0.1:9/v1"}, "start the server"),
        ({"llm": "ollama/llama3.1", "llm_base_url": "http://127.0.0.1:9"}, "ollama serve"),
        ({"llm": "llama-cpp/nowhere.gguf"}, r"no such file|pip install 'abstract-qa\[llama-cpp\]'"),
    ],
)
def test_what_is_missing_is_one_line_with_the_fix(
    given: dict[str, str], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown provider, a missing key, address, server or file names what to do."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    need_extra(given["llm"].partition("/")[0])
    with pytest.raises(LLMError, match=line) as error:
        load_llm(Settings(**given))
    assert 1 == len(str(error.value).splitlines())


@pytest.mark.parametrize("extra", ["openai", "anthropic", "ollama", "openai-like"])
def test_a_missing_extra_is_named(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a provider's package the line says which extra to install."""
    monkeypatch.setitem(sys.modules, f"llama_index.llms.{EXTRAS[extra]}", None)
    with pytest.raises(LLMError, match=rf"pip install 'abstract-qa\[{extra}\]'"):
        load_llm(Settings(llm=f"{extra}/x", llm_api_key="key"))


def test_an_ollama_model_that_was_not_pulled_is_named() -> None:
    """The server is there, the model is not: the line says how to fetch it."""
    with serve("x") as server, pytest.raises(LLMError, match="ollama pull mistral"):
        load_llm(settings(server, "ollama/mistral"))


def test_a_model_unknown_to_its_integration_names_the_nearest() -> None:
    """OpenAI's integration refuses a model that it does not list; the line is short all the same."""
    with serve("x") as server, pytest.raises(LLMError, match="did you mean openai/gpt-4o-mini") as error:
        load_llm(settings(server, "openai/gpt-4o-minni"))
    assert len(str(error.value)) < 300


def test_a_file_that_is_no_gguf_is_told(tmp_path: Path) -> None:
    """A broken model file raises with its path."""
    pytest.importorskip("xllamacpp", reason="the extra 'llama-cpp' is not installed")
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"not a model")
    with pytest.raises(LLMError, match=r"broken\.gguf"):
        load_llm(Settings(llm=f"llama-cpp/{file}"))
