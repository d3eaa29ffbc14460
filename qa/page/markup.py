"""HTML from values: the only place where text becomes markup, so the only place that escapes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from qa.characters import characters
from qa.display import readable

Span = tuple[int, int]

_EMPHASIS = re.compile(r"(?<![\\*\w])\*(?!\s)((?:\\.|[^*\\])+?)\*(?!\w)")
_NOTICE = re.compile(r"(?<![\\\w])_(?!\s)((?:\\.|[^_\\])+?)_(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>()#+\-.!|~$&=])")
# What is read as one thing: a highlight that cut it would show the source's LaTeX.
_ATOM = re.compile(
    r"\$[^$\n]*[\\^_][^$\n]*\$|\d[\d.]*times(?![A-Za-z])|\\[A-Za-z]+(?:\s?\{[^{}]*\})?|\\[^A-Za-z\s](?:\{?[A-Za-z]\}?)?"
)
_WEB = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)


def esc(text: object) -> str:
    """Any text as HTML text or attribute value."""
    return html.escape(str(text), quote=True)


def shown(text: str) -> str:
    """Corpus text as people read it (LaTeX remains cleaned), escaped."""
    return esc(readable(text))


def attributes(**values: object) -> str:
    """Attributes, escaped; ``_`` in a name becomes ``-``, None and False leave it out, True has no value."""
    parts = []
    for name, value in values.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(f" {key}")
        elif value is not None and value is not False:
            parts.append(f' {key}="{esc(value)}"')
    return "".join(parts)


def tag(name: str, inner: str = "", **values: object) -> str:
    """An element around ``inner``, which is markup already."""
    return f"<{name}{attributes(**values)}>{inner}</{name}>"


def button(label: str, action: str, **values: object) -> str:
    """A button that the page's script acts on; ``label`` is plain text."""
    return tag("button", esc(label), type="button", data_do=action, **values)


def paper_button(title: str, paper_id: str | None = None, class_: str = "") -> str:
    """A title that opens its paper's page; without an id the paper is found by the title."""
    return tag(
        "button", shown(title), type="button", class_=f"as-link {class_}".strip(), data_do="paper", data_id=paper_id,
        data_title=None if paper_id else title,
    )  # fmt: skip


def link(address: str, label: str = "") -> str:
    """A link to another host, opened without telling it where from; text where it is no web address."""
    if not _WEB.match(address):
        return esc(label or address)
    return tag("a", esc(label or address), href=address, target="_blank", rel="noopener noreferrer nofollow")


def inline(markdown: str) -> str:
    """The program's own one-line Markdown (*title*, \\-escapes) as HTML; everything else stays text."""
    out, at = [], 0
    for match in _EMPHASIS.finditer(markdown):
        out += [esc(_unescape(markdown[at : match.start()])), tag("em", esc(_unescape(match[1])))]
        at = match.end()
    return "".join(out) + esc(_unescape(markdown[at:]))


def plain_notice(markdown: str) -> str:
    """A notice without its emphasis marks, escaped."""
    return inline(_NOTICE.sub(r"\1", markdown))


def merged(spans: Iterable[Span], length: int) -> list[Span]:
    """Spans in order, clipped to the text, overlapping or touching ones joined, empty ones left out."""
    result: list[Span] = []
    for start, end in sorted((max(0, s), min(length, e)) for s, e in spans):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def marked(text: str, spans: Sequence[Span], element: str = "mark", **values: object) -> str:
    """``text`` with these spans set off.

    The pieces before, inside and after are cleaned one by one: the offsets are those of
    the source text, and a highlight begins and ends exactly where the quote does. Only
    one that would cut a formula or a command is widened to the whole of it.
    """
    out, at = [], 0
    for start, end in merged(whole(text, spans), len(text)):
        out += [shown(text[at:start]), tag(element, shown(text[start:end]), **values)]
        at = end
    return "".join(out) + shown(text[at:])


def whole(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans that cut through a formula, a LaTeX command or an entity, widened to hold it."""
    wide = [_unbroken(text, span) for span in spans]
    if "\\" not in text and "$" not in text and "times" not in text:
        return wide
    for atom in _ATOM.finditer(text):
        a, b = atom.span()
        wide = [(min(s, a), max(e, b)) if s < b and e > a and (s > a or e < b) else (s, e) for s, e in wide]
    return wide


def _unbroken(text: str, span: Span) -> Span:
    """A span widened to hold what stands for one character, such as an entity, and tags that it cuts."""
    start, end = span
    for _, (a, b) in characters(text).edits:
        start, end = a if a < start < b else start, b if a < end < b else end
    return start, end


def _unescape(markdown: str) -> str:
    return _ESCAPED.sub(r"\1", markdown)
