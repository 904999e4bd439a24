"""Sums of a whole dataset on any days, from the events of each span of days added up."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from conflict_atlas.events.cache.cumulative_sums import FIGURES, Ints, from_number, there, to_number
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.typed_frame import frame

_SCHEMA = queries.summary(queries.table("events")).schema()


@dataclass(frozen=True)
class Spans:
    """First and last days, each pair once, and by name the sums of the events of just these."""

    first: Ints
    last: Ints
    sums: dict[str, Ints]

    def summary(self, asked: EventFilter) -> pd.DataFrame:
        """Answer as ``query.summary`` does for the days that are asked for."""
        kept = np.ones(len(self.first), dtype=bool)
        if asked.start:
            kept &= self.last >= to_number(asked.start)
        if asked.end:
            kept &= self.first <= to_number(asked.end)
        sums = {name: int(column[kept].sum()) for name, column in self.sums.items()}
        found: dict[str, int | float | date | None] = {
            name: sums[name] for name in ("events", "figured", "placed")
        }
        found |= {name: float(sums[name]) if sums[there(name)] else None for name in FIGURES}
        some = bool(kept.any())
        found["first_day"] = from_number(self.first[kept].min()) if some else None
        found["last_day"] = from_number(self.last[kept].max()) if some else None
        return frame(pa.Table.from_pylist([found], _SCHEMA.to_pyarrow()), _SCHEMA)
