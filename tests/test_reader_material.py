"""What the networks are trained on: it loads as told, and nothing that is measured on is in it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from evals.dataset import load_dev
from evals.errors import EvalError
from evals.external_sets import unseen_claim
from evals.reader.material import FOLDER, Item, Material, load_material
from qa import Assistant

_CLAIMS = [
    {"id": n, "claim": f"Claim {n}.", "cited_doc_ids": ["4983"], "evidence": {"4983": [{"sentences": [0]}]}}
    for n in range(40)
]
_SQUAD = {
    "data": [
        {
            "title": title,
            "paragraphs": [
                {
                    "context": f"{title} is long. It has a source.",
                    "qas": [
                        {
                            "question": f"What has {title}, number {n}?",
                            "is_impossible": False,
                            "answers": [{"answer_start": len(title) + 12}],
                        }
                        for n in range(6)
                    ],
                }
            ],
        }
        for title in ("Rhine", "Steam_engine")
    ]
}


def _rows(files: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(FOLDER.glob(files))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def _write(path: Path, rows: Iterable[object]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")


def _data(folder: Path, sentences: int) -> Path:
    """The public copies as they are shaped, with abstracts of so many sentences."""
    ids = [row["doc_id"] for row in _rows("scifact-*.jsonl")]
    abstract = ["It is so."] * sentences
    _write(
        folder / "scifact" / "corpus.jsonl",
        ({"doc_id": n, "title": f"Paper {n}", "abstract": abstract} for n in ids),
    )
    _write(folder / "scifact" / "claims_train.jsonl", _CLAIMS)
    _write(folder / "squad" / "squad2_part.json", [_SQUAD])
    return folder


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The material on stand-ins for the public copies."""
    return load_material(_data(tmp_path_factory.mktemp("data"), sentences=60))


def test_all_of_it_loads(material: Material) -> None:
    """As many questions as the docstring says; each but a list's is about one text and has no negative yet."""
    lists = [item for item in material.items if item.kind == "list"]
    assert 2_243 + 382 == len(lists)
    own = [item for item in material.items if item.kind != "list"]
    seen = sum(not unseen_claim(claim) for claim in _CLAIMS)
    assert 12_082 + 7_324 + 3_840 + 4_984 + 1_614 + 3_880 + 4_858 + seen + 2 == len(own)
    assert {(1, 0)} == {(len(item.positives), len(item.negatives)) for item in own}
    assert {"written": 1140, "scifact": 848, "squad": 1} == {
        source: len(set(texts)) for source, texts in material.texts.items()
    }


def test_twins_are_answered_and_not() -> None:
    """Of each paper of the twins as many questions are answered as are not."""
    for row in (*_rows("stated-*.jsonl"), *_rows("tempting-*.jsonl")):
        answered = [bool(asked["evidence"]) for asked in row["questions"]]
        assert len(answered) == 2 * sum(answered)


def test_a_list_knows_what_does_not_belong(material: Material) -> None:
    """Every paper of a batch qualifies, is doubtful, or is a negative; the doubtful are neither."""
    lists = iter(item for item in material.items if item.kind == "list")
    for row in (*_rows("lists-*.jsonl"), *_rows("claims.jsonl")):
        first, last = (int(name.partition("#")[2]) for name in row["among"])
        for question in row["questions"]:
            item = next(lists)
            assert question == item.question
            assert len(row["qualify"]) == len(item.positives)
            held = len(item.positives) + len(item.negatives) + len(row["doubtful"])
            assert last - first + 1 == held
            assert not {text for text, _ in item.positives} & set(item.negatives)


def test_what_training_leaves_out(material: Material) -> None:
    """The claims and the articles that are kept to be measured on are not in it."""
    asked = {item.question for item in material.items}
    for claim in _CLAIMS:
        assert unseen_claim(claim) == (claim["claim"] not in asked)
    assert ["What has Rhine, number 0?", "What has Rhine, number 3?"] == [
        item.question for item in material.items if item.kind == "squad"
    ]


def test_another_copy_is_refused(tmp_path: Path) -> None:
    """A sentence or a paper that is not there is told, not left out."""
    with pytest.raises(EvalError, match=r"^scifact-1#0: has 2 sentences, but \[\d"):
        load_material(_data(tmp_path, sentences=2))
    _write(tmp_path / "scifact" / "corpus.jsonl", [])
    with pytest.raises(EvalError, match="no paper '4983': the copy of SciFact is another one"):
        load_material(tmp_path)


def test_nothing_that_is_measured_on(material: Material, seeds: Assistant) -> None:
    """No seed paper, and no development question in any of its wordings."""
    titles = {text.title.casefold() for texts in material.texts.values() for text in texts}
    assert not titles & {paper.title.casefold() for paper in seeds.papers}
    turns = [turn for case in load_dev(seeds.papers) for turn in case.turns]
    measured = {words for turn in turns for words in (_words(turn.question), _words(turn.standalone))}
    assert not {_words(item.question) for item in material.items} & measured


def _words(question: str) -> str:
    return " ".join(question.casefold().strip("?. ").split())


def test_an_item_is_answered_by_any_sentence(material: Material) -> None:
    """Also a list, which is when a paper qualifies."""
    by_answered: dict[bool, list[Item]] = {True: [], False: []}
    for item in material.items:
        by_answered[item.answered].append(item)
    assert all(any(gold for _, gold in item.positives) for item in by_answered[True])
    assert not any(gold for item in by_answered[False] for _, gold in item.positives)
