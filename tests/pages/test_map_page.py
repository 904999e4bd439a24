from datetime import date
from urllib.parse import parse_qs

import pandas as pd
import pytest

from conflict_atlas.claims import city_control, phrase
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, select


def shelf(page) -> str:
    return next(text for text in page.html if "atlas-shelf" in text)


def panel(page) -> str:
    return next((text for text in page.html if "atlas-rows" in text), "")


def test_the_map_its_shelf_and_its_clock_are_there(package: Package, open_page):
    page = open_page()
    [component] = page.app.get("component_instance")
    assert component.proto.component_name == "streamlit_folium.st_folium"
    assert "About a whole country or region" in shelf(page)
    for name in package.places.loc[sorted(set(package.claims["place_id"]) - {""}), "name"]:
        assert name in shelf(page)


def test_a_place_opens_with_its_claims_in_order_of_time(package: Package, open_page):
    claims = package.claims
    most = claims.loc[claims["place_id"] != "", "place_id"].mode()[0]
    page = open_page(open=most)
    here = claims[claims["place_id"] == most]
    ordered = here.sort_values(["date_start", "date_end", "paragraph"], kind="stable").index
    at = [panel(page).find(f'"claim:{claim_id}"') for claim_id in ordered]
    assert -1 not in at
    assert at == sorted(at)


@pytest.mark.usefixtures("package")
def test_an_unknown_place_is_told(open_page):
    assert open_page(open="atlantis").ignored == ["open=atlantis"]


def test_a_claim_alone_opens_its_place(package: Package, open_page):
    claim_id = package.claims.index[package.claims["place_id"] != ""][0]
    page = open_page(claim=claim_id)
    name = package.places["name"][package.claims["place_id"][claim_id]]
    assert f'aria-label="{name}"' in panel(page)
    assert 'aria-expanded="true"' in panel(page)


def test_every_day_up_to_the_last_thing_known_can_be_linked_to(package: Package, open_page):
    first, last = known_period(package)
    assert last >= max(package.control["date"].max(), package.displacement["date"].max())
    for day in (first, package.reference_day, last):
        page = open_page(at=f"{day:%Y-%m-%d}")
        assert (page.ignored, page.app.session_state["at"]) == ([], day.date())
    beyond = f"{last.year + 1}-01-01"
    assert open_page(at=beyond).ignored == [f"at={beyond}"]


def test_a_window_of_an_old_link_is_a_first_and_a_last_day(package: Package, open_page):
    day = package.reference_day
    page = open_page(at=f"{day:%Y-%m-%d}", window="1 week")
    assert page.ignored == []
    start, end = page.app.session_state["from"], page.app.session_state["to"]
    assert (end, (end - start).days) == (day.date(), 6)
    assert page.count == len(select(package, Selection(start=start, end=end)))


@pytest.mark.usefixtures("package")
def test_layers_of_an_old_link_are_types_and_a_measure(open_page):
    page = open_page(layer=["Casualties", "City control"])
    assert page.ignored == []
    assert list(page.app.multiselect("type").value) == ["Casualties"]
    page = open_page(layer=["Displacement", "Found places"])
    assert page.app.session_state["measure"] == "Displaced people"
    assert list(page.app.multiselect("type").value) == ["Displacement"]
    every = ["Events", "Casualties", "Deployments", "Displacement", "City control", "Other claims"]
    assert list(open_page(layer=every).app.multiselect("type").value) == []


@pytest.mark.usefixtures("package")
def test_costs_are_a_layer_of_their_own_and_other_claims_still_have_them(open_page):
    page = open_page(layer=["Costs"])
    assert (page.ignored, list(page.app.multiselect("type").value)) == ([], ["Cost"])
    other = open_page(layer=["Other claims", "Costs"])
    assert other.ignored == []
    types = list(other.app.multiselect("type").value)
    assert types == ["Cost", "Relation", "Situation", "Statement", "Context"]


def test_costs_have_a_place_of_their_own_on_the_shelf(package: Package, open_page):
    costs = package.claims[package.claims["claim_type"] == "cost"]
    assert len(costs)
    shown = shelf(open_page())
    section, _, rest = shown.partition("<h2>About a whole")
    assert "<h2>Costs</h2>" in section
    for claim_id, claim in costs.iterrows():
        assert f'data-choose="open:{claim_id}"' in section
        assert phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"]) in section
    assert '<i class="glyph glyph-cost"></i>Cost</span>' in rest  # the sign is explained
    assert "<h2>Costs</h2>" not in shelf(open_page(type=["Event"]))


@pytest.mark.usefixtures("package")
def test_an_unknown_layer_is_told(open_page):
    page = open_page(layer=["Casualties", "Weather"])
    assert page.ignored == ["layer=Weather"]
    assert list(page.app.multiselect("type").value) == ["Casualties"]


@pytest.mark.usefixtures("package")
def test_no_link_asks_for_street_tiles(open_page):
    for value in ("true", "True", "1", "on"):
        page = open_page(tiles=value)
        assert page.app.toggle("tiles").value is False
        assert page.ignored == [f"tiles={value}"]


@pytest.mark.usefixtures("package")
def test_a_view_off_the_earth_is_told(open_page):
    assert open_page(view="36.5,38.1,8").ignored == []
    assert open_page(view="96.5,38.1,8").ignored == ["view=96.5,38.1,8"]


def test_days_set_by_hand_narrow_the_shelf(package: Package, open_page):
    day: date = package.last_day.date()
    page = open_page(from_=f"{day:%Y-%m-%d}")
    kept = select(package, Selection(start=day))
    names = set(package.places.loc[sorted(set(kept["place_id"]) - {""}), "name"])
    gone = set(package.places.loc[sorted(set(package.claims["place_id"]) - {""}), "name"]) - names
    assert all(f'aria-label="{name}:' in shelf(page) for name in names)
    assert not any(f'aria-label="{name}:' in shelf(page) for name in gone)


def test_clear_takes_back_everything_that_a_link_sets(package: Package, open_page):
    """Filters, the open claim and place, the day, the measure and the view."""
    claim_id = package.claims.index[package.claims["place_id"] != ""][0]
    page = open_page(
        "map",
        claim=claim_id,
        open=package.claims["place_id"][claim_id],
        at=f"{package.control['date'].max():%Y-%m-%d}",
        measure="Displaced people",
        view="36.5,38,8",
        q="a",
    )
    assert page.ignored == []
    page.click("clear")
    state = page.app.session_state
    assert [state[name] for name in ("claim", "open", "measure", "q")] == [None, None, None, ""]
    assert state["at"] == package.reference_day.date()
    assert "view" not in page.app.query_params
    assert page.count == len(package.claims)


def test_the_open_place_says_how_old_its_last_source_is(package: Package, open_page):
    days = city_control.source_days(package)
    city = next(iter(days))
    first = days[city][0]
    assert "last source" not in panel(open_page(open=city, at=f"{first:%Y-%m-%d}"))
    later = first + pd.Timedelta(days=45)
    last = max(day for day in days[city] if day <= later)
    said = city_control.say_age(last, later)
    assert said
    assert f" · {said} · " in panel(open_page(open=city, at=f"{later:%Y-%m-%d}"))


@pytest.mark.parametrize("measure", ["Displaced people", "Recorded deaths"])
def test_what_areas_are_coloured_by_leads_to_its_table(package: Package, open_page, measure: str):
    """The link has the same day, and Displacement uses every value of it."""
    label = f"{measure}: the numbers as a table"
    at = f"{package.reference_day:%Y-%m-%d}"

    def links(page) -> list:
        return [one for one in page.app.get("page_link") if one.proto.label == label]

    assert links(open_page()) == []
    [link] = links(open_page(measure=measure, at=at))
    asked = {name: values[0] for name, values in parse_qs(link.proto.query_string).items()}
    assert asked["people"] == measure
    there = open_page("displacement", **asked)
    assert there.ignored == []
    assert str(there.app.session_state["at"]) == asked["at"] == at
