"""The script every reader's session runs: pages, filters, and the page asked for."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.hosting import metrics
from conflict_atlas.link.pages import PAGES
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.page import link_warnings, page_files, page_style
from conflict_atlas.ui.session import datasets, event_picks, filters


def main() -> None:
    """Run one page inside the shell."""
    package = process_state.package()
    link_warnings.read_link()
    page_style.apply()
    chosen = st.navigation(page_files.every(), position="top")
    page_style.head(f"{chosen.title} · Conflict Atlas: {package.map.title}")
    told = st.container()
    filters.draw()
    uploaded_events.restore_sample()
    datasets.draw()
    page = chosen.url_path or PAGES[0].name
    event_picks.take_over(page)
    chosen.run()
    link_warnings.tell_unused(told, page)


with metrics.run():
    main()
