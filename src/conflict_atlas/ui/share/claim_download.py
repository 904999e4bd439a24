"""Files a reader can take: the claims of a selection and the figures to compare them with."""

from functools import partial

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.export import area_counts_csv, figures_csv, to_csv, to_geojson
from conflict_atlas.claims.selection import Selection, select

KINDS = (
    ("Claims as CSV", to_csv, "csv", "text/csv"),
    ("Claims as GeoJSON", to_geojson, "geojson", "application/geo+json"),
    ("Independent figures as CSV", figures_csv, "figures.csv", "text/csv"),
)
BY_AREA = ("Recorded counts by area as CSV", area_counts_csv, "area-counts.csv", "text/csv")


def name(ending: str) -> str:
    """File name that says which data the file holds."""
    return f"conflict-atlas-{process_state.package().data_version}.{ending}"


def draw(selection: Selection, place: str) -> None:
    """Draw one button for each kind of file; a file is made only when its button is pressed."""
    package = process_state.package()
    claims = select(package, selection)
    kinds = (*KINDS, BY_AREA) if not package.area_counts.empty else KINDS
    for label, write, ending, media_type in kinds:
        st.download_button(
            label,
            partial(write, package, claims),
            name(ending),
            media_type,
            on_click="ignore",
            key=f"{place}-{ending}",
        )
