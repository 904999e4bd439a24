"""The API as an ASGI app: its paths, and what each is answered from."""

from typing import Annotated

import orjson
from fastapi import Depends, FastAPI, Request, Response
from fastapi import Query as In
from starlette.types import ASGIApp

from conflict_atlas.api import (
    area_counts,
    claims,
    events,
    figures,
    openapi,
    problem,
    response,
    sources,
)
from conflict_atlas.api.middleware import ReadOnlyMiddleware
from conflict_atlas.api.parameters import QUERIES, AreaQuery, EventQuery, FeatureQuery, RowQuery
from conflict_atlas.reading.site import Site

OPENAPI = "/openapi.json"
PATHS = (*QUERIES, OPENAPI)


def build(site: Site) -> ASGIApp:
    """Build the app, to be mounted at ``/api``.

    Endpoints are plain functions: FastAPI runs them in threads, where a query blocks no other.
    """
    app = FastAPI(
        openapi_url=None,  # served below, with a tag and what is loaded now
        docs_url=None,  # its pages load scripts from another origin
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(problem.check_single)],
    )
    problem.handle(app, [f"/api{path}" for path in PATHS])
    version = site.package.data_version

    @app.get("/claims")
    def get_claims(request: Request, query: Annotated[FeatureQuery, In()]) -> Response:
        return response.answer(request, query, version, lambda f: claims.write(site, query, f))

    @app.get("/figures")
    def get_figures(request: Request, query: Annotated[RowQuery, In()]) -> Response:
        return response.answer(request, query, version, lambda f: figures.write(site, query, f))

    @app.get("/area-counts")
    def get_area_counts(request: Request, query: Annotated[AreaQuery, In()]) -> Response:
        return response.answer(request, query, version, lambda f: area_counts.write(site, query, f))

    @app.get("/sources")
    def get_sources(request: Request, query: Annotated[RowQuery, In()]) -> Response:
        now = f"{version} {[dataset.manifest for dataset in site.datasets()]}"
        return response.answer(request, query, now, lambda f: sources.write(site, query, f))

    @app.get("/events")
    def get_events(request: Request, query: Annotated[EventQuery, In()]) -> Response:
        dataset = events.choose(site.datasets(), query)
        now = f"{version} {dataset.manifest}"
        return response.answer(request, query, now, lambda f: events.write(site, query, f, dataset))

    @app.get(OPENAPI, include_in_schema=False)
    def get_document(request: Request) -> Response:
        problem.check_none(request)
        made = openapi.make(app, site, request.scope["root_path"])
        return response.answer_document(request, orjson.dumps(made))

    return ReadOnlyMiddleware(app, frozenset(PATHS))
