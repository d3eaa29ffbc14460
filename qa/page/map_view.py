"""The map as inline SVG: a dot a paper, a name a topic, the last answer's papers ringed."""

from __future__ import annotations

from collections.abc import Collection

from qa.display import readable
from qa.page.atlas import Atlas, Place
from qa.page.markup import esc, tag

WIDTH, HEIGHT, MARGIN = 1000, 620, 46
_LINE = 24  # pixels between two topic names that would overlap
_LETTER = 8.6  # mean width of one


def map_html(atlas: Atlas, total: int) -> str:
    """The whole map with its legend; each dot is a button that selects its paper."""
    if not atlas.places:
        return tag("p", "There is no paper to show.", class_="muted")
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
        "circle", tag("title", esc(title)), class_=f"dot t{place.topic}", cx=round(_x(place.x), 1),
        cy=round(_y(place.y), 1), r=7, tabindex=0, role="button", aria_label=title,
        data_do="paper", data_id=place.paper.id, data_topic=place.topic,
    )  # fmt: skip


def _name(atlas: Atlas, topic: int, x: float, y: float) -> str:
    words = ", ".join(atlas.topics.get(topic, ())[:2])
    return tag("text", esc(words), x=round(x, 1), y=round(y, 1), class_=f"name t{topic}")


def _apart(atlas: Atlas) -> list[tuple[int, float, float]]:
    """Where the names go: at the centres, moved down where two would overlap, inside the frame."""
    placed: list[tuple[int, float, float, float]] = []
    for topic, (cx, cy) in sorted(atlas.centres.items(), key=lambda item: item[1][1]):
        half = len(", ".join(atlas.topics.get(topic, ())[:2])) * _LETTER / 2
        x = min(max(_x(cx), half + 6), WIDTH - half - 6)
        y = _y(cy)
        while any(abs(x - ox) < half + oh and abs(y - oy) < _LINE for _, ox, oy, oh in placed):
            y += _LINE / 2
        placed.append((topic, x, y, half))
    return [(topic, x, min(y, HEIGHT - 8)) for topic, x, y, _ in placed]


def _legend(atlas: Atlas, total: int) -> str:
    counts = {t: sum(p.topic == t for p in atlas.places) for t in atlas.topics}
    items = "".join(
        tag(
            "li",
            tag(
                "button", tag("i", "", class_=f"swatch t{t}") + esc(", ".join(words)) + tag("span", f" {counts[t]}", class_="count"),
                type="button", data_do="topic", data_topic=t, aria_pressed="false",
            ),
        )
        for t, words in atlas.topics.items()
    )  # fmt: skip
    some = f" The map shows {len(atlas.places):,} of {total:,} papers." if len(atlas.places) < total else ""
    note = f"Close together means alike. Ringed: cited by the last answer.{some}"
    return tag("ul", items, class_="legend", aria_label="Topics") + tag("p", note, class_="muted")


def cited_on(atlas: Atlas, paper_ids: Collection[str]) -> list[str]:
    """Of these papers the ones that have a place on the map."""
    return [place.paper.id for place in atlas.places if place.paper.id in paper_ids]


def _x(x: float) -> float:
    return MARGIN + x * (WIDTH - 2 * MARGIN)


def _y(y: float) -> float:
    return MARGIN + y * (HEIGHT - 2 * MARGIN)
