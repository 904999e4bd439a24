"""Positions of a network's nodes: near those they are linked to, and clear of all others."""

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

NodePairs = npt.NDArray[np.intp]  # one row for each link: the indices of its two nodes
Grid = npt.NDArray[np.float64]  # one row for each node, or one row and one column

ROOM = (0.24, 0.06)  # size of a node with its name, as shares of the paper

_ROUNDS = 80
_PUSHES = 160
_LINKS_UNTIL = 0.6  # share of the steps that also move nodes off links
_CLEAR = 0.065  # least distance of a node from the links of others
_ASPECT = np.array([0.75, 1.0])  # proportions of the paper on most screens
_SHELF = 0.08  # share of the height for a network's small parts
_THIN = 0.4  # extents below this share of the other one are not stretched to the full
_TINY = 1e-9


def place_nodes(
    nodes: Sequence[str],
    links: Sequence[tuple[str, str]],
    rooms: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Place nodes on paper from 0 to 1 both ways; linked nodes lie near each other.

    Nothing is random, so the same network always looks the same. The largest connected
    part takes the paper except a strip at the bottom, where the others are in a row.
    ``rooms`` are the sizes of nodes with their names, as shares of the paper.
    """
    rooms = rooms or dict.fromkeys(nodes, ROOM)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(links)
    order = {node: n for n, node in enumerate(nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    floor = _SHELF if len(parts) > 1 else 0.0
    places = _place_part(graph, parts[0], rooms, (0.0, floor + ROOM[1] * bool(floor), 1.0, 1.0))
    left, step = 0.0, min(ROOM[0] * 1.2, 1 / max(len(nodes) - len(parts[0]), 1))
    for part in parts[1:]:
        right = left + step * len(part)
        places |= _place_part(graph, part, rooms, (left, ROOM[1] / 4, right, ROOM[1] / 4))
        left = right
    return places


def _place_part(
    graph: "nx.Graph[str]",
    part: list[str],
    rooms: Mapping[str, tuple[float, float]],
    box: tuple[float, float, float, float],
) -> dict[str, tuple[float, float]]:
    """Place one connected part in a box of left, bottom, right and top."""
    left, bottom, right, top = box
    if len(part) == 1:
        return {part[0]: ((left + right) / 2, (bottom + top) / 2)}
    places = _turn(_majorise(_distances(graph, part)))
    places = _scale(places if right - left > top - bottom else places[:, ::-1])
    size = np.array([max(right - left, _TINY), max(top - bottom, _TINY)])
    order = {node: n for n, node in enumerate(part)}
    ends = np.array([(order[a], order[b]) for a, b in graph.subgraph(part).edges])
    places = _push_apart(places, np.array([rooms[node] for node in part]) / size, ends, size)
    spots = places * size + np.array([left, bottom])
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, spots, strict=True)}


def _distances(graph: "nx.Graph[str]", part: list[str]) -> Grid:
    steps = dict(nx.all_pairs_shortest_path_length(graph.subgraph(part)))
    wanted: Grid = np.array([[steps[a][b] for b in part] for a in part], dtype=np.float64)
    return wanted


def _majorise(wanted: Grid) -> Grid:
    """Find positions whose distances approximate the wanted ones, short ones counting most.

    Stress majorisation, from a circle in the given order.
    """
    count = len(wanted)
    turns = np.linspace(0, 2 * math.pi, count, endpoint=False)
    places: Grid = np.column_stack([np.cos(turns), np.sin(turns)]) * wanted.max() / 2
    weight = 1 / np.maximum(wanted, _TINY) ** 2
    np.fill_diagonal(weight, 0.0)
    inverse = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    for _ in range(_ROUNDS):
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        ratio: Grid = weight * wanted / np.maximum(apart, _TINY)
        places = inverse @ (np.diag(ratio.sum(axis=1)) - ratio) @ places
    return places


def _turn(places: Grid) -> Grid:
    """Turn the longest extent of a layout level."""
    centred = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Grid = centred @ axes.T
    # The sign of a principal axis is arbitrary; fix it, so that no platform can flip it.
    turned *= np.where(turned[0] < 0, -1.0, 1.0)
    return turned


def _scale(places: Grid) -> Grid:
    """Fill the paper from 0 to 1, but do not enlarge the small bends of a chain."""
    low, high = places.min(axis=0), places.max(axis=0)
    extent = np.maximum(high - low, (high - low).max() * _THIN)
    scaled: Grid = (places - (low + high) / 2) / np.maximum(extent, _TINY) + 0.5
    return scaled


def _push_apart(places: Grid, rooms: Grid, ends: NodePairs, size: Grid) -> Grid:
    """Push nodes off the links of others, then nodes whose boxes overlap apart."""
    margin = np.minimum(rooms / 2, 0.5)
    for turn in range(_PUSHES):
        if turn < _PUSHES * _LINKS_UNTIL:
            places = places + _off_links(places, ends, size)
        step = _off_boxes(places, rooms)
        if turn >= _PUSHES * _LINKS_UNTIL and not step.any():
            break
        places = np.clip(places + step, margin, 1 - margin)
    return places


def _off_boxes(places: Grid, rooms: Grid) -> Grid:
    """Steps that separate overlapping boxes, each in the shorter direction."""
    room: Grid = (rooms[:, None] + rooms[None]) / 2
    order = np.arange(len(places))
    ranks = np.sign(order[:, None] - order[None])[..., None]  # separates nodes in one spot
    gaps: Grid = (places[:, None] - places[None]) / room
    lacking = 1 - np.abs(gaps)
    lacking[np.eye(len(places), dtype=bool)] = 0.0
    overlap = np.greater(lacking, 0).all(axis=2)
    sideways = np.less(lacking[..., :1], lacking[..., 1:])
    along = np.where(np.concatenate([sideways, ~sideways], axis=2), lacking, 0.0)
    signs = np.where(gaps == 0, ranks, np.sign(gaps))
    push: Grid = np.where(overlap[..., None], along * signs * room, 0.0).sum(axis=1) * 0.3
    return push


def _off_links(places: Grid, ends: NodePairs, size: Grid) -> Grid:
    """Steps that move nodes off the links that do not end at them."""
    spots = places * size * _ASPECT
    start, end = spots[ends[:, 0]], spots[ends[:, 1]]
    way = end - start
    length = np.maximum((way**2).sum(axis=1), _TINY)
    share = ((spots[:, None] - start) * way).sum(axis=2) / length
    away = spots[:, None] - (start + np.clip(share, 0, 1)[..., None] * way)
    far = np.linalg.norm(away, axis=2)
    own = (np.arange(len(places))[:, None, None] == ends[None]).any(axis=2)
    lacking = np.where(own | (far > _CLEAR), 0.0, _CLEAR - far)
    step: Grid = (away / np.maximum(far, _TINY)[..., None] * lacking[..., None]).sum(axis=1)
    moved: Grid = step * 0.15 / (size * _ASPECT)
    return moved
