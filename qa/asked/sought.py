"""The words that a look-up is for, from those that the model of kinds marks.

A mark may take too little of a quotation, or a word that only introduces what is looked up ("the word X"), or one that
tells how it may be written; what is said in brackets, before a colon or of a host counts in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from qa.asked.around import clause_in, field_of, is_denied
from qa.asked.phrases import quoted, sign_in
from qa.characters import Span
from qa.kinds import MARKS, Part, Told
from qa.mentions import DIGIT, is_name
from qa.words import STOPWORDS

_I = re.IGNORECASE
APART = re.compile(
    r"\b(?:apart from|besides|except(?: for)?|other than|not counting|excluding)\b.*?\b(?:papers?|articles?|stud(?:y|ies)|one|itself)\b",
    _I,
)
# "a link that is not to GitHub"
ELSEWHERE = re.compile(
    r"\b(?:other than|else than|anything but|is(?:n['’]?t| not)|not (?:on|to|at|pointing|leading|from|hosted)|elsewhere than|outside(?: of)?|apart from|except|besides) ",
    _I,
)
_OUT_OF = re.compile(r"\bout of (?:all|the|those|these|them|our|your|my)\b[^,;.?]*$", _I)
_ACCOUNT = re.compile(
    r"\b([\w-]+?)(?:'s)? (?:(?:git ?hub|git ?lab|bitbucket|hugging ?face|zenodo) )?(?:account|organi[sz]ation|org|user|namespace)\b",
    _I,
)
# What is looked up as it is written: addresses, commands of LaTeX.
_ADDRESS = re.compile(r"\b[\w-]+(?:\.[a-z]{2,})+(?:/[\w./-]+)?\b|\\[A-Za-z]+")
# "with or without hyphens": how a word may be written is no word that is looked up.
_EITHER_WAY = re.compile(
    r"\b(?:with (?:or|and) without|hyphen\w* or|no hyphen|with (?:an? )?hyphens? or) (?:or )?(?:no |not |without |an? |the |any )*hyphen\w*"
    r"|\bhyphens? or (?:no hyphens?|not|without)\b|\bhyphenated or not\b|\bwith(?:out)? (?:the|an?) hyphen\b"
    r"|\b(?:upper|lower)(?:[ -]?case)? (?:or|and) (?:upper|lower)(?:[ -]?case)?\b",
    _I,
)
_INTRODUCES = re.compile(
    r"(?:the )?(?:words?|terms?|phrases?|adverbs?|adjectives?|nouns?|names?|project(?: pages?)?|repo\w*|links?|urls?"
    r"|(?:web )?(?:pages?|sites?|address\w*)|models? on|0-9|\d ?- ?\d|titles?|abstracts?|papers?|hyphenated(?: (?:words?|terms?))?"
    r"|acronyms?|abbreviations?|initials)",
    _I,
)
# "My aunt works in oncology, so: which abstracts ...": what stands before has no part in it.
_STORY = re.compile(
    r"(?:[\w'’-]+,? ){3,}[\w'’-]+ ?[:;.!] (?=.*\b(?:which|what|who|how many|list|any|do|does|is|are)\b)", _I
)
_QUESTIONS = re.compile(
    r"\btitles?\b.*\b(?:is|are|as|put as) (?:an? )?questions?\b", _I
)  # "which titles are questions?"
_OF_HOST = re.compile(r"[ -]+(?:projects?|(?:project )?(?:pages?|sites?)|accounts?|repos?\w*|links?)$", _I)
_NO_MATTER = re.compile(r"\b(?:whatever|no matter|regardless of|irrespective of) ", _I)
_LITTLE = re.compile(r"(?:the|an?|and|or)", _I)
_ASKING, _ALIKE = ("mention", "mentions", "mentioning", "contain", "contains", "containing"), 0.85
_DOES = re.compile(
    r"(?:run|runs|ran|running|use|uses|used|using|work|works|worked|rely|relies|employ(?:s|ed)?)(?: on| with)?",
    _I,
)
_BEHIND = re.compile(r"[ :]+([\w-]+)\W*$")
_BEHIND_IT = re.compile(r" ([\w-]+)")
_OR_PLURAL = re.compile(r"\((?:e?s)\)?$")  # "model(s)"
_A_NUMBER = re.compile(r"(?:an? |any |some )?numbers?", _I)
_WORD_BEFORE = re.compile(r"\b(?:words?|terms?|phrases?)\W*$", _I)
# What ends so goes on: "training from" scratch.
_GOES_ON = re.compile(
    r"\b(?:from|of|in|with|without|for|to|on|at|by|per|under|over|between|against|into|via)$", _I
)
_NOT_PART = re.compile(
    r"(?:papers?|abstracts?|titles?|articles?|studies|works?|collection|corpus|library|list|them|there|here)",
    _I,
)
# Which papers are asked for: what stands right behind it may be what they do.
_WHICH_PAPERS = re.compile(
    r"\b(?:papers|abstracts|articles|studies|works|publications|authors|ones|who|paper|abstract|article|one)(?: that| which| who)? $",
    _I,
)
_WORD_OF = ("word", "term", "phrase", "name")
_CONTAINS = re.compile(r"\b(?:contain|mention)\w*\b", _I)
_AT_END = re.compile(
    r"\b(?:begin|start|open|end|finish|clos|kick|lead)\w*|\b(?:first|last|final|initial|opening|closing)\b",
    _I,
)
_EITHER_FIELD = re.compile(
    r"\btitles? or (?:in )?(?:the |their |its )?abstracts?\b|\babstracts? or (?:in )?(?:the |their |its )?titles?\b",
    _I,
)
# How the answer shall look, and no field: "which papers use it? just titles"
_TITLES_WANTED = re.compile(
    r"(?:[.,;!?]|^) ?(?:please )?(?:just|only|list|give|show|print|return|name)(?: me| us)?(?: just| only)?(?: the| their)? titles?(?: only| please)?\W*$",
    _I,
)
_TITLES_OF = re.compile(
    r"\btitles? of (?:the |those |these |all )?(?:papers|abstracts|works|ones|articles|studies)\b", _I
)
_TITLE = re.compile(r"\b(?:titles?|titled)\b", _I)


def sought(text: str, told: Told) -> list[Part]:
    """The parts of a question as they are looked up. ``text`` is the question that the model read."""
    parts = _apart([_as_written(text, _there(text, part)) for part in told.marked])
    parts = [_as_meant(part, parts) for part in parts if not _is_longer(text, part, parts)]
    parts = [part for part in parts if not _is_aside(text, part, parts, bool(told.looks["away"]))]
    return _of_hosts(text, parts) or [*_unmarked(text)]


def _there(text: str, part: Part) -> Part:
    """A part that is not lacking, where "out of" only tells of which papers it is asked: "the first out of those with X"."""
    among = part.lacking and _OUT_OF.search(text, 0, part.span.start)
    denied = among and is_denied(text, Span(among.end(), part.span.end))
    return part._replace(lacking=False) if among and not denied else part


def _as_written(text: str, part: Part) -> Part:
    """All of the quotation that a part is in, the whole name of a sign, or what stands behind "word"."""
    bare = part.text.rstrip(" .,;:?!") or part.text
    first, _, rest = bare.partition(" ")
    bare = rest if rest and _asks(first) else bare
    whole = next((phrase for phrase in quoted(text) if bare in phrase), bare)
    behind = _BEHIND.match(text[part.span.end :])
    if whole.lower() in _WORD_OF and whole == bare and behind:
        whole = behind[1]
    if (
        _A_NUMBER.fullmatch(whole)
        and whole not in quoted(text)
        and not _WORD_BEFORE.search(text, 0, part.span.start)
    ):
        whole = DIGIT
    if whole == bare and whole not in quoted(text):
        whole = _going_on(text, part, whole)
    sign = sign_in(text)
    if sign and whole.lower() in sign.lower().split():
        whole = sign
    if whole[:1] in "%&+@#":
        whole = re.sub(r" signs?$", "", whole)
    if whole.lower() == "huggingface":  # in two words it is met in one as well
        whole = "Hugging Face"
    if part.marks["role"] == "host":
        whole = _OF_HOST.sub("", whole)
    whole = _OR_PLURAL.sub("", whole)
    either = _EITHER_FIELD.search(text) or (part.marks["field"] == "title" and _shows_titles(text))
    marks = {**part.marks, "field": "paper"} if either else part.marks
    if part.marks["field"] == "title" and _TITLES_WANTED.search(text):
        marks = {**marks, "field": "paper"}
    clause = clause_in(text, part.span)
    if _CONTAINS.search(clause) and not _AT_END.search(clause):
        marks = {**marks, "place": "anywhere"}  # "that begin with P and contain a colon"
    end = max(part.span.end, part.span.start + len(whole)) if whole.startswith(part.text) else part.span.end
    return part._replace(text=whole, span=Span(part.span.start, end), marks=marks)


def _apart(parts: Sequence[Part]) -> list[Part]:
    """The parts without those that stand within the one before: of "mixture of experts" the "experts"."""
    kept: list[Part] = []
    for part in parts:
        within = kept and part.span.end <= kept[-1].span.end
        kept += [] if within and part.lacking == kept[-1].lacking else [part]
    return kept


def _shows_titles(text: str) -> bool:
    """Whether titles are spoken of only as what is to be shown, not also as what is to have some words."""
    shown = _TITLES_OF.search(text)
    return bool(shown) and not _TITLE.search(text, shown.end() if shown else 0)


def _going_on(text: str, part: Part, said: str) -> str:
    """The words with the one behind them, where they end in a word that needs another."""
    behind = _BEHIND_IT.match(text, part.span.end)
    open_ended = behind and part.text == said and _GOES_ON.search(said)
    if not behind or not open_ended or _NOT_PART.fullmatch(behind[1]) or behind[1].lower() in STOPWORDS:
        return said
    return f"{said} {behind[1]}"


def _asks(word: str) -> bool:
    """Whether a word is one that asks for a mention, with a slip in it or without."""
    return bool(get_close_matches(word.lower(), _ASKING, 1, _ALIKE))


def _is_longer(text: str, part: Part, parts: Sequence[Part]) -> bool:
    """Whether a part is a longer word that does not count: "GLUE (not SuperGLUE)"."""
    bracketed = text[: part.span.start].rfind("(") > text[: part.span.start].rfind(")")
    longer = (not other.lacking and other.text.lower() in part.text.lower() for other in parts)
    return bracketed and part.lacking and any(longer)


def _as_meant(part: Part, parts: Sequence[Part]) -> Part:
    """A part that is there, where only the paper of that name is left out: "apart from the X paper, who mentions X?"."""
    papers = (other.text for other in parts if other.lacking and other.marks["role"] == "paper")
    return part._replace(lacking=False) if part.marks["role"] == "words" and part.text in papers else part


def _is_aside(text: str, part: Part, parts: Sequence[Part], away: bool) -> bool:
    """Whether nothing is looked up for a part."""
    others = [other for other in parts if other is not part]
    said = part.text in quoted(text)
    if not said and (_INTRODUCES.fullmatch(part.text) or (others and _LITTLE.fullmatch(part.text))):
        return True
    if part.text.lower().startswith("question") and _QUESTIONS.search(text):
        return True  # the sign tells them
    if not said and others and part.marks["role"] == "words" and _DOES.fullmatch(part.text):
        return True  # "papers that ran on X"
    if not said and others and _asks(part.text):
        return True  # "papers that metion X"
    if not said and _is_what_they_do(text, part, others):
        return True  # "abstracts that promise lossless speed-ups"
    if not said and others and _NO_MATTER.search(text, 0, part.span.start):
        return True
    # "I know X. Who mentions Y but not X?"
    same = (other for other in others if other.lacking and other.text == part.text)
    if not (away or part.lacking) and any(other.marks["role"] != "paper" for other in same):
        return True
    way = _EITHER_WAY.search(text)
    if way and way.start() <= part.span.start < way.end():
        return True
    story = _STORY.match(text)
    if story is None or part.lacking or part.span.start >= story.end():
        return False
    return any(other.span.start >= story.end() for other in others)


def _is_what_they_do(text: str, part: Part, others: Sequence[Part]) -> bool:
    """Whether a part is the verb between the papers that are asked for and the words that are looked up."""
    one = " " not in part.text and part.marks["role"] == "words" and not is_name(part.text)
    follows = any(other.span.start == part.span.end + 1 for other in others)
    return one and follows and bool(_WHICH_PAPERS.search(text, 0, part.span.start))


def _of_hosts(text: str, parts: list[Part]) -> list[Part]:
    """The same; of "the heron account on GitHub" the account, and hosts as lacking where links lead elsewhere."""
    hosts = [part for part in parts if part.marks["role"] == "host"]
    account = _ACCOUNT.search(text)
    if hosts and account:
        own = Part(account[1], Span(*account.span(1)), False, hosts[0].marks)
        return [own, *(part for part in parts if part not in hosts and part.text not in account[0])]
    if hosts and ELSEWHERE.search(text):
        return [part._replace(lacking=True) if part in hosts else part for part in parts]
    return parts


def _unmarked(text: str) -> Iterator[Part]:
    """Addresses, commands and signs, where no part is marked."""
    plain = {name: classes[0] for name, classes in MARKS.items()}
    found = [Span(*match.span()) for match in _ADDRESS.finditer(text)]
    asked = _QUESTIONS.search(text)
    if asked:
        yield Part("?", Span(*asked.span()), False, {**plain, "field": "title", "place": "end"})
    elif not found and not quoted(text) and (sign := sign_in(text)):
        at = max(0, text.find(sign))
        found = [Span(at, at + len(sign))]
    for span in found:
        marks = {**plain, "field": field_of(text, span)}
        yield Part(text[span.start : span.end], span, is_denied(text, span), marks)
