"""Which papers a text names, and what to call a paper in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.conversation.coinage import LONGEST_NAME, PIECE, names_of, start_of, words
from qa.types import Paper
from qa.words import STOPWORDS, content_tokens, edit_distance_one, fold

_MIN_TYPO = 5  # letters; shorter names have too many neighbours
_MIN_TITLE = 12  # letters; a shorter title is found only as a name
_PIECES = LONGEST_NAME + 2  # a name's words may be hyphenated into more pieces


class Mention(NamedTuple):
    """``text[start:end]`` names these papers."""

    start: int
    end: int
    paper_ids: tuple[str, ...]


class NameIndex:
    """The short names of a collection's papers, and where a text mentions them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._common = _lower_case_words(self._papers.values())
        self._short: dict[str, str] = {}
        self._owners: dict[str, list[str]] = {}
        self._proper: set[str] = set()
        self._titles: dict[str, list[tuple[str, str]]] = {}
        self._shapes: dict[tuple[str, int], list[str]] = {}
        used = Counter(w for p in self._papers.values() for w in set(words(f"{p.title} {p.abstract}")))
        for paper in self._papers.values():
            self._add_names(paper, used)
            self._add_titles(paper)
        self.mentions = lru_cache(maxsize=1024)(self._mentions)
        self._stems = lru_cache(maxsize=256)(self._stems_of)

    def _add_names(self, paper: Paper, used: Counter[str]) -> None:
        names = [candidate.name for candidate in names_of(paper, used, self._common)]
        self._short[paper.id] = names[0] if names else start_of(paper.title)
        for name in names:
            key = _key(name)
            owners = self._owners.setdefault(key, [])
            if paper.id not in owners:
                owners.append(paper.id)
            self._shapes.setdefault((key[0], len(key)), []).append(key)
            # An ordinary word that is also a name counts only where it is capitalised.
            if " " not in name and all(piece in self._common for piece in PIECE.findall(fold(name))):
                self._proper.add(key)

    def _add_titles(self, paper: Paper) -> None:
        for title in {paper.title, start_of(paper.title)}:
            pieces = PIECE.findall(fold(title))
            key = "".join(pieces)
            if len(key) >= _MIN_TITLE or (len(pieces) > 1 and title == paper.title):
                self._titles.setdefault(pieces[0], []).append((key, paper.id))

    def short_name(self, paper_id: str) -> str:
        """What people call this paper; the title, or its part before a colon, when it has no name."""
        return self._short[paper_id]

    def spoken(self, paper_id: str) -> str:
        """The short name as it stands in a sentence: a long title is put in quotation marks."""
        short = self._short[paper_id]
        return short if len(short.split()) <= LONGEST_NAME else f'"{short}"'

    def topic(self, paper_id: str) -> str:
        """What the paper is about, as its title says it after the name."""
        title = self._papers[paper_id].title
        tail = title.split(":", 1)[-1].strip()
        return tail if len(content_tokens(tail)) > 1 else title

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Ids of the papers that the text names, in the order of first mention."""
        return tuple(dict.fromkeys(pid for m in self.mentions(text) for pid in m.paper_ids))

    def described(self, text: str, paper_ids: Sequence[str]) -> str | None:
        """Of these papers the one that the words describe best; None where none or two do."""
        wanted = {token.stem for token in content_tokens(text)}
        scored = [(len(wanted & self._stems(pid)), pid) for pid in dict.fromkeys(paper_ids)]
        best = max((score for score, _ in scored), default=0)
        found = [pid for score, pid in scored if score == best]
        return found[0] if best and len(found) == 1 else None

    def _stems_of(self, paper_id: str) -> frozenset[str]:
        paper = self._papers.get(paper_id)
        text = f"{paper.title} {paper.abstract}" if paper else ""
        return frozenset(token.stem for token in content_tokens(text))

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        """Where the text names papers, in order; of overlapping names the longest."""
        pieces = list(PIECE.finditer(fold(text)))
        found: list[Mention] = []
        at = 0
        while at < len(pieces):
            size, owners = self._title_at(pieces, at) or self._name_at(text, pieces, at)
            if owners:
                found.append(Mention(pieces[at].start(), pieces[at + size - 1].end(), tuple(owners)))
            at += size
        return tuple(found)

    def _name_at(self, text: str, pieces: list[re.Match[str]], at: int) -> tuple[int, list[str]]:
        for size in range(min(_PIECES, len(pieces) - at), 0, -1):
            key = "".join(piece[0] for piece in pieces[at : at + size])
            owners = self._owners.get(key) or (self._misspelt(key) if size == 1 else None)
            if owners and (key not in self._proper or _named(text, pieces[at].start())):
                return size, owners
        return 1, []

    def _title_at(self, pieces: list[re.Match[str]], at: int) -> tuple[int, list[str]] | None:
        for key, paper_id in self._titles.get(pieces[at][0], ()):
            joined = ""
            for size, piece in enumerate(pieces[at:], start=1):
                joined += piece[0]
                if joined == key:
                    return size, [paper_id]
                if not key.startswith(joined):
                    break
        return None

    def _misspelt(self, word: str) -> list[str] | None:
        if len(word) < _MIN_TYPO or word in self._common or word in STOPWORDS:
            return None
        alike = [k for n in (-1, 0, 1) for k in self._shapes.get((word[0], len(word) + n), ())]
        near = [k for k in edit_distance_one(word, alike) if len(k) >= _MIN_TYPO and k not in self._proper]
        return self._owners[near[0]] if len(set(near)) == 1 else None


def _named(text: str, start: int) -> bool:
    """Whether the word is written as a name: a capital that no sentence start explains."""
    word = re.match(r"\w+", text[start:])
    if not word or not text[start].isupper():
        return False
    return bool(text[:start].strip()) or word[0].isupper()


def _lower_case_words(papers: Iterable[Paper]) -> frozenset[str]:
    return frozenset(w for p in papers for w in PIECE.findall(p.abstract) if w == w.lower())


def _key(name: str) -> str:
    return "".join(PIECE.findall(fold(name)))
