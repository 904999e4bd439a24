"""``/healthz``: whether this process takes readers, for balancers and those who look after it."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conflict_atlas.hosting.admission import RETRY_SECONDS
from conflict_atlas.hosting.sessions import Sessions, State


def route(path: str, sessions: Sessions) -> Route:
    """Answer 200 while new readers are taken, else 503; the body says which of the states it is."""

    async def answer(_request: Request) -> Response:
        state = sessions.state
        answer = {"status": state.value, "sessions": len(sessions), "limit": sessions.limit}
        headers = {"Cache-Control": "no-store"}
        if state is State.READY:
            return JSONResponse(answer, HTTPStatus.OK, headers)
        headers["Retry-After"] = str(RETRY_SECONDS if state is State.FULL else 1)
        return JSONResponse(answer, HTTPStatus.SERVICE_UNAVAILABLE, headers)

    return Route(path, answer)
