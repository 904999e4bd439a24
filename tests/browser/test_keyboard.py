"""Without a mouse everything can be reached and done."""

import re

from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, select

FOCUS = """() => {
  const at = document.activeElement;
  if (at.tagName === "IFRAME") {
    const inside = at.contentDocument.activeElement;
    return inside.dataset.place ? "map place" : "map " + inside.className;
  }
  if (at.dataset.choose) return at.dataset.choose;
  if (at.dataset.grip) return `clock ${at.dataset.grip}`;
  const box = at.closest("[class*=st-key-]");
  const key = box && box.className.match(/st-key-([\\w-]+)/);
  if (at.closest("[data-testid=stPageLink]")) return "page link";
  return key ? key[1] : at.dataset.testid || at.tagName;
}"""
CONTROLS = (
    "page link", "share", "q", "when", "filter-actor", "filter-type", "filter-place",
    "place:velmar", "tiles", "map place", "clock at",
)  # fmt: skip
MOST_STEPS = 80


def walk(tab, until: str) -> list[str]:
    """Press Tab until a given element has the focus; returns all that had it."""
    seen: list[str] = []
    for _ in range(MOST_STEPS):
        tab.page.keyboard.press("Tab")
        seen.append(tab.page.evaluate(FOCUS))
        if seen[-1] == until:
            return seen
    raise AssertionError(f"{until} not reached: {seen}")


def test_tab_reaches_every_control_of_the_map_page(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    seen = walk(tab, "map place")
    assert [name for name in CONTROLS if name not in seen] == []
    assert len([name for name in seen if name.startswith("map")]) == 1  # the map is one stop


def test_arrows_go_from_place_to_place_enter_opens_and_escape_closes(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    walk(tab, "map place")
    here = tab.map.evaluate("() => document.activeElement.dataset.place")
    tab.page.keyboard.press("ArrowRight")
    there = tab.map.evaluate("() => document.activeElement.dataset.place")
    assert there
    assert there != here
    tab.page.keyboard.press("Enter")
    expect(tab.page).to_have_url(re.compile(f"open={there}|claim="))
    expect(tab.place).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(tab.place).to_have_count(0)


def test_a_place_has_a_name_and_a_role(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    expect(tab.plate("harrow-ford")).to_have_role("button")
    expect(tab.plate("harrow-ford")).to_have_accessible_name(re.compile("Harrow Ford: 3 claims"))
    expect(tab.map).to_have_attribute("aria-label", re.compile("Map of claims"))


def test_a_claim_is_found_opened_and_compared_with_the_keys(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    walk(tab, "q")
    tab.page.keyboard.type("Harrow Ford")
    tab.page.keyboard.press("Enter")
    expect(tab.page).to_have_url(re.compile("q=Harrow"))
    tab.settle()
    walk(tab, "place:harrow-ford")
    tab.page.keyboard.press("Enter")
    expect(tab.place).to_be_visible()
    assert tab.page.evaluate(FOCUS) == "place:harrow-ford"  # the list was redrawn meanwhile
    tab.row("harrow-ford-shelling-deaths").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.card.locator(".atlas-strip")).to_be_visible()
    expect(tab.page).to_have_url(re.compile("claim=harrow-ford-shelling-deaths"))


def test_filters_and_day_are_set_with_the_keys(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    walk(tab, "q")
    tab.page.keyboard.type("soldiers")
    tab.page.keyboard.press("Enter")
    expect(tab.count).to_have_text(str(len(select(invented_package, Selection(text="soldiers")))))
    tab.control("chip-q").locator("button").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.count).to_have_text("16")
    walk(tab, "clock at")
    tab.page.keyboard.press("ArrowLeft")
    expect(tab.page).to_have_url(re.compile("at=19"))
    expect(tab.notice).to_have_count(0)


def test_play_and_share_work_with_the_keys(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-01-01")
    expect(tab.map).to_be_visible()
    tab.page.get_by_role("button", name="Play").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="Pause")).to_be_visible()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="Play")).to_be_visible()
    tab.control("share").locator("button").first.focus()
    tab.page.keyboard.press("Enter")
    link = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]").first
    expect(link).to_contain_text("at=19")
    tab.page.keyboard.press("Escape")
    expect(link).to_have_count(0)
