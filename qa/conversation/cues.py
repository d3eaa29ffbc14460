"""The words by which a question shows that it leans on what was said before. English only."""

from __future__ import annotations

import re

from qa.asked.grammar import expand
from qa.conversation.clause import AUXILIARIES, QUESTION_WORDS

_I = re.IGNORECASE

# What a paper or its method is called without being named; words of research, not of a field.
WORKS = (
    "paper|article|study|work|method|approach|model|technique|framework|algorithm|system|trial|tool|project"
    "|abstract|publication|report|one"
)
# Beside what smalltalk.py knows; with a question after it ("ok, how many?") it is none.
SMALL_TALK = re.compile(
    r"^(?:thanks?|thank you|thx|hi|hello|hey|great|cool|nice|bye|goodbye|help|good (?:morning|day|evening))\b"
    r"[^?]{0,40}$",
    _I,
)
# What a question opens with that goes on from what was said.
LINKS = r"(?:(?:and|but|so|ok|okay)[,\s]+)*"
CONNECTIVE = re.compile(
    r"^(?:(?:and|but|or|so|also|then|okay|ok|well|hmm|no|nope|sorry|wait|actually|rather)\b[,\s]+)*"
    r"(?P<about>(?:what|how)\s+about\s+|(?:the\s+)?same(?:\s+(?:question|thing))?\s+(?:for|about|with)\s+"
    # a correction: "I meant Y", "not X but Y"
    r"|i\s+(?:meant?|was\s+asking|am\s+asking|asked)\s+(?:about\s+|for\s+)?|i'm\s+asking\s+about\s+"
    r"|not\s+[^,?]{1,40}?,?\s+but\s+"
    r"|(?:wrong|not\s+(?:this|that))\s+(?:one|paper|article|study)\b\W+(?:i\s+(?:meant?|want(?:ed)?)\s+)?"
    r"|i\s+wanted\s+(?!to\b))?",
    _I,
)
BACK = re.compile(
    r"^(?:(?:so|ok|okay|and|let's|let us|going|go|coming|now)[,\s]+)*(?:back|return(?:ing)?)\s+to\s+"
    r"(?P<what>(?:[^:,?;–—.\s]|\.(?=\S)|\s(?!-+\s))+)(?:\s*[:,;–—.]\s*|\s+-+\s+|[?.!]*$)(?P<rest>.*)$",
    _I,
)
NUMBERED = re.compile(
    r"\[(?P<a>\d{1,3})\]|\b(?:papers?|number|no\.|ref(?:erence)?|citation"
    r"|source)\s*#?(?P<b>\d{1,2})\b(?![\w.%])|#(?P<c>\d{1,3})\b",
    _I,
)
_ORDINAL = "first|second|third|fourth|fifth|last|former|latter|1st|2nd|3rd|4th|5th"
BEFORE = frozenset(("earlier", "previous", "prior"))  # "the earlier one": the one before the one at hand
ORDINAL = re.compile(
    rf"\b(?:the|this|that)\s+(?P<which>{_ORDINAL}|other|{'|'.join(sorted(BEFORE))})(?P<noun>\s+(?:{WORKS}))?"
    rf"(?:(?<=\sone)\b|(?=\s*(?:[?,;:.!]|$|\b(?:{AUXILIARIES}|be|of\s+(?:these|those|them|the|which))\b)"
    rf"|\s+\w+(?:\s+\w+)?\s*\?|\s+(?:with|on|in|for|use|do|work|need|combine|compare|say|find|show|report|claim|conclude|argue|suggest|tell|mean|call)\b"
    rf"|\s+(?:or|and|than|versus|vs\.?)\s+(?:the\s+)?(?:{_ORDINAL}|other)\b))"
    rf"(?:\s+of\s+(?:these|those|them|the\s+\w+))?",
    _I,
)
# "Second?", "second one: ...", "the second again - ..."
ORDINAL_FIRST = re.compile(
    rf"^(?:(?:and|ok|okay|so)[,\s]+)*(?:(?:the|this|that)\s+)?(?P<which>{_ORDINAL}|other)(?P<noun>\s+(?:{WORKS}))?(?:\s+again)?"
    r"(?=\s*(?:[:,;?]|[–—-]\s|$))",
    _I,
)
# "the second strategy": where the question before asked for strategies.
ORDINAL_NOUN = re.compile(rf"\bthe\s+(?P<which>{_ORDINAL})\s+(?P<noun>\w+)\b", _I)
ORDINALS = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "last": -1, "latter": -1,
}  # fmt: skip
PLACES = frozenset({*ORDINALS, *BEFORE, "other", "one"})
# What papers and methods do, of one: "which needs no labels?"
_ACTING = (
    "needs|uses|requires|handles|supports|works|runs|trains|avoids|gets|gives|reaches|reports|releases|takes|costs|saves|scales"
    "|improves|reduces|beats|applies|includes|covers|allows|keeps|changes|relies|depends"
)
# "which one is faster?", "which of these", "which is newest?"
WHICH_ONE = re.compile(
    rf"\bwhich(?:\s+ones?\b(?:\s+of\s+(?:them|these|those|the\s+two)\b)?|\s+of\s+(?:them|these|those|the\s+(?:two|three|four|five)"
    rf"|all)\b(?:\s+(?:{WORKS})s\b)?"
    rf"|(?=\s+(?:{AUXILIARIES})\b)"
    rf"|(?:(?<=^which)|(?<=and\swhich)|(?<=but\swhich)|(?<=so\swhich))(?=\s+(?:{_ACTING})\s+(?!(?:{AUXILIARIES})\b)))",
    _I,
)
# "Does either mention it?", "neither uses it, right?"; but "either X or Y", "either way"
_EITHER = (
    rf"(?:(?<=^)|(?<=\b(?:is|if|do|or)\s)|(?<=\b(?:are|was|has|did|can|and|but)\s)|(?<=\b(?:does|have|were)\s))"
    rf"(?:either|neither)(?:\s+(?:{WORKS}|study))?(?=\s+\w)(?!\s+(?:of|way|case|side|end)\b)(?!.*\bn?or\b)"
)
OF_THEM = re.compile(
    rf"\b(?:(?:all|any|each|either|neither|both|none|(?<!which\s)one|some|most|how\s+many)\s+of"
    rf"\s+(?:them|these|those|the\s+two)(?:\s+(?:{WORKS})s)?"
    rf"|{_EITHER}"
    rf"|both(?:\s+(?:(?:{WORKS})s|studies))?(?!\s+(?!does\b|was\b|has\b|is\b)[a-z]+s\b)|(?:the|these|those)\s+two(?:\s+(?:\w+\s+)?(?:{WORKS}|studie|trie)s)?(?!\s+\w+s\b)"
    rf"|(?:these|those)(?:\s+(?:\w+\s+)?(?:{WORKS}|studie|trie)s)?|them|they)\b",
    _I,
)
# "What else is there for Y?"
THERE = r"(?:(?:is|are)\s+there|(?:do|have)\s+(?:you|we)(?:\s+(?:have|got))?|exists?)"
OTHERS = re.compile(
    r"\b(?:(?:who|which|anyone|anybody|someone|any\s+one|any\s+papers?)\s+else"
    rf"|(?:anything|something|what|everything)\s+else(?:\s+{THERE})?(?=\s+(?:on|about|regarding|like)\b)"
    rf"|(?:anything|something|what|everything)\s+else\s+{THERE}(?=\s+(?:for|with|in)\b)"
    r"|(?:papers?|works?|stud(?:y|ies)|methods?)\s+(?:are|is)\s+(?:similar|related)(?=\s*\?|$)"
    r"|(?:any|which|what|some|there|find|show|list|are|do|have)\s+others?\b(?=\s+(?:[\w\-]+\s+){0,2}?(?:papers?|work|works"
    r"|stud(?:y|ies)"
    r"|methods?|approaches|ones?|authors?|groups?|models?|trials?|that|who|which|do)\b|\s*[?.]|$)"
    r"|(?:any|more|other|similar|related)\s+(?:papers?|works?|stud(?:y|ies)|ones|methods|approaches"
    r"|trials)(?=\s+(?:like|on)\s+(?:this|that|it)\b|\s*\?|$)"
    rf"|^{LINKS}(?:other|further|additional)\s+(?:papers?|works?|stud(?:y|ies)|methods|approaches|trials)(?=\s+(?:on|about|for)\s)"
    r"|any\s+more(?:\s+papers?)?(?=\s*\?|$)|\bothers\?"
    r"|\b(?:is\s+there|(?:do|have)\s+you(?:\s+(?:have|got))?)\s+(?:another|an?\s+(?:second|third|fourth|further|different))\s+(?:paper|work|study|method|approach|trial|article)(?=\s+(?:that|which|on|about|for|with)\b))",
    _I,
)
# Asked of the whole collection, whatever "it" is: these do not confine the search to one paper. "Which authors does it cite?" does.
ANYONE = re.compile(
    r"\b(?:(?:any|some)(?:one|body)|(?:any|which|what|other|how\s+many)\s+(?:other\s+)?(?:papers?|work|works"
    r"|stud(?:y|ies)|methods|trials|authors)(?!\s+(?:do|does|did)\s+(?:it|they|he|she|this|that)\b))\b"
    r"|^\s*who\b(?!\s+(?:\w+\s+)?(?:propos|introduc|wrote|writ|develop|invent|creat|publish|made"
    r"|design|came))",
    _I,
)
# What another paper does to the one spoken of.
RIVALS = re.compile(
    r"\b(?:beat\w*|outperform\w*|surpass\w*|exceed\w*|improv\w+ (?:on|over|upon)|(?:faster|better|cheaper|smaller) than"
    r"|extend\w*|buil(?:ds?|t|ding) (?:on|upon)|criti\w+|cites?|cited|argu\w+ against|disagree\w*|contradict\w*|uses?|used"
    r"|compar\w+ (?:to|with|against))\b",
    _I,
)
# "The one where users set the budget", "there was a tool that counts bees": it is told, and needs no conversation
# to be found.
TOLD = re.compile(
    rf"\b(?:the\s+(?:one|paper|study|work)|there\s+(?:is|was)\s+(?:an?|one|some)\s+(?:[\w-]+\s+)?(?:{WORKS}))"
    r"\s+(?:where|in\s+which|that|which|(?P<having>with\s+an?|using(?:\s+an?)?))\s+(?P<how>[^,?]+)",
    _I,
)
# "Something else: ...", "next topic, ...": what follows has nothing to do with what was said.
SWITCH = re.compile(
    r"^(?:(?:ok|okay|fine|thanks|good|great|well|now)[,.!]?\s+)*(?:something\s+(?:else|different)|unrelated|(?:(?:completely|totally|entirely|quite)\s+)?(?:next|new|different|another|other)\s+(?:topic|subject|question|thing)"
    r"|(?:on\s+(?:to\s+)?)?another\s+(?:topic|note|subject)|(?:chang|switch)(?:e|ing)\s+(?:of\s+)?(?:the\s+)?(?:topics?|subjects?)|jumping|moving\s+on"
    r"|leav(?:e|ing)\s+\w+|(?:forget|drop|skip)\s+(?:about\s+)?(?:the\s+)?\w+|never\s*mind|enough\s+(?:of|about)\s+\w+|(?P<last>last))\b(?:,?\s+(?:now|then|though|sort\s+of|kind\s+of|aside|\w+))?\s*[:.,;–—-]+\s*(?=\S)",
    _I,
)
COMPARE = re.compile(
    r"\b(?:how\s+(?:do|does|did|would|will)\s+(?:that|this|it|these|those|they|both|(?:the|these|those)\s+two)"
    r"\s+(?:compare"
    r"|stack\s+up|differ|fare|hold\s+up)"
    r"(?:\s+(?:with|to|from|against)\s+(?P<a>.+))?"
    r"|(?:and\s+)?(?:please\s+)?compare\s+(?:that|this|it|these|those|them|both"
    r"|(?:the|these|those)\s+two)(?:\s+(?:with|to|and|against)\s+(?P<b>.+))?"
    r"|what(?:\s+is|\s+are|['’]?s)\s+the\s+(?:\w+\s+)?differences?"
    rf"(?:\s+(?:between\s+(?:them|both|(?:the|these|those)\s+(?:two\b)?(?:\s*\b(?:(?:{WORKS}|approache)s|studies))?)"
    r"|to|with|from)(?:\s+(?P<c>.+))?)?)\s*[?.!]*$",
    _I,
)
# "Compare their costs", "how do their costs compare?"
COMPARE_ASPECT = re.compile(
    r"^(?:(?:and|now|please|ok|okay|then)[,\s]+)*(?:(?:can|could)\s+you\s+)?(?:compare|contrast)\s+their\s+(?P<a>[^,?]+?)\s*[?.!]*$"
    r"|^(?:(?:and|but|so)\s+)?how\s+(?:do|does|did)\s+their\s+(?P<b>[^,?]+?)\s+(?:compare|differ)\s*[?.!]*$",
    _I,
)
# "I meant Y": what was asked before is asked of Y instead.
CORRECTION = re.compile(
    r"^(?:(?:no|nope|sorry|wait|actually|but)[,\s]+)*i(?:'m|\s+was|\s+am)?\s+(?:meant?|ask(?:ed|ing))\b", _I
)
# "Is there something similar for rice?"
ALIKE = re.compile(
    rf"^{LINKS}(?:(?:is|are)\s+there\s+)?(?:(?:any|some)(?:thing|\s+(?:{WORKS})s?)?|an?|the|other)?\s*"
    rf"(?:similar|comparable|the\s+same|like\s+(?:this|that|it)|follow[- ]?ups?)(?:\s+(?:{WORKS})s?)?\s+(?P<rest>(?:for|in|on|with|to)\s+[^?]+?)\s*\?*$",
    _I,
)
# "Is that true for rice too?"
HOLDS = re.compile(
    rf"^{LINKS}(?:is|does)\s+(?:that|this|it)\s+(?:also\s+)?(?:true|hold|the\s+case|right|so)\s+(?P<rest>(?:for|in|with|of|on)\s+[^?]+?)(?:[,\s]+(?:too|also|as\s+well))?\s*\?*$",
    _I,
)
# "On the cost side", "as for cost": another aspect of the same.
SIDE = re.compile(
    r"^(?:(?:on|from)\s+(?:the|its|their)\s+(?P<a>[\w-]+(?:\s+[\w-]+)?)\s+(?:side|front|end)|(?:in\s+terms\s+of|as\s+for|regarding)\s+(?P<b>.+))$",
    _I,
)
# What happens to things, and is no noun: "which won?", "how many died?"
_HAPPENED = r"\w{2,}[^\We]ed|died|won|lost|fell|rose|grew|came|went"
# "Which ones were tested?", "which won?": of things that were spoken of, not of papers
WHICH_ONES = re.compile(
    rf"^{LINKS}which(?:\s+one(?P<ones>s)?(?:\s+of\s+(?:them|these|those))?|(?=\s+(?:is|was|were|are|{_HAPPENED})\b))\s+(?P<rest>\S.*)$",
    _I,
)
BARE_WORD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|well)[,\s]+)*(?P<word>why(?: not)?|how|(?:in )?(?:what|which) year|when"
    r"|where|by how much|how much|how many|how so"
    r"|how come|since when|for what|with what|under what conditions)(?:\s+(?:is|was|does|do"
    r"|did)\s+(?:that|this|it|so)(?:\s+(?:so|the\s+case|happen))?|\s+so)?\s*[?!.]*$",
    _I,
)
# "Any numbers?"
IN_NUMBERS = re.compile(
    rf"^{LINKS}(?:(?:any|some|the|in|got|give\s+me|show\s+me)\s+)*(?:(?:actual|exact|hard|concrete|the)\s+)?"
    r"(?:numbers|figures|stats|statistics)(?:[,\s]+please)?\s*[?.!]*$",
    _I,
)
MORE = re.compile(
    r"^(?:(?:and|ok|okay|please|can you|could you)[,\s]+)*(?:tell me more|go on|continue"
    r"|more(?: details?| info(?:rmation)?)?"
    r"|elaborate|say more|explain(?: more| further)?|anything else|what else|and what else"
    r"|details?)(?:\s+(?:please|about (?:it|that|this)|on (?:it|that|this)))?\s*[?.!]*$",
    _I,
)
# "Which ones?" after "How many ...?"
WHICH_THEN = re.compile(
    rf"^{LINKS}(?:which(?:\s+(?:ones?|papers?|are\s+(?:they|those|these)))?|who"
    r"|(?:list|show|name|give)(?:\s+me)?\s+(?:them|those|these))\s*[?.!]*$",
    _I,
)
HOW_MANY_DO = re.compile(
    rf"^(?:and\s+|but\s+|so\s+)?how\s+many\s+(?P<rest>(?:{AUXILIARIES}|use|give|report|mention|work|deal|study|before|after|since|from)\b.+)$",
    _I,
)
HOW_MANY = re.compile(r"^how\s+many\s+(?:of\s+(?:them|these|those)\b)?", _I)
# "Are you sure?", "how do you know?": what it rests on is in the quotes.
DOUBT = re.compile(
    rf"^{LINKS}(?:why (?:do|would) you (?:think|say|believe) (?:so|that|this)|how (?:do|can) you (?:know|tell)(?: (?:that|this|it))?"
    r"|what makes you (?:think|say) (?:so|that|this)|says who|where (?:does it|do they|did you) (?:say|read|find|get|see|have) (?:that|this|it|so)(?: from)?"
    r"|(?:from )?(?:which|what) (?:paper|article|study|abstract|source)s? (?:(?:is|was|are|were|does|did) (?:that|this|it|they|those)(?: (?:come|taken|quoted))?(?: from| in)?|says? (?:that|this|so))"
    r"|(?:and )?(?:based )?on what(?: grounds| evidence)?|(?:what(?:'s| is) )?(?:the|your) (?:source|evidence)s?(?: for (?:that|this|it))?"
    r"|really|are you (?:really )?(?:sure|certain)(?: about (?:that|this|it))?|is that (?:true"
    r"|right|correct|so))\s*[?!.]*$",
    _I,
)
_IN_SHORT = (
    r"(?:shorter|simpler|briefly|(?:more )?(?:concisely|simply|clearly|plainly)|in short|in brief|in other words|in plain english"
    r"|in (?:one|a single|two|a few) (?:sentences?|words?|lines?)|in a nutshell|tl;?dr)"
)
# "Say that again, shorter", "can you repeat that?", "and in one sentence?"
AGAIN = re.compile(
    r"^(?:(?:and|but|so|ok|okay|now|please)[,\s]+)*(?:i (?:do not|don['’]?t) (?:get|follow|understand)(?: (?:it|this|that))?\W+)?"
    r"(?:(?:can|could|would) you (?:please )?)?"
    r"(?:(?:say|repeat|put|tell me|give me|make|explain|rephrase|summari[sz]e|what was)(?: me)? (?:that|this|it|your answer|the answer)"
    rf"(?: again| once more)?(?:[,\s]+(?P<brief>{_IN_SHORT}))?|(?:once more|once again|again|come again|repeat|rephrase|pardon)"
    rf"|(?P<shorter>{_IN_SHORT}))(?:[,\s]+(?:please|then|again))*(?:[,\s]+(?:just|only)\s+(?P<just>\S[^?.!]*))?\s*[?.!]*$",
    _I,
)
WH_NOUN = re.compile(
    rf"^(?P<wh>which|what|how\s+many|how\s+much)\s+(?P<noun>(?:(?:two|three|four|five|six"
    rf"|\d+)\s+\w+(?:\s+\w+)?|(?!(?:{AUXILIARIES})\b)\w[\w\-]*[^s\W]\s+\w+[^s\W]s(?!\w)|(?!(?:{AUXILIARIES}|about|else|of|{_HAPPENED})\b)\w[\w\-]*))\s*\??$",
    _I,
)
# "Which drug, what dose?"
WH_NOUNS = re.compile(
    rf"^(?:which|what)(?:\s+(?!(?:{AUXILIARIES})\b)[\w-]+){{1,2}}(?P<joint>,\s+|,?\s+and\s+)(?:at\s+)?(?:which|what|how\s+(?:many|much))(?:\s+(?!(?:{AUXILIARIES})\b)[\w-]+){{1,2}}\s*\?*$",
    _I,
)
HOW_ADJECTIVE = re.compile(rf"^how\s+(?!(?:much|many|about|come|so|{AUXILIARIES})\b)(?P<how>\w+)\s*\??$", _I)
HOW_MUCH_AGAINST = re.compile(
    r"^(?:by\s+)?how\s+much\s+(?P<rest>(?:over|against|than|compared\s+(?:with|to)|versus|vs\.?"
    r"|better\s+than)\s+.+?)\s*\??$",
    _I,
)
OPENS_CLAUSE = re.compile(
    rf"^(?:{QUESTION_WORDS}|{AUXILIARIES}|in\s+(?:what|which)|by\s+(?:what|how)|on\s+which"
    rf"|for\s+(?:what|which|whom)"
    r"|with\s+(?:what|which)|to\s+what|tell|explain|describe|summari[sz]e|list|show|give|name|compare"
    r"|find|count|quote|define"
    r"|I|we|you|please|is|are)\b",
    _I,
)
COMPARATIVE = re.compile(expand(r"\b<more>\b"), _I)
# What is recorded of a paper, and no matter of its abstract.
OF_RECORD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|also)[,\s]+)*(?:(?:who|whom)\s+(?:wrote|has\s+written|published|authored|(?:is|are|was|were)\s+the\s+(?:\w+\s+)?authors?)\b"
    r"|(?:when|where|in\s+(?:which|what)\s+(?:year|journal))\s+(?:was|is|did|has)\b.*\b(?:published|written|appear|come\s+out|printed)\b"
    r"|(?:in\s+)?(?:which|what)\s+(?:year|journal)\s*\??$"
    r"|(?:(?:which|what)\s+|the\s+)?authors\s*\??$)",
    _I,
)
# "Which authors?", "and the journal?": the record of the paper at hand.
RECORD_ALONE = re.compile(
    r"^(?:(?:and|but|so|ok|okay|also)[,\s]+)*(?:(?:which|what)\s+|(?:by\s+)?(?:which\s+)?(?=author)|the\s+)"
    r"(?:(?P<authors>authors?)|(?P<journal>journal)|(?P<year>year))\s*\?*$",
    _I,
)
# "What about audio more generally?": no longer of the paper at hand.
WIDENED = re.compile(
    rf"^{LINKS}(?:(?<=\s)|(?:what|how)\s+about\s+)(?!the\b|its\b|their\b|this\b|that\b|these\b|those\b)(?P<what>(?:(?!(?:{QUESTION_WORDS}|{AUXILIARIES})\b)[\w-]+\s+){{1,4}}?)"
    r"(?:(?:more\s+)?(?:generally|broadly)|in\s+general)\s*\?*$",
    _I,
)
# "And is there a study that floods fields too?"
SOUGHT = re.compile(
    rf"(?P<and>{LINKS})(?P<what>(?:(?:is|are)\s+there|do\s+you\s+have)\s+(?:an?|any|some)\s+(?:papers?|stud(?:y|ies)|works?)\s+"
    r"(?:that|which|on|about|where|with)\s(?!both\b).+?)(?P<too>,?\s+(?:too|also|as\s+well))?",
    _I,
)
# "What beats X?", "who fixed that?": what another paper does.
SURPASSED = re.compile(
    rf"^{LINKS}(?:(?:who|(?:which|what)\s+(?:other\s+)?(?:papers?|methods?|works?|approach(?:es)?|models?)|(?:did|has|have)\s+any(?:one|body))\s+(?:has\s+|have\s+)?(?:since\s+|later\s+|then\s+)?"
    r"(?P<did>fix(?:es|ed)?|solve[sd]?|overc[ao]mes?|address(?:es|ed)?|remed(?:y|ies|ied)|repair(?:s|ed)?|improve[sd]?\s+(?:on|upon|over)"
    r"|(?:push(?:es|ed)?|takes?|took|carr(?:y|ies|ied)|br(?:ings?|ought))(?=\s.*\sfurther\W*$))"
    r"|(?:what|who|(?:which|what)\s+(?:papers?|methods?|works?|approach(?:es)?|models?))\s+(?:(?P<beats>beats?|outperforms?|surpass(?:es)?|improves?\s+(?:on|upon|over))|(?:is|are|does|works?|performs?)\s+(?P<better>better\s+than)))"
    r"\s+(?P<what>[^,?]{1,60}?)(?:\s+(?:even\s+|any\s+)?further)?\s*\?*$",
    _I,
)
# "Who trained it on Y?", where several papers were shown: one of these.
WHO_OF_THEM = re.compile(
    rf"^{LINKS}who(?=\s+(?!else\b|(?:is|are|was|were|am|did|do|would|should|can|could|will)\b|(?-i:[A-Z]))\w+\s)",
    _I,
)
_OF_PAPERS = r"newest|latest|(?:most\s+)?recent|oldest|earliest|longest|shortest"
# "the fastest", "the least costly"; but "the rest", "the test"
_MOST = r"best|worst|(?:most|least)\s+\w+|(?!(?:re|te|inte?re|fore|harve|conte|prote|reque|gue|we|che|que|ne|ve|pe)st\b)\w{2,}est"
MOST = re.compile(_MOST, _I)
_EXTREME = rf"{_OF_PAPERS}|{_MOST}"
EXTREME = re.compile(rf"\b(?:{_OF_PAPERS}|first|last|(?<=\bthe\s)(?:{_MOST}))\b", _I)
# What papers are first or last in, and no matter of what they say.
EXTREME_OF_PAPERS = re.compile(_OF_PAPERS, _I)
# "and the oldest paper?", "and her latest one", "and the slowest?"
SUPERLATIVE = re.compile(
    rf"{LINKS}(?:(?:which|what)(?:\s+(?:is|was|about)|'s)?\s+)?(?:the|his|her|their|its)\s+(?P<most>{_EXTREME})(?:\s+(?:{WORKS}))?",
    _I,
)
# "just the ones after 2010", "the ones about bees only"
NARROWED = re.compile(
    rf"^(?:(?:and|but|ok|okay|so|please|now)[,\s]+)*(?:(?:show|list|give)\s+(?:me\s+)?)?(?:(?:just|only)\s+(?:the\s+|those\s+)?(?:ones|those|(?:{WORKS})s|studies)|(?:the\s+)?(?:ones|those)(?=\s[^,:]+\sonly$))\s+(?P<rest>.+?)(?:\s+only)?$",
    _I,
)
# Whether a paper is there.
HELD = re.compile(
    r"\b(?:do|have|did) (?:you|we)(?: also| even)? (?:have|got|hold)\b|\bin (?:your|the|this|our) (?:\w+ )?(?:collection|library|list|set)\b",
    _I,
)
OF_COLLECTION = re.compile(
    r"\b(?:papers|abstracts|titles|articles|studies|publications|collection|library|corpus|everything"
    r"|anything on)\b"
    r"|\b(?:here)\b",
    _I,
)
# "Any side effects on bees?": of whatever is at hand.
ANY_EFFECT = re.compile(
    r"any\s+(?:[\w-]+\s+)?(?:effects?|risks?|harms?|limitations?|drawbacks?|complications?|downsides?|caveats?|benefits?|gains?|loss(?:es)?|results?|scores?)\b(?!\s+of\b)",
    _I,
)
# "Any on both?", where two lists were asked for.
ON_BOTH = re.compile(
    rf"{LINKS}(?:(?:is|are)\s+there\s+)?(?:any(?:thing|\s+(?:papers?|stud(?:y|ies)|ones?))?|something|which(?:\s+(?:ones?|papers?|studies))?"
    r"|papers|studies)\s+(?:(?:is|are|that\s+(?:is|are))\s+)?(?:on|about|for|with|covers?|deals?\s+with)\s+both(?:\s+(?:topics|of\s+(?:them|these|those)))?",
    _I,
)


def unopened(text: str) -> str:
    """A text without the "and" or the "what about" that it opens with."""
    return CONNECTIVE.sub("", text, count=1)
