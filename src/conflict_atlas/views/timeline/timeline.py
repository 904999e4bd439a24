"""The claims in time: a mark where the article gives a day, a bar where it leaves a span open."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, palette, words
from conflict_atlas.views.picture import Picture, blank
from conflict_atlas.views.timeline.broken_axis import (
    Parts,
    axes,
    choose_parts,
    explain_parts,
    name_parts,
    part_of,
)
from conflict_atlas.views.timeline.claim_bars import (
    draw_bars,
    draw_found,
    draw_marks,
    draw_titles,
    explain_dates,
    explain_types,
)
from conflict_atlas.views.timeline.lanes import Row, set_rows, when

TITLE = "Claims in time"
NOTHING = "No claim of this selection to place in time."
BY = ("claim_type", "actor")

ROW = 28  # pixels a row: a title, and its marks below
_TOP, _BOTTOM = 60, 96  # pixels for the dates above and for the legend below


def timeline(
    package: Package, claims: pd.DataFrame, by: str = "claim_type", selected: str = ""
) -> Picture:
    """Draw claims in lanes by ``claim_type`` or by ``actor``; marks carry claim_id as customdata.

    ``selected`` is the claim_id to set off. Raises ValueError for another ``by``.
    """
    if by not in BY:
        msg = f"lanes are by {' or '.join(BY)}, not by {by!r}"
        raise ValueError(msg)
    if claims.empty:
        return blank(TITLE, NOTHING)
    rows = set_rows(package, claims, by)
    figure = _draw(rows, choose_parts(claims), selected, symbols=by == "actor")
    if by == "actor":
        figure.add_traces(explain_types(claims))
    return Picture(figure, _tell(claims), _tabulate(claims), TITLE)


def _draw(rows: list[Row], parts: Parts, selected: str, *, symbols: bool) -> go.Figure:
    bottom = rows[-1]["row"] + 0.8
    traces = [t for n in range(len(parts)) for t in _draw_part(rows, parts, n, symbols=symbols)]
    figure = canvas.draw(
        [*traces, draw_titles(rows, parts[0].start), *explain_dates()],
        height=round(ROW * bottom) + _TOP + _BOTTOM,
        margin={"l": 14, "r": 10, "t": _TOP, "b": 8, "pad": 0},
        barmode="overlay",
        dragmode=False,
        yaxis=canvas.axis(range=[bottom, -0.45], visible=False, fixedrange=True),
        shapes=[*explain_parts(parts), *_part_lanes(rows), *_set_off(rows, selected)],
        annotations=[*name_parts(parts), *_name_lanes(rows)],
        **axes(parts),
    )
    figure.update_layout(legend_y=-46 / (ROW * bottom))
    return figure


def _draw_part(rows: list[Row], parts: Parts, n: int, *, symbols: bool) -> list[Any]:
    """Traces of one part of the axis; ``symbols`` puts one at the start of each bar as well."""
    part = parts[n]
    axis = {"xaxis": "x" if n == 0 else f"x{n + 1}", "showlegend": False}
    spans = [r for r in rows if r["date_start"] < r["date_end"]]
    bars = [r for r in spans if r["date_end"] >= part.start and r["date_start"] < part.end]
    marks = [r for r in rows if symbols or r["date_start"] == r["date_end"]]
    return [
        draw_bars(bars, part) | axis,
        draw_marks([r for r in marks if _lies_in(parts, r["date_start"], n)], part) | axis,
        draw_found([r for r in rows if _lies_in(parts, r["found_date"], n)]) | axis,
    ]


def _lies_in(parts: Parts, day: phrase.Day, n: int) -> bool:
    return not pd.isna(day) and part_of(parts, day) == n


def _name_lanes(rows: list[Row]) -> list[dict[str, Any]]:
    """Each lane's name above its first row, with the number of its claims."""
    firsts = {r["rank"]: r for r in reversed(rows)}
    ranks = [r["rank"] for r in rows]
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": row["row"] - 0.92,
            "text": f"<b>{canvas.escape(row['lane'])}</b> ({ranks.count(rank)})",
            "showarrow": False,
        }
        for rank, row in firsts.items()
    ]


def _part_lanes(rows: list[Row]) -> list[dict[str, Any]]:
    """Lines above each lane."""
    line = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "line": {"color": canvas.GRID}}
    tops = {r["rank"]: r["row"] - 1.35 for r in reversed(rows)}
    return [line | {"y0": top, "y1": top} for top in tops.values()]


def _set_off(rows: list[Row], selected: str) -> list[dict[str, Any]]:
    """Bands behind the rows of the selected claim."""
    band = {
        "type": "rect",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "fillcolor": palette.see_through(palette.ARTICLE, 0.22),
        "line": {"color": palette.ARTICLE, "width": 1.5},
        "layer": "below",
    }
    return [
        band | {"y0": row["row"] - 0.56, "y1": row["row"] + 0.44}
        for row in rows
        if row["claim_id"] == selected
    ]


def _tell(claims: pd.DataFrame) -> str:
    counts = claims["claim_type"].value_counts()
    kinds = ", ".join(
        f"{name.lower()} {counts[code]}"
        for code, name in words.TYPE_LABEL.items()
        if code in counts.index
    )
    known = int((claims["date_start"] == claims["date_end"]).sum())
    first = phrase.day(claims["date_start"].min())
    last = phrase.day(claims["date_end"].max())
    found = int(claims["found_date"].notna().sum())
    return (
        f"Timeline of {len(claims)} claims between {first} and {last}: {kinds}. "
        f"The article gives the day of {known}; {len(claims) - known} lie somewhere within a span. "
        f"For {found} another source gives a day.{_tell_parts(choose_parts(claims))}"
    )


def _tell_parts(parts: Parts) -> str:
    if len(parts) == 1:
        return ""
    breaks = phrase.joined([phrase.dated(part.start, "month") for part in parts[1:]])
    return f" The scale changes at {breaks}: earlier years are drawn shorter."


def _tabulate(claims: pd.DataFrame) -> pd.DataFrame:
    rows = claims.sort_values(["date_start", "date_end"], kind="stable").to_dict("records")
    return pd.DataFrame(
        {
            "Claim": [r["title"] for r in rows],
            "Kind": [words.label(words.TYPE_LABEL, r["claim_type"]) for r in rows],
            "Date": [when(r) for r in rows],
            "Day found elsewhere": [phrase.day(r["found_date"]) for r in rows],
            "Said by": [r["attributed_to"] for r in rows],
            "Paragraph": [r["paragraph"] for r in rows],
        }
    )
