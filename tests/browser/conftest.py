"""A real Chromium that can reach nothing but the dashboard, and what a test asks of a page."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    FrameLocator,
    Locator,
    Page,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
REAL = ROOT / "data"
PATIENCE = 30_000  # milliseconds: what a slow machine with two cores may need
ROW = 35  # height of a row in Streamlit's tables, in pixels
INSTALLED = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
TILES = "tile.openstreetmap.org"
EVERYWHERE_ELSE = re.compile(r"^(?!data:|blob:|about:|file:)")

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests: an installed one, else Playwright's own."""
    found = next((path for name in INSTALLED if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def real_url(serve) -> str:
    return str(serve(REAL).url)


@pytest.fixture(scope="session")
def invented_url(serve) -> str:
    return str(serve(INVENTED).url)


@dataclass
class Visit:
    """One reader's tab, what it asked the network for, and what went wrong in it."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    # ---- where we are ----------------------------------------------------------------------------

    def open(self, path: str = "", /, **query: str | list[str]) -> "Visit":
        """Open a page of the dashboard and wait until it is drawn; the map's path is empty."""
        path = "" if path == "map" else path
        words = urlencode({k.removesuffix("_"): v for k, v in query.items()}, doseq=True)
        return self.follow(f"{self.url}/{path}{'?' if words else ''}{words}")

    def follow(self, address: str) -> "Visit":
        """Open a whole address, as a reader pastes it, and wait until it is drawn."""
        self.page.goto(address)
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script has run to its end and the page's heading stands."""
        expect(self.page.locator("h1")).to_have_count(1)
        expect(self.page.locator(".stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        return self

    def query(self, name: str) -> list[str]:
        """Values of a parameter in the address bar."""
        return parse_qs(urlsplit(self.page.url).query).get(name, [])

    # ---- what is there ---------------------------------------------------------------------------

    @property
    def app(self) -> Locator:
        return self.page.locator(".stApp")

    @property
    def count(self) -> Locator:
        """How many claims the head of the page says there are."""
        return self.asked.locator("b")

    @property
    def asked(self) -> Locator:
        """The selection in words, in the head of the page."""
        return self.page.locator("h1 ~ .atlas-asked")

    @property
    def notice(self) -> Locator:
        return self.page.locator(".atlas-notice")

    @property
    def card(self) -> Locator:
        return self.page.locator("article.atlas-card")

    def control(self, key: str) -> Locator:
        """Widget by its key, which is also its name in a link."""
        return self.page.locator(f".st-key-{key}")

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title*=folium]")

    @property
    def map(self) -> Locator:
        """The map once it stands: ground drawn and marks counted."""
        found = self.frame.locator(".atlas[data-ready][data-marks]")
        expect(found).to_be_visible()
        return found

    def mark(self, claim_id: str) -> Locator:
        """The mark of a claim, not those of places found for it."""
        return self.frame.locator(
            f'path.atlas-mark[data-claim="{claim_id}"]:not(.atlas-kind-found)'
        )

    def choose_row(self, key: str, number: int) -> None:
        """Click the n-th row of a list, counted from 0; the list is a canvas, so by place."""
        grid = self.control(key).locator(".dvn-scroller")
        grid.click(position={"x": 16, "y": ROW * (number + 1) + ROW / 2})

    def view(self) -> tuple[float, float, float]:
        """Centre and zoom of the map as Leaflet has it."""
        found: list[float] = self.map.evaluate(
            "() => { const m = ConflictAtlas.map, c = m.getCenter();"
            " return [c.lat, c.lng, m.getZoom()]; }"
        )
        return found[0], found[1], found[2]

    def expect_no_errors(self) -> None:
        """Nothing on the page tells of a failure, to readers or in the console."""
        expect(self.page.locator("[data-testid=stException], .stException")).to_have_count(0)
        assert self.errors == []

    def outside(self) -> list[str]:
        """Requests to anywhere but our own server."""
        own = self.url.split("/", 3)[2]
        return [
            address
            for address in self.requests
            if EVERYWHERE_ELSE.match(address) and urlsplit(address).netloc != own
        ]


NewVisit = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[NewVisit]:
    """Give a function that opens a new browser profile; checks at the end what all must keep to."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def visit(url: str, **options: object) -> Visit:
        options = {"viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        made = Visit(context.new_page(), url)
        context.on("request", lambda request: made.requests.append(request.url))
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.on("dialog", partial(_refuse, made))
        visits.append(made)
        return made

    try:
        yield visit
        for made in visits:
            for dialog in made.page.locator("[data-testid=stDialog]").all():
                made.errors.append(f"dialog: {dialog.inner_text()}")
            tiles = [address for address in made.outside() if TILES not in address]
            assert tiles == [], "a request left our own server"
            assert made.errors == []
    finally:
        for context in contexts:
            context.close()


def _refuse(visit: Visit, dialog: Dialog) -> None:
    visit.errors.append(f"dialog: {dialog.message}")
    dialog.dismiss()
