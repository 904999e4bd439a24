"""Network and matrix of actors: data and positions of nodes, links and cells."""

import math
import re
from itertools import combinations, pairwise

import pytest

from conflict_atlas.claims import relation
from conflict_atlas.views import palette, words
from conflict_atlas.views.actors import actors_chart, network_links, network_nodes
from conflict_atlas.views.actors.network_layout import place_nodes


def named(figure, text):
    return next(trace for trace in figure.data if text in (trace.name or ""))


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
