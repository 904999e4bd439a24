"""A picture on a page: the chart, its words for those who do not see it, and its table."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.selection import describe
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.ui.session import filters, session_keys
from conflict_atlas.ui.widgets import chart_origin, row_list
from conflict_atlas.views.picture import Origin, Picture


class Described(Protocol):
    """What a drawing shows, in words and as a table."""

    @property
    def alt(self) -> str:
        """The text alternative."""

    @property
    def rows(self) -> pa.Table:
        """Give its table in the form in which it travels to the browser."""

    @property
    def table(self) -> pd.DataFrame:
        """Give its table."""


CONFIG = {"displaylogo": False, "scrollZoom": False, "displayModeBar": False, "responsive": True}


def head(picture: Picture) -> None:
    """Draw a picture's title as a heading; as text, for it may hold words of the package."""
    st.html(f"<h2>{escape(picture.title)}</h2>")


def show(
    picture: Picture, key: str, choose: Callable[[Any], None] | None = None, cited: str = ""
) -> None:
    """Draw a picture with its alternative text, and its data as a table one click away.

    ``choose`` is called with the custom data of a clicked point; ``cited`` is what is drawn
    besides the package's own data. Of an empty one only the sentence that says so is shown.
    """
    if picture.is_empty:
        st.html(f'<p class="atlas-words">{escape(picture.alt)}</p>')
        return
    draw(picture, key, choose)
    offer_picture(picture, key, cited)
    show_table(picture, key)


def offer_picture(picture: Picture, key: str, cited: str = "") -> None:
    """Say what a drawn chart is drawn from, to be cited, and offer it as a picture to take along.

    ``cited`` is what is drawn besides the package's own data.
    """
    if not picture.is_empty:
        offer_drawing(key, picture.title, picture.origin, picture.sources, cited)


def offer_drawing(key: str, title: str, origin: Origin, sources: str = "", cited: str = "") -> None:
    """Do the same for what is drawn under a key; the reader's browser makes the picture."""
    package = process_state.package()
    about = {
        "picture": key,
        "title": title,
        "words": describe(package, filters.current()),
        "sources": f"Claims of {cite_article(package)}. {sources} {cited}",
        "foot": f"{SITE}, data version {package.data_version}, {package.licence}.",
        "file": f"conflict-atlas-{package.data_version}-{key}.png",
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in about.items())
    st.html(
        f'<div class="atlas-under">{chart_origin.fold(origin, cited)}<p class="atlas-picture">'
        f"{chart_origin.cite_button(title, origin, cited)}"
        f'<button type="button"{data}>Picture</button></p></div>'
    )


def draw(picture: Picture, key: str, choose: Callable[[Any], None] | None = None) -> None:
    """Draw a picture alone, if its table is elsewhere on the page."""
    selection: dict[str, Any] = {}
    if choose is not None:
        selection = {
            "on_select": lambda: _chosen(key, choose),
            "selection_mode": "points",
        }
    st.plotly_chart(picture.written, key=key, config=CONFIG, alt=picture.alt, **selection)


def show_table(described: Described, key: str) -> None:
    """Describe in words what a drawing shows, and give its data as a table."""
    with st.expander("The same data as a table", key=f"{key}{session_keys.TABLE}"):
        st.html(f'<p class="atlas-asked">{escape(described.alt)}</p>')
        st.dataframe(
            described.rows,
            hide_index=True,
            key=f"{key}{session_keys.DATA}",
            height=row_list.height_of(len(described.rows)),
        )
        st.download_button(
            "This table as CSV",
            partial(write_csv, described.table, mark=True),
            f"{key}.csv",
            "text/csv",
            key=f"{key}{session_keys.DATA_FILE}",
            on_click="ignore",
        )


def choose_claim(custom: Any) -> None:
    """Select the claim that a point represents."""
    first = custom[0] if isinstance(custom, list) and custom else custom
    if isinstance(first, str):
        filters.choose_claim(first)


def _chosen(key: str, choose: Callable[[Any], None]) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points and "customdata" in points[0]:
        choose(points[0]["customdata"])
