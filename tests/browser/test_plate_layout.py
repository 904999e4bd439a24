"""Positions of plates on the map: without overlaps, near their towns, clear of the panels."""

from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import expect

from conflict_atlas.claims import city_control
from conflict_atlas.claims.package import Package

# Boxes of visible plates, labels and names, which must not overlap.
BOXES = """() => {
  const seen = (e) => !e.hidden && getComputedStyle(e).visibility !== "hidden" && e.offsetWidth > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const pick = (selector, kind) => all(selector).map((e) => {
    const b = e.getBoundingClientRect();
    return { kind: kind, name: e.textContent, x: b.x, y: b.y, r: b.right, b: b.bottom };
  });
  return [
    ...pick('.atlas-plate:not([data-level="dot"])', "plate"),
    ...pick(".atlas-toll", "toll"),
    ...pick(".atlas-area", "country"),
    ...pick(".atlas-found-name", "found"),
    ...pick(".atlas-dot", "dot"),
    ...pick(".atlas-name span", "name"),
  ];
}"""

AT_EACH_ZOOM = range(5, 11)


def overlaps(boxes: list[dict[str, float]]) -> Iterator[tuple[object, object]]:
    """Pairs of overlapping boxes; a dot may touch the line of its own plate, but not the plate."""
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if {one["kind"], other["kind"]} == {"dot"}:
                continue  # two towns may be this close
            wide = min(one["r"], other["r"]) - max(one["x"], other["x"])
            high = min(one["b"], other["b"]) - max(one["y"], other["y"])
            if wide > 1 and high > 1:
                yield (one["kind"], one["name"]), (other["kind"], other["name"])


def cut(boxes: list[dict[str, float]], width: int, height: int) -> Iterator[object]:
    """Names of plates and labels through which the edge of the map goes."""
    for one in boxes:
        seen = one["r"] > 1 and one["b"] > 1 and one["x"] < width - 1 and one["y"] < height - 1
        within = one["r"] <= width + 1 and one["b"] <= height + 1
        whole = one["x"] >= -1 and one["y"] >= -1 and within
        if one["kind"] in ("plate", "toll", "country", "found") and seen and not whole:
            yield one["name"]


@pytest.mark.parametrize("screen", [(1400, 900), (390, 844)])
def test_plates_labels_and_names_never_overlap(real_url: str, visit, screen: tuple[int, int]):
    """Computed from the drawn boxes, at every zoom, around the densest places."""
    width, height = screen
    tab = visit(real_url, viewport={"width": width, "height": height})
    tab.open("", view="34.6,41.5,6")
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    for zoom in AT_EACH_ZOOM:
        for centre in ([34.6, 41.5], [33.34, 44.2], [36.5, 38.0]):
            tab.map.evaluate(
                "(e, [at, zoom]) => { ConflictAtlas.map.setView(at, zoom, {animate: false}); }",
                [centre, zoom],
            )
            boxes = tab.map.evaluate(BOXES)
            assert list(overlaps(boxes)) == [], (zoom, centre)
            size = tab.map.evaluate("(e) => [e.clientWidth, e.clientHeight]")
            assert list(cut(boxes, *size)) == [], (zoom, centre)


def test_a_plate_says_how_old_its_last_source_is_as_the_panel_does(
    invented_url: str, visit, invented_package: Package
):
    """Day by day around the change, since the browser counts months itself."""
    days = city_control.source_days(invented_package)["ostrel"]
    tab = visit(invented_url).open("", at=f"{days[0]:%Y-%m-%d}")
    expect(tab.plate("ostrel")).to_be_attached()
    around = [*range(27, 34), *range(58, 64), 720, 729, 730, 731, 732]
    asked = [days[0] + pd.Timedelta(days=n) for n in around]
    shown = tab.map.evaluate(
        """(box, days) => days.map((day) => {
          ConflictAtlas.setDay(day);
          return box.querySelector('[data-place="ostrel"] .atlas-age').textContent;
        })""",
        [f"{day:%Y-%m-%d}" for day in asked],
    )
    wanted = [city_control.say_age(max(d for d in days if d <= day), day) for day in asked]
    assert shown == wanted
    assert len(set(wanted)) > 2


def test_plates_stand_by_their_towns_and_clear_of_the_panels(real_url: str, visit):
    tab = visit(real_url, viewport={"width": 1400, "height": 900}).open("")
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    for zoom in AT_EACH_ZOOM:
        tab.map.evaluate("(e, z) => { ConflictAtlas.map.setZoom(z, {animate: false}); }", zoom)
        far = tab.map.evaluate(
            "() => ConflictAtlas.shownPlates.towns.filter((t) => t.box && Math.hypot("
            " Math.max(t.box.x - t.p.x, t.p.x - t.box.x - t.box.w, 0),"
            " Math.max(t.box.y - t.p.y, t.p.y - t.box.y - t.box.h, 0)) > t.box.w)"
            ".map((t) => t.data.name)"
        )
        assert far == [], zoom
        tab.map.evaluate("() => { ConflictAtlas.map.panBy([60, 0], {animate: false}); }")
        half_hidden = tab.map.evaluate(
            "() => ConflictAtlas.panels().flatMap((panel) => ConflictAtlas.shownPlates.towns"
            ".filter((t) => t.box && ConflictAtlas.overlap(t.box, panel) && !t.below.length)"
            ".map((t) => t.data.name))"
        )
        assert tab.map.evaluate("() => ConflictAtlas.panels().length") > 0
        assert half_hidden == [], zoom
