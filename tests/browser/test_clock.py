"""The clock: its day, its window and play, which the browser moves by itself."""

import re
from datetime import date

from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify

STAY = "() => { window.stays = 'here'; }"  # a marker that is lost if the map is recreated


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
    # Who died later did not die on the day that is shown.
    ford = tab.plate("harrow-ford")
    expect(ford).to_have_attribute("aria-label", re.compile("60–85 killed, May 1987$"))
    tab.page.keyboard.press("End")
    expect(ford).to_have_attribute("aria-label", re.compile("60–85 killed$"))
    expect(tab.notice).to_have_count(0)


def test_every_day_is_one_step_and_the_day_of_the_article_is_marked(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-10-02")
    expect(tab.map).to_be_visible()
    line = tab.page.locator(".clock-written").bounding_box()
    left = tab.page.locator(".clock-axis").bounding_box()
    assert left["x"] < line["x"] < left["x"] + left["width"]
    head = tab.page.get_by_role("slider", name="Day of the map")
    head.focus()
    tab.page.keyboard.press("ArrowRight")
    expect(head).to_have_attribute("aria-valuetext", "3 Oct 1986")
    tab.page.keyboard.press("End")
    expect(tab.page).to_have_url(re.compile("at=1987-"))
    assert tab.page.locator(".clock-written").bounding_box()["x"] == line["x"]


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


def test_recorded_deaths_follow_the_month_of_the_clock(invented_url: str, visit):
    """A month covered without events and a month not covered look different."""
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


def test_a_window_stretched_on_one_page_goes_to_the_next_with_the_day(
    invented_url: str, visit, invented_package: Package
):
    tab = visit(invented_url).open("claims", at="1986-10-02")
    strip = tab.control("clock-strip")
    expect(strip).to_contain_text("All dates")
    expect(tab.page.get_by_role("slider", name=re.compile("Day of"))).to_have_count(0)
    axis = tab.page.locator(".clock-axis").bounding_box()
    middle, y = axis["x"] + axis["width"] / 2, axis["y"] - 8
    tab.page.mouse.move(middle, y)
    tab.page.mouse.down()
    tab.page.mouse.move(middle + axis["width"] / 4, y, steps=3)
    tab.page.mouse.up()
    expect(tab.page).to_have_url(re.compile("from=.*to="))
    tab.settle()
    days = {name: tab.query(name)[0] for name in ("from", "to")}
    kept = Selection(date.fromisoformat(days["from"]), date.fromisoformat(days["to"]))
    assert 0 < len(identify(invented_package, kept)) < len(invented_package.claims)
    expect(tab.count).to_have_text(str(len(identify(invented_package, kept))))
    tab.go("displacement")
    assert {name: tab.query(name)[0] for name in ("from", "to", "at")} == days | {
        "at": "1986-10-02"
    }
    expect(strip.locator(".clock-now")).to_have_text("2 Oct 1986")
    expect(strip.locator(".clock-chip")).to_be_visible()
    strip.get_by_role("button", name="Fold or unfold the clock").click()
    expect(strip.locator(".clock-name", has_text="Ostrel")).to_be_visible()
    tab.control("clear").locator("button").click()
    expect(strip).to_contain_text("All dates")
    for name in ("from", "to", "at"):
        expect(tab.page).not_to_have_url(re.compile(f"{name}="))
    tab.expect_no_errors()
