"""A reader's tab in a test: the steps it can take, and what it shows."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import (
    FrameLocator,
    Locator,
    Page,
    expect,
)

from conflict_atlas.link.pages import BY_NAME

PATIENCE = 30_000  # milliseconds: enough for a slow machine with two cores
ROW, TALL = 35, 66  # heights of rows in pixels: of Streamlit's tables, of lists of claims
TILES = "tile.openstreetmap.org"
EVERYWHERE_ELSE = re.compile(r"^(?!data:|blob:|about:|file:)")


@dataclass
class Visit:
    """One reader's tab, its requests to the network, and its errors."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def restart(self, url: str) -> "Visit":
        """Switch to a dashboard, as in a new tab."""
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            self.page.context.clear_cookies()
        if not self.page.url.startswith(f"{url}/"):
            self.page.goto("about:blank")  # the old page would keep asking its own server
        self.page.mouse.move(0, 0)  # or it would hover where the previous test left it
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
        """Go to a page as a reader does: by the bar, by way of the first page under its heading."""
        page = BY_NAME[name]
        if page.heading and page.heading != page.title:
            self.control("pages").get_by_role("link", name=page.heading, exact=True).click()
            self.settle()
            if self.page.locator("h1").inner_text() == page.title:
                return self
            self.control("siblings").get_by_role("link", name=page.title, exact=True).click()
        else:
            self.control("pages").get_by_role("link", name=page.title, exact=True).click()
        expect(self.page.locator("h1")).to_have_text(page.title)
        return self.settle()

    def follow(self, address: str) -> "Visit":
        """Open a complete address, as pasted by a reader, and wait until it is drawn."""
        self.page.goto(address)
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script has ended and there is only one page heading."""
        expect(self.page.locator("#atlas-first")).to_have_count(0)
        expect(self.page.locator("h1")).to_have_count(1)
        expect(self.page.locator(".stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        self.page.wait_for_function("() => window.atlasBridge")  # which handles our own buttons
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
        """The number of claims in the head of the page."""
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
        """A widget by its key, which is also its name in a link."""
        return self.page.locator(f".st-key-{key}")

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title*=folium]")

    @property
    def map(self) -> Locator:
        """The map once it is drawn: ground loaded and marks counted."""
        found = self.frame.locator(".atlas[data-ready][data-marks]")
        expect(found).to_be_visible()
        return found

    def plate(self, place_id: str) -> Locator:
        """The plate of a place on the map, or the smaller form it has."""
        return self.frame.locator(f'.atlas-plate[data-place="{place_id}"]')

    def row(self, claim_id: str) -> Locator:
        """The row of a claim in the panel of its place."""
        return self.page.locator(f'[data-choose="claim:{claim_id}"]')

    @property
    def place(self) -> Locator:
        """The panel of the place that is open."""
        return self.page.locator(".atlas-place")

    def open_filter(self, name: str) -> Locator:
        """Open one of the filters; returns its content."""
        self.control(f"filter-{name}").locator("button").first.click()
        return self.page.get_by_test_id("stPopoverBody")

    def choose_row(self, key: str, number: int, row: int = TALL) -> None:
        """Click the n-th row of a list, counted from 0; by position, since the list is a canvas."""
        grid = self.control(key).locator(".dvn-scroller")
        place = {"x": 16, "y": ROW + row * (number + 0.5)}
        grid.hover(position=place)  # it takes a press only from a pointer that is over it already
        grid.click(position=place)

    def swipe(self, x: float, y: float, by: float) -> None:
        """Drag a finger up or down the screen, and wait until the page has followed."""
        self.touch((x, y, 0, by))

    def touch(self, *fingers: tuple[float, float, float, float]) -> None:
        """Drag fingers, each from a point by so much to the right and down, all at once."""
        session = self.page.context.new_cdp_session(self.page)
        for step in range(12):
            points = [
                {"x": x + right * step / 10, "y": y + down * step / 10, "id": number}
                for number, (x, y, right, down) in enumerate(fingers)
            ]
            kind = "touchMove"
            if step in (0, 11):
                kind, points = ("touchStart", points) if step == 0 else ("touchEnd", [])
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            self.page.wait_for_timeout(16)
        session.detach()
        self.page.wait_for_timeout(300)

    def view(self) -> tuple[float, float, float]:
        """Centre and zoom of the map in Leaflet."""
        found: list[float] = self.map.evaluate(
            "() => { const m = ConflictAtlas.map, c = m.getCenter();"
            " return [c.lat, c.lng, m.getZoom()]; }"
        )
        return found[0], found[1], found[2]

    def expect_no_errors(self) -> None:
        """Check that neither the page nor the console shows an error."""
        expect(self.page.locator("[data-testid=stException], .stException")).to_have_count(0)
        assert self.errors == []

    def outside(self) -> list[str]:
        """Requests to other servers than our own."""
        own = self.url.split("/", 3)[2]
        return [
            address
            for address in self.requests
            if EVERYWHERE_ELSE.match(address) and urlsplit(address).netloc != own
        ]
