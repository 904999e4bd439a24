"""The report of an import, in lines of plain words."""

from dataclasses import dataclass

from conflict_atlas.events.importing.coverage import Counts
from conflict_atlas.events.importing.validation import DUPLICATE
from conflict_atlas.events.manifest import Manifest


@dataclass(frozen=True)
class Report:
    """Counts of one import; ``reasons`` are reason, rows, first row."""

    file: str
    source: Manifest
    counts: Counts
    reasons: tuple[tuple[str, int, int], ...]
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write the report; the numbers of its first line add up."""
        counts, source = self.counts, self.source
        lines = [
            f"{self.file}: {source.format}, as {source.source_id}",
            (
                f"  {counts.read:,} rows read = {counts.imported:,} imported"
                f" + {counts.rejected:,} rejected + {counts.duplicates:,} exact duplicates"
            ),
        ]
        if counts.equal:
            lines.append(
                f"  {counts.equal:,} rows equal an earlier one, have no identifier and are kept"
                ' (a mapping with equal_rows = "drop" leaves them out)'
            )
        if source.events != counts.imported:
            lines.append(f"  {source.events:,} events: each filled cell of a row is one")
        if source.events:
            lines.append(f"  {source.first_day} to {source.last_day}")
        without = source.events - source.placed
        if without:
            lines.append(f"  {without:,} not placed: they have no coordinates, and are kept")
        lines += [f"  {remark}" for remark in self.remarks]
        lines += [
            f"  {rows:,} x {reason} (first: row {first:,})"
            for reason, rows, first in self.reasons
            if reason != DUPLICATE
        ]
        return "\n".join(lines)
