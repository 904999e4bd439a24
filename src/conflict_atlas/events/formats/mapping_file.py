"""The small mapping file: how a file is read, and which of its columns mean what."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conflict_atlas.events.formats.import_fault import ImportFault

# Columns of the schema that a mapping may name; the others are worked out.
FIELDS = (
    "event_id", "date_start", "date_end", "date_precision", "event_type", "sub_event_type",
    "side_a", "side_b", "place", "admin1", "admin2", "country", "latitude", "longitude",
    "geo_precision", "low", "best", "high", "notes", "reference",
)  # fmt: skip
MEASURES = ("people-killed", "people-displaced", "none")
_READING = ("separator", "decimal", "encoding", "date_format")
_ABOUT = ("title", "licence", "attribution", "measure")


@dataclass(frozen=True)
class MappingFile:
    """What is stated about a file; an empty value leaves it to the file itself."""

    separator: str = ""
    decimal: str = ""
    encoding: str = ""
    date_format: str = ""
    title: str = ""
    licence: str = ""
    attribution: str = ""
    measure: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """Everything that changes what an import gives, always in the same order."""
        return json.dumps(
            {name: _plain(value) for name, value in vars(self).items() if value},
            ensure_ascii=False,
            sort_keys=True,
        )


def load(path: Path) -> dict[str, Any]:
    """Read a mapping file, TOML or JSON; raises ImportFault."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportFault(str(path), f"cannot be read: {error.strerror}") from None
    return parse(content, str(path))


def parse(content: bytes, name: str) -> dict[str, Any]:
    """Read the content of a mapping file, JSON by its name, else TOML; raises ImportFault."""
    try:
        text = content.decode("utf-8-sig")
        return dict(json.loads(text) if name.endswith(".json") else tomllib.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise ImportFault(name, f"not a mapping file in TOML or JSON: {error}") from None


def understand(mapping: Mapping[str, Any] | None, file: str) -> MappingFile:
    """Check a mapping; raises ImportFault that names what is not known."""
    mapping = mapping or {}
    known = (*_READING, *_ABOUT, "columns", "constants", "origins")
    for name, value in mapping.items():
        if name not in known:
            raise ImportFault(file, f"expected one of {', '.join(known)}", column=name)
        wanted = {"columns": Mapping, "constants": Mapping, "origins": list}.get(name, str)
        if not isinstance(value, wanted):
            raise ImportFault(file, "of the wrong kind", column=name, value=str(value))
    for part in ("columns", "constants"):
        for name in mapping.get(part, {}):
            if name not in FIELDS:
                reason = f"not a column of the schema; they are {', '.join(FIELDS)}"
                raise ImportFault(file, reason, column=f"{part}.{name}")
    stated = MappingFile(**{**mapping, "origins": tuple(mapping.get("origins", ()))})
    _check_values(stated, file)
    return stated


def _check_values(stated: MappingFile, file: str) -> None:
    if stated.measure and stated.measure not in MEASURES:
        reason = f"expected one of {', '.join(MEASURES)}"
        raise ImportFault(file, reason, column="measure", value=stated.measure)
    if stated.decimal not in ("", ".", ","):
        raise ImportFault(file, "expected . or ,", column="decimal", value=stated.decimal)
    if len(stated.separator) > 1:
        reason = "expected one character"
        raise ImportFault(file, reason, column="separator", value=stated.separator)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value
