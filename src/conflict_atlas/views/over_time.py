"""Series of others as lines over time, with the article's own figures on top."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, claim_mark, palette, series_line
from conflict_atlas.views.picture import Picture, blank

HEIGHT = 460


def draw_over_time(
    package: Package, claims: pd.DataFrame, series_ids: list[str], title: str, nothing: str
) -> Picture:
    """Draw series as lines and the figures of claims as marks with labels.

    All must have one unit. ``nothing`` is said where there is neither a series nor a figure.
    """
    lines = [
        series_line.draw_line(package, sid, palette.series_stroke(n))
        for n, sid in enumerate(series_ids)
    ]
    days = [day for line in lines for day in line["x"]]
    days += claim_mark.figured(claims)["date_end"].tolist()
    if not days:
        return blank(title, nothing)
    units = [*package.series["unit"].reindex(series_ids), *claim_mark.figured(claims)["unit"]]
    figure = canvas.draw(
        [*lines, *claim_mark.draw_claims(claims)],
        height=HEIGHT,
        annotations=claim_mark.label_claims(claims, min(days), max(days)),
        dragmode=False,
        xaxis=canvas.axis(type="date", nticks=6, tickangle=0, showgrid=False),
        yaxis=canvas.axis(**canvas.amount_axis(units[0]), nticks=6),
    )
    return Picture(figure, tell(package, claims, series_ids), tabulate(package, claims, series_ids), title)


def mark_day(figure: go.Figure, at: pd.Timestamp) -> None:
    """Draw a dotted line upright at a day."""
    line = {"color": palette.FAINT, "width": 1.5, "dash": "dot"}
    figure.add_shape(type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", line=line)


def shade_claim(figure: go.Figure, claim: dict[Any, Any]) -> None:
    """Shade the span of a claim that gives no figure, with its title at the top."""
    figure.add_shape(
        type="rect",
        x0=claim["date_start"],
        x1=claim["date_end"],
        y0=0,
        y1=1,
        yref="paper",
        fillcolor=palette.see_through(palette.ARTICLE, 0.35),
        line={"color": palette.ARTICLE, "width": 1},
    )
    figure.add_annotation(
        x=claim["date_start"],
        y=1,
        yref="paper",
        yanchor="top",
        xanchor="right",
        align="right",
        text=claim_mark.label(claim, title=True),
        showarrow=False,
        font={"size": canvas.SMALL_SIZE},
    )


def tell(package: Package, claims: pd.DataFrame, series_ids: list[str]) -> str:
    """Tell a chart over time: the article's figures, then each series."""
    parts = [claim_mark.tell(claims), series_line.tell(package, series_ids)]
    return " ".join(["Chart over time.", *filter(None, parts)])


def tabulate(package: Package, claims: pd.DataFrame, series_ids: list[str]) -> pd.DataFrame:
    """Table of a chart over time: the article's claims, then the figures of each series."""
    tables = [claim_mark.tabulate(claims), series_line.tabulate(package, series_ids)]
    return pd.concat(tables, ignore_index=True)
