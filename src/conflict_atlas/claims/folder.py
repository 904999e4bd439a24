"""A data package as a folder on disk, before any of its tables is read."""

import json
from pathlib import Path
from typing import Any

from conflict_atlas.fault import Fault, PackageError

DESCRIPTOR = "datapackage.json"


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
