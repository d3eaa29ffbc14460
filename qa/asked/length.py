"""How long an answer is wanted, where a question says so: "in one sentence", "briefly"."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.asked.grammar import NUMBERS

_BRIEFLY = 3  # sentences: of a summary one of what it was about, one of what was done, one of what came out
_COUNTS = {"a": 1, "an": 1, "one": 1, "single": 1, "few": _BRIEFLY, **NUMBERS}
_WISH = (
    r"(?:(?<!not )in\s+(?:just\s+|only\s+|at\s+most\s+|no\s+more\s+than\s+)?(?:(?:an?|one|two|three|four|[1-9])\s*(?:or|to|-|–)\s*)?(?P<n>(?:an?\s+)?(?:single|few)|an?|one|two|three|four|five|[1-9])"
    r"(?:\s+(?:short|simple|plain|brief))?[\s-]+(?P<unit>sentences?|lines?|words)(?:\s+only)?"
    r"|(?P<briefly>briefly|in\s+brief))"
)
_POLITE = r"(?:please|pls|plz)"
_LAST = re.compile(
    rf"(?:^|[\s,;:–—-]+)(?:{_POLITE}\s+)?{_WISH}(?:[,\s]+{_POLITE})?(?=\s*[?.!]*$)", re.IGNORECASE
)
_FIRST = re.compile(rf"^(?:{_POLITE}\s+)?{_WISH}(?:\s*[,:;]\s*|\s+)(?=\w)", re.IGNORECASE)


class Wished(NamedTuple):
    """A question without what it says of the length of the answer, and that in sentences; 0 where it says nothing."""

    text: str
    sentences: int


def sentences_wished(text: str) -> Wished:
    """In how many sentences a question wants its answer."""
    match = _LAST.search(text) or _FIRST.match(text)
    if match is None:
        return Wished(text, 0)
    rest = f"{text[: match.start()]}{text[match.end() :]}".strip()
    return Wished(rest if rest.strip(" ?!.") else text, _count(match))


def _count(match: re.Match[str]) -> int:
    if match["briefly"]:
        return _BRIEFLY
    if match["unit"].lower() == "words":
        return 1
    said = match["n"].lower().split()[-1]
    return int(said) if said.isdigit() else _COUNTS[said]
