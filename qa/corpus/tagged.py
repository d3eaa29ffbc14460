"""Tagged records: RIS, PubMed's MEDLINE, Web of Science and EndNote's refer format.

They differ in how a line carries its tag and in the tags' names, so one reader
walks a table of dialects; the first tagged line tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from qa.corpus import fields
from qa.corpus.fields import Draft, Reading
from qa.corpus.source import Source
from qa.types import Skipped


@dataclass(frozen=True)
class Dialect:
    """How a format writes a tag, begins and ends a record, and names its fields.

    ``line`` matches a tagged line with groups ``tag`` and ``value``. A tag listed
    earlier for a field is preferred. ``groups`` is the tag of authors that are groups, beside
    whom there may be persons.
    """

    name: str
    line: re.Pattern[str]
    start: str
    end: str | None
    tags: Mapping[str, tuple[str, ...]]
    groups: str = ""


def _tags(**names: str) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(tags.split()) for name, tags in names.items()})


DIALECTS = (
    Dialect(
        "RIS",
        re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*)|\s*$)"),
        start="TY",
        end="ER",
        tags=_tags(
            id="ID", title="TI T1 CT BT", abstract="AB N2", authors="AU A1", year="PY Y1 DA",
            venue="JO JF T2 JA J2", url="UR L2 LK", doi="DO", keywords="KW",
        ),
    ),
    Dialect(
        "MEDLINE",
        re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}- (?P<value>.*)"),
        start="PMID",
        end=None,
        tags=_tags(
            id="PMID", title="TI BTI", abstract="AB", authors="FAU AU", year="DP DEP",
            venue="JT TA", doi="LID AID", keywords="OT MH",
        ),
        groups="CN",
    ),
    Dialect(
        "Web of Science",
        re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|\s*$)"),
        start="PT",
        end="ER",
        tags=_tags(
            id="UT", title="TI", abstract="AB", authors="AF AU", year="PY EA", venue="SO",
            doi="DI", keywords="DE ID",
        ),
        groups="CA",
    ),
    Dialect(
        "EndNote",
        re.compile(r"%(?P<tag>[^\sa-z%])(?: (?P<value>.*)|\s*$)"),
        start="0",
        end=None,
        tags=_tags(
            id="F", title="T", abstract="X", authors="A", year="D", venue="J B", url="U",
            doi="R", keywords="K",
        ),
    ),
)  # fmt: skip
# Fields whose untagged further lines are values of their own: EndNote writes one
# keyword a line under a single KW, Web of Science one author a line.
_LISTS = frozenset({"authors", "keywords"})
_HEADERS = frozenset({"FN", "VR", "EF", "ER"})  # of a whole file, outside its records
_NUMBERING = re.compile(r"[\s\d.]*")


@dataclass
class _Record:
    """A record while it is being read: for each tag its values, each as its lines."""

    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    last: str = ""

    def add(self, tag: str, value: str) -> None:
        if tag:
            self.last = tag
        if tag or not self.last:
            self.values.setdefault(self.last, []).append([value])
        else:
            self.values[self.last][-1].append(value)


def read_tagged(source: Source) -> Reading:
    """Reads every record; lines outside a record and unclosed records are reported."""
    lines = source.text.split("\n")
    dialect = sniff(lines)
    if dialect is None:
        reason = "no record begins here; 'TY  - ' (RIS) or 'PMID- ' (PubMed) would begin one"
        return Reading((), (source.skipped(1, reason),))
    skipped: list[Skipped] = []
    records = list(_records(lines, dialect, source, skipped))
    return Reading(tuple(_draft(record, dialect) for record in records), tuple(skipped))


def sniff(lines: Iterable[str]) -> Dialect | None:
    """The dialect whose start tag comes first, if any does."""
    for line in lines:
        for dialect in DIALECTS:
            match = dialect.line.match(line)
            if match and match["tag"] == dialect.start:
                return dialect
    return None


def _records(
    lines: Sequence[str], dialect: Dialect, source: Source, skipped: list[Skipped]
) -> Iterator[_Record]:
    record: _Record | None = None
    outside = False
    for number, line in enumerate(lines, 1):
        match = dialect.line.match(line)
        tag = match["tag"] if match else ""
        if tag == dialect.start:
            if record and dialect.end:
                reason = f"a record begins before {dialect.end!r} closed the one above; both are read"
                skipped.append(replace(source.skipped(number, reason), kept=True))
            if record:
                yield record
            record, outside = _Record(number), False
        if record is None:
            if not outside and tag not in _HEADERS and not _NUMBERING.fullmatch(line):
                skipped.append(source.skipped(number, f"outside any record: {fields.shorten(line)}"))
                outside = True  # one remark a stretch
        elif tag == dialect.end:
            yield record
            record = None
        elif tag or line.strip():
            record.add(tag, ((match["value"] or "") if match else line).strip())
    if record:
        yield record


def _draft(record: _Record, dialect: Dialect) -> Draft:
    found: dict[str, list[str]] = {}
    for name, tags in dialect.tags.items():
        for tag in tags:
            lines = record.values.get(tag, [])
            values = [v for value in lines for v in (value if name in _LISTS else [" ".join(value)])]
            if any(not fields.is_missing(value) for value in values):
                found[name] = values
                break
    groups = record.values.get(dialect.groups, []) if dialect.groups else []
    found["authors"] = [*found.get("authors", ()), *(" ".join(lines) for lines in groups)]
    # A structured abstract may come as one AB line a section.
    found["abstract"] = ["\n".join(v for v in found.get("abstract", ()) if not fields.is_missing(v))]
    found["keywords"] = fields.split_keywords(found.get("keywords", ()))
    return Draft(record.line, "", fields.to_paper(found))
