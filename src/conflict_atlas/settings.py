"""What the environment says: where data package and event datasets are. Imports no engine."""

import os
from collections.abc import Mapping
from pathlib import Path

DATA_VARIABLE = "CONFLICT_ATLAS_DATA"
EVENTS_VARIABLE = "CONFLICT_ATLAS_EVENTS"
DATABASE_VARIABLE = "CONFLICT_ATLAS_DATABASE"
_DATA_BESIDE_THE_CODE = Path(__file__).resolve().parents[2] / "data"


def data_folder() -> Path:
    """Folder of the package to serve: ``CONFLICT_ATLAS_DATA``, else ``data`` beside the code."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else _DATA_BESIDE_THE_CODE


def events_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of imported datasets, ``events`` in the data package if none is named."""
    chosen = environ.get(EVENTS_VARIABLE, "")
    return Path(chosen) if chosen else data_folder() / "events"


def event_database(environ: Mapping[str, str]) -> str:
    """Address of the database that holds or asks the datasets, ``""`` for none but the files."""
    return environ.get(DATABASE_VARIABLE, "").strip()
