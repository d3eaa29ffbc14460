"""What kind of thing a question expects for an answer, a number, a name or a mechanism, and whether a text holds one.

The words are English, and of no field: quantities ("how many", "which share"), and things that go by proper names
("which data sets", "on which hardware").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from qa.words import stem

_QUANTITIES = (
    r"(?:rank|size|value|threshold|number|fraction|share|percent\w*|speed-?up|score|accuracy|temperature|ratio|factor|rate|proportion|weight"
    r"|dimension|length|count|hours|memory|latency|throughput|cost|price|gain|reduction|improvement|increase|decrease|dose|dosage|concentration"
    r"|duration|age|height|distance|depth|incidence|prevalence|income|frequency)"
)
_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|large|big|long|fast|often|far|small|deep|wide|high|low|old|heavy)\b"
    r"|\b(?:what|which)(?:'s| is| was| are| were)?(?: the)?(?: exact| actual| average| best| final| total| \w+)? (?:\w+ ){0,2}?"
    rf"{_QUANTITIES}\b|\bby how\b|\bin numbers\b|\bnumber of\b|\bvalue (?:found|of)\b",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(
    r"\b(?:which|what|name the|list the)(?: \w+){0,3}? (?:data ?sets?|databases?|benchmarks?|models?|networks?|architectures?|languages?"
    r"|frameworks?|librar(?:y|ies)|software|tools?|hardware|devices?|chips?|platforms?|compan(?:y|ies)|corpus|corpora|domains?|baselines?"
    r"|optimi[sz]ers?|classifiers?|algorithms?|tasks?|encoders?|teachers?|licen[cs]es?|conferences?|journals?|countr(?:y|ies)|cit(?:y|ies)"
    r"|universit(?:y|ies)|hospitals?|loss)\b"
    r"|\b(?:tested|evaluated|trained|run|checked|validated) on (?:which|what)\b|\bon which\b",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(
    r"\bhow (?:do|does|did|is|are|was|were|can|could|would|should|exactly|come|to)\b|\bhow\s*(?:\?|,|$)|\bwhy\b"
    r"|\bwhat (?:did|do|does) .*\b(?:find|show|conclude|observe|discover)\b"
    r"|\bin (?:what|which) way\b|\bby what (?:means|mechanism)\b|\bwhat makes\b|\bexplain\b",
    re.IGNORECASE,
)
# "How do they account for the lower yield?": for what came out, and not for a thing that was controlled for.
_ASKS_WHY = re.compile(
    r"\bwhy\b|\breasons?\b|\bhow come\b|\bcause[sd]?\b|\bwhat (?:makes|explains|accounts for)\b"
    r"|\bhow (?:do|does|did|can|could|would|is|are|was|were)\b.*\b(?:explain(?:ed)?|account(?:ed)? for)\b.*"
    r"\b(?:why|that|differen\w+|gaps?|findings?|results?|discrepanc\w+|rise|fall|drop|decline|increase|decrease|lack|absence|success|failure|more|less"
    r"|fewer|smaller|larger|bigger|higher|lower|better|worse|faster|slower|stronger|weaker|greater|shorter|longer|poor|high|low)\b",
    re.IGNORECASE,
)
_IDEA = r"(?<!\bany )(?<!\ba )\b(?:trick|(?:key|core|main|central|basic) (?:idea|insight))\b"
_ASKS_IDEA = re.compile(_IDEA, re.IGNORECASE)
_ASKS_WAY = re.compile(
    r"\bhow (?:do|does|did|is|are|was|were|can|could|exactly)\b|\bin (?:what|which) way\b|\bby what (?:means|mechanism)\b"
    rf"|{_IDEA}",
    re.IGNORECASE,
)
_ASKS_FOR_QUESTION = re.compile(r"\b(?:questions?|asks?|asked|wonder\w*|puzzle\w*|posed?)\b", re.IGNORECASE)
_ASKS_STATE = re.compile(
    r"\b(?:problems?|limit\w*|drawbacks?|shortcomings?|weakness\w*|challeng\w+|issues?|gaps?|motivat\w+|prior|previous|existing|earlier|current"
    r"|other|conventional|traditional|before|address\w*|solv\w+|tackl\w+|wrong|obstacles?)\b",
    re.IGNORECASE,
)
# "How does X affect Y?" asks for what came out.
_ASKS_OUTCOME = re.compile(
    r"\b(?:affect\w*|influenc\w+|impact\w*|chang\w+|differ(?!entiat)\w*|compar\w+|perform\w*|relat\w+|fare[sd]?|correlat\w+|respon\w+|var(?:y|ies)"
    r"|associated|good|well|better|worse)\b",
    re.IGNORECASE,
)
# "How does X affect Y?", "what happens to X?": a finding is asked for.
_ASKS_FINDING = re.compile(
    r"\bhow (?:do|does|did|can|could|will|would|might|may)\b.*\b(?:affect|influence|impact|change|alter|matter|respond|react|differ|vary|fare"
    r"|perform)\b"
    r"|\b(?:what|which) (?:\w+ )?(?:effects?|impacts?|influences?|consequences?|outcomes?|findings?|results?)\b"
    r"|\bwhat(?: is| are| was| were|'s)? (?:the )?(?:effects?|impacts?|influences?|consequences?|outcomes?|findings?|results?)\b"
    r"|\bwhat (?:happen\w*|came out|comes out|turned out|(?:was|were) (?:found|observed)|(?:do|does|did) .*\b(?:find|show|reveal|do to)\b)",
    re.IGNORECASE,
)
# "How toxic is X?", "how well does X work?": to what degree, but not in what way.
_ASKS_DEGREE = re.compile(
    r"\bhow (?!(?:do|does|did|is|are|was|were|else|then|exactly|precisely|come) )[a-z]+ (?:is|are|was|were|do|does|did)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|expla(?:in(?:s|ed)?|nations?)|account(?:s|ed) for|driven by|hypothes\w+|may|might|as a result of"
    r"|attributed to|attributable to|reason|thanks to|since|so that"
    r"|this is|meaning|therefore|thereby|thus|hence|lead(?:s|ing)? to|result(?:s|ed|ing)? in|stem(?:s|ming)? from|caus(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_ASKS_VERDICT = re.compile(
    r"\b(?:better|worse|best|worst|more|less|stronger|weaker|superior|inferior|faster|slower|higher|lower|safer)\b.* (?:or|than|vs\.?|versus)\b"
    r"|\bdifferen(?:ces?|t)\b.*\b(?:between|from)\b|\bdiffer\b",
    re.IGNORECASE,
)
# "X beats Y, correct?", "X beats Y, doesn't it?", "Is it true that ...?"
_CLAIMS = re.compile(
    r"(?:[.,;:!?–—-] *|\band )(?:(?:is|was) (?:that|this|it|he|she) )?(?:just |please )?(?:correct|right|true|agreed?|confirm(?: (?:it|this|that))?|yes or no|true or false)\W*$"
    r"|, ?(?:is|are|was|were|do|does|did|has|have|can|could|will|would)n['’]?t (?:it|he|she|they|that|there)\W*$"
    r"|^(?:just )?(?:say|confirm|admit) that\b|^is it (?:true|correct|right|the case) that\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\bonly\b.*\b(?:remain\w*|significan\w+|independent\w*|predict\w*|improv\w+)\b|\bthan\b|\bwhereas\b|\bin contrast\b|\bunlike\b|\bwhile\b"
    r"|\b(?:superior|inferior|outperform\w*|surpass\w*|compared (?:with|to)|differ(?:s|ed|ent|ently|ences?)?|on par|as (?:well|good) as)\b",
    re.IGNORECASE,
)
# "How many layers", "what share of the weights", "at what resolution": what is counted or measured stands near its number.
_HOW_MANY = re.compile(
    r"\bhow (?:many|much)\b(?: more| fewer| less| of the| of)?(?P<x>[^?,;]*)", re.IGNORECASE
)
_WHAT_SHARE = re.compile(
    r"\b(?:what|which|how)\b.*\b(?:share|fraction|percent\w*|proportion|part|portion)\b", re.IGNORECASE
)
_WHAT_SIZE = re.compile(
    r"\b(?:what|which)(?:'s| is| was| are| were)?(?: the| an?)? (?:[\w-]+ ){0,3}?(?P<x>size|value|threshold|number|speed-?up|score|accuracy"
    r"|temperature|ratio|factor|rate|dimension|length|count|latency|throughput|cost|price|gain|reduction|improvement|increase|decrease|dose"
    r"|dosage|concentration|duration|age|height|distance|depth|incidence|prevalence|income|frequency|resolution|energy|power|memory|overhead)\b",
    re.IGNORECASE,
)
_UNITS = 3  # words behind "how many", one of which is what is counted
_ENDS_UNITS = frozenset(
    "do does did is are was were has have had can could will would be been use used uses need needed needs take takes took train trained"
    " there in on for with to from by at as that which who when where it its they their this".split()
)
_SHARES = frozenset("% half third quarter percent most majority".split())
# A rate is told without the word, in a share of what it is the rate of ("61% hatched") or in a unit of its own ("30 fps").
_RATE_OF = re.compile(
    r"\b(?P<of>[\w-]+) (?:rate|incidence|prevalence|frequency)\b|\b(?:rate|incidence|prevalence|frequency) of (?:the )?(?P<what>[\w-]+)",
    re.IGNORECASE,
)
_IN_RATES = frozenset("per fps hz".split())
_NEAR_COUNT, _NEAR_MEASURE = (4, 1), (6, 7)  # tokens before and behind the unit where its number may stand
_TOKEN = re.compile(r"[~<>≈±$]?\d[\d.,]*[A-Za-z%]*|[A-Za-z]+|%")
# What is no number though it has a digit: "Model-2", "[3]", "(1)".
_NO_NUMBER = re.compile(r"\b[A-Za-z]+-\d+\b|\[\d+\]|\(\d\)")
_NUMBER = re.compile(
    r"(?<![\w.-])[~<>≈±$]?\d"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|million|billion|half|halv\w+"
    r"|doubl\w+|tripl\w+|twice|thrice|quarter|third|orders? of magnitude|percent|fold|dozen\w*|single|both)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:[A-Z][\w+]*[A-Z0-9][\w+-]*|[A-Z]{2,}[\w-]*|(?<=[a-z,;:(] )[A-Z][a-z]+[\w-]*)")


# "Under which licence is it?" is not told by where the thing is.
_ASKS_LICENCE = re.compile(
    r"\b(?:what|which|whose)(?: [\w-]+){0,2}? licen[cs]es?\b|\bhow (?:is|are|was|were)\b.*\blicen[cs]ed\b|\blicen[cs]ed? under (?:what|which)\b",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\b(?:sub)?licen[cs]\w*|\b(?:MIT|Apache|BSD|L?GPL|AGPL|CC[ -](?:BY|0)|Creative Commons|public domain|copyleft|proprietary|permissive\w*)\b",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """A quantity that is asked for: a number of things, a share, or a measure; ``units`` are the stems of what is counted.

    ``rate_of`` is the stem of that of which a rate is asked.
    """

    kind: Literal["count", "share", "measure"]
    units: tuple[str, ...] = ()
    rate_of: str = ""


def quantity_asked(question: str) -> Quantity | None:
    """What is counted or measured, if the question says it."""
    many = _HOW_MANY.search(question)
    if many:
        words = re.findall(r"[\w-]+", many["x"].lower())
        end = next((n for n, word in enumerate(words) if word in _ENDS_UNITS), len(words))
        return Quantity("count", tuple(map(stem, words[: min(end, _UNITS)])))
    if _WHAT_SHARE.search(question):
        return Quantity("share")
    size = _WHAT_SIZE.search(question)
    rate = _RATE_OF.search(question)
    rate_of = stem((rate["of"] or rate["what"]).lower()) if rate else ""
    return Quantity("measure", (stem(size["x"].lower()),), rate_of) if size else None


def tells_quantity(asked: Quantity, text: str) -> bool:
    """Whether a text has a number beside what is counted or measured, or any share."""
    tokens = _TOKEN.findall(text.replace("\\%", "%"))
    if asked.kind == "share":
        return any(token.endswith("%") or token.lower() in _SHARES for token in tokens)
    numbers = [bool(_NUMBER.match(token)) for token in tokens]
    if asked.rate_of and _tells_rate(asked.rate_of, tokens, numbers):
        return True
    before, behind = _NEAR_COUNT if asked.kind == "count" else _NEAR_MEASURE
    return any(
        stem(token.lower()) in asked.units and any(numbers[max(0, at - before) : at + behind])
        for at, token in enumerate(tokens)
    )


def _tells_rate(of: str, tokens: Sequence[str], numbers: Sequence[bool]) -> bool:
    """Whether there is a share beside the word for that of which it is, or a number in a unit of rates."""
    before, _ = _NEAR_COUNT
    share = any(token.endswith("%") for token in tokens) and any(
        stem(token.lower()) == of for token in tokens
    )
    return share or any(
        token.lower() in _IN_RATES and any(numbers[max(0, at - before) : at])
        for at, token in enumerate(tokens)
    )


def asks_number(question: str) -> bool:
    """Whether a quantity is asked for."""
    return bool(_ASKS_NUMBER.search(question))


def asks_quantity(question: str) -> bool:
    """Whether a quantity is asked for, in any of the forms that are known."""
    return asks_number(question) or quantity_asked(question) is not None


def asks_name(question: str) -> bool:
    """Whether something is asked for that goes by a proper name."""
    return bool(_ASKS_NAME.search(question))


def lacks_licence(question: str, text: str) -> bool:
    """Whether it is asked under which licence something is, and a text names none."""
    return bool(_ASKS_LICENCE.search(question)) and not _LICENCE.search(text)


def asks_how(question: str) -> bool:
    """Whether a way or a reason is asked for."""
    return bool(_ASKS_HOW.search(question))


def asks_way(question: str) -> bool:
    """Whether it is asked by what means something is done, not what came of it or why."""
    outcome = _ASKS_OUTCOME.search(question) or asks_finding(question)
    return bool(_ASKS_WAY.search(question)) and not asks_why(question) and not outcome


def asks_why(question: str) -> bool:
    """Whether a reason or a cause is asked for."""
    return bool(_ASKS_WHY.search(question))


def asks_idea(question: str) -> bool:
    """Whether it is asked what the authors came up with."""
    return bool(_ASKS_IDEA.search(question))


def asks_for_question(question: str) -> bool:
    """Whether it is asked what somebody asks; what is asked answers nothing else."""
    return bool(_ASKS_FOR_QUESTION.search(question))


def asks_state(question: str) -> bool:
    """Whether it is asked how things were before the authors did something: the problem, earlier work."""
    return bool(_ASKS_STATE.search(question))


def asks_finding(question: str) -> bool:
    """Whether it is asked what something does, or what came out."""
    return bool(_ASKS_FINDING.search(question))


def asks_degree(question: str) -> bool:
    """Whether it is asked how much of a quality something has, of which a number need not tell."""
    return bool(_ASKS_DEGREE.search(question)) and not asks_number(question)


def asks_verdict(question: str) -> bool:
    """Whether it is asked which of two is more, or in what they differ."""
    return bool(_ASKS_VERDICT.search(question))


def claims(question: str) -> bool:
    """Whether something is said, and asked to be checked."""
    return bool(_CLAIMS.search(question))


def compares(text: str) -> bool:
    """Whether a text puts one thing above or apart from another."""
    return bool(_COMPARES.search(text))


def gives_reason(text: str) -> bool:
    """Whether a text has a word for a reason or a cause."""
    return bool(_REASON.search(text))


def has_number(text: str) -> bool:
    """Whether a text says any quantity, in digits or words."""
    return bool(_NUMBER.search(_NO_NUMBER.sub("", text)))


def has_new_name(text: str, known: Sequence[str]) -> bool:
    """Whether a text has a proper name that is in none of the known ones."""
    seen = " ".join(known).lower()
    return any(name[0].lower().removesuffix("s") not in seen for name in _NAME.finditer(text))
