"""The stand-in shown before the live page: its content in words and as a picture."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.views.look import DARK, LIGHT

DEATHS = "harrow-ford-shelling-deaths"
SCRIPTS = re.compile(r"/static/js/")


def rgb(code: str) -> str:
    return "rgb({}, {}, {})".format(*(int(code[at : at + 2], 16) for at in (1, 3, 5)))


@pytest.fixture
def waiting(visit):
    """Give a function that opens an address whose live page never loads."""

    def open_address(url: str, path: str = "", **options: object) -> Any:
        tab = visit(url, **options)
        tab.page.route(SCRIPTS, lambda route: route.abort())
        tab.page.goto(f"{url}/{path}", wait_until="commit")
        return tab

    return open_address


@pytest.mark.parametrize(("path", "scheme"), [("", "light"), ("timeline", "dark")])
def test_the_claim_and_its_picture_are_there_before_any_script_is(
    invented_url: str, waiting, invented_package: Package, path: str, scheme: str
):
    tab = waiting(invented_url, f"{path}?claim={DEATHS}", color_scheme=scheme)
    first = tab.page.locator("#atlas-first")
    claim = invented_package.claims.loc[DEATHS]
    expect(first.locator("h1")).to_have_text(claim["title"])
    expect(first).to_contain_text(claim["summary"])
    expect(first.locator("img")).to_have_js_property("complete", value=True)
    assert first.locator("img").evaluate("image => image.naturalWidth") > 0
    look = DARK if scheme == "dark" else LIGHT
    assert first.evaluate("e => getComputedStyle(e).backgroundColor") == rgb(look.paper)
    shown = first.locator("img").evaluate("image => image.currentSrc")
    assert ("look=dark" in shown) == (scheme == "dark")
    assert first.get_by_role("link", name="plain page").get_attribute("href") == f"/claim/{DEATHS}"
    tab.page.unroute(SCRIPTS)


def test_a_phone_gets_a_picture_for_a_phone(invented_url: str, waiting):
    tab = waiting(invented_url, "map", viewport={"width": 390, "height": 844})
    picture = tab.page.locator("#atlas-first img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", value=True)
    assert "size=phone" in picture.evaluate("image => image.currentSrc")
    across = tab.page.evaluate("document.documentElement.scrollWidth")
    assert across <= 390
    tab.page.unroute(SCRIPTS)


def test_it_leaves_when_the_live_page_stands(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.page.locator("#atlas-first")).to_have_count(0)
    expect(tab.page.locator("#root h1")).to_have_count(1)
    # Our styles refine those of Streamlit, which are in the head.
    (sheet,) = tab.page.locator("body > link[rel=stylesheet]").all()
    assert sheet.evaluate("link => link.sheet.cssRules.length") > 100
    expect(tab.map).to_be_visible()
    tab.expect_no_errors()


def test_without_scripts_there_is_a_page_to_read(invented_url: str, visit):
    tab = visit(invented_url, java_script_enabled=False)
    tab.page.goto(f"{invented_url}/claims?claim={DEATHS}")
    assert tab.page.get_by_text("The live page is loading").is_visible() is False
    assert tab.page.get_by_role("link", name="This claim as a plain page").is_visible()
    assert tab.page.locator("h1").count() == 1
    tab.page.get_by_role("link", name="This claim as a plain page").click()
    assert tab.page.url == f"{invented_url}/claim/{DEATHS}"
    assert tab.page.locator("h1").is_visible()
