"""The HTML heads, for programs that read nothing else of a page."""

import random
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from PIL import Image

from conflict_atlas.claims.package import Package
from conflict_atlas.link.link_schema import KNOWN
from conflict_atlas.link.pages import PAGES
from conflict_atlas.views.maps.map_assets import ASSETS
from conflict_atlas.web import streamlit_index
from conflict_atlas.web.paths import PATHS

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "https://atlas.example"
NAMES = [page.name for page in PAGES]
CLAIM = "manbij-strikes-july-2016-deaths"
DEATHS = "harrow-ford-shelling-deaths"
ADDRESSES = {name: "/" if name == "story" else f"/{name}" for name in NAMES}


def land(client, address: str):
    """Request an address, following the redirect of a bare one with parameters to the map."""
    answer = client.get(address)
    return client.get(answer.headers["location"]) if answer.status == 307 else answer


def test_every_page_of_the_dashboard_has_its_address():
    assert set(NAMES) == {file.stem for file in (ROOT / "pages").glob("*.py")}


def test_the_installed_index_has_each_part_that_is_replaced():
    filled = streamlit_index.installed().fill(title="<title>X</title>", root='<div id="root">')
    assert "Streamlit</title>" not in filled
    assert "_stcore/agent" not in filled  # it is off, and our API is named instead
    assert "./static/js/index." not in filled  # it waits until the stand-in is shown
    assert "./static/js/index." in streamlit_index.installed().app
    assert "./static/css/index." in streamlit_index.installed().app


@pytest.mark.parametrize("part", list(streamlit_index.PARTS))
def test_an_upgrade_that_changes_the_index_is_named(part: str):
    filled = streamlit_index.installed().fill(
        **{name: "" if name == part else f"<!--{name}-->" for name in streamlit_index.PARTS}
    )
    with pytest.raises(ValueError, match=part):
        streamlit_index.take_apart(filled)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", ["", "?actor=ISIS&from=2016-07-01", f"?claim={CLAIM}"])
def test_every_head_is_whole(real, name: str, query: str):
    answer = land(real, f"{ADDRESSES[name]}{query}")
    assert answer.status == 200
    page = answer.page
    name = "map" if name == "story" and query else name
    assert page.title.endswith("· Conflict Atlas")
    assert page.meta("description") == page.meta("og:description")
    assert len(page.meta("description")) > 40
    assert page.meta("og:title") == page.meta("twitter:title")
    assert page.link("canonical") == [page.meta("og:url")]
    assert page.meta("og:url").startswith(f"{PUBLIC}{ADDRESSES[name]}")
    assert page.meta("og:image") == page.meta("twitter:image")
    assert page.meta("og:image").startswith(f"{PUBLIC}/picture/")
    assert page.meta("twitter:card") == "summary_large_image"
    assert page.all("html")[0]["lang"] == "en"
    assert len([one for one in page.all("meta") if one.get("name") == "theme-color"]) == 2
    assert "Streamlit" not in "".join(page.texts)
    kinds = {one["type"] for one in page.all("link") if one.get("rel") == "alternate"}
    assert {"text/csv", "application/geo+json"} <= kinds


def test_a_claims_link_says_the_claim(real):
    page = real.get(f"/claims?claim={CLAIM}").page
    assert page.meta("og:title") == "US Manbij strikes kill scores of civilians; up to 117"
    assert page.meta("og:description").startswith(
        "At least 40, up to 117 civilians killed; others 10 to 212."
    )
    assert "19 July 2016, Manbij." in page.meta("og:description")
    assert page.meta("og:type") == "article"


def test_a_filters_link_says_the_selection_and_how_many(real, real_package: Package):
    page = real.get("/timeline?type=Casualties&from=2016-07-01&to=2016-07-31").page
    assert page.meta("og:title") == (
        "Claims of type Casualties from 1 July 2016 to 31 July 2016 · Timeline"
    )
    count = re.match(r"(\d+) of (\d+) claims", page.meta("og:description"))
    assert count
    assert 0 < int(count[1]) < int(count[2]) == len(real_package.claims)


def test_two_ways_to_write_a_link_have_one_canonical_address(real):
    one = real.get("/map?q=market&actor=SDF&actor=ISIS&utm_source=x&v=1.0.0-old&window=1+year").page
    other = real.get("/map?actor=ISIS&actor=SDF&q=market&fbclid=1").page
    assert one.link("canonical") == other.link("canonical")
    query = urlsplit(one.link("canonical")[0]).query
    assert [name for name, _ in parse_qsl(query)] == ["actor", "actor", "q"]


def test_an_embed_is_not_indexed_and_names_the_full_page(real):
    page = real.get("/timeline?embed=true&actor=ISIS").page
    assert page.meta("robots") == "noindex"
    assert page.link("canonical") == [f"{PUBLIC}/timeline?actor=ISIS"]


JUNK = "zzbrokenzz"
SHAPES = (
    JUNK, f"<script>{JUNK}</script>", f'"><img src={JUNK}>', f"2016-13-45{JUNK}", f"{JUNK}\x00",
    f"{JUNK}\u202e", JUNK * 40, f"../../{JUNK}", f"{{{JUNK}}}", f"%{JUNK}", f"' OR 1={JUNK}",
    f"{JUNK},1e999,9", "\ud7ff" + JUNK, f"9/9/9/{JUNK}", "-" + JUNK,
)  # fmt: skip


def broken_links(count: int) -> list[str]:
    """Links with valid names of pages and parameters, and a broken value in each parameter."""
    chance = random.Random(1987)  # noqa: S311 - the same links each time
    names = sorted(KNOWN - {"q"})
    links = []
    for _ in range(count):
        pairs = [
            (chance.choice([*names, JUNK]), chance.choice(SHAPES))
            for _ in range(chance.randint(1, 6))
        ]
        raw = chance.choice([urlencode(pairs), "&".join(f"{n}={quote(v)}" for n, v in pairs)])
        end = chance.choice(["", "&", "&&=", "&%ff=%fe"])
        links.append(f"{chance.choice(list(ADDRESSES.values()))}?{raw}{end}")
    return links


def test_a_thousand_broken_links_have_the_head_of_what_is_sound_in_them(invented):
    plain = {name: invented.get(address).page.title for name, address in ADDRESSES.items()}
    for link in broken_links(1_000):
        answer = land(invented, link)
        assert answer.status == 200, link
        assert JUNK not in answer.text, link
        assert answer.page.title in plain.values(), link


def test_a_link_without_end_is_read_like_none(invented):
    answer = invented.get(f"/map?{'actor=x&' * 5_000}")
    assert answer.status == 200
    assert answer.page.link("canonical") == [f"{PUBLIC}/map"]


def test_words_searched_for_stay_text(invented):
    words = '"><script>alert(1)</script>'
    answer = invented.get(f"/map?{urlencode({'q': words})}")
    assert "<script>alert" not in answer.text
    assert words in answer.page.meta("og:title")


@pytest.mark.parametrize("name", NAMES)
def test_markup_of_a_package_stays_text_in_every_head(spoilt, name: str):
    for query in ("", f"?claim={DEATHS}"):
        page = land(spoilt, f"{ADDRESSES[name]}{query}").page
        assert {"svg", "iframe", "i"}.isdisjoint(tag for tag, _ in page.found)
        assert [tag for tag, _ in page.found if tag in ("b", "img")] == ["b", "img"]  # our own
        assert all(not key.startswith("on") for _, attributes in page.found for key in attributes)
        assert "window.pwned" in page.meta("og:description")


@pytest.mark.parametrize("name", NAMES)
def test_no_head_asks_another_origin(real, name: str):
    """Everything a browser loads by itself is ours: relative, or below the public address."""
    page = land(real, f"{ADDRESSES[name]}?claim={CLAIM}").page
    loaded = [one["src"] for tag, one in page.found if "src" in one and tag != "a"]
    loaded += [
        one["href"]
        for one in page.all("link")
        if one["rel"] not in ("canonical", "alternate", "service-desc")
    ]
    assert loaded
    assert [address for address in loaded if re.match(r"(\w+:)?//", address)] == []


# ---- by which address others know the server ---------------------------------------------------


def test_the_setting_says_the_public_address(read, invented_package: Package):
    client = read(invented_package, base="/inner", public="https://atlas.example/outer")
    page = client.get("/inner/claims?actor=Marsh+Guard", host="10.0.0.7:8501").page
    assert page.link("canonical")[0].startswith("https://atlas.example/outer/claims")
    assert page.link("manifest") == ["/inner/manifest.webmanifest"]


@pytest.mark.parametrize(
    ("host", "root"),
    [
        ("localhost:8501", "http://localhost:8501"),
        ("ours.streamlit.app", "http://ours.streamlit.app"),
        ("evil.example", ""),
        ("localhost:8501@evil.example", ""),
        ('localhost"><script>', ""),
        ("localhost/evil", ""),
        ("", ""),
        ("l" * 300, ""),
    ],
)
def test_without_it_only_names_under_which_sessions_are_accepted_count(
    read, invented_package: Package, host: str, root: str
):
    answer = read(invented_package, public="").get("/timeline", host=host)
    page = answer.page
    assert page.link("canonical") == ([f"{root}/timeline"] if root else [])
    assert bool([1 for one in page.all("meta") if one.get("property") == "og:image"]) == bool(root)
    assert "evil" not in answer.text
    assert '<script>"' not in answer.text


# ---- what crawlers and browsers ask for by themselves ------------------------------------------


def test_robots_name_the_sitemap(real):
    answer = real.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in answer.text.splitlines()
    assert "Disallow: /" not in answer.text.splitlines()


def test_the_sitemap_has_every_page_and_every_claim_and_each_of_them_answers(
    real, real_package: Package
):
    answer = real.get("/sitemap.xml")
    listed = re.findall(r"<loc>([^<]+)</loc>", answer.text)
    assert len(listed) == len(set(listed)) == len(NAMES) + 1 + len(real_package.claims)
    for address in listed:
        assert real.get(address.removeprefix(PUBLIC)).status == 200, address


def test_the_manifest_names_icons_that_are_there(invented):
    answer = invented.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    found = re.findall(r'"src": "/assets/abc/atlas/([^"]+)", "sizes": "(\d+)x', answer.text)
    found += [("icon-32.png", "32"), ("icon-180.png", "180")]
    assert len(found) == 4
    for name, size in found:
        with Image.open(ASSETS / name) as icon:
            assert icon.size == (int(size), int(size))


def test_a_page_that_has_not_changed_is_not_sent_again(invented):
    first = invented.get("/timeline", accept_encoding="gzip")
    assert first.headers["content-encoding"] == "gzip"
    again = invented.get("/timeline", accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert invented.get("/timeline", if_none_match=first.headers["etag"]).status == 200


def test_every_path_that_is_answered_is_routed(read, invented_package: Package):
    """The server routes these paths before it imports the code that answers them."""
    app = read(invented_package).app
    routes = app.routes[0].app.routes  # type: ignore[attr-defined]
    assert {route.path for route in routes} == set(PATHS)


def test_the_bare_address_prints_the_first_page_that_a_package_has(read, invented_package: Package):
    without = replace(invented_package, story=invented_package.story.iloc[:0])
    for package, first in ((invented_package, "story"), (without, "map")):
        client = read(package)
        assert f'data-first="{first}"' in client.get("/").text
        assert client.get(f"/print/{first}").status == 200
