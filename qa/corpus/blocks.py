"""A saved page as blocks: its lines put together where only the layout broke them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple


class Kind(Enum):
    """What the form of a block says about it; the blocks around it decide the rest."""

    LINE = "a line that does not end like a sentence: a title, or furniture"
    SENTENCE = "a short text that ends like a sentence: a title, an abstract or furniture"
    PROSE = "a paragraph: an abstract, or a part of one"
    NAMES = "a list of persons"


class Block(NamedTuple):
    """A text with the number of its first line in the file."""

    line: int
    text: str
    kind: Kind
    size: int


class _Line(NamedTuple):
    number: int
    text: str


# Characters. Titles hardly pass 300; abstracts hardly fall below 150.
_LONG = 400
_PARAGRAPH = 150
_WRAP_LIMIT = 200  # no editor or mail program breaks lines later than this
_NAMES_LIMIT = 2000  # of a list of persons
_MANY_LINES = 8  # enough to tell a usual width from the longest line
_SLACK = 8  # characters by which a wrapped line can pass the usual width
_RULE = re.compile(r"[-=_*~·•|—–.\s]{3,}")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*")
_STRONG = re.compile(r"(\*\*|__)(?P<text>.+)\1")
_ADDRESS = re.compile(r"\S{40}")
_AT_HYPHEN = re.compile(r"(?<=\w)(-)\n (?!(?:and|or)\b)(?=\w)")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\ufeff]")
_SENTENCE_END = re.compile(r"[.。！？…][\"'’”)\]*]*$")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'’”)\]]*\s+(?=[\"'“(\[$\\]*[A-Z0-9])|[。！？]")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*|(?:de|van|von|der|den|la|da|di|del|bin|al|el|le)\b)")
_NAMES_SPLIT = re.compile(r"\s*(?:,|;|·|•|\||\band\b|&)\s*")


def blocks(text: str) -> list[Block]:
    """The blocks of a page in order: paragraphs, whether wrapped or not, and single lines."""
    paragraphs = _paragraphs(text.split("\n"))
    width = _width([line for lines in paragraphs for line in lines])
    result: list[Block] = []
    for lines in paragraphs:
        for part in _parts(lines, width):
            joined = _joined(part)
            kind, size = classify(joined)
            result.append(Block(part[0].number, joined, kind, size))
    return result


def classify(text: str) -> tuple[Kind, int]:
    """The form of a text and its size: its characters, those of East Asian scripts thrice."""
    size = len(text) + 2 * len(_WIDE.findall(text))
    ends = _SENTENCE_END.search(text) is not None
    breaks = len(_SENTENCE_BREAK.findall(text))
    if is_names(text):
        return Kind.NAMES, size
    if size >= _LONG or (size >= _PARAGRAPH and breaks and (ends or breaks > 1)):
        return Kind.PROSE, size
    return (Kind.SENTENCE if ends else Kind.LINE), size


def is_names(text: str) -> bool:
    """Whether a text is a list of at least two persons: "Ada Lovelace, C. Babbage"."""
    if len(text) > _NAMES_LIMIT:
        return False
    parts = [part.split() for part in _NAMES_SPLIT.split(text) if part]
    # "Fast Training and Safe Inference" is no list; "A B, C D and E F" is one.
    enough = len(parts) > 2 or (len(parts) == 2 and " and " not in text)
    return enough and all(
        2 <= len(words) <= 4 and all(_NAME.fullmatch(word) for word in words) for words in parts
    )


def sentences(text: str) -> int:
    """About how many sentences a text has."""
    return 1 + len(_SENTENCE_BREAK.findall(text))


def _paragraphs(lines: Sequence[str]) -> list[list[_Line]]:
    """Lines between blank lines; a Markdown heading stands alone; rules and marks go."""
    result: list[list[_Line]] = [[]]
    for number, raw in enumerate(lines, 1):
        line = _INVISIBLE.sub("", raw).strip()
        if not line or _RULE.fullmatch(line):
            result.append([])
            continue
        marked = len(line) < _LONG and (_HEADING.fullmatch(line) or _STRONG.fullmatch(line))
        if marked:
            result += [[_Line(number, marked["text"])], []]
        else:
            result[-1].append(_Line(number, line))
    return [paragraph for paragraph in result if paragraph]


def _parts(lines: Sequence[_Line], page_width: int) -> list[list[_Line]]:
    """A paragraph cut where its author, not a line width, ended a line."""
    parts = [[lines[0]]]
    prose = classify(_joined(lines))[0] is Kind.PROSE
    width = _width(lines) if prose else page_width
    for before, line in pairwise(lines):
        part = parts[-1]
        so_far = _joined(part if len(part) <= 6 else [*part[:3], *part[-3:]])
        if _is_wrap(before.text, line.text, width) or not _is_cut(so_far, line.text, prose):
            part.append(line)
        else:
            parts.append([line])
    return parts


def _width(lines: Sequence[_Line]) -> int:
    """The width that lines were wrapped at, or more than the limit where they were not.

    Of many lines, those that are not wrapped (a long title, an address) may be longer.
    """
    sizes = sorted(len(i.text) for i in lines if len(i.text) > _WRAP_LIMIT or not _ADDRESS.search(i.text))
    if not sizes or sizes[-1] > _WRAP_LIMIT or len(sizes) < _MANY_LINES:
        return sizes[-1] if sizes else 0
    return sizes[len(sizes) * 4 // 5]


def _joined(lines: Sequence[_Line]) -> str:
    """Wrapped lines as one text; one that was broken at a hyphen closes up again."""
    return _AT_HYPHEN.sub(r"\1", " ".join(f"{line.text}\n" for line in lines)).replace("\n", "").strip()


def _is_wrap(before: str, line: str, width: int) -> bool:
    """Whether the next word no longer fitted: only then does a line width break a line."""
    fitted = len(before) + 1 + len(line.split()[0]) <= width
    return width <= _WRAP_LIMIT and not fitted and len(before) <= width + _SLACK


def _is_cut(so_far: str, line: str, prose: bool) -> bool:
    """Whether one text can end with ``so_far`` and another begin with ``line``."""
    if line[0].islower() or so_far[-1] in ",:;-–(":
        return False
    if not prose:
        return True
    # Within a paragraph: a title or names above an abstract, or the next title below it.
    above = classify(so_far)[0]
    return above in (Kind.LINE, Kind.NAMES) or classify(line)[0] in (Kind.LINE, Kind.PROSE)
