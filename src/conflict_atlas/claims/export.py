"""The selected claims to take away: CSV for spreadsheets, GeoJSON for maps."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from conflict_atlas.claims.citation import passage_url
from conflict_atlas.claims.package import Package
from conflict_atlas.csv_cell import make_harmless

_DECIMALS = 6  # of a degree: about ten centimetres, as RFC 7946 advises


def to_csv(package: Package, claims: pd.DataFrame) -> bytes:
    """Write claims with their actors, places and source, one row each, as CSV in UTF-8.

    The file starts with a byte order mark, by which spreadsheets recognise UTF-8.
    """
    return write_csv(join_claims(package, claims), mark=True)


def join_claims(package: Package, claims: pd.DataFrame) -> pd.DataFrame:
    """Claims with their actors, places, found places and the article, one row each."""
    places = package.places[["name", "country", "latitude", "longitude", "coordinate_kind"]]
    places = pd.DataFrame(places.rename(columns={"name": "place"}))
    found = places[["place", "latitude", "longitude"]].add_prefix("found_")
    publishers = package.sources["publisher"].rename("found_source")
    joined = claims.reset_index(drop=True).join(_actors(package), on="claim_id")
    joined = joined.join(places, on="place_id")
    joined = joined.join(found, on="found_place_id").join(publishers, on="found_source_id")
    article = package.article
    return joined.assign(
        article=article.title,
        author=article.author,
        publisher=article.publisher,
        published=article.published,
        passage_url=[passage_url(article, anchor) for anchor in joined["anchor"]],
        data_version=package.data_version,
        licence=package.licence,
    )


def figures_csv(package: Package, claims: pd.DataFrame) -> bytes:
    """Write the independent figures linked to the claims, with their series and sources."""
    return write_csv(join_figures(package, tuple(claims["claim_id"])), mark=True)


def join_figures(package: Package, claim_ids: tuple[str, ...] | None) -> pd.DataFrame:
    """Figures linked to some claims, in the package's order; None means every figure.

    One row for each figure, with its series as ``series_*`` and its source as ``source_*``.
    """
    figures = package.figures.reset_index(drop=True)
    if claim_ids is not None:
        figures = figures[figures["claim_id"].isin(claim_ids)]
    return _join_origins(package, figures)


def area_counts_csv(package: Package, _claims: pd.DataFrame) -> bytes:
    """Write all counts by area and month, with their series and sources; no filter narrows them."""
    return write_csv(join_area_counts(package), mark=True)


def join_area_counts(package: Package) -> pd.DataFrame:
    """Counts by area and month, one row a count, joined as figures are."""
    return _join_origins(package, package.area_counts)


def _join_origins(package: Package, rows: pd.DataFrame) -> pd.DataFrame:
    series = package.series[["title", "measure", "basis", "quantity", "start"]]
    sources = package.sources[["publisher", "title", "date", "url", "seen_in", "licence", "stance"]]
    joined = rows.join(series.add_prefix("series_"), on="series_id")
    joined = joined.join(sources.add_prefix("source_"), on="source_id")
    return joined.assign(data_version=package.data_version)


def to_geojson(package: Package, claims: pd.DataFrame) -> bytes:
    """Write claims as an RFC 7946 FeatureCollection, see ``collect``."""
    collection = collect(package, claims)
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def collect(package: Package, claims: pd.DataFrame) -> dict[str, Any]:
    """Make claims an RFC 7946 FeatureCollection; a claim without a place has no geometry.

    A point stands where the article puts the claim, else where another source does: the property
    ``point_basis`` says which (``article`` or ``found_outside``).
    """
    return {
        "type": "FeatureCollection",
        "name": package.name,
        "title": package.title,
        "data_version": package.data_version,
        "licence": package.licence,
        "features": [_feature(row) for row in to_records(join_claims(package, claims))],
    }


def write_csv(frame: pd.DataFrame, *, mark: bool = False) -> bytes:
    """Write a table as CSV in UTF-8, safe for spreadsheets; ``mark`` puts a byte order mark first.

    Missing is empty, a day is its ISO day, a truth value ``true`` or ``false``.
    """
    columns = {name: [_cell(value) for value in _values(frame[name])] for name in frame.columns}
    safe = pd.DataFrame(columns, columns=list(frame.columns), dtype=object)
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig" if mark else "utf-8")


def to_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Write the rows of a table for JSON: their plain values, with None for what is missing."""
    names = [str(name) for name in frame.columns]
    columns = [[None if v == "" else v for v in _values(frame[name])] for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: object) -> Any:
    """Write a missing value as None, a date as its ISO day, a whole number without a point."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return _bare(value)


def _values(column: "pd.Series[Any]") -> list[Any]:
    """Plain values of a column; asking which are missing once for all is many times faster."""
    values = column.tolist()
    if column.dtype == object:
        return [_plain(value) for value in values]
    missing = column.isna().tolist()
    return [None if gone else _bare(v) for v, gone in zip(values, missing, strict=True)]


def _bare(value: object) -> Any:
    if isinstance(value, date):  # a timestamp is one too
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _actors(package: Package) -> "pd.Series[str]":
    """Name the actors of each claim with their roles: ``One Army (attacker); A Town (target)``."""
    table = package.claim_actors
    words = table["actor_id"].map(package.actors["name"]) + " (" + table["role"] + ")"
    return words.groupby(table["claim_id"], sort=False).agg("; ".join).rename("actors")


def _cell(value: object) -> object:
    """Write a plain value so that a spreadsheet does not take a text for a formula."""
    if isinstance(value, str):
        return make_harmless(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    geometry, basis = _point(row, ""), "article"
    if geometry is None:
        geometry, basis = _point(row, "found_"), "found_outside"
    return {
        "type": "Feature",
        "id": row["claim_id"],
        "geometry": geometry,
        "properties": {**row, "point_basis": basis if geometry else None},
    }


def _point(row: Mapping[str, Any], prefix: str) -> dict[str, Any] | None:
    longitude, latitude = row[f"{prefix}longitude"], row[f"{prefix}latitude"]
    if longitude is None or latitude is None:
        return None
    return {
        "type": "Point",
        "coordinates": [round(float(longitude), _DECIMALS), round(float(latitude), _DECIMALS)],
    }
