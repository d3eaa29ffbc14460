"""The years that a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.asked.request import Range

_Years = Callable[[int, int], Range]
_Y = r"((?:19|20)\d\d)"
_YEAR_FORMS: tuple[tuple[re.Pattern[str], _Years], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), years)
    for pattern, years in (
        (rf"\b(?:(?:between|from) )?{_Y} ?(?:and|to|until|-|–) ?{_Y}\b", lambda a, b: (a, b)),
        (rf"\b{_Y} ?[-–] ?{_Y}\b", lambda a, b: (a, b)),
        (rf"\b(?:since|from) {_Y}(?: on| onwards?)\b", lambda a, _: (a, None)),
        (rf"\bsince {_Y}\b", lambda a, _: (a, None)),
        (rf"\b(?:after|later than|newer than) {_Y}\b", lambda a, _: (a + 1, None)),
        (rf"\b(?:before|earlier than|older than|prior to) {_Y}\b", lambda a, _: (None, a - 1)),
        (rf"\b(?:until|up to|till) {_Y}\b", lambda a, _: (None, a)),
        (rf"\b(?:from|in|of|during|dated|year)(?: the year)? {_Y}\b", lambda a, _: (a, a)),
        (rf"\b{_Y}\b", lambda a, _: (a, a)),
    )
)


def years_anywhere(text: str) -> tuple[Range, str] | None:
    """The years named in a text, and the text without them; None where none are."""
    for pattern, years in _YEAR_FORMS:
        match = pattern.search(text)
        if match:
            first, last = int(match[1]), int(match[match.re.groups])
            return years(first, last), f"{text[: match.start()]} {text[match.end() :]}"
    return None
