"""Questions about the collection itself, as a small form that can be answered exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from qa.mentions import is_name

Want = Literal["list", "count", "any", "title", "duplicates", "topics", "years"]
Field = Literal["title", "abstract", "paper"]  # "paper": the title or the abstract
Link = Literal["", "url", "code", "released"]
Order = Literal["", "newest", "oldest", "longest", "shortest"]


@dataclass(frozen=True)
class CollectionRequest:
    """What is wanted, and the conditions that a paper must meet; an empty one does not limit.

    ``phrases`` must all be mentioned in ``field``, or any of them if ``either``; with
    ``opening``, in its first sentence, word by word. ``negated`` turns the conditions round.
    ``title`` is the title asked for when ``want`` is "title".
    """

    want: Want = "list"
    field: Field = "paper"
    phrases: tuple[str, ...] = ()
    either: bool = False
    opening: bool = False
    negated: bool = False
    link: Link = ""
    years: tuple[int | None, int | None] = (None, None)
    author: str = ""
    order: Order = ""
    limit: int = 1
    title: str = ""


_NOUN = r"(?:papers?|abstracts?|articles?|stud(?:y|ies)|works?|publications?|records?|titles?|entries|documents?|ones)"
_HOLD = r"(?:collection|corpus|library|database|data\s*base|data\s*set|set|index|list|folder|archive|bibliography)"
_HERE = (
    rf"(?:\s+(?:(?:in|of|from|within|across|among|amongst)\s+(?:(?:all\s+)?(?:of\s+)?(?:the|this|that|your|our|my|these|those)"
    rf"(?:\s+(?:whole|entire|current))?(?:\s+(?:paper|abstract))?\s+(?:{_HOLD}|papers|abstracts)|these|here|there|it)"
    r"|here|in\s+total|altogether|in\s+all|overall|at\s+all|anywhere|(?:that\s+)?(?:do\s+)?you\s+(?:have|hold|know(?:\s+of)?)|currently|there))+"
)
_ANY_HERE = rf"(?:{_HERE})?"
_WORD_OF = r"(?:the\s+)?(?:exact\s+)?(?:words?|phrases?|terms?|strings?|names?|acronyms?|abbreviations?|expressions?)"
_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]+)[\"”“»]|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)")
_LITERAL = (
    r"(?:mention(?:s|ed|ing)?|nam(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|refer(?:s|red|ring)?\s+to|sa(?:y|ys|id|ying)"
    rf"|(?:use|uses|using|contain|contains|containing|include|includes|including|have|has|having|with|feature|features|featuring)\s+(?={_WORD_OF}\b|[\"“'])"
    r"|(?:explicitly\s+)(?:use|discuss)s?)"
)
_RUN_ON = (
    r"(?:(?:report|give|list|present|show|publish|state|provide)(?:s|ed|ing)?\s+(?:any\s+|their\s+|its\s+)?(?:results?|scores?|numbers?|figures?"
    r"|accurac(?:y|ies)|gains?|experiments?|evaluations?|improvements?|performance)\s+(?:on|for|with|over)"
    r"|(?:report|evaluate|test|benchmark|experiment|measure|validate|train)(?:s|d|ed|ing)?\s+(?:on|with|against)"
    r"|(?:is|are|was|were|been|being)\s+(?:evaluated|tested|benchmarked|measured|validated)\s+on|results?\s+on|scores?\s+on|experiments?\s+on)"
)
_TITLE_HAS = r"(?:mention|contain|include|say|have|has|with|use|name|feature|hold|carry|containing|including|mentioning)s?"

_HEAD_COUNT = re.compile(
    r"^(?:how\s+many|how\s+much|count|what(?:'s|\s+is)?\s+(?:the\s+)?number|(?:the\s+)?number\s+of|in\s+how\s+many)\b",
    re.I,
)
_HEAD_ANY = re.compile(r"^(?:is|are|do|does|did|has|have|can|any|was|were)\b", re.I)


def parse_request(question: str) -> CollectionRequest | None:
    """The request that a question about the collection makes, or None for any other question.

    ``question`` has its polite frame taken off (see :func:`qa.framing.strip_frame`).
    """
    text = question.strip().rstrip("?.! ")
    for reader in _READERS:
        request = reader(text)
        if request is not None:
            return request
    return None


def _want(text: str) -> Want:
    if re.search(r"\bhow\s+many\b", text, re.I) or _HEAD_COUNT.match(text):
        return "count"
    return "any" if _HEAD_ANY.match(text) else "list"


def _full(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.I) is not None


def _duplicates(text: str) -> CollectionRequest | None:
    if re.search(
        rf"\bduplicate[sd]?\b.*\b{_NOUN}|\b{_NOUN}\b.*\b(?:duplicate[sd]?|twice|more\s+than\s+once)\b(?!\s+\w+\s+\w+\s+\w+)"
        r"|\bsame\s+title\b|^(?:are\s+there\s+|any\s+|list\s+|show\s+(?:me\s+)?)*(?:the\s+)?duplicates?"
        + _ANY_HERE
        + "$",
        text,
        re.I,
    ):
        return CollectionRequest(want="duplicates")
    return None


def _whole(text: str) -> CollectionRequest | None:
    """All of it: its size, its list, what it is about, which years it covers."""
    if _full(
        rf"(?:how\s+many|(?:what(?:'s|\s+is)\s+)?(?:the\s+)?(?:total\s+)?(?:number|count)\s+of|count(?:\s+all)?)\s+(?:the\s+)?(?:\w+\s+)?{_NOUN}"
        rf"(?:\s+(?:are|is|were|do|does|did|have|has|can)?\s*(?:there|you|we|i|it|this|the)?\s*(?:{_HOLD}\s*)?(?:have|has|hold|contain|include|know(?:\s+of|\s+about)?|cover|search(?:\s+in)?|see|read|got|include[sd]?|loaded|indexed|available)?)?{_ANY_HERE}"
        rf"|how\s+(?:big|large)\s+is\s+(?:the|this|your)\s+(?:paper\s+)?{_HOLD}|(?:the\s+)?size\s+of\s+(?:the|this|your)\s+{_HOLD}"
        rf"|(?:what(?:'s|\s+is)\s+the\s+size\s+of)\s+(?:the|this|your)\s+{_HOLD}|how\s+many(?:\s+are\s+there)?",
        text,
    ):
        return CollectionRequest(want="count")
    if _full(
        rf"(?:(?:list|show|give|name|print|display|enumerate)(?:\s+me|\s+us)?\s+(?:all|every|each|the)?(?:\s+of)?\s*(?:the|your|these)?\s*(?:full\s+list\s+of\s+)?{_NOUN}"
        rf"|(?:what|which)\s+(?:are\s+(?:all\s+)?(?:the|your)\s+)?{_NOUN}(?:\s+(?:are\s+(?:there|here|included|available|indexed|loaded)|do\s+you\s+(?:have|know|hold|cover)|have\s+you\s+got|does\s+(?:it|this|the\s+{_HOLD})\s+(?:have|contain|hold|include)))?"
        rf"|(?:what|which\s+{_NOUN})(?:'s|\s+is|\s+are)?\s+(?:(?:in|does)\s+(?:the|this|your)\s+{_HOLD}(?:\s+contain|\s+hold|\s+have)?|in\s+here|in\s+it)|what\s+do\s+you\s+have|(?:all|full\s+list\s+of)\s+(?:the\s+)?{_NOUN}|everything(?:\s+you\s+have)?){_ANY_HERE}",
        text,
    ):
        return CollectionRequest(
            want="list", field="title" if re.search(r"\btitles\b", text, re.I) else "paper"
        )
    if _full(
        rf"what\s+(?:is|are)\s+(?:the|this|these|your)\s+(?:whole\s+|paper\s+)?(?:{_HOLD}|papers|abstracts)\s+(?:about|on)|what\s+(?:topics?|subjects?|themes?|fields?|areas?)\s+(?:are|is|do|does)\b.*"
        rf"|(?:what\s+(?:is|are)\s+the\s+)?(?:main\s+)?(?:topics|themes|subjects)(?:\s+(?:covered|treated))?{_ANY_HERE}",
        text,
    ):
        return CollectionRequest(want="topics")
    if _full(
        rf"(?:what|which)\s+(?:range\s+of\s+|time\s+)?(?:years?|period|time\s*span)\b.*\b(?:{_HOLD}|{_NOUN}|cover(?:ed)?|span)\b.*",
        text,
    ):
        return CollectionRequest(want="years")
    return None


_TITLE_FRAMES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:is|are|was)\s+(?:there\s+)?(?:the|an?|any)?\s*(?:{_NOUN}\s+)?(?:titled|called|entitled|named|with\s+(?:the\s+)?title)\s+(?P<t>.+)",
        rf"(?:is|are|was)\s+(?:the\s+(?:{_NOUN}\s+)?(?:titled\s+|called\s+|entitled\s+|named\s+)?)?(?P<t>.+?)\s+(?:(?:one|part|some)\s+of\s+(?:the|these|your|this|our)\b.*|among\b.*"
        rf"|(?:included|present|contained|found|available|listed|indexed)(?:\s+(?:in|among)\b.*|\s+here)?|in\s+(?:the|this|your|our)\s+(?:paper\s+)?{_HOLD}|in\s+here|here|there)",
        rf"(?:do|does|did|have|has)\s+(?:you|we|it|i|they|(?:the|this|your)\s+{_HOLD})\s+(?:actually\s+|also\s+|already\s+)?(?:have|hold|contain|include|know(?:\s+of)?|cover|got|carry|list)\s+"
        rf"(?P<the>(?:the|an?|any)\s+{_NOUN}\s+(?:titled\s+|called\s+|entitled\s+|named\s+|with\s+(?:the\s+)?title\s+)?)?(?P<t>.+)",
        rf"(?:which|what)\s+{_NOUN}\s+(?:is|are)\s+(?:titled|called|entitled|named)\s+(?P<t>.+)",
        rf"(?:find|search\s+for|look\s+(?:up|for)|check\s+for)\s+(?:the\s+)?{_NOUN}\s+(?:titled|called|entitled|named)\s+(?P<t>.+)",
        rf"(?P<t>.+?)\s*[,:;–—-]+\s*(?:is\s+(?:it|that|this)\s+(?:in\s+)?(?:here|there|among\b.*|in\s+(?:the|this|your)\s+{_HOLD})|do\s+you\s+have\s+(?:it|that(?:\s+one)?))",
    )
)
# "do you have anything on X" asks for a list, "is it in the abstract" for a fact.
_NO_TITLE = re.compile(
    rf"^(?:(?:any|some|more|other|all|which|what|many|a\s+lot)\b|(?:an?\s+|the\s+|any\s+)?(?:{_NOUN}|papers|literature|anything|something|evidence|results?|information|info|data|list)\s*"
    r"(?:on|about|that|which|who|by|from|in|for|of|with|using|dealing|concerning|regarding|related|where|whose|mention\w*|$)|it\b|this\b|that\b|they\b|there\b|how\b|why\b)",
    re.I,
)


def _title(text: str) -> CollectionRequest | None:
    """Is this title in the collection?"""
    for frame in _TITLE_FRAMES:
        match = frame.fullmatch(text)
        if not match:
            continue
        phrase = re.sub(_ANY_HERE + r"\s*$", "", match["t"], flags=re.I).strip(" ,:;")
        quoted = _QUOTED.search(phrase)
        if quoted:
            return CollectionRequest(want="title", title=(quoted[1] or quoted[2]).strip(" .,;"))
        phrase = re.sub(
            r"^(?:the|a)\s+(?:paper|article|study)\s+(?:on\s+)?|\s+(?:paper|article|study)$",
            "",
            phrase,
            flags=re.I,
        )
        if phrase and is_name(phrase) and not _NO_TITLE.match(match["t"]):
            return CollectionRequest(want="title", title=phrase)
    return None


def _links(text: str) -> CollectionRequest | None:
    """Papers that give an address, or release their code."""
    noun = r"(?:git\s?hub|gitlab|bitbucket|zenodo|hugging\s?face|code|repo(?:sitor(?:y|ies))?|urls?|hyperlinks?|links?|web\s?(?:site|page|address)\w*|project\s+pages?|implementations?|software)"
    match = re.search(
        rf"\b(?:{_NOUN}|how\s+many|who|any(?:body|one)?)\b.*?\b(?P<not>(?:do(?:es)?\s+not|don't|doesn't|without|no|lack)\s+(?:\w+\s+)??)?"
        r"(?:giv(?:e|es|ing)|provid(?:e|es|ing)|ha(?:s|ve|ving)|includ(?:e|es|ing)|contain(?:s|ing)?|com(?:e|es|ing)\s+with|with|without|shar(?:e|es|ing)|releas(?:e|es|ed|ing)|publish(?:es)?|link(?:s|ing)?(?:\s+to)?|point(?:s)?\s+to|offer(?:s)?|make|lack)\s+"
        r"(?P<words>(?:(?:an?|the|their|any|its|some|public(?:ly)?|open|source|open-source|online|working|available|web|code|data|github|project|links?|urls?|to|for|page|own)\s+)*)"
        rf"(?P<noun>{noun})(?P<rest>(?:\s+(?:links?|urls?|repositor(?:y|ies)|repos?|address(?:es)?|available|public(?:ly)?|open|online|of|for|to|their|its|the|code|release|implementation)\b)*){_ANY_HERE}$",
        text,
        re.I,
    )
    if not match:
        return None
    said = f"{match['words']}{match['noun']}{match['rest']}".lower()
    host = re.search(r"git\s?hub|gitlab|bitbucket|zenodo|hugging\s?face", said)
    negated = bool(match["not"]) or bool(
        re.search(r"\b(?:without|lack|do(?:es)? not|don't|doesn't)\b", text, re.I)
    )
    request = CollectionRequest(want=_want(text), field="abstract", negated=negated)
    if host:
        return replace(request, phrases=(host[0].replace(" ", ""),))
    if re.search(r"code|repo|implementation|software", said):
        return replace(
            request, link="code" if re.search(r"link|url|address|repo", said + text.lower()) else "released"
        )
    return replace(request, link="url")


def _order(text: str) -> CollectionRequest | None:
    """The newest, the oldest, the longest, the shortest."""
    words = {
        "newest": "newest|latest|most\\s+recent",
        "oldest": "oldest|earliest|first\\s+published",
        "longest": "longest",
        "shortest": "shortest",
    }
    for order, pattern in words.items():
        match = re.fullmatch(
            rf"(?:(?:what|which)(?:'s|\s+is|\s+are)?\s+|show\s+(?:me\s+)?|list\s+|give\s+me\s+)?(?:the\s+)?(?P<n>\d+\s+|two\s+|three\s+|five\s+|ten\s+)?(?:{pattern})\s+(?P<n2>\d+\s+|three\s+|five\s+|ten\s+)?(?P<f>{_NOUN}){_ANY_HERE}"
            rf"|(?:what|which)\s+(?P<g>{_NOUN})\s+(?:is|are|has|have|was)\s+(?:the\s+)?(?:{pattern})(?:\s+(?P<h>title|abstract)s?)?{_ANY_HERE}",
            text,
            re.I,
        )
        if match:
            of = (match["h"] or match["f"] or match["g"] or "").lower()
            number = (match["n"] or match["n2"] or "").strip().lower()
            limit = (
                int(number)
                if number.isdigit()
                else {"two": 2, "three": 3, "five": 5, "ten": 10}.get(number, 1)
            )
            return CollectionRequest(
                field="title" if of.startswith("title") else "abstract", order=order, limit=limit
            )  # type: ignore[arg-type]
    return None


_YEAR = r"((?:19|20)\d\d)"
_YEARS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int | None, int | None]]], ...] = (
    (
        re.compile(rf"\b(?:between|from)\s+{_YEAR}\s*(?:and|to|until|-|–)\s*{_YEAR}\b", re.I),
        lambda m: (int(m[1]), int(m[2])),
    ),
    (re.compile(rf"\b{_YEAR}\s*[-–]\s*{_YEAR}\b"), lambda m: (int(m[1]), int(m[2]))),
    (
        re.compile(rf"\b(?:since|from)\s+{_YEAR}\s+(?:on|onwards?)\b|\bsince\s+{_YEAR}\b", re.I),
        lambda m: (int(m[1] or m[2]), None),
    ),
    (
        re.compile(rf"\b(?:after|later\s+than|newer\s+than)\s+{_YEAR}\b", re.I),
        lambda m: (int(m[1]) + 1, None),
    ),
    (
        re.compile(rf"\b(?:before|earlier\s+than|older\s+than|prior\s+to)\s+{_YEAR}\b", re.I),
        lambda m: (None, int(m[1]) - 1),
    ),
    (re.compile(rf"\b(?:until|up\s+to|till)\s+{_YEAR}\b", re.I), lambda m: (None, int(m[1]))),
    (
        re.compile(
            rf"\b(?:from|in|of|during|dated|year|published(?:\s+in)?|{_NOUN})\s+(?:the\s+year\s+)?{_YEAR}\b",
            re.I,
        ),
        lambda m: (int(m[1]), int(m[1])),
    ),
    (re.compile(rf"\b{_YEAR}\s+{_NOUN}\b", re.I), lambda m: (int(m[1]), int(m[1]))),
)


def _year(text: str) -> CollectionRequest | None:
    """Papers of some years. Only when nothing but the years is asked for: a topic needs a search."""
    if not re.search(rf"\b(?:{_NOUN}|anything|everything|what|how\s+many)\b", text, re.I):
        return None
    for pattern, years in _YEARS:
        match = pattern.search(text)
        if match:
            rest = (
                text[: match.start()]
                + " "
                + (_NOUN_IN.search(match[0]) or [""])[0]
                + " "
                + text[match.end() :]
            )
            bare = re.fullmatch(
                rf"\s*(?:how\s+many|which|what|any|all|the|list|show|give|me|are|is|there|do|you|have|hold|were|was|published|appeared|came\s+out|written|dated|{_NOUN}|anything|everything|something|only|got|does|the\s+{_HOLD}|contain|include|in|here|of|from|\s)*\s*",
                rest,
                re.I,
            )
            return CollectionRequest(want=_want(text), years=years(match)) if bare else None
    return None


_NOUN_IN = re.compile(rf"\b{_NOUN}\b", re.I)


def _author(text: str) -> CollectionRequest | None:
    """Papers by a person. A person's name is one to four capitalised words, or one word after "by"."""
    person = r"(?P<who>[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|van|von|de|der|den|di|da|la|el|al|bin)){0,4}(?:\s+et\s+al\.?)?)"
    for pattern in (
        rf"(?i:.*\b(?:{_NOUN}|anything|everything|something)\b(?:\s+(?:are|is|were|was|there|here|do\s+you\s+have|you\s+have))*\s+(?:(?:co-?)?(?:written|authored|published)\s+)?(?:by|from\s+author|of\s+author)\s+(?:the\s+)?(?:authors?\s+)?){person}(?i:{_ANY_HERE})",
        rf"(?i:(?:what|which(?:\s+{_NOUN})?|how\s+many(?:\s+{_NOUN})?)\s+(?:has|have|did|does|is|are)\s+){person}(?i:\s+(?:(?:co-?)?(?:written|wrote|write|authored|author(?:\s+of)?|published|publish)))(?i:{_ANY_HERE})",
        rf"(?i:(?:did|has|does|is)\s+){person}(?i:\s+(?:written|write|author(?:ed)?|publish(?:ed)?|an?\s+author)(?:\s+of)?(?:\s+(?:any|some|one|anything)(?:\s+of)?(?:\s+(?:the|these))?(?:\s+{_NOUN})?)?)(?i:{_ANY_HERE})",
        rf"(?i:(?:show\s+|list\s+|find\s+|give\s+me\s+|any\s+|all\s+)*{_NOUN}\s+by\s+)(?P<who>[\w.'-]+)",
    ):
        match = re.fullmatch(pattern, text)
        if match:
            return CollectionRequest(want=_want(text), author=re.sub(r"\s+et\s+al\.?$", "", match["who"]))
    return None


def _titles_with(text: str) -> CollectionRequest | None:
    """Papers whose titles hold a phrase."""
    match = (
        re.search(
            rf"\btitles?\b(?:\s+(?:that|which|do(?:es)?|not|don't|doesn't|of|here|explicitly|actually|all|there|are|the|papers?))*?\s+(?P<not>not\s+|don't\s+|doesn't\s+|without\s+)?{_TITLE_HAS}\s+(?P<x>.+)",
            text,
            re.I,
        )
        or re.search(
            rf"\b(?:{_NOUN})\b(?:\s+(?:that|which|do(?:es)?|not))*\s+{_TITLE_HAS}\s+(?P<not>no\s+)?(?P<x>.+?)\s+in\s+(?:the|their|its)\s+titles?\b",
            text,
            re.I,
        )
        or re.search(
            r"\b(?:in\s+how\s+many|in\s+(?:which|what)|how\s+many|which)\s+titles?\s+(?:does|do|is|are)\s+(?P<x>.+?)\s+(?:appear|occur|come|show|turn|crop|mentioned|named|used|feature|stand)\w*(?:\s+up)?"
            + _ANY_HERE
            + r"$(?P<not>)?",
            text,
            re.I,
        )
        or re.search(r"\bis\s+(?P<x>.+?)\s+in\s+(?:any|a)\s+titles?(?P<not>)?", text, re.I)
    )
    if not match:
        return None
    phrases, either = _phrases(match["x"])
    if not phrases:
        return None
    negated = bool(match["not"]) or bool(
        re.search(r"\b(?:not|don't|doesn't|without)\b", text[: match.start("x")], re.I)
    )
    return CollectionRequest(want=_want(text), field="title", phrases=phrases, either=either, negated=negated)


def _mention(text: str) -> CollectionRequest | None:
    """Papers that mention a phrase; with a verb such as "evaluate on", only a name is looked up literally."""
    who = rf"\b(?:{_NOUN}|who|how\s+many|any(?:one|body|thing)?)\b"
    match = re.search(rf"{who}[^.?!;]{{0,40}}?\b(?P<verb>{_LITERAL})\s+(?P<x>[^?!]+)", text, re.I)
    literal = True
    if not match:
        match = re.search(rf"{who}[^.?!;]{{0,40}}?\b{_RUN_ON}\s+(?P<x>[^?!]+)", text, re.I)
        literal = False
    if not match:
        match = re.search(
            rf"\b(?:where|(?:in\s+)?(?:which|what|how\s+many|any)\s+{_NOUN})\s+(?:is|are|does|do)\s+(?P<x>.+?)\s+(?:mentioned|named|cited|appear|occur|come\s+up|show\s+up|turn\s+up|crop\s+up|named)\b",
            text,
            re.I,
        )
        match = match or re.search(
            rf"^(?:is|are)\s+(?P<x>.+?)\s+(?:mentioned|named|cited|referred\s+to)\b", text, re.I
        )
        literal = match is not None and re.search(r"mention|named|cited", match[0]) is not None
    if not match or re.search(r"\b(?:why|how\s+does|how\s+do)\b", text[: match.start("x")], re.I):
        return None
    phrases, either = _phrases(match["x"])
    if (
        not phrases
        or not (literal or all(is_name(p) for p in phrases))
        or any(len(p.split()) > 6 for p in phrases)
    ):
        return None
    field: Field = "abstract" if re.search(r"\babstracts?\b", text, re.I) else "paper"
    negated = bool(re.search(r"\b(?:not|don't|doesn't|never|no)\b", text[: match.start("x")], re.I))
    return CollectionRequest(want=_want(text), field=field, phrases=phrases, either=either, negated=negated)


def _opening(text: str) -> CollectionRequest | None:
    """Papers whose abstract or title begins with something."""
    match = re.search(
        rf"\b(?P<f>{_NOUN})\b(?:\s+(?:that|which|does|do))*\s+(?:opens?|begins?|starts?|opening|starting|beginning)\s+(?:with|by)\s+(?P<x>.+)",
        text,
        re.I,
    )
    if not match:
        return None
    phrase = re.sub(rf"^(?:{_WORD_OF}|an?|the)\s+", "", _unquoted(match["x"]), flags=re.I).strip(" .,;\"'“”")
    field: Field = "title" if match["f"].lower().startswith("title") else "abstract"
    return CollectionRequest(want=_want(text), field=field, phrases=(phrase,), opening=True)


def _unquoted(text: str) -> str:
    quoted = _QUOTED.search(text)
    return (quoted[1] or quoted[2]) if quoted else text


def _phrases(text: str) -> tuple[tuple[str, ...], bool]:
    """The phrases looked for, and whether any one of them is enough."""
    quoted = tuple((m[1] or m[2]).strip(" .,;") for m in _QUOTED.finditer(text))
    if quoted:
        return quoted, bool(re.search(r"[\"”']\s+or\s+[\"“']", text))
    text = re.split(r"\s*[,;:(]\s*(?!\d)|\s+[–—-]\s+", text)[0]
    text = re.sub(rf"{_ANY_HERE}\s*$", "", text, flags=re.I)
    text = re.sub(
        r"\s+(?:in|within)\s+(?:their|its|the|an?|any|either)\s+\w+(?:\s+or\s+\w+)?$|\s+(?:by\s+name|explicitly|somewhere|as\s+(?:an?\s+)?\w+)$",
        "",
        text,
        flags=re.I,
    )
    both = re.match(r"^(?:both|either)\s+", text, re.I)
    text = text[both.end() :] if both else text
    parts = re.split(r"\s+(?:and|or|and/or|nor|&)\s+", text, flags=re.I)
    if not both and not all(is_name(part) for part in parts):
        parts = [text]
    either = bool(re.search(r"\s+or\s+", text, re.I))
    cleaned = (_clean(part) for part in parts)
    return tuple(part for part in cleaned if part), either


def _clean(phrase: str) -> str:
    phrase = re.sub(
        rf"^(?:any\s+of\s+)?(?:{_WORD_OF}\s+)?(?:the|an?|any|some)?\s*(?:{_WORD_OF}\s+)?",
        "",
        phrase.strip(" \"'“”.,;:"),
        flags=re.I,
    )
    if is_name(phrase):
        phrase = re.sub(
            r"\s+(?:benchmarks?|data\s*sets?|corpus|corpora|tasks?|models?|test\s+set|suite|challenge)$",
            "",
            phrase,
            flags=re.I,
        )
    return phrase.strip()


_READERS = (_duplicates, _whole, _order, _titles_with, _opening, _links, _author, _year, _mention, _title)
