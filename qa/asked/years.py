"""The years that a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from qa.asked.grammar import expand
from qa.asked.request import Range

_Years = Callable[[int, int], Range]
_Y = r"((?:19|20)\d\d)"
_YEAR_FORMS: tuple[tuple[re.Pattern[str], _Years], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), years)
    for pattern, years in (
        (rf"\b(?:(?:between|from) )?{_Y} ?(?:and|to|until|-|–) ?{_Y}\b", lambda a, b: (a, b)),
        (rf"\b{_Y} ?[-–] ?{_Y}\b", lambda a, b: (a, b)),
        (rf"\b(?:(?:in|from|of|during) )?the {_Y}s\b", lambda a, _: (a, a + 9)),
        (
            rf"\b(?:(?:since|from|in) )?{_Y}(?: on(?=\W*$|[,.;])| onwards?\b| (?:or|and) (?:later|newer|after|since)\b)",
            lambda a, _: (a, None),
        ),
        (rf"\b(?:(?:from|in) )?{_Y} (?:or|and) (?:earlier|older|before)\b", lambda a, _: (None, a)),
        (rf"\bsince {_Y}\b", lambda a, _: (a, None)),
        (rf"\b(?:after|later than|newer than) {_Y}\b", lambda a, _: (a + 1, None)),
        (rf"\b(?:before|earlier than|older than|prior to) {_Y}\b", lambda a, _: (None, a - 1)),
        (rf"\b(?:until|up to|till) {_Y}\b", lambda a, _: (None, a)),
        (rf"\b(?:from|in|of|during|dated|year)(?: the year)? {_Y}\b", lambda a, _: (a, a)),
        (rf"\b{_Y}\b", lambda a, _: (a, a)),
    )
)
# "the nineties" and "the '90s" are read as "the 1990s"; "in their sixties" tells an age.
_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_DECADE = re.compile(
    rf"\b(?P<at>in|from|of|during|since|before|after|until) (?:(?:the )?(?P<word>{'|'.join(_TENS)})|(?:the )?(?:(?<=the )|(?=['’]))['’]?(?P<tens>\d)0s)\b",
    re.IGNORECASE,
)
_RECORDS = expand(r"(?:<record>|literature|research|evidence)")
_APPEARED = r"(?:published|dated|written|printed|released|(?:that |which )?(?:appeared|c[ao]me out|(?:is|are|was|were) (?:published|written)))"
# What tells that a year is the one in which papers appeared stands before it or after it.
_BEFORE = re.compile(rf"(?:\b{_RECORDS}(?: {_APPEARED})?|\b{_APPEARED}|\() ?$", re.IGNORECASE)
_APPEARED_BEFORE = re.compile(rf" ?\b{_APPEARED} ?$", re.IGNORECASE)
_AFTER = re.compile(rf"^'?s? {_RECORDS}\b", re.IGNORECASE)
# "in 2012?", which is no "of 2012 patients".
_AT, _ENDS = re.compile(r"(?!of\b)[a-z]", re.IGNORECASE), re.compile(r"\W*(?:$|[.?!,;])")


def in_full(text: str) -> str:
    """A text with its decades in numbers: "the nineties" as "the 1990s"."""
    return _DECADE.sub(_in_numbers, text)


def years_of_papers(text: str, said: Container[str], recorded: Range) -> tuple[Range, str] | None:
    """The years in which the papers that are asked about appeared, and the text without them; None where none are told.

    ``said`` are the stems of the abstracts, ``recorded`` the first and the last year of the papers. A year that stands
    beside no word for papers is one of theirs if no abstract speaks of it and it lies among those recorded.
    """
    first, last = recorded
    if first is None or last is None:
        return None
    text = in_full(text)
    for pattern, years in _YEAR_FORMS:
        match = pattern.search(text)
        if not match:
            continue
        before, after = text[: match.start()], text[match.end() :]
        numbers = [int(number) for number in match.groups()]
        if not (_BEFORE.search(before) or _AFTER.search(after)):
            spoken_of = any(str(number) in said or not first <= number <= last for number in numbers)
            if spoken_of or not (_AT.match(match[0]) and _ENDS.match(after)):
                return None
        before = _APPEARED_BEFORE.sub("", before).removesuffix("(").rstrip()
        return years(numbers[0], numbers[-1]), f"{before} {after.removeprefix(')').lstrip()}".strip()
    return None


def years_anywhere(text: str) -> tuple[Range, str] | None:
    """The years named in a text, and the text without them; None where none are."""
    text = in_full(text)
    for pattern, years in _YEAR_FORMS:
        match = pattern.search(text)
        if match:
            first, last = int(match[1]), int(match[match.re.groups])
            return years(first, last), f"{text[: match.start()]} {text[match.end() :]}"
    return None


def _in_numbers(decade: re.Match[str]) -> str:
    tens = _TENS.index(decade["word"].lower()) + 2 if decade["word"] else int(decade["tens"])
    return f"{decade['at']} the {1900 + 10 * tens if tens > 2 else 2000 + 10 * tens}s"
