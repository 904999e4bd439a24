"""Independent series as lines over time, with the article's own figures on top."""

from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package, has_figure
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.picture import Origin
from conflict_atlas.views.series import claim_marks, end_labels, series_lines

PLOT = 330  # pixels for the chart itself
_ROOM = 0.05  # share of the time shown, as margin on either side
_FOOT = 48  # for the dates below it
_HEADROOM = 1.06  # top of the axis, as a multiple of the highest figure


class Reach(NamedTuple):
    """How far the axes reach: from the first day to the last, and up to a figure."""

    first: pd.Timestamp
    last: pd.Timestamp
    highest: float


def find_reach(claims: pd.DataFrame, lines: list[dict[str, Any]]) -> Reach:
    """Reach of the axes that lines and all claims need, which no filter changes."""
    days = [day for line in lines for day in line["x"]] + claims["date_end"].tolist()
    highest = (_highest(lines, claim_marks.figured(claims)) or 1) * _HEADROOM
    return Reach(min(days), max(days), highest)


def draw_over_time(
    claims: pd.DataFrame,
    lines: list[dict[str, Any]],
    unit: str,
    reach: Reach,
    *,
    spans: bool = True,
) -> go.Figure:
    """Draw others' series as lines, then the figures of claims as marks, all in one unit.

    A claim without a figure is labelled and has its span shaded. ``spans`` draws the days that a
    figure may refer to.
    """
    marked = claim_marks.figured(claims)
    first, last, highest = reach
    room = max((last - first) * _ROOM, pd.Timedelta(days=1))
    start, end = first - room, last + room
    labels = claim_marks.label_claims(claims, first, last)
    drawn = [line for line in lines if line["type"] != "bar"]
    names, right = end_labels.label_ends(drawn, (start, end), highest, PLOT)
    labels["margin"] |= {"r": right}
    for part, notes in names.items():
        labels[part] = [*notes, *labels[part]]
    figure = canvas.draw(
        [*lines, *claim_marks.draw_claims(marked, spans=spans)],
        height=PLOT + labels["margin"]["t"] + _FOOT,
        **labels,
        showlegend=False,
        xaxis=canvas.axis(**canvas.date_axis(first, last), range=[start, end]),
        yaxis=canvas.axis(**canvas.count_axis(unit, highest), nticks=6, range=[0, highest]),
    )
    for claim in claims[claims["low"].isna() & claims["high"].isna()].to_dict("records"):
        _shade(figure, claim)
    return figure


def _highest(lines: list[dict[str, Any]], marked: pd.DataFrame) -> float:
    """The highest figure on the axis of amounts, including the upper ends of ranges."""
    on_axis = marked[marked["yaxis"] == "y"] if "yaxis" in marked else marked
    stated = [*on_axis["low"], *on_axis["high"]]
    for line in lines:
        if line["type"] == "bar":  # bars have their own axis
            continue
        above = line.get("error_y", {}).get("array") or [0] * len(line["y"])
        stated += [y + more for y, more in zip(line["y"], above, strict=True)]
    return max((number for number in stated if not phrase.is_missing(number)), default=0)


def draw_lines(package: Package, series_ids: list[str]) -> list[dict[str, Any]]:
    """Lines of some series, each with its own stroke."""
    return [
        series_lines.draw_line(package, sid, palette.series_style(n))
        for n, sid in enumerate(series_ids)
    ]


def mark_day(figure: go.Figure, at: pd.Timestamp) -> None:
    """Draw a dashed vertical line at a day."""
    line = {"color": palette.FAINT, "width": 1.5, "dash": "dash"}
    figure.add_shape(type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", line=line)


def _shade(figure: go.Figure, claim: dict[Any, Any]) -> None:
    figure.add_shape(
        type="rect",
        x0=claim["date_start"],
        x1=claim["date_end"],
        y0=0,
        y1=1,
        yref="paper",
        fillcolor=palette.see_through(palette.ARTICLE, 0.25),
        line={"width": 0},
        layer="below",
    )


def tell(package: Package, claims: pd.DataFrame, series_ids: list[str]) -> str:
    """Describe a chart over time: the article's figures, claims without one, then each series."""
    parts = [
        claim_marks.tell(claims),
        _tell_shaded(claims),
        series_lines.tell(package, series_ids),
    ]
    return " ".join(["Chart over time.", *filter(None, parts)])


def origin(package: Package, claims: pd.DataFrame, series_ids: list[str]) -> Origin:
    """What a chart over time is drawn from."""
    return Origin(tuple(claims["claim_id"]), series_lines.documents(package, series_ids))


def _tell_shaded(claims: pd.DataFrame) -> str:
    rows = claims[~has_figure(claims)].to_dict("records")
    said = "; ".join(f"{row['title']} (paragraph {row['paragraph']})" for row in rows)
    return f"Shaded because it gives no figure: {said}." if said else ""


def tabulate(package: Package, claims: pd.DataFrame, series_ids: list[str]) -> pd.DataFrame:
    """Table of a chart over time: the article's claims, then the figures of each series."""
    tables = [claim_marks.tabulate(claims), series_lines.tabulate(package, series_ids)]
    return pd.concat(tables, ignore_index=True)
