"""Pages saved as text: which lines become titles and abstracts, and what is reported."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from qa.corpus import load
from qa.corpus.ids import unique_ids
from qa.errors import CorpusError
from qa.types import Corpus, Paper

SEED = Path(__file__).parents[1] / "seeds" / "000_8869d94496bed620.txt"
_NOUNS = ("gradient", "encoder", "lattice", "forest", "kernel", "sensor", "protein", "galaxy", "tensor")
_VERBS = ("reveals", "improves", "predicts", "bounds", "separates", "explains", "reduces", "limits")
_MODES = ("Sparse", "Deep", "Adaptive", "Robust", "Causal", "Fast", "Latent", "Modular", "Neural")


def abstract(seed: int, sentences: int = 6) -> str:
    """A made-up abstract; no two seeds give the same one."""
    pick = random.Random(seed)
    return " ".join(
        f"The {pick.choice(_NOUNS)} {pick.choice(_VERBS)} each {pick.choice(_NOUNS)} that a "
        f"{pick.choice(_MODES).lower()} {pick.choice(_NOUNS)} of order {pick.randint(2, 900)} admits."
        for _ in range(sentences)
    )


def title(seed: int) -> str:
    """A made-up title of some words; no two seeds give the same one."""
    pick = random.Random(seed)
    head = f"{pick.choice(_MODES)} {pick.choice(_NOUNS)} {seed}"
    return f"{head}: {pick.choice(_MODES)} {pick.choice(_NOUNS)} models for {pick.choice(_NOUNS)} data"


def read(folder: Path, text: str, name: str = "page.txt") -> Corpus:
    path = folder / name
    path.write_bytes(text.encode())
    return load(path)


def pairs(corpus: Corpus) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in corpus.papers]


def reasons(corpus: Corpus) -> list[str]:
    return [str(remark) for remark in corpus.skipped]


def page(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def test_seed_gives_its_77_papers() -> None:
    """The seed page has 77 papers; the five lines above the first title are reported."""
    corpus = load(SEED)
    assert 77 == len(corpus.papers)
    assert [1, 3, 5, 7, 9] == [remark.line for remark in corpus.skipped]
    assert corpus.papers[0].title.startswith("LoGAH: Predicting")
    assert "Hydra: Sequentially-Dependent Draft Heads for Medusa Decoding" == corpus.papers[-1].title


def test_seed_text_is_untouched() -> None:
    """Every title and abstract of the seed is a line of the file, character by character."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    for paper in load(SEED).papers:
        at = lines.index(paper.title)
        assert lines[at + 2] == paper.abstract


def test_seed_ids_are_slugs_of_titles() -> None:
    """Papers without an id of their own get the slug of their title."""
    papers = load(SEED).papers
    bare = [Paper("", paper.title, paper.abstract) for paper in papers]
    assert [paper.id for paper in unique_ids(bare)] == [paper.id for paper in papers]


def test_long_title_and_warning(tmp_path: Path) -> None:
    """A long title with ':', '?' and '!' is one; "Warning: ..." can begin an abstract."""
    long = "Is it all we need? Yes! On the surprising and lasting use of long titles: a survey and a plan"
    warned = "Warning: this text may offend. " + abstract(1)
    expected = [(long, warned), (title(2), abstract(2))]
    assert expected == pairs(read(tmp_path, page(long, warned, title(2), abstract(2))))


@pytest.mark.parametrize("sentences", [2, 3])
def test_short_abstracts(tmp_path: Path, sentences: int) -> None:
    """Abstracts of two or three sentences are read."""
    expected = [(title(i), abstract(i, sentences)) for i in range(5)]
    assert expected == pairs(read(tmp_path, page(*(part for pair in expected for part in pair))))


def test_title_without_abstract_is_reported(tmp_path: Path) -> None:
    """A title that no abstract follows is left out with its line; its neighbours are right."""
    corpus = read(tmp_path, page(title(1), abstract(1), title(2), title(3), abstract(3)))
    assert [(title(1), abstract(1)), (title(3), abstract(3))] == pairs(corpus)
    assert 1 == len(corpus.skipped)
    assert 5 == corpus.skipped[0].line
    assert "no abstract follows" in corpus.skipped[0].reason


def test_abstract_without_title_is_reported(tmp_path: Path) -> None:
    """A text whose title is missing joins no other paper: it is left out with its line."""
    known = [(title(i), abstract(i)) for i in range(4)]
    parts = [part for pair in known for part in pair]
    corpus = read(tmp_path, page(*parts[:4], abstract(9), *parts[4:]))
    assert known == pairs(corpus)
    assert ["page.txt:9: no title above"] == [text[:26] for text in reasons(corpus)]


def test_abstract_in_two_paragraphs(tmp_path: Path) -> None:
    """Two paragraphs that together are no longer than other abstracts are one, with a remark."""
    first, second = abstract(1, 3), abstract(2, 3)
    corpus = read(
        tmp_path, page(title(1), first, second, *(f(i) for i in (3, 4, 5) for f in (title, abstract)))
    )
    assert (title(1), f"{first}\n\n{second}") == pairs(corpus)[0]
    assert 4 == len(corpus.papers)
    assert ["goes on in line 5" in text for text in reasons(corpus)] == [True]


def test_wrapped_lines_are_joined(tmp_path: Path) -> None:
    """A paragraph broken at a line width reads as one line; a hyphen at its end closes up."""
    text = (
        "We study how lines are wrapped when a page is saved from a browser to a\n"
        "file. A reader must join them. It must not lose the words of multi-\n"
        "modal models, nor take the last line for a title. This holds for all\n"
        "of the texts. Four papers show it."
    )
    corpus = read(tmp_path, page(title(1), text, title(2), abstract(2)))
    joined = text.replace("-\n", "-").replace("\n", " ")
    assert [(title(1), joined), (title(2), abstract(2))] == pairs(corpus)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \t\n\n"])
def test_title_and_abstract_with_or_without_a_blank_line(tmp_path: Path, between: str) -> None:
    """A title can stand right above its abstract, and blank lines can hold blanks."""
    expected = [(title(i), abstract(i)) for i in range(6)]
    text = "\n\n".join(f"{t}{between}{a}" for t, a in expected)
    assert expected == pairs(read(tmp_path, text))


def test_no_blank_lines_at_all(tmp_path: Path) -> None:
    """Titles and abstracts in turn, one a line, are told apart without blank lines."""
    expected = [(title(i), abstract(i)) for i in range(6)]
    assert expected == pairs(read(tmp_path, "\n".join(f"{t}\n{a}" for t, a in expected)))


def test_markdown_headings(tmp_path: Path) -> None:
    """Heading and emphasis marks around a title, and rules between papers, are not text."""
    text = f"## {title(1)}\n{abstract(1)}\n\n---\n\n**{title(2)}**\n\n{abstract(2)}\n"
    corpus = read(tmp_path, text, "page.md")
    assert [(title(1), abstract(1)), (title(2), abstract(2))] == pairs(corpus)


def test_repeated_paper_is_kept_once(tmp_path: Path) -> None:
    """A paper that comes again is left out, and the report says where it was first."""
    corpus = read(tmp_path, page(*(f(i) for i in (1, 2, 1) for f in (title, abstract))))
    assert [title(1), title(2)] == [paper.title for paper in corpus.papers]
    assert "repeats the paper at page.txt:1; kept once" in reasons(corpus)[0]


def test_same_title_with_another_abstract_is_another_paper(tmp_path: Path) -> None:
    """Two papers may share a title; their ids differ."""
    corpus = read(tmp_path, page(title(1), abstract(1), title(1), abstract(2)))
    assert 2 == len({paper.id for paper in corpus.papers})


def test_authors_between_title_and_abstract(tmp_path: Path) -> None:
    """Names and dates between each title and its abstract are not taken for the title."""
    names = ("Ada Lovelace, Charles Babbage", "Grace Hopper", "Alan M. Turing, Max Newman, Joan Clarke")
    blocks = [part for i in range(9) for part in (title(i), names[i % 3], f"{i + 1} Mar 2024", abstract(i))]
    corpus = read(tmp_path, page(*blocks))
    assert [(title(i), abstract(i)) for i in range(9)] == pairs(corpus)


def test_furniture_alone_is_an_error(tmp_path: Path) -> None:
    """A page without any abstract is an error that shows what was seen."""
    with pytest.raises(CorpusError, match="no paper found; each needs a title and an abstract"):
        read(tmp_path, page("new", "Subscribe", "Mar 14"))


# What surrounds the papers of a page: each is written anew for every paper.
_FURNITURE = (
    lambda pick: str(pick.randint(1, 300)),
    lambda pick: f"Upvote {pick.randint(1, 99)}",
    lambda pick: f"{pick.choice(['Mar', 'Oct', 'June'])} {pick.randint(1, 28)}",
    lambda pick: "by" + pick.choice(["AnnLee", "bob_k", "TheLab", "x-ray"]),
    lambda pick: "Submitted by " + pick.choice(["annlee", "bobk", "thelab"]),
    lambda pick: f"{pick.randint(2, 30)} authors",
    lambda pick: f"{pick.randint(0, 9)} comments · {pick.randint(1, 40)} models",
    lambda _: "Load more",
    lambda _: "View the paper",
    lambda pick: ", ".join(pick.sample(["Ada Lovelace", "A. M. Turing", "Wei Zhang", "Ana de la Cruz"], 3)),
)
_TOPS = ((), ("new", "Get trending papers in your email inbox!", "Subscribe"), ("Papers", "Sign in"))


def random_page(pick: random.Random) -> tuple[str, dict[str, str]]:
    """A page with furniture before, within and after its records, and its true pairs.

    Some records have lost their title or their abstract; the first has both.
    """
    before, within, after = (pick.sample(_FURNITURE, pick.choice((0, 0, 1, 2))) for _ in range(3))
    blocks = list(pick.choice(_TOPS))
    truth: dict[str, str] = {}
    complete = True
    for number in range(pick.randint(8, 30)):
        lost = pick.random() if number else 1.0
        blocks += [write(pick) for write in before]
        has_title = not (lost < 0.05 and complete)  # after a lost abstract, nobody could tell
        has_abstract = not 0.05 <= lost < 0.1
        blocks += [title(number)] * has_title
        blocks += [write(pick) for write in within]
        blocks += [abstract(number, pick.randint(5, 9))] * has_abstract
        if has_title and has_abstract:
            truth[blocks[-1]] = title(number)
        blocks += [write(pick) for write in after]
        complete = has_abstract
    return pick.choice(("\n\n", "\n\n\n")).join(blocks), truth


@pytest.mark.parametrize("seed", range(60))
def test_random_furniture_never_mispairs(tmp_path: Path, seed: int) -> None:
    """Whatever stands around the papers of a page, an abstract gets its own title or a remark."""
    text, truth = random_page(random.Random(seed))
    corpus = read(tmp_path, text)
    remarks = " ".join(reasons(corpus))
    wrong = [p.title for p in corpus.papers if truth.get(p.abstract) != p.title]
    assert [] == [name for name in wrong if name[:30] not in remarks]
    found = sum(truth.get(p.abstract) == p.title for p in corpus.papers)
    assert len(truth) == found
