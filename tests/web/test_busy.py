"""The page sent when there is no room for a live one: its words, and links to plain pages."""

from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.record import record
from conflict_atlas.hosting.sessions import Sessions
from conflict_atlas.link.pages import PAGES
from conflict_atlas.reading.site import Site
from conflict_atlas.web.host import Host
from conflict_atlas.web.web_app import build

LARGEST = 2_000  # bytes
MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def full(real, real_package):
    """Give a client of a process that has no room."""
    sessions = Sessions(limit=1)

    async def close() -> None:
        pass

    host = Host(
        "", "/a", "https://atlas.example", lambda: Site(real_package, offer(real_package)), sessions
    )
    with sessions.hold(close):
        yield type(real)(Starlette(routes=[Mount("/", app=build(host))]))
    assert sessions.refused["full"]


@pytest.mark.parametrize("page", ["", *(page.name for page in PAGES[1:])])
def test_every_live_page_says_so_and_when_to_come_again(full, page: str):
    answer = full.get(f"/{page}?{'q' if page else 'step'}={MARKUP}")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.body) < LARGEST
    assert "as many readers as it can serve" in answer.text
    assert MARKUP not in answer.text
    [refresh] = [m for m in answer.page.all("meta") if m.get("http-equiv") == "refresh"]
    assert refresh["content"] == "30"
    assert not answer.page.all("script")


def test_a_claim_is_there_in_words_and_as_a_plain_page(full, real_package):
    for claim_id, claim in record(real_package, "claims").items():
        answer = full.get(f"/map?claim={claim_id}")
        assert len(answer.body) < LARGEST
        assert claim["title"] in answer.page.texts
        assert f"https://atlas.example/picture/claim/{claim_id}.jpg" in [
            one["src"] for one in answer.page.all("img")
        ]
        assert f"/claim/{claim_id}" in [a["href"] for a in answer.page.all("a")]
        plain = full.get(f"/claim/{claim_id}")
        assert (plain.status, claim["title"] in plain.page.texts) == (200, True)


@pytest.mark.parametrize("page", [page.name for page in PAGES[1:]])
def test_however_much_is_asked_for_it_stays_small(full, real_package, page: str):
    options = offer(real_package)
    names = [("actor", name) for name in options.actors] + [("place", n) for n in options.places]
    for asked in (names[:90], [*names[:90], ("q", "\u0627&" * 90)], [("q", "<" * 180)]):
        answer = full.get(f"/{page}?{urlencode(asked)}")
        assert (answer.status, len(answer.body) <= LARGEST) == (503, True), len(answer.body)
        assert "/claim" in [a["href"] for a in answer.page.all("a")]


def test_the_selection_can_be_taken_away_meanwhile(full):
    links = [a["href"] for a in full.get("/timeline?type=Casualties").page.all("a")]
    assert "/api/claims?type=Casualties&format=csv" in links
