"""The years that the calendar of events shows and offers."""

from datetime import date
from typing import Any

import pytest

from conflict_atlas import memoization

pytestmark = pytest.mark.parametrize("package", ["invented"], indirect=True, scope="module")


@pytest.fixture
def long(with_events, tmp_path, put_events, monkeypatch):
    """Serve events of seven years, most of them in the third."""
    assert with_events
    rows = [
        {
            "source_id": "long", "event_id": str(n), "date_start": day, "date_end": day,
            "date_precision": "day", "geo_precision": "unknown", "licence": "CC0-1.0",
        }
        for n, day in enumerate(date(year, 6, 1) for year in (1982, 1983, 1984, *range(1984, 1989)))
    ]  # fmt: skip
    put_events(tmp_path, rows, "long", "Long Register")
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(tmp_path))
    memoization.clear()
    yield
    memoization.clear()


@pytest.mark.usefixtures("long")
def test_the_calendar_offers_the_years_that_the_filters_leave(open_page):
    page = open_page("events", events="long")
    assert page.app.select_slider("year").options == [str(year) for year in range(1982, 1989)]
    assert page.app.select_slider("year").value == "1984"
    assert "1984" in calendar_of(page)
    kept = open_page("events", events="long", year="1986", from_="1985-03-01")
    assert kept.ignored == []
    assert kept.app.select_slider("year").options == ["1985", "1986", "1987", "1988"]
    assert kept.app.select_slider("year").value == "1986"
    few = open_page("events", events="long", from_="1985-03-01", to="1986-12-31", year="1986")
    assert few.ignored == []
    assert not few.app.select_slider
    assert "1985 and 1986" in calendar_of(few)


def calendar_of(page: Any) -> str:
    return next(text for text in page.html if "<h2>Day by day" in text)
