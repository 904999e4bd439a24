"""Recorded events on their own page, and links to them."""

import re
from pathlib import Path
from urllib.parse import urlencode

from event_steps import INVENTED, STAY, at, pick_month
from playwright.sync_api import expect


def test_a_month_of_a_chart_narrows_map_and_calendar_and_can_be_taken_back(
    recorded_url: str, visit
):
    tab = visit(recorded_url).open("events", events="recorded")
    expect(tab.map).to_have_attribute("data-recorded", "216")
    tab.map.evaluate(STAY)
    for _ in range(2):  # and again, after it was taken back
        pick_month(tab, "months-type", 0.31)
        expect(tab.page).to_have_url(re.compile(r"month=1986-\d\d"))
        [month] = tab.query("month")
        expect(tab.map).to_have_attribute("data-recorded", "9")
        expect(tab.page.locator(".atlas-numbers")).to_contain_text("10")
        expect(tab.control("calendar").get_by_role("figure")).to_have_attribute(
            "aria-label", re.compile("10 events that begin on 10 days")
        )
        tab.control("drop-month").locator("button").first.click()
        expect(tab.map).to_have_attribute("data-recorded", "216")
        expect(tab.page).not_to_have_url(re.compile("month="))
        assert month.startswith("1986-0")
    assert tab.map.evaluate("() => window.stays") == "here"
    tab.expect_no_errors()


def test_a_day_of_the_calendar_picks_its_month(recorded_url: str, visit):
    tab = visit(recorded_url).open("events", events="recorded")
    pick_month(tab, "calendar", 0.5)
    expect(tab.page).to_have_url(re.compile(r"month=1986-0[67]"))
    expect(tab.map).to_have_attribute("data-recorded", "9")


def test_a_square_of_the_map_narrows_the_charts(recorded_url: str, visit):
    tab = visit(recorded_url).open("events", events="recorded")
    tab.map.click(position=at(tab, "Fen Tower"))
    expect(tab.control("drop-cell")).to_contain_text("Around Fen Tower")
    figure = tab.control("months-type").get_by_role("figure")
    expect(figure).to_have_attribute(
        "aria-label", re.compile("Violence against civilians: 24 events")
    )
    expect(figure).not_to_have_attribute("aria-label", re.compile("Battles"))
    expect(tab.page.locator(".atlas-numbers")).to_contain_text("24")


def test_a_link_restores_everything_cold(serve, recorded: Path, visit):
    words = {
        "events": "recorded", "colour": "side", "cell": "8/100/120", "month": "1987-02",
        "view": "10.800,-38.090,11", "q": "harrow",
    }  # fmt: skip
    fresh = serve(INVENTED, events=recorded)
    tab = visit(str(fresh.url)).follow(f"{fresh.url}/?{urlencode(words)}")
    expect(tab.map).to_have_attribute("data-recorded", "5")
    expect(tab.frame.locator(".atlas-legend")).to_contain_text("by side")
    expect(tab.page.locator("article.atlas-event")).to_contain_text("19 February 1987")
    expect(tab.notice).to_have_count(0)
    for name, value in words.items():
        assert tab.query(name) == [value], name
    tab.go("events")
    expect(tab.control("drop-month")).to_contain_text("February 1987")
    expect(tab.page).to_have_url(re.compile("month=1987-02"))
    assert tab.query("events") == ["recorded"]


def test_what_is_gone_from_a_link_is_told(recorded_url: str, visit):
    tab = visit(recorded_url).open("", events="gone", cell="8/100/120", colour="side")
    for told in ("events=gone", "cell=8/100/120", "colour=side"):
        expect(tab.notice).to_contain_text(told)
