"""Pictures over HTTP: linked by heads, drawn once, refused with an explanation."""

import asyncio
import random
import re
import threading
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from own_loop import run

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.link.pages import PAGES
from conflict_atlas.pictures import picture_request
from conflict_atlas.pictures.picture_request import PictureRequest
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web import picture_routes
from conflict_atlas.web.document import Document

PUBLIC = "https://atlas.example"
DEATHS = "harrow-ford-shelling-deaths"
NAMES = [page.name for page in PAGES]


@pytest.fixture
def drawn() -> list[str]:
    """What the server of ``noted`` has drawn."""
    return []


@pytest.fixture
def noted(read, invented_package: Package, drawn: list[str]) -> Any:
    """A server that notes what it draws."""

    def draw(site: Site, addresses: Addresses, asked: PictureRequest, *more: Any) -> Document:
        drawn.append(f"{asked.link.page.name} {asked.form} {asked.query}")
        return picture_routes.draw_document(site, addresses, asked, *more)

    return read(invented_package, studio=picture_routes.Studio(draw=draw))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", ["", "?type=Event&from=1986-01-01", f"?claim={DEATHS}"])
def test_the_picture_that_a_head_names_is_there(invented, name: str, query: str):
    step = f"?step=2{query.replace('?', '&')}"
    head = invented.get(f"/{step}" if name == "story" else f"/{name}{query}").page
    address = head.meta("og:image")
    assert address.startswith(f"{PUBLIC}/picture/")
    answer = invented.get(address.removeprefix(PUBLIC))
    assert (answer.status, answer.headers["content-type"]) == (200, head.meta("og:image:type"))
    assert answer.headers["cache-control"].startswith("public, max-age=")
    assert "content-encoding" not in answer.headers


def test_every_picture_of_a_plain_page_is_there(invented, invented_package: Package):
    for claim_id in invented_package.claims.index:
        for image in invented.get(f"/claim/{claim_id}").page.all("img"):
            assert image["alt"]
            assert invented.get(image["src"]).status == 200


def test_a_picture_is_drawn_once_and_sent_once(noted, drawn: list[str]):
    first = noted.get("/picture/timeline.jpg")
    assert noted.get("/picture/timeline.jpg").body == first.body
    assert drawn == ["timeline jpg "]
    again = noted.get("/picture/timeline.jpg", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_svg_travels_packed(invented):
    answer = invented.get("/picture/map.svg", accept_encoding="br")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-encoding"] == "br"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/picture/nowhere.jpg", 404, "PAGE one of story, map, timeline"),
        ("/picture/map.gif", 404, "jpg|png|svg|webp"),
        ("/picture/claim/nobody.jpg", 404, "/claim lists all of them"),
        ("/picture/map.jpg?actor=Nobody", 400, "expected none"),
        ("/picture/map.jpg?size=giant", 400, "expected preview or large"),
        ("/picture/map.jpg?look=red", 400, "expected light or dark"),
        (f"/picture/claim/{DEATHS}.jpg?q=x", 400, "size and look only"),
        ("/picture/map.jpg?type=Event&type=Event", 400, "expected type=Event"),
        ("/picture/map.jpg?" + "q=x&" * 3_000, 400, "at most 8000 bytes"),
    ],
)
def test_a_refusal_says_what_was_expected(noted, drawn, path: str, status: int, words: str):
    answer = noted.get(path)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert words in answer.text
    assert len(answer.body) < 2_000
    assert drawn == []


def test_a_thousand_broken_requests_draw_nothing(noted, drawn: list[str]):
    chance = random.Random(1987)  # noqa: S311 - the same requests each time
    junk = ("zz", "<script>", "../../x", "\x00", "9" * 500, "\u202e", "{}", "%", "1e999", "' OR 1")
    names = ("from", "to", "actor", "type", "place", "claim", "at", "view", "cell", "size", "look")
    for _ in range(1_000):
        pairs = [(chance.choice(names), chance.choice(junk)) for _ in range(chance.randint(1, 5))]
        name = chance.choice([*NAMES, f"claim/{DEATHS}", "zz", quote("<b>", safe=""), "claim/zz"])
        form = chance.choice(["jpg", "png", "svg", "gif", "j pg"])
        answer = noted.get(f"/picture/{name}.{quote(form)}?{urlencode(pairs)}")
        assert answer.status in (400, 404)
        assert "<script>" not in answer.text
    assert drawn == []


def test_one_is_drawn_at_a_time_and_too_many_are_refused(invented_package: Package):
    options = offer(invented_package)
    site = Site(invented_package, options)
    addresses = Addresses(PUBLIC, "", "/assets")
    now, most = [0], [0]
    gate = threading.Event()

    def draw(*_: object) -> picture_routes.Document:
        now[0] += 1
        most[0] = max(most[0], now[0])
        gate.wait(10)
        now[0] -= 1
        return picture_routes.Document(b"x", "image/png")

    asked = [
        picture_request.read_page("timeline", "jpg", f"q={number}", options) for number in range(7)
    ]

    async def ask() -> list[object]:
        studio = picture_routes.Studio(most_waiting=2, draw=draw)
        waiting = [asyncio.create_task(studio.draw(site, addresses, one)) for one in asked]
        await asyncio.sleep(0)
        gate.set()
        return list(await asyncio.gather(*waiting))

    found = run(ask())
    assert most[0] == 1
    assert sum(one is None for one in found) == 5


def test_who_is_refused_is_told_when_to_ask_again():
    answer = picture_routes.too_many()
    assert answer.status_code == 503
    assert re.fullmatch(r"\d+", answer.headers["retry-after"])
    assert b"ask again" in bytes(answer.body)
