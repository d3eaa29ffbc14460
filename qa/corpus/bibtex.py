"""BibTeX and BibLaTeX files. bibtexparser splits them; the values are read here.

bibtexparser goes on at the next entry after a broken one and knows its line. Its
own treatment of values (LaTeX decoding, name splitting) is not used: an abstract
stays as written, so that a quote is exact.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.splitter import Splitter

from qa.corpus import fields
from qa.corpus.fields import Draft, Reading
from qa.corpus.latex import plain, plain_address
from qa.corpus.source import Source
from qa.types import Skipped

# Broken entries are reported as Skipped; without a handler, Python prints them as well.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_MARKUP = re.compile(r"\s*@(?:string|comment|preamble)\b", re.IGNORECASE)  # no papers
_NAME_PART = re.compile(r"([a-z-]+)\s*=\s*(.*)")  # BibLaTeX: "family=Doe, given=Jane"


def read_bibtex(source: Source) -> Reading:
    """Reads every entry; a broken one is reported with its line and costs only itself."""
    library = Splitter(source.text).split()
    strings = {string.key.lower(): _value(string.value, {}) for string in library.strings if string.key}
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        entry = _entry(block)
        fault = _fault(block, entry)
        if fault:
            skipped.append(source.skipped(line, fault))
        elif entry is not None:
            drafts.append(_draft(entry, line, strings))
    return Reading(tuple(drafts), tuple(skipped))


def split_authors(value: str) -> list[str]:
    """The names of a BibTeX author list: split at each ``and`` outside braces."""
    value = " ".join(value.split())
    parts: list[str] = []
    depth, start = 0, 0
    for match in re.finditer(r"(?<!\\)[{}]|\s+and\s+", value):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            parts.append(value[start : match.start()])
            start = match.end()
    parts.append(value[start:])
    if len(parts) == 1 and not re.search("[{=]", value) and re.search(r",.*,|\.,\s", value):
        return fields.split_names(plain(value))  # "A B, C D, E F": what some exports write for "and"
    names = fields.join_cut_names([plain(p.strip()) for p in parts if p.strip()])
    return [_of_parts(name) for name in names]


def _of_parts(name: str) -> str:
    """A name that BibLaTeX gives by its parts; any other as it is."""
    matches = [_NAME_PART.fullmatch(part.strip()) for part in name.split(",")]
    parts = {match[1]: match[2] for match in matches if match}
    if "family" not in parts:
        return name
    prefix = parts.get("prefix", "")
    kept = parts.get("useprefix") == "true"  # as a part of the family name
    return fields.full_name(
        f"{prefix} {parts['family']}" if kept else parts["family"],
        parts.get("given", "") if kept else f"{parts.get('given', '')} {prefix}",
        parts.get("suffix", ""),
    )


def _entry(block: Block) -> Entry | None:
    """The entry of a block, also of one that repeats a key or a field."""
    if isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)):
        inner = block.ignore_error_block
        return inner if isinstance(inner, Entry) else None
    return block if isinstance(block, Entry) else None


def _fault(block: Block, entry: Entry | None) -> str:
    """Why a block cannot be trusted as an entry, or an empty string."""
    if entry is not None:
        cut = [f.key for f in entry.fields if _canonical(f.key) and not _is_whole(str(f.value))]
        return _broken(repr(entry.key), f"field {cut[0]!r} does not end where it closes") if cut else ""
    raw = block.raw or ""
    if isinstance(block, ImplicitComment):
        lost = re.search(r"\btitle\s*=", raw, re.IGNORECASE)
        return _broken(fields.shorten(raw, 30), "it stands outside any '@...{...}'") if lost else ""
    if not isinstance(block, ParsingFailedBlock) or _MARKUP.match(raw):
        return ""
    key = re.match(r"\s*@\w+\s*[{(]\s*([^,\s{}()=]+)", raw)
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return _broken(repr(key[1]) if key else "without a key", reason.rstrip(".").lower())


def _broken(name: str, reason: str) -> str:
    return f"entry {name} is broken and left out; check its braces and commas ({reason})"


def _canonical(key: str) -> bool:
    found = fields.canonical(key)
    return found is not None and found[0] in {"title", "abstract"}


def _is_whole(raw: str) -> bool:
    """Whether each operand of a value closes at its end: ``{a} b`` lacks a comma."""
    parts = [piece.strip() for piece in _concatenated(raw)]
    return all(_closes_at_end(part) for part in parts if part.startswith("{"))


def _closes_at_end(braced: str) -> bool:
    depth = 0
    for match in re.finditer(r"(?<!\\)[{}]", braced):
        depth += 1 if match[0] == "{" else -1
        if depth == 0 and match.end() < len(braced):
            return False
    return True


def _bare(value: str) -> str:
    """A value without a second pair of braces around it, which Web of Science writes."""
    enclosed = value.startswith("{") and value.endswith("}") and _closes_at_end(value)
    return value[1:-1].strip() if enclosed else value


def _draft(entry: Entry, line: int, strings: Mapping[str, str]) -> Draft:
    record: dict[str, list[str]] = {}
    for item in entry.fields:
        value = _value(str(item.value), strings)
        # Of a field given twice, the first that holds something.
        if not record.get(item.key) or fields.is_missing(record[item.key][0]):
            record[item.key] = [value]
    found = fields.by_field(record)
    # Exports that only number their entries keep the real key in a field of that name.
    numbered = not entry.key or entry.key.isdigit()
    found["id"] = [*(record.get("key", ()) if numbered else ()), entry.key]
    title = ": ".join(v for v in (*found.get("title", ()), *record.get("subtitle", ())) if v.strip())
    found["title"] = [plain(title)]
    found["venue"] = [plain(value) for value in found.get("venue", ())]
    found["authors"] = [n for value in found.get("authors", ()) for n in split_authors(value)]
    found["keywords"] = fields.split_keywords([plain(value) for value in found.get("keywords", ())])
    found["abstract"] = [_bare(value) for value in found.get("abstract", ())]
    for name in ("doi", "url"):
        found[name] = [plain_address(_bare(value)) for value in found.get(name, ())]
    return Draft(line, f"entry {entry.key!r}", fields.to_paper(found))


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """A field's value without its enclosing, with ``@string`` names and ``#`` resolved."""
    parts = [part.strip() for part in _concatenated(raw)]
    whole = "".join(
        part[1:-1]
        if len(part) > 1 and part[0] + part[-1] in ('""', "{}")
        else strings.get(part.lower(), part)
        for part in parts
    )
    return " ".join(line.strip() for line in whole.split("\n") if line.strip())


def _concatenated(raw: str) -> list[str]:
    """The operands of ``#`` outside braces and quotes."""
    if "#" not in raw:
        return [raw]
    parts, depth, quoted, start = [], 0, False, 0
    for i, char in enumerate(raw):
        if char in "{}" and raw[i - 1 : i] != "\\":
            depth += 1 if char == "{" else -1
        elif char == '"' and depth == 0:
            quoted = not quoted
        elif char == "#" and depth == 0 and not quoted:
            parts.append(raw[start:i])
            start = i + 1
    return [*parts, raw[start:]]
