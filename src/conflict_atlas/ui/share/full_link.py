"""The full address of what a reader sees."""

from urllib.parse import urlsplit

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.link import link_schema
from conflict_atlas.link import parameter_names as names
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import datasets

# Defaults of these depend on the data: a link without them would show something else later.
DATED = (names.AT, names.YEAR, names.CENTRE, names.DAYS, names.KM)


def write(page: str, *, embed: bool = False) -> str:
    """Full address of what this reader sees on a page."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    for name in DATED:
        if st.session_state.get(name) is not None and name in link_schema.BY_PAGE[page]:
            params.setdefault(name, [str(st.session_state[name])])
    if names.STEP in link_schema.BY_PAGE[page]:
        params.setdefault(names.STEP, ["1"])  # without a step an address means the map
    if uploaded_events.UPLOADED in params.get(datasets.KEY, ()):
        del params[datasets.KEY]  # nobody else has that file
    here = urlsplit(st.context.url or "")
    words = link_schema.query(params, process_state.package().data_version)
    flag = "&embed=true" if embed else ""
    return f"{here.scheme}://{here.netloc}{here.path or '/'}?{words}{flag}"
