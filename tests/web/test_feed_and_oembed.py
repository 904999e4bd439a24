"""The feed of changes, and how other sites embed an address."""

import json
import re
from html import unescape
from urllib.parse import quote

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.reading import embed_snippet
from conflict_atlas.reading.embed_snippet import Frame

DEATHS = "harrow-ford-shelling-deaths"
PUBLIC = "https://atlas.example"


def test_the_feed_has_every_change_newest_first(invented, invented_package: Package):
    answer = invented.get("/feed.xml")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = re.findall("<entry>.*?</entry>", answer.text)
    assert len(entries) == len(invented_package.changes)
    newest = invented_package.changes.iloc[-1]
    assert newest["what"] in unescape(entries[0])
    assert f"<updated>{newest['day']:%Y-%m-%d}T00:00:00Z" in answer.text.partition("<entry>")[0]
    names = re.findall("<id>(.*?)</id>", answer.text)
    assert len(names) == len(set(names)) == len(entries) + 1
    assert f'href="{PUBLIC}/claim/{DEATHS}"' in answer.text


def test_markup_in_a_package_stays_text_in_the_feed(spoilt):
    text = spoilt.get("/feed.xml").text
    known = {"?xml", "feed", "title", "subtitle", "id", "updated", "author", "name", "link",
             "rights", "entry", "summary"}  # fmt: skip
    assert set(re.findall(r"<([\w?]+)", text)) == known


@pytest.mark.parametrize("path", ["", "timeline", f"claim/{DEATHS}"])
def test_heads_name_the_feed_and_how_to_embed(invented, path: str):
    page = invented.get(f"/{path}").page
    links = {one.get("type"): one["href"] for one in page.all("link") if one["rel"] == "alternate"}
    assert links["application/atom+xml"] == "/feed.xml"
    asked = invented.get(unescape(links["application/json+oembed"]))
    assert asked.status == 200
    told = json.loads(asked.text)
    frame = re.search('src="([^"]+)"', told["html"])
    assert frame
    assert unescape(frame[1]).startswith(f"{PUBLIC}/{path.partition('?')[0]}")


def test_an_embedded_page_keeps_its_selection_and_a_claim_is_its_card(
    invented, invented_package: Package
):
    url = quote(f"{PUBLIC}/timeline?type=Casualties&broken=1", safe="")
    told = json.loads(invented.get(f"/oembed?url={url}&maxwidth=400&maxheight=99999").text)
    assert 'src="https://atlas.example/timeline?type=Casualties&amp;embed=true"' in told["html"]
    assert (told["width"], told["height"]) == (400, 720)
    assert "Math.ceil(h),720)" in told["html"]  # no higher than the limit
    claim = quote(f"{PUBLIC}/claim/{DEATHS}", safe="")
    told = json.loads(invented.get(f"/oembed?url={claim}").text)
    assert told["title"] == invented_package.claims["title"][DEATHS]
    assert f'src="{PUBLIC}/claim/{DEATHS}?embed=true"' in told["html"]
    assert told["thumbnail_url"] == f"{PUBLIC}/picture/claim/{DEATHS}.jpg"


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "https://other.example/", "https://atlas.example.evil/", f"{PUBLIC}/nowhere",
        f"{PUBLIC}/claim/none", f"{PUBLIC}/claim/../api", f"{PUBLIC}@evil/",
        f"{PUBLIC}/" + "a" * 9000,
        "javascript:alert(1)", f"{PUBLIC}//[", "\x00",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_atlas_is_not_embedded(invented, url: str):
    assert invented.get(f"/oembed?url={quote(url, safe='')}").status == 404


def test_only_json_is_answered(invented):
    url = quote(f"{PUBLIC}/", safe="")
    assert invented.get(f"/oembed?url={url}&format=xml").status == 501


def test_markup_in_a_package_stays_text_in_an_embedding(spoilt, hostile: Package):
    for claim_id in hostile.claims.index[:3]:
        url = quote(f"{PUBLIC}/claim/{claim_id}", safe="")
        html = json.loads(spoilt.get(f"/oembed?url={url}").text)["html"]
        assert re.fullmatch(r'<iframe( [a-z]+="[^"<>]*")+></iframe><script>[^<]+</script>', html)


def test_the_origin_that_is_heard_ends_no_script():
    made = embed_snippet.write(Frame("https://a</script><b>.example/map", "T"))
    assert made.count("<script>") == made.count("</script>") == 1
    assert "<b>" not in made


def test_about_is_described_as_a_dataset(invented, invented_package: Package):
    text = invented.get("/about").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    made = json.loads(found[1])
    assert made["@type"] == "Dataset"
    assert made["version"] == invented_package.data_version
    assert "ld+json" not in invented.get("/timeline").text
