"""Share: the full link, a snippet to embed it, a citation, the data behind it, and code for it."""

import os
from collections.abc import Callable
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from conflict_atlas import process_state, settings
from conflict_atlas.claims.citation import bibtex, cite_claim, cite_counts, cite_selection
from conflict_atlas.claims.citation_forms import csl_json, ris
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import Selection, describe
from conflict_atlas.reading import embed_snippet
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.embed_snippet import Frame
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.map_page import map_layers
from conflict_atlas.ui.session import filters, session_keys
from conflict_atlas.ui.share import (
    api_code,
    claim_download,
    event_download,
    full_link,
    picture_link,
)

MapFile = Callable[[str], Callable[[], bytes]]  # a heading in, what writes the file out


def draw(page: str, selection: Selection, map_file: MapFile | None = None) -> None:
    """Draw the share control; its content is made only when a reader opens it."""
    with st.popover(
        "Share", icon=":material/share:", on_change="rerun", key=session_keys.SHARE, width="content"
    ) as opened:
        if opened.open:
            _content(page, selection, map_file)


def _content(page: str, selection: Selection, map_file: MapFile | None) -> None:
    package = process_state.package()
    words = describe(package, selection)
    here = full_link.write(page)
    st.markdown("**Link to exactly this**")
    st.code(here, language=None, wrap_lines=True)
    # Relative to the page's own address; where scripts of the page run, it goes to the printer.
    printed = escape(f"print/{page}?{urlsplit(here).query}", quote=True)
    st.html(f'<a href="{printed}" target="_blank">Print this page</a>')
    _picture(page, here)
    uploaded_events.tell_in_share()
    st.markdown("**Download the current selection**")
    _downloads(selection, cite_selection(package, words, here), map_file)
    event_download.draw(page, selection)
    st.markdown("**Embed it**")
    _embed(page)
    _cite(page, selection, here)
    api_code.draw(page, selection)


def _picture(page: str, here: str) -> None:
    """Give what the page shows as one picture, drawn by the server."""
    asked = picture_link.read(page, here)
    ways = ", ".join(
        f'<a href="{escape(picture_link.address(replace(asked, form=form)))}" '
        f'download="conflict-atlas-{page}.{form}">{form.upper()}</a>'
        for form in ("png", "svg")
    )
    st.html(f"Picture of this page: {ways}")


def _embed(page: str) -> None:
    """Give the page for a frame of another site, and the open claim's card."""
    package, chosen = process_state.package(), filters.selected_claim()
    whole = Frame(full_link.write(page, embed=True), package.title)
    st.code(embed_snippet.write(whole), language="html", wrap_lines=True)
    if not chosen:
        return
    st.markdown("**Embed this claim’s card alone**")
    address = Addresses("", api_code.site_root(page), "").claim_card(chosen)
    card = Frame(address, record(package, "claims")[chosen]["title"])
    st.code(embed_snippet.write(card), language="html", wrap_lines=True)


def _cite(page: str, selection: Selection, here: str) -> None:
    """Show the citation, and the same for three kinds of programs."""
    package = process_state.package()
    st.markdown("**Cite it**")
    chosen = filters.selected_claim()
    cited_at = _lasting(package, chosen) or here
    cited = (
        cite_claim(package, pd.Series(record(package, "claims")[chosen]), cited_at)
        if chosen
        else cite_selection(package, describe(package, selection), here)
    )
    counts = cite_counts(package, map_layers.coloured())
    cited = " ".join(filter(None, (cited, counts if page == "map" else "")))
    st.code(cited + event_download.cited(page, selection), language=None, wrap_lines=True)
    with st.expander("BibTeX"):
        st.code(bibtex(package, cited_at) + event_download.bibtex(page), language="bibtex")
    with st.expander("RIS"):
        st.code(ris(package, cited_at), language=None)
    with st.expander("CSL-JSON"):
        st.code(csl_json(package, cited_at), language="json")


def _lasting(package: Package, claim_id: str | None) -> str:
    """Address at which a claim stays as it is, where the host publishes the reading edition."""
    edition = settings.edition_address(os.environ)
    if not edition or not claim_id:
        return ""
    return Addresses("", "", "", edition=edition).lasting(claim_id, package.data_version)


def _downloads(selection: Selection, cited: str, map_file: MapFile | None) -> None:
    claim_download.draw(selection, session_keys.SHARE)
    if map_file is not None:
        st.download_button(
            "Map as one HTML file",
            map_file(cited),
            claim_download.name("html"),
            "text/html",
            on_click="ignore",
            key=f"{session_keys.SHARE}-html",
        )
