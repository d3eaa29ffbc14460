"""Questions for every paper that has to do with a topic, and the topic that they ask for."""

from __future__ import annotations

import re

from qa.asked.grammar import Form, bare, expand, matches
from qa.asked.order import place_of
from qa.asked.records import at_an_end
from qa.sentences import sentence_spans
from qa.words import content_tokens

FORMS = (
    Form("healing of old wounds: which papers do it?",
         r"(?P<x>.+?) ?[,:;–—-]+ ?(?:(?:(?:which|what|any) )?<papers>(?: (?:do|report|have|claim|use|show|rely on|are (?:about|on)"
         r"|deal with|discuss|cover|address|look at|study)(?: (?:it|that|this|so|one))?)?<here>"
         r"|what do (?:the|these|your) <papers> say(?: (?:about|on|of) (?:it|that|this))?|who (?:does|do|works?|uses?|reports?) (?:it|that|this|on it)|everything|all of (?:it|them)"
         r"|any(?:thing|one)?)"),
    Form("legal side: which papers improve contracts?", r"(?P<p>[^,:;]{1,40}[,:;] ?)(?:which|what)"
        r" <papers> (?P<x>.+?)<here>"),
    Form("which of these papers count their bees?",
         r"<ask>?<all>(?:(?:which|what|whose|how many) )?(?:of (?:the|these|your) |(?:other|further|more) )?<papers>(?: (?:are"
         r"|is) there| do (?:you|we) have"
         r"| have you got| exists?)?<here>(?: (?:that|which|who|to read|out))* (?:(?:are|is) (?=about"
         r"|on))?(?:<about> (?!\d))?(?P<x>.+?)<here>"),
    Form("which code papers bring in search?", r"(?:which|what) (?P<p>(?!(?:<aux>|the)\b)(?:[\w-]+ ){1,3})<papers>"
        r" (?!<aux>\b)(?P<x>.+?)<here>"),
    Form("is there any work here on grafting?",
         r"(?:(?:(?:is|are) there|do you have|have you got|do you know(?: of)?|got|does (?:the|this)"
         r" <collection> (?:have|contain|include)"
         r"|<ask>) ?)?(?:(?:for|me|any|some|all|a|an|the|other|more|of the|every|much) )*(?:<papers>"
         r"|<paper>|research|literature|anything"
         r"|everything|something|stuff|one|all)(?: (?:is|are) there| available)?<here> (?:(?:that|which"
         r"|who) (?:is |are |has )?)?<about> (?P<x>.+?)<here>"),
    Form("is there a paper that grafts?", r"(?:is|are) there (?:(?:any|a|an|some|another|other)"
        r" )?(?:<paper>|<papers>)<here> (?:(?:that|which|who|where) )?(?P<x>.+?)<here>"),
    Form("are any of the papers about grafting?", r"(?:is|are|do) (?:any|some|one)(?: of (?:the|these|your"
        r"|them))? ?(?:<papers>)?<here> (?P<x>.+?)<here>"),
    Form("does anyone study grafting?", r"(?:does|has) any(?:one|body| <paper>)<here> (?!(?:ever |already"
        r" )?(?:shown?|tested|measured|found|proved|proven|tried|anybody)\b)(?P<x>.+?)<here>"),
    Form("what do you have on grafting?",
         r"what(?:'s| is| else| else is)? ?(?:there|do (?:you|we) have|have (?:you|we) got|does (?:the"
         r"|this) <collection> (?:have|say|offer)"
         r"|is known|do (?:the|these) (?:papers|abstracts) say|has been (?:done|written|published)"
         r"|(?:research|work|literature) (?:is there|exists|do you have))"
         r"<here> (?:on|about|regarding|concerning|for|in) (?P<x>.+?)<here>"),
    Form("in which papers is the data filtered?", r"in (?:which|what|how many)<here> (?:of (?:the|these)"
        r" )?<papers>(?: <aux>)? (?P<x>.+?)<here>"),
    Form("where do hot springs turn up in this collection?",
         r"where (?:is|are|do|does) (?P<x>.+?) (?:turn|show|come|crop|pop|used|appear|occur|mentioned"
         r"|discussed|studied|treated|play|feature|applied"
         r"|covered)\w*(?: (?:up|a role))? (?:in|among|within|across) .+"),
    # In the present tense; "who proposed it?" asks for one.
    Form("who else works on grafting?",
         r"who (?:(?:else|all|here|also|explicitly|actually) )*(?P<x>(?!(?:is|was|does|has"
         r"|s)\b)(?:[a-z]+[^\Ws]s|tr(?:y|ies))\b.+?)<here>"),
    # In the past tense as well where others are asked for, unless it is what was done to them.
    Form("who else looked at grafting?",
         r"who (?:(?:else|also|here) )+(?:(?:has|have|had) )?(?P<x>(?!(?:is|was|were|has|have|had|does|did"
         r"|died|received|got)\b)[a-z]+.+?)<here>"),
    Form("list the methods for dating bones", r"<ask><all>(?:different |various )?(?P<x>(?:[\w-]+"
        r" ){0,2}?<made> (?:for|to|that|which|of|on|in|using|with) .+?)<here>"),
    Form("methods for dating bones", r"(?P<x>(?!(?:<wh>|<aux>|the)\b)(?:[\w-]+ ){0,2}?<made> (?:for|to"
        r"|that|which) .+?)<here>"),
    Form("which bone dating papers are there?",
         r"<ask>?<all>(?:(?:which|what) (?=.+ (?:are there|have|exist)<here>\W*$))?(?P<x>(?!(?:<wh>|<aux>|of|in|if|two|three|both|these"
         r"|those)\b)(?:[^ ?.,:]+,? ){1,8}?)<papers>(?: (?:are there|do (?:you|we) have|exist))?<here>"),
    Form("show me some long and winding topic papers", r"<ask><all>(?P<x>.+?) <papers><here>"),
    Form("everything you have to do with grafting",
         r"(?:everything|anything|all|something) (?:(?:there is|you have|you know|to do|related|relevant"
         r"|available) )*(?:on|about|with|regarding|concerning|to|for) (?P<x>.+?)<here>"),
    Form("overview of the research on grafting",
         r"(?:<ask>)?(?:an? )?(?:overview|survey|summari[sz]e|summary|review|roundup|bibliography) (?:of"
         r" )?(?:all )?(?:the )?(?:<papers>|research|literature"
         r"|work|everything|<made>) (?:on|about|for|in|that|of) (?P<x>.+?)<here>"),
    Form("reading list on grafting", r"(?:survey|literature|state of the art|related work|reading list"
        r"|bibliography) (?:on|of|in|for|about) (?P<x>.+?)<here>"),
)  # fmt: skip
# Lists only where no paper is named, in whose abstract the methods would be a detail.
MADE_FORMS = (
    Form("which methods date bones?", r"(?:which|what) (?P<x>(?:[\w-]+ ){0,2}?<made>(?: here| exist)*"
        r" (?!(?:<aux>|the|an?)\b)(?:(?:to|for|that|which) )?.+?)<here>"),
    Form("which bone dating methods are described?",
         r"(?:which|what) (?P<x>(?:[\w-]+ ){1,4}?<made>) (?:are|were|have been|get) (?:described|proposed|presented|introduced|discussed|covered|mentioned|suggested|studied)<here>"),
    Form("what methods are there for dating?",
         r"(?:which|what) (?P<x>(?:[\w-]+ ){0,2}?<made> (?:are there|do (?:you|the papers) (?:know|have)"
         r"|have been (?:proposed|suggested|tried|developed|used)|exist|can|could"
         r"|are) (?!(?:used|compared|evaluated|tested|described|proposed|suggested|combined"
         r"|applied)\b).+?)<here>"),
)  # fmt: skip
TOPIC_FORMS = (
    Form("tell me about grafting", r"(?:tell (?:me|us) (?:(?:more|something|everything|a bit) )?about"
        r"|(?:what )?do you know (?:(?:anything|something) )?about) (?P<x>.+)"),
)  # fmt: skip
# May ask for a finding as well as for papers, which the model of kinds tells.
KNOWN_FORMS = (
    Form("what is known about grafting?", r"what (?:(?:is|'s|else is)(?: already)? known|(?:do|does|did) (?:we know|(?:(?:the|these|this|your|our) )?(?:<papers>|<collection>) (?:say|report|find|tell(?: us)?)))"
         r"<here> (?:about|on|of|regarding|concerning) (?P<x>.+)"),
)  # fmt: skip
# The same, whatever the model of kinds makes of them.
TESTED_FORMS = (
    Form("which dating methods were tested on bones?",
         r"(?:which|what) (?P<x>(?:[\w-]+ ){0,4}?<made> (?:were|are|have been) (?:tested|evaluated|benchmarked|validated|trained|tried) (?:up)?(?:on|in|with) .+?)<here>"),
    # In the perfect of a whole literature, whatever they are.
    Form("which glues have been tested for grafting?",
         r"(?:which|what) (?P<x>(?:[\w-]+ ){0,3}?[\w-]+s have been (?:tested|evaluated|studied|investigated|examined|tried) (?:for|in|on|with) .+?)<here>"),
)  # fmt: skip
# The others of a kind are never those of the one paper that is named, nor is what uses a thing.
OTHER_FORMS = (
    Form("what uses grafting knives?",
         r"what (?:(?:else|all|here|also) )*(?P<x>(?:uses|employs|(?:relies|builds|runs) on"
         r"|(?:is|was|gets|got) (?:tested|evaluated|trained|built|based) (?:up)?on) .+?)<here>"),
    Form("which methods beat X?", r"(?:which|what) (?P<x>(?:[\w-]+ ){0,2}?<made>(?: here)?(?: (?:that|which|can|could))* <relates>(?: or <relates>)? .+?)<here>"),
    Form("which other methods date bones?", r"(?:which|what) (?:other|further|more) (?P<x>(?:[\w-]+ ){0,2}?<made>"
        r"(?: here| exist)* (?!(?:<aux>|the|an?)\b)(?:(?:to|for|that|which) )?.+?)<here>"),
)  # fmt: skip
NAME_FORMS = (
    Form("name of the paper on grafting", r"(?:(?:what|which)<is> )?(?:the )?(?:names?|titles?) of (?:the|that|your) <paper>"
        r" (?:on|about|that|which|with|where|for) (?P<x>.+?)<here>"),
    Form("name the paper on grafting", r"(?:name|identify|tell me) (?:the|that) (?:one )?<paper> (?:on|about|that|which|with|where|for) (?P<x>.+?)<here>"),
    Form("title of the grafting paper", r"(?:(?:what|which)<is> )?(?:the )?(?:names?|titles?) of (?:the|that|your) (?P<x>(?:[^ ?.,:]+ ){1,5}?)<paper>"),
    Form("grafting paper name", r"(?!(?:<wh>|<aux>)\b)(?:the )?(?P<x>(?:[^ ?.,:]+ ){1,5}?)<paper> (?:names?|titles?)"),
)  # fmt: skip
# A paper that is told by what it does, and nothing asked of it; one that is named so is asked about.
TOLD_FORMS = (
    Form("that study which dated bones", r"(?:the|that|this) <paper> (?:that|which|where|in which) (?!.*\b(?:what|which|whom?|how (?:many|much|long|large))\b)(?P<x>[^,;:]+)"),
)  # fmt: skip
# "Which papers does X cite?" and "methods in the X report" ask about one paper.
_OF_ONE = re.compile(r"^(?:does|did|do the authors)\b", re.IGNORECASE)
_OF_ALL = re.compile(
    r"\b(?:by|in|among|across|of) (?:all )?(?:the|these|your|our) (?:papers|abstracts|articles|studies)\W*$",
    re.IGNORECASE,
)
_IN_ONE = re.compile(
    r"\b(?:in|by) (?:the|this|that) (?:[\w-]+ ){0,3}(?:paper|report|study|trial"
    r"|article)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:that|which|who|are|is|about|on|explicitly|actually|there|deals? with|dealt with|(?:have|has|had) to do with"
    r"|talk(?:s|ed)? about|work(?:s|ed)? on|look(?:s|ed)? (?:at|into)"
    r"|focus(?:es|ed)? on|discuss(?:es|ed)?|stud(?:y|ies|ied)|concern(?:s|ed)?|cover(?:s|ed)?|address(?:es|ed)?"
    r"|investigate[sd]?"
    r"|(?:(?:might|may|could|would|can|will|should) )?(?:help(?:s|ful)?|be (?:useful|helpful|relevant|of (?:use|help|interest)))"
    r"(?: (?:me|us))? (?:with|in|on|for|to|when|about)|(?:useful|relevant|of (?:use|help|interest)) (?:to (?:me )?|for|in|when)) )+(?=\w)",
    re.IGNORECASE,
)  # fmt: skip


# "Which study grafts pears?", "... which paper is it?": one is looked for.
_ONE = re.compile(
    expand(
        r"\b(?:which|what)(?: one| single| \w+['’]s?)? (?:<paper>|<work>|technique|algorithm|framework|one)(?= (?!(?:of|titles|abstracts)\b))|\bwhich (?:<paper>|one)(?=\W*$)"
        r"|\b(?:(?:is|was) there|there(?:['’]s| is| was)) (?:an?|one) (?:\w+ )?(?:<paper>|<work>|technique)\b|\bthe (?:<paper>|one) (?:that|which|where|with|who|on|about)\b"
        r"|\ban? <paper> (?:in which|where)\b|^who (?:first )?(?:proposed|introduced|suggested|invented|devised|came up with)\b"
    ),
    re.IGNORECASE,
)
_DESCRIPTION = 4  # content words, in which less is said by the parts alone that the model of kinds marks

# "Anything on bees, and anything on wasps?", "is there work about bees or about wasps?"
_TWO_TOPICS = re.compile(
    expand(
        r"(?:(?:is|are) there |(?:do|have) (?:you|we)(?: have| got)? |got )?(?:(?:any|some|a) )?(?:anything|something|<papers>|<paper>|research|literature)"
        r"<here> (?P<on>on|about) (?P<a>[^,;?]+?),? (?:and|or) (?:(?:is|are) there )?(?:(?:any|some|a) )?"
        r"(?:(?:anything|something|<papers>|<paper>|research|literature) )?(?P=on) (?P<b>[^,;?]+?)<here>\W*"
    ),
    re.IGNORECASE,
)


def topics_sought(text: str) -> tuple[str, ...]:
    """The two topics for which papers are asked for, each by itself; empty where it is one or none."""
    match = _TWO_TOPICS.fullmatch(text.strip())
    return (match["a"].strip(), match["b"].strip()) if match else ()


def list_topic(text: str, named: bool) -> str | None:
    """The phrase that qualifies a paper, or None if no list is asked for. ``named``: a paper is named."""
    plain = bare(text[sentence_spans(text)[-1].start :]) if text.strip() else ""
    one = named or _IN_ONE.search(plain)
    tables = (FORMS, OTHER_FORMS, *(() if one else (MADE_FORMS, TESTED_FORMS, TOPIC_FORMS)))
    for table in tables:
        for _, match in matches(table, plain):
            if not _OF_ONE.match(match["x"]):
                prefix = match.groupdict().get("p") or ""
                return _OPENING.sub("", f"{prefix.rstrip(' ,:;')} {match['x']}".strip()).strip(" ,:;?.!")
    return None


def tells_topic(text: str) -> bool:
    """Whether it is asked what there is to be told of a topic, of one paper or of several: "tell me about grafting"."""
    return any(matches((*TOPIC_FORMS, *KNOWN_FORMS), bare(text)))


def asks_for_others(text: str) -> bool:
    """Whether methods are asked for by what they are to one that is named, which is none of them: "which methods beat X?"."""
    return any(matches(OTHER_FORMS, bare(text)))


def asks_of_all(text: str) -> bool:
    """Whether what is asked for is what all the papers have, where none is named: "which tools are released by these papers?"."""
    return bool(_OF_ALL.search(text) or any(matches(TESTED_FORMS, bare(text))))


def asks_for_one(text: str) -> bool:
    """Whether one paper is looked for rather than all that qualify, by the number of the noun."""
    return bool(_ONE.search(text))


def one_sought(text: str) -> str:
    """What the one paper does that is looked for and described at some length; empty where it is not."""
    found = _ONE.search(text)
    told = text[found.end() :].strip() if found else ""
    told = told[: sentence_spans(told)[0].end].strip(" ,;:?.!") if told else ""
    return _OPENING.sub("", told) if len(content_tokens(told)) >= _DESCRIPTION else ""


def title_sought(text: str, named: bool) -> str | None:
    """What the paper is about whose title is asked for, or None: "name of the grafting paper?". ``named``: a paper is named."""
    if place_of(bare(text)) or at_an_end(text):  # of the order of the collection, or of their age or length
        return None
    forms = NAME_FORMS if named else (*NAME_FORMS, *TOLD_FORMS)
    found = next((match for _, match in matches(forms, bare(text))), None)
    return found["x"].strip() if found else None
