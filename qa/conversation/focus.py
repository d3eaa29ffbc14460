"""What a conversation is about after its last turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa.asked.length import sentences_wished
from qa.asked.listing import list_topic
from qa.conversation.clause import AUXILIARIES, PREPOSITIONS, bare, clause_of
from qa.conversation.cues import OF_RECORD, RIVALS
from qa.conversation.items import items_in
from qa.conversation.names import NameIndex
from qa.intake import MAX_CHARACTERS
from qa.types import Answer, Turn
from qa.words import STOPWORDS, content_tokens

_OF_TITLE = 2  # one in so many words of a question at least is of the title of the paper that it speaks of
_SETS = frozenset({"list", "compare"})
_RECENT = 12  # turns looked back
_MOST_SAID = 20_000  # characters of an answer; hardly any has as many
THESE = "these papers"  # how a question calls papers shown before that are too many to name
_NP = rf"(?P<topic>(?:(?!\b(?:{PREPOSITIONS}|{AUXILIARIES})\b)\S+\s*){{1,4}})"
_TOPICS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:what|who)(?:['’]?s|\s+(?:is|are|was|were))\s+{_NP}$",
        rf"^what\s+about\s+{_NP}$",
        rf"^how\s+(?:does|do|did)\s+{_NP}(?<=\s)work$",
        rf"^what\s+(?:does|do)\s+{_NP}(?<=\s)(?:mean|do)$",
        rf"^how\s+(?!much\b|many\b)\w+\s+(?:is|are|was|were)\s+{_NP}$",
        rf"^(?:please\s+)?(?:tell\s+me\s+about|explain|define|describe)\s+{_NP}$",
    )
)
_SHORT = 3  # words of "what", "how large", "in which years"; more hold a clause
_PREDICATE = re.compile(
    r"(?:which|what)\s+\S.*\s(?:is|are|was|were)$", re.I
)  # "which town was the exception"
# "Which drugs cause fever in mice?": what they do it to.
_ACTING = re.compile(
    rf"(?:which|what)\s+(?!(?:{AUXILIARIES}|papers?|studies|study|of|one|ones)\b)[\w-]+s\s+(?:(?:can|may|could)\s+)?"
    rf"(?!(?:{AUXILIARIES}|{PREPOSITIONS})\b)(?:[a-z]+)\s+(?:the\s+|an?\s+)?(?P<what>(?!(?:{PREPOSITIONS}|the|an?|their|its)\b).+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:and |but |so )?which (?:one )?of ", re.I)
_A_WORK = re.compile(r"one|paper|article|study|trial|work|review|report", re.I)
_DONE = re.compile(r"\w{2,}ed|built|made|found|done|taken|held|given|shown", re.I)
_ASKED_FOR = ("which", "who")  # these are the subject themselves: "which has more of it?"
_NEXT_WORD = re.compile(r"\s*[\w-]+")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.I)
_ABOUT = r"(?:on|about|regarding|of|for|with|study|studies|studied|covers?|discuss|concern|mention)"
# "the results", "its aim": no topic of their own.
_NO_TOPIC = re.compile(
    r"^(?:the|its|their|his|her|this|that|these|those|it|they|he|she|we|you|i|there|your|my)\b|['’]s?\s", re.I
)
# A name that is the subject: "Did Ada Press print ..."; not "Ada's works".
_ENTITY = re.compile(
    r"(?!I\b)(?P<topic>(?:(?-i:[A-Z])[\w+.\-]*)(?:\s(?:(?:of|the)\s)?(?-i:[A-Z])[\w+.\-]*){0,3})(?=\s+[a-z]|$)"
)


@dataclass(frozen=True)
class Choice:
    """One of several things shown: a paper, or something that a paper's answer lists."""

    name: str
    paper_id: str
    is_paper: bool = True


@dataclass(frozen=True)
class Focus:
    """``question``: the last stand-alone question, ``answer`` what was said to it.

    ``papers``: what it was about, "it" first; ``name`` is what "it" is called here: the
    first paper, or, with ``topical``, a thing that the question named and no paper is. ``matter``: what several papers were asked for, "it" of a list.
    ``choices``: the latest things shown side by side, in the order shown, for "the second
    one"; ``shown`` are the latest papers among them. ``discussed``: the papers that a turn was about by itself since several were last
    shown, oldest first. ``cited``: the papers of the last answer. ``seen``: every paper of
    the conversation, newest first. ``numbers``: citation number -> paper. ``listed``: whether the
    last answer was a list, each of whose papers may be meant by what is asked next. ``offered``: whether the
    ``choices`` are things that a paper was asked for, and that paper is still at hand.
    ``came``: the papers that turns were about, in the order in which they came up.
    ``unclaimed``: whether the paper at hand was but named as one that does not tell what was asked: a word for it takes
    it up, silence does not. ``declined_list``: whether the last question asked the collection for a list in which no paper is.
    ``foremost``: of several papers the one that was named by itself where they were asked about.
    ``nearest``: the papers named as nearest where the last question was declined.
    ``missing``: the name in the last question that no paper has. ``topics``: those of the last two lists, the latest last.
    """

    question: str = ""
    answer: str = ""
    papers: tuple[str, ...] = ()
    name: str = ""
    topical: bool = False
    matter: str = ""
    choices: tuple[Choice, ...] = ()
    shown: tuple[str, ...] = ()
    discussed: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    numbers: Mapping[int, str] = field(default_factory=dict)
    listed: bool = False
    people: tuple[str, ...] = ()
    offered: bool = False
    came: tuple[str, ...] = ()
    unclaimed: bool = False
    declined_list: bool = False
    foremost: str = ""
    nearest: tuple[str, ...] = ()
    missing: str = ""
    topics: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The papers that "it" or "they" confine a question to."""
        return () if self.topical else self.papers

    @property
    def is_set(self) -> bool:
        """Whether the last turn was about several papers rather than one."""
        return len(self.papers) > 1 and not self.topical

    @property
    def several(self) -> tuple[str, ...]:
        """The papers that "both" or "which of them" may mean, two at least; empty if there are none."""
        if self.is_set:
            return self.papers
        if self.listed and len(self.cited) > 1:  # "which papers use X?" names X, and "them" are the papers
            return self.cited
        if len(self.discussed) > 1:
            return self.discussed[-2:]
        return self.shown if len(self.shown) > 1 else ()

    def latest(self, count: int) -> tuple[str, ...]:
        """So many papers, the latest that were talked about one at a time; empty if there are not as many."""
        return self.discussed[-count:] if len(self.discussed) >= count else ()

    @property
    def apart(self) -> tuple[str, ...]:
        """The papers talked about one at a time, in the order in which they came up; empty if there are not two."""
        return tuple(sorted(self.discussed, key=self.came.index)) if len(self.discussed) > 1 else ()

    def moved_to(self, paper_id: str, names: NameIndex) -> Focus:
        """The same conversation with its attention on this paper."""
        return replace(self, papers=(paper_id,), name=names.spoken(paper_id), topical=False, choices=())


def focus_of(history: Sequence[Turn], names: NameIndex) -> Focus:
    """The focus after these turns; an empty one for an empty history."""
    focus = Focus()
    for turn in history[-_RECENT:]:
        focus = _advance(focus, turn, names)
    return focus


def _advance(focus: Focus, turn: Turn, names: NameIndex) -> Focus:
    answer = turn.answer if isinstance(turn.answer, Answer) else None
    question = ((answer.standalone if answer else "") or turn.question)[:MAX_CHARACTERS]
    question = sentences_wished(
        question
    ).text  # how long it was to be answered is no part of what is asked next
    said = (_quoted(answer) if answer else str(turn.answer))[:_MOST_SAID]
    cited = cited_in_order(answer) if answer else names.mentioned(said)
    named = names.mentioned(question)
    unclaimed = False
    if answer and answer.abstention and not (named or focus.papers):
        cited = _silent(answer, names)
        unclaimed = bool(cited) and not _is_its_own(question, cited[0], names)
    elif answer and answer.abstention and not named:
        cited = _of_its_subject(focus, question, _silent(answer, names), names)
    of_shown = THESE in question.lower() and len(focus.several) > 1
    if of_shown:  # a name in it is what they may have, and not what is spoken of
        named = ()
    by_one = len(named) > 1 and len(cited) == 1 and cited[0] in named
    rivals = named if by_one and _BETWEEN.match(question) else ()
    # "Which of A and B ...?" was answered by one; "how does A improve on B?" is asked of A.
    if rivals or (by_one and cited == named[:1] and RIVALS.search(question)):
        named = cited
    is_set = len(named) > 1 or (len(cited) > 1 and _lists(answer, named))
    elsewhere = len(named) == 1 and bool(cited) and named[0] not in cited  # "who improved X?" is of another
    first = (cited if elsewhere else named) or cited or (focus.several if of_shown else focus.papers)
    papers = (named if len(named) > 1 else cited) if is_set else first[: None if of_shown else 1]
    topic = "" if named else _topic(question, focus, names)
    choices = _choices(focus, question, said, papers, cited, names, listed=_is_list(answer))
    offered = focus.several if of_shown and len(papers) == 1 else rivals
    if len(offered) > 1:  # answered by one of these: the others are still there to choose from
        choices = tuple(Choice(names.spoken(pid), pid) for pid in offered)
    shown = tuple(dict.fromkeys(choice.paper_id for choice in choices if choice.is_paper))
    numbers = {c.number: c.paper_id for c in answer.citations} if answer else {}
    missing = answer.abstention.missing if answer and answer.abstention else ()
    # What is recorded of the paper at hand leaves what was spoken of.
    recorded = (
        papers == focus.papers and OF_RECORD.search(turn.question) and not names.mentions(turn.question)
    )
    return Focus(
        question=question,
        answer=said,
        papers=papers,
        name=(focus.name if recorded else topic)
        or _subject(question, focus, papers, names)
        or _name("" if of_shown else question, papers, names)
        or focus.name,
        topical=focus.topical if recorded else bool(topic),
        matter=_matter(question) if is_set else "",
        choices=choices,
        shown=shown or focus.shown,
        discussed=focus.discussed if unclaimed else _discussed(focus, papers),
        cited=cited,
        seen=tuple(dict.fromkeys([*papers, *cited, *focus.seen])),
        numbers={**focus.numbers, **numbers},
        listed=_is_list(answer),
        people=names.people(question) or focus.people,
        unclaimed=unclaimed,
        declined_list=bool(answer and answer.abstention and answer.route == "list") and not of_shown,
        foremost=_foremost(turn.question[:MAX_CHARACTERS], papers, names),
        nearest=_nearest(answer, names),
        missing=missing[0] if len(missing) == 1 else "",
        topics=_topics(focus, question, answer),
        came=tuple(dict.fromkeys([*focus.came, *papers])),
        offered=_offered(focus, question, choices, papers, names),
    )


def _offered(
    focus: Focus, question: str, choices: Sequence[Choice], papers: Sequence[str], names: NameIndex
) -> bool:
    if not choices or choices[0].is_paper or choices[0].paper_id not in papers:
        return False
    return focus.offered if choices == focus.choices else bool(content_tokens(names.without(question)))


def _topics(focus: Focus, question: str, answer: Answer | None) -> tuple[str, ...]:
    """The topics of the last two lists, with the one that was asked for now."""
    topic = list_topic(question, False) if answer and answer.route == "list" else None
    return (*(other for other in focus.topics if other != topic), topic)[-2:] if topic else focus.topics


def _silent(answer: Answer, names: NameIndex) -> tuple[str, ...]:
    """The paper whose abstract was said not to tell: where nothing else is spoken of, it is what is."""
    titles = (
        answer.abstention.nearest if answer.abstention and answer.abstention.reason == "not_stated" else ()
    )
    return names.mentioned(titles[0])[:1] if titles else ()


def _foremost(typed: str, papers: Sequence[str], names: NameIndex) -> str:
    """ "How does Y compare to that?" is about Y; of what is named side by side none is foremost."""
    named = names.mentioned(typed)
    return named[0] if len(papers) > 1 and len(named) == 1 and named[0] in papers else ""


def _nearest(answer: Answer | None, names: NameIndex) -> tuple[str, ...]:
    """The papers that were named as nearest where nothing was answered, in the order shown."""
    titles = answer.abstention.nearest if answer and answer.abstention else ()
    return tuple(paper_id for title in titles for paper_id in names.mentioned(title)[:1])


def _of_its_subject(focus: Focus, question: str, silent: Sequence[str], names: NameIndex) -> tuple[str, ...]:
    """The paper that was said not to tell, if its title has what the question speaks of and the papers at hand do not."""
    if not silent or silent[0] in focus.papers:
        return ()
    said = (token.surface for token in content_tokens(question))
    new = [word for word in said if not any(names.tells_of(pid, word) for pid in focus.papers)]
    return tuple(silent) if any(names.in_title(word, silent[0]) for word in new) else ()


def _is_its_own(question: str, paper_id: str, names: NameIndex) -> bool:
    """Whether a question speaks of what the title of a paper says."""
    spoken = {token.stem for token in content_tokens(question)}
    shared = spoken & {token.stem for token in content_tokens(names.topic(paper_id))}
    return bool(shared) and _OF_TITLE * len(shared) >= len(spoken)


def _discussed(focus: Focus, papers: Sequence[str]) -> tuple[str, ...]:
    """The papers talked about one at a time, the latest last."""
    if len(papers) > 1:
        return ()
    return (*(pid for pid in focus.discussed if pid not in papers), *papers)


def _is_list(answer: Answer | None) -> bool:
    return answer is not None and answer.shape == "list"


def _lists(answer: Answer | None, named: Sequence[str]) -> bool:
    """Whether several cited papers were asked for, rather than one and its neighbours."""
    return not named and (answer is None or answer.route in _SETS or answer.shape in ("list", "table"))


def _choices(
    focus: Focus,
    question: str,
    said: str,
    papers: Sequence[str],
    cited: Sequence[str],
    names: NameIndex,
    listed: bool,
) -> tuple[Choice, ...]:
    of_shown = len(focus.shown) > 1 and papers[:1] in [(pid,) for pid in focus.shown]
    if len(papers) > 1 or (listed and papers and not of_shown):  # what is told of one keeps the others
        return tuple(Choice(names.spoken(pid), pid) for pid in papers)
    items = items_in(question, said)
    if len(items) > 1 and papers:
        return tuple(Choice(item, papers[0], is_paper=False) for item in items)
    if focus.choices:
        return focus.choices
    return tuple(Choice(names.spoken(pid), pid) for pid in cited) if len(cited) > 1 else ()


def _subject(question: str, focus: Focus, papers: Sequence[str], names: NameIndex) -> str:
    """What a question is about, where the paper that answers it has no name that people would use."""
    clause = clause_of(question)
    if len(papers) != 1 or names.is_named(papers[0]) or names.mentions(question):
        return ""
    if focus.name and focus.name.lower() in question.lower():
        return focus.name
    acting = _ACTING.match(bare(question))
    if acting:
        return names.subject(acting["what"], papers[0])
    if clause is None or len(clause.wh.split()) > _SHORT or _PREDICATE.match(f"{clause.wh} {clause.aux}"):
        return ""
    start = article.end() if (article := _ARTICLE.match(clause.rest)) else 0
    subject = names.subject(clause.rest[start:], papers[0])
    if _A_WORK.fullmatch(subject) or _DONE.fullmatch(subject):  # "the one by Holt", "what was carried?"
        return ""
    end = start + len(subject)
    if clause.wh.lower() in _ASKED_FOR or not _is_whole(subject, clause.rest[end:], papers[0], names):
        return ""
    if clause.rest[end:].startswith(" of "):  # "the age of the data": neither is what the paper goes by
        return ""
    return clause.rest[:end] if subject else ""


def _is_whole(subject: str, rest: str, paper_id: str, names: NameIndex) -> bool:
    """Whether a phrase is a thing by itself, by what follows it in the question or in the paper: not "wild" of "wild polio"."""
    following = _NEXT_WORD.match(rest)
    if following and following[0].strip().lower() not in STOPWORDS:
        return not rest.startswith("-") and names.ends_phrase(subject, paper_id)
    return True


def _matter(question: str) -> str:
    """The topic of a list, where the question names it as such: "papers on X"."""
    topic = list_topic(question, False)
    told = topic and re.search(
        rf"(?<!which )(?<!what )\b{_ABOUT}\s+{re.escape(topic)}\W*$", question, re.IGNORECASE
    )
    return topic if topic and told else ""


def _topic(question: str, focus: Focus, names: NameIndex) -> str:
    """What a question is about that names no paper: "What is pruning?", "How does AdaBoost work?"; no author."""
    text = bare(question)
    if focus.topical and focus.name.lower() in text.lower():
        return focus.name
    for pattern in _TOPICS:
        match = pattern.match(text)
        if match and not (_NO_TOPIC.search(match["topic"]) or names.people(match["topic"])):
            return match["topic"].strip()
    clause = clause_of(text)
    found = _ENTITY.match(clause.rest) if clause else None
    return found["topic"] if found and not names.people(found["topic"]) else ""


def _name(question: str, papers: Sequence[str], names: NameIndex) -> str:
    """The first paper as the question called it, else its short name."""
    if not papers:
        return ""
    for mention in names.mentions(question):
        if papers[0] in mention.paper_ids and names.is_named(papers[0]):
            return _as_written(question, mention.start, mention.end)
    return names.spoken(papers[0])


def _as_written(text: str, start: int, end: int) -> str:
    """The mention with the signs that are glued to it: "Zorvex++"."""
    tail = re.match(r"\+*", text[end:])
    return text[start : end + (tail.end() if tail else 0)]


def cited_in_order(answer: Answer) -> tuple[str, ...]:
    """The cited papers in the order in which the sentences cite them."""
    by_number = {c.number: c.paper_id for c in answer.citations}
    spoken = [by_number[n] for s in answer.sentences for n in s.citations if n in by_number]
    return tuple(dict.fromkeys([*spoken, *(c.paper_id for c in answer.citations)]))


def _quoted(answer: Answer) -> str:
    if answer.abstention:  # what is near is no part of an answer
        return ""
    said = " ".join(sentence.text for sentence in answer.sentences)
    return said or re.sub(r"\[\d+\]", "", answer.text)
