"""Who backs, fights or arms whom according to the claims: as a network and as a matrix."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import relation
from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, palette, words
from conflict_atlas.views.link import FADED, bend, draw_arrows, draw_middles, merge
from conflict_atlas.views.network import place_nodes
from conflict_atlas.views.picture import Picture, blank

NETWORK = "Who is said to do what to whom"
MATRIX = "The same as a matrix"
NOTHING = "No relation between actors in this selection."

_HEIGHT = 760
_KEY_WIDTH = 118  # pixels an entry of the legend


def network(package: Package, relations: pd.DataFrame, selected: str = "") -> Picture:
    """Draw relations (as ``relation.edges`` gives them) as arrows between actors.

    ``customdata`` of a node is ``[actor_id, ""]``, of the middle of a link ``["", claim_id]``.
    ``selected`` is an actor_id: what does not touch it is faded, unless it has no relation here.
    """
    if relations.empty:
        return blank(NETWORK, NOTHING)
    links = merge(relations)
    actors = relation.actors(relations)
    selected = selected if selected in actors else ""
    places = place_nodes(actors, [(link["doer"], link["done"]) for link in links])
    bend(links, places)
    near = {a for link in links if selected in link["pair"] for a in link["pair"]}
    traces = [
        *draw_arrows(links, selected),
        draw_middles(links),
        *_nodes(package, actors, places, near or set(actors), selected),
    ]
    figure = canvas.draw(
        traces,
        height=_HEIGHT,
        margin={"l": 4, "r": 4, "t": 4, "b": 4, "pad": 0},
        xaxis=canvas.axis(visible=False, range=[-0.09, 1.09], fixedrange=True),
        yaxis=canvas.axis(visible=False, range=[-0.05, 1.05], fixedrange=True),
    )
    figure.update_layout(legend={"entrywidth": _KEY_WIDTH, "y": -0.01})
    return Picture(figure, _tell(package, relations), _tabulate(relations), NETWORK)


def matrix(package: Package, relations: pd.DataFrame) -> Picture:
    """Draw relations as marks in a table: who does (rows) what to whom (columns)."""
    if relations.empty:
        return blank(MATRIX, NOTHING)
    cells = relation.adjacency(relations)
    doers = [a for a in cells.index if cells.loc[a].map(len).any()]
    done = [a for a in cells.columns if cells[a].map(len).any()]
    marks: dict[str, list[tuple[float, float, str]]] = {}
    for y, doer in enumerate(doers):
        for x, to in enumerate(done):
            names = cells.loc[doer, to]
            for n, name in enumerate(names):
                shift = (n - (len(names) - 1) / 2) * 0.34
                marks.setdefault(name, []).append((x + shift, y, _say(package, doer, name, to)))
    names = package.actors["short_name"]
    figure = canvas.draw(
        [_marks(name, marks[name]) for name in words.RELATION_LABEL if name in marks],
        height=150 + 21 * len(doers) + 90,
        dragmode=False,
        xaxis=_names_axis([names[a] for a in done], side="top", tickangle=-90, showgrid=True),
        yaxis=_names_axis([names[a] for a in doers], autorange="reversed"),
    )
    figure.update_layout(legend={"entrywidth": _KEY_WIDTH, "y": -0.02})
    return Picture(figure, _tell(package, relations), _tabulate(relations), MATRIX)


def _nodes(
    package: Package,
    actors: list[str],
    places: dict[str, tuple[float, float]],
    near: set[str],
    selected: str,
) -> list[dict[str, Any]]:
    """One trace a type of actor, so that the legend explains colour and symbol."""
    people = package.actors.reindex(actors)
    traces = []
    for code, label in words.ACTOR_TYPE_LABEL.items():
        some = people[people["actor_type"] == code].to_dict("records")
        if not some:
            continue
        some.sort(key=lambda row: row["actor_id"] not in near)  # the legend shows the first
        ids = [row["actor_id"] for row in some]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": label,
                "x": [places[i][0] for i in ids],
                "y": [places[i][1] for i in ids],
                "text": [_node_label(row, selected) for row in some],
                "textposition": "bottom center",
                "textfont": {"size": 11},
                "cliponaxis": False,
                "marker": {
                    "color": palette.ACTOR_TYPE_COLOUR[code],
                    "symbol": palette.ACTOR_TYPE_SYMBOL[code],
                    "size": [19 if i == selected else 13 for i in ids],
                    "opacity": [1 if i in near else FADED for i in ids],
                    "line": {"width": 0},
                },
                "customdata": [[i, ""] for i in ids],
                "hovertext": [canvas.hover(r["name"], label, r["description"]) for r in some],
                "hoverinfo": "text",
            }
        )
    return traces


def _node_label(actor: dict[Any, Any], selected: str) -> str:
    text = canvas.wrap(actor["short_name"], 14)
    return f"<b>{text}</b>" if actor["actor_id"] == selected else text


def _marks(name: str, marks: list[tuple[float, float, str]]) -> dict[str, Any]:
    stroke = palette.RELATION_STROKE[name]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words.RELATION_LABEL[name],
        "x": [x for x, _, _ in marks],
        "y": [y for _, y, _ in marks],
        "marker": {"color": stroke.colour, "symbol": stroke.symbol, "size": 10},
        "hovertext": [canvas.escape(text) for _, _, text in marks],
        "hoverinfo": "text",
    }


def _names_axis(names: list[str], **settings: object) -> dict[str, Any]:
    ticks = {"tickvals": list(range(len(names))), "ticktext": [canvas.escape(n) for n in names]}
    around: dict[str, Any] = {"range": [-0.6, len(names) - 0.4], "fixedrange": True}
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
