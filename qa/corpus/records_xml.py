"""EndNote's and PubMed's XML. Entity declarations are refused, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

from qa.corpus import fields
from qa.corpus.fields import Draft, Reading
from qa.corpus.source import Source
from qa.errors import CorpusError

# The end of an element's path below its record, and the field it fills.
_PATHS: Mapping[str, str] = MappingProxyType(
    {
        # EndNote
        "titles/title": "title",
        "abstract": "abstract",
        "authors/author": "authors",
        "dates/year": "year",
        "titles/secondary-title": "venue",
        "periodical/full-title": "venue",
        "urls/related-urls/url": "url",
        "electronic-resource-num": "doi",
        "keywords/keyword": "keywords",
        "rec-number": "id",
        # PubMed
        "MedlineCitation/PMID": "id",
        "Article/ArticleTitle": "title",
        "Article/Abstract/AbstractText": "abstract",
        "AuthorList/Author/LastName": "authors",
        "AuthorList/Author/ForeName": "given",
        "AuthorList/Author/CollectiveName": "authors",
        "JournalIssue/PubDate/Year": "year",
        "JournalIssue/PubDate/MedlineDate": "year",  # "2003 Jan-Feb"
        "Journal/Title": "venue",
        "Article/ELocationID": "doi",
        "PubmedData/ArticleIdList/ArticleId": "doi",  # a reference has a list of its own, deeper
        "KeywordList/Keyword": "keywords",
        # PubMed's books and their chapters
        "BookDocument/PMID": "id",
        "BookDocument/ArticleTitle": "title",
        "BookDocument/Abstract/AbstractText": "abstract",
        "Book/PubDate/Year": "year",
        "Book/BookTitle": "book",
    }
)
_RECORDS = frozenset({"record", "PubmedArticle", "PubmedBookArticle"})
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass
class _Reader:
    """What expat calls; collects the texts of a record by the field they fill."""

    parser: expat.XMLParserType
    offset: int  # lines before what the parser sees
    drafts: list[Draft] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    record: dict[str, list[str]] | None = None
    line: int = 0
    target: str = ""
    depth: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.record is None:
            if name in _RECORDS:
                self.record, self.line, self.path = {}, self.parser.CurrentLineNumber + self.offset, []
            return
        editors = name == "AuthorList" and attributes.get("Type") == "editors"
        self.path.append("EditorList" if editors else name)
        found = self._field()
        if found == "given" and self.record.get("authors"):
            self.target, self.depth = "authors", len(self.path)
            self.record["authors"][-1] += ", "
        elif found and not self.target:
            self.target, self.depth = found, len(self.path)
            label = attributes.get("Label", "")
            self.record.setdefault(found, []).append(f"{label}: " if label else "")

    def end(self, _name: str) -> None:
        if self.record is None:
            return
        if not self.path:
            self.drafts.append(_draft(self.record, self.line))
            self.record = None
            return
        if len(self.path) == self.depth:
            self.target, self.depth = "", 0
        self.path.pop()

    def text(self, data: str) -> None:
        if self.record is not None and self.target:
            self.record[self.target][-1] += data

    def _field(self) -> str:
        for length in (1, 2, 3):
            found = _PATHS.get("/".join(self.path[-length:]))
            # "abstract" alone must be the record's own child.
            if found and (length > 1 or len(self.path) == 1):
                return found
        return ""


def read_xml(source: Source) -> Reading:
    """Reads EndNote's ``record``, PubMed's ``PubmedArticle`` and ``PubmedBookArticle`` elements."""
    if _ENTITY.search(source.text):
        raise CorpusError(f"{source.name}: declares XML entities, which is not accepted; export it again.")
    # The text is decoded already; the encoding that the file names no longer holds.
    declaration = _DECLARATION.match(source.text)
    body = source.text[declaration.end() :] if declaration else source.text
    offset = source.text[: declaration.end()].count("\n") if declaration else 0
    parser = expat.ParserCreate()
    reader = _Reader(parser, offset)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(body.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        line = error.lineno + offset
        reason = expat.ErrorString(error.code)
        if not reader.drafts:
            raise CorpusError(
                f"{source.name}:{line}: not valid XML ({reason}); export the papers again."
            ) from error
        skipped = source.skipped(line, f"not valid XML ({reason}); nothing below could be read")
        return Reading(tuple(reader.drafts), (skipped,))
    if not reader.drafts:
        reason = "no <record> (EndNote) and no <PubmedArticle> (PubMed) in it"
        return Reading((), (source.skipped(1, reason),))
    return Reading(tuple(reader.drafts))


def _draft(record: dict[str, list[str]], line: int) -> Draft:
    # PubMed gives each section of an abstract an element.
    # A chapter is a paper within its book; a book without chapters is the paper itself.
    record.setdefault("venue" if "title" in record else "title", record.get("book", []))
    record["abstract"] = ["\n".join(text.strip() for text in record.get("abstract", ()))]
    return Draft(line, "", fields.to_paper(record))
