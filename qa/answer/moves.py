"""How an abstract goes on: the state of things, what the authors do about it, what came out.

What speaks against a role beside a sentence's own signs: where it stands to the first sentence in which
the authors act, and what it leaves unsaid. None of the words belongs to a field of research.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from qa.embedding import Matrix
from qa.types import Passage

Role = Literal["Problem", "Method", "Result"]
_OWN = re.compile(
    r"\b(?:we|our|(?:this|the (?:present|current|proposed)) (?:paper|work|study|article|trial|review|present analysis"
    r"|analysis|method|approach|framework|model))\b|^\W*to (?:this|that) end\b|\bis (?:proposed|presented|introduced)\b",
    re.IGNORECASE,
)
# A shortcoming, with or without a "however".
_SHORTCOMING = re.compile(
    r"\b(?:however|but(?! also)|yet|despite|although|while|challeng\w+|limit\w*|problem\w*(?!-)|issues?|difficult\w*|(?:cost|expens|prohibit)\w+"
    r"|lack\w*|fail\w*|un(?:clear|known|affordable|feasible|sustainable|stable|fortunately)|infeasible|remain\w*|gap|need\w*"
    r"|hinder\w*|suffer\w*|bottleneck|under-?\w*(?:explored|documented|studied)|little|few|burden|poor\w*|obstacle|sub-?optimal"
    r"|inefficien\w+|inaccura\w+|overlook\w*|overshadow\w*|neglect\w*|ignor\w+|hamper\w*|struggl\w+|degrad\w+|distort\w+"
    r"|scarc\w+|redundan\w+|slow\w*|high (?:costs?|latency)|overhead\w*|obscur\w+|obfuscate|caus(?:es?|ing)|incorrect\w*"
    r"|requir\w+|rely|relies|depend\w*|nevertheless|nonetheless|errors?|risks?|threat\w*|rarely|seldom|controvers\w+"
    r"|debated?|no (?:study|studies|consensus|data)|why|question|importan\w+|essential|crucial|critical\w*)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:we|paper|work|study)\b(?:,? \w+,?)? (?:propos|introduc|present|design|develop)\w*\b"
    r"|\b(?:we|paper|work|study)\b[^.;:]{1,40} by (?:propos|introduc|present|design|develop)ing\b",
    re.IGNORECASE,
)
# That a study is offered: of that its experiments are the method.
_STUDY = re.compile(
    r"\b(?:propos|introduc|present|design|develop)\w*(?: \S+){0,4} (?:stud(?:y|ies)|analys[ei]s|evaluations?|investigations?"
    r"|comparisons?|reviews?|surveys?|results?|experiments?|findings?)\b",
    re.IGNORECASE,
)
# How what was offered before is put to the test, said with the first words.
_TRIES = re.compile(
    r"^(?:\W*\S+ ){0,2}?\W*(?:we|our)\b(?: \w+){0,2} (?:conduct|perform|evaluat|assess|test|validat|implement|experiment"
    r"|present (?:\w+ )?results)\w*\b|^\W*(?:\w+ ){0,3}(?:experiment\w*|evaluations?)\b",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    r"^\W*(?:in order )?to (?:address|fill|tackle|overcome|mitigate|solve|alleviate|remedy)\b", re.IGNORECASE
)
# That something was tried; what came of it would be told by the words after these.
_TRIED = re.compile(
    r"\b(?:we|our)\b[^.]{0,30}\b(?:conduct|perform|assess|evaluat|test|pair|construct|curat|explor)\w*\b"
    r"|\bexperiments? (?:are|is|were|was) (?:performed|conducted|carried out)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:results?|show\w*|demonstrat\w+|find\w*|found|reveal\w*|validat\w+|confirm\w*|indicat\w+|suggest\w*|showcas\w+"
    r"|outperform\w*|surpass\w*|exceed\w*|achiev\w+|improv\w+|reduc\w+|increas\w+|decreas\w+|significant\w*|better|worse"
    r"|faster|slower|lower|higher|larger|fewer|superior\w*|comparabl\w+|on par|competitive|halve[sd]?|doubl\w+|advantage\w*|prefer\w*|favou?r\w*"
    r"|without|associated with|no (?:difference|effect|evidence)|conclu\w+|observ\w+|identif\w+|lessons?|robust\w*|effectiveness)\b",
    re.IGNORECASE,
)
_HERE = re.compile(r"\bin this (?:paper|work|study|article)\b", re.IGNORECASE)
_GAINS = re.compile(
    r"\b(?:achiev\w+|improv\w+|outperform\w*|surpass\w*|exceed\w*|effectiveness|superior\w*)\b", re.IGNORECASE
)
_MEANS = re.compile(
    r"\b(?:by|via|through|us(?:e|es|ed|ing)|based|with|(?:leverag|utili[sz]|combin|consist|compris|augment|incorporat|integrat|introduc"
    r"|propos|design|employ|devis)\w*)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:we (?:\w+ )?(?:show|find|found|demonstrate|observe|discover)|(?:our|the) (?:\w+ )?(?:results?|analys[ei]s|findings?|experiments?))\b|^\W*experiments\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"(?<![\w-])(?!(?<=\()\d\))\d")  # the one of "HIVE-2" measures nothing, nor does "(1)"
# Two things beside each other, or one as it was before and after.
_SET_BESIDE = re.compile(
    r"\b(?:than|compared (?:with|to)|times|factor|against|reach\w*|rose|fell|dropp\w*|shr[aiu]nk)\b|\d%?(?: [a-z]+){1,3} and \d",
    re.IGNORECASE,
)
_FOLD = re.compile(r"\b(?:factor of|twice)\b", re.IGNORECASE)
_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_OFFERED = re.compile(
    r"^\W*(?:key ?words?|project page)\b|\bhttps?:|\b(?:publicly (?:available|released)|open-?source[ds]?|code is)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:\S*", re.IGNORECASE)
# That something is, was or will be looked into, or is not known yet.
_AIMS = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|objectives?|purpose|goal|sought|hypothes\w+|unknown|unclear)\b"
    r"|\bto (?:investigate|examine|evaluate|assess|determine|study|explore|test|compare|understand|clarify|elucidate|unravel)\b"
    r"|\b(?:was|were|is|are|been|be) (?:\w+ )?(?:investigated|examined|evaluated|assessed|studied|compared|selected|measured|determined"
    r"|exposed|tested|analy[sz]ed|treated|characteri[sz]ed|explored)\b"
    r"|\b(?:we|study|paper|work|article) (?:\w+ )?(?:(?:investigat|examin|evaluat|explor|compar|measur)e[sd]?|assess(?:e[sd])?|stud(?:y|ies|ied)|test(?:s|ed)?|quantif(?:y|ies|ied)|ask(?:s|ed)?)\b",
    re.IGNORECASE,
)
# What a sentence begins with that only the one before it explains.
_DANGLES = re.compile(
    r"^\W*(?:(?:but|however|yet|and|so|thus|hence|moreover|furthermore|additionally|in addition|also|notably|consequently)\b,? )?"
    r"(?:(?:such|these|those|this|that)\b(?! (?:paper|work|study|article|trial|review|report|present|analysis)\b)"
    r"|they\b|it\b(?! is\b)|its\b|the (?:former|latter)\b|others?\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^\W*(?:first(?:ly)?\b|the first\b|one (?:is|reason|problem|issue)\b|on the one hand|(?:1|i|a)[).])",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"^\W*(?:(?:and|while) )?(?:second(?:ly)?\b|the second\b|the other\b|another\b|on the other hand|(?:2|ii|b)[).])",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|several|multiple|various|following|a number of|many) (?:[\w-]+ ){0,3}?[\w-]+s\b",
    re.IGNORECASE,
)
_ITEM = 3  # sentences in which the second of several things begins
_BY_THOSE = re.compile(
    r"\b(?:via|by|through|using|appl\w+|combin\w+|employ\w+|us(?:es?|ing)|leverag\w+|thanks to|due to) (?:[a-z]+ing )?"
    r"(?:the (?:two|three|four|above|aforementioned|former|latter)|these|those|both|such) (?:[\w-]+ )?[\w-]+(?:s|gies|ses)\b",
    re.IGNORECASE,
)
_FURTHER = ("Others ", "Other ")
# "It was 39% and 51%, respectively": of what is said before; not of "..., respectively, for rye and radish".
_RESPECTIVELY = re.compile(
    r"^(?:(?! and ).)* and (?:(?! and ).)*\brespectively\b(?!,? (?:for|in|at|on|with|among|by|after|under)\b)"
)
# Chosen on the dev split: .724 of what its summaries should quote and no more (F1) instead of .703, and .94 of their
# decisive facts as before.
AGAINST = 1.5  # what a role's score loses where the order of an abstract speaks against it, in deviations
_OPENING = 40  # characters in which a sentence of the authors' own shows that it is
_SLIGHTLY = 0.7
_EXPLAINING = 2  # sentences behind the one that offers something which may say how it works


def first_own(sentences: Sequence[Passage], name: str) -> int:
    """The row of the first sentence in which the authors act or what they made is named; 0 where there is none."""
    texts = [each.text for each in sentences]
    own = [row for row, text in enumerate(texts) if _OWN.search(text)]
    return next(iter(own or [row for row, text in enumerate(texts) if _is_own(text, name)]), 0)


def first_outcome(sentences: Sequence[Passage], name: str) -> int:
    """The row of the first sentence, from the authors' own on, in which a measure tells what came out; behind the last where
    there is none.
    """
    rows = range(first_own(sentences, name), len(sentences))
    return next((row for row in rows if _measures(sentences[row].text)), len(sentences))


def offered(text: str) -> bool:
    """Whether a sentence tells no more than where something is to be had, or its keywords."""
    return bool(_OFFERED.search(text)) and not FIGURE.search(_LINK.sub("", text))


def dangles(text: str) -> bool:
    """Whether a sentence points at the one before it: "But such hives ..."."""
    return bool(_DANGLES.match(text))


def announced(row: int, texts: Sequence[str]) -> tuple[int, ...]:
    """The rows of the first two things that the sentence at ``row`` announces: "There are two issues. First, ... Second, ..."."""
    first = row + 1
    if first >= len(texts) or not _FIRST.match(texts[first]) or not _SEVERAL.search(texts[row]):
        return ()
    later = range(first + 1, min(first + 1 + _ITEM, len(texts)))
    second = next((other for other in later if _SECOND.match(texts[other])), None)
    return () if second is None else (first, second)


def by_what_was_told(text: str) -> bool:
    """Whether a sentence points at what stands before it: "by applying the two strategies", "39% and 51%, respectively"."""
    return bool(_BY_THOSE.search(text) or _RESPECTIVELY.match(text)) or text.startswith(_FURTHER)


def only_aims(text: str) -> bool:
    """Whether a sentence tells what was looked into, and not what came out."""
    text = " ".join(text.split())  # an export may break its lines
    return bool(_AIMS.search(text)) and not _TOLD.search(text)


def told_ways(sentences: Sequence[Passage], name: str) -> tuple[Passage, ...]:
    """The sentences that tell how what the authors offer works, or is made; none where they offer nothing."""
    if not any(_OFFERS.search(each.text) for each in sentences):
        return ()
    speaks_against = against("Method", sentences, name)
    rows = zip(sentences, speaks_against, strict=True)
    likely = (each for each, much in rows if not much or _HERE.search(each.text))
    return tuple(each for each in likely if not _GAINS.search(each.text) or _MEANS.search(each.text))


def against(role: Role, sentences: Sequence[Passage], name: str) -> Matrix:
    """What speaks against each sentence's playing ``role``, shape (n,); the more, the less likely."""
    start = first_own(sentences, name)
    doubts = np.array([_against(role, each.text, row - start, name) for row, each in enumerate(sentences)])
    for row in range(first_outcome(sentences, name), len(sentences)):
        text = sentences[row].text
        if role == "Problem" or (role == "Method" and not _WE.search(text)):
            doubts[row] += 2 * AGAINST
    offer = _first_offer(sentences, start) if role == "Method" else len(sentences)
    for row in range(offer + 1, len(sentences)):
        doubts[row] += _SLIGHTLY * (
            bool(_TRIES.search(sentences[row].text)) and not _offers(sentences[row].text)
        )
    return doubts


def explaining(sentences: Sequence[Passage], name: str) -> Matrix:
    """Which sentences go on from the first that offers something, and so say how it works: 1 or 0 each, shape (n,)."""
    told: Matrix = np.zeros(len(sentences), dtype=np.float32)
    offer = _first_offer(sentences, first_own(sentences, name))
    doubts = against("Method", sentences, name)
    for row in range(offer + 1, min(offer + 1 + _EXPLAINING, len(sentences))):
        text = sentences[row].text
        if doubts[row] > 0 or (FIGURE.search(text) and _TOLD.search(text)):
            break
        told[row] = 1.0
    return told


def _measures(text: str) -> bool:
    acts = (_WE.search(text) and not _REPORTS.search(text)) or only_aims(text)
    measured = FIGURE.search(text) or _FOLD.search(text)
    return not acts and bool(measured and (_TOLD.search(text) or _SET_BESIDE.search(text)))


def _first_offer(sentences: Sequence[Passage], start: int) -> int:
    """The row of the first sentence, from ``start``, that offers more than a study; behind the last where there is none."""
    rows = (row for row in range(start, len(sentences)) if _offers(sentences[row].text))
    return next(rows, len(sentences))


def _offers(text: str) -> bool:
    return bool(_OFFERS.search(text)) and not _STUDY.search(text)


def _against(role: Role, text: str, after: int, name: str) -> float:
    """``after``: how far behind the first sentence of the authors' own."""
    if _OFFERED.search(text):
        return AGAINST
    if role == "Problem":
        states = bool(_SHORTCOMING.search(text)) and not _REMEDY.match(text)
        return AGAINST * (2 * _opens_own(text, name) + (not states))
    if role == "Method":
        # The state of things before is not what these authors did; what "HIVE-2 is ..." tells is theirs.
        before = after < 0 and not (name and text.startswith(name))
        reports = bool(_REPORTS.search(text)) and not _OFFERS.search(text)
        return 2 * AGAINST * before + _SLIGHTLY * reports
    told = bool(_TOLD.search(text) or (FIGURE.search(text) and not _TRIED.search(text)))
    offers = bool(_OFFERS.search(text)) and not FIGURE.search(text)
    return AGAINST * (2 * (after < 0) + (not told) + offers)


def _is_own(text: str, name: str) -> bool:
    return bool(_OWN.search(text)) or bool(name and name.lower() in text.lower())


def _opens_own(text: str, name: str) -> bool:
    """Whether a sentence begins with the authors or what they made, and is no question that they raise."""
    return _is_own(text[:_OPENING], name) and not text.rstrip().endswith("?")
