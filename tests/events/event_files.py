"""Two events, as tests write them into files of many kinds."""

import io
import zipfile
from pathlib import Path

import geopandas as gpd
from shapely.geometry import Point

from conflict_atlas.events.importing.reader import Reading, read_events

FILES = Path(__file__).parent / "files"
HEADER = ("event_id", "date_start", "side_a", "place", "latitude", "longitude", "best")
ROWS = (
    ("1", "2016-03-04", "Force A", "Ménbij", "36.5", "37.9", "3"),
    ("2", "2016-03-05", "قوة", "منبج", "36.25", "37.5", "12"),
)

TEXT = "\n".join(",".join(row) for row in (HEADER, *ROWS)) + "\n"


def shapes(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    rows = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    points = [Point(float(row.pop("longitude")), float(row.pop("latitude"))) for row in rows]
    frame = gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
    frame["best"] = frame["best"].astype(int)
    return frame.to_crs(crs)


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def read_as(content: bytes, name: str, **stated: object) -> Reading:
    return read_events(content, name, mapping=stated)
