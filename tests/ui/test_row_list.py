"""Tables end where their rows end; a press chooses the row that the reader saw."""

from typing import Any

import pyarrow as pa
import pytest

from conflict_atlas.ui.session import kept_choices, session_keys
from conflict_atlas.ui.widgets import row_list
from conflict_atlas.ui.widgets.row_list import ROW_HEIGHT, TALL, TALLEST, height_of


def test_a_table_is_as_high_as_its_head_and_its_rows():
    assert [height_of(rows + 1) - height_of(rows) for rows in range(3)] == [ROW_HEIGHT] * 3
    assert height_of(2, TALL) - height_of(0) == 2 * TALL


def test_no_table_is_higher_than_a_window():
    assert height_of(1000) == height_of(999, TALL) == TALLEST
    assert height_of(1000, most=370) == 370


def test_a_press_chooses_what_the_reader_saw(monkeypatch: pytest.MonkeyPatch):
    drawn: list[Any] = []
    state: dict[str, Any] = {}
    chosen: list[str] = []
    for module in (row_list, kept_choices):
        monkeypatch.setattr(module.st, "session_state", state)
    monkeypatch.setattr(
        row_list.st, "dataframe", lambda *_, on_select, **__: drawn.append(on_select)
    )

    def press(row: int, browser_has: int) -> None:
        state["list"] = {"selection": {"rows": [], "cells": [(row, "Claim")]}}
        state[session_keys.RECEIPT] = str(browser_has)
        drawn[-1]()

    for run, rows in enumerate((["a", "b", "c"], ["c", "d"], ["d"])):
        state[session_keys.LAST_RUN] = run
        row_list.draw(pa.table({"Claim": rows}), "list", rows, chosen.append, "")
    state[session_keys.LAST_RUN] = 3
    press(2, browser_has=1)
    press(1, browser_has=2)
    press(0, browser_has=3)
    press(1, browser_has=3)  # there is no such row
    assert chosen == ["c", "d", "d"]
