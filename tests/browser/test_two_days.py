"""Two days side by side: two maps of the same view, and the list of changes."""

import pytest
from playwright.sync_api import expect

SCREEN = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
VIEWS = """() => [...document.querySelectorAll(".st-key-map iframe, .st-key-map-against iframe")]
  .map((frame) => frame.contentWindow.ConflictAtlas.map)
  .map((map) => [map.getCenter().lat.toFixed(2), map.getCenter().lng.toFixed(2), map.getZoom()])"""


def maps(tab):
    first = tab.page.frame_locator(".st-key-map iframe")
    second = tab.page.frame_locator(".st-key-map-against iframe")
    for one in (first, second):
        expect(one.locator(".atlas[data-ready][data-marks]")).to_be_visible()
    return first, second


def test_a_link_shows_two_days_of_one_view(real_url: str, visit):
    tab = visit(real_url, **SCREEN).open("", at="2017-12-01", against="2014-06-12")
    first, second = maps(tab)
    expect(first.locator(".atlas-of-day")).to_have_text("1 December 2017")
    expect(second.locator(".atlas-of-day")).to_have_text("12 June 2014")
    expect(tab.notice).to_have_count(0)
    one, other = (
        tab.control(name).locator("iframe").bounding_box() for name in ("map", "map-against")
    )
    assert other["x"] + other["width"] <= one["x"] + 1  # the earlier day first
    assert (one["y"], one["height"]) == (other["y"], other["height"])
    tab.page.mouse.move(300, 500)
    tab.page.mouse.down()
    tab.page.mouse.move(200, 450, steps=5)
    tab.page.mouse.up()
    tab.page.wait_for_timeout(800)
    left, right = tab.page.evaluate(VIEWS)
    assert left == right
    changes = tab.page.locator(".atlas-changes")
    expect(changes).to_contain_text("12 June 2014 and 1 December 2017")
    mosul = changes.locator("tr", has_text="Mosul").first
    expect(mosul).to_contain_text("ISIS")
    expect(mosul).to_contain_text("Iraqi government")
    tab.expect_no_errors()


def test_a_reader_begins_and_leaves_it(invented_url: str, visit):
    tab = visit(invented_url, **SCREEN).open("")
    expect(tab.map).to_be_visible()
    tab.control("two-days").locator("button").first.click()
    tab.control("one-day").get_by_role("button").click()
    maps(tab)
    assert tab.query("against")
    tab.page.keyboard.press("Escape")
    tab.page.locator('.atlas-changes [data-choose="against:"]').click()
    expect(tab.control("map-against")).to_have_count(0)
    expect(tab.page.locator(".atlas-changes")).to_have_count(0)
    assert tab.query("against") == []
    tab.expect_no_errors()


def test_a_day_that_cannot_be_is_told(invented_url: str, visit):
    tab = visit(invented_url).open("", against="1066-10-14")
    expect(tab.notice).to_contain_text("against=1066-10-14")
    expect(tab.control("map-against")).to_have_count(0)


def test_on_a_phone_they_lie_one_above_the_other(invented_url: str, visit):
    tab = visit(invented_url, **PHONE).open("", at="1986-05-02", against="1986-10-02")
    first, _ = maps(tab)
    one, other = (
        tab.control(name).locator("iframe").bounding_box() for name in ("map", "map-against")
    )
    chips = tab.control("find").bounding_box()
    assert chips["y"] + chips["height"] <= one["y"] + 1
    assert one["y"] + one["height"] <= other["y"] + 1
    assert one["width"] == other["width"] == 390
    day = first.locator(".atlas-of-day").bounding_box()
    picture = tab.control("map").locator(".atlas-picture").first.bounding_box()
    assert day["y"] + day["height"] <= picture["y"]
    expect(tab.page.locator(".atlas-changes")).to_be_in_viewport()
    tab.page.wait_for_timeout(500)
    upper, lower = ([float(one) for one in view] for view in tab.page.evaluate(VIEWS))
    assert upper == pytest.approx(lower, abs=0.03)  # degrees: less than a pixel of this view
