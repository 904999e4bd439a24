"""Share gives the content of the page as lines of code, as a file and as a citation."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import expect

from conflict_atlas.claims.selection import Selection, identify

MONTHLY = 10  # events of the dataset in each month


def test_the_lines_fetch_what_the_page_counts(invented_url: str, visit, invented_package):
    tab = visit(invented_url).open("timeline", type="Event")
    tab.control("share").locator("button").first.click()
    body = tab.page.locator("[data-testid=stPopoverBody]")
    body.get_by_text("Claims: curl, pandas, R").click()
    codes = body.locator("[data-testid=stCode]")
    pandas = codes.filter(has_text="pandas")
    expect(pandas).to_be_visible()
    assert f'"{invented_url}/api/claims?type=Event&' in pandas.inner_text()
    expect(codes.filter(has_text=re.compile("^curl "))).to_have_count(1)
    expect(codes.filter(has_text="read.csv")).to_have_count(1)
    scope: dict[str, Any] = {}
    exec(pandas.inner_text(), scope)  # noqa: S102 - what a reader would do with it
    expected = identify(invented_package, Selection(types=("event",)))
    assert [*scope["claims"]["claim_id"]] == [*expected]


def test_what_was_picked_among_events_is_in_lines_file_and_citation(
    recorded_url: str, visit, tmp_path: Path
):
    tab = visit(recorded_url).open("events", events="recorded", month="1986-03", cell="8/100/120")
    shown = tab.page.locator(".atlas-numbers b").first
    count = int(shown.inner_text())
    assert 0 < count < MONTHLY
    tab.control("share").locator("button").first.click()
    body = tab.page.locator("[data-testid=stPopoverBody]")
    with tab.page.expect_download() as waiting:
        body.get_by_role("button", name=f"Recorded events as CSV ({count})").click()
    waiting.value.save_as(tmp_path / "events.csv")
    saved = pd.read_csv(tmp_path / "events.csv")
    assert len(saved) == count
    assert saved["date_start"].str.startswith("1986-03").all()
    cited = body.locator("[data-testid=stCode]").filter(has_text="Claims made by").first
    expect(cited).to_contain_text(
        "Recorded events from 1986-03-01 to 1986-03-31 in the square 8/100/120 of the map: "
        "Invented Register"
    )
    body.get_by_text("BibTeX").click()
    bibtex = body.locator("[data-testid=stCode]").filter(has_text="@misc{recorded,")
    expect(bibtex).to_contain_text("title = {{Invented Register}}")
    expect(bibtex).to_contain_text("version = {v1}")
    body.get_by_text("Recorded events: curl, pandas, R").click()
    pandas = body.locator("[data-testid=stCode]").filter(has_text="events = pd")
    expect(pandas).to_be_visible()
    scope: dict[str, Any] = {}
    exec(pandas.inner_text(), scope)  # noqa: S102 - what a reader would do with it
    assert sorted(scope["events"]["event_id"]) == sorted(saved["event_id"])
