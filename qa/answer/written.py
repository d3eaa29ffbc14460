"""The model's output as it arrives -> sentences with the numbers they cite.

A sentence is complete when a line ends, or when a sentence end is followed by the start
of another. Its citations are the "[S1]" that stand in it or right behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.sentences import sentence_spans

# "[S1]", "[S1, S3]", "[1]", "(S2)", "[S1-S3]" and "S1:" in whatever dress small models give them.
_MORE = r"(?:\s*(?:,|;|and|-|–)\s*(?:S\s*)?\d+)*\s*"
_BRACKETS = re.compile(rf"\[\s*(?:S\s*)?\d+{_MORE}\]|\(\s*S\s*\d+{_MORE}\)")  # but "(2023)" is none
_LABEL = re.compile(r"\bS\d+\b")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*S?\s*(\d+)")
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+|#+\s+|>\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_LEADING = re.compile(r"^(?:\s*(?:\[\s*S?\s*\d+[^\]]*\]|S\d+\b)\s*[:.,-]?)+\s*")
_CLOSED = re.compile(r"[.!?\])][\"'”’*_`\s]*$")  # how a sentence or its citation ends
_MAX_RANGE = 10
# What small models put before a sentence: it is not a part of it.
_PREAMBLE = re.compile(
    r"^(?:so,?\s+)?(?:(?:the|my)\s+)?(?:\w+\s+)?answer(?:\s+is)?\s*:\s*[\"“]?(?=\w)", re.IGNORECASE
)


@dataclass(frozen=True)
class Written:
    """One sentence of the model, without its marks, and the numbers it cited, in order.

    ``whole`` is False for one that the end of the output cut off.
    """

    text: str
    cites: tuple[int, ...]
    whole: bool = True


class SentenceReader:
    """Feed it pieces of text; it hands back each sentence once it is complete."""

    def __init__(self) -> None:
        self._buffer = ""

    @property
    def pending(self) -> str:
        """What has arrived of the sentence that is not complete yet."""
        return self._buffer

    def feed(self, piece: str) -> list[Written]:
        """Sentences that this piece completes."""
        self._buffer += piece
        done: list[Written] = []
        while "\n" in self._buffer:
            line, _, self._buffer = self._buffer.partition("\n")
            done += read_line(line)
        # Within a line: all but the last sentence are complete, because another has begun. The
        # last two are held back while the tail may still be a citation of the one before it.
        pieces = _pieces(self._buffer)
        if len(pieces) > 2:
            done += [w for p in pieces[:-2] for w in [_written(p)] if w]
            self._buffer = " ".join(pieces[-2:])
        return done

    def close(self) -> list[Written]:
        """What is left at the end of the output."""
        rest, self._buffer = self._buffer, ""
        done = read_line(rest)
        if done and not _CLOSED.search(rest):
            done[-1] = replace(done[-1], whole=False)
        return done


def read_line(line: str) -> list[Written]:
    """The sentences of one line."""
    return [written for piece in _pieces(line) for written in [_written(piece)] if written]


def _pieces(line: str) -> list[str]:
    """Sentences of a line with the citations that follow them."""
    pieces: list[str] = []
    line = _BULLET.sub("", line)
    for span in sentence_spans(line):
        text = line[span.start : span.end]
        leading = _LEADING.match(text)
        if pieces and leading and _ended(pieces[-1]) and not _cites(pieces[-1]):
            pieces[-1] += " " + leading[0].strip()
            text = text[leading.end() :]
        if text.strip():
            pieces.append(text)
    return pieces


def _ended(text: str) -> bool:
    return text.rstrip("\"'”’)")[-1:] in ".!?"


def _written(piece: str) -> Written | None:
    cites = _cites(piece)
    text = _LABEL.sub("", _BRACKETS.sub("", _EMPHASIS.sub("", piece)))
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split())).strip(" :-,;")
    stripped = _PREAMBLE.sub("", text)
    if stripped != text and stripped.count('"') % 2:
        stripped = stripped.replace('"', "")
    text = stripped[:1].upper() + stripped[1:] if stripped != text else text
    return Written(text, cites) if re.search(r"\w", text) else None


def _cites(piece: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for match in _BRACKETS.finditer(piece):
        for low, high in _RANGE.findall(match[0]):
            numbers += range(int(low), min(int(high), int(low) + _MAX_RANGE) + 1)
        numbers += [int(n) for n in re.findall(r"\d+", match[0])]
    numbers += [int(label[1:]) for label in _LABEL.findall(_BRACKETS.sub("", piece))]
    return tuple(dict.fromkeys(numbers))
