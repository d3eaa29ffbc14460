"""LaTeX of a bibliography as plain text."""

from __future__ import annotations

import pytest

from qa.corpus.latex import plain, plain_address


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{BERT}: {P}re-training", "BERT: Pre-training"),
        ("{{Double Braces}}", "Double Braces"),
        (r"The {\"o} of \emph{all} \texttt{x} {Things}", "The ö of all x Things"),
        (r"Wa{\l}{\k e}sa, {\v C}apek, Erd\H{o}s, Stra{\ss}e", "Wałęsa, Čapek, Erdős, Straße"),
        (r"On $O(n^2)$ and $\alpha$-helices", "On O(n^2) and α-helices"),
        (r"{\LaTeX} \& more", "LaTeX & more"),
        (r"Sets \{a\} and } stray", "Sets {a} and stray"),
        ("Never {closed", "Never closed"),
        ("10% of {A}&B #1", "10% of A&B #1"),
        (r"From $5 to $6 {\'e}", "From $5 to $6 é"),
        (r"Our \tool: C:\new\x", r"Our \tool: C:\new\x"),
        ("a -- b ``q''", "a -- b ``q''"),
        (r"3 $\mu$m, $\beta$2, $\sim$5, 28 $^\circ$C, 28{\textdegree}C", "3 μm, β2, ~5, 28 °C, 28°C"),
        (r"{\textless}i{\textgreater}Danio{\textless}/i{\textgreater} {\~{}}3", "<i>Danio</i> ~3"),
        (r"$k \geq 3$ for $81,000/QALY and $6", "k ≥ 3 for $81,000/QALY and $6"),
    ],
)
def test_plain(written: str, shown: str) -> None:
    """Accents, commands, mathematics and braces are resolved; money, percents and unknown commands stay."""
    assert shown == plain(written)


def test_address() -> None:
    """Only escapes go from a DOI or URL: a tilde is no blank there."""
    assert "https://a.org/~me/x_y?a=1&b=%20" == plain_address(r"https://a.org/~me/x{\_}y?a=1\&b=\%20")
