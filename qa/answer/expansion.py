"""What a short form stands for: the sentence that introduces it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.asked.expansion import short_forms_asked
from qa.parts import Parts, Work
from qa.types import Passage
from qa.words import abbreviations, letters_in_order


def introducing(parts: Parts, work: Work) -> list[Passage]:
    """The sentences that introduce the short forms asked for; none where none is asked for, or one is introduced nowhere."""
    asked = short_forms_asked(work.text)
    found = [next(_introducing(parts, work, short), None) for short in asked]
    return (
        list(dict.fromkeys(passage for passage in found if passage is not None)) if None not in found else []
    )


def _introducing(parts: Parts, work: Work, short: str) -> Iterator[Passage]:
    """The sentences that say a short form with its words, first of the paper that it names."""
    named = parts.names.mentioned(short)
    ordinals = (o for o in range(len(parts.index.papers)) if work.admits(o))
    for ordinal in sorted(ordinals, key=lambda o: parts.paper(o).id not in named):
        if short in parts.paper(ordinal).abstract:
            yield from (one for one in parts.sentences(ordinal) if introduces(short, one.text))


def introduces(short: str, sentence: str) -> bool:
    """Whether a sentence has "long form (SHORT)", "SHORT (long form)" or "SHORT, long form,"."""
    if short in abbreviations(sentence):
        return True
    within = re.search(rf"(?<!\w){re.escape(short)}s? \(([^()]+)\)", sentence)
    beside = re.search(rf"(?<!\w){re.escape(short)}, ([^(),]+),", sentence)
    said = within[1] if within else beside[1] if beside and beside[1][0].lower() == short[0].lower() else ""
    return len(re.split(r"[\s-]+", said)) > 1 and letters_in_order(short, said)
