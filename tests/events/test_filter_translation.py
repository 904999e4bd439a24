"""The filters translated for a dataset: actors by names, places by circles, and what is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import EarthCircle
from conflict_atlas.evidence.filter_translation import REACH_KM, translate

NAMES = frozenset(("Example force A", "Example force B", "Civilians"))


def test_dates_and_text_are_taken_as_they_are(invented_package: Package):
    chosen = Selection(start=date(1987, 1, 1), end=date(1987, 2, 1), text="ford")
    asked = EventFilter(start=date(1987, 1, 1), end=date(1987, 2, 1), text="ford")
    assert translate(invented_package, chosen, NAMES) == (asked, ())


def test_an_actor_has_the_names_that_the_dataset_uses(invented_package: Package):
    chosen = Selection(actors=("army-of-velmar", "marsh-guard"))
    asked, sentences = translate(invented_package, chosen, NAMES)
    assert asked == EventFilter(actors=("Example force A", "Example force B"))
    assert sentences == ()


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("Military Forces of Velmar", True),
        ("Military Forces of Velmar (1986-1988)", True),
        ("Military Forces of Velmar (1988-)", True),
        ("Military Forces of Velmar (1988-) Harbour Guard", False),
        ("Military Forces of Velmar North", False),
        ("Government of Elsewhere, Example force A", True),
        ("example force a", False),
    ],
)
def test_names_match_without_years_and_party_by_party(
    invented_package: Package, name: str, *, stands: bool
):
    asked, _ = translate(
        invented_package, Selection(actors=("army-of-velmar",)), frozenset((name,))
    )
    assert asked == (EventFilter(actors=(name,)) if stands else EventFilter(nothing=True))


def test_an_actor_without_a_name_finds_nothing_and_says_so(invented_package: Package):
    asked, (sentence,) = translate(invented_package, Selection(actors=("grey-league",)), NAMES)
    assert asked == EventFilter(nothing=True)
    assert sentence == "This dataset has no name for Grey League, so no recorded event is shown."


def test_of_two_actors_the_known_one_stays(invented_package: Package):
    chosen = Selection(actors=("grey-league", "marsh-guard"))
    asked, (sentence,) = translate(invented_package, chosen, NAMES)
    assert asked == EventFilter(actors=("Example force B",))
    assert "Grey League" in sentence
    assert "Marsh Guard" not in sentence


def test_names_of_other_formats_are_left_out_where_the_format_is_known(invented_package: Package):
    names = frozenset(("Military Forces of Velmar",))
    chosen = Selection(actors=("army-of-velmar",))
    assert translate(invented_package, chosen, names, "acled")[0].actors == tuple(names)
    assert translate(invented_package, chosen, names, "ucdp-ged")[0].nothing


def test_a_package_without_names_knows_no_actor(invented_package: Package):
    empty = pd.DataFrame(columns=["actor_id", "name", "dataset_format", "note"], dtype="str")
    package = replace(invented_package, actor_names=empty)
    assert translate(package, Selection(actors=("marsh-guard",)), NAMES)[0] == EventFilter(
        nothing=True
    )


def test_places_are_circles_as_wide_as_their_kind(invented_package: Package):
    asked, (sentence,) = translate(
        invented_package, Selection(places=("harrow-ford", "fen-tower")), NAMES
    )
    assert asked == EventFilter(
        circles=(EarthCircle(10.8, -38.1, 15.0), EarthCircle(12.2, -36.4, 3.0))
    )
    assert "Harrow Ford (15 km) and Fen Tower (3 km)" in sentence


def test_every_kind_of_place_but_a_country_has_a_reach(real_package: Package):
    for package in (real_package,):
        kinds = set(package.places["place_type"])
        assert kinds <= {*REACH_KM, "country"}


def test_a_country_is_asked_by_its_name(invented_package: Package):
    asked, sentences = translate(invented_package, Selection(places=("velmar", "ostrel")), NAMES)
    assert asked.countries == ("Velmar",)
    assert len(asked.circles) == 1
    assert any("Velmar" in sentence and "country" in sentence for sentence in sentences)


def test_types_of_claims_do_not_apply_and_it_is_said(invented_package: Package):
    asked, (sentence,) = translate(invented_package, Selection(types=("casualty",)), NAMES)
    assert asked == EventFilter()
    assert "claim type" in sentence


def test_names_of_the_real_package_find_each_other(real_package: Package):
    names = frozenset(("IS", "Government of Iraq", "Civilians"))
    asked, _ = translate(real_package, Selection(actors=("isis",)), names, "ucdp-ged")
    assert asked.actors == ("IS",)
    assert set(real_package.actor_names["actor_id"]) <= set(real_package.actors["actor_id"])


def test_the_documents_tell_how_far_a_place_reaches():
    told = " ".join((Path(__file__).resolve().parents[2] / "docs/evidence.md").read_text().split())
    assert (
        f"{REACH_KM['site']} km around a spot, {REACH_KM['village']} around a village or town, "
        f"{REACH_KM['district']} around a district, {REACH_KM['admin1']} around a governorate, "
        f"{REACH_KM['region']} around a region." in told
    )
    assert REACH_KM["city"] == REACH_KM["village"]
