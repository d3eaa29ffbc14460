"""What part a sentence plays in an abstract: problem, method or result.

Abstracts of every field follow one order (Swales's moves: background and gap, aim and
method, findings). The role of a sentence shows in its place, in who acts ("we") and in
whether it reports measurements; and in what a close reading points to when asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, cast

import numpy as np

from qa.answer.moves import AGAINST, FIGURE, Role, against, dangles, explaining, first_outcome
from qa.embedding import Matrix
from qa.parts import Parts
from qa.types import Passage
from qa.words import content_tokens, index_terms

Read = Callable[[str, Sequence[Passage]], Matrix]  # a question and n sentences -> n logits

_CUES: dict[Role, re.Pattern[str]] = {
    "Problem": re.compile(
        r"\b(?:however|but|yet|despite|although|while|challeng\w+|limit\w*|problem(?!-)|issue|difficult\w*|costly"
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
# How the parts of a structured abstract are headed: "METHODS We ...", "Results: ...".
_HEADS: dict[Role, str] = {
    "Problem": r"background|introduction|context|importance|rationale|motivation|purpose|objectives?|aims?|hypothes[ie]s",
    "Method": r"(?:materials? and |patients and )?methods?|methodology|(?:study )?design|setting|participants|patients|subjects|interventions?"
    r"|data sources|data extraction|study selection|exposures?|measurements?|main outcome measures?|approach",
    "Result": r"(?:main )?results?|(?:principal )?findings?|conclusions?|interpretation|discussion|significance|implications",
}
_HEAD = re.compile("|".join(rf"(?P<{role}>{heads})" for role, heads in _HEADS.items()), re.IGNORECASE)
# In capitals before what it heads, or before a colon.
_HEADED = re.compile(r"\W*(?P<head>[A-Z][A-Z/& ]{3,40}[A-Z](?=[ :.-]+[A-Z0-9])|[A-Z][A-Za-z/& ]{3,40}(?=:))")
_FEWEST_HEADS = 2
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
_ADDS = re.compile(r"\W*(?:furthermore|moreover|additionally|in addition|also|besides|finally)\b", re.I)
_FEWEST = 3  # sentences, below which there is nothing to choose from
_MOST_WORDS = (
    190  # of an outline, once every role has its sentence; at 150, three of 32 dev summaries lack a fact more
)
_SIGNS = 2.0  # weight of a role's signs beside the close reading; on dev best from 1.5 to 3
_TITLE = 0.8  # weight, for the method, of the share of the title's words that a sentence has
# Weight, for the method, of going on from what is offered. On dev 0.5 to 1 are best: .742 of what summaries should quote
# and no more (F1) instead of .737.
_EXPLAINS = 1.0
# Weight, for the result, of being the first outcome: the main one comes first.
_FIRST = 1.5
_NO_PROBLEM = -0.2  # sign of a problem, below which a sentence states none
# A role that has none to spare leaves its turn to those behind.
TURNS: tuple[Role, ...] = ("Method", "Result", "Problem", "Method", "Result", "Problem", "Method", "Result")
_MOST = 6  # turns that are taken
OF_RESULTS: tuple[Role, ...] = (
    "Result",
    "Result",
    "Method",
    "Result",
    "Result",
)  # where these are asked for
# Of papers that are compared no problem is told, but one sentence more of how they work. Of what 14 general dev comparisons
# should quote .85 is shown instead of .79.
OF_COMPARED: tuple[Role, ...] = ("Method", "Result", "Method", "Result", "Method")
_QUESTIONS: Mapping[Role, str] = {
    "Problem": "What problem or shortcoming does {name} address?",
    "Method": "What is proposed in {name} and how does it work?",
    "Result": "What results does {name} achieve?",
}
# Where in an abstract each role stands, as a share of its length.
_PLACE: dict[Role, float] = {"Problem": 0.2, "Method": 0.4, "Result": 0.8}


class Outline(NamedTuple):
    """The passages of each role, in the order of the abstract; empty where it has none to spare."""

    problem: tuple[Passage, ...]
    method: tuple[Passage, ...]
    result: tuple[Passage, ...]


def standardised(scores: Matrix) -> Matrix:
    """The scores of one paper's sentences with mean 0 and deviation 1, shape (n,)."""
    result: Matrix = (scores - scores.mean()) / (scores.std() + 1e-6)
    return result


def role_score(role: Role, text: str, place: float | None = None, name: str = "") -> float:
    """How well a sentence plays ``role``. ``place``: 0 first, 1 last; ``name``: the paper's short name."""
    distance = 0.0 if place is None else abs(place - _PLACE[role])
    score = min(len(_CUES[role].findall(text)), 3) * 0.5 - 1.5 * distance
    if role == "Result":
        score += 0.5 * min(len(_OUTCOME.findall(text)), 3) + 0.7 * bool(FIGURE.search(text))
        told = _OUTCOME.search(text) or FIGURE.search(text)
        score += 0.5 * bool(_CONCLUDES.match(text)) - 0.7 * bool(not told and _EMPTY.search(text))
    if role == "Method":
        score += 0.7 * bool(name and name.lower() in text.lower()) + 0.5 * bool(_ANNOUNCES.search(text))
    if _ADDS.match(text):
        score -= 0.3  # a further point is seldom the main one
    if "http" in text:
        score -= 1.0  # a code link reports nothing
    return score - (0.5 if len(content_tokens(text)) < 5 else 0.0)


def role_scores(role: Role, sentences: Sequence[Passage], name: str) -> Matrix:
    """How well each sentence of an abstract plays ``role``, shape (n,)."""
    last = max(len(sentences) - 1, 1)
    return np.array([role_score(role, each.text, row / last, name) for row, each in enumerate(sentences)])


def outlined(parts: Parts, ordinal: int, turns: Sequence[Role] = TURNS) -> Outline:
    """The outline of one paper, its sentences read closely. ``turns`` is the order in which roles take their sentences."""
    paper = parts.paper(ordinal)

    def read(question: str, sentences: Sequence[Passage]) -> Matrix:
        return parts.reader.closely(question, paper, sentences).sentences

    name = parts.names.short_name(paper.id)
    return outline(parts.sentences(ordinal), name, read, turns, title=paper.title)


def outline(
    sentences: Sequence[Passage],
    name: str,
    read: Read,
    turns: Sequence[Role] = TURNS,
    title: str = "",
) -> Outline:
    """The sentences of an abstract in their roles. ``read`` gives each sentence's logit to answer a question.

    ``turns`` is the order in which roles take their sentences.
    """
    if len(sentences) < _FEWEST:
        return Outline((), tuple(sentences[:1]), tuple(sentences[1:]))
    scores: dict[Role, Matrix] = {}
    doubts: dict[Role, Matrix] = {}
    heads = headed_roles(sentences)
    for role, question in _QUESTIONS.items():
        signs = role_scores(role, sentences, name)
        said = np.array([headed == role for headed in heads])
        doubts[role] = np.where(said, 0.0, against(role, sentences, name))
        close = standardised(read(question.format(name=name), sentences))
        scores[role] = _SIGNS * standardised(signs) + close - doubts[role]
        if role == "Method":
            scores[role] = scores[role] + _TITLE * _shares(title, sentences)
            scores[role] = scores[role] + _EXPLAINS * explaining(sentences, name)
        if role == "Result":
            scores[role] = scores[role] + _FIRST * (
                np.arange(len(sentences)) == first_outcome(sentences, name)
            )
        if role == "Problem":
            scores[role] = np.where((signs - doubts[role] < _NO_PROBLEM) & ~said, -np.inf, scores[role])
        elsewhere = [headed not in (None, role) for headed in heads]
        scores[role] = np.where(elsewhere, -np.inf, scores[role])
    chosen = _shared_out(scores, doubts, sentences, turns)
    rows = {role: tuple(sentences[i] for i in sorted(chosen[role])) for role in _QUESTIONS}
    return Outline(rows["Problem"], rows["Method"], rows["Result"])


def headed_roles(sentences: Sequence[Passage]) -> list[Role | None]:
    """The role that each sentence of a structured abstract has by the heading it stands under; None under none, or under
    one of two roles ("METHODS AND FINDINGS").
    """
    roles: list[Role | None] = []
    current: Role | None = None
    told: set[Role] = set()
    for sentence in sentences:
        head = _HEADED.match(sentence.text)
        words = head["head"].strip() if head else ""
        found = _HEAD.fullmatch(words)
        if found:
            current = cast(Role, found.lastgroup)
            told.add(current)
        elif _HEAD.match(words):
            current = None
        roles.append(current)
    return roles if len(told) >= _FEWEST_HEADS else [None] * len(roles)


def _shares(title: str, sentences: Sequence[Passage]) -> Matrix:
    """The share of a title's words that each sentence has, shape (n,): the core of the paper is named by its title."""
    wanted = {*index_terms(title)}
    return np.array([len(wanted & {*index_terms(each.text)}) / max(len(wanted), 1) for each in sentences])


def _shared_out(
    scores: Mapping[Role, Matrix],
    doubts: Mapping[Role, Matrix],
    sentences: Sequence[Passage],
    turns: Sequence[Role],
) -> Mapping[Role, list[int]]:
    """Sentences for each role, in turns, each the best that is left and that fits into what may be said.

    Only the first of a role may be a doubtful one. One that points at the sentence before it comes with that,
    or not at all.
    """
    chosen: dict[Role, list[int]] = {role: [] for role in scores}
    taken: set[int] = set()
    lengths = [len(passage.text.split()) for passage in sentences]
    turned = 0
    for role in turns:
        first = not chosen[role]
        for row in _left(scores[role], taken):
            points = row > 0 and dangles(sentences[row].text) and row - 1 not in taken
            rows = [row - 1, row] if points else [row]
            allowed = (
                2 * AGAINST if role == "Problem" else 0.0
            )  # the state of things before is told with a problem
            unfit = points and doubts[role][row - 1] > allowed
            if unfit or (doubts[role][row] > 0 and not first):
                continue
            words = sum(lengths[each] for each in (*taken, *rows))
            if first or (words <= _MOST_WORDS and turned < _MOST):
                turned += 1
                chosen[role] += rows
                taken.update(rows)
            break
    return chosen


def _left(scores: Matrix, taken: set[int]) -> list[int]:
    """The rows that are left for a role, best first."""
    return [int(i) for i in np.argsort(-scores) if i not in taken and np.isfinite(scores[i])]
