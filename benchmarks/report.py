"""Measurements as plain-text tables, and whether they meet their targets."""

import math
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | float
Row = tuple[Cell, ...]
WHOLE_FROM = 20  # from here up a decimal would claim more than was measured


@dataclass(frozen=True)
class Target:
    """One figure the dashboard has to reach, in the unit it is printed in."""

    name: str
    reached: float
    limit: float
    unit: str
    condition: bool = True
    note: str = ""

    def __str__(self) -> str:
        """One line: met or not, what was asked, what was measured."""
        met = "met    " if self.condition and self.reached <= self.limit else "NOT MET"
        note = f" ({self.note})" if self.note else ""
        asked = f"at most {self.limit:g} {self.unit}"
        return f"  {met}  {self.name}: {shown(self.reached)} {self.unit}, {asked}{note}"


def median(values: Sequence[float]) -> float:
    """Median; NaN of no values."""
    return statistics.median(values) if values else math.nan


def p95(values: Sequence[float]) -> float:
    """95th percentile (nearest rank); NaN of no values."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1] if values else math.nan


def milliseconds(seconds: float) -> float:
    """Seconds in thousandths."""
    return seconds * 1000


def section(title: str, header: Sequence[str], rows: Sequence[Row], *notes: str) -> None:
    """Print a table with its title and notes on how to read it."""
    cells = [list(header), *([shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    print(f"\n{title}   (load average {os.getloadavg()[0]:.1f})\n{'=' * len(title)}")
    for row in cells:
        aligned = [
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  " + "  ".join(aligned).rstrip())
    for note in notes:
        print(f"  {note}")


def shown(cell: Cell) -> str:
    """Write a number no more precisely than it is known, NaN as a dash."""
    if isinstance(cell, str):
        return cell
    if math.isnan(cell):
        return "-"
    return f"{cell:,.1f}" if abs(cell) < WHOLE_FROM else f"{cell:,.0f}"


def waits(seconds: float, *, beyond: bool) -> str:
    """Write a waiting time in milliseconds; ``beyond`` if it was cut short."""
    return f"{'>' if beyond else ''}{shown(milliseconds(seconds))}"


def share(part: float) -> str:
    """Write a share as a percentage."""
    return f"{part:.0%}"


def conclude(targets: Sequence[Target]) -> None:
    """Print each target with what was reached."""
    print("\nTargets\n=======")
    for target in targets:
        print(target)
