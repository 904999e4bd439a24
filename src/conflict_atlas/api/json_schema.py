"""JSON Schemas of the answers, made from the data package's schema and that of events."""

from typing import Any

from conflict_atlas.api.sources import COLUMNS as SOURCE_COLUMNS
from conflict_atlas.claims.package import Package
from conflict_atlas.events.schema import COLUMNS as EVENT_COLUMNS

Schema = dict[str, Any]

_KINDS: dict[str, Schema] = {
    "string": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
}
_SQL = {"VARCHAR": "string", "DATE": "date", "DOUBLE": "number", "BIGINT": "integer"}
_WHOLE = {"rows_read", "imported", "rejected", "placed", "disordered"}
# Fields that an answer adds to those of claims.csv.
_OF_CLAIM = {
    "actors": ("string", "Actors with their roles"),
    "place": ("string", "Name of the place the article names"),
    "country": ("string", "Its country"),
    "latitude": ("number", "Its degrees north, WGS 84"),
    "longitude": ("number", "Its degrees east, WGS 84"),
    "coordinate_kind": ("string", "What its point stands for"),
    "found_place": ("string", "Name of the place found in another source"),
    "found_latitude": ("number", "Its degrees north, WGS 84"),
    "found_longitude": ("number", "Its degrees east, WGS 84"),
    "found_source": ("string", "Publisher of that source"),
    "article": ("string", "Title of the article"),
    "author": ("string", "Its author"),
    "publisher": ("string", "Its publisher"),
    "published": ("string", "Day of publication"),
    "passage_url": ("string", "Address of the passage in the article"),
    "data_version": ("string", "Version of the data"),
    "licence": ("string", "Licence of the data"),
    "point_basis": ("string", "Whether the point is the article's or was found_outside"),
}
_SERIES = ("title", "measure", "basis", "quantity", "start")
_SOURCE = ("publisher", "title", "date", "url", "seen_in", "licence", "stance")
_VERSION: Schema = {"data_version": {"type": "string", "description": "Version of the data"}}
_POINT: Schema = {
    "type": ["object", "null"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {
            "description": "Longitude and latitude, WGS 84",
            "type": "array",
            "items": {"type": "number", "minimum": -180, "maximum": 180},
            "minItems": 2,
            "maxItems": 2,
        },
    },
    "required": ["type", "coordinates"],
    "additionalProperties": False,
}
_NAMED: Schema = {name: {"type": "string"} for name in ("name", "title", "data_version", "licence")}
_COUNTS: Schema = {
    "numberMatched": {"type": "integer", "minimum": 0, "description": "Rows on all pages"},
    "numberReturned": {"type": "integer", "minimum": 0, "description": "Rows on this page"},
}
_ABOUT_EVENTS: Schema = {
    "attribution": {"type": "string", "description": "How the dataset wants to be named"},
    "invented": {"type": "boolean", "description": "Whether the dataset is invented"},
    "measure": {"type": "string", "description": "What low, best and high count"},
    "notes": {
        "type": "array",
        "items": {"type": "string"},
        "description": "What to know of how the filters were understood",
    },
}


def schemas(package: Package) -> dict[str, Schema]:
    """Schemas of the answers, by name."""
    figures = {
        **_fields(package, "figures"),
        **_fields(package, "series", _SERIES, "series_"),
        **_fields(package, "sources", _SOURCE, "source_"),
        **_VERSION,
    }
    area_counts = {
        **_fields(package, "area-counts"),
        **_fields(package, "series", _SERIES, "series_"),
        **_fields(package, "sources", _SOURCE, "source_"),
        **_VERSION,
    }
    claims = _fields(package, "claims") | {
        name: _KINDS[kind] | {"description": text} for name, (kind, text) in _OF_CLAIM.items()
    }
    return {
        "Claims": _collection(claims, _NAMED),
        "Events": _collection(_event(), _NAMED | _ABOUT_EVENTS),
        "Figures": _list("figures", figures),
        "AreaCounts": _list("area_counts", area_counts),
        "Sources": _list("sources", _source()),
        "Problem": _problem(),
    }


def _object(properties: Schema) -> Schema:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _collection(properties: Schema, about: Schema) -> Schema:
    feature = _object(
        {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": _POINT,
            "properties": _object(properties),
        }
    )
    return _object(
        {
            "type": {"const": "FeatureCollection"},
            **about,
            **_COUNTS,
            "features": {"type": "array", "items": feature},
        }
    )


def _list(name: str, properties: Schema) -> Schema:
    return _object({**_NAMED, **_COUNTS, name: {"type": "array", "items": _object(properties)}})


def _fields(package: Package, table: str, only: tuple[str, ...] = (), prefix: str = "") -> Schema:
    """Properties made from the fields of one table."""
    resources = {one["name"]: one for one in package.descriptor["resources"]}
    return {
        f"{prefix}{field['name']}": _KINDS[field["type"]]
        | {"description": field.get("description", "")}
        for field in resources[table]["schema"]["fields"]
        if not only or field["name"] in only
    }


def _event() -> Schema:
    return {
        column.name: _KINDS[_SQL[column.sql]] | {"description": column.meaning}
        for column in EVENT_COLUMNS
        if column.sql in _SQL
    }


def _source() -> Schema:
    kinds = dict.fromkeys(_WHOLE, "integer") | {"invented": "boolean"}
    return {
        name: _KINDS[kinds.get(name, "string")] | {"description": text}
        for name, text in SOURCE_COLUMNS.items()
    }


def _problem() -> Schema:
    text = {"type": "string"}
    error = _object(dict.fromkeys(("parameter", "value", "expected"), text))
    problem = _object(
        {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What is wrong, in a sentence"},
        }
    )
    problem["properties"] = {
        **problem["properties"],
        "errors": {"type": "array", "items": error, "description": "Parameters that are wrong"},
    }
    return problem
