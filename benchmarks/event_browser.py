"""A real Chromium in front of events: from a changed date to the map that shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from event_data import Imported, environment
from playwright.sync_api import Browser, Page
from server import ATLAS, HERE, App, Server

WATCH = HERE / "watch_events.js"
# Each change shows other events; the first only fills the caches.
DAYS = ("2014-03-01", "2015-06-01", "2016-02-01", "2013-09-01", "2014-11-01", "2016-06-01")
WAYS = ("st.map", "pydeck", "folium")
QUIET = 400  # milliseconds without a further change
PATIENCE = 180_000  # milliseconds: a million points of deck.gl take long without a graphics card
SETTLED = f"""(before) => window.bench && bench.shown && bench.shown !== before
  && performance.now() - bench.changed > {QUIET}
  && document.querySelector("[data-testid=stApp]").dataset.testScriptState !== "running" """


def redraws(browser: Browser, data: Imported, way: str, changes: int) -> list[float]:
    """Seconds from a changed date to the map that shows it; ``way`` is "atlas" or one of WAYS."""
    app, path = (ATLAS, f"?events={data.source_id}") if way == "atlas" else (_plain(), "")
    more = {"BENCH_KIND": way, "BENCH_EVENTS": str(data.events), "BENCH_ROWS": str(data.rows)}
    serving = Server(app, environment=environment(data.library) | more)
    with serving as server, _page(browser, server.wait().address + path) as page:
        page.wait_for_function(SETTLED, arg="")
        return [_change(page, day) for day in islice(cycle(DAYS), changes + 1)][1:]


def _plain() -> App:
    options = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
    return App("plain events", HERE / "plain_events_app.py", HERE, options)


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.add_init_script(path=Path(WATCH))
        page.goto(address, wait_until="commit")
        yield page
    finally:
        context.close()


def _change(page: Page, day: str) -> float:
    """Type the first day, wait until the events on the map have changed and stay."""
    before = page.evaluate("bench.shown")
    field = page.get_by_test_id("stDateInput").filter(has_text="From")
    field.get_by_role("spinbutton", name="year").click()
    page.keyboard.type(day.replace("-", ""))
    page.keyboard.press("Escape")  # shuts the calendar, and with it the date is taken
    page.wait_for_function(SETTLED, arg=before)
    return float(page.evaluate("bench.changed - bench.touched")) / 1000
