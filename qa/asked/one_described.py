"""What is asked of the record or of the length of one paper that is described: "who wrote the review on grafting?"."""

from __future__ import annotations

from qa.asked.grammar import Form, matches
from qa.asked.order import counted_in
from qa.asked.records import details_besides
from qa.asked.request import CollectionRequest, Detail, Field

_TYPE = r"(?:<paper>|review|survey|overview|editorial|thesis|book|chapter|meta-?analysis|letter)"
# By whom a paper is tells it as well, but of that its record is asked.
_X = rf"(?P<x>(?:the|that|this) (?:[\w-]+ ){{0,4}}?{_TYPE} (?!by\b|from\b|in\b)[a-z]+ .+?)"
_WRITTEN = r"(?:wrote|written|authored|published|made|created|composed)"
_DETAILS: tuple[tuple[Detail, tuple[Form, ...]], ...] = (
    ("authors", (
        Form("who wrote the review on grafting?",
             rf"(?:by )?whom?(?: (?:has|have|is|are|was|were))? (?:{_WRITTEN}|behind|the authors? of) {_X}(?:,? and when)?"),
        Form("by whom was the review on grafting written?", rf"by whom (?:is|was|were) {_X} {_WRITTEN}"),
        Form("what are the authors of the review on grafting?", rf"(?:what|which) (?:is|are|were) the authors? of {_X}"),
    )),
    ("year", (
        Form("when was the review on grafting published?", rf"(?:when|(?:in )?(?:what|which) year) (?:was|is|did) {_X} (?:published|printed|written|come out|appear)"),
    )),
    ("venue", (
        Form("where was the review on grafting published?", rf"(?:where|in (?:what|which) (?:journal|venue)) (?:was|is|did) {_X} (?:published|printed|appear|come out)"),
    )),
)  # fmt: skip
_FIELD = r"(?P<of>abstract|title|summary)"
_COUNTED = r"(?:words|characters|letters|sentences)"
_ONE = r"(?!(?:the )?(?:each|every|all|any|average|typical|an?|its?|their|this|these|those|longest|shortest|first|last|papers|<collection>)\b)(?P<x>.+?)"
_SIZES = (
    Form("how long is the abstract of the hive paper?", rf"how long is the {_FIELD} (?:of|for|in) {_ONE}"),
    Form("how long is the hive paper's abstract?", rf"how long is {_ONE}(?:'s)? {_FIELD}"),
    Form("how many words has the abstract of the hive paper?",
         rf"how many {_COUNTED} (?:(?:does|do|has|have|is|are|there|in) )+the {_FIELD} (?:of|for|in) {_ONE}(?: (?:have|has|contain|count|run to))?"),
    Form("what is the length of the abstract of the hive paper?",
         rf"(?:what(?:'s| is) )?(?:the )?(?:length|word count|number of {_COUNTED}) (?:of|in) the {_FIELD} (?:of|for|in) {_ONE}"),
)  # fmt: skip


def of_one_described(text: str) -> CollectionRequest | None:
    """What is asked of the record or the length of the paper that a text describes, or None."""
    for detail, forms in _DETAILS:
        for _, match in matches(forms, text):
            told = details_besides(text, detail)
            return CollectionRequest("detail", title=match["x"], detail=detail, told=told)
    for _, match in matches(_SIZES, text):
        field: Field = "title" if match["of"].lower() == "title" else "abstract"
        return CollectionRequest("size", field, title=match["x"], unit=counted_in(text))
    return None
