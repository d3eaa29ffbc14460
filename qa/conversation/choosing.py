"""Questions that pick from what was shown: "[2]", "the second one", "which is newest?", "back to X"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.asked.grammar import NUMBERS
from qa.conversation import cues
from qa.conversation.asked import Asked, Understood, placed_in
from qa.conversation.clause import AUXILIARIES, bare, clause_of, kind_of
from qa.conversation.focus import THESE, Choice, Focus
from qa.conversation.items import items_in
from qa.conversation.pronouns import anaphors, explained, replaced
from qa.words import content_tokens, stem

# "When was the one about tea published?", "what did the one on tea find?"
_DONE = r"\w+ed|written|find|show|say|report|conclude|use|do|study|mean|appear"
_DESCRIBED = re.compile(
    r"(?:\bthe\s+|^(?:(?:and|ok|okay|so|but)\s+)?(?=[\w-]+ (?:one|paper)\s*(?:[:,]|[–—-]\s)))(?P<what>(?!first\b|second\b|third\b|last\b|former\b|latter\b|earlier\b|previous\b|prior\b|other\b|same\b|next\b|new\b"
    r"|proposed\b)[\w\-]+(?:\s+[\w\-]+)?)"
    r"\s+(?:one|paper|study|trial|article|work)\b(?!\s+(?:of|that|which|by|for)\b)"
    r"|\bthe\s+(?:one|paper|study|trial|article)\s+(?:on|about|with"
    rf"|from|that)\s+(?:(?:an?|the)\s+)?(?P<on>[\w\-]+(?:\s+(?!(?:{_DONE})\b)[\w\-]+)?)(?=\s*[?,:]|\s+(?:{_DONE})\W*$|$)",
    re.IGNORECASE,
)


_PAIR = 2
_OPENING = re.compile(r"(?:(?:and|but|so|ok|okay|now|just)\b[,\s]*)*", re.IGNORECASE)
_AS = re.compile(r"\bas\s+$", re.IGNORECASE)  # "what did it use as the strong one?": no paper
_A_THING = re.compile(r"\bone$", re.IGNORECASE)
_APPOSED = re.compile(r"\b(?:the|that)\s+(?:other|first|second|third|last)(?:\s+one)?,\s*$", re.IGNORECASE)
_APPOSITION = re.compile(r"^,\s*the\s+(?:[\w-]+\s+){1,3}?(?:paper|one|study|article)\b", re.IGNORECASE)
_A_PAPER = re.compile(r"\s*(?:paper|article|study|abstract|publication|report)?$", re.IGNORECASE)


def numbered(asked: Asked) -> Understood | None:
    """ "What about [2]?": citation numbers of the conversation."""
    ids: list[str] = []

    def name(match: re.Match[str]) -> str:
        paper_id = asked.focus.numbers.get(int(match["a"] or match["b"] or match["c"]))
        if paper_id is None:
            return match[0]
        ids.append(paper_id)
        return asked.names.spoken(paper_id)

    text = cues.NUMBERED.sub(name, asked.text)
    if not ids:
        return None
    return _picked(asked, text, ids, f"the number stands for {asked.listed(ids)}")


def ordinal(asked: Asked) -> Understood | None:
    """ "What does the second one do?": one of the things shown last."""
    match = cues.ORDINAL_FIRST.match(asked.text) or cues.ORDINAL.search(asked.text) or _counted(asked)
    if not match:
        return None
    both = _side_by_side(asked)
    if both:
        return both
    choice = _chosen(asked, match["which"].lower(), match["noun"] or "")
    if choice is None:
        return None
    against = _measured_against(asked, match, choice)
    if against:
        return against
    note = f'"{match[0]}" is {choice.name}'
    before = next((c.name for c in asked.focus.choices if c.name in asked.focus.question), "")
    # "And the second?": what was asked of the first.
    if before and not choice.is_paper and _is_alone(asked, match):
        text = asked.focus.question.replace(before, choice.name)
        return asked.about(text, [choice.paper_id], note)
    text = _put(
        asked, asked.text[: match.start()], choice.name, _APPOSITION.sub("", asked.text[match.end() :])
    )
    name = asked.names.spoken(choice.paper_id)
    if not choice.is_paper and not asked.names.mentions(text) and name.lower() not in text.lower():
        text = f"{bare(text)} in {name}"
    return _picked(asked, text, [choice.paper_id], note)


def _is_alone(asked: Asked, match: re.Match[str]) -> bool:
    """Whether there is nothing but the place: "and the second?"."""
    return not content_tokens(f"{asked.text[: match.start()]} {asked.text[match.end() :]}")


def _put(asked: Asked, before: str, name: str, rest: str) -> str:
    """A name in its place; what stands first and is then asked about, "the second one, does it ...?", where the pronoun is."""
    clause = rest.lstrip(" ,:;.–—-")
    if clause == rest.lstrip() or not _OPENING.fullmatch(before):
        return f"{before}{name}{rest}"
    found = anaphors(clause, asked.names)
    short = cues.OPENS_CLAUSE.match(clause) and not clause_of(clause)  # "which tasks?"
    return (
        replaced(clause, found, name)
        if found
        else placed_in(clause, name)
        if short
        else f"{before}{name}{rest}"
    )


def _side_by_side(asked: Asked) -> Understood | None:
    """ "Which should I take, the first or the second?": of both."""
    places = list(cues.ORDINAL.finditer(asked.text))
    chosen = [_chosen(asked, place["which"].lower(), place["noun"] or "") for place in places]
    both = [choice for choice in chosen if choice is not None and choice.is_paper]
    if len(places) != _PAIR or len({choice.paper_id for choice in both}) != _PAIR:
        return None
    text = asked.text
    for place, choice in reversed(list(zip(places, both, strict=True))):
        text = f"{text[: place.start()]}{choice.name}{text[place.end() :]}"
    note = ", ".join(f'"{place[0]}" is {choice.name}' for place, choice in zip(places, both, strict=True))
    return _picked(asked, text, [choice.paper_id for choice in both], note)


def _measured_against(asked: Asked, match: re.Match[str], choice: Choice) -> Understood | None:
    """ "Is it faster than the first one?": of the paper at hand and the other one."""
    before, focus = asked.text[: match.start()], asked.focus
    found = anaphors(before, asked.names)
    if not found or len(focus.papers) != 1 or choice.paper_id in focus.papers:
        return None
    text = f"{replaced(before, found, focus.name)}{choice.name}{asked.text[match.end() :]}"
    note = f'"{before[found[0].start : found[0].end]}" is {focus.name}, "{match[0]}" is {choice.name}'
    return asked.about(text, (*focus.papers, choice.paper_id), note)


def _counted(asked: Asked) -> re.Match[str] | None:
    """ "The second strategy", where strategies were asked for."""
    match = cues.ORDINAL_NOUN.search(asked.text)
    wanted = {token.stem for token in content_tokens(asked.focus.question)}
    return match if match and stem(match["noun"].lower()) in wanted else None


def ordinal_paper(focus: Focus, text: str, shown: bool = True) -> str | None:
    """The paper that "the first (paper)" is: of those shown, if ``shown``, else of those cited in the conversation."""
    match = cues.ORDINAL.search(f"{text}?")
    at = cues.ORDINALS.get(match["which"].lower()) if match else None
    if match is None or at is None or not _A_PAPER.fullmatch(match["noun"] or ""):
        return None
    chosen = [choice.paper_id for choice in focus.choices if choice.is_paper and shown]
    papers = chosen or [focus.numbers[number] for number in sorted(focus.numbers)]
    return papers[at] if -len(papers) <= at < len(papers) else None


def _chosen(asked: Asked, which: str, noun: str) -> Choice | None:
    wanted = None if noun.strip() else _things_wanted(asked.focus)
    if wanted and which in cues.ORDINALS:  # "the two problems it solves": the first of these, named or not
        things = _told_apart(asked)
        return things[cues.ORDINALS[which]] if len(things) == wanted > cues.ORDINALS[which] else None
    one = noun.strip().lower() == "one"
    if _A_PAPER.fullmatch("" if one else noun) and not _offers(asked):
        paper_id = _of_those_apart(asked.focus, which)
        if paper_id:
            return Choice(asked.names.spoken(paper_id), paper_id)
    if which in cues.BEFORE:
        older = _of_that_age(asked, latest=False) if which == "earlier" else None
        older = older or (_other_paper(asked.focus) if len(asked.focus.shown) == _PAIR else None)
        return Choice(asked.names.spoken(older), older) if older and older not in asked.focus.papers else None
    a_paper = _A_PAPER.fullmatch("" if one else noun)
    near = asked.focus.nearest if a_paper and (asked.focus.declined_list or not asked.focus.choices) else ()
    shown = _choices_of(asked, near) or (_papers_shown(asked) if a_paper else ())
    choices = shown or asked.focus.choices or (() if one else _told_apart(asked))
    noun = "" if one else noun
    if _A_PAPER.fullmatch(noun) and (noun or not choices) and not any(choice.is_paper for choice in choices):
        paper_id = ordinal_paper(asked.focus, f"the {which}{noun}")
        return Choice(asked.names.spoken(paper_id), paper_id) if paper_id else None
    another = _other_paper(asked.focus) if which == "other" else None
    if another:
        return Choice(asked.names.spoken(another), another)
    if which == "other":
        current = set(asked.focus.papers[:1])
        left = [
            c for c in choices if (c.paper_id not in current or not c.is_paper) and c.name != asked.focus.name
        ]
        spoken = [c for c in left if c.name.lower() not in asked.focus.question.lower()]
        return (spoken or left)[-1] if left and len(choices) == 2 else None
    at = cues.ORDINALS[which]
    return choices[at] if -len(choices) <= at < len(choices) else None


def _things_wanted(focus: Focus) -> int | None:
    """How many things of the one paper at hand were asked for, if its answer told none apart; None where no number was said."""
    told = focus.choices and not focus.choices[0].is_paper and focus.choices[0].paper_id in focus.papers
    match = _SO_MANY_THINGS.search(focus.question) if len(focus.papers) == 1 and not told else None
    return NUMBERS[match["n"].lower()] if match else None


def _papers_shown(asked: Asked) -> tuple[Choice, ...]:
    """The papers of the last list, where what an answer since enumerates was not asked for."""
    focus = asked.focus
    if not focus.choices or focus.choices[0].is_paper or _FOR_SEVERAL.search(focus.question):
        return ()
    return _choices_of(asked, focus.shown)


def _choices_of(asked: Asked, paper_ids: Sequence[str]) -> tuple[Choice, ...]:
    """Several papers as what may be chosen from; of one there is no second."""
    return tuple(Choice(asked.names.spoken(pid), pid) for pid in paper_ids) if len(paper_ids) > 1 else ()


# "Which two hearings ...?", "what causes ...?"
_NOUN = rf"(?!(?:{AUXILIARIES})\b)"
_FOR_SEVERAL = re.compile(
    rf"\b(?:what|which|how many)\s+(?:(?:is|are|were)\s+)?(?:the\s+)?(?:{_NOUN}[\w-]+\s+){{0,2}}?{_NOUN}[\w-]{{2,}}[^s\W]s\b",
    re.IGNORECASE,
)


def _offers(asked: Asked) -> bool:
    """Whether the last answer has several things to choose from: papers, or things of a paper that were asked for."""
    choices = asked.focus.choices
    return len(choices) > 1 and (choices[0].is_paper or asked.focus.offered)


def _of_those_apart(focus: Focus, which: str) -> str | None:
    """Of the papers talked about one at a time the first, the last, or the one before the one at hand."""
    apart = focus.apart
    if which in cues.BEFORE or which == "other":
        return focus.discussed[-2] if apart else None
    at = cues.ORDINALS[which]
    return apart[at] if apart and -len(apart) <= at < len(apart) else None


def _other_paper(focus: Focus) -> str | None:
    """Beside the paper spoken of: the one of two, the one before it, or the first of several that were shown."""
    shown, current = focus.shown, focus.papers[:1]
    if not current or current[0] not in shown:
        return None
    left = [paper_id for paper_id in shown if paper_id != current[0]]
    before = [paper_id for paper_id in focus.discussed[:-1] if paper_id in left]
    if len(shown) > 2 and any(not choice.is_paper for choice in focus.choices):
        return None
    return next(iter(before[::-1] or left), None)


def _told_apart(asked: Asked) -> tuple[Choice, ...]:
    """What the paper at hand tells apart, where the answer did not quote it."""
    papers = asked.focus.papers
    if len(papers) != 1:
        return ()
    items = items_in(asked.focus.question, asked.names.abstract(papers[0]))
    return tuple(Choice(item, papers[0], is_paper=False) for item in items)


def described(asked: Asked) -> Understood | None:
    """ "How does the pruning one work?": the paper of the conversation that the words describe."""
    match = _DESCRIBED.search(asked.text)
    if not match or asked.names.mentions(asked.text) or _AS.search(asked.text[: match.start()]):
        return None
    what = match["what"] or match["on"]
    if cues.MOST.fullmatch(what) and not _AGE.fullmatch(what):  # "the best one" of what was spoken of
        return None
    paper_id = _of_the_year(asked, what) or asked.names.described(what, asked.focus.seen)
    if paper_id and not asked.names.tells_all(paper_id, what):  # another may have them all
        paper_id = asked.names.titled(what) or asked.names.told_by(what) or paper_id
    paper_id = paper_id or asked.names.titled(what) or _of_another_study(asked, match)
    if paper_id is None:
        return None
    name = asked.names.spoken(paper_id)
    of_it = (paper_id,) == asked.focus.papers and not asked.names.in_title(what, paper_id)
    opens = _OPENING.fullmatch(asked.text[: match.start()])
    if of_it and _A_THING.search(match[0]) and not (opens and bare(asked.text[match.end() :])):
        said = f"what about {match[0]}" if opens else asked.text  # "how small was the tiny one?"
        return asked.about(placed_in(said, name), (paper_id,), f"about {name}")
    text = _put(asked, _APPOSED.sub("", asked.text[: match.start()]), name, asked.text[match.end() :])
    return _picked(asked, text, [paper_id], f'"{match[0]}" is {name}')


def _of_another_study(asked: Asked, match: re.Match[str]) -> str | None:
    """ "And in the strawberry study, which ...?": the one paper of the collection that has the word, where that opens the question."""
    what, opens = match["what"] or "", _LEADS.fullmatch(asked.text[: match.start()])
    return asked.names.told_by(what) if opens and not _PART.match(what) else None


def _of_the_year(asked: Asked, what: str) -> str | None:
    """ "The 2020 one", "the more recent one": of the papers shown the only one of that year, else of those spoken of."""
    age = _AGE.fullmatch(what)
    if age:
        return _of_that_age(asked, latest=age["old"] is None)
    if not _YEAR.fullmatch(what):
        return None
    for papers in (asked.focus.shown, asked.focus.seen):
        found = [paper_id for paper_id in papers if asked.names.year(paper_id) == int(what)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _of_that_age(asked: Asked, latest: bool) -> str | None:
    """The newest or the oldest of several papers shown, if the years of all are recorded."""
    ids = asked.focus.several
    years = [(year, paper_id) for paper_id in ids if (year := asked.names.year(paper_id)) is not None]
    if not years or len(years) < len(ids):
        return None
    wanted = (max if latest else min)(year for year, _ in years)
    found = [paper_id for year, paper_id in years if year == wanted]
    return found[0] if len(found) == 1 else None


def among(asked: Asked) -> Understood | None:
    """ "Which of these is fastest?", "do both release code?": all that was shown or talked about."""
    counted = _SO_MANY.search(asked.text)
    latest = asked.focus.latest(NUMBERS[counted["n"].lower()]) if counted and not asked.focus.is_set else ()
    ids = latest or asked.focus.several
    which = cues.WHICH_ONE.search(asked.text) or _who(asked)
    things = _of_the_things(asked) or _of_both_topics(asked)
    if things:
        return things
    if not ids and asked.focus.declined_list and which and which[0].lower() != "which":  # none were shown
        rest = asked.text[which.end() :].strip()
        return asked.about(f"Which papers {rest}", (), "asked of the whole collection")
    if not ids:
        return _of_the_one_listed(asked, which) or _of_the_topic(asked, which)
    # What compares them names them; what only some of them may meet is asked of each.
    joined = asked.joined(ids) if cues.COMPARATIVE.search(asked.text) else THESE
    note = f"asked of {asked.listed(ids)}"
    if (
        which
        and not explained(asked.text, *which.span(), asked.names)
        and (
            which[0].lower() != "which"
            or (_still_choosing(asked.focus) and not asked.names.mentions(asked.text))
        )
    ):
        return asked.about(
            f"{asked.text[: which.start()]}which of {joined}{asked.text[which.end() :]}", ids, note
        )
    them = cues.OF_THEM.search(asked.text)
    if not them:
        return None
    rest = asked.text[them.end() :].lstrip(" ,:")
    named = asked.names.mentioned(rest)
    if len(named) == 1 and _OF_IT.fullmatch(asked.text[: them.start()]):  # "of those, Y: how does it ...?"
        return asked.about(rest, named, f"about {asked.names.spoken(named[0])}")
    quantity = re.match(r"(all|any|each|either|neither|none|one|some|most|both|how many)\b", them[0].lower())
    joined = THESE if quantity and quantity[1] in _SOME else asked.joined(ids)
    if not (quantity and asked.focus.is_set) and explained(asked.text, *them.span(), asked.names):
        return None
    if not quantity and not asked.focus.is_set and not re.search(r"\b(?:two|both)\b", them[0].lower()):
        return None
    name = f"{quantity[1]} of {joined}" if quantity and quantity[1] != "both" else joined
    return asked.about(f"{asked.text[: them.start()]}{name}{asked.text[them.end() :]}", ids, note)


def _of_both_topics(asked: Asked) -> Understood | None:
    """ "Any on both?" after lists on two topics: the papers that are on the one and on the other."""
    topics = asked.focus.topics
    if len(topics) != _PAIR or not cues.ON_BOTH.fullmatch(bare(asked.text)):
        return None
    return asked.about(
        f"Which papers are about {topics[0]} and {topics[1]}", (), "both topics asked about before"
    )


def _of_the_things(asked: Asked) -> Understood | None:
    """ "Which ones were tested?" after "Do statins lower risk?": which statins, in the paper that answered."""
    match, focus = cues.WHICH_ONES.match(bare(asked.text)), asked.focus
    if match is None or len(focus.papers) != 1 or focus.listed or THESE in focus.question:
        return None
    clause, named = clause_of(focus.question), bool(asked.names.mentions(focus.question))
    asking = _ASKED_THINGS.search(bare(focus.question)) if clause is None else _ASKED_THINGS.match(clause.wh)
    things = asking.string[asking.end() :] if asking else ""
    if clause and not things and not named and match["ones"]:
        things = clause.rest.split()[0]
    if not things or kind_of(things) != "plural" or len(things.split()) > _SHORT_THING:
        return None
    rest = match["rest"]
    text = placed_in(f"Which of the {things} {rest}", focus.name) if named else f"Which {things} {rest}"
    return asked.about(text, focus.papers, f"about {asked.listed(focus.papers)}")


def _who(asked: Asked) -> re.Match[str] | None:
    """ "Who trained it on Y?" while papers are chosen from: which of them did."""
    choosing = _still_choosing(asked.focus) and not asked.focus.matter
    if not choosing or asked.names.mentions(asked.text) or not anaphors(asked.text, asked.names):
        return None
    of_record = cues.OF_RECORD.match(asked.text) or cues.RIVALS.search(asked.text)
    return None if of_record else cues.WHO_OF_THEM.match(asked.text)


def _still_choosing(focus: Focus) -> bool:
    """Whether the papers shown are still what is asked of, though one of them may have been the answer."""
    return focus.is_set or THESE in focus.question


def narrowed(asked: Asked) -> Understood | None:
    """ "Just the ones after 2010": of those shown, the ones that meet a condition."""
    match = cues.NARROWED.match(bare(asked.text))
    ids = asked.focus.several
    if not match or not ids:
        return None
    clause = _RELATIVE.sub("", match["rest"])
    rest = clause if clause != match["rest"] else f"are {clause}"
    return asked.about(f"Which of {THESE} {rest}", ids, f"asked of {asked.listed(ids)}")


_RELATIVE = re.compile(r"^(?:that|which|who)\s+", re.IGNORECASE)


def _of_the_one_listed(asked: Asked, which: re.Match[str] | None) -> Understood | None:
    """ "Which of them study X?" after a list of one paper: whether it does."""
    focus = asked.focus
    rest = asked.text[which.end() :].strip() if which and which[0].lower() != "which" else ""
    if not (rest and focus.listed and len(focus.papers) == 1) or asked.names.mentions(asked.text):
        return None
    name = asked.names.spoken(focus.papers[0])
    opened = _BE.match(rest)
    text = f"{opened[0]} {name}{rest[opened.end() :]}" if opened else f"Does {name} {rest}"
    return asked.about(text, focus.papers, f"asked of {name}")


def _of_the_topic(asked: Asked, which: re.Match[str] | None) -> Understood | None:
    """ "Which one needs no data?" after a question on a topic that one paper answered: of the papers on the topic."""
    focus, names = asked.focus, asked.names
    literally = which is not None and which[0].lower().startswith("which one")
    if (
        which is None
        or not literally
        or len(focus.cited) != 1
        or names.mentions(f"{focus.question} {asked.text}")
    ):
        return None
    ids = names.sharing(focus.question, focus.cited[0])
    if not 1 < len(ids) <= ON_A_TOPIC:
        return None
    text = f"{asked.text[: which.start()]}which of {THESE}{asked.text[which.end() :]}"
    return asked.about(text, ids, f"asked of {asked.listed(ids)}")


_LEADS = re.compile(rf"{cues.LINKS}(?:in|for|from)\s+", re.IGNORECASE)
# What one paper may consist of, and what tells several apart.
_PART = re.compile(
    r"(?:ablation|pilot|case|user|cohort|field|follow-?up|simulation|original|whole|full|present|current"
    r"|(?:small|larg|old|new|earli|lat|short|long|bigg|bett)er)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?:more|most) recent|newer|newest|latest|later|(?P<old>older|oldest)", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SO_MANY = re.compile(r"\b(?:of|all)\s+(?:the|these|those)\s+(?P<n>three|four|five)\b", re.IGNORECASE)
# "What are the two problems that it solves?"
_SO_MANY_THINGS = re.compile(
    rf"\b(?:what|which)\s+(?:(?:is|are|were)\s+)?(?:the\s+)?(?P<n>two|three|four|five)\s+(?!(?:{cues.WORKS})s\b|studies\b|of\b)[a-z]",
    re.IGNORECASE,
)
_ASKED_THINGS = re.compile(r"\b(?:which|what)\s+(?=\w)", re.IGNORECASE)
_SHORT_THING = 3  # words
ON_A_TOPIC = 8  # papers; a word that more of them have is no topic
_SOME = ("any", "none", "some", "most", "how many", "one", "either", "neither")
_BE = re.compile(r"(?:is|was|has|does|did|can)\b", re.IGNORECASE)
_OF_IT = re.compile(r"(?:(?:and|so|but|ok|okay),? )?(?:of|from|among|out of) ", re.IGNORECASE)


def _picked(asked: Asked, text: str, ids: list[str], note: str) -> Understood:
    """The text about these papers; a bare name asks what was asked before."""
    short = cues.unopened(bare(text))
    named = " and ".join(asked.names.spoken(pid) for pid in ids)
    if re.sub(r"^(?:for|with|on|in|by)\s+", "", short.lower()) == named.lower():
        text = f"What does {named} do" if not asked.focus.question else same_of(asked, named)
    elif not asked.names.mentions(short) or cues.OPENS_CLAUSE.match(short):
        text = short
    return asked.about(text, [*ids, *asked.names.mentioned(text)], note)


def same_of(asked: Asked, name: str) -> str:
    """The previous question asked of another paper, if it was asked of one."""
    mentions = asked.names.mentions(asked.focus.question)
    if len(mentions) != 1:
        return f"Tell me about {name}"
    before = asked.focus.question[: mentions[0].start].removesuffix('"')
    tail = re.sub(r"^(?:[^\w\s\"]*\"|\+*(?:-\d+)?)", "", asked.focus.question[mentions[0].end :])
    return f"{before}{name}{tail}"
