"""The files a map needs in the browser, served from this server and nowhere else."""

import hashlib
import importlib.resources
from dataclasses import dataclass
from pathlib import Path

from conflict_atlas.settings import CODE

ASSETS = CODE / "assets"
TILE_ORIGIN = "https://tile.openstreetmap.org"
BASEMAP_DESCRIPTOR = "basemap.json"


@dataclass(frozen=True)
class Assets:
    """Folders to serve under ``/assets/<version>/<name>``; the version changes with any file."""

    version: str
    folders: dict[str, Path]

    def address(self, name: str) -> str:
        """Address of a file relative to the map component's own page, so that a base path works."""
        return f"../../assets/{self.version}/{name}"


def find_assets(path: Path, basemap: str) -> Assets:
    """Collect the folders: Leaflet from its wheel, our own script and style, the basemap.

    ``path`` is the package's, ``basemap`` its folder of the basemap, empty for none.
    """
    folders = {"leaflet": leaflet_folder(), "atlas": ASSETS}
    if basemap and (path / basemap / BASEMAP_DESCRIPTOR).is_file():
        folders["basemap"] = path / basemap
    return Assets(version=_fingerprint(folders), folders=folders)


def leaflet_folder() -> Path:
    """Where the XStatic-Leaflet wheel keeps Leaflet."""
    return Path(str(importlib.resources.files("xstatic.pkg.leaflet"))) / "data"


def _fingerprint(folders: dict[str, Path]) -> str:
    content = hashlib.sha256()
    for name, folder in sorted(folders.items()):
        for file in sorted(folder.iterdir()):
            if file.is_file():
                content.update(f"{name}/{file.name}".encode())
                content.update(file.read_bytes())
    return content.hexdigest()[:12]
