"""``/events``: recorded events of one imported dataset, newest first."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

import orjson

from conflict_atlas.api import claim_selection
from conflict_atlas.api.parameters import EventQuery, Parameters
from conflict_atlas.api.problem import RequestError, either, fault, refuse
from conflict_atlas.api.response import Page
from conflict_atlas.api.service import Service
from conflict_atlas.claims.export import to_records, write_csv
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.schema import TILE_COLUMNS

NONE_LOADED = (
    "No event dataset is loaded here. Who runs this server loads one with: "
    "conflict-atlas import FILE"
)


def choose(sources: tuple[Manifest, ...], query: EventQuery) -> Manifest:
    """Choose the dataset a request names; raises RequestError.

    Without a name it is the only one there is. Among several nothing is guessed, and nothing is
    added across them: the same event may be in two.
    """
    if not sources:
        raise RequestError(HTTPStatus.NOT_FOUND, NONE_LOADED)
    identifiers = [source.source_id for source in sources]
    if query.source in identifiers:
        return sources[identifiers.index(query.source)]
    if query.source is None and len(sources) == 1:
        return sources[0]
    raise refuse([fault("source", query.source or "", f"one of {either(identifiers)}")])


def write(service: Service, query: EventQuery, form: str, source: Manifest) -> Page:
    """Write one page of events; raises RequestError for a type of event that no dataset has."""
    try:
        return _write(service, query, form, source)
    except KeyError:
        if source in service.sources():
            raise
        gone = f"The dataset {source.source_id} was replaced or removed a moment ago."
        raise RequestError(HTTPStatus.NOT_FOUND, gone) from None


def _write(service: Service, query: EventQuery, form: str, source: Manifest) -> Page:
    from conflict_atlas.events import answers  # noqa: PLC0415 - loads the query engine
    from conflict_atlas.events.query.queries import listed  # noqa: PLC0415
    from conflict_atlas.events.query.sql_compiler import Query  # noqa: PLC0415

    _check_types(service, query)
    library = service.library()
    asked, notes = understand(service, source, query)
    asked = replace(asked, cell=query.square)
    total = answers.summary(library, source, asked).events
    # Past the cache of answer: pages are large, and a program reads each of them once.
    page = Query(listed, (query.limit, query.offset))
    rows = library.ask(source.source_id, asked, page).drop(columns=TILE_COLUMNS)
    if form == "csv":
        return Page(write_csv(rows), total, notes)
    collection = {
        "type": "FeatureCollection",
        "name": source.source_id,
        "title": source.title,
        "data_version": source.version,
        "licence": source.licence,
        "attribution": source.attribution,
        "invented": source.invented,
        "measure": source.measure,
        "notes": notes,
        "numberMatched": total,
        "numberReturned": len(rows),
        "features": [_feature(row) for row in to_records(rows)],
    }
    return Page(orjson.dumps(collection), total, notes)


def understand(
    service: Service, source: Manifest, query: Parameters
) -> tuple[EventFilter, tuple[str, ...]]:
    """Turn a request into what is asked of one dataset, and what a reader should know of it."""
    from conflict_atlas.events import answers  # noqa: PLC0415 - loads the query engine
    from conflict_atlas.evidence import event_filter_from  # noqa: PLC0415 - loads the query engine

    selection = claim_selection.select(service.options, query, typed=False)
    names = answers.names(service.library(), source, EventFilter(), "actor")["name"]
    asked, notes = event_filter_from.ask(
        service.package, selection, frozenset(names), source.format
    )
    return replace(asked, types=tuple(query.type), bounds=query.bounds), notes


def types(service: Service) -> list[str]:
    """Types of event of all datasets, in their own words."""
    sources = service.sources()
    if not sources:
        return []
    from conflict_atlas.events import answers  # noqa: PLC0415 - loads the query engine

    library = service.library()
    found = [
        answers.names(library, source, EventFilter(), "event_type")["name"] for source in sources
    ]
    return sorted({name for names in found for name in names})


def _check_types(service: Service, query: Parameters) -> None:
    known = types(service) if query.type else []
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
