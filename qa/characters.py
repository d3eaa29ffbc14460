r"""The characters that a source text stands for, and where each of them stands in it.

Sources write one character in many: ``{\O}rsted``, ``5 {\textmu}m``, ``P &lt; 0.05``,
``CO<sub>2</sub>``, ``<jats:p>``. They stay as they are, since quotes are offsets into them;
whoever looks for words, or shows them, reads these characters instead. Formulas and other
LaTeX, which stand for no single character, are left to display.py.
"""

from __future__ import annotations

import html
import html.entities
import re
from bisect import bisect_right
from typing import NamedTuple

from pylatexenc.latex2text import LatexNodes2Text

# What stands for the tags between two paragraphs, and for those behind a heading: white space.
PARAGRAPH, HEADED = "\x1d", "\x1e"

_GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega".split(),
        "αβγδεζηθικλμνξπρστυφχψω",
        strict=True,
    )
)
# What ``\textless`` and its like set, which Mendeley and Zotero write in braces.
TEXT_COMMANDS = {
    "less": "<", "greater": ">", "asciitilde": "~", "asciicircum": "^", "underscore": "_", "bar": "|",
    "dollar": "$", "quotesingle": "'", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“",
    "quotedblright": "”", "endash": "–", "emdash": "—", "ellipsis": "…", "bullet": "•", "periodcentered": "·",
    "degree": "°", "celsius": "℃", "perthousand": "‰", "pm": "±", "times": "×", "div": "÷", "minus": "−",
    "onehalf": "½", "onequarter": "¼", "threequarters": "¾", "onesuperior": "¹", "twosuperior": "²",
    "threesuperior": "³", "registered": "®", "trademark": "™", "copyright": "©", "euro": "€", "sterling": "£",
    "section": "§", "ohm": "Ω", "ordmasculine": "º", "ordfeminine": "ª", **_GREEK,
}  # fmt: skip
# Letters of that kind exist as well, but "2nd" and "Vmax" are read better in plain ones.
_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")

# < and >, also as entities (encoded any number of times) and as reference managers write them.
_LT = r"(?:<|&(?:amp;)*(?:lt|\#60|\#[xX]3[cC]);|\{\\textless(?:\{\})?\}|\\textless(?:\{\}|(?![A-Za-z]))|\{?\$<\$\}?)"
_GT = r"(?:>|&(?:amp;)*(?:gt|\#62|\#[xX]3[eE]);|\{\\textgreater(?:\{\})?\}|\\textgreater(?:\{\}|(?![A-Za-z]))|\{?\$>\$\}?)"
_VALUE = r"""(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|&(?:amp;)*quot;[^<>]{0,300}?&(?:amp;)*quot;|[^\s"'<>&{}]+)"""
_REST = rf"(?:\s+[\w:-]+\s*=\s*{_VALUE})*\s*/?{_GT}"
_PREFIX = r"(?:(?:jats|mml|m|html|xhtml|ns\d):)?"
_HEADINGS = r"title|h[1-6]"
_BLOCKS = (
    rf"{_HEADINGS}|p|div|br|hr|break|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|pre|sec|section|article"
    r"|list-item|disp-formula|disp-quote|jats:(?:abstract|trans-abstract|list|label|caption|body)"
)
_INLINE = (
    r"i|b|u|s|a|em|strong|sub|sup|inf|small|big|span|font|tt|code|cite|abbr|strike|center|nobr"
    r"|italic|bold|sc|underline|roman|monospace|sans-serif|xref|ext-link|inline-formula|inline-graphic|tex-math"
    r"|alternatives|named-content|styled-content|math|mi|mn|mo|mrow|msub|msup|msubsup|mfrac|msqrt|mroot|mtext|mspace"
    r"|mover|munder|munderover|mtable|mtr|mtd|mstyle|mfenced|mpadded|mphantom|mmultiscripts|mprescripts|semantics"
    r"|annotation|(?:jats|mml):[a-z-]+"
)
# Of a formula that is given twice, the LaTeX; letters beside or below the line; tags; one character.
_WRITTEN = re.compile(
    rf"""
    (?=[<&\\{{$])(?:
    (?i:(?P<twice>{_LT}{_PREFIX}(?P<of>tex-math|annotation){_REST}(?:(?!{_LT}/).){{0,2000}}?{_LT}/{_PREFIX}(?P=of){_GT}
        (?=\s*{_LT}/?(?:mml:|m:)?(?:math|semantics)\b))
    |{_LT}{_PREFIX}(?P<shift>su[bp]|inf){_REST}(?P<shifted>.{{1,80}}?){_LT}/{_PREFIX}(?P=shift){_GT}
    |(?P<blocks>{_LT}/?{_PREFIX}(?:{_BLOCKS}){_REST}(?:\s*{_LT}/?{_PREFIX}(?:{_BLOCKS}){_REST})*)
    |{_LT}/?{_PREFIX}(?P<inline>{_INLINE}){_REST})
    |(?P<entity>&(?:amp;)*(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    |\{{\\text(?P<braced>{"|".join(TEXT_COMMANDS)})(?:\{{\}}|\s)?\}}
    |\\text(?P<bare>{"|".join(TEXT_COMMANDS)})(?:\{{\}}|(?![A-Za-z]))
    |\{{\\(?P<sign>[~^])\{{\}}\}}|\\(?P<bare_sign>[~^])\{{\}}
    |(?P<open>\{{)?(?P<accent>\\(?:[`'^~"=.](?:\{{\\?[A-Za-z]\}}|\\?[A-Za-z])       # \'e  \"{{o}}  \'\i
        |[Hbcdkruv](?:\{{\\?[A-Za-z]\}}|[ ][A-Za-z]\b)                             # \v{{c}}  \c c
        |(?:o|O|l|L|aa|AA|ae|AE|oe|OE|ss|i|j)(?:\{{\}}|(?![A-Za-z]))))(?(open)[ ]?\}}))
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADING_END = re.compile(rf"{_LT}/{_PREFIX}(?:{_HEADINGS}){_GT}", re.IGNORECASE)
_BREAKS = re.compile(rf"\s*[{PARAGRAPH}{HEADED}]\s*")
_MARKS = re.compile(r"[\\<&](?:(?<=\\)|[#/A-Za-z$])")  # what may begin one of these; "p < 0.05" does not
_DECODER = LatexNodes2Text()


class Span(NamedTuple):
    """``text[start:end]``, offsets in characters."""

    start: int
    end: int


class _Edit(NamedTuple):
    """What stands at ``there`` in the source stands at ``here`` in the characters."""

    here: Span
    there: Span


class Characters(NamedTuple):
    """The characters of a source text."""

    text: str
    edits: tuple[_Edit, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in the source; what stands for one character is never cut."""
        if not self.edits:
            return Span(start, end)
        first = self._there(start).start
        return Span(first, self._there(end - 1).end if end > start else first)

    def _there(self, at: int) -> Span:
        before = bisect_right(self.edits, at, key=lambda edit: edit.here.end)
        if before < len(self.edits) and self.edits[before].here.start <= at:
            return self.edits[before].there
        last = self.edits[before - 1] if before else _Edit(Span(0, 0), Span(0, 0))
        place = last.there.end + at - last.here.end
        return Span(place, place + 1)


def characters(source: str) -> Characters:
    """The characters that ``source`` stands for: accents and entities resolved, tags dropped.

    Only tags of HTML, JATS and MathML are tags: "a < b", "p<0.05" and "x<y>z" stay.
    """
    if not _MARKS.search(source):
        return Characters(source)
    parts: list[str] = []
    edits: list[_Edit] = []
    at = length = 0
    for match in _WRITTEN.finditer(source):
        read = _read(match)
        if read == match[0]:
            continue
        length += match.start() - at
        parts += [source[at : match.start()], read]
        edits.append(_Edit(Span(length, length + len(read)), Span(*match.span())))
        at, length = match.end(), length + len(read)
    return Characters("".join([*parts, source[at:]]), tuple(edits)) if edits else Characters(source)


def in_characters(source: str) -> str:
    """The characters alone, a blank where a paragraph ends."""
    found = characters(source)
    return _BREAKS.sub(" ", found.text) if found.edits else source


def _read(match: re.Match[str]) -> str:
    if match["twice"]:
        return ""
    if match["shift"]:
        return _shifted(in_characters(match["shifted"]), match["shift"].lower())
    if match[0][0] == "<" and _compares(match):
        return match[0]
    if match["blocks"]:
        return HEADED if _HEADING_END.search(match["blocks"]) else PARAGRAPH
    if match["inline"]:
        return ""
    if match["entity"]:
        return html.unescape(re.sub("^&(?:amp;)*", "&", match[0])) if _is_known(match["entity"]) else match[0]
    named = match["braced"] or match["bare"]
    if named:
        return TEXT_COMMANDS[named]
    return match["sign"] or match["bare_sign"] or str(_DECODER.latex_to_text(match["accent"]))


def _is_known(entity: str) -> bool:
    name = entity.rsplit("&", 1)[1].removesuffix(";").rsplit(";", 1)[-1]
    return name.startswith("#") or f"{name};" in html.entities.html5


def _shifted(text: str, how: str) -> str:
    """``text`` in characters above or below the line, if all of it has them."""
    table = _RAISED if how == "sup" else _LOWERED
    return text.translate(table) if all(ord(char) in table for char in text) else text


def _compares(tag: re.Match[str]) -> bool:
    """Whether it is the "<i>" of "x<i>y": one letter between letters or digits, never closed."""
    name, source = tag[0][1:-1].lower(), tag.string
    around = (
        source[max(0, tag.start() - 1) : tag.start()].isalnum()
        and source[tag.end() : tag.end() + 1].isalnum()
    )
    return len(name) == 1 and around and f"/{name}" not in source.lower()
