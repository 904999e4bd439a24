"""Printing: each page as PDF, with all rows, its picture, and its source."""

import re

import pytest
from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.link.pages import PAGES
from conflict_atlas.reading.chart_page import TYPES

DEATHS = "harrow-ford-shelling-deaths"
WITH_ROWS = [p.name for p in PAGES if p.charts != "events" and p.name not in ("about", "story")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CONTROLS = "button:visible, input:visible, select:visible, iframe:visible"


def printed(tab) -> tuple[set[str], list[str], int]:
    """The links in the PDF of a page, its headings, and the number of its pictures."""
    pdf = tab.page.pdf(format="A4", outline=True, tagged=True)
    links = {found.decode("latin-1") for found in re.findall(rb"/URI \((.*?)\)", pdf)}
    titles = [found.decode("latin-1") for found in re.findall(rb"/Title \((.*?)\)", pdf)]
    return links, titles, len(re.findall(rb"/Subtype /Image\b", pdf))


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_a_page_prints_its_content_and_no_control(
    invented_url: str, visit, invented_package: Package, name: str
):
    tab = visit(invented_url).open(name, claim=DEATHS)
    links, titles, _ = printed(tab)
    expect(tab.page.locator("#atlas-print")).to_have_count(0)  # removed after printing
    assert "Cite it" in titles
    if name in WITH_ROWS:
        claims, kind = invented_package.claims, TYPES.get(name)
        rows = claims if kind is None else claims[claims["claim_type"] == kind]
        wanted = {f"{invented_url}/claim/{claim_id}" for claim_id in rows.index}
        assert {link for link in links if "/claim/" in link} == wanted
        assert claims["title"][DEATHS] in titles
        assert "What others say" in titles
        assert f"{len(rows)} of {len(claims)} claims" in titles
        assert invented_package.article.url in links
    tab.page.emulate_media(media="print")
    try:
        tab.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert tab.page.locator("#atlas-print").is_visible()
        if name in WITH_ROWS:
            assert tab.page.locator("#atlas-print :is(figure img, svg.atlas-printed)").count() >= 1
        found = tab.page.locator(CONTROLS)
        assert [one.evaluate("e => e.outerHTML.slice(0, 80)") for one in found.all()] == []
        across = tab.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert across <= 0
    finally:
        tab.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        tab.page.emulate_media(media="null")


def test_a_selection_prints_its_rows_only(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("claims", type="Casualties")
    links, _, _ = printed(tab)
    claims = invented_package.claims
    deaths = claims[claims["claim_type"] == "casualty"]
    assert 0 < len(deaths) < len(claims)
    assert {one.rpartition("/")[2] for one in links if "/claim/" in one} == set(deaths.index)


# All at once: a page that is laid out for paper is laid out again for each question.
ON_PAPER = """() => {
  const all = (which) => [...document.querySelectorAll(which)];
  const seen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length;
  const controls = "button, input, select, iframe, .atlas-picture a, .st-key-bar,"
    + ".st-key-clock-strip, [data-testid=stNumberInput], [data-testid=stCheckbox]";
  return {
    text: document.body.innerText,
    controls: all(controls).filter(seen).map((one) => one.outerHTML.slice(0, 80)),
    heads: all("#atlas-print h2").map((one) => one.textContent),
    rows: all("#atlas-print h2 + .wide tbody tr").length,
    cited: document.querySelector("#atlas-print .cite").textContent,
    maps: all("img.atlas-printed").map((one) =>
      [one.complete && one.naturalWidth, one.getBoundingClientRect().width / innerWidth]),
    beyond: document.documentElement.scrollWidth - innerWidth,
  };
}"""


@pytest.mark.parametrize(
    ("name", "heading", "rows"),
    [("events", "Month by month, by type", 240), ("evidence", "Invented Register near it", 0)],
)
def test_recorded_events_print_as_drawn_without_controls(
    recorded_url: str, visit, name: str, heading: str, rows: int
):
    tab = visit(recorded_url).open(name, events="recorded", claim=DEATHS)
    expect(tab.map if name == "events" else tab.page.locator("iframe").first).to_be_visible()
    expect(tab.page.get_by_text(heading)).to_be_visible()
    tab.page.emulate_media(media="print")
    try:
        tab.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        paper = tab.page.evaluate(ON_PAPER)
    finally:
        tab.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        tab.page.emulate_media(media="null")
    assert heading.upper() in paper["text"].upper()  # some headings are in capitals
    assert paper["controls"] == []
    told = next(one for one in paper["heads"] if "recorded by Invented Register" in one)
    assert f"{rows} events" in told
    assert paper["rows"] >= rows
    assert "Recorded events: Invented Register, Invented Agency" in paper["cited"]
    ((width, across),) = paper["maps"]
    assert width == 1400  # drawn for paper
    assert 0.4 < across <= 1
    assert paper["beyond"] <= 0
    expect(tab.page.locator(".atlas-printed")).to_have_count(0)
    expect(tab.page.locator("iframe").first).to_be_visible()
    _, _, pictures = printed(tab)
    assert pictures >= 1


# Letters and width of charts as they are printed, in pixels of paper.
CHARTS = """() => [...document.querySelectorAll("svg.atlas-printed")].map((chart) => {
  const box = chart.getBoundingClientRect(), scale = box.width / chart.viewBox.baseVal.width;
  const letters = [...chart.querySelectorAll("text")].map((one) =>
    parseFloat(getComputedStyle(one).fontSize) * scale);
  return [box.width, chart.viewBox.baseVal.width, Math.min(...letters)];
})"""


STAND = """() => [...document.querySelectorAll("#root .js-plotly-plot")].every(
  (chart) => chart._fullLayout)"""


@pytest.mark.parametrize(
    ("name", "look"), [("actors", "dark"), ("displacement", "light"), ("events", "light")]
)
def test_charts_are_printed_as_wide_as_paper_in_letters_that_can_be_read(
    recorded_url: str, visit, name: str, look: str
):
    """Charts of a wide window made smaller as a whole had letters of four points."""
    tab = visit(recorded_url, color_scheme=look).open(name, events="recorded")
    drawn = tab.page.locator("#root .js-plotly-plot")
    expect(drawn.first).to_be_visible()
    tab.page.wait_for_function(STAND)
    tab.page.set_viewport_size({"width": 720, "height": 1040})
    tab.page.emulate_media(media="print")
    try:
        tab.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        charts = tab.page.evaluate(CHARTS)
        assert charts
        for across, own, letters in charts:
            assert own == 700
            assert 500 < across <= 720
            assert letters >= 9
        inks = tab.page.eval_on_selector_all(
            "svg.atlas-printed text", "all => all.map((one) => getComputedStyle(one).fill)"
        )
        assert "rgb(233, 235, 232)" not in inks  # the ink of the dark look
        assert "rgb(91, 100, 107)" in inks
        if name != "events":
            titles = tab.page.locator("#atlas-print h2").all_inner_texts()
            assert len(titles) > len(charts)
            assert tab.page.locator("#atlas-print figure").count() == 0
    finally:
        tab.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        tab.page.emulate_media(media="null")
    expect(tab.page.locator(".atlas-printed, .atlas-drawing")).to_have_count(0)
    expect(drawn.first).to_be_visible()


def test_evidence_without_a_claim_prints_every_verdict(
    recorded_url: str, visit, invented_package: Package
):
    tab = visit(recorded_url).open("evidence")
    expect(tab.page.get_by_text("Every claim beside every dataset")).to_be_visible()
    links, titles, _ = printed(tab)
    assert titles.count("Every claim beside every dataset") == 1
    wanted = {f"{recorded_url}/claim/{claim_id}" for claim_id in invented_package.claims.index}
    assert {link for link in links if "/claim/" in link} == wanted


def test_share_goes_to_the_printer(invented_url: str, visit):
    tab = visit(invented_url).open("timeline", type="Casualties")
    tab.page.evaluate("window.print = () => { window.printed = true; }")
    tab.page.get_by_role("button", name="Share").first.click()
    link = tab.page.get_by_role("link", name="Print this page")
    assert (link.get_attribute("href") or "").startswith("print/timeline?")
    link.click()
    tab.page.wait_for_function("window.printed")
    assert tab.page.url.startswith(f"{invented_url}/timeline?")


def test_without_scripts_there_is_the_page_to_print(invented_url: str, visit):
    tab = visit(invented_url, java_script_enabled=False)
    tab.page.goto(f"{invented_url}/print/timeline?type=Casualties")
    expect(tab.page.locator("h1")).to_have_text("Timeline")
    assert tab.page.locator("tbody tr").count() > 0
    expect(tab.page.locator(".cite")).to_contain_text(f"{invented_url}/timeline?type=Casualties")


@pytest.mark.parametrize("name", ["timeline", "evidence"])
def test_a_page_to_print_is_read_on_a_phone_too(recorded_url: str, visit, name: str):
    tab = visit(recorded_url, **PHONE)
    tab.page.goto(f"{recorded_url}/print/{name}?events=recorded")
    expect(tab.page.locator("h1")).to_have_text(name.capitalize())
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width <= tab.page.viewport_size["width"]
