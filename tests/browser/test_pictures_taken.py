"""Every chart and map can be saved as a picture that says what it shows and its source."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.package import Package

DEATHS = "harrow-ford-shelling-deaths"
# Records every text that is drawn on a canvas.
LISTEN = """() => {
  window.written = [];
  const fill = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
    window.written.push(text);
    return fill.call(this, text, ...where);
  };
}"""


def taken(tab, button) -> Image.Image:
    """Press a button that makes a picture, and open the file."""
    with tab.page.expect_download() as download:
        button.click()
    return Image.open(io.BytesIO(Path(download.value.path()).read_bytes()))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_drawn_with_all_that_says_what_it_is(
    invented_url: str, visit, invented_package: Package, scheme: str
):
    tab = visit(invented_url, color_scheme=scheme).open("costs", type="Cost")
    tab.page.evaluate(LISTEN)
    assert not [one for one in tab.requests if "plotly.min" in one]
    title = tab.page.locator("h2").first.inner_text()
    picture = taken(tab, tab.page.get_by_role("button", name="Picture", exact=True).first)
    assert [one for one in tab.requests if "plotly.min" in one] != []
    words = " ".join(tab.page.evaluate("window.written"))
    for told in (
        title,
        "Claims of type Cost",
        cite_article(invented_package),
        invented_package.data_version,
        invented_package.licence,
    ):
        assert told in words, told
    assert "Figures: " in words
    assert f"{invented_url}/costs?type=Cost" in words
    assert picture.size[0] >= 1440
    paper = tab.app.evaluate("app => getComputedStyle(app).backgroundColor")
    assert f"rgb{picture.convert('RGB').getpixel((2, 2))}" == paper
    # The chart itself is there, not only the words: its middle has more than one colour.
    width, height = picture.size
    middle = picture.convert("RGB").crop((0, height // 3, width, height * 2 // 3))
    assert len(middle.getcolors(1 << 24) or []) > 20


@pytest.mark.parametrize("name", ["displacement", "deployments", "actors", "claims"])
def test_every_chart_offers_its_picture(invented_url: str, visit, name: str):
    tab = visit(invented_url).open(name, claim=DEATHS)
    buttons = tab.page.locator("button[data-picture]")
    drawn = tab.page.locator("[data-testid=stPlotlyChart] .js-plotly-plot")
    expect(drawn).to_have_count(buttons.count())
    assert buttons.count() > 0
    for button in buttons.all():
        assert taken(tab, button).size[0] >= 1440


def test_the_map_and_a_claims_card_are_drawn_by_the_server(invented_url: str, visit):
    tab = visit(invented_url).open("map", claim=DEATHS, type="Casualties")
    card = taken(tab, tab.card.get_by_role("link", name="Picture", exact=True))
    assert (card.format, card.size) == ("PNG", (2400, 1440))
    tab.control("share").locator("button").first.click()
    page = taken(tab, tab.page.get_by_role("link", name="PNG", exact=True))
    assert (page.format, page.size) == ("PNG", (2400, 1440))


def test_the_timeline_is_drawn_as_it_is_seen(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("timeline", type="Casualties", by="Place")
    expect(tab.page.locator(".tl-claim").first).to_be_visible()
    tab.page.evaluate(LISTEN)
    picture = taken(tab, tab.page.get_by_role("button", name="Picture", exact=True))
    words = " ".join(tab.page.evaluate("window.written"))
    for told in (
        "Timeline by place",
        "Claims of type Casualties",
        cite_article(invented_package),
        invented_package.data_version,
        f"{invented_url}/timeline?type=Casualties",
    ):
        assert told in words, told
    assert [one for one in tab.requests if "plotly.min" in one] == []
    box = tab.page.locator(".tl").bounding_box()
    assert picture.size[0] == 2 * round(box["width"])
    # Bars and marks are there: orange line, red claims, letters.
    middle = picture.convert("RGB").crop((0, 160, picture.size[0], picture.size[1] - 120))
    assert len(middle.getcolors(1 << 24) or []) > 50


@pytest.mark.parametrize("name", ["map", "events", "evidence"])
def test_a_map_leads_to_its_picture(recorded_url: str, visit, name: str):
    tab = visit(recorded_url).open(name, events="recorded", claim=DEATHS)
    link = tab.page.locator("a[data-picture-of]")
    expect(link).to_be_visible()
    picture = taken(tab, link)
    assert (picture.format, picture.size) == ("PNG", (2400, 1440))
