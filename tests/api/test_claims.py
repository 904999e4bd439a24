"""``/claims`` gives the dashboard's selection: same filters, same claims, each of them once."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from conflict_atlas.claims.export import to_csv, to_geojson
from conflict_atlas.claims.selection import Selection, identify, select

# Parameters of a link, and the selection that the filters make of them.
SELECTIONS = [
    ({}, Selection()),
    ({"type": "Casualties"}, Selection(types=("casualty",))),
    ({"type": ["casualty", "Event"]}, Selection(types=("casualty", "event"))),
    ({"actor": "ISIS"}, Selection(actors=("isis",))),
    ({"actor": ["us-led-coalition", "ISIS"]}, Selection(actors=("us-led-coalition", "isis"))),
    ({"place": "Manbij"}, Selection(places=("manbij",))),
    ({"place": ["Baghdad", "manbij"]}, Selection(places=("baghdad", "manbij"))),
    ({"place": "Iraq"}, Selection(places=("iraq",))),
    ({"q": "killed"}, Selection(text="killed")),
    ({"q": "  "}, Selection(text="  ")),
    ({"q": "ERDOĞAN"}, Selection(text="erdogan")),
    ({"from_": "2016-07-01"}, Selection(start=date(2016, 7, 1))),
    ({"to": "2014-12-31"}, Selection(end=date(2014, 12, 31))),
    (
        {"from_": "2016-07-01", "to": "2016-07-31", "actor": "ISIS", "type": "Event", "q": "a"},
        Selection(date(2016, 7, 1), date(2016, 7, 31), ("isis",), ("event",), text="a"),
    ),
    (
        {"actor": "ISIS", "q": "no such words anywhere"},
        Selection(actors=("isis",), text="no such words anywhere"),
    ),
]


@pytest.mark.parametrize(("params", "selection"), SELECTIONS)
def test_the_same_claims_as_the_dashboard_in_the_same_order(
    real, real_package, params, selection: Selection
):
    expected = identify(real_package, selection)
    answer = real.ask("/claims", **params)
    assert answer.ids == expected
    assert answer.headers["X-Total-Count"] == str(len(expected))
    assert answer.data["numberMatched"] == answer.data["numberReturned"] == len(expected)
    assert [row["claim_id"] for row in real.ask("/claims", format="csv", **params).rows] == [
        *expected
    ]


def test_every_name_and_identifier_of_the_filters_is_taken(real, real_package):
    options = real.site.options
    for name, known in (("actor", options.actors), ("type", options.types)):
        for word, identifier in known.items():
            by_word = real.ask("/claims", **{name: word}).ids
            assert by_word == real.ask("/claims", **{name: identifier}).ids
            assert by_word == identify(real_package, Selection(**{f"{name}s": (identifier,)}))


def test_a_country_holds_its_places(real):
    found = set(real.ask("/claims", place="Iraq").ids)
    for town in ("Baghdad", "Mosul", "Ramadi", "Fallujah"):
        assert set(real.ask("/claims", place=town).ids) <= found


def test_the_files_of_the_download_hold_the_same(real, real_package):
    claims = select(real_package, Selection())
    geojson = real.ask("/claims", limit=10_000)
    download = to_geojson(real_package, claims)
    assert geojson.data["features"] == json.loads(download)["features"]
    text = real.ask("/claims", format="csv", limit=10_000)
    assert text.body == to_csv(real_package, claims).removeprefix(b"\xef\xbb\xbf")
    assert text.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("limit", [7, 114, 115])
def test_pages_cover_every_claim_once_forwards_and_backwards(real, real_package, limit: int):
    address, pages = f"{real.url}/claims?limit={limit}&format=geojson", []
    while address:
        answer = real.follow(address)
        pages.append(answer.ids)
        address = answer.link("next")
    expected = identify(real_package, Selection())
    assert sum(pages, ()) == expected
    assert len(pages) == math.ceil(len(expected) / limit)
    back = [answer.ids]
    while address := answer.link("prev"):
        answer = real.follow(address)
        back.insert(0, answer.ids)
    assert back == pages


def test_the_way_back_from_the_middle_overlaps_with_nothing(real):
    here = real.ask("/claims", limit=10, offset=4)
    before = real.follow(here.link("prev"))
    assert before.ids == real.ask("/claims", limit=4).ids
    assert not set(before.ids) & set(here.ids)


def test_links_keep_every_filter(real):
    params = {"actor": ["ISIS", "us-led-coalition"], "q": "a b&c=d", "bbox": "-180,-90,180,90"}
    answer = real.ask("/claims", limit=1, **(params | {"q": "a"}))
    assert answer.data["numberMatched"] > 1
    following = real.follow(answer.link("next"))
    assert following.data["numberMatched"] == answer.data["numberMatched"]
    assert following.ids != answer.ids


def test_a_page_beyond_the_end_is_empty_and_leads_back(real, real_package):
    answer = real.ask("/claims", offset=1000, limit=5)
    assert (answer.ids, answer.data["numberMatched"]) == ((), len(real_package.claims))
    assert real.follow(answer.link("prev")).ids == real.ask("/claims").ids[-5:]


def points(api) -> dict[str, tuple[float, float]]:
    return {
        feature["id"]: tuple(feature["geometry"]["coordinates"])
        for feature in api.ask("/claims").data["features"]
        if feature["geometry"]
    }


def test_a_box_keeps_the_claims_whose_point_lies_in_it(real):
    placed = points(real)
    inside = [i for i, (x, y) in placed.items() if 40 <= x <= 45 and 33 <= y <= 37]
    found = real.ask("/claims", bbox="40,33,45,37").ids
    assert sorted(found) == sorted(inside)
    assert 0 < len(found) < len(placed)
    assert sorted(real.ask("/claims", bbox="-180,-90,180,90").ids) == sorted(placed)


def test_a_box_across_the_date_line_keeps_the_rest_of_the_world(real):
    placed = points(real)
    outside = [i for i, (x, _) in placed.items() if not 0 < x < 50]
    assert sorted(real.ask("/claims", bbox="50,-90,0,90").ids) == sorted(outside)
    assert outside


def test_the_edges_of_a_box_belong_to_it(real):
    claim_id, (x, y) = next(iter(points(real).items()))
    assert claim_id in real.ask("/claims", bbox=f"{x},{y},{x},{y}").ids


def test_cells_are_safe_in_spreadsheets(serve_api, invented_package):
    claims = invented_package.claims.assign(title="=1+1", caveat="@x")
    api = serve_api(replace(invented_package, claims=claims), None)
    assert {(row["title"], row["caveat"]) for row in api.ask("/claims", format="csv").rows} == {
        ("'=1+1", "'@x")
    }
