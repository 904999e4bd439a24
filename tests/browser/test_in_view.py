"""What a press opens is on the screen, and covers nothing that belongs to it."""

import re

import pytest
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


@pytest.mark.parametrize("more", [{}, PHONE], ids=["window", "phone"])
def test_the_claim_that_a_table_leads_to_is_in_the_same_window(
    real_url: str, visit, more: dict[str, object]
):
    tab = visit(real_url, **more).open("claims", claim="manbij-strikes-july-2016-deaths")
    expect(tab.page.locator(".atlas-card h2").first).to_be_in_viewport(ratio=1)
    expect(tab.page.locator(".st-key-claims-table [data-testid=stDataFrame]")).to_be_in_viewport()
    if more:  # a sheet, which has a way back
        assert tab.page.locator(".st-key-beside .atlas-kind").evaluate(ON_TOP)
        tab.page.locator(".st-key-beside .atlas-close").tap()
        expect(tab.card).to_have_count(0)


def test_a_phone_says_that_no_claim_matches_and_leaves_the_filters_free(real_url: str, visit):
    tab = visit(real_url, **PHONE).open("map", q="qwzx")
    told = tab.page.locator(".st-key-below .atlas-notice")
    expect(told).to_be_in_viewport(ratio=1)
    assert told.evaluate(ON_TOP)
    tab = visit(real_url, **PHONE).open("map", actor="Nobody", claim="nothing")
    warned = tab.page.locator(".st-key-link-warnings .atlas-notice")
    expect(warned).to_be_in_viewport(ratio=1)
    assert tab.page.locator(".st-key-chips button").first.evaluate(ON_TOP)
    warned.get_by_role("button", name="Close this notice").click()
    expect(warned).to_be_hidden()


def test_names_beside_a_claim_do_not_lie_over_each_other(real_url: str, visit):
    tab = visit(real_url).open("evidence", claim="manbij-strikes-july-2016-deaths", events="sample")
    frame = tab.page.frame_locator(".st-key-evidence-map iframe")
    expect(frame.locator(".atlas-spot-name:visible").first).to_be_visible()
    for press in ("", "Zoom out"):
        if press:
            frame.get_by_role("button", name=press).click()
            frame.locator(".leaflet-zoom-anim").wait_for(state="detached")
        seen = [e for e in frame.locator(".atlas-spot-name").all() if e.is_visible()]
        boxes = [one.bounding_box() for one in seen]
        assert boxes
        for number, a in enumerate(boxes):
            for b in boxes[:number]:
                across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
                down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
                assert min(across, down) <= 1


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
    picked = {
        "ISIS": "ISIS",
        "united st": "United States",
        "un": "United Nations",
        "u.k.": "United Kingdom",
    }
    for typed, name in picked.items():
        box = tab.control("actor").locator("input")
        box.click()
        tab.page.keyboard.type(typed)
        tab.page.keyboard.press("Enter")
        expect(tab.page).to_have_url(re.compile(f"actor={name.replace(' ', '[+]')}"))
    assert sorted(tab.query("actor")) == sorted(picked.values())
    tab.page.keyboard.press("Escape")
    search = tab.control("q").locator("input")
    search.fill("Daesh")
    search.press("Enter")
    expect(search).to_have_value("")
    assert sorted(tab.query("actor")) == sorted(picked.values())  # it was there already
    search.fill("Pentagon")
    search.press("Enter")
    expect(tab.page).to_have_url(re.compile("actor=US[+]DoD"))
    assert tab.query("q") == []
