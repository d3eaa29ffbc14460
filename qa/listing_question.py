"""Questions for every paper that has something to do with a topic, and the topic they ask for."""

from __future__ import annotations

import re

_PAPERS = r"(?:papers|articles|studies|abstracts|works|publications|preprints|authors|researchers|groups|teams|trials|entries|records|titles)"
_PAPER = r"(?:paper|article|study|abstract|work|publication|research|literature|anything|something|one|stuff)"
# What papers contribute. "Which methods do x?" asks for all of them; "which layers ...?" for a fact.
_MADE = (
    r"(?:methods|approaches|techniques|algorithms|models|systems|frameworks|tools|schemes|strategies|architectures|solutions|ideas|tricks"
    r"|interventions|treatments|therapies|drugs|programmes|programs|policies|experiments|surveys|theories|proposals|benchmarks|datasets|data\s+sets|corpora)"
)
_ABOUT = r"(?:on|about|regarding|concerning|around|related\s+to|relating\s+to|relevant\s+to|dealing\s+with|touching\s+on|covering|for|in|with|of)"
_HERE = r"(?:\s+(?:here|(?:in|from|of|within|across)\s+(?:the|this|your|our)\s+(?:collection|corpus|library|database|set|data\s?set|papers|abstracts)|(?:that\s+)?you\s+have|in\s+here|in\s+there|among\s+(?:these|them)))*"
_THERE = r"(?:\s*(?:are|is)\s+there|\s+do\s+(?:you|we)\s+have|\s+have\s+you\s+got|\s+exists?|\s+you\s+have|\s+here)*"
_ASK = r"(?:(?:give|show|list|find|get|name|enumerate|recommend|suggest|fetch|search|look|point|want|need|i\s+(?:need|want|would\s+like)|i'?m\s+(?:looking|searching)|looking|searching)(?:\s+(?:me|us|up|for|to|at))*\s+)"
_ALL = r"(?:(?:all|every|any|some|the|a|an|each|other|more|of|me|recent|relevant|good|existing|similar)\s+)*"
_END = _HERE + r"\s*$"

_TOPICS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # "papers that prune", "all papers on pruning", "which of these works prune?"
        rf"^{_ASK}?{_ALL}(?:(?:which|what|whose|how\s+many)\s+)?(?:of\s+(?:the|these|your)\s+)?{_PAPERS}{_THERE}{_HERE}(?:\s+(?:that|which|who|to\s+read|out|there))*\s+(?:(?:are|is)\s+(?=about|on)|{_ABOUT}\s+(?!\d))?(?P<x>.+?){_END}",
        # "anything on pruning?", "is there any paper here on pruning?", "I need something on pruning"
        rf"^(?:(?:is|are)\s+there|do\s+you\s+have|have\s+you\s+got|do\s+you\s+know(?:\s+of)?|got|does\s+(?:the|this)\s+collection\s+(?:have|contain|include)|i\s+need|i\s+want|i'?m\s+(?:looking|after)|looking|need|{_ASK.strip()})?\s*(?:for\s+|me\s+)?(?:any|some|all|a|an|the|other|more|of\s+the|every|much|anything|everything|something|\s)*"
        rf"(?:{_PAPERS}|{_PAPER}|anything|everything|something|all){_THERE}{_HERE}\s+(?:(?:that|which|who)\s+(?:is\s+|are\s+|has\s+)?)?(?:to\s+do\s+with|{_ABOUT})\s+(?P<x>.+?){_END}",
        rf"^(?:is|are)\s+there\s+(?:any|some|other)?\s*{_PAPERS}{_HERE}\s+(?:that|which|who|where)?\s*(?P<x>.+?){_END}",
        rf"^(?:is|are)\s+there\s+(?:any|a|an|some|another)\s+{_PAPER}{_HERE}\s+(?:that|which|who|where)\s+(?P<x>.+?){_END}",
        rf"^do\s+(?:any|some)(?:\s+of\s+(?:the|these))?\s*{_PAPERS}{_HERE}\s+(?P<x>.+?){_END}",
        rf"^does\s+any(?:one|body|\s+{_PAPER})?{_HERE}\s+(?P<x>.+?){_END}",
        # "what is there on pruning?", "what do you have on pruning?"
        rf"^what(?:'s|\s+is|\s+else)?\s*(?:there|do\s+(?:you|we)\s+have|have\s+(?:you|we)\s+got|does\s+(?:the|this)\s+collection\s+(?:have|say|offer)|is\s+known|do\s+(?:the|these)\s+(?:papers|abstracts)\s+say|has\s+been\s+(?:done|written|published)|research\s+is\s+there|work\s+is\s+there){_HERE}\s+(?:on|about|regarding|concerning|for|in)\s+(?P<x>.+?){_END}",
        # "in which papers is the data filtered?", "where do diffusion models turn up in this collection?"
        rf"^in\s+(?:which|what|how\s+many){_HERE}\s+(?:of\s+(?:the|these)\s+)?{_PAPERS}\s+(?:is|are|was|were|do|does|did|has|have)?\s*(?P<x>.+?){_END}",
        r"^where\s+(?:is|are|do|does)\s+(?P<x>.+?)\s+(?:turn|show|come|crop|pop|used|appear|occur|mentioned|discussed|studied|treated|play|feature|applied|covered)\w*(?:\s+(?:up|a\s+role))?(?:\s+(?:in|among|within|across)\s+.*)?$",
        # "who works on pruning?", "who else prunes?"; but "who proposed it?" asks for one
        r"^who\s+(?:(?:else|all|here|also|explicitly|actually)\s+)*(?P<x>(?!is\b|was\b|does\b|has\b|s\b)(?:[a-z]+[^s\W]s|tr(?:y|ies))\b.+?)"
        + _END,
        # "which methods merge models?"
        rf"^{_ASK}?{_ALL}(?:which|what)\s+(?P<x>(?:[\w-]+\s+){{0,2}}?{_MADE}(?:\s+(?:here|are\s+there|exist))*\s+(?!(?:do|does|did|is|was|were|has|have|should|would|can|could|had|the|an?)\b)(?:(?:to|for|that|which)\s+)?.+?){_END}",
        rf"^{_ASK}?{_ALL}(?:which|what)\s+(?P<x>(?:[\w-]+\s+){{0,2}}?{_MADE}\s+(?:are\s+there|do\s+(?:you|the\s+papers)\s+(?:know|have)|have\s+been\s+(?:proposed|suggested|tried|developed|used)|exist|can|could|are)\s+(?!used\b|compared\b|evaluated\b|tested\b).+?){_END}",
        # "list the methods for pruning"
        rf"^(?:list|name|enumerate|show|give|find)(?:\s+me)?\s+(?:all|every|any|some|the|of|different|various|\s)*(?P<x>(?:[\w-]+\s+){{0,2}}?{_MADE}\s+(?:for|to|that|which|of|on|in|using|with)\s+.+?){_END}",
        # "pruning: which papers do it?"
        rf"^(?P<x>.+?)\s*[,:;–—-]+\s*(?:(?:which|what|any)\s+{_PAPERS}\b.*|who\s+(?:does|do|works?|uses?|report)\b.*|everything|all\s+of\s+(?:it|them)|any(?:thing|one)?)$",
        # "systems side: which papers improve scheduling?"
        rf"^.{{0,40}}?[,:;]\s*(?:which|what)\s+{_PAPERS}\s+(?P<x>.+?){_END}",
        # "moe papers", "medical imaging papers?"
        rf"^{_ASK}?{_ALL}(?P<x>(?!(?:which|what|who|how|why|when|where|is|are|do|does|did|of|in|if)\b)(?:[^\s?.,:]+,?\s+){{1,8}}){_PAPERS}{_HERE}(?:\s+please)?$",
        rf"^{_ASK}{_ALL}(?P<x>.+?)\s+{_PAPERS}{_END}",
        r"^(?:everything|anything|all|something)\s+(?:(?:there\s+is|you\s+have|you\s+know|to\s+do|related|relevant|available)\s+)*(?:on|about|with|regarding|concerning|to|for)\s+(?P<x>.+?)"
        + _END,
        # "summarise the research on pruning", "overview of the papers on pruning"
        rf"^(?:an?\s+)?(?:overview|survey|summari[sz]e|summary|review|roundup|bibliography)\s+(?:of\s+)?(?:all\s+)?(?:the\s+)?(?:{_PAPERS}|research|literature|work|everything|{_MADE})\s+(?:on|about|for|in|that|of)\s+(?P<x>.+?){_END}",
        r"^(?:survey|literature|state\s+of\s+the\s+art|related\s+work|reading\s+list|bibliography)\s+(?:on|of|in|for|about)\s+(?P<x>.+?)"
        + _END,
    )
)
_TOPIC_ONLY = re.compile(
    r"^(?:tell\s+(?:me|us)\s+(?:more\s+|something\s+|everything\s+|a\s+bit\s+)?about|what\s+do\s+you\s+know\s+about)\s+(?P<x>.+)$",
    re.I,
)
# "Which papers does X compare with?" asks about X.
_ABOUT_ONE = re.compile(r"^(?:does|did|do\s+the\s+authors)\b", re.I)


def list_topic(text: str, named: bool) -> str | None:
    """The phrase that qualifies a paper, or None if no list is asked for. ``named``: a paper is named."""
    plain = text.strip().rstrip("?.! ")
    for pattern in _TOPICS:
        match = pattern.match(plain)
        if match and not _ABOUT_ONE.match(match["x"]):
            return _bare(match["x"])
    match = _TOPIC_ONLY.match(plain)
    return _bare(match["x"]) if match and not named else None


def _bare(topic: str) -> str:
    topic = re.sub(
        r"^(?:(?:that|which|who|are|is|about|on|explicitly|actually|deal\s+with|have\s+to\s+do\s+with|talk\s+about|work\s+on|works\s+on|look\s+at|looks\s+at|focus(?:es)?\s+on|discuss(?:es)?|study|concern|cover|address|investigate|there)\s+)+(?=\w)",
        "",
        topic.strip(),
        flags=re.I,
    )
    return topic.strip(" ,:;?.!")
