"""What single charts must get right."""

import json
import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pandas as pd
import pytest

from conflict_atlas.claims import displacement, relation
from conflict_atlas.views import palette, words
from conflict_atlas.views.actors import actors_chart, network_links, network_nodes
from conflict_atlas.views.actors.network_layout import place_nodes
from conflict_atlas.views.figures import interval_chart
from conflict_atlas.views.maps import areas
from conflict_atlas.views.series import costs_chart, deployments_chart, displacement_chart

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
    assert any("paragraph 24: at least 3.3 million" in label for label in labels)
    arrows = [note for note in picture.figure.layout.annotations if note.showarrow]
    assert [arrow.ay < 0 for arrow in arrows] == [True]  # at least: it points up


def test_national_keeps_the_others_when_the_claim_is_filtered_out(real_package):
    none = real_package.claims.head(0)
    picture = displacement_chart.national(real_package, none)
    whole = displacement_chart.national(real_package, real_package.claims)
    assert len(picture.figure.data) == len(whole.figure.data) - 2  # its mark and its span


def test_a_claim_without_a_figure_is_named_but_not_placed(real_package):
    picture = displacement_chart.refugees(real_package, real_package.claims)
    labels = " ".join(note.text for note in picture.figure.layout.annotations)
    assert "paragraph 36: no figure" in labels
    assert "What the article says" not in [trace.name for trace in picture.figure.data]
    assert "no figure" in picture.table["Figure"].tolist()


def test_bars_hold_the_round(real_package):
    picture = displacement_chart.by_admin1_bars(real_package, "idps", AT)
    table = displacement.by_admin1(real_package, "idps", AT)
    assert list(picture.figure.data[0].x) == table["individuals"].tolist()
    assert picture.title == "Displaced people by governorate, 17 August 2016, ranked"
    assert "Anbar (627,078)" in picture.alt


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
    assert mark.error_y.arrayminus[at] == pytest.approx(500)  # nearly: down by a tenth


def test_additions_are_labelled_as_such(real_package):
    picture = deployments_chart.levels(real_package, real_package.claims, "iraq")
    labels = " ".join(note.text for note in picture.figure.layout.annotations)
    assert "added: 560" in labels
    assert "added: about 5,000" not in labels


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


@pytest.mark.parametrize(
    ("claim_id", "kind"),
    [
        ("manbij-strikes-july-2016-deaths", None),  # 10 to 212
        ("russian-bombing-kills-civilians", "log"),  # 40 to 3,804
        ("cost-of-us-operations-july-2016", None),
    ],
)
def test_wide_spreads_get_a_logarithmic_axis(real_package, claim_id, kind):
    assert interval_chart.intervals(real_package, claim_id).figure.layout.xaxis.type == kind


def test_figures_in_another_unit_are_in_the_table_only(real_package):
    picture = interval_chart.intervals(real_package, "cost-of-us-operations-july-2016")
    assert any("a day" in said for said in picture.table["Figure"])
    assert max(picture.figure.data[-1].x) < 1e10
    assert min(picture.figure.data[-1].x) > 1e9


def test_network_nodes_carry_actors_and_links_carry_claims(real_package):
    edges = relation.edges(real_package, real_package.claims)
    figure = actors_chart.network(real_package, edges).figure
    data = [row for t in figure.data if t.customdata is not None for row in t.customdata]
    assert sorted(a for a, _ in data if a) == sorted(relation.actors(edges))
    assert {c for _, c in data if c} <= set(edges["claim_id"])
    assert all(bool(actor) != bool(claim) for actor, claim in data)


def test_network_fades_what_does_not_touch_the_selected_actor(real_package):
    edges = relation.edges(real_package, real_package.claims)
    figure = actors_chart.network(real_package, edges, "iran").figure
    shown = {
        row[0]
        for t in figure.data
        if t.customdata is not None and isinstance(t.marker.opacity, tuple)
        for row, opacity in zip(t.customdata, t.marker.opacity, strict=True)
        if opacity == 1
    }
    names = {note.text for note in figure.layout.annotations if note.opacity == 1}
    assert shown == {"iran", "iran-backed-shia-militias", "united-states"}
    assert names == {"<b>Iran</b>", "Iran-backed<br>militias", "United States"}


def test_mutual_relations_have_no_arrow_head(real_package):
    edges = relation.edges(real_package, real_package.claims)
    mutual = edges["relation"].isin(relation.MUTUAL)
    without = actors_chart.network(real_package, edges[mutual]).figure
    assert max(named(without, "Together").marker.size) == 0
    assert max(named(actors_chart.network(real_package, edges).figure, "Hostile").marker.size) > 0


def test_every_relation_has_a_sort_of_one_colour():
    sorted_in = [name for _, names in network_links.SORTS.values() for name in names]
    assert sorted(sorted_in) == sorted(words.RELATION_LABEL)
    for _, names in network_links.SORTS.values():
        assert len({palette.RELATION_STYLE[name].colour for name in names}) == 1


@pytest.mark.parametrize("wide", network_nodes.WIDTHS)
def test_no_name_of_an_actor_covers_another_or_leaves_the_picture(real_package, wide):
    edges = relation.edges(real_package, real_package.claims)
    figure = actors_chart.network(real_package, edges).figure
    tall = figure.layout.height - 110
    boxes = [box(note, wide, tall) for note in figure.layout.annotations]
    assert len(boxes) == len(relation.actors(edges))
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
    assert all(left > -3 and right < wide + 3 for left, right, _, _ in boxes)


def box(note, wide, tall):
    """Left, right, bottom and top of a name, in pixels."""
    lines = re.sub("</?b>", "", note.text).split("<br>")
    width, height = 5.6 * max(map(len, lines)), 13 * len(lines)
    x, y = note.x * wide + note.xshift, note.y * tall + note.yshift
    left = x - {"left": 0, "center": width / 2, "right": width}[note.xanchor]
    bottom = y - {"bottom": 0, "middle": height / 2, "top": height}[note.yanchor]
    return left, left + width, bottom, bottom + height


def test_matrix_marks_each_cell_once_a_relation(real_package):
    edges = relation.edges(real_package, real_package.claims)
    figure = actors_chart.matrix(real_package, edges).figure
    cells = relation.adjacency(edges)
    marks = sum(len(trace.x) for trace in figure.data)
    assert marks == sum(len(cell) for cell in cells.to_numpy().ravel())


def test_layout_is_the_same_every_time_and_on_the_paper():
    nodes = [f"n{i}" for i in range(23)]
    links = [(nodes[i], nodes[i // 3]) for i in range(1, 20)] + [("n20", "n21")]
    places = place_nodes(nodes, links)
    assert places == place_nodes(nodes, links)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert len(set(places.values())) == len(nodes)


@pytest.mark.parametrize("nodes", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_layout_of_few_nodes(nodes):
    links = [(nodes[0], node) for node in nodes[1:]]
    places = place_nodes(nodes, links)
    assert len(set(places.values())) == len(nodes)
    assert not any(math.isnan(x) or math.isnan(y) for x, y in places.values())


def test_linked_nodes_lie_nearer_than_others():
    chain = [f"n{i}" for i in range(8)]
    places = place_nodes(chain, list(pairwise(chain)))
    near = math.dist(places["n0"], places["n1"])
    assert near < math.dist(places["n0"], places["n4"]) < math.dist(places["n0"], places["n7"])


def test_a_mark_of_the_matrix_names_a_claim_that_states_it(real_package):
    relations = relation.edges(real_package, real_package.claims)
    picture = actors_chart.matrix(real_package, relations)
    stated = set(relations["claim_id"])
    chosen = [custom for trace in picture.figure.data for custom in trace.customdata]
    assert len(chosen) >= len(stated)
    assert {actor for actor, _ in chosen} == {""}
    assert {claim for _, claim in chosen} <= stated
