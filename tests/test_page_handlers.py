"""The events of the page, on a real index with a fast embedder; no Gradio, no browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hash_embedding
import pytest
from page_world import CORPUS, HOSTILE

from qa.assistant import Assistant
from qa.errors import CorpusError
from qa.page import handlers, upload, visits
from qa.page.handlers import BROKEN, Handlers, hello
from qa.page.library import Library
from qa.page.own import NOT_UPLOADED, receive_files
from qa.page.visits import Visits
from qa.settings import Settings


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("page")
    (folder / "papers.json").write_text(CORPUS)
    settings = Settings(
        corpus=str(folder / "papers.json"), index_dir=folder / "index", embed_model=hash_embedding.NAME
    )
    with Assistant.open(settings) as assistant:
        yield Library(assistant, "papers")


@pytest.fixture
def page(library: Library, tmp_path: Path) -> Iterator[Handlers]:
    visits = Visits(library, tmp_path)
    yield Handlers(visits, tmp_path)
    visits.close()


def _ask(page: Handlers, question: str, session: str = "s", **data: Any) -> dict[str, Any]:
    return list(page.ask({"question": question, **data}, session))[-1]


def test_a_turn_begins_at_once_and_ends_with_the_answer(page: Handlers) -> None:
    """First what is being done, last the answer with its sources, as data that JSON takes."""
    events = list(page.ask({"question": "Summarize Heron"}, "s"))
    assert ("working", "done") == (events[0]["state"], events[-1]["state"])
    assert "recall" in events[-1]["html"]
    assert "<mark" in events[-1]["sources"]
    assert ["heron"] == events[-1]["cited"]
    json.dumps(events)


def test_visitors_do_not_see_each_other(page: Handlers) -> None:
    """Turns are counted by visitor; clearing is one's own."""
    _ask(page, "Summarize Heron", "a")
    assert 1 == _ask(page, "Summarize Otter", "b")["turn"]
    assert 2 == _ask(page, "Summarize Otter", "a")["turn"]
    page.clear({"last": 2}, "a")
    assert {} == page.visits.of("a").turns
    assert (3, 2) == (_ask(page, "Summarize Otter", "a")["turn"], _ask(page, "Summarize Heron", "b")["turn"])


def test_retry_and_edit_take_the_place_of_a_turn(page: Handlers) -> None:
    """The others stay; the number is a new one."""
    _ask(page, "Summarize Heron")
    _ask(page, "Summarize Otter")
    assert 3 == _ask(page, "Summarize Beaver", turn=3, replace=2, prior=1)["turn"]
    asked = [turn.question for turn in page.visits.of("s").turns.values()]
    assert ["Summarize Heron", "Summarize Beaver"] == asked


def test_a_page_from_before_a_restart_begins_anew(page: Handlers, library: Library) -> None:
    """Of more answers than are known here, or of another collection: nothing is answered out of context."""
    assert ["stale"] == [event["kind"] for event in page.ask({"question": "Summarize it", "prior": 1}, "s")]
    assert ["stale"] == [event["kind"] for event in page.ask({"question": "Hi", "digest": "other"}, "s")]
    _ask(page, "Summarize Heron", digest=library.digest, prior=0)
    assert "done" == _ask(page, "Summarize Otter", digest=library.digest, prior=1)["state"]


def test_a_stopped_turn_is_forgotten(page: Handlers) -> None:
    """What finished before the stop arrived does not count; numbers follow the page's."""
    _ask(page, "Summarize Heron", turn=1)
    _ask(page, "Summarize Otter", turn=2)
    page.clear({"first": 2, "last": 2}, "s")
    assert 3 == _ask(page, "Summarize Beaver", turn=3)["turn"]
    assert [1, 3] == list(page.visits.of("s").turns)
    assert "Otter" not in page.export({"format": "markdown"}, "s")["text"]
    assert "Beaver" in page.export({"format": "markdown", "turn": 3}, "s")["text"]


def test_nothing_comes_of_a_turn_once_it_is_stopped(page: Handlers) -> None:
    """Whether it had begun or waited; it is not part of the next conversation, and later turns are answered."""
    begun = page.ask({"question": "Summarize Heron", "turn": 1}, "s")
    assert "working" == next(begun)["state"]
    _ask(page, "Summarize Beaver", turn=3)
    page.clear({"first": 1, "last": 2}, "s")
    assert [] == list(begun)
    assert [] == list(page.ask({"question": "Summarize Otter", "turn": 2}, "s"))
    assert [3] == list(page.visits.of("s").turns)


def test_a_link_asks_what_was_understood(page: Handlers) -> None:
    """A follow-up's stand-alone question; otherwise what was typed."""
    assert "Summarize Otter" == _ask(page, "Summarize Otter")["standalone"]
    assert "Otter" in _ask(page, "What speedup does it reach?")["standalone"]


def test_a_question_limited_to_papers(page: Handlers) -> None:
    """The filters of the page reach the answer."""
    last = _ask(page, "What improved?", filters={"paper_ids": ["beaver"]})
    assert set(last["cited"]) <= {"beaver"}
    assert "No paper passes" in _ask(page, "What improved?", filters={"words": "zebra"})["html"]


@pytest.mark.parametrize(
    "data",
    [{}, {"question": 5}, {"question": None, "filters": 7, "turn": "x"}, {"question": "x" * 60_000}],
)
def test_whatever_arrives_is_answered(page: Handlers, data: dict[str, Any]) -> None:
    """Wrong types and sizes become an abstention, never an error."""
    assert "done" == list(page.ask(data, "s"))[-1]["state"]


def test_errors_keep_their_internals(
    page: Handlers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Ours are told in their words; others in general ones, with the details in the log only."""

    def broken(*_: object) -> None:
        raise RuntimeError("secret path")

    monkeypatch.setattr(Library, "similar", broken)
    note = page.paper({"id": "otter"}, "s")
    assert ("note", BROKEN) == (note["kind"], note["text"])
    assert "secret path" in caplog.text
    assert "x.bib: odd" == handlers.told(CorpusError("x.bib: odd"))


def test_a_conversation_comes_back_after_a_reload(page: Handlers) -> None:
    """As the browser kept it; what it made up is left out and counted."""
    saved = _ask(page, "Summarize Heron")["saved"]
    back = page.restore(
        {"saved": [{"question": "forged"}, {**saved, "limits": {"label": "kept by the page"}}]}, "new"
    )
    assert (1, 1) == (len(back["turns"]), back["dropped"])
    assert 1 == back["turns"][0]["place"]
    assert "<mark" in back["turns"][0]["sources"]
    assert 2 == _ask(page, "Summarize Otter", "new")["turn"]


def test_the_table_is_searched_sorted_and_paged(page: Handlers, monkeypatch: pytest.MonkeyPatch) -> None:
    """By words, author and year; rising and falling; with what is left to show."""
    titles = [page.table({"order": order}, "s")["html"].index("Otter") for order in ("title", "-title")]
    assert titles[0] > titles[1]
    found = page.table({"words": "sleep recall", "author": "ng", "first": "2019", "last": 2019}, "s")
    assert ("1 of 3 papers", True, True) == (found["count"], found["authors"], found["years"])
    assert 1 == found["matching"]
    monkeypatch.setattr("qa.page.collection_view.PAGE", 2)
    assert page.table({}, "s")["more"]
    assert 1 == page.table({"start": 2}, "s")["html"].count("<tr>")


def test_a_papers_page(page: Handlers) -> None:
    """By id or title: abstract, neighbours, and a question limited to it; unknown ones are said to be."""
    for data in ({"id": "otter"}, {"title": "Otter: Fast Decoding"}):
        html = page.paper(data, "s")["html"]
        assert "drafts tokens" in html
        assert "Heron: Sleep and Memory" in html
        assert 'data-do="limit" class="primary" data-id="otter"' in html
    assert page.paper({"id": "nope"}, "s")["bad"]


def test_a_topic_of_the_map_narrows_the_table(page: Handlers, library: Library) -> None:
    """The rows, their number, and which papers they are, so that the map can show them."""
    topics = library.atlas.topic_of
    for topic in set(topics.values()):
        rows = page.table({"topic": str(topic)}, "s")
        assert {id for id, its in topics.items() if its == topic} == set(rows["found"])
    none = page.table({"topic": 7}, "s")
    assert ("0 of 3 papers", []) == (none["count"], none["found"])
    assert 'data-do="all-papers"' in none["html"]


def test_the_examples(page: Handlers, library: Library) -> None:
    """They are of this collection and are answered; who asks for help gets them again."""
    welcome = hello(library)
    assert (3, "papers", "", False) == (welcome["papers"], welcome["name"], welcome["model"], welcome["own"])
    questions = {example["kind"]: example["question"] for example in welcome["examples"]}
    assert {"A summary", "A comparison", "About the collection"} <= set(questions)
    assert any(name in questions["A comparison"] for name in ("Otter", "Beaver", "Heron"))
    assert all(question in _ask(page, "help")["html"] for question in questions.values())
    assert questions["A summary"] not in _ask(page, "thanks")["html"]


def test_exports(page: Handlers) -> None:
    """One answer, the conversation, the bibliography; nothing to export is said."""
    assert page.export({"format": "bibtex"}, "s")["bad"]
    _ask(page, "Summarize Heron")
    _ask(page, "Summarize Otter")
    assert "Heron" not in page.export({"format": "markdown", "turn": 2}, "s")["text"]
    assert "Heron" in page.export({"format": "markdown"}, "s")["text"]
    assert ["references.bib", "references.ris", "references.json"] == [
        page.export({"format": f}, "s")["name"] for f in ("bibtex", "ris", "csl")
    ]
    assert page.export({"format": "exe"}, "s")["bad"]
    assert "Beaver" in page.export({"format": "bibtex", "id": "beaver", "copy": True}, "s")["text"]


def test_opinions_are_kept(page: Handlers, tmp_path: Path) -> None:
    """On an answer that is there; of a known kind."""
    _ask(page, "Summarize Heron")
    told = page.feedback({"turn": 1, "opinion": "wrong_citation", "comment": "c"}, "s")
    assert ("opinion", 1, "wrong_citation") == (told["kind"], told["turn"], told["opinion"])
    assert page.feedback({"turn": 1, "opinion": "great"}, "s")["bad"]
    assert page.feedback({"turn": 9, "opinion": "up"}, "s")["bad"]
    (line,) = (tmp_path / "feedback.jsonl").read_text().splitlines()
    assert ("wrong_citation", "c") == (json.loads(line)["kind"], json.loads(line)["comment"])


def _drop(page: Handlers, folder: Path, name: str, text: str, session: str = "s") -> list[dict[str, Any]]:
    path = folder / name
    path.write_text(text)
    return list(receive_files(page, [str(path)], session, folder))


def test_a_visitors_own_papers(page: Handlers, tmp_path: Path) -> None:
    """Progress, the report with line numbers, then answers from them; gone when the visitor leaves."""
    text = "@article{w, title={Wren: Song Learning}, abstract={Wren learns songs in two weeks.}}\n\n@article{x, title={No abstract}}\n"
    events = _drop(page, tmp_path, "mine <b>.bib", text)
    assert ["reading", "indexing"] == [event["state"] for event in events[:2]]
    assert "done" == events[-1]["state"]
    assert "1 paper read from mine &lt;b&gt;.bib" in events[-1]["html"]
    assert "<td>3</td>" in events[-1]["html"]
    assert events[-1]["hello"]["own"]
    told = _ask(page, "Summarize Wren")
    assert (["w"], None) == (told["cited"], told["saved"])
    assert ["otter"] == _ask(page, "Summarize Otter", "another")["cited"]
    folder = page.visits.of("s").folder
    assert folder is not None
    assert folder.exists()
    assert "papers" == page.leave({}, "s")["name"]
    assert not folder.exists()
    assert ["otter"] == _ask(page, "Summarize Otter")["cited"]
    assert not (tmp_path / "mine <b>.bib").exists()


def test_own_opinions_are_not_kept(page: Handlers, tmp_path: Path) -> None:
    """Nothing of a visitor's papers stays."""
    _drop(page, tmp_path, "w.bib", "@article{w, title={Wren: Song}, abstract={Wren learns songs.}}")
    _ask(page, "Summarize Wren")
    assert "nothing is kept" in page.feedback({"turn": 1, "opinion": "up"}, "s")["text"]
    assert not (tmp_path / "feedback.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.exe", "MZ", "are not read"),
        ("x.bib", "nothing", "no paper found"),
        ("x.csv", "a,b\n1,2\n", "x.csv"),
    ],
)
def test_files_that_cannot_be_read(page: Handlers, tmp_path: Path, name: str, text: str, said: str) -> None:
    """One line that says what to do; the shared collection stays open."""
    events = _drop(page, tmp_path, name, text)
    assert "failed" == events[-1]["state"]
    assert said in events[-1]["text"]
    assert str(tmp_path) not in events[-1]["text"]
    assert not page.visits.of("s").library.own


@pytest.mark.parametrize(
    "path", ["private.json", "uploads/../private.json", "uploads/link.json", "uploads", "\0"]
)
def test_only_uploads_are_read(page: Handlers, tmp_path: Path, path: str) -> None:
    """Another file of the server, by its path or by a link, is neither read nor removed; nor is a folder."""
    private, uploads = tmp_path / "private.json", tmp_path / "uploads"
    uploads.mkdir()
    private.write_text(CORPUS)
    (uploads / "another.json").write_text(CORPUS)
    (uploads / "link.json").symlink_to(private)
    (event,) = receive_files(page, [f"{tmp_path}/{path}"], "s", uploads)
    assert ("failed", NOT_UPLOADED) == (event["state"], event["text"])
    assert private.exists()
    assert not page.visits.of("s").library.own


def test_limits_of_uploads(page: Handlers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, papers, files and visitors, each with its own message."""
    with monkeypatch.context() as patch:
        patch.setattr(upload, "MAX_BYTES", 10)
        assert "too large" in _drop(page, tmp_path, "a.json", CORPUS)[-1]["text"]
    with monkeypatch.context() as patch:
        patch.setattr(upload, "MAX_PAPERS", 2)
        assert "3 papers are more than the 2" in _drop(page, tmp_path, "a.json", CORPUS)[-1]["text"]
    assert (
        "too many at once" in list(receive_files(page, [str(tmp_path / "x")] * 30, "s", tmp_path))[-1]["text"]
    )
    with monkeypatch.context() as patch:
        patch.setattr(visits, "MAX_OWN", 0)
        assert "Try again later" in _drop(page, tmp_path, "a.json", CORPUS)[-1]["text"]


def test_own_papers_may_be_replaced_when_all_places_are_taken(
    page: Handlers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a place keeps it; another gets one as soon as it is free, not while it is being filled."""
    monkeypatch.setattr(visits, "MAX_OWN", 1)
    with page.visits.place("a"):
        assert "Try again later" in _drop(page, tmp_path, "a.json", CORPUS, "b")[-1]["text"]
    assert ["done"] * 2 == [_drop(page, tmp_path, "a.json", CORPUS, "a")[-1]["state"] for _ in range(2)]
    assert "Try again later" in _drop(page, tmp_path, "a.json", CORPUS, "b")[-1]["text"]
    page.leave({}, "a")
    assert "done" == _drop(page, tmp_path, "a.json", CORPUS, "b")[-1]["state"]


def test_the_oldest_visit_makes_room(page: Handlers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by the number of conversations kept."""
    monkeypatch.setattr(visits, "MAX_VISITS", 2)
    for session in "abc":
        _ask(page, "Summarize Heron", session)
    assert {} == page.visits.of("a").turns
    assert 1 == len(page.visits.of("c").turns)


def test_hostile_questions_and_papers_stay_text(page: Handlers, tmp_path: Path) -> None:
    """In every payload that holds markup."""
    record = [
        {
            "id": HOSTILE,
            "title": f"Wren: {HOSTILE}",
            "abstract": f"Wren learns songs. {HOSTILE}",
            "authors": [HOSTILE],
            "year": 2020,
        }
    ]
    _drop(page, tmp_path, f"{HOSTILE[:9].replace('/', '')}.json", json.dumps(record))
    payloads = [
        _ask(page, f"Summarize Wren {HOSTILE}"), _ask(page, HOSTILE), page.table({}, "s"), page.atlas({}, "s"),
        page.paper({"id": next(iter(page.visits.of("s").library.papers))}, "s"),
    ]  # fmt: skip
    for payload in payloads:
        for field in ("html", "sources"):
            assert "<img" not in payload.get(field, "")
            assert "<script" not in payload.get(field, "")
