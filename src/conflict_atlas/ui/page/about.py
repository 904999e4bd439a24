"""The About page: everything said here comes from the package or explains the marks."""

import json
from html import escape
from urllib.parse import quote

import pyarrow as pa
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.citation import bibtex, cite_article, cite_selection
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, describe, identify
from conflict_atlas.memoization import memoized
from conflict_atlas.ui import markdown
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.share import claim_download, full_link
from conflict_atlas.ui.widgets import row_list
from conflict_atlas.views import change_list, words
from conflict_atlas.views.maps.map_assets import BASEMAP_DESCRIPTOR

SOURCE_COLUMNS = {
    "publisher": "Publisher",
    "title": "Document",
    "date": "Date",
    "url": "Address",
    "stance": "Stance",
    "seen_in": "Read in",
    "licence": "Licence",
    "archived_url": "Archived copy",
}
# In windows of 1024 and of 1400 pixels the last column in view is whole.
_WIDTHS = {"Publisher": 240, "Document": 371, "Date": 96, "Stance": 198}
_WIDTHS |= {"Read in": 270, "Licence": 106}


def show(selection: Selection) -> None:
    """Draw the page's sections."""
    package = process_state.package()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _source(package)
        _reading(package)
        _marks()
        _changed(package)
    with right:
        _downloads(package, selection)
        _citing(package, selection)
        _licences(package)
    _sources(package)


def _source(package: Package) -> None:
    article = package.article
    st.header("One article")
    st.html(
        f"<p>{escape(package.description)}</p>"
        f'<p>The article is <a href="{escape(article.url, quote=True)}" target="_blank" '
        f'rel="noopener noreferrer">{escape(cite_article(package))}</a>'
        f"{escape(f', written {article.written}' if article.written else '')}. "
        "Its text is not part of this site: sentences belong to their author. Each claim links to "
        "the paragraph that makes it.</p>"
        f"<p><b>Its stance.</b> {escape(article.stance)}</p>"
        + (f"<p>{escape(article.note)}</p>" if article.note else "")
    )


def _reading(package: Package) -> None:
    st.header("How the claims were read")
    st.html(_read(package))


@memoized(1)
def _read(package: Package) -> str:
    counts = package.claims["time_precision"].value_counts()
    exact = int(counts.get("day", 0))
    found = int((package.claims["found_source_id"] != "").sum())
    linked = package.figures["claim_id"].replace("", None).nunique()
    lines = (
        f"{exact} claims name a day; the others leave a span open, drawn as a bar or a window.",
        f"For {found} claims another source gives a day or a place: shown as found elsewhere.",
        "Words such as scores or hundreds are read literally, and the claim says so.",
        f"Independent figures stand beside {linked} claims; none is added up or averaged.",
        "Missing stays missing: no invented zero, day or point.",
    )
    return (
        f"<p>{len(package.claims)} claims, each in our own words, with its paragraph, a few words "
        "to find it by, who says so, and a date, place and figure no more precise than the text."
        f"</p><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    )


def _marks() -> None:
    st.header("What the marks mean")
    signs = "".join(
        f'<span><i class="glyph glyph-{kind}"></i> {escape(label)}</span>'
        for kind, label in words.TYPE_LABEL.items()
    )
    exact = ", ".join(escape(text) for text in words.GEO_PRECISION_LABEL.values() if text)
    st.html(
        f'<p class="atlas-key">{signs}</p>'
        "<p><b>When</b>: a filled dot is a day that the article gives or that follows from its "
        "words, a hollow dot a day found in another source, a bar the days that the claim can "
        "mean.</p>"
        f"<p><b>Where</b>: a place is no more exact than the article: {exact}.</p>"
        "<p><b>Discs</b> are people killed, their area the lower figure; a ring stands at the "
        "upper one, and a dotted ring says “or more”.</p>"
        "<p><b>Whole countries and regions</b> have no mark on the map: what is said of them "
        "stands beside it. <b>Hollow diamonds</b> are places found in another source, tied by a "
        "dashed line to the place the article names where that is near.</p>"
    )


def _changed(package: Package) -> None:
    changes = _changes(package)
    if changes:
        st.header("What changed")
        st.html(f'{changes}<p><a href="feed.xml" target="_blank">As a feed</a></p>')


@memoized(1)
def _changes(package: Package) -> str:
    # Relative to this page's own address, so that they hold below every path.
    return change_list.write(package, lambda claim_id: f"claim/{quote(claim_id)}")


def _downloads(package: Package, selection: Selection) -> None:
    count = len(identify(package, selection))
    st.header("Downloads")
    version = markdown.escape(package.data_version)
    st.caption(f"{count} claims of the current selection, data version {version}")
    claim_download.draw(selection, session_keys.ABOUT)


def _citing(package: Package, selection: Selection) -> None:
    st.header("How to cite")
    here = full_link.write("about")
    cited = cite_selection(package, describe(package, selection), here)
    st.code(cited, language=None, wrap_lines=True)
    st.code(bibtex(package, here), language="bibtex", wrap_lines=True)


def _licences(package: Package) -> None:
    st.header("Licences and attributions")
    st.html(
        f"<p>Data: {escape(package.licence)}. Code: MIT.</p>"
        "<p>Map drawn with Leaflet and folium, charts with Plotly, pages with Streamlit.</p>"
        f"<p>{escape(_attribution(package))}</p>"
    )


def _attribution(package: Package) -> str:
    file = package.basemap_file(BASEMAP_DESCRIPTOR)
    return json.loads(file.read_text("utf-8")).get("attribution", "") if file else ""


def _sources(package: Package) -> None:
    st.header("Independent sources")
    table = _used_sources(package)
    st.dataframe(
        table,
        hide_index=True,
        key=session_keys.SOURCES,
        height=row_list.height_of(len(table)),
        column_config={
            **{name: st.column_config.TextColumn(width=w) for name, w in _WIDTHS.items()},
            "Address": st.column_config.LinkColumn(width=72, display_text="Open"),
            "Archived copy": st.column_config.LinkColumn(width=110, display_text="Open"),
        },
        alt=f"Table of {len(table)} sources of independent figures",
    )


@memoized(1)
def _used_sources(package: Package) -> pa.Table:
    used = {
        *package.figures["source_id"],
        *package.control["source_id"],
        *package.control["second_source_id"],
        *package.displacement["source_id"],
        *package.area_counts["source_id"],
        *package.claims["found_source_id"],
    }
    table = package.sources.loc[package.sources["source_id"].isin(used), list(SOURCE_COLUMNS)]
    return pa.Table.from_pandas(table.rename(columns=SOURCE_COLUMNS), preserve_index=False)
