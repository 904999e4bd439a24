"""Datasets in a folder, to list, put and take out: no engine is imported for that."""

from pathlib import Path

from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.dataset_folder import Folder


class FolderStore:
    """Datasets in ``root``."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)

    def sources(self) -> tuple[Manifest, ...]:
        """Every dataset, in the order of identifiers; sees imports by other programs."""
        return tuple(self._folder.sources().values())

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset in one step; False when it is there already."""
        return self._folder.put(source, parquet, rejected)

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""
        return self._folder.remove(source_id)

    def damaged(self) -> dict[str, str]:
        """What is wrong with datasets that cannot be read, by identifier."""
        return self._folder.damaged()
