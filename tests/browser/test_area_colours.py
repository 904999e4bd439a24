"""Areas of the live map have the classes and colours that the server's picture has."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from conflict_atlas.claims import area_measures
from conflict_atlas.claims.package import Package
from conflict_atlas.pictures import coloured_areas
from conflict_atlas.views.look import DARK, LIGHT, Look

FILLS = """(paths) => paths.map((path) => [
  Number(path.dataset.rank), getComputedStyle(path).fill.match(/\\d+/g).slice(0, 3).map(Number)])"""


@pytest.mark.parametrize(
    ("asked", "look"),
    [(("Displaced people", "1986-10-02"), LIGHT), (("Recorded deaths", "1987-05-20"), DARK)],
    ids=["light", "dark"],
)
def test_areas_are_coloured_as_in_the_picture(
    invented_url: str, visit, invented_package: Package, asked: tuple[str, str], look: Look
):
    (label, day), scheme = asked, "dark" if look is DARK else "light"
    tab = visit(invented_url, color_scheme=scheme).open("", measure=label, at=day)
    expect(tab.map).to_be_visible()
    areas = tab.frame.locator("path.atlas-choropleth")
    expect(tab.frame.locator(".atlas-scale")).to_contain_text(label)
    measure = area_measures.by_label(invented_package)[label]
    drawn, _ = coloured_areas.read(invented_package, measure, day, look)
    expected = Counter(one.colour for one in drawn if one.colour)
    found = Counter(
        "#{:02x}{:02x}{:02x}".format(*fill) for rank, fill in areas.evaluate_all(FILLS) if rank >= 0
    )
    assert expected
    assert found == expected
