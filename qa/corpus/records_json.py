"""JSON and JSON Lines: lists of records under the names that common exports use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from qa.corpus import fields
from qa.corpus.fields import Draft, Reading
from qa.corpus.source import Source
from qa.errors import CorpusError
from qa.types import Skipped

_DECODER = json.JSONDecoder()
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
            f"{source.name}:{error.lineno}: not valid JSON ({error.msg.lower()} at column "
            f"{error.colno}); correct it or export the papers again."
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
            reason = f"not valid JSON ({error.msg.lower()} at column {error.colno}); left out"
            skipped.append(source.skipped(number, reason))
        except (RecursionError, ValueError) as error:
            skipped.append(source.skipped(number, f"not usable JSON ({error}); left out"))
    reading = _reading(source, items)
    return Reading(reading.drafts, (*skipped, *reading.skipped))


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
    if isinstance(data, list):
        yield from _with_lines(data, text, text.find("["))
    elif isinstance(data, Mapping):
        if _is_record(data):
            yield _Item(1, data)
            return
        for name, value in data.items():
            at = re.search(re.escape(json.dumps(name, ensure_ascii=False)) + r"\s*:\s*", text)
            start = at.end() if at else -1
            if isinstance(value, list) and any(isinstance(v, Mapping) for v in value):
                yield from _with_lines(value, text, start)
            elif isinstance(value, Mapping) and _is_record(value):
                yield _Item(text.count("\n", 0, max(start, 0)) + 1, value, name)
    else:
        yield _Item(1, data)


def _with_lines(values: list[Any], text: str, start: int) -> Iterator[_Item]:
    """Each element of an array that begins at ``start``; line 1 where it is not found."""
    line, counted, at = 1, 0, start + 1
    for value in values:
        if start >= 0 and text.startswith("[", start):
            space = _SPACE.match(text, at)
            begin = space.end() if space else at
            try:
                _, at = _DECODER.raw_decode(text, begin)
                line += text.count("\n", counted, begin)
                counted = begin
            except ValueError:
                start = -1
        yield _Item(line, value)


def _is_record(value: Mapping[str, Any]) -> bool:
    return any(
        found is not None and found[0] == "title" and isinstance(value[name], (str, list))
        for name in value
        for found in [fields.canonical(str(name))]
    )


def _draft(item: _Item) -> Draft:
    record = {str(name): _texts(value) for name, value in item.value.items()}
    found = fields.by_field(record)
    authors = next((v for k, v in item.value.items() if k.lower() in {"authors", "author"}), None)
    if isinstance(authors, list):
        found["authors"] = [name for name in map(_person, authors) if name]
    else:
        found["authors"] = [n for v in found.get("authors", ()) for n in fields.split_names(v)]
    # An abstract given as a list of sentences is one text.
    found["abstract"] = [" ".join(found.get("abstract", ()))]
    found["keywords"] = fields.split_keywords(found.get("keywords", ()))
    if "doi" not in found:
        found["doi"] = _texts(_deep(item.value.get("externalIds"), "DOI"))
    found.setdefault("id", [item.key])
    return Draft(item.line, "", fields.to_paper(found))


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
        names = ("date-parts", "raw", "name", "display_name", "value", "url")
        return next((_texts(value[n]) for n in names if value.get(n)), [])
    return []


def _person(value: Any) -> str:
    """A name from CSL (family, given, literal), Semantic Scholar (name), Zotero and others."""
    if not isinstance(value, Mapping):
        return " ".join(_texts(value))
    family = " ".join(
        str(value[k]) for k in ("non-dropping-particle", "family", "lastName", "last") if value.get(k)
    )
    given = next((str(value[k]) for k in ("given", "firstName", "first") if value.get(k)), "")
    if family:
        return f"{family}, {given}" if given else family
    whole = next((value[k] for k in ("literal", "name", "display_name", "author") if value.get(k)), "")
    return " ".join(_texts(whole))


def _deep(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None
