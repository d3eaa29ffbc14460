"""What an answer lists: "two strategies, A and B", "(1) A ... (2) B", "X-1 ... X-2"."""

from __future__ import annotations

import re

from qa.conversation.coinage import coined, words

_MARK = re.compile(r"\((?:\d|i{1,3}|iv|v|[a-e])\)\s*|(?<=\s)(?:\d|i{1,3}|iv|v)\)\s*")
_ITEM = re.compile(r"[^,;.()]+")
_ORDER = re.compile(r"\b(?:first|second|third|fourth|last)(?:ly)?,\s+([^,;.]+)", re.IGNORECASE)
_NAMELY = re.compile(r"(?:\bnamely|\bincluding|\bsuch as|\bi\.e\.|:)[,:]?\s+([^.;:]+)")
_JOINT = re.compile(r",\s*(?:and|or)\s+|,\s+|\s+(?:and|or)\s+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|do|does|did)\b", re.I
)
_OPENS = re.compile(r"[^\W\d_](?!\s*[=<>])")  # no "n=72"
_LONGEST = 6  # words of an item; a longer one is a clause
_MOST = 8
_SHARED = 3  # letters that the names of a series have in common


def items_in(question: str, said: str) -> tuple[str, ...]:
    """The things that an answer tells apart, in order; empty unless there are two or more."""
    for find in (_marked, _series, _coordinated):
        items = tuple(dict.fromkeys(item for item in find(said) if _is_thing(item) and item not in question))
        if 2 <= len(items) <= _MOST:
            return items
    return ()


def _is_thing(item: str) -> bool:
    return bool(_OPENS.match(item)) and item.count("(") == item.count(")")


def _marked(said: str) -> list[str]:
    """What follows (1), (2) ... or "First, ... Second, ..."."""
    pieces = _MARK.split(said)[1:]
    heads = [found[0].strip() for piece in pieces if (found := _ITEM.match(piece))]
    heads = heads or [found.strip() for found in _ORDER.findall(said)]
    if any(_VERB.search(head) for head in heads):
        return []  # clauses, not names of things
    return [re.sub(r"\s+(?:and|or)$", "", _brief(head)) for head in heads]


def _brief(head: str) -> str:
    """The name that an item opens with, else its first words."""
    parts = head.split()
    return parts[0] if parts and coined(parts[0]) else " ".join(parts[:_LONGEST])


def _series(said: str) -> list[str]:
    """Compounds that share a part: "X-1" and "X-2", "pre-check" and "post-check"."""
    compounds = [word for word in dict.fromkeys(words(said)) if "-" in word[1:-1]]
    best: list[str] = []
    for word in compounds:
        head, _, tail = word.partition("-")
        for part, at in ((head, 0), (tail, -1)):
            if len(part) < _SHARED:
                continue
            alike = [w for w in compounds if _part(w, at) == part]
            if len(alike) > len(best) and _is_series(alike, at):
                best = alike
    return best


def _is_series(alike: list[str], at: int) -> bool:
    """Ordinary compounds share parts too ("state-based", "rule-based"); a series is coined or prefixed."""
    if at == 0:
        return all(len(word.partition("-")[2]) <= 2 or coined(word) for word in alike)
    return all(len(word.partition("-")[0]) <= 4 for word in alike)


def _part(word: str, at: int) -> str:
    return word.split("-", 1)[at]


def _coordinated(said: str) -> list[str]:
    """A coordination that is announced: "namely A, B and C"."""
    for match in _NAMELY.finditer(said):
        parts = [re.sub(r"^(?:a|an|the)\s+", "", part.strip()) for part in _JOINT.split(match[1])]
        if len(parts) > 1 and all(part and len(part.split()) <= _LONGEST for part in parts):
            return parts
    return []
