"""Downloads: two formats of the selection, and a map that needs no network."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect
from saved_files import download, open_alone
from visit import PATIENCE

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, describe, select


def check_position(position: Any) -> None:
    assert isinstance(position, list)
    assert 2 <= len(position) <= 3
    assert all(
        isinstance(number, int | float) and not isinstance(number, bool) for number in position
    )
    longitude, latitude = position[:2]
    assert -180 <= longitude <= 180
    assert -90 <= latitude <= 90


def check_geometry(geometry: dict[str, Any]) -> None:
    """Check one geometry by RFC 7946, sections 3.1 and 4."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for part in geometry["geometries"]:
            check_geometry(part)
        return
    coordinates = geometry["coordinates"]
    depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
             "MultiPolygon": 3}[kind]  # fmt: skip
    rings = [coordinates]
    for _ in range(depth - 1):
        rings = [ring for part in rings for ring in part]
    if depth == 0:
        check_position(coordinates)
        return
    for ring in rings:
        for position in ring:
            check_position(position)
        if kind in ("LineString", "MultiLineString"):
            assert len(ring) >= 2
        if kind in ("Polygon", "MultiPolygon"):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]


def check_rfc_7946(collection: dict[str, Any]) -> None:
    """Check a feature collection by RFC 7946, sections 3.2, 3.3, 4 and 7.1."""
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection  # section 4: always WGS 84
    assert not {"coordinates", "geometries", "geometry", "properties"} & collection.keys()
    assert isinstance(collection["features"], list)
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties"} <= feature.keys()
        assert not {"coordinates", "geometries", "features"} & feature.keys()
        assert isinstance(feature.get("id", ""), str | int | float)
        assert feature["properties"] is None or isinstance(feature["properties"], dict)
        if feature["geometry"] is not None:
            check_geometry(feature["geometry"])


def test_the_csv_holds_the_selection(
    invented_url: str, visit, invented_package: Package, tmp_path: Path
):
    tab = visit(invented_url).open("claims", type="Relation")
    saved = download(tab, "Claims as CSV", tmp_path)
    assert invented_package.data_version in saved.name
    rows = list(csv.DictReader(io.StringIO(saved.read_bytes().decode("utf-8-sig"))))
    claims = select(invented_package, Selection(types=("relation",)))
    assert {row["claim_id"] for row in rows} == set(claims["claim_id"])
    assert {row["data_version"] for row in rows} == {invented_package.data_version}


def test_the_geojson_holds_the_selection_by_the_standard(
    real_url: str, visit, real_package: Package, tmp_path: Path
):
    tab = visit(real_url).open("")
    saved = download(tab, "Claims as GeoJSON", tmp_path)
    assert saved.suffix == ".geojson"
    assert not saved.read_bytes().startswith(b"\xef\xbb\xbf")  # RFC 8259, section 8.1: no mark
    collection = json.loads(saved.read_text("utf-8"), parse_constant=lambda name: [][name])
    check_rfc_7946(collection)
    found = {feature["id"]: feature for feature in collection["features"]}
    assert set(found) == set(real_package.claims.index)
    placed = real_package.claims["place_id"] != ""
    for claim_id in real_package.claims.index[placed]:
        place = real_package.places.loc[real_package.claims.loc[claim_id, "place_id"]]
        longitude, latitude = found[claim_id]["geometry"]["coordinates"]
        assert abs(longitude - place["longitude"]) < 1e-5
        assert abs(latitude - place["latitude"]) < 1e-5
    nowhere = ~placed & (real_package.claims["found_place_id"] == "")
    assert {i for i, f in found.items() if f["geometry"] is None} == set(
        real_package.claims.index[nowhere]
    )


def test_the_figures_come_with_their_sources(invented_url: str, visit, tmp_path: Path):
    tab = visit(invented_url).open("claims", claim="harrow-ford-shelling-deaths", type="Casualties")
    saved = download(tab, "Independent figures as CSV", tmp_path)
    rows = list(csv.DictReader(io.StringIO(saved.read_bytes().decode("utf-8-sig"))))
    assert len(rows) == 4
    assert all(row["source_publisher"] for row in rows)


def test_the_buttons_of_the_about_page_give_the_same_files(
    invented_url: str, visit, tmp_path: Path
):
    tab = visit(invented_url).open("about", type="Event")
    with tab.page.expect_download(timeout=PATIENCE) as waiting:
        tab.page.get_by_role("button", name="Claims as CSV").click()
    waiting.value.save_as(tmp_path / "about.csv")
    rows = (tmp_path / "about.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + 3


def check_saved_map(browser: Browser, file: Path, marks: str, words: str) -> None:
    page, asked, errors = open_alone(browser, file)
    found = page.locator(".atlas[data-ready][data-marks]")
    expect(found).to_be_visible()
    expect(found).to_have_attribute("data-marks", marks)
    expect(found).to_have_attribute("data-ready", "basemap")
    expect(page.locator(".atlas-plate").first).to_be_visible()
    expect(page.get_by_text(words).first).to_be_visible()
    page.locator(".leaflet-control-zoom-in").click()
    page.locator(".atlas-found:visible").first.focus()
    expect(page.locator(".atlas-tip")).to_be_visible()
    assert [a for a in asked if not a.startswith(("file:", "data:", "blob:"))] == []
    assert [a for a in asked if a.startswith("file:")] == [file.as_uri()]
    assert errors == []
    page.context.close()


def test_the_saved_map_opens_from_disk_without_a_network(
    real_url: str, visit, browser: Browser, real_package: Package, tmp_path: Path
):
    tab = visit(real_url).open("", type=["Casualties", "Event"])
    marks = tab.map.get_attribute("data-marks")
    saved = download(tab, "Map as one HTML file", tmp_path)
    assert saved.suffix == ".html"
    words = describe(real_package, Selection(types=("casualty", "event")))
    check_saved_map(browser, saved, marks, words)


def test_the_saved_map_shows_the_measure_and_the_days_of_the_page(
    invented_url: str, visit, browser: Browser, tmp_path: Path
):
    tab = visit(invented_url).open(
        "", type=["Event", "Casualties"], to="1987-07-15", at="1986-10-02",
        measure="Displaced people", claim="harrow-ford-shelling-deaths", view="12.1,-39.2,8",
    )  # fmt: skip
    marks = tab.map.get_attribute("data-marks")
    saved = download(tab, "Map as one HTML file", tmp_path)
    page, _, _ = open_alone(browser, saved)
    expect(page.locator(".atlas[data-ready]")).to_have_attribute("data-marks", marks)
    ostrel = page.locator('.atlas-plate[data-place="ostrel"]')
    expect(ostrel).to_have_attribute("aria-label", re.compile("under assault"))
    expect(page.locator("path.atlas-choropleth").first).to_be_visible()
    expect(page.locator(".atlas-scale")).to_contain_text("Displaced people")
    seen = page.evaluate("() => [ConflictAtlas.map.getCenter().lat, ConflictAtlas.map.getZoom()]")
    assert (round(seen[0], 1), seen[1]) == (12.1, 8)  # not moved to the claim that is selected
    page.context.close()


def test_the_table_below_a_chart_is_a_file_without_formulas(visit, real_url: str, tmp_path: Path):
    tab = visit(real_url).open("costs")
    page = tab.page
    page.get_by_text("The same data as a table").first.click()
    table = page.locator("[data-testid=stDataFrame]").locator("visible=true").first
    table.hover()
    toolbar = page.locator("[data-testid=stElementToolbarButton]")
    expect(toolbar.locator("visible=true").first).to_be_visible()
    # Streamlit's own export would leave formulas as they are.
    assert toolbar.locator("[aria-label*='CSV']").count()
    assert not toolbar.locator("[aria-label*='CSV']").locator("visible=true").count()
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("button", name="This table as CSV").locator("visible=true").first.click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    rows = list(csv.DictReader(io.StringIO(saved.read_text("utf-8-sig"))))
    assert len(rows) > 1
    assert waiting.value.suggested_filename.endswith(".csv")
