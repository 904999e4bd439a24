"""The settings of every page except the story, carried from page to page."""

from datetime import date

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.link.parameter_names import AT, CARRIED


def query() -> dict[str, list[str]]:
    """Return them as parameters of a link: filters, open place and claim, dataset, moved day."""
    found = {name: as_parameter(st.session_state.get(name)) for name in CARRIED}
    if found[AT] == [process_state.package().reference_day.date().isoformat()]:
        del found[AT]
    return {name: values for name, values in found.items() if values}


def as_parameter(value: object) -> list[str]:
    """Return the value of a control as a link has it; nothing for one that is unset."""
    values = value if isinstance(value, list | tuple) else [value] if value else []
    return [one.isoformat() if isinstance(one, date) else str(one) for one in values]
