"""LaTeX in a title, a name or a keyword as plain text. Abstracts do not come here: they stay as written."""

from __future__ import annotations

import re
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db


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
    "names", [MacroTextSpec(name, name) for name in ("TeX", "LaTeX", "BibTeX")], prepend=True
)
_DECODER = LatexNodes2Text(_COMMANDS, math_mode="text", keep_comments=True)
_LATEX = re.compile(r"[\\{}$~]")
# To LaTeX a comment, a column and a parameter; here they are just characters.
_BARE = re.compile(r"(?<!\\)[%&#]")
_DOLLAR = re.compile(r"(?<!\\)\$")
_MATH = re.compile(r"(?<!\\)\$(?! )[^$]*[\\^_{=<>A-Za-z][^$]*(?<![\\ ])\$(?!\d)")
_ESCAPED = re.compile(r"\{?\\([&_%#~])\}?")


def plain(text: str) -> str:
    r"""Commands, accents, mathematics and braces resolved: ``{\"O}zg{\"u}r`` gives "Özgür"."""
    if not _LATEX.search(text):
        return text
    if len(_MATH.sub("", text)) == len(text):  # dollars that enclose no formula are money
        text = _DOLLAR.sub(r"\\$", text)
    return " ".join(_DECODER.latex_to_text(_BARE.sub(r"\\\g<0>", text)).split())


def plain_address(text: str) -> str:
    r"""A DOI or URL without the escapes that LaTeX wants: ``a\_b`` gives "a_b"."""
    return _ESCAPED.sub(r"\1", text)
