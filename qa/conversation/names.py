"""Which papers a text names, and what to call a paper in a sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import dropwhile
from typing import NamedTuple

from qa.conversation.coinage import LONGEST_NAME, PIECE, coined, key, names_of, pieces, start_of, words
from qa.memo import remembered
from qa.types import Paper
from qa.words import STOPWORDS, content_tokens, fold, index_terms, initials, stem

_MIN_TITLE = 12  # letters; a shorter title is found only as a name
_IN_TITLES = 0.5  # the share of the papers with a word that have it in the title
_FEW = 2
_ON_A_TOPIC = 0.05  # of the papers have a word of their topic in the title, at most
_PIECES = LONGEST_NAME + 2  # a name's words may be hyphenated into more pieces
# "the Blue Barn paper": words of its title, in order.
_PAPER = frozenset("paper article study trial abstract preprint report people authors folks team".split())
_MOST_SAID = 6
_INITIALS_LAST = re.compile(
    r"(?P<last>[^\W\d_][^\s.,]+(?: [^\W\d_][^\s.,]+)*) (?P<first>(?:[^\W\d_a-z]\.[- ]?)+)"
)
_PERSON = re.compile(
    r"\b[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:(?:van|von|de|den|der|da|di|du|la|le|al|el|bin|ibn|ter|ten|zu)\s+)*[A-ZÀ-Þ][\w'’-]*)*"
)
_OWN = re.compile(r"['’]s$")
# What the title of any paper may have: no subject of its own.
_OF_ANY = frozenset(
    "effect effects evidence analysis analyses study studies trial trials review survey overview model models method methods approach role"
    " use uses using impact influence association associations relationship comparison evaluation assessment risk risks result results case"
    " cases new novel long short term high low large small early late based through toward towards time work works data test tests".split()
)
_SHORT_NAME = "Norwood"  # any; to the models it is a paper like another
_SHORTEST_INITIALS = 3  # letters
_STEM = 4  # letters that a word and its stem begin with alike
_QUOTES = "\"'“”«»‘’"
_TOLD_ON = [[word] for word in "on about that which where for".split()]  # it is told further, not named
# Which of several is meant, and what any of them may be: no words of a title, though one may have them.
_WHICH = STOPWORDS | frozenset(
    "first second third fourth fifth last latter former other others same new newer newest old older oldest recent latest earlier later"
    " previous next current whole entire original actual main two three both longest shortest best worst right wrong research review"
    " survey given present related similar different single general".split()
)


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
        self._given: dict[str, str] = {}
        self._owners: dict[str, list[str]] = {}
        self._proper: set[str] = set()
        self._titles: dict[str, list[tuple[str, str]]] = {}
        used = Counter(w for p in self._papers.values() for w in set(words(f"{p.title} {p.abstract}")))
        for paper in self._papers.values():
            self._add_names(paper, used)
            self._add_titles(paper)
        self._surnames = {_surname(author) for paper in self._papers.values() for author in paper.authors}
        self._spelt = [(f" {' '.join(pieces(p.title))} ", p.id) for p in self._papers.values()]
        self._counts: dict[str, list[int]] | None = None
        self.mentions = remembered(self._mentions, 1024)
        self._stems = remembered(self._stems_of, 256)
        self._said = remembered(self._said_by, 256)

    def _add_names(self, paper: Paper, used: Counter[str]) -> None:
        names = names_of(paper, used, self._common)
        given = (candidate.name for candidate in names if candidate.given)
        self._given[paper.id] = next(given, start_of(paper.title))
        self._short[paper.id] = names[0].name if names else start_of(paper.title)
        for name in (candidate.name for candidate in names):
            alias = key(name)
            owners = self._owners.setdefault(alias, [])
            if paper.id not in owners:
                owners.append(paper.id)
            # A word that other papers use in lower case is this name only where it is capitalised.
            own = set(PIECE.findall(paper.abstract))
            if " " not in name and all(self._common[w] > (w in own) for w in pieces(name)):
                self._proper.add(alias)

    def _add_titles(self, paper: Paper) -> None:
        for title in {paper.title, start_of(paper.title)}:
            parts = pieces(title)
            size = sum(map(len, parts))
            if size >= _MIN_TITLE or (len(parts) > 1 and title == paper.title):
                self._titles.setdefault(parts[0], []).append(("".join(parts), paper.id))

    def short_name(self, paper_id: str) -> str:
        """What people call this paper; the title, or its part before a colon, when it has no name."""
        return self._short[paper_id]

    def given_name(self, paper_id: str) -> str:
        """The short name where the authors give it, else the title, or its part before a colon.

        A coined word of the title that they do not introduce is rather what they study: "Cas9".
        """
        return self._given[paper_id]

    def spoken(self, paper_id: str) -> str:
        """The short name as it stands in a sentence: a long title, or one with a comma, is put in quotation marks."""
        short = self._short[paper_id]
        return short if len(short.split()) <= LONGEST_NAME and "," not in short else f'"{short}"'

    def abstract(self, paper_id: str) -> str:
        """The paper's abstract."""
        return self._papers[paper_id].abstract

    def authors(self, paper_id: str) -> tuple[str, ...]:
        """The paper's authors as people say them: "Dana Holt"."""
        return tuple(map(as_said, self._papers[paper_id].authors))

    def year(self, paper_id: str) -> int | None:
        """The year that is recorded of the paper."""
        return self._papers[paper_id].year

    def people(self, text: str) -> tuple[str, ...]:
        """The authors of the collection whose surnames stand in a text, as it has them with what stands before."""
        runs = [_OWN.sub("", match[0]).split() for match in _PERSON.finditer(text)] if self._surnames else []
        names = [list(dropwhile(lambda word: word.lower() in STOPWORDS, run)) for run in runs]
        said = (" ".join(name) for name in names if name and fold(name[-1]) in self._surnames)
        return tuple(name for name in said if len(name) > 1)  # the "S" of "bisphenol S" is nobody's name

    def is_called(self, text: str) -> bool:
        """Whether the text names a paper by its name or its title, not by a lesser thing that its abstract introduces."""
        return any(
            key(text[m.start : m.end]) in key(f"{self._short[pid]} {self._papers[pid].title}")
            for m in self.mentions(text)
            for pid in m.paper_ids
        )

    def is_named(self, paper_id: str) -> bool:
        """Whether the paper has a name of its own, not its title alone."""
        return not self.spoken(paper_id).startswith('"')

    def subject(self, text: str, paper_id: str) -> str:
        """The words that the text opens with and that the paper has in the same order: "blood pressure"."""
        said = self._said(paper_id)
        end, joined = 0, ""
        for piece in PIECE.finditer(text):
            joined = f"{joined} {piece[0].lower()}"
            if f"{joined} " not in said:
                break
            if piece[0].lower() not in STOPWORDS:
                end = piece.end()
        return text[:end]

    def ends_phrase(self, text: str, paper_id: str) -> bool:
        """Whether the words stand in the paper without a further noun: before a sign or a word such as "in" or "was"."""
        paper = self._papers[paper_id]
        found = re.finditer(rf"\b{re.escape(text)}\b\s*([\w-]*)", paper.text, re.IGNORECASE)
        return any(not match[1] or match[1].lower() in STOPWORDS for match in found)

    def tells_of_others(self, text: str, paper_ids: Sequence[str]) -> bool:
        """Whether a text has a word that is what other papers are about, and that none of these has."""
        own = {stem for paper_id in paper_ids for stem in self._stems(paper_id)}
        words = (token for token in content_tokens(text) if token.surface not in _OF_ANY)
        return any(word.stem not in own and self._title_share(word.stem) >= _IN_TITLES for word in words)

    def tells_more(self, text: str, paper_id: str) -> bool:
        """Whether another paper has all words of a text that this one has, and most of them, two more at least."""
        said = {token.stem for token in content_tokens(text)}
        own = said & self._stems(paper_id)
        least = max(len(own) + _FEW, len(said) // 2 + 1)
        texts = ((p.id, f"{p.title} {p.abstract}".lower()) for p in self._papers.values())
        near = (pid for pid, told in texts if sum(word[:_STEM] in told for word in said) >= least)
        return any(own < there and len(there) >= least for there in (said & self._stems(p) for p in near))

    def titled_otherwise(self, text: str, paper_ids: Sequence[str]) -> tuple[str, ...]:
        """The papers that have a word of a text in the title which none of these has anywhere; none for what any title may have."""
        own = {stem for paper_id in paper_ids for stem in self._stems(paper_id)}
        said = {token.stem for token in content_tokens(text) if token.surface not in _OF_ANY}
        strange = said - own
        return tuple(paper.id for paper in self._papers.values() if strange & set(index_terms(paper.title)))

    def on_the_same(self, text: str, paper_id: str) -> str | None:
        """The other paper on what this one is about that has what a text says and this one does not; None where none or several have.

        It has a word of that in its title, or all in its abstract, and its title shares with this one's a rare word that is what papers are about.
        """
        own = self._stems(paper_id)
        strange = {token.stem for token in content_tokens(text) if token.surface not in _OF_ANY} - own
        titles = {
            pid: set(index_terms(paper.title)) for pid, paper in self._papers.items() if pid != paper_id
        }
        most = max(_FEW, int(_ON_A_TOPIC * len(titles)))
        topic = {t.stem for t in content_tokens(self._papers[paper_id].title) if t.surface not in _OF_ANY}
        rare = {
            word
            for word in topic
            if self._title_share(word) >= _IN_TITLES and sum(word in said for said in titles.values()) <= most
        }
        shared = {
            pid: len(rare & said)
            for pid, said in titles.items()
            if strange & said or (strange and strange <= self._stems(pid))
        }
        closest = [pid for pid, count in shared.items() if count and count == max(shared.values())]
        return closest[0] if len(closest) == 1 else None

    def is_subject(self, text: str) -> bool:
        """Whether a phrase is what papers are about rather than a detail: most that have its words have them in the title."""
        words = [token.stem for token in content_tokens(text)]
        return bool(words) and all(self._title_share(word) >= _IN_TITLES for word in words)

    def _title_share(self, word: str) -> float:
        if self._counts is None:
            counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
            for paper in self._papers.values():
                title = set(index_terms(paper.title))
                for term in title | set(index_terms(paper.abstract)):
                    counts[term][term in title] += 1
            self._counts = counts
        elsewhere, titled = self._counts.get(word, (0, 0))
        return titled / (elsewhere + titled) if titled else 0.0

    def tells_of(self, paper_id: str, text: str) -> bool:
        """Whether the paper has a content word of the text."""
        return bool({token.stem for token in content_tokens(text)} & self._stems(paper_id))

    def tells_all(self, paper_id: str, text: str) -> bool:
        """Whether the paper has all content words of the text, of which there are some."""
        wanted = {token.stem for token in content_tokens(text)}
        return bool(wanted) and wanted <= self._stems(paper_id)

    def in_title(self, text: str, paper_id: str) -> bool:
        """Whether the paper's title has all content words of the text, of which there are some."""
        return _titled(self._papers[paper_id], {token.stem for token in content_tokens(text)})

    def topic(self, paper_id: str) -> str:
        """What the paper is about, as its title says it after the name."""
        title = self._papers[paper_id].title
        tail = title.split(":", 1)[-1].strip()
        return tail if len(content_tokens(tail)) > 1 else title

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Ids of the papers that the text names, in the order of first mention."""
        return tuple(dict.fromkeys(pid for m in self.mentions(text) for pid in m.paper_ids))

    def having(self, text: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Ids of the papers, all or ``among`` these, that have every name in the text, for their own or in their words;
        none without a name."""
        mentions = self.mentions(text)
        said = [(m, _written(text[m.start : m.end])) for m in mentions]
        having = (
            paper.id
            for paper in (self._papers.values() if among is None else map(self._papers.__getitem__, among))
            if all(
                paper.id in m.paper_ids or name.search(f"{paper.title} {paper.abstract}") for m, name in said
            )
        )
        return tuple(having) if mentions else ()

    def sharing(self, text: str, paper_id: str) -> tuple[str, ...]:
        """The papers that have the rarest word which the text, this paper and others have in common, of two the first."""
        own = self._stems(paper_id)
        shared = [stem for stem in dict.fromkeys(token.stem for token in content_tokens(text)) if stem in own]
        holders = [found for word in shared if len(found := self._holding(word)) > 1]
        return min(holders, key=len, default=())

    def _holding(self, word: str) -> tuple[str, ...]:
        near = (p for p in self._papers.values() if word[:_STEM] in f"{p.title} {p.abstract}".lower())
        return tuple(p.id for p in near if word in self._stems(p.id))

    def elsewhere(self, text: str, paper_ids: Sequence[str]) -> tuple[str, ...]:
        """The papers that have the coined words of a text of which these have none."""
        own = "".join(map(self._said, paper_ids))
        spoken = [f" {' '.join(pieces(word))} " for word in words(text) if coined(word)]
        strange = [word for word in spoken if word not in own]
        return (
            tuple(pid for pid in self._papers if all(w in self._said(pid) for w in strange))
            if strange
            else ()
        )

    def without(self, text: str) -> str:
        """The text with a gap for every name in it."""
        for mention in reversed(self.mentions(text)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        return text

    def described(self, text: str, paper_ids: Sequence[str]) -> str | None:
        """Of these papers the one that the words describe best; None where none or two do."""
        wanted = {token.stem for token in content_tokens(text)}
        scored = [(len(wanted & self._stems(pid)), pid) for pid in dict.fromkeys(paper_ids)]
        best = max((score for score, _ in scored), default=0)
        found = [pid for score, pid in scored if score == best]
        if len(found) > 1:  # what all have, the title of one may say
            found = [pid for pid in found if _titled(self._papers[pid], wanted)]
        return found[0] if best and len(found) == 1 else None

    def about(self, text: str) -> tuple[str, ...]:
        """The papers that have the words of a phrase in their titles, if it is what papers are about."""
        wanted = {token.stem for token in content_tokens(text)}
        found = (paper.id for paper in self._papers.values() if _titled(paper, wanted))
        return tuple(found) if self.is_subject(text) else ()

    def titled(self, text: str) -> str | None:
        """The one paper whose title has all of the words; None where none or several have."""
        wanted = {token.stem for token in content_tokens(text)}
        found = [paper.id for paper in self._papers.values() if _titled(paper, wanted)]
        return found[0] if len(found) == 1 else None

    def told_by(self, text: str) -> str | None:
        """The one paper that has all content words of the text, in its title or its abstract; None where none or several have."""
        wanted = [token.stem for token in content_tokens(text)]
        holders = [set(self._holding(word)) for word in wanted]
        found = set.intersection(*holders) if holders else set()
        return found.pop() if len(found) == 1 else None

    def _said_by(self, paper_id: str) -> str:
        """The paper's words in lower case, each between two spaces."""
        paper = self._papers[paper_id]
        return f" {' '.join(pieces(f'{paper.title} {paper.abstract}'))} "

    def _stems_of(self, paper_id: str) -> frozenset[str]:
        paper = self._papers.get(paper_id)
        text = f"{paper.title} {paper.abstract}" if paper else ""
        return frozenset(token.stem for token in content_tokens(text))

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        """Where the text names papers, in order; of overlapping names the longest."""
        parts = list(PIECE.finditer(fold(text)))
        found: list[Mention] = []
        at = 0
        while at < len(parts):
            size, owners = (
                self._title_at(parts, at) or self._called_at(parts, at) or self._name_at(text, parts, at)
            )
            if owners:
                found.append(Mention(parts[at].start(), parts[at + size - 1].end(), tuple(owners)))
            at += size
        return tuple(found)

    def untitled(self, text: str) -> str:
        """The text with a short name for the one title of some length in it; as it is where it has none, or several."""
        mentions = self.mentions(text)
        if len(mentions) != 1 or len(text[mentions[0].start : mentions[0].end].split()) <= LONGEST_NAME:
            return text
        start, end = mentions[0].start, mentions[0].end
        return f"{text[:start].rstrip(_QUOTES)}{_SHORT_NAME}{text[end:].lstrip(_QUOTES)}"

    def called(self, text: str) -> tuple[str, ...]:
        """The paper that a text calls by words of its title, "the Blue Barn paper", if it names no other."""
        mentions = self.mentions(text)
        said = text[mentions[0].start : mentions[0].end] if len(mentions) == 1 else ""
        if not said.lower().startswith("the ") or re.search(r"\w[A-Z]|\d", said):  # a coined name says more
            return ()
        return mentions[0].paper_ids if len(mentions[0].paper_ids) == 1 else ()

    def _name_at(self, text: str, parts: list[re.Match[str]], at: int) -> tuple[int, list[str]]:
        for size in range(min(_PIECES, len(parts) - at), 0, -1):
            alias = "".join(piece[0] for piece in parts[at : at + size])
            owners = self._owners.get(alias)
            proper = alias not in self._proper or _named(text, parts[at].start())
            if owners and (proper or self._is_meant(parts, at, size, owners)):
                return size, owners
        return 1, []

    def _is_meant(self, parts: list[re.Match[str]], at: int, size: int, owners: Sequence[str]) -> bool:
        """Whether a short form that is also a word stands before a word or the initials of its title: "cone bean model" of CONE."""
        behind = parts[at + size][0] if at + size < len(parts) else ""
        if behind in STOPWORDS | _OF_ANY or (at and parts[at - 1][0] not in STOPWORDS):
            return False
        titles = [self._papers[owner].title for owner in owners if self._short[owner].isupper()]
        written_short = len(behind) >= _SHORTEST_INITIALS
        return any(
            stem(behind) in index_terms(title) or (written_short and behind in initials(title))
            for title in titles
        )

    def _called_at(self, parts: list[re.Match[str]], at: int) -> tuple[int, list[str]] | None:
        """ "the Blue Barn paper", where one title has these words in this order."""
        if parts[at][0] != "the":
            return None
        said = [piece[0] for piece in parts[at + 1 : at + 3 + _MOST_SAID]]
        size = next((n for n, word in enumerate(said) if word in _PAPER), 0)
        if all(word in _WHICH for word in said[:size]) or said[size + 1 :][:1] in _TOLD_ON:
            return None
        found = [pid for title, pid in self._spelt if f" {' '.join(said[:size])} " in title]
        return (size + 2, found) if len(found) == 1 else None

    def _title_at(self, parts: list[re.Match[str]], at: int) -> tuple[int, list[str]] | None:
        for title, paper_id in self._titles.get(parts[at][0], ()):
            joined = ""
            for size, piece in enumerate(parts[at:], start=1):
                joined += piece[0]
                if joined == title:
                    return size, [paper_id]
                if not title.startswith(joined):
                    break
        return None


def _written(mention: str) -> re.Pattern[str]:
    """A name as it is written, of "the Blue Barn paper" without the words around it."""
    words = mention.split()
    if len(words) > 2 and words[0].lower() == "the" and words[-1].lower() in _PAPER:
        words = words[1:-1]
    return re.compile(rf"(?<!\w){re.escape(' '.join(words))}(?!\w)")


def _titled(paper: Paper, wanted: set[str]) -> bool:
    """Whether a paper's title has all of these stems, of which there are some."""
    return bool(wanted) and wanted <= set(index_terms(paper.title))


def as_said(author: str) -> str:
    """ "Holt, Dana" as "Dana Holt", "Holt D.P." as "D.P. Holt"."""
    initials = _INITIALS_LAST.fullmatch(author.strip())
    if initials:
        return f"{initials['first']} {initials['last']}"
    last, comma, first = author.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else author.strip().rstrip(",")


def _surname(author: str) -> str:
    words = as_said(author).split()
    return fold(words[-1]) if words else ""


def _named(text: str, start: int) -> bool:
    """Whether the word is written as a name: a capital that no sentence start explains."""
    word = re.match(r"\w+", text[start:])
    if not word or not text[start].isupper():
        return False
    return bool(text[:start].strip()) or word[0].isupper()


def _lower_case_words(papers: Iterable[Paper]) -> Counter[str]:
    """In how many abstracts each word stands in lower case."""
    return Counter(w for p in papers for w in set(PIECE.findall(p.abstract)) if w == w.lower())
