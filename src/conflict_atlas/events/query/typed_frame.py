"""The answer of an engine as a frame whose columns have the same types for every engine."""

import ibis
import pandas as pd
import pyarrow as pa

_TYPES = {
    "string": pa.string(),
    "date": pa.timestamp("us"),
    "float64": pa.float64(),
    "int64": pa.int64(),
    "int32": pa.int64(),
    "int16": pa.int64(),
    "int8": pa.int64(),
    "boolean": pa.bool_(),
}


def frame(answer: pa.Table, schema: ibis.Schema) -> pd.DataFrame:
    """Turn an Arrow table into a frame of ``schema``; whole numbers with gaps become float64.

    Missing numbers are NaN, missing days NaT, missing text is missing.
    """
    # Types are changed in Arrow: in pandas each column changed takes as long as a query.
    columns = [
        _cast(answer.column(name), _TYPES[str(kind).removeprefix("!")])
        for name, kind in zip(schema.names, schema.types, strict=True)
    ]
    made: pd.DataFrame = pa.table(columns, names=list(schema.names)).to_pandas()
    return made


def _cast(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    return column if column.type == wanted else column.cast(wanted)
