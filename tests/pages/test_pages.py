from collections import Counter
from datetime import timedelta
from html import escape, unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conflict_atlas import process_state
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, WayBack, describe, select, ways_back
from conflict_atlas.views import words

ROOT = Path(__file__).resolve().parents[2]
# The story has no filters; it is tested in test_story_page.py.
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem != "story")
WITH_CARD = [name for name in PAGES if name not in ("about", "events")]
NONSENSE = "qwzx"

pytestmark = pytest.mark.parametrize("name", PAGES)


def common_type(package: Package) -> str:
    return Counter(package.claims["claim_type"]).most_common(1)[0][0]


def lists(app: Any) -> list[pd.DataFrame]:
    return [table.value for table in app.dataframe if "Identifier" in table.value]


def test_a_page_shows_every_claim_at_first(name: str, package: Package, open_page):
    page = open_page(name)
    assert not page.app.exception
    assert f"<h1>{name.capitalize()}</h1>" in page.heading
    assert (page.count, page.words) == (len(package.claims), "All claims")
    assert page.notices == []


def test_a_filter_narrows_the_page_and_is_told_in_words(name: str, package: Package, open_page):
    kind = common_type(package)
    asked = Selection(types=(kind,))
    page = open_page(name, type=words.TYPE_LABEL[kind])
    assert not page.app.exception
    assert 0 < page.count == len(select(package, asked)) < len(package.claims)
    assert page.words == describe(package, asked)
    for table in lists(page.app):
        assert set(package.claims.loc[table["Identifier"], "claim_type"]) <= {kind}


def test_every_filter_at_once_is_in_force(name: str, package: Package, open_page):
    claim = next(
        row
        for row in package.claims.itertuples()
        if row.place_id and row.claim_id in set(package.claim_actors["claim_id"])
    )
    involved = package.claim_actors["claim_id"] == claim.claim_id
    actor = package.claim_actors.loc[involved, "actor_id"].iloc[0]
    word = max(claim.title.split(), key=len)
    asked = Selection(
        start=claim.date_start.date(),
        end=claim.date_end.date(),
        actors=(actor,),
        types=(claim.claim_type,),
        places=(claim.place_id,),
        text=word,
    )
    page = open_page(
        name,
        from_=str(asked.start),
        to=str(asked.end),
        actor=package.actors.loc[actor, "short_name"],
        type=words.TYPE_LABEL[claim.claim_type],
        place=package.places.loc[claim.place_id, "name"],
        q=word,
        claim=claim.claim_id,
        v=package.data_version,
    )
    assert not page.app.exception
    assert page.ignored == []
    assert 1 <= page.count == len(select(package, asked))
    assert page.words == describe(package, asked)


def test_an_empty_result_says_what_was_asked(name: str, package: Package, open_page):
    kind = common_type(package)
    page = open_page(name, type=words.TYPE_LABEL[kind], q=NONSENSE)
    assert not page.app.exception
    assert page.count == 0
    asked = describe(package, Selection(types=(kind,), text=NONSENSE))
    told = next(text for text in page.notices if "No claim matches" in text)
    assert f"You asked for: {escape(asked)}" in told


def test_each_way_back_brings_as_many_claims_as_it_says(name: str, package: Package, open_page):
    kind = common_type(package)
    ways: list[WayBack] = ways_back(package, Selection(types=(kind,), text=NONSENSE))
    assert ways
    for way in ways:
        page = open_page(name, type=words.TYPE_LABEL[kind], q=NONSENSE)
        key = f"way-{'-'.join(way.fields)}"
        assert f"{way.count} claim" in page.app.button(key).label
        assert page.click(key).count == way.count > 0
        assert not page.app.exception


def test_the_last_way_back_resets_everything(name: str, package: Package, open_page):
    page = open_page(name, q=NONSENSE, from_=f"{package.first_day:%Y-%m-%d}")
    assert page.count == 0
    page.click("way-reset")
    assert (page.count, page.words) == (len(package.claims), "All claims")


def test_of_one_filter_there_is_one_way_back(name: str, package: Package, open_page):
    page = open_page(name, q=NONSENSE)
    ways = [one.key for one in page.app.button if str(one.key).startswith("way-")]
    assert ways == ["way-text"]
    assert page.click("way-text").count == len(package.claims)


def test_days_in_the_wrong_order_are_named(name: str, package: Package, open_page):
    page = open_page(name, from_=f"{package.last_day:%Y-%m-%d}", to=f"{package.first_day:%Y-%m-%d}")
    assert not page.app.exception
    assert page.count == 0
    assert any("The first day lies after the last." in text for text in page.notices)


def test_reset_puts_every_filter_back(name: str, package: Package, open_page):
    options = process_state.options()
    page = open_page(
        name,
        q="a",
        from_=f"{package.first_day:%Y-%m-%d}",
        actor=list(options.actors)[:2],
        type=list(options.types)[:2],
        place=list(options.places)[:2],
    )
    page.click("clear")
    assert (page.count, page.words) == (len(package.claims), "All claims")
    assert "clear" not in [button.key for button in page.app.button]


def test_one_filter_is_taken_back_by_its_chip(name: str, package: Package, open_page):
    kind = common_type(package)
    page = open_page(name, type=words.TYPE_LABEL[kind], q="a")
    page.click("chip-type")
    assert page.words == describe(package, Selection(text="a"))


def test_a_selected_claim_shows_its_card(name: str, package: Package, open_page):
    for claim_id in (package.claims.index[0], package.claims.index[-1]):
        page = open_page(name, claim=claim_id)
        assert not page.app.exception
        if name in WITH_CARD:
            card = unescape(page.card)
            assert package.claims.loc[claim_id, "title"] in card
            assert package.claims.loc[claim_id, "summary"] in card
            assert f"claim={claim_id}" in card
            assert "Read it in the article" in card


def test_a_selected_claim_that_the_filters_leave_out_is_said_to_be(
    name: str, package: Package, open_page
):
    told = "it is not among the claims that are shown"
    first = package.claims.index[0]
    assert not any(told in text for text in open_page(name, claim=first).html)
    types = dict.fromkeys(package.claims["claim_type"])
    other = next(one for one in types if one != package.claims.loc[first, "claim_type"])
    page = open_page(name, claim=first, type=words.TYPE_LABEL[other])
    said = any(told in text and "atlas-card" in text for text in page.html)
    assert said == (name in WITH_CARD)


def test_filters_survive_a_change_of_page(name: str, package: Package, open_page):
    kind = common_type(package)
    page = open_page("about" if name != "about" else "map", type=words.TYPE_LABEL[kind])
    before = page.count
    page.app.switch_page(f"../../pages/{name}.py").run()
    assert f"<h1>{name.capitalize()}</h1>" in page.heading
    assert page.count == before < len(package.claims)
    assert page.ignored == []


def test_an_outdated_version_is_told(name: str, package: Package, open_page):
    page = open_page(name, v="0.0.1-old")
    [notice] = page.notices
    assert "0.0.1-old" in notice
    assert package.data_version in notice
    assert open_page(name, v=package.data_version).notices == []


@pytest.mark.usefixtures("package")
def test_a_link_with_markup_is_named_but_not_obeyed(name: str, open_page):
    page = open_page(name, actor="<img src=x onerror=alert(1)>", q="<script>alert(2)</script>")
    assert not page.app.exception
    assert page.ignored == ["actor=<img src=x onerror=alert(1)>"]
    assert not any("<img" in text or "<script" in text for text in page.html)


def test_days_at_the_edges_hold_every_claim(name: str, package: Package, open_page):
    first, last = (package.first_day, package.last_day)
    page = open_page(name, from_=f"{first:%Y-%m-%d}", to=f"{last:%Y-%m-%d}")
    assert page.count == len(package.claims)
    known = known_period(package)[1]  # the clock extends to the last known state of a city
    assert not open_page(name, from_=f"{known:%Y-%m-%d}").ignored
    later = open_page(name, from_=f"{known + timedelta(days=1):%Y-%m-%d}")
    assert later.ignored
