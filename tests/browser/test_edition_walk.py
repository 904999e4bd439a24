"""A folder written by ``conflict-atlas build``, on a plain file server, used by keyboard."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.edition import edition_folder
from conflict_atlas.edition.edition_files import Published
from conflict_atlas.reading.site import Site

MOST_STEPS = 40


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def files_url(invented_package: Package, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the folder below a path, as a file host may."""
    root = tmp_path_factory.mktemp("host")
    site = Site(invented_package, offer(invented_package))
    edition_folder.build(site, Published(), root / "somewhere")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def go(page: Page, name: str) -> None:
    """Go to the link of this name with the Tab key, and follow it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {name} by keyboard")


def test_it_is_walked_by_keyboard(files_url: str, visit, invented_package: Package):
    tab = visit(files_url)
    page = tab.page
    page.goto(f"{files_url}/somewhere/")
    page.wait_for_url("**/latest/index.html")
    expect(page.locator("h1")).to_have_text(invented_package.title)
    go(page, "Map")
    go(page, "About")
    expect(page.locator("h1")).to_have_text("About")
    go(page, "All claims")
    first = page.locator("main li a").first.inner_text()
    go(page, first)
    expect(page.locator("h1")).to_have_text(first)
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") > 0
    assert page.locator("script:not([type='application/ld+json'])").count() == 0
    go(page, "Conflict Atlas")
    page.wait_for_url("**/latest/index.html")
