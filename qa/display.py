r"""What people read of a source text: LaTeX, HTML and JATS remains turned into plain characters.

The source stays as it is, since quotes are offsets into it. Only the rendering goes
through here: ``33\%`` is shown as "33%", ``2.44times`` as "2.44 times", ``$k \geq 3$`` as
"k ≥ 3", ``Rozi\`ere`` as "Rozière", ``&lt;i&gt;P&lt;/i&gt;`` as "P", ``our \name`` as "our […]".
"""

from __future__ import annotations

import re

from qa.characters import in_characters
from qa.formulas import formulas

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
    **{name: name for name in ("log", "ln", "exp", "max", "min", "sin", "cos", "tan", "lim")},
}  # fmt: skip
_BRACED = re.compile(r"\{([^\w\s{}\\]{1,2}|_|[^\x00-\x7f])\}")  # {<} and {ö}, but no {a}, which may be a set
_COMMAND_WITH_TEXT = re.compile(
    r"(?P<braced>(?<![A-Za-z])\{)?\\(?:text(?:bf|it|tt|sc|rm|sf|superscript|subscript)?|emph|underline|ensuremath|math(?:bf|it|rm|cal|bb|sf)|mbox|url|href|cite[pt]?)"
    r"\s*\{(?P<text>[^{}]*)\}(?(braced)\})"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])\s?")
# "our \\name," but no path, and no command with something to set.
_GAP = "[…]"
_OWN_MACRO = re.compile(r"(?<![\w\\/:.}])\\([a-z]{3,})(?:\{\})?(?![\w\\{/}])")
_ESCAPED = re.compile(r"\\([%&_#${}])")
_DEGREES = re.compile(r"(?:\{\})?\^\{?\\circ(?![A-Za-z])\s?\}?")
_SPACING = re.compile(r"\\[,;:!]")
_BRACE = re.compile(r"(?<!\\)[{}]")
_THIS_URL = re.compile(r"\{(this \w+ URL|this URL)\}", re.IGNORECASE)
_GLUED_TIMES = re.compile(r"(?<=\d)times(?![A-Za-z])")
# Half a character, codes that a terminal obeys, and marks that turn the direction of the text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TIE = re.compile(r"(?<=[\w.,;:)])~(?=[\w(\[$\\])")


def readable(text: str) -> str:
    """``text`` as people read it; plain text in, plain text out."""
    text = _UNPRINTABLE.sub("", in_characters(text))
    if not any(char in text for char in "\\$~{") and "times" not in text:
        return text
    text = _ESCAPED.sub(r"\1", _without_commands(_without_dollars(text)))
    text = _BRACED.sub(r"\1", text)
    text = _THIS_URL.sub(r"\1", text)
    text = _GLUED_TIMES.sub(" times", text)
    return _TIE.sub(" ", text)


def _without_dollars(text: str) -> str:
    """Formulas without their dollars; those of prices stay."""
    parts, at = [], 0
    for formula in formulas(text):
        parts += [_prose(text[at : formula.start]), _formula(formula.inside)]
        at = formula.end
    return "".join([*parts, _prose(text[at:])])


def _prose(text: str) -> str:
    """Prose in which a macro of the authors' own, of which nobody knows what it sets, is a gap."""
    return _OWN_MACRO.sub(lambda match: match[0] if match[1] in _SYMBOLS else _GAP, text)


def _formula(inside: str) -> str:
    """A formula on one line; the braces of a command that is not known stay with it."""
    text = _without_commands(_SPACING.sub("", _DEGREES.sub("°", inside.strip())))
    return text if re.search(r"\\[A-Za-z]", text) else _BRACE.sub("", text)


def _without_commands(text: str) -> str:
    """Commands as what they set: "\\emph{p}" as "p", also within one another, and symbols."""
    text, count = _COMMAND.sub(_symbol, text), 1
    while count:
        text, count = _COMMAND_WITH_TEXT.subn(r"\g<text>", text)
    return text


def _symbol(match: re.Match[str]) -> str:
    symbol = _SYMBOLS.get(match[1])
    if symbol is None:
        return match[0]  # an unknown command is shown as it stands
    return symbol + (" " if match[0].endswith(" ") else "")
