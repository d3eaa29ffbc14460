r"""Which dollar signs of a text enclose a formula, and which are money: "$k \geq 3$", but "$5 or $6"."""

from __future__ import annotations

import re
from typing import NamedTuple

_CANDIDATE = re.compile(
    r"(?<![\\$])(?P<mark>\$\$?)(?P<inside>(?:\\[^\n]|[^$\\]){1,200})(?P=mark)(?!\$)", re.DOTALL
)
_COMMAND = re.compile(r"\\[A-Za-z]+(?:\{[^{}]*\})?|\\[,;:!% &_{}]")
_SIGNS = re.compile(r"[\w\s+\-−*/=<>^.,:;|!'(){}\[\]~≤≥±×·≈°%]*")
_WORD = re.compile(r"(?<![^\W_])[A-Za-z]{2,}")  # outside commands: of prose, or a name of several letters
_AMOUNT = re.compile(r"\s*[-−]?\s*[.,]?\d")
_RELATION = "<>=~^_\\+−-"
_OPEN = re.compile(r"[/\-–(,;:|]$")  # what would go on behind: "$x/" of "$x/$y"


class Formula(NamedTuple):
    """A formula with its dollars at ``start`` to ``end``, and what they enclose."""

    start: int
    end: int
    inside: str


def formulas(text: str) -> list[Formula]:
    """The formulas of ``text`` in order. In doubt a dollar sign is money: it is left standing."""
    found: list[Formula] = []
    at = text.find("$")
    while at >= 0:
        match = _CANDIDATE.match(text, at)
        if match and _is_formula(match):
            found.append(Formula(*match.span(), match["inside"]))
            at = match.end()
        else:
            at += 1
        at = text.find("$", at)
    return found


def _is_formula(match: re.Match[str]) -> bool:
    inside, text = match["inside"], match.string
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    bare = _COMMAND.sub("", inside)
    commands = re.search(r"\\[A-Za-z]", inside) is not None
    if not inside.strip() or not _SIGNS.fullmatch(bare):
        return commands and match["mark"] == "$$"
    if match["mark"] == "$$":
        return commands or re.search(r"[\^_=<>]|\d", bare) is not None
    if _AMOUNT.match(inside):
        return _is_no_price(inside, bare, commands, before, after)
    if commands:
        return len(_WORD.findall(bare)) < 3
    padded = inside != inside.strip()
    glued = before.isalnum() and inside[0] not in _RELATION
    goes_on = after.isalnum() and len(inside) > 1 and _OPEN.search(inside) is not None
    closes = inside[0] in ")],.;:"  # a bracket that money stands in: "($) and (A$)"
    return not (padded or glued or goes_on or closes or len(inside) > 40 or len(_WORD.findall(bare)) > 2)


def _is_no_price(inside: str, bare: str, commands: bool, before: str, after: str) -> bool:
    """Whether what begins with a number is a formula: "$10^{-3}$" and "$5$", but not "$5-$" of "$5-$6"."""
    if before.isalpha() or _WORD.search(bare):  # "US$5 ...", "$5 to ..."
        return False
    if commands or re.search(r"[\^_]", bare):
        return True
    return inside == inside.strip() and not after.isdigit() and not re.search(r"[A-Z/\-–,;(]$", inside)
