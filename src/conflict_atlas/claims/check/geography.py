"""Whether places lie where their rows say: by borders, boxes of countries, and the other places."""

import json
from collections.abc import Iterator

import shapely

from conflict_atlas.claims.check.basemap_files import ADMIN1, COUNTRIES, read_basemap
from conflict_atlas.claims.check.countries import Countries, Point, slips
from conflict_atlas.claims.package import Package
from conflict_atlas.country_boxes import boxes
from conflict_atlas.fault import Fault

# ISO 3166-1 leaves these for private use: here they mean several countries together.
_SEVERAL = ("AA", "ZZ")
# A point further than so many degrees from every other place of its country, and so many times
# nearer to one of them with another sign, has that sign.
_FAR, _TIMES = 30, 4


def check_geography(package: Package) -> list[Fault]:
    """Compare coordinates and codes of countries and governorates with what is known of them."""
    basemap = read_basemap(package)
    if basemap.faults:
        return basemap.faults
    outlines = {
        feature["properties"]["iso_a2"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in basemap.layers.get(COUNTRIES, [])
    }
    codes = {f["properties"]["iso_3166_2"] for f in basemap.layers.get(ADMIN1, [])}
    known = Countries(outlines, boxes())
    return [*_countries(package, known), *_points(package, known), *_governorates(package, codes)]


def _countries(package: Package, known: Countries) -> Iterator[Fault]:
    """Check that each code is that of the country named, and has one name in the package."""
    file, names = package.file_of("places"), dict[str, str]()
    columns = zip(package.places["iso_a2"], package.places["country"], strict=True)
    for row, (code, name) in enumerate(columns, start=2):
        first = names.setdefault(code, name)
        if reason := known.doubt_code(code, name):
            yield Fault(file, row, "iso_a2", code, reason)
        elif name != first and code not in _SEVERAL:
            yield Fault(file, row, "country", name, f"expected {first}, as above with {code}")


def _points(package: Package, known: Countries) -> Iterator[Fault]:
    file, table = package.file_of("places"), package.places
    points = list(zip(table["latitude"].tolist(), table["longitude"].tolist(), strict=True))
    codes, kinds = table["iso_a2"].tolist(), table["coordinate_kind"].tolist()
    for number, (code, point, kind) in enumerate(zip(codes, points, kinds, strict=True)):
        others = [p for n, p in enumerate(points) if codes[n] == code and n != number]
        if point == (0, 0):
            reason = "0, 0 is no known place"
        else:
            exact = kind != "label_point"
            reason = known.doubt_point(code, point, exact=exact) or _doubt_near(point, others)
        if reason:
            value = f"{point[0]:g}, {point[1]:g}"
            yield Fault(file, number + 2, "latitude, longitude", value, reason)


def _doubt_near(point: Point, others: list[Point]) -> str:
    """Say that a point is far from the others of its country, but near them if a slip is undone."""
    far = min((_apart(point, other) for other in others), default=0.0)
    for slip, meant in slips(point) if far > _FAR else ():
        if far > _TIMES * min(_apart(meant, other) for other in others):
            return f"{slip}: all other places of the country are far away"
    return ""


def _apart(one: Point, other: Point) -> float:
    """Degrees between two points, the greater of latitude and longitude."""
    east = abs(one[1] - other[1])
    return max(abs(one[0] - other[0]), min(east, 360 - east))


def _governorates(package: Package, codes: set[str]) -> Iterator[Fault]:
    """Check that each code has an outline, and one name in its table."""
    reason = f"expected the iso_3166_2 of an outline in {ADMIN1}"
    for name in ("displacement", "area-counts"):
        table, names = package.table(name), dict[str, str]()
        columns = zip(table["admin1_code"], table["admin1"], strict=True)
        for row, (code, title) in enumerate(columns, start=2):
            if code and codes and code not in codes:
                yield Fault(package.file_of(name), row, "admin1_code", code, reason)
            elif code and title and title != (first := names.setdefault(code, title)):
                expected = f"expected {first}, as above with {code}"
                yield Fault(package.file_of(name), row, "admin1", title, expected)
