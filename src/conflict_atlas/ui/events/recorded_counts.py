"""Recorded counts by area and month that the package has: a choice, a chart, its source."""

from html import escape

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import area_count
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection
from conflict_atlas.link import parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.series import area_counts_chart


def show(selection: Selection, at: pd.Timestamp | None = None) -> None:
    """Show the section, with a line at a month; nothing where nothing is counted by area."""
    package = process_state.package()
    if not area_count.counted(package):
        return
    known = area_count.governorates(package)
    codes = dict(zip(known["admin1"], known["admin1_code"], strict=True))
    heading = st.container()
    chosen = st.multiselect(
        "Governorates",
        list(codes),
        key=parameter_names.AREA,
        bind="query-params",
        placeholder="Whole countries",
        filter_mode="contains",
        select_all=False,
    )
    areas = tuple(codes[name] for name in chosen)
    picture = picture_cache.of_claims(
        area_counts_chart.over_time, selection, areas, at, only=picture_cache.about("casualty")
    )
    with heading:
        chart_block.head(picture)
    chart_block.show(picture, "recorded-counts", chart_block.choose_claim)
    st.html(_credit(package))


@memoized(1)
def _credit(package: Package) -> str:
    """Name each source with its licence and address, and who made the sums."""
    sources = package.sources.loc[list(dict.fromkeys(package.area_counts["source_id"]))]
    lines = [
        f'<a href="{escape(row["url"])}" target="_blank" rel="noopener">{escape(row["publisher"])}:'
        f" {escape(row['title'])}</a> ({escape(row['licence'])})"
        for row in sources.to_dict("records")
    ]
    return (
        '<p class="atlas-words">Sums by governorate and month made here from '
        f"{' and '.join(lines)}."
        " Countries include what no governorate can be given. What is known only to a longer span"
        " is counted in the month in which the span begins, so that a month can stand far above its"
        " neighbours; the table says how many events are known so coarsely. Outside the months"
        " drawn there is no data, which is not zero.</p>"
    )
