"""Questions for the gist of one paper, and the paper that they name."""

from __future__ import annotations

import re

from qa.asked.grammar import Form, bare, expand, matches

FORMS = (
    Form("which paper does X? Summarise it", r"(?:which|what) (?:<paper>|one) (?P<x>[^?]+)\? ?(?:please )?(?:(?:summari[sz]e|sum up|outline"
        r"|describe|explain|recap|tell me (?:more )?about)(?: (?:it|that|this)(?: one| <paper>)?)|(?:give|write) (?:me )?(?:an? |the )?<gist>"
        r"(?: of (?:it|that|this)(?: one| <paper>)?)?)(?: <briefly>)?"),
    Form("summarise the X paper", r"(?:summari[sz]e|sum up|wrap up|boil down|digest|recap|outline|condense|abridge|tl;? ?dr(?:"
        r" (?:of|for|on))?|<briefly>,?)[ :,]+(?P<x>.+)"),
    Form("give me a short overview of X",
         r"(?:(?:give|gimme|write|show|send|provide|make|get|want|need|(?:may|can) i (?:have|get)|i (?:need"
         r"|want)) )?(?:me |us )?(?:an? |the )?<gist>:? ?(?:of|for|on|about|behind|from|in) (?P<x>.+)"),
    Form("quick summary: X", r"(?:an? |the )?<gist>(?: please)?(?: ?[:,–—-])+ ?(?P<x>.+)"),
    Form("one line on X", r"(?:an?|one|two|three|a few|some|\d+)(?: or \w+)? (?:lines?|sentences?|words?) (?:on|about|for) (?P<x>.+)"),
    Form("what is X, in a few words?", r"(?:what(?:'s|s| is| are| does| do)|explain|describe) (?P<x>.+?)(?: do| about| propose| say)?,?"
        r" <briefly>"),
    Form("in short, what does X do?", r"<briefly>[,:]? ?(?:what(?:'s|s| is| are| does| do)|explain|describe) (?P<x>.+?)(?: do| about"
        r"| propose| say| achieve| show)?"),
    Form("X: what is this about?", r"(?P<x>[^:]+?) ?: ?(?:what(?:'s|s| is| was) (?:this|it|that)(?: one| <paper>)?(?: all)? about"
        r"|what does (?:it|this) (?:do|say|propose|show|find)|<gist>)"),
    Form("what is the main finding of X?", r"what<is> (?:the )?<gist> (?:of|for|behind|from|in) (?P<x>.+)"),
    Form("what is X all about?", r"what(?:'s| is| was|s) (?P<x>.+?) (?:(?:all|actually|really|basically"
        r"|mainly|mostly) )?about"),
    Form("what's new in X?", r"what(?:'s| is|s) (?:new|novel|interesting|special|the novelty) (?:in|about"
        r"|with|of) (?P<x>.+)"),
    Form("what does the X paper say?", r"what (?:does|do|did) (?P<x><one_paper>) (?:do|say|show|find"
        r"|propose|present|contribute|argue|conclude|report|study"
         r"|introduce|investigate|describe|claim|discover|demonstrate)"),
    Form("what is that paper on X?", r"(?:what|who)(?:'s| is|s) (?P<x>(?:the|that|this) (?:<paper>|one) (?:on|about|that|which|by"
        r"|from|with|where) .+)"),
    Form("tell me about the X paper", r"(?:tell me|explain|describe|talk) (?:to me |me )?(?:about"
        r" )?(?P<x><one_paper>)"),
    Form("the X paper", r"(?P<x>(?:[^ ,:]+ ){1,8}?<paper>)"),
    Form("X, tldr", r"(?P<x>.+?)(?<![ ,:–—-])[ ,:–—-]+(?:<briefly>|tl;? ?dr|summary|gist|overview|summari[sz]ed?|key"
        r" (?:points|takeaways|findings)|main (?:idea|contribution|finding|point)s?)"),
)  # fmt: skip
# A summary only of what is known to be a paper; of a topic, a list.
NAMED_FORMS = (
    Form("tell me about X", r"(?:tell (?:me|us) (?:(?:more|something|everything|a bit) )?about|explain"
        r"|describe|what do you know about|more about|about) (?P<x>.+)"),
    Form("X, what is it and what does it do?", r"(?P<x>[^,:–]{1,60}?) ?(?:[,:–]|-(?= )) ?what(?:'s|s| is| are) (?:it|this|that|they)\b(?:,? and .+)?"),
    Form("what is X and why was it made?", r"what(?:'s|s| is| are) (?P<x>[^,:?]{1,60}?),? and (?:what|why|how) .*\b(?:it|they)\b.*"),
)  # fmt: skip
_TAIL = re.compile(
    expand(
        r"(?<![ ,;:–—-])[ ,;:–—-]+(?:<briefly>|please|for me|tl;?dr|roughly|exactly|really|all"
        r"|basically|to me) *$"
    ),
    re.IGNORECASE,
)
_QUESTION = re.compile(expand(r"^(?:(?:in )?<wh>|<aux>|according)\b"), re.IGNORECASE)
# Problem, means and outcome asked for at once.
_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:problem|issue|gap|challenge|motivation|question|aim|goal|why)\b",
        r"\b(?:how|method|approach|means|solution|technique|do about)\b",
        r"\b(?:results?|outcomes?|findings?|find|found|c[ao]me?s? out|how (?:well|far|good)|conclu\w+|achieve\w*|with what)\b",
    )
)
_SUBJECT = re.compile(
    r"\b(?:does|do|did|is|was) (?P<x>.+?) (?:tackl|solv|address|study|deal|try|work|attack|aim|face|want"
    r"|set|look|examin|investigat|ask)(?:e|ing)?\b",
    re.IGNORECASE,
)
# "Summarise what X does and finds" is about X.
_WHAT_IT_DOES = re.compile(
    r"^what (?P<x>.+?) (?:is|are|does|do|did|says?|proposes?|achieves?|finds?|found|shows?|contributes?)(?: (?:all )?about)?"
    r"(?:,? and (?:what )?\w+)?(?: (?:is|it|they)\b.*)?$",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"what (?:do|did|does|have|has) the authors (?:find|found|show|shown|report|reported|conclude|concluded|discover|discovered|observe|observed)(?: out)?",
    re.IGNORECASE,
)
_MANY = re.compile(expand(r"\b(?:<papers>|research|literature|everything|<made>)\b"), re.IGNORECASE)
# "The work on bees in here" is that of many papers, "the work on bees" may be one.
_ALL_WORK = re.compile(
    expand(
        r"^(?:all (?:the )?|the )?(?:\w+ )?work (?:on|about|in) .+?"
        r"(?= (?:in|of|from|within|across|among|here|there|you)\b)<here>$"
    ),
    re.IGNORECASE,
)


def asks_what_was_found(text: str) -> bool:
    """Whether nothing but the findings of "the authors" is asked for: what is left of "What did Doe find?"."""
    return bool(_FOUND.fullmatch(bare(text)))


def summary_topic(text: str, named: bool) -> str | None:
    """What is to be summarised, or None if no summary is asked for. ``named``: a paper is named."""
    whole = bare(text)
    if re.match(r"what|which", whole, re.IGNORECASE) and all(part.search(whole) for part in _PARTS):
        subject = _SUBJECT.search(whole)
        return _thing(subject["x"]) if subject else whole
    for plain in dict.fromkeys((_without_tail(whole), whole)):
        for form, match in matches(FORMS + NAMED_FORMS if named else FORMS, plain):
            if not _is_other(_WHAT_IT_DOES.sub(r"\g<x>", match["x"]), form in NAMED_FORMS):
                return _thing(match["x"])
    return None


def _is_other(thing: str, by_name: bool) -> bool:
    """Whether the thing is a question of its own, a topic of many papers, or a detail of a named one."""
    if _ALL_WORK.match(thing):
        return True
    one = re.search(expand(r"\b<paper>\b"), thing, re.IGNORECASE)
    return bool(
        _QUESTION.match(thing) or (_MANY.search(thing) and not one) or (by_name and len(thing.split()) > 8)
    )


def _without_tail(text: str) -> str:
    while (match := _TAIL.search(text)) and match.start() > 0:
        text = text[: match.start()]
    return text


def _thing(phrase: str) -> str:
    """The name alone: "the X paper" and "the paper about X" give "X"."""
    phrase = _WHAT_IT_DOES.sub(r"\g<x>", _without_tail(phrase).strip(" ,:;"))
    phrase = re.sub(
        expand(
            r"^(?:(?:the|that|this) )?(?:<paper>|one) (?:(?:on|about|that|which|where|called|titled|entitled|named) "
            r"|(?=<quote>))"
        ),
        "",
        phrase,
        flags=re.IGNORECASE,
    )
    name = re.sub(expand(r"(?:'s)? <paper>$"), "", phrase, flags=re.IGNORECASE)
    article = r"^(?:the|this|that) " if name != phrase else r"^(?:the|this|that) (?=[a-z])"
    return re.sub(article, "", name, flags=0 if name == phrase else re.IGNORECASE).strip(" \"'“”")
