"""``/metrics``: figures of this process for Prometheus, where its host asks for them.

Nothing of Prometheus' library is imported, and nothing is measured, while they are off.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, ClassVar

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conflict_atlas.hosting.sessions import Sessions

if TYPE_CHECKING:
    from conflict_atlas.hosting.prometheus_figures import Figures


class _Measured:
    """Where runs are counted, once figures are asked for."""

    figures: "ClassVar[Figures | None]" = None


def run() -> AbstractContextManager[object]:
    """Measure one run of a session's script."""
    figures = _Measured.figures
    return nullcontext() if figures is None else _measure(figures)


@contextmanager
def _measure(figures: "Figures") -> Iterator[None]:
    with figures.now.track_inprogress(), figures.seconds.time():
        yield


def route(path: str, sessions: Sessions, held_bytes: Callable[[], int]) -> Route:
    """Begin to measure, and answer with the figures; ``held_bytes`` is what readers' files take."""
    from conflict_atlas.hosting.prometheus_figures import CONTENT_TYPE, Figures  # noqa: PLC0415 - brings Prometheus

    figures = _Measured.figures = Figures(sessions)

    async def answer(_request: Request) -> Response:
        limiter = anyio.to_thread.current_default_thread_limiter()
        body = figures.write(limiter.statistics().tasks_waiting, held_bytes())
        headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE}
        return Response(body, headers=headers)

    return Route(path, answer)
