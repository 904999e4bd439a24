"""What a reader does with the map: filter, choose, move in time, and see who held what."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.maps.map_marks import ALL_LAYERS
from conflict_atlas.views.maps.overlays import Scene, overlays

ROOT = Path(__file__).resolve().parents[2]
STAY = "() => { window.stays = 'here'; }"


@pytest.fixture(scope="module")
def motion() -> str:
    return "no-preference"


def placed(package: Package, asked: Selection) -> int:
    """How many marks a selection has: those of its claims and of places found for them."""
    scene = Scene(ALL_LAYERS, package.reference_day)
    drawn, _ = overlays(package, identify(package, asked), scene)
    features = next(json.loads(one.data) for one in drawn if one.function == "layer")["features"]
    return sum(feature["geometry"]["type"] == "Point" for feature in features)


def day(tab) -> str:
    value: str = tab.control("at").get_by_role("slider").get_attribute("aria-valuetext")
    return value


def test_every_claim_with_a_place_is_a_mark(real_url: str, visit, real_package: Package):
    tab = visit(real_url).open("")
    expect(tab.map).to_have_attribute("data-marks", str(placed(real_package, Selection())))
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    expect(tab.frame.locator("path.atlas-choropleth").first).to_be_attached()
    expect(tab.frame.locator(".atlas-plate").first).to_be_visible()
    expect(tab.frame.locator(".atlas-name").first).to_be_attached()
    expect(tab.frame.locator(".atlas-legend")).to_be_visible()
    tab.expect_no_errors()


def test_a_filter_redraws_the_map_and_leaves_it_standing(
    real_url: str, visit, real_package: Package
):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    tab.frame.locator(".leaflet-control-zoom-in").click()
    expect(tab.page).to_have_url(re.compile("view="))
    view = tab.view()
    for label, kind in (("Casualties", "casualty"), ("Event", "event")):
        tab.control("type").locator("input").first.fill(label)
        tab.page.keyboard.press("Enter")
        expect(tab.page).to_have_url(re.compile(f"type={label}"))
        asked = Selection(types=(kind,) if kind == "casualty" else ("casualty", "event"))
        expect(tab.map).to_have_attribute("data-marks", str(placed(real_package, asked)))
    assert tab.map.evaluate("() => window.stays") == "here"
    assert tab.view() == view
    expect(tab.page.locator("iframe[title*=folium]")).to_have_count(1)


def test_switching_a_layer_off_takes_its_marks_away(real_url: str, visit):
    tab = visit(real_url).open("")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    for label, what in (
        ("Casualties", "path.atlas-kind-casualty"),
        ("Displacement", "path.atlas-choropleth"),
        ("City control", ".atlas-plate"),
        ("Found places", "path.atlas-kind-found"),
    ):
        expect(tab.frame.locator(what).first).to_be_attached()
        tab.control("layer").get_by_role("button", name=label).click()
        expect(tab.frame.locator(what)).to_have_count(0)
    assert tab.map.evaluate("() => window.stays") == "here"


def test_clicking_a_mark_shows_its_claim(real_url: str, visit, real_package: Package):
    claim_id = "baghdad-bombing-july-2016-deaths"
    tab = visit(real_url).open("", type="Casualties")
    expect(tab.map).to_be_visible()
    expect(tab.card).to_have_count(0)
    tab.map.evaluate(STAY)
    tab.mark(claim_id).click()
    expect(tab.card).to_contain_text(real_package.claims.loc[claim_id, "summary"])
    expect(tab.card).to_contain_text("Open the article at paragraph")
    expect(tab.page).to_have_url(re.compile(f"claim={claim_id}"))
    expect(tab.frame.locator(".atlas-selected").first).to_be_attached()
    assert tab.map.evaluate("() => window.stays") == "here"


def test_a_mark_can_be_clicked_again_after_another_choice(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    for _ in range(2):
        for claim_id in ("war-begins-march-1985", "marsh-guard-holds-fen-tower"):
            tab.mark(claim_id).click()
            expect(tab.page).to_have_url(re.compile(f"claim={claim_id}"))
    expect(tab.card).to_contain_text("Fen Tower")


def test_clicking_a_row_shows_its_claim(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    chosen = set()
    for row in (2, 0):
        tab.choose_row("map-list", row)
        # Streamlit's tables keep a table for screen readers under the picture that is seen.
        title = tab.control("map-list").get_by_test_id(f"glide-cell-1-{row}").inner_text()
        expect(tab.card.locator("h3")).to_have_text(title)
        expect(tab.page).to_have_url(re.compile("claim="))
        [claim_id] = tab.query("claim")
        assert invented_package.claims.loc[claim_id, "title"] == title
        chosen.add(claim_id)
    assert len(chosen) == 2


def test_the_card_links_to_the_passage_and_to_itself(
    invented_url: str, visit, invented_package: Package
):
    claim_id = "harrow-ford-shelling-deaths"
    tab = visit(invented_url).open("", claim=claim_id)
    passage = tab.card.get_by_role("link", name=re.compile("Open the article"))
    address = passage.get_attribute("href")
    assert address.startswith(f"{invented_package.article.url}#:~:text=")
    assert passage.get_attribute("rel") == "noopener noreferrer"
    tab.card.get_by_role("link", name="Permalink").click()
    expect(tab.page).to_have_url(re.compile(f"claim={claim_id}&v="))
    expect(tab.card).to_contain_text("60 to 85 killed at Harrow Ford")


def test_two_marks_of_one_place_can_both_be_clicked(invented_url: str, visit):
    tab = visit(invented_url).open("", view="10.8,-38.1,8")
    expect(tab.map).to_be_visible()
    for claim_id in (
        "harrow-ford-shelling-may-1987",
        "harrow-ford-shelling-deaths",
        "army-says-it-fired-at-barracks",
    ):
        tab.mark(claim_id).click()
        expect(tab.page).to_have_url(re.compile(f"claim={claim_id}(&|$)"))


def test_moving_the_day_moves_cities_and_counts(invented_url: str, visit):
    tab = visit(invented_url).open("", at="1986-10-02")
    expect(tab.map).to_be_visible()
    ostrel = tab.frame.locator(".atlas-plate", has_text="Ostrel")
    expect(ostrel).to_contain_text("Tessany (under assault)")
    slider = tab.control("at").get_by_role("slider")
    slider.focus()
    for _ in range(3):
        tab.page.keyboard.press("ArrowRight")
    expect(ostrel).to_contain_text("Velmar")
    expect(ostrel).not_to_contain_text("assault")
    expect(tab.page).to_have_url(re.compile("at=1986"))
    expect(tab.notice).to_have_count(0)


def test_a_window_narrows_the_map(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("", at="1987-05-12")
    expect(tab.map).to_be_visible()
    tab.control("window").locator("input").first.click()
    tab.page.get_by_role("option", name="1 week").click()
    end = invented_package.claims.loc["harrow-ford-shelling-deaths", "date_end"].date()
    week = Selection().within(end.replace(day=6), end)
    expect(tab.map).to_have_attribute("data-marks", str(placed(invented_package, week)))
    expect(tab.count).to_have_text("16")


def test_play_moves_the_day_and_stops_on_pause(invented_url: str, visit):
    tab = visit(invented_url).open("", window="1 month", at="1986-01-01")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    play = tab.control("play").locator("button")
    play.click()
    expect(play).to_contain_text("Pause")
    slider = tab.control("at").get_by_role("slider")
    for _ in range(2):
        before = day(tab)
        expect(slider).not_to_have_attribute("aria-valuetext", before)
        assert day(tab) > before
    play.click()
    expect(play).to_contain_text("Play")
    tab.settle()
    stopped = day(tab)
    with pytest.raises(Late):  # two steps' time, in which nothing may move
        tab.page.wait_for_function(
            "day => document.querySelector('.st-key-at input').ariaValueText !== day",
            arg=stopped,
            timeout=2600,
        )
    assert tab.query("at") == [stopped]
    expect(tab.notice).to_have_count(0)
    assert tab.map.evaluate("() => window.stays") == "here"
    tab.expect_no_errors()


def test_an_empty_result_and_the_way_back_leave_the_map_standing(invented_url: str, visit):
    tab = visit(invented_url).open("", window="1 year")
    expect(tab.map).to_be_visible()
    tab.map.evaluate(STAY)
    tab.control("q").locator("input").fill("qwzx")
    tab.page.keyboard.press("Enter")
    expect(tab.count).to_have_text("0")
    expect(tab.map).to_have_attribute("data-marks", "0")
    tab.control("way-text").locator("button").click()
    expect(tab.count).to_have_text("16")
    expect(tab.map).not_to_have_attribute("data-marks", "0")
    assert tab.map.evaluate("() => window.stays") == "here"


def test_play_ends_at_the_last_day(invented_url: str, visit, invented_package: Package):
    tab = visit(invented_url).open("", window="1 year", at="1987-06-01")
    expect(tab.map).to_be_visible()
    play = tab.control("play").locator("button")
    play.click()
    last = max(invented_package.last_day, invented_package.reference_day)
    slider = tab.control("at").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", f"{last:%Y-%m-%d}")
    expect(play).to_contain_text("Play")


def test_a_tooltip_tells_the_claim(invented_url: str, visit):
    tab = visit(invented_url).open("", view="10.8,-38.1,8")
    expect(tab.map).to_be_visible()
    tab.mark("harrow-ford-shelling-deaths").hover()
    tip = tab.frame.locator(".atlas-tip")
    expect(tip).to_contain_text("60 to 85 killed at Harrow Ford")
    expect(tip).to_contain_text("at least 60, up to 85")
    expect(tip).to_contain_text("Says: Doctors of Harrow Ford, paragraph 2")


def test_uncertain_places_do_not_look_like_exact_points(invented_url: str, visit):
    tab = visit(invented_url).open("")
    expect(tab.map).to_be_visible()
    area = tab.mark("people-leave-reed-province")
    spot = tab.mark("marsh-guard-holds-fen-tower")
    for found, precision in ((area, "atlas-area"), (spot, "atlas-exact")):
        expect(found).to_have_class(re.compile(precision))
    look = "e => { const s = getComputedStyle(e); return [s.fillOpacity, s.strokeDasharray]; }"
    assert area.evaluate(look) != spot.evaluate(look)
