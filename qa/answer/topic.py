"""What the topic of a list asks for: its content words, their weight, and what else says the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.words import content_tokens, other_spellings, stem

# "Which papers propose a new way to ...": what papers do and make says nothing about what of.
_DO = (
    r"(?:use|us|propos|introduc|develop|creat|evaluat|examin|explor|describ|analy[sz]|investigat|address|tackl|appl"
    r"|consider|present|report|test|discuss|stud|handl|deal|focus|concern|cover|show|have|ha|make|mak|try|bring)"
    r"(?:s|es|ed|ing|y|ies|ied|e)?"
)
_GENERIC = re.compile(
    rf"^(?:(?:that|which|who|are|is|be|being|about|on|where|explicitly|actually|there|to|can|do|does|for|of|in|with"
    rf"|{_DO}(?: (?:on|with|in|at|up|to do))?|their|an?|the|any|some|new|novel|own"
    r"|(?:method|model|approach|technique|work)e?s?) )+(?=\w)",
    re.IGNORECASE,
)
_OR = re.compile(r",? (?:or|and/or) | ?/ ", re.IGNORECASE)
# "Budding instead of grafting": what papers do not do is no evidence for them.
_OTHERWISE = re.compile(r"[ ,]+(?:instead of|rather than|as opposed to|in place of) [^,;?]+", re.IGNORECASE)
# "Grafting or extend it", "use LoRA and build on it": what is done to a thing says nothing without it.
_OR_DO_IT = re.compile(r",? (?:or|and|and/or)(?: to)? [\w-]+(?: [\w-]+)? (?:it|them)\b", re.IGNORECASE)
_SHORT = 6  # words; of a longer topic the parts around "or" do not stand alone
_HYPHENS = re.compile(r"-(?:\w+-)*")  # "vision-language", "text-to-image"
_CLOSE = re.compile(rf"{_HYPHENS.pattern}|\s+")
_Names = Mapping[str, frozenset[frozenset[str]]]
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Topic:
    """``terms`` are the stems in order, ``surfaces`` the words as typed, without a plural.

    ``weights`` is each stem's idf; ``stand_ins`` has, for a stem, the sets of stems that say the
    same where all of them are there: "moe" for "mixture" within "mixture of experts". ``tied`` are the
    neighbours that a hyphen joins.
    """

    text: str
    terms: tuple[str, ...]
    surfaces: tuple[str, ...]
    weights: Mapping[str, float]
    stand_ins: _Names
    tied: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(
        cls, text: str, idf: Callable[[str], float], short_forms: Iterable[tuple[str, frozenset[str]]]
    ) -> Topic:
        """The topic in the words of a collection, of which ``short_forms`` are (short, long form)."""
        tokens = content_tokens(text)
        terms = tuple(token.stem for token in tokens)
        known = set(terms)
        stand_ins: dict[str, set[frozenset[str]]] = {term: set() for term in terms}
        for short, long_form in short_forms:
            if short in known:
                stand_ins[short].add(long_form)
            if long_form <= known:
                for term in long_form:
                    stand_ins[term].add(frozenset((short,)))
        for token in tokens:
            stand_ins[token.stem].update(
                frozenset((stem(other),)) for other in other_spellings(token.surface)
            )
        for a, b in pairwise(tokens):
            joined = frozenset((stem(a.surface + b.surface),))
            stand_ins[a.stem].add(joined)
            stand_ins[b.stem].add(joined)
        return cls(
            text,
            terms,
            tuple(singular(token.surface) for token in tokens),
            {term: idf(term) for term in terms},
            {term: frozenset(sets) for term, sets in stand_ins.items()},
            tied_pairs(text, _HYPHENS),
        )

    def share(self, present: Mapping[str, float]) -> float:
        """The share of the terms' weight that is present, each term to a degree from 0 to 1."""
        total = sum(self.weights.values())
        held = sum(weight * self._degree(term, present) for term, weight in self.weights.items())
        return held / total if total else 0.0

    def exact(self, surfaces: Iterable[str]) -> float:
        """The share of the weight whose word is there as typed, not only by its stem."""
        there = set(surfaces)
        weights = [self.weights[term] for term in self.terms]
        held = sum(
            weight
            for weight, surface in zip(weights, self.surfaces, strict=True)
            if surface in there or not there.isdisjoint(other_spellings(surface))
        )
        return held / sum(weights) if sum(weights) else 0.0

    def phrase(self, tied: Pairs, near: Pairs, present: Mapping[str, float]) -> float:
        """The share of neighbouring terms that are neighbours there as well, or have one name together.

        A word may stand between those of ``near``; what a hyphen joins is to be ``tied`` there as well.
        """
        if len(self.terms) < 2:
            return self.share(present)
        wanted = list(pairwise(self.terms))
        weights = [self.weights[a] + self.weights[b] for a, b in wanted]
        held = sum(
            weight
            for (a, b), weight in zip(wanted, weights, strict=True)
            if self._side_by_side(a, b, tied if (a, b) in self.tied else near)
            or self._one_name(a, b, present)
        )
        return held / sum(weights) if sum(weights) else 0.0

    def _degree(self, term: str, present: Mapping[str, float]) -> float:
        others = (min(present.get(stem_, 0.0) for stem_ in others) for others in self.stand_ins[term])
        return max((present.get(term, 0.0), *others))

    def _side_by_side(self, a: str, b: str, pairs: Pairs) -> bool:
        return any((x, y) in pairs or (y, x) in pairs for x in self._forms(a) for y in self._forms(b))

    def _forms(self, term: str) -> Iterable[str]:
        """The term and the single words that say the same."""
        return (term, *(word for name in self.stand_ins[term] if len(name) == 1 for word in name))

    def _one_name(self, a: str, b: str, present: Mapping[str, float]) -> bool:
        names = self.stand_ins[a] & self.stand_ins[b]
        return any(len(name) == 1 and name <= present.keys() for name in names)


def tied_pairs(text: str, tie: re.Pattern[str] = _CLOSE) -> Pairs:
    """The stems of neighbouring words that a space or hyphens tie together: not "computers and brains"."""
    tokens = content_tokens(text)
    return frozenset((a.stem, b.stem) for a, b in pairwise(tokens) if tie.fullmatch(text[a.end : b.start]))


def without_generic(text: str) -> str:
    """The topic without what papers do and make: "use GSM8K" is about GSM8K."""
    return _GENERIC.sub("", text) or text


def alternatives(text: str) -> Sequence[str]:
    """The topic without generic words; of a short "x or y", also x and y alone."""
    whole = without_generic(_OTHERWISE.sub("", _OR_DO_IT.sub("", text)))
    parts = [_GENERIC.sub("", part) for part in _OR.split(whole)]
    sizes = {len(content_tokens(part)) for part in parts}
    alone = len(parts) > 1 and len(sizes) == 1 and 0 not in sizes and len(whole.split()) <= _SHORT
    return tuple(dict.fromkeys((whole, *parts))) if alone else (whole,)


def singular(word: str) -> str:
    """A word without the ending of a plural; good enough to compare, not to read."""
    if len(word) > 4 and word.endswith("es"):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
