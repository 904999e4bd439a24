"""What changed between two days, from the tables of the package alone."""

import pandas as pd

from conflict_atlas.claims import two_days
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.panels.changes_panel import changes_panel

FIRST, SECOND = pd.Timestamp("2014-06-12"), pd.Timestamp("2017-12-01")


def test_cities_that_changed_hands_are_named_with_both_states(real_package):
    found = {one.place_id: one for one in two_days.city_changes(real_package, FIRST, SECOND)}
    assert found["mosul"].before["holder_id"] == "isis"
    assert found["mosul"].after["holder_id"] == "government-of-iraq"
    assert found["raqqa"].after["holder_id"] == "syrian-democratic-forces"
    assert found["ramadi"].before is None  # nothing is known at that day


def test_a_day_beside_itself_shows_no_change(real_package, invented_package):
    for package in (real_package, invented_package):
        day = package.reference_day
        assert two_days.city_changes(package, day, day) == ()
        assert two_days.count_changes(package, day, day) == ()


def test_counts_are_those_of_the_nearest_rounds(real_package):
    rounds = {one.measure: one for one in two_days.count_changes(real_package, FIRST, SECOND)}
    idps = rounds["idps"]
    table = real_package.displacement
    for area in idps.areas:
        for day, count in ((idps.first, area.before), (idps.second, area.after)):
            rows = table[(table["measure"] == "idps") & (table["date"] == day)]
            assert rows.loc[rows["admin1"] == area.area, "individuals"].tolist() == [count]
    sizes = [abs(area.after - area.before) for area in idps.areas]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) > 0


def test_claims_lie_wholly_between(real_package):
    every = identify(real_package, Selection())
    first, second = pd.Timestamp("2016-07-01"), pd.Timestamp("2016-07-31")
    found = two_days.claims_between(real_package, every, first, second)
    assert "manbij-strikes-july-2016-deaths" in found
    claims = real_package.claims.loc[list(found)]
    assert (claims["date_start"] > first).all()
    assert (claims["date_end"] <= second).all()


def test_each_row_has_its_source_and_the_earlier_day_comes_first(real_package):
    every = identify(real_package, Selection())
    panel = changes_panel(real_package, every, SECOND, FIRST)
    assert panel == changes_panel(real_package, every, FIRST, SECOND)
    assert "12 June 2014 and 1 December 2017" in panel
    rows = panel.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    assert rows
    for row in rows:
        last = row.split("<td>")[-1].removesuffix("</tr>").removesuffix("</td>")
        assert last.strip()


def test_texts_of_a_package_are_texts(hostile):
    every = identify(hostile, Selection())
    first, last = hostile.control["date"].min(), hostile.control["date"].max()
    panel = changes_panel(hostile, every, first, last)
    assert "<img" not in panel
    assert "<script" not in panel
