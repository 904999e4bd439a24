"""The bar of every page: name, pages, share; on a phone the pages are a bar at the foot."""

from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas.claims.package import Package
from conflict_atlas.link.pages import BY_NAME, Page, pages_of
from conflict_atlas.ui.page import page_files
from conflict_atlas.ui.session import session_keys

# The pages for which a phone's bar has room; the others are one more press away.
AT_HAND = ("story", "map", "timeline", "claims")


@dataclass(frozen=True)
class BarPlaces:
    """Places in the bar that are filled later: after the filters are drawn, and by the page."""

    pages: DeltaGenerator
    share: DeltaGenerator


def draw(package: Package) -> BarPlaces:
    """Draw the bar and its places."""
    with st.container(key=session_keys.BAR, horizontal=True, vertical_alignment="center"):
        line = escape(_line(package))
        st.html(f'<p class="atlas-brand"><b>Conflict Atlas</b> <small>{line}</small></p>')
        pages = st.container(key=session_keys.PAGES, horizontal=True, gap=None)
        return BarPlaces(pages, st.container(key=session_keys.SHARE_PLACE))


def draw_links(package: Package, place: DeltaGenerator, name: str) -> None:
    """Draw the links to all pages; the browser adds what is set (``assets/bridge.js``)."""
    entries = list(_entries(package).items())
    with place:
        for heading, page in entries:
            _link(page, heading, is_here=heading == _heading(BY_NAME[name]))
        with st.popover("More", key=session_keys.MORE):
            for heading, page in entries:
                if page.name in AT_HAND:
                    continue
                _link(page, heading, is_here=heading == _heading(BY_NAME[name]))


def draw_siblings(package: Package, name: str) -> None:
    """Draw links between the pages of one heading; nothing for a page without others."""
    here = _heading(BY_NAME[name])
    pages = [page for page in pages_of(package) if _heading(page) == here]
    if len(pages) > 1:
        with st.container(key=session_keys.SIBLINGS, horizontal=True, gap="small"):
            for page in pages:
                _link(page, page.title, is_here=page.name == name)


def _entries(package: Package) -> dict[str, Page]:
    """Headings of the bar, each with the page it links to."""
    found: dict[str, Page] = {}
    for page in pages_of(package):
        found.setdefault(_heading(page), page)
    return found


def _heading(page: Page) -> str:
    return page.heading or page.title


def _link(page: Page, label: str, *, is_here: bool) -> None:
    label = f"**{label}**" if is_here else label
    st.page_link(page_files.named(page.name), label=label)


def _line(package: Package) -> str:
    return (
        f"{len(package.claims)} claims of one article on {package.map.title}, "
        f"{package.article.published[:4]}, beside what others say"
    )
