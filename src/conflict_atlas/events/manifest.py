"""The manifest: the description of one imported dataset."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Manifest:
    """One imported dataset.

    ``version`` is the start of the file's SHA-256; every cache of queries is keyed by it.
    Days are ISO dates, "" when nothing was imported. ``measure`` says what the figures count.
    ``rows_read`` is the sum of ``imported``, ``rejected`` and ``duplicates``, all of them rows of
    the file; ``events`` differs from ``imported`` where a row of a wide table holds several.
    ``placed`` counts events, ``disordered`` those whose lowest figure is above the best or highest.
    ``address`` is where the file was fetched from, "" where it was at hand.
    """

    source_id: str
    title: str
    format: str
    file_name: str
    version: str
    measure: str
    licence: str
    attribution: str
    rows_read: int
    imported: int
    rejected: int
    placed: int
    first_day: str
    last_day: str
    invented: bool = False
    duplicates: int = 0
    events: int = 0
    disordered: int = 0
    address: str = ""

    @property
    def label(self) -> str:
        """The title, with the word that the dataset is invented where it is."""
        return f"{self.title} (invented)" if self.invented else self.title

    @property
    def citation(self) -> str:
        """Name the dataset, whom it is from and under which licence, in one line."""
        return ", ".join(filter(None, (self.title, self.attribution, self.licence)))

    @property
    def citation_of_version(self) -> str:
        """Cite exactly what was imported, and say if it is invented."""
        return f"{self.citation}, version {self.version}{' (invented)' if self.invented else ''}"

    @property
    def people(self) -> str:
        """What happened to the people counted, as in ``killed``; "" where no people are."""
        return {"people-killed": "killed", "people-displaced": "displaced"}.get(self.measure, "")

    @property
    def relation(self) -> str:
        """Name of this version's table or view in an engine: PostgreSQL's names end at 63 bytes."""
        content = f"{self.source_id}/{self.version}".encode()
        return f"events_{hashlib.sha256(content).hexdigest()[:24]}"

    def to_json(self) -> str:
        """Write the manifest."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    @staticmethod
    def from_json(text: str) -> "Manifest":
        """Read a manifest; raises TypeError or ValueError when it is not one."""
        fields: dict[str, Any] = json.loads(text)
        return Manifest(**fields)
