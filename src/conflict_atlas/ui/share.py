"""Share: the full link, a snippet to embed it, a citation, and the data behind what is shown."""

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from conflict_atlas.claims.citation import bibtex, cite_claim, cite_selection
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import Selection, describe
from conflict_atlas.ui import address, download, filters, store

MapFile = Callable[[str], Callable[[], bytes]]  # a heading in, what writes the file out


@st.fragment
def draw(selection: Selection, map_file: MapFile | None = None) -> None:
    """Draw the share control; its content is made only when a reader opens it."""
    with st.popover(
        "Share", icon=":material/share:", on_change="rerun", key="share", width="content"
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
    words = describe(package, selection)
    here = link()
    st.markdown("**Link to exactly this**")
    st.code(here, language=None, wrap_lines=True)
    _downloads(selection, words, map_file)
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
        cite_claim(package, pd.Series(record(package, "claims")[chosen]), here)
        if chosen
        else cite_selection(package, words, here)
    )
    st.code(cited, language=None, wrap_lines=True)
    with st.expander("BibTeX"):
        st.code(bibtex(package, here), language="bibtex")


def _downloads(selection: Selection, words: str, map_file: MapFile | None) -> None:
    st.markdown("**Download the current selection**")
    download.draw(selection, "share")
    if map_file is not None:
        st.download_button(
            "Map as one HTML file",
            map_file(words),
            download.name("html"),
            "text/html",
            on_click="ignore",
            key="share-html",
        )
