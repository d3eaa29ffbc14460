"""Questions about the records themselves: how many there are, the longest, is this title there, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.asked.available import code_asked
from qa.asked.grammar import NUMBERS, RANKS, Form, bare, expand, matches
from qa.asked.phrases import is_vague, quoted
from qa.asked.request import CollectionRequest, Detail, Field, Order, Want
from qa.mentions import is_name

_HAVE = (
    r"(?:have|has|hold|contain|include|know(?: of| about)?|cover|search(?: in)?|see|read|got|include[sd]?"
    r"|loaded"
    r"|indexed|available)"
)


@dataclass(frozen=True)
class Whole:
    """A form that asks for the whole collection, and what it wants of it."""

    want: Want
    form: Form


WHOLE = (
    Whole("duplicates", Form("are there duplicates?",
          r"(?:(?:are|is) there |any |list |show (?:me )?|find )*(?:any |the )*(?:papers?"
          r" )?(?:duplicated?s?|duplicate (?:<record>|titles?|abstracts?))(?: <record>)?<here>")),
    Whole("duplicates", Form("do any two papers share a title?",
          r".*\b(?:same title|same abstract|same paper (?:twice|two times|more than once)|share (?:a|their|the same|one) (?:title|abstract)|(?:listed|loaded|imported|added|entered|saved|got in|come up"
          r"|included|appears?|occurs?|stored|is|are) (?:here |in )?(?:twice|two times|double|more than once"
          r"|duplicated))<here>")),
    Whole("count", Form("how many papers do you have?",
          r"(?:how many|(?:what(?:'s| is) )?(?:the )?(?:total )?(?:number|count) of|count(?: all)?) (?:of"
          r" )?(?:the )?(?:different |distinct |research |scientific |total )?<record>"
          rf"(?: (?:(?:are|is|were|do|does|did|have|has|can|it|this|the|there|you|u|we|i) )*(?:<collection>"
          rf" )?(?:(?:are|is) there|there|{_HAVE})| (?:are|is))?<here>")),
    Whole("count", Form("are there over a hundred papers?",
          r"(?:do|does|are|is|have|has) (?:(?:we|you|it|there|they|the <collection>) )?(?:have |hold |contain |got )?(?:really )?(?:over|above|more than|less than|fewer than|under"
          r"|at least|at most|about|around) (?:an? )?(?:few )?(?:\d+|hundreds?|thousands?|dozens?)(?: of)? <record>\b[^.?]*")),
    Whole("count", Form("how big is the collection?",
          r"how (?:big|large|long) is (?:the|this|your) (?:paper )?<collection>|(?:what(?:'s| is)"
          r" )?(?:the )?size of (?:the|this|your) <collection>|how many(?: are there)?")),
    Whole("list", Form("list all titles",
          r"(?:list|show|give|name|print|display|enumerate)(?: me| us)?(?: all| every| each)?(?: of)?(?:"
          r" the| your| these)?(?: full list of)? <record><here>"
          r"|(?:(?:list|show|give|name|print)(?: me| us)? )?(?:the )?(?:all|full list of|list of all|list"
          r" of|a list of|titles of all|titles of)(?: of)?(?: the)? <record><here>|everything you have")),
    Whole("list", Form("which papers are here?",
          rf"(?:what|which) (?:are (?:all )?(?:the|your) )?<record>(?: (?:are (?:there|here|included"
          rf"|available|indexed|loaded)|(?:do|have) (?:you|we) {_HAVE}|does (?:it|this|the <collection>)"
          rf" {_HAVE}))?<here>"
          rf"|what(?:'s|s| is| are| does)? (?:in )?(?:the|this|your) <collection>(?: {_HAVE})?|what(?:'s|s|"
          rf" is) in (?:here|it|there)|what do (?:you|u) have(?: here| in here)?")),
    Whole("length", Form("what is the average length of an abstract?",
          r"(?:(?:what|how)(?:'s|s| is| are| long (?:is|are))? )?(?:the )?(?:average|mean|typical|median) (?:(?:word )?(?:length|size"
          r"|number of words)(?: (?:of|in) (?:an?|the|these|your|all)?(?: ?the)?)? ?<record>"
          r"|<record>(?:'s)?(?: (?:word )?(?:length|size|count))?),?(?: in words)?<here>"
          r"|how (?:long|big) are (?:the|these|your) <record>(?: on average| typically| usually)?<here>")),
    Whole("topics", Form("what is this collection about?",
          r"what(?: is| are|'s|s) (?:the|this|these|your) (?:whole |paper )?(?:<collection>|papers|abstracts)"
          r"(?: all)? (?:about|on)(?:,? (?:roughly|mostly|mainly|overall|in short|broadly|in general))?|what (?:topics?|subjects?|themes?|fields?|areas?)"
          r" (?:are|is|do|does) (?:there|you|we|it|covered|treated|in|(?:the|this|these|your)"
          r" (?:<collection>|papers))\b.*"
          r"|what (?:topics?|subjects?|themes?|fields?|areas?) (?:does|do|is|are) (?:this|it|that|you|the \w+)(?: \w+)? (?:cover|about|treat|include|hold|span)(?:ed|s)?"
          r"(?:,? (?:roughly|mostly|mainly|overall|in short|broadly|in general))?"
          r"|what (?:do|does) (?:this|the|these|your|our) (?:<collection>|papers|abstracts) (?:cover|treat|deal with|span)"
          r"(?:,? (?:roughly|mostly|mainly|overall|in short|broadly|in general))?"
          r"|(?:.*\b(?:idea|overview|list|outline) of )?(?:the )?(?:main |broad |general )?(?:topics|subjects|themes|areas)(?: that)? (?:these|the|your|this|our) (?:papers|abstracts|<collection>)"
          r" (?:covers?|treats?|deals? with|spans?|is about|are about)"
          r"|(?:what (?:is|are) the )?(?:main )?(?:topics|themes|subjects)(?: (?:covered"
          r"|treated))?<here>")),
    Whole("fields", Form("are authors recorded?",
          r"(?:are|is) (?:(?:the|any|their) )?(?:names? of (?:the )?authors?|authors?(?:'s?)?(?: names?)?|(?:publication )?(?:years?|dates?)|venues?|journals?|dois?)"
          r"(?: and (?:the )?\w+)? (?:stored|recorded|kept|known|available|included|there|listed|given|saved)\b.*"
          r"|.*\b(?:authors?|years?|dates?|venues?|journals?|dois?)\b.*[.?!,] (?:do|does) (?:it|you|they|(?:the|this|your) <collection>|(?:the|these) <record>)"
          r" (?:have|contain|hold|give|list|include) (?:them|these|those|that|it)")),
    Whole("fields", Form("what is recorded of every paper?",
          r"(?:what|which)\b(?:(?: \w+){0,4} (?:fields|metadata)\b(?! of (?:study|research|science)).*|(?: \w+){0,3} field (?:is|are|do|does|has|have)\b.*|.*\b(?:(?:is|are|do you|do we|you) (?:\w+ly )?(?:kept|stored|recorded|known|keep|store|record|know|have|there)"
          r" (?:about|of|for|on) (?:every|each|a|an|the|all(?: the)?) <record>)\b.*)")),
    Whole("fields", Form("do the records have authors?",
          r"(?:do|does|have|has|are) (?:(?:the|these|your|all|any|of) )*(?:<record>|<collection>) (?:have|give|list|name|contain|record|include"
          r"|come with|show|hold|recorded with)s? (?:(?:any|the|their|an?) )*(?:authors?|authors?' names|years?|dates?|venues?|journals?|dois?)\b.*")),
    Whole("authors", Form("who are the most frequent authors?",
          r"(?:(?:who|which|what)<is>? )?(?:the )?(?:most (?:frequent|prolific|common)|top|main|busiest) authors?<here>"
          r"|(?:who|(?:which|what) (?:authors?|person|people|researchers?))(?: (?:has|have|wrote|published|is on|are on|appears? (?:in|on)|stands? on|with))+"
          r" (?:the )?most <record><here>")),
    Whole("venues", Form("which journals occur?", r"(?:which|what) (?:journals?|venues?|conferences?)\b(?: (?:occur|appear|are|is|there|included|covered"
          r"|represented|most|often|frequently|do|does|you|it|have|has|common|in|the))*<here>"
          r"|(?:the )?(?:most (?:frequent|common)|top|main) (?:journals?|venues?|conferences?)<here>")),
    Whole("years", Form("which years does the collection cover?", r"(?:what|which) (?:range of |time"
        r" )?(?:years?|period|time ?span)\b.*\b(?:<collection>|<record>|cover(?:ed)?|span)\b.*")),
)  # fmt: skip


def whole(text: str) -> CollectionRequest | None:
    """Its size, its list, its topics: what needs no condition."""
    for row in WHOLE:
        if row.form.regex.fullmatch(text):
            listed_titles = row.want in ("list", "length") and re.search(r"\btitles\b", text, re.IGNORECASE)
            return CollectionRequest(row.want, "title" if listed_titles else "paper")
    return None


_ORDERS: Mapping[str, Order] = {
    "newest": "newest", "latest": "newest", "most recent": "newest", "oldest": "oldest", "earliest": "oldest",
    "longest": "longest", "shortest": "shortest", "most": "longest", "fewest": "shortest", "least": "shortest",
    "first": "first",
}  # fmt: skip
_ORDER = r"(?P<order>newest|latest|most recent|oldest|earliest|longest|shortest)"
_NUMBER = rf"(?:\d+|{'|'.join(NUMBERS)})"
ORDER_FORMS = (
    Form("what is the longest abstract?",
         rf"(?:(?:what|which)<is>? |show (?:me )?|list |give me |how (?:long|short) is |how many words"
         rf" (?:has|does|are in) )?"
         rf"(?:the )?(?:(?P<rank>{'|'.join(RANKS)})[ -])?(?:(?P<n>{_NUMBER}) )?{_ORDER} (?:(?P<m>{_NUMBER}) )?(?P<of><record>)(?:"
         rf" have)?<here>"),
    Form("which paper has the longest title?",
         rf"(?:what|which) (?P<n>)(?P<m>)(?P<own>(?:<record>)(?:'s)?(?: titles?| abstracts?)?) (?:is|are|has|have|was) (?:the )?{_ORDER}(?:"
         rf" (?P<of>title|abstract)s?)?<here>"),
    Form("show the first five papers",
         rf"(?:(?:show|list|give|name|print)(?: me)? )?(?:the |any |some )?(?P<order>first )?(?P<n>{_NUMBER}) (?P<m>)(?P<of><record>)<here>"),
    Form("which paper comes first?",
         r"(?:what|which) (?P<n>)(?P<m>)(?P<of><record>) (?:is|comes|stands|goes|is listed|appears) (?:the )?(?:very )?(?P<order>first)"
         r"(?: (?:in|on|of) (?:the|your|this|our) <collection>)?<here>"
         r"|(?:what(?:'s| is|s)|show me|give me) the (?:very )?first <record>(?: (?:in|on|of) (?:the|your|this|our) <collection>)?<here>"),
    Form("which abstract has the most words?",
         r"(?:what|which) (?P<n>)(?P<m>)(?P<of><record>) (?:has|have|is|uses?) (?:the )?(?P<order>most|fewest|least) words<here>"),
)  # fmt: skip


def ordered(text: str) -> CollectionRequest | None:
    """The newest, the oldest, the longest, the shortest."""
    for _, match in matches(ORDER_FORMS, text):
        number = (match["n"] or match["m"] or "1").lower()
        limit = int(number) if number.isdigit() else NUMBERS[number]
        of = f"{match['of'] or ''} {match.groupdict().get('own') or ''}".lower()
        field: Field = "title" if re.search(r"\btitle", of) else "abstract"
        order = _ORDERS[(match["order"] or "first").strip().lower()]
        skip = RANKS.get((match.groupdict().get("rank") or "").lower(), 0)
        return CollectionRequest(field=field, order=order, limit=limit, skip=skip)
    return None


_CALLED = r"(?:titled|called|entitled|named|with (?:the )?title)"
TITLE_FORMS = (
    Form('is there a paper called "X Y"?', rf"(?:is|are|was) (?:there )?(?:(?:the|an?|any) )?(?:<record>"
        rf" )?{_CALLED} (?P<x>.+?)<here>"),
    Form("is X among the papers?",
         rf"(?:is|are|was) (?:the (?:<record> )?(?:{_CALLED} )?)?(?P<x>.+?) (?:(?:one|part|some) of"
         rf" (?:the|these|your|this|our)\b.*|among\b.*"
         r"|(?:included|present|contained|found|available|listed|indexed)(?: (?:in|among)\b.*| here)?|in"
         r" (?:the|this|your|our) (?:paper )?<collection>|in here|here|there)(?:, (?:i mean|that is|i\.e\.) .+)?"),
    Form('do you have "X Y"?',
         rf"(?:do|does|did|have|has) (?:you|we|it|i|they|(?:the|this|your) <collection>) (?:(?:actually"
         rf"|also|already) )?(?:have|hold|contain|include|know(?: of)?|cover|got|carry|list)"
         rf" (?:(?:the|an?|any) <record> {_CALLED} )?(?P<x>.+?)<here>"),
    Form("which paper is X from, and is it here?", r"(?:which|what) (?:<paper>|one) (?:is|does|did|was) (?P<x>\S+(?: \S+){0,2}?) (?:from|come from|introduced in"
        r"|presented in|proposed in),? (?:and|&) (?:is|do) .*"),
    Form('which paper is called "X Y"?', rf"(?:which|what) <record> (?:is|are) {_CALLED} (?P<x>.+)"),
    Form('find the paper "X Y"', rf"(?:find|search for|look (?:up|for)|check for) (?:the )?<record>"
        rf" (?:{_CALLED} )?(?P<x><quote>.+<quote>)"),
    Form('"X Y" is part of the collection', r"(?P<x><quote>.+<quote>) is (?:(?:one|part|some) of|among|in|included in) .*"),
    Form('"X Y": is it here?', r"(?P<x>.+?) ?[,:;–—-]+ ?(?:is (?:it|that|this) (?:in )?(?:here|there"
        r"|among\b.*|(?:one|part) of\b.*|in (?:the|this|your) <collection>)|do (?:you|we) have (?:it|that(?: one)?))"),
)  # fmt: skip
# "do you have anything on X" asks for a list, "is it in the abstract" for a fact.
_NO_TITLE = re.compile(
    expand(
        r"(?:any|some|more|other|all|which|what|many|a lot|it|this|that|they|there|how|why)\b"
        r"|(?:(?:an?|the|any) )?(?:<record>|literature|anything|something|evidence|results?|information"
        r"|info|data|list) ?"
        r"(?:on|about|that|which|who|by|from|in|for|of|with|using|dealing|concerning|regarding|related"
        r"|where|whose|mention\w*|$)"
    ),
    re.IGNORECASE,
)
_OF_US = re.compile(
    expand(r"\b(?:the|this|these|your|our) (?:<collection>|papers|abstracts|ones)\b"), re.IGNORECASE
)
_ONE_PAPER = re.compile(r"(?:the |an? |that )?(?:paper|article|study|title|one)\b", re.IGNORECASE)
_NAME_WORDS = 2  # a longer phrase of which is asked whether it is here is a title
_AROUND = re.compile(
    r"^(?:the |a )?(?:(?:original|actual|real|first) (?=(?-i:[^a-z])))?(?:(?:paper|article|study) (?:on |about )?)?"
    r"| (?:papers?|articles?|stud(?:y|ies))(?: itself| themselves)?$",
    re.IGNORECASE,
)


def called(text: str) -> CollectionRequest | None:
    """Is there a paper that goes by this title or name?"""
    return _title_of(TITLE_FORMS[:1], text)


def titled(text: str) -> CollectionRequest | None:
    """Is this title in the collection?"""
    return _title_of(TITLE_FORMS, text)


def _title_of(forms: Sequence[Form], text: str) -> CollectionRequest | None:
    for form, match in matches(forms, text):
        within = quoted(match["x"])
        if within:
            return CollectionRequest("title", title=within[0], recalled=is_vague(text))
        title = match["x"] if ":" in match["x"] else _AROUND.sub("", match["x"])
        long = form is TITLE_FORMS[-1] and len(title.split()) > _NAME_WORDS
        sure = is_name(title) or long or (form in TITLE_FORMS[:2] and _OF_US.search(text))
        one = form is TITLE_FORMS[-1] and _ONE_PAPER.match(match["x"])
        if title and sure and (one or not _NO_TITLE.match(match["x"])):
            return CollectionRequest("title", title=title.strip(" ,:;."), recalled=True)
    return None


DETAIL_FORMS: tuple[tuple[Detail, Form], ...] = (
    ("authors", Form("who wrote X?", r"who(?: all)? (?:wrote|authored|published|co-?authored|made|created|is the"
        r" author of|are the authors of) (?P<x>.+)"
     r"|(?:list |name |give me )?(?:(?:who|what) are )?(?:the )?authors? of (?P<z>.+)|by whom (?:is|was)"
     r" (?P<y>.+?)(?: written)?")),
    ("year", Form("when was X published?", r"(?:when|in (?:which|what) year|what year) (?:was|were|did"
        r"|is) (?P<x>.+?) (?:published|written|released|appear|come out|from)"
     r"|(?:what(?:'s| is) )?(?:the )?(?:publication )?(?:year|date) of (?P<z>.+)|how old is (?P<y>.+)")),
    ("venue", Form("where was X published?", r"(?:where|(?:at|in) (?:which|what) (?:conference|journal"
        r"|venue|workshop)) (?:was|were|did|is) (?P<x>.+?) (?:published|presented|appear|accepted)"
     r"|(?:what(?:'s| is) )?(?:the )?(?:venue|journal|conference) of (?P<z>.+)|(?:which|what)"
     r" (?:conference|journal|venue) (?:published|accepted) (?P<y>.+)")),
    ("doi", Form("what is the DOI of X?", r"(?:what(?:'s| is) )?(?:the )?doi (?:of|for) (?P<x>.+)")),
)  # fmt: skip
# The same in other forms, where nothing but the name of the paper is left to look up.
_DETAIL_WORDS: tuple[tuple[Detail, str], ...] = (
    (
        "authors",
        r"\bauthors?\b|\bwho (?:wrote|made|published|created|is behind)\b|\bwritten by\b|\baffiliat\w+",
    ),
    ("venue", r"\b(?:venue|journal|conference|workshop)\b|\b(?:published|appeared|presented) (?:at|in)\b"),
    ("year", r"\b(?:which|what) year\b|\bhow old\b|\bwhen (?:was|did)\b"),
    ("doi", r"\bdoi\b"),
)
_PART = re.compile(
    r"\b(?:code|data|dataset|data set|model|weights|software|first|idea|method) (?:of|for"
    r"|behind|in)\b",
    re.IGNORECASE,
)


def detail_asked(question: str) -> Detail:
    """The detail of a named paper's record that is asked for, empty if none is."""
    text = bare(question)
    return next((d for d, form in DETAIL_FORMS if form.regex.fullmatch(text) and not _PART.search(text)), "")


def detail_meant(question: str) -> Detail:
    """The detail that its words ask for, in whatever form, empty if none does."""
    return next((detail for detail, words in _DETAIL_WORDS if re.search(words, question, re.IGNORECASE)), "")


# "the paper on grafting": told, not named.
_TOLD = expand(
    r"(?:the|that|this) (?:[\w-]+ ){0,2}?(?:<paper>|meta-?analysis|review|survey|method|model|tool|one)"
    r" (?:on|about|by|that|which|with|from|where|in which|of|for) .+"
)
_DESCRIBED = re.compile(_TOLD, re.IGNORECASE)
_TERSE = re.compile(
    expand(r"(?!(?:<wh>|<aux>|the)\b)(?:[\w-]+ ){1,4}?<paper>\b"), re.IGNORECASE
)  # "grafting paper"
_DESCRIBED_THEN = re.compile(
    rf"{_TOLD}?(?=(?: (?:is|are|been|made|publicly|public|available|out|open|online|released|shared|published|yet"
    r"|anywhere|somewhere|free|there)\b|[,;:].*)*$)",
    re.IGNORECASE,
)


def detail_of_one(question: str) -> tuple[Detail, str] | None:
    """The detail that is asked of a paper's record, and the words that describe the paper; None for any other question."""
    text = bare(question)
    for detail, form in DETAIL_FORMS:
        match = form.regex.fullmatch(text)
        said = next((x for x in match.groups() if x), "") if match else ""
        if _DESCRIBED.fullmatch(said):
            return detail, said
    told = _DESCRIBED_THEN.search(text) or _TERSE.match(text)
    if told and code_asked(text.replace(told[0], "")):
        return "code", told[0]
    return None
