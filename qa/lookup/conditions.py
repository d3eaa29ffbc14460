"""Whether a paper meets the conditions of a request, and the sentence of its abstract that shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.asked.request import CollectionRequest, Link, Range
from qa.characters import Span, in_characters
from qa.lookup.record import DETAILS, name_parts, venue_key, venue_name
from qa.lookup.titles import key
from qa.mentions import find_forms, find_mentions, links, sentence_with
from qa.sentences import sentence_spans
from qa.types import Paper
from qa.words import content_tokens, fold, tokenize

_OF_WHAT = re.compile(r" (?:for|of|about|on|that|to|against)\b")
_THING = 2  # words that tell a thing; more are the words of a text
_ANNOUNCED = 3  # words into a text, within which it says what it opens with
_CODE = r"(?:source )?(?:codes?|codebases?|implementations?|repositor(?:y|ies)|software|packages?|toolbox)"
_HOSTS = (
    "github",
    "gitlab",
    "bitbucket",
    "codeberg",
    "4open",
    "gitee",
    "sourceforge",
    "r-project",
    "pypi",
)
_SCHEME = re.compile(r"(?:https?:/*)?(?:www\.)?")
_SPEAKS_OF_CODE = re.compile(rf"\b{_CODE}\b", re.IGNORECASE)
# "Our code is publicly available", "We will release the code"; not "public code generation benchmarks".
_RELEASED = re.compile(
    rf"\b{_CODE}\b(?! generation).{{0,80}}\b(?:available|released|open-?sourced?|public)\b"
    rf"|\b(?:releas|open-?sourc|provid|shar|publish)(?:e|es|ed|ing)\b.{{0,60}}\b{_CODE}\b(?! generation)",
    re.IGNORECASE | re.DOTALL,
)
_PUBLIC = re.compile(
    r"\bpublicly (?:available|released|accessible|shared)\b|\bopen-?sourc(?:e|ed|ing)\b.{0,40}\b(?:releas|contribut|model|tool|available)",
    re.IGNORECASE,
)
# "This review", "we review", "a systematic review": what an abstract says of its own paper.
_REVIEWS = re.compile(
    r"\b(?:this|the (?:present|current)|our) (?:[\w-]+ ){0,2}?(?:review|overview|(?:survey|review) (?:paper|article))\b"
    r"|\b(?:here,? we|we|this (?:article|paper|chapter|work|study|contribution)|the authors?|i) (?:(?:also|here|briefly|critically|first|will|systematically|comprehensively) )*"
    r"(?:reviews?|reviewed|(?:give|present|provide|offer)s? an overview"
    r"|(?:discuss(?:es)?|summari[sz]es?) (?:the )?(?:work|literature|available|recent|current|existing|latest|studies|state|advances|progress)|survey(?:s|ed)? (?:the )?(?:literature|work|methods|approaches|recent|existing|current))\b"
    r"|\bthis chapter\b"
    r"|\b(?:a|an) (?:[\w-]+ )?(?:systematic|scoping|narrative|literature|comprehensive|critical)(?: literature)? review\b(?! of the literature (?:is|was) (?:lacking|missing))"
    r"|\b(?:is|are|was|were) (?:also )?reviewed(?:[.,;]| here| in this)",
    re.IGNORECASE,
)
_TITLED_REVIEW = re.compile(
    r"(?:^|[:.–—-] )(?:an? |the )?(?:[\w-]+ ){0,3}?(?:review|overview|survey|meta-analysis)(?=\W*$| of\b| on\b| and\b|:)",
    re.IGNORECASE,
)
_NEAREST_LINKS: tuple[Link, ...] = ("code", "url", "released")


@dataclass(frozen=True)
class Shown:
    """That a paper qualifies, and where its abstract shows it; None: its title or its record does."""

    span: Span | None = None


def meets(request: CollectionRequest, paper: Paper) -> Shown | None:
    """The evidence that the paper qualifies, the first that is a sentence, or None where it does not."""
    evidence = _shows(request, paper)
    for other in request.otherwise if evidence is None else ():
        evidence = evidence or meets(other, paper)
    if request.negated:
        evidence = Shown() if evidence is None else None
    for other in request.also if evidence else ():
        more = meets(other, paper)
        if more is None:
            return None
        evidence = evidence if evidence and evidence.span else more
    return evidence


def meeting(conditions: Sequence[CollectionRequest], papers: Sequence[Paper]) -> list[Paper]:
    """The papers that meet each of the conditions."""
    return [paper for paper in papers if all(meets(each, paper) for each in conditions)]


def _shows(request: CollectionRequest, paper: Paper) -> Shown | None:
    """The first evidence that the paper meets every condition of its own, its negation left aside, or None."""
    if request.years != (None, None) and not within(paper.year, request.years):
        return None
    if request.author and not any(is_author(request.author, author) for author in paper.authors):
        return None
    if request.venue and not is_venue(request.venue, paper.venue or ""):
        return None
    if request.lacks and DETAILS[request.lacks](paper):
        return None
    if request.review and not reviews_others(paper):
        return None
    if request.length != (None, None) and not within(length(request, paper), request.length):
        return None
    if request.want == "list" and request.named and paper.id not in request.named:
        return None
    if request.link:
        return _linked(request, paper.abstract)
    if not request.phrases:
        return reviews_others(paper) if request.review and paper.abstract else Shown()
    hits = [shown for phrase in request.phrases if (shown := _mentioned(phrase, request, paper))]
    if not hits or (len(hits) < len(request.phrases) and not request.either):
        return None
    return next((shown for shown in hits if shown.span), hits[0])


def reviews_others(paper: Paper) -> Shown | None:
    """The sentence in which a paper says that it reviews the work of others, or that its title does; None where neither does."""
    for span in sentence_spans(paper.abstract):
        if _REVIEWS.search(paper.abstract[span.start : span.end]):
            return Shown(Span(*span))
    return Shown() if _TITLED_REVIEW.search(paper.title) else None


def code_of(paper: Paper) -> Span | None:
    """The sentence that tells where a paper's code is, or gives another address, or says that code is out."""
    shown = (_linked(CollectionRequest(link=link), paper.abstract) for link in _NEAREST_LINKS)
    spans = sentence_spans(paper.abstract)
    public = (span for span in spans if _PUBLIC.search(paper.abstract[span.start : span.end]))
    return next((each.span for each in shown if each), None) or next(public, None)


def length(request: CollectionRequest, paper: Paper) -> int | None:
    """Words, letters and other signs, sentences, or mentions of the phrases, of the title or the abstract; or how many
    authors are recorded, None where none is.
    """
    if request.unit == "authors":
        return len(paper.authors) or None
    text = in_characters(paper.title if request.field == "title" else paper.abstract)
    if request.unit == "mentions":
        return sum(len(find_mentions(phrase, text)) for phrase in request.phrases)
    if request.unit == "sentences":
        return len(sentence_spans(text))
    return len(text) if request.unit == "letters" else len(text.split())


def is_author(asked: str, author: str) -> bool:
    """Whether every part of the name asked for is in the author's, as often; an initial stands for a name, either way.

    For a name that is asked for in full an initial stands only where nothing else is written out: "Holt D." is "Dana Holt",
    "Lee, Dana H." is not. Initials alone are nobody's name.
    """
    left, parts = name_parts(author), name_parts(asked)
    if all(len(part) == 1 for part in parts):
        return False
    for part in [*parts]:
        if part in left:
            left.remove(part)
            parts.remove(part)
    for part in parts:
        short = [name for name in left if name[0] == part[0] and min(len(name), len(part)) == 1]
        if not short:
            return False
        left.remove(short[0])
    others = any(len(name) > 1 for name in left)
    return not (others and any(len(part) > 1 for part in parts))


def by_initials(asked: str, author: str) -> bool:
    """Whether an author has an initial for a name that is asked for in full: "Holt D." for "Dana Holt"."""
    written = name_parts(author)
    return is_author(asked, author) and any(
        len(part) > 1 and part not in written for part in name_parts(asked)
    )


def is_venue(asked: str, venue: str) -> bool:
    """Whether the words of a journal's name are those asked for; "and", "the" and what stands behind the name do not count."""
    return bool(venue) and venue_key(asked) in (venue_key(venue), venue_key(venue_name(venue)))


def _mentioned(phrase: str, request: CollectionRequest, paper: Paper) -> Shown | None:
    if request.place != "anywhere":
        return _at_place(phrase, request, paper)
    if request.field != "title":
        found = _found(phrase, paper.abstract, request)
        if found:
            return Shown(sentence_with(paper.abstract, found[0].start))
    if request.field != "abstract" and _found(phrase, paper.title, request):
        return Shown()
    return None


def _found(phrase: str, text: str, request: CollectionRequest) -> list[Span]:
    """Where a text has a phrase, as it is written or, if these count as well, in other forms of its words."""
    found = find_mentions(phrase, text, inside=request.inside)
    if request.exact:
        found = [span for span in found if _letters(text[span.start : span.end]).startswith(_letters(phrase))]
    return find_forms(phrase, text) if request.forms and not found else found


def _letters(text: str) -> str:
    """A text without case, signs and spaces: "fine-tuning" and "Finetuning" are written alike."""
    return re.sub(r"[\W_]", "", fold(text))


def _at_place(phrase: str, request: CollectionRequest, paper: Paper) -> Shown | None:
    """The text begins or ends with the phrase, or announces it with its first words."""
    text = paper.title if request.field == "title" else paper.abstract
    spans = sentence_spans(text) or [Span(0, len(text))]
    span = spans[0] if request.place == "start" else spans[-1]
    said, wanted = key(text[span.start : span.end]), key(phrase)
    if request.place == "end":
        fits = (
            f" {said}".endswith(wanted if request.inside else f" {wanted}")
            if wanted
            else text.rstrip().rstrip("" if phrase == "." else ". ").endswith(phrase)
        )
    else:
        letter = request.inside or (len(wanted) == 1 and wanted.isalpha())
        fits = (
            f"{said} ".startswith(wanted if letter else f"{wanted} ") if wanted else text.startswith(phrase)
        )
        fits = fits or (request.field != "title" and _announces(phrase, text[: span.end]))
    return Shown(None if request.field == "title" else span) if fits else None


def _announces(phrase: str, sentence: str) -> bool:
    """ "opens with a content warning (for readers)": of two words the last is the thing, the one before it says which."""
    words = [token.stem for token in content_tokens(_OF_WHAT.split(phrase)[0])]
    return 0 < len(words) <= _THING and words[-1] in [token.stem for token in tokenize(sentence)][:_ANNOUNCED]


def _linked(request: CollectionRequest, text: str) -> Shown | None:
    last = (sentence_spans(text) or [Span(0, len(text))])[-1]
    for link in links(text):
        if request.place == "end" and link.start < last.start:
            continue
        span = sentence_with(text, link.start)
        address, sentence = text[link.start : link.end].lower(), text[span.start : span.end]
        if any(host.lower().replace(" ", "") in address for host in request.elsewhere):
            continue
        if request.hosts and not any(_is_at(host, address) for host in request.hosts):
            continue
        of_code = any(host in address for host in _HOSTS) or _SPEAKS_OF_CODE.search(sentence)
        if request.link == "url" or of_code:
            return Shown(span)
    if request.link == "released":
        released = (span for span in sentence_spans(text) if _RELEASED.search(text[span.start : span.end]))
        return next((Shown(span) for span in released), None)
    return None


def _is_at(host: str, address: str) -> bool:
    """Whether an address, in small letters, begins with a host, or is a part of one that is told with its ending.

    "github.com/x" is at GitHub, and "x.github.io" at github.io.
    """
    place, said = _SCHEME.sub("", address), host.lower().replace(" ", "")
    part = r"(?:[\w-]+\.)*" if "." in said else ""
    return bool(re.match(rf"{part}{re.escape(said)}(?![\w-])", place))


def within(number: int | None, limits: Range) -> bool:
    """Whether a number is known and lies between these, both included."""
    first, last = limits
    return number is not None and (first is None or first <= number) and (last is None or number <= last)
