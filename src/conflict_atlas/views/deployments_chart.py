"""Soldiers in a country over time: ceilings, counts and estimates, each by itself."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import level, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.views import claim_mark, palette, series_line
from conflict_atlas.views.over_time import draw_over_time, tabulate, tell
from conflict_atlas.views.picture import Picture, blank

NOTHING = "No figures on deployments in this country."

# A level holds until the next one, an estimate is of its day only.
_MODE = {"cap": "lines+markers", "count": "lines+markers", "estimate": "markers"}
_STROKES = {
    "cap": (
        palette.Stroke("#1f77c9", "solid", "square"),
        palette.Stroke("#3f94ad", "dash", "square-open"),
    ),
    "count": (palette.Stroke("#11936f", "dot", "circle"),),
    "estimate": (palette.Stroke("#9a6ae8", "dot", "triangle-down"),),
    "addition": (palette.Stroke("#7d6b00", "dot", "triangle-up"),),
}
_BAR = 0.008  # width of the bar of an addition, as a share of the time shown
_APART = 0.1  # share of the time shown that the label of an addition needs


def levels(package: Package, claims: pd.DataFrame, place_id: str) -> Picture:
    """Draw the deployment series of the country of a place with the article's figures on top.

    Claims without a figure are in the table only.
    """
    series = level.series_at(package, place_id)
    about = level.claims_at(package, claims, place_id)
    shown = claim_mark.figured(about)
    title = f"Deployments: {package.places['country'][place_id]}"
    if series.empty and shown.empty:
        return blank(title, NOTHING)
    shown = shown.assign(lead=[_lead(row, series) for row in shown.to_dict("records")])
    lines = _lines(package, series, shown["date_end"].tolist())
    figure = draw_over_time(shown, lines, "")
    ids = series.index.tolist()
    return Picture(figure, tell(package, shown, ids), tabulate(package, about, ids), title)


def _lines(
    package: Package, series: pd.DataFrame, taken: list[pd.Timestamp]
) -> list[dict[str, Any]]:
    """Lines of the series; ``taken`` are days at which there is no room for a label."""
    lines, seen = [], dict.fromkeys(_STROKES, 0)
    for series_id, kind in series["kind"].items():
        strokes = _STROKES[kind]
        stroke = strokes[min(seen[kind], len(strokes) - 1)]
        seen[kind] += 1
        line = series_line.draw_line(package, str(series_id), stroke)
        if kind == "addition":
            lines.append(_bars(line, _extent(package, series), taken))
            continue
        line["line"] |= {"shape": "hv"}
        line["marker"] |= {"size": 8}
        lines.append(line | {"mode": _MODE[kind]})
    return lines


def _extent(package: Package, series: pd.DataFrame) -> pd.Timedelta:
    days = pd.concat([level.steps(package, str(sid))["date"] for sid in series.index])
    return pd.Timedelta(max(days.max() - days.min(), pd.Timedelta(days=30)))


def _bars(line: dict[str, Any], extent: pd.Timedelta, taken: list[pd.Timestamp]) -> dict[str, Any]:
    """Turn a line of additions into narrow bars, labelled where labels have room."""
    texts, taken = [], list(taken)
    for day, value in zip(line["x"], line["y"], strict=True):
        room = all(abs(day - other) > extent * _APART for other in taken)
        texts.append(f"+{phrase.number(value)}" if room else "")
        taken += [day] if room else []
    return {
        "type": "bar",
        "name": line["name"],
        "x": line["x"],
        "y": line["y"],
        "width": extent.total_seconds() * 1000 * _BAR,
        "text": texts,
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 10},
        "marker": {"color": line["marker"]["color"]},
        "hovertext": line["hovertext"],
        "hoverinfo": "text",
    }


def _lead(row: dict[Any, Any], series: pd.DataFrame) -> str:
    """Say where a claim stands, and that it is an addition where it is one."""
    where = f"article, paragraph {row['paragraph']}"
    return f"{where}, added" if level.is_addition(row, series) else where
