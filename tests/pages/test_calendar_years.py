"""The years that the calendar of events shows and offers."""

from datetime import date
from typing import Any

import pytest

from conflict_atlas import memoization, process_state

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
    kept = open_page("events", events="long", year="1986", from_="1985-03-01")
    assert kept.ignored == []
    assert kept.app.select_slider("year").options == ["1985", "1986", "1987", "1988"]
    assert kept.app.select_slider("year").value == "1986"
    few = open_page("events", events="long", from_="1985-03-01", to="1986-12-31", year="1986")
    assert few.ignored == []
    assert not few.app.select_slider
    assert "1985 and 1986" in calendar_of(few)


@pytest.mark.usefixtures("long")
def test_the_calendar_shows_the_year_of_the_clock_and_moves_it(open_page):
    page = open_page("events", events="long")
    slider = page.app.select_slider("year")
    assert slider.value == f"{process_state.package().reference_day.year}" == "1987"
    assert page.clock["day"] == "day of the calendar"
    slider.set_value("1986").run()
    assert page.app.session_state["at"].year == 1986
    assert ", 1986</h2>" in calendar_of(page)
    page.app.date_input("at").set_value(date(1987, 2, 3)).run()
    assert page.app.select_slider("year").value == "1987"
    page.app.select_slider("year").set_value("1984").run()  # which the clock does not reach
    assert page.app.session_state["at"] == date(1987, 2, 3)
    assert ", 1984</h2>" in calendar_of(page)
    assert page.clock["day"] == ""


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(("year", "at"), [("1986", 1986), ("1984", 1987)])
def test_the_year_of_an_older_link_is_that_of_the_clock(year: str, at: int, open_page):
    page = open_page("events", events="long", year=year)
    assert page.ignored == []
    assert page.app.session_state["at"].year == at
    assert f", {year}</h2>" in calendar_of(page)


def calendar_of(page: Any) -> str:
    return next(text for text in page.html if "<h2>Day by day" in text)
