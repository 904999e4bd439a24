"""A table in which a row can be chosen, with the mouse or the keyboard."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from conflict_atlas.ui.session import kept_choices, session_keys

ROW_HEIGHT = 35  # of Streamlit's tables, in pixels
TALL = 66  # of rows whose texts take more than one line: Streamlit breaks none in lower ones
TALLEST = 2100  # pixels of a table, which page.css ends where its window ends


def height_of(rows: int, row_height: int = ROW_HEIGHT, most: int = TALLEST) -> int:
    """Height in pixels of a table that ends where its rows end."""
    return min(most, ROW_HEIGHT + row_height * rows + 3)


def draw(  # noqa: PLR0913 - a table, how it looks, and what a choice does
    table: pa.Table,
    key: str,
    named: Sequence[Any],
    choose: Callable[[Any], None],
    alt: str,
    *,
    height: int = TALLEST,
    columns: tuple[str, ...] | None = None,
    widths: Mapping[str, int] | None = None,
    tall: bool = False,
) -> None:
    """Draw rows; ``choose`` is called with the one of ``named`` that stands for what was chosen.

    ``columns`` are those shown, ``widths`` of some of them in pixels; in ``tall`` rows texts take
    more than one line.
    """
    row_height = TALL if tall else ROW_HEIGHT

    def chosen() -> None:
        row, seen = _chosen_row(key), _seen(key)
        if row is not None and row < len(seen):
            choose(seen[row])

    _keep(key, named)
    settings: dict[str, Any] = {
        name: st.column_config.Column(width=width) for name, width in (widths or {}).items()
    }
    st.dataframe(
        table,
        key=key,
        height=height_of(len(table), row_height, height),
        row_height=row_height,
        hide_index=True,
        on_select=chosen,
        # Cells alone would do, but a press on one is lost while the table is being redrawn.
        selection_mode=("single-row", "single-cell"),
        column_order=columns,
        column_config=settings,
        alt=alt,
    )


def _keep(key: str, named: Sequence[Any]) -> None:
    """Keep what rows are, also for a press on a list that the browser has not drawn again yet."""
    state, shown = st.session_state, f"{session_keys.SHOWN_ROWS}{key}"
    lists = state.get(shown, {}) | {kept_choices.this_run(): named}
    last = max((run for run in lists if run <= kept_choices.heard()), default=0)
    state[shown] = {run: one for run, one in lists.items() if run >= last}


def _seen(key: str) -> Sequence[Any]:
    """What the rows are that the browser shows."""
    lists: dict[int, Sequence[Any]] = st.session_state[f"{session_keys.SHOWN_ROWS}{key}"]
    heard = kept_choices.heard()
    return lists[max((run for run in lists if run <= heard), default=min(lists))]


def _chosen_row(key: str) -> int | None:
    """Row that was ticked or whose cell was pressed last; None when a choice was taken back."""
    state, before = st.session_state, f"{session_keys.CHOSEN_ROW}{key}"
    now = {name: state[key]["selection"][name] for name in ("rows", "cells")}
    last = state.get(before, {"rows": [], "cells": []})
    state[before] = now
    if now["cells"] and now["cells"] != last["cells"]:
        return int(now["cells"][0][0])
    return int(now["rows"][0]) if now["rows"] and now["rows"] != last["rows"] else None
