"""Rows of a table as plain dictionaries, where a table's own types would only be in the way."""

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """All rows of a table, in order."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def record(frame: pd.DataFrame, key: str) -> Record:
    """Return the row with an identifier; raises KeyError when there is none."""
    return records(frame.loc[[key]])[0]
