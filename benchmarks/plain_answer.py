"""The least that an answer costs: one text kept in memory, by Starlette on uvicorn alone."""

import argparse
import os
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODY = "BENCH_BODY"  # names a file with what is answered


def main() -> None:
    """Serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--port", type=int, required=True)
    chosen = parser.parse_args()
    body = Path(os.environ[BODY]).read_bytes()

    async def answer(_request: Request) -> Response:
        return Response(body, media_type="text/html")

    app = Starlette(routes=[Route("/{path:path}", answer)])
    uvicorn.run(app, host=chosen.address, port=chosen.port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
