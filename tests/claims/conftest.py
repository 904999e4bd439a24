"""A package that a test can break in one place, to expect exactly that fault."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conflict_atlas.claims.check.rules import check_rules
from conflict_atlas.claims.package import read_package
from conflict_atlas.fault import Fault


class Editor:
    """Changes single cells of a copied package; rows are numbered as in the check."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, file: str) -> list[dict[str, str]]:
        with (self.path / file).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def write(self, file: str, rows: list[dict[str, str]]) -> None:
        with (self.path / file).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def first(self, file: str, column: str) -> str:
        return next(row[column] for row in self.read(file) if row[column])

    def set(self, file: str, changes: dict[str, str], row: int = 2) -> None:
        rows = self.read(file)
        assert changes.keys() <= rows[0].keys()
        rows[row - 2] |= {column: self._value(value) for column, value in changes.items()}
        self.write(file, rows)

    def _value(self, value: str) -> str:
        """Replace ``@places.place_id`` by the first such value of the package."""
        if not value.startswith("@"):
            return value
        table, column = value[1:].split(".")
        return self.first(f"{table}.csv", column)

    def broken_rules(self) -> list[Fault]:
        """Faults of the last stage of the check, for tables that fit their schema."""
        return sorted(check_rules(read_package(self.path)))

    def text(self, file: str, change: Callable[[str], str]) -> None:
        content = (self.path / file).read_text(encoding="utf-8")
        (self.path / file).write_text(change(content), encoding="utf-8")

    def descriptor(self, change: Callable[[dict[str, Any]], object]) -> None:
        file = self.path / "datapackage.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content)
        file.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def editor(invented_path: Path) -> Editor:
    return Editor(invented_path)
