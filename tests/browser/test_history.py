"""The browser's own buttons: back and forward through filters, claims and pages; reload."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

State = tuple[object, ...]
SECONDS = 30


def state(tab: Any) -> State:
    """What a reader sees: page, selection in words and open place or claim, with the address."""
    tab.settle()
    parts = urlsplit(tab.page.url)
    query = sorted(one for one in parse_qsl(parts.query) if one[0] not in ("view", "v", "at"))
    opened = [one.inner_text() for one in (tab.card.first, tab.place.first) if one.is_visible()]
    return parts.path, tuple(query), tab.asked.inner_text(), opened


def comes_to(tab: Any, expected: State) -> None:
    """Wait until a reader sees a state again."""
    ends = time.monotonic() + SECONDS
    while (found := state(tab)) != expected:
        assert time.monotonic() < ends, (found, expected)
        tab.page.wait_for_timeout(100)


def choose_type(tab: Any, value: str) -> None:
    tab.open_filter("type").locator("input").first.fill(value)
    tab.page.get_by_role("option", name=value, exact=True).first.click()
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("Escape")
    expect(tab.page).to_have_url(re.compile(f"type={value}"))


def search(tab: Any, words: str) -> None:
    tab.control("q").locator("input").fill(words)
    tab.control("q").locator("input").press("Enter")
    expect(tab.page).to_have_url(re.compile(f"q={words}"))


def choose_row(tab: Any) -> None:
    tab.choose_row("claims-table", 0, row=35)
    expect(tab.card).to_be_visible()
    expect(tab.page).to_have_url(re.compile("claim="))


def open_place(tab: Any) -> None:
    tab.plate("ostrel").click()
    expect(tab.page).to_have_url(re.compile("open=ostrel"))


def open_claim(tab: Any) -> None:
    """Press a row of a list that is redrawn before the button goes up."""
    row = tab.row("war-begins-march-1985")
    row.hover()
    tab.page.mouse.down()
    row.evaluate("(row) => { row.outerHTML = row.outerHTML; }")
    tab.page.mouse.up()
    expect(tab.page).to_have_url(re.compile("claim=war-begins"))
    expect(tab.card).to_be_visible()


WALKS: dict[str, tuple[Callable[[Any], object], ...]] = {
    "claims": (
        lambda tab: choose_type(tab, "Event"),
        lambda tab: search(tab, "war"),
        choose_row,
        lambda tab: tab.go("timeline"),
    ),
    "map": (
        lambda tab: choose_type(tab, "Event"),
        open_place,
        open_claim,
        lambda tab: tab.go("actors"),
    ),
}


@pytest.mark.parametrize("page", WALKS)
def test_back_and_forward_go_through_all_that_was_chosen(invented_url: str, visit, page: str):
    tab = visit(invented_url).open(page)
    if page == "map":
        expect(tab.map).to_be_visible()
    seen = [state(tab)]
    for step in WALKS[page]:
        step(tab)
        tab.page.wait_for_timeout(500)  # changes that follow by themselves belong to the step
        seen.append(state(tab))
    assert len({repr(one) for one in seen}) == len(seen)
    for expected in seen[-2::-1]:
        tab.page.go_back()
        comes_to(tab, expected)
    for expected in seen[1:]:
        tab.page.go_forward()
        comes_to(tab, expected)
    tab.page.reload()
    comes_to(tab, seen[-1])
    tab.expect_no_errors()


def test_steps_back_in_a_hurry_end_where_they_lead(invented_url: str, visit):
    tab = visit(invented_url).open("claims")
    first = state(tab)
    choose_type(tab, "Event")
    search(tab, "war")
    tab.go("timeline")
    tab.page.evaluate("() => { history.back(); history.back(); history.back(); }")
    comes_to(tab, first)
    tab.page.wait_for_timeout(1_000)
    assert state(tab) == first


def test_moving_the_map_is_no_step(invented_url: str, visit):
    tab = visit(invented_url).open("map")
    expect(tab.map).to_be_visible()
    choose_type(tab, "Event")
    before = tab.page.evaluate("() => history.length")
    tab.frame.locator(".leaflet-control-zoom-in").click()
    expect(tab.page).to_have_url(re.compile("view="))
    assert tab.page.evaluate("() => history.length") == before


def test_a_filter_that_was_dropped_stays_dropped(invented_url: str, visit):
    """Its box, in a popover that is closed, has the old value still."""
    tab = visit(invented_url).open("claims")
    first = state(tab)
    choose_type(tab, "Event")
    tab.control("chip-type").locator("button").click()
    comes_to(tab, first)
    tab.page.wait_for_timeout(1_000)
    search(tab, "war")
    assert "Event" not in state(tab)[2]
    choose_type(tab, "Event")
    assert "Event" in state(tab)[2]


def test_one_step_back_leads_to_the_claim_before_with_its_window(recorded_url: str, visit):
    """Another claim has another window: three parameters change at one press."""
    window = {"km": "50", "days": "9"}
    tab = visit(recorded_url).open("evidence", claim="harrow-ford-shelling-deaths", **window)
    shown = tab.page.locator(".atlas-finding").first
    expect(shown).to_contain_text("within 50 km of Harrow Ford")
    tab.page.wait_for_timeout(500)  # the map tells its view
    tab.control("evidence-claim").locator("input").click()
    options = tab.page.get_by_role("option")
    options.filter(has_not_text="Harrow Ford").first.click()
    expect(tab.page).not_to_have_url(re.compile("harrow-ford|km=|days="))
    tab.page.wait_for_timeout(500)
    tab.page.go_back()
    expect(tab.page).to_have_url(re.compile(r"harrow-ford-shelling-deaths&km=50&days=9$"))
    expect(shown).to_contain_text("within 50 km of Harrow Ford")
    tab.page.go_forward()
    expect(tab.page).not_to_have_url(re.compile("harrow-ford|km=|days="))
    tab.expect_no_errors()
