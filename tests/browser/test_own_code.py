"""Share shows the lines of code that fetch what the page counts."""

import re
from typing import Any

from playwright.sync_api import expect

from conflict_atlas.claims.selection import Selection, identify


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
