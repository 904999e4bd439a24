"""A first visit over a slow line with a slow processor: what is seen when, and what it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page
from server import ATLAS, App, Server

HERE = Path(__file__).resolve().parent
# "Slow 4G" of the browser's own tools, on a phone a quarter as fast as this machine.
BITS, LATENCY, SLOWER = 1_600_000, 150, 4
SECONDS_TO_WAIT = 180
CLAIM = "claim=manbij-strikes-july-2016-deaths"
FCP = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
PHONE = {"width": 412, "height": 823}


@dataclass
class Visit:
    """Seconds from the beginning of the visit, and what travelled; NaN for what never came."""

    paint: float
    heading: float
    picture: float
    live: float
    map: float
    requests: int
    bytes: int


@dataclass
class _Traffic:
    """What a page has fetched so far, as it travelled."""

    requests: int = 0
    bytes: int = 0
    last: dict[str, int] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", lambda _: self._count())
        session.on("Network.loadingFinished", self._add)

    def _count(self) -> None:
        self.requests += 1

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])


def visit(browser: Browser, app: App, path: str = "", query: str = "") -> Visit:
    """Visit a page of a dashboard that serves already, with an empty cache."""
    with Server(app) as server, _throttled(browser) as (page, traffic):
        server.wait(complete=bool(app.complete))
        _warm(browser, server)
        page.goto(f"{server.address}{path or app.map}{query}", wait_until="commit")
        page.wait_for_function("window.bench && bench.painted > 0")
        page.wait_for_function("window.first && first.live > 0")
        told = page.evaluate(
            f"({{...first, paint: {FCP}, map: bench.painted - performance.timeOrigin}})"
        )
        return _read(told, traffic)


def bytes_of(browser: Browser, app: App, paths: list[str]) -> list[int]:
    """Bytes that travel for some pages one after the other, from an empty cache, at full speed."""
    found: list[int] = []
    with Server(app) as server, _throttled(browser, slow=False) as (page, traffic):
        server.wait(complete=bool(app.complete))
        _warm(browser, server)
        for path in paths:
            before = traffic.bytes
            page.goto(f"{server.address}{path or app.map}")
            drawn = "window.bench && bench.painted > 0" if not path else CHART
            page.wait_for_function(drawn)
            page.wait_for_load_state("networkidle")
            found.append(traffic.bytes - before)
    return found


CHART = "document.querySelector('.js-plotly-plot .main-svg') !== null"


def of(browser: Browser, app: App, times: int) -> list[Visit]:
    """Visit the claim of the benchmark in our dashboard, the plain map as it is, some times."""
    query = f"?{CLAIM}" if app is ATLAS else ""
    return [visit(browser, app, query=query) for _ in range(times)]


def _read(told: dict[str, float], traffic: _Traffic) -> Visit:
    seconds = {name: value / 1000 if value else float("nan") for name, value in told.items()}
    return Visit(
        seconds["paint"],
        seconds["heading"],
        seconds["picture"],
        seconds["live"],
        seconds["map"],
        traffic.requests,
        traffic.bytes,
    )


def _warm(browser: Browser, server: Server) -> None:
    """Visit once, so that the measured reader is not the server's first."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(path=HERE / "watch.js")
    page.goto(f"{server.address}{server.app.map}")
    page.wait_for_function("window.bench && bench.painted > 0", timeout=SECONDS_TO_WAIT * 1000)
    context.close()


@contextmanager
def _throttled(browser: Browser, *, slow: bool = True) -> Iterator[tuple[Page, _Traffic]]:
    """Give a page with an empty cache, on a slow line and processor."""
    context = browser.new_context(viewport=PHONE if slow else None)
    context.set_default_timeout(SECONDS_TO_WAIT * 1000)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        traffic = _Traffic()
        session.send("Network.enable")
        traffic.listen(session)
        if slow:
            line = {"downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
            session.send(
                "Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY} | line
            )
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(path=HERE / "watch.js")
        page.add_init_script(path=HERE / "watch_first.js")
        yield page, traffic
    finally:
        context.close()
