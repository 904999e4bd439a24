"""A fault in a file of events, in words that let its owner correct it."""

from conflict_atlas.fault import Fault


class ImportFault(Exception):  # noqa: N818 - "fault" is the word that readers see
    """A file that cannot be imported: what was found, and what would decide it."""

    def __init__(
        self, file: str, reason: str, *, row: int = 0, column: str = "", value: str = ""
    ) -> None:
        """Keep where it is; row 1 is the header, 0 the whole file."""
        self.fault = Fault(file, row, column, value, reason)
        super().__init__(str(self.fault))
