"""A package in which every text contains markup, script or formulas: all must stay text."""

import re
from pathlib import Path

import pytest
from hostile_package import PAYLOADS
from playwright.sync_api import Browser, Page, expect
from saved_files import download

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.story import steps

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
CLAIM = "harrow-ford-shelling-deaths"
SHOWN_ANYWHERE = re.compile(r"<(img|svg|script|iframe|b|i)\b")


@pytest.fixture(scope="module")
def hostile_url(serve, hostile_path: Path) -> str:
    return str(serve(hostile_path).url)


def check_nothing_ran(page: Page) -> None:
    """No script of the package ran in any frame, and none of its markup became an element."""
    for frame in page.frames:
        assert frame.evaluate("() => window.pwned") is None, frame.url
        made = frame.evaluate(
            "() => [...document.querySelectorAll("
            ' \'img[src=x], img[src$="x.png"], [onerror], [onload], [onclick], iframe[srcdoc],'
            '  a[href^="javascript:"], .katex, stMarkdownColoredText\''
            ")].map((e) => e.outerHTML.slice(0, 200))"
        )
        assert made == [], frame.url
        formatted = frame.evaluate(
            "() => [...document.querySelectorAll('strong, b, i, em, a, code')]"
            ".filter((e) => e.childElementCount === 0 && ['X', 'XX'].includes(e.textContent))"
            ".map((e) => e.outerHTML)"
        )
        assert formatted == [], frame.url


def test_the_package_is_sound_and_hostile(hostile_path: Path, hostile: Package):
    texts = " ".join(path.read_text("utf-8") for path in hostile_path.glob("*.csv"))
    for payload in PAYLOADS:
        assert payload in texts.replace('""', '"'), payload
    for name in ("title", "summary", "attributed_to", "caveat"):
        column = hostile.claims[name]
        assert column.str.contains(r"[<\[*]", regex=True).all(), name


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_hostile_texts_as_texts(page: str, hostile_url: str, visit, hostile: Package):
    is_story = page == "story"  # with a claim to open its address leads to the map
    tab = visit(hostile_url).open(page, **({} if is_story else {"claim": CLAIM}))
    title = steps(hostile)[0].title if is_story else page.capitalize()
    expect(tab.page.locator("h1")).to_have_text(title)
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    for closed in tab.page.locator(
        "[data-testid=stExpander] summary, article details summary"
    ).all():
        closed.click()
    if page == "map":
        expect(tab.map).to_be_visible()
    if page not in ("about", "events", "story"):
        claim = hostile.claims.loc[CLAIM]
        expect(tab.card).to_contain_text(claim["title"])
        expect(tab.card).to_contain_text(claim["summary"])
    tab.page.wait_for_load_state("networkidle")
    check_nothing_ran(tab.page)
    tab.expect_no_errors()


def test_plates_tooltips_names_and_legend_are_texts(hostile_url: str, visit, hostile: Package):
    claim = hostile.claims.loc[CLAIM]
    tab = visit(hostile_url).open("", view="10.8,-38.1,12", measure="Displaced people")
    expect(tab.map).to_be_visible()
    tab.frame.locator(".atlas-found:visible").first.hover()
    expect(tab.frame.locator(".atlas-tip")).to_contain_text(claim["title"])
    tab.page.mouse.move(0, 0)
    plate = tab.plate(claim["place_id"])
    expect(plate).to_contain_text("<")
    plate.click()
    tab.row(CLAIM).click()
    expect(tab.card).to_contain_text(claim["title"])
    expect(tab.frame.locator(".leaflet-control-attribution")).to_contain_text("<img src=x")
    tab.map.evaluate("() => ConflictAtlas.map.setZoom(8, { animate: false })")
    tab.frame.locator("path.atlas-choropleth").first.hover(force=True)
    check_nothing_ran(tab.page)


def test_share_and_search_show_texts(hostile_url: str, visit, hostile: Package):
    tab = visit(hostile_url).open("claims", claim=CLAIM, q="<img src=x onerror=window.pwned=1>")
    expect(tab.asked).to_contain_text("<img src=x onerror=window.pwned=1>")
    tab.control("share").locator("button").first.click()
    codes = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]")
    expect(codes.first).to_contain_text("http")
    expect(codes.nth(3)).to_contain_text(hostile.article.title)
    check_nothing_ran(tab.page)
    tab.control("q").locator("input").fill("window")
    tab.page.keyboard.press("Enter")
    expect(tab.asked).to_contain_text("mention “window”")
    check_nothing_ran(tab.page)


def test_a_hostile_link_is_told_as_text(hostile_url: str, visit):
    tab = visit(hostile_url).open(
        "", actor="<img src=x onerror=window.pwned=1>", v="<svg onload=pwned=1>"
    )
    expect(tab.notice).to_contain_text("<img src=x")
    expect(tab.notice).to_contain_text("<svg onload=pwned=1>")
    check_nothing_ran(tab.page)


def test_the_network_names_actors_as_texts(hostile_url: str, visit, hostile: Package):
    name = hostile.actors.loc["marsh-guard", "name"]
    tab = visit(hostile_url).open("actors")
    tab.control("focus").locator("input").first.click()
    tab.page.get_by_role("option", name=name, exact=True).click()
    expect(
        tab.page.get_by_text(hostile.actors.loc["marsh-guard", "description"]).first
    ).to_be_visible()
    chart = tab.page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    for point in chart.locator(".point").all()[:6]:
        box = point.bounding_box()
        tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    check_nothing_ran(tab.page)


def test_the_saved_map_shows_texts(hostile_url: str, visit, browser: Browser, tmp_path: Path):
    tab = visit(hostile_url).open("")
    marks = tab.map.get_attribute("data-marks")
    saved = download(tab, "Map as one", tmp_path)
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("dialog", lambda dialog: asked.append(f"dialog: {dialog.message}"))
    page.goto(saved.as_uri())
    expect(page.locator(".atlas[data-ready]")).to_have_attribute("data-marks", marks)
    expect(page.locator(".atlas-plate").first).to_contain_text("<")
    check_nothing_ran(page)
    assert [a for a in asked if not a.startswith(("file:", "data:", "blob:"))] == []
    context.close()
