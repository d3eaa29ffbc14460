"""What is said around a question: greetings, politeness, "I'd like to know". Taken off, it changes nothing."""

from __future__ import annotations

import re

_ASKED_OF_US = (
    r"tell|show|explain|give|list|find|summari[sz]e|sum\s+up|compare|contrast|describe|name|help|outline"
    r"|point|walk|remind|check|say|let|recommend|suggest|look|count|enumerate|get|fetch|clarify"
)
_WH = (
    r"(?:what|which|who|whom|whose|when|where|why|how|whether|if|is|are|was|were|do|does|did|has|have|can)\b"
)
_LEADING = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?:hi|hello|hey|hiya|howdy|greetings|good\s+(?:morning|afternoon|evening|day)|dear\s+\w+)"
        r"(?:\s+(?:there|all|bot|everyone|team|folks|again))?(?:[\s,.!:;–—-]+|$)",
        r"(?:please|pls|plz|kindly|so|ok|okay|well|um+|uh+|hmm+|now|right|thanks|thank\s+you|sorry|excuse\s+me)"
        r"(?:[,.!:;…–—-]+\s*|\s+(?=" + _WH + r"))",
        r"(?:please|pls|plz|kindly)\s+",
        r"(?:(?:a|one|just\s+a|another)\s+)?(?:quick|short|simple|small|stupid|dumb|silly)?\s*question[\s,:.;–—-]+"
        r"(?=\S)",
        r"(?:can|could|would|will)\s+(?:you|u)\s+(?:please\s+|kindly\s+|maybe\s+|also\s+|perhaps\s+)*"
        r"(?=(?:" + _ASKED_OF_US + r")\b)",
        r"(?:do|would)\s+you\s+(?:happen\s+to\s+)?know\s+(?=" + _WH + r")",
        r"(?:i'?d|i\s+would)\s+(?:really\s+|just\s+)?(?:like|love)\s+(?:you\s+)?to\s+"
        r"(?:know|understand|learn|hear|find\s+out|ask(?:\s+you)?)[\s,:]+",
        r"i\s+(?:just\s+|really\s+)?(?:want(?:ed)?|need|wish)\s+to\s+"
        r"(?:know|understand|learn|find\s+out|ask(?:\s+you)?)[\s,:]+",
        r"i(?:'m|\s+am|\s+was|'ve\s+been|\s+have\s+been)?\s+(?:just\s+)?(?:wonder(?:ing)?|curious|asking\s+myself)"
        r"(?:\s+about)?[\s,:]+",
        r"(?:may|might|can|could)\s+i\s+(?:please\s+)?ask(?:\s+you)?[\s,:]+",
        r"(?:tell|show)\s+(?:me|us)[\s,:]+(?:please[\s,:]+)?(?=" + _WH + r")",
        r"(?:explain|describe|clarify)(?:\s+to)?(?:\s+(?:me|us))?[\s,:]+(?=(?:what|which|who|when|where|why|how)\b)",
        r"(?:any\s+idea|let\s+me\s+know|remind\s+me|i\s+forgot|just\s+curious|out\s+of\s+curiosity)[\s,:]+"
        r"(?=" + _WH + r")",
    )
)
_TRAILING = re.compile(
    r"[\s,;–—-]+(?:please|pls|plz|thanks(?:\s+(?:a\s+lot|so\s+much|in\s+advance))?|thank\s+you(?:\s+very\s+much)?|thx|"
    r"for\s+me(?:\s+please)?|if\s+(?:you\s+can|possible|you\s+please)|cheers)\s*(?P<end>[.!?]*)\s*$",
    re.I,
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def strip_frame(question: str) -> str:
    """The question without the polite words around it; never empty unless the question is.

    "Hi, could you please tell me how X works? Thanks!" gives "how X works?".
    White space is made single and apostrophes straight; nothing else is changed.
    """
    whole = " ".join(question.translate(_APOSTROPHES).split())
    text = whole
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
    return text[: tail.start()] + tail["end"] if tail else text
