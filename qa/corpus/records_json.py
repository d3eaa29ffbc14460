"""JSON and JSON Lines: lists of records under the names that common exports use."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from qa.corpus import fields
from qa.corpus.fields import Draft, Reading
from qa.corpus.latex import plain
from qa.corpus.source import Source
from qa.errors import CorpusError
from qa.types import Skipped

_DECODER = json.JSONDecoder()
_PERSONS = frozenset({"authors", "author", "authorships", "creators"})
# arXiv writes LaTeX in these; elsewhere a "~" is just a sign, so it takes more to be LaTeX.
_FROM_LATEX = ("title", "authors", "venue", "keywords")
_LATEX = re.compile(r"[\\{$]")
_SPACE = re.compile(r"[\s,]*")


class _Item(NamedTuple):
    line: int
    value: Any
    key: str = ""


def read_json(source: Source) -> Reading:
    """Reads a list of records, an object that holds one, or an object of records by id."""
    try:
        data = json.loads(source.text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and len(source.text.strip().split("\n")) > 1:
            return read_json_lines(source)
        raise CorpusError(
            f"{source.name}:{error.lineno}: not valid JSON ({_fault(error)}); correct it or export the papers again."
        ) from error
    except (RecursionError, ValueError) as error:
        raise CorpusError(f"{source.name}: not usable JSON ({error}).") from error
    return _reading(source, _items(data, source.text))


def read_json_lines(source: Source) -> Reading:
    """Reads one record a line; a line that is no JSON is reported and left out."""
    if source.text.lstrip().startswith("["):
        return read_json(source)
    items: list[_Item] = []
    skipped: list[Skipped] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            items.append(_Item(number, json.loads(line)))
        except json.JSONDecodeError as error:
            skipped.append(source.skipped(number, f"not valid JSON ({_fault(error)}); left out"))
        except (RecursionError, ValueError) as error:
            skipped.append(source.skipped(number, f"not usable JSON ({error}); left out"))
    reading = _reading(source, items)
    return Reading(reading.drafts, (*skipped, *reading.skipped))


def _fault(error: json.JSONDecodeError) -> str:
    return f"{error.msg.lower().removesuffix(' at')} at column {error.colno}"


def _reading(source: Source, items: Iterable[_Item]) -> Reading:
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for item in items:
        if isinstance(item.value, Mapping):
            drafts.append(_draft(item))
        else:
            reason = f"a record must be an object, this is {fields.shorten(str(item.value), 40)}"
            skipped.append(source.skipped(item.line, reason))
    return Reading(tuple(drafts), tuple(skipped))


def _items(data: Any, text: str) -> Iterator[_Item]:
    """The records of a document, each with its line."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    for at, key, value in _records(data, text, 0):
        yield _Item(bisect_left(breaks, at) + 1, value, key)


def _records(data: Any, text: str, at: int) -> Iterator[tuple[int, str, Any]]:
    """Each record with its offset, about where the search from ``at`` finds it, and its key."""
    if isinstance(data, list):
        yield from _elements(data, text, text.find("[", at))
    elif not isinstance(data, Mapping) or _is_record(data):
        yield at, "", data
    else:
        for name, value in data.items():
            at = _after(name, text, at)
            if isinstance(value, Mapping) and _is_record(value):
                yield at, name, value
            elif isinstance(value, Mapping) or _holds_records(value):
                yield from _records(value, text, at)


def _holds_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(element, Mapping) for element in value)


def _after(name: str, text: str, at: int) -> int:
    """The offset after a key, searched from ``at``; ``at`` where it is written in another way."""
    quoted = json.dumps(name, ensure_ascii=False)
    found = text.find(quoted, at)
    return at if found < 0 else found + len(quoted)


def _elements(values: list[Any], text: str, at: int) -> Iterator[tuple[int, str, Any]]:
    """Each element of the array that begins at ``at``."""
    at += 1
    for value in values:
        space = _SPACE.match(text, at)
        begin = at = space.end() if space else at
        with suppress(ValueError, RecursionError):
            _, at = _DECODER.raw_decode(text, begin)
        yield begin, "", value


def _is_record(value: Mapping[str, Any]) -> bool:
    return any(
        found is not None and found[0] == "title" and isinstance(value[name], (str, list))
        for name in value
        for found in [fields.canonical(str(name))]
    )


def _draft(item: _Item) -> Draft:
    record = {str(name): _texts(value) for name, value in item.value.items()}
    found = fields.by_field(record)
    authors = next((v for k, v in item.value.items() if k.lower() in _PERSONS), None)
    if isinstance(authors, list):
        found["authors"] = [name for name in map(_person, _writers(authors)) if name]
    else:
        found["authors"] = [n for v in map(_plain, found.get("authors", ())) for n in fields.split_names(v)]
    # An abstract given as a list of sentences is one text.
    found["abstract"] = [" ".join(found.get("abstract", ())) or _from_index(item.value)]
    found["keywords"] = fields.split_keywords(found.get("keywords", ()))
    if "doi" not in found:
        found["doi"] = _texts(_deep(item.value.get("externalIds"), "DOI"))
    found.setdefault("id", [item.key])
    found.setdefault("venue", _texts(_deep(item.value.get("primary_location"), "source")))
    found.setdefault("year", _texts(_deep(_first(item.value.get("versions")), "created")))
    for name in _FROM_LATEX:
        found[name] = [_plain(value) for value in found.get(name, ())]
    return Draft(item.line, "", fields.to_paper(found))


def _plain(text: str) -> str:
    return plain(text) if _LATEX.search(text) else text


def _from_index(record: Mapping[str, Any]) -> str:
    """The abstract of OpenAlex, which gives each word with its places: {"We": [0], "show": [1, 9]}."""
    index = record.get("abstract_inverted_index")
    if not isinstance(index, Mapping):
        return ""
    places = [(at, word) for word, all_at in index.items() if isinstance(all_at, list) for at in all_at]
    return " ".join(word for _, word in sorted(p for p in places if isinstance(p[0], int)))


def _texts(value: Any) -> list[str]:
    """A JSON value as texts: CSL dates, lists and named objects are unfolded."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, list):
        return [text for element in value for text in _texts(element)]
    if isinstance(value, Mapping):
        names = ("date-parts", "raw", "name", "display_name", "value", "url", "tag")
        return next((_texts(value[n]) for n in names if value.get(n)), [])
    return []


def _writers(persons: list[Any]) -> list[Any]:
    """Those of Zotero's creators who are authors, not editors or translators; if none is, all."""
    return [p for p in persons if _deep(p, "creatorType") in (None, "author")] or persons


def _person(value: Any) -> str:
    """A name from CSL (family, given, literal), Semantic Scholar (name), Zotero and others."""
    if not isinstance(value, Mapping):
        return " ".join(_texts(value))

    def joined(*keys: str) -> str:
        return " ".join(text for key in keys for text in _texts(value.get(key)))

    family = joined("non-dropping-particle", "family") or joined("lastName") or joined("last")
    given = joined("given") or joined("firstName") or joined("first")
    if family:
        dropped = joined("dropping-particle")  # "Beethoven, Ludwig van"
        return fields.full_name(family, f"{given} {dropped}", joined("suffix"))
    whole = next((value[k] for k in ("literal", "name", "display_name", "author") if value.get(k)), "")
    return " ".join(_texts(whole))


def _deep(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None
