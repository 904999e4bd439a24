"""A real Chromium that can reach nothing but the dashboard, and what a test asks of a page."""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from chromium import FLAGS, find_chromium
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

from conflict_atlas.link.pages import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "data"
PATIENCE = 30_000  # milliseconds: what a slow machine with two cores may need
SCREEN = {"width": 1280, "height": 900}
ROW, TALL = 35, 66  # heights of rows in pixels: of Streamlit's tables, of lists of claims
# Each window would start two more processes for suggestions below an address bar nobody sees. Of
# two such lists Chromium takes the last: the rest is what Playwright switches off by itself.
SWITCHED_OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
TILES = "tile.openstreetmap.org"
EVERYWHERE_ELSE = re.compile(r"^(?!data:|blob:|about:|file:)")

expect.set_options(timeout=PATIENCE)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note on a test that it failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests: an installed one, else Playwright's own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=[*FLAGS, f"--disable-features={','.join(SWITCHED_OFF)}"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def real_url(serve) -> str:
    return str(serve(REAL).url)


@dataclass
class Visit:
    """One reader's tab, what it asked the network for, and what went wrong in it."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def restart(self, url: str) -> "Visit":
        """Turn to a dashboard as if nothing had been before in this tab."""
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            self.page.context.clear_cookies()
        if not self.page.url.startswith(f"{url}/"):
            self.page.goto("about:blank")  # what is there would ask for its own server all the time
        self.page.mouse.move(0, 0)  # or it would hover where a test before left it
        self.url = url
        self.requests.clear()
        self.errors.clear()
        return self

    # ---- where we are ----------------------------------------------------------------------------

    def open(self, path: str = "map", /, **query: str | list[str]) -> "Visit":
        """Open a page of the dashboard and wait until it is drawn; the story's path is empty."""
        path = {"story": "", "": "map"}.get(path, path)
        words = urlencode({k.removesuffix("_"): v for k, v in query.items()}, doseq=True)
        return self.follow(f"{self.url}/{path}{'?' if words else ''}{words}")

    def go(self, name: str) -> "Visit":
        """Go to a page as a reader does: by the bar, and on from the first of its heading."""
        page = BY_NAME[name]
        if page.heading and page.heading != page.title:
            self.control("pages").get_by_role("link", name=page.heading, exact=True).click()
            self.settle()
            if self.page.locator("h1").inner_text() == page.title:
                return self
            self.control("halves").get_by_role("link", name=page.title, exact=True).click()
        else:
            self.control("pages").get_by_role("link", name=page.title, exact=True).click()
        expect(self.page.locator("h1")).to_have_text(page.title)
        return self.settle()

    def follow(self, address: str) -> "Visit":
        """Open a whole address, as a reader pastes it, and wait until it is drawn."""
        self.page.goto(address)
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script has run to its end and the page's heading stands alone."""
        expect(self.page.locator("#atlas-first")).to_have_count(0)
        expect(self.page.locator("h1")).to_have_count(1)
        expect(self.page.locator(".stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        self.page.wait_for_function("() => window.atlasBridge")  # what hears our own buttons
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

    def plate(self, place_id: str) -> Locator:
        """The plate of a place on the map, or what it has shrunk to."""
        return self.frame.locator(f'.atlas-plate[data-place="{place_id}"]')

    def row(self, claim_id: str) -> Locator:
        """The row of a claim in the panel of its place."""
        return self.page.locator(f'[data-choose="claim:{claim_id}"]')

    @property
    def place(self) -> Locator:
        """The panel of the place that is open."""
        return self.page.locator(".atlas-place")

    def open_filter(self, name: str) -> Locator:
        """Open one of the filters; returns what stands in it."""
        self.control(f"filter-{name}").locator("button").first.click()
        return self.page.get_by_test_id("stPopoverBody")

    def choose_row(self, key: str, number: int, row: int = TALL) -> None:
        """Click the n-th row of a list, counted from 0; the list is a canvas, so by place."""
        grid = self.control(key).locator(".dvn-scroller")
        grid.click(position={"x": 16, "y": ROW + row * (number + 0.5)})

    def swipe(self, x: float, y: float, by: float) -> None:
        """Drag a finger up or down the screen, and wait until what follows it stands."""
        session = self.page.context.new_cdp_session(self.page)
        for step in range(12):
            kind, points = "touchMove", [{"x": x, "y": y + by * step / 10}]
            if step in (0, 11):
                kind, points = ("touchStart", points) if step == 0 else ("touchEnd", [])
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            self.page.wait_for_timeout(16)
        session.detach()
        self.page.wait_for_timeout(300)

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


@pytest.fixture(scope="session")
def tabs() -> dict[str, Visit]:
    """Keep one tab for each kind of browser that tests ask for, by its options.

    A new profile costs a window, and its first page has to fetch and compile all of Streamlit.
    """
    return {}


@pytest.fixture(scope="module")
def motion() -> str:
    """What readers want of moving pictures; a file may want them, they take longer."""
    return "reduce"


@pytest.fixture
def visit(
    browser: Browser, tabs: dict[str, Visit], motion: str, request: pytest.FixtureRequest
) -> Iterator[NewVisit]:
    """Give a function that sits a reader before a dashboard; checks what all must keep to.

    A test's first reader with some options sits before the tab kept for them, in which every page
    is loaded anew; anybody else has a new profile.
    """
    visits: list[Visit] = []
    own: list[BrowserContext] = []
    taken: set[str] = set()

    def visit(url: str, **options: object) -> Visit:
        options = {"viewport": SCREEN, "reduced_motion": motion} | options
        kind = repr(sorted(options.items()))
        if kind in taken:
            made = _open_tab(browser, options)
            own.append(made.page.context)
        else:
            made = tabs[kind] = tabs.get(kind) or _open_tab(browser, options)
            taken.add(kind)
        visits.append(made.restart(url))
        return made

    try:
        yield visit
        for made in visits:
            for dialog in made.page.locator("[data-testid=stDialog]").all():
                made.errors.append(f"dialog: {dialog.inner_text()}")
            tiles = [address for address in made.outside() if TILES not in address]
            assert tiles == [], "a request left our own server"
            assert made.errors == []
    except AssertionError:
        request.node.stash[FAILED] = True
        raise
    finally:
        if request.node.stash.get(FAILED, False):  # nor shall the next test suffer from it
            own += [tabs.pop(kind).page.context for kind in taken]
        for context in own:
            context.close()


def _open_tab(browser: Browser, options: dict[str, object]) -> Visit:
    context = browser.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    made = Visit(context.new_page(), "")
    context.on("request", lambda request: made.requests.append(request.url))
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("dialog", partial(_refuse, made))
    return made


def _refuse(visit: Visit, dialog: Dialog) -> None:
    visit.errors.append(f"dialog: {dialog.message}")
    dialog.dismiss()
