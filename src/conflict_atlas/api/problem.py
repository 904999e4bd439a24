"""Errors of a request as RFC 9457 problem details that name the parameter."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from conflict_atlas.api.parameters import EXPECTED, LISTS, QUERIES, names
from conflict_atlas.claims import phrase
from conflict_atlas.events.store.dataset_folder import DatasetGoneError, LibraryError

MEDIA_TYPE = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"
LARGEST = 2_000  # bytes of a refusal, however much is wrong with a request
_FRAME, _PARTS = 200, 50  # bytes of JSON around all faults, and around each
_LONGEST_ECHO = 80  # characters repeated from the request
_LONGEST_ADVICE = 240  # characters of what was expected instead
_BYTES = 2  # bytes for each such character as JSON; of characters that need more, fewer are kept
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class ParameterFault:
    """One unusable value of a request, and what was expected instead."""

    parameter: str
    value: str
    expected: str

    def __str__(self) -> str:
        """The fault as one sentence."""
        return f"{self.parameter}={self.value}: expected {self.expected}."


class RequestError(Exception):
    """A request that is answered with an explanation instead of data."""

    def __init__(
        self, status: HTTPStatus, detail: str, faults: Sequence[ParameterFault] = ()
    ) -> None:
        """Take the HTTP status, the explanation, and the parameters at fault."""
        super().__init__(detail)
        self.status, self.detail, self.faults = status, detail, tuple(faults)


def refuse(faults: Sequence[ParameterFault]) -> RequestError:
    """Make one answer 400 of faults in parameters: the first ones, as many as fit."""
    named: list[ParameterFault] = []
    room = LARGEST - _FRAME
    for one in faults:
        room -= 2 * _size(str(one)) + _PARTS
        if room < 0:
            break
        named.append(one)
    left = len(faults) - len(named)
    more = f" And {left:,} more." if left else ""
    return RequestError(HTTPStatus.BAD_REQUEST, f"{' '.join(map(str, named))}{more}", named)


def fault(parameter: str, value: object, expected: str) -> ParameterFault:
    """Make a fault of a value and what was expected, both cut to a readable length."""
    return ParameterFault(
        _cut(parameter, _LONGEST_ECHO),
        _cut(str(value), _LONGEST_ECHO),
        _cut(expected, _LONGEST_ADVICE),
    )


def _cut(text: str, longest: int) -> str:
    """Cut a text to a number of characters, or to fewer where they take more bytes as JSON."""
    most = longest * _BYTES
    if len(text) <= longest and _size(text) <= most:
        return text
    kept = text[: longest - 1]
    while _size(kept) > most:
        kept = kept[: len(kept) // 2]
    return f"{kept}…"


def _size(text: str) -> int:
    return len(orjson.dumps(text))


def respond(problem: RequestError, headers: dict[str, str] | None = None) -> Response:
    """Write a problem as the answer to a request, not to be cached."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "detail": problem.detail,
    }
    if problem.faults:
        content["errors"] = [asdict(one) for one in problem.faults]
    return Response(
        orjson.dumps(content),
        problem.status,
        {"Cache-Control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )


def handle(app: FastAPI, paths: Sequence[str]) -> None:
    """Answer every error of an app with problem details; ``paths`` are what it serves."""

    @app.exception_handler(RequestError)
    def tell(_request: Request, error: RequestError) -> Response:
        return respond(error)

    @app.exception_handler(RequestValidationError)
    def tell_invalid(request: Request, error: RequestValidationError) -> Response:
        return respond(refuse([_read(one, request) for one in error.errors()]))

    @app.exception_handler(HTTPException)
    def tell_http(_request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        if status is HTTPStatus.NOT_FOUND:
            return respond(
                RequestError(status, f"Nothing is here. There is {phrase.either(paths)}.")
            )
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            refused = RequestError(status, f"This interface only reads: {METHODS}.")
            return respond(refused, {"Allow": METHODS})
        return respond(RequestError(status, f"{status.phrase}."))

    @app.exception_handler(DatasetGoneError)
    def tell_gone(_request: Request, error: DatasetGoneError) -> Response:
        return respond(RequestError(HTTPStatus.NOT_FOUND, str(error)))

    @app.exception_handler(LibraryError)
    def tell_unreadable(_request: Request, error: LibraryError) -> Response:
        _LOG.error("event datasets: %s", error)  # the message names folders of this server
        words = "The event datasets cannot be read now; the server's log says why."
        return respond(RequestError(HTTPStatus.SERVICE_UNAVAILABLE, words))

    @app.exception_handler(Exception)
    def tell_broken(_request: Request, _error: Exception) -> Response:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return respond(RequestError(status, "The server failed; its log says where."))


def check_single(request: Request) -> None:
    """Refuse a repeated parameter that takes only one value; raises RequestError."""
    given = request.query_params
    twice = [
        fault(name, ", ".join(given.getlist(name)), "one value, given once")
        for name in dict.fromkeys(given)
        if name not in LISTS and len(given.getlist(name)) > 1
    ]
    if twice:
        raise refuse(twice)


def check_none(request: Request) -> None:
    """Refuse every parameter; raises RequestError."""
    given = request.query_params.multi_items()
    if given:
        raise refuse([fault(name, value, "no parameter here") for name, value in given])


def _read(error: dict[str, Any], request: Request) -> ParameterFault:
    name = str(error["loc"][1])
    query = QUERIES[f"/{request.url.path.rpartition('/')[2]}"]
    if error["type"] == "extra_forbidden":
        return fault(name, error["input"], f"another name: {phrase.either(names(query))}")
    expected = phrase.either(query.forms) if name == "format" else EXPECTED[name]
    return fault(name, error["input"], expected)
