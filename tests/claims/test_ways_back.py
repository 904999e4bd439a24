"""Filters to drop when a selection finds nothing; adding a filter never widens it."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import (
    Selection,
    select,
    ways_back,
)


def ids(package: Package, **filters: object) -> set[str]:
    return set(select(package, Selection(**filters))["claim_id"])  # type: ignore[arg-type]


def test_no_way_back_from_everything(package: Package):
    assert ways_back(package, Selection()) == []


def test_the_nearest_way_back_drops_one_filter(invented_package: Package):
    asked = Selection(types=("cost",), places=("fen-tower",))
    ways = ways_back(invented_package, asked)
    assert [(way.fields, way.count) for way in ways] == [(("places",), 1), (("types",), 1)]
    assert ways[0].selection == Selection(types=("cost",))


def test_the_nearest_way_back_drops_two_filters_where_one_is_not_enough(invented_package: Package):
    asked = Selection(types=("cost",), places=("fen-tower",), text="qwzx")
    ways = ways_back(invented_package, asked)
    assert {way.fields for way in ways} == {("places", "text"), ("types", "text")}


def test_each_way_back_finds_what_it_promises(package: Package):
    asked = Selection(
        start=package.last_day.date() + timedelta(days=1),
        types=tuple(package.claims["claim_type"].unique()[:1]),
    )
    ways = ways_back(package, asked)
    assert ways
    for way in ways:
        assert way.count == len(select(package, way.selection)) > 0
    assert [way.count for way in ways] == sorted(way.count for way in ways)


def test_days_in_the_wrong_order_find_nothing(package: Package):
    claims = package.claims
    longest = claims.loc[(claims["date_end"] - claims["date_start"]).idxmax()]
    first, last = longest["date_start"].date(), longest["date_end"].date()
    assert longest["claim_id"] in ids(package, start=first, end=last)
    assert not ids(package, start=last, end=first)


# ---- adding a filter never widens ----------------------------------------------------------------


def selections(package: Package) -> st.SearchStrategy[Selection]:
    claims = package.claims
    days = st.dates(
        min_value=(package.first_day - pd.Timedelta(days=40)).date(),
        max_value=(package.last_day + pd.Timedelta(days=40)).date(),
    )
    some = {
        "actors": sorted(set(package.claim_actors["actor_id"])),
        "types": sorted(set(claims["claim_type"])),
        "places": sorted({*claims["place_id"], *claims["found_place_id"]} - {""}),
    }
    words = sorted({word for title in claims["title"] for word in title.split()})
    return st.builds(
        Selection,
        start=st.none() | days,
        end=st.none() | days,
        text=st.sampled_from(["", *words]) | st.text(max_size=4),
        **{
            name: st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)
            for name, values in some.items()
        },
    )


@settings(max_examples=120, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_adding_a_filter_never_widens(package: Package, data: st.DataObject):
    asked = data.draw(selections(package))
    name = data.draw(st.sampled_from([spec.name for spec in fields(Selection)]))
    wider = replace(asked, **{name: next(f.default for f in fields(Selection) if f.name == name)})
    found = set(select(package, asked)["claim_id"])
    assert found <= set(select(package, wider)["claim_id"])


@settings(max_examples=120, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_a_selection_is_what_each_filter_alone_allows(package: Package, data: st.DataObject):
    asked = data.draw(selections(package))
    alone = [
        set(select(package, replace(Selection(), **{spec.name: getattr(asked, spec.name)})).index)
        for spec in fields(Selection)
    ]
    backwards = asked.start and asked.end and asked.start > asked.end
    expected = set() if backwards else set.intersection(*alone)
    assert set(select(package, asked).index) == expected


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_an_empty_selection_always_has_a_way_back(package: Package, data: st.DataObject):
    asked = data.draw(selections(package))
    if len(select(package, asked)):
        return
    ways = ways_back(package, asked)
    assert ways
    for way in ways:
        assert way.count == len(select(package, way.selection)) > 0
        assert all(getattr(way.selection, name) in (None, (), "") for name in way.fields)
    fewest = min(len(way.fields) for way in ways)
    assert all(len(way.fields) == fewest for way in ways)


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(data=st.data(), days=st.tuples(st.dates(), st.dates()))
def test_a_window_never_widens(package: Package, data: st.DataObject, days: tuple[date, date]):
    asked = data.draw(selections(package))
    inside = asked.within(min(days), max(days))
    assert set(select(package, inside).index) <= set(select(package, asked).index)
