"""A dataset of the Humanitarian Data Exchange, by the API of CKAN that it runs on."""

import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflict_atlas.events.fetching.download import LIMIT, Downloaded, download
from conflict_atlas.events.fetching.http import FetchError, ask_json

SERVER = "https://data.humdata.org"
_READ = ("CSV", "XLSX", "XLS", "ODS", "GEOJSON", "JSON", "GEOPACKAGE", "SHP", "KML", "ZIP")


@dataclass(frozen=True)
class HdxDataset:
    """HDX's description of a dataset."""

    title: str
    licence: str
    attribution: str


def fetch(
    folder: Path, dataset: str, resource: str, *, server: str = SERVER, limit: int = LIMIT
) -> tuple[Downloaded, str, HdxDataset]:
    """Fetch one file of a dataset; returns its address and its description too.

    ``resource`` is its name, "" for the only one that can be read. Raises FetchError.
    """
    query = urllib.parse.urlencode({"id": dataset})
    answer = ask_json(f"{server}/api/3/action/package_show?{query}")
    result = answer.get("result") if isinstance(answer, dict) and answer.get("success") else None
    if not isinstance(result, dict):
        raise FetchError(f"{server} knows no dataset {dataset}")
    chosen = _choose(result.get("resources") or [], dataset, resource)
    address = str(chosen.get("download_url") or chosen.get("url") or "")
    found = download(urllib.parse.urljoin(f"{server}/", address), folder, limit=limit)
    organisation = (result.get("organization") or {}).get("title", "")
    described = HdxDataset(
        str(result.get("title") or dataset),
        str(result.get("license_title") or "as stated at HDX"),
        ", ".join(filter(None, (str(result.get("dataset_source") or organisation), "through HDX"))),
    )
    return found, address, described


def _choose(resources: list[Any], dataset: str, name: str) -> dict[str, Any]:
    files = [one for one in resources if isinstance(one, dict)]
    if name:
        fits = [one for one in files if name in (one.get("name"), one.get("id"))]
    else:
        fits = [one for one in files if _kind(one) in _READ]
    if len(fits) == 1:
        return fits[0]
    listed = "; ".join(f"{one.get('name')} ({_kind(one)})" for one in files) or "none"
    raise FetchError(f"{dataset} has these files: {listed}. --resource NAME says which")


def _kind(resource: dict[str, Any]) -> str:
    return str(resource.get("format", "")).upper()
