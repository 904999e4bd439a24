from datetime import date, timedelta

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import (
    Selection,
    describe,
    describe_places,
    fold,
    of_types,
    select,
)

HARROW_FORD = {
    "harrow-ford-shelling-may-1987",
    "harrow-ford-shelling-deaths",
    "army-says-it-fired-at-barracks",
}


def ids(package: Package, **filters: object) -> set[str]:
    return set(select(package, Selection(**filters))["claim_id"])  # type: ignore[arg-type]


def test_nothing_asked_is_everything_in_order_of_date(package: Package):
    assert Selection().is_empty
    found = select(package, Selection())
    assert set(found["claim_id"]) == set(package.claims.index)
    assert found["date_start"].is_monotonic_increasing


def test_a_claim_stays_when_its_span_touches_the_dates(package: Package):
    for claim in package.claims.itertuples():
        start, end = claim.date_start.date(), claim.date_end.date()
        one = timedelta(days=1)
        assert claim.claim_id in ids(package, start=end)
        assert claim.claim_id not in ids(package, start=end + one)
        assert claim.claim_id in ids(package, end=start)
        assert claim.claim_id not in ids(package, end=start - one)
        assert claim.claim_id in ids(package, start=start, end=end)


def test_a_span_within_which_nothing_begins_or_ends_is_found(invented_package: Package):
    """The cost ran from 1985 to 1987: a week in between finds it, though no such day is named."""
    week = {"start": date(1986, 2, 3), "end": date(1986, 2, 9)}
    assert ids(invented_package, **week) == {
        "cost-of-the-war-to-velmar",
        "marsh-guard-breaks-away-1986",
    }


def test_several_of_a_kind_mean_any_of_them(package: Package):
    for column, name in (("claim_type", "types"), ("place_id", "places")):
        values = [value for value in package.claims[column].unique() if value][:3]
        assert len(values) > 1
        single = [ids(package, **{name: (value,)}) for value in values]
        assert all(single)
        assert ids(package, **{name: tuple(values)}) == set().union(*single)


def test_an_actor_counts_in_any_role(package: Package):
    for actor_id, group in package.claim_actors.groupby("actor_id"):
        assert ids(package, actors=(actor_id,)) == set(group["claim_id"])


def test_filters_of_two_kinds_must_both_hold(invented_package: Package):
    both = ids(invented_package, actors=("army-of-velmar",), types=("casualty",))
    assert both == {"harrow-ford-shelling-deaths"}


def test_a_place_found_elsewhere_counts_as_a_place(invented_package: Package):
    found = ids(invented_package, places=("harrow-ford-market",))
    assert found == {"harrow-ford-shelling-may-1987", "harrow-ford-shelling-deaths"}
    assert ids(invented_package, places=("harrow-ford",)) == HARROW_FORD


def test_a_further_place_counts_as_a_place(package: Package):
    assert not package.claim_places.empty
    for row in package.claim_places.itertuples():
        assert row.claim_id in ids(package, places=(row.place_id,))
        assert row.claim_id in ids(package, text=package.places["name"][row.place_id])


def test_troops_sent_for_a_city_are_found_by_it(real_package: Package):
    assert "us-troops-iraq-july-2016-560" in ids(real_package, places=("mosul",))


def test_a_claim_of_two_kinds_answers_to_both(package: Package):
    both = package.claims[package.claims["second_type"] != ""]
    assert not both.empty
    for row in both.itertuples():
        for kind in (row.claim_type, row.second_type):
            assert row.claim_id in ids(package, types=(kind,))
            assert row.claim_id in of_types(package, Selection(), (kind,))


@pytest.mark.parametrize(
    ("kind", "claim_id"),
    [
        ("displacement", "un-warning-on-mosul"),
        ("displacement", "minorities-fear-return"),
        ("deployment", "largest-us-expansion-in-syria"),
        ("deployment", "obama-promise-to-withdraw-troops"),
        ("deployment", "al-sadr-threatens-us-troops"),
        ("deployment", "bbc-photos-of-british-special-forces"),
    ],
)
def test_pages_of_a_kind_have_what_belongs_to_them(real_package: Package, kind: str, claim_id: str):
    assert claim_id in of_types(real_package, Selection(), (kind,))


def test_other_names_of_an_actor_are_searched(package: Package):
    named = package.actors[package.actors["other_names"] != ""]
    links = package.claim_actors[package.claim_actors["actor_id"].isin(named.index)]
    assert not links.empty
    for row in links.itertuples():
        for name in named["other_names"][row.actor_id].split("|"):
            assert row.claim_id in ids(package, text=name)


def test_a_word_of_two_letters_is_no_part_of_another(real_package: Package):
    found = ids(real_package, text="US")
    assert "us-troops-iraq-july-2016-560" in found
    assert ids(real_package, text="russia") - found


def test_every_place_found_elsewhere_is_found(package: Package):
    rows = package.claims[package.claims["found_place_id"] != ""]
    assert len(rows)
    for row in rows.itertuples():
        assert row.claim_id in ids(package, places=(row.found_place_id,))
        assert row.claim_id in ids(package, places=(row.place_id,)) or not row.place_id


def named_at(package: Package, place_ids: set[str]) -> set[str]:
    """Claims at some places, placed there by others, or with one as an additional place."""
    named = package.claims[["place_id", "found_place_id"]].isin(place_ids).any(axis=1)
    further = package.claim_places
    return set(package.claims.index[named]) | set(
        further.loc[further["place_id"].isin(place_ids), "claim_id"]
    )


def test_a_country_holds_its_places(package: Package):
    """Worked out from the tables, not by the code under test."""
    places = package.places
    for country in places[places["place_type"] == "country"].itertuples():
        inside = set(places.index[places["iso_a2"] == country.iso_a2])
        assert ids(package, places=(country.place_id,)) == named_at(package, inside)


def test_a_governorate_holds_its_towns_and_not_its_country(package: Package):
    places = package.places
    for unit in places[places["place_type"] == "admin1"].itertuples():
        same = (places["iso_a2"] == unit.iso_a2) & (places["admin1"] == unit.admin1)
        found = ids(package, places=(unit.place_id,))
        assert found == named_at(package, set(places.index[same]))
        country = places[(places["place_type"] == "country") & (places["iso_a2"] == unit.iso_a2)]
        whole = package.claims.index[package.claims["place_id"].isin(country.index)]
        assert found.isdisjoint(set(whole) - named_at(package, set(places.index[same])))


def test_claims_in_iraq_have_baghdad_mosul_ramadi_fallujah_and_anbar(real_package: Package):
    found = ids(real_package, places=("iraq",))
    for place_id in ("baghdad", "mosul", "ramadi", "fallujah", "anbar-province", "iraq"):
        assert ids(real_package, places=(place_id,)) <= found
    elsewhere = ids(real_package, places=("raqqa", "libya", "iraq-and-syria"))
    further = real_package.claim_places
    also_in_iraq = set(further.loc[further["place_id"].isin(["iraq", "mosul"]), "claim_id"])
    assert found & elsewhere <= also_in_iraq


def test_the_claims_of_a_country_as_a_whole_are_told_apart(invented_package: Package):
    """Velmar: three claims of the country, two at Ostrel, three at Harrow Ford."""
    velmar = Selection(places=("velmar",))
    assert describe_places(invented_package, velmar) == ("Velmar: 8 (3 of the country as a whole)",)
    reed = Selection(places=("reed-province", "ostrel"))
    assert describe_places(invented_package, reed) == (
        "Reed Province: 5 (4 of the area as a whole)",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("barracks", {"army-says-it-fired-at-barracks"}),
        ("BARRACKS", {"army-says-it-fired-at-barracks"}),
        ("  barracks   alone ", {"army-says-it-fired-at-barracks"}),
        ("bárracks", {"army-says-it-fired-at-barracks"}),
        ("barracks market", set()),  # each word, not any
        (
            "ostrell",
            {"war-begins-march-1985", "dockers-threaten-to-stop-ships"},
        ),  # another spelling
        ("treasury", {"cost-of-the-war-to-velmar"}),  # who says so
        (".*", set()),
        ("[", set()),
    ],
)
def test_searching_words(invented_package: Package, text: str, expected: set[str]):
    assert ids(invented_package, text=text) == expected


def test_words_of_actors_and_places_are_searched(package: Package):
    for row in package.claim_actors.itertuples():
        assert row.claim_id in ids(package, text=package.actors.loc[row.actor_id, "name"])
    placed = package.claims[package.claims["place_id"] != ""]
    for row in placed.itertuples():
        assert row.claim_id in ids(package, text=package.places.loc[row.place_id, "name"])


def test_blank_words_do_not_filter(package: Package):
    assert ids(package, text=" \t ") == set(package.claims.index)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Manbij", "manbij"), ("Éÿ", "ey"), ("Straße", "strasse"), ("ﬁle", "file"), ("منبج", "منبج")],
)
def test_folding(text: str, folded: str):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), "All claims"),
        (Selection(types=("event",)), "Claims of type Event"),
        (Selection(types=("event", "cost")), "Claims of type Event or Cost"),
        (Selection(types=("event", "cost", "status")), "Claims of type Event, Cost or Situation"),
        (Selection(start=date(1987, 5, 1)), "Claims from 1 May 1987 on"),
        (Selection(end=date(1987, 5, 1)), "Claims up to 1 May 1987"),
        (Selection(start=date(1987, 5, 1), end=date(1987, 5, 1)), "Claims on 1 May 1987"),
        (
            Selection(start=date(1987, 5, 1), end=date(1987, 6, 2), actors=("velmar",)),
            "Claims from 1 May 1987 to 2 June 1987 involving Kingdom of Velmar",
        ),
        (
            Selection(places=("ostrel", "fen-tower"), text=" tea "),
            "Claims in Ostrel or Fen Tower that mention “tea”",
        ),
    ],
)
def test_a_selection_in_words(invented_package: Package, selection: Selection, words: str):
    assert describe(invented_package, selection) == words


def test_the_words_name_every_filter(package: Package):
    actor, place = package.actors.index[0], package.places.index[0]
    words = describe(
        package,
        Selection(date(1900, 1, 1), date(1901, 2, 2), (actor,), ("event",), (place,), text="tea"),
    )
    named = (package.actors.loc[actor, "name"], package.places.loc[place, "name"], "tea")
    for part in ("1 January 1900", "2 February 1901", "Event", *named):
        assert part in words


def test_narrowing_dates_never_widens_them():
    asked = Selection(start=date(1987, 3, 1), end=date(1987, 6, 30))
    inside = asked.within(date(1987, 5, 1), date(1987, 5, 31))
    assert (inside.start, inside.end) == (date(1987, 5, 1), date(1987, 5, 31))
    across = asked.within(date(1987, 1, 1), date(1987, 4, 1))
    assert (across.start, across.end) == (date(1987, 3, 1), date(1987, 4, 1))
    assert Selection().within(date(1987, 1, 1), date(1987, 4, 1)).start == date(1987, 1, 1)


def test_days_in_the_wrong_order_hold_nothing(package: Package):
    """Not even a claim whose span is long enough to hold both."""
    first, last = package.first_day.date(), package.last_day.date()
    assert ids(package, start=last, end=first) == set()
    assert ids(package, start=first, end=last) == set(package.claims.index)
