"""Questions that go beyond the papers at hand: "who else does that?", "how does it compare with X?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.conversation import cues
from qa.conversation.asked import Asked, Understood, enumerated
from qa.conversation.clause import AUXILIARIES, PREPOSITIONS, bare, clause_of, is_order, put_in
from qa.conversation.definite import told_name
from qa.conversation.pronouns import Anaphor, anaphors, replaced
from qa.words import content_tokens

_LIST_QUESTION = re.compile(
    r"^(?P<which>which|what|are\s+there(?:\s+any)?|list|find|show(?:\s+me)?)\s+(?:all\s+"
    r"|the\s+)?(?:other\s+)?"
    r"(?P<noun>papers|works?|studies|methods|approaches|trials|abstracts|articles)\b\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_ANYTHING_ELSE = re.compile(
    rf"(?:is\s+there\s+)?(?:anything|something|everything|what)\s+else(?:\s+{cues.THERE})?(?=\s+(?:on|about|regarding|like|for|with|in)\b)",
    re.I,
)
_OTHER_KIND = re.compile(
    rf"^{cues.LINKS}(?:(?:which|what|are\s+there(?:\s+any)?|any)\s+)?other\s+(?P<kind>[\w\-]+(?:\s+[\w\-]+)?)\s+(?P<noun>papers|works|studies)"
    r"(?:\s+(?:are\s+there|exist|do\s+you\s+have))?(?=\s*[?.]|$)",
    re.I,
)
# "Does a follow-up apply this to X?", "is there later work that uses it?"
_FOLLOW_UP = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:(?:does|do|did|has|have|can|could)\s+|(?:is|are)\s+there\s+)?(?:(?:an?|any|some)\s+)?"
    r"(?:any(?:one|body)(?:\s+else)?(?=.*\bthe\s+same\b)|follow-?ups?(?:\s+(?:papers?|works?|stud(?:y|ies)))?|(?:later|subsequent|newer|more\s+recent|another)\s+(?:papers?|works?|stud(?:y|ies)))"
    r"\s+(?P<that>(?:that|which)\s+)?(?P<rest>.+)$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"\b(?:it|this|that|these|the\s+same)\b(?:\s+(?:{cues.WORKS}|idea|trick|thing)\b)?(?=\s+(?:{PREPOSITIONS})\b|\W*$)",
    re.IGNORECASE,
)
_COMPARED = 6  # papers
_ALIKE = re.compile(r"\b(?:similar|related)\b", re.I)
_WHO_ELSE = re.compile(r"^\s*(?:who|what|which|anyone|anybody|someone)\s+else\b", re.IGNORECASE)
# "Who else worries about X?"; of what they do to what was spoken of the question itself tells.
_WHO_ELSE_DOES = re.compile(
    rf"^(?:(?:and|but|so)\s+)?who\s+else\s+(?P<does>(?!(?:{AUXILIARIES})\b)[a-z]+[^\Ws]s\s+.+)$",
    re.IGNORECASE,
)
# "Does any other paper use its own X?"
_ANOTHER_ITS_OWN = re.compile(
    rf"^(?:(?:and|but|so)\s+)?(?:do|does|did)\s+any\s+other\s+(?:{cues.WORKS})s?\s+(?P<does>\w+)\s+(?:its|their)\s+own\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(r"(?:this|that|these|those)(?:\s+[\w-]+){1,3}", re.IGNORECASE)
_PLURAL_VERB = re.compile(r"^(beat|outperform|surpass|improve)e?s\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"^(?:what|which|how\s+(?:much|many))\s+(?P<noun>(?!(?:do|does|did|can|could)\s)[\w\-]+(?:\s+[\w\-]+){0,3}?)\s+(?:do|does|did"
    r"|can|could)\s",
    re.I,
)


def surpassed(asked: Asked) -> Understood | None:
    """ "What beats X?", "who fixed that?": other papers, not X itself."""
    match, focus = cues.SURPASSED.match(asked.text), asked.focus
    if not match:
        return None
    named = asked.names.mentions(match["what"])
    found = anaphors(match["what"], asked.names)
    if len(named) == 1 and (named[0].start, named[0].end) == (0, len(match["what"])):
        name, left = match["what"], named[0].paper_ids
    elif _all_points(match["what"], found) and focus.name and len(focus.papers) == 1:
        name, left = focus.name, () if focus.topical else focus.papers
    else:
        return None
    note = f"leaving out {asked.listed(left)}" if left else ""
    return asked.about(f"Which other papers {_doing(match)} {name}", (), note, left)


def _all_points(what: str, found: Sequence[Anaphor]) -> bool:
    """Whether all of a phrase stands for what was spoken of: "it", "that trick", "that drop-and-rescale trick"."""
    return bool(found and found[0].end == len(what)) or _DEMONSTRATIVE.fullmatch(what) is not None


def _doing(match: re.Match[str]) -> str:
    """What the others do: "beat"; that they mend something is said as that they improve on it."""
    if match["better"]:
        return "outperform"
    return _PLURAL_VERB.sub(r"\1", match["beats"] or "improve on")


def others(asked: Asked) -> Understood | None:
    """ "Who else does that?": the same asked of the rest of the collection."""
    following = _following(asked)
    if following:
        return following
    alike = _alike(asked)
    if alike:
        return alike
    plain = _ANYTHING_ELSE.sub("Which other papers are", asked.text)
    plain = _OTHER_KIND.sub(r"Which other \g<noun> are about \g<kind>", plain)
    plain = _WHO_ELSE_DOES.sub(lambda who: f"Which other papers {_doing_it(who['does'])}", plain)
    plain = _ANOTHER_ITS_OWN.sub("Which other papers \\g<does>", plain)
    match = cues.OTHERS.search(plain)
    if not match:
        return None
    focus = asked.focus
    changed, asked = plain != asked.text, replace(asked, text=plain)
    again = bool(re.search(r"\bother\b|\belse\b|\bmore\b", focus.question))
    shown = dict.fromkeys([*focus.papers, *focus.cited, *(focus.seen if again else ())])
    exclude = tuple(shown)
    note = f"leaving out {asked.listed(exclude)}" if exclude else ""
    found = anaphors(asked.text, asked.names)
    rest = asked.text[: match.start()] + " " + asked.text[match.end() :]
    spoken = {asked.text[a.start : a.end].lower() for a in found}
    own = [t for t in content_tokens(rest) if t.surface not in spoken and t.surface not in _VERBS]
    if not own and _ALIKE.search(match[0]) and focus.papers:
        return asked.about(on_the_topic(asked, focus.papers[0]), (), note, exclude)
    if not own:
        return asked.about(_again(asked), (), note, exclude)
    if found and focus.name:
        name = asked.subject
        if asked.text[found[0].start : found[0].end].lower() in ("that one", "this one"):
            name = told_name(focus.question, focus.answer) or name
        return asked.about(replaced(asked.text, found, name), (), note, exclude)
    return Understood(asked.text, changed, (), exclude, note)


# fmt: off
_VERBS = frozenset((
    "do", "does", "did", "done", "say", "find", "found", "show", "report", "similar", "like",
    "related", "way", "same", "list",
))
# fmt: on


def _following(asked: Asked) -> Understood | None:
    """What other papers do with what the one at hand is about."""
    match, focus = _FOLLOW_UP.match(asked.text), asked.focus
    if not match or not focus.name:
        return None
    rest = match["rest"]
    if not _POINTS.search(rest) or asked.names.mentions(rest):
        return None
    verb = re.match(r"\w+", rest)
    if verb and verb[0].lower() in PREPOSITIONS.split("|"):
        rest = f"are {rest}"
    elif match["that"]:
        rest = _doing_it(rest)
    exclude = focus.about[:1]
    note = f"leaving out {asked.listed(exclude)}" if exclude else ""
    said = _POINTS.sub(lambda _: _spoken_on(asked), rest, count=1)
    return asked.about(f"Which other papers {said}", (), note, exclude)


def _doing_it(rest: str) -> str:
    """What one does as several do it: "worries about X", "worry about X"."""
    plain = re.sub(r"^(\w{2,})ies\b", r"\1y", rest)
    return plain if plain != rest else re.sub(r"^(\w+?)(?:(?<=ss)e|)s\b", r"\1", rest)


def _alike(asked: Asked) -> Understood | None:
    """ "Is there something similar for Y?": papers on what the one at hand is about, under that condition."""
    match, focus = cues.ALIKE.match(asked.text), asked.focus
    if not match or len(focus.papers) != 1 or anaphors(match["rest"], asked.names):
        return None
    topic = focus.name if focus.topical else _within_a_sentence(asked.names.topic(focus.papers[0]))
    said = bare(put_in(topic, match["rest"], asked.names) or f"{topic} {match['rest']}")
    note = f"leaving out {asked.listed(focus.papers)}"
    return asked.about(f"Which other papers are about {_within_a_sentence(said)}", (), note, focus.papers)


def _spoken_on(asked: Asked) -> str:
    """What others would call what the paper at hand is about: its name where they use it, else its topic."""
    focus, names = asked.focus, asked.names
    if not focus.about or set(names.having(focus.name)) - set(focus.about):
        return focus.name
    return _within_a_sentence(names.topic(focus.about[0]))


def _within_a_sentence(topic: str) -> str:
    return topic[:1].lower() + topic[1:] if topic[1:2].islower() else topic


def _again(asked: Asked) -> str:
    """The previous question as one for other papers: "Which other papers do ...?"."""
    question = bare(asked.focus.question)
    listed = _LIST_QUESTION.match(question)
    if listed:
        return f"Which other {listed['noun']} {listed['rest']}"
    if _WHO_ELSE.match(question):
        return question
    predicate = _predicate(asked, question)
    if predicate:
        return f"Which other papers {predicate}"
    if not asked.names.mentions(question) and len(content_tokens(question)) > 2:
        return f"Which other papers tell {question[:1].lower() + question[1:]}"
    papers = asked.focus.papers
    return on_the_topic(asked, papers[0]) if papers else question


def on_the_topic(asked: Asked, paper_id: str) -> str:
    """The question for other papers on what this one is about."""
    topic = _within_a_sentence(asked.names.topic(paper_id))
    return f"Which other papers are about {topic}"


def _predicate(asked: Asked, question: str) -> str:
    """What the paper was said to do: "reach a speedup on Y" of "What speedup does X reach on Y"."""
    clause = clause_of(question)
    if not clause or clause.aux.lower() not in ("do", "does", "did", "can", "could"):
        return ""
    subject = next((m for m in asked.names.mentions(clause.rest) if m.start <= 4), None)
    if not subject:
        return ""
    action = re.sub(r"^[+\-\w.]*\s+", "", clause.rest[subject.end :]).strip()
    measured = _MEASURED.match(question + " ")
    if measured and action:
        verb, _, tail = action.partition(" ")
        action = (
            f"{verb} a {measured['noun']} {tail}"
            if _single(measured["noun"])
            else f"{verb} {measured['noun']} {tail}"
        )
    elif clause.wh.lower() not in ("", "how", "why", "when") or not action:
        return ""
    last = action.split()[-1].lower()
    return "" if last in PREPOSITIONS.split("|") else action


def _single(noun: str) -> bool:
    return not noun.endswith("s") and " " not in noun


def compared(asked: Asked) -> Understood | None:
    """ "How does that compare with X?" -> "Compare Y with X on Z"."""
    match = cues.COMPARE.search(asked.text)
    focus = asked.focus
    apart = cues.COMPARE_ASPECT.match(asked.text)
    if apart and len(focus.several) > 1:
        spoken = enumerated([asked.names.spoken(p) for p in focus.several[:_COMPARED]])
        return asked.about(f"Compare {spoken} on {apart['a'] or apart['b']}", focus.several[:_COMPARED], "")
    if not match or match.start() > 5 or not focus.papers:
        return None
    rival = bare(match["a"] or match["b"] or match["c"] or "")
    aspect = _MEASURED.match(bare(focus.question) + " ")
    # "Compare it with Y", "compare the two", where only one of them was asked for that, is no question of it.
    ordered = is_order(match[0].strip()) and not focus.is_set
    on = f" on {aspect['noun']}" if aspect and not ordered else ""
    if not rival:
        ids = focus.several
        if len(ids) < 2:
            return asked.about(
                f"How does {focus.name} compare with other approaches", (), f'"it" is {focus.name}'
            )
        return asked.about(
            f"Compare {enumerated([asked.names.spoken(p) for p in ids[:_COMPARED]])}{on}", ids, ""
        )
    ids = (*(focus.papers if focus.is_set else focus.papers[:1]), *asked.names.mentioned(rival))
    left = asked.subject
    return asked.about(f"Compare {left} with {rival}{on}", ids, f"{left} is what was asked about before")
