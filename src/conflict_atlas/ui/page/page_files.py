"""The pages as Streamlit takes them, their files looked up once and not by every run."""

from copy import copy
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from conflict_atlas.memoization import memoized


def listed(folder: Path, pages: tuple[tuple[str, str], ...]) -> list[StreamlitPage]:
    """Pages of a folder by name and title, the first of them the one a visit begins on.

    A run notes on its pages which of them it has shown, so each run gets copies.
    """
    return [copy(page) for page in _found(folder, pages)]


@memoized(4)
def _found(folder: Path, pages: tuple[tuple[str, str], ...]) -> tuple[StreamlitPage, ...]:
    # Each takes 0.3 ms to make: Streamlit resolves its path and looks whether the file is there.
    return tuple(
        st.Page(folder / f"{name}.py", title=title, default=not number, url_path=name)
        for number, (name, title) in enumerate(pages)
    )
