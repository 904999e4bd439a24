"""The nodes of a network, each with its name at the side where it covers least."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, palette, words
from conflict_atlas.views.actors.network_links import FADED, Link

Grid = npt.NDArray[np.float64]

WIDTHS = (340.0, 640.0)  # pixels of plot on a phone and next to a column of text

_SIZE = 11
_CHARACTERS = 13  # a line
_LETTER, _LINE, _EDGE = 6.0, 14.0, 4.0  # pixels
_MARK = 16.0  # pixels of a node
_AIR = 1.35  # height given to a node, as a multiple of what it needs
_OFF = 8.0  # pixels from the middle of a node to its name
_SIDES = ((0, -1), (0, 1), (1, 0), (-1, 0))  # below, above, right, left: the first is preferred
_ANCHORS = {-1: "right", 0: "center", 1: "left"}
_STEPS = np.linspace(0, 1, 41)
_SWEEPS = 3


@dataclass(frozen=True, eq=False)
class _Sheet:
    places: Grid  # positions of nodes, as shares of the paper
    sizes: Grid  # sizes of names, in pixels
    lines: Grid  # points close together on each link
    tall: float


def draw_nodes(
    package: Package,
    actors: list[str],
    places: dict[str, tuple[float, float]],
    near: set[str],
    selected: str,
) -> list[dict[str, Any]]:
    """One trace for each type of actor, with its symbol in the legend; sides have own colours."""
    people = package.actors.reindex(actors)
    traces = []
    for code, label in words.ACTOR_TYPE_LABEL.items():
        some = people[people["actor_type"] == code].to_dict("records")
        if not some:
            continue
        some.sort(key=lambda row: row["actor_id"] not in near)  # the legend shows the first one
        ids = [row["actor_id"] for row in some]
        trace = _trace(
            code,
            [places[i] for i in ids],
            [canvas.hover(r["name"], label, r["description"]) for r in some],
        )
        trace["marker"] |= {
            "color": [row["colour"] or palette.INK for row in some],
            "size": [19 if i == selected else 13 for i in ids],
            "opacity": [1 if i in near else FADED for i in ids],
        }
        traces.append(trace | {"name": label, "customdata": [[i, ""] for i in ids]})
    return traces


def _trace(code: str, spots: list[tuple[float, float]], hovers: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in spots],
        "y": [y for _, y in spots],
        "cliponaxis": False,
        "marker": {
            "symbol": palette.ACTOR_TYPE_SYMBOL[code],
            # An outline in ink, so that near-black sides are seen on a dark ground too.
            "line": {"width": 1, "color": palette.INK},
        },
        "hovertext": hovers,
        "hoverinfo": "text",
    }


def room(name: str, height: int) -> tuple[float, float]:
    """Size of a node with its name, as a share of the narrowest paper."""
    wide, tall = _size(name)
    return wide / WIDTHS[0], (tall + _MARK) * _AIR / height


def name_all(
    names: dict[str, str],
    places: dict[str, tuple[float, float]],
    links: list[Link],
    tall: int,
) -> dict[str, dict[str, Any]]:
    """Annotations that name the actors, on a paper that is ``tall`` pixels high."""
    sheet = _Sheet(
        np.array([places[actor] for actor in names]),
        np.array([_size(name) for name in names.values()]),
        _sample([link["points"] for link in links]),
        tall,
    )
    return {
        actor: _note(name, places[actor], side)
        for (actor, name), side in zip(names.items(), _choose_sides(sheet), strict=True)
    }


def _size(name: str) -> tuple[float, float]:
    """Width and height of a name in pixels."""
    lines = canvas.wrap(name, _CHARACTERS).split("<br>")
    return max(map(len, lines)) * _LETTER + _EDGE, len(lines) * _LINE + _EDGE


def _choose_sides(sheet: _Sheet) -> list[tuple[int, int]]:
    """Choose a side for each name, where it covers least of other names, nodes and lines."""
    alone, between = _costs(sheet)
    actors = np.arange(len(sheet.places))
    chosen = np.zeros(len(actors), dtype=np.intp)
    for _ in range(_SWEEPS):
        before = chosen.copy()
        for n in actors:
            chosen[n] = int(np.argmin(alone[n] + between[n][:, actors, chosen].sum(axis=1)))
        if (chosen == before).all():
            break
    return [_SIDES[side] for side in chosen]


def _note(name: str, place: tuple[float, float], side: tuple[int, int]) -> dict[str, Any]:
    return {
        "x": place[0],
        "y": place[1],
        "xshift": side[0] * _OFF,
        "yshift": side[1] * _OFF,
        "xanchor": _ANCHORS[side[0]],
        "yanchor": {-1: "top", 0: "middle", 1: "bottom"}[side[1]],
        "text": canvas.wrap(name, _CHARACTERS),
        "showarrow": False,
        "font": {"size": _SIZE},
    }


def _sample(curves: Sequence[Sequence[tuple[float, float]]]) -> Grid:
    """Points close together on each curve; the shape is curves by points by two."""
    sampled = []
    for curve in curves:
        points = np.array(curve)
        at = np.linspace(0, 1, len(points))
        sampled.append(np.column_stack([np.interp(_STEPS, at, points[:, k]) for k in (0, 1)]))
    return np.array(sampled)


def _costs(sheet: _Sheet) -> tuple[Grid, Grid]:
    """How much each name covers at each side, summed over all widths.

    First what it covers of nodes, lines and the paper's edge, of shape names by sides; then what it
    covers of each other name at each of its sides: names by sides by names by sides.
    """
    names = len(sheet.places)
    half, others = sheet.sizes / 2, ~np.eye(names, dtype=bool)
    alone = np.tile(np.arange(len(_SIDES)) * 0.2, (names, 1))
    between = np.zeros((names, len(_SIDES), names, len(_SIDES)))
    for wide in WIDTHS:
        paper = np.array([wide, sheet.tall])
        nodes, lines = sheet.places * paper, sheet.lines * paper
        middles = nodes[:, None] + np.array(_SIDES) * (_OFF + half)[:, None]
        for n, middle in enumerate(middles):
            out = ((middle < half[n]) | (middle > paper - half[n])).any(axis=1)
            near = (np.abs(nodes - middle[:, None]) < half[n] + _OFF - 1).all(axis=2) & others[n]
            inside = np.abs(lines - middle[:, None, None]) < half[n]
            crossed = inside.all(axis=3).any(axis=2)
            alone[n] += 200.0 * out + 20.0 * near.sum(axis=1) + crossed.sum(axis=1)
            apart = np.abs(middles - middle[:, None, None])
            over = (apart < (half[n] + half)[:, None]).all(axis=3) & others[n][:, None]
            between[n] += 30.0 * over
    return alone, between
