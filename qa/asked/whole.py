"""Questions about the whole collection, which need no condition: how many papers it holds, all titles, its topics."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.asked.grammar import Form, matches
from qa.asked.one_described import of_one_described
from qa.asked.order import place_of
from qa.asked.request import CollectionRequest, Want

_HAVE = (
    r"(?:have|has|hold|contain|include|know(?: of| about)?|cover|search(?: in)?|see|read|got|include[sd]?"
    r"|loaded"
    r"|indexed|available)"
)


@dataclass(frozen=True)
class Whole:
    """A form that asks for the whole collection, and what it wants of it."""

    want: Want
    form: Form


WHOLE = (
    Whole("duplicates", Form("are there duplicates?",
          r"(?:(?:are|is) there |any |list |show (?:me )?|find )*(?:any |the )*(?:papers?"
          r" )?(?:duplicated?s?|duplicate (?:<record>|titles?|abstracts?))(?: <record>)?<here>")),
    Whole("duplicates", Form("do any two papers share a title?",
          r"(?!.*\b(?:journals?|venues?|conferences?|authors?)\b).*\b(?:(?<!in the )same (?:title|abstract)|same paper (?:twice|two times|more than once)|share (?:a|their|the same|one) (?:title|abstract)|(?:listed|loaded|imported|added|entered|saved|got in|come up"
          r"|included|appears?|occurs?|stored|is|are) (?:here |in )?(?:twice|two times|double|more than once"
          r"|duplicated))<here>")),
    Whole("count", Form("how many papers do you have?",
          r"(?:how many|(?:what(?:'s| is) )?(?:the )?(?:total )?(?:number|count) of|count(?: all)?) (?:of"
          r" )?(?:the )?(?:different |distinct |research |scientific |total )?<record>"
          rf"(?: (?:(?:are|is|were|do|does|did|have|has|can|it|this|the|there|you|u|we|i) )*(?:<collection>"
          rf" )?(?:(?:are|is) there|there|{_HAVE})| (?:are|is))?<here>")),
    Whole("count", Form("are there over a hundred papers?",
          r"(?:do|does|are|is|have|has) (?:(?:we|you|it|there|they|the <collection>) )?(?:have |hold |contain |got )?(?:really )?(?:over|above|more than|less than|fewer than|under"
          r"|at least|at most|about|around) (?:an? )?(?:few )?(?:\d+|hundreds?|thousands?|dozens?)(?: of)? <record>\b[^.?]*")),
    Whole("count", Form("how big is the collection?",
          r"how (?:big|large|long) is (?:the|this|your) (?:paper )?<collection>|(?:what(?:'s| is)"
          r" )?(?:the )?size of (?:the|this|your) <collection>|how many(?: are there)?")),
    Whole("list", Form("list all titles",
          r"(?:list|show|give|name|print|display|enumerate)(?: me| us)?(?: all| every| each| some| a few| several)?(?: of)?(?:"
          r" the| your| these)?(?: full list of)? <record><here>"
          r"|(?:(?:list|show|give|name|print)(?: me| us)? )?(?:the |an? )?(?:all|(?:full |complete |whole )?list of all|full list of|list"
          r" of|a list of|titles of all|titles of)(?: of)?(?: the)? <record><here>|everything you have")),
    Whole("list", Form("which papers are here?",
          rf"(?:what|which) (?:are (?:all )?(?:the|your) )?<record>(?: (?:are (?:there|here|included"
          rf"|available|indexed|loaded)|(?:do|have) (?:you|we) {_HAVE}|does (?:it|this|the <collection>)"
          rf" {_HAVE}))?<here>"
          rf"|what(?:'s|s| is| are| does)? (?:in )?(?:the|this|your) <collection>(?: {_HAVE})?|what(?:'s|s|"
          rf" is) in (?:here|it|there)|what do (?:you|u) have(?: here| in here)?")),
    Whole("length", Form("what is the average length of an abstract?",
          r"(?:(?:what|how)(?:'s|s| is| are| long (?:is|are))? )?(?:the )?(?:average|mean|typical|median) (?:(?:word )?(?:length|size"
          r"|number of words)(?: (?:of|in) (?:an?|the|these|your|all)?(?: ?the)?)? ?<record>"
          r"|<record>(?:'s)?(?: (?:word )?(?:length|size|count))?),?(?: in words)?<here>"
          r"|how (?:long|big) are (?:the|these|your) <record>(?: on average| typically| usually)?<here>")),
    Whole("topics", Form("what is this collection about?",
          r"what(?: is| are|'s|s) (?:the|this|these|your) (?:whole |paper )?(?:<collection>|papers|abstracts)"
          r"(?: all)? (?:about|on)(?:,? (?:roughly|mostly|mainly|overall|in short|broadly|in general))?|what (?:topics?|subjects?|themes?|fields?|areas?)"
          r" (?:are|is|do|does) (?:there|you|we|it|covered|treated|in|(?:the|this|these|your)"
          r" (?:<collection>|papers))\b.*"
          r"|what (?:topics?|subjects?|themes?|fields?|areas?) (?:does|do|is|are) (?:this|it|that|you|the \w+)(?: \w+)? (?:cover|about|treat|include|hold|span)(?:ed|s)?"
          r"(?:,? (?:roughly|mostly|mainly|overall|in short|broadly|in general))?"
          r"|what (?:do|does) (?:this|the|these|your|our) (?:<collection>|papers|abstracts) (?:cover|treat|deal with|span)"
          r"(?:,? (?:roughly|mostly|mainly|overall|in short|broadly|in general))?"
          r"|(?:.*\b(?:idea|overview|list|outline) of )?(?:the )?(?:main |broad |general )?(?:topics|subjects|themes|areas)(?: that)? (?:these|the|your|this|our) (?:papers|abstracts|<collection>)"
          r" (?:covers?|treats?|deals? with|spans?|is about|are about)"
          r"|(?:what (?:is|are) the )?(?:main )?(?:topics|themes|subjects)(?: (?:covered"
          r"|treated))?<here>")),
    Whole("fields", Form("are authors recorded?",
          r"(?:are|is) (?:(?:the|any|their) )?(?:names? of (?:the )?authors?|authors?(?:'s?)?(?: names?)?|(?:publication )?(?:years?|dates?)|venues?|journals?|dois?)"
          r"(?: and (?:the )?\w+)? (?:stored|recorded|kept|known|available|included|there|listed|given|saved)\b.*"
          r"|.*\b(?:authors?|years?|dates?|venues?|journals?|dois?)\b.*[.?!,] (?:do|does) (?:it|you|they|(?:the|this|your) <collection>|(?:the|these) <record>)"
          r" (?:have|contain|hold|give|list|include) (?:them|these|those|that|it)")),
    Whole("fields", Form("what is recorded of every paper?",
          r"(?:what|which)\b(?:(?: \w+){0,4} (?:fields|metadata)\b(?! of (?:study|research|science)).*|(?: \w+){0,3} field (?:is|are|do|does|has|have)\b.*|.*\b(?:(?:is|are|do you|do we|you) (?:\w+ly )?(?:kept|stored|recorded|known|keep|store|record|know|have|there)"
          r" (?:about|of|for|on) (?:every|each|a|an|the|all(?: the)?) <record>)\b.*)")),
    Whole("fields", Form("do the records have authors?",
          r"(?:do|does|have|has|are) (?:(?:the|these|your|all|any|of) )*(?:<record>|<collection>) (?:have|give|list|name|contain|record|include"
          r"|come with|show|hold|recorded with)s? (?:(?:any|the|their|an?) )*(?:authors?|authors?' names|years?|dates?|venues?|journals?|dois?)\b.*")),
    Whole("sorting", Form("how are the papers sorted?",
          r"(?:how|in (?:what|which) (?:order|sequence)|by what)<is>? (?:(?:the|these|your|all|they|do|does) )*(?:<record>|<collection>|they|it|come|comes|stand)?(?: in (?:the|your) <collection>)? ?"
          r"(?:sorted|ordered|arranged|listed|organi[sz]ed|kept|stored|shown|in|come|stand|given)?<here>(?: by)?"
          r"|what(?:'s| is) the (?:sort(?:ing)? )?order of (?:the|these|your) (?:<record>|<collection>)"
          r"|(?:is|are) (?:the|these|your) (?:<record>|<collection>) (?:sorted|ordered|arranged|in (?:any|some|a) (?:particular |certain )?order)"
          r"(?: (?:in|by) (?:any|some|a) (?:\w+ )?(?:order|way))?<here>")),
    Whole("abstracts", Form("do all papers have an abstract?",
          r"(?:(?:is|are) there |(?:do|does|have|has|which|what|how many|any|all|every|each|of|the|these|your|some|list) )*(?:papers?|titles?|records?|entr(?:y|ies)|articles?|ones)<here>"
          r"(?: (?:that|which|who|do|does|don't|doesn't|not|have|has|come|comes|lack|lacks|are|is|miss|misses|missing|with|without|no|an?|the|any|its|their|own|recorded|listed))*"
          r" (?:abstracts?)(?: missing| recorded)?<here>")),
    Whole("language", Form("what language are the papers in?",
          r"(?:in )?(?:what|which) (?:natural )?languages?<is>? (?:(?:the|these|your|all|they|do|does) )*(?:<record>|they|<collection>)(?: (?:written|published|recorded))?(?: in)?<here>"
          r"|(?:are|is) (?:(?:the|these|your|all|any|some|every|of) )*(?:<record>|they) (?:all )?(?:written )?in (?:english|another language|other languages|one language)<here>")),
    Whole("origin", Form("who put this collection together?",
          r"(?:who|how|when|where|why|from where)(?:<is>| has| did| was)? ?(?:(?:put|brought|pulled) (?:the|this|your) (?:whole |paper )?(?:collection|library|bibliography) together"
          r"|(?:compiled?|collected|assembled?|gathered|curated?|made|built|created?|put together|chose|selected) (?:the|this|your) (?:whole |paper )?(?:collection|library|bibliography)"
          r"|(?:the|this|your) (?:whole |paper )?(?:collection|library|bibliography) (?:put together|compiled|collected|assembled|gathered|curated|made|built|created|chosen|selected))\b.*"
          r"|(?:from )?where (?:does|do|did) (?:the|this|your) (?:whole |paper )?(?:collection|library|bibliography) (?:come|stem|originate)(?: from)?")),
    Whole("authors", Form("who are the most frequent authors?",
          r"(?:(?:who|which|what)<is>? )?(?:the )?(?:most (?:frequent|prolific|common)|top|main|busiest) authors?<here>"
          r"|(?:who|(?:which|what) (?:authors?|person|people|researchers?))(?: (?:has|have|wrote|published|is on|are on|appears? (?:in|on)|stands? on|with))+"
          r" (?:the )?most <record><here>")),
    Whole("venues", Form("which journals occur?", r"(?:which|what) (?:journals?|venues?|conferences?)\b(?: (?:occur|appear|are|is|there|included|covered"
          r"|represented|most|often|frequently|do|does|you|it|have|has|common|in|the))*<here>"
          r"|(?:the )?(?:most (?:frequent|common)|top|main) (?:journals?|venues?|conferences?)<here>")),
)  # fmt: skip

# "Which benchmarks are named across the collection?": what things of a kind are called.
_KIND = (
    r"(?!(?:[a-z-]+ ){0,2}?(?:<papers>|<record>|authors|journals|venues|topics|words|terms|names|links)\b)"
    r"(?:[a-z-]+ ){0,2}?[a-z-]+s"
)
_TOLD_OF = r"(?:named|mentioned|used|listed|cited|referred to|tested|evaluated|compared|employed|relied on)"
_OFTEN = r"(?: (?:the )?(?:most(?: (?:often|frequently|commonly|widely))?|more than once|repeatedly|again and again))?"
_IN_ALL = (
    r"(?:(?:by|throughout|anywhere in) (?:the|these|all|your|this) (?:<collection>|papers|abstracts)|<here>)"
)
_NAMES = (
    Form("which traps are named in the collection?",
         rf"(?:(?:what|which)|<ask><all>(?:names of )?<all>) ?(?P<kind>{_KIND})(?: that)?(?: (?:are|were|get))?{_OFTEN}"
         rf" {_TOLD_OF}(?:,? (?:or|and) {_TOLD_OF})?(?: on)?{_OFTEN} ?(?P<here>{_IN_ALL})"),
    Form("which traps show up most often across the abstracts?",
         rf"(?:what|which) (?P<kind>{_KIND}) (?:(?:show|come|turn|crop|pop) up|appear|occur|recur|are (?:the )?(?:most )?(?:common|frequent|popular))"
         rf"{_OFTEN} ?(?P<here>{_IN_ALL})"),
    Form("what are the most common traps in the collection?",
         rf"(?:what|which)(?:<is>)? the most (?:(?:(?:often|frequently|commonly|widely) )?{_TOLD_OF}|common|frequent|popular|prominent) "
         rf"(?P<kind>{_KIND}) ?(?P<here>{_IN_ALL})"),
    Form("which traps do the papers use?",
         rf"(?:what|which) (?P<kind>(?:[a-z-]+ ){{0,2}}?[a-z-]+s) do (?P<here>the|these|your) (?:papers|abstracts) "
         rf"(?:use|name|mention|list|cite|employ|evaluate on|test on|rely on|run on){_OFTEN}"),
)  # fmt: skip


def names_wanted(text: str) -> CollectionRequest | None:
    """What things of a kind are called in the papers, or None."""
    for _, match in matches(_NAMES, text):
        if match["here"]:
            return CollectionRequest("names", phrases=(match["kind"].lower(),))
    return None


def whole(text: str) -> CollectionRequest | None:
    """Its size, its list, its topics, what stands at some place of it, the record of one described: what needs no condition."""
    place = place_of(text)
    if place:
        return CollectionRequest(order="first", skip=place - 1)
    for row in WHOLE:
        if row.form.regex.fullmatch(text):
            listed_titles = row.want in ("list", "length") and re.search(r"\btitles?\b", text, re.IGNORECASE)
            return CollectionRequest(row.want, "title" if listed_titles else "paper")
    return names_wanted(text) or of_one_described(text)
