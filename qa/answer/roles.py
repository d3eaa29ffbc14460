"""What part a sentence plays in an abstract: problem, method or result.

Abstracts of every field follow one order (Swales's moves: background and gap, aim and
method, findings). The role of a sentence shows in its place, in who acts ("we") and in
whether it reports measurements. Scores, not decisions: the best sentence a role wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from qa.types import Passage
from qa.words import content_tokens

Role = Literal["Problem", "Method", "Result"]

_CUES: dict[Role, re.Pattern[str]] = {
    "Problem": re.compile(
        r"\b(?:however|but|yet|despite|although|while|challeng\w+|limit\w*|problem|issue|difficult\w*|costly"
        r"|expensive|prohibitive\w*|lack\w*|fail\w*|unclear|unknown|remain\w*|gap|need|hinder\w*|suffer\w*"
        r"|bottleneck|under-?\w*explored|little is known|burden|poorly)\b",
        re.IGNORECASE,
    ),
    "Method": re.compile(
        r"\b(?:we|this (?:paper|work|study|article|trial|review|present analysis)|our|here)\b[^.]{0,60}\b(?:propos\w+|present\w*"
        r"|introduc\w+|develop\w*|design\w*|describ\w+|buil[dt]|train\w*|stud(?:y|ied)|investigat\w+|examin\w+"
        r"|analy[sz](?:e[sd]?|ing)|explor\w+|aim\w*|conduct\w*|compar(?:e[sd]?|ing)|argue|assess\w*|collect\w*|break|re-?\w*frame"
        r"|establish\w*|formulat\w+|formali[sz]\w+|leverag\w+|employ\w*|identif\w+|uncover\w*|pretrain\w*)\b"
        r"|\b(?:methods?|objectives?|aims?|purpose|design):",
        re.IGNORECASE,
    ),
    "Result": re.compile(
        r"\b(?:results?|experiments?|demonstrat\w+|show\w*|find\w*|found|reveal\w*|conclu\w+|evaluation\w*|confirm\w*"
        r"|indicat\w+|suggest\w*|p ?[<=])\b",
        re.IGNORECASE,
    ),
}
# What came out, said outright: more than that there were experiments.
_OUTCOME = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|achiev\w+|improv\w+|reduc\w+|increas\w+|decreas\w+|significant\w*|state-of-the-art"
    r"|better|worse|faster|slower|lower|higher|larger|fewer|superior\w*|comparabl\w+|on par|competitive|halve[sd]?|doubl\w+"
    r"|without (?:sacrificing|compromising|losing|loss)|rather than|associated with|no (?:difference|effect|evidence))\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:we (?:\w+ )?(?:propose|present|introduce)|called|termed|dubbed|in this (?:paper|work|study))\b"
    r"|^\W*to (?:address|fill|tackle|overcome|bridge|close|counter\w*|mitigate|solve|alleviate|remedy|this end|do so)\b",
    re.I,
)
# That there were experiments, or that something is offered: not what came out.
_EMPTY = re.compile(
    r"\b(?:experiments?|evaluations?|stud(?:y|ies)|analys[ei]s)\b.{0,40}\b(?:conduct\w*|perform\w*|carried out|done)\b"
    r"|\bwe (?:\w+ )?(?:conduct|perform|carry out|evaluate|gain)\b|\b(?:insights|will (?:help|support|inspire))\b",
    re.I,
)
_CONCLUDES = re.compile(
    r"\W*(?:overall|in (?:conclusion|summary|short)|conclusions?\b|taken together|together,|collectively"
    r"|(?:this|our|the present) (?:study|work|paper|analysis) (?:demonstrat|show|reveal|suggest|indicat)\w+)",
    re.I,
)
# A publisher's line at the end of an abstract.
_RIGHTS = re.compile(
    r"\W*(?:©|\(c\) ?(?:19|20)\d\d|copyright\b|all rights reserved|licensee\b|published by)", re.I
)
_ADDS = re.compile(r"\W*(?:furthermore|moreover|additionally|in addition|also|besides|finally)\b", re.I)
_TELLS = 0.3  # score above which a further sentence is worth reading as a result
_MORE = 2  # further results
_LONG = 160  # words of method and results, from which on one further result is enough
_FIGURE = re.compile(r"\d")
# Where in an abstract each role stands, as a share of its length.
_PLACE: dict[Role, float] = {"Problem": 0.2, "Method": 0.4, "Result": 0.8}


class Outline(NamedTuple):
    """The passages of each role, in the order of the abstract; empty where it has none to spare."""

    problem: tuple[Passage, ...]
    method: tuple[Passage, ...]
    result: tuple[Passage, ...]


def role_score(role: Role, text: str, place: float | None = None, name: str = "") -> float:
    """How well a sentence plays ``role``. ``place``: 0 first, 1 last; ``name``: the paper's short name."""
    distance = 0.0 if place is None else abs(place - _PLACE[role])
    score = min(len(_CUES[role].findall(text)), 3) * 0.5 - 1.5 * distance
    if role == "Result":
        score += 0.5 * min(len(_OUTCOME.findall(text)), 3) + 0.7 * bool(_FIGURE.search(text))
        told = _OUTCOME.search(text) or _FIGURE.search(text)
        score += 0.5 * bool(_CONCLUDES.match(text)) - 0.7 * bool(not told and _EMPTY.search(text))
    if role == "Method":
        score += 0.7 * bool(name and name.lower() in text.lower()) + 0.5 * bool(_ANNOUNCES.search(text))
    if _ADDS.match(text):
        score -= 0.3  # a further point is seldom the main one
    if "http" in text:
        score -= 1.0  # a code link reports nothing
    return score - (0.5 if len(content_tokens(text)) < 5 else 0.0)


def outline(sentences: Sequence[Passage], name: str = "") -> Outline:
    """The passages that state problem, method (with what follows it) and result of an abstract."""
    sentences = [passage for passage in sentences if not _RIGHTS.match(passage.text)] or sentences
    if len(sentences) < 3:
        return Outline((), tuple(sentences[:1]), tuple(sentences[1:]))
    last = len(sentences) - 1
    scores = {
        role: [role_score(role, passage.text, i / last, name) for i, passage in enumerate(sentences)]
        for role in _CUES
    }

    def total(choice: tuple[int, int, int]) -> float:
        problem, method, result = choice
        gap = scores["Problem"][problem] - 0.1 * (method - problem) if problem >= 0 else -0.5
        return gap + 1.5 * scores["Method"][method] + scores["Result"][result]

    problem, method, result = max(
        ((p, m, r) for m in range(last) for p in range(-1, m) for r in range(m + 1, last + 1)), key=total
    )
    how = [method, *_continued(sentences, scores, method, result)]
    taken = {problem, result, *how}
    more = [i for i in range(problem + 1, last + 1) if i not in taken and scores["Result"][i] > _TELLS]
    found = _within([result], sorted(more, key=lambda i: -scores["Result"][i])[:_MORE], sentences, how)
    return Outline(
        (sentences[problem],) if problem >= 0 else (),
        tuple(sentences[i] for i in how),
        tuple(sentences[i] for i in found),
    )


def _within(
    first: list[int], further: Sequence[int], sentences: Sequence[Passage], said: Sequence[int]
) -> list[int]:
    """The first results and as many further ones as keep it short, in order."""
    found = [*first, *further]
    while len(found) > 2 and sum(len(sentences[i].text.split()) for i in (*said, *found)) > _LONG:
        found.pop()
    return sorted(found)


def _continued(
    sentences: Sequence[Passage], scores: Mapping[Role, Sequence[float]], method: int, result: int
) -> list[int]:
    """The sentence that says more of the method: the next one that neither complains, reports nor links."""
    for at in range(method + 1, min(method + 3, result)):
        reports = scores["Result"][at] > max(scores["Method"][at], _TELLS)
        if "http" not in sentences[at].text and not reports and not _is_problem(scores, at):
            return [at]
    return []


def _is_problem(scores: Mapping[Role, Sequence[float]], at: int) -> bool:
    return scores["Problem"][at] > max(scores["Method"][at], scores["Result"][at])
