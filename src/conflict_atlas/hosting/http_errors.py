"""Security headers on requests that the web server refuses before the application sees them.

A request that is not HTTP, or no sound handshake of a WebSocket, is answered by uvicorn with words
of its own; no middleware adds to those.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Response

Headers = Mapping[str, str]


def http_protocol(headers: Headers) -> type[H11Protocol]:
    """Make uvicorn's HTTP protocol with headers on what it refuses."""
    added = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    class HttpProtocol(H11Protocol):
        def send_400_response(self, msg: str) -> None:
            kept = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
            events: list[Any] = [
                h11.Response(status_code=HTTPStatus.BAD_REQUEST, headers=[*kept, *added]),
                h11.Data(data=msg.encode("ascii")),
                h11.EndOfMessage(),
            ]
            for event in events:
                self.transport.write(self.conn.send(event))
            self.transport.close()

    return HttpProtocol


def websocket_protocol(headers: Headers) -> type[WebSocketsSansIOProtocol]:
    """Make uvicorn's WebSocket protocol with headers on every handshake that fails."""

    class WebSocketProtocol(WebSocketsSansIOProtocol):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            send_response = self.conn.send_response

            def send_with_headers(response: Response) -> None:
                if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
                    for name in headers.keys() - response.headers.keys():
                        response.headers[name] = headers[name]
                    self.handshake_complete = (
                        True  # or it logs that the handshake was never completed
                    )
                send_response(response)

            self.conn.send_response = send_with_headers  # type: ignore[method-assign]

    return WebSocketProtocol
