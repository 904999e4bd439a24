"""The bar of every page: name, pages, share; on a phone the pages are a bar at the foot."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from conflict_atlas.claims.package import Package
from conflict_atlas.ui.session import session_keys

AT_HAND = 4  # pages that a phone has room for; the others are one press further


def draw(package: Package, pages: list[StreamlitPage], chosen: StreamlitPage) -> DeltaGenerator:
    """Draw the bar; returns the place of the share control, which a page fills."""
    with st.container(key=session_keys.BAR, horizontal=True, vertical_alignment="center"):
        line = escape(_line(package))
        st.html(f'<p class="atlas-brand"><b>Conflict Atlas</b> <small>{line}</small></p>')
        with st.container(key=session_keys.PAGES, horizontal=True, gap=None):
            _draw_links(pages, chosen)
            with st.popover("More", key=session_keys.MORE):
                _draw_links(pages[AT_HAND:], chosen)
        return st.container(key=session_keys.SHARE_PLACE)


def _draw_links(pages: list[StreamlitPage], chosen: StreamlitPage) -> None:
    for page in pages:
        st.page_link(page, label=f"**{page.title}**" if page.title == chosen.title else page.title)


def _line(package: Package) -> str:
    return (
        f"{len(package.claims)} claims of one article on {package.map.title}, "
        f"{package.article.published[:4]}, beside what others say"
    )
