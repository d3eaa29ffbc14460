"""Questions about the collection in the order in which the forms know them.

"A100 cards: how many papers name them?" asks what "how many papers name A100 cards?" does. Only the order of the
words changes, and what is said of the counting in brackets is left out.
"""

from __future__ import annotations

import re

from qa.asked.grammar import bare, expand

# "(title or abstract)", "(either will do)": how to count, in lower case; "(GHN)" is a name.
_ASIDE = re.compile(
    r" ?\((?:(?=[a-z])[a-z ,'’-]+|(?:as|not|either|whether|only|counting|incl\w*|excl\w*|also|plural)\b[^()]*)\)"
)
_ANYWHERE = re.compile(
    r"^with or without (?:an? )?hyphens?,? "
    r"|,? (?:n?either )?(?:in )?(?:the |its |their )?(?:titles? (?:n?or|and/or) (?:in )?(?:the |its |their )?abstracts?"
    r"|abstracts? (?:n?or|and/or) (?:in )?(?:the |its |their )?titles?)\b",
    re.I,
)
_ASKS = r"(?:how many|which|what|who|list|name|show|count)"
_SAYS = r"(?:mention|name|use|contain|cite|report|have|include|bring up|talk about|speak of|deal with|work (?:with|on))s?"
# What is looked up stands first, and a pronoun in its place.
_FRONTED = re.compile(
    expand(
        rf"(?P<x>[^:?]{{2,60}}?) ?(?::| [–—-]) ?(?P<asks>{_ASKS}\b[^:?]*?\b{_SAYS}) (?:it|them|that|this|these|one)(?P<here><here>)"
    ),
    re.I,
)
# "X is found in how many papers?"
_PASSIVE = re.compile(
    expand(
        r"(?P<x>.+?) (?:is|are|was|were|gets?)(?: (?:found|mentioned|named|used|reported|cited|contained|brought up|present|there))? (?:in|by)"
        r" (?P<asks>how many|which|what) (?:of )?(?:the |these |your )?(?P<record><record>)(?P<here><here>)"
    ),
    re.I,
)
# "Not a single abstract mentions X, right?"
_NONE = re.compile(
    expand(
        r"(?:so )?(?:there(?:'s| is| are) )?(?:no|not a single|not one|not any) (?P<record><record>)(?P<rest> .+?)"
        r"(?:,? (?:right|correct|is there|are there|does it|do they|or is there|or are there))?"
    ),
    re.I,
)
# "... but leave X unmentioned"
_LEAVES = re.compile(
    r"\bleav(?:e|es|ing) (?P<x>[^,.?]{2,40}?) (?:unmentioned|unnamed|out|aside)(?=\W*$)", re.I
)
_OF_THEM = re.compile(
    r"^which (?:ones? )?of (?:them|these|those) (?=(?:came|come|was|were|is|are|appeared|has|have)\b)", re.I
)
# "The papers that mention X: how many of them give a link?"
_FIRST_THOSE = re.compile(
    expand(
        r"(?:(?:out )?of |among |from |take |all )?(?:the |those )?<papers> (?:(?:that|which) |(?=mentioning ))(?P<a>[^:,?]+?) ?[:,] ?"
        r"(?P<asks>how many|which(?: ones)?|what|do any|does any|is any|are any|has any|who)(?: of (?:them|these|those))?(?: also)? (?P<b>[^:?]+)"
    ),
    re.I,
)


def reworded(text: str) -> str:
    """The question as the forms know it; the same text where nothing is out of order."""
    denied = _NONE.fullmatch(bare(text))
    if denied:
        return f"is there any {denied['record']}{denied['rest']}?"
    text = _LEAVES.sub(r"do not mention \g<x>", text)
    plain = _ANYWHERE.sub("", _ASIDE.sub("", text)).strip()
    plain = _OF_THEM.sub("which papers ", plain)
    body = bare(plain)
    fronted = _FRONTED.fullmatch(body)
    if fronted:
        return f"{fronted['asks']} {fronted['x']}{fronted['here']}?"
    passive = _PASSIVE.fullmatch(body)
    if passive:
        return f"{passive['asks']} {passive['record']} mention {passive['x']}{passive['here']}?"
    those = _FIRST_THOSE.fullmatch(body)
    if those:
        asks = "how many papers" if those["asks"].lower() == "how many" else "which papers"
        first = those["a"].replace("mentioning ", "mention ", 1)
        return f"{asks} {first} and {those['b']}?"
    return plain or text
