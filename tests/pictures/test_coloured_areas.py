"""The picture of a map shows the measure in the address, in the colours of the live map."""

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from conflict_atlas.claims import area_count, area_measures, displacement
from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.pictures import coloured_areas, picture_request
from conflict_atlas.views.look import DARK, LIGHT
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.areas import classes
from conflict_atlas.views.maps.month_areas import month_classes


def drawn(package: Package, make, label: str, day: str) -> tuple[str, set[str | None]]:
    """The texts of a picture and the colours of the areas in it."""
    query = urlencode({"measure": label, "at": day})
    asked = picture_request.read_page("map", "svg", query, offer(package))
    root = ET.fromstring(make(package, asked)[1])  # noqa: S314 - our own
    tag = "{http://www.w3.org/2000/svg}"
    said = " ".join(one.text or "" for one in root.iter(f"{tag}text"))
    return said, {one.get("fill") for one in root.iter(f"{tag}path")}


@pytest.mark.parametrize(
    ("look", "shades"), [(LIGHT, map_style.SEQUENTIAL), (DARK, map_style.SEQUENTIAL_DARK)]
)
def test_every_area_counted_has_the_colour_of_its_class(package: Package, look, shades):
    for measure in displacement.measures(package):
        day = displacement.rounds(package, measure)[-1]
        table = package.displacement
        table = table[(table["measure"] == measure) & (table["date"] == day)]
        limits = classes(package, measure)
        expected = {
            code: shades[sum(count >= limit for limit in limits)]
            for code, count in zip(table["admin1_code"], table["individuals"], strict=True)
        }
        found, _ = coloured_areas.read(package, measure, f"{day:%Y-%m-%d}", look)
        assert {one.code: one.colour for one in found} == expected


def test_a_month_has_its_own_colours_and_tells_what_is_not_covered(package: Package):
    for measure in area_count.measures(package):
        limits = month_classes(package, measure)
        for month in area_count.all_months(package)[[0, -1]]:
            found, legend = coloured_areas.read(package, measure, f"{month:%Y-%m-%d}", LIGHT)
            colours = {one.code: one.colour for one in found}
            covered = set()
            for series_id in area_count.of_measure(package, measure):
                if month not in area_count.months(package, series_id):
                    continue
                rows = area_count.admin1_monthly(package, series_id)
                for row in rows[(rows["month"] == month) & (rows["best"] > 0)].to_dict("records"):
                    rank = sum(row["best"] >= limit for limit in limits)
                    covered.add(row["admin1_code"])
                    assert colours[row["admin1_code"]] == map_style.DEADLY[rank]
            unknown = {code for code, colour in colours.items() if colour == coloured_areas.UNKNOWN}
            assert set(colours) == covered | unknown
            assert any(entry.words == "no data" for entry in legend) == bool(unknown)


def test_the_picture_shows_it_and_its_legend_names_count_day_and_source(package: Package, make):
    measure = displacement.measures(package)[0]
    day = displacement.rounds(package, measure)[-1]
    label = area_measures.label(measure)
    said, fills = drawn(package, make, label, f"{day:%Y-%m-%d}")
    assert label in said
    assert f"{day:%Y}" in said
    wanted, _ = coloured_areas.read(package, measure, f"{day:%Y-%m-%d}", LIGHT)
    assert {one.colour for one in wanted} & fills


def test_a_measure_that_is_none_is_refused(package: Package):
    with pytest.raises(picture_request.PictureRefusal):
        picture_request.read_page("map", "svg", "measure=Weather", offer(package))


def test_without_a_measure_no_area_is_coloured(package: Package):
    assert coloured_areas.read(package, "", "2016-08-31", LIGHT) == ((), ())
