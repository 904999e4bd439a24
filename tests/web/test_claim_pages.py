"""The plain page of each claim, and the list of all claims."""

import json
import re
from urllib.parse import quote

import pytest

from conflict_atlas.claims.citation import passage_url
from conflict_atlas.claims.comparison import competing
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record

PUBLIC = "https://atlas.example"
CLAIM = "manbij-strikes-july-2016-deaths"
DEATHS = "harrow-ford-shelling-deaths"
LARGEST = 60_000  # bytes of a page without its picture
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "srcset"}


def loads(page) -> list[str]:
    """Addresses that a browser fetches for a page by itself."""
    found = [one[LOADED[tag]] for tag, one in page.found if LOADED.get(tag) in one]
    fetched = ("icon", "apple-touch-icon", "manifest", "stylesheet", "preload")
    return found + [one["href"] for one in page.all("link") if one["rel"] in fetched]


@pytest.fixture(params=["real", "invented", "spoilt"])
def served(request: pytest.FixtureRequest, real_package, invented_package, hostile):
    packages = {"real": real_package, "invented": invented_package, "spoilt": hostile}
    return request.getfixturevalue(request.param), packages[request.param]


def test_every_claim_has_a_page_without_scripts_that_says_it(served):
    client, package = served
    for claim_id, claim in record(package, "claims").items():
        answer = client.get(f"/claim/{claim_id}")
        page, text = answer.page, " ".join(answer.page.texts)
        assert answer.status == 200
        assert len(answer.body) < LARGEST
        assert [one for one in page.all("script") if one != {"type": "application/ld+json"}] == []
        assert page.meta("og:title") == claim["title"]
        assert page.link("canonical") == [f"{PUBLIC}/claim/{claim_id}"]
        assert claim["summary"] in text
        assert claim["attributed_to"] in text
        links = {one.get("href") for one in page.all("a")}
        assert {passage_url(package.article, claim["anchor"]), f"/map?claim={claim_id}"} <= links
        assert all(not address.startswith(("http", "//")) for address in loads(page))


def test_every_competing_figure_stands_in_the_table(served):
    client, package = served
    for claim_id in package.claims.index:
        table = competing(package, claim_id)
        page = client.get(f"/claim/{claim_id}").page
        rows = [one for one in page.all("th") if one.get("scope") == "row"]
        assert len(rows) == (len(table) if len(table) > 1 else 0), claim_id
        assert bool(page.all("svg")) == bool(
            len(table) > 1 and table[["low", "best", "high"]].notna().any(axis=None)
        )


def test_markup_of_a_package_stays_text(spoilt, hostile: Package):
    allowed = {"html", "head", "meta", "title", "link", "style", "script", "body", "header", "nav"}
    allowed |= {"a", "main", "article", "p", "h1", "h2", "h3", "small", "dl", "dt", "dd", "br"}
    allowed |= {"span", "div", "figure", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    allowed |= {
        "ul",
        "li",
        "footer",
        "section",
        "svg",
        "rect",
        "path",
        "circle",
        "text",
        "img",
    }
    allowed |= {"figcaption"}
    for path in ("/claim", *(f"/claim/{claim_id}" for claim_id in hostile.claims.index)):
        page = spoilt.get(path).page
        assert {tag for tag, _ in page.found} <= allowed
        for _, attributes in page.found:
            assert not any(name.startswith("on") or name == "srcdoc" for name in attributes)
            assert not attributes.get("href", "").startswith("javascript:")


def test_machines_read_whose_claim_it_is(real, real_package: Package):
    text = real.get(f"/claim/{CLAIM}").text
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', text)[1])
    claim = record(real_package, "claims")[CLAIM]
    assert (said["@context"], said["@type"]) == ("https://schema.org", "Claim")
    assert said["name"] == claim["title"]
    assert said["url"] == f"{PUBLIC}/claim/{CLAIM}"
    assert said["appearance"]["author"]["name"] == real_package.article.author
    assert said["appearance"]["datePublished"] == real_package.article.published
    assert said["about"]["name"] == "Manbij"
    assert "ClaimReview" not in text  # the atlas reviews no claims


def test_a_label_point_is_not_given_as_a_place_on_earth(real, real_package: Package):
    claims = record(real_package, "claims")
    country = next(one for one in claims if claims[one]["geo_precision"] == "country")
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', real.get(f"/claim/{country}").text)[1])
    assert "name" in said["about"]
    assert "geo" not in said["about"]


def test_the_list_has_every_claim_by_date_place_and_actor(served):
    client, package = served
    text = client.get("/claim").text
    for name in ("by-date", "by-place", "by-actor"):
        section = re.search(rf'<section id="{name}".*?</section>', text, re.DOTALL)
        found = set(re.findall(r'href="/claim/([^"]+)"', section[0]))
        everyone = set(package.claims.index)
        involved = set(package.claim_actors["claim_id"])
        assert found == (everyone & involved if name == "by-actor" else everyone)


def test_the_list_is_previewed_by_the_map_of_all_claims(real):
    picture = real.get("/claim").page.meta("og:image")
    assert picture == f"{PUBLIC}/picture/map.jpg"
    assert real.get(picture.removeprefix(PUBLIC)).headers["content-type"] == "image/jpeg"


def test_the_page_of_claims_lists_them_where_no_script_runs(real, real_package: Package):
    text = re.search(r"<noscript>.*?</noscript>", real.get("/claims").text, re.DOTALL)[0]
    assert set(re.findall(r'href="/claim/([^"]+)"', text)) == set(real_package.claims.index)


@pytest.mark.parametrize(
    "claim_id", ["none", "<b>", "../claims.csv", "%00", "a" * 3_000, CLAIM + "/", CLAIM.upper()]
)
def test_an_unknown_claim_is_not_found_and_not_repeated(real, claim_id: str):
    answer = real.get(f"/claim/{quote(claim_id, safe='')}")
    assert answer.status == 404
    assert "<b>X" not in answer.text
    assert "a" * 3_000 not in answer.text


def test_a_page_is_kept_and_sent_once(real):
    first = real.get(f"/claim/{CLAIM}", accept_encoding="br")
    assert first.headers["content-encoding"] == "br"
    assert first.headers["cache-control"].startswith("public, max-age=")
    again = real.get(f"/claim/{CLAIM}", accept_encoding="br", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    plain = real.get(f"/claim/{CLAIM}")
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != first.headers["etag"]


def test_a_citation_names_the_edition_where_the_host_has_one(read, invented_package: Package):
    edition = "https://reading.example"
    text = read(invented_package, edition=edition).get(f"/claim/{DEATHS}").text
    version = invented_package.data_version
    assert f"{edition}/{version}/claim/{DEATHS}.html</p>" in text


def test_a_claim_leads_to_the_recorded_deaths_of_its_governorate_and_month(real):
    page = real.get(f"/claim/{CLAIM}").page
    there = f"/displacement?people=Recorded+deaths&at=2016-07-01&area=Aleppo&claim={CLAIM}"
    assert there in [one["href"] for one in page.all("a")]
    assert "All recorded deaths, Aleppo, July 2016 (not this claim’s)" in " ".join(page.texts)


def test_every_claim_has_a_card_for_a_frame(served):
    client, package = served
    for claim_id, claim in record(package, "claims").items():
        answer = client.get(f"/claim/{claim_id}?embed=true")
        page, text = answer.page, " ".join(answer.page.texts)
        assert answer.status == 200
        assert len(answer.body) < LARGEST
        assert page.meta("robots") == "noindex"
        assert page.link("canonical") == [f"{PUBLIC}/claim/{claim_id}"]
        assert claim["title"] in text
        assert claim["summary"] in text
        links = {one.get("href") for one in page.all("a")}
        assert {f"/claim/{claim_id}", f"/map?claim={claim_id}"} <= links
        assert page.all("base") == [{"target": "_blank"}]  # never inside the frame
        assert not any(page.all(tag) for tag in ("header", "img", "iframe", "nav"))
        assert len(page.all("script")) == 1  # reports the height to the frame
        assert ("details" in {tag for tag, _ in page.found}) == (
            len(competing(package, claim_id)) > 1
        )


def test_card_and_page_are_kept_apart(real):
    card, page = (real.get(f"/claim/{CLAIM}{query}").text for query in ("?embed=true", ""))
    assert "noindex" in card
    assert "noindex" not in page
    assert real.get(f"/claim/{CLAIM}?embed=<b>").text == page
