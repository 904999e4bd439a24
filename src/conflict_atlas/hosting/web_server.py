"""What this project asks of the web server, beyond what Streamlit lets one set."""

from collections.abc import Mapping

import uvicorn

from conflict_atlas.hosting import drain, http_errors
from conflict_atlas.hosting.sessions import Sessions

SECONDS_FOR_ANSWERS = 5  # which a server that is stopping gives to the requests under way


def set_up(
    server: uvicorn.Server, sessions: Sessions, headers: Mapping[str, str], seconds: int
) -> None:
    """Let a server stop in order, within ``seconds``, and refuse with the headers of all answers.

    Call it before the server listens.
    """
    server.config.http_protocol_class = http_errors.http_protocol(headers)
    server.config.ws_protocol_class = http_errors.websocket_protocol(headers)
    server.config.timeout_graceful_shutdown = SECONDS_FOR_ANSWERS

    def stop() -> None:
        server.should_exit = True

    drain.on_sigterm(sessions, seconds, stop)
