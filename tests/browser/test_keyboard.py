"""Without a mouse: everything can be reached, and everything can be done."""

import re

from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, select

FOCUS = """() => {
  const at = document.activeElement;
  if (at.tagName === "IFRAME") {
    const inside = at.contentDocument.activeElement;
    return "map " + (inside.dataset.claim ? "mark" : inside.getAttribute("class") || "");
  }
  const box = at.closest("[class*=st-key-]");
  const key = box && box.className.match(/st-key-([\\w-]+)/);
  if (!key) return at.dataset.testid || at.tagName;
  return at.type === "range" ? `${key[1]} slider` : key[1];
}"""
CONTROLS = (
    "q", "from", "to", "actor", "type", "place", "claim-title", "share", "layer", "tiles", "play",
    "window", "at slider", "map-list", "stTopNavLink", "map mark",
)  # fmt: skip
MOST_STEPS = 140


def walk(tab, until: str) -> list[str]:
    """Press Tab until something has the focus; returns all that had it."""
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
    seen = set(walk(tab, "map-list"))
    assert [name for name in CONTROLS if name not in seen] == []


def test_enter_on_a_mark_shows_its_claim(invented_url: str, visit):
    tab = visit(invented_url).open("", type="Event", layer="Events")
    expect(tab.map).to_be_visible()
    tab.control("at").get_by_role("slider").focus()
    walk(tab, "map mark")
    claim_id = tab.map.evaluate("() => document.activeElement.dataset.claim")
    assert claim_id
    expect(tab.frame.locator(".atlas-tip")).to_be_visible()
    tab.page.keyboard.press("Enter")
    expect(tab.card).to_be_visible()
    expect(tab.page).to_have_url(re.compile(f"claim={claim_id}"))


def test_no_key_leads_to_a_mark_beyond_the_edge_of_the_map(real_url: str, visit):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    beyond = tab.frame.locator('path.atlas-mark[aria-label*="Saint Petersburg"]')
    expect(beyond.first).to_have_attribute("tabindex", "-1")
    expect(tab.frame.locator('path.atlas-mark[tabindex="0"]').first).to_be_visible()


def test_a_mark_has_a_name_and_a_role(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    mark = tab.mark("harrow-ford-shelling-deaths")
    expect(mark).to_have_role("button")
    expect(mark).to_have_accessible_name(re.compile("60 to 85 killed at Harrow Ford"))
    expect(tab.map).to_have_attribute("aria-label", re.compile("Map of claims"))


def test_a_row_is_chosen_with_the_keys(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    tab.control("map-list").locator("canvas").first.focus()
    tab.page.keyboard.press("ArrowDown")
    cell = tab.page.locator("[data-testid=glide-cell-1-1][aria-selected=true]")
    expect(cell).to_be_attached()
    tab.page.keyboard.press("Shift+Space")
    expect(tab.card).to_be_visible()
    expect(tab.page).to_have_url(re.compile("claim="))
    assert tab.query("claim")[0] in invented_package.claims.index


def test_a_claim_is_chosen_in_the_sidebar(invented_url: str, visit):
    tab = visit(invented_url).open("claims")
    tab.control("claim-title").locator("input").first.focus()
    tab.page.keyboard.type("Fen Tower")
    tab.page.keyboard.press("Enter")
    expect(tab.card).to_contain_text("The Marsh Guard holds Fen Tower")
    assert tab.query("claim") == ["marsh-guard-holds-fen-tower"]  # the link carries identifiers


def test_filters_layers_and_day_are_set_with_the_keys(
    invented_url: str, visit, invented_package: Package
):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    walk(tab, "q")
    tab.page.keyboard.type("soldiers")
    tab.page.keyboard.press("Enter")
    expect(tab.count).to_have_text(str(len(select(invented_package, Selection(text="soldiers")))))
    walk(tab, "layer")
    tab.page.keyboard.press("Space")
    expect(tab.control("layer").get_by_role("button", name="Events")).to_have_attribute(
        "aria-pressed", "false"
    )
    walk(tab, "at slider")
    tab.page.keyboard.press("ArrowLeft")
    expect(tab.page).to_have_url(re.compile("at=19"))
    expect(tab.notice).to_have_count(0)


def test_play_and_share_work_with_the_keys(invented_url: str, visit):
    tab = visit(invented_url).open("", window="1 month", at="1986-01-01")
    expect(tab.map).to_be_visible()
    tab.control("play").locator("button").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.control("play")).to_contain_text("Pause")
    tab.page.keyboard.press("Enter")
    expect(tab.control("play")).to_contain_text("Play")
    tab.control("share").locator("button").first.focus()
    tab.page.keyboard.press("Enter")
    link = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]").first
    expect(link).to_contain_text("window=1+month")
    tab.page.keyboard.press("Escape")
    expect(link).to_have_count(0)
