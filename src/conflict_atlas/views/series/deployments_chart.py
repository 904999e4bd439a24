"""Soldiers in a country over time: ceilings, counts and estimates, drawn separately."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import deployment, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import dated, figures_of
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.look import LIGHT
from conflict_atlas.views.picture import Picture, blank
from conflict_atlas.views.series import claim_marks, series_lines
from conflict_atlas.views.series.over_time import (
    PLOT,
    draw_over_time,
    find_reach,
    origin,
    tabulate,
    tell,
)

NOTHING = "No figures on deployments in this country."

# A level holds until the next one; an estimate is for its day only.
_MODE = {"cap": "lines+markers", "count": "lines+markers", "estimate": "markers"}
_STROKES = {
    "cap": (
        palette.LineStyle(LIGHT.others, "solid", "square"),
        palette.LineStyle(LIGHT.muted, "dash", "square-open"),
    ),
    "count": (palette.LineStyle(LIGHT.pale, "dot", "circle"),),
    "estimate": (palette.LineStyle(LIGHT.muted, "dot", "triangle-down"),),
    "addition": (palette.LineStyle(LIGHT.pale, "dot", "triangle-up"),),
}
_BAR = 0.008  # width of the bar of an addition, as a share of the time shown
_PHONE = 300  # pixels of plot on a phone, the narrowest that labels must fit
_TALLEST = 64  # pixels of the longest bar of an addition
_SIZE = (34, 15)  # pixels of its label
_MARK = 9  # pixels from the middle of a mark to its edge
_HEAD = 26  # pixels for the heading above the additions


def levels(package: Package, claims: pd.DataFrame, place_id: str) -> Picture:
    """Draw the deployment series of the country of a place with the article's figures on top.

    Claims without a figure are in the table only.
    """
    series = deployment.series_at(package, place_id)
    series = series.loc[dated(package, series.index)]
    about = deployment.claims_at(package, claims, place_id)
    shown, whole = (
        _place_on_axes(series, claim_marks.figured(claims))
        for claims in (about, deployment.claims_at(package, package.claims, place_id))
    )
    title = f"Troops in {package.places['country'][place_id]}"
    if series.empty and shown.empty:
        return blank(title, NOTHING)
    lines = _lines(package, series)
    figure = draw_over_time(shown, lines, "", find_reach(whole, lines))
    if (series["kind"] == "addition").any():
        _add_panel(figure, whole, deployment.additions(package, place_id)["value"].max())
    ids = series.index.tolist()
    drawn_from = origin(package, about, ids)
    table = tabulate(package, about, ids)
    return Picture(figure, tell(package, shown, ids), table, title, drawn_from)


def _place_on_axes(series: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Tell additions from levels, which have an axis each."""
    added = [deployment.is_addition(row, series) for row in claims.to_dict("records")]
    leads = [_lead(p, is_added=a) for p, a in zip(claims["paragraph"], added, strict=True)]
    return claims.assign(lead=leads, yaxis=["y2" if a else "y" for a in added])


def _lines(package: Package, series: pd.DataFrame) -> list[dict[str, Any]]:
    lines, seen = [], dict.fromkeys(_STROKES, 0)
    for series_id, kind in series["kind"].items():
        strokes = _STROKES[kind]
        stroke = strokes[min(seen[kind], len(strokes) - 1)]
        seen[kind] += 1
        line = series_lines.draw_line(package, str(series_id), stroke)
        if kind == "addition":
            lines.append(_bars(line, _extent(package, series)))
            continue
        line["line"] |= {"shape": "hv"}
        line["marker"] |= {"size": 8}
        lines.append(line | {"mode": _MODE[kind]})
    return lines


def _extent(package: Package, series: pd.DataFrame) -> pd.Timedelta:
    days = pd.concat([figures_of(package, str(sid))["date"] for sid in series.index])
    return pd.Timedelta(max(days.max() - days.min(), pd.Timedelta(days=30)))


def _bars(line: dict[str, Any], extent: pd.Timedelta) -> dict[str, Any]:
    """Turn a line of additions into narrow bars on an axis of their own."""
    return {
        "type": "bar",
        "name": line["name"],
        "yaxis": "y2",
        "x": line["x"],
        "y": line["y"],
        "width": extent.total_seconds() * 1000 * _BAR,
        "marker": {"color": line["marker"]["color"]},
        "hovertext": line["hovertext"],
        "hoverinfo": "text",
    }


def _add_panel(figure: go.Figure, claims: pd.DataFrame, most: float) -> None:
    """Put the additions below the levels, so that their numbers cover no line.

    There is room for the marks of all ``claims``, whichever are shown.
    """
    scale = _TALLEST / most
    marks = claims[claims["yaxis"] == "y2"]
    labels, top = _label_bars(figure, marks, scale)
    share = top / (PLOT + top + _HEAD)
    gap = _HEAD / (PLOT + top + _HEAD)
    head = {"x": 0, "xref": "paper", "y": share, "yref": "paper", "yanchor": "bottom"}
    head |= {"text": "Announced additions", "showarrow": False, "xanchor": "left"}
    notes = [*labels, head | {"font": {"size": canvas.SMALL_SIZE}}]
    figure.layout.annotations = [*figure.layout.annotations, *notes]
    figure.update_layout(
        height=figure.layout.height + top + _HEAD,
        xaxis_anchor="y2",
        yaxis_domain=[share + gap, 1],
        yaxis2=canvas.axis(
            **canvas.count_axis("", top / scale) | {"rangemode": "normal"},
            domain=[0, share],
            range=[0, top / scale],
            nticks=3,
        ),
    )


def _label_bars(
    figure: go.Figure, marks: pd.DataFrame, scale: float
) -> tuple[list[dict[str, Any]], int]:
    """Write each bar's number above it, higher where space is taken; also the height needed."""
    first, last = (pd.Timestamp(day) for day in figure.layout.xaxis.range)

    def across(day: pd.Timestamp) -> float:
        return _PHONE * ((day - first) / (last - first))

    width, height = _SIZE
    bars = _bar_ends(figure)
    taken = [
        (across(day), value * scale, width / 2 + _MARK, _MARK + height / 2)
        for day, value in zip(marks["date_end"], marks["high"].fillna(marks["low"]), strict=True)
    ]
    taken += [
        (across(day), value * scale / 2, width / 2, value * scale / 2 + height / 2)
        for day, value in bars
    ]
    labels, top = [], 0.0
    for day, value in sorted(bars):
        up = value * scale + height / 2 + 2
        others = [box for box in taken if abs(across(day) - box[0]) < box[2]]
        while any(abs(up - y) < half for _, y, _, half in others):
            up += 2
        taken.append((across(day), up, width, height))
        labels.append(_number(day, value, up - value * scale))
        top = max(top, up + height)
    return labels, round(top)


def _bar_ends(figure: go.Figure) -> list[tuple[pd.Timestamp, float]]:
    return [
        (pd.Timestamp(day), value)
        for trace in figure.data
        if trace.type == "bar"
        for day, value in zip(trace.x, trace.y, strict=True)
    ]


def _number(day: pd.Timestamp, value: float, up: float) -> dict[str, Any]:
    return {
        "x": day,
        "y": value,
        "yref": "y2",
        "yshift": up,
        "text": f"+{phrase.number(value)}",
        "showarrow": False,
        "borderpad": 1,
        "font": {"size": 11},
    }


def _lead(paragraph: int, *, is_added: bool) -> str:
    """Name the place of a claim, and say if it is an addition."""
    return f"article, paragraph {paragraph}" + (", added" if is_added else "")
