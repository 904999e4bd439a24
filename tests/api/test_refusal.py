"""Nothing in a request is guessed: each 400 names parameter, value and what was expected."""

import re

import pytest

from conflict_atlas.events.store.dataset_folder import LibraryError

BAD = [
    ("from", "2016-13-01", "a day as in 2016-08-31"),
    ("from", "20160801", "a day as in"),
    ("from", "2016-W31-1", "a day as in"),
    ("from", "1470000000", "a day as in"),
    ("from", "2016-08-01T00:00:00", "a day as in"),
    ("from", "", "a day as in"),
    ("to", "yesterday", "a day as in"),
    ("actor", "isi", "such as ISIS"),
    ("actor", "", "such as"),
    ("type", "Casualty", "such as Casualties"),
    ("place", "Manbidj", "such as Manbij"),
    ("place", "x" * 201, "at most 50 names of at most 200 characters"),
    ("q", "x" * 81, "at most 80 characters"),
    ("q", "a\x00b", "control character"),
    ("q", "a\nb", "control character"),
    ("bbox", "1,2,3", "west,south,east,north"),
    ("bbox", "1,2,3,4,5,6", "west,south,east,north"),
    ("bbox", "", "west,south,east,north"),
    ("bbox", "1,2,3,x", "west,south,east,north"),
    ("bbox", "nan,nan,nan,nan", "west,south,east,north"),
    ("bbox", "1,2,1e999,4", "west,south,east,north"),
    ("bbox", "-181,2,3,4", "longitudes from -180 to 180"),
    ("bbox", "1,2,3,91", "latitudes from -90 to 90"),
    ("bbox", " 1,2,3,4", "west,south,east,north"),
    ("limit", "0", "a whole number from 1 to 10000"),
    ("limit", "10001", "a whole number from 1 to 10000"),
    ("limit", "1_0", "a whole number"),
    ("limit", "1.0", "a whole number"),
    ("limit", " 1", "a whole number"),
    ("limit", "١", "a whole number"),
    ("limit", "", "a whole number"),
    ("offset", "-1", "a whole number from 0"),
    ("offset", "99999999999999999999", "a whole number from 0"),
    ("format", "xml", "geojson or csv"),
    ("format", "", "geojson or csv"),
    ("colour", "red", "another name: from, to, actor"),
    ("source", "x", "another name: from, to, actor"),
    ("v", "1", "another name: from, to, actor"),
]


@pytest.mark.parametrize(("name", "value", "expected"), BAD)
def test_a_bad_value_is_named_with_what_was_expected(real, name: str, value: str, expected: str):
    answer = real.ask("/claims", **{name: value})
    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    [error] = answer.data["errors"]
    assert error["parameter"] == name
    assert error["value"] in {value, f"{value[:79]}…"}
    assert expected in error["expected"]
    assert answer.data["detail"].startswith(f"{name}={error['value']}: expected")


@pytest.mark.parametrize("path", ["/claims", "/figures", "/sources", "/events"])
@pytest.mark.parametrize(
    ("name", "value"), [("from", "x"), ("bbox", "x"), ("limit", "x"), ("actor", "x"), ("no", "x")]
)
def test_every_path_is_as_strict(with_events, path: str, name: str, value: str):
    answer = with_events.ask(path, **{name: value})
    assert answer.status == 400
    assert [error["parameter"] for error in answer.data["errors"]] == [name]


def test_all_that_is_wrong_is_told_at_once(real):
    answer = real.ask("/claims", from_="x", limit="y", colour="red")
    assert {error["parameter"] for error in answer.data["errors"]} == {"from", "limit", "colour"}
    unknown = real.ask("/claims", actor=["ISIS", "Nobody"], place="Nowhere", type="Event")
    assert [(e["parameter"], e["value"]) for e in unknown.data["errors"]] == [
        ("actor", "Nobody"),
        ("place", "Nowhere"),
    ]


RULED_OUT = [
    ({"from_": "2016-08-02", "to": "2016-08-01"}, "from=2016-08-02 lies after to=2016-08-01"),
    ({"bbox": "38,44,37,33"}, "south lies above its north"),
    ({"bbox": "-180,90,180,-90", "actor": "ISIS"}, "south lies above its north"),
]


@pytest.mark.parametrize("path", ["/claims", "/figures", "/sources", "/events"])
@pytest.mark.parametrize(("params", "why"), RULED_OUT)
@pytest.mark.parametrize("form", [{}, {"format": "csv"}])
def test_values_that_rule_each_other_out_leave_nothing_and_it_is_said(
    with_events, path: str, params: dict[str, str], why: str, form: dict[str, str]
):
    answer = with_events.ask(path, **params, **form)
    assert (answer.status, answer.headers["X-Total-Count"]) == (200, "0")
    assert why in answer.headers["X-Notes"]
    if form:
        assert answer.rows == []
    else:
        assert answer.data["numberMatched"] == answer.data["numberReturned"] == 0
    assert with_events.ask(path, from_="2016-08-01", to="2016-08-01").status == 200


@pytest.mark.parametrize("path", ["/claims", "/events", "/openapi.json"])
@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"n{number}=1" for number in range(1_000)),
        "&".join(f"n{number}=1" for number in range(5)),
        "&".join(f"actor={letter * 190}" for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijk"),
        "&".join(["from=x"] * 1_000),
        f"{'x' * 7_000}=1",
        f"{'%00' * 2_000}={'%01' * 600}",
        f"q={'%F0%9F%8F%BB' * 600}",
        "&".join(f"{'%E2%80%AE' * 20}{number}={'%22%5C' * 20}" for number in range(20)),
        "&".join(
            f"{name}=x" for name in ("from", "to", "bbox", "limit", "offset", "format", "cell")
        ),
        "a" * 9_000,
    ],
)
def test_no_refusal_is_larger_than_two_kilobytes(with_events, path: str, query: str):
    answer = with_events.follow(f"{with_events.url}{path}?{query}")
    assert answer.status == 400
    assert 0 < len(answer.body) <= 2_000
    named = answer.data.get("errors", [])
    assert named or "too long" in answer.data["detail"]
    for error in named:
        assert error["parameter"] in answer.data["detail"]
    assert re.search(r" And [\d,]+ more\.$", answer.data["detail"]) or len(named) <= 7


def test_all_that_fits_is_named(real):
    answer = real.follow(f"{real.url}/claims?" + "&".join(f"n{n}=1" for n in range(100)))
    named = [error["parameter"] for error in answer.data["errors"]]
    assert named == [f"n{n}" for n in range(len(named))]
    assert len(named) >= 4
    assert answer.data["detail"].endswith(f" And {100 - len(named)} more.")


@pytest.mark.parametrize("name", ["from", "q", "limit", "bbox", "format"])
def test_one_value_given_twice_is_refused(real, name: str):
    value = {"from": "2016-01-01", "limit": "1", "bbox": "1,2,3,4", "format": "csv"}.get(name, "a")
    answer = real.ask("/claims", **{name: [value, value]})
    assert answer.status == 400
    assert answer.data["errors"][0]["parameter"] == name
    assert "once" in answer.data["detail"]


def test_more_names_than_can_be_meant_are_refused(real):
    assert real.ask("/claims", actor=["ISIS"] * 50).status == 200
    answer = real.ask("/claims", actor=["ISIS"] * 51)
    assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, "actor")


def test_a_query_that_is_too_long_is_refused(real):
    answer = real.ask("/claims", place=["x" * 190] * 50)
    assert answer.status == 400
    assert "at most 8000 bytes" in answer.data["detail"]


def test_the_document_takes_no_parameters(real):
    assert real.ask("/openapi.json", a="1").status == 400


@pytest.mark.parametrize(("error", "status"), [(OSError, 500), (LibraryError, 503)])
def test_a_failure_is_told_without_its_reasons(serve_api, real_package, error, status: int):
    class Broken:
        def sources(self) -> None:
            raise error("/secret/place")

    answer = serve_api(real_package, Broken()).ask("/events")
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert b"secret" not in answer.body
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
