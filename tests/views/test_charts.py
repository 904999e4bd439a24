"""Details of single charts."""

import json
import math
import re
from pathlib import Path

import pandas as pd
import pytest

from conflict_atlas.claims import displacement
from conflict_atlas.claims.citation import cite_chart
from conflict_atlas.views import palette
from conflict_atlas.views.figures import interval_chart
from conflict_atlas.views.maps import areas
from conflict_atlas.views.series import costs_chart, deployments_chart, displacement_chart
from conflict_atlas.views.series.area_ranks import area_ranks
from conflict_atlas.views.series.stated_figures import stated_figures

AT = pd.Timestamp("2016-08-21")


def named(figure, text):
    return next(trace for trace in figure.data if text in (trace.name or ""))


def article(figure):
    return named(figure, "What the article says")


def test_national_shows_the_claim_at_its_figure(real_package):
    picture = displacement_chart.national(real_package, real_package.claims, AT)
    mark = article(picture.figure)
    assert list(mark.y) == [3_300_000]
    assert [row[0] for row in mark.customdata] == ["iraqis-displaced-over-3-3-million"]
    notes = picture.figure.layout.annotations
    labels = [note.text.replace("<br>", " ") for note in notes if note.text]
    label = next(label for label in labels if "paragraph 24" in label)
    assert label.index("At least 3.3 million") < label.index("Over 3.3 million people")
    arrows = [note for note in picture.figure.layout.annotations if note.showarrow]
    assert [arrow.ay < 0 for arrow in arrows] == [True]  # at least: it points up


def test_national_keeps_the_others_when_the_claim_is_filtered_out(real_package):
    none = real_package.claims.head(0)
    picture = displacement_chart.national(real_package, none)
    whole = displacement_chart.national(real_package, real_package.claims)
    assert (
        len(picture.figure.data) == len(whole.figure.data) - 3
    )  # its mark, the point to press, and its span


def test_a_claim_without_a_figure_is_named_but_not_placed(real_package):
    picture = displacement_chart.refugees(real_package, real_package.claims)
    labels = " ".join(note.text for note in picture.figure.layout.annotations)
    assert "paragraph 36: no figure" in labels
    assert "What the article says" not in [trace.name for trace in picture.figure.data]
    assert "no figure" in picture.table["Figure"].tolist()


def test_what_a_battle_could_cause_is_said_in_words_with_the_claim_it_is_about(real_package):
    ids = displacement.other_series(real_package).index.tolist()
    assert ids == ["mosul-people-at-risk"]
    said = stated_figures(real_package, tuple(real_package.claims.index), ids)
    for part in (
        "Up to 1,500,000 people",
        "20 July 2016",
        "un-warning-on-mosul",
        "no figure",
        "¶ 24",
    ):
        assert part in said
    assert "un-warning-on-mosul" not in stated_figures(real_package, (), ids)


def test_a_chart_names_the_claims_and_documents_that_it_is_drawn_from(real_package):
    picture = displacement_chart.national(real_package, real_package.claims, AT)
    drawn = real_package.figures["series_id"].isin(displacement.national_series(real_package).index)
    assert {*picture.origin.sources} == {*real_package.figures.loc[drawn, "source_id"]}
    text = cite_chart(
        real_package,
        picture.title,
        claim_ids=picture.origin.claims,
        source_ids=picture.origin.sources,
        permalink="https://a.example/x",
    )
    for source_id in picture.origin.sources:
        assert real_package.sources["publisher"][source_id] in text
    assert "paragraph 24" in text
    assert text.endswith("https://a.example/x")


def test_no_series_on_displacement_of_that_country_is_drawn_twice(real_package):
    others = set(displacement.other_series(real_package).index)
    assert others == {"mosul-people-at-risk"}
    assert not others & set(displacement.national_series(real_package).index)


def test_the_ranks_are_those_of_the_round_or_of_the_month(real_package):
    table = displacement.by_admin1(real_package, "idps", AT)
    said = re.findall(r">([\d,]+)</td>", area_ranks(real_package, "idps", AT))
    assert said == [f"{people:,}" for people in table["individuals"]]
    july = area_ranks(real_package, "people-killed", pd.Timestamp("2016-07-01"))
    assert july.index("Aleppo") < july.index("1,343") < july.index("Nineveh")
    assert area_ranks(real_package, "people-killed", pd.Timestamp("1990-01-01")) == ""


def test_every_governorate_counted_is_on_the_map(real_package):
    file = real_package.basemap_file("admin1.geojson")
    geojson = json.loads(Path(file).read_text(encoding="utf-8"))
    picture = displacement_chart.by_admin1_map(real_package, "idps", AT, geojson)
    for trace in picture.figure.data:
        drawn = {f["properties"]["iso_3166_2"] for f in trace.geojson["features"]}
        assert drawn == set(trace.locations)
    located = [code for trace in picture.figure.data for code in trace.locations]
    table = displacement.by_admin1(real_package, "idps", AT)
    assert sorted(located) == sorted(table["admin1_code"])
    # plotly loses an empty "sources" when it redraws, and the map with it
    assert picture.figure.layout.map.style["sources"]


def test_areas_have_the_colours_of_the_map_page(real_package):
    file = real_package.basemap_file("admin1.geojson")
    geojson = json.loads(Path(file).read_text(encoding="utf-8"))
    figure = displacement_chart.by_admin1_map(real_package, "idps", AT, geojson).figure
    on_map = json.loads(areas.areas(real_package, "idps").data)
    round_ = on_map["days"].index(
        f"{displacement.nearest_round(real_package, 'idps', AT):%Y-%m-%d}"
    )
    for trace in figure.data:
        counts = [on_map["units"][code]["values"][round_] for code in trace.locations]
        ranks = {sum(count >= limit for limit in on_map["breaks"]) for count in counts}
        assert [on_map["light"][rank] for rank in ranks] == [trace.colorscale[0][1]]


def test_levels_keep_ceilings_and_counts_apart(real_package):
    picture = deployments_chart.levels(real_package, real_package.claims, "iraq")
    cap = named(picture.figure, "authorised ceiling")
    count = named(picture.figure, "counted in the country")
    assert cap.line.shape == count.line.shape == "hv"
    assert (cap.line.color, cap.line.dash) != (count.line.color, count.line.dash)
    assert named(picture.figure, "additions").type == "bar"


def test_the_articles_words_give_its_range(real_package):
    mark = article(deployments_chart.levels(real_package, real_package.claims, "iraq").figure)
    at = [row[0] for row in mark.customdata].index("us-troops-iraq-nearly-5000")
    assert mark.y[at] == 5000
    assert mark.error_y.array[at] == 0
    assert mark.error_y.arrayminus[at] == pytest.approx(500)  # nearly: a tenth lower


def test_additions_are_labelled_as_such(real_package):
    picture = deployments_chart.levels(real_package, real_package.claims, "iraq")
    labels = [note.text for note in picture.figure.layout.annotations]
    assert [">560<" in label for label in labels if label.endswith(", added")] == [True]


@pytest.mark.parametrize("place", ["iraq", "syria"])
def test_every_addition_carries_its_number(real_package, place):
    figure = deployments_chart.levels(real_package, real_package.claims, place).figure
    bars = named(figure, "additions")
    labels = [note.text for note in figure.layout.annotations if note.yref == "y2"]
    assert [text for text in labels if text] == [f"+{value:,.0f}" for value in bars.y]
    assert len(bars.hovertext) == len(bars.y)


def test_the_best_figure_is_the_level_and_the_range_its_whisker(real_package):
    figure = deployments_chart.levels(real_package, real_package.claims, "syria").figure
    line = named(figure, "authorised")
    assert (line.y[0], line.error_y.array[0], line.error_y.arrayminus[0]) == (50, 50, 0)


def test_a_claim_about_other_troops_is_in_the_table_without_a_mark(real_package):
    picture = deployments_chart.levels(real_package, real_package.claims, "syria")
    marked = [row[0] for row in article(picture.figure).customdata]
    assert "british-special-forces-in-syria" not in marked
    title = real_package.claims["title"]["british-special-forces-in-syria"]
    assert title in picture.table["What"].tolist()


def test_cost_line_runs_from_nothing_to_the_claim(real_package):
    figure = costs_chart.cumulative(real_package, real_package.claims).figure
    slope = named(figure, "Worked out here")
    assert list(slope.y) == [0, 8.4e9]
    assert pd.Timestamp(slope.x[0]) == pd.Timestamp("2014-08-08")


def test_daily_cost_is_the_total_by_all_days(real_package):
    picture = costs_chart.daily(real_package, real_package.claims)
    assert named(picture.figure, "Worked out here from the article").y[0] == 12e6
    worked_out = named(picture.figure, "Worked out here: ")
    days = (pd.Timestamp("2016-07-31") - pd.Timestamp("2014-08-08")).days + 1
    at = [pd.Timestamp(day) for day in worked_out.x].index(pd.Timestamp("2016-07-31"))
    assert worked_out.y[at] == float(f"{8.7e9 / days:.2g}")
    rows = picture.table[picture.table["Who says it"] == "Worked out here"]
    assert len(rows) == len(worked_out.x) + 1
    assert rows["Note"].str.contains("8.7 billion over").any()
    assert "Worked out here from" in picture.alt


@pytest.mark.parametrize("draw", [costs_chart.cumulative, costs_chart.daily])
def test_the_article_is_not_credited_with_what_was_worked_out(draw, real_package, invented_package):
    for package in (real_package, invented_package):
        picture = draw(package, package.claims)
        daily = picture.table[picture.table["Figure"].str.contains("a day")]
        assert not daily["Who says it"].str.startswith("The article").any()
        names = [trace.name or "" for trace in picture.figure.data]
        assert any(name.startswith("Worked out here") for name in names)
        for said in picture.alt.split("The article says")[1:]:
            assert "a day" not in said.partition(").")[0]
        assert "article’s average" not in " ".join(names)


def test_intervals_put_the_article_first_and_the_incomparable_last(real_package):
    picture = interval_chart.intervals(real_package, "us-troops-iraq-nearly-5000")
    dots = picture.figure.data[-1]
    assert dots.marker.symbol[0] == palette.ARTICLE_SYMBOL
    assert min(dots.y) == dots.y[0]
    colours = dict(zip(dots.y, dots.marker.color, strict=True))
    grey = [y for y, colour in colours.items() if colour == palette.FAINT]
    assert grey
    assert min(grey) > max(y for y, colour in colours.items() if colour == palette.OTHERS)


def test_open_ends_have_heads_and_missing_ends_have_no_dot(real_package):
    picture = interval_chart.intervals(real_package, "manbij-strikes-july-2016-deaths")
    heads, dots = picture.figure.data[-2:]
    table = picture.table
    at_least = table["Figure"].str.startswith("at least") & ~table["Figure"].str.contains("up to")
    at_most = table["Figure"].str.startswith("up to")
    assert list(heads.marker.symbol).count("triangle-right") == at_least.sum()
    assert list(heads.marker.symbol).count("triangle-left") == at_most.sum()
    assert not any(math.isnan(x) for x in dots.x)


def test_the_axis_of_a_wide_spread_has_equal_steps_from_zero(real_package):
    axis = interval_chart.intervals(
        real_package, "russian-bombing-kills-civilians"
    ).figure.layout.xaxis
    assert axis.type is None  # 40 to 3,804
    assert axis.range[0] == 0


def test_figures_in_another_unit_are_in_the_table_only(real_package):
    picture = interval_chart.intervals(real_package, "cost-of-us-operations-july-2016")
    assert any("a day" in said for said in picture.table["Figure"])
    assert max(picture.figure.data[-1].x) < 1e10
    assert min(picture.figure.data[-1].x) > 1e9
