"""The map as inline SVG: a dot a paper, a name a topic, the last answer's papers ringed."""

from __future__ import annotations

import numpy as np

from qa.display import readable
from qa.page.atlas import Atlas, Place
from qa.page.markup import esc, tag
from qa.page.projection import Floats

WIDTH, HEIGHT, MARGIN = 1000, 740, 46
MIN_PLACES = 6  # with fewer papers there is nothing that a map could show
_LINE = 28  # pixels between two topic names that would overlap
_LETTER = 12.4  # mean width of one


def map_html(atlas: Atlas, total: int) -> str:
    """The whole map with its legend; each dot is a button that selects its paper. Empty for a few papers."""
    if len(atlas.places) < MIN_PLACES:
        return ""
    dots = "".join(_dot(place) for place in atlas.places)
    names = "".join(_name(atlas, topic, x, y) for topic, x, y in _apart(atlas))
    svg = tag(
        "svg", tag("g", dots, class_="dots") + tag("g", names, class_="names", aria_hidden="true"),
        viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="atlas", role="group",
        aria_label="Map of the collection: papers about the same things lie close together",
    )  # fmt: skip
    return tag("div", svg, class_="atlas-frame") + _legend(atlas, total)


def _dot(place: Place) -> str:
    title = readable(place.paper.title)
    return tag(
        "circle", class_=f"dot t{place.topic}", cx=round(_x(place.x), 1), cy=round(_y(place.y), 1), r=9,
        tabindex=0, role="button", aria_label=title, data_title=title,
        data_do="paper", data_id=place.paper.id, data_topic=place.topic,
    )  # fmt: skip


def _name(atlas: Atlas, topic: int, x: float, y: float) -> str:
    return tag("text", esc(_label(atlas, topic)), x=round(x, 1), y=round(y, 1), class_=f"name t{topic}")


def _apart(atlas: Atlas) -> list[tuple[int, float, float]]:
    """Where the names go: near their centres, where they cover the fewest dots and no other name."""
    dots = np.array([(_x(place.x), _y(place.y)) for place in atlas.places])
    placed: list[tuple[int, float, float, float]] = []
    for topic, (cx, cy) in sorted(atlas.centres.items(), key=lambda item: item[1][1]):
        half = len(_label(atlas, topic)) * _LETTER / 2
        best = min(
            _around(_x(cx), _y(cy), half), key=lambda at: _cost(at, (_x(cx), _y(cy)), half, dots, placed)
        )
        placed.append((topic, *best, half))
    return [(topic, x, y) for topic, x, y, _ in placed]


def _around(cx: float, cy: float, half: float) -> list[tuple[float, float]]:
    """Places for a name near its centre, inside the frame."""
    steps = [(dx * 30, dy * 14) for dx in range(-4, 5) for dy in range(-8, 9)]
    low, high = half + 8, WIDTH - half - 8
    return [(min(max(cx + dx, low), high), min(max(cy + dy, _LINE), HEIGHT - 10)) for dx, dy in steps]


def _cost(
    at: tuple[float, float],
    centre: tuple[float, float],
    half: float,
    dots: Floats,
    placed: list[tuple[int, float, float, float]],
) -> float:
    x, y = at
    covered = ((np.abs(dots[:, 0] - x) < half + 8) & (np.abs(dots[:, 1] - (y - 6)) < _LINE / 2 + 5)).sum()
    clash = sum(abs(x - ox) < half + oh + 10 and abs(y - oy) < _LINE + 4 for _, ox, oy, oh in placed)
    return float(90 * covered + 1000 * clash + abs(x - centre[0]) / 3 + abs(y - centre[1]) / 2)


def _label(atlas: Atlas, topic: int) -> str:
    return ", ".join(atlas.topics.get(topic, ())[:2])


def _legend(atlas: Atlas, total: int) -> str:
    counts = {t: sum(p.topic == t for p in atlas.places) for t in atlas.topics}
    items = "".join(
        tag(
            "li",
            tag(
                "button", tag("i", "", class_=f"swatch t{t}") + esc(", ".join(words)) + tag("span", f" {counts[t]}", class_="count"),
                type="button", data_do="topic", data_topic=t, data_name=", ".join(words), aria_pressed="false",
            ),
        )
        for t, words in atlas.topics.items()
    )  # fmt: skip
    some = f" The map shows {len(atlas.places):,} of {total:,} papers." if len(atlas.places) < total else ""
    note = f"Close together means alike. Ringed: cited by the last answer. A topic narrows the list.{some}"
    return tag("ul", items, class_="legend", aria_label="Topics") + tag("p", note, class_="muted")


def _x(x: float) -> float:
    return MARGIN + x * (WIDTH - 2 * MARGIN)


def _y(y: float) -> float:
    return MARGIN + y * (HEIGHT - 2 * MARGIN)
