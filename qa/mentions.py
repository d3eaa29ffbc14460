"""Where a text literally mentions a phrase: case, hyphens, spaces and the plural do not matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from qa.characters import Span, characters
from qa.sentences import sentence_spans
from qa.words import content_tokens, fold, other_spellings, stem, tokenize

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_GAP = r"[\s\-‐‑–_/'’()]*"  # "LC50" is also "LC(50)"
DIGIT = "a digit"  # a phrase that every digit meets
_ADDRESS = re.compile(r"[\w-]+(?:\.[a-z]{2,})+(?:/\S*)?", re.IGNORECASE)  # "example.org"
_WRITTEN = {"'": "['’]", '"': '["“”]', "-": "[-‐‑]"}  # signs that are written in several ways
_DIGITS = re.compile(r"\d+")
_APART = 3  # words that may stand between those of a phrase in another form
_SHORTEST_OPENING = 3  # letters
_SHORTEST_SPELT = 5  # letters of a word that may be written in two ways
# "https://example.org/a.mdthis https URL": what a page says for the address may stand right behind it.
_URL = re.compile(
    r"(?:(?:https?://|www\.)(?=[^\s{}<>()])|\b[\w.-]+\.(?:com|org|io|net|ai|edu|co)/)(?:(?!this (?:https? )?URL\b)[^\s{}<>()])*",
    re.I,
)


def find_mentions(phrase: str, text: str, *, inside: bool = False) -> list[Span]:
    """Spans of ``text`` that mention ``phrase``, word by word.

    "fine-tuning" meets "finetuning", "HIVE10" meets "HIVE-10", "network" meets "networks", "colour" meets "color". An
    acronym of letters ("ACT") is not met by the plain word ("act"), unless within a link. With
    ``inside``, a name within a longer name counts, written just so: "FLEX" in "QFLEX". What is
    looked through are the characters of ``text``: "Ørsted" is met by "{\\O}rsted".
    """
    read = characters(text)
    return [read.span(*span) for span in _found(phrase, read.text, inside)]


def _found(phrase: str, text: str, inside: bool) -> list[Span]:
    if not phrase.strip():
        return []
    if phrase == DIGIT:
        return _spans(_DIGITS, text)
    if not inside and _ADDRESS.fullmatch(phrase.strip()):
        return _spans(re.compile(re.escape(phrase.strip()), re.IGNORECASE), text)
    pattern = None if inside else _pattern(phrase)
    if phrase in _WRITTEN:
        return _spans(re.compile(_WRITTEN[phrase]), text)
    if pattern is None:  # as it is written; also a sign, such as a colon
        return _spans(re.compile(re.escape(phrase)), text)
    found = _spans(pattern, fold(text))
    if phrase.isupper() and phrase.isalpha():
        within = links(text)
        found = [span for span in found if not text[span.start : span.end].islower() or _within(span, within)]
    return found


def find_forms(phrase: str, text: str) -> list[Span]:
    """Spans of ``text`` that have the words of ``phrase`` in any form, near one another: "forests grew" for "growing forest"."""
    wanted = [token.stem for token in content_tokens(phrase)]
    if not wanted or not all(_opening(stem) in text.lower() for stem in wanted):
        return []
    joined = stem(
        "".join(token.surface for token in tokenize(phrase))
    )  # "fine-tuning", and "finetune" in a text
    found: list[Span] = []
    for sentence in sentence_spans(text):
        tokens = tokenize(text[sentence.start : sentence.end])
        for at, token in enumerate(tokens):
            near = tokens[at : at + len(wanted) + _APART]
            own = [other for other in near if other.stem in wanted]
            if token.stem == joined:
                own = [token]
            elif token.stem not in wanted or {other.stem for other in own} < {*wanted}:
                continue
            found.append(Span(sentence.start + own[0].start, sentence.start + own[-1].end))
    return found


def _opening(stem: str) -> str:
    """What every form of a word begins with."""
    return stem[: max(_SHORTEST_OPENING, len(stem) - 1)]


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)]


def links(text: str) -> list[Span]:
    """Spans of the web addresses in ``text``, without the punctuation that follows them."""
    return [Span(m.start(), m.start() + len(m[0].rstrip(".,;:]'\"”’"))) for m in _URL.finditer(text)]


def sentence_with(text: str, at: int) -> Span:
    """The sentence of ``text`` that holds offset ``at``."""
    return next((span for span in sentence_spans(text) if span.start <= at < span.end), Span(0, len(text)))


def is_name(phrase: str) -> bool:
    """Whether a phrase looks like a proper name, an acronym or a label with a number."""
    return any(char.isupper() or char.isdigit() for char in phrase)


_SEVERAL = re.compile(r"(?<=[A-Z\d])s$")  # "A100s", "GPUs"


# "M. bellus" is also written out, "Musca bellus".
_INITIAL = re.compile(r"[A-Z]\. ?[a-z]{3,}")


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    pieces = [fold(piece) for piece in _PIECE.findall(_SEVERAL.sub("", phrase))]
    if not pieces:
        return None
    last = pieces[-1]
    body = [_spelt(piece, re.escape) for piece in pieces[:-1]] + [_spelt(last, _plural)]
    if _INITIAL.match(phrase.strip()):
        body[0] += r"(?:\.|[a-z]{3,})?"
    # The end of the phrase may carry a sign: "C++", "C#". Then it must be there too.
    sign = re.search(r"[+#]+$", phrase.strip())
    # A number that follows is a version: "Hive" meets "Hive2", but "Hive-1" not "Hive-10".
    version = "" if last[-1].isdigit() else r"(?:\d+(?:\.\d+)*)?"
    end = re.escape(sign[0]) if sign else rf"{version}(?![^\W_])"
    return re.compile(r"(?<![^\W_])" + _GAP.join(body) + end)


def _spelt(word: str, pattern: Callable[[str], str]) -> str:
    """A pattern for a word as it is written on either side of the ocean: "behaviour" and "behavior"."""
    if len(word) < _SHORTEST_SPELT or not word.isalpha():
        return pattern(word)
    return f"(?:{'|'.join(map(pattern, (word, *sorted(other_spellings(word)))))})"


def _plural(word: str) -> str:
    """A pattern for the singular and the plural of ``word``."""
    if word[0].isdigit():
        return re.escape(word)
    if len(word) > 4 and word.endswith("ies"):
        return re.escape(word[:-3]) + "(?:y|ies)"
    if len(word) > 4 and word.endswith("y") and word[-2] not in "aeiou":
        return re.escape(word[:-1]) + "(?:y|ies)"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return re.escape(word[:-1]) + "(?:s(?:es)?)?"  # "tasks" and "task", "bias" and "biases"
    return re.escape(word) + "(?:e?s)?"


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in others)
