"""Counts by governorate, as areas on the outlines of the package's basemap."""

import json
from typing import Any

import pandas as pd

from conflict_atlas import process_state
from conflict_atlas.claims import displacement
from conflict_atlas.claims.package import Package
from conflict_atlas.views.picture import Picture
from conflict_atlas.views.series import month_chart
from conflict_atlas.views.series.displacement_chart import by_admin1_map

NO_OUTLINES: dict[str, Any] = {"type": "FeatureCollection", "features": []}


def admin1() -> dict[str, Any]:
    """First-level units as GeoJSON, without features when the package brings no basemap."""
    file = process_state.package().basemap_file("admin1.geojson")
    return json.loads(file.read_text("utf-8")) if file else NO_OUTLINES


def areas(package: Package, measure: str, day: pd.Timestamp) -> Picture:
    """Draw the counts of a round, or of a month, on the outlines."""
    draw = by_admin1_map if measure in displacement.measures(package) else month_chart.areas
    return draw(package, measure, day, admin1())
