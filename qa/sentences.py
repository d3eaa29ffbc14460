"""Where the sentences of a text begin and end, as offsets into it.

Made for abstracts: "e.g.", "et al., 2023", "1) ... 2) ...", "GPT-3.5", "2.3-3.6x",
"C++, C#" and URLs stay whole. A wrong cut costs a quote its meaning, a missed cut
only its brevity; so, in doubt, no cut.
"""

from __future__ import annotations

import re

from qa.characters import HEADED, PARAGRAPH, Span, characters

_PARAGRAPH = re.compile(rf"(?P<text>[^{PARAGRAPH}{HEADED}]+)(?P<end>[{PARAGRAPH}{HEADED}]|$)")
_LONGEST_HEADING = 80  # characters; what is longer is text that was marked as one
# Never the end of a sentence, whatever follows.
_ABBREVIATIONS = frozenset(
    "e.g i.e eg ie cf vs viz al et fig figs eq eqs sec ch vol no nos pp ref refs resp approx ca dr mr "
    "mrs ms prof st jr sr dept univ w.r.t s.t ed eds op cit p v n wt sp spp var subsp".split()
)
# The end of a sentence only where the next word could not continue this one.
_SOMETIMES = frozenset("etc inc ltd co corp u.s u.k u.s.a e.u a.m p.m ph.d m.d d.c".split())
_LIKELY_START = re.compile(
    r"(?:The|This|These|That|Those|We|Our|In|It|Its|They|Their|However|Moreover|Further\w*|To|For|As|A|An"
    r"|Here|There|Although|While|When|Such|On|By|With|From)\b"
)

_SLIP_START = re.compile(r"(?:the|this|these|we|our|it|however)\s")

_END = re.compile(
    r"""(?P<mark>[.!?]+)(?P<close>["'’”)\]}]*)(?P<gap>\s+|$)"""
    r"""|(?P<wide>[。！？]+["'’”」』）]*)\s*"""
    r"""|(?<=[a-z]{4})(?P<glued>\.)(?=[A-Z][a-z]+\s)"""
)
_UNIT = re.compile(r"(?:/|\d ?(?:mu |[munpk°µμ]|° )?)[LMCVKAWNT]$")  # "27 ng/L", "100 mu M", "25 °C"
# A number with a blank in it, as a slip: "above 12. 0 versus 9.4 m/s". No year, and nothing that a sentence begins with.
_NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,3}$")
_DECIMALS = re.compile(
    r"0\b|\d+ ?(?:%|[<>≤≥=±/]|(?:versus|vs|[munpk]?[mglLM]|mm|cm|km|kg|mg|ng|ml|mL|Hz|kHz|MHz|GHz|kPa|mmHg)\b)"
)
_WORD_BEFORE = re.compile(r"[\w.&'’-]+$")
_OPENERS = "\"'“‘([{$\\*"


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences in order; together they cover all but white space, tags and headings.

    Where a text has tags, a sentence does not go on beyond its paragraph.
    """
    read = characters(text)
    if not read.edits:
        return _sentences(text)
    spans = [
        Span(at + start, at + end)
        for at, paragraph in _paragraphs(read.text)
        for start, end in _sentences(paragraph)
    ]
    return [read.span(*span) for span in spans] or _sentences(text)


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs and where they begin, without headings, unless there is nothing else."""
    found = list(_PARAGRAPH.finditer(text))
    said = [match for match in found if match["end"] != HEADED or len(match["text"]) > _LONGEST_HEADING]
    if not any(match["text"].strip() for match in said):
        said = found
    return [(match.start(), match["text"]) for match in said]


def _sentences(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if _is_boundary(text, start, match):
            _append(spans, text, start, match.end())
            start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if not piece.strip():
        return
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    spans.append(Span(start + left, start + right))


def _is_boundary(text: str, start: int, match: re.Match[str]) -> bool:
    if match["wide"]:
        return True
    if match["glued"]:
        return "/" not in _token_before(text, match.start())
    rest = text[match.end() :].lstrip(_OPENERS)
    if not rest:
        return True
    if "\n\n" in match["gap"]:
        return True
    if not (rest[0].isupper() or rest[0].isdigit() or not rest[0].isascii()):
        return _starts_lowercase(text, match, rest)
    if match["mark"] == "." and _NUMBER_BEFORE.search(text[: match.start()]) and _DECIMALS.match(rest):
        return False
    if match["mark"] == "." and _is_abbreviation(text, match.start(), rest):
        return False
    return not _inside_parentheses(text, start, match.start())


def _starts_lowercase(text: str, match: re.Match[str], rest: str) -> bool:
    """A lower-case start is a new sentence if it is a name ("iPhone") or a slip ("... end. the study")."""
    word = re.match(r"\w+", rest)
    if not word or match["mark"] != ".":
        return False
    slip = re.search(r"[a-z]{4}$", text[: match.start()]) and _SLIP_START.match(rest)
    return bool(slip or re.search(r"[a-z][A-Z]", word[0]))


def _token_before(text: str, end: int) -> str:
    return text[max(0, end - 80) : end].split()[-1] if text[max(0, end - 80) : end].split() else ""


def _is_abbreviation(text: str, dot: int, rest: str) -> bool:
    found = _WORD_BEFORE.search(text[max(0, dot - 40) : dot])
    if not found:
        return False
    word = found[0].lower().strip("'’-")
    if word in _ABBREVIATIONS:
        # "et al. We show" does end; "et al. (2023)" and "Fig. 3" do not.
        return not (word in {"al", "resp"} and _LIKELY_START.match(rest))
    if word in _SOMETIMES:
        return not _LIKELY_START.match(rest)
    if re.fullmatch(r"[A-Z]", found[0]):  # an initial: "J. Smith"; but "vitamin C. We", "0.3 mg/L. Fish"
        return not (_LIKELY_START.match(rest) or _UNIT.search(text[max(0, dot - 40) : dot]))
    # A list marker at the very start: "1. First, ..."
    return found[0].isdigit() and len(found[0]) <= 2 and not text[: dot - len(found[0])].strip()


def _inside_parentheses(text: str, start: int, at: int) -> bool:
    """Whether a bracket opened in this sentence is closed only later, but soon."""
    depth = 0
    for char in text[start:at]:
        depth += (char in "([") - (char in ")]")
        depth = max(depth, 0)
    if not depth:
        return False
    ahead = text[at : at + 300]
    closes = min((i for i in (ahead.find(")"), ahead.find("]")) if i >= 0), default=-1)
    opens = min((i for i in (ahead.find("("), ahead.find("[")) if i >= 0), default=len(ahead))
    return 0 <= closes < opens
