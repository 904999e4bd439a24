"""A data package in memory: the tables as pandas frames, checked before they are used."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from conflict_atlas.claims.contract import columns
from conflict_atlas.claims.folder import DESCRIPTOR, read_descriptor

_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}


@dataclass(frozen=True)
class Article:
    """The one source of the claims."""

    title: str
    author: str
    publisher: str
    published: str
    written: str
    url: str
    stance: str
    language: str = "en"
    note: str = ""


@dataclass(frozen=True)
class MapSettings:
    """The map's first view and day; ``basemap`` is a folder of the package, empty for none.

    ``day`` is the ISO day that cities and counts are shown for at first, empty for the last one.
    """

    title: str
    latitude: float
    longitude: float
    zoom: int
    basemap: str = ""
    day: str = ""


def _empty(table: str) -> pd.DataFrame:
    kinds = {n: _DTYPES.get(c.type, "datetime64[ns]") for n, c in columns(table).items()}
    return pd.DataFrame(columns=list(kinds)).astype(kinds)


@dataclass(frozen=True, eq=False)
class Package:
    """Every table of one data package; frames are shared and must not be changed.

    Missing text is ``""``, missing numbers are NaN, missing dates are NaT. ``actor_names``,
    ``claim_places``, ``area_counts``, ``story`` and ``changes`` are empty where there is none.
    ``claims``, ``actors``, ``sources``, ``series`` and ``figures`` are indexed by their identifiers
    (which stay columns too); ``places`` is a GeoDataFrame of WGS 84 points.
    """

    path: Path
    name: str
    title: str
    description: str
    version: str
    digest: str
    licence: str
    article: Article
    map: MapSettings
    claims: pd.DataFrame
    claim_actors: pd.DataFrame
    actors: pd.DataFrame
    places: gpd.GeoDataFrame
    sources: pd.DataFrame
    series: pd.DataFrame
    figures: pd.DataFrame
    control: pd.DataFrame
    displacement: pd.DataFrame
    relations: pd.DataFrame
    paragraphs: pd.DataFrame
    descriptor: dict[str, Any] = field(repr=False)
    actor_names: pd.DataFrame = field(default_factory=lambda: _empty("actor-names"))
    claim_places: pd.DataFrame = field(default_factory=lambda: _empty("claim-places"))
    area_counts: pd.DataFrame = field(default_factory=lambda: _empty("area-counts"))
    story: pd.DataFrame = field(default_factory=lambda: _empty("story"))
    changes: pd.DataFrame = field(default_factory=lambda: _empty("changes"))

    @property
    def data_version(self) -> str:
        """Version and content of the data in one short word, for links and citations."""
        return f"{self.version}-{self.digest}"

    @cached_property
    def first_day(self) -> pd.Timestamp:
        """Earliest day any claim refers to."""
        return pd.Timestamp(self.claims["date_start"].min())

    @cached_property
    def last_day(self) -> pd.Timestamp:
        """Latest day any claim refers to."""
        return pd.Timestamp(self.claims["date_end"].max())

    @cached_property
    def reference_day(self) -> pd.Timestamp:
        """Day that pages about a moment show at first."""
        return pd.Timestamp(self.map.day) if self.map.day else self.last_day

    def table(self, name: str) -> pd.DataFrame:
        """Table of a resource by the name it has in the descriptor, as in ``claim-actors``."""
        found: pd.DataFrame = getattr(self, name.replace("-", "_"))
        return found

    def file_of(self, name: str) -> str:
        """Name of the file a resource is read from."""
        found: str = next(r["path"] for r in self.descriptor["resources"] if r["name"] == name)
        return found

    def basemap_file(self, name: str) -> Path | None:
        """Path of a file of the package's basemap, or None where it brings none."""
        if not self.map.basemap:
            return None
        found = self.path / self.map.basemap / name
        return found if found.is_file() else None


def has_figure(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Say which claims give a figure."""
    return claims["low"].notna() | claims["high"].notna()


def read_package(path: Path) -> Package:
    """Read a package whose tables have been checked (see ``check.load_package``)."""
    descriptor = read_descriptor(path)
    tables = {r["name"]: _read_table(path, r) for r in descriptor["resources"]}
    for name in ("claims", "actors", "places", "sources", "series", "figures"):
        key = tables[name].columns[0]
        tables[name] = tables[name].set_index(key, drop=False)
    points = gpd.points_from_xy(tables["places"]["longitude"], tables["places"]["latitude"])
    places = gpd.GeoDataFrame(tables.pop("places"), geometry=points, crs="EPSG:4326")
    return Package(
        path=path,
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        version=descriptor["version"],
        digest=_digest(path, descriptor),
        licence=descriptor["licenses"][0]["name"],
        article=Article(**descriptor["article"]),
        map=MapSettings(**descriptor["map"]),
        places=places,
        descriptor=descriptor,
        **{name.replace("-", "_"): table for name, table in tables.items()},
    )


def _read_table(path: Path, resource: dict[str, Any]) -> pd.DataFrame:
    fields = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
    frame = pd.read_csv(
        path / resource["path"],
        dtype={name: _DTYPES[kind] for name, kind in fields.items() if kind in _DTYPES},
        parse_dates=[name for name, kind in fields.items() if kind == "date"],
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
        encoding="utf-8",
    )
    text = [name for name, kind in fields.items() if kind == "string"]
    return frame.assign(**{name: frame[name].fillna("") for name in text})


def _digest(path: Path, descriptor: dict[str, Any]) -> str:
    """Hash descriptor and tables, so that a link can tell when the data behind it has changed."""
    content = hashlib.sha256((path / DESCRIPTOR).read_bytes())
    for resource in descriptor["resources"]:
        content.update((path / resource["path"]).read_bytes())
    return content.hexdigest()[:8]
