"""The few words that the forms of questions are built from, and how a form is written.

A form is a regular expression over text with single spaces, in which ``<papers>`` stands
for the entry of that name in ``WORDS``. None of the entries belongs to a field of research.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

WORDS = {
    "paper": r"(?:paper|article|study|abstract|publication|work|preprint|manuscript|report|trial"
    r"|experiment)",
    "work": r"(?:<paper>|method|approach|model|system|tool)",
    "papers": r"(?:papers|articles|studies|abstracts|works|publications|preprints|authors|researchers"
    r"|groups|teams"
    r"|trials|entries|records|titles|paper\(s\)|research(?!ers))",
    "record": r"(?:papers?|abstracts?|articles?|stud(?:y|ies)|works?|publications?|records?|titles?|entries"
    r"|documents?|ones)",
    # What papers contribute: "which methods do x?" asks for all of them, "which layers ...?" for a fact.
    "made": r"(?:methods|approaches|techniques|algorithms|models|systems|frameworks|tools|schemes"
    r"|strategies"
    r"|architectures|solutions|ideas|tricks|interventions|treatments|therapies|drugs|programmes|programs"
    r"|policies"
    r"|experiments|surveys|theories|proposals|benchmarks|datasets|data sets|corpora)",
    "collection": r"(?:collection|corpus|library|database|data ?base|data ?set|set|index|list|folder"
    r"|archive|bibliography)",
    "here": r"(?: (?:(?:in|of|by|from|within|across|among|amongst) (?:(?:all )?(?:of )?(?:the|this|that|your"
    r"|our|my|these"
    r"|those)(?: (?:whole|entire|current))?(?: (?:paper|abstract))? (?:<collection>|papers|abstracts)"
    r"|these|those"
    r"|them|here|there|it)|here|in total|altogether|in all|overall|at all|anywhere|currently|there"
    r"|(?:that )?(?:do )?you (?:have|hold|know(?: of)?)))*",
    "ask": r"(?:(?:give|show|list|count|find|get|name|enumerate|recommend|suggest|fetch|search|look|point|want"
    r"|need|print"
    r"|display|i (?:need|want|would like)|i'?m (?:looking|searching|after)|looking|searching)(?: (?:me|us"
    r"|up|for|to|at))* (?:(?:the|an?|your|full|complete) )*(?:(?:list|set|overview|selection) of )?)",
    "all": r"(?:(?:all|every|any|some|the|a|an|each|other|more|of|me|recent|relevant|good|existing"
    r"|similar|further) )*",
    "about": r"(?:on|about|regarding|concerning|around|related to|relating to|relevant to|dealing with"
    r"|touching on"
    r"|covering|to do with|for|in|with|of)",
    "aux": r"(?:do|does|did|is|are|was|were|has|have|had|can|could|should|would|will)",
    "wh": r"(?:what|which|who|whom|whose|when|where|why|how)",
    "is": r"(?:'s|s| is| are| was| were)",
    "more": r"(?:more|less|fewer|better|worse|most|least|best|worst|first|last|\w{2,}er|\w{2,}est)",
    "word_of": r"(?:the |these )?(?:(?:exact|two|three|both) )?(?:words?|phrases?|terms?|strings?|names?|acronyms?|abbreviations?"
    r"|expressions?)",
    "gist": r"(?:(?:brief|short|quick|concise|rough|one-?line|two-?sentence|high-?level|general|small)"
    r" )*(?:summary|overview"
    r"|gist|outline|synopsis|recap|digest|rundown|tl;? ?dr|key (?:points|ideas?|findings|takeaways?"
    r"|message)|main (?:points?"
    r"|ideas?|findings?|contributions?|takeaways?|message|results?|argument|claims?|conclusions?)"
    r"|take-?aways?"
    r"|take-?home(?: message)?|contributions?|essence|substance|bottom line|short version|abridged version|big picture|elevator pitch|one-?liner|wrap-?up|story|central (?:idea|claim|argument)|big"
    r" idea|idea behind)",
    "briefly": r"(?:in (?:brief|short|a nutshell|essence|(?:a few|one|two|three|simple|plain|your own|other|layman'?s|\d+) (?:words?"
    r"|sentences?|lines?|terms"
    r"|english)(?: or (?:so|two|less))?)|briefly|quickly|shortly)",
    "one_paper": r"(?:the .+ <paper>|.+?'s <paper>|(?:the|that|this) (?:<paper>|one) (?:on|about|that|which|by|from|with|called"
    r"|titled|where|introducing|proposing) .+)",
    # What one work does to another.
    "relates": r"(?:(?:extend|beat|outperform|surpass|contradict|outdo)(?:s|es|ed|ing)?"
    r"|(?:supersed|replac|generali[sz]|critici[sz]|challeng|refut|replicat)(?:es?|ed|ing)"
    r"|(?:improv|elaborat|advanc)(?:es?|ed|ing) (?:(?:up)?on|over)|expand(?:s|ed|ing)? (?:up)?on"
    r"|buil(?:[dt]s?|ding) (?:up)?on|go(?:es|ing)? beyond"
    r"|(?:(?:are|is|do|does) )?(?:better|faster|stronger|cheaper|more \w+) than"
    r"|(?:(?:are|is) )?(?:compared?s?(?: (?:themselves|itself))?|inspired|derived|different|based)"
    r" (?:with|to|against|by|from|on|upon))",
    "quote": r"[\"“”«»']",
}
NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
# How many come before it in an order.
RANKS = {
    "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "seventh": 6, "eighth": 7,
    "ninth": 8, "tenth": 9,
}  # fmt: skip
_SLOT = re.compile(r"(?<!\?P)<(\w+)>")


def expand(pattern: str) -> str:
    """The pattern with every ``<name>`` replaced by its words. Raises KeyError for an unknown name."""
    while _SLOT.search(pattern):
        pattern = _SLOT.sub(lambda slot: WORDS[slot[1]], pattern)
    return pattern


@dataclass(frozen=True)
class Form:
    """One way to put a question. ``example`` is a question of this form."""

    example: str
    pattern: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; case does not matter unless it says so."""
        return re.compile(expand(self.pattern), re.IGNORECASE)


def matches(forms: Sequence[Form], text: str) -> Iterator[tuple[Form, re.Match[str]]]:
    """The forms that all of ``text`` has, in the order of the table."""
    for form in forms:
        match = form.regex.fullmatch(text)
        if match:
            yield form, match


def bare(question: str) -> str:
    """A question without its final mark."""
    return question.strip().rstrip("?.! ")
