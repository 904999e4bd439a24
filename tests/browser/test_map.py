"""The map: every place is on it, presses open it, and filters redraw it without making it anew."""

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from playwright.sync_api import expect

from conflict_atlas.claims import city_control
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.maps.place_groups import group

STAY = "() => { window.stays = 'here'; }"  # a mark that is gone once the map is made anew
# What a reader sees of plates, labels and names: boxes that must not lie on each other.
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


def drawn(package: Package, selection: Selection) -> int:
    """How many claims stand at places on the map."""
    towns = group(package, identify(package, selection)).towns
    return sum(len(one.claim_ids) for one in towns)


def overlaps(boxes: list[dict[str, float]]) -> Iterator[tuple[object, object]]:
    """Pairs of boxes on each other; a dot has its own plate's line, not its plate, upon it."""
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if {one["kind"], other["kind"]} == {"dot"}:
                continue  # two towns may be as near as that
            wide = min(one["r"], other["r"]) - max(one["x"], other["x"])
            high = min(one["b"], other["b"]) - max(one["y"], other["y"])
            if wide > 1 and high > 1:
                yield (one["kind"], one["name"]), (other["kind"], other["name"])


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [(1400, 900), (390, 844)])
def test_plates_labels_and_names_never_overlap(
    real_url: str, visit, screen: tuple[int, int], scheme: str
):
    """Computed from the boxes as they are drawn, at every zoom, around the densest places."""
    width, height = screen
    tab = visit(real_url, viewport={"width": width, "height": height}, color_scheme=scheme)
    tab.open("", view="34.6,41.5,6")
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    for zoom in AT_EACH_ZOOM:
        for centre in ([34.6, 41.5], [33.34, 44.2], [36.5, 38.0]):
            tab.map.evaluate(
                "(e, [at, zoom]) => { ConflictAtlas.map.setView(at, zoom, {animate: false}); }",
                [centre, zoom],
            )
            found = list(overlaps(tab.map.evaluate(BOXES)))
            assert found == [], (zoom, centre)


def test_no_plate_stands_farther_from_its_town_than_it_is_wide(real_url: str, visit):
    tab = visit(real_url, viewport={"width": 1400, "height": 900}).open("")
    expect(tab.map).to_be_visible()
    for zoom in AT_EACH_ZOOM:
        tab.map.evaluate("(e, z) => { ConflictAtlas.map.setZoom(z, {animate: false}); }", zoom)
        far = tab.map.evaluate(
            "() => ConflictAtlas.shownPlates._towns.filter((t) => t.box && Math.hypot("
            " Math.max(t.box.x - t.p.x, t.p.x - t.box.x - t.box.w, 0),"
            " Math.max(t.box.y - t.p.y, t.p.y - t.box.y - t.box.h, 0)) > t.box.w)"
            ".map((t) => t.data.name)"
        )
        assert far == [], zoom


def test_the_map_has_most_of_the_first_screen(real_url: str, visit):
    """What the panels and the clock cover does not count."""
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


def test_what_is_said_of_a_country_stands_on_the_shelf(real_url: str, visit):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    tab.page.get_by_role("button", name=re.compile(r"^Iraq: \d+ claims")).click()
    expect(tab.place.locator("h2")).to_contain_text("Iraq")
    expect(tab.row("iraqis-displaced-over-3-3-million")).to_be_visible()
    tab.page.get_by_role("button", name=re.compile("^No place: ")).click()
    expect(tab.place.locator("h2")).to_contain_text("No place")


def test_a_cost_on_the_shelf_opens_its_claim(real_url: str, visit):
    tab = visit(real_url).open("", open="mosul")
    expect(tab.place.locator("h2")).to_contain_text("Mosul")
    tab.page.get_by_role("button", name=re.compile(r"^\$8\.4 billion")).click()
    expect(tab.place.locator("h2")).to_contain_text("Iraq and Syria")
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


def test_moving_the_day_moves_cities_and_counts_without_the_server(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-10-02", measure="Displaced people")
    expect(tab.map).to_be_visible()
    ostrel = tab.plate("ostrel")
    expect(ostrel).to_have_attribute("aria-label", re.compile("Tessany .under assault"))
    head = tab.page.get_by_role("slider", name="Day of the map")
    head.focus()
    for _ in range(2):
        tab.page.keyboard.press("PageUp")
    expect(ostrel).to_have_attribute("aria-label", re.compile("Velmar since Nov 1986"))
    expect(tab.page).to_have_url(re.compile("at=1986-12-02"))
    expect(tab.notice).to_have_count(0)


def test_the_clock_marks_the_day_of_the_article(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-10-02")
    expect(tab.map).to_be_visible()
    line = tab.page.locator(".clock-written").bounding_box()
    left = tab.page.locator(".clock-axis").bounding_box()
    assert left["x"] < line["x"] < left["x"] + left["width"]
    tab.page.get_by_role("slider", name="Day of the map").focus()
    tab.page.keyboard.press("End")
    expect(tab.page).to_have_url(re.compile("at=1987-"))
    assert tab.page.locator(".clock-written").bounding_box()["x"] == line["x"]


def test_every_day_is_one_step_of_the_clock(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-10-02")
    expect(tab.map).to_be_visible()
    head = tab.page.get_by_role("slider", name="Day of the map")
    head.focus()
    tab.page.keyboard.press("ArrowRight")
    expect(head).to_have_attribute("aria-valuetext", "3 Oct 1986")
    tab.page.keyboard.press("End")
    expect(tab.page).to_have_url(re.compile("at=1987-"))


def test_a_window_on_the_clock_is_the_filter_by_days(
    invented_url: str, visit, invented_package: Package
):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    end = tab.page.get_by_role("slider", name="Last day of the window")
    end.focus()
    tab.page.keyboard.press("PageDown")
    expect(tab.page).to_have_url(re.compile("to=1987-"))
    expect(tab.control("chip-from")).to_be_visible()
    tab.settle()
    count = int(tab.count.inner_text())
    days = {name: tab.query(name)[0] for name in ("from", "to")}
    kept = Selection(date.fromisoformat(days["from"]), date.fromisoformat(days["to"]))
    assert count == len(identify(invented_package, kept))
    tab.page.locator(".clock-chip").click()
    expect(tab.page).not_to_have_url(re.compile("to="))


def test_play_moves_the_day_in_the_browser_and_tells_the_server_when_it_stops(
    invented_url: str, visit
):
    tab = visit(invented_url).open("", at="1986-01-01")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    now = tab.page.locator(".clock-now")
    tab.page.get_by_role("button", name="Play").click()
    expect(now).not_to_have_text("1 Jan 1986")
    assert tab.query("at") == ["1986-01-01"]  # the page itself has not been run again
    tab.page.get_by_role("button", name="Pause").click()
    stopped = now.inner_text()
    expect(tab.page).not_to_have_url(re.compile("at=1986-01-01"))
    tab.settle()
    expect(now).to_have_text(stopped)
    assert tab.map.evaluate("() => window.stays") == "here"
    tab.expect_no_errors()


def test_play_stops_when_its_reader_takes_over(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-01-01", from_="1986-01-01", to="1987-01-01")
    expect(tab.map).to_be_visible()
    now, button = tab.page.locator(".clock-now"), tab.page.locator(".clock-play")

    def play() -> None:
        before = now.inner_text()
        button.click()
        expect(button).to_have_attribute("aria-label", "Pause")
        expect(now).not_to_have_text(before)

    play()
    tab.page.locator(".clock-chip").click()  # all dates
    expect(button).to_have_attribute("aria-label", "Play")
    expect(tab.page).not_to_have_url(re.compile("from="))
    expect(tab.page).not_to_have_url(re.compile("at=1986-01-01"))  # where it stopped
    play()
    tab.control("clear").locator("button").click()
    expect(button).to_have_attribute("aria-label", "Play")
    expect(tab.page).not_to_have_url(re.compile("at="))
    stands = now.inner_text()
    play()
    tab.page.get_by_role("slider", name="Day of the map").press("ArrowLeft")
    expect(button).to_have_attribute("aria-label", "Play")
    assert now.inner_text() != stands
    tab.expect_no_errors()


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


def test_recorded_deaths_follow_the_month_of_the_clock(invented_url: str, visit):
    """Where the source covers a month and has nothing, and where it does not cover it, differ."""
    tab = visit(invented_url).open("", at="1987-05-20", measure="Recorded deaths")
    scale = tab.frame.locator(".atlas-scale")
    expect(scale).to_contain_text("Recorded deaths")
    expect(scale).to_contain_text("May 1987")
    expect(scale).not_to_contain_text("no data")
    areas = tab.frame.locator("path.atlas-choropleth")
    expect(areas).to_have_count(4)
    words = """() => [...Array(4).keys()].map((n) => {
      const layers = [];
      ConflictAtlas.map.eachLayer((one) => one.feature && one.getTooltip() && layers.push(one));
      return layers[n].getTooltip()._content().innerText;
    })"""
    told = tab.map.evaluate(words)
    assert any("85 people killed" in one and "lowest 61, highest 89" in one for one in told)
    head = tab.page.locator(".clock-grip-at")
    head.focus()
    head.press("PageDown")
    expect(scale).to_contain_text("April 1987")
    expect(scale).to_contain_text("no data")
    told = tab.map.evaluate(words)
    assert sum("no event recorded" in one for one in told) == 2
    assert sum("no data" in one and "May 1987 to June 1987" in one for one in told) == 2
    expect(tab.page).to_have_url(re.compile("at=1987-04-20"))


def test_a_plate_says_how_old_its_last_source_is_as_the_panel_does(
    invented_url: str, visit, invented_package: Package
):
    """Day by day around the change, for the browser counts months by itself."""
    days = city_control.told(invented_package)["ostrel"]
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


def test_a_claim_leads_to_the_recorded_deaths_of_its_month(invented_url: str, visit):
    tab = visit(invented_url).open("", claim="harrow-ford-shelling-deaths")
    expect(tab.card).to_be_visible()
    tab.page.get_by_text("All recorded deaths, Harrow, May 1987").click()
    heading = tab.page.get_by_role(
        "heading", name="Recorded deaths by governorate, May 1987, ranked"
    )
    expect(heading).to_be_visible()
    wanted = r"/displacement\?claim=harrow.*people=Recorded.*round=1987-05-01.*area=Harrow"
    expect(tab.page).to_have_url(re.compile(wanted))
    expect(tab.page.locator("[role=status].atlas-notice")).to_have_count(
        0
    )  # the link was used whole


def test_no_plate_lies_below_a_panel_unless_its_place_does(real_url: str, visit):
    tab = visit(real_url, viewport={"width": 1400, "height": 900}).open("")
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    for zoom in AT_EACH_ZOOM:
        tab.map.evaluate("(e, z) => { ConflictAtlas.map.setZoom(z, {animate: false}); }", zoom)
        tab.map.evaluate("() => { ConflictAtlas.map.panBy([60, 0], {animate: false}); }")
        half_hidden = tab.map.evaluate(
            "() => ConflictAtlas.panels().flatMap((panel) => ConflictAtlas.shownPlates._towns"
            ".filter((t) => t.box && ConflictAtlas.overlap(t.box, panel) && !t.below.length)"
            ".map((t) => t.data.name))"
        )
        assert tab.map.evaluate("() => ConflictAtlas.panels().length") > 0
        assert half_hidden == [], zoom
