"""Tables fill their window and no more, and end where their rows end."""

import pytest
from playwright.sync_api import Locator, expect
from visit import ROW

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def table(tab, key: str = "claims-table") -> Locator:
    found = tab.control(key).get_by_test_id("stDataFrameResizable")
    expect(found.locator("canvas").first).to_be_visible()
    return found


@pytest.mark.parametrize("height", [700, 1080])
def test_the_table_of_claims_fills_the_window(real_url: str, visit, height: int):
    tab = visit(real_url, viewport={"width": 1400, "height": height}).open("claims")
    box, foot = table(tab).bounding_box(), tab.control("clock-strip").bounding_box()
    assert foot["y"] + foot["height"] == height
    assert foot["y"] - 50 < box["y"] + box["height"] <= foot["y"]
    around = tab.control("claims-table").bounding_box()
    assert around["height"] == pytest.approx(box["height"], abs=4)
    assert tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_a_short_table_ends_where_its_rows_end(real_url: str, visit):
    tab = visit(real_url).open("claims", q="baghdad")
    rows = int(tab.count.inner_text())
    assert 1 < rows < 15
    box = table(tab).bounding_box()
    assert box["height"] == pytest.approx(ROW * (rows + 1) + 3, abs=3)


def test_beside_a_table_on_a_phone_there_is_room_to_move_the_page(real_url: str, visit):
    tab = visit(real_url, **PHONE).open("claims")
    box = table(tab).bounding_box()
    assert 300 < box["height"] < 600


def test_the_last_row_is_reached(real_url: str, visit):
    tab = visit(real_url).open("claims")
    grid = table(tab).locator(".dvn-scroller")
    low = grid.evaluate("e => { e.scrollTop = e.scrollHeight; return e.scrollTop; }")
    shown = grid.bounding_box()["height"]
    assert low + shown == pytest.approx(ROW * (int(tab.count.inner_text()) + 1) + 2, abs=6)
