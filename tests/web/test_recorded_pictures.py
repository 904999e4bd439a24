"""Pictures of the map with recorded events: those of the link, of one import, or none."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset, datasets
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.duckdb_library import ParquetLibrary
from conflict_atlas.reading.site import Site
from conflict_atlas.web import picture_routes
from conflict_atlas.web.document import Document
from conflict_atlas.web.event_engine import Engine
from conflict_atlas.web.host import Host
from conflict_atlas.web.picture_routes import Studio
from conflict_atlas.web.web_app import build

PUBLIC = "https://atlas.example"
MAP = "/picture/map.svg?events=recorded"
DEATHS = "harrow-ford-shelling-deaths"
CITED = "Recorded events: Invented Register, Invented Agency, CC0-1.0, version v1."


@dataclass(eq=False)
class Broken:
    """A library that lists its datasets, and answers nothing, or late."""

    manifests: tuple[Manifest, ...]
    late: float = 0
    asked: list[str] = field(default_factory=list)

    def sources(self) -> tuple[Manifest, ...]:
        return self.manifests

    def ask(self, source_id: str, *_: object) -> pd.DataFrame:
        self.asked.append(source_id)
        time.sleep(self.late)
        raise RuntimeError("the engine has stopped")


@pytest.fixture
def answer(invented_package: Package, client_of) -> Callable:
    """Give a function that answers for the invented package with some datasets."""

    def answer(find: Callable[[], tuple[Dataset, ...]], studio: Studio | None = None) -> Any:
        site = Site(invented_package, offer(invented_package), find)
        app = build(Host("", "/assets/abc/atlas", PUBLIC, lambda: site), studio)
        return client_of(Starlette(routes=[Mount("/", app=app)]))

    return answer


@pytest.fixture
def client(answer, recorded: Path):
    library = ParquetLibrary(recorded)
    return answer(lambda: datasets(library))


def test_a_link_with_a_dataset_has_its_discs_legend_and_citation(client):
    plain, made = client.get("/picture/map.svg"), client.get(MAP)
    assert (made.status, made.headers["content-type"]) == (200, "image/svg+xml")
    text = unescape(made.text)
    assert CITED in text
    assert "Events recorded by Invented Register, by type:" in text
    for kind in ("Battles", "Shelling", "Violence against civilians"):
        assert kind in text
    assert "atlas.example/map?events=recorded" in text
    assert "Invented Register" not in plain.text
    assert made.text.count("<path") > plain.text.count("<path")  # slices


def test_what_a_reader_picked_is_in_it(client):
    month = unescape(client.get(f"{MAP}&month=1986-03").text)
    assert "Events recorded by Invented Register, by type, March 1986:" in month
    never = unescape(client.get(f"{MAP}&month=1999-03").text)  # the page passes it over too
    assert "by type:" in never
    sides = unescape(client.get(f"{MAP}&colour=side").text)
    assert "by side:" in sides
    assert "Example force A" in sides
    squared = client.get(f"{MAP}&cell=6/25/30")
    assert squared.body != client.get(MAP).body


def test_filters_of_the_link_are_those_of_the_events(client):
    nobody = unescape(client.get(f"{MAP.replace('?', '?from=1990-01-01&')}").text)
    assert "Events recorded by Invented Register: none here" in nobody
    typed = unescape(client.get(f"{MAP.replace('?', '?type=Event&')}").text)
    assert "the filter by type does not apply to them" in typed


@pytest.mark.parametrize(
    "address",
    ["/picture/map.svg?events=nobody", f"{MAP}&events=recorded", f"{MAP}&colour=type",
     "/picture/map.svg?events=" + "x" * 500],
)  # fmt: skip
def test_a_dataset_that_is_not_there_is_refused_and_kept_from_heads(client, address: str):
    refused = client.get(address)
    assert (refused.status, refused.headers["cache-control"]) == (400, "no-store")
    if "recorded" not in address:
        head = client.get(address.replace("/picture/map.svg", "/map")).page
        assert head.meta("og:image") == f"{PUBLIC}/picture/map.jpg"


def test_the_head_of_such_a_link_names_that_picture(client):
    head = client.get("/map?events=recorded&month=1986-03").page
    assert head.meta("og:image") == f"{PUBLIC}/picture/map.jpg?events=recorded&month=1986-03"
    assert head.link("canonical") == [f"{PUBLIC}/map?events=recorded&month=1986-03"]
    assert client.get(head.meta("og:image").removeprefix(PUBLIC)).status == 200
    printed = client.get("/print/map?events=recorded").page
    pictures = [one["src"] for one in printed.all("img")]
    assert "/picture/map.jpg?events=recorded&size=paper" in pictures


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/events?events=recorded", "Recorded by Invented Register · Events"),
        ("/evidence?events=recorded", "Beside events recorded by Invented Register · Evidence"),
        ("/map?events=recorded", "Events recorded by Invented Register · Map"),
        (
            "/events?type=Casualties&events=recorded",
            "Claims of type Casualties · Recorded by Invented Register · Events",
        ),
    ],
)
def test_the_head_of_such_a_link_names_the_dataset(client, address: str, title: str):
    page = client.get(address).page
    assert page.title == f"{title} · Conflict Atlas"
    assert page.meta("og:title") == page.meta("twitter:title") == title
    said = page.meta("og:description")
    assert "Recorded: 240 events, 1 January 1986 – 19 December 1987." in said
    assert "Invented Register, Invented Agency, CC0-1.0, version v1." in said
    unknown = client.get(address.replace("recorded", "nobody")).page
    without = client.get(address.replace("events=recorded", "")).page
    assert unknown.title == without.title != page.title


def test_a_claim_beside_a_dataset_names_both(client):
    page = client.get(f"/evidence?claim={DEATHS}&events=recorded").page
    claim = client.get(f"/evidence?claim={DEATHS}").page.meta("og:title")
    assert page.meta("og:title") == f"{claim} · Beside events recorded by Invented Register"
    told = json.loads(
        client.get(f"/oembed?{urlencode({'url': f'{PUBLIC}/events?events=recorded'})}").text
    )
    assert told["title"] == "Recorded by Invented Register · Events"


def test_a_page_that_shows_no_events_names_no_dataset(client):
    assert "Register" not in client.get("/timeline?events=recorded").page.meta("og:description")


def test_markup_in_a_title_of_a_dataset_stays_text(answer, recorded: Path):
    [found] = datasets(ParquetLibrary(recorded))
    title = '"><script>alert(1)</script><i>x'
    spoilt = replace(found, manifest=replace(found.manifest, title=title))
    made = answer(lambda: (spoilt,)).get("/events?events=recorded")
    assert "<script>alert" not in made.text
    assert title in made.page.meta("og:title")
    assert title in made.page.meta("og:description")


@pytest.mark.parametrize("name", ["map", "events"])
def test_the_page_to_print_cites_the_dataset(client, name: str):
    assert CITED in unescape(client.get(f"/print/{name}?events=recorded").text)
    assert "Recorded events:" not in client.get(f"/print/{name}?events=nobody").text


def test_paper_has_the_events_as_rows(client):
    whole = unescape(client.get("/print/events?events=recorded").text)
    assert "<h2>240 events recorded by Invented Register</h2>" in whole
    assert whole.count("<tr><td>") == 240
    month = client.get("/print/events?events=recorded&month=1986-03").text
    assert month.count("<tr><td>") == 10
    around = client.get(f"/print/evidence?claim={DEATHS}&days=30&km=50").text
    assert 0 < around.count("<tr><td>") < 240
    assert "60 to 85 killed at Harrow Ford" in around
    assert "recorded by" not in client.get("/print/events").text


def test_paper_has_every_verdict_and_none_beside_events_that_only_a_session_has(
    client, invented_package: Package
):
    whole = unescape(client.get("/print/evidence").text)
    assert "Every claim beside every dataset" in whole
    for title in invented_package.claims["title"]:
        assert title in whole
    assert "All claims, beside Invented Register" in whole
    narrowed = client.get("/print/evidence?type=Casualties").text
    assert 0 < narrowed.count("<tr><td>") < whole.count("<tr><td>")
    for address in ("/print/evidence?events=sample", f"/print/evidence?claim={DEATHS}&events=mine"):
        told = client.get(address).text
        assert "Register" not in told
        assert "verdicts" not in told.partition("</style>")[2]


def test_paper_says_that_events_could_not_be_read(answer, recorded: Path):
    library = Broken(ParquetLibrary(recorded).sources())
    client = answer(lambda: datasets(library))
    printed = client.get("/print/events?events=recorded")
    assert printed.status == 200
    assert "The recorded events could not be read just now." in printed.text


def test_the_picture_of_events_is_their_map_without_claims(client):
    text = unescape(client.get("/picture/events.svg?events=recorded").text)
    assert "Events recorded by Invented Register" in text
    assert "1 January 1986 – 19 December 1987" in text
    assert CITED in text
    assert "Shelling" in text
    assert "City held" not in text
    assert "atlas.example/events?events=recorded" in text
    narrowed = unescape(client.get("/picture/events.svg?type=Event&events=recorded").text)
    assert "Claims of type Event" in narrowed
    without = unescape(client.get("/picture/events.svg").text)
    assert "Register" not in without
    assert client.get("/picture/events.svg?events=nobody").status == 400


def test_the_picture_beside_a_claim_is_its_circle_with_what_is_recorded_in_it(client):
    around = f"/picture/evidence.svg?claim={DEATHS}"
    text = unescape(client.get(around).text)
    assert CITED in text
    assert re.search(r"Within \d+ km of Harrow Ford .*Invented Register: \d+ events?", text)
    wider = unescape(client.get(f"{around}&days=30&km=50").text)
    assert "Within 50 km of Harrow Ford" in wider
    assert wider.count("<circle") > text.count("<circle")
    assert "50 km</text>" in wider
    assert client.get(f"{around}&km=501").status == 400
    assert client.get(f"{around}&km=05").status == 400
    named = client.get(f"{around}&events=recorded")
    assert named.status == 200


def test_an_invented_dataset_is_beside_a_claim_only_where_it_is_named(answer, recorded: Path):
    [found] = datasets(ParquetLibrary(recorded))
    other = replace(found, manifest=replace(found.manifest, invented=True))
    client = answer(lambda: (other,))
    around = f"/picture/evidence.svg?claim={DEATHS}"
    assert "Register" not in client.get(around).text
    assert "Invented Register (invented)" in client.get(f"{around}&events=recorded").text


def test_a_kept_picture_does_not_outlast_an_import(answer, recorded: Path):
    library = ParquetLibrary(recorded)
    found = list(datasets(library))
    drawn: list[str] = []

    def draw(*asked: Any) -> Document:
        drawn.append("once")
        return picture_routes.draw_document(*asked)

    client = answer(lambda: tuple(found), Studio(draw=draw))
    first = client.get(MAP)
    assert client.get(MAP).body == first.body
    assert len(drawn) == 1
    assert first.headers["cache-control"] == "no-cache"  # browsers ask again
    assert client.get(MAP, if_none_match=first.headers["etag"]).status == 304
    found[:] = [replace(found[0], manifest=replace(found[0].manifest, title="Later Register"))]
    again = client.get(MAP)
    assert "Later Register" in again.text
    assert len(drawn) == 2


@pytest.mark.parametrize("late", [0, 0.6])
def test_an_engine_that_fails_leaves_the_picture_without_events(
    invented_package: Package, client_of, recorded: Path, late: float
):
    library = Broken(ParquetLibrary(recorded).sources(), late)
    site = Site(invented_package, offer(invented_package), lambda: datasets(library))
    host = Host("", "/assets/abc/atlas", PUBLIC, lambda: site)
    studio = Studio(engine=Engine(seconds=0.2))
    client = client_of(Starlette(routes=picture_routes.routes(host, studio)))
    before = time.monotonic()
    made = client.get(MAP)
    assert library.asked
    assert time.monotonic() - before < 3
    assert (made.status, made.headers["cache-control"]) == (200, "no-store")
    assert "Events recorded by Invented Register could not be read in time" in unescape(made.text)
    assert CITED not in made.text
    assert made.text.count("<path") == client.get("/picture/map.svg").text.count("<path")


def test_a_library_that_cannot_be_listed_leaves_it_so_too(answer):
    def fail() -> tuple[Dataset, ...]:
        raise RuntimeError("no connection")

    client = answer(fail)
    made = client.get(MAP)
    assert (made.status, made.headers["cache-control"]) == (200, "no-store")
    assert made.body == client.get("/picture/map.svg").body
    assert client.get("/map?events=recorded").page.meta("og:image").endswith("/picture/map.jpg")


def test_embedding_such_a_link_keeps_its_events(client):
    query = urlencode({"url": f"{PUBLIC}/map?events=recorded&events=other"})
    told = json.loads(client.get(f"/oembed?{query}").text)
    assert told["thumbnail_url"] == f"{PUBLIC}/picture/map.jpg?events=recorded"
    assert "events=recorded" in told["html"]
