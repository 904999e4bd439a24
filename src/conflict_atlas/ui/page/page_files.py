"""The pages in Streamlit's form, with their files looked up once and not in every run."""

from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from conflict_atlas import process_state
from conflict_atlas.link.pages import pages_of
from conflict_atlas.memoization import memoized
from conflict_atlas.settings import PROJECT


def every() -> list[StreamlitPage]:
    """Every page, the one that a visit begins on first.

    A run notes on its pages which of them it has shown, so each run gets copies.
    """
    return [copy(page) for page in _found().values()]


def named(name: str) -> StreamlitPage:
    """Give one page, to link to."""
    return copy(_found()[name])


@memoized(1)
def _found() -> dict[str, StreamlitPage]:
    # Each takes 0.1 ms to make: Streamlit resolves its path and looks whether the file is there.
    pages = pages_of(process_state.package())
    return {
        page.name: st.Page(
            PROJECT / "pages" / f"{page.name}.py",
            title=page.title,
            default=page is pages[0],
            url_path=page.name,
        )
        for page in pages
    }
