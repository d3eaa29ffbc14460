"""What kind of question is asked: of one fact, a summary, a list, a comparison, of the collection, or none.

Two have a say. The forms of sentences that stand in tables under :mod:`qa.asked` are nearly always
right where they match, and know what the answer needs; what none claims they take for a fact. The
model of kinds.py has an opinion of every question. The kind is the likeliest by the model, with
odds in favour of what the forms say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from qa.asked.available import code_asked
from qa.asked.framing import strip_frame
from qa.asked.grammar import bare, expand
from qa.asked.listing import asks_for_others, asks_of_all, list_topic, one_sought, title_sought, topics_sought
from qa.asked.marked import marked_request
from qa.asked.order import compares_age
from qa.asked.phrases import spanned
from qa.asked.request import CollectionRequest, Detail
from qa.asked.sides import compared, told_apart
from qa.asked.summary import asks_what_was_found, summary_topic
from qa.asked.whole import whole
from qa.expected import claims
from qa.features import is_bare
from qa.kinds import Kind, Told
from qa.mentions import is_name
from qa.smalltalk import smalltalk_kind
from qa.types import Route
from qa.words import content_tokens

__all__ = ["Routed", "by_form", "route", "strip_frame"]

_TWO = re.compile(r"\b(?:two|both|2)\b", re.IGNORECASE)
_SIDES = 2
# Whether things were compared is asked, not to compare them.
_COMPARED = re.compile(
    r"\b(?:has|have|had|did|does|do) (?:any\w+|some\w+|they|it|the (?:authors?|paper|study)) (?:\w+ )?compared?\b"
    r"|\b(?:is|are|was|were|been|being) .{0,80}\bcompared (?:with|to|against)\b",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\b(?:vs|versus)\b", re.IGNORECASE)
# "How many papers are about X?" counts those that a list would hold.
_COUNTED_ON = re.compile(
    expand(
        r"(?:how many|what (?:fraction|share|percent(?:age)?|proportion)) (?:(?:of (?:the|these|your|our) )?<papers>|of (?:them|these|those))<here> (?:(?:are |is )?(?:about|concerned with)|concerns?|deals? with|covers?|stud(?:y|ies)|discuss(?:es)?|treats?) (?P<x>.+?)(?: (?:are|is) there)?\W*$"
    ),
    re.IGNORECASE,
)
# "Papers about beeswax for weather forecasting": what stands behind "for" narrows it.
_JOINED = re.compile(
    expand(
        r"\b(?:about|on|regarding|concerning|appl(?:y|ies|ied)) (?P<a>(?:[\w-]+ ){1,4}?)(?P<link>for|in|of|to)"
        r" (?!(?:this|that|the|your|our|these|those)\b|<collection>\b|here\b|total\b|all\b)(?P<b>[^?.,;]+?)<here>\W*$"
    ),
    re.IGNORECASE,
)
# "... that aren't about language at all", "... but not for code", "... that are no variants of grafting", "..., leaving out video"
_AWAY = re.compile(
    r"[ ,]+(?:(?:but|and|that|which|who|though) )*(?:(?:are|is|do|does|were|have|has)?(?:n['’]t| ?\bnot?\b| ?\bnothing\b)"
    r"(?: (?:deal|to do|concerned|related|primarily|mainly|really))? (?:about|on|for|with|to|concerning"
    r"|(?:an? )?(?:variants?|versions?|extensions?|kinds?|forms?) of)"
    r"|(?:(?:are|is) )?(?:(?:for|about|on) )?(?:(?:some|any)thing |somewhere )?(?:other than|besides|apart from|aside from)"
    r"|leaving (?:out|aside)|excluding|not counting|except(?: for)?) (?!(?:what|those|that)\b)(?P<x>[^?.,;]+?)(?: at all| only| itself)?"
    r"(?:[, (]+(?:i\.?e|that is|namely|but|just|only)\b[., ]+(?P<but>[^?.;]+?))?\W*$",
    re.IGNORECASE,
)
_MADE = re.compile(expand(r"<ask>?(?:which|what)? ?<all>(?P<x>(?:[\w/-]+ ){1,4}<made>)"), re.IGNORECASE)
_NOT_ABOUT = re.compile(
    r"(?:\b(?:not|nothing|never)|n['’]t)\b(?: \w+){0,2}? (?:about|on|for|concerning|dealing with|related to|to do with)\b",
    re.IGNORECASE,
)
_OF_WORDS = re.compile(
    r"\b(?:mention\w*|contain\w*|words?|terms?|phrases?|titles?|say|says)\b", re.IGNORECASE
)
_OF_LINKS = re.compile(r"\b(?:link\w*|urls?|address\w*|host\w*|repos?|repositor\w+|git\w+)\b", re.IGNORECASE)
_NEWER = re.compile(r"\b(?:newer|older|more recent)\b", re.IGNORECASE)
_WHO_MADE = re.compile(
    r"(?:by )?who(?:m)?(?: (?:has|have|is|are|was|were))? (?:made|wrote|written|created|built|developed|authored|invented|published|behind)"
    r"\W*(?P<when>and when\W*)?",
    re.IGNORECASE,
)
_DOES = re.compile(r"(?:do|does|did)\b", re.IGNORECASE)
_LONGEST = 600  # characters; what is longer is a pasted text, and has none of the forms


_SEVERAL = re.compile(
    r"\b(?:any|which|what|who|where|anywhere|each|every|all)\b|\b(?:papers|abstracts|articles|studies|works|titles)\b",
    re.I,
)


@dataclass(frozen=True)
class Routed:
    """The route, and what it needs: the topic of a list or summary, the sides and aspect of a comparison.

    ``together`` is how many papers the only side describes: "the two papers on grafting"; ``topics`` are those of a list
    for which papers are asked for, each by itself, ``apart`` those of which no paper of the list may be.
    """

    route: Route
    topic: str = ""
    sides: tuple[str, ...] = ()
    aspect: str = ""
    together: int = 0
    topics: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    request: CollectionRequest | None = None


# Odds in favour of what the forms say, by whether they claim the question or leave it as a fact, as
# logarithms; chosen on the dev questions.
_CLAIMED, _UNCLAIMED = 3.0, 1.0
_LOOKED_UP = 8.0  # where they claim it for a look-up, whose forms are narrow
_LIKELY = {"list": 0.6, "compare": 0.85}
_NAMED = 3.0  # in favour of a comparison where two papers are named
_OF_ONE = 2.0  # against a list where one paper is named, whose own things may be asked for
_BARE = 1.5  # in favour of a fact where the question is bare words, of which little can be told
# "got X?", without the name
_HELD = re.compile(
    r"(?:have |do |does )?(?:you |u |we |it )?(?:also )?(?:got|have)(?: the| both)*\s*(?:papers?|ones?)?(?:\W|\band\b|\bor\b)*",
    re.IGNORECASE,
)
_SAYS_OF = re.compile(r"\bsays? (?:about|on|regarding|of) \w", re.IGNORECASE)  # one thing in it, not its gist
# "What tasks?", "what aspects do they measure?", "what does X mean there?": a thing that an abstract says, whatever
# else it says; but "what problem, what results?" are what a summary consists of.
_ONE_THING = re.compile(
    expand(
        r"\b(?:what|which) (?!(?:<aux>|else|about|<paper>|one|problems?|issues?|gaps?|questions?|aims?|goals?|methods?|approach(?:es)?|results?|outcomes?"
        r"|findings?|ideas?|points?|contributions?|conclusions?|<gist>)\b)(?:[\w-]+ )?(?:[\w-]+ <aux>\b|[\w-]+s$)"
        r"|\bwhat (?:does|do|did|is|was) .+ (?:mean|meant)\b(?! for)"
    ),
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"what(?:['’]?s| is| was| are| were) .+(?:['’]s|s['’]) (?P<what>[\w-]+)", re.IGNORECASE)
# "Is X the one that uses maps?": what it does, and not whether it is there.
_THE_ONE_THAT = re.compile(
    expand(
        r"^(?:is|was|isn['’]t|wasn['’]t) (?!there\b).+? (?:the|one of the) (?:ones?|<paper>|<papers>|<work>) (?:that|which|who|where)\b"
    ),
    re.IGNORECASE,
)
# Whether a paper is there is asked with a word for being there or for papers: "is it in here?", "got the X paper?"
_HELD_WORDS = re.compile(
    expand(
        r"\b(?:have|has|got|own|hold(?:s|ing|ings)?|held|keep|here|there|among|part of|includ\w+|contain\w*|exist\w*|list\w*|available|called|named?|titled?"
        r"|titles|remember|recall|<paper>|<papers>|<collection>|one of|in (?:it|this|that|these|those|yours?|ours?|my))\b"
    ),
    re.IGNORECASE,
)
_SAID_BY_SEVERAL = re.compile(
    expand(
        r"\b(?:<collection>|papers|abstracts|articles|studies|literature)(?: \w+)? (?:says?|ha(?:s|ve)|holds?|tells?|reports?|finds?|found|knows?)\b"
        r"|\b(?:do|did) we know\b|\b(?:is|what(?:['’]s|s)) (?:\w+ )?known\b|\bfindings (?:on|about)\b"
    ),
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|on|of|regarding|concerning)\s+(?P<what>.+)", re.IGNORECASE)
_ONE_PAPER = re.compile(r"\b(?:paper|abstract|article|study|authors?)\b", re.IGNORECASE)
_HOW_TO = re.compile(
    r"\bhow (?:do|can|could|should|would) (?:i|you|we|one|people)\b|\btell me how\b", re.IGNORECASE
)
# One paper is looked for, and a fact of it: "Anything on X? Which tool wins there?", "Which one does X, and is it free?"
_THEN_OF_IT = re.compile(
    r"^(?:anything|something|any|is there|are there|(?:do|have) (?:you|we)|got)\b[^?]*\?\s+(?:and |so |if so,? )?"
    r"(?:what|which|how|why|when|where|does|do|is|are|did|was|were|can)\b[^?]*\b(?:(?<!is )(?<!are )there|its?)\b[^?]*\?*$"
    r"|^(?:which|what)\b[^?]*, and (?:(?:by|in|on|to|for|at) )?(?:what|which|how|why|does|did|is|was|can)\b[^?]*\bits?\b",
    re.IGNORECASE,
)
# A literal word is looked up only where the question speaks of one, of a field, or of a name; "papers on gout" is a list by topic.
_LITERAL = re.compile(
    r"\b(?:mention\w*|nam(?:e|es|ed|ing)|words?|terms?|phrases?|say\w*|said|contain\w*|includ\w*|has|have|having|with|without|titles?|titled"
    r"|abstracts?|appear\w*|occur\w*|refer\w*|also written|spell\w*|cit\w+|call\w*|come up|turn up|crop up)\b"
    r"|[\"“”«'‘`]",
    re.IGNORECASE,
)
# Asks for a topic.
_DEALING = re.compile(
    r"\b(?:deal\w*|dealt|concerned|to do) with\b|\b(?:includ\w*|contain\w*|ha(?:s|ve)) any(?:thing)? (?:about|on)\b",
    re.IGNORECASE,
)
# What papers of some author say is asked, not which these are: "What did Doe et al. find?"
_OF_CONTENT = re.compile(
    r"\b(?:what|how|why) (?:else )?(?:do|does|did|has|have|had)\b.*\b(?:f(?:i|ou)nd|show\w*|reports?|reported|conclude\w*|argue\w*|observe\w*"
    r"|suggest\w*|say|said|discover\w*|claim\w*|measure\w*|recommend\w*|propose\w*|see|saw|learn\w*|think|explain\w*)\b",
    re.IGNORECASE,
)
_WHOLE_TITLE = 5  # words that only the paper with this title has all together
_TALK = 2.0  # against small talk, to which nothing is looked up


def route(
    question: str,
    mentioned: Sequence[str] = (),
    told: Told | None = None,
    typed: Sequence[str] | None = None,
    unnamed: str | None = None,
) -> Routed:
    """The kind of a stand-alone question.

    ``mentioned`` are the ids of the papers that it names, ``typed`` those that it named before it
    was made to stand alone (the same when None), ``told`` the model's opinion, without which the
    forms decide; ``unnamed`` is the question without their names.
    """
    if mentioned and unnamed is not None and code_asked(unnamed):
        request = CollectionRequest("detail", named=tuple(mentioned), detail="code")
        return Routed("collection", request=request)
    made = _WHO_MADE.fullmatch(unnamed.strip()) if mentioned and unnamed is not None else None
    if made:
        told_too: tuple[Detail, ...] = ("year",) if made["when"] else ()
        request = CollectionRequest("detail", named=tuple(mentioned), detail="authors", told=told_too)
        return Routed("collection", request=request)
    if mentioned and unnamed is not None and _HELD.fullmatch(unnamed.strip()):
        named = " ".join(word for word in question.split() if word not in unnamed.split()).strip(" ?.!")
        return Routed("collection", request=CollectionRequest("title", title=named, named=tuple(mentioned)))
    sought = title_sought(strip_frame(question), bool(mentioned))
    if sought and mentioned:
        return Routed("collection", request=CollectionRequest("title", title=sought, named=tuple(mentioned)))
    if sought:
        return Routed("list", topic=sought)
    topics = () if mentioned else topics_sought(strip_frame(question))
    if topics:
        return Routed("list", topic=" or ".join(topics), topics=topics)
    apart = _told_apart(question, question if unnamed is None else unnamed)
    if apart:
        return apart
    years = _years_compared(question, mentioned, told) if told and compares_age(question) else None
    if years:
        return Routed("collection", request=years)
    if asks_what_was_found(question):
        return Routed("summary", topic=question)
    formed = by_form(question, mentioned)
    plain = strip_frame(question)
    sure = formed.route == "list" and (asks_for_others(plain) or (not mentioned and asks_of_all(plain)))
    if told is None or formed.route == "smalltalk" or len(question) > _LONGEST or sure:
        return formed
    if formed == Routed("compare") and len(set(mentioned)) < _SIDES and len(told.parts) >= _SIDES:
        formed = replace(formed, sides=told.parts)
    formed = _with_sides_of(told, formed, plain)
    several = len(set(mentioned if typed is None else typed)) > 1
    chances = dict(told.chances)
    if claims(question) and not several:  # what is said of one thing is to be checked, not set beside another
        chances["fact"] += chances.pop("compare")
    odds = {kind: math.log(chance + 1e-9) for kind, chance in chances.items()}
    if _THEN_OF_IT.search(question):
        formed = Routed("fact") if formed.route == "list" else formed
        odds["list"] = -math.inf
    odds["talk"] -= _TALK
    odds["fact"] += _BARE * is_bare(question)
    odds["list"] -= _OF_ONE * bool(_HOW_TO.search(question))
    # On dev, of 50 lists by form that the model takes for look-ups 48 are.
    taken = told.chances["collection"] > _LIKELY.get(formed.route, 1.0)
    taken = taken and not (several and formed.route == "compare")
    if formed.route in odds and not taken:
        claimed = _LOOKED_UP if formed.route == "collection" else _CLAIMED
        odds[cast(Kind, formed.route)] += _UNCLAIMED if formed.route == "fact" else claimed
    if formed.route == "fact" and len(set(mentioned)) == 1:
        odds["list"] -= _OF_ONE * (1 + is_bare(question))
    versus = _VERSUS.search(question) and len(formed.sides) > 1 and all(map(is_name, formed.sides))
    if "compare" in odds:
        odds["compare"] += -_CLAIMED if _COMPARED.search(question) else _NAMED * (several or bool(versus))
    for kind in sorted(odds, key=lambda kind: -odds[kind]):
        found = _as_told(kind, question, told, mentioned, several) if kind != formed.route else formed
        if found is not None:
            return found if mentioned or kind != "summary" else _of_several(found, question)
    return formed


def _with_sides_of(told: Told, formed: Routed, text: str) -> Routed:
    """A comparison by form with the sides that the model marks, where the last by form runs on: "do bees or wasps sting more?"."""
    runs_on = _DOES.match(text) and formed.route == "compare" and len(told.parts) == len(formed.sides)
    heads = all(side.startswith(part) for side, part in zip(formed.sides, told.parts, strict=False))
    return replace(formed, sides=told.parts) if runs_on and heads else formed


def _of_several(found: Routed, question: str) -> Routed:
    """A summary of what several papers say of a topic is the list of what each says."""
    several = _SAID_BY_SEVERAL.search(question)
    if not several or _ONE_PAPER.search(question):
        return found
    about = _ABOUT.search(question, several.start())
    return Routed("list", topic=about["what"].strip(" ?.!") if about else found.topic or question)


def _years_compared(question: str, mentioned: Sequence[str], told: Told) -> CollectionRequest | None:
    """The years of the papers of which it is asked which is older: named, or described and marked as papers."""
    wanted = told.looks.get("want")
    if len(set(mentioned)) > 1 and (wanted in ("year_of", "order") or _NEWER.search(question)):
        return CollectionRequest("detail", named=tuple(mentioned), detail="year")
    return marked_request(question, told, mentioned) if wanted == "year_of" else None


def _as_told(kind: Kind, question: str, told: Told, mentioned: Sequence[str], several: bool) -> Routed | None:
    """A question of this kind with the parts that the model marks; None where these do not make one."""
    text, parts = strip_frame(question), told.parts
    if kind == "fact":
        return Routed("fact")
    if kind == "talk":
        return Routed("smalltalk")
    if kind in ("compare", "collection") and len(set(mentioned)) == 1 and _THE_ONE_THAT.match(text):
        return None
    if kind == "list":
        return Routed("list", topic=one_sought(text) or _in_a_row(text, parts) or text)
    if kind == "summary" and (_SAYS_OF.search(text) or _ONE_THING.search(bare(text)) or _is_its_own(text)):
        return Routed("fact")
    if kind == "summary":
        return Routed("summary", topic=parts[0] if parts else text)
    if kind == "compare" and (several or len(parts) > 1):
        return Routed("compare", sides=told_apart(text, parts))
    if kind == "compare" and parts and _TWO.search(text):
        return Routed("compare", sides=parts, together=2)
    return _looked_up(question, text, told, mentioned) if kind == "collection" else None


def _is_its_own(text: str) -> bool:
    """Whether "what is X's Y?" asks for a Y that goes by a name, such as a measure."""
    own = _ITS_OWN.fullmatch(bare(text))
    return own is not None and is_name(own["what"])


def _in_a_row(text: str, parts: Sequence[str]) -> str:
    """The parts that are marked, as the text has them where they say the same or one is enough: "grafting / budding"."""
    either = len(parts) > 1 and re.search(r" ?(?:/| or ) ?".join(map(re.escape, parts)), text)
    return either[0] if either else " ".join(parts)


def _looked_up(question: str, text: str, told: Told, mentioned: Sequence[str]) -> Routed | None:
    """The look-up that the marks make; a list where no word is meant, and none where it is of one paper's abstract."""
    counted = _COUNTED_ON.match(text)
    if counted and not _LITERAL.search(counted["x"]) and _says_more(counted["x"]):
        return Routed("list", topic=counted["x"].strip(" ?."))
    apart = _topics_apart(text, told)
    if apart:
        return apart
    request = marked_request(question, told, mentioned)
    # Of a paper that is named by its title the rest is asked; no other has a whole title in it.
    titled = request and mentioned and any(len(each.split()) >= _WHOLE_TITLE for each in request.phrases)
    if request is None or titled:
        return None
    # What a paper is about, whatever word its name is; a title, where nothing speaks of its being here.
    if (request.want == "topics" and mentioned) or (request.want == "title" and not _HELD_WORDS.search(text)):
        return None
    if request.want == "topics" and told.parts:  # what is in it about something, not what is in it
        return Routed("list", topic=" ".join(told.parts))
    by_author = any(each.author for each in (request, *request.also))
    if by_author and _OF_CONTENT.search(text):
        return None
    joined = _joined_topic(text, request)
    if joined:
        return Routed("list", topic=joined)
    if _is_topic(request, text) and not _LITERAL.search(_DEALING.sub("", text)):
        return Routed("list", topic=spanned(text, request.phrases))
    words = request.want in ("any", "list") and request.phrases
    within = words and mentioned and not (request.also or _SEVERAL.search(text))
    return None if within else Routed("collection", request=request)


def _told_apart(question: str, unnamed: str) -> Routed | None:
    """A list on a topic behind which another, or a paper, is excluded: "vision papers that aren't about language"; else None."""
    text = strip_frame(question)
    away = _AWAY.search(text)
    if away is None or not content_tokens(away["x"]) or _OF_WORDS.search(text) or _OF_LINKS.search(text):
        return None
    wanted = text[: away.start()].strip(" ,")
    made = _MADE.fullmatch(bare(wanted))
    topic = (list_topic(wanted, named=False) or (made and made["x"])) if wanted in unnamed else None
    if not topic:
        return None
    # Of "not on grafting, i.e. pruning" the latter is a part of the topic.
    topic = f"{topic} {away['but']}" if away["but"] else topic
    return Routed("list", topic=topic, apart=tuple(re.split(r",? n?or ", away["x"])))


def _topics_apart(text: str, told: Told) -> Routed | None:
    """A list on a topic without the papers on another: "work on grafting that is not about apples"; else None."""
    words = [part for part in told.marked if part.marks["role"] == "words" and content_tokens(part.text)]
    there, away = ([part.text for part in words if part.lacking == lacking] for lacking in (False, True))
    plain = not any(map(is_name, (*there, *away))) and len(words) == len(there) + len(away)
    if not (there and away and plain and _NOT_ABOUT.search(text)) or _OF_WORDS.search(text):
        return None
    return Routed("list", topic=" ".join(there), apart=tuple(away))


def _joined_topic(text: str, request: CollectionRequest) -> str:
    """The topic that is a word and what it is used for, of which a look-up would take the word alone: "about beeswax for weather
    forecasting"; else empty."""
    about = _JOINED.search(text)
    if about is None or not _is_of_words(request) or len(request.phrases) > 1:
        return ""
    (phrase,) = request.phrases
    looked_up = phrase.lower() in about[0].lower()
    return f"{about['a']}{about['link']} {about['b']}" if looked_up and content_tokens(about["b"]) else ""


def _is_topic(request: CollectionRequest, text: str) -> bool:
    """Whether a request is for what is on its phrases, and none of them is only a name: "anything on LLM safety"."""
    named = [phrase for phrase in request.phrases if is_name(phrase)]
    on = (re.search(rf"\b(?:on|about) (?:the )?{re.escape(phrase)}", text) for phrase in named)
    return _is_of_words(request) and all(map(_says_more, named)) and all(on)


def _says_more(phrase: str) -> bool:
    """Whether a phrase has a word that is no name."""
    return any(content_tokens(word) and not is_name(word) for word in phrase.split())


def _is_of_words(request: CollectionRequest) -> bool:
    """Whether a request is for the papers that have some words anywhere, and for nothing more."""
    plain = CollectionRequest(request.want, request.field, request.phrases, request.either)
    return (
        request == plain
        and request.want in ("list", "any")
        and request.field == "paper"
        and bool(request.phrases)
    )


def by_form(question: str, mentioned: Sequence[str] = ()) -> Routed:
    """The kind of a stand-alone question by its form alone."""
    if smalltalk_kind(question):
        return Routed("smalltalk")
    text = strip_frame(question)
    if len(text) > _LONGEST:
        return Routed("fact")
    request = None if mentioned else whole(bare(text))
    if request is not None:
        return Routed("collection", request=request)
    comparison = compared(text, len(set(mentioned)))
    if comparison is not None:
        return Routed(
            "compare", sides=comparison.sides, aspect=comparison.aspect, together=comparison.together
        )
    summary = summary_topic(text, bool(mentioned))
    if summary is not None:
        return Routed("summary", topic=summary)
    topic = list_topic(text, bool(mentioned))
    if topic is not None:
        return Routed("list", topic=topic)
    return Routed("fact")
