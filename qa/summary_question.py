"""Questions for the gist of one paper."""

from __future__ import annotations

import re

_ONE_PAPER = r"(?:paper|article|study|abstract|publication|work|preprint|manuscript|report)"
_GIST = (
    r"(?:(?:brief|short|quick|concise|one-?line|two-?sentence|high-?level|general|small)\s+)*"
    r"(?:summary|overview|gist|outline|synopsis|recap|digest|rundown|tl;?\s?dr|key\s+(?:points|ideas?|findings|takeaways?|message)"
    r"|main\s+(?:points?|ideas?|findings?|contributions?|takeaways?|message|results?|argument|claims?|conclusions?)|take-?aways?|take-?home(?:\s+message)?|contributions?|essence|bottom\s+line|central\s+(?:idea|claim|argument)|big\s+idea|idea\s+behind)"
)
_TAIL = re.compile(
    r"[\s,;:–—-]+(?:in\s+(?:brief|short|a\s+nutshell|(?:a\s+few|one|two|three|simple|plain|\d+)\s+(?:words?|sentences?|lines?|terms|english)(?:\s+or\s+(?:so|two|less))?|plain\s+english)"
    r"|briefly|quickly|shortly|please|for\s+me|tl;?dr|summary|summari[sz]ed?|overview|gist|roughly|exactly|really|all|basically|to\s+me)\s*$",
    re.I,
)
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?:summari[sz]e|sum\s+up|recap|outline|condense|abridge|tl;?\s?dr(?:\s+(?:of|for|on))?|in\s+(?:brief|short|a\s+nutshell|one\s+sentence|(?:a\s+few|two|three|\d+)\s+(?:words|sentences))[,:]?)[\s:,]+(?P<x>(?!what\s+(?:are|do)\s+the|how|why).+)",
        rf"(?:(?:give|write|show|send|provide|make|get|want|need|may\s+i\s+have|can\s+i\s+(?:get|have)|i\s+(?:need|want))\s+)?(?:me\s+|us\s+)?(?:an?\s+|the\s+)?{_GIST}\s*(?:of|for|on|:|about|behind|from|in)\s+(?P<x>.+)",
        rf"(?:what(?:'s|\s+is|\s+are|\s+were)\s+)(?:the\s+)?{_GIST}\s+(?:of|for|behind|from|in)\s+(?P<x>.+)",
        r"what(?:'s|\s+is|\s+was|s)\s+(?P<x>.+?)\s+(?:(?:all|actually|really|basically|mainly|mostly)\s+)?about",
        r"what(?:'s|\s+is|s)\s+(?:new|novel|interesting|special|the\s+novelty)\s+(?:in|about|with|of)\s+(?P<x>.+)",
        rf"what\s+(?:does|do|did)\s+(?P<x>(?:the\s+.+\s+{_ONE_PAPER}|.+?'s\s+{_ONE_PAPER}))\s+(?:do|say|show|find|propose|present|contribute|argue|conclude|report|study|introduce|investigate|describe|claim|discover|demonstrate)",
        rf"(?:tell\s+me|explain|describe|talk)\s+(?:to\s+me\s+|me\s+)?(?:about\s+)?(?P<x>(?:the\s+.+\s+{_ONE_PAPER}|.+?'s\s+{_ONE_PAPER}))",
        rf"(?P<x>(?:the\s+)?.+?\s+{_ONE_PAPER})",
        r"(?P<x>.+?)[\s,:–—-]+(?:in\s+(?:brief|short|a\s+nutshell|one\s+sentence|a\s+few\s+(?:words|sentences)|two\s+sentences)|tl;?\s?dr|summary|gist|overview|summari[sz]ed?|key\s+(?:points|takeaways|findings)|main\s+(?:idea|contribution|findings|point)s?)",
    )
)
_NAMED_ONLY = re.compile(
    r"(?:tell\s+(?:me|us)\s+(?:more\s+|something\s+|everything\s+|a\s+bit\s+)?about|explain|describe|what\s+do\s+you\s+know\s+about|more\s+about|about)\s+(?P<x>.+)",
    re.I,
)
_QUESTION = re.compile(
    r"^(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|in\s+(?:which|what)|according)\b",
    re.I,
)
# Problem, means and outcome asked for at once.
_PARTS = (
    re.compile(r"\b(?:problem|issue|gap|challenge|motivation|question|aim|goal|why)\b", re.I),
    re.compile(r"\b(?:how|method|approach|means|solution|technique|do\s+about)\b", re.I),
    re.compile(
        r"\b(?:results?|outcomes?|findings?|find|found|c[ao]me?s?\s+out|conclu\w+|achieve\w*|with\s+what)\b",
        re.I,
    ),
)
# A topic, not a paper: many papers speak of it.
_MANY = re.compile(
    r"\b(?:papers|articles|studies|abstracts|works|research|literature|publications|everything|methods|approaches)\b",
    re.I,
)


def summary_topic(text: str, named: bool) -> str | None:
    """What is to be summarised, or None if no summary is asked for. ``named``: a paper is named in it."""
    plain = _without_tail(text.strip().rstrip("?.! "))
    if (
        all(part.search(plain) for part in _PARTS)
        and re.search(r",|\band\b", plain)
        and plain.lower().startswith(("what", "which"))
    ):
        return _object_of(plain)
    for pattern in _PATTERNS:
        match = pattern.fullmatch(plain) or (
            pattern.fullmatch(text.strip().rstrip("?.! ")) if "nutshell" in pattern.pattern else None
        )
        if match and not _is_other(pattern, match["x"]):
            return _thing(match["x"])
    match = _NAMED_ONLY.fullmatch(plain)
    if match and named and not _QUESTION.match(match["x"]):
        return _thing(match["x"])
    return None


def _is_other(pattern: re.Pattern[str], thing: str) -> bool:
    """Whether the thing is a question of its own, or a topic of many papers."""
    if _MANY.search(thing) and not re.search(rf"\b{_ONE_PAPER}\b", thing, re.I):
        return True
    return bool(_QUESTION.match(thing)) or (pattern is _PATTERNS[-2] and len(thing.split()) > 9)


def _without_tail(text: str) -> str:
    while (match := _TAIL.search(text)) and match.start() > 0:
        text = text[: match.start()]
    return text


def _thing(phrase: str) -> str:
    phrase = _without_tail(phrase).strip(" ,:;\"'“”")
    phrase = re.sub(
        rf"^(?:the\s+)?(?:{_ONE_PAPER}\s+(?:on|about|called|titled|entitled|named)\s+|{_ONE_PAPER}\s+(?=[\"“A-Z]))",
        "",
        phrase,
    )
    return re.sub(
        rf"^(?:the|this|that)\s+(?=.*\s{_ONE_PAPER}$)|(?:'s)?\s+{_ONE_PAPER}$", "", phrase, flags=re.I
    ).strip(" \"'“”")


def _object_of(text: str) -> str:
    """The subject of "what problem does X tackle, how, ..."."""
    match = re.search(
        r"\b(?:does|do|did|is|was)\s+(?P<x>.+?)\s+(?:tackle|solve|address|study|deal|try|work|attack|aim|face|want|set|look|examine|investigate|ask|tackling|solving|addressing)\b",
        text,
        re.I,
    )
    return _thing(match["x"]) if match else text
