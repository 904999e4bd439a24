"""A shared link is often the first thing a server is asked for after its start."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, describe

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
# With the map, the timeline, charts, and events; others of a kind would add nothing.
PAGES = ("story", "timeline", "displacement", "evidence")
CLAIM = "harrow-ford-shelling-deaths"


@pytest.fixture(scope="module")
def motion() -> str:
    return "no-preference"


@pytest.mark.parametrize("page", PAGES)
def test_a_deep_link_is_the_first_request_after_a_start(
    page: str, serve, visit, invented_package: Package
):
    dashboard = serve(INVENTED)
    try:
        version = invented_package.data_version
        words = describe(invented_package, Selection(types=("casualty",)))
        asked = {"type": "Casualties"} if page != "story" else {"step": "2"}
        tab = visit(dashboard.url).open(page, **asked, claim=CLAIM, v=version)
        if page == "story":
            expect(tab.page.locator("h1")).to_have_text("Harrow Ford")
            expect(tab.card.first).to_contain_text("60 to 85 killed at Harrow Ford")
            expect(tab.map).to_be_visible()
            expect(tab.notice).to_have_count(0)
            tab.settle().expect_no_errors()
            return
        expect(tab.page.locator("h1")).to_have_text(page.capitalize())
        expect(tab.count).to_have_text("1")
        expect(tab.asked).to_contain_text(words)
        expect(tab.control("chips").get_by_role("button", name="Who")).to_be_visible()
        expect(tab.notice.filter(has_text="Ignored")).to_have_count(0)
        expect(tab.card.first).to_contain_text("60 to 85 killed at Harrow Ford")
        tab.settle().expect_no_errors()  # a script may still be on its way
    finally:
        dashboard.stop()


def test_under_a_base_path_links_pages_and_the_map_work(serve, visit):
    dashboard = serve(INVENTED, "atlas/of-claims")
    try:
        tab = visit(dashboard.url).open("", type="Casualties", claim=CLAIM)
        expect(tab.map).to_have_attribute("data-ready", "basemap")
        expect(tab.card).to_contain_text("60 to 85 killed at Harrow Ford")
        tab.page.get_by_role("link", name="Timeline").first.click()
        expect(tab.page.locator("h1")).to_have_text("Timeline")
        expect(tab.count).to_have_text("1")
        assert "/atlas/of-claims/timeline" in tab.page.url
        tab.expect_no_errors()
    finally:
        dashboard.stop()
