import json
import re
from html import escape, unescape
from typing import Any

import pandas as pd
import pytest

from conflict_atlas import process_state
from conflict_atlas.claims import displacement, phrase
from conflict_atlas.claims.deployment import countries
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.relation import actors, edges
from conflict_atlas.link.pages import PAGES
from conflict_atlas.pictures import fonts

# Pixels of a window without the page's margins, the table's edges and the column of row boxes.
_INSIDE_1024 = 1024 - 47 - 34
CHARTED = [page.name for page in PAGES if page.charts == "claims"]


@pytest.mark.parametrize("name", CHARTED)
def test_every_chart_is_told_in_words_and_has_its_table(name: str, package: Package, open_page):
    claim_id = package.claims.index[package.claims["low"].notna()][0]
    page = open_page(name, claim=claim_id)
    charts = page.app.get("plotly_chart")
    assert charts
    for chart in charts:
        assert len(chart.proto.alt) > 20
        assert any(escape(chart.proto.alt) in text for text in page.html)
    tables = [e for e in page.app.expander if e.label == "The same data as a table"]
    assert len(tables) == len(charts)
    assert all(table.dataframe for table in tables)


def test_every_country_with_troops_has_its_chart(package: Package, open_page):
    shown = open_page("deployments").app.get("plotly_chart")
    assert len(shown) == len(countries(package)) >= 1


def test_the_actor_in_focus_is_described_with_its_claims(package: Package, open_page):
    related = actors(edges(package, package.claims))
    actor = package.actors.loc[related[0]]
    page = open_page("actors", focus=actor["name"])
    assert page.ignored == []
    assert any(f"<b>{actor['name']}</b>" in text for text in page.html)
    involved = package.claim_actors["actor_id"] == actor["actor_id"]
    shown = next(t.value for t in page.app.dataframe if "Identifier" in t.value)
    assert set(shown["Identifier"]) == set(package.claim_actors.loc[involved, "claim_id"])


@pytest.mark.usefixtures("package")
def test_an_unknown_focus_is_told(open_page):
    assert open_page("actors", focus="Nobody").ignored == ["focus=Nobody"]


def test_the_timeline_is_told_in_words_and_has_its_table(package: Package, open_page):
    page = open_page("timeline")
    assert any(f"Timeline of {len(package.claims)} claims" in text for text in page.html)
    (table,) = [e for e in page.app.expander if e.label == "The same data as a table"]
    assert len(table.dataframe[0].value) == len(package.claims)


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("by", ["Claim type", "Actor", "Place"])
def test_lanes_of_the_timeline_follow_the_link(open_page, by):
    page = open_page("timeline", by=by)
    assert page.ignored == []
    assert page.app.session_state["by"] == by


def counted_on(page: Any) -> str:
    """Say which count a page shows, in its own words."""
    found = (re.search("Counted (?:on|in) [^<,]+", text) for text in page.html)
    return next(match[0] for match in found if match)


def rounds(package: Package) -> pd.DatetimeIndex:
    return displacement.rounds(package, next(iter(displacement.measures(package))))


@pytest.mark.parametrize("name", ["at", "round"])
def test_a_day_of_the_link_shows_the_count_nearest_to_it(name: str, package: Package, open_page):
    days = rounds(package)
    before = days[1] - pd.Timedelta(days=1)
    for asked, shown in ((days[0], days[0]), (days[-1], days[-1]), (before, days[1])):
        page = open_page("displacement", **{name: f"{asked:%Y-%m-%d}"})
        assert (page.ignored, counted_on(page)) == ([], f"Counted on {phrase.day(shown)}")
    assert open_page("displacement", **{name: "1000-01-01"}).ignored == ["at=1000-01-01"]
    assert open_page("displacement", **{name: "July"}).ignored == [f"{name}=July"]


def test_the_day_of_one_page_is_that_of_the_next(package: Package, open_page):
    """Also by way of pages that show no single day, and until it is cleared."""
    day = f"{rounds(package)[0]:%Y-%m-%d}"
    page = open_page("displacement", at=day)
    for name in ("claims", "about", "evidence", "map"):
        page.app.switch_page(f"../../pages/{name}.py").run()
        assert str(page.app.session_state["at"]) == day
        assert page.app.query_params["at"] == day, name
    page.click("clear")
    page.app.switch_page("../../pages/displacement.py").run()
    assert counted_on(page) != f"Counted on {phrase.day(rounds(package)[0])}"


def test_the_day_stays_when_others_are_counted(package: Package, open_page):
    chosen = package.displacement["date"].iloc[0] + pd.Timedelta(days=3)
    page = open_page("displacement", at=f"{chosen:%Y-%m-%d}")
    seen = set()
    for people in page.app.segmented_control("people").options:
        page.app.segmented_control("people").set_value(people).run()
        assert not page.app.exception
        assert str(page.app.session_state["at"]) == f"{chosen:%Y-%m-%d}"
        seen.add(counted_on(page).split()[1])
    assert seen == {"on", "in"}  # rounds by the day, recorded deaths by the month


def test_the_table_of_claims_is_whole_in_a_window_of_1024_pixels(package: Package, open_page):
    (table,) = [t for t in open_page("claims").app.dataframe if "Identifier" in t.value]
    ordered = ["Claim", "Figure", "When", "Says"]
    assert list(table.value.columns[:5]) == [*ordered, "¶"]
    columns = json.loads(table.proto.columns)
    given = [columns[name]["width"] for name in ordered]
    assert sum(given) <= _INSIDE_1024
    for name, width in zip(ordered, given, strict=True):
        wide = [
            fonts.measure(words, 14) + 16 for words in table.value[name].astype(str)
        ]  # with its margins
        assert sum(one > width for one in wide) <= 1, name
    units = package.claims["unit"][table.value["Identifier"]].tolist()
    assert table.value["Unit"].tolist() == units
    # Within its width a figure has its unit, which nobody has to look for then.
    with_unit = [
        unit
        for said, unit in zip(table.value["Figure"], units, strict=True)
        if unit and said.endswith(f" {unit}")
    ]
    assert {"troops", "years"} & set(with_unit)


def test_the_table_of_claims_holds_them_all(package: Package, open_page):
    table = next(t.value for t in open_page("claims").app.dataframe if "Identifier" in t.value)
    assert set(table["Identifier"]) == set(package.claims.index)
    figured = package.claims.index[package.claims[["low", "high"]].notna().any(axis=1)]
    compared = table.loc[table["Beside others"] != "", "Identifier"]
    assert set(compared) == set(figured)


def test_every_claim_can_be_opened_beside_its_competing_figures(package: Package, open_page):
    figured = package.claims.index[package.claims[["low", "high"]].notna().any(axis=1)]
    compared = set(package.figures["claim_id"])
    for claim_id in package.claims.index:
        page = open_page("claims", claim=claim_id)
        assert not page.app.exception, claim_id
        has_figures = claim_id in figured or claim_id in compared
        drawn = [one.key for one in page.app.get("plotly_chart")]
        assert ("intervals" in drawn) == has_figures, claim_id
        assert has_figures or any('<p class="atlas-words">' in text for text in page.html), claim_id
        assert any('class="atlas-verdict"' in text for text in page.html), claim_id


def test_about_names_the_source_its_stance_and_the_version(package: Package, open_page):
    text = unescape(" ".join(open_page("about").html))
    assert package.article.url in text
    assert package.article.stance in text
    cited = " ".join(code.value for code in open_page("about").app.code)
    assert package.data_version in cited
    assert len(open_page("about").app.get("download_button")) == 4


@pytest.mark.usefixtures("package")
def test_filters_offer_only_what_some_claim_has(open_page):
    page = open_page("claims")
    assert list(page.app.multiselect("actor").options) == list(process_state.options().actors)
    for key, values in (
        ("type", process_state.options().types),
        ("place", process_state.options().places),
    ):
        for label in values:
            assert open_page("claims", **{key: label}).count > 0, label


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("name", CHARTED)
def test_an_empty_answer_is_a_sentence_and_no_empty_chart_or_table(name: str, open_page):
    page = open_page(name, q="nobody says this")
    assert not page.app.exception
    assert any("<b>No claim matches.</b>" in text for text in page.notices)
    assert all(len(table.value) for table in page.app.dataframe)
    tables = [e for e in page.app.expander if e.label == "The same data as a table"]
    assert len(tables) == len(page.app.get("plotly_chart"))
    said = [text for text in page.html if text.startswith('<p class="atlas-words">No ')]
    assert len(said) == len(set(said))
