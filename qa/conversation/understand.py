"""A follow-up question made to stand alone, by rules over the focus of the conversation.

The rules are tried in order; the first that applies decides. Each is a plain function
``(asked) -> Understood | None``. A question that no rule claims stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.asked.sides import compared as compared_sides
from qa.conversation import cues
from qa.conversation.asked import MOST_NAMES, THERE, Asked, Understood, enumerated, placed_in
from qa.conversation.choosing import among, described, narrowed, numbered, ordinal, ordinal_paper
from qa.conversation.clause import AUXILIARIES, PREPOSITIONS, bare, is_plural, kind_of, sentence
from qa.conversation.definite import in_full, told_name
from qa.conversation.ellipsis import AFTERWARDS, bare_word, counted, fragment, superlative
from qa.conversation.focus import THESE, Focus, focus_of
from qa.conversation.names import NameIndex
from qa.conversation.people import of_people
from qa.conversation.pronouns import anaphors, replaced
from qa.conversation.relating import compared, on_the_topic, others, surpassed
from qa.smalltalk import smalltalk_kind
from qa.types import Turn
from qa.words import content_tokens

_OTHERS = 8  # papers of the conversation that are asked as well
_SIDES = 2  # papers that are compared where several are named
_LONGEST = 500  # characters; who writes more has said what it is about

# By the model: from where on a question is taken to lean, and up to where not to.
_LEANS, _ALONE = 0.8, 0.1

Rule = Callable[[Asked], Understood | None]
Leaning = Callable[[str], float]


def understand(
    question: str, history: Sequence[Turn], names: NameIndex, leaning: Leaning | None = None
) -> Understood:
    """The question made to stand alone with the help of the turns before it.

    A question that needs no help comes back unchanged, with ``rewritten`` false. ``leaning``
    gives the chance that a question leans on what was said before.
    """
    text = question.strip()
    if is_name(bare(text), names) and not history:
        return told_of(text, names) or Understood(question, False)
    if not text or not history or len(text) > _LONGEST or _is_small_talk(text):
        return Understood(question, False)
    focus = focus_of(history, names)
    if not focus.question:
        return Understood(question, False)
    switch = cues.SWITCH.match(text)
    if switch and not (switch["last"] and focus.listed):  # after a list, "last: ..." is the last of it
        return Understood(text[switch.end() :], False)
    result = _resolved(Asked(text, focus, names, leaning(text) if leaning else None))
    if not result.rewritten and is_name(bare(text), names):
        return told_of(text, names) or result
    if not result.rewritten or bare(result.standalone).lower() == bare(question).lower():
        return replace(result, standalone=question, rewritten=False)
    return result


def _is_small_talk(text: str) -> bool:
    return smalltalk_kind(text) is not None or cues.SMALL_TALK.match(text) is not None


def told_of(question: str, names: NameIndex) -> Understood | None:
    """What a question of which only the names are understood is taken for; None where it has none."""
    named = names.mentioned(question)[:_SIDES]
    if not named:
        return None
    spoken = enumerated([names.spoken(paper_id) for paper_id in named])
    text = f"Compare {spoken}" if len(named) > 1 else f"Tell me about {spoken}"
    return Understood(text, True, named)


def _resolved(asked: Asked) -> Understood:
    if cues.OF_RECORD.search(asked.text) and asked.focus.papers and not asked.focus.is_set:
        # Who wrote it, and when, is asked of the paper and not of what it is about.
        # The things shown are kept: "who wrote the other one?".
        name = asked.names.spoken(asked.focus.papers[0])
        asked = replace(asked, focus=replace(asked.focus, name=name, topical=False))
    alone = asked.leans is not None and asked.leans < _ALONE
    # "For X?", "which X?" and "what about X?" are nothing by themselves, whatever X is.
    governed = (
        any(
            form.match(asked.text)
            for form in (_GOVERNED, _NEEDED, cues.WH_NOUN, cues.WH_NOUNS, cues.CORRECTION)
        )
        or _is_effect(asked.text)
        or _is_taken_on(asked)
        or THERE.search(bare(asked.text))
        or _takes_up(asked)
    )
    held = cues.HELD.search(asked.text) is not None
    silent = asked.focus.unclaimed and not _TAKEN_UP.search(asked.text)
    for rule in RULES:
        barred = (
            (silent and rule in _OF_ONE)
            or (alone and rule in _GUESSES and not governed)
            or (held and rule in _OF_ANOTHER)
        )
        result = None if barred else _by(rule, asked)
        if result is not None and rule not in _REPEATING and _is_repeated(asked, result):
            continue
        own = result is not None and set(result.paper_ids) <= set(asked.focus.papers)
        titled = result is not None and bool(asked.names.mentions(result.standalone))
        if result is not None and rule is referring and own and not titled and _of_a_thing(asked):
            return replace(result, paper_ids=())
        alike = _of_one_on_the_same(asked, rule) if own and rule in _OF_ONE else None
        if alike:
            return alike
        if result is not None and rule in _OF_ONE and own and _of_another(asked):
            return _alone(asked, result)
        if result is not None:
            otherwise = _of_the_named(asked, rule, result) if own else None
            listed = rule is referring and _of_a_list(asked.focus, asked.names)
            if otherwise is None and (rule in _UNSURE or (own and listed)):
                otherwise = _of_the_others(asked, result)
            return replace(result, otherwise=otherwise) if otherwise else result
    # "Is X needed?": whether, of what the paper at hand speaks of as well, is asked of it first.
    whether = _YES_OR_NO.match(asked.text) is not None and len(asked.focus.papers) == 1
    few = len(content_tokens(asked.text)) <= (_FEW if whether else _GENERIC)
    subjectless = few and not asked.names.tells_of_others(asked.text, asked.focus.papers if whether else ())
    return Understood(asked.text, False, nearby=_nearby(asked), subjectless=subjectless)


def _is_repeated(asked: Asked, found: Understood) -> bool:
    """Whether nothing came of the question but the one before it, which it is not: then it was not understood."""
    again, before = bare(found.standalone).lower(), bare(asked.focus.question).lower()
    return found.rewritten and again == before != bare(asked.text).lower()


def _is_taken_on(asked: Asked) -> bool:
    """Whether nothing but a name stands behind "what about"."""
    opening, named = cues.CONNECTIVE.match(asked.text), asked.names.mentions(asked.text)
    if not (opening and opening["about"]) or len(named) != 1:
        return False
    return named[0].start == opening.end() and not content_tokens(asked.text[named[0].end :])


def _of_another(asked: Asked) -> bool:
    """Whether a question speaks of what other papers are about and the one at hand does not have: then it is of these."""
    focus = asked.focus
    if len(focus.papers) != 1 or focus.topical or asked.names.mentions(asked.text):
        return False
    own = cues.unopened(asked.text)
    linked = own != asked.text
    an_amount = linked and _AMOUNT.fullmatch(bare(own))
    if anaphors(own, asked.names) or an_amount or _is_effect(asked.text):
        return False
    complete = not linked and len(content_tokens(own)) > _FEW and not _takes_up(asked)
    return asked.names.tells_of_others(own, focus.papers) or (
        complete and asked.names.tells_more(own, focus.papers[0])
    )


def _is_effect(text: str) -> bool:
    """ "What about side effects in children?", "any results on children?": of whatever is at hand."""
    own = cues.unopened(text)
    return cues.ANY_EFFECT.match(own if own == text else f"any {own}") is not None


def _of_a_thing(asked: Asked) -> bool:
    """Whether "it" is a thing and no paper, and what is asked of it is what only other papers are about."""
    focus = asked.focus
    is_paper = not focus.name or focus.name.startswith('"') or bool(asked.names.mentions(focus.name))
    return not is_paper and asked.names.tells_of_others(asked.text, focus.papers)


def _alone(asked: Asked, found: Understood) -> Understood:
    """The question as asked before of another thing, where it no longer names the paper; else as typed."""
    paper_id = asked.focus.papers[0]
    named = (
        paper_id in asked.names.mentioned(found.standalone)
        or asked.focus.name.lower() in found.standalone.lower()
    )
    if named:
        return Understood(_unlinked(asked.text), False)
    return replace(found, paper_ids=(), nearby=())


def _of_a_list(focus: Focus, names: NameIndex) -> bool:
    """Whether the paper at hand is one of a few that were listed, and has no name: "it" may be what they all are about."""
    nameless = len(focus.papers) == 1 and not names.is_named(focus.papers[0])
    return nameless and focus.papers[0] in focus.shown and 1 < len(focus.shown) <= MOST_NAMES


def _of_the_others(asked: Asked, found: Understood) -> Understood | None:
    """The question as typed, of the papers of the conversation that it was not taken to be about."""
    focus = asked.focus
    own = [token for token in content_tokens(asked.text) if token.surface not in cues.PLACES]
    others = tuple(dict.fromkeys(pid for pid in (*focus.shown, *focus.seen) if pid not in found.paper_ids))
    if not (found.paper_ids and others) or len(own) < _GENERIC or asked.names.mentions(asked.text):
        return None
    return Understood(
        _unlinked(asked.text), True, others[:_OTHERS], note="asked of the other papers spoken of"
    )


def _of_the_named(asked: Asked, rule: Rule, found: Understood) -> Understood | None:
    """The question of the one paper that has a name in it, which the one at hand has not and nothing ties it to."""
    focus, names = asked.focus, asked.names
    if (
        rule not in _OF_ONE
        or len(found.paper_ids) != 1
        or names.mentions(asked.text)
        or cues.COMPARATIVE.search(asked.text)  # the other side of a comparison, not its subject
        or _SINGULAR.search(asked.text)
    ):
        return None
    holders = names.elsewhere(asked.text, focus.papers)
    if len(holders) != 1:
        return None
    meant = _by(rule, replace(asked, focus=focus.moved_to(holders[0], names)))
    return replace(meant, note=f"asked of {asked.listed(holders)}") if meant else None


def _of_one_on_the_same(asked: Asked, rule: Rule) -> Understood | None:
    """ "And in toads?": the same of the one other paper on that which has toads, as the one at hand, which has no name, does not."""
    focus, names = asked.focus, asked.names
    opened = cues.unopened(asked.text)
    added = _ALSO.search(asked.text) or (rule is fragment and opened != asked.text)
    own = _ALSO.sub(" ", opened)
    if not added or len(focus.papers) != 1 or names.is_named(focus.papers[0]) or names.mentions(asked.text):
        return None
    if rule is fragment and names.tells_of(focus.papers[0], own):
        return None
    holder = names.on_the_same(own, focus.papers[0])
    meant = _by(rule, replace(asked, focus=focus.moved_to(holder, names))) if holder else None
    return replace(meant, note=f"asked of {asked.listed(meant.paper_ids)}") if meant else None


# Something besides what was spoken of.
_ALSO = re.compile(r"\b(?:also|as well)\b|\btoo\W*$|\b(?:combined|together|mixed) with\b", re.IGNORECASE)
_ONE_LISTED = re.compile(r"\b(?:this|that)\s+one\b", re.IGNORECASE)
# A word for the paper that was named, or for what it says.
_TAKEN_UP = re.compile(
    r"\b(?:it|its|this|that|they|them|their|these|those|he|she|his|her|the (?:paper|study|authors?)|there)\b",
    re.IGNORECASE,
)
_SINGULAR = re.compile(r"\b(?:it|its|this|that)\b", re.IGNORECASE)


def _by(rule: Rule, asked: Asked) -> Understood | None:
    """What the rule makes of it; after a list, of one paper of it after the other, where one is meant."""
    focus = asked.focus
    plural = _PLURAL.search(asked.text) and not THERE.search(bare(asked.text))  # "there" is one place
    if rule not in _OF_ONE or not focus.listed or not focus.is_set or plural:
        return rule(asked)
    one = _ONE_LISTED.search(asked.text) is not None
    if rule is referring and ((focus.matter and not one) or asked.names.mentions(asked.text)):
        return rule(asked)
    each = [focus.moved_to(paper_id, asked.names) for paper_id in focus.papers[:MOST_NAMES]]
    found = [result for one in each if (result := rule(replace(asked, focus=one))) is not None]
    # What is the same whichever is meant is of none of them.
    return replace(found[0], nearby=tuple(one for one in found[1:] if one != found[0])) if found else None


def _nearby(asked: Asked) -> tuple[Understood, ...]:
    """The question as one about the last paper, or of those shown last, where it names none itself."""
    focus = asked.focus
    if not focus.name or asked.names.mentions(asked.text) or _of_another(asked):
        return ()
    if focus.topical:
        short = len(focus.papers) == 1 and len(content_tokens(asked.text)) <= _FEW
        return _nearby(replace(asked, focus=focus.moved_to(focus.papers[0], asked.names))) if short else ()
    if focus.is_set:
        note = f"asked of {asked.listed(focus.papers)}"
        return (Understood(asked.text, False, focus.papers, note=note),)
    return (_about_subject(asked, _unlinked(asked.text)),)


def returning(asked: Asked) -> Understood | None:
    """ "Back to X: how many ...?": an earlier paper, by name or by description."""
    match = cues.BACK.match(asked.text)
    if not match:
        return None
    named = asked.names.mentioned(match["what"])
    earlier = ordinal_paper(asked.focus, match["what"], shown=False)
    paper_id = named[0] if named else earlier or asked.names.described(match["what"], asked.focus.seen)
    if paper_id is None:
        rest = match["rest"].strip()
        text = placed_in(rest, match["what"]) if content_tokens(rest) else f"Tell me about {match['what']}"
        return asked.about(text, (), f"back to {match['what']}")
    focus = asked.focus.moved_to(paper_id, asked.names)
    note = f"back to {focus.name}"
    rest = match["rest"].strip()
    if cues.OTHERS.search(rest):
        text = on_the_topic(asked, paper_id) if named else f"Which other papers are about {match['what']}"
        return asked.about(text, (), note, (paper_id,))
    if not content_tokens(rest):
        return asked.about(f"What is {focus.name} about", (paper_id,), note)
    inner = _resolved(Asked(rest, focus, asked.names))
    if inner.rewritten:
        return replace(inner, note=note)
    text = rest if paper_id in asked.names.mentioned(rest) else placed_in(rest, focus.name)
    return asked.about(text, (paper_id,), note)


def widened(asked: Asked) -> Understood | None:
    """ "What about audio more generally?", "and is there a paper on audio too?": no longer of the one at hand."""
    sought = cues.SOUGHT.fullmatch(bare(asked.text))
    if sought and (sought["and"] or sought["too"]):
        at_hand = asked.focus.papers if sought["too"] and len(asked.focus.papers) == 1 else ()
        return asked.about(sought["what"], (), "asked of the whole collection", at_hand)
    match = cues.WIDENED.match(asked.text)
    if not match or asked.names.mentions(match["what"]):
        return None
    return asked.about(f"Which papers are about {match['what'].strip()}", (), "asked of the whole collection")


def told(asked: Asked) -> Understood | None:
    """ "And the one where users set the budget?": told at length, a paper is looked for in the whole collection."""
    match = cues.TOLD.search(asked.text)
    if not match or asked.names.mentions(asked.text):
        return None
    wished = _WISHED.fullmatch(asked.text[: match.start("how")])
    if len(content_tokens(match["how"])) < (1 if match["having"] or wished else _AT_LENGTH):
        return None
    if wished:
        return _of_other_papers(asked, match["how"])
    opening = cues.CONNECTIVE.match(asked.text)
    if match["having"] and opening and opening["about"] and match.start() == opening.end():
        having = match["having"].lower().replace("using", "uses").replace("with", "has")
        how = AFTERWARDS.sub("", match["how"])
        return _of_other_papers(asked, f"{having} {how}")
    return Understood(_unlinked(asked.text), False, nearby=_nearby(asked) if asked.focus.is_set else ())


def _of_other_papers(asked: Asked, how: str) -> Understood:
    """Another paper than the one at hand, by what it is told by."""
    left = asked.focus.papers if len(asked.focus.papers) == 1 else ()
    note = f"leaving out {asked.listed(left)}" if left else ""
    return asked.about(f"Which other paper {how}" if left else f"Which paper {how}", (), note, left)


_AT_LENGTH = 3  # content words
# "No, I want the one that ...": another than the one at hand.
_WISHED = re.compile(
    r"(?!the\b)(?:(?:no|nope|wait|sorry|actually)\b[,\s]*)*(?:not\s+(?:this|that)(?:\s+one)?[,\s]+)?(?:but\s+)?(?:i\s+(?:meant?|want(?:ed)?)\s+)?"
    r"the\s+\w+\s+(?:that|which)\s+",
    re.IGNORECASE,
)


def introduced(asked: Asked) -> Understood | None:
    """ "How about Y, when does it act?": a question about the paper that is named first."""
    opening = cues.CONNECTIVE.match(asked.text)
    placed = _PLACED.match(asked.text)
    start = placed.end() if placed else opening.end() if opening and opening.end() else -1
    named = asked.names.mentions(asked.text)
    of_topic = None if named else _there(asked)
    if of_topic:
        return of_topic
    if not named and opening and opening["about"]:
        return _put_first(asked, asked.text[opening.end() :])
    if not named or asked.text[max(start, 0) : named[0].start].lower() not in ("", "the ") or start < 0:
        return None
    name, rest = asked.text[named[0].start : named[0].end], asked.text[named[0].end :]
    apart = _SET_APART.match(rest)
    text = rest[apart.end() :] if apart else rest
    few = 0 < len(content_tokens(text)) <= _FEW and not _OPEN_END.search(text)
    aspect = text.endswith("?") and few and not asked.names.mentions(text)
    if not apart or not (cues.OPENS_CLAUSE.match(text) or aspect):
        return None
    if _ALIKE.fullmatch(bare(text)) and asked.focus.name and not asked.focus.topical:
        both = (*asked.focus.papers, *named[0].paper_ids)
        return asked.about(f"compare {asked.subject} with {name}", both, f"compared with {asked.subject}")
    found = anaphors(text, asked.names)
    said = replaced(text, found, name) if found else placed_in(text, name)
    return asked.about(said, named[0].paper_ids[:1], f"about {name}")


_SET_APART = re.compile(r"(?: paper)?(?:[,:;] *| +[–—-]+ +)")  # "I meant Y - what does it cost?"
# "What about Y, same idea?"
_ALIKE = re.compile(
    r"(?:is (?:it|that) )?(?:the )?(?:same|similar)(?: (?:idea|thing|approach|method|story|kind))?",
    re.IGNORECASE,
)


def _there(asked: Asked) -> Understood | None:
    """ "Wet fields, what is sown there?": of the topic that stands in front."""
    topic, _, rest = bare(cues.unopened(_PLACED.sub("", asked.text))).partition(", ")
    if not (rest and THERE.search(rest) and cues.OPENS_CLAUSE.match(rest)) or cues.OPENS_CLAUSE.match(topic):
        return None
    paper_id = asked.names.titled(topic) or asked.names.told_by(topic)
    return (
        asked.about(placed_in(rest, topic), (paper_id,) if paper_id else (), f"about {topic}")
        if content_tokens(topic)
        else None
    )


def _put_first(asked: Asked, text: str) -> Understood | None:
    """ "What about nurses, do they agree?": of nurses, in the paper at hand."""
    what, _, rest = text.partition(", ")
    found, focus = anaphors(rest, asked.names), asked.focus
    theirs = bool(found) and rest[found[0].start : found[0].end].lower() in ("they", "them", "their")
    if not theirs or not is_plural(_PHRASE_END.split(what)[0]) or not focus.name:
        return None
    said = replaced(rest, found, what)
    return asked.about(
        said if focus.topical else placed_in(said, asked.subject), focus.about, f'"they" are {what}'
    )


_PHRASE_END = re.compile(rf"\s+(?:{PREPOSITIONS})\b", re.IGNORECASE)
_OPEN_END = re.compile(rf"\b(?:{PREPOSITIONS})\W*$", re.IGNORECASE)  # "Y, tested on?"
_PLACED = re.compile(rf"{cues.LINKS}(?:in|for|with|on)\s+", re.IGNORECASE)


def holding(asked: Asked) -> Understood | None:
    """ "Is that true for Y too?": whether the paper at hand says so of Y."""
    match, focus = cues.HOLDS.match(asked.text), asked.focus
    if not match or asked.names.mentions(match["rest"]) or not focus.name:
        return None
    text = placed_in(f"is it true {match['rest']}", asked.subject)
    return asked.about(text, focus.about, f"about {asked.subject}")


def referring(asked: Asked) -> Understood | None:
    """ "How does it work?": a pronoun, or "this method"."""
    focus = asked.focus
    text = _unlinked(asked.text)
    found = anaphors(text, asked.names)
    if not found or not focus.name:
        return None
    pronoun = text[found[0].start : found[0].end]
    singular = _SINGULAR.fullmatch(pronoun) and not cues.COMPARATIVE.search(text)
    if focus.is_set and focus.foremost and singular:
        return referring(replace(asked, focus=focus.moved_to(focus.foremost, asked.names)))
    if _are_people(focus, pronoun, asked.names):
        return referring(replace(asked, focus=focus.moved_to(focus.papers[0], asked.names)))
    mentions = asked.names.mentions(text)
    named_first = bool(mentions) and mentions[0].end <= found[0].start
    opens = named_first and mentions[0].start == 0
    rival = cues.RIVALS.search(text[: found[0].start]) is not None and not bare(text[found[0].end :]).strip()
    of_several = focus.is_set and not focus.matter and not rival
    other = opens or (named_first and (of_several or _DOES_IT.search(text)))
    if other and pronoun.lower() in ("it", "this", "that"):
        return None  # "Y does it differently, no?": of Y, in what was spoken of
    name = _meant(asked, text, pronoun)
    note = f'"{pronoun}" is {name}'
    result = replaced(text, found, name)
    needed = _NEEDED.match(result)
    result = f"Does {needed['name']} need {needed['what']}?" if needed and needed["name"] else result
    anyone = cues.ANYONE.search(text)
    if anyone and _IN_GENERAL.search(text) and not focus.is_set:  # of more than the paper at hand
        return asked.about(_IN_GENERAL.sub("", text), (), "asked of the whole collection", focus.about)
    if anyone:  # "does anyone beat it?" is not asked of the paper itself
        own = anyone[0].lower().startswith("who") and not cues.RIVALS.search(text)
        others = () if own or focus.topical else focus.papers
        return asked.about(result, (), note, others)
    named = asked.names.mentioned(text)
    is_named = named and (pronoun.lower() in _NAMED_ONE or (rival and focus.is_set))
    understood = asked.about(result, named[:1] if is_named else [*focus.about, *named], note)
    if not focus.topical or len(focus.papers) != 1 or named:
        return understood
    paper = referring(replace(asked, focus=focus.moved_to(focus.papers[0], asked.names)))
    return replace(understood, nearby=(paper,) if paper else ())


# "Which paper compares these methods?", where one was spoken of.
_IN_GENERAL = re.compile(rf"\s+of\s+(?:these|those)\s+(?:{cues.WORKS}|approache)s(?=\W*$)", re.IGNORECASE)


def _are_people(focus: Focus, pronoun: str, names: NameIndex) -> bool:
    """Whether "they" are who wrote the one paper at hand, as what it is about is one thing: "pruning"."""
    thing = focus.name and not focus.name.startswith('"') and not names.mentions(focus.name)
    plural = pronoun.lower() in ("they", "them", "their")
    return bool(thing) and plural and len(focus.papers) == 1 and kind_of(focus.name) == "singular"


# "How does Y go about it instead?": of Y; "it" is what the other did.
_DOES_IT = re.compile(
    r"\b(?:go about|do|handle|tackle|approach|solve) (?:it|this|that)(?: (?:instead|differently|then))?\W*$",
    re.IGNORECASE,
)
_GOVERNED = re.compile(r"(?:for|on|with|at|in|under|without)\s+[^,?]{1,40}\?*$", re.IGNORECASE)
# "What data does X use?" - "how was it filtered?": that is done to data.
_MADE = re.compile(
    r"\b(?:was|were|is|are)\s+(?:it|they|this|that)\s+(?:\w+ly\s+)?(?:collect|filter|gather|annotat|label|clean|curat|deduplicat|sampl|assembl|scrap|crawl|sourc)\w*",
    re.IGNORECASE,
)
_GATHERED = re.compile(
    r"(?:what|which)\s+(?:kinds?\s+of\s+)?(?P<what>(?:[\w-]+\s+)?(?:data|datasets?|corpus|corpora))\b",
    re.IGNORECASE,
)
# "Do I need X (for it)?": whether it needs X, as an abstract would say.
_NEEDED = re.compile(
    r"^(?:do|would|will)\s+(?:i|we|you|one)\s+need\s+(?!to\b)(?P<what>[^,?]+?)(?:\s+(?:for|to\s+(?:use|run|apply|try))\s+(?P<name>[^,?]+?))?(?=\W*$)",
    re.IGNORECASE,
)
# "What does X do about wet fields?" - "why not drain them?"
_THINGS_LAST = re.compile(
    rf"\b(?:{PREPOSITIONS}) (?:the |these |those )?(?P<what>(?:(?!(?:{PREPOSITIONS}|{AUXILIARIES}|the|its|their)\b)[\w-]+ ?){{1,3}})$",
    re.IGNORECASE,
)
_NAMED_ONE = ("that one", "this one")  # "what about Y, is that one free?"


def _meant(asked: Asked, text: str, pronoun: str) -> str:
    """What the pronoun stands for: not the papers that the question names besides, nor for "it" a plural."""
    focus, named = asked.focus, asked.names.mentioned(text)
    if named and pronoun.lower() in _NAMED_ONE:
        return asked.names.spoken(named[0])
    made = _MADE.search(text)
    gathered = _GATHERED.match(focus.question) if made and focus.name and not focus.is_set else None
    if gathered:
        return f"the {gathered['what']} of {focus.name}"
    things = _things(asked) if pronoun.lower() == "them" else ""
    if things:
        return things
    told = told_name(focus.question, focus.answer) if pronoun.lower() in _NAMED_ONE else ""
    if told:
        return told
    if focus.is_set and pronoun.lower().endswith(" one"):
        return asked.names.spoken(focus.papers[-1])  # the one that was named last
    singular = pronoun.lower() in ("it", "its", "itself", "this", "that")
    if focus.is_set and singular and focus.matter:
        return focus.matter
    plural_topic = focus.topical and singular and kind_of(focus.name) == "plural"
    if not plural_topic and (focus.is_set or focus.topical or not set(focus.papers) & set(named)):
        return asked.subject
    others = [pid for pid in (*focus.papers, *focus.seen) if pid not in named]
    return asked.names.spoken(others[0]) if others else asked.subject


def _things(asked: Asked) -> str:
    """What "them" are, of the one paper at hand: what was spoken of last, or what a list asked for that its title has."""
    focus, names = asked.focus, asked.names
    if len(focus.papers) != 1:
        return ""
    last, topic = _THINGS_LAST.search(bare(focus.question)), focus.topics[-1] if focus.topics else ""
    if last and is_plural(last["what"]):
        return last["what"]
    nameless = not names.is_named(focus.papers[0]) and names.in_title(topic, focus.papers[0])
    return topic if nameless and is_plural(topic) else ""


def both_here(asked: Asked) -> Understood | None:
    """ "Is A harder than B?", of both of which the paper at hand speaks: asked of it."""
    found = compared_sides(bare(asked.text), _SIDES)
    if not found or len(found.sides) < _SIDES:
        return None
    focus = _of_both(asked, found.sides)
    if focus is None or set(asked.names.mentioned(asked.text)) - set(focus.papers):
        return None
    text = placed_in(_unlinked(asked.text), focus.name)
    return replace(asked.about(text, focus.papers, f"about {focus.name}"), within=True)


def _of_both(asked: Asked, sides: Sequence[str]) -> Focus | None:
    """The focus on the paper at hand if it has both sides, else on the one of those spoken of that has them."""
    focus, names = asked.focus, asked.names
    if (
        len(focus.papers) == 1
        and not focus.topical
        and all(names.tells_all(focus.papers[0], side) for side in sides)
    ):
        return focus
    holding = [pid for pid in focus.seen if all(names.tells_all(pid, side) for side in sides)]
    return focus.moved_to(holding[0], names) if len(holding) == 1 else None


def definite(asked: Asked) -> Understood | None:
    """ "When was the pledge made?": what the turn before named in full."""
    focus, text = asked.focus, _unlinked(asked.text)
    if asked.names.mentions(text) or any(a.role != "this noun" for a in anaphors(text, asked.names)):
        return None
    full = None if _own_topic(text) else in_full(text, focus.question, asked.names)
    if full is None:
        return None
    named = asked.names.mentions(focus.question) and focus.name.lower() not in full.lower()
    return asked.about(placed_in(full, focus.name) if named else full, focus.about, f"about {focus.name}")


def implied(asked: Asked) -> Understood | None:
    """A question that names nothing but speaks of what was just said: "Is the code available?"."""
    focus = asked.focus
    text = _unlinked(asked.text)
    takes_up = _takes_up(asked)
    if not focus.name or asked.names.mentions(text) or (cues.OF_COLLECTION.search(text) and not takes_up):
        return None
    needed = _NEEDED.match(text) if len(focus.papers) == 1 else None
    if needed and not needed["name"]:
        return asked.about(f"Does {focus.name} need {needed['what']}", focus.about, f"about {focus.name}")
    if text == asked.text and not (_leans(text, focus) or THERE.search(bare(text)) or takes_up):
        return None
    return _about_subject(asked, text)


def _takes_up(asked: Asked) -> bool:
    """Whether a question asks for more of what the one paper at hand has: "what case studies are there?", "why the Y Z?" of its title, "do the old have a higher one?"."""
    if len(asked.focus.papers) != 1 or asked.focus.listed:
        return False
    there = _ARE_THERE.fullmatch(bare(asked.text))
    what = there["what"] if there else ""
    has = asked.names.tells_all(asked.focus.papers[0], what) and not cues.OF_COLLECTION.fullmatch(what)
    phrases = (m[0] for m in _DEFINITE.finditer(asked.text) if len(content_tokens(m[0])) > 1)
    has = has or any(asked.names.titled(phrase) == asked.focus.papers[0] for phrase in phrases)
    return has or _ANOTHER_ONE.search(asked.text) is not None


# "What trials are there?"
_ARE_THERE = re.compile(
    r"(?:what|which|how many) (?P<what>(?!other |more |further )[^,]+?) (?:is|are|was|were) there",
    re.IGNORECASE,
)
# "Do the old have a higher one?": another of what was asked about.
_ANOTHER_ONE = re.compile(r"(?<!than )(?<!there )\ba (?:\w+er|more \w+|less \w+) one\b", re.IGNORECASE)


def _about_subject(asked: Asked, text: str) -> Understood:
    """The question said of the papers in focus; of several it is not thereby a comparison."""
    name = asked.subject
    who = cues.WHO_OF_THEM.match(text) if asked.focus.is_set and not cues.OF_RECORD.match(text) else None
    if who:  # "who uses X?"
        return asked.about(
            f"which of {THESE}{text[who.end() :]}",
            asked.focus.papers,
            f"asked of {asked.listed(asked.focus.papers)}",
        )
    result = asked.about(placed_in(text, name), asked.focus.about, f"about {name}")
    return replace(result, as_typed=asked.focus.is_set)


def leaning(asked: Asked) -> Understood | None:
    """A question that no form gives away, and that yet cannot be understood alone: "what did training cost"."""
    focus = asked.focus
    if asked.leans is None or asked.leans < _LEANS or not focus.name or asked.names.mentions(asked.text):
        return None
    return _about_subject(asked, _unlinked(asked.text))


_DEFINITE = re.compile(r"\bthe\s+(?:\w+\s+)?([\w\-]+)", re.IGNORECASE)
# "And fuel use?": whatever it is of, how much of it there is is asked of the thing at hand.
_AMOUNT = re.compile(
    r"(?:[\w-]+\s+){1,2}(?:use|usage|consumption|costs?|demands?|requirements?|footprint|budget|overhead|savings?|expenses?)",
    re.IGNORECASE,
)
_FEW = 3  # content words; a question with more has a topic
_GENERIC = 2
_YES_OR_NO = re.compile(rf"(?:{AUXILIARIES})\b", re.IGNORECASE)
# "How many patients were enrolled?", "Is the code available?": of what is left to the conversation.
_QUANTITY = re.compile(
    r"(?:how\s+(?:many|much|long|large|big|old|often|far|fast)|what\s+(?:percentage|fraction"
    r"|proportion|share|number))\b"
    r"|(?:is|are|was|were)\s+the\b",
    re.IGNORECASE,
)


def _leans(text: str, focus: Focus) -> bool:
    """Whether the question has no topic of its own, or a definite one that was just spoken of."""
    own = content_tokens(text)
    if not own:
        return True
    if _own_topic(text):
        return False
    known = {token.stem for token in content_tokens(f"{focus.question} {focus.answer}")}
    called = {token.stem for token in content_tokens(focus.name)}
    if _YES_OR_NO.match(text) and len(own) <= _GENERIC and any(token.stem in known for token in own):
        return not any(token.stem in called for token in own)
    quantity = _QUANTITY.match(text)
    if quantity and len(content_tokens(text[quantity.end() :])) <= _GENERIC:
        return True
    definite = {t.stem for m in _DEFINITE.finditer(text) for t in content_tokens(m[0])}
    return bool(definite & known)


def _own_topic(text: str) -> bool:
    """Whether a question brings up so much, or a name, that it stands alone."""
    own = content_tokens(text)
    return len(own) > _FEW or any(text[token.start].isupper() for token in own[1:])


def _unlinked(text: str) -> str:
    """The question without the "and" that it opens with."""
    opening = cues.CONNECTIVE.match(text)
    rest = text[opening.end() :] if opening and not opening["about"] else text
    return sentence(rest)[:-1] + ("?" if text.rstrip().endswith("?") else "") if rest != text else text


def is_name(text: str, names: NameIndex) -> bool:
    """Whether the text is nothing but the name of a paper."""
    mentions = names.mentions(text)
    return len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(text))


RULES: tuple[Rule, ...] = (
    returning,
    superlative,
    of_people,
    narrowed,
    numbered,
    described,
    ordinal,
    told,
    surpassed,
    others,
    widened,
    both_here,
    compared,
    bare_word,
    counted,
    among,
    introduced,
    holding,
    fragment,
    definite,
    referring,
    implied,
    leaning,
)
# These go by signs that a question which stands alone may have as well.
_GUESSES: tuple[Rule, ...] = (fragment, definite, implied)
# These guess which paper of the conversation is meant.
_UNSURE: tuple[Rule, ...] = (ordinal, implied, leaning)
# "Again?", "and what is the difference?": the question before may be what is asked.
_REPEATING: tuple[Rule, ...] = (bare_word, compared)
# A paper that is asked for, "do you have the X paper?", is none of those spoken of.
_OF_ANOTHER: tuple[Rule, ...] = (described, implied, leaning)
# What these add is a paper that the question takes for granted.
_OF_ONE: tuple[Rule, ...] = (fragment, definite, referring, implied, leaning)
_PLURAL = re.compile(
    r"\b(?:they|them|their|theirs|these|those|both|each|all|two|three|compare|compared|differ|differs|different|which)\b",
    re.IGNORECASE,
)
