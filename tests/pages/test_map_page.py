from datetime import timedelta

import pandas as pd
import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, select
from conflict_atlas.ui.session import time_control
from conflict_atlas.views.maps.map_marks import ALL_LAYERS


def listed(page) -> pd.DataFrame:
    return next(table.value for table in page.app.dataframe if "Identifier" in table.value)


def test_the_map_and_its_list_are_there(package: Package, open_page):
    page = open_page()
    [component] = page.app.get("component_instance")
    assert component.proto.component_name == "streamlit_folium.st_folium"
    assert set(listed(page)["Identifier"]) == set(package.claims.index)


def test_the_window_narrows_the_list_but_not_the_count(package: Package, open_page):
    day = package.reference_day
    shown = Selection(start=(day - timedelta(days=6)).date(), end=day.date())
    page = open_page(at=f"{day:%Y-%m-%d}", window="1 week")
    assert page.ignored == []
    assert page.count == len(package.claims)
    assert set(listed(page)["Identifier"]) == set(select(package, shown)["claim_id"])


def test_the_window_never_widens_the_dates_asked_for(package: Package, open_page):
    first = package.first_day.date()
    page = open_page(to=first.isoformat(), window="1 year")
    assert len(listed(page)) <= page.count == len(select(package, Selection(end=first)))


def test_a_window_without_claims_says_so(package: Package, open_page):
    events = Selection(types=("event",))
    quiet = next(
        day
        for day in map(pd.Timestamp, reversed(time_control.days()))
        if select(package, events.within((day - timedelta(days=6)).date(), day.date())).empty
    )
    page = open_page(type="Event", at=f"{quiet:%Y-%m-%d}", window="1 week")
    assert not page.app.exception
    told = [caption.value for caption in page.app.caption]
    assert any(f": 0 of {page.count} claims can fall into it." in text for text in told)
    assert page.count == len(select(package, events)) > 0


@pytest.mark.usefixtures("package")
def test_every_day_offered_can_be_linked_to(open_page):
    offered = time_control.days()
    assert list(offered) == sorted(set(offered))
    for day in offered[:: max(1, len(offered) // 12)]:
        page = open_page(at=day)
        assert (page.ignored, page.app.select_slider("at").value) == ([], day)


@pytest.mark.usefixtures("package")
def test_layers_of_the_link_are_the_layers_shown(open_page):
    assert list(open_page().app.button_group("layer").value) == list(ALL_LAYERS)
    page = open_page(layer=["Casualties", "City control"])
    assert list(page.app.button_group("layer").value) == ["Casualties", "City control"]
    assert page.ignored == []


@pytest.mark.usefixtures("package")
def test_an_unknown_layer_is_told(open_page):
    page = open_page(layer=["Casualties", "Weather"])
    assert page.ignored == ["layer=Weather"]
    assert list(page.app.button_group("layer").value) == ["Casualties"]


@pytest.mark.usefixtures("package")
def test_no_link_asks_for_street_tiles(open_page):
    for value in ("true", "True", "1", "on"):
        page = open_page(tiles=value)
        assert page.app.toggle("tiles").value is False
        assert page.ignored == [f"tiles={value}"]


@pytest.mark.usefixtures("package")
def test_play_starts_at_the_beginning_and_pauses(open_page):
    page = open_page().click("play")
    assert not page.app.exception
    assert page.app.button("play").label == "Pause"
    assert page.app.select_slider("at").value == time_control.days()[0]
    assert page.app.selectbox("window").value == "1 month"
    assert page.click("play").app.button("play").label == "Play"


@pytest.mark.usefixtures("package")
def test_a_view_off_the_earth_is_told(open_page):
    assert open_page(view="36.5,38.1,8").ignored == []
    assert open_page(view="96.5,38.1,8").ignored == ["view=96.5,38.1,8"]
