"""What is said around a question: greetings, politeness, "I'd like to know". Taken off, it changes nothing."""

from __future__ import annotations

import re

from qa.asked.grammar import expand

_ASKED_OF_US = (
    "tell|show|explain|give|list|find|summari[sz]e|sum up|compare|contrast|describe|name|help|outline|point|walk"
    "|remind|check|say|let|recommend|suggest|look|count|enumerate|get|fetch|clarify"
)
_QUESTION = r"(?:<wh>|whether|if|<aux>)\b"
_LEADING = tuple(
    re.compile(expand(pattern), re.IGNORECASE)
    for pattern in (
        # "Hi there,"
        r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|dear \w+)"
        r"(?: (?:there|all|bot|everyone|team|folks|again))?(?:[ ,.!:;–—-]+|$)",
        # "Thanks. So, ..."
        r"(?:please|pls|plz|kindly|so|ok|okay|well|um+|uh+|hmm+|now|right|thanks|thank you|sorry|excuse me)"
        rf"(?:[,.!:;…–—-]+ *| (?={_QUESTION}))",
        r"(?:please|pls|plz|kindly) ",
        # "Just a quick question:"
        r"(?:(?:a|one|just a|another) )?(?:quick|short|simple|small|stupid|dumb|silly)?"
        r" ?question[ ,:.;–—-]+(?=\S)",
        # "Could you please"; but "can you use x for y?" asks about the world, not us
        rf"(?:can|could|would|will) (?:you|u) (?:(?:please|kindly|maybe|also|perhaps)"
        rf" )*(?=(?:{_ASKED_OF_US})\b)",
        rf"(?:do|would) you (?:happen to )?know (?={_QUESTION})",
        r"(?:i'?d|i would) (?:really |just )?(?:like|love) (?:you )?to (?:know|understand|learn|hear|find"
        r" out|ask(?: you)?)[ ,:]+",
        r"i (?:just |really )?(?:want(?:ed)?|need|wish) to (?:know|understand|learn|find out|ask(?:"
        r" you)?)[ ,:]+",
        r"i(?:'m| am| was|'ve been| have been)? (?:just )?(?:wonder(?:ing)?|curious|asking myself)(?:"
        r" about)?[ ,:]+",
        r"(?:may|might|can|could) i (?:please )?ask(?: you)?[ ,:]+",
        rf"(?:tell|show) (?:me|us)[ ,:]+(?:please[ ,:]+)?(?={_QUESTION})",
        r"(?:explain|describe|clarify)(?: to)?(?: (?:me|us))?[ ,:]+(?=<wh>\b)",
        rf"(?:any idea|let me know|remind me|i forgot|just curious|out of curiosity)[ ,:]+(?={_QUESTION})",
    )
)
_TRAILING = re.compile(
    r"(?<![ ,;–—-])[ ,;–—-]+(?:please|pls|plz|thanks(?: (?:a lot|so much|in advance))?|thank you(?: very much)?|thx"
    r"|cheers"
    r"|for me(?: please)?|if (?:you can|possible|you please))[ ]*(?P<end>[.!?]*) *$",
    re.IGNORECASE,
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def strip_frame(question: str) -> str:
    """The question without the polite words around it; never empty unless the question is.

    "Hi, could you please tell me how X works? Thanks!" gives "how X works?".
    White space is made single and apostrophes straight; nothing else is changed.
    """
    text = " ".join(question.translate(_APOSTROPHES).split())
    while True:
        shorter = _once(text)
        if shorter == text or not re.search(r"\w", shorter):
            return text
        text = shorter


def _once(text: str) -> str:
    for pattern in _LEADING:
        match = pattern.match(text)
        if match:
            return text[match.end() :].lstrip(" ,:;")
    tail = _TRAILING.search(text)
    if not tail:
        return text
    rest = text[: tail.start()]
    return rest if rest.endswith(("?", "!", ".")) else rest + tail["end"]
