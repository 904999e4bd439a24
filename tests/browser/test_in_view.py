"""What a press opens is on the screen, and covers nothing that belongs to it."""

import re

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Pixels by which each table overlaps the element below it.
OVERLAPS = """() => [...document.querySelectorAll("[data-testid=stDataFrame]")].map((table) => {
  const box = table.getBoundingClientRect();
  const wrapper = table.closest("[data-testid=stElementContainer]");
  const next = wrapper.nextElementSibling;
  return next ? box.bottom - next.getBoundingClientRect().top : -1;
}).filter((pixels) => pixels > 0)"""
ON_TOP = """e => { const box = e.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return e === top || e.contains(top); }"""
SHOWN = """e => { for (let at = e; at && at.dataset.testid !== "stCode"; at = at.parentElement) {
  const style = getComputedStyle(at);
  if (style.visibility === "hidden" || Number(style.opacity) < 0.9) return false;
} return true; }"""


def test_the_card_of_a_mark_far_down_a_chart_is_in_view(real_url: str, visit):
    tab = visit(real_url).open("timeline", claim="retaken-cities-in-ruins")
    chosen = tab.page.locator(".tl-selected")
    expect(chosen).to_be_in_viewport()
    expect(tab.card).to_be_in_viewport(ratio=0.3)
    assert chosen.evaluate(ON_TOP), "the card lies over what was chosen"


def test_copying_needs_no_pointer_that_hovers(invented_url: str, visit):
    tab = visit(invented_url).open("claims")
    tab.control("share").locator("button").first.click()
    body = tab.page.locator("[data-testid=stPopoverBody]")
    codes = body.locator("[data-testid=stCode]:visible")
    expect(codes).to_have_count(3)
    tab.page.mouse.move(0, 0)
    for code in codes.all():
        assert code.locator("button").evaluate(SHOWN)


def test_no_table_lies_over_what_follows_it_on_a_touch_screen(real_url: str, visit):
    tab = visit(real_url, **PHONE).open("claims", claim="manbij-strikes-july-2016-deaths")
    expect(tab.page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    assert tab.page.evaluate(OVERLAPS) == []


def test_enter_picks_the_actor_that_is_typed_and_no_other(real_url: str, visit):
    tab = visit(real_url).open("claims")
    tab.open_filter("actor")
    for typed, name in (("ISIS", "ISIS"), ("united st", "United States")):
        box = tab.control("actor").locator("input")
        box.click()
        tab.page.keyboard.type(typed)
        tab.page.keyboard.press("Enter")
        expect(tab.page).to_have_url(re.compile(f"actor={name.replace(' ', '[+]')}"))
    assert sorted(tab.query("actor")) == ["ISIS", "United States"]
