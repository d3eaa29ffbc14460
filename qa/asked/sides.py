"""Comparisons: which sides are compared, and in what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.asked.grammar import Form, bare, expand, matches
from qa.mentions import is_name
from qa.words import content_tokens

_IN = (
    r"(?:(?:in|on|for) (?:terms of|respect of|the matter of)|with (?:respect|regard) to|regarding"
    r"|concerning"
    r"|as (?:to|for|regards)|when it comes to|w\.?r\.?t\.?|by|on|in|for|at)"
)
# Before what things are compared in, at the head of a question.
_HEAD = (
    r"(?:(?:in|on|for) (?:terms of|respect of|the matter of)|with (?:respect|regard) to|regarding|concerning"
    r"|as (?:to|for|regards)|when it comes to|w\.?r\.?t\.?)"
)
_AND = r"(?:,? and (?:of )?| (?:to|with|against|or|vs\.?|versus) )"
_VERSUS = r" (?:vs\.?|versus|v\.s\.|compared (?:to|with)|as opposed to) "
_COMPARE = r"(?:compare and contrast|compare|contrast|comparing|line up|weigh(?: up)?)"
_ASPECT = rf"(?:[ ,]+{_IN} (?P<asp>.+))?"
_PHRASE = r"[^ ,:;?]+(?: [^ ,:;?]+){0,6}?"  # one to seven words
# A work that is told by what it is of, not by what it is to another ("the proposed model").
_DESCRIBED = (
    r"(?:the|that) (?!(?:[\w-]+ )?(?:proposed|new|standard|baseline|base|full|same|other|original|usual|old|final|resulting)\b)"
    r"(?:(?:[\w-]+ ){1,5}?(?:<work>|one)|one(?= (?:on|for|about|that|which|with|from|of)))(?: (?:on|for|about|that|which|with|from|of) [^?]+?)?"
)


@dataclass(frozen=True)
class Comparison:
    """The phrases of the sides in order, and the aspect asked for, empty when general.

    ``together`` is how many papers the one phrase stands for that describes them all.
    """

    sides: tuple[str, ...]
    aspect: str = ""
    together: int = 0


# These say "compare" by themselves, whatever the sides are.
EXPLICIT = (
    Form("in terms of cost: X, Y and Z?",
         rf"{_HEAD} (?P<asp>[^:?]+?): ?(?!<wh>\b|<aux>\b)(?P<a>.+?)(?:,? (?:and|or|&|vs\.?|versus) )(?P<b>[^,]+)"),
    # "The method that digs and sows with the one that reaps": the "and" parts no sides.
    Form("compare the method that X and Y with the one that Z",
         rf"(?:{_COMPARE}|(?:a )?comparison of)"
         rf" (?P<a>the (?:[\w-]+ ){{0,3}}?(?:one|<work>) (?!vs\b|versus\b|and\b|or\b)[^,]+? (?:and|or) (?!the\b|that\b|an?\b)[^,]+?)"
         rf" (?:with|to|against|vs\.?|versus) (?P<b>(?:the|that) (?:[\w-]+ ){{0,3}}?(?:one|<work>) .+?){_ASPECT}"),
    Form("compare the speed of X and of Y",
         rf"(?:{_COMPARE}|(?:a )?comparison of) (?:the )?(?P<asp>[\w -]+?) (?:of|in|for"
         rf"|between|reported by|used by) (?P<a>.+?){_AND}(?P<b>.+)"),
    Form("compare X with Y in terms of cost",
         rf"(?:{_COMPARE}|(?:a )?comparison (?:of|between))"
         rf" (?:between )?(?P<a>.+?){_AND}(?P<b>.+?){_ASPECT}"),
    Form("what is the difference between X and Y in cost?",
         rf"(?:what<is> )?(?:the )?(?:(?:main|key|biggest) )?(?:differences?|distinctions?|similarit(?:y"
         rf"|ies)|contrast|relation(?:ship)?|trade-?offs?)"
         rf" (?:between|btw\.?|b/w|of|among) (?P<a>.+?) and (?P<b>.+?){_ASPECT}"),
    Form("how do the effects of X and Y on Z differ?",
         r"how <aux> (?!.*\b(?:<paper>|<papers>|<work>|ones?)\b)(?P<asp>the [\w-]+s) of (?P<a>[^,]+?) and (?:of )?(?P<b>[^,]+?)(?: (?:on|in|for|to) [^,]+?)?"
         r" (?:differ(?:ent)?|compare|relate)"),
    Form("how do X and Y differ in cost?",
         rf"how <aux> (?P<a>.+?) and (?P<b>.+?) (?:differ(?:ent)?(?: from (?:each other|one another))?"
         rf"|compare|relate|related|similar){_ASPECT}"),
    Form("how do X and Y treat it differently?", r"(?:how|in what way) <aux> (?P<a>.+?) and (?P<b>.+?)"
        r" (?P<asp>\w.*?) (?:differently|in different ways)"),
    Form("how does X differ from Y in cost?", rf"how <aux> (?P<a>.+?) (?:differ(?:ent)?|distinct) (?:from"
        rf"|to|than) (?P<b>.+?){_ASPECT}"),
    Form("how does the X model compare in cost with the Y model?", rf"how <aux> (?P<a>{_DESCRIBED}) (?:compare|stack up|fare|measure up|hold up)"
         rf"(?: {_IN} (?P<asp>[\w -]+?))? (?:with|to|against|vs\.?) (?P<b>{_DESCRIBED})"),
    Form("what distinguishes X from Y?",
         rf"(?:in what (?:way|respect)s? <aux>|what (?:distinguishes|separates|sets)) (?P<a>.+?)"
         rf" (?:differ(?:ent)? from|apart from|from|and) (?P<b>.+?)(?: differ)?{_ASPECT}"),
    Form("what do X and Y have in common, and where do they part?", r"what <aux> (?P<a>.+?) and (?P<b>.+?) (?P<asp>(?:have in"
        r" common|share|agree on)(?:,? (?:and|but) (?:<wh>|<aux>)\b.+)?)"),
    Form("how do X and Y each choose a candidate?", r"(?:<wh>\b[^?]*?) <aux> (?P<a>[^,?]+?) and"
        r" (?P<b>[^,?]+?) each (?P<asp>.+)"),
    Form("X and Y: a comparison by cost", rf"(?P<a>[^,:]+?) and (?P<b>[^,:]+?)[ ,:–-]+(?:an?"
        rf" )?(?:compared|comparison|differences?|side by side){_ASPECT}"),
    Form("compare the yields: X, Y, Z", r"(?:compare|contrast) (?:the )?(?P<asp>[\w -]+?): ?(?P<a>[^,]+?)"
        r"(?:,? (?:and|with|to|or|vs\.?|versus) |, )(?P<b>.+)"),
    Form("X and Y: compare the yields", r"(?P<a>[^:;]+?),? (?:and|&|vs\.?|versus) (?P<b>[^:;]+?) ?[:;,–-]+ ?"
        r"(?:please )?(?:compare|contrast) (?P<asp>.+)"),
    Form("compare the estimates in the two reports", r"(?:compare|contrast) (?P<asp>.+?) (?:in|of|from"
        r"|between|across) (?:the|these|both)? ?(?:two|three|both) .+(?P<a>)(?P<b>)"),
)  # fmt: skip
# With one paper named these are facts about it: "which is better in X, depth or width?"
CHOICE = (
    Form("which is faster, X or Y?",
         rf"(?P<asp>(?:which|who|what|whose)\b(?! (?:[\w-]+ ){{0,2}}(?:<papers>|<made>)\b)(?![^,:;]*\b(?:like|such as|including)\b)[^,:;]*?)"
         rf" ?[,:;–—-]+ ?(?P<a>{_PHRASE}(?:, {_PHRASE})*?),? or (?P<b>{_PHRASE})"),
    Form("is X or Y faster?", rf"(?:<aux>|should i use) (?!there\b)(?P<a>{_PHRASE}) or (?P<b>{_PHRASE})"
        rf" (?P<asp><more>\b[^?]*)"),
    Form("X, Y and Z: which is fastest?", rf"(?P<a>{_PHRASE}(?:, {_PHRASE})*?),? (?:and|or)"
        rf" (?P<b>(?!so on\b){_PHRASE}) ?[,:–-]+ ?(?P<asp>(?:which|who|what)\b.*)"),
)  # fmt: skip
VERSUS = (
    Form(
        "speedup of X vs Y",
        rf"(?P<asp>(?!(?:<wh>|<aux>)\b)(?:[\w-]+ ){{0,3}}?(?!<paper>\b)[\w-]+) of (?P<a>(?:(?! of )[^,:?])+?){_VERSUS}(?:of )?(?P<b>(?!.*\bof\b).+)",
    ),
    Form(
        "speedup: X vs Y, how much?",
        rf"(?:(?P<asp>[^,:?]+)[:,]"
        rf" )?(?P<a>[^,:?]+?){_VERSUS}(?P<b>.+)",
    ),
)
# What stands after a colon is what the two papers named before it are compared in.
COLON = (
    Form("X and Y: yield vs cost", r"(?P<a>[^:]+?),? (?:and|&|vs\.?|versus) (?P<b>[^:]+?) ?(?::| [–-]) ?(?P<asp>.+)"),
)  # fmt: skip
# Comparisons only if two papers are named: "how does X compare with full training?" is a fact about X.
NAMED = (
    Form("what do X and Y say about cost?", r"what <aux> (?P<a>.+?) and (?P<b>.+?) (?:(?:each|both) )?(?:say|tell us|report|write|claim|conclude"
        r"|find|state|argue|have to say) (?:about|on|of|regarding|concerning) (?P<asp>.+)"),
    Form("how does X compare with Y in cost?", rf"how <aux> (?P<a>.+?) (?:compare|stack up|fare|measure"
        rf" up|hold up) (?:with|to|against|vs\.?) (?P<b>.+?){_ASPECT}"),
    Form("how does X compare in cost with Y?", rf"how <aux> (?P<a>.+?) (?:compare|stack up|fare|measure"
         rf" up|hold up) {_IN} (?P<asp>[\w -]+?) (?:with|to|against|vs\.?) (?P<b>.+)"),
    Form("X compared with Y", r"(?P<a>.+?)(?:'s)? compared (?:to|with) (?P<b>.+)(?P<asp>)"),
    Form("is X faster than Y?", r"<aux> (?P<a>.+?) (?P<asp>(?:[\w-]+ )??<more>\b.*?) than (?P<b>.+)"),
    Form("does X outperform Y?", r"<aux> (?P<a>.+?) (?P<asp>outperform|beat|surpass|exceed|improve (?:on"
        r"|over|upon)|win over) (?P<b>.+)"),
    Form("X against Y: what does each say?", r"(?P<a>[^,:]+?) against (?P<b>[^,:]+?)(?:[,:]"
        r" ?(?P<asp>.+))?"),
    Form("what does X keep and what does Y keep?", r"(?:(?P<asp><wh>\b.*?) )?<aux> (?P<a>.+?),? and"
        r" (?:<wh> (?:one )?)?<aux> (?P<b>.+)"),
    Form("how do X and Y create their data?", r"(?P<asp><wh>\b.*?) ?\b<aux> (?P<a>.+?),? (?:and|or)"
        r" (?P<b>.+)"),
    Form("did X and Y use the same measure?", r"(?P<asp>)<aux> (?P<a>.+?),? (?:and|or) (?P<b>.+)"),
    Form("the costs of X and Y", r"(?:(?P<asp>.+?) (?:of|for|in|between) )?(?P<a>(?!<wh>\b).+?),? (?:and|or)"
        r" (?P<b>.+)"),
)  # fmt: skip
# Papers that are counted and described together, and words that compare them.
_TOGETHER = re.compile(
    expand(
        r"\b(?:the|these|those|both|of|both of|there (?:are|were)|you have)(?: the| these)? ?\b(?P<n>two|three|2|3|both)?\b"
        r" ?(?P<x>(?:[\w/-]+ ){0,5}?)(?:<papers>|<made>)"
        r"(?: (?:on|about|for|that|which|dealing with|of|from) (?P<y>(?:[^?,:;.]|\.(?=\w))+?(?=<here>(?:[?,:;.]|$))))?"
    ),
    re.IGNORECASE,
)
_HERE = re.compile(expand(r"^<here>[.,:;] "), re.IGNORECASE)
_COMPARES = re.compile(
    expand(
        r"\b(?:compar\w+|contrast\w*|differ\w*|versus|vs|similarit\w+|in common|each|side by side|which of|which one"
        r"|how <aux>|what <aux>|<aux> (?:they|both)|better|alike|relate|disagree|agree)\b"
    ),
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:compar\w+|contrast\w*|diff|differen\w+|differs?|versus|vs|similarit\w+|relates?|related)\b",
    re.IGNORECASE,
)
_TWO_PAPERS = re.compile(
    expand(
        r"\b(?:two|three|both|these) (?:[\w-]+ ){0,4}?(?:<papers>|methods|approaches|models|systems|algorithms)\b.*"
        r"\b(?:each|differ|one\b.*\b(?:other|one|another)|the first\b.*\bthe second|compare|both)\b"
    ),
    re.IGNORECASE,
)
_ONE_EACH = re.compile(
    expand(r"\b(?:one|an?(?= <work>\b)|the first)(?: one)? (?:<work> )?"
           r"(?P<a>[^?!]+?),? (?:and |while |whereas )?(?:the other|another|one|the second)(?: one)?"
           r" (?:<work> )?(?P<b>(?:[^.?!]|\.(?=\w))+)"), re.IGNORECASE
)  # fmt: skip
_OF_BOTH = re.compile(
    r"\b(?:both|each|they|compare|contrast|differ\w*|respectively|the two)\b", re.IGNORECASE
)
# A name at the head of a side: capitals, digits or signs in every word. What follows belongs to the aspect.
_NAME_RUN = re.compile(
    r"^(?P<name>[\"'“]?\S*[A-Z0-9]\S*(?: (?:\S*[A-Z0-9]\S*|of the|of|the|and)(?="
    r" \S*[A-Z0-9])| \S*[A-Z0-9]\S*)*?)(?P<own>'s)?(?P<rest> [a-z(].*)$"
)
# Both are of one paper: "in the harvest study", "in this trial".
_IN_ONE = re.compile(
    expand(r"\b(?:in|within|of|by|according to|for) (?:the|this|that) (?:[^\s,:;?]+ ){0,4}?<paper>\b"),
    re.IGNORECASE,
)
# A side that is a paper, though it is not named: "the paper on grafting", "the grafting one".
_PAPER_SIDE = re.compile(
    expand(r"\bthe [^,:;?]{3,60}? (?:<paper>|<papers>|one)\b|\bthe <paper> \w+"), re.IGNORECASE
)
_NO_SIDE = re.compile(expand(r"(?:and )?(?:the|that|an?)(?: other)? (?:<work>|one)"), re.IGNORECASE)
_ASPECT_WORDS = 15
_SIDE_END = re.compile(
    r"(?<=[\w)\"'’”]{2})(?:[.?!;:] | [–—-] )"
)  # "the lung study. Where does it ...", "Y - how ..."
_WH = re.compile(expand(r"<wh>\b"), re.IGNORECASE)
# A further question is no side: "X, and who wins?", "X vs Y which wins?"
_ASKED_ON = re.compile(
    expand(
        r"(?<=\S)(?:(?:,? (?:and|but|or)|,) (?:<wh>|<aux>) .+| which(?: one)? (?:wins?|(?:is|was|does|works?|performs?) <more>))$"
    ),
    re.IGNORECASE,
)
# "X vs Y in mice": where that stands behind the last side alone, both are compared in it; "the one in mice" is a side.
_PLACED = re.compile(
    r"(?P<side>\S.*?)(?<!\bone) (?:in terms of|when it comes to|in|on|for|at) (?P<asp>.+)", re.IGNORECASE
)
_OPEN = re.compile(r" (?:with|of|in|on|for|by|from|at)$", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|all)(?: an?| the)? $", re.IGNORECASE)
_CLOSED = re.compile(expand(r"\b(?:<more>|<aux>|gets?|each)\b"), re.IGNORECASE)
_BEFORE_SIDE = re.compile(expand(r"^(?:both|either|between|of|the ones? of|<aux>) "), re.IGNORECASE)


# Words are looked up, not compared.
_WORDS_COUNTED = re.compile(
    r"\b(?:which|what) (?:of the (?:two )?)?(?:words?|terms?|names?)\b.*\b(?:more|most|often|frequent\w*)\b",
    re.IGNORECASE,
)


def compared(text: str, papers: int) -> Comparison | None:
    """The comparison asked for, or None. ``papers``: how many papers the question names."""
    plain = bare(text)
    if _WORDS_COUNTED.search(plain):
        return None
    if papers == 1 and len(_PAPER_SIDE.findall(plain)) > 1:
        papers = 2
    found = _read(EXPLICIT, plain)
    if found is None and papers >= 2:
        found = _read(COLON, plain)
    choice = (
        papers > 1 or (papers == 1 and _PAPER_SIDE.search(plain)) or not (papers or _IN_ONE.search(plain))
    )
    if found is None and choice:
        found = _read(CHOICE, plain) or _versus(plain)
    if found is None and papers == 1:
        found = _between_names(plain)
    if found is None and papers >= 2:
        found = _read(NAMED, plain) or (Comparison(()) if _DIFFERENCE.search(plain) else None)
    if found is None and papers == 0:
        found = _together(plain)
    found = _ended(found) if found else None
    return _tidy(found) if found and papers >= 2 else found


def _ended(found: Comparison) -> Comparison:
    """The sides up to where their sentence or clause ends; what stands behind the last is the aspect, if none is known."""
    cut = [_SIDE_END.split(side, maxsplit=1) for side in found.sides]
    after = cut[-1][1] if cut and len(cut[-1]) > 1 else ""
    after = after if len(after.split()) <= _ASPECT_WORDS else ""  # more is no heading of a table
    sides = tuple(side for whole in cut if (side := _side(whole[0])))
    return replace(found, sides=sides, aspect=found.aspect or _aspect(after))


def told_apart(text: str, parts: Sequence[str]) -> tuple[str, ...]:
    """The parts that a model marks as what is compared: one that ends open is joined with the next, and what is said of both is none.

    "Pruning with" and "shears" are one side; of "the pear and the quince: both old trees" two are.
    """
    sides: list[str] = []
    for part in (re.sub(r"'s$", "", part) for part in parts if part != "s"):  # of "X's cost" the name
        if sides and _OPEN.search(sides[-1]) and f"{sides[-1]} {part}" in text:
            sides[-1] = f"{sides[-1]} {part}"
        elif len(sides) < 2 or not _BOTH.search(text.partition(part)[0]):
            sides.append(part)
    return tuple(sides)


def _between_names(text: str) -> Comparison | None:
    """ "X-1 vs Y-2", of which only one is a paper's name: the other may be a thing of some paper."""
    found = _versus(text) or (None if _IN_ONE.search(text) else _read(CHOICE, text))
    return found if found and all(any(map(is_name, side.split())) for side in found.sides) else None


def _together(text: str) -> Comparison | None:
    """Papers that are described together ("the two papers on grafting"), or one after the other."""
    described = _ONE_EACH.search(text)
    if (
        described
        and content_tokens(described["a"])
        and (_TWO_PAPERS.search(text) or _OF_BOTH.search(text, described.end()))
    ):
        return Comparison(_sides(described["a"], described["b"]))
    for found in _TOGETHER.finditer(text) if _COMPARES.search(text) else ():
        counted = found["n"] or re.match(r"both", found[0], re.IGNORECASE)
        topic = " ".join(part.strip() for part in (found["x"], found["y"]) if part)
        if counted and topic:
            rest = f"{text[: found.start()]} {_HERE.sub('', text[found.end() :])}"
            return Comparison(
                (topic,), " ".join(rest.split()), together=3 if found["n"] in ("three", "3") else 2
            )
    return Comparison(()) if _TWO_PAPERS.search(text) else None


def _read(forms: Sequence[Form], text: str) -> Comparison | None:
    for _, match in matches(forms, text):
        last, aspect = match["b"], match["asp"]
        if aspect and _NO_SIDE.fullmatch(last) and match.end("b") < match.start("asp"):
            # What stands behind "the paper" tells which: "with the paper on bees in terms of cost".
            last, *after = re.split(rf"[ ,]+{_HEAD} ", text[match.start("b") : match.end("asp")], maxsplit=1)
            aspect = after[0] if after else ""
        return Comparison(_sides(match["a"], last), _aspect(aspect))
    return None


def _versus(text: str) -> Comparison | None:
    for _, match in matches(VERSUS, text):
        rest, *after = re.split(r" ?[,:;?] ?", match["b"], maxsplit=1)
        first, *others = (match["a"], *re.split(_VERSUS, rest, flags=re.IGNORECASE))
        placed = _PLACED.fullmatch(others[-1])
        told = ""
        if placed and not any(map(_PLACED.fullmatch, (first, *others[:-1]))):
            others[-1], told = placed["side"], placed["asp"]
        return Comparison(_sides(first, *others), _aspect(after[0] if after else match["asp"] or told))
    return None


def _tidy(found: Comparison) -> Comparison:
    """Named sides cut down to their names; what stood behind a name is the aspect, if none is known."""
    names, said = [], ""
    for side in found.sides:
        run = _NAME_RUN.match(side)
        names.append(_side(run["name"]) if run else side)
        said = run["rest"].strip() if run else said
    if _WH.fullmatch(found.aspect) or not found.aspect:
        return Comparison(tuple(names), said)
    aspect = f"{found.aspect} {said}".strip() if _is_open(found.aspect) else found.aspect
    return Comparison(tuple(names), aspect)


def _is_open(aspect: str) -> bool:
    """Whether an aspect still wants its verb: "which shortcoming" does, "who is fastest" does not."""
    return bool(_WH.match(aspect)) and not _CLOSED.search(aspect)


def _sides(*phrases: str) -> tuple[str, ...]:
    parts = [part for phrase in phrases for part in re.split(r", (?:and )?", _ASKED_ON.sub("", phrase))]
    return tuple(side for part in parts if (side := _side(part)))


def _side(phrase: str) -> str:
    return re.sub(r"'s$", "", _BEFORE_SIDE.sub("", phrase.strip())).strip(' ,:;"“”?!')


def _aspect(phrase: str | None) -> str:
    return re.sub(rf"^{_HEAD} ", "", (phrase or "").strip(" ,:;?.!"), flags=re.IGNORECASE)
