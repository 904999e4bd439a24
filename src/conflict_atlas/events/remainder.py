"""Events of no kind among some: what is left beside the commonest, without counting any twice."""

import pandas as pd

from conflict_atlas.events import query
from conflict_atlas.events.asked import Asked
from conflict_atlas.events.library import Library
from conflict_atlas.events.query import By
from conflict_atlas.events.shared import shared
from conflict_atlas.events.source import Source


@shared(128)
def monthly(
    library: Library, source: Source, asked: Asked, by: By, names: tuple[str, ...]
) -> pd.DataFrame:
    """Events by month that have none of the kinds named; columns as ``query.monthly``.

    By ``actor``, events in which none of them is on either side.
    """
    events = query.keep(library.events(source.source_id), asked)
    columns = ("side_a", "side_b") if by == "actor" else (by,)
    for column in columns if names else ():
        events = events.filter(~events[column].fill_null("").isin(names))
    return library.execute(query.monthly(events, ""))
