"""Every chart can be read without being seen, and marks and rows can be chosen."""

import re

import pytest
from playwright.sync_api import expect

from conflict_atlas.link.pages import PAGES

CHARTED = [page.name for page in PAGES if page.charts == "claims"]
EVENTS = "Claims of type Event"
CLAIM = "harrow-ford-shelling-deaths"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_an_empty_result_offers_the_way_back(invented_url: str, visit):
    tab = visit(invented_url).open("actors", q="qwzx", type="Event")
    expect(tab.count).to_have_text("0")
    expect(tab.notice).to_contain_text("mention “qwzx”")
    tab.control("way-text").locator("button").click()
    expect(tab.count).to_have_text("3")
    expect(tab.asked).to_contain_text(EVENTS)
    expect(tab.notice.filter(has_text="qwzx")).to_have_count(0)
    tab.expect_no_errors()


@pytest.mark.parametrize("page", CHARTED)
def test_a_chart_is_told_in_words_with_its_table_beside_it(page: str, invented_url: str, visit):
    tab = visit(invented_url).open(page, claim=CLAIM)
    charts = tab.page.get_by_role("figure").filter(has=tab.page.locator(".js-plotly-plot"))
    expect(charts.first).to_be_attached()
    expect(charts).to_have_count(tab.page.locator("[data-testid=stPlotlyChart]").count())
    for chart in charts.all():
        expect(chart).to_have_attribute("aria-label", re.compile(".{20}"))
    tables = tab.page.locator("[data-testid=stExpander]", has_text="The same data as a table")
    assert tables.count() == charts.count()
    tables.first.locator("summary").click()
    expect(tables.first.locator("[data-testid=stDataFrame]")).to_be_visible()
    tab.expect_no_errors()


def test_choosing_a_mark_of_the_timeline_shows_its_claim(invented_url: str, visit):
    tab = visit(invented_url).open("timeline", type="Casualties")
    tab.page.locator(".tl-claim").last.click()
    expect(tab.card).to_contain_text("60 to 85 killed at Harrow Ford")


def test_choosing_a_row_of_the_table_shows_every_competing_figure(invented_url: str, visit):
    tab = visit(invented_url).open("claims", q="killed", type="Casualties")
    tab.choose_row("claims-table", 0, row=35)
    expect(tab.card).to_contain_text("60 to 85 killed at Harrow Ford")
    expect(tab.page.locator("[data-testid=stPlotlyChart]")).to_have_count(1)
    expect(tab.page.locator(".atlas-verdict").first).to_be_visible()


def test_an_actor_in_focus_comes_with_its_claims(invented_url: str, visit):
    tab = visit(invented_url).open("actors", focus="Marsh Guard")
    expect(tab.page.get_by_text("Militia that parted from Velmar in 1986.").first).to_be_visible()
    tab.choose_row("actor-list", 0)
    expect(tab.card).to_contain_text("Marsh Guard")


def test_dragging_the_day_changes_the_governorates_shown(invented_url: str, visit):
    tab = visit(invented_url).open("displacement", round="1987-01-31")
    expect(
        tab.page.get_by_role("figure").filter(has=tab.page.locator(".js-plotly-plot"))
    ).not_to_have_count(0)
    areas = tab.control("areas").get_by_role("figure")
    before = areas.get_attribute("aria-label")
    head = tab.page.get_by_role("slider", name="Day of the counts").bounding_box()
    axis = tab.page.locator(".clock-axis").bounding_box()
    tab.page.mouse.move(head["x"] + head["width"] / 2, head["y"] + 4)
    tab.page.mouse.down()
    tab.page.mouse.move(axis["x"] + axis["width"] - 20, head["y"] + 4, steps=3)
    tab.page.mouse.up()
    expect(areas).not_to_have_attribute("aria-label", before)
    assert tab.query("at") != ["1987-01-31"]


@pytest.mark.parametrize(
    ("scheme", "on_most", "on_fewest"),
    [
        ("light", "rgb(255, 255, 255)", "rgb(27, 33, 38)"),
        ("dark", "rgb(14, 20, 23)", "rgb(233, 235, 232)"),  # where most is the brightest
    ],
)
def test_names_on_areas_stand_out_from_the_area_in_every_theme(
    real_url: str, visit, scheme: str, on_most: str, on_fewest: str
):
    tab = visit(real_url, color_scheme=scheme).open("displacement")
    names = tab.page.locator(".annotation-text tspan[style*=fill], .annotation-text[style*=fill]")
    expect(names.filter(has_text="Anbar").last).to_have_css("fill", on_most)
    expect(names.filter(has_text="Muthanna").last).to_have_css("fill", on_fewest)


# Every page with charts: the server's fixture, the page, and what its link names.
SWIPED = [
    *(("real_url", page, {}) for page in ("displacement", "deployments", "costs", "actors")),
    ("real_url", "claims", {"claim": "manbij-strikes-july-2016-deaths"}),
    ("recorded_url", "events", {"events": "recorded"}),
    ("recorded_url", "evidence", {"claim": CLAIM, "events": "recorded", "days": "30"}),
]


@pytest.mark.parametrize(("served", "page", "link"), SWIPED)
def test_a_swipe_over_a_chart_scrolls_the_page(served: str, page: str, link, request, visit):
    tab = visit(request.getfixturevalue(served), **PHONE).open(page, **link)
    charts = tab.page.locator("[data-testid=stPlotlyChart]")
    expect(charts.first.locator(".main-svg").first).to_be_visible()
    tab.page.wait_for_load_state("networkidle")
    for chart in charts.all():
        chart.evaluate("e => e.scrollIntoView({block: 'center'})")
        before = chart.bounding_box()
        tab.swipe(195, before["y"] + before["height"] / 2 - 60, 150)
        tab.page.wait_for_function(  # the page follows the finger when it has the time
            "([chart, before]) => chart.getBoundingClientRect().y > before + 60",
            arg=[chart.element_handle(), before["y"]],
        )


def test_a_tap_on_a_mark_still_opens_its_claim(real_url: str, visit):
    tab = visit(real_url, **PHONE).open("costs")
    points = tab.page.locator(".js-plotly-plot .point")
    expect(points.first).to_be_attached()
    tab.page.wait_for_load_state("networkidle")
    for point in points.all()[:-9:-1]:  # the article's marks are above those of others
        point.evaluate("e => e.scrollIntoView({block: 'center'})")
        tab.page.wait_for_timeout(200)
        box = point.bounding_box()
        for _ in range(2):  # the first shows the hover text, the second chooses
            tab.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            tab.page.wait_for_timeout(700)
        if tab.query("claim"):
            break
    expect(tab.card).to_be_in_viewport()
