"""Share: the full link, a snippet to embed it, a citation, and the data behind what is shown."""

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from conflict_atlas.claims.citation import bibtex, cite_claim, cite_selection
from conflict_atlas.claims.export import to_csv, to_geojson
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import Selection, describe, select
from conflict_atlas.ui import address, filters, store

MapFile = Callable[[str], bytes]


@st.fragment
def draw(selection: Selection, map_file: MapFile | None = None) -> None:
    """Draw the share control; its content is made only when a reader opens it."""
    with st.popover(
        "Share", icon=":material/share:", on_change="rerun", key="share", width="stretch"
    ) as opened:
        if opened.open:
            _content(selection, map_file)


def link(*, embed: bool = False) -> str:
    """Full address of what this reader sees."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    here = urlsplit(st.context.url or "")
    words = address.query(params, store.package().data_version)
    flag = "&embed=true" if embed else ""
    return f"{here.scheme}://{here.netloc}{here.path or '/'}?{words}{flag}"


def _content(selection: Selection, map_file: MapFile | None) -> None:
    package = store.package()
    claims = select(package, selection)
    words = describe(package, selection)
    here = link()
    st.markdown("**Link to exactly this**")
    st.code(here, language=None, wrap_lines=True)
    st.markdown("**Embed it**")
    frame = escape(link(embed=True), quote=True)
    st.code(
        f'<iframe src="{frame}" title="{escape(package.title, quote=True)}" width="100%" '
        'height="720" style="border:0" loading="lazy"></iframe>',
        language="html",
        wrap_lines=True,
    )
    st.markdown("**Cite it**")
    chosen = filters.selected_claim()
    cited = (
        cite_claim(package, pd.Series(record(package.claims, chosen)), here)
        if chosen
        else cite_selection(package, words, here)
    )
    st.code(cited, language=None, wrap_lines=True)
    with st.expander("BibTeX"):
        st.code(bibtex(package, here), language="bibtex")
    _downloads(claims, words, map_file)


def _downloads(claims: pd.DataFrame, words: str, map_file: MapFile | None) -> None:
    package = store.package()
    name = f"conflict-atlas-{package.data_version}"
    st.markdown("**Download the current selection**")
    st.download_button(
        "CSV", to_csv(package, claims), f"{name}.csv", "text/csv", on_click="ignore", key="csv"
    )
    st.download_button(
        "GeoJSON",
        to_geojson(package, claims),
        f"{name}.geojson",
        "application/geo+json",
        on_click="ignore",
        key="geojson",
    )
    if map_file is not None:
        st.download_button(
            "Map as one HTML file",
            lambda: map_file(words),
            f"{name}.html",
            "text/html",
            on_click="ignore",
            key="html",
        )
