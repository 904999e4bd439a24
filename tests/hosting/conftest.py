"""One process among several, with requests in this process and no network."""

from collections.abc import Callable

import pytest
from own_loop import run
from starlette.routing import BaseRoute, Router
from starlette.types import Message

from conflict_atlas.hosting.sessions import Sessions

Asked = tuple[int, dict[str, str], bytes]


@pytest.fixture
def ask() -> Callable[[BaseRoute, str], Asked]:
    """Give a function that requests a route."""

    async def answered(route: BaseRoute, path: str) -> Asked:
        parts: list[Message] = []
        scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [],
            "root_path": "",
        }  # fmt: skip

        async def nothing() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            parts.append(message)

        await Router([route])(scope, nothing, send)
        headers = {k.decode(): v.decode() for k, v in parts[0]["headers"]}
        return parts[0]["status"], headers, b"".join(part["body"] for part in parts[1:])

    return lambda route, path: run(answered(route, path))


@pytest.fixture
def hold() -> Callable[[Sessions, int], None]:
    """Give a function that fills a process with sessions that stay."""
    held = []

    def hold(sessions: Sessions, number: int) -> None:
        for _ in range(number):

            async def close() -> None:
                pass

            one = sessions.hold(close)
            one.__enter__()
            held.append(one)

    return hold
