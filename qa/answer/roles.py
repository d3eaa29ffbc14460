"""What part a sentence plays in an abstract: problem, method or result.

Abstracts of every field follow one order (Swales's moves: background and gap, aim and
method, findings). The role of a sentence shows in its place, in who acts ("we") and in
whether it reports measurements. Scores, not decisions: the best sentence a role wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        r"\b(?:we|this (?:paper|work|study|article)|our)\b[^.]{0,60}\b(?:propos\w+|present\w*|introduc\w+|develop\w*|design\w*"
        r"|describ\w+|build|train\w*|stud\w+|investigat\w+|examin\w+|analy[sz]\w+|explor\w+|aim\w*|conduct\w*|compar\w+"
        r"|argue|evaluat\w+|assess\w*|collect\w*|use)\b|\b(?:propos\w+|introduc\w+|novel|methods?:|objectives?:)\b",
        re.IGNORECASE,
    ),
    "Result": re.compile(
        r"\b(?:results?|experiments?|outperform\w*|achiev\w+|improv\w+|demonstrat\w+|show\w*|find\w*|found|reveal\w*"
        r"|reduc\w+|increas\w+|significant\w*|conclu\w+|state-of-the-art|evaluation\w*|p ?[<=])\b",
        re.IGNORECASE,
    ),
}
_FIGURE = re.compile(r"\d")
# Where in an abstract each role stands, as a share of its length.
_PLACE: dict[Role, float] = {"Problem": 0.2, "Method": 0.4, "Result": 0.8}


class Outline(NamedTuple):
    """One passage a role; None where the abstract has none to spare."""

    problem: Passage | None
    method: Passage | None
    result: Passage | None


def role_score(role: Role, text: str, place: float, name: str = "") -> float:
    """How well a sentence at ``place`` (0 first, 1 last) plays ``role``; ``name`` is the paper's short name."""
    score = min(len(_CUES[role].findall(text)), 3) * 0.5 - 1.5 * abs(place - _PLACE[role])
    if role == "Result" and _FIGURE.search(text):
        score += 0.7
    if role == "Method" and name and name.lower() in text.lower():
        score += 0.7
    if "http" in text:
        score -= 1.0  # a code link reports nothing
    return score - (0.5 if len(content_tokens(text)) < 5 else 0.0)


def outline(sentences: Sequence[Passage], name: str = "") -> Outline:
    """The passages that state problem, method and result, in that order in the abstract."""
    if len(sentences) < 3:
        return Outline(
            None, sentences[0] if sentences else None, sentences[1] if len(sentences) > 1 else None
        )
    last = len(sentences) - 1
    scores = {
        role: [role_score(role, passage.text, i / last, name) for i, passage in enumerate(sentences)]
        for role in _CUES
    }
    best = max(
        ((p, m, r) for m in range(last) for p in range(-1, m) for r in range(m + 1, last + 1)),
        key=lambda pmr: (
            (scores["Problem"][pmr[0]] if pmr[0] >= 0 else -0.5)
            + 1.5 * scores["Method"][pmr[1]]
            + scores["Result"][pmr[2]]
        ),
    )
    problem = sentences[best[0]] if best[0] >= 0 else None
    return Outline(problem, sentences[best[1]], sentences[best[2]])
