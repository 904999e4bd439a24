"""Displacement: the article's figure against the counts over time, and by governorate."""

import streamlit as st

from conflict_atlas.ui import basemap, chart, claim, frame, picture, rounds
from conflict_atlas.views import displacement_chart as draw

package, selection = frame.ask()
about = picture.about("displacement")
with frame.page(
    "Displacement",
    "How many people had to leave or could return: the article's words beside the counts.",
    about=("displacement",),
) as found:
    measure, day = rounds.draw()
    national = picture.of_claims(draw.national, selection, day, only=about)
    chart.head(national)
    chart.show(national, "national", chart.choose_claim)
    left, right = st.columns(2)
    with left:
        areas = picture.of_package(basemap.areas, measure, day)
        chart.head(areas)
        chart.show(areas, "areas")
    with right:
        bars = picture.of_package(draw.by_admin1_bars, measure, day)
        chart.head(bars)
        chart.show(bars, "bars")
    refugees = picture.of_claims(draw.refugees, selection, only=about)
    chart.head(refugees)
    chart.show(refugees, "refugees", chart.choose_claim)
    claim.show_of_type(selection, ("displacement",), "displacement-list")
