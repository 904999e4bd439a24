"""Every chart and every map of every page has its picture beside it."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.story import steps
from conflict_atlas.link.pages import PAGES
from conflict_atlas.pictures import picture_request
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.session.session_keys import PICTURE_OF
from conflict_atlas.ui.share import picture_link

KILLED = "manbij-strikes-july-2016-deaths"
DEATHS = "harrow-ford-shelling-deaths"
NAMES = [page.name for page in PAGES]
# Of what our own scripts draw, one shows nothing, and one is the control below the map.
NO_DRAWINGS = {"atlas_bridge", "atlas_clock"}


def key_of(element) -> str:
    """The key with which a page draws an element."""
    return element.proto.id.split("-", 2)[2]


def without_picture(page) -> list[str]:
    """The drawings of a page beside which no picture is offered."""
    written = "".join(text for text in page.html if not text.startswith("<style>"))
    taken = re.findall(r'data-picture="([^"]+)"', written)
    missing = [key_of(one) for one in page.app.get("plotly_chart") if key_of(one) not in taken]
    for drawn in page.app.get("bidi_component"):
        offered = any(key_of(drawn).startswith(key) for key in taken)
        if drawn.proto.component_name not in NO_DRAWINGS and not offered:
            missing.append(key_of(drawn))
    maps = [one for one in page.app.get("component_instance") if "folium" in str(one.proto)]
    offered = re.findall(r'data-picture-of="([^"]+)"', written)
    offered += [
        one.proto.id for one in page.app.get("download_button") if PICTURE_OF in one.proto.id
    ]
    assert len(offered) == len(set(offered))
    return missing + ["map"] * (len(maps) - len(offered))


def drawings(page) -> int:
    kinds = ("plotly_chart", "component_instance", "bidi_component")
    found = [one for kind in kinds for one in page.app.get(kind)]
    return len([o for o in found if getattr(o.proto, "component_name", "") not in NO_DRAWINGS])


def refused(page, package: Package, datasets: tuple[str, ...]) -> list[str]:
    """Addresses of pictures on a page that the server would not draw."""
    options = offer(package)
    known = type(options)(**{**vars(options), "datasets": datasets})
    found = []
    for text in page.html:
        for address in re.findall(r'href="(picture/[^"]+)" download="[^"]+" data-pic', text):
            parts = urlsplit(unescape(address))
            name, _, form = parts.path.removeprefix("picture/").partition(".")
            try:
                picture_request.read_page(name, form, parts.query, known)
            except picture_request.PictureRefusal as refusal:
                found.append(f"{address}: {refusal}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_of_a_page_has_its_picture(name: str, package: Package, open_page):
    claim_id = str(package.claims.index[0])
    for query in ({}, {"claim": claim_id}, {"type_": "Casualties"}):
        page = open_page(name, **query)
        assert not page.app.exception
        assert without_picture(page) == []
        assert refused(page, package, ()) == []


@pytest.mark.usefixtures("with_events")
@pytest.mark.parametrize("package", ["invented"], indirect=True)
@pytest.mark.parametrize("name", NAMES)
def test_so_has_every_drawing_of_recorded_events(name: str, package: Package, open_page):
    asked = {"claim": DEATHS, "events": "recorded", "view": "11,-38,7"}
    page = open_page(name, **asked, **({"against": "1986-05-01"} if name == "map" else {}))
    assert without_picture(page) == []
    assert refused(page, package, ("recorded",)) == []
    assert drawings(page) or name in ("about", "claims")


def test_every_step_of_the_story_has_its_picture(package: Package, open_page):
    for step in steps(package):
        page = open_page("story", step=str(step.number))
        assert drawings(page) == 1
        assert without_picture(page) == []
        assert refused(page, package, ()) == []


@pytest.mark.parametrize("package", ["real"], indirect=True)
def test_events_that_only_a_session_has_are_drawn_when_asked_for(package: Package, open_page):
    for name, claim_id in (("events", ""), ("map", ""), ("evidence", KILLED)):
        page = open_page(name, events=uploaded_events.SAMPLE, claim=claim_id)
        assert without_picture(page) == []
        offered = [one for one in page.app.get("download_button") if PICTURE_OF in one.proto.id]
        assert [one.proto.label for one in offered] == ["Picture"]
    dataset = page.app.session_state[session_keys.UPLOADED_DATASETS][uploaded_events.SAMPLE]
    for name, query in (("events", ""), ("evidence", f"claim={KILLED}")):
        asked = picture_request.read_page(name, "svg", query, offer(package))
        drawn = picture_link.draw(package, (dataset,), asked, "https://atlas.example").decode()
        assert "Sample events (invented)" in drawn
        assert f"atlas.example/{name}" in drawn
