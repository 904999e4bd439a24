"""A copy of a package for one fault, and the place that the check has to report."""

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "data", ROOT / "tests" / "packages" / "invented")
DESCRIPTOR = "datapackage.json"
LEFT_OUT = shutil.ignore_patterns("recipe", "events", "README.md", "ATTRIBUTION.md", "article.txt")

Row = dict[str, str]
How = Callable[[str], str]  # changes a value


class NotHereError(LookupError):
    """The package has no place for this kind of fault."""


@dataclass(frozen=True)
class Place:
    """The place of a fault; row 0 means anywhere in the file."""

    file: str
    row: int = 0


class Draft:
    """A copied package, with random choices that are the same in every run."""

    def __init__(self, package: Path, copy: Path, chance: Random) -> None:
        shutil.copytree(package, copy, ignore=LEFT_OUT)
        self.path, self.chance = copy, chance
        article = package / "article.txt"
        self.article = article if article.is_file() else None

    def rows(self, file: str) -> list[Row]:
        with (self.path / file).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def write(self, file: str, rows: list[Row]) -> None:
        with (self.path / file).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def pick(self, file: str, fits: Callable[[Row], object] = lambda _: True) -> tuple[int, Row]:
        """Choose a suitable row; returns its number in the file, and the row."""
        found = [(n, row) for n, row in enumerate(self.rows(file), start=2) if fits(row)]
        if not found:
            raise NotHereError(file)
        return self.chance.choice(found)

    def change(self, file: str, number: int, **values: str) -> Place:
        rows = self.rows(file)
        assert values.keys() <= rows[0].keys(), values
        rows[number - 2] |= values
        self.write(file, rows)
        return Place(file, number)

    def alter(
        self,
        file: str,
        column: str,
        how: How,
        fits: Callable[[Row], object] = lambda _: True,
    ) -> Place:
        """Change a value of a column, in a row whose value the change affects."""
        number, row = self.pick(
            file, lambda row: row[column] and how(row[column]) != row[column] and fits(row)
        )
        return self.change(file, number, **{column: how(row[column])})

    def add(self, file: str, row: Row) -> Place:
        rows = [*self.rows(file), row]
        self.write(file, rows)
        return Place(file, len(rows) + 1)

    def bytes(self, file: str, how: Callable[[bytes], bytes]) -> Place:
        content = (self.path / file).read_bytes()
        changed = how(content)
        assert changed != content, file
        (self.path / file).write_bytes(changed)
        return Place(file)

    def descriptor(self, how: Callable[[Any], object]) -> Place:
        content = json.loads((self.path / DESCRIPTOR).read_text("utf-8"))
        before = json.dumps(content)
        how(content)
        assert json.dumps(content) != before
        (self.path / DESCRIPTOR).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return Place(DESCRIPTOR)

    def table(self) -> str:
        """Choose one of the package's tables."""
        return self.chance.choice(
            sorted(
                file.name for file in self.path.glob("*.csv") if file.name != "sample_events.csv"
            )
        )


Seed = Callable[[Draft], Place]
KINDS: dict[str, Seed] = {}


def kind(name: str) -> Callable[[Seed], Seed]:
    """Register a kind of fault under a name."""

    def register(seed: Seed) -> Seed:
        assert name not in KINDS, name
        KINDS[name] = seed
        return seed

    return register
