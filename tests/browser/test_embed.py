"""A page, or a claim's card, in a frame of another site: the frame gets the height it needs."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

DEATHS = "harrow-ford-shelling-deaths"
HEAD = '<!DOCTYPE html><meta name="viewport" content="width=device-width"><body style="margin:0">'
# Height of the frame, and height of the content as measured inside it.
NEEDED = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
LIVE = (
    "[document.querySelector('[data-testid=stMain]').scrollHeight, Math.ceil(document"
    ".querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().height)]"
)
SETTLED = 1_500  # milliseconds in which a frame that grows by feedback would have grown


@pytest.fixture(scope="module")
def put_on_other_site() -> Iterator[Callable[[str], str]]:
    """Give a function that puts markup on a page of another origin."""
    pages: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = self.path.strip("/")
            found = number.isdigit()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((pages[int(number)] if found else "").encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()

        def put(markup: str) -> str:
            pages.append(HEAD + markup)
            return f"http://127.0.0.1:{server.server_port}/{len(pages) - 1}"

        yield put
        server.shutdown()
        thread.join()


@pytest.fixture
def embed(visit, put_on_other_site: Callable[[str], str], invented_url: str):
    """Give a function that opens a page of another site with some markup in it."""
    opened = []

    def embed(markup: str, width: int) -> object:
        tab = visit(invented_url, viewport={"width": width, "height": 800})
        opened.append(tab)
        tab.page.goto(put_on_other_site(markup))
        return tab

    yield embed
    for tab in opened:  # requests to the other site are intended here
        tab.requests = [address for address in tab.requests if address.startswith(invented_url)]


def snippet(url: str, path: str) -> str:
    """The snippet that ``/oembed`` gives for an address, with the full width."""
    asked = f"{url}/oembed?url={quote(f'{url}/{path}', safe='')}"
    with urlopen(asked) as answer:  # noqa: S310 - our own server
        html = json.loads(answer.read())["html"]
    return re.sub('width="[0-9]+"', 'width="100%"', html)


def height(tab) -> int:
    return int(tab.page.locator("iframe").first.evaluate("frame => frame.offsetHeight"))


def wait_until_told(tab) -> int:
    """Wait until the frame has changed its initial height, and kept the new one."""
    tab.page.wait_for_function("document.querySelector('iframe').offsetHeight !== 720")
    found = 0
    while found != height(tab):
        found = height(tab)
        tab.page.wait_for_timeout(SETTLED)
    return found


@pytest.mark.parametrize("width", [390, 1000])
def test_a_claims_card_is_as_high_as_it_is(embed, invented_url: str, width: int):
    tab = embed(snippet(invented_url, f"claim/{DEATHS}"), width)
    closed = wait_until_told(tab)
    card = tab.page.frames[1]
    assert card.evaluate(NEEDED) == closed
    assert card.evaluate("document.documentElement.scrollWidth") == width
    tab.page.frame_locator("iframe").locator("summary").click()
    tab.page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {closed}")
    tab.page.frame_locator("iframe").locator("summary").click()
    tab.page.wait_for_function(f"document.querySelector('iframe').offsetHeight === {closed}")


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("costs", 1000),
        ("costs", 390),
        (f"timeline?claim={DEATHS}", 390),
        (f"evidence?claim={DEATHS}", 390),
    ],
)
def test_a_page_is_as_high_as_it_is(embed, invented_url: str, path: str, width: int):
    tab = embed(snippet(invented_url, path), width)
    found = wait_until_told(tab)
    assert tab.page.frames[1].evaluate(LIVE) == [found, found]


def test_the_map_keeps_the_height_that_it_was_given(embed, invented_url: str):
    """It fills its frame; no script may fail because the site around it has another origin."""
    tab = embed(snippet(invented_url, "map"), 900)
    inner = tab.page.frame_locator("iframe")
    expect(inner.locator("#atlas-first")).to_have_count(0)
    expect(inner.locator("h1")).to_have_text("Map")
    found = inner.frame_locator("iframe[title*=folium]").locator(".atlas[data-marks]")
    expect(found).to_have_attribute("data-ready", "basemap")
    assert height(tab) == 720


def test_nobody_else_is_heard(embed, put_on_other_site, invented_url: str):
    """Neither another origin, nor another window of the right origin, sets a frame's height."""
    liar = put_on_other_site("<script>parent.postMessage({conflictAtlasHeight: 50}, '*')</script>")
    given = snippet(invented_url, f"claim/{DEATHS}")
    tab = embed(f'{given}<iframe id="liar" src="{liar}" height="300"></iframe>', 1000)
    told = wait_until_told(tab)
    tab.page.evaluate("window.postMessage({conflictAtlasHeight: 60}, '*')")
    for bad in ("-5", "'x'", "null", "NaN"):
        tab.page.frames[1].evaluate(f"parent.postMessage({{conflictAtlasHeight: {bad}}}, '*')")
    tab.page.frames[1].evaluate("parent.postMessage('x', '*')")
    tab.page.wait_for_timeout(500)
    heights = tab.page.evaluate("[...document.querySelectorAll('iframe')].map(f => f.offsetHeight)")
    assert heights == [told, 304]  # including the border of the other frame


def test_share_gives_the_page_and_the_claims_card(invented_url: str, visit):
    tab = visit(invented_url).open("timeline", type="Casualties", claim=DEATHS)
    tab.control("share").locator("button").first.click()
    codes = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]")
    expect(codes.nth(2)).to_contain_text("iframe")
    page, card = (codes.nth(number).inner_text() for number in (1, 2))
    sources = [unescape(re.findall('src="([^"]+)"', one)[0]) for one in (page, card)]
    assert sources[0].startswith(f"{invented_url}/timeline?type=Casualties")
    assert sources[0].endswith("&embed=true")
    assert sources[1] == f"{invented_url}/claim/{DEATHS}?embed=true"
    assert f'"{invented_url}"' in card  # the only origin whose messages are accepted


def test_an_embedded_page_shows_the_same_without_bar_and_menu(invented_url: str, visit):
    tab = visit(invented_url).open("", type="Event")
    marks = tab.map.get_attribute("data-marks")
    expect(tab.control("bar")).to_have_count(1)
    tab.open("", type="Event", embed="true")
    expect(tab.map).to_have_attribute("data-marks", marks)
    expect(tab.page.locator("[data-testid=stMainMenu]")).to_have_count(0)
    expect(tab.control("bar")).to_have_count(0)
    expect(tab.asked).to_contain_text("Claims of type Event")
    expect(tab.notice).to_have_count(0)
    tab.expect_no_errors()
