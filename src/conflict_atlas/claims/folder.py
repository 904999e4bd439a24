"""A data package as a folder on disk, before any of its tables is read."""

import json
import os
from pathlib import Path
from typing import Any

from conflict_atlas.claims.fault import Fault, PackageError

DATA_VARIABLE = "CONFLICT_ATLAS_DATA"
DESCRIPTOR = "datapackage.json"
_BESIDE_THE_CODE = Path(__file__).resolve().parents[3] / "data"


def default_path() -> Path:
    """Folder of the package to serve: ``CONFLICT_ATLAS_DATA``, else ``data`` beside the code."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else _BESIDE_THE_CODE


def read_descriptor(path: Path) -> dict[str, Any]:
    """Read ``datapackage.json``; raises PackageError when it is missing or not JSON."""
    file = path / DESCRIPTOR
    try:
        descriptor: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackageError([Fault(DESCRIPTOR, 0, "", str(path), "no data package here")]) from None
    except ValueError as error:
        raise PackageError([Fault(DESCRIPTOR, 0, "", "", f"not valid JSON: {error}")]) from None
    return descriptor
