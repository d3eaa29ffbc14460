"""What is asked: understood in the light of the conversation, routed, and confined to the papers that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from llama_index.core.llms.llm import LLM

from qa.answer.abstain import Scope, abstention
from qa.answer.rewriting import rewrite_question
from qa.asked.concept import thing_asked
from qa.asked.expansion import short_forms_asked
from qa.asked.grammar import expand
from qa.asked.marked import detail_wanted
from qa.asked.records import details_besides
from qa.asked.request import CollectionRequest
from qa.conversation import Understood, told_of, understand
from qa.conversation.asked import MOST_NAMES
from qa.conversation.clause import AUXILIARIES
from qa.conversation.cues import ANYONE, COMPARATIVE
from qa.conversation.focus import THESE
from qa.intake import NO_TOPIC, refuse
from qa.parts import Outcome, Parts
from qa.read import named_missing
from qa.recorded import Limited, Recorded
from qa.retrieve import PaperHit
from qa.route import Routed, route, strip_frame
from qa.smalltalk import smalltalk_kind, smalltalk_reply
from qa.types import Abstention, Draft, Filters, Paper, Turn
from qa.words import content_tokens

# What speaks of papers, or of others than those at hand.
OF_PAPERS = re.compile(expand(r"\b(?:<papers>|<paper>|<collection>|other|else|any|more)\b"), re.IGNORECASE)
# "What case studies do they do?", "which field trials did it run?": the parts of one paper's work.
_ITS_STUDIES = re.compile(
    r"\b(?:which|what|how many) (?!other\b|more\b|further\b|of\b)[\w-]+ (?:studies|trials)(?= (?:do|does|did|have|has|had|are|were)\b)",
    re.IGNORECASE,
)
# "What about rats in X?", of a follow-up that names rats, asks of X for these.
_WHAT_ABOUT = re.compile(r"what about .+ in ", re.IGNORECASE)
_SUMMED_UP = re.compile(
    r"\b(?:summar\w*|overview|gist|tl;?dr|in short|findings?|results?|conclusions?|contributions?|method|main)\b",
    re.IGNORECASE,
)
# What asks what a thing is may look like these where the thing is no paper.
_OF_A_THING = frozenset({"summary", "list"})
_SIDES = 2
# "Has anyone combined A and B?"
_COMBINED = re.compile(r"\b(?:combin|merg|pair|join|integrat|unit)\w*\b|\btogether\b", re.IGNORECASE)
_NEAREST = 3  # papers named beside one that is not there
# What people had done whom papers are about: "how long had they worked?"
_BEFORE_THAT = re.compile(rf"\bhad {THESE}\b", re.IGNORECASE)
_EACH = re.compile(r"\beach\b(?! other)", re.IGNORECASE)
# "What is different about it?" asks of the thing alone.
_OF_ITS_OWN = re.compile(
    r"\bwhat(?:'s| is| was|s)? (?:so )?(?:different|special|new|unusual) (?:about|in)\b", re.IGNORECASE
)
_YES_OR_NO = re.compile(rf"(?:(?:and|but|so|ok|okay)[, ]+)*(?:{AUXILIARIES})\b", re.IGNORECASE)
_BY_WHOM = re.compile(
    r"\b(?:paper|article|study|work|one|that|summary|tl;?dr)s? (?:by|from) (?P<who>[\w'’-]+)", re.IGNORECASE
)
_OWNED = re.compile(r"['’]s?$")
_LOOKED_UP = 0.5  # chance that a question is a look-up
_FOREIGN = "asked in another language: only the names in it were understood"
# What may be asked of the papers of some authors, a journal or some years.
_LIMITED = frozenset({"fact", "summary", "list"})
_OF_TEXT = re.compile(
    r"\b(?:titles?|abstracts?|words?|characters?|sentences?|text|length|long\w*|short\w*)\b", re.IGNORECASE
)
_WHICH = re.compile(r"\b(?:which|any|all|how many)\b", re.IGNORECASE)


class Asking:
    """Tells what questions ask of one collection. Safe between threads."""

    def __init__(self, parts: Parts, llm: LLM | None = None) -> None:
        self._parts = parts
        self._llm = llm
        self._recorded = Recorded(parts.index.papers, parts.index.lexical.vocabulary)

    def _leans(self, text: str) -> float:
        return self._parts.kinds.tell(text).leans

    def kind_of(self, understood: Understood, plain: str) -> Routed:
        """The kind of a question in the light of the papers that it was found to be about."""
        if understood.foreign:
            return Routed("fact")
        text = plain if understood.as_typed else understood.standalone
        routed = self.routed(text, plain)
        one = understood.rewritten and len(understood.paper_ids) == 1 and not understood.exclude
        own = _ITS_STUDIES.sub("", text)
        if understood.within or (one and routed.route == "list" and not OF_PAPERS.search(own)):
            return Routed("fact")
        if _side_by_side(understood, routed) or _by_property(understood, routed, plain):
            return Routed("compare", aspect=plain.strip(" ?!."))
        if one and routed.route == "compare" and _OF_ITS_OWN.search(plain):
            return Routed("fact")
        detail = _WHAT_ABOUT.match(text) or _YES_OR_NO.match(plain)
        of_it = one and routed.route == "summary" and detail and not _SUMMED_UP.search(plain)
        return Routed("fact") if of_it or _no_title(understood, routed) else routed

    def limits(self, understood: Understood, routed: Routed) -> Limited | None:
        """The authors, the journal or the years to whose papers a question about what papers say is confined."""
        # "Doe and Roe 2010: ...?" puts no two things side by side, if they wrote it together.
        of_both = routed.route == "compare" and self._recorded.wrote_together(routed.sides)
        limitable = (routed.route in _LIMITED or of_both) and not understood.paper_ids
        return self._recorded.limited(understood.standalone) if limitable else None

    def unsearched(
        self, plain: str, understood: Understood, routed: Routed, limited: Limited | None
    ) -> Outcome | None:
        """What is said where nothing is there to be searched, or nothing to be searched for."""
        if limited and not limited.ids:
            reason = Abstention("no_match", f"No paper of the collection is {limited.said}.")
            return Outcome(abstention=reason)
        apart = self._never_together(understood.standalone) if routed.route in ("fact", "compare") else ()
        if apart:
            return Outcome(
                abstention=abstention("not_stated", apart, scope=Scope(len(apart))), answerable=0.0
            )
        missing = self._missing(understood, routed.topic) if routed.route == "summary" else ()
        if missing:
            nearest = [self._parts.paper(hit.ordinal) for hit in self._near(understood.standalone)]
            return Outcome(abstention=abstention("not_in_collection", nearest, missing), answerable=0.0)
        topic = understood.paper_ids or content_tokens(understood.standalone)
        if routed.route in ("fact", "smalltalk") and not topic:
            return Outcome(abstention=NO_TOPIC)
        if routed.route == "smalltalk":
            return Outcome(Draft(lead=smalltalk_reply(plain, len(self._parts.index.papers))))
        return None

    def _never_together(self, text: str) -> tuple[Paper, ...]:
        """The papers of which it is asked whether anyone combined them, where no abstract names them all; else none."""
        named = self._parts.names.mentioned(text)
        if (
            len(named) < _SIDES
            or not (ANYONE.search(text) and _COMBINED.search(text))
            or self._parts.names.having(text)
        ):
            return ()
        return tuple(self._parts.paper(self._parts.index.ordinal(paper_id)) for paper_id in named)

    def _missing(self, understood: Understood, topic: str) -> tuple[str, ...]:
        """The names by which a paper is told that is to be summed up, and that no paper has; none where it is known which."""
        text, names, idf = understood.standalone, self._parts.names, self._parts.idf
        if understood.paper_ids or names.mentions(text):
            return ()
        question = self._parts.question(text)
        who = _BY_WHOM.search(text)
        unknown = [token for token in question.tokens if idf(token.stem) >= idf("\0")]
        by = [text[token.start : token.end] for token in unknown if who and token.start == who.start("who")]
        found = dict.fromkeys(_OWNED.sub("", name) for name in (*by, *named_missing(question, idf)))
        return tuple(name for name in found if name in (topic or text) and not names.people(name))

    def _near(self, text: str) -> list[PaperHit]:
        return self._parts.retriever.search(text, self._parts.question(text).vector, None, k=_NEAREST)

    def routed(self, text: str, typed: str) -> Routed:
        """The kind of a stand-alone question, which was ``typed`` so, by its form and by what is recorded of the papers."""
        names = self._parts.names
        if short_forms_asked(text):
            return Routed("fact")
        recorded = self._recorded.request(strip_frame(text))
        if recorded and not names.mentioned(typed):
            return Routed("collection", request=recorded)
        told = self._parts.kinds.tell(text)
        untitled = names.untitled(text)
        if untitled != text:  # of the words of a long title the model makes too much
            plain = self._parts.kinds.tell(untitled)
            detail = detail_wanted(plain)
            if detail and plain.chances["collection"] > _LOOKED_UP:
                return Routed(
                    "collection",
                    request=CollectionRequest(
                        "detail",
                        named=names.mentioned(text),
                        detail=detail,
                        told=details_besides(untitled, detail),
                    ),
                )
            told = told._replace(chances=plain.chances) if text != typed else told
        routed = route(text, names.mentioned(text), told, names.mentioned(typed), names.without(text))
        if routed.route in _OF_A_THING and thing_asked(text) and not names.mentioned(text):
            return Routed("fact")
        venue = routed.request.venue if routed.request else ""
        return Routed("list", topic=venue) if venue and self._recorded.is_topic(venue, text) else routed

    def refused(self, plain: str) -> Abstention | None:
        """Why this is not searched; in another language, the names in it may be understood."""
        refused = refuse(plain)
        named = refused and refused.reason == "language" and self._parts.names.mentions(plain)
        return None if named else refused

    def at_once(self, plain: str) -> Outcome | None:
        """What needs no search: a refusal, or the reply to small talk."""
        refused = self.refused(plain)
        if refused:
            return Outcome(abstention=refused)
        talk = next((text for text in (plain, strip_frame(plain)) if smalltalk_kind(text)), None)
        return Outcome(Draft(lead=smalltalk_reply(talk, len(self._parts.index.papers)))) if talk else None

    def understood(self, asked: str, history: Sequence[Turn], quotes_only: bool) -> Understood:
        """The question with its slips mended, and with what it takes from earlier turns."""
        if refuse(asked):  # in another language: only the names in it are understood
            named = self._parts.names.mentioned(asked)
            if len(named) == 1:
                return Understood(asked, False, named, note=_FOREIGN, foreign=True)
            return replace(told_of(asked, self._parts.names) or Understood(asked, False), note=_FOREIGN)
        plain = self._parts.spelling.mended(strip_frame(asked))
        understood = understand(plain.text, history, self._parts.names, self._leans).noting(plain.note)
        if not understood.paper_ids and not understood.exclude:
            understood = replace(understood, paper_ids=self._parts.names.called(understood.standalone))
        if self._llm is None or quotes_only or not understood.rewritten:
            return understood
        better = rewrite_question(self._llm, asked, history)
        if better is None:
            return understood
        return Understood(better, True, understood.paper_ids, understood.exclude, understood.note)


def allowed(
    papers: Sequence[Paper],
    understood: Understood,
    routed: Routed,
    filters: Filters | None,
    confined: bool = False,
) -> tuple[int, ...] | None:
    """The papers a question may use; None when all. ``confined``: to those that it is about, be it only one."""
    about = understood.paper_ids
    # "Which of them ...?" asks for a list of some; a list asked for in view of one paper goes beyond it.
    of_several = routed.route in ("list", "collection") and len(about) > 1
    limited = about if confined or routed.route in ("fact", "summary") or of_several else ()
    if not (filters or limited or understood.exclude):
        return None
    return tuple(
        ordinal
        for ordinal, paper in enumerate(papers)
        if (not filters or filters.admits(paper))
        and (not limited or paper.id in limited)
        and paper.id not in understood.exclude
    )


def confined(understood: Understood, limited: Limited) -> Understood:
    """The question about the papers that the condition in it leaves, without the condition."""
    papers = "one paper" if len(limited.ids) == 1 else f"{len(limited.ids)} papers"
    note = f"asked of the {papers} {limited.said}"
    return replace(
        understood, standalone=limited.text, paper_ids=limited.ids, note=note, nearby=(), otherwise=None
    )


def _side_by_side(understood: Understood, routed: Routed) -> bool:
    """Whether "they" are a few papers, each to be asked: "what does each cost?", or what those without names conclude."""
    text, few = understood.standalone, 1 < len(understood.paper_ids) <= MOST_NAMES
    if few and understood.rewritten and routed.route == "fact" and _EACH.search(text):
        return True
    if not few or understood.as_typed or THESE not in text or _BEFORE_THAT.search(text):
        return False
    if _WHICH.search(text):
        return routed.route in ("fact", "list") and bool(COMPARATIVE.search(text))
    topics = routed.request is not None and routed.request.want == "topics"
    return routed.route in ("fact", "summary") or topics


def _by_property(understood: Understood, routed: Routed, plain: str) -> bool:
    """Whether a few papers shown are compared in what they have, and not in how long their texts are: "which is smallest?"."""
    few = understood.rewritten and 1 < len(understood.paper_ids) <= MOST_NAMES
    by_length = routed.request is not None and routed.request.order in ("longest", "shortest")
    return few and by_length and not _OF_TEXT.search(plain)


def _no_title(understood: Understood, routed: Routed) -> bool:
    """Whether what is asked of papers shown was taken for the title of another: "was either tested on animals?"."""
    by_title = routed.request is not None and routed.request.want == "title" and routed.request.recalled
    return by_title and understood.rewritten and THESE in understood.standalone
