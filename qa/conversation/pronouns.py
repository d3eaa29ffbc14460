"""Pronouns and "this method": which of them point out of the question, and what to put there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.conversation.clause import AUXILIARIES, QUESTION_WORDS
from qa.conversation.coinage import coined
from qa.conversation.cues import WORKS
from qa.conversation.names import NameIndex
from qa.words import content_tokens

_I = re.IGNORECASE
_OWN = re.compile(r"\b(?:its|their|theirs|his|her|hers)\b", _I)
_SIMPLE = re.compile(r"\b(?:it|they|them|he|she|him|itself|themselves)\b", _I)
# Not "models that prune" or "show that": only where "that" can be a thing said before.
_THAT = re.compile(
    rf"(?:(?<=^)|(?<=\s))(?:this|that|these|those)\b(?=\s*(?:[?,.;:!]|$)"
    rf"|\s+(?:\w+er|(?:more|less)\s+\w+)\s+than\b|\s+\w+ed\b|\s+or\b|\s+(?:{AUXILIARIES}|than|compare|mean|help|work|happen|end|turn|go|change|affect|improve"
    rf"|reduce|make|take|use|give|need|require|lead|cause|matter|come|apply|hold|better|worse"
    rf"|different|the|a|in|on|for|with|to)\b)",
    _I,
)
_BE = re.compile(r"\b(?:is|isn['’]?t|was|wasn['’]?t)\s+(?:all\s+)?$", _I)
_LAST_WORD = re.compile(r"\s*[?.!]*$")
# "What is that relevant for?": these are said of a thing, though more follows; no nouns.
_SAID_OF = re.compile(
    r"(?:relevant|important|useful|suitable|good|bad|responsible|necessary|helpful|effective|sensitive|robust|specific|similar"
    r"|different|comparable|equivalent|limited|applicable|known|meant|intended|based|available|true|valid)",
    _I,
)
_GOVERNED = re.compile(r"\s+(?:for|to|in|on|at|with|from|against|as)\s*[?.!]*$", _I)
_DO_THAT = re.compile(
    rf"\b(?:{AUXILIARIES}|do|doing|like|than|for|to|of|with|about|from|besides|on|in|by|after|before"
    r"|how|why|and|is|wrote|written|published|found|said|reported|measured)\s+$",
    _I,
)
# "Which is bigger, that or Y?"
_ONE_SIDE = re.compile(r"^(?:\w+\s+)?(?:which|what)\b[^,]*,\s+$|\bor\s+$", _I)
# "Who applied that to Y?"; but "who uses that word" speaks of a word.
_APPLIED = re.compile(
    r"\b(?:appl(?:y|ies|ied)|us(?:es?|ed)|tr(?:y|ies|ied)|tests?|tested|extend(?:s|ed)?|adapt(?:s|ed)?)\s+$",
    _I,
)
_NOT_SAID_HERE = (
    r"(?!\s+(?:of|that|which|by|for|in|with|on|where|called|titled|entitled|named|from)\b|\s*[\"“])"
)
_THE_WORK = re.compile(
    rf"\b(?:(?:this|that)\s+(?:{WORKS})|the\s+(?:paper|article|study|abstract"
    rf"|publication))\b{_NOT_SAID_HERE}",
    _I,
)
_THE_AUTHORS = re.compile(
    r"\b(?:the|these|those)\s+(?:authors?|researchers|investigators|team)\b(?!\s+of\b)", _I
)
_THIS_NOUN = re.compile(
    rf"\b(?P<this>this|that|these|those)\s+(?P<noun>(?!(?:{AUXILIARIES}|than|the|a|an|in|on|for"
    rf"|with|as|so|too|to|of|at|by|from|if|when|or|and|but)\b)[a-z][\w\-]+)",
    _I,
)
_OF_THIS = re.compile(r"\s+(?:for|in|at|about|of|with|by|from|on)\s+(?:this|that)(?=\s*[?.!]*$)", _I)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|isn't)\s+it\s+(?!\w+ed\b)\w+\s+(?:to|that|for)\b|\bit\s+(?:is|was|'s)\s+\w+\s+(?:to|that)\b"
    r"|\b(?:does|will)\s+it\s+(?:rain|snow)\b|\bdoes\s+it\s+(?:take|cost|matter|help"
    r"|make\s+sense)\b.*\b(?:to|if|whether)\b",
    _I,
)
_SUBORDINATE = re.compile(
    r"\b(?:when|if|because|while|since|after|before|until|whether|where|as|unless|although|and|or"
    r"|that|which|than|once|how|what)\s+$",
    _I,
)
_NEW_SENTENCE = re.compile(r"[.?!:;]\s")
_NEW_CLAUSE = re.compile(r",\s|\s[-–—]\s|\bvs\b|\bversus\b")
_SECOND_CLAUSE = re.compile(rf"\band\s+(?:{QUESTION_WORDS}|{AUXILIARIES})\b", _I)
_PERSONAL = frozenset(["he", "she", "him", "his", "her", "hers"])
_MANY = re.compile(
    r"\b(?:which|what|how\s+many|any|all)\s+(?:\w+\s+){0,2}(?:papers|studies|methods|works|models"
    r"|approaches|trials|articles|authors)\b",
    _I,
)
_OPENED = re.compile(rf"(?:^|\b(?:{AUXILIARIES}|about)|^(?:{QUESTION_WORDS}))\s*$", _I)
_MEASURED_BY = re.compile(
    r"\b(?:beat|beats|beating|outperforms?|surpass(?:es)?|than|over|against|versus|vs"
    r"|compared?\s+(?:with|to))\s+$",
    _I,
)
# "How many hours did the trials cost them?": who made them, and neither hours nor trials.
_AT_WHOSE_COST = re.compile(r"\b(?:cost|take|took)\s+$", _I)
# "Does a small one beat a large one with it?"
_BY_MEANS = re.compile(rf"^(?:{AUXILIARIES})\b[^,]*\s(?:with|without|using)\s+$", _I)
_MUCH = 6  # content words before a pronoun
_PREDICATE = re.compile(rf"\s+(?:{AUXILIARIES})\b", _I)
_AFTER_DO = re.compile(r"\b(?:do|does|did|can|could|will|would|should|may|might)\s+$", _I)
_NOUN_FOLLOWED = re.compile(r"\s+[a-z]+\b(?!\s*[?.!]*$)|\s+\w+\s*[?.!]*$", _I)
_ABOUT_HERE = re.compile(r"^this\s+(?:collection|library|corpus|database|set|chatbot|app|page|tool)\b", _I)
_RESEARCHED = re.compile(
    r"^they\s+(?:actually\s+|also\s+)?(?:pair|measure|compare"
    r"|observe|conclude|recruit|enrol|enroll|"
    r"analy[sz]e|investigate|examine|propose|assume|claim|argue|collect|benchmark|validate|survey"
    r"|interview|study|follow)\b",
    _I,
)
_BY_PEOPLE = re.compile(r"\b(?:do|did|have|had)\s+they$", _I)
_PUT_TO_USE = re.compile(
    r"\b(?:run|train|test|try|evaluat|appl|validat|benchmark|deploy|pair|combin|compar|us|fine-?tun|measur)(?:e|y)?\s+$",
    _I,
)
_ON_IT = re.compile(r"\s+(?:on|with|against|to|in|at|for|under)\b", _I)
_ACTING = re.compile(r"\b(?:do|did|have|had|could)\s+$", _I)


# After "that" or "this" these begin no noun phrase.
# fmt: off
_NO_NOUNS = frozenset((
    "kind", "sort", "way", "much", "many", "better", "worse", "more", "less", "faster", "enough",
    "all", "any", "not", "really", "also",
))
# fmt: on


@dataclass(frozen=True)
class Anaphor:
    """``text[start:end]`` points out of the question; ``role`` says how to replace it."""

    start: int
    end: int
    role: str  # "own", "thing", "authors", "this noun"


def anaphors(text: str, names: NameIndex) -> list[Anaphor]:
    """What points out of the question, in order."""
    found: list[Anaphor] = []
    for pattern, role in ((_THE_AUTHORS, "authors"), (_THE_WORK, "thing"), (_OWN, "own"), (_SIMPLE, "thing")):
        found += [Anaphor(*m.span(), role) for m in pattern.finditer(text)]
    found += [Anaphor(*m.span(), "thing") for m in _THAT.finditer(text) if _demonstrative(text, m)]
    found += [
        Anaphor(m.start(), m.end("this"), "thing") for m in _THIS_NOUN.finditer(text) if _predicated(text, m)
    ]
    found += [Anaphor(*m.span(), "this noun") for m in _THIS_NOUN.finditer(text) if _is_noun(text, m)]
    said = {mention.start for mention in names.mentions(text)}  # "that Zorvex thing" says itself what it is
    found = [a for a in found if a.role != "this noun" or not said & set(range(a.start, a.end))]
    found.sort(key=lambda a: (a.start, -a.end))
    kept: list[Anaphor] = []
    for anaphor in found:
        if (not kept or anaphor.start >= kept[-1].end) and not _inside(text, anaphor, names):
            kept.append(anaphor)
    return kept


def replaced(text: str, found: list[Anaphor], name: str) -> str:
    """The text with the first anaphor as the name; a second would be a repetition.

    "Did they run it on Y?": the people are not what is spoken of, "it" is.
    """
    by_people = _BY_PEOPLE.search(text[: found[0].end]) is not None
    first = next((a for a in found[1:] if by_people and _is_put_to_use(text, a)), found[0])
    before, after = text[: first.start], text[first.end :]
    if len(found) > 1 and first is found[0]:
        after = _OF_THIS.sub("", after)
    if first.role == "own":
        if name.startswith('"'):
            return f"{before}the{after.rstrip('?!. ')} in {name}"
        return f"{before}{possessive(name)}{after}"
    people = first.role == "authors" or _RESEARCHED.match(text[first.start :])
    # Of the authors of a title the record tells; what they did, the paper does.
    if people and not (name.startswith('"') and _ACTING.search(before)):
        one = text[first.start : first.end].lower().endswith("author")
        return f"{before}the author{'' if one else 's'} of {name}{after}"
    if first.role == "this noun":
        noun = text[first.start : first.end].split(None, 1)[1]
        return f"{before}the {noun}{after.rstrip('?!. ')} in {name}"
    return f"{before}{name}{after}"


def _is_put_to_use(text: str, anaphor: Anaphor) -> bool:
    """Whether "it" is what people run on, train with or test against something."""
    here = text[anaphor.start : anaphor.end].lower() == "it"
    return here and bool(_PUT_TO_USE.search(text[: anaphor.start]) and _ON_IT.match(text[anaphor.end :]))


def possessive(name: str) -> str:
    """ "Zorvex's"; a name that ends in s takes the mark alone."""
    return f"{name}'" if name.endswith("s") and len(name) > 4 else f"{name}'s"


def _demonstrative(text: str, match: re.Match[str]) -> bool:
    if match[0].lower() != "that":
        return not _ABOUT_HERE.match(text[match.start() :])
    before = text[: match.start()]
    return not before or bool(_DO_THAT.search(before) or _APPLIED.search(before) or _ONE_SIDE.search(before))


def _predicated(text: str, match: re.Match[str]) -> bool:
    """ "Isn't that slow?": the word is said of what "that" stands for."""
    after = text[match.end() :]
    ends = _LAST_WORD.fullmatch(after) or (_SAID_OF.fullmatch(match["noun"]) and _GOVERNED.fullmatch(after))
    return bool(_BE.search(text[: match.start()]) and ends)


def _is_noun(text: str, match: re.Match[str]) -> bool:
    noun = match["noun"].lower()
    if _predicated(text, match):
        return False
    if _ABOUT_HERE.match(text[match.start() :]) or noun in _NO_NOUNS:
        return False
    if noun.endswith("ed") or (noun.endswith("er") and text[match.end() :].startswith(" than")):
        return False  # "why is that needed?", "is that faster than ...?"
    # "does this help": after an auxiliary the word may be a verb; then "this" stands alone.
    if _AFTER_DO.search(text[: match.start()]):
        return match["this"].lower() != "that" and bool(_NOUN_FOLLOWED.match(text[match.end() :]))
    if match["this"].lower() != "that":
        return True
    return match.start() == 0 or bool(_DO_THAT.search(text[: match.start()]))


def explained(text: str, start: int, end: int, names: NameIndex) -> bool:
    """Whether what stands at ``text[start:end]`` is explained by the question itself.

    The more of its own topic a question has brought up before the pronoun, the likelier it
    is that the pronoun means that. The counts were chosen on half of CANARD and on the
    dev questions of the evals, which stand alone whatever was asked before.
    """
    before, word = text[:start], text[start:end].lower()
    size = len(content_tokens(before))
    named = bool(names.mentions(before)) or any(coined(w) or w[:1].isupper() for w in before.split()[1:])
    if (size > 1 and _NEW_SENTENCE.search(before)) or (size > 2 and _NEW_CLAUSE.search(before)):
        return True
    if word in _PERSONAL:
        return named and (bool(_OWN.fullmatch(word)) or bool(_SUBORDINATE.search(before)))
    if word.startswith("the") and " " not in word and _MANY.search(before) and not _AFTER_DO.search(before):
        return True  # "which papers report their ..."; but "which papers do they cite?"
    if _OPENED.search(before):
        return named and size > 3 and bool(_SECOND_CLAUSE.search(before))
    if _OWN.fullmatch(word):
        return named or size > 1
    if _MEASURED_BY.search(before) or (word == "them" and _AT_WHOSE_COST.search(before)):
        return False
    if word == "it" and _BY_MEANS.search(before) and not text[end:].strip(" ?!."):
        return size > _MUCH
    if _SUBORDINATE.search(before) or (word == "it" and _PREDICATE.match(text[end:])):
        return named or size > 1
    return size > 4 or (named and size > 3)


def _inside(text: str, anaphor: Anaphor, names: NameIndex) -> bool:
    """Whether the pronoun is explained within the question, or stands for nothing."""
    if text[anaphor.start : anaphor.end].lower() == "it" and _EXPLETIVE.search(text):
        return True
    return explained(text, anaphor.start, anaphor.end, names)
