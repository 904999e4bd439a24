"""The script every reader's session runs: pages, filters, and the page asked for."""

from pathlib import Path

import streamlit as st

from conflict_atlas.ui import (
    datasets,
    event_choice,
    filters,
    notice,
    own_events,
    pages,
    store,
    style,
    turn,
)

ROOT = Path(__file__).resolve().parents[2]
# Without icons: Streamlit would ask a font server for each page's icon as the browser's own.
PAGES = (
    ("map", "Map"),
    ("timeline", "Timeline"),
    ("displacement", "Displacement"),
    ("deployments", "Deployments"),
    ("costs", "Costs"),
    ("actors", "Actors"),
    ("claims", "Claims"),
    ("events", "Events"),
    ("evidence", "Evidence"),
    ("about", "About"),
)


def main() -> None:
    """Run one page inside the shell."""
    package = store.package()
    notice.read_link()
    style.apply()
    chosen = st.navigation(pages.listed(ROOT / "pages", PAGES), position="top")
    style.head(f"{chosen.title} · Conflict Atlas: {package.map.title}")
    told = st.container()
    filters.draw()
    own_events.restore_sample()
    datasets.draw()
    page = chosen.url_path or "map"
    event_choice.take_over(page)
    chosen.run()
    notice.tell_unused(told, page)


with turn.taken():
    main()
