"""Reads a manifest from the folder with care, since other files may be there too."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

from conflict_atlas.events.manifest import Manifest

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_SAFE = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*", re.ASCII)
_PARQUET = b"PAR1"
# A day beyond is none of a source: it was imported before such rows were rejected.
_LAST_YEAR = 2200


class DamagedError(Exception):
    """What is wrong with one dataset of the folder."""


def read(file: Path, parquet: str) -> Manifest:
    """Read a manifest and look at its events; raises DamagedError and FileNotFoundError."""
    try:
        source = Manifest.from_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError:  # removed a moment ago
        raise
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise DamagedError(f"not the manifest of a dataset ({error})") from None
    if any(not isinstance(getattr(source, one.name), one.type) for one in fields(source)):  # type: ignore[arg-type] # all are classes
        raise DamagedError("not the manifest of a dataset (a value of the wrong kind)")
    if source.source_id != file.stem or not _SAFE.fullmatch(source.source_id):
        raise DamagedError(f"the manifest of another dataset ({source.source_id!r})")
    if not _SAFE.fullmatch(source.version):
        raise DamagedError(f"not the manifest of a dataset (version {source.version!r})")
    _check_days(source)
    _check_events(file.parent / source.source_id / source.version / parquet)
    return source


def _check_days(source: Manifest) -> None:
    try:
        years = [date.fromisoformat(day).year for day in (source.first_day, source.last_day) if day]
    except ValueError:
        raise DamagedError("days that are none") from None
    if years and max(years) > _LAST_YEAR:
        raise DamagedError(f"a day of the year {max(years)}")


def _check_events(events: Path) -> None:
    """Look at both ends of the file: one that was cut has no last one."""
    try:
        with events.open("rb") as file:
            begins = file.read(len(_PARQUET))
            file.seek(-len(_PARQUET), 2)
            ends = file.read(len(_PARQUET))
    except FileNotFoundError:
        raise DamagedError("a manifest without events") from None
    except OSError as error:
        raise DamagedError(f"events that cannot be read ({error.strerror})") from None
    if begins != _PARQUET or ends != _PARQUET:
        raise DamagedError("events that are no Parquet file, or a part of one")
