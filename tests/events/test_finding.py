"""One claim compared with one dataset: what is counted, the verdict, and its limitations."""

import gc
import math
import weakref
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from harrow_ford import DAY, DEATHS, EVENT, FORD, compared
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset, datasets
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.store.memory_library import EventsInMemory
from conflict_atlas.evidence import verdict_table
from conflict_atlas.evidence.finding import Finding, compare_with, counts_killed
from conflict_atlas.evidence.limitations import limitations
from conflict_atlas.evidence.sentences import say
from conflict_atlas.evidence.window import Window, centres, default_window


def codes(package: Package, finding: Finding) -> list[str]:
    return [reason.code for reason in limitations(package, finding)]


# ---- counting -----------------------------------------------------------------------------------


def test_events_of_the_window_are_added_up(invented_package, load):
    source = load(
        {"low": 50, "best": 60, "high": 70},
        {"best": 4},
        {"date_start": DAY + timedelta(days=1), "high": 9},
        {"date_start": DAY + timedelta(days=2), "best": 1000},  # a day late
        {"latitude": FORD[0] + 0.2, "best": 1000},  # 22 km away
        {"latitude": None, "longitude": None, "best": 1000},  # nowhere
    )
    finding = compared(invented_package, source)
    assert "unplaced" in codes(invented_package, finding)
    sums = finding.sums
    assert (sums.events, sums.figured) == (3, 3)
    assert (sums.low, sums.best, sums.high) == (54, 64, 83)
    assert sums.largest == 60


def test_a_missing_figure_stays_missing(invented_package, load):
    sums = compared(invented_package, load({}, {})).sums
    assert (sums.events, sums.figured, sums.low, sums.best, sums.high) == (2, 0) + (None,) * 3
    assert sums.ends is None


figures = st.one_of(st.none(), st.integers(0, 500))

recorded = st.fixed_dictionaries(
    {
        "date_start": st.dates(DAY - timedelta(days=6), DAY + timedelta(days=6)),
        "latitude": st.floats(FORD[0] - 0.5, FORD[0] + 0.5),
        "longitude": st.floats(FORD[1] - 0.5, FORD[1] + 0.5),
        "best": figures,
    }
)

seldom = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@seldom
@given(first=st.lists(recorded, max_size=6), second=st.lists(recorded, min_size=1, max_size=6))
def test_sums_never_cross_datasets(first, second, invented_package, library, load):
    one = load(*first, source_id="one")
    alone = compared(invented_package, one).sums
    other = load(*second, source_id="two")
    assert compared(invented_package, one).sums == alone
    both = compared(invented_package, other).sums
    inside = [e for e in second if _is_inside(e, days=1, km=15)]
    given_figures = [e["best"] for e in inside if e["best"] is not None]
    assert both.events == len(inside)
    assert both.best == (sum(given_figures) if given_figures else None)
    table = verdict_table.verdicts(invented_package, datasets(library))
    held = table[table["claim_id"] == DEATHS].set_index("source_id")["events"]
    assert dict(held) == {"one": alone.events, "two": both.events}


@seldom
@given(
    events=st.lists(recorded, max_size=8),
    days=st.integers(0, 5),
    km=st.integers(1, 60),
    more=st.tuples(st.integers(0, 3), st.integers(0, 30)),
)
def test_a_wider_window_never_loses_an_event(  # noqa: PLR0917 - generated and fixtures
    events, days, km, more, invented_package, load
):
    source = load(*events)
    narrow = compared(invented_package, source, days=days, km=km).sums
    wide = compared(invented_package, source, days=days + more[0], km=km + more[1]).sums
    assert narrow.events == sum(_is_inside(e, days, km) for e in events)
    assert wide.events >= narrow.events
    assert (wide.best or 0) >= (narrow.best or 0)
    assert (wide.largest or 0) >= (narrow.largest or 0)


def _is_inside(event: dict[str, Any], days: int, km: float) -> bool:
    away = _kilometres(*FORD, event["latitude"], event["longitude"])
    return abs((event["date_start"] - DAY).days) <= days and away <= km


def _kilometres(north: float, east: float, other_north: float, other_east: float) -> float:
    """By the law of cosines, which is not the formula of the code."""
    a, b = math.radians(north), math.radians(other_north)
    turn = math.radians(other_east - east)
    inner = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)
    return 6371.0088 * math.acos(max(-1.0, min(1.0, inner)))


# ---- verdicts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "verdict"),
    [
        ([{"best": 70}], "within"),
        ([{"best": 40}, {"best": 41}], "within"),
        ([{"best": 20}], "above"),
        ([{"low": 100, "best": 120}], "below"),
        ([{"low": 10, "best": 20, "high": 60}], "within"),
        ([{}], "not_comparable"),
        ([{"date_start": date(1987, 6, 1), "best": 70}, {"date_start": date(1987, 4, 1)}],
         "nothing_recorded"),
        ([{"date_start": date(1990, 6, 1), "best": 70}], "not_covered"),
        ([{"latitude": 20.0, "best": 70}], "not_covered"),
        ([], "not_covered"),
    ],
)  # fmt: skip
def test_a_claim_with_a_number_is_judged(events, verdict, invented_package, load):
    finding = compared(invented_package, load(*events))
    assert finding.verdict == verdict
    assert finding.dataset.title in say(invented_package, finding)


def test_a_claim_without_a_number_is_compared_by_presence(invented_package, load):
    there = compared(invented_package, load({"best": 70}), EVENT)
    assert there.verdict == "recorded"
    assert "The claim gives no number of people killed" in say(invented_package, there)
    assert "presence-only" in codes(invented_package, there)
    day = {"date_start": date(1987, 4, 1)}
    absent = compared(invented_package, load(day, {"date_start": date(1987, 6, 1)}), EVENT)
    assert absent.verdict == "nothing_recorded"
    assert codes(invented_package, absent) == ["silence"]


def test_other_numbers_are_not_compared_with_deaths(invented_package, load):
    claims = invented_package.claims.to_dict("index")
    assert counts_killed(claims[DEATHS])
    assert not counts_killed(claims["tessany-force-in-reed-province"])
    moved = compared(invented_package, load({"best": 70}, measure="people-displaced"))
    assert moved.verdict == "not_comparable"
    assert "other-measure" in codes(invented_package, moved)
    assert "does not count people killed" in say(invented_package, moved)


def test_every_reason_that_applies_is_told(invented_package, load):
    source = load(
        {"best": 70, "date_precision": "month", "geo_precision": "admin1"},
        {"date_start": DAY - timedelta(days=40), "best": 1},
        {},
        invented=True,
    )
    finding = compared(invented_package, source)
    found = codes(invented_package, finding)
    expected = ["invented", "several-events", "event-dates", "event-places", "no-figure"]
    assert [code for code in found if code in expected] == expected
    assert "ends-early" in found
    assert "bound" not in found  # 60 to 85 is a range, whatever its word
    told = " ".join(reason.sentence for reason in limitations(invented_package, finding))
    assert "1 of 2 events is dated only to a span of days." in told
    assert "the largest alone has 70" in told


def test_an_area_and_a_span_are_weak(invented_package, load):
    source = load({"latitude": 12.3, "longitude": -35.6, "date_start": date(1987, 6, 20)})
    finding = compared(invented_package, source, "grey-league-volunteers")
    found = codes(invented_package, finding)
    assert {"claim-date", "claim-place", "not-an-event"} <= set(found)


def test_a_dataset_of_another_country_is_silent_here(invented_package, load):
    near = {"latitude": FORD[0] + 0.3, "longitude": FORD[1], "best": 1}  # 33 km
    abroad = compared(invented_package, load(near | {"country": "TESSANY"}))
    assert (abroad.verdict, abroad.coverage.gap) == ("not_covered", "country")
    assert "Harrow Ford is in Velmar" in say(invented_package, abroad)
    other_name = compared(invented_package, load(near | {"country": "Kingdom of Velmar"}))
    assert (other_name.verdict, other_name.coverage.gap) == ("nothing_recorded", "")


def test_a_window_may_be_moved_to_what_others_found(invented_package, load):
    source = load({"latitude": 10.805, "longitude": -38.094, "best": 70})
    found = centres(invented_package, DEATHS)[1]
    finding = compare_with(invented_package, DEATHS, source, default_window(found))
    assert finding.sums.events == 1
    assert "centre-found" in codes(invented_package, finding)


# ---- what the issue asks about -------------------------------------------------------------------


def test_places_the_real_claims_name(real_package, load):
    """A file like a Syrian one: it covers two claims, and is said not to cover a third."""
    source = load(
        {"latitude": 36.634, "longitude": 38.011, "date_start": date(2016, 7, 19),
         "low": 73, "best": 80, "high": 203, "country": "Syria"},
        {"latitude": 36.502, "longitude": 40.748, "date_start": date(2016, 8, 18),
         "country": "Syria"},
        {"latitude": 36.2, "longitude": 37.1, "date_start": date(2016, 1, 1), "country": "Syria"},
        {"latitude": 36.2, "longitude": 37.1, "date_start": date(2016, 12, 1), "country": "Syria"},
    )  # fmt: skip
    claims = (
        ("manbij-strikes-july-2016-deaths", "within", "80 people killed (between 73 and 203)"),
        ("hasaka-air-strikes-august-2016", "recorded", "records 1 event within 15 km of Hasaka"),
        ("baghdad-bombing-july-2016-deaths", "not_covered", "does not cover this"),
    )
    for claim_id, verdict, words in claims:
        finding = compared(real_package, source, claim_id)
        assert finding.verdict == verdict
        assert words in say(real_package, finding)


def test_windows_of_no_days_and_long_ones_are_said(invented_package, load):
    source = load({"best": 70})
    one_day = compared(invented_package, source, days=0)
    assert "on 12 May 1987" in say(invented_package, one_day)
    weeks = compared(invented_package, source, days=30)
    assert "from 12 April 1987 to 11 June 1987" in say(invented_package, weeks)


def test_answers_do_not_keep_what_a_session_lets_go(invented_package, source, event):
    row = event("1", date_start=DAY, latitude=FORD[0], longitude=FORD[1], best=70)
    columns = {c.name: [row.get(c.name)] for c in COLUMNS if c.name != "geometry"}
    held = EventsInMemory(source(first_day=f"{DAY}", last_day=f"{DAY}"), pa.table(columns))
    library = held.library()
    finding = compared(invented_package, Dataset(library, held.source))
    assert (finding.verdict, finding.sums.events) == ("within", 1)
    watched = weakref.ref(held)
    del held
    gc.collect()
    assert watched() is None
    assert library.sources() == ()
    with pytest.raises(KeyError):
        library.ask("one", EventFilter(), Query("summary"))


def test_a_window_is_what_it_was_made_of(invented_package):
    window = default_window(centres(invented_package, DEATHS)[0])
    assert Window(window.centre, window.days, window.km) == window
    assert {window: 1}[replace(window)] == 1
