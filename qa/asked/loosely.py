"""A question about the collection in no form that is known: what can be made of the words that are looked up."""

from __future__ import annotations

import re

from qa.asked.phrases import host_in, phrases_of, quoted, sign_in, want_of
from qa.asked.request import CollectionRequest, Field

_WORD = re.compile(
    r"\b(?:words?|terms?|phrase|mention\w*|contain\w*|occur\w*|appear\w*|how (?:many|often)|count|number)\b",
    re.I,
)
_HERE = re.compile(
    r"^(?:is|are|was|do|does|did|have|has|got|can|any|where|there|i|we|paper)\b|\b(?:in here|is it (?:here|in)|have it|got it)\b",
    re.I,
)
_IS_IT_HERE = re.compile(r"^(?!(?:which|what|who|list|show|give|find)\b).*\b(?:in )?here\W*$", re.I)
_ADDRESS = re.compile(r"\b[\w-]+(?:\.[a-z]{2,})+\b")
_TITLE = re.compile(r"\btitles?\b", re.I)
_TITLE_WORDS = 3  # a longer phrase after "do you have" is a title


def loose_request(text: str, parts: tuple[str, ...]) -> CollectionRequest | None:
    """The request of a question about the collection whose looked-up words are ``parts``; None without any."""
    sign = sign_in(text)
    wanted = quoted(text) or ((sign,) if sign else tuple(_ADDRESS.findall(text)) or parts)
    if not wanted:
        return None
    host = host_in(text)
    if host:
        return CollectionRequest(want_of(text), "abstract", (host,))
    if len(wanted[0].split()) >= _TITLE_WORDS and _HERE.search(text) and not _WORD.search(text):
        return CollectionRequest("title", title=wanted[0].strip(" ,:;."), recalled=not quoted(text))
    field: Field = "title" if _TITLE.search(text) else "abstract" if "abstract" in text.lower() else "paper"
    phrases = tuple(phrase for part in wanted for phrase in phrases_of(part).texts)
    either = bool(re.search(r"\b(?:or|and/or)\b", text, re.I))
    want = "any" if _IS_IT_HERE.search(text) and not _WORD.search(text) else want_of(text)
    return CollectionRequest(want, field, phrases, either) if phrases else None
