"""Files of the package's basemap that charts need."""

from functools import lru_cache
from pathlib import Path

from conflict_atlas.ui import store


@lru_cache(maxsize=1)
def admin1() -> Path | None:
    """GeoJSON of the first-level units, None when the package brings no basemap."""
    return store.package().basemap_file("admin1.geojson")
