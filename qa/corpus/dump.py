"""Pages saved as text: titles and abstracts in turn, amid the page's furniture.

No website's words are known here. An abstract is known by its form, and its title is
the line in the same place before it as elsewhere in the file; what recurs, or has the
form of a date, a number, a link or a list of names, is furniture. A text that cannot
be placed is left out with its line; a pairing that is only likely carries a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from qa.corpus import fields
from qa.corpus.blocks import Block, Kind, blocks, sentences
from qa.corpus.fields import Draft, Reading
from qa.corpus.layout import Group, Layout
from qa.corpus.source import Source
from qa.types import Paper

_FEW = 3  # fewer abstracts than this tell nothing about their usual length
_LONGER = 1.25  # times the longest abstract of one paragraph: more than one abstract
_SHORTER = 0.2  # times the median abstract: worth a remark
_BRIEF = 100  # characters of an abstract of one sentence, at least
_BRIEF_TWO = 40  # and of one of two sentences


def read_dump(source: Source) -> Reading:
    """Pairs titles with abstracts; reports every text that did not become part of a paper."""
    groups = _groups(_settled(blocks(source.text)))
    layout = Layout.of(groups)
    limit = _longest(groups)
    drafts: list[Draft] = []
    remarks: list[tuple[int, str]] = []
    for group in groups:
        title, doubt = layout.title(group)
        used = [] if title is None else _abstract(group.prose, limit)
        if title and used:
            abstract = "\n\n".join(block.text for block in used)
            drafts.append(Draft(title.line, "", _paper(title, abstract)))
            remarks += [(title.line, text) for text in _doubts(title, used, doubt)]
        for block in group.prose[len(used) :]:
            remarks.append((block.line, f"no title above {fields.shorten(block.text)}; left out"))
    remarks += _unused(groups, layout)
    remarks += _odd_ones(drafts)
    skipped = [source.skipped(line, reason) for line, reason in sorted(remarks)]
    return Reading(tuple(drafts), tuple(skipped))


def _paper(title: Block, abstract: str) -> Paper:
    return fields.to_paper({"title": [title.text], "abstract": [abstract]})


def _settled(found: Sequence[Block]) -> list[Block]:
    """The blocks, with each SENTENCE that stands where an abstract stands made PROSE."""
    few = sum(block.kind is Kind.PROSE for block in found) < _FEW
    result: list[Block] = []
    for i, block in enumerate(found):
        before = result[-1].kind if result else None
        after = found[i + 1].kind if i + 1 < len(found) else None
        if block.kind is Kind.SENTENCE and before is not None and after is not Kind.PROSE:
            brief = _BRIEF if sentences(block.text) == 1 else _BRIEF_TWO
            if few or (before is not Kind.PROSE and block.size >= brief):
                block = block._replace(kind=Kind.PROSE)
        result.append(block)
    return result


def _groups(found: Sequence[Block]) -> list[Group]:
    """The blocks cut before each line that follows an abstract."""
    groups: list[tuple[list[Block], list[Block]]] = [([], [])]
    for block in found:
        if block.kind is Kind.PROSE:
            groups[-1][1].append(block)
        else:
            if groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(block)
    return [Group(tuple(lines), tuple(prose)) for lines, prose in groups]


def _longest(groups: Sequence[Group]) -> float:
    """How long several paragraphs may be and still be one abstract, in characters.

    Where most abstracts are one paragraph, they tell; a text beyond that has lost its
    title. Where most have several paragraphs, twice the usual length.
    """
    single = [g.prose[0].size for g in groups if len(g.prose) == 1]
    several = [sum(b.size for b in g.prose) for g in groups if len(g.prose) > 1]
    if len(several) > len(single):
        return 2 * median(several + single)
    return _LONGER * max(single, default=0)


def _abstract(prose: Sequence[Block], limit: float) -> list[Block]:
    """The paragraphs, from the first on, that together can be one abstract."""
    used = list(prose[:1])
    total = sum(block.size for block in used)
    for block in prose[1:]:
        total += block.size
        if total > limit:
            break
        used.append(block)
    return used


def _doubts(title: Block, used: Sequence[Block], doubt: str) -> Iterator[str]:
    if doubt:
        yield f"{fields.shorten(title.text)} is taken as a title, but {doubt}"
    if len(used) > 1:
        lines = ", ".join(str(block.line) for block in used[1:])
        name = fields.shorten(title.text)
        yield f"the abstract of {name} goes on in line {lines}; if not, a title is missing there"


def _odd_ones(drafts: Sequence[Draft]) -> Iterator[tuple[int, str]]:
    """Papers that do not look like the others of the file, for a person to check."""
    if len(drafts) <= _FEW:
        return
    usual = median(len(draft.paper.abstract) for draft in drafts)
    dots = sum(draft.paper.title.endswith(".") for draft in drafts)
    for draft in drafts:
        name = fields.shorten(draft.paper.title)
        if len(draft.paper.abstract) < _SHORTER * usual:
            yield draft.line, f"the abstract of {name} is far shorter than the others; check it"
        if draft.paper.title.endswith(".") and 2 * dots < len(drafts):
            yield draft.line, f"{name} is taken as a title, but ends like a sentence; check it"


def _unused(groups: Sequence[Group], layout: Layout) -> Iterator[tuple[int, str]]:
    """The lines that became no title; a recurring one is named once, with its number."""
    left: list[Block] = []
    for group in groups:
        title, _ = layout.title(group)
        left += [block for block in group.lines if block is not title]
    times = Counter(block.text for block in left)
    for block in left:
        number = times.pop(block.text, 0)
        name = fields.shorten(block.text)
        if number > 1:
            yield block.line, f"page furniture, {number} times: {name}"
        elif number and layout.is_furniture(block):
            yield block.line, f"page furniture: {name}"
        elif number:
            yield block.line, f"no abstract follows {name}; left out"
