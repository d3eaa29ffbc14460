"""The switch from one setting to a LlamaIndex LLM, or to none.

``QA_LLM=provider/model``. Nothing of a provider is imported before it is asked for, and
whatever is missing (extra, key, server, model) is one line that names the fix.
"""

from __future__ import annotations

import difflib
import importlib
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from llama_index.core.llms import LLM

from qa.errors import LLMError
from qa.settings import Settings

_PROBE_SECONDS = 5.0
_ANSWER_TOKENS = 512
_OLLAMA_URL = "http://127.0.0.1:11434"
_PROJECT = "abstract-qa"


@dataclass(frozen=True)
class Provider:
    """How one provider is reached. ``key`` is the variable that its own client reads."""

    extra: str
    module: str
    cls: str
    options: Callable[[Settings, str], dict[str, Any]]
    key: str | None = None
    probe: Callable[[Settings, str], None] | None = None


def answer_tokens(settings: Settings) -> int:
    """How many tokens an answer may have: a quarter of the window, at most 512."""
    return min(_ANSWER_TOKENS, settings.llm_context // 4)


def load_llm(settings: Settings) -> LLM | None:
    """The language model that the settings name; None when they name none.

    Raises LLMError: an unknown provider, a missing extra, key, server or model.
    """
    if not settings.llm:
        return None
    name, _, model = settings.llm.partition("/")
    provider = PROVIDERS.get(name)
    if provider is None or not model:
        known = ", ".join(f"{provider}/..." for provider in PROVIDERS)
        raise LLMError(f"QA_LLM={settings.llm!r} is not provider/model; the providers are {known}")
    if provider.key and not (settings.llm_api_key or os.environ.get(provider.key)):
        raise LLMError(f"QA_LLM={settings.llm!r} needs a key: set {provider.key} or QA_LLM_API_KEY")
    cls = _import(provider, settings)
    if provider.probe:
        provider.probe(settings, model)
    try:
        llm: LLM = cls(**provider.options(settings, model))
        _ = llm.metadata  # integrations look the model up in a table of their own, and refuse others
    except LLMError:
        raise
    except Exception as error:  # an integration may raise anything while it is made
        raise LLMError(_unusable(settings, name, model, str(error))) from error
    return llm


def _unusable(settings: Settings, provider: str, model: str, reason: str) -> str:
    """Why a model cannot be used; an integration's list of all its models becomes the nearest one."""
    if model not in reason:
        return f"QA_LLM={settings.llm!r} cannot be used: {' '.join(reason.split())[:160]}; check the settings"
    near = difflib.get_close_matches(model, re.split(r"[\s,]+", reason.replace(model, "", 1)), n=1)
    hint = f"did you mean {provider}/{near[0]}? Else " if near else ""
    package = f"llama-index-llms-{provider}"
    return (
        f"QA_LLM={settings.llm!r}: {package} does not know this model; {hint}upgrade {package}, "
        f"or use openai-like/{model} with QA_LLM_BASE_URL"
    )


def _import(provider: Provider, settings: Settings) -> Any:
    try:
        return getattr(importlib.import_module(provider.module), provider.cls)
    except ImportError as error:
        raise LLMError(
            f"QA_LLM={settings.llm!r} needs an extra: pip install '{_PROJECT}[{provider.extra}]' ({error})"
        ) from error


def _openai(settings: Settings, model: str) -> dict[str, Any]:
    options = {
        "model": model,
        "temperature": 0.0,
        "max_tokens": answer_tokens(settings),
        "timeout": settings.llm_timeout,
        "max_retries": 0,  # the reading side retries, where it can also say so
    }
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key
    if settings.llm_base_url:
        options["api_base"] = settings.llm_base_url
    return options


def _openai_like(settings: Settings, model: str) -> dict[str, Any]:
    return {
        **_openai(settings, model),
        "api_key": settings.llm_api_key or "none",  # the client insists on one, such servers do not
        "is_chat_model": True,
        "context_window": settings.llm_context,
        "additional_kwargs": {"stream_options": {"include_usage": True}},
    }


def _anthropic(settings: Settings, model: str) -> dict[str, Any]:
    options = _openai(settings, model)
    if "api_base" in options:
        options["base_url"] = options.pop("api_base")
    return options


def _ollama(settings: Settings, model: str) -> dict[str, Any]:
    return {
        "model": model,
        "base_url": settings.llm_base_url or _OLLAMA_URL,
        "temperature": 0.0,
        "request_timeout": settings.llm_timeout,
        "context_window": settings.llm_context,
        "additional_kwargs": {"num_predict": answer_tokens(settings)},
    }


def _gguf(settings: Settings, model: str) -> dict[str, Any]:
    return {"path": model, "context": settings.llm_context, "answer_tokens": answer_tokens(settings)}


def _probe_openai_like(settings: Settings, _: str) -> None:
    if not settings.llm_base_url:
        raise LLMError(
            f"QA_LLM={settings.llm!r} needs the server's address: QA_LLM_BASE_URL=http://host:port/v1"
        )
    url = settings.llm_base_url.rstrip("/") + "/models"
    _fetch(settings, url, "start the server or correct QA_LLM_BASE_URL")


def _probe_ollama(settings: Settings, model: str) -> None:
    url = (settings.llm_base_url or _OLLAMA_URL).rstrip("/") + "/api/tags"
    found = _fetch(settings, url, "start it with 'ollama serve' or set QA_LLM_BASE_URL")
    models = found.get("models", []) if isinstance(found, dict) else []
    names = {str(entry.get("name", "")) for entry in models}
    if model not in names and f"{model}:latest" not in names:
        raise LLMError(f"QA_LLM={settings.llm!r}: the server has no such model; run 'ollama pull {model}'")


def _fetch(settings: Settings, url: str, fix: str) -> Any:
    """The JSON at ``url``, None where the server has no such page; LLMError where there is no server."""
    request = urllib.request.Request(url)
    if settings.llm_api_key:
        request.add_header("Authorization", f"Bearer {settings.llm_api_key}")
    try:
        with urllib.request.urlopen(request, timeout=_PROBE_SECONDS) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        if error.code in {401, 403}:
            raise LLMError(f"QA_LLM={settings.llm!r}: {url} refuses the key; set QA_LLM_API_KEY") from error
        return None  # a server without a list of models may still answer
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise LLMError(f"QA_LLM={settings.llm!r}: nothing usable at {url} ({reason}); {fix}") from error


PROVIDERS: dict[str, Provider] = {
    "openai": Provider("openai", "llama_index.llms.openai", "OpenAI", _openai, key="OPENAI_API_KEY"),
    "anthropic": Provider(
        "anthropic", "llama_index.llms.anthropic", "Anthropic", _anthropic, key="ANTHROPIC_API_KEY"
    ),
    "ollama": Provider("ollama", "llama_index.llms.ollama", "Ollama", _ollama, probe=_probe_ollama),
    "openai-like": Provider(
        "openai-like", "llama_index.llms.openai_like", "OpenAILike", _openai_like, probe=_probe_openai_like
    ),
    "llama-cpp": Provider("llama-cpp", "qa.gguf", "LocalGGUF", _gguf),
}
