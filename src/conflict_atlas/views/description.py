"""What a drawing shows, for those who cannot see it: a sentence or two, and a table."""

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Description:
    """Words and a table that describe a drawing made in the browser."""

    alt: str
    table: pd.DataFrame

    @property
    def rows(self) -> pa.Table:
        """The table in the form in which it is sent to the browser."""
        return pa.Table.from_pandas(self.table, preserve_index=False)
