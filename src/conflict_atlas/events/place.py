"""Where event datasets are, as the environment says; imports no engine."""

from collections.abc import Mapping
from pathlib import Path

from conflict_atlas.claims.folder import default_path

ROOT_VARIABLE = "CONFLICT_ATLAS_EVENTS"
DATABASE_VARIABLE = "CONFLICT_ATLAS_DATABASE"


def root(environ: Mapping[str, str]) -> Path:
    """Return the folder of imported datasets, ``events`` in the data package if none is named."""
    chosen = environ.get(ROOT_VARIABLE, "")
    return Path(chosen) if chosen else default_path() / "events"


def database(environ: Mapping[str, str]) -> str:
    """Address of the database that holds or asks the datasets, ``""`` for none but the files."""
    return environ.get(DATABASE_VARIABLE, "").strip()
