r"""What people read of a source text: LaTeX remains turned into plain characters.

The source stays as it is, since quotes are offsets into it. Only the rendering goes
through here: ``33\%`` is shown as "33%", ``2.44times`` as "2.44 times", ``k \geq 3`` as
"k ≥ 3", ``Rozi\`ere`` as "Rozière".
"""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text

_SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ne": "≠", "approx": "≈", "sim": "~", "simeq": "≃", "equiv": "≡", "infty": "∞", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "in": "∈", "ell": "ℓ", "ll": "≪", "gg": "≫", "sqrt": "√", "sum": "∑", "prod": "∏",
    "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "ldots": "...", "dots": "...", "cdots": "...",
    "textless": "<", "textgreater": ">", "textasciitilde": "~", "textbackslash": "\\", "degree": "°", "circ": "°",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_DECODER = LatexNodes2Text()
_ACCENT = re.compile(
    r"""\\(?:[`'^~"=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])   # \'e  \"{o}  \'\i
    |[Hbcdkruv](?:\{\\?[A-Za-z]\}|[ ][A-Za-z]\b)        # \v{c}  \c c
    |(?:o|O|l|L|aa|AA|ae|AE|oe|OE|ss|i|j)(?![A-Za-z]))""",
    re.VERBOSE,
)
_BRACED = re.compile(r"\{([^\w\s{}\\]{1,2}|[^\x00-\x7f])\}")  # {<} and {ö}, but no {a}, which may be a set
_COMMAND_WITH_TEXT = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|rm|sf|superscript|subscript)?|emph|underline|math(?:bf|it|rm|cal|bb|sf)|mbox|url|href|cite[pt]?)\s*\{([^{}]*)\}"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])\s?")
_ESCAPED = re.compile(r"\\([%&_#${}])")
_MATH = re.compile(r"\$\$?([^$]{1,200})\$\$?")
_THIS_URL = re.compile(r"\{(this \w+ URL|this URL)\}", re.IGNORECASE)
_GLUED_TIMES = re.compile(r"(?<=\d)times(?![A-Za-z])")
# Half a character, codes that a terminal obeys, and marks that turn the direction of the text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TIE = re.compile(r"(?<=[\w.,;:)])~(?=[\w(\[$\\])")


def readable(text: str) -> str:
    """``text`` as people read it; plain text in, plain text out."""
    text = _UNPRINTABLE.sub("", text)
    if not any(char in text for char in "\\$~{") and "times" not in text:
        return text
    text = _ACCENT.sub(_accent, text)
    text = _MATH.sub(_math, text)
    text = _COMMAND_WITH_TEXT.sub(r"\1", text)
    text = _ESCAPED.sub(r"\1", text)
    text = _BRACED.sub(r"\1", _COMMAND.sub(_symbol, text))
    text = _THIS_URL.sub(r"\1", text)
    text = _GLUED_TIMES.sub(" times", text)
    return _TIE.sub(" ", text)


def _accent(match: re.Match[str]) -> str:
    return str(_DECODER.latex_to_text(match[0]))


def _math(match: re.Match[str]) -> str:
    """The inside of $...$ if it is LaTeX or a lone symbol; "$5 and $6" are prices and stay."""
    inside = match[1]
    if "\\" in inside or (
        re.fullmatch(r"[\w\s+\-*/=<>^_.,(){}]{1,40}", inside) and not re.match(r"\d+(?:\.\d+)? ", inside)
    ):
        return inside.replace("{", "").replace("}", "") if "\\" not in inside else inside
    return match[0]


def _symbol(match: re.Match[str]) -> str:
    symbol = _SYMBOLS.get(match[1])
    if symbol is None:
        return match[0]  # an unknown command is shown as it stands
    return symbol + (" " if match[0].endswith(" ") else "")
