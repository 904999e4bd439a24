"""A real Chromium that can reach only the dashboard, with a tab for each reader."""

from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path

import pytest
from chromium import FLAGS, find_chromium
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    expect,
    sync_playwright,
)
from visit import PATIENCE, TILES, Visit

ROOT = Path(__file__).resolve().parents[2]

REAL = ROOT / "data"
INVENTED = ROOT / "tests" / "packages" / "invented"

SCREEN = {"width": 1280, "height": 900}

# Each window would start two more processes for suggestions below an invisible address bar. Of
# two such lists Chromium uses the last, so the rest repeats what Playwright switches off itself.
SWITCHED_OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip

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
    return str(serve(REAL, lasts=True).url)


@pytest.fixture(scope="session")
def recorded_url(serve, recorded: Path) -> str:
    """Serve the invented package with recorded events."""
    return str(serve(INVENTED, events=recorded, lasts=True).url)


NewVisit = Callable[..., Visit]


@pytest.fixture(scope="session")
def tabs() -> dict[str, Visit]:
    """Keep one tab for each set of browser options that tests ask for.

    A new profile costs a window, and its first page has to fetch and compile all of Streamlit.
    """
    return {}


@pytest.fixture(scope="module")
def motion() -> str:
    """The reader's setting for animations; a test file may turn them on, but they take longer."""
    return "reduce"


@pytest.fixture
def visit(
    browser: Browser, tabs: dict[str, Visit], motion: str, request: pytest.FixtureRequest
) -> Iterator[NewVisit]:
    """Give a function that opens a dashboard for a reader; check rules for all pages at the end.

    The first reader of a test with some options gets the tab kept for them, in which every page is
    loaded anew; any other reader has a new profile.
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
        if request.node.stash.get(FAILED, False):  # so that the next test does not suffer from it
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
