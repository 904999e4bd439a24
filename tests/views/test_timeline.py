"""Claims in time: their columns, the axis, and the lanes."""

from dataclasses import replace

import pandas as pd
import pytest

from conflict_atlas.views.timeline.conventions import conventions
from conflict_atlas.views.timeline.lanes import BY, MOST_LANES, lanes
from conflict_atlas.views.timeline.timeline_data import (
    DATED,
    PRESENT,
    UNDATED,
    column,
    timeline_data,
)
from conflict_atlas.views.timeline.timeline_words import timeline_words


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


def drawn(package, by="claim_type"):
    return timeline_data(package, tuple(package.claims.index), by)


def claims_of(data):
    return [claim for lane in data["lanes"] for claim in lane["claims"]]


@pytest.mark.parametrize("by", ["claim_type", "place"])
def test_each_claim_is_drawn_once_as_it_is_known(package, by):
    found = {claim["id"]: claim for claim in claims_of(drawn(package, by))}
    assert len(claims_of(drawn(package, by))) == len(package.claims)
    for claim_id, row in package.claims.iterrows():
        claim = found[claim_id]
        assert claim["start"] == f"{row['date_start']:%Y-%m-%d}"
        assert claim["end"] == f"{row['date_end']:%Y-%m-%d}"
        has = "" if pd.isna(row["found_date"]) else f"{row['found_date']:%Y-%m-%d}"
        assert claim["found"] == has


def test_two_conventions_of_the_codebook_are_columns(real_package):
    undated, present = conventions(real_package)
    assert undated.said == "8 August 2014 – 21 August 2016"
    assert present.said == "1–21 August 2016"
    rows = real_package.claims.to_dict("records")
    columns = [column(real_package, row) for row in rows]
    assert columns.count(PRESENT) == 50
    assert columns.count(UNDATED) == 23  # 20 of the campaign, 3 that begin long before
    assert columns.count(DATED) == len(rows) - 73


def test_a_span_that_few_claims_share_is_a_date(invented_package):
    undated, present = conventions(invented_package)
    assert undated is None
    assert present.said == "1–15 July 1987"
    few = invented_package.claims.copy()
    few["time_precision"] = few["time_precision"].where(few["date_end"] < present.end, "month")
    assert conventions(replace(invented_package, claims=few)) == (None, None)


def test_what_is_long_ago_has_its_years_beside_it(real_package):
    notes = [claim["note"] for claim in claims_of(drawn(real_package)) if claim["note"]]
    assert sorted(notes) == ["2001", "2007", "2007–16"]


def test_no_filter_moves_the_axis(package):
    whole = drawn(package)
    one = timeline_data(package, tuple(package.claims.index[:1]), "claim_type")
    for name in ("first", "last", "opens", "cities", "columns"):
        assert one[name] == whole[name]


def test_the_axis_opens_on_most_of_what_has_a_date(real_package):
    data = drawn(real_package)
    assert data["opens"] == ["2015-08-01", "2016-12-31"]
    start, end = data["opens"]
    dated = [claim for claim in claims_of(data) if claim["column"] == DATED]
    seen = [claim for claim in dated if claim["end"] >= start and claim["start"] <= end]
    assert len(seen) / len(dated) > 0.9


def test_by_actor_every_claim_is_there_and_lanes_are_few(real_package):
    found = lanes(real_package, real_package.claims, "actor")
    assert len(found) == MOST_LANES + 1
    assert {row["claim_id"] for _, _, held in found for row in held} == {*real_package.claims.index}
    links = real_package.claim_actors[["claim_id", "actor_id"]].drop_duplicates()
    isis = links.loc[links["actor_id"] == "isis", "claim_id"]
    (held,) = [held for name, _, held in found if name == "ISIS"]
    assert {row["claim_id"] for row in held} == set(isis)


@pytest.mark.parametrize("by", BY)
def test_lanes_are_in_order_of_time(package, by):
    for _, _, held in lanes(package, package.claims, by):
        starts = [row["date_start"] for row in held]
        assert starts == sorted(starts)


def test_unknown_lanes_are_refused(real_package):
    with pytest.raises(ValueError, match="claim_type, actor, place"):
        lanes(real_package, real_package.claims, "colour")


def test_it_is_told_and_tabulated(package):
    told = timeline_words(package, tuple(package.claims.index))
    assert told.alt.startswith(f"Timeline of {len(package.claims)} claims between ")
    assert len(told.table) == len(package.claims)
    assert not {"nan", "NaT", "None"} & set(told.table.astype(str).to_numpy().ravel())
    counts = told.table["Drawn"].value_counts()
    assert f"{counts['On the axis']} on the axis" in told.alt


def test_no_claim_is_told_as_none(real_package):
    told = timeline_words(real_package, ())
    assert told.alt == "No claim of this selection to place in time."
    assert told.table.empty
    assert timeline_data(real_package, (), "actor")["lanes"] == []
