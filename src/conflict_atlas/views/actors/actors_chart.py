"""Who backs, fights or arms whom according to the claims: as a network and as a matrix."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import relation
from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, palette, words
from conflict_atlas.views.actors import network_nodes
from conflict_atlas.views.actors.network_layout import place_nodes
from conflict_atlas.views.actors.network_links import FADED, bend, draw_arrows, draw_middles, merge
from conflict_atlas.views.picture import Origin, Picture, blank

NETWORK = "Who does what to whom, by the claims"
MATRIX = "As a matrix"
NOTHING = "No relation between actors in this selection."

_ROW = 26  # pixels of height for each actor of the network
_LEAST = 320  # least height in all
_KEY = 110  # height of the legend
_CELL, _STACK = 24, 0.34  # pixels a row of the matrix; distance of marks in a cell
_LETTERS = 17  # characters of a heading
_HEADINGS, _MATRIX_KEY = 110, 150  # pixels for headings and legend of the matrix
_KEY_WIDTH = 118  # pixels an entry of the legend


def network(package: Package, relations: pd.DataFrame, selected: str = "") -> Picture:
    """Draw relations (as ``relation.edges`` gives them) as arrows between actors.

    ``customdata`` of a node is ``[actor_id, ""]``, of the middle of a link ``["", claim_id]``.
    ``selected`` is an actor_id: all that is not linked to it is faded, unless it has no relation
    here.
    """
    if relations.empty:
        return blank(NETWORK, NOTHING)
    links = merge(relations)
    actors = relation.actors(relations)
    selected = selected if selected in actors else ""
    height = max(_ROW * len(actors), _LEAST)
    names = dict(package.actors["short_name"].reindex(actors))
    rooms = {a: network_nodes.room(name, height) for a, name in names.items()}
    places = place_nodes(actors, [(link["doer"], link["done"]) for link in links], rooms)
    bend(links, places)
    near = {a for link in links if selected in link["pair"] for a in link["pair"]} or set(actors)
    notes = network_nodes.name_all(names, places, links, height)
    nodes = network_nodes.draw_nodes(package, actors, places, near, selected)
    figure = canvas.draw(
        [*draw_arrows(links, selected), draw_middles(links), *nodes],
        height=height + _KEY,
        margin={"l": 4, "r": 4, "t": 4, "b": 4, "pad": 0},
        xaxis=canvas.axis(visible=False, range=[0, 1]),
        yaxis=canvas.axis(visible=False, range=[0, 1]),
        annotations=_set_off(notes, near, selected),
    )
    figure.update_layout(legend={"entrywidth": _KEY_WIDTH, "y": -0.01})
    return Picture(
        figure, _tell(package, relations), _tabulate(relations), NETWORK, _origin(relations)
    )


def _origin(relations: pd.DataFrame) -> Origin:
    return Origin(tuple(relations["claim_id"].unique()))


def _set_off(
    notes: dict[str, dict[str, Any]], near: set[str], selected: str
) -> list[dict[str, Any]]:
    """Fade the names of actors not linked to the selected one, and write its own in bold."""
    return [
        note
        | {"opacity": 1 if actor in near else FADED * 2}
        | ({"text": f"<b>{note['text']}</b>"} if actor == selected else {})
        for actor, note in notes.items()
    ]


def matrix(package: Package, relations: pd.DataFrame) -> Picture:
    """Draw relations as marks in a table: who does (rows) what to whom (columns).

    ``customdata`` of a mark is ``["", claim_id]``, of the first claim that states it.
    """
    if relations.empty:
        return blank(MATRIX, NOTHING)
    cells = relation.adjacency(relations)
    doers = [a for a in cells.index if cells.loc[a].map(len).any()]
    done = [a for a in cells.columns if cells[a].map(len).any()]
    stated = _stated(relations)
    marks: dict[str, list[tuple[float, float, str, str]]] = {}
    for y, doer in enumerate(doers):
        for x, to in enumerate(done):
            names = cells.loc[doer, to]
            for n, name in enumerate(names):
                shift = (n - (len(names) - 1) / 2) * _STACK
                said = _say(package, doer, name, to), stated[doer, name, to]
                marks.setdefault(name, []).append((x, y + shift, *said))
    names = package.actors["short_name"].map(_shorten)
    figure = canvas.draw(
        [_marks(name, marks[name]) for name in words.RELATION_LABEL if name in marks],
        height=_HEADINGS + _CELL * len(doers) + _MATRIX_KEY,
        xaxis=_names_axis([names[a] for a in done], side="top", tickangle=-90, showgrid=True),
        yaxis=_names_axis([names[a] for a in doers], autorange="reversed"),
    )
    figure.update_layout(legend={"entrywidth": _KEY_WIDTH, "y": -0.02})
    return Picture(
        figure, _tell(package, relations), _tabulate(relations), MATRIX, _origin(relations)
    )


def _stated(relations: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """First claim that states each relation; one without a direction counts both ways."""
    found: dict[tuple[str, str, str], str] = {}
    for row in relations.to_dict("records"):
        doer, name, done = row["from_actor_id"], row["relation"], row["to_actor_id"]
        found.setdefault((doer, name, done), row["claim_id"])
        if name in relation.MUTUAL:
            found.setdefault((done, name, doer), row["claim_id"])
    return found


def _marks(name: str, marks: list[tuple[float, float, str, str]]) -> dict[str, Any]:
    stroke = palette.RELATION_STYLE[name]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words.RELATION_LABEL[name],
        "x": [x for x, _, _, _ in marks],
        "y": [y for _, y, _, _ in marks],
        "marker": {"color": stroke.colour, "symbol": stroke.symbol, "size": 7},
        "hovertext": [canvas.escape(text) for _, _, text, _ in marks],
        "customdata": [["", claim_id] for _, _, _, claim_id in marks],
        "hoverinfo": "text",
    }


def _shorten(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


def _names_axis(names: list[str], **settings: object) -> dict[str, Any]:
    ticks: dict[str, Any] = {
        "tickvals": list(range(len(names))),
        "ticktext": [canvas.escape(n) for n in names],
    }
    ticks["tickfont"] = {"size": 10}
    around: dict[str, Any] = {"range": [-0.6, len(names) - 0.4]}
    if settings.get("autorange"):
        around["range"] = [len(names) - 0.4, -0.6]
        settings = {k: v for k, v in settings.items() if k != "autorange"}
    return canvas.axis(**ticks, **around, **settings)


def _verb(name: str) -> str:
    return words.label(words.RELATION_LABEL, name)


def _say(package: Package, doer: str, name: str, done: str) -> str:
    names = package.actors["short_name"]
    return f"{names[doer]} {_verb(name)} {names[done]}"


def _tell(package: Package, relations: pd.DataFrame) -> str:
    actors = relation.actors(relations)
    names = package.actors["short_name"]
    counts = relations["relation"].value_counts()
    kinds = ", ".join(
        f"{label} {counts[code]}" for code, label in words.RELATION_LABEL.items() if code in counts
    )
    most = actors[0]
    touching = (relations["from_actor_id"] == most) | (relations["to_actor_id"] == most)
    return (
        f"{len(relations)} statements on relations between {len(actors)} actors: {kinds}. "
        f"{names[most]} is in most of them ({int(touching.sum())})."
    )


def _tabulate(relations: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Who": relations["from_name"],
            "Does": relations["relation"].map(_verb),
            "To whom": relations["to_name"],
            "Claim": relations["title"],
            "Said by": relations["attributed_to"],
            "Paragraph": relations["paragraph"],
        }
    )
