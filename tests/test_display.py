"""LaTeX remains as people read them."""

import pytest

from qa.display import readable


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"33\% speed up", "33% speed up"),
        ("2.44times faster, 35 times smaller", "2.44 times faster, 35 times smaller"),
        (r"Rozi\`ere and M\"{u}ller", "Rozière and Müller"),
        (r"$k \geq 3$ drafts", "k ≥ 3 drafts"),
        (r"\textless2MB", "<2MB"),
        ("at~https://a.org/~me", "at https://a.org/~me"),
        ("by ~33.5% and $5 to $6", "by ~33.5% and $5 to $6"),
        ("at {this https URL}", "at this https URL"),
        (r"our \name is", r"our \name is"),
        (r"\textbf{bold} and \emph{soft}", "bold and soft"),
        ("multiple timesteps", "multiple timesteps"),
        (r"P {\textless} 0.05 {[}n=3] ``at will{''} {*}", "P < 0.05 [n=3] ``at will'' *"),
        (r"Wa{\l}{\k e}sa, {\v C}apek, Anton{\'\i}n", "Wałęsa, Čapek, Antonín"),
        (r"the set {a} in C:\old", r"the set {a} in C:\old"),
    ],
)
def test_readable(source: str, shown: str) -> None:
    """Commands, accents, escapes and glued units are shown plainly; what is unknown stays."""
    assert shown == readable(source)
