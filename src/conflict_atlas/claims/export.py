"""The selected claims to take away: CSV for spreadsheets, GeoJSON for maps."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from conflict_atlas.claims.citation import passage_url
from conflict_atlas.claims.package import Package

_DECIMALS = 6  # of a degree: about ten centimetres, as RFC 7946 advises
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(package: Package, claims: pd.DataFrame) -> bytes:
    """Write claims with their actors, places and source, one row each, as CSV in UTF-8.

    The file starts with a byte order mark, by which spreadsheets recognise UTF-8.
    """
    return _csv(_joined(package, claims))


def figures_csv(package: Package, claims: pd.DataFrame) -> bytes:
    """Write the independent figures that bear on the claims, with their series and sources."""
    figures = package.figures.reset_index(drop=True)
    figures = figures[figures["claim_id"].isin(claims["claim_id"])]
    series = package.series[["title", "measure", "basis", "quantity", "start"]]
    sources = package.sources[["publisher", "title", "date", "url", "seen_in", "licence", "stance"]]
    joined = figures.join(series.add_prefix("series_"), on="series_id")
    joined = joined.join(sources.add_prefix("source_"), on="source_id")
    return _csv(joined.assign(data_version=package.data_version))


def to_geojson(package: Package, claims: pd.DataFrame) -> bytes:
    """Write claims as an RFC 7946 FeatureCollection; a claim without a place has no geometry.

    A point stands where the article puts the claim, else where another source does: the property
    ``point_basis`` says which (``article`` or ``found_outside``).
    """
    joined = _joined(package, claims)
    collection = {
        "type": "FeatureCollection",
        "name": package.name,
        "title": package.title,
        "data_version": package.data_version,
        "licence": package.licence,
        "features": [_feature(row) for row in joined.to_dict("records")],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def _joined(package: Package, claims: pd.DataFrame) -> pd.DataFrame:
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


def _actors(package: Package) -> "pd.Series[str]":
    """Name the actors of each claim with their roles: ``One Army (attacker); A Town (target)``."""
    table = package.claim_actors
    words = table["actor_id"].map(package.actors["name"]) + " (" + table["role"] + ")"
    return words.groupby(table["claim_id"], sort=False).agg("; ".join).rename("actors")


def _csv(frame: pd.DataFrame) -> bytes:
    columns = {name: [_cell(value) for value in frame[name]] for name in frame.columns}
    safe = pd.DataFrame(columns, columns=list(frame.columns), dtype=object)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _cell(value: object) -> object:
    """Write a value for a spreadsheet, which must not take a text for a formula."""
    plain = _plain(value)
    if isinstance(plain, str) and plain.startswith(_DANGEROUS):
        return f"'{plain}"
    if isinstance(plain, bool):
        return str(plain).lower()
    return "" if plain is None else plain


def _plain(value: object) -> Any:
    """Write a missing value as None, a date as its ISO day, a whole number without a point."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _feature(row: Mapping[Any, Any]) -> dict[str, Any]:
    properties = {name: None if value == "" else _plain(value) for name, value in row.items()}
    geometry, basis = _point(row, ""), "article"
    if geometry is None:
        geometry, basis = _point(row, "found_"), "found_outside"
    properties["point_basis"] = basis if geometry else None
    return {
        "type": "Feature",
        "id": row["claim_id"],
        "geometry": geometry,
        "properties": properties,
    }


def _point(row: Mapping[Any, Any], prefix: str) -> dict[str, Any] | None:
    longitude, latitude = row[f"{prefix}longitude"], row[f"{prefix}latitude"]
    if pd.isna(longitude) or pd.isna(latitude):
        return None
    return {
        "type": "Point",
        "coordinates": [round(float(longitude), _DECIMALS), round(float(latitude), _DECIMALS)],
    }
