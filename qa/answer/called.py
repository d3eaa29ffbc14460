"""What things of a kind one paper names: "which language models are mentioned in the pruning paper?"."""

from __future__ import annotations

import re

from qa.answer.choice import MAX_SENTENCES
from qa.answer.described import described
from qa.asked.grammar import expand
from qa.lookup.named import named_beside
from qa.parts import Parts, Work
from qa.types import Passage

# "Which language models are mentioned in the pruning paper?"
_NAMED_IN = re.compile(
    expand(
        r"(?:which|what) (?:[\w-]+ ){0,2}?(?P<kind>[a-z-]+s) (?:are|were) (?:mentioned|named|listed|cited) (?:in|by)"
        r" (?P<paper>the .+? <paper>)\W*"
    ),
    re.IGNORECASE,
)


def called(parts: Parts, work: Work) -> tuple[Passage, ...]:
    """The sentences that give names to things of the kind asked for, of the paper that a question describes."""
    asked = _NAMED_IN.fullmatch(work.text.strip())
    found = described(parts, work, asked["paper"]) if asked else []
    if not (asked and found):
        return ()
    names = named_beside(asked["kind"], [parts.paper(found[0])])
    starts = {span.start for having in names.values() for _, span in having}
    return tuple(each for each in parts.sentences(found[0]) if each.start in starts)[:MAX_SENTENCES]
