from dataclasses import replace
from typing import Any

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.maps.casualty_disc import LARGEST, disc
from conflict_atlas.views.maps.place_groups import AREAS, NOWHERE, group
from conflict_atlas.views.maps.plates import plates

EVERYTHING = Selection()


def drawn(package: Package, asked: Selection = EVERYTHING, opened: str = "") -> dict[str, Any]:
    return plates(package, identify(package, asked), opened)


def town(layer: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in layer["towns"] if one["name"] == name)


def test_every_claim_is_in_one_group_and_in_no_other(package: Package):
    every = identify(package, EVERYTHING)
    found = [claim_id for one in group(package, every).all for claim_id in one.claim_ids]
    assert sorted(found) == sorted(every)


def test_areas_have_no_plate_on_the_terrain(package: Package):
    kinds = package.places["place_type"]
    for one in drawn(package)["towns"]:
        assert kinds[one["id"]] not in AREAS
    for one in drawn(package)["areas"]:
        assert kinds[one["id"]] == "country"


def test_a_plate_has_a_sign_for_each_claim_of_its_place(package: Package):
    claims = package.claims
    for one in drawn(package)["towns"]:
        here = claims.loc[claims["place_id"] == one["id"], "claim_type"]
        assert sorted(one["kinds"]) == sorted(here)


def test_claims_without_a_place_come_last(real_package: Package):
    groups = group(real_package, identify(real_package, EVERYTHING))
    assert groups.elsewhere[-1].place_id == NOWHERE
    nowhere = real_package.claims.index[real_package.claims["place_id"] == ""]
    assert set(groups.elsewhere[-1].claim_ids) == set(nowhere)


def test_a_filter_takes_claims_but_not_the_holders_of_cities(invented_package: Package):
    layer = drawn(invented_package, Selection(text="qwzx"))
    assert [one["name"] for one in layer["towns"] if one["kinds"]] == []
    assert {one["name"] for one in layer["towns"]} == {"Ostrel", "Fen Tower", "Harrow Ford"}


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("1985-03-03", None),
        ("1985-03-04", ("Tessany", "held")),
        ("1986-10-02", ("Tessany (under assault)", "offensive")),
        ("1987-01-01", ("Velmar", "held")),
    ],
)
def test_who_held_a_city_on_a_day(
    invented_package: Package, day: str, held: tuple[str, str] | None
):
    """The browser uses the last state on or before its day, as here."""
    states = [
        one for one in town(drawn(invented_package), "Ostrel")["control"] if one["day"] <= day
    ]
    assert (states and (states[-1]["holder"], states[-1]["status"])) == (held or [])


def test_the_open_place_is_marked(invented_package: Package):
    layer = drawn(invented_package, opened="ostrel")
    assert [one["id"] for one in layer["towns"] if one["open"]] == ["ostrel"]


def test_places_found_elsewhere_are_named_once_and_tied_only_when_near(package: Package):
    layer = drawn(package)
    names = [one["id"] for one in layer["found"]]
    assert len(names) == len(set(names)) > 0
    for one in layer["found"]:
        assert package.places["place_type"][one["id"]] not in AREAS
    if package.name.startswith("isis"):
        ties = {one["name"]: bool(one["home"]) for one in layer["found"]}
        assert ties["Tokhar"]
        assert not ties["al-Tanf"]


def test_the_dead_are_an_area_by_figure_with_the_bound_in_words(real_package: Package):
    manbij = disc(real_package, ("manbij-strikes-july-2016-deaths",))
    baghdad = disc(real_package, ("baghdad-bombing-july-2016-deaths",))
    assert manbij
    assert baghdad
    assert (manbij.label, baghdad.label) == ("40–117 killed", "over 300 killed")
    assert (manbij.since, manbij.dated) == ("2016-07-19", "40–117 killed, Jul 2016")
    assert baghdad.radius == LARGEST
    assert (manbij.is_open, baghdad.is_open) == (False, True)
    assert (manbij.radius / baghdad.radius) ** 2 == pytest.approx(40 / 300, rel=0.02)
    assert (manbij.outer / baghdad.radius) ** 2 == pytest.approx(117 / 300, rel=0.02)


@pytest.mark.parametrize(
    ("bound", "ends", "label"),
    [
        ("nearly", {"low": None, "high": 70}, "nearly 70 killed"),
        ("at_most", {"low": None, "high": 70}, "up to 70 killed"),
        ("about", {"low": 70, "high": 70}, "about 70 killed"),
        ("exact", {"low": 70, "high": 70}, "70 killed"),
    ],
)
def test_no_bound_is_lost_on_a_disc(invented_package: Package, bound, ends, label):
    claim_id = "harrow-ford-shelling-deaths"
    claims = invented_package.claims.copy()
    for name, value in {"bound": bound, **ends}.items():
        claims.loc[claim_id, name] = value
    assert disc(replace(invented_package, claims=claims), (claim_id,)).label == label


def test_only_the_dead_have_an_area(package: Package):
    for claim_id, row in package.claims.iterrows():
        if row["claim_type"] != "casualty":
            assert disc(package, (str(claim_id),)) is None
