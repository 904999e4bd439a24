"""Plain words for recorded events: numbers of events and people, and months."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.events.manifest import Manifest


def events(count: float) -> str:
    """Write a number of events: ``1 event``, ``2,310 events``."""
    return phrase.counted(count, "event")


def people(row: Any, unit: str) -> str:
    """Write a sum of figures with its range; "" where a dataset counts no people.

    ``row`` has low, best, high, events and figured; ``unit`` is ``Manifest.people``. Events without
    a figure are mentioned, for no figure is not zero.
    """
    if not unit:
        return ""
    silent = row["events"] - row["figured"]
    if not row["figured"]:
        return f"no figure of people {unit}"
    said = phrase.stated(row["low"], row["best"], row["high"], unit, digits=True)
    return f"{said}; {events(silent)} without a figure" if silent else said


def figure_columns(table: pd.DataFrame, unit: str) -> dict[str, Any]:
    """Columns of the figures in a table for people; none where a dataset counts no people."""
    if not unit:
        return {}
    return {
        "With a figure": table["figured"].astype(int),
        f"Lowest {unit}": table["low"],
        f"Best {unit}": table["best"],
        f"Highest {unit}": table["high"],
    }


def month(value: pd.Timestamp | str) -> str:
    """Write a month, given as its first day or as ``2016-03``: ``March 2016``."""
    return f"{pd.Timestamp(value):%B %Y}"


def days(source: Manifest) -> str:
    """Write the days that a dataset reaches over; "" where it has no events."""
    if not source.first_day:
        return ""
    return phrase.span(pd.Timestamp(source.first_day), pd.Timestamp(source.last_day))


def bare(count: float) -> float | None:
    """A number for JSON: None where it is missing."""
    return None if phrase.is_missing(count) else float(count)
