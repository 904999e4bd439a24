"""The timeline: one screen, no overlaps, a thousand claims, keys, touch."""

import re
from pathlib import Path

import large_package
import pytest
from playwright.sync_api import expect

INVENTED = Path(__file__).resolve().parents[1] / "packages" / "invented"
SCREEN = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Bars, marks and titles in a lane that visibly overlap those of another claim.
COVERED = """() => [...document.querySelectorAll(".tl-dated:not(.tl-thin)")].flatMap((lane) => {
  const boxes = [...lane.querySelectorAll(".tl-claim")].map((e) => [e, e.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
  ).map(([two]) => [one.textContent, two.textContent]));
})"""
TICKS = "() => [...document.querySelectorAll('.tl-tick')].map((e) => e.textContent + e.style.left)"


@pytest.fixture(scope="module")
def large_url(serve, tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("large") / "package"
    return str(serve(large_package.make(INVENTED, folder)).url)


def test_every_claim_fits_one_screen_and_none_lies_over_another(real_url, visit, real_package):
    tab = visit(real_url, **SCREEN).open("timeline")
    expect(tab.page.locator(".tl-claim")).to_have_count(len(real_package.claims))
    timeline = tab.page.locator(".tl")
    assert timeline.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    box = timeline.bounding_box()
    assert box["y"] + box["height"] <= 900
    assert tab.page.evaluate(COVERED) == []
    tab.expect_no_errors()


def test_what_a_press_opens_is_marked_and_goes_into_the_link(invented_url, visit):
    tab = visit(invented_url, **SCREEN).open("timeline")
    tab.page.locator('.tl-claim[data-choose="claim:harrow-ford-shelling-deaths"]').click()
    expect(tab.card).to_contain_text("60 to 85 killed at Harrow Ford")
    expect(tab.page.locator(".tl-selected")).to_contain_text("60 to 85 killed")
    assert tab.query("claim") == ["harrow-ford-shelling-deaths"]


def test_it_is_one_stop_of_the_tab_key_and_arrows_go_on(invented_url, visit):
    tab = visit(invented_url, **SCREEN).open("timeline")
    claims = tab.page.locator(".tl-claim")
    expect(tab.page.locator('.tl-claim[tabindex="0"]')).to_have_count(1)
    claims.first.focus()
    tab.page.keyboard.press("ArrowDown")
    expect(claims.nth(1)).to_be_focused()
    tab.page.keyboard.press("End")
    expect(claims.last).to_be_focused()
    title = str(claims.last.get_attribute("aria-label"))
    tab.page.keyboard.press("Enter")
    expect(tab.card).to_contain_text(title.rpartition(", ")[0].partition(",")[0])


def test_no_filter_moves_the_axis_and_a_zoom_has_its_way_back(invented_url, visit):
    tab = visit(invented_url, **SCREEN).open("timeline")
    expect(tab.page.locator(".tl-tick").first).to_be_visible()
    before = tab.page.evaluate(TICKS)
    tab.page.get_by_role("button", name="Shorter time").click()
    back = tab.page.get_by_role("button", name="Time as it was at first")
    expect(back).to_be_visible()
    assert tab.page.evaluate(TICKS) != before
    back.click()
    expect(back).to_have_count(0)
    assert tab.page.evaluate(TICKS) == before
    tab.open("timeline", type="Casualties")
    expect(tab.page.locator(".tl-claim")).to_have_count(1)
    assert tab.page.evaluate(TICKS) == before


@pytest.mark.parametrize("by", ["Claim type", "Actor", "Place"])
def test_a_thousand_claims_stay_usable(large_url, visit, by):
    tab = visit(large_url, **SCREEN).open("timeline", by=by)
    dense = tab.page.locator(".tl-lane", has=tab.page.locator(".tl-thin")).first
    name = str(dense.get_attribute("aria-label"))
    lane = tab.page.locator(f'.tl-lane[aria-label="{name}"]')
    assert tab.page.locator(".tl").evaluate("e => e.scrollHeight") < 3 * 900
    assert tab.page.evaluate(COVERED) == []
    claims = lane.locator(".tl-claim")
    whole = claims.count()
    for _ in range(4):
        tab.page.get_by_role("button", name="Shorter time").click()
        tab.page.wait_for_timeout(100)
    assert 0 < claims.count() < whole / 2
    expect(lane.locator(".tl-beyond").first).to_have_text(re.compile(r"\d+ earlier"))
    lane.locator("button.tl-name").click()
    expect(lane.locator(".tl-dated:not(.tl-thin)")).to_be_visible()
    expect(lane.locator(".tl-claim > span", has_text="made to be one of").first).to_be_visible()
    assert tab.page.evaluate(COVERED) == []


def test_on_a_phone_lanes_are_strips_and_a_swipe_scrolls_the_page(real_url, visit):
    tab = visit(real_url, **PHONE).open("timeline")
    strips = tab.page.locator(".tl-strip")
    expect(strips.first).to_be_visible()
    assert tab.page.locator(".tl").evaluate("e => e.scrollHeight") < 1.3 * 844
    box = strips.nth(2).bounding_box()
    tab.swipe(box["x"] + 150, box["y"] + 10, -300)
    assert strips.nth(2).bounding_box()["y"] < box["y"] - 100
    lane = tab.page.locator(".tl-lane", has_text="Casualties")
    lane.locator("button.tl-name").tap()
    lane.locator(".tl-claim").first.tap()
    expect(tab.card).to_be_in_viewport()
