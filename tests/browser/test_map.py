"""The map: every place is on it, presses open places, filters redraw it without recreating it."""

import re

from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.maps.place_groups import group

STAY = "() => { window.stays = 'here'; }"  # a marker that is lost if the map is recreated


def drawn(package: Package, selection: Selection) -> int:
    """The number of claims at places on the map."""
    towns = group(package, identify(package, selection)).towns
    return sum(len(one.claim_ids) for one in towns)


def test_the_map_shows_every_claim_that_has_a_place_on_it(
    real_url: str, visit, real_package: Package
):
    tab = visit(real_url).open("")
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    expect(tab.map).to_have_attribute("data-marks", str(drawn(real_package, Selection())))
    expect(tab.frame.locator(".atlas-name span").first).to_be_visible()
    expect(tab.plate("manbij")).to_contain_text("Manbij")
    expect(tab.plate("manbij")).to_have_attribute("aria-label", re.compile("7 claims"))
    expect(tab.frame.locator(".atlas-toll", has_text="40–117 killed")).to_be_visible()
    expect(tab.frame.locator(".atlas-area", has_text="Iraq")).to_contain_text("claims")
    tab.expect_no_errors()


def test_the_map_has_most_of_the_first_screen(real_url: str, visit):
    """The parts covered by panels and clock do not count."""
    tab = visit(real_url, viewport={"width": 1400, "height": 900}).open("")
    expect(tab.map).to_be_visible()
    frame = tab.page.locator("iframe[title*=folium]").bounding_box()
    panel = tab.control("find").bounding_box()
    assert frame["width"] == 1400
    free = frame["width"] * frame["height"] - panel["width"] * panel["height"]
    assert free / (1400 * 900) > 0.55


def test_filtering_redraws_the_places_and_frames_what_is_left(
    real_url: str, visit, real_package: Package
):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    search = tab.control("q").locator("input")
    search.fill("Ramadi")
    tab.page.keyboard.press("Enter")
    kept = Selection(text="Ramadi")
    expect(tab.map).to_have_attribute("data-marks", str(drawn(real_package, kept)))
    tab.page.wait_for_function(
        "() => document.querySelector('iframe[title*=folium]').contentWindow"
        ".ConflictAtlas.map.getZoom() > 6"
    )
    ramadi = real_package.places.loc["ramadi"]
    latitude, longitude, _ = tab.view()
    assert abs(latitude - ramadi["latitude"]) < 1.5
    assert abs(longitude - ramadi["longitude"]) < 3
    tab.control("clear").locator("button").click()
    expect(tab.map).to_have_attribute("data-marks", str(drawn(real_package, Selection())))
    tab.page.wait_for_function(
        "() => document.querySelector('iframe[title*=folium]').contentWindow"
        ".ConflictAtlas.map.getZoom() === 6"
    )
    assert tab.map.evaluate("() => window.stays") == "here"
    tab.expect_no_errors()


def test_a_place_is_found_and_read_in_two_presses(real_url: str, visit):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    tab.plate("manbij").click()
    expect(tab.place).to_contain_text("SDF since 12 August 2016; ISIS before · 7 claims")
    expect(tab.place).to_be_in_viewport()
    tab.row("manbij-strikes-july-2016-deaths").click()
    expect(tab.card).to_be_in_viewport()
    strip = tab.card.locator(".atlas-strip")
    expect(strip.locator(".atlas-strip-group")).to_have_text(
        ["Military", "Monitors and activists", "Researchers", "Press"]
    )
    expect(strip).to_contain_text("40–117")
    expect(tab.card).to_contain_text("Above the figures of the military")
    expect(tab.page).to_have_url(re.compile("open=manbij.*claim=manbij-strikes|claim=.*open="))
    tab.place.get_by_role("button", name="Close").click()
    expect(tab.place).to_have_count(0)
    expect(tab.page).not_to_have_url(re.compile("claim=|open="))
    tab.frame.get_by_text("40–117 killed").click()  # the claim itself in one
    expect(tab.card).to_contain_text("Above the figures of the military")
    expect(tab.card.get_by_role("button", name="Cite")).to_be_in_viewport()


def test_what_is_said_of_a_country_stands_on_the_shelf(real_url: str, visit):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    tab.page.get_by_role("button", name=re.compile(r"^Iraq: \d+ claims")).click()
    expect(tab.place.locator("header h2")).to_contain_text("Iraq")
    expect(tab.row("iraqis-displaced-over-3-3-million")).to_be_visible()
    tab.page.get_by_role("button", name=re.compile("^No place: ")).click()
    expect(tab.place.locator("header h2")).to_contain_text("No place")


def test_a_cost_on_the_shelf_opens_its_claim(real_url: str, visit):
    tab = visit(real_url).open("", open="mosul")
    expect(tab.place.locator("header h2")).to_contain_text("Mosul")
    tab.page.get_by_role("button", name=re.compile(r"^\$8\.4 billion")).click()
    expect(tab.place.locator("header h2")).to_contain_text("Iraq and Syria")
    expect(tab.card).to_contain_text("8.4 billion dollars")


def test_the_card_links_to_the_passage_and_copies_its_citation(
    invented_url: str, visit, invented_package: Package
):
    claim_id = "harrow-ford-shelling-deaths"
    tab = visit(invented_url, permissions=["clipboard-read", "clipboard-write"])
    tab.open("", claim=claim_id)
    passage = tab.card.get_by_role("link", name=re.compile("Read it in the article"))
    address = passage.get_attribute("href")
    assert address.startswith(f"{invented_package.article.url}#:~:text=")
    assert passage.get_attribute("rel") == "noopener noreferrer"
    tab.card.get_by_role("button", name="Link").click()
    expect(tab.card.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(f"{invented_url}/map?claim={claim_id}&v=")
    tab.card.get_by_role("button", name="Cite").click()
    expect(tab.card.get_by_role("button", name="Cite")).to_have_count(0)
    cited = tab.page.evaluate("() => navigator.clipboard.readText()")
    assert invented_package.article.title in cited
    assert copied in cited


def test_an_empty_result_and_the_way_back_leave_the_map_standing(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    tab.control("q").locator("input").fill("qwzx")
    tab.page.keyboard.press("Enter")
    expect(tab.count).to_have_text("0")
    expect(tab.map).to_have_attribute("data-marks", "0")
    tab.control("way-text").locator("button").click()
    expect(tab.count).to_have_text("16")
    expect(tab.map).not_to_have_attribute("data-marks", "0")
    assert tab.map.evaluate("() => window.stays") == "here"


def test_one_measure_is_coloured_at_a_time_with_its_own_legend(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    expect(tab.frame.locator(".atlas-legend")).to_have_count(0)
    tab.page.get_by_role("radio", name="Displaced people").click()
    expect(tab.frame.locator(".atlas-scale")).to_contain_text("Displaced people")
    expect(tab.frame.locator(".atlas-scale")).to_have_count(1)
    expect(tab.frame.locator("path.atlas-choropleth").first).to_be_visible()
    tab.page.get_by_role("radio", name="Displaced people").click()
    expect(tab.frame.locator(".atlas-scale")).to_have_count(0)


def test_a_claim_leads_to_the_recorded_deaths_of_its_month(invented_url: str, visit):
    tab = visit(invented_url).open("", claim="harrow-ford-shelling-deaths")
    expect(tab.card).to_be_visible()
    tab.page.get_by_text("All recorded deaths, Harrow, May 1987").click()
    heading = tab.page.get_by_role("heading", name="Recorded deaths by governorate, May 1987")
    expect(heading).to_be_visible()
    expect(tab.page).to_have_url(re.compile("at=1987-05-01"))
    found = {name: tab.query(name) for name in ("claim", "people", "area")}
    assert found == {
        "claim": ["harrow-ford-shelling-deaths"],
        "people": ["Recorded deaths"],
        "area": ["Harrow"],
    }
    expect(tab.page.locator("[role=status].atlas-notice")).to_have_count(
        0
    )  # all of the link was used
