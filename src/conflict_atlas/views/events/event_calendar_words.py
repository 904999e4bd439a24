"""A calendar of recorded events in words and as a table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.views.events import event_words


@dataclass(frozen=True)
class Calendar:
    """What a calendar shows: ``years`` of a dataset that reaches from ``first`` to ``last``.

    ``people`` counts people instead of events; ``month`` is the selected month as ``2016-03``.
    """

    source: str
    unit: str
    years: tuple[int, ...]
    first: date
    last: date
    people: bool = False
    month: str = ""

    @property
    def title(self) -> str:
        """Heading of the picture."""
        return f"Day by day, {phrase.listed([str(year) for year in self.years])}"

    @property
    def counted(self) -> str:
        """Say what the shades count."""
        return f"people {self.unit}" if self.people else "events"


def years_within(years: tuple[int, ...], start: date | None, end: date | None) -> tuple[int, ...]:
    """Years of a dataset that a filter by days leaves; all of them where it leaves none."""
    left = [
        year
        for year in years
        if (start is None or start.year <= year) and (end is None or year <= end.year)
    ]
    return tuple(left) or years


def name_years(shown: Calendar) -> str:
    """Name the years shown."""
    return phrase.listed([str(year) for year in shown.years])


def tell(inside: pd.DataFrame, shown: Calendar) -> str:
    """Say how many events begin on how many days, and on which day most."""
    days = inside.to_dict("records")
    peak = max(days, key=lambda row: row["events"])
    when = event_words.month(shown.month) if shown.month else name_years(shown)
    people = event_words.people(peak, shown.unit)
    return (
        f"Calendar of events recorded by {shown.source} in {when}, shaded by {shown.counted}: "
        f"{event_words.events(inside['events'].sum())} that begin on "
        f"{phrase.counted(len(inside), 'day')}. "
        f"Most on {phrase.day(pd.Timestamp(peak['day']))}: {event_words.events(peak['events'])}"
        f"{f', {people}' if people else ''}."
    )


def tabulate(inside: pd.DataFrame, shown: Calendar) -> pd.DataFrame:
    """Table of the days with events."""
    columns: dict[str, Any] = {
        "Day": pd.DatetimeIndex(inside.index).strftime("%Y-%m-%d"),
        "Events": inside["events"].astype(int),
    }
    columns |= event_words.figure_columns(inside, shown.unit)
    return pd.DataFrame(columns).reset_index(drop=True)
