"""Cities with the actor that holds them on a day."""

import pandas as pd

from conflict_atlas.claims import city_control, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.memoization import memoized
from conflict_atlas.views import palette
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.atlas_map import MapLayer, Overlay


@memoized(256)
def cities(package: Package, at: pd.Timestamp) -> MapLayer | None:
    """Name plates of the cities whose holder on a day is known; None when there is none."""
    held = city_control.holders(package, at)
    if held.empty:
        return None
    plates, entries = [], []
    for row in records(held):
        place = record(package, "places")[row["place_id"]]
        holder = package.actors["short_name"][row["holder_id"]]
        shade = palette.side_shade(package, row["holder_id"])
        plates.append(
            {
                "place": place["name"],
                "holder": f"{holder}{map_style.CONTROL_SUFFIX[row['status']]}",
                "status": row["status"],
                "color": shade.light,
                "dark": shade.dark,
                "latitude": place["latitude"],
                "longitude": place["longitude"],
            }
        )
        colours = {"color": shade.light, "dark": shade.dark}
        entries.append({"label": holder, "shape": "area"} | colours)
    unique = list({entry["label"]: entry for entry in entries}.values())
    heading = {"heading": f"City held by, {phrase.day(at)}"}
    return MapLayer(Overlay.of("holders", plates), (heading, *unique))
