"""Displacement: the article's figure against the counts over time, and by governorate."""

import streamlit as st

from conflict_atlas.claims import area_count, displacement
from conflict_atlas.ui.claims import claim_card, displacement_rounds
from conflict_atlas.ui.events import recorded_counts
from conflict_atlas.ui.mapview import chart_basemap
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.series import displacement_chart as draw
from conflict_atlas.views.series.area_ranks import area_ranks
from conflict_atlas.views.series.stated_figures import stated_figures

package, selection = layout.ask()
about = picture_cache.about("displacement")
with layout.page(
    "displacement",
    about=("displacement",),
) as found:
    measure, day = displacement_rounds.draw()
    clock.show_strip(selection, "day of the counts", measure)
    national = picture_cache.of_claims(draw.national, selection, day, only=about)
    chart_block.head(national)
    chart_block.show(national, "national", chart_block.choose_claim)
    areas = picture_cache.of_package(chart_basemap.areas, measure, day)
    chart_block.head(areas)
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart_block.show(areas, "areas")
    ranks = area_ranks(package, measure, day)
    if ranks:
        right.html(ranks)
    refugees = picture_cache.of_claims(draw.refugees, selection, only=about)
    chart_block.head(refugees)
    chart_block.show(refugees, "refugees", chart_block.choose_claim)
    others = displacement.other_series(package).index.tolist()
    stated = stated_figures(package, about(package, selection), others)
    if stated:
        st.html(stated)
    recorded_counts.show(selection, day if measure in area_count.measures(package) else None)
    claim_card.show_of_type(selection, ("displacement",), "displacement-list")
