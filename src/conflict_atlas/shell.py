"""The script every reader's session runs: bar, filters, and the page asked for."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from conflict_atlas import process_state
from conflict_atlas.claims.package import Package
from conflict_atlas.events.store.dataset_folder import DatasetGoneError
from conflict_atlas.hosting import metrics
from conflict_atlas.link.pages import pages_of
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.page import address_bar, bar, layout, link_warnings, page_files, tab_title
from conflict_atlas.ui.session import (
    datasets,
    event_picks,
    filters,
    kept_choices,
    opened_place,
    session_keys,
    story_step,
    time_control,
)
from conflict_atlas.ui.widgets import bridge


def main() -> None:
    """Run one page inside the shell."""
    package = process_state.package()
    kept_choices.restore()
    chosen = st.navigation(page_files.every(), position="hidden")
    page = chosen.url_path or pages_of(package)[0].name
    link_warnings.read_link(page)
    address_bar.restore(page)
    tab_title.show(f"{chosen.title} · Conflict Atlas: {package.map.title}")
    pages = None if st.context.is_embedded else _draw_bar(package, page)
    warnings = st.container(key=session_keys.LINK_WARNINGS)
    uploaded_events.restore_sample()
    story_step.arrive(page)
    holders = _hold(page)
    # The story shows what its steps set; filters apply from the next page on.
    if page != story_step.STORY:
        _find()
    bridge.draw(page)  # after them, for it carries the values of the controls
    event_picks.take_over(page)
    if pages:
        bar.draw_links(package, pages, page)
    _run(chosen)
    link_warnings.tell_unused(warnings, page)
    datasets.tell_gone(warnings, page)
    address_bar.send(page)
    kept_choices.send(holders)


def _draw_bar(package: Package, page: str) -> DeltaGenerator:
    """Draw the bar; returns the place of its links, which wait for the controls."""
    places = bar.draw(package)
    layout.keep_place(layout.SHARE, places.share)
    bar.draw_siblings(package, page)
    return places.pages


def _hold(page: str) -> DeltaGenerator:
    """Draw the hidden controls that hold identifiers and the day; returns their place."""
    holders = st.container(key=session_keys.HOLDERS)
    with holders:
        filters.draw_claim()
        opened_place.draw()
        if page != story_step.STORY:
            datasets.draw_identifier(page)
            time_control.draw()
    return holders


def _find() -> None:
    """Draw the filters, with places for what a page has to say and to offer beside them."""
    panel = filters.draw()
    layout.keep_place(layout.HEAD, panel.head)
    layout.keep_place(layout.CHIPS, panel.chips)
    layout.keep_place(layout.BELOW, panel.below)
    datasets.draw(panel.chips)


def _run(page: StreamlitPage) -> None:
    """Run a page; a dataset removed meanwhile is reported to the reader, not raised."""
    try:
        page.run()
    except DatasetGoneError as gone:
        st.warning(str(gone))


with metrics.run():
    main()
