"""A question answered as it is understood, or as it may be meant besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from qa.answer import collection, compare, fact, listing, summary
from qa.answer.beyond import beyond
from qa.asked.framing import asking_alone
from qa.asked.listing import tells_topic
from qa.asking import OF_PAPERS, allowed
from qa.conversation import Understood
from qa.conversation.asked import MOST_NAMES, enumerated
from qa.conversation.choosing import ON_A_TOPIC
from qa.conversation.clause import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS
from qa.conversation.cues import COMPARATIVE, LINKS, unopened
from qa.conversation.focus import THESE
from qa.conversation.pronouns import anaphors
from qa.features import is_bare
from qa.parts import Outcome, Parts, Work
from qa.render import title_text
from qa.route import Routed
from qa.types import Abstention, Route
from qa.words import content_tokens

_ROUTES: Mapping[Route, Callable[[Parts, Work], Outcome]] = {
    "fact": fact.answer,
    "summary": summary.answer,
    "list": listing.answer,
    "compare": compare.answer,
    "collection": collection.answer,
}
# Of bare words that would make a list, what the paper at hand answers at least as surely is what they ask for.
_SHORT_FACT = 0.8
_SURELY = 0.8  # that another paper of the conversation answers what the one at hand does not
_LIKELY = 0.7  # that one of those asked about, of which none seemed to qualify, does
_HARDLY = 0.2  # that one of several does of which each is asked what is presumed of one
_MORE_SURELY = 0.9  # the same, where the one at hand does answer, but not surely
_SHORT = 4  # words
_COMPARED = re.compile(r"\b(?:compar\w+|differ\w*|each|both|either|common|similar\w*)\b", re.IGNORECASE)
# A word for the paper at hand, or for what was said of it.
_POINTING = re.compile(r"\b(?:it|its|this|that|there)\b", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b(?:{AUXILIARIES}|{QUESTION_WORDS})\b", re.IGNORECASE)
# "What is a tax for farms?"; "what is the dose for farms?" asks for a dose.
_DEFINED = re.compile(
    rf"what (?:is|are) (?P<what>(?!(?:the|its|their)\b)[^,?]+ (?:{PREPOSITIONS}) [^,?]+)", re.IGNORECASE
)
_OWN_WORDS = 2  # content words of a question that can be asked without a name


# "Which of these papers was tested on mice?", "which of A and B uses mice?": one of them is taken to.
_ONE_OF_THEM = re.compile(
    rf"^which of {THESE} (?:(?P<aux>was|is|has|does)|(?!(?:{AUXILIARIES})\b)(?P<verb>[a-z]+s))\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(rf"{LINKS}which (?:one )?of (?=\S)", re.IGNORECASE)
# "Reaches", "relies": without what they end in.
_THIRD_PERSON = ((re.compile(r"ies$"), "y"), (re.compile(r"(?<=ss|sh|ch)es$|(?<=[xz])es$|s$"), ""))


def _outcome(parts: Parts, work: Work) -> Outcome:
    if work.ordinals is not None and not work.ordinals:
        reason = Abstention("no_match", "No paper passes the filters. Widen them.")
        return Outcome(abstention=reason, answerable=0.0)
    return _ROUTES[work.routed.route](parts, work)


def read(parts: Parts, work: Work, plain: str, filtered: bool, limited: bool) -> tuple[Work, Outcome]:
    """What the question comes to as it is understood, or as it may be meant besides; ``filtered`` papers are all there are."""
    outcome = _outcome(parts, work)
    if filtered:
        return work, outcome
    if work.understood.nearby and (work.routed.route == "fact" or _may_be_short(plain, work.routed)):
        work, outcome = _nearer(parts, work, outcome)
    if work.routed.route == "fact":
        return _fact(parts, work, outcome, plain)
    if work.routed.route == "compare":
        return _comparison(parts, work, outcome, plain)
    if work.routed.route == "list":
        return _list(parts, work, outcome, limited)
    return work, outcome


def _fact(parts: Parts, work: Work, outcome: Outcome, plain: str) -> tuple[Work, Outcome]:
    """A fact in another meaning where it is declined, or in the one that it has otherwise, where that is surer."""
    if outcome.abstention:
        work, outcome = _besides(parts, work, plain) or (work, outcome)
    unsure = outcome.abstention is not None or (outcome.answerable or 0.0) < _SURELY
    if unsure and work.understood.otherwise:
        again, other = _as_meant(parts, work, work.understood.otherwise)
        if other.draft and (other.answerable or 0.0) >= (_SURELY if outcome.abstention else _MORE_SURELY):
            return again, other
    return work, outcome


def _comparison(parts: Parts, work: Work, outcome: Outcome, plain: str) -> tuple[Work, Outcome]:
    """A comparison, or the answer of the one paper that says it."""
    chosen = _chosen_from(parts, work)
    if outcome.abstention:
        likely, unlikely = _HARDLY, _HARDLY
    elif chosen or _is_spread(parts, work, plain):
        likely, unlikely = _SURELY, fact.ANSWERABLE
    else:
        return work, outcome
    asked = replace(work, understood=chosen) if chosen else work
    return _of_the_one_that_says(parts, asked, likely, unlikely) or (work, outcome)


def _list(parts: Parts, work: Work, outcome: Outcome, limited: bool) -> tuple[Work, Outcome]:
    """A list; what its only paper says, where that is asked; where none of several qualifies, the one that says it, or those beyond."""
    if tells_topic(work.text) and len(outcome.evidence) == 1:
        return _summed_up(parts, work, outcome.evidence[0].paper_id)
    if not outcome.abstention or len(work.understood.paper_ids) < 2:
        return work, outcome
    if _ONE_OF_THEM.search(work.understood.standalone):
        told = _of_the_one_that_says(parts, work, _LIKELY, _LIKELY)
        if told:
            return told
    return work, outcome if limited else beyond(parts, work) or outcome


def _nearer(parts: Parts, work: Work, outcome: Outcome) -> tuple[Work, Outcome]:
    """The question in the other ways in which it may be meant, if one of them is answered better.

    What another paper would answer without being sure is declined where the paper at hand does not say it.
    """
    best = work, outcome
    likeliest = (outcome.answerable or 0.0) if work.routed.route == "fact" else _SHORT_FACT
    if work.understood.subjectless:
        likeliest = min(likeliest, fact.ANSWERABLE)
    asked = []
    for meant in work.understood.nearby:
        again, other = _as_meant(parts, work, meant)
        asked.append((again, other))
        likely = other.answerable or 0.0
        if likely >= likeliest:
            best, likeliest = (again, other), likely
    unsure = best[1] is outcome and work.routed.route == "fact" and outcome.draft and likeliest < _SURELY
    return asked[0] if unsure and asked and asked[0][1].abstention else best


def _besides(parts: Parts, work: Work, plain: str) -> tuple[Work, Outcome] | None:
    """What is declined as it is understood, in the first of the other meanings that is answered with the chance it needs."""
    for meaning, least in _MEANINGS:
        meant = meaning(parts, work, plain)
        if meant is None:
            continue
        again, other = _as_meant(parts, work, meant, least)
        if other.draft:
            elsewhere = meant.paper_ids != work.understood.paper_ids
            return (_of_those_that_tell(parts, again, other) if elsewhere else work), other
    return None


def _of_those_that_tell(parts: Parts, work: Work, outcome: Outcome) -> Work:
    """The work as one about the papers that are quoted."""
    quotes = outcome.draft.quotes if outcome.draft else ()
    telling = tuple(dict.fromkeys(quote.paper_id for quote in quotes))
    note = f"asked of {enumerated(list(map(parts.names.spoken, telling)))}"
    return replace(work, understood=replace(work.understood, paper_ids=telling, note=note))


def _as_typed(parts: Parts, work: Work, plain: str) -> Understood | None:
    """A follow-up in the words typed, to the one paper whose name was put into it: "what is the new version called (in X)?"."""
    understood = work.understood
    if not understood.rewritten or len(understood.paper_ids) != 1 or anaphors(plain, parts.names):
        return None
    if parts.names.mentions(plain) or len(content_tokens(plain)) < _OWN_WORDS:
        return None
    return replace(understood, standalone=plain)


def _alone(_parts: Parts, work: Work, _plain: str) -> Understood | None:
    """What asks in a text of several sentences, without what is said around it."""
    asking = None if work.understood.rewritten else asking_alone(work.text)
    return replace(work.understood, standalone=asking) if asking else None


def _on_its_topic(_parts: Parts, work: Work, _plain: str) -> Understood | None:
    """ "What is a tax for farms?", put together from its parts: what is said about that, as no one defines it anew for each."""
    defined = _DEFINED.match(work.text) if work.understood.rewritten else None
    return replace(work.understood, standalone=f"What is said about {defined['what']}?") if defined else None


def _of_its_title(parts: Parts, work: Work, plain: str) -> Understood | None:
    """A follow-up that the one paper at hand does not answer, of those whose titles have what it speaks of and this one has not."""
    understood = work.understood
    own = unopened(plain)
    if not understood.rewritten or len(understood.paper_ids) != 1 or _POINTING.search(own):
        return None
    if not _CLAUSE.search(own):  # "and in rats?" is asked of what is at hand
        return None
    titled = parts.names.titled_otherwise(plain, understood.paper_ids)
    if parts.names.mentions(plain) or not 0 < len(titled) <= ON_A_TOPIC:
        return None
    return replace(understood, standalone=plain, paper_ids=titled)


# What a declined fact may mean besides, in the order in which it is tried, and the chance that each needs to be told.
_MEANINGS: tuple[tuple[Callable[[Parts, Work, str], Understood | None], float], ...] = (
    (_as_typed, fact.ANSWERABLE),
    (_alone, fact.ANSWERABLE),
    (_on_its_topic, fact.ANSWERABLE),
    (_of_its_title, _SURELY),
)


def _chosen_from(parts: Parts, work: Work) -> Understood | None:
    """ "Which of A and B uses mice?" as asked of these papers; None where it is not asked which of a few does a thing."""
    opened = _ONE_OF.match(work.text)
    named = parts.names.mentions(work.text) if opened else ()
    ids = tuple(dict.fromkeys(mention.paper_ids[0] for mention in named))
    if not opened or not 1 < len(ids) <= MOST_NAMES:
        return None
    between, rest = parts.names.without(work.text[opened.end() : named[-1].end]), work.text[named[-1].end :]
    said = f"Which of {THESE}{rest}"
    compared = any(each[0].islower() for each in COMPARATIVE.finditer(rest))  # "Tucker" is a name
    if compared or content_tokens(between) or not _ONE_OF_THEM.match(said):
        return None
    return replace(work.understood, standalone=said, paper_ids=ids)


def _is_spread(parts: Parts, work: Work, plain: str) -> bool:
    """Whether what is asked of "it" or "them" was only put to several papers side by side: they are not compared."""
    compared = COMPARATIVE.search(plain) or parts.names.mentions(plain) or _COMPARED.search(plain)
    return work.understood.rewritten and not compared and bool(anaphors(plain, parts.names))


def _of_the_one_that_says(
    parts: Parts, work: Work, likely: float, unlikely: float
) -> tuple[Work, Outcome] | None:
    """ "Which is dearer?", where only one of a few papers says what it costs: its answer, and that the others do not say it.

    It is ``likely`` to answer at least, and no other answers that is not ``unlikely`` to.
    """
    ids = work.understood.paper_ids
    if not 1 < len(ids) <= MOST_NAMES:
        return None
    of_one = (_of_one(parts, work.understood, paper_id) for paper_id in ids)
    asked = [_as_meant(parts, work, meant, unlikely) for meant in of_one]
    telling = [(again, other) for again, other in asked if other.draft]
    if len(telling) != 1 or (telling[0][1].answerable or 0.0) < likely:
        return None
    again, other = telling[0]
    silent = [paper_id for paper_id in ids if paper_id not in again.understood.paper_ids]
    titles = enumerated([f"*{title_text(parts.paper(parts.index.ordinal(pid)).title)}*" for pid in silent])
    lead = (
        f"The abstracts of {titles} do not say it."
        if len(silent) > 1
        else f"The abstract of {titles} does not say it."
    )
    return again, replace(other, draft=other.draft and replace(other.draft, lead=lead))


def _of_one(parts: Parts, understood: Understood, paper_id: str) -> Understood:
    """The question of one of its papers: "Was Zorvex tested on mice?" for "which of these papers was tested on mice?"."""
    name = parts.names.spoken(paper_id)

    def asked(which: re.Match[str]) -> str:
        if which["aux"]:
            return f"{which['aux'].capitalize()} {name}"
        ending, instead = next(each for each in _THIRD_PERSON if each[0].search(which["verb"]))
        return f"Does {name} {ending.sub(instead, which['verb'])}"

    said = _ONE_OF_THEM.sub(asked, understood.standalone)
    return replace(understood, standalone=said, paper_ids=(paper_id,))


def _summed_up(parts: Parts, work: Work, paper_id: str) -> tuple[Work, Outcome]:
    """What the only paper on a topic says, where it is asked to be told of that."""
    understood = replace(work.understood, paper_ids=(paper_id,))
    routed = Routed("summary", topic=work.routed.topic)
    again = replace(work, understood=understood, routed=routed, ordinals=(parts.index.ordinal(paper_id),))
    return again, _outcome(parts, again)


def _as_meant(
    parts: Parts, work: Work, meant: Understood, enough: float = fact.ANSWERABLE
) -> tuple[Work, Outcome]:
    """The question asked as a fact in another way in which it may be meant; ``enough`` as in :func:`fact.answer`."""
    fact_asked = Routed("fact")
    ordinals = allowed(parts.index.papers, meant, fact_asked, None)
    again = replace(work, understood=meant, routed=fact_asked, ordinals=ordinals)
    if ordinals is not None and not ordinals:
        return again, _outcome(parts, again)
    return again, fact.answer(parts, again, enough)


def _may_be_short(text: str, routed: Routed) -> bool:
    """Whether what would be a list may be short for a fact of the paper at hand: "stress hormones?"."""
    few = len(text.split()) <= _SHORT
    return routed.route == "list" and few and is_bare(text.rstrip(" ?")) and not OF_PAPERS.search(text)
