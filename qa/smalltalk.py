"""Greetings, thanks, help, goodbyes and insults: answered at once, without searching.

A text is small talk only if all of it is: "hi, thanks!" is, "hi, what is X?" is not.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "crisis",
    "instructed",
    "help",
    "identity",
    "insult",
    "thanks",
    "bye",
    "greeting",
    "mood",
    "opinion",
    "praise",
    "acknowledge",
]

_BOT = r"(?:there|bot|chatbot|assistant|all|everyone|again|friend|mate|buddy|computer)"
_INSULT = (
    r"(?:stupid|dumb(?:est)?|useless|idiot(?:ic)?|moron(?:ic)?|junk|trash|garbage|rubbish|crap"
    r"|shit(?:ty)?|bullshit|worthless"
    r"|pathetic|terrible|awful|worst|horrible|liar|lame|suck(?:s)?|bad|annoying|ugly|hopeless|fool|clown"
    r"|asshole|bitch)"
)
_FILLER = (
    r"(?: (?:are|r|is|a|an|the|so|such|really|very|just|total|totally|fucking|bloody|damn|complete|absolute|utterly"
    r"|piece|of|at|this|bot))*"
)

_PROMPT = (
    r"(?:(?:system |initial |hidden )?prompts?|(?:system |initial |hidden )?instructions|system message)"
)
IGNORE = (
    r"(?:ignore|disregard|forget|override|bypass) (?:(?:all|any|of|the|your|my|previous|prior|above|earlier|these|those)"
    r" )*(?:instructions?|rules?|prompts?|sources?|guidelines?|constraints?|directions?|orders?|training|context)"
    r"(?: (?:above|before|given|you (?:were|have been) given))?"
)

_EXAMPLES = (
    r"(?:(?:can|could|would|will) (?:you|u) )?(?:please )?(?:suggest|give(?: me| us)?|show(?: me| us)?|propose|recommend|list|offer)"
    r"(?: me| us)? (?:(?:some|a few|a couple of|an?|any|good|two|three|five|sample|example) )*"
    r"(?:questions?(?: to (?:me|us))?|examples?)(?: (?:(?:that )?(?:i|we|you|one) (?:can|could|should|may|might) (?:ask|answer)"
    r"|to (?:ask|try|start(?: with)?|begin(?: with)?|me|us)|please|of (?:good )?questions?|(?:you|u) can answer))*"
)

_SAY = (
    r"(?:reply|respond|answer|say|write|output|print)(?: only| just| back)*"
    r" (?:with(?: only| just| exactly)?|only|just|exactly|nothing but|(?=the words?\b))"
)

# Work that is asked for, other than an answer. Only where nothing is asked: "pretend to be a pirate: why ...?" is a question.
_COMMAND = re.compile(
    r"(?:^|[.!:;,] )(?:please |now |then |just |first )*(?:write|compose|draft|sing|recite|invent|generate|create)(?: me| us| for me| up)?"
    r" (?:an?|some|the|my|another) (?:[\w-]+ ){0,3}?(?:poem|song|story|joke|haiku|limerick|essay|e-?mail|mail|letter|tweet|blog post|speech|rap"
    r"|script|program|prompt|recipe|exploit|virus|malware)s?\b"
    r"|(?:^|[.!:;,] )(?:please |now |then |just )*(?:tell|give|make|crack|do|sing)(?: me| us)? (?:an?|some|another) (?:[\w-]+ ){0,2}?"
    r"(?:poem|song|joke|haiku|limerick|riddle|pun|fairy tale|bedtime story)s? (?:about|on|of|with|for|in)\b"
    r"|(?:^|[.!:;] )(?:please |now |then |just |first )*(?:"
    r"(?:run|execute|eval|exec) (?:this|that|these|my|it|the (?:following|code|script|program|command|above)|(?:ls|cat|rm|sudo|curl|bash)\b)"
    r"|(?:act|behave|pose|respond|answer|talk|speak) (?:as|like) (?:an?|my|the|if) |pretend (?:to be|that|you)|role-?play"
    r"|(?:from now on )?you(?:'re| are) (?:now |no longer )(?:an? |in )?\w+|repeat (?:after me|the words?|this)\b"
    r"|translate .+ (?:in)?to (?:english|french|german|spanish|chinese|italian|japanese|russian|arabic|hindi|korean|portuguese)\b)",
    re.IGNORECASE,
)
_FAKE = re.compile(
    r"(?:^|[.!:;,] |\band )(?:please |now |then |just )*(?:"
    r"(?:give|write|make up|invent|fabricate|come up with|create|produce)(?: me| us)? (?:\d+ |an? |some |a few |two |three )?"
    r"(?:fake|fictional|fabricated|invented|made-up|bogus|realistic[- ]looking|believable|plausible) (?:[\w-]+ ){0,3}?"
    r"|(?:invent|fabricate|make up) (?:an? |some |the |\d+ )?(?:[\w-]+ )?)"
    r"(?:authors?|citations?|references?|journals?|quotes?|results?|numbers?|scores?|papers?|studies)\b",
    re.IGNORECASE,
)
_OWN_KNOWLEDGE = re.compile(
    r"\b(?:from|us(?:e|ing)|with|on) your (?:(?:own|general|world|background|training) )+(?:knowledge|memory|data)\b",
    re.IGNORECASE,
)
# A question that goes with a command, in a sentence or a clause of its own.
_ASKS_TOO = re.compile(
    r"\?|(?:[.!:;,]|\band) (?:also:? |then )?(?:what|which|who|how|why|when|where|does|did|is|are|compare|summari[sz]e|list|explain|describe)\b",
    re.IGNORECASE,
)

# Longest match wins at each position; the first kind in this order names the whole text.
_PHRASES: tuple[tuple[Kind, str], ...] = (
    (
        "crisis",
        r"i (?:really |just )?(?:want to|wanna|am going to|'m going to|will|plan to|feel like) (?:kill|hurt|harm"
        r"|cut)(?:ing)? myself(?: \w+){0,3}|i (?:really |just )?(?:want to|wanna) (?:die|end (?:it all|my life))"
        r"|i(?:'m| am| feel) suicidal",
    ),
    (
        "instructed",
        rf"(?:please )?(?:print|show|reveal|repeat|output|tell|give|display|what(?:'s| is| are))(?: me| us)?"
        rf" (?:(?:your|the|all|of|full|entire|exact|complete|hidden|secret|initial|original|text|contents?|wording) )*{_PROMPT}(?: (?:above|to me|verbatim"
        rf"|word for word|please))*"
        rf"|(?:please )?{IGNORE}(?:(?: and| then| just| now| instead)* {_SAY}(?: [\w']+){{0,12}})?"
        rf"|(?:please )?(?:repeat after me\b|{_SAY} the (?:words?|text|phrase)\b)(?: [\w']+){{0,12}}|repeat (?:the|all)(?: of)?(?: the)? (?:text|words|everything)(?: above)?"
        r"|(?:you are now|from now on you(?:'re| are| will| must)|pretend(?: to be| that| you)|act as(?: if)?"
        r"|role ?play as|do anything now)\b(?: [\w']+){0,12}",
    ),
    (
        "help",
        r"help(?: me)?|i need (?:some )?help|what (?:all )?can (?:you|u|i"
        r"|this(?: \w+)?) (?:do|ask|help(?: me)? with)"
        r"(?: (?:for me|you|here|about|then|now))*|what do you do|what are you (?:for|able to do"
        r"|good (?:at|for))"
        r"|what (?:kinds?|sorts?|types?) of (?:questions?|things?) (?:can|should|could"
        r"|may) (?:i|you) (?:ask|answer)(?: you)?"
        r"|what (?:should|could|may) i ask(?: you)?|how (?:does|do) (?:this|this (?:thing"
        r"|tool|app|bot|chatbot|page|site)|you) work"
        r"|how (?:do|can|should) i use (?:this(?: \w+)?|you|it)"
        r"|how (?:do|can|should) i (?:best )?(?:ask|phrase|word|pose)(?: (?:you|an?|my|the|good|better|right|best|questions?|this|here|well|properly))*"
        r"|how to use (?:this(?: \w+)?|you|it)"
        r"|how can you help(?: me)?|can you help(?: me)?|what is this(?: (?:thing"
        r"|tool|app|bot|chatbot|page|site))?"
        r"|what'?s this|instructions|usage|menu|commands|show (?:me )?(?:the )?help"
        r"|(?:how do i )?get started"
        r"|what do you know|what now|\?+"
        rf"|(?:i (?:don'?t|do not) know what to ask[,.;:]? ?(?:{_EXAMPLES})?|{_EXAMPLES})"
        r"|(?:can|may|could|how (?:can|do)) i (?:upload|add|use|load|import|bring|try) (?:my|our) own"
        r" (?:papers?|abstracts?|files?|pdfs?|collection|library|data|documents?)(?: here)?"
        r"|(?:what|which) (?:file )?formats (?:do you|can you|can i) (?:read|support|accept|use|upload)",
    ),
    (
        "identity",
        r"(?:who|what) (?:are|r) (?:you|u)(?: exactly)?|who (?:made|built|created|wrote"
        r"|trained) (?:you|this(?: \w+)?)|what(?:'s| is) your name"
        r"|(?:(?:are you|is this (?:bot|tool|thing|app|chatbot))|(?:do|can|could) you (?:know|work|answer|perform|think|do))"
        r" (?:(?:really|actually|even|any|much) )*(?:\w+er|worse|(?:more|less)(?: \w+)?) than (?:\w+ ){0,4}?\w+(?= be honest|$)"
        r"|are you (?:[\w.]+ ){1,4}or (?:some|any)(?:thing|one|body)(?: (?:else|similar|like (?:that|it)))?"
        r"|are you (?:a |an )?(?:bot|human|robot|person|ai|real|chatgpt|gpt|machine|chatbot|llm"
        r"|language model|sentient|alive)"
        r"(?: or (?:a |an )?\w+)?"
        r"|(?:\w+ ){0,2}(?:are|is|do|does|were) your (?:answers?|repl(?:y|ies)|responses?|quotes|quotations)(?!.* (?:say|about|on)\b)(?: [\w']+){1,12}"
        r"|do you have a name|introduce yourself"
        r"|tell me about yourself"
        r"|(?:what|which) (?:language |ai )?(?:model|llm) (?:are you|do you (?:use|run(?: on)?))(?: (?:built|based|running|trained) (?:up)?on)?(?: (?:gpt|claude|chatgpt|or|llama|[\w.]*\d[\w.]*))*"
        r"|(?:do|are) you (?:use|using|based on|powered by) (?:an? )?(?:ai|llm|chatgpt|gpt|openai|language models?)"
        r"|how (?:accurate|reliable|good|smart|trustworthy|old) are you|(?:can|do|will) you (?:ever )?(?:make"
        r" (?:mistakes|errors|(?:\w+ ){1,3}up|up \w+)|hallucinate|lie)(?: or (?:where|how) do (?:they|you) (?:\w+ ){0,2}\w+)?|(?:can|should) i trust (?:you|this|your answers?)"
        r"|(?:do|can) you (?:speak|understand|read) \w+|what languages? do you (?:speak|understand|know)"
        r"|where (?:does|do) (?:your|the|this) (?:data|answers?|information|papers|abstracts) come from"
        r"|what are your (?:sources|limits|limitations|rules)|is (?:this|it) (?:free|safe|private|secure)"
        r"|do you (?:remember|store|save|keep|log|share) (?:me|my \w+|this(?: \w+)?|what i (?:ask|say|type))"
        r"|how (?:do|can|should) i cite (?:you|this(?: \w+)?)",
    ),
    (
        "insult",
        rf"(?:you|u|your|ur|you're|youre|this(?: (?:bot|thing|tool|app|chatbot))?(?: is)?"
        rf"|bot){_FILLER} {_INSULT}"
        rf"(?:{_FILLER} (?:{_INSULT}|bot|machine|chatbot|thing|program|tool|app|ever"
        rf"|(?:\w+ ){{0,3}}(?:i have|i've|ive) ever (?:seen|used|met|tried)))*"
        rf"|{_INSULT} (?:bot|chatbot|machine|program|thing|answer|tool|app)|shut up|f(?:uck"
        rf"|\*+k?) ?(?:you|off|this|it|u)?|go to hell|screw you"
        r"|i hate (?:you|this(?: \w+)?)|what the (?:hell|fuck)|wtf|damn(?: (?:it|you))?|idiot"
        r"|stupid|moron",
    ),
    (
        "thanks",
        r"(?:many |ok )?thanks?(?: (?:you|a (?:lot|bunch|million|ton)|so much|very much|again"
        r"|anyway|for (?:the|your|all your) (?:help|answers?|info|time)|for that))*"
        r"|thank (?:you|u)(?: (?:so|very) much| again| for (?:the|your|all your) (?:help"
        r"|answers?|info|time))*"
        r"|(?:(?:that|this|it|which) )?(?:really |already )?help(?:s|ed)(?: me)?(?: out)?(?: a (?:lot|bit|ton|great deal)| (?:very )?much| already)?"
        r"|(?:(?:that|this|it)(?:'s| is| was) )?(?:super|very|really|so|most|extremely) (?:helpful|useful|clear|kind"
        r"|interesting|good|nice|cool)"
        r"|thx|ty|tysm|cheers|much appreciated|i appreciate (?:it|that|your help)|merci|danke"
        r"|gracias",
    ),
    (
        "bye",
        r"(?:good ?)?bye(?: ?bye)?|see (?:you|ya|u)(?: (?:later|soon|tomorrow|around))?|cya"
        r"|farewell|good ?night|take care"
        r"|have a (?:nice|good|great) (?:day|evening|weekend|one)|i'?m done|that(?:'s| is"
        r"| will be|'ll be) all(?: for (?:now|today))?|quit|exit",
    ),
    (
        "mood",
        r"how (?:are|r) (?:you|u)(?: doing)?(?: today)?|how(?:'s| is) it going|what(?:'s|s"
        r"| is) up|sup|how do you do|how have you been"
        r"|(?:tell|give) me a joke|nice to meet you|(?:write|sing|tell|make) (?:me )?(?:a|an) (?:poem|song|story|joke)"
        r"(?: about \w+){0,1}|surprise me|i(?:'m| am) bored",
    ),
    (
        "opinion",
        r"(?:honestly )?(?:which|what)(?: (?:one|paper|method|model|study))?(?: of (?:them|these|those)(?: papers)?)?(?: here)?"
        r" (?:do you (?:personally )?(?:like|prefer|love)(?: the)?(?: best| most)?|is your (?:personal )?favou?rite)"
        r"|what(?:'s| is) your (?:personal )?(?:opinion|favou?rite)(?: \w+){0,4}|do you (?:like|agree with) (?:it|this|that|this paper)",
    ),
    (
        "praise",
        r"(?:you(?:'re| are)|that(?:'s| is| was)|this is|it's)? ?(?:so |very |really "
        r"|quite |pretty )?"
        r"(?:helpful|great|awesome|amazing|brilliant|perfect|excellent|wonderful|fantastic|impressive"
        r"|useful|good|nice|cool|smart|clever|interesting)"
        r"(?: (?:bot|job|work|answer|one|stuff|thing))?|well done|good (?:bot|job|work)|i (?:like"
        r"|love) (?:you|it|this)|wow|bravo|lovely",
    ),
    (
        "greeting",
        rf"(?:hi+|hello+|hey+|hiya|howdy|yo|greetings|hallo|hola|good (?:morning|afternoon|evening|day)"
        rf"|gm|salut|bonjour)(?: {_BOT})?",
    ),
    (
        "acknowledge",
        r"ok(?:ay|ey)?|k|yes|yep|yeah|no|nope|sure|fine|alright|all right|got it|i see|understood"
        r"|hm+|ah+|oh+|lol|haha+|sorry|my bad|never ?mind|test(?:ing)?"
        r"|be honest|honestly|seriously|come on|right|please|so|well|then|and|but|for now|you too|no problem|makes sense|fair(?: enough)?|good to know|that's (?:all|it|enough)(?: for (?:now|today))?",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"(?:{pattern})(?=\s|$)")) for kind, pattern in _PHRASES)
_ORDER = {kind: rank for rank, (kind, _) in enumerate(_PHRASES)}

_REPLIES: dict[Kind, str] = {
    "crisis": (
        "I am sorry that you feel this way. I only know paper abstracts, but people can help: please call your "
        "local emergency number or a crisis line, or talk to someone you trust."
    ),
    "instructed": (
        "I only answer questions about {size}, with their own words; there is nothing else that I can be told "
        "to do, and no hidden prompt."
    ),
    "help": (
        "I answer questions about {size} with exact quotes, each cited by its paper's title. You can ask for\n"
        "- a fact: “How much does X gain on Y?”, “Why does X fail?”\n"
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
    "opinion": "I have no opinions: I tell what the abstracts say. Ask me what {size} say about what matters to you.",
    "mood": "Ready for your questions about {size}.",
    "praise": "Glad that helps. What else would you like to know?",
    "greeting": "Hello. Ask me anything about {size}; “help” shows what I can do.",
    "acknowledge": "What would you like to know about {size}?",
}

# Behind an insult what is said of the product, and asks nothing, is more of it: "You are useless, grep would beat you."
_OF_THE_PRODUCT = re.compile(
    r"[\w'’+ -]*\b(?:you|yours?|this (?:thing|bot|tool|app|chatbot|program))\b[\w'’+ -]*[.!]*", re.IGNORECASE
)
_WANTS = re.compile(
    r"\b(?:what|which|who|why|how|when|where|tell|show|list|give|find|explain|compare|summari[sz]e|describe|name|answer|need|want)\b",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,.!;:]+\s+|\s[–—-]+\s")
# A thank-you in words of its own, which only the model of kinds takes for talk.
_THANKS = re.compile(r"\b(?:thanks?|thank you|thx|grateful|appreciated?)\b", re.IGNORECASE)


def smalltalk_kind(text: str) -> Kind | None:
    """The kind of small talk that all of ``text`` is, or None if any of it is something else.

    A command to do other work than to answer from the abstracts is small talk as a whole, whatever it is about.
    """
    rest = _plain(text)
    if not rest:
        return None
    if (
        _FAKE.search(text)
        or _OWN_KNOWLEDGE.search(text)
        or (_COMMAND.search(text) and not _ASKS_TOO.search(text))
    ):
        return "instructed"
    if _insults_on(text):
        return "insult"
    kinds: list[Kind] = []
    while rest:
        found = [(match.end(), kind) for kind, pattern in _PATTERNS if (match := pattern.match(rest))]
        if not found:
            return None
        end, kind = max(found, key=lambda item: (item[0], -_ORDER[item[1]]))
        kinds.append(kind)
        rest = rest[end:].lstrip()
    return min(kinds, key=_ORDER.__getitem__)


def _insults_on(text: str) -> bool:
    """Whether a text opens with an insult and goes on about the product without asking anything."""
    first, *others = _PAUSE.split(text.strip(), maxsplit=1)
    on_it = bool(others and _OF_THE_PRODUCT.fullmatch(others[0])) and not _WANTS.search(others[0])
    return on_it and smalltalk_kind(first) == "insult"


def smalltalk_reply(text: str, papers: int | None = None) -> str:
    """What to say to small talk; ``papers`` is the size of the collection, where known."""
    kind = smalltalk_kind(text) or ("thanks" if _THANKS.search(text) else "acknowledge")
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
