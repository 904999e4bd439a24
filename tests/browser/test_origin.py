"""No request goes to another origin, unless a reader switches the street tiles on."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

# Every test of a page checks this at its end; these show files of the package, and charts.
PAGES = ("map", "costs")
TILES = "tile.openstreetmap.org"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_its_own_server_only(page: str, real_url: str, visit):
    tab = visit(real_url)
    sockets: list[str] = []
    tab.page.on("websocket", lambda socket: sockets.append(socket.url))
    tab.open(page, claim="baghdad-bombing-july-2016-deaths")
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    if page == "map":
        expect(tab.map).to_be_visible()
        expect(tab.frame.locator("img.leaflet-image-layer")).to_have_count(1)  # the relief
    tab.page.wait_for_load_state("networkidle")
    assert len(tab.requests) > 5
    assert tab.outside() == []
    own = urlsplit(real_url).netloc
    assert sockets
    assert {urlsplit(address).netloc for address in sockets} == {own}
    tab.expect_no_errors()


def test_street_tiles_are_asked_for_only_when_switched_on(invented_url: str, visit):
    tab = visit(invented_url).open("", tiles="true")
    expect(tab.map).to_be_visible()
    toggle = tab.control("tiles").get_by_role("switch")
    expect(toggle).not_to_be_checked()
    assert tab.outside() == []
    with tab.page.expect_request(lambda request: TILES in request.url):
        tab.control("tiles").locator("label").first.click()
    expect(toggle).to_be_checked()
    assert {urlsplit(address).netloc for address in tab.outside()} == {TILES}

    other = visit(invented_url).follow(tab.page.url)
    expect(other.map).to_be_visible()
    expect(other.control("tiles").get_by_role("switch")).not_to_be_checked()
    other.page.wait_for_load_state("networkidle")
    assert other.outside() == []


def test_switching_the_tiles_off_again_leaves_the_map(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    switch = tab.control("tiles").locator("label").first
    with tab.page.expect_request(lambda request: TILES in request.url):
        switch.click()
    expect(tab.frame.locator(".atlas-tiles")).not_to_have_count(0)
    switch.click()
    expect(tab.frame.locator(".atlas-tiles")).to_have_count(0)
    expect(tab.frame.locator(".atlas-plate").first).to_be_attached()


def test_the_policy_stops_what_a_page_might_still_try(invented_url: str, visit):
    """The browser itself enforces these rules, whatever a script does."""
    tab = visit(invented_url).open("about")
    blocked = tab.page.evaluate(
        "() => new Promise((done) => {"
        " document.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));"
        " const image = new Image(); image.src = 'https://example.org/x.png';"
        "})"
    )
    assert blocked == "img-src"
    tab.requests = [a for a in tab.requests if not a.startswith("https://example.org/")]
