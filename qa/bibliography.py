"""Papers as a bibliography: BibTeX, RIS and CSL-JSON.

Only what is known is written: no invented year, no guess at the kind of publication
beyond "has a venue" (written as a journal) or not, and no abstract. Characters that a
format would read as markup are escaped, so each output reads back to the same values; LaTeX
in a title stays in BibTeX and is resolved for the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from qa.characters import in_characters
from qa.corpus.ids import slug
from qa.display import readable
from qa.types import Paper

# What LaTeX takes as a command, a comment or a group. BibTeX counts even escaped
# braces, hence commands for those.
_LATEX: Mapping[str, str] = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
    }
)
_SPECIAL = re.compile(r"[\\{}~^$&%#_]")
# A title may hold LaTeX of its own: mathematics, commands, escaped characters.
_OWN_LATEX = re.compile(
    r"\$[^$\s](?:[^$]*[^$\s])?\$(?!\d)|\\[a-zA-Z]+(?:\{[^{}]*\})*|\{\\[^{}]*(?:\{[^{}]*\})?\}|\\[^a-zA-Z\s]"
)
_MATH_SIGN = re.compile(r"[\\^_{=<>]|^\$[A-Za-z]\$$")


def to_bibtex(papers: Iterable[Paper]) -> str:
    """Entries keyed by paper id (without characters that BibTeX forbids there), unique in any case."""
    taken: set[str] = set()
    return "\n".join(_bibtex_entry(paper, _key(paper, taken)) for paper in papers)


def to_ris(papers: Iterable[Paper]) -> str:
    """RIS records, one value a line."""
    return "\n".join(
        "".join(f"{tag}  - {_flat(value)}\n" for tag, value in _ris_lines(paper)) for paper in papers
    )


def to_csl_json(papers: Iterable[Paper]) -> str:
    """A CSL-JSON array, as Zotero and pandoc read it."""
    taken: set[str] = set()
    items = [_csl_item(paper, _key(paper, taken)) for paper in papers]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _bibtex_entry(paper: Paper, key: str) -> str:
    mark = "; " if any("," in keyword for keyword in paper.keywords) else ", "
    values = {
        "title": _protect(_flat(in_characters(paper.title))),
        "author": " and ".join(_bibtex_name(name) for name in paper.authors),
        "year": str(paper.year or ""),
        "journal": _latex(_flat(in_characters(paper.venue or ""))),
        # Verbatim to BibLaTeX and to the url package, so not escaped as LaTeX.
        "doi": _verbatim(paper.doi or ""),
        "url": _verbatim(paper.url or ""),
        "keywords": _latex(mark.join(map(_flat, paper.keywords))),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@{'article' if paper.venue else 'misc'}{{{key},\n{lines}}}\n"


def _bibtex_name(name: str) -> str:
    """A name; in braces where BibTeX would take it for two, or for more than a name's parts."""
    text = _latex(_flat(name))
    whole = re.search(r"\sand\s", text, re.IGNORECASE) or text.count(",") > 2
    return f"{{{text}}}" if whole else text


def _ris_lines(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "TY", "JOUR" if paper.venue else "GEN"
    if paper.id:
        yield "ID", paper.id
    yield "TI", readable(paper.title)
    for author in paper.authors:
        yield "AU", author
    optional = (
        ("PY", str(paper.year or "")),
        ("T2", readable(paper.venue or "")),
        ("DO", paper.doi),
        ("UR", paper.url),
    )
    for tag, value in optional:
        if value:
            yield tag, value
    for keyword in paper.keywords:
        yield "KW", keyword
    yield "ER", ""


def _csl_item(paper: Paper, key: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": "article-journal" if paper.venue else "article",
        "title": _flat(readable(paper.title)),
        "author": [_csl_name(name) for name in paper.authors],
        "issued": {"date-parts": [[paper.year]]} if paper.year else None,
        "container-title": readable(paper.venue or ""),
        "DOI": paper.doi,
        "URL": paper.url,
        "keyword": ", ".join(paper.keywords),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    """Family and given name where a comma tells them apart, else the name as it is."""
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    return {"literal": name.strip(" ,")}


def _key(paper: Paper, taken: set[str]) -> str:
    """The paper's id as a citation key, numbered where it is taken (keys ignore case)."""
    base = re.sub(r"[^A-Za-z0-9:._+/-]+", "-", paper.id).strip("-") or slug(paper.title)
    key, n = base, 2
    while key.lower() in taken:
        key, n = f"{base}-{n}", n + 1
    taken.add(key.lower())
    return key


def _flat(text: str) -> str:
    return " ".join(text.split())


def _verbatim(text: str) -> str:
    return _flat(text).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _latex(text: str) -> str:
    """A text escaped for LaTeX, but for the LaTeX that it holds already."""
    return "".join(part for part, _ in _latex_parts(text))


def _latex_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, escaped, and whether each was LaTeX already."""
    at = 0
    for match in _OWN_LATEX.finditer(text):
        # "$5 and $" is money; an unclosed group is no LaTeX either.
        if match[0].startswith("$") and not _MATH_SIGN.search(match[0]):
            continue
        if match[0].count("{") != match[0].count("}"):
            continue
        yield _escape(text[at : match.start()]), False
        yield match[0], True
        at = match.end()
    yield _escape(text[at:]), False


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _LATEX[match[0]], text)


def _protect(title: str) -> str:
    """An escaped title whose words with inner capitals keep them under any style: {BERT}."""
    return "".join(part if own else re.sub(r"\S+", _protect_word, part) for part, own in _latex_parts(title))


def _protect_word(match: re.Match[str]) -> str:
    word = match[0]
    return f"{{{word}}}" if re.search(r"\S[A-Z]", word) and not re.search(r"[\\{}]", word) else word
