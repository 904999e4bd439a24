"""Data of the timeline for the browser, which measures letters and packs rows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized
from conflict_atlas.views import words
from conflict_atlas.views.clock.clock_data import city_bars
from conflict_atlas.views.timeline.conventions import Convention, conventions
from conflict_atlas.views.timeline.lanes import Row, lanes

# Columns: claims without a date of their own, on the axis, on the present.
UNDATED, DATED, PRESENT = 0, 1, 2
_EARLY = 0.1  # share of dated claims that may begin before the axis as it opens


@memoized(64)
def timeline_data(package: Package, claim_ids: Sequence[str], by: str) -> dict[str, Any]:
    """All data of the timeline for some claims; shared, do not change.

    The axis depends on the package alone, so that no filter moves it.
    """
    first, last = known_period(package)
    cities = city_bars(package, last)
    undated, present = conventions(package)
    rows = lanes(package, package.claims.loc[list(claim_ids)], by)
    return {
        "first": f"{first:%Y-%m-%d}",
        "last": f"{last:%Y-%m-%d}",
        "opens": [f"{day:%Y-%m-%d}" for day in _opens(package)],
        "written": {
            "day": f"{present.end:%Y-%m-%d}" if present else "",
            "said": package.article.written,
        },
        "cities": cities,
        "holders": list(
            {part["holder"]: part for city in cities for part in city["parts"]}.values()
        ),
        "columns": [_head(package, UNDATED, undated), {}, _head(package, PRESENT, present)],
        "lanes": [
            {"name": name, "kind": kind, "claims": [_claim(package, row) for row in held]}
            for name, kind, held in rows
        ],
    }


def column(package: Package, row: Row) -> int:
    """The column of a claim."""
    undated, present = conventions(package)
    start, end = row["date_start"], row["date_end"]
    if present and present.holds(start, end):
        return PRESENT
    if (undated and undated.holds(start, end)) or start < known_period(package)[0]:
        return UNDATED
    return DATED


@memoized(8)
def _opens(package: Package) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Days that the axis shows at first: nearly all dated claims."""
    first, last = known_period(package)
    rows = package.claims.to_dict("records")
    dated = [row for row in rows if column(package, row) == DATED]
    if not dated:
        return first, last
    starts = sorted(row["date_start"] for row in dated)
    ends = [row[name] for row in dated for name in ("date_end", "found_date")]
    start = starts[int(_EARLY * len(starts))].replace(day=1)
    end = max(end for end in ends if not pd.isna(end)) + pd.offsets.MonthEnd(0)
    return max(start, first), min(max(end, start + pd.Timedelta(days=60)), last)


@memoized(8)
def _head(package: Package, wanted: int, convention: Convention | None) -> dict[str, Any]:
    """Say whether any claim of the package is in a column, and how the column treats dates.

    A column emptied by a filter stays, or the axis would change its width.
    """
    rows = package.claims.to_dict("records")
    return {
        "used": any(column(package, row) == wanted for row in rows),
        "taken": f"taken as {convention.said}" if convention else "",
    }


def _claim(package: Package, row: Row) -> dict[str, Any]:
    start, end, found = row["date_start"], row["date_end"], row["found_date"]
    where = column(package, row)
    long_ago = where == UNDATED and start < known_period(package)[0]
    return {
        "id": row["claim_id"],
        "title": row["title"],
        "kind": row["claim_type"],
        "column": where,
        "start": f"{start:%Y-%m-%d}",
        "end": f"{end:%Y-%m-%d}",
        "found": f"{found:%Y-%m-%d}" if found is not pd.NaT else "",
        "note": _years(start, end) if long_ago else "",
        "when": phrase.span(start, end, row["time_precision"]),
        "says": _says(package, row),
    }


def _years(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year % 100:02}"


def _says(package: Package, row: Row) -> str:
    """Write what else is known of a claim's date, in lines."""
    kind = words.label(words.TYPE_LABEL, row["claim_type"])
    found = phrase.day(row["found_date"])
    publisher = package.sources["publisher"].get(row["found_source_id"], "")
    lines = (
        f"{kind}, paragraph {row['paragraph']}. Said by: {row['attributed_to']}",
        f"Day found elsewhere: {found} ({publisher})" if found else "",
        phrase.figure(row["low"], row["high"], row["bound"], row["unit"]),
    )
    return "\n".join(line for line in lines if line)
