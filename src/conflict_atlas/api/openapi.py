"""The OpenAPI document: all that is served now, with every name that a filter accepts."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from conflict_atlas.api import events, media_type
from conflict_atlas.api.json_schema import schemas
from conflict_atlas.api.parameters import LONGEST_NAME, QUERIES
from conflict_atlas.api.problem import MEDIA_TYPE as PROBLEM
from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.reading.site import Site

Schema = dict[str, Any]

_SUMMARIES = {
    "/claims": ("Claims", "The claims the article makes, in order of date."),
    "/events": ("Events", "Events of one imported dataset, newest first."),
    "/figures": (
        "Figures",
        "Independent figures: those that bear on a claim the filters keep, or without one, all.",
    ),
    "/area-counts": (
        "AreaCounts",
        "What series count by area and month; filtered by days and places alone.",
    ),
    "/sources": (
        "Sources",
        "Where all of it comes from. A filter keeps the sources of what it keeps.",
    ),
    "/openapi.json": ("This document", "What is served here now."),
}
_ABOUT = (
    "Reads the claims of one article, the figures beside them, and imported event datasets. The "
    "filters are those of the dashboard, with the values its links carry. A claim is not "
    "a fact."
)
_TEXT: Schema = {"type": "string"}
_HEADERS: Schema = {
    "ETag": {"description": "Changes with data and query", "schema": _TEXT},
    "Cache-Control": {"description": "How long the answer may be kept", "schema": _TEXT},
    "Access-Control-Allow-Origin": {"description": "Any", "schema": {"const": "*"}},
}
_PAGED: Schema = {
    "X-Total-Count": {"description": "Rows on all pages", "schema": {"type": "integer"}},
    "Link": {
        "description": "The next and the previous page (RFC 8288), relative to this address",
        "schema": _TEXT,
    },
}
_NOTES: Schema = {
    "X-Notes": {
        "description": "What to know of how the filters were understood: a JSON list",
        "schema": _TEXT,
    }
}
_HELD: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag of the answer that the reader holds already",
    "schema": _TEXT,
}
_FAULTS = {
    "400": "A parameter is wrong: which one, its value, and what was expected",
    "406": "Accept names no form that is offered here",
    "500": "The server failed",
    "503": "The event datasets cannot be read now",
}
_NOT_LOADED = {"404": "No event dataset is loaded"}


def make(app: FastAPI, site: Site, root: str) -> Schema:
    """Make the document of an app that is served below the path ``root``.

    Datasets come and go while the app runs, so their names are read each time.
    """
    made = _base(app, site)
    made["servers"] = [{"url": root or "/"}]
    sources = [dataset.source_id for dataset in site.datasets()]
    for operation in made["paths"]["/events"].values():
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "source" and sources:
                parameter["schema"]["enum"] = sources
                parameter["required"] = len(sources) > 1
            elif parameter["name"] == "type":
                _list_names(parameter, events.types(site))
    return made


def _base(app: FastAPI, site: Site) -> Schema:
    package = site.package
    made = get_openapi(
        title=f"Conflict Atlas: {package.title}",
        version="1",
        description=_ABOUT,
        routes=app.routes,
    )
    made["info"]["license"] = {"name": package.licence}
    made["components"] = {"schemas": schemas(package)}
    for path, item in made["paths"].items():
        parameters = [_tidy(one, site.options) for one in item["get"]["parameters"]]
        made["paths"][path] = _operations(path, parameters)
    made["paths"]["/openapi.json"] = _operations("/openapi.json", [])
    return made


def _tidy(parameter: Schema, options: FilterOptions) -> Schema:
    """Add to the schema of a parameter what pydantic leaves out."""
    name, schema = parameter["name"], parameter["schema"]
    schema.pop("title", None)
    if schema.get("default") in ("", []):
        del schema["default"]  # a parameter left out differs from an empty one
    if name == "bbox":
        parameter |= {"style": "form", "explode": False}
    known = {"actor": options.actors, "type": options.types, "place": options.places}.get(name)
    if known:
        _list_names(parameter, [*known, *known.values()])
    return parameter


def _list_names(parameter: Schema, names: list[str]) -> None:
    items = {"type": "string", "maxLength": LONGEST_NAME}
    parameter["schema"]["items"] = items | ({"enum": list(dict.fromkeys(names))} if names else {})


def _operations(path: str, parameters: list[Schema]) -> Schema:
    """GET as described; HEAD as GET without a body; OPTIONS for other origins."""
    summary, description = _SUMMARIES[path]
    name = path.strip("/").partition(".")[0]
    parameters = [*parameters, _HELD]
    about = {"summary": summary, "description": description, "parameters": parameters}
    return {
        "get": {"operationId": name, **about, "responses": _responses(path)},
        "head": {
            "operationId": f"{name}_head",
            **about,
            "responses": {
                status: {key: value for key, value in response.items() if key != "content"}
                for status, response in _responses(path).items()
            },
        },
        "options": {
            "operationId": f"{name}_options",
            "summary": "What other origins may do",
            "responses": {"204": {"description": "Reading is open to every origin"}},
        },
    }


def _responses(path: str) -> Schema:
    headers = _HEADERS | (_PAGED if path in QUERIES else {})
    headers |= _NOTES if path == "/events" else {}
    faults = _FAULTS | (_NOT_LOADED if path == "/events" else {})
    problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {"description": "Found", "headers": headers, "content": _content(path)},
        "304": {"description": "As the reader has it (If-None-Match)", "headers": _HEADERS},
        **{status: {"description": text, "content": problem} for status, text in faults.items()},
    }


def _content(path: str) -> Schema:
    if path not in QUERIES:
        return {media_type.MEDIA_TYPE["json"]: {"schema": {"type": "object"}}}
    answer = {"$ref": f"#/components/schemas/{path.strip('/').title().replace('-', '')}"}
    return {
        media_type.MEDIA_TYPE[name]: {"schema": _TEXT if name == "csv" else answer}
        for name in QUERIES[path].forms
    }
