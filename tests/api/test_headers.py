"""Headers of every answer: tags, caching, other origins, methods, formats."""

import gzip

import pytest

READ = ["/claims", "/figures", "/area-counts", "/sources", "/events", "/openapi.json"]


@pytest.mark.parametrize("path", READ)
def test_who_holds_an_answer_is_not_sent_it_again(with_events, path: str):
    first = with_events.ask(path)
    tag = first.headers["ETag"]
    assert tag.startswith('"')  # strong
    assert "max-age" in first.headers["Cache-Control"]
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = with_events.ask(path, headers={"If-None-Match": given})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert with_events.ask(path, headers={"If-None-Match": '"other"'}).status == 200


def test_who_holds_anything_is_still_told_what_is_wrong(real):
    assert real.ask("/claims", headers={"If-None-Match": "*"}, actor="Nobody").status == 400


def test_a_tag_hangs_on_data_and_query(real, serve_api, invented_package):
    asked = [
        {}, {"limit": 5}, {"offset": 5}, {"format": "csv"}, {"q": "a"}, {"from_": "2016-01-01"},
        {"to": "2016-01-01"}, {"actor": "ISIS"}, {"type": "Event"}, {"bbox": "0,0,50,50"},
    ]  # fmt: skip
    tags = [real.ask("/claims", **params).headers["ETag"] for params in asked]
    tags.append(real.ask("/figures").headers["ETag"])
    tags.append(serve_api(invented_package, None).ask("/claims").headers["ETag"])
    assert len(set(tags)) == len(tags)
    assert [real.ask("/claims", **params).headers["ETag"] for params in asked] == tags[: len(asked)]


def test_a_tag_of_events_changes_with_the_dataset(with_events, with_two):
    one = with_events.ask("/events").headers["ETag"]
    other = with_two.ask("/events", source="other").headers["ETag"]
    assert len({one, other, with_two.ask("/events", source="crossing").headers["ETag"]}) == 3
    assert with_events.ask("/sources").headers["ETag"] != with_two.ask("/sources").headers["ETag"]


def test_a_compressed_answer_has_a_tag_of_its_own_and_the_same_content(real):
    plain = real.ask("/claims")
    packed = real.ask("/claims", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    refused = real.ask("/claims", headers={"Accept-Encoding": "gzip;q=0, br"})
    assert refused.body == plain.body


@pytest.mark.parametrize("path", READ)
def test_head_tells_what_get_would(with_events, path: str):
    got, head = with_events.ask(path), with_events.ask(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "X-Total-Count", "Link"):
        assert head.headers[name] == got.headers[name]
    assert with_events.ask(path, method="HEAD", foo="1").status == 400


@pytest.mark.parametrize("path", READ)
def test_every_origin_may_read(with_events, path: str):
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = with_events.ask(path, method="OPTIONS", headers=asked)
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    # Also without an Origin, or a cache would give other origins an answer they may not read.
    for given in (with_events.ask(path), with_events.ask(path, foo="1"), with_events.ask("/none")):
        assert given.headers["Access-Control-Allow-Origin"] == "*"
        assert "Link" in given.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in given.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", READ)
def test_nothing_can_be_written(with_events, path: str, method: str):
    answer = with_events.ask(path, method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
@pytest.mark.parametrize("path", ["", "/", "/none", "/claims/", "/claims/x", "/docs", "/../claims"])
def test_what_is_not_there_is_told_in_json(real, path: str, method: str):
    answer = real.ask(path, method=method)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "/api/claims" in answer.data["detail"]


ACCEPTED = [
    (None, "application/geo+json"),
    ("*/*", "application/geo+json"),
    ("application/json", "application/geo+json"),
    ("text/csv", "text/csv; charset=utf-8"),
    ("text/*", "text/csv; charset=utf-8"),
    ("text/csv;q=0.5, application/geo+json;q=0.4", "text/csv; charset=utf-8"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/geo+json"),
    ("*/*, application/geo+json;q=0", "text/csv; charset=utf-8"),
]


@pytest.mark.parametrize(("accept", "form"), ACCEPTED)
def test_the_form_is_what_accept_asks_for(real, accept: str | None, form: str):
    answer = real.ask("/claims", headers={"Accept": accept} if accept else {})
    assert (answer.status, answer.headers["Content-Type"]) == (200, form)
    assert "Accept" in answer.headers["Vary"]


def test_format_goes_before_accept(real):
    answer = real.ask("/claims", headers={"Accept": "text/csv"}, format="geojson")
    assert answer.headers["Content-Type"] == "application/geo+json"


@pytest.mark.parametrize("accept", ["image/png", "text/html", "text/csv;q=0", "nonsense"])
def test_a_form_that_is_not_offered_is_refused(real, accept: str):
    answer = real.ask("/claims", headers={"Accept": accept})
    assert answer.status == 406
    assert "application/geo+json or text/csv" in answer.data["detail"]
