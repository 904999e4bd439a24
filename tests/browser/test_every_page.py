"""Every page, on a wide screen and on a phone: what axe-core can tell, icons, width, origin."""

import re
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from conflict_atlas.link.pages import PAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
CLAIM = "harrow-ford-shelling-deaths"
REAL_CLAIM = "baghdad-bombing-july-2016-deaths"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LIVE = (
    "story",
    *(f"{page.name}?claim={CLAIM}" for page in PAGES if page.name != "story"),
    "map?at=1987-05-12&against=1986-01-01",
    "timeline?q=zzz",
)
PLAIN = (f"claim/{CLAIM}", "claim", "print/claims", "nowhere")


# Names of icons that are shown as words, as their font lacks them.
ICONS = """() => [...document.querySelectorAll('*')]
  .filter((e) => !e.childElementCount && e.textContent.trim()
    && getComputedStyle(e).fontFamily.includes('Material Symbols'))
  .filter((e) => e.scrollWidth > 1.6 * parseFloat(getComputedStyle(e).fontSize))
  .map((e) => e.textContent)"""
TOO_WIDE = """() => {
  const main = document.querySelector("[data-testid=stMain]") || document.scrollingElement;
  const wide = Math.max(document.scrollingElement.scrollWidth, main.scrollWidth);
  return wide - window.innerWidth;
}"""


def violations(page: Page) -> list[str]:
    """Violations that axe-core finds on a page and in the maps inside it: rule, place, problem."""
    for frame in page.frames:
        frame.evaluate(AXE)
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [
        f"{rule['id']}: {node['target']} {node['html'][:200]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def drawn(tab: Any, path: str) -> None:
    """Open a page and wait until everything to check is drawn."""
    tab.follow(f"{tab.url}/{path.removeprefix('story')}")
    if path.startswith("map"):
        for frame in tab.page.locator("iframe[title*=folium]").all():
            expect(frame.content_frame.locator(".atlas[data-marks]")).to_be_visible()


@pytest.mark.parametrize("path", LIVE)
def test_a_page_in_light_and_in_dark(recorded_url: str, visit, path: str):
    tab = visit(recorded_url)
    drawn(tab, path)
    assert violations(tab.page) == []
    tab.page.wait_for_function("document.fonts.status === 'loaded'")
    assert tab.page.evaluate(ICONS) == []
    assert len(tab.requests) > 5
    assert tab.outside() == []
    tab.page.emulate_media(color_scheme="dark")
    try:
        expect(tab.app).to_have_css("color", "rgb(233, 235, 232)")
        assert violations(tab.page) == []
        tab.expect_no_errors()
    finally:
        tab.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("path", LIVE)
def test_a_page_on_a_phone(real_url: str, visit, path: str):
    tab = visit(real_url, **PHONE)
    drawn(tab, path.replace(CLAIM, REAL_CLAIM).replace("1987", "2016").replace("1986", "2015"))
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        expect(chart.locator(".main-svg").first).to_be_attached()
    assert tab.page.evaluate(TOO_WIDE) <= 0
    assert violations(tab.page) == []
    tab.expect_no_errors()


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE])
def test_no_violation_on_a_plain_page(recorded_url: str, visit, options: dict[str, object]):
    tab = visit(recorded_url, **options)
    for path in PLAIN:
        tab.page.goto(f"{recorded_url}/{path}")
        assert violations(tab.page) == [], path


def test_a_violation_would_be_seen(recorded_url: str, visit):
    tab = visit(recorded_url)
    tab.page.goto(f"{recorded_url}/claim/{CLAIM}")
    tab.page.evaluate(
        "() => document.querySelector('main').append(document.createElement('button'))"
    )
    assert any(re.match("button-name", one) for one in violations(tab.page))
