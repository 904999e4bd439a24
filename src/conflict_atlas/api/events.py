"""``/events``: recorded events of one imported dataset, newest first."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

import orjson

from conflict_atlas.api import claim_selection
from conflict_atlas.api.parameters import EventQuery, Parameters
from conflict_atlas.api.problem import RequestError, fault, refuse
from conflict_atlas.api.response import RowPage
from conflict_atlas.claims import phrase
from conflict_atlas.claims.export import to_records, write_csv
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING, EventFilter
from conflict_atlas.events.schema import TILE_COLUMNS
from conflict_atlas.evidence import filter_translation
from conflict_atlas.reading.site import Site

NONE_LOADED = (
    "No event dataset is loaded here. Who runs this server loads one with: "
    "conflict-atlas import FILE"
)


def choose(datasets: tuple[Dataset, ...], query: EventQuery) -> Dataset:
    """Choose the dataset a request names; raises RequestError.

    Without a name it is the only one loaded. With several the request must name one: none is
    guessed, and they are never merged, for the same event may be in two.
    """
    if not datasets:
        raise RequestError(HTTPStatus.NOT_FOUND, NONE_LOADED)
    known = {dataset.source_id: dataset for dataset in datasets}
    if query.source in known:
        return known[query.source]
    if query.source is None and len(datasets) == 1:
        return datasets[0]
    raise refuse([fault("source", query.source or "", f"one of {phrase.either(list(known))}")])


def write(site: Site, query: EventQuery, form: str, dataset: Dataset) -> RowPage:
    """Write one page of events; raises RequestError for a type of event that no dataset has."""
    try:
        return _write(site, query, form, dataset)
    except KeyError:
        if dataset in site.datasets():
            raise
        gone = f"The dataset {dataset.source_id} was replaced or removed a moment ago."
        raise RequestError(HTTPStatus.NOT_FOUND, gone) from None


def _write(site: Site, query: EventQuery, form: str, dataset: Dataset) -> RowPage:
    _check_types(site, query)
    wanted, notes = understand(site, dataset, query)
    wanted = replace(wanted, cell=query.square)
    left = not query.contradictions
    total = dataset.summary(wanted).events if left else 0
    # Not through the cache: pages are large, and a program reads each of them once.
    rows = dataset.ask(wanted, "listed", query.limit if left else 0, query.offset)
    rows = rows.drop(columns=TILE_COLUMNS)
    if form == "csv":
        return RowPage(write_csv(rows), total, notes)
    manifest = dataset.manifest
    collection = {
        "type": "FeatureCollection",
        "name": manifest.source_id,
        "title": manifest.title,
        "data_version": manifest.version,
        "licence": manifest.licence,
        "attribution": manifest.attribution,
        "invented": manifest.invented,
        "measure": manifest.measure,
        "notes": (*query.contradictions, *notes),
        "numberMatched": total,
        "numberReturned": len(rows),
        "features": [_feature(row) for row in to_records(rows)],
    }
    return RowPage(orjson.dumps(collection), total, notes)


def understand(
    site: Site, dataset: Dataset, query: Parameters
) -> tuple[EventFilter, tuple[str, ...]]:
    """Turn a request into a filter of one dataset, with notes for the reader."""
    selection = claim_selection.select(site.options, query, typed=False)
    names = frozenset(dataset.names(EVERYTHING, "actor")["name"])
    form = dataset.manifest.format
    wanted, notes = filter_translation.translate(site.package, selection, names, form)
    bounds = None if query.contradictions else query.bounds
    return replace(wanted, types=tuple(query.type), bounds=bounds), notes


def types(site: Site) -> list[str]:
    """Types of event of all datasets, as each dataset names them."""
    found = (dataset.names(EVERYTHING, "event_type")["name"] for dataset in site.datasets())
    return sorted({name for names in found for name in names})


def _check_types(site: Site, query: Parameters) -> None:
    known = types(site) if query.type else []
    faults = [claim_selection.expect("type", one, known) for one in query.type if one not in known]
    if faults:
        raise refuse(faults)


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    point = [row["longitude"], row["latitude"]]
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": None if None in point else {"type": "Point", "coordinates": point},
        "properties": row,
    }
