"""A real Chromium in front of a dashboard: the first map painted, and the map after a change."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from chromium import FLAGS, find_chromium
from playwright.sync_api import Browser, Page, sync_playwright
from server import App, Server

WATCH = Path(__file__).resolve().parent / "watch.js"
SECONDS_TO_PAINT = 60
# As both dashboards write them: "Casualties" and "casualty", "Event" and "event". Of each there are
# claims at places, or the map would stay as it is.
TYPES = (re.compile("^casualt", re.IGNORECASE), re.compile("^event", re.IGNORECASE))
Times = dict[str, list[float]]
QUIET = 350  # milliseconds without a further change of the marks
SETTLED = f"""(before) => {{
  const app = document.querySelector("[data-testid=stApp]");
  return bench.count && bench.marks !== before && performance.now() - bench.changed > {QUIET}
    && app.dataset.testScriptState !== "running";
}}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser found on PATH, else the one Playwright has installed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def first_paint(browser: Browser, app: App) -> float:
    """Seconds from starting the server's process to its first map painted, with empty caches."""
    spawned = time.time()
    with Server(app) as server:
        server.wait()
        with _page(browser, server) as page:
            return float(page.evaluate("bench.painted")) / 1000 - spawned


def redraws(browser: Browser, app: App, words: list[str], rounds: int, *, layers: bool) -> Times:
    """Seconds from using a control to the new marks, by kind of control.

    In one page: words searched for, claim types chosen, and measures coloured where there are any.
    """
    made: Times = defaultdict(list)
    with Server(app) as server, _page(browser, server.wait()) as page:
        page.wait_for_function(SETTLED, arg="")
        for word in words:
            _search(page, word, made)
        _search(page, "", made)
        _types(page, rounds, made)
        if layers:
            _measures(page, made)
    return made


@contextmanager
def _page(browser: Browser, server: Server) -> Iterator[Page]:
    """Open a page without any cache and wait for its map."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(SECONDS_TO_PAINT * 1000)
    try:
        page = context.new_page()
        page.add_init_script(path=WATCH)
        page.goto(f"{server.address}{server.app.map}", wait_until="commit")
        page.wait_for_function("window.bench && bench.painted > 0")
        yield page
    finally:
        context.close()


def _change(page: Page, kind: str, made: Times, act: Callable[[], object]) -> None:
    """Act, wait until the marks have changed and stay, and note how long that took."""
    before = page.evaluate("bench.marks")
    act()
    page.wait_for_function(SETTLED, arg=before)
    made[kind].append(float(page.evaluate("bench.changed - bench.touched")) / 1000)


def _search(page: Page, word: str, made: Times) -> None:
    field = page.locator("input[aria-label=Search]")
    field.fill(word)
    _change(page, "search", made, lambda: field.press("Enter"))


def _types(page: Page, rounds: int, made: Times) -> None:
    """Choose one claim type, a second one, and take both away again."""
    opens = page.locator(".st-key-filter-type button").first
    if opens.count():
        opens.click()  # the Atlas keeps its filters behind words
    box = page.get_by_test_id("stMultiSelect").filter(has_text="Claim types")
    for _ in range(rounds):
        for name in TYPES:
            box.get_by_role("combobox").click()
            option = page.get_by_role("option", name=name)
            option.wait_for()
            _change(page, "claim type", made, option.click)
        for _ in TYPES:  # by the key: the list that is open still may lie where one would click
            _change(
                page, "claim type", made, partial(box.get_by_role("combobox").press, "Backspace")
            )


def _measures(page: Page, made: Times) -> None:
    """Colour the areas by each measure and take the colours away again."""
    page.keyboard.press("Escape")
    group = page.get_by_test_id("stButtonGroup").first
    for place in (0, 1):
        for _ in range(2):
            _change(page, "measure", made, group.get_by_role("radio").nth(place).click)
