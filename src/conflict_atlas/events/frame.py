"""What an engine answers as a frame whose columns have the same types whichever engine it was."""

import ibis
import pandas as pd
import pyarrow as pa

_TYPES = {
    "string": "str",
    "date": "datetime64[us]",
    "float64": "float64",
    "int64": "int64",
    "int32": "int64",
    "int16": "int64",
    "int8": "int64",
    "boolean": "bool",
}


def frame(answer: pa.Table, schema: ibis.Schema) -> pd.DataFrame:
    """Turn an Arrow table into a frame of ``schema``; whole numbers with gaps become float64.

    Missing numbers are NaN, missing days NaT, missing text is missing.
    """
    columns: pd.DataFrame = answer.select(schema.names).to_pandas(date_as_object=False)
    found = columns.dtypes.to_dict()
    changes = {}
    for name, kind in zip(schema.names, schema.types, strict=True):
        wanted = _TYPES[str(kind).removeprefix("!")]
        if found[name] == wanted:
            continue
        gaps = wanted == "int64" and columns[name].hasnans
        changes[name] = "float64" if gaps else wanted
    return columns.astype(changes) if changes else columns
