"""The links of a network: one for each pair and relation, curved apart, with arrow heads."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from conflict_atlas.claims import relation
from conflict_atlas.views import canvas, palette, words

_HOSTILE = (
    "fights", "bombs", "attacks", "displaces", "threatens", "presses_on", "opposes", "may_turn_on",
)  # fmt: skip
_TOGETHER = (
    "allied_with", "coordinates_with", "linked_to", "builds_ties_with", "part_of", "leads",
)  # fmt: skip

# Sorts of relations in a network, each with its dash; the hover text names the relation itself.
SORTS = {
    "Hostile": ("solid", _HOSTILE),
    "Support": ("dash", ("backs", "arms", "funds", "hosts", "relies_on")),
    "Together": ("dot", _TOGETHER),
    "Shapes": ("dashdot", ("becomes", "founds", "influences")),
}

Link = dict[str, Any]  # doer, relation, done, pair, said, claims, claim_id, points

FADED = 0.18  # opacity of what is not linked to the selected actor

_CURVE = 0.07  # how far parallel links bend away from each other, as a share of their length
_BEND = [n / 12 for n in range(13)]  # points at which a curved link is sampled


def merge(relations: pd.DataFrame) -> list[Link]:
    """One link for each pair and relation, with all the claims that state it."""
    links: dict[tuple[str, str, str], Link] = {}
    for row in relations.to_dict("records"):
        key = (row["from_actor_id"], row["relation"], row["to_actor_id"])
        link = links.setdefault(key, {"claims": [], "claim_id": row["claim_id"]})
        link |= {"doer": key[0], "relation": key[1], "done": key[2], "pair": (key[0], key[2])}
        link["said"] = (
            f"{row['from_name']} {words.label(words.RELATION_LABEL, key[1])} {row['to_name']}"
        )
        link["claims"].append(f"{row['title']} (paragraph {row['paragraph']})")
    return list(links.values())


def bend(links: list[Link], places: dict[str, tuple[float, float]]) -> None:
    """Give each link its points; links of one pair curve apart."""
    pairs: dict[tuple[str, ...], int] = {}
    totals: dict[tuple[str, ...], int] = {}
    for link in links:
        key = tuple(sorted(link["pair"]))
        totals[key] = totals.get(key, 0) + 1
    for link in links:
        key = tuple(sorted(link["pair"]))
        n = pairs[key] = pairs.get(key, -1) + 1
        side = 1 if link["pair"] == key else -1
        bend = side * (n - (totals[key] - 1) / 2) * 2 * _CURVE
        link["points"] = list(_curve(places[link["doer"]], places[link["done"]], bend))


def _curve(
    start: tuple[float, float], end: tuple[float, float], bend: float
) -> Iterator[tuple[float, float]]:
    """Points of a quadratic curve whose middle is aside by ``bend`` times its length."""
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2 - bend * 2 * (y1 - y0), (y0 + y1) / 2 + bend * 2 * (x1 - x0))
    for t in _BEND:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield a * x0 + b * middle[0] + c * x1, a * y0 + b * middle[1] + c * y1


def draw_arrows(links: list[Link], selected: str) -> list[dict[str, Any]]:
    """One trace for each sort and brightness; only the first of a sort is in the legend."""
    traces = []
    for sort, (_, names) in SORTS.items():
        of_sort = [link for link in links if link["relation"] in names]
        bright = [link for link in of_sort if not selected or selected in link["pair"]]
        faded = [link for link in of_sort if link not in bright]
        traces += [_arrow_trace(sort, some) for some in (bright, faded) if some]
        if bright and faded:
            traces[-1] |= {"showlegend": False}
        if faded:
            traces[-1] |= {"opacity": FADED}
    return traces


def _arrow_trace(sort: str, links: list[Link]) -> dict[str, Any]:
    dash, names = SORTS[sort]
    colour = palette.RELATION_STYLE[names[0]].colour
    xs, ys, sizes = [], [], []
    for link in links:
        xs += [x for x, _ in link["points"]] + [None]
        ys += [y for _, y in link["points"]] + [None]
        head = 0 if link["relation"] in relation.MUTUAL else 10
        sizes += [0] * (len(_BEND) - 1) + [head, 0]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": sort,
        "x": xs,
        "y": ys,
        "line": {"color": colour, "dash": dash, "width": 1.6},
        "marker": {"symbol": "arrow", "angleref": "previous", "standoff": 8, "size": sizes}
        | {"color": colour, "line": {"width": 0}, "opacity": 1},
        "hoverinfo": "skip",
    }


def draw_middles(links: list[Link]) -> dict[str, Any]:
    """Invisible points half-way along the links, for hovering and clicking."""
    half = len(_BEND) // 2
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [link["points"][half][0] for link in links],
        "y": [link["points"][half][1] for link in links],
        "marker": {"size": 14, "opacity": 0, "color": palette.FAINT},
        "customdata": [["", link["claim_id"]] for link in links],
        "hovertext": [canvas.hover(link["said"], *link["claims"]) for link in links],
        "hoverinfo": "text",
        "showlegend": False,
    }
