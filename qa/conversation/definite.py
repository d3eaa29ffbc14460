"""Definite descriptions: "the pledge", as the turn before said it in full."""

from __future__ import annotations

import re

from qa.conversation.clause import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS
from qa.conversation.coinage import coined
from qa.conversation.names import NameIndex
from qa.words import STOPWORDS, stem

_POINTING = re.compile(r"\b(?:the|this|that|these|those)\s+(?P<noun>(?-i:[a-z])[\w\-]+)(?=\W|$)", re.I)
_CLOSED = frozenset(f"{AUXILIARIES}|{PREPOSITIONS}|{QUESTION_WORDS}|the|a|an|not|any".split("|"))
_ASKED_NOUN = re.compile(
    rf"(?:what|which)\s+(?:(?!(?:{AUXILIARIES})\b)\w+\s+)?(?P<noun>(?!(?:{AUXILIARIES})\b)\w+)\s+(?:{AUXILIARIES})\b",
    re.IGNORECASE,
)
_LONGEST = 2  # words taken before the noun


def in_full(text: str, said: str, names: NameIndex) -> str | None:
    """The question with "the N" as the turn before put it ("the third N of all"); None where it did not."""
    for match in _POINTING.finditer(text):
        phrase = _phrase_of(match["noun"], said)
        if phrase and phrase.lower() not in text.lower() and not names.mentions(text[: match.start()]):
            article = "" if re.match(r"\w+['’]s?\s", phrase) or phrase[:1].isupper() else "the "
            return f"{text[: match.start()]}{article}{phrase}{text[match.end() :]}"
    return None


def told_name(question: str, answer: str) -> str:
    """The name that answers "what model do they use?", where one stands beside that noun; else empty."""
    noun = _ASKED_NOUN.match(question)
    if not noun:
        return ""
    beside = re.compile(rf"(\w*[A-Z][\w+-]*)\s+(?:\w+\s+)?{re.escape(noun['noun'])}s?\b")
    named = {match[1] for match in beside.finditer(answer) if coined(match[1])}
    named = {name for name in named if name.lower() not in question.lower()}
    return named.pop() if len(named) == 1 else ""


def _phrase_of(noun: str, said: str) -> str:
    """The noun with the words around it in ``said`` that tell it from others; empty if none do."""
    words = said.rstrip("?!. ").split()
    wanted = stem(noun.lower())
    for at, word in enumerate(words):
        if stem(word.strip(",;:\"'()").lower()) != wanted:
            continue
        start, end = at, at + 1
        while start and at - start < _LONGEST and _qualifies(words[start - 1]):
            start -= 1
        while end < len(words) and words[end][:1].isupper() and not words[end - 1].endswith((",", ";")):
            end += 1
        if end - start > 1:
            return " ".join(words[start:end]).strip(",;:")
    return ""


def _qualifies(word: str) -> bool:
    """Whether a word before a noun belongs to it: no function word, nothing set off by a comma."""
    plain = word.lower()
    return not plain.endswith((",", ";", ":", "?", ".")) and plain not in _CLOSED and plain not in STOPWORDS
