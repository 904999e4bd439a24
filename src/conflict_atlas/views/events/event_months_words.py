"""The months of recorded events in words and as a table."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.views.events import event_words
from conflict_atlas.views.events.event_month_row import MonthRow


@dataclass(frozen=True)
class Months:
    """Labels and options of the chart of one dataset's months.

    ``what`` is "type" or "actor"; ``unit`` ``Manifest.people``; ``month`` the
    selected one as ``2016-03``, "" for none; ``row_scale`` gives each row a scale of its own.
    """

    source: str
    what: str
    unit: str
    month: str = ""
    row_scale: bool = False

    @property
    def title(self) -> str:
        """Heading of the picture."""
        return f"Month by month, by {self.what}"


def tell(rows: list[MonthRow], around: Months) -> str:
    """Describe each row in a sentence: how many events, and when most."""
    first, last = (event_words.month(rows[0].days[end]) for end in (0, -1))
    sentences = [f"Monthly events recorded by {around.source} by {around.what}, {first} to {last}."]
    for row in rows:
        peak = int(row.months["events"].argmax())
        people = event_words.people(row.total, around.unit)
        sentences.append(
            f"{row.name}: {event_words.events(row.total['events'])}, most in "
            f"{event_words.month(row.days[peak])} ({phrase.exact(row.months['events'].iloc[peak])})"
            f"{f'; {people}' if people else ''}."
        )
    if around.month:
        sentences.append(f"{event_words.month(around.month)} is set off.")
    return " ".join(sentences)


def tabulate(rows: list[MonthRow], around: Months) -> pd.DataFrame:
    """Table of all rows, without the months in which nothing was recorded."""
    tables = []
    for row in rows:
        there = row.months[row.months["events"] > 0]
        columns: dict[str, Any] = {
            "Month": row.days[row.months["events"] > 0].strftime("%Y-%m"),
            around.what.capitalize(): row.name,
            "Events": there["events"].astype(int),
        }
        columns |= event_words.figure_columns(there, around.unit)
        tables.append(pd.DataFrame(columns).reset_index(drop=True))
    return pd.concat(tables, ignore_index=True)
