"""The files a map needs in the browser, all served from this server."""

import hashlib
import importlib.resources
import importlib.util
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from conflict_atlas.memoization import memoized
from conflict_atlas.settings import CODE

ASSETS = CODE / "assets"
TILE_ORIGIN = "https://tile.openstreetmap.org"
BASEMAP_DESCRIPTOR = "basemap.json"


@dataclass(frozen=True)
class Assets:
    """Folders to serve under ``/assets/<version>/<name>``; the version changes with any file."""

    version: str
    folders: dict[str, Path]

    @property
    def root(self) -> str:
        """Path of all these files below that of the server."""
        return f"assets/{self.version}"

    def address(self, name: str) -> str:
        """Address of a file relative to the map component's own page, so that a base path works."""
        return f"../../{self.root}/{name}"


def find_assets(path: Path, basemap: str) -> Assets:
    """Collect the folders: Leaflet from its wheel, our own script and style, the basemap.

    ``path`` is the package's, ``basemap`` its folder of the basemap, empty for none.
    """
    folders = {"leaflet": leaflet_folder(), "atlas": ASSETS}
    if basemap and (path / basemap / BASEMAP_DESCRIPTOR).is_file():
        folders["basemap"] = path / basemap
    return Assets(version=_fingerprint(folders), folders=folders)


def leaflet_folder() -> Path:
    """The folder of Leaflet in the XStatic-Leaflet wheel."""
    return Path(str(importlib.resources.files("xstatic.pkg.leaflet"))) / "data"


@memoized(1)
def plotly_path() -> str:
    """Path of the script with which a browser draws pictures of charts; changes with plotly."""
    return f"/assets/plotly-{version('plotly')}/plotly.min.js"


def plotly_file() -> Path:
    """That script in plotly's wheel; plotly itself is not imported, since that takes long."""
    found = importlib.util.find_spec("plotly")
    if found is None or not found.origin:
        raise ModuleNotFoundError("plotly")
    return Path(found.origin).parent / "package_data" / "plotly.min.js"


def _fingerprint(folders: dict[str, Path]) -> str:
    content = hashlib.sha256()
    for name, folder in sorted(folders.items()):
        for file in sorted(folder.iterdir()):
            if file.is_file():
                content.update(f"{name}/{file.name}".encode())
                content.update(file.read_bytes())
    return content.hexdigest()[:12]
