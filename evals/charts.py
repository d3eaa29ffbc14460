"""Small charts as inline SVG; colours come from the page's style, so they follow light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.measures.confidence import Bin
from evals.stats import Interval

_WIDTH, _HEIGHT = 420, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 12, 40


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def risk_coverage_chart(coverage: Sequence[float], risk: Sequence[float], answered: float) -> str:
    """Risk against coverage; the dot is the share of questions that were in fact answered."""
    points = " ".join(f"{_x(c):.1f},{_y(r):.1f}" for c, r in zip(coverage, risk, strict=True))
    at = min(range(len(coverage)), key=lambda i: abs(coverage[i] - answered))
    dot = _dot(coverage[at], risk[at], 5, f"answered {answered:.0%}, wrong among them {risk[at]:.0%}")
    area = f"{_x(coverage[0]):.1f},{_y(0):.1f} {points} {_x(coverage[-1]):.1f},{_y(0):.1f}"
    body = f'<polygon class="area" points="{area}"/><polyline class="line" points="{points}"/>{dot}'
    return _frame(body, "share of questions, most confident first", "wrong among them")


def reliability_chart(bins: Sequence[Bin]) -> str:
    """What came true against what was stated; on the diagonal, a confidence means what it says."""
    most = max(b.n for b in bins)
    line = f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    dots = "".join(
        _dot(b.confidence, b.share, 3 + 7 * (b.n / most) ** 0.5, f"stated {b.confidence:.0%}, came true {b.share:.0%}, {b.n} questions")
        for b in bins
    )  # fmt: skip
    return _frame(line + dots, "stated confidence", "can be answered")


def histogram(values: Sequence[float], marks: Sequence[tuple[str, float]], bars: int = 30) -> str:
    """How values spread, up to their 99th percentile; ``marks`` are named lines."""
    top = sorted(values)[min(len(values) - 1, int(0.99 * len(values)))] or 1.0
    counts = [0] * bars
    for value in values:
        counts[min(bars - 1, int(value / top * bars))] += 1
    most = max(counts)
    body = "".join(
        f'<rect class="bar" x="{_x(i / bars) + 1:.1f}" width="{_x(1 / bars) - _x(0) - 1:.1f}" '
        f'y="{_y(n / most):.1f}" height="{_y(0) - _y(n / most):.1f}">'
        f"<title>{i / bars * top:.1f} to {(i + 1) / bars * top:.1f}: {n}</title></rect>"
        for i, n in enumerate(counts)
    )
    for name, value in marks:
        at = _x(min(1.0, value / top))
        side = "end" if at > _WIDTH - 80 else "start"
        body += f'<line class="guide" x1="{at:.1f}" x2="{at:.1f}" y1="{_y(0)}" y2="{_y(1)}"/>'
        body += f'<text x="{at + (4 if side == "start" else -4):.1f}" y="{_y(1) + 10}" text-anchor="{side}">{escape(name)}</text>'
    ticks = [(t / 4, f"{t / 4 * top:.0f}") for t in range(5)]
    return _frame(
        body, "times one embedding of the question", "answers", ticks, [(0.0, "0"), (1.0, str(most))]
    )


def whisker(interval: Interval, top: float, baseline: float | None = None) -> str:
    """A value with its interval on a scale from 0 to ``top``; a tick where the baseline was."""
    scale = 160 / top if top else 0.0
    low, high, value = (
        min(160.0, max(0.0, v * scale)) for v in (interval.low, interval.high, interval.value)
    )
    was = (
        ""
        if baseline is None
        else f'<rect class="was" x="{min(160.0, baseline * scale) - 1 + 5:.1f}" y="1" width="2" height="12"/>'
    )
    return (
        '<svg class="whisker" viewBox="0 0 170 14" aria-hidden="true"><line class="track" x1="5" x2="165" y1="7" y2="7"/>'
        f'{was}<line class="range" x1="{low + 5:.1f}" x2="{high + 5:.1f}" y1="7" y2="7"/>'
        f'<circle class="dot" cx="{value + 5:.1f}" cy="7" r="4"/></svg>'
    )


_SHARES = [(0.0, "0"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%")]


def _frame(
    body: str,
    x_label: str,
    y_label: str,
    x_ticks: Sequence[tuple[float, str]] = tuple(_SHARES),
    y_ticks: Sequence[tuple[float, str]] = tuple(_SHARES),
) -> str:
    grid = "".join(
        f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(at):.1f}" y2="{_y(at):.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{_y(at) + 4:.1f}" text-anchor="end">{escape(label)}</text>'
        for at, label in y_ticks
    )
    below = "".join(
        f'<text x="{_x(at):.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{escape(label)}</text>'
        for at, label in x_ticks
    )
    names = (
        f'<text class="axis" x="{_x(0.5)}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(x_label)}</text>'
        f'<text class="axis" transform="translate(11 {_y(0.5)}) rotate(-90)" text-anchor="middle">{escape(y_label)}</text>'
    )
    label = escape(f"{y_label} by {x_label}", quote=True)
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">'
        f"{grid}{below}{body}{names}</svg>"
    )


def _dot(x: float, y: float, radius: float, title: str) -> str:
    return f'<circle class="dot" cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{radius:.1f}"><title>{escape(title)}</title></circle>'
