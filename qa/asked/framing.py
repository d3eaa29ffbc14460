"""What is said around a question: greetings, politeness, "I'd like to know". Taken off, it changes nothing."""

from __future__ import annotations

import re

from qa.asked.grammar import expand
from qa.mentions import is_name
from qa.sentences import sentence_spans
from qa.smalltalk import IGNORE, smalltalk_kind
from qa.words import content_tokens

_ASKED_OF_US = (
    "tell|show|explain|give|list|find|summari[sz]e|sum up|compare|contrast|describe|name|help|outline|point|walk"
    "|remind|check|say|let|recommend|suggest|look|count|enumerate|get|fetch|clarify|share"
)
# What an indirect question begins with: "(in) which ...", "whether ..."
_QUESTION = r"(?:(?:(?:in|on|by|for|at|to|with|from|of) )?<wh>|whether|if|<aux>)\b"
_INDIRECT = r"(?:(?:(?:in|on|by|for|at|to|with|from|of) )?<wh>|whether|if)\b"
_KNOWING = (
    r"(?:know(?:ing)?|understand(?:ing)?|learn(?:ing)?|find(?:ing)? out|figur(?:e|ing) out|work(?:ing)? out|hear|see"
    r"|(?:ask|tell|show|teach|remind)(?:ing|ed)?(?: (?:me|us|you))?|explain(?: to (?:me|us))?|check|clarify|remember|recall"
    r"|wonder(?:ing|ed)?|curious|interested(?: in)?|sure|unsure|clear|unclear|aware|idea|clue|forgot)"
)
_LEADING = tuple(
    re.compile(expand(pattern), re.IGNORECASE)
    for pattern in (
        # "Hi there,"; but "Hi-C maps" is no greeting
        r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|dear \w+)"
        r"(?: (?:there|all|bot|everyone|team|folks|again))?(?: ?[,.!:;–—]+ *| +-+ +| +|$)",
        # "So what ...", "Now: ..."
        r"(?:roughly|basically|overall|generally|honestly|btw|by the way)(?: ?[,:] +)",
        r"(?:please|pls|plz|kindly|so|ok|okay|well|um+|uh+|hmm+|now|right|thanks|thank you|sorry|excuse me)"
        rf"(?: ?[,.!:;…–—-]+ *| (?={_QUESTION}|(?:{_ASKED_OF_US}) (?:me|us)\b))",
        r"(?:please|pls|plz|kindly) ",
        r"(?:hm+|lol|haha+|huh|ugh|wow)\b[,.!…]* +(?=\S)",
        # "Just a quick question:"
        r"(?:(?:i have|i've got|here is|here's) )?(?:(?:a|one|my|just a|just one|another|(?:an?|one)other) )?(?:quick"
        r"|short|simple|small|little|stupid|dumb|silly|basic)? ?question(?: for you)?(?: ?[,:.;–—]+ *| -+ )(?=\S)",
        r"(?:(?:i have|i've got) )?(?:an?|one|my|another) (?:\w+ )?question (?:about|on|regarding|concerning) (?=\S)",
        # "Ignore your sources and ..." changes nothing about what is asked
        rf"{IGNORE}(?: and(?: then)?|,? then)?[ ,.:;–—-]+(?=\S)",
        # "For my thesis, ..."
        r"(?:for|in|as part of) (?:my|our) [^,:?]{1,60}, ",
        # "Could you please"; but "can you use x for y?" asks about the world, not us
        rf"(?:(?:can|could|would|will) (?:you|u)|(?:if|whether) (?:you|u) (?:can|could|would|might))"
        rf" (?:(?:please|kindly|maybe|also|perhaps|possibly) )*(?=(?:{_ASKED_OF_US})\b)",
        r"would you mind (?:telling|showing|explaining to) (?:me|us)[ ,:]+",
        rf"(?:do|would) you (?:happen to )?know (?={_QUESTION})",
        r"(?:(?:can|could|would) you )?(?:please )?(?:confirm|verify|check)(?: for me)? (?:that|whether|if) ",
        r"(?:i'?d|i would) (?:really |just )?(?:like|love) (?:you )?to (?:know|understand|learn|hear|find"
        r" out|ask(?: you)?)[ ,:]+",
        r"i (?:just |really )?(?:want(?:ed)?|need|wish) to (?:know|understand|learn|find out|ask(?:"
        r" you)?)[ ,:]+",
        rf"i(?:'ve| have| am|'m)\b[^?.:]{{0,60}}: (?={_QUESTION})",
        r"i(?:'m| am| was|'ve been| have been)? (?:just )?(?:wonder(?:ing)?|curious|asking myself)(?:"
        r" about)?[ ,:]+",
        r"(?:may|might|can|could) i (?:please )?ask(?: you)?[ ,:]+",
        rf"(?:tell|show) (?:me|us)(?: ?: ?|[ ,:]+(?:please[ ,:]+)?(?={_QUESTION}))",
        r"(?:explain|describe|clarify)(?: to)?(?: (?:me|us))?[ ,:]+(?=<wh>\b)",
        rf"(?:any idea|let me know|remind me|i forgot|just curious|out of curiosity)[ ,:]+(?={_QUESTION})",
        # "What I want to know is"
        rf"(?:what|all|(?:one|the) thing)(?: that)? (?:i|we)\b[^?.]{{0,40}} {_KNOWING} (?:is|was)[ ,:]+",
        # "I am writing a review and have to find out whether ...": who knows is the asker
        rf"(?!(?:<wh>|if|<aux> (?:not )?(?!i\b|we\b|you\b))\b)(?:[^?.]{{0,100}}\b)?(?:i|we|you|me|us|my)\b"
        rf"[^?.]{{0,80}}?\b{_KNOWING}(?: about| of)?[ ,:]+(?={_INDIRECT})",
    )
)
# "I'm doing a review on X. Which papers should I include?"
_FOR_MINE = re.compile(
    r"^i(?:'m| am| want to| have to| need to)? (?:doing|writing|preparing|planning|working on|write|prepare|give|giving|teach|teaching|holding|taking|running) (?:an?|my|the|some) (?:[\w-]+ ){0,2}?"
    r"(?:review|survey|thesis|report|paper|talk|lecture|overview|proposal|chapter|course|presentation|seminar|class|workshop|tutorial|reading list) (?:on|about|of) (?P<topic>[^.?!:;]{3,100}?)"
    r"(?:[.?!:;]+| ?[–—-]+)? *(?:so )?(?:which|what)(?: of)?(?: (?:the|these|your))? (?:papers?|abstracts?|articles?|works?|studies|ones)\b[^.?!]*"
    r"\b(?:include|read(?:ing)?|cite|start|relevant|use|look at|know|consider|matter|need|assign)\b[^.?!]*[.?!]*$",
    re.IGNORECASE,
)
_TO_ME = r"(?: (?:me|us|here|there|then|(?:with|for|on|in) (?:me|us|this|that|it|them)))*"
# "I want my bees to stay calm. Which papers could help me?": what is told is what papers are sought on.
_HELPFUL = re.compile(
    r"^(?:(?:so|well|look|now|my problem(?: is)?|the (?:problem|thing) is)[,: ]+)?(?:(?:i|we)(?:'d| would)?(?: really| just)? (?:want(?: to)?|need(?: to)?|like to|wish(?: to)?|hope to|(?:have|am|'m|are) trying to|try to|have(?: got)?)"
    r" |(?:i'm|i am|we're|we are) )?(?:(?:my|our|the|an?) )?(?P<told>[^?]{8,200}?)(?:[.!;:…]+| ?[–—-]+|,) *(?:and |so )?(?:which|what)(?: of)?(?: (?:the|these|your))? (?:papers?|abstracts?|articles?|works?|studies|ones|research)(?: here| in here)?"
    rf"(?: (?:do you think|that|which))? (?:(?:(?:might|may|could|would|can|will) (?:help|apply|fit|be (?:useful|helpful|relevant|of (?:use|help|interest|relevance)))|helps?|apply"
    rf"|(?:is|are) (?:useful|helpful|relevant|of (?:use|help|interest))){_TO_ME}|(?:should|could|can) (?:i|we) (?:read|look at|look into|consult|start with){_TO_ME})[?.! ]*$",
    re.IGNORECASE,
)
# "The rye one ... no, the oats one": what is withdrawn begins as what is put in its place, or is a name like this.
_WITHDRAWN = re.compile(
    r"\b(?:(?P<first>(?!(?:which|what|who|whose|when|why|how|is|are|was|were|do|does|did|has|have|can|i)\b)\w+)\b(?:(?!\b(?P=first)\b)[^?.!;:]){0,60}?|(?-i:(?P<name>[A-Z][\w-]*)))(?: ?(?:\.{2,}|…|,)| [–—-]+) ?(?:(?:oh|er+m?|um+|uh|ah),? )?"
    r"(?:no(?:,? (?:wait|sorry|not that(?: one)?|actually))?|wait(?:,? no)?|sorry|scratch that|strike that|correction|(?<!, )i mean(?:t)?|or rather|make that)[,:]?"
    r" (?:i mean(?:t)? )?(?=(?(first)(?P=first)\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!;] +")
# "My boss wants to dry hay cheaply, what are the options?"
_OPTIONS = re.compile(
    r"^(?:[^?.!]{0,60}?\b(?:want(?:s|ed)?|need(?:s|ed)?|have|has|tr(?:y|ying|ies)|like|hop(?:e|es|ing)|plan(?:s|ning)?|going|ways?|how) to )(?P<do>[^?.!;:,]{3,100}?)"
    r"(?:[,;:.!?–—-]+ *| +)(?:so )?(?:what|which)(?: of)?(?:'re| are| would be| were| could be)?(?: all)?(?: the| my| our| possible)* (?:options|choices|alternatives|possibilities|ways)"
    r"(?: (?:are there|do (?:i|we|they) have|exist|there are|have (?:i|we)))?(?: (?:here|there|then))?[?.! ]*$",
    re.IGNORECASE,
)
# "Which paper was it that reports X?"
_CLEFT = re.compile(
    r"^(?P<which>(?:which|what) (?:paper|one|article|study|abstract|work|authors?)|who) (?:is|was) it (?:that|which|who) ",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?<![ ,;–—-])[ ,;–—-]+(?:please|pls|plz|(?:many )?thanks(?: (?:a lot|so much|very much|in advance))*"
    r"|thank you(?: (?:so much|very much|in advance|kindly))*|thx|cheers"
    r"|(?:can|could) you (?:please )?help(?: me)?(?: with (?:this|that))?"
    r"|(?:(?:because|since|as|so) )?(?:i|we) (?:want|need|have|plan|would like|'d like) to \w+ (?:them|it|these|those|this|that)\b[^?.!]*"
    r"|for me(?: please)?|if (?:you can|possible|you please))[ ]*(?P<end>[.!?]*) *$",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,.!;:…]+\s+|\s[–—-]+\s")
_RAMBLING = 90  # words, from where on only what asks counts, and what last named a thing before
_COINED = re.compile(r"\b(?:[A-Z]{2,}|\w*[a-z][A-Z]|\w*\d[A-Za-z]|[A-Za-z]+-?\d)\w*")
_SITUATION = 5  # content words
_FEW = 2  # content words, below which a question leans on what was said before it
_WORD = re.compile(r"[\w+-]+(?:\.\w+)*")
_TAKEN = re.compile(
    r"\b(?:it|its|these|those|they|them|their)\b"
    r"|\b(?:this|that)(?= (?:\w+ )?(?:problem|issue|case|question|situation|topic|task|one|idea|kind|way)s?\b|\W*$)",
    re.IGNORECASE,
)
_PERSON = re.compile(r"i(?:'m| am) an?\b", re.IGNORECASE)  # "I am a student of law."
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_RUN_TOGETHER = re.compile(r"\b(what|who|where|how)(s)\b(?! and\b)", re.IGNORECASE)
_ASKS = re.compile(
    expand(rf"(?:{_QUESTION}|(?:{_ASKED_OF_US})\b|anything\b|any\b|everything\b)"), re.IGNORECASE
)
# What people say of themselves before or after they ask.
_OF_ONESELF = re.compile(
    r"(?:i|my|we're|we are)\b|.*\b(?:appreciate|grateful|helpful|regards|wishes)\b", re.I
)

_MEANT = re.compile(r"\bi(?:'m| am)? (?:mean|thinking of|talking (?:of|about)|speaking of)\b", re.IGNORECASE)

# How the answer shall look, which it does anyway or cannot: "Answer only with the number.", "Be brief."
_MANNER = re.compile(
    r"(?:please |and |but )*(?:"
    r"(?:answer|reply|respond|explain)(?: (?:me|it|this|the question))?(?: only| just)?"
    r"(?: (?:with|in|as|using|by|briefly|shortly|concisely|only|please)\b[^?]*)?"
    r"|be (?:brief|short|concise|precise|specific|quick|exact)\b[^?]*"
    r"|keep (?:it|this|your (?:answer|reply)) (?:short|brief|simple|concise)\b[^?]*"
    r"|(?:short|brief|concise) (?:answers?|reply|replies)(?: only| please)*"
    r"|in (?:one|two|three|a few|\d) (?:sentences?|lines?|words?)(?: max| at most| only| please)*"
    r"|(?:no|without) (?:fluff|preambles?|explanations?)\b[^?]*"
    r"|(?:cite|quote|include|give|show|name)(?: me)? (?:your |the )?(?:sources?|quotes?|citations?|references?|evidence)"
    r"|use (?:bullet points?|simple words?|plain english)\b[^?]*"
    r"|(?:don't|do not) (?:make (?:things|anything|stuff) up|guess|hallucinate|invent (?:things|anything))"
    r"|(?:(?:list|give me|show|name|i (?:want|need)) )?all(?: of (?:them|these|those))?(?:,? please)?|be exhaustive"
    r"|(?:just|only) (?:the|a) (?:numbers?|figures?|names?|answers?|facts?)(?: please)?"
    r")[ .!]*",
    re.IGNORECASE,
)


# Orders about how to behave, smuggled in beside a question.
_ORDER = re.compile(
    r"^\W*(?:system|admin\w*|developer|assistant|important|note to (?:the )?\w+)\b[^:?]{0,20}:"
    r"|\bfrom now on\b|\byou (?:must|will|shall) (?:now |always )?(?:end|finish|begin|start|reply|respond|answer|say|output)\b"
    r"|^(?:always )?(?:end|finish|begin|start|close) (?:every|each|your|all)(?: \w+)? (?:reply|replies|answers?|responses?|messages?)\b",
    re.IGNORECASE,
)


def strip_frame(question: str) -> str:
    """The question without the polite words around it; never empty unless the question is.

    "Hi, could you please tell me how X works? Thanks!" gives "how X works?".
    White space is made single and apostrophes straight; nothing else is changed.
    """
    text = " ".join(question.translate(_APOSTROPHES).split())
    text = _RUN_TOGETHER.sub(r"\1'\2", text)
    text = _WITHDRAWN.sub("", text)
    text = _FOR_MINE.sub(r"which papers are about \g<topic>?", text)
    text = _HELPFUL.sub(lambda need: f"which papers help when {_SENTENCE_END.sub(', ', need['told'])}?", text)
    text = _without_asides(_OPTIONS.sub(r"which methods \g<do>?", text))
    while True:
        shorter = _once(text)
        if shorter == text or not re.search(r"\w", shorter):
            return text
        text = shorter


def _without_asides(text: str) -> str:
    """The sentences that ask, and what they build on; small talk and what people say of themselves left out."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    if len(sentences) < 2:
        return text
    asking = [_asks(sentence) for sentence in sentences]
    own = " ".join(sentence for sentence, asks in zip(sentences, asking, strict=True) if asks)
    if not any(asking) or len(content_tokens(own)) < _FEW:
        return text
    if len(text.split()) > _RAMBLING:
        before = sentences[: asking.index(True)]
        named = [sentence for sentence in before if _COINED.search(sentence)][-1:]
        return " ".join((*named, own))
    kept = [
        sentence
        for n, (sentence, asks) in enumerate(zip(sentences, asking, strict=True))
        if asks or not _is_aside(sentence) or (any(asking[n + 1 : n + 2]) and _is_situation(sentence, own))
    ]
    return " ".join(kept)


def asking_alone(question: str) -> str | None:
    """Only those of several sentences that ask, where they name what they ask about; None where there are no others."""
    sentences = [question[start:end] for start, end in sentence_spans(question)]
    asking = " ".join(sentence for sentence in sentences if _asks(sentence))
    alone = strip_frame(asking) if asking else ""
    return None if asking == question or _TAKEN.search(alone) or len(content_tokens(alone)) <= _FEW else alone


def _is_situation(sentence: str, asked: str) -> bool:
    """Whether what people say of themselves right before they ask is what they ask about: told at length, by a name,
    or taken for granted by the question.
    """
    if _is_no_matter(sentence):
        return False
    told = len(content_tokens(sentence)) >= _SITUATION or any(map(is_name, _WORD.findall(sentence)[1:]))
    leans = bool(_TAKEN.search(asked)) or len(content_tokens(asked)) <= _FEW
    return told or (leans and not _PERSON.match(sentence))


def _asks(sentence: str) -> bool:
    if _MANNER.fullmatch(sentence) or _ORDER.search(sentence):
        return False
    shorter = _once(sentence)
    return smalltalk_kind(sentence) is None and (
        sentence.endswith("?") or shorter != sentence or bool(_ASKS.match(sentence))
    )


def _is_aside(sentence: str) -> bool:
    return _is_no_matter(sentence) or bool(_OF_ONESELF.match(sentence) and not _MEANT.search(sentence))


def _is_no_matter(sentence: str) -> bool:
    """Small talk, wishes about the form of the answer, and orders."""
    return smalltalk_kind(sentence) is not None or bool(
        _MANNER.fullmatch(sentence) or _ORDER.search(sentence)
    )


def _once(text: str) -> str:
    pause = _PAUSE.search(text)
    if pause and pause.start() > 1 and smalltalk_kind(text[: pause.start()]):
        return text[pause.end() :]
    for pattern in _LEADING:
        match = pattern.match(text)
        if match:
            return text[match.end() :].lstrip(" ,:;")
    text = _CLEFT.sub(r"\g<which> ", text)
    tail = _TRAILING.search(text)
    if not tail:
        return text
    rest = text[: tail.start()]
    return rest if rest.endswith(("?", "!", ".")) else rest + tail["end"]
