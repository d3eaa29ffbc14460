r"""Text as the evals compare it: folded, with what LaTeX and Markdown leave behind removed.

Own code on purpose: the product has functions of the same aim, and a measure that shares
code with what it measures shares its slips.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_TIMES = re.compile(r"(?<=\d)\s*(?:\\?times|×|x)(?![a-z])")
_TEXT_COMMAND = re.compile(r"\\(?:text[a-z]{0,2}|emph|math[a-z]{2,3}|underline|mbox|url)\s*(?=\{)")
_BACKSLASH = re.compile(r"\\")
_MARKUP = re.compile(r"[{}$*`]")
_DASHES = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"'}
)


def fold(text: str) -> str:
    r"""Lower case, one kind of dash and quote, no LaTeX or Markdown marks, single blanks.

    "2.49times", "2.49\times" and "2.49×" become "2.49x"; "33\%" becomes "33%".
    """
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    text = _TIMES.sub("x", _TEXT_COMMAND.sub("", text))
    text = _MARKUP.sub("", _BACKSLASH.sub("", text)).replace("~", " ")
    return re.sub(r"\s+", " ", text)


def says(text: str, alternative: str) -> bool:
    """Whether ``text`` holds ``alternative``; both are folded here.

    It must begin where a word or a number begins, and a number must end where it ends:
    "2.2x" is not said by "12.2x", nor "77" by "770", nor "not" by "cannot".
    """
    wanted = fold(alternative)
    before = (
        r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else r"(?<![^\W\d_])" if wanted[:1].isalpha() else ""
    )
    after = r"(?!\d|[.,]\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, f" {fold(text)} ") is not None


def groups_said(text: str, must: Sequence[Sequence[str]]) -> int:
    """How many groups have an alternative that ``text`` says."""
    return sum(any(says(text, alternative) for alternative in group) for group in must)
