"""Every page is accessible as far as axe-core can tell: light, dark, phone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from conflict_atlas.link.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
CLAIM = "harrow-ford-shelling-deaths"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LIVE = (
    "story",
    *(f"{page.name}?claim={CLAIM}" for page in PAGES if page.name != "story"),
    "map?at=1987-05-12&against=1986-01-01",
    "timeline?q=zzz",
)
PLAIN = (f"claim/{CLAIM}", "claim", "print/claims", "nowhere")


@pytest.fixture(scope="module")
def url(serve: Callable[..., Any], recorded: Path) -> str:
    return str(serve(ROOT / "tests" / "packages" / "invented", events=recorded).url)


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
def test_no_violation_in_light_and_in_dark(url: str, visit, path: str):
    tab = visit(url)
    drawn(tab, path)
    assert violations(tab.page) == []
    tab.page.emulate_media(color_scheme="dark")
    try:
        expect(tab.app).to_have_css("color", "rgb(233, 235, 232)")
        assert violations(tab.page) == []
    finally:
        tab.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("path", LIVE)
def test_no_violation_on_a_phone(url: str, visit, path: str):
    tab = visit(url, **PHONE)
    drawn(tab, path)
    assert violations(tab.page) == []


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE])
def test_no_violation_on_a_plain_page(url: str, visit, options: dict[str, object]):
    tab = visit(url, **options)
    for path in PLAIN:
        tab.page.goto(f"{url}/{path}")
        assert violations(tab.page) == [], path


def test_a_violation_would_be_seen(url: str, visit):
    tab = visit(url)
    tab.page.goto(f"{url}/claim/{CLAIM}")
    tab.page.evaluate(
        "() => document.querySelector('main').append(document.createElement('button'))"
    )
    assert any(re.match("button-name", one) for one in violations(tab.page))
