"""LaTeX, HTML and JATS remains as people read them."""

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
        (r"our \name is", "our […] is"),
        (r"our \tool{}, in D:\data", r"our […], in D:\data"),
        (r"\textbf{bold} and \emph{soft}", "bold and soft"),
        ("multiple timesteps", "multiple timesteps"),
        (r"P {\textless} 0.05 {[}n=3] ``at will{''} {*}", "P < 0.05 [n=3] ``at will'' *"),
        (r"Wa{\l}{\k e}sa, {\v C}apek, Anton{\'\i}n", "Wałęsa, Čapek, Antonín"),
        (r"the set {a} in C:\old", r"the set {a} in C:\old"),
        (r"28{\textdegree}C, 3 {\textmu}m {\textpm} 1", "28°C, 3 μm ± 1"),
        (r"it{\textquoteright}s 2000{\textendash}2010, {\~{}}30", "it’s 2000–2010, ~30"),
        (r"{\emph{p}} and \textbf{\emph{q}} {\&} {\_} \ensuremath{\mu}m", "p and q & _ μm"),
        (r"a \= b", r"a \= b"),
        (r"{\textless}i{\textgreater}Danio rerio{\textless}/i{\textgreater}", "Danio rerio"),
    ],
)
def test_readable(source: str, shown: str) -> None:
    """Commands, accents, escapes and glued units are shown plainly; what is unknown stays."""
    assert shown == readable(source)


@pytest.mark.parametrize(
    "text",
    [
        "had ICERs of $81,000/QALY and $140,000/QALY",
        "US$3.2 million and US$4; between US$ 5 and US$ 7",
        "$1.5bn to $2bn, $10-$20, $5–$10, $5/$6 and -$5 to -$10",
        "$12k vs. $15k, $1M-$2M, $500, $600, and $700",
        "$81,000 (95% CI, $70,000-$90,000), A$5 / C$ 6",
        "costs ($) and benefits (A$), costs (US$) and benefits (US$)",
        "the variables $foo/$bar and $foo, $bar",
    ],
)
def test_money_keeps_its_dollars(text: str) -> None:
    """A dollar sign that may be a price's is left standing, whatever stands between it and the next."""
    assert text == readable(text)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("$x$, $n=5$, $(x, y)$ and the $n$th $k$-mer", "x, n=5, (x, y) and the nth k-mer"),
        (r"$O(n \log n)$, $10^{-3}$, $1{,}000$", "O(n log n), 10^-3, 1,000"),
        (r"$p<0.05$, $p<$0.05, $\sim$5, $\beta$2, $0.05$, $10\%$", "p<0.05, p<0.05, ~5, β2, 0.05, 10%"),
        (r"$2.5\times$, 10$\times$10, 3 $\mu$m, $\mu\mathrm{m}$", "2.5×, 10×10, 3 μm, μm"),
        (r"28 $^\circ$C, 28$^{\circ}$C", "28 °C, 28°C"),
        (r"$$\alpha $$ and $\alpha $-helices", "α and α-helices"),
        (r"\$5 at $k=3$ and $6 at $k=4$", "$5 at k=3 and $6 at k=4"),
    ],
)
def test_formulas_lose_theirs(source: str, shown: str) -> None:
    """A formula is shown without its dollars, glued to what it is glued to, also beside prices."""
    assert shown == readable(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Caffeine &amp; memory, P &amp;lt; 0.01, 80&amp;#x0025;", "Caffeine & memory, P < 0.01, 80%"),
        ("<p>One.</p>\n<p>Two.</p>", " One. Two. "),
        ("<H4>Background</H4>Bees <i>see</i>.", " Background Bees see."),
        ('(<jats:italic toggle="yes">p</jats:italic>) &lt;i&gt;q&lt;/i&gt;', "(p) q"),
        ("CO<jats:sub>2</jats:sub>, 10<sup>&#8722;3</sup>, 2<sup>nd</sup>", "CO₂, 10⁻³, 2nd"),
        (
            r"<jats:tex-math>$$\alpha $$</jats:tex-math><mml:math><mml:mi>α</mml:mi></mml:math>-helix",
            "α-helix",
        ),
    ],
)
def test_tags_and_entities_are_read(source: str, shown: str) -> None:
    """Known tags go, those of blocks leave a blank; entities are read however often they were encoded."""
    assert shown == readable(source)


@pytest.mark.parametrize(
    "text",
    ["a < b and c > d", "p<0.05", "x<y>z", "x<i>y", "n<p>q", "a<b and c>d", "R&D; AT&T", "<name> &unknown;"],
)
def test_other_angles_and_ampersands_stay(text: str) -> None:
    """What is no tag and no entity by name is text."""
    assert text == readable(text)


def test_what_an_entity_hides_is_as_harmless_as_itself() -> None:
    """Codes that a terminal obeys and marks that turn the direction do not come back as entities."""
    assert "ab" == readable("a&#27;&#x202e;b")
