"""Questions that leave out what the one before said: "and on Y?", "why?", "which two?"."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.asked.length import sentences_wished
from qa.asked.listing import list_topic
from qa.conversation import cues
from qa.conversation.asked import MOST_NAMES, Asked, Understood, placed_in
from qa.conversation.choosing import ON_A_TOPIC, same_of
from qa.conversation.clause import (
    AUXILIARIES,
    PREPOSITIONS,
    bare,
    clause_of,
    is_order,
    is_plural,
    kind_of,
    put_in,
    sentence,
    with_question_word,
)
from qa.conversation.focus import THESE
from qa.conversation.pronouns import anaphors, replaced
from qa.sentences import sentence_spans
from qa.words import content_tokens

_AUXILIARY = re.compile(rf"\b(?:{AUXILIARIES})\b", re.IGNORECASE)
_LEADING_PREPOSITION = re.compile(rf"^(?:{PREPOSITIONS})\b", re.IGNORECASE)
_ASKED_BY = re.compile(rf"^(?:up\s+)?(?:{PREPOSITIONS})\s+(?:which|what|how|whom)\b", re.IGNORECASE)
_ASKED_OF = re.compile(
    r"^(?:on|in|for|at|from|among|across)\s+how\s+(?:many|much)\s+(?!more\b|less\b)\w{3,}", re.IGNORECASE
)
_DETERMINER = re.compile(r"^(?:the|its|their|his|her|this|that|any|some|a|an)\s+", re.IGNORECASE)
# "trained on what data", "built from": what they ask of is left out, but they are clauses.
_VERBAL = re.compile(
    r"^(?:\w{2,}ed|built|made|run|shown|given|done|taken|held|found|bought|written|meant|drawn|fed)\b"
    r"|\b(?:what|which|whom?|how)\b",
    re.IGNORECASE,
)
# "evaluated on?": what is asked for is left out as well.
_ENDS_OPEN = re.compile(
    rf"^(?:\w{{2,}}ed|built|made|run|done|taken|written|drawn|based)(?:\s+\w+)?\s+(?:{PREPOSITIONS})$",
    re.IGNORECASE,
)
# "works for small ones?": a verb whose subject is left out.
_ACTS = re.compile(
    r"^(?P<verb>work|run|scale|generali[sz]e|need|use|require|support|handle|beat|help|hurt|matter|transfer|hold|depend"
    r"|improve|reduce|save|cost|apply|applie|outperform|assume|include|cover)s\s+(?=\w)",
    re.IGNORECASE,
)
# "the speedup over Y": still asked of the paper at hand.
_DEFINED = re.compile(r"what (?:is|are) (?P<what>(?!(?:the|its|their)\b)[\w-]+)(?: in .+)?", re.IGNORECASE)
_AGAINST_IT = re.compile(
    r"^(?:(?:the|any|its)\s+)?(?:[\w-]+\s+){1,3}?(?:over|than|against|versus|vs\.?|compared\s+(?:to|with)|relative\s+to)\s+\S",
    re.IGNORECASE,
)
_ON_RECORD = {"authors": "Who wrote", "journal": "In which journal was", "year": "When was"}
# "On which benchmark was that?", "which benchmark was that on?"
_OF_WHAT_WAS_SAID = re.compile(
    rf"(?P<what>(?:(?:{PREPOSITIONS})\s+)?(?:what|which)(?:\s+[\w-]+){{1,3}}?)\s+(?:is|was|were)\s+(?:that|this)(?:\s+(?P<by>{PREPOSITIONS}))?$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:when|year)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ANY = re.compile(r"(?:any|some)\s", re.IGNORECASE)  # "any risks?"
_LIST_VERB = re.compile(
    r"^(?:(?:use|appl|propos|mention|report|test|evaluat|train|compar|introduc|involv|tackl|treat|handl)\w*\s+)(?:on\s+|with\s+)?",
    re.IGNORECASE,
)
# What each paper has, and no topic of a list.
_OF_A_PAPER = re.compile(
    r"\b(?:code|data\w*|results?|scores?|numbers?|limit\w*|methods?|authors?|years?|costs?|speed\w*|memory|size|baselines?|titles?|links?|details?|why"
    r"|how|when|where|what|which|who|others?|more|else|rest|them|these|those|it|one|ones|first|second|third|last)\b",
    re.IGNORECASE,
)
_TOPIC = 3  # words; of a longer one it is unclear which stand for the thing
_WHICH_SHOWN = re.compile(rf"(?P<which>which of {THESE} [\w-]+) (?P<what>.+)", re.IGNORECASE)
_GOVERNING = re.compile(rf"\s+(?:{PREPOSITIONS})\b", re.IGNORECASE)
# "How does X kill Y?" - "how fast?": that is done so.
_ADVERB = re.compile(r"how\s+(?:fast|quickly|often|long|far|early|late|soon|deep|well|much)", re.IGNORECASE)
_DOES = re.compile(r"how\s+(?:do|does|did|can)\s+.+(?<!work)", re.IGNORECASE)
_OWNED = re.compile(r"(?<=\w)['’]s$")
# "Which other papers improve on X?"
_DOING = re.compile(
    rf"which\s+(?:other\s+)?papers\s+(?:also\s+)?(?P<do>(?!(?:{AUXILIARIES}|{PREPOSITIONS})\b)\w+\s.+)",
    re.IGNORECASE,
)
_MANNERS = frozenset({"by how much", "how", "why", "when", "where"})
# "Over which baselines?"
_OVER_WHICH = re.compile(
    r"(?:over|against)\s+(?:what|which)\s+(?:other\s+|strong\s+)?(?:baseline|method|model|approache?|system|competitor|rival|technique"
    r"|algorithm|treatment|alternative)s?",
    re.IGNORECASE,
)
# "What about Y then?"
AFTERWARDS = re.compile(r",?\s+(?:then|though|instead|too|also|as\s+well)$", re.IGNORECASE)
_INSTEAD = re.compile(r"\binstead$", re.IGNORECASE)
_ASKS_LAST = re.compile(r"\b(?:what|which|whom?|where|when|how\s+(?:much|many))$", re.IGNORECASE)
_TERSE = 2  # content words; a longer phrase without a connective is a search of its own
_LONGEST = 9  # words of a fragment; a longer one has a verb that we do not see


def bare_word(asked: Asked) -> Understood | None:
    """ "Why?", "by how much?", "tell me more": a question word alone."""
    focus = asked.focus
    recorded = cues.RECORD_ALONE.match(asked.text)
    if recorded and len(focus.papers) == 1 and (not recorded["year"] or asked.names.year(focus.papers[0])):
        kind = recorded.lastgroup or "authors"
        ending = "" if kind == "authors" else " published"
        text = f"{_ON_RECORD[kind]} {asked.subject}{ending}"
        return asked.about(text, focus.papers, f"about {asked.subject}")
    if cues.IN_NUMBERS.match(asked.text) and focus.name and len(focus.papers) == 1:
        if asked.names.is_named(focus.papers[0]):  # its results, not those of what was last asked about
            focus = focus.moved_to(focus.papers[0], asked.names)
        return asked.about(
            f"What are the results in numbers of {focus.name}", focus.about, f"about {focus.name}"
        )
    match = cues.BARE_WORD.match(asked.text)
    if match and (each := _of_each_listed(asked, match["word"].lower())):
        return each
    if match:
        word = {"how so": "why", "how come": "why"}.get(match["word"].lower(), match["word"])
        last = focus.question[sentence_spans(focus.question)[-1].start :]
        text = with_question_word(word, last if asked.names.mentions(last) else focus.question, asked.names)
        dated = cues.OF_RECORD.match(focus.question) or _is_of_the_record(asked, word)
        if focus.name and _DATED.search(word) and dated:
            text = f"When was {asked.subject} published"
        return asked.about(text, focus.about, f"asked of: {focus.question}")
    counted = cues.HOW_MANY.match(focus.question)
    if counted and cues.WHICH_THEN.match(asked.text):
        noun = "" if counted[0].lower().split()[-1] == "many" else "papers "
        text = f"which {noun}{focus.question[counted.end() :].strip()}"
        return asked.about(text, focus.about if focus.is_set else (), f"asked of: {focus.question}")
    again = cues.AGAIN.match(asked.text)
    if _is_doubt(asked) or again:
        wish = again and (again["brief"] or again["shorter"])
        brief = (sentences_wished(asked.text).sentences or 1) if wish else 0
        if again and again["just"] and focus.name:  # "shorter, just the cost": only of that
            found = asked.about(
                f"what is {again['just']} in {focus.name}", focus.about, f"about {focus.name}"
            )
        else:
            found = asked.about(focus.question, focus.about, "the same question again")
        return replace(found, brief=brief)
    if cues.MORE.match(asked.text) and focus.name:
        name = asked.subject
        return asked.about(f"Tell me more about {name}", focus.papers, f"more about {name}")
    return None


def _is_of_the_record(asked: Asked, word: str) -> bool:
    """ "What year was that?" of a paper that tells no year: when it was published."""
    papers = asked.focus.papers
    one = len(papers) == 1 and asked.names.year(papers[0]) is not None and word.lower().endswith("year")
    return one and not _YEAR.search(asked.names.abstract(papers[0]))


def _is_doubt(asked: Asked) -> bool:
    """ "Are you sure? Sounds too good.": nothing else is asked."""
    first, _, tail = asked.text.partition("?")
    more = "?" in tail or cues.OPENS_CLAUSE.match(tail.strip()) or asked.names.mentions(tail)
    return cues.DOUBT.match(first) is not None and not more


def _of_each_listed(asked: Asked, word: str) -> Understood | None:
    """ "By how much?" after "Which papers improve on X?": of each of the few papers that were listed."""
    focus = asked.focus
    match = _DOING.fullmatch(bare(focus.question)) if focus.listed and word in _MANNERS else None
    if not match or not 0 < len(focus.cited) <= MOST_NAMES:
        return None
    note = f"asked of {asked.listed(focus.cited)}"
    found = [
        asked.about(f"{word} does {asked.names.spoken(paper_id)} {match['do']}", (paper_id,), note)
        for paper_id in focus.cited
    ]
    return replace(found[0], nearby=tuple(found[1:]))


def superlative(asked: Asked) -> Understood | None:
    """ "And the oldest?" after "Which paper is the newest?": the same with the other order, of the same papers.

    What is the fastest and what the slowest is told by the paper at hand.
    """
    match = cues.SUPERLATIVE.fullmatch(bare(asked.text))
    before = cues.EXTREME.search(asked.focus.question) if match else None
    if not match or not before:
        return None
    question = asked.focus.question
    text = f"{question[: before.start()]}{match['most']}{question[before.end() :]}"
    of_papers = cues.EXTREME_OF_PAPERS.fullmatch(match["most"])
    return asked.about(text, () if of_papers else asked.focus.about, f"as asked before: {question}")


def counted(asked: Asked) -> Understood | None:
    """ "How many are about Y?", where papers were counted or listed before."""
    match = cues.HOW_MANY_DO.match(asked.text)
    if not match or not (asked.focus.is_set or cues.OF_COLLECTION.search(asked.focus.question)):
        return None
    return asked.about(f"How many papers {match['rest']}", (), "asked of the whole collection")


def fragment(asked: Asked) -> Understood | None:
    """A phrase without a verb, put into the previous question or asked of its paper."""
    text = AFTERWARDS.sub("", bare(asked.text))
    rest = cues.unopened(text)
    linked = rest != text
    if _is_instead(asked, rest):
        left = asked.focus.papers
        return asked.about(
            f"which other papers are about {rest}", (), f"leaving out {asked.listed(left)}", left
        )
    side = cues.SIDE.match(rest)
    if side and asked.focus.name and not asked.names.mentions(rest):
        return _of_the_paper(asked, side["a"] or side["b"], "")
    if asked.names.mentions(rest):
        rest = _OWNED.sub("", rest)  # "and Zorvex's?"
    if not rest or len(rest.split()) > _LONGEST:
        return None
    if _ASKED_BY.match(rest) and not _AUXILIARY.search(rest):
        if _ASKED_OF.match(rest) and asked.focus.name:  # "on how many patients?"
            return asked.about(placed_in(rest, asked.subject), asked.focus.about, f"about {asked.subject}")
        return _asked_by(asked, rest)
    said = _OF_WHAT_WAS_SAID.match(rest)
    if said and (_LEADING_PREPOSITION.match(rest) or (said["by"] and clause_of(asked.focus.question))):
        word = f"{said['by']} {said['what']}" if said["by"] else said["what"]
        text = with_question_word(word, asked.focus.question, asked.names)
        return asked.about(text, asked.focus.about, f"asked of: {asked.focus.question}")
    short = _question_phrase(asked, rest)
    if linked and not short:
        short = _asked_of_those_shown(asked, rest) or _another_topic(asked, rest)
    if short:
        return short
    if cues.OPENS_CLAUSE.match(rest) or _AUXILIARY.search(rest):
        return None
    if not linked and not _terse(asked, rest):
        return None
    meant = _corrected(asked, rest) if cues.CORRECTION.match(text) else None
    sibling = meant or _told_by_title(asked, rest)
    if sibling:
        name = asked.names.spoken(sibling)
        return asked.about(same_of(asked, name), [sibling], f"about {name}")
    found = anaphors(rest, asked.names)
    if found and not asked.focus.name:
        return None
    if found and _ASKS_LAST.search(rest):
        return None  # "and it cost them what?"
    if found:
        return _of_the_paper(asked, replaced(rest, found, asked.focus.name), found[0].role)
    return _in_frame(asked, rest, linked)


def _is_instead(asked: Asked, rest: str) -> bool:
    """ "And planting new ones instead?": something else than what the paper at hand does, and nothing of which it has."""
    words, focus = content_tokens(rest), asked.focus
    new = _INSTEAD.search(bare(asked.text)) and len(words) > 1 and len(focus.papers) == 1
    if not new or asked.names.mentions(rest) or cues.OPENS_CLAUSE.match(rest):
        return False
    return not asked.names.tells_of(focus.papers[0], words[0].surface)


def _asked_by(asked: Asked, rest: str) -> Understood:
    """ "On which data?", "over which baselines?": of what was asked before, or of the paper at hand."""
    focus = asked.focus
    text = with_question_word(rest, focus.question, asked.names)
    apart = is_order(focus.question) or text == sentence(f"{bare(focus.question)}, and {rest.lower()}")
    if focus.name and apart and _OVER_WHICH.fullmatch(rest):
        text = f"{rest} {'do' if focus.is_set else 'does'} {asked.subject} improve"
        return asked.about(text, focus.about, f"about {asked.subject}")
    explained = is_order(focus.question) or _DEFINED.fullmatch(bare(focus.question))
    if explained and focus.name:  # "Explain X": "up to what size?"
        return asked.about(placed_in(rest, asked.subject), focus.about, f"about {asked.subject}")
    return asked.about(text, focus.about, f"asked of: {focus.question}")


def _corrected(asked: Asked, rest: str) -> str | None:
    """ "I meant for Y": the one paper whose title has the words of Y, if the one at hand does not speak of it."""
    told = any(asked.names.tells_all(paper_id, rest) for paper_id in asked.focus.papers)
    return (
        None if told or asked.names.mentions(rest) else asked.names.titled(_LEADING_PREPOSITION.sub("", rest))
    )


def _asked_of_those_shown(asked: Asked, rest: str) -> Understood | None:
    """ "And wages?" after "Which of these papers use rents?": which of the same papers do with that."""
    focus = asked.focus
    match = _WHICH_SHOWN.fullmatch(bare(focus.question))
    plain = match and not (asked.names.mentions(rest) or _DETERMINER.match(rest))
    if (
        not match
        or _OF_A_PAPER.search(rest.split()[-1])
        or not plain
        or len(focus.shown) < _TERSE
        or len(rest.split()) > _TOPIC
    ):
        return None
    if len(match["what"].split()) > _TOPIC or "singular" in (kind_of(match["what"]), kind_of(rest)):
        return None
    text = f"{match['which']} {rest}"
    return asked.about(text, focus.shown, f"as asked before: {focus.question}")


def _another_topic(asked: Asked, rest: str) -> Understood | None:
    """ "And barley?" after "Which papers study rye?": the same list of another thing."""
    question = bare(asked.focus.question)
    topic = list_topic(question, False) if asked.focus.listed or asked.focus.declined_list else None
    core = _LIST_VERB.sub("", topic) if topic else ""
    at = question.lower().rfind(core.lower()) if core else -1
    plain = not (asked.names.mentions(rest) or _LEADING_PREPOSITION.match(rest) or _DETERMINER.match(rest))
    if (
        at < 0
        or not plain
        or len(core.split()) > _TOPIC
        or len(rest.split()) > _TOPIC
        or _OF_A_PAPER.search(rest)
    ):
        return None
    text = f"{question[:at]}{rest}{question[at + len(core) :]}"
    return asked.about(text, (), f"as asked before: {asked.focus.question}")


def _told_by_title(asked: Asked, text: str) -> str | None:
    """ "And South Africa?": of the other papers shown the one that has these words in its title, as the one at hand has not."""
    focus = asked.focus
    named = any(map(asked.names.is_named, focus.papers)) or asked.names.mentions(text)
    if len(focus.papers) != 1 or named or len(content_tokens(text)) > _TOPIC:
        return None
    own, *others = (asked.names.in_title(text, paper_id) for paper_id in (focus.papers[0], *focus.shown))
    found = [pid for pid, there in zip(focus.shown, others, strict=True) if there]
    return found[0] if len(found) == 1 and not own else None


def _terse(asked: Asked, text: str) -> bool:
    """Whether a phrase that nothing links to the conversation still leans on it: "gpu hours?"."""
    if _LEADING_PREPOSITION.match(text) or (_ANY.match(text) and not cues.OF_COLLECTION.search(text)):
        return True
    if asked.names.mentions(text) or kind_of(text) == "coined":
        # A name alone is asked about as the last one was, if the last question had one.
        return len(text.split()) <= _TERSE and put_in(asked.focus.question, text, asked.names) is not None
    return not cues.OF_COLLECTION.search(text) and 0 < len(content_tokens(text)) <= _TERSE


def _in_frame(asked: Asked, rest: str, linked: bool) -> Understood:
    focus, named = asked.focus, asked.names.mentioned(rest)
    if focus.name and _AGAINST_IT.match(rest):
        return _of_the_paper(asked, rest, "")
    effect = linked and cues.ANY_EFFECT.match(f"any {rest}") is not None
    if focus.name and (effect or _ANY.match(rest)):
        be = "are" if is_plural(_GOVERNING.split(rest)[0]) else "is"
        said = rest[:1].lower() + rest[1:] if rest[1:2].islower() else rest
        text = placed_in(f"{be} there {said}", asked.subject)
        return asked.about(text, focus.papers if effect else focus.about, f"about {asked.subject}")
    governed = bool(_LEADING_PREPOSITION.match(rest))
    noun = rest if governed else _DETERMINER.sub("", rest)
    other = None if named or governed else _alternative(asked, noun)
    framed = None if other and kind_of(noun) == "coined" else put_in(focus.question, noun, asked.names)
    if not (linked or governed or named) and _is_of_the_one_found(asked, noun):
        return _of_the_paper(replace(asked, focus=focus.moved_to(focus.papers[0], asked.names)), rest, "")
    # A title is no place to put it in.
    lost = set(asked.names.mentioned(focus.question)) - set(asked.names.mentioned(framed or ""))
    if framed and (named or not lost):
        papers = asked.names.mentioned(framed) or _with_condition(asked, rest) or focus.about
        result = asked.about(framed, papers, f"as asked before: {focus.question}")
        return replace(result, nearby=_of_others(asked, result)) if governed else result
    if other:
        return other
    if named and len(content_tokens(rest)) <= len(named):
        return asked.about(f"Tell me about {rest}", named, "")
    if named or not focus.name:
        return asked.about(f"What about {rest}", named, "")
    defined = _DEFINED.fullmatch(bare(focus.question)) if linked and noun == rest and not governed else None
    if (
        defined and len(focus.papers) == 1 and not asked.names.is_called(defined["what"])
    ):  # a thing of the paper
        be, name = "are" if is_plural(noun) else "is", asked.names.spoken(focus.papers[0])
        return asked.about(f"what {be} {noun} in {name}", focus.papers, f"about {name}")
    # "The bias" and "bias?" alone are of the paper at hand.
    elsewhere = _told_before(asked, rest) if linked and noun == rest and not governed else None
    if elsewhere:
        asked = replace(asked, focus=focus.moved_to(elsewhere, asked.names))
    return _of_the_paper(asked, rest, "")


def _is_of_the_one_found(asked: Asked, noun: str) -> bool:
    """ "Gains?" after "what about X?" or "which of these papers ...?", which one paper answered: a detail of it, unless papers are about that."""
    focus = asked.focus
    opening = cues.CONNECTIVE.match(focus.question)
    chosen = THESE in focus.question or (opening is not None and opening["about"])
    detail = kind_of(noun) != "coined" and not asked.names.is_subject(noun)
    return bool(chosen) and detail and len(focus.papers) == 1


def _with_condition(asked: Asked, rest: str) -> tuple[str, ...]:
    """ "And in rats?": the papers on the same that have a word of it, where the one at hand has no name and no such word."""
    focus, names = asked.focus, asked.names
    if len(focus.papers) != 1 or names.is_named(focus.papers[0]) or names.tells_of(focus.papers[0], rest):
        return ()
    alike = names.sharing(focus.question, focus.papers[0])
    return tuple(pid for pid in alike if names.tells_all(pid, rest)) if len(alike) <= ON_A_TOPIC else ()


def _of_others(asked: Asked, framed: Understood) -> tuple[Understood, ...]:
    """ "And in pond frogs?": the same of those that study it too and have all of that, as the paper at hand has not."""
    names = asked.names
    if len(framed.paper_ids) != 1 or names.tells_all(framed.paper_ids[0], asked.text):
        return ()
    if (
        names.given_name(framed.paper_ids[0]).lower() in framed.standalone.lower()
    ):  # asked of that paper by its name
        return ()
    alike = names.sharing(framed.standalone, framed.paper_ids[0])
    found = tuple(pid for pid in alike if names.tells_all(pid, asked.text))
    return (replace(framed, paper_ids=found),) if found and len(alike) <= ON_A_TOPIC else ()


def _told_before(asked: Asked, aspect: str) -> str | None:
    """ "And bias?": the latest paper of the conversation that has all words of an aspect, where the one at hand has none."""
    focus, names = asked.focus, asked.names
    few = 0 < len(content_tokens(aspect)) <= _TERSE
    if (
        len(focus.papers) != 1
        or not few
        or _OF_A_PAPER.search(aspect)
        or names.tells_of(focus.papers[0], aspect)
    ):
        return None
    return next((paper_id for paper_id in focus.seen if names.tells_all(paper_id, aspect)), None)


def _alternative(asked: Asked, noun: str) -> Understood | None:
    """The same asked of another thing, in the place of the one that the question was about."""
    focus, names = asked.focus, asked.names
    if focus.missing and focus.missing.lower() in focus.question.lower():
        again = re.sub(re.escape(focus.missing), lambda _: noun, focus.question, flags=re.IGNORECASE)
        return asked.about(again, names.mentioned(noun), f"as asked before: {focus.question}")
    if not _is_alternative(asked, noun):
        return None
    again = re.sub(rf"\b{re.escape(focus.name)}\b", noun, focus.question) if focus.name else ""
    if again not in ("", focus.question):
        # What papers are about is asked of these.
        holders = names.about(noun)
        about = holders if len(holders) <= ON_A_TOPIC else ()
        result = asked.about(again, about, f"as asked before: {focus.question}")
        # They may tell something else of it.
        rather = asked.about(f"What is said about {noun}", about, f"about {noun}") if about else None
        return replace(result, otherwise=rather)
    if names.is_subject(noun) and not any(names.tells_of(pid, noun) for pid in focus.papers):
        return asked.about(f"What about {noun}", (), "")  # something else
    return None


def _is_alternative(asked: Asked, noun: str) -> bool:
    """Whether a noun is another thing to ask the same of, not a detail of the one at hand."""
    focus = asked.focus
    if not focus.topical and any(asked.names.is_named(pid) for pid in focus.papers[:1]):
        return False
    told = any(asked.names.tells_of(pid, noun) for pid in focus.papers)
    return not told or asked.names.is_subject(noun) or kind_of(noun) == kind_of(focus.name) == "coined"


def _of_the_paper(asked: Asked, noun: str, role: str) -> Understood:
    """ "What is the latency of Zorvex?"."""
    name = asked.subject
    papers = asked.focus.about
    note = f"about {name}"
    if _LEADING_PREPOSITION.match(noun):
        return asked.about(f"{bare(asked.focus.question)} {noun}", papers, note)
    be = "are" if is_plural(_GOVERNING.split(noun)[0]) else "is"
    acts = _ACTS.match(noun)
    if acts and not role:
        verb = re.sub("ie$", "y", acts["verb"].lower())
        return asked.about(
            f"{'Do' if asked.focus.is_set else 'Does'} {name} {verb} {noun[acts.end() :]}", papers, note
        )
    if _ENDS_OPEN.match(noun) and not role:
        return asked.about(f"What {'were' if asked.focus.is_set else 'was'} {name} {noun}", papers, note)
    if role == "own":
        return asked.about(f"What {be} {noun}", papers, note)
    if role:
        return asked.about(f"What about {noun}", papers, note)
    if _VERBAL.search(noun):
        return asked.about(placed_in(noun, name), papers, note)
    if not re.match(r"the\s", noun, re.IGNORECASE):
        return asked.about(f"What about {noun} in {name}", papers, note)
    return asked.about(f"What {be} {noun} of {name}", papers, note)


def _question_phrase(asked: Asked, text: str) -> Understood | None:
    """ "Which two strategies?", "how many patients?", "how fast?", "how much over Y?"."""
    focus = asked.focus
    if not focus.name or (asked.names.mentions(text) and not cues.HOW_MUCH_AGAINST.match(text)):
        return None
    name = asked.subject
    note = f"about {name}"
    several = focus.is_set or (focus.topical and is_plural(name))
    does = "do" if several else "does"
    noun = cues.WH_NOUN.match(text)
    if noun and not cues.OF_COLLECTION.search(text) and not anaphors(text, asked.names):
        return asked.about(f"{noun['wh']} {noun['noun']} {does} {name} use", focus.about, note)
    nouns = cues.WH_NOUNS.match(bare(text))
    if nouns and not cues.OF_COLLECTION.search(text) and not anaphors(text, asked.names):
        both = f"{text[: nouns.start('joint')]} and {text[nouns.end('joint') :]}"
        return asked.about(f"{both} {does} {name} use", focus.about, note)
    adjective = cues.HOW_ADJECTIVE.match(text)
    if adjective and _ADVERB.match(text) and _DOES.fullmatch(bare(focus.question)):
        text = with_question_word(text, focus.question, asked.names)
        return asked.about(text, focus.about, f"asked of: {focus.question}")
    if adjective:
        return asked.about(f"How {adjective['how']} {'are' if several else 'is'} {name}", focus.about, note)
    against = cues.HOW_MUCH_AGAINST.match(text)
    if against:
        return asked.about(f"How much {does} {name} gain {against['rest']}", focus.about, note)
    return None
