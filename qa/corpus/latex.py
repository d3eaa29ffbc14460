"""LaTeX in a title, a name or a keyword as plain text. Abstracts do not come here: they stay as written."""

from __future__ import annotations

import re
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from qa.characters import TEXT_COMMANDS
from qa.formulas import formulas


def _unknown(node: Any, l2tobj: LatexNodes2Text) -> str:
    """A command without a meaning here: its text if it sets some, else it stands as it is."""
    given = node.nodeargd.argnlist if node.nodeargd else ()
    if given:
        return str(l2tobj.nodelist_to_text([argument for argument in given if argument]))
    sets_what_follows = node.parsing_state.s.startswith("{", node.pos + node.len)
    return "" if sets_what_follows else f"\\{node.macroname}{node.macro_post_space}"


_COMMANDS = get_default_latex_context_db()
_COMMANDS.set_unknown_macro_spec(MacroTextSpec("", _unknown))
_COMMANDS.add_context_category(
    "names",
    [MacroTextSpec(name, name) for name in ("TeX", "LaTeX", "BibTeX")]
    + [MacroTextSpec(f"text{name}", character) for name, character in TEXT_COMMANDS.items()]
    + [MacroTextSpec("sim", "~")],
    prepend=True,
)
_DECODER = LatexNodes2Text(_COMMANDS, math_mode="text", keep_comments=True)
_LATEX = re.compile(r"[\\{}$~]")
# To LaTeX a comment, a column and a parameter; here they are just characters.
_BARE = re.compile(r"(?<!\\)[%&#]")
_DOLLAR = re.compile(r"(?<!\\)\$")
_DEGREES = re.compile(r"\^(?:\\circ(?![A-Za-z])|\{\\circ\s?\})")
_TILDE = re.compile(r"\\~\{\}")  # by itself, not over a letter
_ESCAPED = re.compile(r"\{?\\([&_%#~])\}?")


def plain(text: str) -> str:
    r"""Commands, accents, mathematics and braces resolved: ``{\"O}zg{\"u}r`` gives "Özgür"."""
    if not _LATEX.search(text):
        return text
    text = _DEGREES.sub(r"{\\textdegree}", _TILDE.sub(r"{\\textasciitilde}", _money_escaped(text)))
    return " ".join(_DECODER.latex_to_text(_BARE.sub(r"\\\g<0>", text)).split())


def _money_escaped(text: str) -> str:
    """Dollars that enclose no formula, as LaTeX writes those of money."""
    parts, at = [], 0
    for formula in formulas(text):
        parts += [_DOLLAR.sub(r"\\$", text[at : formula.start]), text[formula.start : formula.end]]
        at = formula.end
    return "".join([*parts, _DOLLAR.sub(r"\\$", text[at:])])


def plain_address(text: str) -> str:
    r"""A DOI or URL without the escapes that LaTeX wants: ``a\_b`` gives "a_b"."""
    return _ESCAPED.sub(r"\1", text)
