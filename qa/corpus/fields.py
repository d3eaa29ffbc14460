"""From the fields of a record, whatever its format calls them, to a paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from qa.types import Paper, Skipped


@dataclass(frozen=True)
class Draft:
    """A record as read: its paper, not yet screened, and where and how to name it."""

    line: int
    label: str
    paper: Paper


@dataclass(frozen=True)
class Reading:
    """What a reader makes of a file: its records in order, and what it could not read."""

    drafts: tuple[Draft, ...]
    skipped: tuple[Skipped, ...] = ()


# Column, field and key names, in lower case without punctuation and accents; the first that
# holds something wins (Web of Science has the id in UT, keywords in ID). From the exports of
# Zotero, Scopus, Web of Science, Rayyan, PubMed, Semantic Scholar, arXiv, OpenAlex, CSL-JSON
# and BEIR; then tables headed in German, French, Spanish, Portuguese or Italian.
_NAMES = {
    "id": "ut key id citationkey citekey paperid docid recordid corpusid pmid eid",
    "title": "title articletitle documenttitle papertitle primarytitle ti t1 titel titre titulo titolo",
    "abstract": "abstract abstractnote abstracttext ab n2 summary text "
    "zusammenfassung kurzfassung resume resumen resumo riassunto",
    "authors": "authors author authorfullnames authornames af au a1 creators creator "
    "autor autoren auteur auteurs autores autore autori",
    "year": "year publicationyear pubyear py yr issued y1 date publicationdate published pubdate coverdate "
    "jahr annee ano anno ea earlyaccessdate",
    "venue": "journal venue containertitle journaltitle sourcetitle publicationtitle publicationname "
    "booktitle conference so jo jf t2 secondarytitle journalref",
    "url": "url link ur pdfurl links",
    "doi": "doi di do articledoi",
    "keywords": "keywords authorkeywords keyword kw de manualtags tags subjects indexkeywords categories",
}
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType({k: tuple(v.split()) for k, v in _NAMES.items()})
_CANONICAL = MappingProxyType(
    {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}
)
# What exports write where they have nothing; R writes "character(0)".
_MISSING = frozenset(
    {"", "na", "n/a", "n.a.", "null", "none", "nan", "-", "--", "?", "undefined", "character(0)"}
    | {"[no abstract available]", "no abstract available", "no abstract available."}
)
# Lower-case words that begin a family name; any other lower-case start is half a name.
_PARTICLE_WORDS = (
    "a ab af al am ap aus av da dal de dei del dela della den der des di do dos du e el ibn bin ben "
    "la las le les lo los op st te ten ter van vande vanden vander vom von zu zum zur"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_FAMILY_AND_INITIALS = re.compile(r"[^\W\d_][\w'’‐‑-]+(?: [^\W\d_][\w'’‐‑-]+)* (?:[^\W\d_]\.[\s-]*)+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]*)+")
# As arXiv writes the subjects of a paper: "math.CO cs.CG".
_ARCHIVES = (
    "astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics quant-ph "
    "math cs q-bio q-fin stat econ eess"
)
_ARXIV_SUBJECT = re.compile(rf"(?:{'|'.join(_ARCHIVES.split())})(?:\.[A-Za-z-]+)?")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@lru_cache(maxsize=1024)
def canonical(name: str) -> tuple[str, int] | None:
    """The field of :data:`NAMES` that a name stands for, and its rank there."""
    return _CANONICAL.get(bare_name(name))


def bare_name(name: str) -> str:
    """The name of a column, field or key in lower case without punctuation and accents."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", name.lower()))


def by_field(record: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """A record by the field names of :data:`NAMES`: of several sources, the best that is filled."""
    best: dict[str, tuple[int, list[str]]] = {}
    for name, values in record.items():
        found = canonical(name)
        if found is None or (found[0] in best and best[found[0]][0] < found[1]):
            continue
        filled = [value for value in values if not is_missing(value)]
        if filled:
            best[found[0]] = (found[1], filled)
    return {field: values for field, (_, values) in best.items()}


def to_paper(fields: Mapping[str, Sequence[str]]) -> Paper:
    """A paper from values under the names of :data:`NAMES`; empty strings where there are none.

    ``authors`` holds one name a value; split before. Nothing is guessed: a year, DOI
    or URL that does not look like one is left out.
    """
    values = {
        name: [v for v in (clean(value) for value in found) if not is_missing(v)]
        for name, found in fields.items()
    }

    def first(name: str) -> str:
        return next(iter(values.get(name, ())), "")

    return Paper(
        id=" ".join(first("id").split()),
        title=" ".join(first("title").split()),
        abstract=first("abstract"),
        authors=tuple(" ".join(a.split()) for a in values.get("authors", ())),
        year=year(values.get("year", ())),
        venue=" ".join(first("venue").split()) or None,
        url=next((u for u in values.get("url", ()) if re.match(r"https?://\S+$", u)), None),
        doi=next((d for d in map(doi, values.get("doi", ())) if d), None),
        keywords=tuple(dict.fromkeys(" ".join(k.split()) for k in values.get("keywords", ()))),
    )


def clean(value: str) -> str:
    """Without outer blanks and without the characters that no store or page can take."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub(" ", value)).strip()


def is_missing(value: str) -> bool:
    """Whether a value only says that there is none: ``NA``, ``null``, ``-`` ..."""
    return value.strip().lower() in _MISSING


def year(values: Sequence[str]) -> int | None:
    """The first value that contains a year from 1500 to 2099."""
    found = (_YEAR.search(value) for value in values)
    return next((int(match[0]) for match in found if match), None)


def doi(value: str) -> str | None:
    """The bare DOI within a value such as ``https://doi.org/10.1/x``."""
    match = _DOI.search(value)
    return match[0].rstrip(".,;") if match else None


def writes_family_first(values: Sequence[str]) -> bool:
    """Whether lists of authors, taken together, write "Doe, Jane" rather than "Jane Doe"."""
    lists = [_names_with_commas(value) for value in values]
    inverted = sum(any(len(n) == 2 and not _all_names(n) for n in names) for names in lists)
    straight = sum(any(len(n) > 2 and _all_names(n) for n in names) for names in lists)
    return inverted > straight


def split_names(value: str, family_first: bool = False) -> list[str]:
    """The names in a list of authors, split at ``;``, else ``and``, else commas.

    "Doe Roe, Jane Ann" may be two names or one; it is one if names are known to be written
    ``family_first``, or if its parts show it.
    """
    value = " ".join(value.split())
    if ";" in value:
        parts = value.split(";")
    elif re.search(r"\sand\s", value):
        parts = re.split(r",?\s+and\s+", value)
        if len(parts) == 2 and _all_names(parts[0].split(",")) and "," not in parts[1]:
            parts = [*parts[0].split(","), parts[1]]  # "A B, C D and E F"
    else:
        pieces = value.split(",")
        # "Smith, J., Doe, A." has two commas a name; "J. Smith, A. Doe" has one.
        several = all(_FAMILY_AND_INITIALS.fullmatch(piece.strip()) for piece in pieces)  # "Doe J.A., Roe B."
        one = len(pieces) == 2 and not several and (family_first or _is_inverted(*pieces))
        parts = pieces if _all_names(pieces) and not one else _pairs(pieces)
    return join_cut_names([p.strip() for p in parts if p.strip()])


def join_cut_names(parts: Sequence[str]) -> list[str]:
    """Repairs names that a careless export cut at an ``and`` within them.

    "Narciso Fern and es, Marisa" arrives as two parts; the second begins in lower
    case and with no particle such as "de" or "van", and no initial ends the first. "others" is no name.
    """
    names: list[str] = []
    for part in parts:
        word = part.split(" ")[0].rstrip(",")
        cut = bool(names) and names[-1][-1].isalpha()
        if cut and word.islower() and word.isalpha() and word not in _PARTICLES | {"others"}:
            names[-1] = f"{names[-1]}and{part}"
        elif part.lower() not in {"others", "et al.", "et al"}:
            names.append(part)
    return names


def full_name(family: str, given: str, suffix: str = "") -> str:
    """A name of its parts, each of which may be empty: "Doe, Jane", "King, Martin, Jr."."""
    parts = (" ".join(part.split()) for part in (family, given, suffix))
    return ", ".join(part for part in parts if part)


def split_keywords(values: Sequence[str]) -> list[str]:
    """Keywords from lists joined by ``;``, ``|`` or, failing these, commas; subjects of arXiv by blanks."""
    result: list[str] = []
    for value in values:
        subjects = all(map(_ARXIV_SUBJECT.fullmatch, value.split()))
        mark = " " if subjects else next((m for m in (";", "|", "\n", ",") if m in value), ";")
        result += [part.strip() for part in value.split(mark) if part.strip()]
    return result


def shorten(text: str, length: int = 60) -> str:
    """A text quoted for a report: one line of at most ``length`` characters."""
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= length else flat[: length - 3].rstrip() + "...")


def _names_with_commas(value: str) -> list[list[str]]:
    """What stands between ``;`` or ``and`` in a list of authors, each split at its commas."""
    between = value.split(";") if ";" in value else re.split(r"\sand\s", value)
    return [part.split(",") for part in between]


def _is_inverted(before: str, after: str) -> bool:
    """Whether a comma parts a family name from given ones: "van der Berg, Jan Pieter", "Doe Roe, J. A."."""
    particle = before.split()[:1]
    return bool(particle and particle[0] in _PARTICLES) or bool(
        _INITIALS.fullmatch(after.strip()) and not _INITIALS.match(before.strip())
    )


def _all_names(pieces: Sequence[str]) -> bool:
    return all(len(piece.split()) >= 2 for piece in pieces)


def _pairs(pieces: Sequence[str]) -> list[str]:
    if len(pieces) < 2 or len(pieces) % 2:
        return [",".join(pieces)] if len(pieces) < 3 else list(pieces)
    return [f"{a.strip()}, {b.strip()}" for a, b in zip(pieces[::2], pieces[1::2], strict=True)]
