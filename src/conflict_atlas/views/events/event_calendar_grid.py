"""The grid of a calendar: the square of each day, and the lines between months."""

from typing import Any

import pandas as pd

from conflict_atlas.views import canvas, palette

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKS = 54  # columns that a year may touch


def week(day: pd.Timestamp) -> int:
    """Column of a day: weeks begin on Monday, the first may be short."""
    return int((day.day_of_year - 1 + pd.Timestamp(day.year, 1, 1).weekday()) // 7)


def axes(year: int, end: str, span: list[float]) -> dict[str, Any]:
    """Axes of a year's block: months above, weekdays at the side; ``end`` is their suffix."""
    firsts = [pd.Timestamp(year, month, 1) for month in range(1, 13)]
    across = canvas.axis(anchor=f"y{end}", range=[-0.6, WEEKS - 0.4], showgrid=False, side="top")
    across |= {
        "tickvals": [week(day) + (0.8 if day.weekday() else 0) for day in firsts],
        "ticktext": list(MONTHS),
        "ticklabelstep": 1,
        "tickangle": 0,
        "ticks": "",
        "showline": False,
    }
    up = canvas.axis(anchor=f"x{end}", domain=span, range=[6.6, -0.6], showgrid=False)
    up |= {
        "tickvals": [0, 2, 4, 6],
        "ticktext": [WEEKDAYS[n] for n in (0, 2, 4, 6)],
        "showline": False,
    }
    return {f"xaxis{end}": across, f"yaxis{end}": up}


def borders(year: int, end: str) -> list[dict[str, Any]]:
    """Stepped lines between months."""
    line = {
        "type": "path",
        "xref": f"x{end}",
        "yref": f"y{end}",
        "line": {"color": palette.FAINT, "width": 1},
        "layer": "above",
    }
    paths = []
    for month in range(2, 13):
        first = pd.Timestamp(year, month, 1)
        x, y = week(first) - 0.5, first.weekday() - 0.5
        top = f"M{x + 1},-0.5L{x + 1},{y}L{x},{y}" if first.weekday() else f"M{x},-0.5"
        paths.append(line | {"path": f"{top}L{x},6.5"})
    return paths
