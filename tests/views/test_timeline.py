"""Claims in time: what is drawn where, and what a click finds."""

from itertools import pairwise

import pandas as pd
import pytest

from conflict_atlas.views import palette
from conflict_atlas.views.timeline import broken_axis
from conflict_atlas.views.timeline.lanes import MOST_LANES, set_rows
from conflict_atlas.views.timeline.timeline import timeline


def of_type(picture, kind, mode=None):
    return [t for t in picture.figure.data if t.type == kind and (mode is None or t.mode == mode)]


def ids(traces):
    return [
        row[0]
        for trace in traces
        for row in (trace.customdata if trace.customdata is not None else [])
    ]


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


def test_each_claim_is_drawn_as_it_is_known(package):
    claims = package.claims
    picture = timeline(package, claims)
    open_span = claims["date_start"] < claims["date_end"]
    assert set(ids(of_type(picture, "bar"))) == set(claims.index[open_span])
    full = [t for t in of_type(picture, "scatter", "markers") if t.marker.symbol != "circle-open"]
    assert sorted(ids(full)) == sorted(claims.index[~open_span])
    assert sorted(ids(of_type(picture, "scatter", "text"))) == sorted(claims.index)


def test_days_found_elsewhere_are_rings(package):
    rings = [
        trace
        for trace in of_type(timeline(package, package.claims), "scatter", "markers")
        if trace.marker.symbol == "circle-open" and trace.customdata is not None
    ]
    found = package.claims.index[package.claims["found_date"].notna()]
    assert sorted(ids(rings)) == sorted(found)


def test_bars_cover_the_whole_of_both_end_days(package):
    picture = timeline(package, package.claims)
    drawn: dict[str, pd.Timedelta] = {}
    for bar in of_type(picture, "bar"):
        for (claim_id,), length in zip(bar.customdata, bar.x, strict=True):
            drawn[claim_id] = drawn.get(claim_id, pd.Timedelta(0)) + pd.Timedelta(length, "ms")
    for claim_id, length in drawn.items():
        claim = package.claims.loc[claim_id]
        assert length == claim["date_end"] - claim["date_start"] + pd.Timedelta(days=1)


def test_no_two_claims_share_a_row(package):
    for by in ("claim_type", "actor"):
        rows = [row["row"] for row in set_rows(package, package.claims, by)]
        assert len(set(rows)) == len(rows)
        assert rows == sorted(rows)


def test_by_actor_every_claim_is_there_and_lanes_are_few(real_package):
    rows = set_rows(real_package, real_package.claims, "actor")
    assert {row["claim_id"] for row in rows} == set(real_package.claims.index)
    assert len({row["rank"] for row in rows}) == MOST_LANES + 1
    links = real_package.claim_actors[["claim_id", "actor_id"]].drop_duplicates()
    isis = links.loc[links["actor_id"] == "isis", "claim_id"]
    assert {r["claim_id"] for r in rows if r["lane"] == "ISIS"} == set(isis)


@pytest.mark.parametrize(
    ("selected", "count"), [("manbij-strikes-july-2016", 1), ("", 0), ("no-such-claim", 0)]
)
def test_the_selected_claim_is_set_off(real_package, selected, count):
    picture = timeline(real_package, real_package.claims, selected=selected)
    bands = [s for s in picture.figure.layout.shapes if s.line.color == palette.ARTICLE]
    assert len(bands) == count


def test_unknown_lanes_are_refused(real_package):
    with pytest.raises(ValueError, match="claim_type or actor"):
        timeline(real_package, real_package.claims, by="colour")


def test_claims_of_long_ago_leave_most_of_the_width_to_the_others(real_package):
    claims = real_package.claims
    parts = broken_axis.choose_parts(claims)
    assert len(parts) == 3
    recent = (claims["date_start"] >= parts[-1].start).mean()
    assert recent > 0.6
    assert parts[-1].right - parts[-1].left > 0.55
    assert parts[0].start <= claims["date_start"].min()
    assert parts[-1].end >= claims["date_end"].max()


def test_parts_join_and_every_day_lies_on_the_axis(package):
    parts = broken_axis.choose_parts(package.claims)
    for left, right in pairwise(parts):
        assert left.end == right.start
        assert left.right < right.left
    for day in pd.date_range(parts[0].start, parts[-1].end, periods=97):
        place = parts[broken_axis.part_of(parts, day)].place(day)
        assert 0 <= place <= 1.0001


def test_titles_start_at_the_left_edge_and_are_short_enough_for_a_phone(package):
    picture = timeline(package, package.claims)
    (titles,) = of_type(picture, "scatter", "text")
    assert set(titles.x) == {broken_axis.choose_parts(package.claims)[0].start}
    assert titles.textposition == "middle right"
    assert max(map(len, titles.text)) <= 54


def test_a_change_of_scale_is_marked_and_told(real_package):
    picture = timeline(real_package, real_package.claims)
    backed = [s for s in picture.figure.layout.shapes if s.type == "rect"]
    slashes = [s for s in picture.figure.layout.shapes if s.xsizemode == "pixel"]
    assert (len(backed), len(slashes)) == (2, 8)
    assert any("drawn shorter" in note.text for note in picture.figure.layout.annotations)
    assert "earlier years are drawn shorter" in picture.alt


def test_without_a_change_of_scale_none_is_told(real_package):
    picture = timeline(real_package, real_package.claims.loc[["manbij-strikes-july-2016"]])
    assert not any("drawn shorter" in note.text for note in picture.figure.layout.annotations)
    assert "drawn shorter" not in picture.alt


def test_one_day_alone_has_an_axis(real_package):
    one = real_package.claims.loc[["manbij-strikes-july-2016"]]
    (part,) = broken_axis.choose_parts(one)
    assert part.start < one["date_start"].iloc[0] < part.end
    assert not timeline(real_package, one).is_empty
