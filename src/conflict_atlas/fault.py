"""Faults and oddities of a data package, in words that let a curator find and mend them."""

from dataclasses import dataclass

LONGEST_VALUE = 120  # characters of a value that are shown


@dataclass(frozen=True, order=True)
class _Remark:
    """The place of something, the value there and a remark on it.

    ``row`` is the line number in the file, the header being line 1; 0 means the whole file.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        if self.value:
            place += f", value {_shortened(self.value)!r}"
        return f"{place}: {self.reason}"


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"


class Fault(_Remark):
    """Something wrong: a package with a fault is not served."""


class DataWarning(_Remark):
    """Something to look at in a package without faults: it is served all the same."""


class PackageError(Exception):
    """A data package that cannot be served; holds every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults in the order of file and row."""
        self.faults = sorted(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        noun = "fault" if len(self.faults) == 1 else "faults"
        super().__init__(f"The data package has {len(self.faults)} {noun}:\n{lines}")
