"""Where code and data are, and how this process serves: what the environment says."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

DATA_VARIABLE = "CONFLICT_ATLAS_DATA"
EVENTS_VARIABLE = "CONFLICT_ATLAS_EVENTS"
DATABASE_VARIABLE = "CONFLICT_ATLAS_DATABASE"
URL_VARIABLE = "CONFLICT_ATLAS_URL"
EDITION_VARIABLE = "CONFLICT_ATLAS_EDITION_URL"
SESSIONS_VARIABLE = "CONFLICT_ATLAS_SESSIONS"
DRAIN_VARIABLE = "CONFLICT_ATLAS_DRAIN_SECONDS"
AWAY_VARIABLE = "CONFLICT_ATLAS_AWAY_SECONDS"
METRICS_VARIABLE = "CONFLICT_ATLAS_METRICS"
AWAY_SECONDS = 40  # what was held is gone within a minute of a tab that was closed
SESSIONS = 200  # measured: deploy/README.md
_ADDRESS = re.compile(r"https?://[^\s/?#@\\\"'<>]+(/[^\s?#\\\"'<>]*)?")
# The only places that are counted from where a file of the code lies.
CODE = Path(__file__).resolve().parent
PROJECT = CODE.parents[1]


def data_folder() -> Path:
    """Folder of the package to serve: ``CONFLICT_ATLAS_DATA``, else the project's ``data``."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else PROJECT / "data"


def events_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of imported datasets, ``events`` in the data package if none is named."""
    chosen = environ.get(EVENTS_VARIABLE, "")
    return Path(chosen) if chosen else data_folder() / "events"


def event_database(environ: Mapping[str, str]) -> str:
    """Address of the database that holds or asks the datasets, ``""`` for none but the files."""
    return environ.get(DATABASE_VARIABLE, "").strip()


def public_address(environ: Mapping[str, str]) -> str:
    """Address by which readers know the first page, without a slash at its end; "" if unsaid.

    Raises ValueError for what is no address.
    """
    return _address(environ, URL_VARIABLE)


def edition_address(environ: Mapping[str, str]) -> str:
    """Address of the folder that ``conflict-atlas build`` wrote, where the host serves one.

    Without a slash at its end; raises ValueError for what is no address.
    """
    return _address(environ, EDITION_VARIABLE)


def _address(environ: Mapping[str, str], name: str) -> str:
    said = environ.get(name, "").strip()
    if said and not _ADDRESS.fullmatch(said):
        raise ValueError(f"{name}={said}: expected an address as in https://atlas.example")
    return said.rstrip("/")


def session_limit(environ: Mapping[str, str]) -> int:
    """Sessions from which no new readers are taken, 0 for any number; may raise ValueError."""
    return _number(environ, SESSIONS_VARIABLE, SESSIONS)


def drain_seconds(environ: Mapping[str, str]) -> int:
    """Seconds within which a process that ends sends its readers elsewhere; may raise ValueError.

    By default none: a process that is alone has nowhere to send them.
    """
    return _number(environ, DRAIN_VARIABLE, 0)


def away_seconds(environ: Mapping[str, str]) -> int:
    """Seconds for which a reader whose connection has ended may come back; may raise ValueError."""
    return _number(environ, AWAY_VARIABLE, AWAY_SECONDS)


def has_metrics(environ: Mapping[str, str]) -> bool:
    """Whether the figures of this process are answered at ``/metrics``; may raise ValueError."""
    return bool(_number(environ, METRICS_VARIABLE, 0))


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    said = environ.get(name, "").strip()
    if said and not re.fullmatch(r"[0-9]{1,6}", said):
        raise ValueError(f"{name}={said}: expected a whole number")
    return int(said) if said else default
