"""Greetings, thanks, help, goodbyes and insults: answered at once, without searching.

A text is small talk only if all of it is: "hi, thanks!" is, "hi, what is X?" is not.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["help", "identity", "insult", "thanks", "bye", "greeting", "mood", "praise", "acknowledge"]

_BOT = r"(?:there|bot|chatbot|assistant|all|everyone|again|friend|mate|buddy|computer)"
_INSULT = (
    r"(?:stupid|dumb(?:est)?|useless|idiot(?:ic)?|moron(?:ic)?|junk|trash|garbage|rubbish|crap|shit(?:ty)?|bullshit|worthless"
    r"|pathetic|terrible|awful|worst|horrible|liar|lame|suck(?:s)?|bad|annoying|ugly|hopeless|fool|clown|asshole|bitch)"
)
_FILLER = r"(?:\s+(?:are|r|is|a|an|the|so|such|really|very|just|totally|fucking|bloody|damn|complete|absolute|utterly|piece|of|at|this|bot))*"

# Longest match wins at each position; the first kind in this order names the whole text.
_PHRASES: tuple[tuple[Kind, str], ...] = (
    (
        "help",
        r"help(?:\s+me)?|i\s+need\s+(?:some\s+)?help|what\s+(?:all\s+)?can\s+(?:you|u|i|this(?:\s+\w+)?)\s+(?:do|ask|help(?:\s+me)?\s+with)"
        r"(?:\s+(?:for\s+me|you|here))?|what\s+do\s+you\s+do|what\s+are\s+you\s+(?:for|able\s+to\s+do|good\s+(?:at|for))"
        r"|what\s+(?:kinds?|sorts?|types?)\s+of\s+(?:questions?|things?)\s+(?:can|should|could|may)\s+(?:i|you)\s+(?:ask|answer)(?:\s+you)?"
        r"|what\s+(?:should|could|may)\s+i\s+ask(?:\s+you)?|how\s+(?:does|do)\s+(?:this|this\s+(?:thing|tool|app|bot|chatbot|page|site)|you)\s+work"
        r"|how\s+(?:do|can|should)\s+i\s+use\s+(?:this(?:\s+\w+)?|you|it)|how\s+to\s+use\s+(?:this(?:\s+\w+)?|you|it)"
        r"|how\s+can\s+you\s+help(?:\s+me)?|can\s+you\s+help(?:\s+me)?|what\s+is\s+this(?:\s+(?:thing|tool|app|bot|chatbot|page|site))?"
        r"|what'?s\s+this|instructions|usage|menu|commands|show\s+(?:me\s+)?(?:the\s+)?help|(?:how\s+do\s+i\s+)?get\s+started"
        r"|what\s+do\s+you\s+know|what\s+now|\?+",
    ),
    (
        "identity",
        r"(?:who|what)\s+(?:are|r)\s+(?:you|u)(?:\s+exactly)?|who\s+(?:made|built|created|wrote|trained)\s+(?:you|this(?:\s+\w+)?)|what(?:'s|\s+is)\s+your\s+name"
        r"|are\s+you\s+(?:a\s+|an\s+)?(?:bot|human|robot|person|ai|real|chatgpt|gpt|machine|chatbot|llm|language\s+model|sentient|alive)"
        r"(?:\s+or\s+(?:a\s+|an\s+)?\w+)?|do\s+you\s+have\s+a\s+name|introduce\s+yourself|tell\s+me\s+about\s+yourself"
        r"|(?:what|which)\s+(?:language\s+)?model\s+(?:are\s+you|do\s+you\s+(?:use|run(?:\s+on)?))",
    ),
    (
        "insult",
        rf"(?:you|u|your|ur|you're|youre|this(?:\s+(?:bot|thing|tool|app|chatbot))?(?:\s+is)?|bot){_FILLER}\s+{_INSULT}"
        rf"(?:{_FILLER}\s+(?:{_INSULT}|bot|machine|chatbot|thing|program|tool|app|ever|i\s+have\s+ever\s+(?:seen|used|met)|i've\s+ever\s+(?:seen|used|met)))*"
        rf"|{_INSULT}\s+(?:bot|chatbot|machine|program|thing|answer|tool|app)|shut\s+up|f(?:uck|\*+k?)\s*(?:you|off|this|it|u)?|go\s+to\s+hell|screw\s+you"
        r"|i\s+hate\s+(?:you|this(?:\s+\w+)?)|what\s+the\s+(?:hell|fuck)|wtf|damn(?:\s+(?:it|you))?|idiot|stupid|moron",
    ),
    (
        "thanks",
        r"(?:many\s+|ok\s+)?thanks?(?:\s+(?:you|a\s+(?:lot|bunch|million|ton)|so\s+much|very\s+much|again|anyway|for\s+(?:the|your|all\s+your)\s+(?:help|answers?|info|time)|for\s+that))*"
        r"|thank\s+(?:you|u)(?:\s+(?:so|very)\s+much|\s+again|\s+for\s+(?:the|your|all\s+your)\s+(?:help|answers?|info|time))*"
        r"|thx|ty|tysm|cheers|much\s+appreciated|i\s+appreciate\s+(?:it|that|your\s+help)|merci|danke|gracias",
    ),
    (
        "bye",
        r"(?:good\s*)?bye(?:\s*bye)?|see\s+(?:you|ya|u)(?:\s+(?:later|soon|tomorrow|around))?|cya|farewell|good\s*night|take\s+care"
        r"|have\s+a\s+(?:nice|good|great)\s+(?:day|evening|weekend|one)|i'?m\s+done|that(?:'s|\s+is|\s+will\s+be|'ll\s+be)\s+all(?:\s+for\s+(?:now|today))?|quit|exit",
    ),
    (
        "mood",
        r"how\s+(?:are|r)\s+(?:you|u)(?:\s+(?:doing|today|doing\s+today))?|how(?:'s|\s+is)\s+it\s+going|what(?:'s|s|\s+is)\s+up|sup|how\s+do\s+you\s+do|how\s+have\s+you\s+been"
        r"|tell\s+me\s+a\s+joke|nice\s+to\s+meet\s+you",
    ),
    (
        "praise",
        r"(?:you(?:'re|\s+are)|that(?:'s|\s+is|\s+was)|this\s+is|it's)?\s*(?:so\s+|very\s+|really\s+|quite\s+|pretty\s+)?"
        r"(?:helpful|great|awesome|amazing|brilliant|perfect|excellent|wonderful|fantastic|impressive|useful|good|nice|cool|smart|clever|interesting)"
        r"(?:\s+(?:bot|job|work|answer|one|stuff|thing))?|well\s+done|good\s+(?:bot|job|work)|i\s+(?:like|love)\s+(?:you|it|this)|wow|bravo|lovely",
    ),
    (
        "greeting",
        rf"(?:hi+|hello+|hey+|hiya|howdy|yo|greetings|hallo|hola|good\s+(?:morning|afternoon|evening|day)|gm|salut|bonjour)(?:\s+{_BOT})?",
    ),
    (
        "acknowledge",
        r"ok(?:ay|ey)?|k|yes|yep|yeah|no|nope|sure|fine|alright|all\s+right|got\s+it|i\s+see|understood|hm+|ah+|oh+|lol|haha+|sorry|my\s+bad|never\s*mind|test(?:ing)?"
        r"|right|please|so|well|then|and|but|for\s+now|you\s+too|no\s+problem|makes\s+sense",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"(?:{pattern})(?=\s|$)")) for kind, pattern in _PHRASES)
_ORDER = {kind: rank for rank, (kind, _) in enumerate(_PHRASES)}

_REPLIES: dict[Kind, str] = {
    "help": (
        "I answer questions about {size} with exact quotes, each cited by its paper's title. You can ask for\n"
        "- a fact: “What speedup does X reach?”, “Why does Y fail?”\n"
        "- a summary: “What is X about?”\n"
        "- a list: “Which papers work on Y?”\n"
        "- a comparison: “How do X and Y differ?”\n"
        "- the collection itself: “How many papers are there?”, “Which abstracts mention Z?”\n"
        "\n"
        "Follow-ups such as “and its cost?” work too. What no abstract says, I do not answer."
    ),
    "identity": (
        "I am a program that answers questions about {size}. I quote the abstracts word for word and name "
        "the paper; what they do not say, I do not answer."
    ),
    "insult": "Sorry that did not help. Naming the paper, the method or the data set you mean often does.",
    "thanks": "You are welcome.",
    "bye": "Goodbye.",
    "mood": "Ready for your questions about {size}.",
    "praise": "Glad that helps. What else would you like to know?",
    "greeting": "Hello. Ask me anything about {size}; “help” shows what I can do.",
    "acknowledge": "What would you like to know about {size}?",
}


def smalltalk_kind(text: str) -> Kind | None:
    """The kind of small talk that all of ``text`` is, or None if any of it is something else."""
    rest = _plain(text)
    if not rest:
        return None
    kinds: list[Kind] = []
    while rest:
        found = [(match.end(), kind) for kind, pattern in _PATTERNS if (match := pattern.match(rest))]
        if not found:
            return None
        end, kind = max(found, key=lambda item: (item[0], -_ORDER[item[1]]))
        kinds.append(kind)
        rest = rest[end:].lstrip()
    return min(kinds, key=_ORDER.__getitem__)


def smalltalk_reply(text: str, papers: int | None = None) -> str:
    """What to say to small talk; ``papers`` is the size of the collection, where known.

    Raises ValueError if ``text`` is not small talk.
    """
    kind = smalltalk_kind(text)
    if kind is None:
        raise ValueError(f"not small talk: {text!r}; ask smalltalk_kind() first")
    size = "a collection of paper abstracts"
    if papers is not None:
        size = f"the {papers} paper abstracts" if papers != 1 else "the one paper abstract"
        size += " of this collection"
    return _REPLIES[kind].format(size=size)


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, no punctuation or emoji but a lone "?"."""
    lowered = text.lower().replace("’", "'").strip()
    words = re.sub(r"[^\w\s'*]+", " ", lowered).replace("_", " ").split()
    return " ".join(words) or ("?" if re.fullmatch(r"[?\s]+", lowered) else "")
