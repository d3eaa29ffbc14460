"""Questions that a look-up in the words of titles and abstracts answers."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.asked.extremes import beside, extreme, ranked
from qa.asked.grammar import NUMBERS, Form, bare
from qa.asked.origin import authored, dated, years_in
from qa.asked.phrases import HOST, Phrases, host_in, parted, phrases_of, quoted, unit_of, want_of
from qa.asked.records import called, ordered, titled, whole
from qa.asked.request import CollectionRequest, Field
from qa.mentions import DIGIT, is_name

_LITERAL = (
    r"(?:mention(?:s|ed|ing)?|nam(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|refer(?:s|red|ring)? to|(?:say|says|said"
    r"|saying)\b(?! (?:about|on|of|regarding|they|it|we|that (?:they|it|we))\b)|spell(?:s|ed)? out"
    r"|(?:use|uses|using|contain|contains|containing|include|includes|including|have|has|having|with"
    r"|feature|features|featuring)"
    r"(?= (?:<word_of>\b|<quote>))|(?<=abstract )(?:contains|holds|has|says)|(?<=abstracts )(?:containing|contain|hold)"
    r"|explicitly (?:use|discuss)s?)"
)
# Only a name is looked up literally after these: "evaluate on X".
_EVALUATED = (
    r"(?:(?:report|give|list|present|show|publish|state|provide)(?:s|ed|ing)? (?:(?:any|their|its)"
    r" )?(?:results?|scores?|numbers?"
    r"|figures?|accurac(?:y|ies)|gains?|experiments?|evaluations?|improvements?|performance) (?:on|for"
    r"|with|over)"
    r"|(?:report|evaluate|test|benchmark|experiment|measure|validate|train|run)(?:s|d|ed|ing)? (?:on|with"
    r"|against)|ran on"
    r"|(?:is|are|was|were|been|being) (?:evaluated|tested|benchmarked|measured|validated) on|(?:results?"
    r"|scores?|experiments?) on)"
)
_HAS = r"(?:mention|contain|include|say|have|has|with|use|name|feature|hold|carry|containing|including|mentioning)s?"
_NOT = r"(?:not|don't|dont|doesn't|doesnt|never|no|without|lack|lacks|neither)"
_WHO = r"\b(?:<record>|which(?= (?:mention|name|cite|refer to)\b)|who|how many|any(?:one|body|thing)?|<collection>)\b"
_MANY = r"\b(?:papers|abstracts|articles|studies|works|publications|which ones|who|how many|any(?:one|body|thing)?)\b"

TITLE_FORMS = (
    Form("which titles mention X?",
         rf".*?\btitles?\b(?! of (?:the |those |all )?(?:papers|abstracts|works|ones))(?: (?:that|which|do(?:es)?|of|here|explicitly|actually|all|there|are|the"
         rf"|papers?|{_NOT}))*? {_HAS}(?: {_NOT})? (?P<x>.+)"),
    Form("papers with X in the title", rf".*?\b(?:<record>)\b(?: (?:that|which|do(?:es)?|{_NOT}))*"
        rf" {_HAS}(?: {_NOT})? (?P<x>.+?) in (?:the|their|its) (?:titles?|names?)\b.*"),
    Form("in how many titles does X appear?",
         r"(?:in )?(?:how many|which|what) titles? (?:does|do|is|are) (?P<x>.+?) (?:appear|occur|come"
         r"|show|turn|crop|mentioned|named|used|feature|stand)\w*(?: up)?<here>"),
    Form("is X in any title?", r"is (?P<x>.+?) in (?:any|a) titles?"),
)  # fmt: skip
MENTION_FORMS = (
    Form("which abstracts mention X?", rf".*?{_WHO}[^.?!;]{{0,40}}?\b{_LITERAL} (?P<x>[^?!]+)"),
    Form("where is X mentioned?",
         r"(?:.*\b)?(?:where|how often|how many times|(?:in )?(?:which|what|how many|any) <record>)"
         r" <aux> (?P<x>.+?) (?:mentioned|named|cited|appear|occur)\b.*"),
    Form("X but not Y: which abstracts?", r"(?P<x>[^:,]+?) ?[:,–-] ?(?:in )?(?:which|what|how many) (?:<record>)<here>"),
    Form("is X mentioned anywhere?", r"(?:is|are) (?P<x>.+?) (?:mentioned|named|cited|referred to)\b.*"),
)  # fmt: skip
EVALUATED_FORMS = (
    Form("papers that report results on X", rf".*?{_MANY}[^.?!;]{{0,40}}?\b{_EVALUATED} (?P<x>[^?!]+)"),
    Form("where does X turn up?", r"(?:where|(?:in )?(?:which|what|how many) <record>) <aux> (?P<x>.+?)"
        r" (?:come|show|turn|crop)s? up\b.*"),
)  # fmt: skip
PLACE_FORMS = (
    Form("which abstracts open with X?", r".*?\b(?P<f><record>)\b(?: (?:that|which|does|do))* (?:opens?"
        r"|begins?|starts?|opening|starting|beginning) (?:with|by|on|in) (?P<x>.+)"),
    Form("which titles end with X?", r".*?\b(?P<f><record>)\b(?: (?:that|which|does|do))* (?P<end>ends?"
        r"|ending|closes?|closing|finish(?:es)?) (?:with|in|on|by) (?P<x>.+)"),
    Form("which titles are questions?", r".*?\b(?P<f>titles)\b(?: that| which)? (?P<end>are) (?:phrased"
        r" as |put as |in the form of )?(?:an? )?(?P<x>questions?)<here>"),
    Form("is any of the titles a question?", r"(?P<end>is|are) (?:any|some|one)(?: of (?:the|these|your|our))? (?P<f>titles?)"
        r" (?:phrased as |put as )?(?:an? )?(?P<x>questions?)\b.*"),
)  # fmt: skip
_CODE = (
    r"(?:git ?hub(?:\.com)?|gitlab|bitbucket|zenodo|hugging ?face|codes?|repo(?:sitor(?:y|ies))?|https?|urls?"
    r"|hyperlinks?|links?"
    r"|web ?(?:site|page|address)\w*|address(?:es)?|project pages?|implementations?|software)"
)
LINK_FORMS = (
    Form("which abstracts give a link to code?",
         rf".*?\b(?:<record>|how many|who|any(?:body|one)?)\b.*?\b(?:giv(?:e|es|ing)|provid(?:e|es|ing)"
         rf"|ha(?:s|ve|ving)|includ(?:e|es|ing)|contain(?:s|ing)?"
         r"|com(?:e|es|ing) with|with|without|shar(?:e|es|ing)|releas(?:e|es|ed|ing)|publish(?:es)?"
         r"|link(?:s|ing)?(?: to)?|points? to|offer(?:s)?|make|lack|announce|promise|hold(?:s|ing)?|print(?:s|ed)?|show(?:s|n)?|state(?:s|d)?) "
         r"(?P<x>(?:(?:an?|no|the|their|any|its|some|short|company|public(?:ly)?|open|source|open-source|online|working"
         r"|available|web|data|project|to|for|on|at|own|where|is|are|that)[ ]|"
         rf"{_CODE} )*{_CODE}(?: (?:links?|urls?|repositor(?:y|ies)|repos?|address(?:es)?|available"
         rf"|public(?:ly)?|open|online|of|for|to|their|its|the|code|release|implementation|models?|weights|data)\b)*(?: (?:for|of|to) it)?)<here>"),
    Form("which papers say that code is available?", r".*?\b(?:<record>|how many)\b.*?(?P<x>\bcode (?:is "
        r"|are |will be )?(?:publicly )?(?:available|released|public|open|online))<here>"),
)  # fmt: skip
LENGTH_FORMS = (
    Form("abstracts longer than 200 words",
         r".*?\b(?P<f><record>)\b.*? (?:(?P<more>longer than|more than|over|above|at least)"
         rf"|(?P<less>shorter than|fewer than|less than|under|below|at most)) (?P<n>\d+|{'|'.join(NUMBERS)})"
         r" (?P<unit>words|characters|letters|sentences)\b.*"),
)  # fmt: skip


# "In which abstracts does X appear? And Y?"
_AND_THEN = re.compile(r"\? (?:and|or) (?:also |what about )?([^?]+)$", re.IGNORECASE)
_A_NUMBER = re.compile(r"(?:an? |any )?numbers?", re.IGNORECASE)
_LETTER = re.compile(r"(?:(?:the|an?) )?(?:capital )?(?:letter )?(\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:links?|urls?|address(?:es)?|repos?|repositor(?:y|ies))\b", re.IGNORECASE)
# Where a second condition of another kind begins: "and give no link", "but not in the title".
_SECOND = re.compile(
    r",? (?:and|but|yet|though) (?:(?:also|still|that|which|who|whose abstracts?|at the same time) )*(?=(?:do not |don't |dont |doesn't |does not )?"
    r"(?:mention|report|give|have|has|use|evaluate|release|contain|link|include|provide|share|publish|state|say|name|print|come|are|is|were|was)s? )"
    r"|,? (?:and|but|yet|though) (?=not in (?:the|their|its) (?:own )?(?:titles?|abstracts?)\b)| (?=without (?:giving|providing|having|a|an|any)\b)",
    re.IGNORECASE,
)
# What is taken off again, or asked of those that were found, is for no single form.
_FURTHER = re.compile(
    r"\b(?:minus|except for|apart from|besides|leav\w+ (?:out|aside)|excluding|not counting|which (?:one )?of (?:those|these|them))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"not in (?:the|their|its) (?:own )?(?:(?P<title>title)|abstract)s?(?: .*)?", re.IGNORECASE
)


# "bee papers with code link?"
_WITH_ADDRESS = re.compile(
    r"(?:(?:which|what|list|show(?: me)?|all|any|the) )*((?:[\w-]+ ){1,4}?)papers? (?:(?:with|that (?:give|have|share|provide))"
    r"(?: an?| any| the)? )((?:code|github|link|url|repo)\w*(?: (?:links?|urls?|repo\w*|to (?:the(?:ir)? )?code))?)",
    re.IGNORECASE,
)
_CODE_SAID = re.compile(r"code|github|repo", re.IGNORECASE)


def parse_request(question: str) -> CollectionRequest | None:
    """The request that a question about the collection makes, or None for any other question.

    ``question`` has its polite frame taken off (see :func:`qa.asked.framing.strip_frame`).
    """
    text = bare(question)
    if _FURTHER.search(text):
        return None
    two = _SECOND.search(text) and not any(map(_SECOND.search, quoted(text)))
    request = _joined(text) if two else _one(text)
    years = years_in(text) if request and request.limits and request.years == (None, None) else None
    return (
        replace(request, also=(*request.also, CollectionRequest(years=years)))
        if request and years
        else request
    )


def _joined(text: str) -> CollectionRequest | None:
    """Two conditions in one; None where either is no look-up, as half an answer would be wrong."""
    parts = _SECOND.split(text)
    first = _one(parts[0])
    if len(parts) != 2 or first is None or not first.limits:
        return None
    second = _one(f"which abstracts {parts[1]}")
    elsewhere = _ELSEWHERE.fullmatch(parts[1])
    if elsewhere:
        fields: tuple[Field, Field] = ("abstract", "title") if elsewhere["title"] else ("title", "abstract")
        first, second = replace(first, field=fields[0]), replace(first, field=fields[1], negated=True)
    return replace(first, also=(second,)) if second and second.limits else None


def _one(text: str) -> CollectionRequest | None:
    for reader in _READERS:
        request = reader(text)
        if request is not None:
            return request
    return None


def _first(forms: tuple[Form, ...], text: str) -> re.Match[str] | None:
    return next((match for form in forms if (match := form.regex.fullmatch(text))), None)


def _is_negated(text: str) -> bool:
    return bool(re.search(rf"\b{_NOT}\b", text, re.IGNORECASE))


def _titles(text: str) -> CollectionRequest | None:
    match = _first(TITLE_FORMS, text)
    there, missing = parted(match["x"]) if match else ("", "")
    found, without = phrases_of(there), phrases_of(missing).texts if missing else ()
    if match is None or not found.texts or _further(text, match["x"]):
        return None
    negated = _is_negated(text[: match.start("x")])
    texts = tuple(DIGIT if _A_NUMBER.fullmatch(phrase) else phrase for phrase in found.texts)
    return CollectionRequest(want_of(text), "title", texts, found.either, without, negated=negated)


def _mentions(text: str) -> CollectionRequest | None:
    """Papers that mention a phrase; after "evaluate on", only a name is looked up literally."""
    match = _first(MENTION_FORMS, text)
    evaluated = _first(EVALUATED_FORMS, text) if match is None else match if match.start("x") == 0 else None
    match = match or evaluated
    if match is None or re.search(r"\b(?:why|how (?:does|do))\b", text[: match.start("x")], re.IGNORECASE):
        return None
    there, missing = parted(match["x"])
    found, without = phrases_of(there), phrases_of(missing).texts if missing else ()
    more = _AND_THEN.search(text, match.end("x"))
    if more and found.texts:
        found = Phrases((*found.texts, *phrases_of(more[1]).texts), either=True)
    longest = 3 if evaluated else 6
    if not found.texts or any(len(phrase.split()) > longest for phrase in found.texts) or ranked(text):
        return None
    if evaluated and not all(is_name(word) for phrase in found.texts for word in phrase.split()):
        return None
    field: Field = "abstract" if re.search(r"\babstracts?\b", text, re.IGNORECASE) else "paper"
    negated = _is_negated(text[: match.start("x")]) or match["x"].lower().startswith("neither ")
    return CollectionRequest(want_of(text), field, found.texts, found.either, without, negated=negated)


def _further(text: str, phrase: str) -> bool:
    """Whether more is asked than a phrase: for links too, or for the longest."""
    return bool(ranked(text)) or (not quoted(phrase) and bool(_ADDRESS.search(phrase)))


def _places(text: str) -> CollectionRequest | None:
    match = _first(PLACE_FORMS, text)
    if match is None:
        return None
    end = "end" in match.re.groupindex
    phrase = "?" if end and match["x"].startswith("question") and " mark" not in match["x"] else ""
    within = phrases_of(match["x"]).texts  # what is quoted, if anything is
    letter = _LETTER.fullmatch(within[0]) if within else None
    within = (letter[1],) if letter else within
    phrases = (phrase,) if phrase else within[:1]
    field: Field = "title" if match["f"].lower().startswith("title") else "abstract"
    if end and field == "abstract" and _ADDRESS.fullmatch(re.sub(r"^(?:an?|the) ", "", match["x"])):
        return CollectionRequest(want_of(text), field, place="end", link="url")
    return (
        CollectionRequest(want_of(text), field, phrases, place="end" if end else "start") if phrases else None
    )


def _lengths(text: str) -> CollectionRequest | None:
    match = _first(LENGTH_FORMS, text)
    if match is None:
        return None
    said = match["n"].lower()
    number = NUMBERS.get(said) or int(said)
    inclusive = (match["more"] or match["less"]).lower().startswith("at ")
    step = 0 if inclusive else 1
    field: Field = "title" if re.search(r"\btitles?\b", text, re.IGNORECASE) else "abstract"
    request = CollectionRequest(want_of(text), field, unit=unit_of(match["unit"]))
    return replace(request, length=(number + step, None) if match["more"] else (None, number - step))


def _hosted(text: str) -> CollectionRequest | None:
    """ "Who has put a model on Hugging Face?": a host, and beside it only what one does there."""
    host = host_in(text)
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", HOST.sub(" ", text))}
    if not host or words - _AT_HOSTS or not words & _ASKING:
        return None
    return CollectionRequest(want_of(text), "abstract", (host,), negated=_is_negated(text))


# fmt: off
_ASKING = frozenset(("need", "want", "which", "who", "what", "how", "any", "anyone", "anybody", "papers", "abstracts", "list", "is", "are", "does", "do"))
_AT_HOSTS = _ASKING | frozenset((
    "many", "i", "need", "want", "ones", "studies", "works", "authors", "of", "the", "these", "a", "an", "to", "on", "at", "in", "for", "with", "from",
    "their", "its", "has", "have", "had", "put", "puts", "point", "points", "pointing", "link", "links", "linking", "give", "gives",
    "release", "releases", "released", "publish", "published", "share", "shares", "shared", "host", "hosts", "hosted", "upload",
    "uploaded", "provide", "provides", "model", "models", "weights", "checkpoints", "code", "data", "repo", "repository", "page",
    "project", "website", "address", "url", "urls", "here", "available", "online", "public", "publicly", "not", "no", "don", "t",
    "show", "me", "that", "there", "mention", "mentions", "contain", "contains", "hold", "holds", "all", "one", "out",
))
_BEFORE_LINKS = frozenset((
    "paper", "abstract", "article", "articles", "work", "record", "records", "publication", "publications", "title", "titles", "entries", "documents",
    "every", "each", "count", "number", "percent", "percentage", "share", "fraction", "proportion", "part", "come", "comes", "make", "makes", "offer",
    "offers", "state", "states", "say", "says", "said", "do", "does", "did", "doesn", "don", "without", "lack", "lacks", "whose", "actually", "also",
    "really", "or", "and", "some", "anybody", "anyone", "nobody", "somebody", "where", "can", "i", "you", "we", "find", "list", "collection",
    "give", "me", "us", "if", "need", "want", "print", "prints", "announce", "promise", "already", "even", "only", "just", "be", "will", "would",
    "containing", "giving", "having", "including", "sharing", "releasing", "holding", "linking", "as", "s", "your", "our", "research", "but", "then",
))
# fmt: on


def _links(text: str) -> CollectionRequest | None:
    """Papers that give an address, or say that their code is out."""
    match = _first(LINK_FORMS, text)
    if match is None:
        return None
    said = match["x"].lower()
    before = {word.lower() for word in re.findall(r"[^\W\d_]+", text[: match.start("x")])}
    if before - _AT_HOSTS - _BEFORE_LINKS:
        return None  # a topic too: half an answer would be wrong
    negated = _is_negated(text[: match.start("x")]) or said.startswith("no ")
    request = CollectionRequest(want_of(text), "abstract", negated=negated)
    host = host_in(said)
    if host:
        return replace(request, phrases=(host,))
    if re.search(r"code|repo|implementation|software", said):
        return replace(request, link="code" if _ADDRESS.search(text) else "released")
    return replace(request, link="url")


def _addressed(text: str) -> CollectionRequest | None:
    """ "Bee papers with code link?": papers that mention a topic, and give an address."""
    match = _WITH_ADDRESS.fullmatch(text)
    if match is None:
        return None
    given = CollectionRequest(link="code" if _CODE_SAID.search(match[2]) else "url")
    return CollectionRequest(want_of(text), phrases=(match[1].strip(),), also=(given,))


# The first that claims a question has it: a title is the last guess.
_READERS = (
    whole,
    ordered,
    beside,
    extreme,
    called,
    authored,
    dated,
    _lengths,
    _titles,
    _places,
    _hosted,
    _links,
    _addressed,
    _mentions,
    titled,
)
