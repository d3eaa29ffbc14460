"""Questions for what a short form stands for: "what does ABC stand for?"."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"\b(?:st(?:ands?|ood) for|(?:is|are|'s) \S+ (?:short|an? (?:abbreviation|acronym|initialism)) (?:for|of)|short for"
    r"|(?:abbreviation|acronym|initialism) (?:of|for) what|what\b.*\b(?:abbreviat\w+|acronym|initialism)\b"
    r"|expands? (?:in)?to|expand (?:the |this )?(?:abbreviation|acronym|name|letters)|expansion of|(?:full|long) (?:form|name) of"
    r"|(?:full|long) form|(?:spell(?:ed)?|spelt|write|written) (?:\S+ )?(?:out|in full)|letters? (?:of \S+ )?(?:stand|mean)\w*|unabbreviated)\b",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"\b[A-Za-z][\w-]*[A-Z][\w-]*\b")  # two capitals, or one behind a small letter


def short_forms_asked(text: str) -> tuple[str, ...]:
    """The short forms of which a text asks what they stand for; none where it asks something else."""
    return tuple(dict.fromkeys(_SHORT_FORM.findall(text))) if _ASKED.search(text) else ()
