"""The timeline for those who cannot see it: in words, and as a table."""

from collections.abc import Sequence

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized
from conflict_atlas.views import words
from conflict_atlas.views.description import Description
from conflict_atlas.views.timeline.timeline_data import DATED, PRESENT, UNDATED, column


@memoized(64)
def timeline_words(package: Package, claim_ids: Sequence[str]) -> Description:
    """Describe the dates of some claims."""
    claims = package.claims.loc[list(claim_ids)]
    ordered = claims.sort_values(["date_start", "date_end"], kind="stable")
    rows = ordered.to_dict("records")
    places = {
        DATED: "On the axis",
        UNDATED: "No date of its own",
        PRESENT: "In the present",
    }
    columns = [column(package, row) for row in rows]
    table = pd.DataFrame(
        {
            "Claim": [row["title"] for row in rows],
            "Kind": [words.label(words.TYPE_LABEL, row["claim_type"]) for row in rows],
            "Date": [
                phrase.span(row["date_start"], row["date_end"], row["time_precision"])
                for row in rows
            ],
            "Drawn": [places[place] for place in columns],
            "Day found elsewhere": [phrase.day(row["found_date"]) for row in rows],
            "Said by": [row["attributed_to"] for row in rows],
            "Paragraph": [row["paragraph"] for row in rows],
        }
    )
    return Description(_tell(claims, columns), table)


def _tell(claims: pd.DataFrame, columns: list[int]) -> str:
    if claims.empty:
        return "No claim of this selection to place in time."
    known = int((claims["date_start"] == claims["date_end"]).sum())
    first = phrase.day(claims["date_start"].min())
    last = phrase.day(claims["date_end"].max())
    found = int(claims["found_date"].notna().sum())
    return (
        f"Timeline of {phrase.counted(len(claims), 'claim')} between {first} and {last}: "
        f"{columns.count(DATED)} on the axis, {columns.count(UNDATED)} without a date of their "
        f"own or of long before, {columns.count(PRESENT)} in the present. The article gives the "
        f"day of {known}; for {found} another source gives a day."
    )
